"""Reading TMX, our own and that of other programs, of any version and level.

Expat parses the file piece by piece, so that its size does not matter. Entities of the file's
own are refused and nothing outside of the file is ever opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from translate.errors import LanguageError, ProjectError
from translate.files import shown
from translate.languages import base, canonical
from translate.memory.segments import Unit
from translate.memory.tmx import CHARACTER, DRAFT, TYPES, TmxUnit
from translate.model import Inline, Role

_READ = 1 << 16  # bytes at a time
_LONGEST = 1 << 22  # characters of one <tu>; what is longer is no memory but an attack
_NATIVE = frozenset({"bpt", "ept", "ph", "it", "ut"})
_ROLES = {name: role for role, name in TYPES.items()}
_ANY = "*all*"


def read_tmx(
    path: Path, source_language: str | None = None, target_languages: Iterable[str] | None = None
) -> Iterator[TmxUnit]:
    """Yield the units of a TMX file of any version and level, while it is read.

    The source of a unit is what is in `source_language`, else what the file declares, else its
    first variant; every other variant is a target, of `target_languages` if they are given.
    Without a variant in the very language asked for, one of another region serves (`es-MX` for
    `es`). A unit without a source or a target is left out. Foreign units count as reviewed: only
    our own drafts say that they are not.

    The codes that come back are numbered anew and cover the same characters; `plain` of a
    protected or literal one is its own markup.

    Raises `ProjectError`, with the line, for what is no TMX and for entities of the file's own;
    nothing outside of the file is ever read.
    """
    targets = None if target_languages is None else tuple(target_languages)
    reader = _Reader(path, source_language, targets)
    try:
        with path.open("rb") as file:
            while data := file.read(_READ):
                yield from reader.feed(data, last=False)
            yield from reader.feed(b"", last=True)
    except OSError as error:
        raise ProjectError(f"{shown(path)} cannot be read: {error.strerror or error}") from error


@dataclass(slots=True)
class _Variant:
    """A `<tuv>`: its language, the parts of its text so far, and its codes."""

    language: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    codes: list[Inline] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class _Code:
    """A code element that is open: where its text begins, and the `<sub>` stretches in it.

    `number` is the same for the two halves of a pair.
    """

    role: Role
    number: int
    start: int
    inner: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Unit:
    """A `<tu>`; `size` counts the characters in it, of whatever kind."""

    source: str
    variants: list[_Variant] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    size: int = 0


@dataclass(slots=True)
class _Reader:
    """The parser, which elements are open, and what they have given so far."""

    path: Path
    source: str | None
    targets: tuple[str, ...] | None
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    declared: str = _ANY  # the header's srclang
    open: list[str] = field(default_factory=list)
    unit: _Unit | None = None
    variant: _Variant | None = None  # whose <seg> is open
    codes: list[_Code | None] = field(default_factory=list)  # open ones; None for one in another
    subs: list[int] = field(default_factory=list)  # where the open <sub> elements begin
    pairs: dict[str, int] = field(default_factory=dict)
    number: int = 0
    aside: list[str] | None = None  # text of a <prop> or of a character that XML cannot hold
    property: str = ""
    found: list[TmxUnit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._entity

    def feed(self, data: bytes, *, last: bool) -> list[TmxUnit]:
        """Parse a piece of the file; return the units that ended in it."""
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            self._fail(f"this is not XML: {expat.ErrorString(error.code)}", error.lineno)
        except (LookupError, ValueError) as error:  # what pyexpat says of an unknown encoding
            self._fail(f"this is not XML: {error}")
        found, self.found = self.found, []
        return found

    def _fail(self, message: str, line: int = 0) -> NoReturn:
        line = line or self.parser.CurrentLineNumber
        raise ProjectError(
            f"{shown(self.path)}:{line}: {message}", hint="A translation memory in TMX is expected."
        ) from None

    def _entity(self, name: str, *_: object) -> None:
        self._fail(f"the entity “{name}” is none that a TMX file may have")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self.open and name != "tmx":
            self._fail(f"a TMX file begins with <tmx>, not with <{name}>")
        self.open.append(name)
        if self.variant is not None:
            self._start_inline(name, attributes)
        elif name == "header":
            self.declared = attributes.get("srclang", _ANY)
        elif name == "tu":
            self.unit = _Unit(attributes.get("srclang", self.declared))
        elif name == "prop":
            self.property, self.aside = attributes.get("type", ""), []
        elif name == "tuv" and self.unit is not None:
            language = attributes.get("xml:lang", attributes.get("lang", ""))
            if not language:
                self._fail("a <tuv> does not say its language")
            self.unit.variants.append(_Variant(language))
        elif name == "seg" and self.unit is not None and self.unit.variants:
            self.variant = self.unit.variants[-1]
            self.pairs.clear()

    def _start_inline(self, name: str, attributes: dict[str, str]) -> None:
        variant = self.variant
        assert variant is not None  # noqa: S101  as the caller has seen
        if attributes.get("type") == CHARACTER:
            self.aside = []
        elif name == "sub":
            self.subs.append(variant.length)
        elif name in _NATIVE:
            code = None if self.codes else self._code(name, attributes, variant.length)
            self.codes.append(code)

    def _code(self, name: str, attributes: dict[str, str], start: int) -> _Code:
        role = _ROLES.get(attributes.get("type", ""), Role.STANDING)
        role = {"bpt": Role.OPEN, "ept": Role.CLOSE, "ph": role}.get(name, Role.STANDING)
        pair = attributes.get("i", "")
        self.number += 1
        if role is Role.OPEN:
            self.pairs[pair] = self.number
        number = self.pairs.pop(pair, self.number) if role is Role.CLOSE else self.number
        return _Code(role, number, start)

    def _end(self, name: str) -> None:
        name = self.open.pop()
        if self.aside is not None and name != "seg":
            self._end_aside("".join(self.aside))
        elif self.variant is None:
            if name == "tu" and self.unit is not None:
                self.found += self._units(self.unit)
                self.unit = None
        elif name == "seg":
            self.variant.codes = _nested(self.variant.codes)
            self.variant = None
        elif name == "sub" and self.subs:
            start = self.subs.pop()
            if len(self.codes) == 1 and self.codes[0] is not None and not self.subs:
                self.codes[0].inner.append((start, self.variant.length))
        elif name in _NATIVE:
            code = self.codes.pop()
            if code is not None and code.start < self.variant.length:
                self.variant.codes.append(_inline(code, self.variant))

    def _end_aside(self, text: str) -> None:
        self.aside = None
        if self.variant is None:
            if self.unit is not None:
                self.unit.properties.setdefault(self.property, text)
            return
        try:
            character = chr(int(text, 16))
            character.encode()
        except (ValueError, OverflowError):
            self._fail(f"“{text[:20]}” is no character's number")
        self._characters(character)

    def _characters(self, text: str) -> None:
        if self.unit is None:
            return
        self.unit.size += len(text)
        if self.unit.size > _LONGEST:
            self._fail(f"a <tu> of more than {_LONGEST} characters")
        if self.aside is not None:
            self.aside.append(text)
        elif self.variant is not None:
            self.variant.parts.append(text)
            self.variant.length += len(text)

    def _units(self, unit: _Unit) -> Iterator[TmxUnit]:
        asked = self.source or ("" if unit.source.lower() == _ANY else unit.source)
        source = _chosen(unit.variants, asked) if asked else next(iter(unit.variants), None)
        if source is None or not source.text:
            return
        others = [variant for variant in unit.variants if variant is not source]
        if self.targets is None:
            pairs = [(_tag(variant.language), variant) for variant in others]
        else:
            pairs = [(tag, v) for tag in self.targets if (v := _chosen(others, tag))]
        notes = unit.properties
        for language, target in pairs:
            if target.text:
                value = Unit(
                    source.text,
                    target.text,
                    self.source or _tag(source.language),
                    language,
                    notes.get("x-state") != DRAFT,
                    notes.get("x-kind", ""),
                    notes.get("x-context"),
                    notes.get("x-article", self.path.name),
                )
                yield TmxUnit(value, tuple(source.codes), tuple(target.codes))


def _inline(code: _Code, variant: _Variant) -> Inline:
    plain = ""
    if code.role in {Role.PROTECTED, Role.LITERAL}:
        plain = variant.text[code.start : variant.length]
    inner = tuple(code.inner)
    return Inline(code.start, variant.length, code.role, code.number, plain, inner)


def _nested(codes: Sequence[Inline]) -> list[Inline]:
    """Number codes from 1; halves that have no partner, or cross another pair, become STANDING."""
    waiting: list[int] = []
    whole: set[int] = set()
    for code in codes:
        if code.role is Role.OPEN:
            waiting.append(code.number)
        elif code.role is Role.CLOSE and code.number in waiting:
            del waiting[waiting.index(code.number) + 1 :]
            whole.add(waiting.pop())
    numbers: dict[int, int] = {}
    out: list[Inline] = []
    for index, code in enumerate(codes):
        if code.role in {Role.OPEN, Role.CLOSE} and code.number not in whole:
            numbers[-index - 1] = number = len(numbers) + 1
            out.append(replace(code, role=Role.STANDING, number=number))
        else:
            number = numbers.setdefault(code.number, len(numbers) + 1)
            out.append(replace(code, number=number))
    return out


def _chosen(variants: Sequence[_Variant], tag: str) -> _Variant | None:
    """Return the variant in a language, or the first one in the same language elsewhere."""
    wanted = _tag(tag)
    for same in (_tag, _base):
        for variant in variants:
            if same(variant.language) == same(wanted):
                return variant
    return None


def _tag(tag: str) -> str:
    """Return a tag in its BCP 47 spelling, or as it is if it is none that we know."""
    try:
        return canonical(tag)
    except LanguageError:
        return tag


def _base(tag: str) -> str:
    try:
        return base(tag)
    except LanguageError:
        return tag.lower()
