"""Markdown: blocks and inline markup as its users write them, with front matter."""

from translate.formats.markdown.document import FORMAT, MARKUP

__all__ = ["FORMAT", "MARKUP"]
