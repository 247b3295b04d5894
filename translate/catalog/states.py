"""What one entry says of its translation: the four states, and the notes (`#.`) that tell them.

Beside the notes stands a mark among the comments (`marks`), because other programs drop notes.

The notes of an entry are this tool's. They stand in this order: what the segment is (`heading`);
what befell a person's text (`adapted: "12" → "13"`, `stale: WHY`, and in obsolete entries
`recut: #…`); then, for a draft, `machine: ENGINE ROUTE #5b1c9e2f`, `confidence: 63%`,
`suspect: REASON`, one line a reason, and where it is from (`memory: 100% from …`, `learned: "a" →
"b" (…)`).

The eight digits after `#` are the checksum of the draft as it was written: the CRC-32 of the
msgstr in UTF-8, in hexadecimal. So a draft is told from a person's words in the file itself, on
any machine and whatever program saved it: a fuzzy text that its note does not vouch for is a
person's. `other:` holds a text that had to make room for another one, as a JSON string. It stands
among the comments (`# other: "…"`), and so does `recut:` in an obsolete entry, because other
programs throw notes away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from translate.catalog.marks import Kind, Mark, checksum, is_mark, marks, source_checksum
from translate.catalog.po_text import OTHER, RECUT, Entry, in_order
from translate.model import BlockKind, State

Key = tuple[str | None, str]
"""What identifies an entry in its file: msgctxt and msgid."""

_MACHINE, _CONFIDENCE, _SUSPECT = "machine:", "confidence:", "suspect:"
_ADAPTED, _STALE = "adapted:", "stale:"
_DRAFTS = ("memory:", "learned:")  # where a draft is from, or what was done to it
_PERCENT = re.compile(rf"{_CONFIDENCE}\s*(\d{{1,3}})\s*%")
_MARKED = re.compile(rf"{_MACHINE}\s*(?P<origin>.*?)\s*#(?P<mark>[0-9a-f]{{8}})\s*")
_WRAPPED = (_MACHINE, _SUSPECT, _ADAPTED, _STALE, OTHER, *_DRAFTS)  # the notes that may be long
_KIND = re.compile(rf"(?:{'|'.join(map(re.escape, BlockKind))})(?: ?[:,(].*)?")
_DOUBTED = "it was doubted when it was made; another program dropped the reason"
_UNKNOWN = "engine unknown"  # to this copy of the project
_OF_ANOTHER = "it is a draft of an earlier text of the article"
_NARROWEST = 40  # characters of a line that is wrapped because it has no room for another word
_MADE_WAY = re.compile(rf"{RECUT} #[0-9a-f]{{8}}")
_HYPHEN = re.compile(r"[^\s-]-+$")  # the end of a line behind which no blank was taken away
# What no PO file can hold: NUL ends a string, EOT is gettext's own mark after a context.
_IMPOSSIBLE = re.compile("[\0\4]")


def state(entry: Entry) -> State:
    """Tell what is known of an entry's translation.

    A fuzzy text is a draft only if a `machine:` note or a mark has its checksum and no `#|` names
    an earlier source; every other one counts as a person's, because a draft can be made again and
    a person's words cannot.
    """
    if not any(entry.texts):
        return State.EMPTY
    if not entry.fuzzy:
        return State.REVIEWED
    if entry.previous is not None or entry.previous_context is not None or not _is_draft(entry):
        return State.STALE
    return State.SUSPECT if reasons(entry) else State.MACHINE


def by_a_person(entry: Entry) -> bool:
    """Tell whether the translation is a person's own or confirmed: reviewed or stale."""
    return state(entry) in (State.REVIEWED, State.STALE)


def holds_words(entry: Entry) -> bool:
    """Tell whether a person would miss the entry: for its text, its comments or an `other:` note.

    Everything else in a catalog can be made again.
    """
    return by_a_person(entry) or any(entry.comments) or bool(others(entry))


def _is_draft(entry: Entry) -> bool:
    return _vouched(checksum(*entry.texts), entry.notes)


