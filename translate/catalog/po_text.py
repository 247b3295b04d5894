"""A PO file as a value, and its text as `msgcat` of gettext 0.21 would write it.

Poedit sends every save through msgcat. A file that is already as msgcat writes it changes on
such a save in nothing but the entries that a person edited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from translate.catalog.line_break import MANDATORY, PROHIBITED, breaks, width, widths
from translate.catalog.marks import is_mark

DEFAULT_WIDTH = 79
"""The width at which gettext's tools wrap unless told otherwise."""

_LEAST_WIDTH = 20  # what msgcat makes of a smaller one
# Widths that tools and people choose: gettext's own, none, polib's, Babel's, round ones.
_PLAUSIBLE = (DEFAULT_WIDTH, None, 78, 76, 80, 77, 72, 70, 60, 65, 75, 90, 100, 120)
_NO_TEXT = ('msgid ""', 'msgstr ""')
_PORTION = re.compile(r"[^\n]*\n|[^\n]+")
_ESCAPE = re.compile(r"\\.")
_SPACE = re.compile(r"[ \t\n]")
_ISOLATED = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\a": r"\a",
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\v": r"\v",
    "\f": r"\f",
    "\r": r"\r",
}
_ESCAPE_TABLE = str.maketrans(_ESCAPES)
# The order in which gettext lists format flags; it drops those that it does not know.
_FORMATS = tuple(
    re.findall(
        r"\S+",
        """
        c objc c++ python python-brace java java-printf csharp javascript scheme lisp elisp librep
        rust go ruby sh sh-printf awk lua object-pascal modula2 d ocaml smalltalk qt qt-plural kde
        kde-kuit boost tcl perl perl-brace php gcc-internal gfc-internal ycp
        """,
    )
)
_FLAG_ORDER = {
    f"{negation}{name}-format": rank
    for rank, name in enumerate(_FORMATS)
    for negation in ("", "no-")
}
_RANGE, _NO_WRAP = "range:", "no-wrap"


OTHER, RECUT = "other:", "recut:"
"""The notes that may hold a person's words: they stand among the comments, the first in every entry
and the second in an obsolete one. msgmerge drops all `#.` lines; translate-toolkit, and so Weblate,
and polib write none of obsolete entries."""


@dataclass(frozen=True, slots=True)
class Plural:
    """The plural side of an entry: `msgid_plural`, every `msgstr[n]`, and `#| msgid_plural`."""

    msgid: str
    texts: tuple[str, ...]
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a PO file.

    `comments` are the lines of `# `, `notes` those of `#.`, `flags` all flags but fuzzy. Marks
    are notes, but lines of `# ` in the file, and so is what `is_aside` names besides.
    `references` are (path, line) pairs; the line is None where none is given. `previous` and
    `previous_context` are `#| msgid` and `#| msgctxt`. Where `plural` is given, its texts are
    the translation and `text` is empty.
    """

    msgid: str
    text: str = ""
    context: str | None = None
    fuzzy: bool = False
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    references: tuple[tuple[str, int | None], ...] = ()
    previous: str | None = None
    previous_context: str | None = None
    plural: Plural | None = None
    obsolete: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the entry in its file: msgctxt and msgid."""
        return (self.context, self.msgid)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every msgstr of the entry: one, or one a plural form."""
        return (self.text,) if self.plural is None else self.plural.texts


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file.

    `header` holds the fields of the header entry in their order, `header_comment` its `# ` lines.
    `entries` are in the order of the file, the obsolete ones last. `width` is the column at which
    strings are wrapped, None for not at all; `newline` is what ends a line. `mended` says that the
    file had what other programs stumble over: a BOM, a wrong charset, one msgid twice.
    """

    header: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    header_comment: tuple[str, ...] = ()
    header_fuzzy: bool = False
    width: int | None = DEFAULT_WIDTH
    newline: str = "\n"
    mended: bool = field(default=False, compare=False)


def is_aside(note: str, *, obsolete: bool) -> bool:
    """Tell whether a note stands among the comments: a mark, `other:`, and `recut:` if obsolete."""
    return is_mark(note) or note.startswith(OTHER) or (obsolete and note.startswith(RECUT))


