"""Edits that join two sentences, or make two of one: nearly the same words, cut otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from translate.catalog.cut import Split, cut_evenly, joined, part_of
from translate.catalog.match import Gap, likeness
from translate.catalog.po_text import Entry
from translate.catalog.states import Key, by_a_person

_T = TypeVar("_T")

_MOST = 3  # sentences that an edit joins or makes of one
_LARGEST_GAP = 16  # old entries, for edits to be looked for among them
_ALIKE = 0.7
_BETTER = 0.1  # by how much the whole must be more alike than any part


def reshaped(
    found: Iterable[Gap], asking: Collection[Key], known: Mapping[Key, Entry], split: Split | None
) -> dict[Key, Entry]:
    """Return the new entries that an edit made of two or three old ones, or of a part of one.

    They are stale: their sources are much alike, not the same.
    """
    made: list[tuple[float, dict[Key, Entry]]] = []
    for gap in found:
        come = [key for key in gap.come if key in asking]
        gone = [known[key] for key in gap.gone if known[key].plural is None]
        if len(gone) <= _LARGEST_GAP:
            made += _edited_into_one(gone, come)
            made += _edited_apart(gone, come, split) if split else ()
    out: dict[Key, Entry] = {}
    for _, entries in sorted(made, key=lambda pair: -pair[0]):
        if not entries.keys() & out.keys():
            out |= entries
    return out


def _runs(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for length in range(2, _MOST + 1):
        for start in range(len(values) - length + 1):
            yield values[start : start + length]


def _much_alike(whole: str, parts: Sequence[str]) -> float:
    """Return how much parts are like a whole; nothing if one of them is nearly as much."""
    together = likeness(whole, " ".join(parts))
    alone = max(likeness(whole, part) for part in parts)
    return together if together >= max(_ALIKE, alone + _BETTER) else 0.0


def _edited_into_one(
    gone: Sequence[Entry], come: Sequence[Key]
) -> Iterator[tuple[float, dict[Key, Entry]]]:
    for run in _runs(gone):
        for key in come:
            alike = _much_alike(key[1], [entry.msgid for entry in run])
            if alike and all(e.context == key[0] for e in run) and any(map(by_a_person, run)):
                yield alike, {key: joined(key, run, ["", *[" "] * (len(run) - 1), ""])}


def _edited_apart(
    gone: Sequence[Entry], come: Sequence[Key], split: Split
) -> Iterator[tuple[float, dict[Key, Entry]]]:
    for keys in _runs(come):
        sources = [msgid for _, msgid in keys]
        for whole in filter(by_a_person, gone):
            alike = _much_alike(whole.msgid, sources)
            if not alike or any(context != whole.context for context, _ in keys):
                continue
            cut = cut_evenly(whole.text, sources, [""] * (len(keys) + 1), split)
            pairs = zip(keys, cut, strict=True)
            yield (
                alike,
                {
                    key: part_of(whole, key, text, sure=False, first=key == keys[0])
                    for key, (text, _) in pairs
                    if text
                },
            )