def is_draft_of(text: str, notes: Iterable[str]) -> bool:
    """Tell whether one of the notes vouches for a text as a draft, and no mark as reviewed."""
    return _vouched(checksum(text), tuple(notes))


def _vouched(text: str, notes: Sequence[str]) -> bool:
    kinds = {mark.kind for mark in marks(notes) if mark.text == text}
    return Kind.REVIEWED not in kinds and (bool(kinds) or _noted(text, notes))


def _noted(text: str, notes: Iterable[str]) -> bool:
    return any(found["mark"] == text for found in _marked(notes))


def is_outdated(entry: Entry) -> bool:
    """Tell whether the text is a draft of another source than the entry's.

    msgmerge proposes a draft for a msgid that is much like its own, and says nothing of it unless
    asked for `--previous`. Only the mark knows the source.
    """
    text, source = checksum(*entry.texts), source_checksum(*entry.key)
    if state(entry) not in (State.MACHINE, State.SUSPECT) or _noted(text, entry.notes):
        return False
    return all(mark.source != source for mark in marks(entry.notes) if mark.text == text)


def has_traces(entry: Entry) -> bool:
    """Tell whether a note or a mark in the entry is about a draft, of whatever text."""
    return any(is_mark(note) or _MARKED.fullmatch(note) for note in entry.notes)


def noted(entry: Entry, drafted: tuple[str, str] | None) -> Entry:
    """Return a draft with the notes that another program took off; any other entry as it is.

    The draft is known by its mark, or by its text and origin, `drafted`, as they are on record.
    """
    now, text = state(entry), entry.text
    if entry.plural is not None or is_outdated(entry) or _noted(checksum(text), entry.notes):
        return entry
    known = drafted is not None and drafted[0] == text
    if now is State.STALE and known and entry.previous is None and not has_traces(entry):
        doubts: tuple[str, ...] = ()
    elif now in (State.MACHINE, State.SUSPECT):
        doubts = reasons(entry)
    else:
        return entry
    source = drafted[1] if drafted is not None and known else _UNKNOWN
    lasting = (note for note in entry.notes if not is_passing_note(note))
    notes = in_order((*lasting, *draft_notes(text, source, doubts)), obsolete=entry.obsolete)
    return with_mark(replace(entry, notes=notes))


def with_mark(entry: Entry) -> Entry:
    """Return an entry with the mark of its draft, if it is an untouched one of its very source."""
    now = state(entry)
    if now not in (State.MACHINE, State.SUSPECT) or entry.obsolete or is_outdated(entry):
        return entry
    kind = Kind.SUSPECT if now is State.SUSPECT else Kind.DRAFT
    mark = str(Mark(kind, checksum(*entry.texts), source_checksum(*entry.key)))
    return entry if mark in entry.notes else replace(entry, notes=(*entry.notes, mark))


def without_marks(entry: Entry) -> Entry:
    """Return an entry without marks, as one has to be that a person confirmed."""
    return replace(entry, notes=tuple(note for note in entry.notes if not is_mark(note)))


def reviewed_mark(entry: Entry) -> str:
    """Return the mark of a text whose source changes, and which is reviewed for that one."""
    return str(Mark(Kind.REVIEWED, checksum(*entry.texts), source_checksum(*entry.key)))


def reviewed_marks(entry: Entry) -> tuple[str, ...]:
    """Return the marks by which the text of a stale entry is reviewed for an earlier source."""
    if state(entry) is not State.STALE or entry.plural is not None:
        return ()
    vouching = Kind.REVIEWED, checksum(*entry.texts)
    return tuple(str(mark) for mark in marks(entry.notes) if (mark.kind, mark.text) == vouching)


