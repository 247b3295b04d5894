"""Two branches of one catalog, as git merges them: entry by entry, and never a conflict mark.

An entry is merged as `merge` does it when a file changed under a run. But here both sides have an
article behind them, and the article is merged, too: what either of them asked for newly is asked
for, and what either of them dropped is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from translate.catalog.merge import by_key, merged_entry, messages
from translate.catalog.po_text import Catalog, Entry
from translate.catalog.states import Key, by_a_person, holds_words, others, retired, state
from translate.model import State

_CREATED, _REVISED = "POT-Creation-Date", "PO-Revision-Date"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Clash:
    """An entry that people translated on both branches, each in another way.

    `kept` is its translation now, `aside` what an `other:` note of it keeps.
    """

    msgid: str
    kept: str
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branches:
    """A catalog as two branches have it, earlier and later revised, and as both began."""

    base: Mapping[Key, Entry]
    earlier: Mapping[Key, Entry]
    later: Mapping[Key, Entry]


def merge_branches(base: Catalog, ours: Catalog, theirs: Catalog) -> Catalog:
    """Return what two branches say together, `base` being where they parted.

    - An entry is live if both have it live, or one of them does so newly. They stand in the order
      of the branch that changed the order, those of the other one behind what they follow there.
    - An entry that only one branch changed is as that branch has it. Where both changed its
      translation, the higher of reviewed, a person's and a draft stays, and of two alike that of
      the later `PO-Revision-Date` (ours, if they are equal). The one that makes room is kept in
      an `other:` note; only a draft makes room for a draft without a trace.
    - Where one branch corrected a translation while the source changed on the other, the correction
      goes to the entry of the new source, as a text of the earlier one.
    - What is live no longer stays as obsolete if a person had a hand in it.
    - A field of the header that only one branch changed is as that branch has it; of two dates it
      is the later one, of two others that of the later revision.

    Every text of a person in one of them that `base` has not is in the result, and every one that
    all three have. Nothing of it depends on the clock.
    """
    ours_last = _moment(ours.header.get(_REVISED)) >= _moment(theirs.header.get(_REVISED))
    earlier, later = (theirs, ours) if ours_last else (ours, theirs)
    sides = Branches(by_key(base), by_key(earlier), by_key(later))
    live = _live(base, earlier, later)
    entries = (
        *(_live_entry(sides, key) for key in live),
        *(retired(entry) for entry in _obsolete(sides, set(live))),
    )
    return Catalog(
        header=_header(base, earlier, later),
        entries=tuple(_corrected(sides, entries)),
        header_comment=_lines(base.header_comment, earlier.header_comment, later.header_comment),
        header_fuzzy=_settled(base.header_fuzzy, earlier.header_fuzzy, later.header_fuzzy),
        width=_settled(base.width, earlier.width, later.width),
        newline=_settled(base.newline, earlier.newline, later.newline),
    )


def clashes(ours: Catalog, theirs: Catalog, merged: Catalog) -> list[Clash]:
    """Return the entries in which a person's word had to make room for another person's."""
    sides = (by_key(ours), by_key(theirs))
    found: list[Clash] = []
    for entry in merged.entries:
        before = [one for side in sides if (one := side.get(entry.key)) is not None]
        known = {text for one in before for text in others(one)}
        words = {text for one in before if by_a_person(one) for text in one.texts}
        aside = tuple(text for text in others(entry) if text in words - known)
        if aside:
            found.append(Clash(entry.msgid, entry.texts[0], aside))
    return found


def _settled(base: _T, earlier: _T, later: _T) -> _T:
    """Return a value as the branch has it that changed it, the later one if both did."""
    return earlier if later == base else later


def _lines(
    base: tuple[str, ...], earlier: tuple[str, ...], later: tuple[str, ...]
) -> tuple[str, ...]:
    added = (line for line in earlier if line not in base and line not in later)
    return (*later, *added)


def _header(base: Catalog, earlier: Catalog, later: Catalog) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name in dict.fromkeys((*later.header, *earlier.header)):
        value = _settled(*(one.header.get(name) for one in (base, earlier, later)))
        if value is not None:
            fields[name] = value
    for name in (_CREATED, _REVISED):
        dates = [one.header.get(name) for one in (earlier, later)]
        if all(dates) and name in fields:
            fields[name] = max(filter(None, dates), key=_moment)
    return fields


def _moment(date: str | None) -> datetime:
    """Return the time of a header's date; one that nobody can read was before all others."""
    try:
        return datetime.strptime(date or "", "%Y-%m-%d %H:%M%z")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _live(base: Catalog, earlier: Catalog, later: Catalog) -> list[Key]:
    """Return the keys of the entries that the merged article asks for, in their order."""
    first, second = (later, earlier) if messages(later) != messages(base) else (earlier, later)
    was, here, there = (set(messages(one)) for one in (base, first, second))
    kept = [key for key in messages(first) if key in there or key not in was]
    behind: dict[Key | None, list[Key]] = {None: []}
    place: Key | None = None
    known = set(kept)
    for key in messages(second):
        if key in known:
            place = key
        elif key not in here and key not in was:
            behind.setdefault(place, []).append(key)
    return [*behind[None], *(one for key in kept for one in (key, *behind.get(key, ())))]


def _live_entry(sides: Branches, key: Key) -> Entry:
    base, earlier, later = sides.base.get(key), sides.earlier.get(key), sides.later.get(key)
    asking = [one for one in (later, earlier) if one is not None and not one.obsolete]
    entry = merged_entry(base, earlier, later, wanted=True) or asking[0]
    places = [one.references for one in asking]
    if base is not None and len(places) > 1:
        references = _settled(base.references, places[1], places[0])
    else:
        references = places[0]
    return replace(entry, references=references, obsolete=False)


def _obsolete(sides: Branches, live: set[Key]) -> Iterator[Entry]:
    """Yield what is kept of the entries that nobody asks for."""
    for key in dict.fromkeys((*sides.later, *sides.earlier)):
        if key in live:
            continue
        found = merged_entry(
            sides.base.get(key), sides.earlier.get(key), sides.later.get(key), wanted=False
        )
        if found is not None and (found.obsolete or holds_words(found)):
            yield found


def _corrected(sides: Branches, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries, those of changed sources with what was corrected on the other branch."""
    moved: dict[Key, str] = {}
    for entry in entries:
        newer = None if entry.obsolete else _correction(sides, entry)
        if newer is not None:
            moved[newer.key] = newer.text
            yield replace(entry, text=newer.text)
        elif not entry.obsolete or moved.get(entry.key) != entry.text or _says_more(entry):
            yield entry


def _says_more(entry: Entry) -> bool:
    return any(entry.comments) or bool(others(entry))


def _correction(sides: Branches, entry: Entry) -> Entry | None:
    """Return what a person made of the text of a stale entry on the branch that has it not."""
    if state(entry) is not State.STALE or entry.previous is None or entry.plural is not None:
        return None
    already = sides.base.get(entry.key)
    if already is not None and already.text == entry.text:
        return None
    for context in (entry.previous_context, entry.context):
        key = (context, entry.previous)
        before = sides.base.get(key)
        if before is None or before.text != entry.text:
            continue
        for here, there in ((sides.earlier, sides.later), (sides.later, sides.earlier)):
            follower, left, newer = here.get(entry.key), here.get(key), there.get(key)
            followed = follower is not None and follower.text == entry.text
            untouched = left is None or left.text == before.text
            if followed and untouched and newer is not None and newer.text != before.text:
                return newer if by_a_person(newer) else None
    return None
