"""The dialects of Markdown: what their users write beside CommonMark, one module a construct.

`table` is the one visible list of dialects and of constructs; everything else is found there.
"""

from translate.formats.markdown.dialects.table import DIALECTS, Construct, Dialect, Sign, is_on

__all__ = ["DIALECTS", "Construct", "Dialect", "Sign", "is_on"]
