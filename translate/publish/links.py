"""Where an address in an article leads, by its words alone: which files may be meant.

Generators write links in many ways: `b.md`, `b`, `b.html`, `../b/`, `/en/b/`. `places` gives the
files that an address can mean, the likeliest first; whoever knows the files picks the first that is
there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# What a generator fills in before anybody follows the link.
_FILLED_IN = re.compile(r"\{\{|\{%|\$\{|<%|\A@|\A~")
_INDEXES = ("index", "_index", "README", "readme")
_PAGE = re.compile(r"\.html?\Z", re.IGNORECASE)
# What names no element of the article: its top, words to be found, lines of code, footnotes.
_NO_ANCHOR = re.compile(r"\Z|top\Z|:~:|!|/|L\d+(?:-L?\d+)?\Z|fn(?:ref)?[:-]", re.IGNORECASE)
_ON_GITHUB = "user-content-"


@dataclass(frozen=True, slots=True)
class Address:
    """An address within a site: `path` as the file system has it, `anchor` behind the `#`.

    `path` is empty for a place in the same article. `rest` is what stands behind the path as it is
    written (`?query#anchor`).
    """

    path: str
    anchor: str
    rest: str


def parsed(text: str) -> Address | None:
    """Take an address apart; None where it leads out of the site, or cannot be told yet."""
    if _OUTSIDE.match(text) or _FILLED_IN.search(text):
        return None
    path, _, anchor = text.partition("#")
    plain, _, _ = path.partition("?")
    if _NO_ANCHOR.match(unquote(anchor)):
        anchor = ""
    return Address(unquote(plain), unquote(anchor).removeprefix(_ON_GITHUB), text[len(plain) :])


def places(
    article: str,
    path: str,
    *,
    roots: Sequence[str],
    languages: Sequence[str],
    suffixes: Sequence[str],
) -> Iterator[str]:
    """Yield the files that a path in an article can mean, relative to the project with `/`.

    `roots` are the folders that `/` may stand for, `languages` the tags that a path may begin with
    for the language of the article, `suffixes` those that articles have.
    """
    if not path:
        yield article
        return
    for place in _joined(article, path, roots, languages):
        if place != ".." and not place.startswith("../"):
            yield from _files(place, suffixes)


def _joined(
    article: str, path: str, roots: Sequence[str], languages: Sequence[str]
) -> Iterator[str]:
    if path.startswith("/"):
        inner = path.lstrip("/")
        first, _, behind = inner.partition("/")
        for root in roots:
            yield posixpath.normpath(posixpath.join(root, inner))
            if first in languages:
                yield posixpath.normpath(posixpath.join(root, behind))
        return
    folder, file = posixpath.split(article)
    yield posixpath.normpath(posixpath.join(folder, path))
    stem = posixpath.splitext(file)[0]
    if stem not in _INDEXES:  # the page is a folder of its own
        yield posixpath.normpath(posixpath.join(folder, stem, path))


def _files(place: str, suffixes: Sequence[str]) -> Iterator[str]:
    yield place
    stems = [_PAGE.sub("", place)] if _PAGE.search(place) else [place]
    for stem in stems:
        yield from (stem + suffix for suffix in suffixes)
    yield from (posixpath.join(place, name + suffix) for name in _INDEXES for suffix in suffixes)


def is_article(path: str, suffixes: Sequence[str]) -> bool:
    """Tell whether a path names the file of an article: no generator makes a file of that name."""
    return path.lower().endswith(tuple(suffixes))


def relative(page: str, place: str, rest: str) -> str:
    """Return the address of a file as a page in the same tree writes it."""
    way = posixpath.relpath(place, posixpath.dirname(page) or ".")
    return quote(way, safe="/~!$&'()*+,;=:@") + rest


def in_language(path: str, source: Sequence[str], target: str) -> str:
    """Return an absolute path with the tag of the language that it begins with replaced."""
    first, _, behind = path.lstrip("/").partition("/")
    return f"/{target}/{behind}" if path.startswith("/") and first in source else path
