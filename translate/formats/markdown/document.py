"""Markdown: CommonMark with GFM, footnotes, definition lists, math and front matter.

Code blocks, HTML blocks and what stands between `<!-- translate:off -->` and
`<!-- translate:on -->` belong to the skeleton.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from translate.formats.base import PLAIN, Format, Markup, ParseOptions
from translate.formats.markdown.anchors import anchors
from translate.formats.markdown.dialects import abbreviations
from translate.formats.markdown.dialects.attributes import read_value
from translate.formats.markdown.dialects.derive import Derived
from translate.formats.markdown.dialects.found import Title
from translate.formats.markdown.events import (
    INLINE_TAGS,
    Event,
    definitions,
    derived,
    events_of,
    structure,
)
from translate.formats.markdown.front_matter import (
    declared_language,
    front_matter_blocks,
    front_matter_remarks,
    with_language,
)
from translate.formats.markdown.inline import continuation, fold, pieces_of, title_range
from translate.formats.markdown.links import links, spelt
from translate.formats.markdown.naming import with_ids
from translate.formats.markdown.spelling import markup_in
from translate.formats.markdown.writing import write
from translate.formats.pieces import Piece, segments
from translate.formats.wrapping import is_filled
from translate.model import Block, BlockKind, Document, Inline, Role, Segment

_SWITCH = re.compile(r"<!--\s*translate:(on|off)\s*-->")
_KINDS = {
    "Heading": BlockKind.HEADING,
    "TableCell": BlockKind.CELL,
    "Item": BlockKind.ITEM,
    "DefinitionListTitle": BlockKind.TERM,
    "DefinitionListDefinition": BlockKind.PARAGRAPH,
    "FootnoteDefinition": BlockKind.FOOTNOTE,
}


@dataclass(slots=True)
class _Reader:
    """The walk over the events: the blocks and remarks so far, and where the walk stands."""

    source: str
    options: ParseOptions
    read: Derived
    blocks: list[Block] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    run: list[Event] = field(default_factory=list)
    switched_off: bool = False
    line_starts: list[int] = field(default_factory=lambda: [0])


def parse(source: str, options: ParseOptions) -> Document:
    """Read a Markdown article."""
    reader = _Reader(source, options, derived(source, options.dialects))
    reader.line_starts += [match.end() for match in re.finditer(r"\r\n|\n|\r", source)]
    for event in events_of(source, reader.read, options.dialects):
        if event.phase == "leaf" or event.name in INLINE_TAGS:
            _collect(reader, event)
        else:
            _flush(reader)
            _step(reader, event)
    _flush(reader)
    _plain_titles(reader)
    _definition_titles(reader)
    blocks = tuple(sorted(reader.blocks, key=lambda block: block.start))
    remarks = tuple(reader.remarks)
    return Document(
        "markdown",
        source,
        blocks,
        declared_language(source, options.dialects),
        remarks=remarks,
        dialects=options.dialects,
    )


def _collect(reader: _Reader, event: Event) -> None:
    inside = reader.open_tags[-1] if reader.open_tags else ""
    if inside == "HtmlBlock":
        for switch in _SWITCH.findall(reader.source, event.start, event.end):
            reader.switched_off = switch == "off"
    elif inside != "CodeBlock" and event.name not in {
        "TaskListMarker",
        "Rule",
    }:
        reader.run.append(event)


def _step(reader: _Reader, event: Event) -> None:
    if event.phase == "start":
        reader.open_tags.append(event.name)
        if event.name == "MetadataBlock":
            reader.blocks += front_matter_blocks(reader.source, reader.options)
            reader.remarks += front_matter_remarks(reader.source, reader.options)
    else:
        reader.open_tags.pop()


def _flush(reader: _Reader) -> None:
    """Make blocks of the inline events since the last border of a block."""
    run, reader.run = reader.run, []
    if run and not reader.switched_off:
        kind = next(
            (_KINDS[tag] for tag in reversed(reader.open_tags) if tag in _KINDS),
            BlockKind.PARAGRAPH,
        )
        _add_blocks(reader, run, kind)


def _add_blocks(reader: _Reader, run: Sequence[Event], kind: BlockKind) -> None:
    source = reader.source
    pieces = pieces_of(source, run, reader.options.joiner)
    pieces = abbreviations.protected(pieces, reader.read.abbreviations)
    found = segments(pieces, reader.options.split)
    if found:
        start, end = found[0].start, found[-1].end
        heading = reader.open_tags[-1:] == ["Heading"]
        one_line = kind is BlockKind.CELL or (heading and source[end:].split("\n", 1)[0].strip())
        indent = None if one_line else continuation(source, start, pieces[-1].end)
        encoding = "line" if indent is None else "lines"
        if heading and source[source.rfind("\n", 0, start) + 1 : start].strip(" >\t"):
            encoding = "atx"
        if kind is BlockKind.CELL:
            encoding = "cell"
        if heading and (title := _title_at(reader.read.titles, start)):
            kind, encoding = title.kind, title.encoding
        line = bisect_right(reader.line_starts, start)
        width = 0 if indent is None else _width(source, start, end, pieces)
        reader.blocks.append(
            Block(
                kind, line, start, end, found, encoding=encoding, indent=indent or "", width=width
            )
        )
    else:
        _add_described(reader, run, pieces)


def _add_described(reader: _Reader, run: Sequence[Event], pieces: Sequence[Piece]) -> None:
    """Make blocks of what is read in codes that stand in no sentence."""
    for image in _images(run):
        if image[0].payload["link_type"] in {"Shortcut", "Collapsed"}:
            _add_labelled(reader, image)
        else:
            _add_blocks(reader, image[1:-1], BlockKind.IMAGE)
    for event in run:
        if event.name == "Mark" and event.payload.inner:
            _add_embedded(reader, *event.payload.inner)
    for piece in pieces:
        if piece.role in {Role.STANDING, Role.CLOSE} and piece.inner:
            _add_title(reader, piece.start, piece.end)


def _add_labelled(reader: _Reader, image: Sequence[Event]) -> None:
    """Make one segment of an image whose description is also its label, which must not change."""
    (piece,) = pieces_of(reader.source, image, reader.options.joiner)
    if piece.inner:
        code = Inline(0, len(piece.text), Role.STANDING, piece.number, "", piece.inner)
        segment = Segment(piece.text, piece.start, piece.end, (code,))
        line = bisect_right(reader.line_starts, piece.start)
        reader.blocks.append(
            Block(BlockKind.IMAGE, line, piece.start, piece.end, (segment,), encoding="line")
        )


def _add_embedded(reader: _Reader, start: int, end: int) -> None:
    """Make a block of the words in a mark that stands by itself, as an embedded picture's."""
    segment = Segment(fold(reader.source[start:end]), start, end)
    line = bisect_right(reader.line_starts, start)
    reader.blocks.append(Block(BlockKind.IMAGE, line, start, end, (segment,), encoding="cell"))