def in_order(notes: Iterable[str], *, obsolete: bool) -> tuple[str, ...]:
    """Return notes in the order in which they are read back: those among the comments last."""
    return tuple(sorted(notes, key=lambda note: is_aside(note, obsolete=obsolete)))


def serialize(catalog: Catalog) -> bytes:
    """Return the bytes of the PO file, in UTF-8, just as msgcat would write them.

    Two things msgcat would drop are kept, because a person may have written them: unknown flags,
    and the comment of an obsolete entry without translation.
    """
    return _text(catalog).replace("\n", catalog.newline).encode("utf-8")


def _text(catalog: Catalog) -> str:
    entries = sorted(catalog.entries, key=lambda entry: entry.obsolete)
    if catalog.header or catalog.header_comment:
        entries.insert(0, _header_entry(catalog))
    return "\n".join(
        "".join(f"{line}\n" for line in _entry_lines(entry, catalog.width)) for entry in entries
    )


def detect_width(catalog: Catalog, text: str) -> int | None:
    r"""Return the width at which a file was wrapped, given what was read from it.

    `text` is the file with `\n` line ends. The answer is the width that reproduces it exactly, or
    else most of its lines; of several the first in `_PLAUSIBLE`. None is no wrapping.
    """
    lines = Counter(text.split("\n"))
    longest = sorted({width(line) for line in lines if line.startswith('"')})[-3:]
    best: int | None = DEFAULT_WIDTH
    best_score = -1
    for plausible in (*_PLAUSIBLE, _poedit_width(text), *longest):
        again = _text(replace(catalog, width=plausible))
        if again == text:
            return plausible
        score = (Counter(again.split("\n")) & lines).total()
        if score > best_score:
            best, best_score = plausible, score
    return best


def steady_width(catalog: Catalog) -> int | None:
    """Return the width for the file that Poedit keeps when it saves: the catalog's own, or None.

    Poedit guesses the width, and its guess is wrong for a file in which nothing happens to be
    wrapped, or a word is longer than a line, or the letters are not one column wide each. Then it
    wraps the whole file anew. A file without wrapping it leaves as it is.
    """
    for candidate in (catalog.width, None):
        text = _text(replace(catalog, width=candidate))
        guess = _poedit_width(text)
        if guess == candidate or _text(replace(catalog, width=guess)) == text:
            return candidate
    return catalog.width


def _poedit_width(text: str) -> int | None:
    """Guess the width of a file as Poedit 3.2 does: it counts characters, not columns."""
    longest, wrapped, hard = 0, False, True
    for line in filter(None, text.split("\n")[1:]):
        wrapped = wrapped or (line.startswith('"') and not hard)
        hard = line in _NO_TEXT or line.endswith('\\n"')
        if not hard and not line.startswith(("# ", "#. ")) and line.rfind(" ") > 2:
            longest = max(longest, len(line))
    return longest if wrapped else None


def _header_entry(catalog: Catalog) -> Entry:
    fields = "".join(f"{name}: {value}\n" for name, value in catalog.header.items())
    return Entry("", fields, fuzzy=catalog.header_fuzzy, comments=catalog.header_comment)


def _entry_lines(entry: Entry, page: int | None) -> Iterator[str]:
    aside = [note for note in entry.notes if is_aside(note, obsolete=entry.obsolete)]
    notes = [note for note in entry.notes if note not in aside]
    yield from (f"# {line}" if line else "#" for line in (*entry.comments, *aside))
    yield from (f"#. {line}" if line else "#." for line in notes)
    yield from _reference_lines(entry.references, page or DEFAULT_WIDTH)
    if flags := _flags(entry):
        yield f"#, {', '.join(flags)}"
    mark, past = ("#~ ", "#~| ") if entry.obsolete else ("", "#| ")
    if _NO_WRAP in entry.flags:
        page = None
    for prefix, keyword, value in _strings(entry, mark, past):
        if value is not None:
            yield from _string_lines(prefix, keyword, value, page)


