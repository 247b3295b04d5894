"""The addresses that a Markdown article names, in Markdown and in the HTML within it.

What code shows is no address of the article. Autolinks are absolute by their nature and left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote

from translate.formats.markdown.dialects.derive import Derived
from translate.formats.markdown.embeds import embeds, spelt_in_head
from translate.formats.markdown.events import Event, definitions, derived, events_of
from translate.model import Link, LinkKind

_BREAK = r"(?:[ \t]*(?:\r\n|\n|\r)[ \t]*(?:>[ \t]?)*)"
_BEHIND_WORDS = re.compile(rf"\]\((?:[ \t]|{_BREAK})*")
_BEHIND_LABEL = re.compile(rf"[ \t]*\[(?:\\.|[^\[\]\\])+\]:(?:[ \t]|{_BREAK})*", re.DOTALL)
_ANGLE = re.compile(r"<((?:\\.|[^<>\\\r\n])*)>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w+);")
_BARE_SAFE = "!#$%&'*+,-./:;=?@_~"
_ENTITY = re.compile(r"&(?=#?\w+;)")

_HTML = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea)\b(?P<head>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>"
    r".*?</(?P=raw)"
    r"|<(?P<name>[A-Za-z][\w.:-]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'=<>/]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|(?P<bare>[^\s\"'=<>`{][^\s\"'=<>`]*))"
)
_CANDIDATE = re.compile(r"[\s,]*(?P<address>[^\s,]\S*?)(?P<size>,(?=\s|\Z)|\s+[^,]*,?|\Z)")
_SHOWN = frozenset({"src", "poster", "data-src", "background"})
_GONE_TO = frozenset({"a", "area"})


def links(source: str, dialects: frozenset[str]) -> list[Link]:
    """Return the addresses in an article, in the order of its source."""
    found: list[Link] = []
    images: set[str] = set()
    opened: list[tuple[Event, int]] = []
    inner = 0  # the end of the last event, which is where a link's words end
    code: list[tuple[int, int]] = []
    read = derived(source, dialects)
    for event in events_of(source, read, dialects):
        if event.name in {"Link", "Image"} and event.phase == "start":
            opened.append((event, event.start + (2 if event.name == "Image" else 1)))
            inner = opened[-1][1]
            if event.name == "Image":
                images.add(event.payload["id"])
        elif event.name in {"Link", "Image"} and event.phase == "end":
            begun, words = opened.pop()
            if begun.payload["link_type"] == "Inline":
                found += _inline(source, begun, max(words, inner))
            inner = event.end
        elif event.name == "InlineHtml" or (event.name == "HtmlBlock" and event.phase == "start"):
            found += _html(source, event.start, event.end)
            inner = event.end
        elif event.phase in {"leaf", "end"}:
            inner = event.end
            if event.name in {"Code", "CodeBlock"}:
                code.append((event.start, event.end))
    found += _definitions(source, read, images)
    taken = {link.start for link in found}
    found += (one for one in embeds(source, dialects, code) if one.start not in taken)
    return sorted(found, key=lambda link: link.start)


def spelt(link: Link, address: str) -> str:
    """Return how an address is written in the place of a link, so that it reads as just that."""
    match link.style:
        case "bare":
            text = quote(address, safe=_BARE_SAFE)
            return _ENTITY.sub(r"\\&", text) or "<>"
        case "angle":
            text = re.sub(r"[<>\\|\r\n]", lambda char: quote(char.group(), safe=""), address)
            return _ENTITY.sub(r"\\&", text)
        case "srcset" | "html-bare":
            return html.escape(re.sub(r"[\s,\"'=<>`]", _percent, address))
        case "head":
            return spelt_in_head(address)
        case "embed":
            return re.sub(r"[\[\]|#^\r\n]", _percent, address)
        case _:
            return html.escape(address)


def _percent(char: re.Match[str]) -> str:
    return quote(char.group(), safe="")


def _inline(source: str, event: Event, words_end: int) -> Iterator[Link]:
    kind = LinkKind.SHOWN if event.name == "Image" else LinkKind.GONE_TO
    opening = _BEHIND_WORDS.search(source, words_end, event.end)
    if opening:
        yield from _destination(source, opening.end(), event.payload["dest_url"], kind)


def _definitions(source: str, read: Derived, images: set[str]) -> Iterator[Link]:
    shown = {" ".join(label.split()).casefold() for label in images if label}
    for one in definitions(read):
        label = " ".join(one.label.split()).casefold()
        kind = LinkKind.SHOWN if label in shown else LinkKind.GONE_TO
        opening = _BEHIND_LABEL.match(source, one.start, one.end)
        if opening:
            yield from _destination(source, opening.end(), one.address, kind)


def _destination(source: str, start: int, address: str, kind: LinkKind) -> Iterator[Link]:
    """Yield the destination at `start`, if it reads as the parser says that it does."""
    angle = _ANGLE.match(source, start)
    low, high = angle.span(1) if angle else (start, _bare_end(source, start))
    if address and _unescaped(source[low:high]) == address:
        yield Link(kind, low, high, address, "angle" if angle else "bare")


def _bare_end(source: str, start: int) -> int:
    """Return where a destination without angle brackets ends (CommonMark 0.31, 6.3)."""
    depth, place = 0, start
    while place < len(source):
        char = source[place]
        if char == "\\" and source[place + 1 : place + 2].strip():
            place += 1
        elif char <= " " or char == "\x7f" or (char == ")" and not depth):
            break
        depth += {"(": 1, ")": -1}.get(char, 0)
        place += 1
    return place


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or html.unescape(found[0]), text)


def _html(source: str, start: int, end: int) -> Iterator[Link]:
    """Yield the addresses in the tags of a stretch of HTML."""
    for tag in _HTML.finditer(source, start, end):
        name = (tag["raw"] or tag["name"] or "").lower()
        low, high = tag.span("head" if tag["raw"] else "attributes")
        for attribute in _ATTRIBUTE.finditer(source, low, high) if name else ():
            yield from _attribute(name, attribute)


def _attribute(tag: str, found: re.Match[str]) -> Iterator[Link]:
    name, group = found["name"].lower(), found.lastgroup or "double"
    text, start = found[group], found.start(group)
    style = "html-bare" if group == "bare" else "html"
    if name in {"srcset", "data-srcset", "imagesrcset"}:
        for one in _CANDIDATE.finditer(text):
            low, high = (start + place for place in one.span("address"))
            yield Link(LinkKind.SHOWN, low, high, html.unescape(one["address"]), "srcset")
    elif name in _SHOWN or (tag == "object" and name == "data") or _is_reference(name):
        gone_to = _is_reference(name) and tag in _GONE_TO
        kind = LinkKind.GONE_TO if gone_to or tag == "iframe" else LinkKind.SHOWN
        stripped = text.strip()
        low = start + len(text) - len(text.lstrip())
        if stripped:
            address = html.unescape(stripped)
            yield Link(kind, low, low + len(stripped), address, style)


def _is_reference(name: str) -> bool:
    return name in {"href", "xlink:href"}
