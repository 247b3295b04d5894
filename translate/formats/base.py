"""What a format is, and how a document is put together again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translate.model import Block, Document, Inline, Link, Segment

Segmenter = Callable[[str], Sequence[tuple[int, int]]]
"""Takes plain text; gives the ranges of its sentences, without the white space around them."""


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What a parser wants to know beside the text.

    `front_matter` names the keys whose values are translated, at any depth; `furniture` are lines
    of page furniture, as `furniture.normalize` spells them; `joiner` stands where two lines of
    one paragraph meet (a space, or nothing in scripts that put none between words). `dialects` are
    the dialects that the article is written in, where its format has any.
    """

    split: Segmenter
    front_matter: frozenset[str] = frozenset()
    furniture: frozenset[str] = frozenset()
    joiner: str = " "
    dialects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Markup:
    """How words and inline codes are spelt in a segment.

    escapes     plain words → the same words in markup, ever more cautiously
    codes       a translation of a segment, and that segment → the inline codes of the translation
    """

    escapes: tuple[Callable[[str], str], ...]
    codes: Callable[[str, Segment], tuple[Inline, ...]]


def _no_codes(text: str, like: Segment) -> tuple[Inline, ...]:  # noqa: ARG001  the shape of `codes`
    return ()


def _no_links(source: str, dialects: frozenset[str]) -> tuple[Link, ...]:  # noqa: ARG001  as above
    return ()


def _as_it_is(link: Link, address: str) -> str:  # noqa: ARG001  as above
    return address


def _no_anchors(source: str, dialects: frozenset[str]) -> frozenset[str]:  # noqa: ARG001  as above
    return frozenset()


def _without_ids(
    source: str,  # noqa: ARG001  as above
    translated: str,
    dialects: frozenset[str],  # noqa: ARG001  as above
    asked: frozenset[str],  # noqa: ARG001  as above
) -> str:
    return translated


def _declaring_nothing(source: str, dialects: frozenset[str], language: str, target: str) -> str:  # noqa: ARG001  as above
    return source


PLAIN = Markup((str,), _no_codes)
"""Text without markup: every character stands for itself."""


@dataclass(frozen=True, slots=True)
class Format:
    """The functions of one format.

    parse       source text → document
    write       a document's block with a new text for each segment → what stands in its place;
                called only where at least one text differs from its segment's
    markup      block, dialects → how the words and codes of its segments are spelt
    structure   source text, dialects → a value that a translation must not change (the tree of
                blocks)
    language    source text → the language that the article itself declares, if any
    otherwise   what one translation, or several, did that changed the structure: “it …”, “they …”
    links       source text, dialects → the addresses that it names, in order; none within another
    spelt       one of those, a new address → how that is written in its place (`relinked`)
    anchors     source text, dialects → the names in it that a link can ask for (`#name`)
    with_ids    source text, its translation, dialects, the names that links ask for → the
                translation whose headings have the ids that they have in the source
    declaring   source text, dialects, its language, another one → the text that declares the other
                one wherever it declared its own
    """

    name: str
    parse: Callable[[str, ParseOptions], Document]
    write: Callable[[Document, Block, Sequence[str]], str]
    markup: Callable[[Block, frozenset[str]], Markup]
    structure: Callable[[str, frozenset[str]], object]
    language: Callable[[str], str | None]
    otherwise: tuple[str, str]
    links: Callable[[str, frozenset[str]], Sequence[Link]] = _no_links
    spelt: Callable[[Link, str], str] = _as_it_is
    anchors: Callable[[str, frozenset[str]], frozenset[str]] = _no_anchors
    with_ids: Callable[[str, str, frozenset[str], frozenset[str]], str] = _without_ids
    declaring: Callable[[str, frozenset[str], str, str], str] = _declaring_nothing


def render(
    document: Document,
    form: Format,
    text_of: Callable[[Block, Segment], str],
    *,
    omit: Sequence[tuple[int, int]] = (),
) -> str:
    """Return the article with each segment's text replaced by `text_of(block, segment)`.

    Where the text is the segment's own, the bytes of the source are copied. The ranges `omit`
    of the source (sorted, outside of all blocks) are left out.
    """
    edits: list[tuple[int, int, str]] = [(start, end, "") for start, end in omit]
    for block in document.blocks:
        texts = [text_of(block, segment) for segment in block.segments]
        if any(text != segment.text for text, segment in zip(texts, block.segments, strict=True)):
            edits.append((block.start, block.end, form.write(document, block, texts)))
    out: list[str] = []
    cursor = 0
    for start, end, text in sorted(edits):
        out += [document.source[cursor:start], text]
        cursor = end
    out.append(document.source[cursor:])
    return "".join(out)


def relinked(
    source: str, form: Format, dialects: frozenset[str], address_of: Callable[[Link], str]
) -> str:
    """Return an article that names `address_of(link)` in the place of each link's address.

    Where that is the link's own, the source stays as it is to the letter. This is the one way to
    links for everything that finds, follows or changes them: assets, other articles, anchors.
    """
    out: list[str] = []
    cursor = 0
    for link in form.links(source, dialects):
        address = address_of(link)
        if address != link.address:
            out += [source[cursor : link.start], form.spelt(link, address)]
            cursor = link.end
    return "".join((*out, source[cursor:]))


def splice(source: str, block: Block, texts: Sequence[str]) -> str:
    """Return the block's source with the segments' places taken by `texts`."""
    out: list[str] = []
    cursor = block.start
    for segment, text in zip(block.segments, texts, strict=True):
        out += [source[cursor : segment.start], text]
        cursor = segment.end
    out.append(source[cursor : block.end])
    return "".join(out)


def newline_of(source: str) -> str:
    """Return the line ending that the source uses first, or a line feed."""
    position = min((i for i in (source.find("\n"), source.find("\r")) if i >= 0), default=-1)
    if position < 0:
        return "\n"
    return "\r\n" if source.startswith("\r\n", position) else source[position]
