"""Article file ⇄ `Document`. One module a format; `FORMATS` is the one table of them.

Every format keeps the same promise: a document rendered with every text equal to its source is
the source, byte for byte.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import cast

from translate.errors import ArticleError
from translate.formats.base import Format, Markup, ParseOptions, Segmenter, relinked, render
from translate.formats.reading import decode, encode
from translate.suggest import nearest

FORMATS = {
    ".txt": "translate.formats.text",
    ".text": "translate.formats.text",
    ".md": "translate.formats.markdown",
    ".markdown": "translate.formats.markdown",
    ".mdown": "translate.formats.markdown",
    ".mkd": "translate.formats.markdown",
    ".mdx": "translate.formats.markdown",
}
"""File name suffix, in lower case → the module whose `FORMAT` reads and writes it."""

__all__ = [
    "FORMATS",
    "Format",
    "Markup",
    "ParseOptions",
    "Segmenter",
    "decode",
    "encode",
    "format_of",
    "relinked",
    "render",
]


def format_of(path: PurePath | str) -> Format:
    """Return the format of an article, by its suffix.

    Raises `ArticleError` where no format has that suffix.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in FORMATS:
        near = nearest(suffix, FORMATS)
        meant = f"Did you mean “{near}”? " if near else ""
        what = f"the suffix “{suffix}”" if suffix else "a name without suffix"
        raise ArticleError(
            f"{path}: {what} belongs to no format that can be translated",
            hint=f"{meant}Formats are known by these suffixes: {', '.join(FORMATS)}",
        )
    return cast("Format", import_module(FORMATS[suffix]).FORMAT)
