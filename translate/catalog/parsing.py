"""Reading a PO file: the only user of polib, and loaded when a catalog is first read.

polib reads the strings. What it would drop or refuse is dealt with before: comments are collected
here (it loses `#~|` lines, empty comment lines and paths with spaces, and takes `#foo` for an
error), and it gets nothing but lines of strings, in the one spelling that it knows.
"""

from __future__ import annotations

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NoReturn

import polib

from translate.catalog.duplicates import united
from translate.catalog.po_text import Catalog, Entry, Plural, detect_width
from translate.catalog.states import set_aside, unwrapped
from translate.errors import CatalogError

_LEFT_ALONE = "The file is as it was. Mend it in a text editor, or take it back from git."

_UNFILLED = "CHARSET"  # what stands in a template that nobody filled in
_ONE_BYTE = ("ascii", "iso8859", "cp125", "cp43", "cp8", "koi8", "mac")
_CHARSET = re.compile(rb'Content-Type:[^\n"]*?charset=([^\s\\";]+)', re.IGNORECASE)
_CONFLICT = re.compile(r"<{7} |={7}$|>{7} |\|{7} ")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_STRINGS = re.compile(
    r"(?P<mark>#~\||#\||#~)?\s*"
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr\s*\[\s*[0-9]\s*\]|msgstr)?\s*"
    r'(?P<strings>(?:"(?:[^"\\]|\\.)*"\s*)+)'
)
# A whole escape sequence; one in octal or hexadecimal stands for a byte, several for a character.
_ESCAPE = re.compile(r"(?P<bytes>(?:\\[0-7]{1,3}|\\x[0-9a-fA-F]{1,2})+)|\\(?P<letter>.)")
_BYTE = re.compile(r"\\x(?P<hex>..?)|\\(?P<octal>[0-7]+)")
_KNOWN_TO_POLIB = frozenset('ntrbfv"\\')
_FLAG = re.compile(r"range:\s*[^\s,]+|[^\s,]+")
_REFERENCE = re.compile(
    r"\u2068(?P<isolated>[^\u2069]*)\u2069(?::(?P<at>[0-9]+))?|(?P<plain>[^ \t]+)"
)


@dataclass(slots=True)
class _Shell:
    """What stands around the strings of one entry. `line` is that of its msgid."""

    line: int = 0
    mark: str | None = None
    seen: set[str] = field(default_factory=set)  # keywords
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return "msgstr" in self.seen or "msgstr[0]" in self.seen


def parse(data: bytes, name: str) -> Catalog:
    """Read the bytes of a PO file; `name` is what errors call it.

    Comments, flags, obsolete and plural entries all survive. The charset of the header is obeyed,
    unless the file is plainly in UTF-8, and then set to UTF-8, which is what is written. Comments
    after the last entry, which gettext would drop, join its comments. Of several entries with one
    msgid and msgctxt one is made (`duplicates.united`).

    Raises `CatalogError` with the line for what is not PO syntax, for bytes that are not of the
    declared charset, and for the markers of a merge conflict.
    """
    text, mended = _decode(data, name)
    windows = text.count("\r\n") * 2 > text.count("\n")
    text = text.replace("\r\n", "\n")
    scan = _Scan(name)
    strings = "\n".join(scan.string_line(number, line) for number, line in _numbered(text))
    trailing = scan.finish()
    try:
        found = polib.pofile(_Lines(strings), encoding="utf-8", klass=_EveryEntry)
    except OSError as error:
        line = re.search(r"line (\d+)", str(error))
        _fail(name, int(line[1]) if line else 0, "this is not the syntax of a PO file")
    entries = [_entry(name, *pair) for pair in zip(scan.shells, found, strict=True)]
    single = united(entries)
    catalog = _catalog(single, trailing, text, "\r\n" if windows else "\n")
    return replace(catalog, mended=mended or len(single) < len(entries))


def _fail(name: str, line: int, what: str, hint: str = _LEFT_ALONE) -> NoReturn:
    where = f"{name}, line {line}" if line else name
    raise CatalogError(f"{where}: {what}", hint=hint)


