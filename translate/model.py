"""The values that the stages hand to one another.

Ground floor: this module imports nothing of ours. All offsets count characters of a `str`
(never bytes), all ranges are half-open, and every value is frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable


class State(StrEnum):
    """What is known of one translation. Every state is visible in plain Poedit."""

    EMPTY = "empty"
    MACHINE = "machine"
    SUSPECT = "suspect"
    STALE = "stale"
    REVIEWED = "reviewed"


class BlockKind(StrEnum):
    """What a block is in its article; the value is the note a translator reads."""

    LABEL = "section label"
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    CELL = "table cell"
    TERM = "term"
    ABBREVIATION = "abbreviation"
    CAPTION = "caption"
    IMAGE = "image description"
    LINK_TITLE = "link title"
    METADATA = "front matter"
    FOOTNOTE = "footnote"


class Role(StrEnum):
    """What an inline code does to the words around it."""

    OPEN = "open"
    CLOSE = "close"
    STANDING = "standing"
    PROTECTED = "protected"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Inline:
    r"""Markup inside a segment: the characters `start:end` of `Segment.text`.

    `number` joins the OPEN and the CLOSE code of one pair and is unique to every other code of
    the segment. `plain` is what a reader sees in the code's place: the text of a PROTECTED code
    (a URL, inline code), the character that a LITERAL spells (`\*`, `&amp;`), else nothing.
    `inner` are stretches of the code itself that want a translation of their own, as offsets
    into `Segment.text` (an image's description, a link's title).
    """

    start: int
    end: int
    role: Role
    number: int = 0
    plain: str = ""
    inner: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """What becomes one PO entry.

    `text` is the msgid: the source with its markup, on one line, free of the indentation and
    quote marks of its container. `start:end` is its place in `Document.source`.
    """

    text: str
    start: int
    end: int
    codes: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A translatable unit of the article, its segments in the order of the source.

    `context` is the msgctxt, where the same words may need another translation; `line` counts
    from 1. `encoding` says how the format writes a changed text back (a format's own word, such
    as `yaml-double`), `indent` what begins a continuation line, `width` the column at which the
    source wraps (0: it does not).
    """

    kind: BlockKind
    line: int
    start: int
    end: int
    segments: tuple[Segment, ...]
    context: str | None = None
    encoding: str = ""
    indent: str = ""
    width: int = 0


class LinkKind(StrEnum):
    """SHOWN is what the page itself shows or plays, GONE_TO where its reader can go.

    EMBEDDED is shown, too, but named as vaults do: a file of that name, wherever it lies.
    """

    SHOWN = "shown"
    EMBEDDED = "embedded"
    GONE_TO = "gone to"


@dataclass(frozen=True, slots=True)
class Link:
    """An address that an article names: `start:end` of its source spell it.

    `address` is what they say, the markup's escapes undone; percent signs, query and fragment are
    as they stand. `style` says how the format spells it (a format's own word).
    """

    kind: LinkKind
    start: int
    end: int
    address: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know. `line` counts from 1; 0 means the whole file."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A skeleton and its segments: the source text with spans cut out of it.

    Everything between the spans of the segments is copied when the document is rendered, never
    printed anew. `furniture` are stretches of page furniture ("Show more"), which belong to no
    block; `language` is what the article says of itself. `remarks` are what a person should know
    of how the article was read, as (line, words). `dialects` are those that it was read in.
    """

    format: str
    source: str
    blocks: tuple[Block, ...]
    language: str | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    remarks: tuple[tuple[int, str], ...] = ()
    dialects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Message:
    """What an article asks of a catalog: one entry, with every place that uses it.

    `references` are (path, line) pairs, the path relative to the project's root with `/`;
    `note` is a short remark for the translator ("heading"), or nothing.
    """

    text: str
    context: str | None = None
    references: tuple[tuple[str, int], ...] = ()
    note: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the entry in a PO file: msgctxt and msgid."""
        return (self.context, self.text)


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry's msgstr with its state.

    `origin` is the text of `#. machine:`, if any, `reasons` are those of `#. suspect:`, and `notes`
    what else is said of the draft: where the memory has it from, what was learned. `confidence` is
    the tool's own in a draft, from 0 to 100; None where there is none to state. `previous` is the
    source that a stale one translates, where the entry says so.
    """

    text: str
    state: State
    origin: str = ""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confidence: int | None = None
    previous: str | None = None


class SpanKind(StrEnum):
    """PAIR covers words, STANDING is empty and marks a place, PROTECTED must come through as is."""

    PAIR = "pair"
    STANDING = "standing"
    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Span:
    """An inline code as engines see it: `start:end` of `SpannedText.text`."""

    start: int
    end: int
    number: int
    kind: SpanKind = SpanKind.PAIR


@dataclass(frozen=True, slots=True)
class SpannedText:
    """Plain text, free of markup, with the spans that its inline codes cover.

    Spans are sorted by start, the longer first; two of them are nested or apart, never crossing.
    Of two with the same range the earlier is the outer one; an empty span at the edge of a pair
    stands beside it (`inline.from_spanned` puts it back inside where it was inside in the source).
    """

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to translate a text and is not translated itself.

    `before` and `after` are the sentences around it, `terms` words of the text with the
    translation that they must have.
    """

    before: str = ""
    after: str = ""
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine makes of one text.

    `score` is the mean log-probability per token (0 is certain, below is doubt), or None where
    the engine gives none. `doubts` are reasons, in words, why the draft needs a closer look.
    A draft has exactly the span numbers of its source text.
    """

    text: SpannedText
    score: float | None = None
    alternatives: tuple[SpannedText, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a route: an engine that goes from one language to another (BCP 47 tags)."""

    engine: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.engine} {self.source}→{self.target}"


@dataclass(frozen=True, slots=True)
class Route:
    """The way from one language to another, over one leg or more."""

    legs: tuple[Leg, ...] = field(default=())

    def __str__(self) -> str:
        return ", ".join(str(leg) for leg in self.legs)


class Engine(Protocol):
    """What every engine promises. Engines see no files and no markup, only texts with spans."""

    name: str
    neural: bool

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The (source, target) tags that can be translated right now, without a download.

        The pair `("*", "*")` stands for any two languages.
        """
        ...

    def version(self, source: str, target: str) -> str:
        """What tells one model's drafts from another's, for the cache of drafts."""
        ...

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        """Yield one draft a text, in the order of the batch, as they become ready.

        Each text is one sentence or fragment. Raises `errors.EngineError` when the engine fails.
        """
        ...


@runtime_checkable
class WidenableEngine(Engine, Protocol):
    """An engine that can search further where its first answers are no good."""

    def wider(self) -> Engine:
        """Return the same engine, under a name of its own, with a wider and slower search."""
        ...


@runtime_checkable
class ContextEngine(Engine, Protocol):
    """An engine that a text's surroundings help."""

    takes_context: bool

    def translate(
        self,
        batch: Sequence[SpannedText],
        source: str,
        target: str,
        contexts: Sequence[Context] = (),
    ) -> Iterator[Draft]:
        """Yield one draft a text; `contexts`, if there are any, are one for each text."""
        ...
