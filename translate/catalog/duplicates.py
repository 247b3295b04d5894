"""One entry of several with the same msgid and msgctxt, as old tools and merges leave them.

gettext refuses such a file, and Poedit joins their translations with `#-#-#-#-#` between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from translate.catalog.po_text import Entry, in_order
from translate.catalog.states import Key, by_a_person, is_passing_note, other_notes, others, state
from translate.model import State


def united(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, those of one msgid and msgctxt as one, where the first of them stood.

    A reviewed text stays before a person's other one, and that before a draft; of two alike the
    first. A text of a person that makes room is kept in an `other:` note, and every comment stays.
    The one entry is obsolete only if all are. Of two headers the first counts, with what only the
    other has.
    """
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.key, []).append(entry)
    return [_one(same) if len(same) > 1 else same[0] for same in found.values()]


def _one(same: Sequence[Entry]) -> Entry:
    if same[0].key == (None, ""):
        return _header(same)
    winner = max(same, key=_rank)
    losers = [entry for entry in same if entry is not winner]
    kept = {*winner.texts, *others(winner)}
    lost = (text for entry in losers if by_a_person(entry) for text in entry.texts)
    lasting = (n for entry in losers for n in entry.notes if not is_passing_note(n))
    notes = (*winner.notes, *lasting, *other_notes(text for text in lost if text not in kept))
    obsolete = all(entry.obsolete for entry in same)
    return replace(
        winner,
        comments=tuple(dict.fromkeys(line for entry in same for line in entry.comments)),
        notes=in_order(dict.fromkeys(notes), obsolete=obsolete),
        references=tuple(dict.fromkeys(place for entry in same for place in entry.references)),
        obsolete=obsolete,
    )


def _rank(entry: Entry) -> tuple[bool, bool, bool, bool]:
    said = any(entry.texts)
    person = said and by_a_person(entry)
    return state(entry) is State.REVIEWED, person, said, not entry.obsolete


def _header(same: Sequence[Entry]) -> Entry:
    lines = dict.fromkeys(_fields(same[0]))
    names = {line.partition(":")[0] for line in lines}
    for entry in same[1:]:
        lines |= dict.fromkeys(
            line for line in _fields(entry) if line.partition(":")[0] not in names
        )
    comments = dict.fromkeys(line for entry in same for line in entry.comments)
    return replace(same[0], text="".join(f"{line}\n" for line in lines), comments=tuple(comments))


def _fields(header: Entry) -> list[str]:
    return header.text.removesuffix("\n").split("\n")
