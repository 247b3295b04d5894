"""The same words cut in other places: sentences become a block, a block becomes sentences.

Switching `segmentation`, and a newer segmenter, change every msgid and no word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translate.catalog.cut import Split, cut, joined, lasting, part_of, squeezed
from translate.catalog.pieces import Pool, pools_of
from translate.catalog.po_text import Entry, in_order
from translate.catalog.states import (
    Key,
    by_a_person,
    is_recut_note,
    other_notes,
    recut_note,
    state,
)
from translate.model import State


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
    what other catalogs have for the msgids that this one does not know. A new msgid that is several
    old ones with nothing translatable between gets their translations, joined with what stands
    between: reviewed if all are, else stale. New msgids of which an old one consists get the parts
    of its translation: reviewed where the cut is sure, else stale.

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
        return squeezed(made.entry.text) != squeezed(own.text)
    later = replaced or any(map(is_recut_note, own.notes))
    reviewed = (entry for entry in made.origins if state(entry) is State.REVIEWED)
    return later and any(_differ(entry.text, own.text) for entry in reviewed)


def _differ(one: str, other: str) -> bool:
    """Tell whether neither text is a part of the other."""
    one, other = squeezed(one), squeezed(other)
    return one not in other and other not in one


def _recut(entries: Iterable[Entry]) -> str:
    """Return the note of an entry that went away for others: what a person says in those."""
    return recut_note("".join(entry.text for entry in entries if by_a_person(entry)))


def _over(made: _Made, own: Entry | None) -> Entry:
    if own is None:
        return made.entry
    lost = other_notes(own.texts) if by_a_person(own) else ()
    notes = dict.fromkeys((*lasting(own), *lost, *made.entry.notes))
    return replace(
        made.entry,
        comments=tuple(dict.fromkeys((*own.comments, *made.entry.comments))),
        notes=in_order(notes, obsolete=made.entry.obsolete),
    )


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
        keys, cut(whole.text, [msgid for msgid, _ in pieces], anchors, between, split), strict=True
    ):
        if text:
            part = part_of(whole, key, text, sure=sure, first=first)
            yield key, _Made(part, (whole,))
            first = False
