"""Markdown: blocks and inline markup as its users write them, with front matter."""

from translate.formats.markdown.document import FORMAT
from translate.formats.markdown.spelling import MARKUP

__all__ = ["FORMAT", "MARKUP"]
