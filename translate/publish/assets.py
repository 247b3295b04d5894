"""The files that an article names beside other articles: images, recordings, things to download.

All paths are relative to the project, with `/`.
"""

from __future__ import annotations

import mimetypes
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from translate.model import Link, LinkKind
from translate.publish.links import Address

# What a link leads to that a generator makes, not the author: its absence says nothing.
_MADE = frozenset({None, "text/html", "application/xhtml+xml", "application/rss+xml"})


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a link may mean: where it is, and where the localized page looks for it."""

    source: str
    place: str


def assets(article: str, page: str, address: Address) -> Iterator[Asset]:
    """Yield the files that an address in an article can mean, for its localized page.

    An address is read from the article's folder, and from a folder of the article's own name,
    which is where many generators put the page.
    """
    if not address.path or address.path.startswith("/"):
        return
    for above in ("", posixpath.splitext(posixpath.basename(article))[0]):
        source = posixpath.join(posixpath.dirname(article), above, address.path)
        place = posixpath.join(posixpath.dirname(page), above, address.path)
        yield Asset(posixpath.normpath(source), posixpath.normpath(place))


def must_be_there(link: Link, address: Address) -> bool:
    """Tell whether a relative address names a file that the author has to supply."""
    if not address.path or address.path.startswith("/") or address.path.endswith("/"):
        return False
    if link.kind is not LinkKind.GONE_TO:
        return True
    kind, _ = mimetypes.guess_type(address.path, strict=False)
    return kind not in _MADE


def is_outside(path: str) -> bool:
    """Tell whether a path leads out of the project."""
    return path == ".." or path.startswith("../")
