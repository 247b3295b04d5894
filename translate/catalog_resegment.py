"""The same words cut in other places: sentences become a block, a block becomes sentences.

Switching `segmentation`, and a newer segmenter, change every msgid and no word. So do, nearly,
the edits that join two sentences or make two of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from translate.catalog_match import Gap, likeness
from translate.catalog_pieces import Pool, is_wide, pools_of, skipped
from translate.catalog_states import (
    Key,
    by_a_person,
    is_draft_note,
    is_draft_of,
    is_passing_note,
    is_recut_note,
    other_notes,
    recut_note,
    state,
)
from translate.model import State
from translate.po_text import Entry

Split = Callable[[Sequence[str], str], tuple[list[str], bool]]
"""Cuts a translation: takes the source's parts and the translation, gives the translation's parts,
as many, which joined are the translation up to white space, and whether it is sure."""

_T = TypeVar("_T")

_MOST = 3  # sentences that an edit joins or makes of one
_LARGEST_GAP = 16  # old entries, for edits to be looked for among them
_ALIKE = 0.7
_BETTER = 0.1  # by how much the whole must be more alike than any part


@dataclass(frozen=True, slots=True)
class Recut:
    """What became of old entries that were cut in other places.

    `entries` are the new ones; `shapes` says of each longer msgid, old or new, of which shorter
    ones it consists.
    """

    entries: dict[Key, Entry]
    shapes: dict[Key, tuple[Key, ...]]

    def gone(self, wanted: Collection[Key]) -> set[Key]:
        """Return the old entries whose words are in new ones now."""
        parts = (part for key in self.shapes.keys() & wanted for part in self.shapes[key])
        return {key for key in (*self.shapes, *parts) if key not in wanted}

    def notes(self, live: Mapping[Key, Entry]) -> dict[Key, tuple[str, ...]]:
        """Return the notes of those that went away: what took their place."""
        notes: defaultdict[Key, tuple[str, ...]] = defaultdict(tuple)
        for key, parts in self.shapes.items():
            if key in live:
                for part in parts:
                    notes[part] += (_recut([live[key]]),)
            elif any(live[part].text for part in parts):
                notes[key] += (_recut(live[part] for part in parts),)
        return notes


def resegmented(
    wanted: Collection[Key],
    known: Mapping[Key, Entry],
    split: Split | None,
    lent: Mapping[Key, Entry],
) -> Recut:
    """Return the new entries that are old ones joined, and the parts of old ones.

    `wanted` are the msgids of the article, `known` the old entries, live and obsolete, and `lent`
    what other catalogs have for the msgids that this one does not know. A new
    msgid that is several old ones with nothing translatable between gets their translations,
    joined with what stands between: reviewed if all are, else stale. New msgids of which an old
    one consists get the parts of its translation: reviewed where the cut is sure, else stale.

    Without `split`, and where it fails, a part that is not certain without it gets the rest of
    the translation, as stale, and those behind it nothing. An old entry of the very msgid is
    better than all that, unless a person has changed the text since in its other shape: then the
    newer one counts, stale or not, and the older stays in an `other:` note.
    """
    known = {**lent, **known}
    asking = dict.fromkeys(key for key in wanted if key not in known or known[key].obsolete)
    found = Recut({}, {})
    if not asking and all(entry.obsolete or key in wanted for key, entry in known.items()):
        return found
    pools = pools_of(key for key, entry in known.items() if not entry.obsolete), pools_of(known)
    for key in asking:
        made = _joined_exactly(key, [pool[key[0]] for pool in pools], known, found)
        replaced = key in lent and made and not any(e.key in wanted for e in made.origins)
        if made and _is_newer(made, known.get(key), replaced=bool(replaced)):
            found.entries[key] = _over(made, known.get(key))
    parts = pools_of(wanted)
    for whole in sorted(known.values(), key=lambda entry: entry.obsolete):
        gone = whole.obsolete or whole.msgid not in parts[whole.context].msgids
        if gone and by_a_person(whole) and whole.plural is None:
            for key, part in _parted(whole, parts[whole.context], known, found, split):
                new = key in asking and key not in found.entries
                if new and _is_newer(part, known.get(key), replaced=False):
                    found.entries[key] = _over(part, known.get(key))
    return found


@dataclass(frozen=True, slots=True)
class _Made:
    """An entry that was made of others, `origins`."""

    entry: Entry
    origins: tuple[Entry, ...]


def _is_newer(made: _Made, own: Entry | None, *, replaced: bool) -> bool:
    """Tell whether a text counts although an entry of the very msgid has one that lay by.

    It does if it is reviewed and another one. What is not sure does if a reviewed origin has words
    that the old text lacks, and they came later: the note of the old entry tells what took its
    place, and that is no more so; or the old text is another catalog's, and the origins have been
    `replaced` by it now.
    """
    if own is None or not by_a_person(own):
        return True
    if any(entry.obsolete for entry in made.origins) or _recut(made.origins) in own.notes:
        return False
    if state(made.entry) is State.REVIEWED:
        return _squeezed(made.entry.text) != _squeezed(own.text)
    later = replaced or any(map(is_recut_note, own.notes))
    reviewed = (entry for entry in made.origins if state(entry) is State.REVIEWED)
    return later and any(_differ(entry.text, own.text) for entry in reviewed)


def _differ(one: str, other: str) -> bool:
    """Tell whether neither text is a part of the other."""
    one, other = _squeezed(one), _squeezed(other)
    return one not in other and other not in one


def _recut(entries: Iterable[Entry]) -> str:
    """Return the note of an entry that went away for others: what a person says in those."""
    return recut_note("".join(entry.text for entry in entries if by_a_person(entry)))


def _over(made: _Made, own: Entry | None) -> Entry:
    if own is None:
        return made.entry
    lost = other_notes(own.texts) if by_a_person(own) else ()
    return replace(
        made.entry,
        comments=tuple(dict.fromkeys((*own.comments, *made.entry.comments))),
        notes=tuple(dict.fromkeys((*_lasting(own), *lost, *made.entry.notes))),
    )


def _lasting(entry: Entry) -> Iterator[str]:
    return (note for note in entry.notes if not is_passing_note(note))


def _squeezed(text: str) -> str:
    return "".join(text.split())


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
    lasting = (note for entry in entries for note in _lasting(entry))
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
        notes=tuple(dict.fromkeys((*lasting, *(drafts if not sure else ())))),
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


def _joined_exactly(
    key: Key, pools: Iterable[Pool], known: Mapping[Key, Entry], found: Recut
) -> _Made | None:
    """Return what the pieces of a msgid make that a person translated, of the first pool with any.

    The live ones come first: their words are the newest.
    """
    for pool in pools:
        pieces = pool.pieces(key[1])
        entries = [known[key[0], msgid] for msgid, _ in pieces]
        if any(map(by_a_person, entries)) and not any(entry.plural for entry in entries):
            found.shapes[key] = tuple(entry.key for entry in entries)
            return _Made(joined(key, entries, _between(key[1], pieces)), tuple(entries))
    return None


def _between(text: str, pieces: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Return what stands before, between and after the pieces."""
    ends = [0, *(start + len(piece) for piece, start in pieces)]
    starts = [*(start for _, start in pieces), len(text)]
    return tuple(text[end:start] for end, start in zip(ends, starts, strict=True))


