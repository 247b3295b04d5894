"""Two hands on one catalog: what this run made of it, and what stands on the disk by now.

While a run is at work a person may save the file in Poedit, git may put another one in its
place, or another run may end. Entries are merged one by one, by msgctxt and msgid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translate.catalog.po_text import Catalog, Entry, in_order
from translate.catalog.states import (
    Key,
    by_a_person,
    holds_words,
    is_passing_note,
    other_notes,
    others,
    retired,
    state,
)
from translate.model import State

# Whose text stays where both hands changed one: confirmed words, then a person's, then a draft.
_RANK = {
    State.EMPTY: 0,
    State.SUSPECT: 1,
    State.MACHINE: 1,
    State.STALE: 2,
    State.REVIEWED: 3,
}


def merge(base: Catalog, ours: Catalog, theirs: Catalog) -> Catalog:
    """Return what `ours` and `theirs` say together, `base` being where ours began.

    - Where one of them left an entry as it was, the other's counts.
    - Where both changed its translation, the higher of reviewed, a person's and a draft stays,
      and theirs (on the disk) of two alike. The one that makes room, if it is another text, is
      kept in an `other:` note; only a draft makes room for a draft without a trace.
    - Theirs are the comments, the header, the width and the line ends.
    - The live entries and their order are ours, or theirs if only they changed the messages. What
      is not among them stays as obsolete if a person had a hand in it. What was deleted on the disk
      stays away, unless we changed it or the article asks for it.

    Every text of a person in `theirs` that `base` has not is in the result, and every one in
    `ours` that `base` has not.
    """
    before, mine, disk = by_key(base), by_key(ours), by_key(theirs)
    deciding, following = (ours, theirs) if _ours_decide(base, ours, theirs) else (theirs, ours)
    live = dict.fromkeys(messages(deciding))
    merged: list[Entry] = []
    for key in dict.fromkeys((*live, *(e.key for c in (deciding, following) for e in c.entries))):
        entry = merged_entry(before.get(key), mine.get(key), disk.get(key), wanted=key in live)
        if key in live:
            merged.append(replace(entry or mine.get(key) or disk[key], obsolete=False))
        elif entry is not None and (holds_words(entry) or entry.obsolete):
            merged.append(retired(entry))
    added = {name: ours.header[name] for name in ours.header if name not in base.header}
    return replace(theirs, header={**added, **theirs.header}, entries=tuple(_last(merged)))


def _last(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.obsolete)


def by_key(catalog: Catalog) -> dict[Key, Entry]:
    """Return the entries of a catalog, each under its msgctxt and msgid."""
    return {entry.key: entry for entry in catalog.entries}


def _ours_decide(base: Catalog, ours: Catalog, theirs: Catalog) -> bool:
    return messages(ours) != messages(base) or messages(theirs) == messages(base)


def messages(catalog: Catalog) -> list[Key]:
    """Return the keys of the live entries, in their order."""
    return [entry.key for entry in catalog.entries if not entry.obsolete]


def merged_entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, *, wanted: bool
) -> Entry | None:
    """Merge one entry, as `merge` says it of all.

    What is None is not there; `wanted` says that the article asks for it. None is what nobody
    has a word in.
    """
    if ours is None or theirs is None:
        alone = ours or theirs
        untouched = base is not None and alone is not None and _same(alone, base)
        return None if untouched and not (wanted and ours) else alone
    if _same(ours, theirs) or (base is not None and _same(theirs, base)):
        return ours
    if base is not None and _same(ours, base):
        return replace(theirs, references=ours.references)
    return _both_changed(base or Entry(ours.msgid, context=ours.context), ours, theirs)


def _same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say the same: their places are no part of it."""
    return _bare(one) == _bare(other)


def _bare(entry: Entry) -> Entry:
    fuzzy = entry.fuzzy and bool(entry.texts[0])
    flags = tuple(sorted(entry.flags))
    notes = tuple(sorted(entry.notes))
    return replace(entry, fuzzy=fuzzy, flags=flags, notes=notes, references=(), obsolete=False)


def _both_changed(base: Entry, ours: Entry, theirs: Entry) -> Entry:
    if _said(ours) == _said(base):
        winner, loser = theirs, None
    elif _said(theirs) == _said(base):
        winner, loser = ours, None
    elif _RANK[state(ours)] > _RANK[state(theirs)]:
        winner, loser = ours, theirs
    else:
        winner, loser = theirs, ours
    lost: tuple[str, ...] = ()
    if loser is not None and (by_a_person(loser) or by_a_person(winner)):
        kept = (*winner.texts, *others(winner))
        lost = other_notes(text for text in loser.texts if text not in kept)
    added = (line for line in ours.comments if line not in theirs.comments)
    return replace(
        winner,
        comments=(*theirs.comments, *(line for line in added if line not in base.comments)),
        notes=_notes(base, ours, theirs, winner, lost),
        flags=theirs.flags if set(theirs.flags) != set(base.flags) else ours.flags,
        references=ours.references,
    )


def _said(entry: Entry) -> object:
    """What an entry says of its translation; a change of it is a change of the translation."""
    passing = sorted(note for note in entry.notes if is_passing_note(note))
    fuzzy = entry.fuzzy and bool(entry.texts[0])
    return entry.text, entry.plural, fuzzy, entry.previous, entry.previous_context, passing


def _notes(
    base: Entry, ours: Entry, theirs: Entry, winner: Entry, lost: Sequence[str]
) -> tuple[str, ...]:
    """Return the notes that hold for the winner's text, and what either side knows besides."""
    lasting = [n for n in ours.notes if not is_passing_note(n)]
    lasting += (n for n in theirs.notes if not is_passing_note(n) and n not in base.notes)
    passing = (n for n in winner.notes if is_passing_note(n))
    notes = dict.fromkeys((*lasting, *lost, *passing))
    return in_order(notes, obsolete=winner.obsolete)