def reviewed_before(entry: Entry) -> Entry | None:
    """Return the reviewed entry that a stale one was made of, if its text is still the same."""
    context = entry.context if entry.previous_context is None else entry.previous_context
    vouching = reviewed_marks(entry)
    if not vouching or entry.previous is None:
        return None
    before = Entry(entry.previous, entry.text, context=context, flags=entry.flags)
    if reviewed_mark(before) not in vouching:
        return None
    lasting = tuple(note for note in entry.notes if not is_passing_note(note))
    return replace(before, comments=entry.comments, notes=lasting)


def _marked(notes: Iterable[str]) -> Iterator[re.Match[str]]:
    return filter(None, map(_MARKED.fullmatch, notes))


def draft_notes(
    text: str, origin: str, doubts: Iterable[str] = (), sure: int | None = None
) -> tuple[str, ...]:
    """Return the notes of a draft: who made `text`, its checksum, why to doubt it.

    `sure` is the tool's own confidence in it, in per cent.
    """
    notes = [f"{_MACHINE} {one_line(origin)} #{checksum(text)}"]
    if sure is not None:
        notes.append(f"{_CONFIDENCE} {sure}%")
    return tuple(map(one_line, (*notes, *(f"{_SUSPECT} {doubt}" for doubt in doubts))))


def origin(entry: Entry) -> str:
    """Return who made the draft, without its checksum: `apertium fr→es`; nothing if no engine did.

    Where a merge left several such notes it is the one that vouches for the text, if any.
    """
    mark = checksum(*entry.texts)
    found = {match["mark"]: match["origin"] for match in _marked(entry.notes)}
    plain = (n.removeprefix(_MACHINE).strip() for n in entry.notes if n.startswith(_MACHINE))
    return found.get(mark) or next(iter(found.values()), "") or next(plain, "")


def reasons(entry: Entry) -> tuple[str, ...]:
    """Return why the draft is doubted; where only its mark says so, that."""
    text, source = checksum(*entry.texts), source_checksum(*entry.key)
    found = [n.removeprefix(_SUSPECT).strip() for n in entry.notes if n.startswith(_SUSPECT)]
    if found or _noted(text, entry.notes):
        return tuple(found)
    vouching = [mark for mark in marks(entry.notes) if mark.text == text]
    here = [mark for mark in vouching if mark.source == source]
    if vouching and not here:
        return (_OF_ANOTHER,)
    return (_DOUBTED,) if any(mark.kind is Kind.SUSPECT for mark in here) else ()


def confidence(entry: Entry) -> int | None:
    """Return how sure the draft is, in per cent; of several notes (after a join) the least."""
    found = (match for match in map(_PERCENT.fullmatch, entry.notes) if match)
    return min((int(match[1]) for match in found), default=None)


def remarks(entry: Entry) -> tuple[str, ...]:
    """Return the notes that say where a draft is from and what was done to it."""
    return tuple(note for note in entry.notes if note.startswith(_DRAFTS))


def is_draft_note(note: str) -> bool:
    """Tell whether a note is about a draft; a mark is."""
    return note.startswith((_MACHINE, _CONFIDENCE, _SUSPECT)) or is_mark(note)


def is_passing_note(note: str) -> bool:
    """Tell whether a `#.` line holds for one text only, and goes when another takes its place."""
    passing = (_MACHINE, _CONFIDENCE, _SUSPECT, _ADAPTED, _STALE, RECUT, *_DRAFTS)
    return note.startswith(passing) or is_mark(note)


def adapted_note(before: str, after: str) -> str:
    """Return the note that a token of a reviewed text was changed along with its source."""
    return one_line(f"{_ADAPTED} {_quoted(before)} → {_quoted(after)}")


def is_adapted(entry: Entry) -> bool:
    """Tell whether a token of the text was changed along with its source."""
    return any(note.startswith(_ADAPTED) for note in entry.notes)


def stale_note(why: str) -> str:
    """Return the note that says why a reviewed text went stale."""
    return one_line(f"{_STALE} {why}")


def recut_note(text: str) -> str:
    """Return the note of an entry that went away because its words were cut in other places.

    `text` is what took its place. As long as that is unchanged, the entry is as good as it was.
    """
    return f"{RECUT} #{checksum(''.join(text.split()))}"


