"""Addresses that stand in no Markdown link: in front matter, shortcodes, directives, embeds."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from translate.formats.markdown.front_matter import placed_values
from translate.model import Link, LinkKind

# Keys of front matter whose value is a file that the page shows, with what may stand before them.
_FILE_KEY = re.compile(
    r"(?:.*[_-])?(?:image|images|img|cover|thumbnail|thumb|banner|hero|photo|picture|poster|logo|icon"
    r"|avatar|background|teaser|src|audio|video|file|files|attachment|attachments|pdf)(?:[_-].*)?"
    r"|featured_?image|og_?image|header_?image|overlay_?image|relative_?image",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r"\{\{[<%][^\r\n]*?[%>]\}\}")
_PARAMETER = re.compile(
    r"\b(?:src|image|img|poster|file|href|link|background)=(?:\"([^\"\r\n]+)\"|'([^'\r\n]+)')"
)
_DIRECTIVE = re.compile(
    r"^[ \t>]*(?:`{3,}|:{3,}|~{3,})\{(?:image|figure)\}[ \t]+(\S+)[ \t]*$", re.MULTILINE
)
_EMBED = re.compile(r"!\[\[([^\]|#^\r\n]+)")
_HEAD_SAFE = "/._-~!$&+,;=@%:?#"


def embeds(source: str, dialects: frozenset[str], code: Sequence[tuple[int, int]]) -> list[Link]:
    """Return the addresses of files outside of links; `code` are the ranges that show code."""
    found = [*_head(source, dialects)]
    for begin, end, style in _spans(source):
        stripped = source[begin:end].strip()
        low = begin + len(source[begin:end]) - len(source[begin:end].lstrip())
        if is_file(stripped) and not any(a <= low < b for a, b in code):
            kind = LinkKind.EMBEDDED if style == "embed" else LinkKind.SHOWN
            found.append(Link(kind, low, low + len(stripped), stripped, style))
    return found


def _spans(source: str) -> Iterator[tuple[int, int, str]]:
    for shortcode in _SHORTCODE.finditer(source):
        for parameter in _PARAMETER.finditer(source, *shortcode.span()):
            yield *parameter.span(parameter.lastindex or 1), "head"
    yield from ((*one.span(1), "head") for one in _DIRECTIVE.finditer(source))
    yield from ((*one.span(1), "embed") for one in _EMBED.finditer(source))


def is_file(address: str) -> bool:
    """Tell whether an address names a file by its suffix: an image, a recording, a document."""
    kind, _ = mimetypes.guess_type(address.partition("?")[0], strict=False)
    return kind is not None and not kind.startswith("text/")


def _head(source: str, dialects: frozenset[str]) -> Iterator[Link]:
    for value, start, end in placed_values(source, dialects):
        address = value.text.strip()
        low = source.find(address, start, end) if address else -1
        if value.style and low >= 0 and _FILE_KEY.fullmatch(value.key) and is_file(address):
            yield Link(LinkKind.SHOWN, low, low + len(address), address, "head")


def spelt_in_head(address: str) -> str:
    """Spell an address so that it can stand in front matter and shortcodes, in quotes or not."""
    return quote(address, safe=_HEAD_SAFE)
