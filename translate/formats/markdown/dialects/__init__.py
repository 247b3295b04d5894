"""The dialects of Markdown: what their users write beside CommonMark, one module a construct.

`table` is the one visible list of dialects and of constructs. The modules of constructs are pure
functions over lines; `derive` walks over an article and applies them.
"""