def _strings(entry: Entry, mark: str, past: str) -> Iterator[tuple[str, str, str | None]]:
    plural = entry.plural
    yield past, "msgctxt", entry.previous_context
    yield past, "msgid", entry.previous
    yield past, "msgid_plural", plural.previous if plural else None
    yield mark, "msgctxt", entry.context
    yield mark, "msgid", entry.msgid
    if plural is None:
        yield mark, "msgstr", entry.text
    else:
        yield mark, "msgid_plural", plural.msgid
        for number, text in enumerate(plural.texts):
            yield mark, f"msgstr[{number}]", text


def _flags(entry: Entry) -> list[str]:
    """Return the flags in gettext's order. An empty translation cannot be fuzzy."""

    def rank(flag: str) -> int:
        if flag.startswith(_RANGE):
            return len(_FORMATS)
        return _FLAG_ORDER.get(flag, len(_FORMATS) + (1 if flag == _NO_WRAP else 2))

    fuzzy = ["fuzzy"] if entry.fuzzy and entry.texts[0] else []
    return fuzzy + sorted(entry.flags, key=rank)


def _reference_lines(references: Iterable[tuple[str, int | None]], page: int) -> Iterator[str]:
    """Join the references to lines of `page` bytes.

    A path with a space is set in isolates, which newer gettext reads as one name; gettext 0.21
    takes it for several, breaks lines between them, and drops what it has seen before.
    """
    words: dict[str, None] = {}
    for path, number in references:
        name = f"{_ISOLATED[0]}{path}{_ISOLATED[1]}" if _SPACE.search(path) else path
        words.update(dict.fromkeys(_SPACE.split(name if number is None else f"{name}:{number}")))
    line = "#:"
    for word in filter(None, words):
        if len(line) > 2 and len(f"{line} {word}".encode()) > page:
            yield line
            line = "#:"
        line += f" {word}"
    if len(line) > 2:
        yield line


def _string_lines(prefix: str, keyword: str, value: str, page: int | None) -> Iterator[str]:
    """Write `keyword "value"`, one line a line of the value, each of them wrapped at `page`."""
    room = None if page is None else max(page, _LEAST_WIDTH) - len(prefix) - 2
    portions = _PORTION.findall(value) or [""]
    first = _wrapped(portions[0], room, len(keyword) + 1)
    if len(portions) == 1 == len(first):
        yield f'{prefix}{keyword} "{first[0]}"'
        return
    yield f'{prefix}{keyword} ""'
    for portion in portions:
        yield from (f'{prefix}"{line}"' for line in _wrapped(portion, room, 0))


@lru_cache(maxsize=1 << 14)  # a catalog is written out several times: to compare, and to save
def _wrapped(portion: str, room: int | None, start: int) -> tuple[str, ...]:
    """Escape a line of a value and cut it where it passes `room`, the first cut after `start`."""
    escaped = portion.translate(_ESCAPE_TABLE)
    if room is None:
        return (escaped,)
    columns = widths(escaped)
    if start + sum(columns) <= room:
        return (escaped,)
    verdicts = breaks(escaped)
    for escape in _ESCAPE.finditer(escaped):
        verdicts[escape.start() + 1] = PROHIBITED
    if portion.endswith("\n"):
        verdicts[-2] = PROHIBITED
    cuts = [0, *_cuts(verdicts, columns, room, start), len(escaped)]
    return tuple(escaped[begin:end] for begin, end in pairwise(cuts))


def _cuts(verdicts: list[int], columns: list[int], room: int, start: int) -> Iterator[int]:
    """Say where to cut: at the last place that is possible before the line passes `room`.

    What stands between two possible places is never cut, however long.
    """
    place: int | None = None
    before, piece = start, 0  # columns up to the last possible place, and since
    for index, (verdict, wide) in enumerate(zip(verdicts, columns, strict=True)):
        if verdict != PROHIBITED:
            if place is not None and before + piece > room:
                yield place
                before = 0
            before, piece = before + piece, 0
            place = index
        if verdict == MANDATORY:
            place, before = None, 0
        else:
            piece += wide
    if place is not None and before + piece > room:
        yield place
