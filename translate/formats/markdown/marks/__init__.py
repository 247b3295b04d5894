"""Inline marks of Markdown's dialects: found in the text, hidden from the parser, made codes of."""

from translate.formats.markdown.marks.hiding import Zone, find_marks, hidden
from translate.formats.markdown.marks.mark import Mark

__all__ = ["Mark", "Zone", "find_marks", "hidden"]
