"""Apostrophes and ellipses: the typographic sign, if the source is set that way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.page import Page

_LETTER = r"[^\W\d_]"
_STRAIGHT = re.compile(rf"(?<={_LETTER})'(?=[^\W_]|[«“„‘\"])")
_CURLY = re.compile(rf"(?<={_LETTER})’(?=[^\W_]|[«“„‘\"])")
_ANY_STRAIGHT = re.compile(r"(?<!\d)'")
_TYPOGRAPHIC = re.compile(r"[«»“”„‘’–—…]")
_ELIDING = frozenset({"fr", "it", "ca", "en"})

_DOTS = re.compile(r"(?<![./\\])\.\.\.(?![./\\])")


def apostrophes(text: str, page: Page) -> Iterator[Edit]:
    """Yield ’ for each straight apostrophe between letters.

    The source must have ’ itself, or have no apostrophe but other typographic signs where the
    target elides or contracts; or the draft has ’ already. A text that would keep a straight one
    elsewhere ('90s) is left as it is.
    """
    places = [match.start() for match in _STRAIGHT.finditer(text)]
    if len(places) == len(_ANY_STRAIGHT.findall(text)) and _wants_curly(text, page):
        yield from (Edit(at, at + 1, "’") for at in places)


def _wants_curly(text: str, page: Page) -> bool:
    if _CURLY.search(text) or _CURLY.search(page.source):
        return True
    if page.to.language not in _ELIDING or "'" in page.source:
        return False
    return _TYPOGRAPHIC.search(page.source) is not None


def ellipses(text: str, page: Page) -> Iterator[Edit]:
    """Yield … for three full stops, if the source has … and never three full stops."""
    if "…" in page.source and "..." not in page.source:
        yield from (Edit(match.start(), match.end(), "…") for match in _DOTS.finditer(text))