def _parted(
    whole: Entry, pool: Pool, known: Mapping[Key, Entry], found: Recut, split: Split | None
) -> Iterator[tuple[Key, _Made]]:
    """Yield the parts of an entry that have a text of their own."""
    pieces = pool.pieces(whole.msgid)
    keys = [(whole.context, msgid) for msgid, _ in pieces]
    if pieces and not whole.obsolete:
        found.shapes[whole.key] = tuple(keys)
    if all(key in known and not known[key].obsolete for key in keys):
        return
    old = [known.get(key) for key in keys]
    anchors = [e.text if e and state(e) is State.REVIEWED else "" for e in old]
    between = _between(whole.msgid, pieces)
    first = True
    for key, (text, sure) in zip(
        keys, _cut(whole.text, [msgid for msgid, _ in pieces], anchors, between, split), strict=True
    ):
        if text:
            part = _part(whole, key, text, sure=sure, first=first)
            yield key, _Made(part, (whole,))
            first = False


def _part(whole: Entry, key: Key, text: str, *, sure: bool, first: bool) -> Entry:
    notes = tuple(_lasting(whole)) if first else ()
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


def _cut(
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
            out += _run(text[at:start], sources[first:n], between[first : n + 1], split)
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


def _run(
    text: str, sources: Sequence[str], between: Sequence[str], split: Split | None
) -> list[tuple[str, bool]]:
    """Cut what belongs to parts of which nothing is known; the last resort is not to cut."""
    parts, sure = [text.strip()], True
    if len(sources) > 1:
        parts, sure = split(sources, parts[0]) if split else ([], False)
    if len(parts) != len(sources) or _squeezed("".join(parts)) != _squeezed(text):
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
            cut = _run(whole.text, sources, [""] * (len(keys) + 1), split)
            pairs = zip(keys, cut, strict=True)
            yield (
                alike,
                {
                    key: _part(whole, key, text, sure=False, first=key == keys[0])
                    for key, (text, _) in pairs
                    if text
                },
            )
