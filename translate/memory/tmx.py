"""TMX 1.4b: translation memories for other programs; `tmx_reading` reads theirs.

Written at level 2: the inline codes of a text are elements (`<bpt>`, `<ept>`, `<ph>`; `<it>` for
half a pair) around the markup itself, so that taking the elements away gives the text back, byte
for byte. What is translatable inside of a code is a `<sub>`. Characters that XML cannot hold are
`<ph>` or `<sub>` elements of the type `x-babelpress-char`.

The elements and attributes are those of the DTD of TMX 1.4b (LISA OSCAR, 2005).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from translate.files import write_pieces
from translate.memory.segments import Unit
from translate.model import Inline, Role

CHARACTER = "x-babelpress-char"
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPES = {
    Role.STANDING: "x-standing",
    Role.PROTECTED: "x-protected",
    Role.LITERAL: "x-literal",
}
REVIEWED, DRAFT = "reviewed", "draft"
# What TMX recommends as `type`, by how the markup begins; other tools tell codes apart by it.
_KINDS = {
    "bold": re.compile(r"\*\*|__|<(?:b|strong)\b", re.IGNORECASE),
    "italic": re.compile(r"[*_]|<(?:i|em)\b", re.IGNORECASE),
    "ulined": re.compile(r"<u\b", re.IGNORECASE),
    "link": re.compile(r"\[(?!\^)|<a\b", re.IGNORECASE),
    "image": re.compile(r"!\[|<img\b", re.IGNORECASE),
    "fnote": re.compile(r"\[\^"),
    "lb": re.compile(r"<br\b", re.IGNORECASE),
}
_KINDLY = {Role.OPEN, Role.STANDING}


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """A unit with the inline codes of its source and its target, in the order of the text."""

    unit: Unit
    source_codes: tuple[Inline, ...] = ()
    target_codes: tuple[Inline, ...] = ()


def write_tmx(path: Path, units: Iterable[TmxUnit], source_language: str) -> int:
    """Write units as a TMX file, whole or not at all; return their number.

    The same units give the same bytes. Raises `ProjectError` if the file cannot be written, and
    `ValueError` for codes that overlap or a source that is in another language.
    """
    number = 0

    def pieces() -> Iterator[bytes]:
        nonlocal number
        yield _head(source_language).encode()
        for unit in units:
            yield _written(unit, source_language).encode()
            number += 1
        yield b"</body>\n</tmx>\n"

    # The file may lie anywhere: whoever named it meant the place that its links lead to.
    write_pieces(path, pieces(), Path(os.path.realpath(path)).parent)
    return number


def _head(source_language: str) -> str:
    from importlib.metadata import version

    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tmx version="1.4">\n'
        f'<header creationtool="Babelpress" creationtoolversion={quoteattr(version("babelpress"))}'
        ' segtype="sentence" o-tmf="PO" adminlang="en"'
        f' srclang={quoteattr(source_language)} datatype="plaintext"/>\n'
        "<body>\n"
    )


def _written(entry: TmxUnit, source_language: str) -> str:
    unit = entry.unit
    if unit.source_language != source_language:
        raise ValueError(f"a source in {unit.source_language} in a file of {source_language}")
    notes = {
        "x-state": REVIEWED if unit.reviewed else DRAFT,
        "x-kind": unit.kind,
        "x-context": unit.context,
        "x-article": unit.article,
    }
    properties = "".join(
        f'<prop type="{name}">{_text(_IMPOSSIBLE.sub("�", value))}</prop>\n'
        for name, value in notes.items()
        if value is not None
    )
    numbers = _Numbers()
    source = _segment(unit.source, entry.source_codes, numbers)
    target = _segment(unit.target, entry.target_codes, numbers)
    return (
        f"<tu>\n{properties}"
        f"<tuv xml:lang={quoteattr(unit.source_language)}><seg>{source}</seg></tuv>\n"
        f"<tuv xml:lang={quoteattr(unit.target_language)}><seg>{target}</seg></tuv>\n</tu>\n"
    )


@dataclass(slots=True)
class _Numbers:
    """The values of `x`, which joins a code of the source with the same code of the target."""

    known: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    last: int = 0

    def assign(self, text: str, codes: Sequence[Inline]) -> dict[int, int]:
        """Return the `x` of each code by its position; equal markup gets equal numbers in turn."""
        parts: dict[int, list[str]] = {}
        for code in codes:
            if code.role is not Role.LITERAL:
                parts.setdefault(code.number, []).append(text[code.start : code.end])
        seen: dict[tuple[str, ...], int] = {}
        found: dict[int, int] = {}
        for number, native in parts.items():
            given = self.known.setdefault(tuple(native), [])
            turn = seen[tuple(native)] = seen.get(tuple(native), -1) + 1
            if turn == len(given):
                self.last += 1
                given.append(self.last)
            found[number] = given[turn]
        return found


def _segment(text: str, codes: Sequence[Inline], numbers: _Numbers) -> str:
    joined = numbers.assign(text, codes)
    opened = {code.number for code in codes if code.role is Role.OPEN}
    closed = {code.number for code in codes if code.role is Role.CLOSE}
    pairs = {number: i for i, number in enumerate(sorted(opened & closed), start=1)}
    out: list[str] = []
    cursor = 0
    for code in codes:
        if code.start < cursor:
            raise ValueError("inline codes that overlap or are out of order")
        x = f' x="{joined[code.number]}"' if code.role is not Role.LITERAL else ""
        kind = _kind(text[code.start : code.end]) if code.role in _KINDLY else ""
        if code.role in TYPES:
            name, attributes = "ph", f'{x} type="{kind or TYPES[code.role]}"'
        elif code.number not in pairs:
            name, attributes = "it", f' pos="{"begin" if code.number in opened else "end"}"{x}'
        elif code.role is Role.OPEN:
            shown = f' type="{kind}"' if kind else ""
            name, attributes = "bpt", f' i="{pairs[code.number]}"{x}{shown}'
        else:
            name, attributes = "ept", f' i="{pairs[code.number]}"'
        out += [_words(text[cursor : code.start], "ph")]
        out += [f"<{name}{attributes}>{_native(text, code)}</{name}>"]
        cursor = code.end
    return "".join(out) + _words(text[cursor:], "ph")


def _kind(markup: str) -> str:
    """Return TMX's own word for a code, if it has one."""
    return next((kind for kind, begin in _KINDS.items() if begin.match(markup)), "")


def _native(text: str, code: Inline) -> str:
    """Write a code's own text, what is translatable in it as `<sub>`."""
    out: list[str] = []
    cursor = code.start
    for start, end in code.inner:
        out += [_words(text[cursor:start], "sub"), f"<sub>{_words(text[start:end], 'ph')}</sub>"]
        cursor = end
    return "".join(out) + _words(text[cursor : code.end], "sub")


def _words(text: str, element: str) -> str:
    """Escape a text; what XML cannot hold becomes elements that may stand in this place."""
    out: list[str] = []
    cursor = 0
    for match in _IMPOSSIBLE.finditer(text):
        out.append(_text(text[cursor : match.start()]))
        out.append(f'<{element} type="{CHARACTER}">{ord(match.group()):X}</{element}>')
        cursor = match.end()
    return "".join(out) + _text(text[cursor:])


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})
