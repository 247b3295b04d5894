"""Translations joined, and cut where their sources begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from translate.catalog.pieces import is_wide, skipped
from translate.catalog.po_text import Entry
from translate.catalog.states import (
    Key,
    is_draft_note,
    is_draft_of,
    is_passing_note,
    state,
)
from translate.model import State

Split = Callable[[Sequence[str], str], tuple[list[str], bool]]
"""Cuts a translation: takes the source's parts and the translation, gives the translation's parts,
as many, which joined are the translation up to white space, and whether it is sure."""


def joined(key: Key, entries: Sequence[Entry], between: Sequence[str]) -> Entry:
    """Return one entry of several: reviewed if all are and their msgids make up the new one.

    `between` is what stands before, between and after them. Entries without a text are left out;
    `#|` then shows what the others translate.
    """
    context, msgid = key
    spoken = [n for n, entry in enumerate(entries) if entry.text]
    gaps = [between[n + 1] for n in spoken[:-1]]
    text = _strung([entries[n].text for n in spoken], gaps)
    source = _strung([_source(entries[n]) for n in spoken], gaps)
    if len(spoken) == len(entries):
        text, source = (f"{between[0]}{words}{between[-1]}" for words in (text, source))
    sure = source == msgid and all(state(entry) is State.REVIEWED for entry in entries)
    notes = (note for entry in entries for note in lasting(entry))
    # With these the draft is known again when the text is cut.
    drafted = (entry for entry in entries if state(entry) in (State.MACHINE, State.SUSPECT))
    drafts = (note for entry in drafted for note in entry.notes if is_draft_note(note))
    return Entry(
        msgid,
        text,
        context=context,
        fuzzy=not sure,
        previous=source if source != msgid else None,
        comments=tuple(dict.fromkeys(line for entry in entries for line in entry.comments)),
        notes=tuple(dict.fromkeys((*notes, *(drafts if not sure else ())))),
    )


def _source(entry: Entry) -> str:
    stale = state(entry) is State.STALE
    return entry.previous if stale and entry.previous is not None else entry.msgid


def _strung(texts: Sequence[str], gaps: Sequence[str]) -> str:
    """Join texts; where nothing stands between, as in Chinese, others need a space."""
    out = texts[0]
    for (before, after), gap in zip(pairwise(texts), gaps, strict=True):
        out += (gap or ("" if is_wide(before[-1:]) else " ")) + after
    return out


def part_of(whole: Entry, key: Key, text: str, *, sure: bool, first: bool) -> Entry:
    """Return the entry of a part of a whole's translation: reviewed if the whole is and it is sure.

    The `first` part gets what notes and comments the whole has; a draft stays one.
    """
    notes = tuple(lasting(whole)) if first else ()
    if is_draft_of(text, whole.notes):
        drafts = (note for note in whole.notes if is_draft_note(note))
        return Entry(key[1], text, context=key[0], fuzzy=True, notes=(*notes, *drafts))
    reviewed = sure and state(whole) is State.REVIEWED
    return Entry(
        key[1],
        text,
        context=key[0],
        fuzzy=not reviewed,
        previous=None if reviewed else _source(whole),
        comments=whole.comments if first else (),
        notes=notes,
    )


def cut(
    text: str,
    sources: Sequence[str],
    anchors: Sequence[str],
    between: Sequence[str],
    split: Split | None,
) -> list[tuple[str, bool]]:
    """Cut a translation where its sources begin; say of each part whether that is sure.

    `anchors` are translations that the parts had before, where known: what stands between two of
    them belongs to the parts between.
    """
    places = _anchored(text, anchors)
    out: list[tuple[str, bool]] = []
    at = 0
    for n in (*places, len(sources)):
        start, end = places.get(n, (len(text), len(text)))
        first = len(out)
        if first < n:
            out += cut_evenly(text[at:start], sources[first:n], between[first : n + 1], split)
        if n in places:
            out.append((text[start:end], True))
        at = end
    return out


def _anchored(text: str, anchors: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Find the anchors in the text, in their order; nothing if they do not fit together.

    They fit if there are words between two of them exactly where other parts are.
    """
    places: dict[int, tuple[int, int]] = {}
    at = 0
    for n, anchor in enumerate((*anchors, None)):
        start = len(text) if anchor is None else text.find(anchor, at) if anchor else -1
        if start < 0 or (anchor and not _stands_alone(text, start, start + len(anchor))):
            continue
        others = n > 0 and n - 1 not in places
        if (skipped(text[at:start], 0) < start - at) != others:
            return {}
        if anchor:
            at = start + len(anchor)
            places[n] = (start, at)
    return places


def _stands_alone(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] if start else "", text[end : end + 1]
    return not any(char.isalnum() and not is_wide(char) for char in around)


def cut_evenly(
    text: str, sources: Sequence[str], between: Sequence[str], split: Split | None
) -> list[tuple[str, bool]]:
    """Cut what belongs to parts of which nothing is known; the last resort is not to cut."""
    parts, sure = [text.strip()], True
    if len(sources) > 1:
        parts, sure = split(sources, parts[0]) if split else ([], False)
    if len(parts) != len(sources) or squeezed("".join(parts)) != squeezed(text):
        return [(text.strip(), False), *(("", False) for _ in sources[1:])]
    # What stands around a part in the source is no part of its translation either.
    clean = [True] * len(parts)
    for n, gap in enumerate(map(str.strip, between)):
        here = n > 0 and parts[n - 1].rstrip().endswith(gap)
        there = n < len(parts) and parts[n].lstrip().startswith(gap)
        if gap and here:
            parts[n - 1] = parts[n - 1].rstrip().removesuffix(gap)
        if gap and there:
            parts[n] = parts[n].lstrip().removeprefix(gap)
        if gap and here == there:
            clean[max(0, n - 1) : n + 1] = [False] * len(clean[max(0, n - 1) : n + 1])
    sure = sure and all(map(str.strip, parts))
    return [(part.strip(), sure and good) for part, good in zip(parts, clean, strict=True)]


def lasting(entry: Entry) -> Iterator[str]:
    """Yield the notes of an entry that stay when its text goes elsewhere."""
    return (note for note in entry.notes if not is_passing_note(note))


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())