def _decode(data: bytes, name: str) -> tuple[str, bool]:
    """Return the text, and whether its BOM or the charset of the header had to be mended."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        _fail(name, 1, "the file is in UTF-16, PO files are in UTF-8", "Save it as UTF-8.")
    bare = data.removeprefix(BOM_UTF8)
    declared = _CHARSET.search(bare)
    charset = declared[1].decode("latin-1") if declared else _UNFILLED
    wrong = len(bare) < len(data) or _is_wrong(charset, bare)
    if charset == _UNFILLED or _is_wrong(charset, bare):
        charset = "UTF-8"
    try:
        text = bare.decode(charset)
    except LookupError:
        line = bare.count(b"\n", 0, declared.start() if declared else 0) + 1
        _fail(name, line, f"the charset “{charset}” of the header is unknown")
    except UnicodeDecodeError as error:
        line = bare.count(b"\n", 0, error.start) + 1
        _fail(name, line, f"these bytes are not {charset}, which the header declares")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        _fail(name, line, "a NUL byte; this is hardly a PO file")
    return text, wrong


def _is_wrong(charset: str, data: bytes) -> bool:
    """Tell whether a text is in UTF-8 and declared to be in a charset that it cannot be in.

    What is UTF-8 and not ASCII makes no words in any charset of one byte a character; in those of
    several bytes it may.
    """
    if charset == _UNFILLED or not _is_utf8(data):
        return False
    try:
        known = codecs.lookup(charset).name
    except LookupError:
        return True
    return known.startswith(_ONE_BYTE) and not data.isascii()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate((line.lstrip(" \t\r\f\v") for line in text.split("\n")), start=1)


class _Scan:
    """Goes through the lines, keeps the comments, and puts the strings in polib's spelling."""

    def __init__(self, name: str) -> None:
        self.shells: list[_Shell] = []
        self._name = name
        self._shell = _Shell()
        self._mark: str | None = None  # of the string that a line may continue

    def string_line(self, number: int, line: str) -> str:
        """Return what polib is to see of a line: a string with its keyword, or nothing."""
        if _CONFLICT.match(line):
            hint = "Choose one side, and remove the lines with <<<<<<<, ======= and >>>>>>>."
            _fail(self._name, number, "a merge conflict of git is still in the file", hint)
        if line.strip() in ("", "#~"):
            return ""
        if line.startswith("#") and not line.startswith(("#~", "#|")):
            self._comment(line)
            return ""
        match = _STRINGS.fullmatch(line)
        if match is None:
            _fail(self._name, number, "this is not the syntax of a PO file")
        mark, keyword = match["mark"] or "", re.sub(r"\s", "", match["keyword"] or "")
        if keyword:
            self._keyword(number, keyword, mark)
        elif mark != self._mark:
            _fail(self._name, number, "this string continues nothing")
        body = "".join(_STRING.findall(match["strings"]))
        shown = mark.replace("~|", "|"), keyword, f'"{self._respelled(number, body)}"'
        return " ".join(filter(None, shown))

    def finish(self) -> list[str]:
        """Close the last entry; return the comments that belong to none."""
        shell = self._shell
        if shell.complete:
            self.shells.append(shell)
            return []
        if shell.mark is not None:
            _fail(self._name, shell.line, "this entry has no msgstr")
        return shell.comments

    def _current(self) -> _Shell:
        """Return the entry that a line belongs to, if it is not of the strings of the last one."""
        if self._shell.complete:
            self.shells.append(self._shell)
            self._shell = _Shell()
        return self._shell

    def _comment(self, line: str) -> None:
        shell = self._current()
        kind, body = line[1:2], line[2:].removeprefix(" ")
        if kind == ".":
            shell.notes.append(body)
        elif kind == ":":
            shell.references.append(body)
        elif kind == ",":
            shell.flags += (flag.removeprefix("possible-") for flag in _FLAG.findall(body))
        else:
            shell.comments.append(line[1:].removeprefix(" "))

    def _keyword(self, number: int, keyword: str, mark: str) -> None:
        past = mark.endswith("|")
        begins = past or keyword in ("msgctxt", "msgid")
        shell = self._current() if begins else self._shell
        self._mark = mark
        if past:
            return
        if keyword in shell.seen:
            where = "in one entry" if keyword.startswith("msgstr") else "before any msgstr"
            _fail(self._name, number, f"a second {keyword} {where}")
        shell.seen.add(keyword)
        if shell.mark is None:
            shell.mark = mark
        elif shell.mark != mark:
            _fail(self._name, number, "one entry is partly obsolete (#~) and partly not")
        if keyword in ("msgctxt", "msgid"):
            shell.line = number

    def _respelled(self, number: int, body: str) -> str:
        """Spell the escapes that polib does not know as the characters they stand for."""

        def respell(escape: re.Match[str]) -> str:
            if escape["letter"] == "a":
                return "\a"
            if escape["letter"]:
                if escape["letter"] not in _KNOWN_TO_POLIB:
                    _fail(self._name, number, f"{escape[0]} is no escape sequence of PO files")
                return escape[0]
            spelled = _BYTE.finditer(escape[0])
            values = [int(b["hex"], 16) if b["hex"] else int(b["octal"], 8) for b in spelled]
            try:
                return polib.escape(bytes(v & 0xFF for v in values).decode("utf-8"))
            except UnicodeDecodeError:
                _fail(self._name, number, f"{escape[0]} stands for no character in UTF-8")

        return _ESCAPE.sub(respell, body) if "\\" in body else body