def _width(source: str, start: int, end: int, pieces: Sequence[Piece]) -> int:
    """Return the column at which the paragraph `start:end` is wrapped, or 0 if it is not."""
    if any("\n" in piece.text for piece in pieces):
        return 0  # hard line breaks, or math over several lines
    line_start = source.rfind("\n", 0, start) + 1
    lines = [line for line in source[line_start:end].splitlines() if line.strip()]
    return max(len(line) for line in lines) if is_filled(lines) else 0


def _images(run: Sequence[Event]) -> list[Sequence[Event]]:
    """Return the runs of the images that stand in no sentence, their alternative text inside."""
    found: list[Sequence[Event]] = []
    begin, depth = 0, 0
    for position, event in enumerate(run):
        if event.name == "Image" and event.phase == "start":
            begin = position if depth == 0 else begin
            depth += 1
        elif event.name == "Image":
            depth -= 1
            if depth == 0 and position > begin + 1:
                found.append(run[begin : position + 1])
    return found


def _add_title(reader: _Reader, start: int, end: int) -> None:
    """Make a block of the title of a link, an image or a definition."""
    code = reader.source[start:end]
    place = title_range(code)
    if place is None:
        return
    begin, stop = start + place[0], start + place[1]
    text = reader.source[begin:stop]
    if any(char.isalpha() for char in text):
        flat = " ".join(text.split())
        line = bisect_right(reader.line_starts, begin)
        quote = reader.source[stop]
        segment = Segment(flat, begin, stop)
        reader.blocks.append(
            Block(BlockKind.LINK_TITLE, line, begin, stop, (segment,), encoding=f"title{quote}")
        )


def _title_at(titles: Sequence[Title], place: int) -> Title | None:
    """Return the title of a dialect's structure in which a place of the source lies."""
    index = bisect_right(titles, place, key=lambda one: one.start) - 1
    return titles[index] if index >= 0 and place < titles[index].end else None


def _plain_titles(reader: _Reader) -> None:
    """Make blocks of the words in a dialect's structure that are no Markdown."""
    for one in reader.read.titles:
        if one.plain:
            line = bisect_right(reader.line_starts, one.start)
            words = reader.source[one.start : one.end]
            text = read_value(one.encoding, words) if one.encoding != "atx" else words
            segment = Segment(text, one.start, one.end)
            reader.blocks.append(
                Block(one.kind, line, one.start, one.end, (segment,), encoding=one.encoding)
            )


def _definition_titles(reader: _Reader) -> None:
    taken = [(block.start, block.end) for block in reader.blocks]
    for one in definitions(reader.read):
        if one.titled and not any(low < one.end and one.start < high for low, high in taken):
            _add_title(reader, one.start, one.end)


def _markup(block: Block, dialects: frozenset[str]) -> Markup:
    """Return Markdown's markup, or none for front matter, attributes and the titles of links."""
    plain = block.kind in {BlockKind.METADATA, BlockKind.LINK_TITLE, BlockKind.ABBREVIATION}
    return PLAIN if plain or block.encoding.startswith("value") else markup_in(dialects)


FORMAT = Format(
    "markdown",
    parse,
    write,
    _markup,
    structure,
    declared_language,
    otherwise=(
        "reads as other Markdown than its source",
        "read as other Markdown than their source",
    ),
    links=links,
    spelt=spelt,
    anchors=anchors,
    with_ids=with_ids,
    declaring=with_language,
)