def is_recut_note(note: str) -> bool:
    """Tell whether a `#.` line says what took the place of an obsolete entry."""
    return note.startswith(RECUT)


def other_notes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the notes that keep texts which made room for another one."""
    return tuple(f"{OTHER} {_quoted(text)}" for text in texts if text)


def others(entry: Entry) -> tuple[str, ...]:
    """Return the texts that `other:` notes keep."""
    return tuple(filter(None, (other_text(note) for note in entry.notes)))


def other_text(note: str) -> str:
    """Return the text that a note keeps; nothing if it is no `other:` note.

    One that somebody wrote in another spelling is taken as it stands.
    """
    if not note.startswith(OTHER):
        return ""
    body = note.removeprefix(OTHER).strip()
    try:
        text = json.loads(body)
    except ValueError:
        return body
    return text if isinstance(text, str) else body


def unwrapped(notes: Iterable[str]) -> tuple[str, ...]:
    """Put together what other programs wrapped, as polib does, for our notes are one line each.

    A line behind a note of ours continues it if it begins no note itself and had no room there.
    The text in an `other:` note goes on to its closing quotation mark, whatever it says.
    """
    return tuple(_rejoined(notes, _is_open))


def set_aside(
    comments: Iterable[str], *, obsolete: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell a person's comments from our notes among them (`po_text.is_aside`)."""
    written = list(comments)
    lines = _rejoined(written, _is_open_text)
    if any(_is_open_text(line, "") for line in lines):  # a person's, who never closed the quotation
        lines = written
    ours = dict.fromkeys(line for line in lines if _is_ours(line, obsolete=obsolete))
    return tuple(line for line in lines if line not in ours), tuple(ours)


def _is_ours(line: str, *, obsolete: bool) -> bool:
    made_way = obsolete and _MADE_WAY.fullmatch(line) is not None
    return is_mark(line) or _keeps_text(line) or made_way


def retired(entry: Entry) -> Entry:
    """Return an entry as an obsolete one, its notes in the order in which they are read back."""
    notes = in_order(entry.notes, obsolete=True)
    return replace(entry, obsolete=True, references=(), notes=notes)


def _rejoined(lines: Iterable[str], is_open: Callable[[str, str], bool]) -> list[str]:
    out: list[str] = []
    room = 0
    for line in lines:
        word = line.partition(" ")[0]
        if out and is_open(out[-1], line) and room + len(word) >= _NARROWEST:
            out[-1] += ("" if _HYPHEN.search(out[-1]) else " ") + line
        else:
            out.append(line)
        room = len(line)
    return out


def _is_open(note: str, line: str) -> bool:
    """Tell whether a note may go on in a line, unless that begins another one."""
    if note.startswith(OTHER):
        return _is_open_text(note, line)
    begins = line.startswith((*_WRAPPED, _CONFIDENCE, RECUT)) or is_kind_note(line)
    finished = note.startswith(_MACHINE) and _MARKED.fullmatch(note)
    return note.startswith(_WRAPPED) and not begins and not finished


def _is_open_text(note: str, _: str) -> bool:
    """Tell whether the closing quotation mark of a text that a note keeps is still to come."""
    return note.startswith(f'{OTHER} "') and not _keeps_text(note)


def _keeps_text(note: str) -> bool:
    """Tell whether a line is an `other:` note as this tool writes it."""
    body = note.removeprefix(OTHER).strip()
    return note.startswith(f'{OTHER} "') and other_text(note) != body


def is_kind_note(note: str) -> bool:
    """Tell whether a `#.` line says what kind of text an entry is."""
    return _KIND.fullmatch(note) is not None


def _quoted(text: str) -> str:
    return json.dumps(_IMPOSSIBLE.sub("", text), ensure_ascii=False)


def one_line(note: str) -> str:
    """Return a note on one line, without the blanks at its ends that Poedit would take off."""
    return " ".join(_IMPOSSIBLE.sub("", note).split())
