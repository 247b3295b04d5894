"""The elements of a page: what a translation must not change, and where two pages part."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import zip_longest

# Attributes that hold words for readers.
_WORDS = frozenset(
    ["alt", "title", "aria-label", "placeholder", "label", "summary", "caption", "data-title"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "section"])
_VERBATIM = frozenset(["code", "math"])


# What marks a place and shows nothing: where a heading was, under its earlier name.
_ANCHOR = re.compile(r"""<(span|a) id=(?:"[^"]*"|'[^']*')></\1>""")


class _Elements(HTMLParser):
    def __init__(self, *, ids: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._ids = ids
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lasting = sorted(
            (key, " ".join((value or "").split()))
            for key, value in attrs
            if not self._changes(tag, key.removeprefix("data-"), dict(attrs))
        )
        self.found.append(f"<{tag} " + " ".join(f"{key}={value!r}" for key, value in lasting))
        self._verbatim += tag in _VERBATIM

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}")
        self._verbatim -= tag in _VERBATIM

    def handle_data(self, data: str) -> None:
        if self._verbatim > 0 and data.strip():
            self.found.append(" ".join(data.split()))

    def _changes(self, tag: str, key: str, attributes: dict[str, str | None]) -> bool:
        """Tell whether a translation may change the attribute."""
        if key in _WORDS:
            return True
        of_heading = (tag in _HEADINGS and key == "id") or (
            key == "href" and attributes.get("class") == "headerlink"
        )
        return of_heading and not self._ids


def elements(html: str, *, ids: bool = False) -> list[str]:
    """Return the tags of a page with the attributes that hold no words, and its code.

    `ids` says whether those of headings count.
    """
    parser = _Elements(ids=ids)
    parser.feed(html if ids else _ANCHOR.sub("", html))
    parser.close()
    return parser.found


def difference(source: list[str], translated: list[str]) -> str:
    """Say where two lists of elements part, or nothing if they are equal."""
    for place, (one, other) in enumerate(zip_longest(source, translated)):
        if one != other:
            before = source[max(0, place - 2) : place]
            return f"after {before}: {one} became {other}"
    return ""
