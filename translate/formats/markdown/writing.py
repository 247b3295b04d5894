"""A block with new texts: so that it stays one block, and begins no other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translate.formats.base import newline_of, splice
from translate.formats.markdown.dialects.attributes import write_value as write_attribute
from translate.formats.markdown.dialects.derive import begins_structure
from translate.formats.markdown.dialects.found import bracketed
from translate.formats.markdown.front_matter import write_value
from translate.formats.markdown.inline import as_short, fold
from translate.formats.markdown.spelling import NO_BREAK, unbroken
from translate.formats.wrapping import wrap
from translate.model import Block, BlockKind, Document, Segment

# What would begin another block if a line of a paragraph began with it (CommonMark 0.31, 4 and 5).
_BLOCK_START = re.compile(
    r"(?P<number>\d{1,9})[.)](?=\s|\Z)"
    r"|(?:\#{1,6}|[-+*]|:)(?=\s|\Z)|>|`{3}|~{3}|(?:=+|-+)[ \t]*\Z|(?:[-*_][ \t]*){3,}\Z"
    r"|<[A-Za-z/!?]|\[[^\]]+\]:|\[[ xX]\]|\||\$\$"
)
# What begins structure in some dialect: a wrapped line does not begin with it.
_STRUCTURE_START = re.compile(
    r":{3}|::\w|!!!|\?{3}|={3}|/{3}|\{[{%:]|%%|\^\w|\[!|(?i:\[+_?toc_?\])|\\\[|\*\[|-+8<|<<<"
)


def write(document: Document, block: Block, texts: Sequence[str]) -> str:
    """Write a block's texts so that they stay in their block."""
    if block.kind is BlockKind.METADATA:
        return write_value(document.source, block, texts[0], document.dialects)
    fresh = [
        segment.text if text == segment.text else text.strip(" \t\r\n")
        for segment, text in zip(block.segments, texts, strict=True)
    ]
    if block.encoding.startswith("title"):
        mark = re.escape(block.encoding[-1])
        return re.sub(rf"\\.|{mark}", _escape_bare, " ".join(fresh[0].split()))
    if block.encoding.startswith("value"):
        return write_attribute(block.encoding, " ".join(fresh[0].split()))
    breaking = newline_of(document.source) + block.indent
    sources = [document.source[segment.start : segment.end] for segment in block.segments]
    short = [as_short(text, source) for text, source in zip(fresh, sources, strict=True)]
    written = [
        source
        if text == segment.text
        else breaking.join(_fitted(document, block, segment, spelt).split("\n"))
        for segment, source, text, spelt in zip(block.segments, sources, fresh, short, strict=True)
    ]
    whole = splice(document.source, block, written)
    if not block.width or any("\n" in text for text in fresh):
        return whole
    return _wrapped(document, block, short, breaking)


def _fitted(document: Document, block: Block, segment: Segment, text: str) -> str:
    """Return a new text of a segment so that it neither ends its block nor begins another."""
    if block.encoding != "lines":
        text = " ".join(text.splitlines())
    if block.encoding == "cell":
        text = re.sub(r"\\.|\|", _escape_bare, text)
    if block.encoding == "label" and bracketed(f"[{text}]", 0) != len(text) + 2:
        text = re.sub(r"\\.|[\[\]]", _escape_bare, text)
    if block.encoding in {"line", "lines"} and _begins_line(document.source, block, segment):
        text = _guarded(text, segment.text, document.dialects)
    return text


def _wrapped(document: Document, block: Block, texts: Sequence[str], breaking: str) -> str:
    """Wrap a paragraph anew, as wide as it was; no line begins as another block would."""
    source = document.source
    flat: list[str] = []
    cursor = block.start
    for segment, text in zip(block.segments, texts, strict=True):
        flat += [fold(source[cursor : segment.start]), text]
        cursor = segment.end
    words = unbroken("".join(flat), document.dialects)
    if _begins_line(source, block, block.segments[0]):
        words = _guarded(words, block.segments[0].text, document.dialects)
    column = block.start - (source.rfind("\n", 0, block.start) + 1)
    lines = wrap(
        words,
        block.width,
        first=column,
        indent=len(block.indent),
        may_begin=lambda word: not (_BLOCK_START.match(word) or _STRUCTURE_START.match(word)),
    )
    return breaking.join(lines).replace(NO_BREAK, " ")


def _escape_bare(match: re.Match[str]) -> str:
    return match.group() if match.group().startswith("\\") else "\\" + match.group()


def _begins_line(source: str, block: Block, segment: Segment) -> bool:
    line_start = max(source.rfind("\n", 0, segment.start), source.rfind("\r", 0, segment.start)) + 1
    return segment.start == block.start or not source[line_start : segment.start].strip(" \t>")


def _guarded(text: str, before: str, dialects: frozenset[str]) -> str:
    """Escape a start of line that would begin another block, where the source began none."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        found = _BLOCK_START.match(line)
        if found and not (index == 0 and _BLOCK_START.match(before)):
            at = found.end("number") if found.group("number") else 0
            lines[index] = f"{line[:at]}\\{line[at:]}"
        elif begins_structure(line.rstrip(), dialects):
            first = f"&#{ord(line[0])};" if line[0].isalnum() else rf"\{line[0]}"
            lines[index] = first + line[1:]
    return "\n".join(lines)