class _Lines(str):
    """Text that polib splits where a PO file has lines, not at U+2028 and the like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002, FBT001, FBT002  # str's own
        return self.split("\n")


class _EveryEntry(polib.POFile):
    """A file that keeps its header entry, which polib would look for here and take out."""

    def find(self, *_: object, **__: object) -> None:
        return None


def _entry(name: str, shell: _Shell, found: polib.POEntry) -> Entry:
    forms = found.msgstr_plural
    if bool(forms) != bool(found.msgid_plural) or sorted(forms) != list(range(len(forms))):
        _fail(name, shell.line, "the plural forms of this entry do not fit together")
    plural = None
    if forms:
        texts = tuple(forms[number] for number in range(len(forms)))
        plural = Plural(found.msgid_plural, texts, found.previous_msgid_plural)
    obsolete = shell.mark == "#~"
    comments, aside = set_aside(shell.comments, obsolete=obsolete)
    unflagged = {"fuzzy", "wrap", *(["no-wrap"] if "wrap" in shell.flags else [])}
    return Entry(
        msgid=found.msgid,
        text=found.msgstr,
        context=found.msgctxt,
        fuzzy="fuzzy" in shell.flags and bool(forms[0] if forms else found.msgstr),
        flags=tuple(dict.fromkeys(flag for flag in shell.flags if flag not in unflagged)),
        comments=comments,
        notes=(*unwrapped(shell.notes), *aside),
        references=tuple(dict.fromkeys(_references(" ".join(shell.references)))),
        previous=found.previous_msgid,
        previous_context=found.previous_msgctxt,
        plural=plural,
        obsolete=obsolete,
    )


def _references(text: str) -> Iterator[tuple[str, int | None]]:
    for match in _REFERENCE.finditer(text):
        if match["isolated"]:
            yield match["isolated"], int(match["at"]) if match["at"] else None
        elif match["plain"] and "\u2069" not in match["plain"]:  # what gettext 0.21 left of one
            path, _, line = match["plain"].rpartition(":")
            if path and line.isascii() and line.isdigit():
                yield re.sub(r"^(?:\./)+", "", path), int(line)
            else:
                yield re.sub(r"^(?:\./)+", "", match["plain"]), None


def _catalog(entries: list[Entry], trailing: list[str], text: str, newline: str) -> Catalog:
    if trailing and entries:
        entries[-1] = replace(entries[-1], comments=(*entries[-1].comments, *trailing))
    head = next((e for e in entries if e.key == (None, "") and not e.obsolete), None)
    others = sorted((e for e in entries if e is not head), key=lambda entry: entry.obsolete)
    catalog = Catalog(
        header=_header(head.text) if head else {},
        entries=tuple(others),
        header_comment=head.comments if head else tuple(() if entries else trailing),
        header_fuzzy=bool(head and head.fuzzy),
        newline=newline,
    )
    return replace(catalog, width=detect_width(catalog, text))


def _header(text: str) -> dict[str, str]:
    """Take the fields of the header apart; a line without colon continues the one before."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.removesuffix("\n").split("\n"):
        before, colon, after = line.partition(":")
        if colon:
            name = before.strip()
            fields[name] = after.strip()
        elif name:
            fields[name] += f"\n{line}"
    if "Content-Type" in fields:
        declared = re.compile(r"charset=(?!utf-8\b)[^\s;]+", re.IGNORECASE)
        fields["Content-Type"] = declared.sub("charset=UTF-8", fields["Content-Type"])
    return fields
