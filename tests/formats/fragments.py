"""What hypothesis makes articles of: fragments of Markdown and of its dialects."""

from __future__ import annotations

from hypothesis import strategies as st

from translate.formats.markdown.dialects.table import DIALECTS

_FRAGMENTS = [
    "Dr. Novák came. She left!", "« Non ! » dit-il.", "**bold. Still bold.**", "*a", "b*", "~~x~~",
    "`code. More`", "[a link](http://x.y 'and title')", "[ref][r]", "[r]", "![alt](i.png \"t\")",
    "[^1]", "<b>x</b>", "<br>", "&amp;", "\\*", "\\", "  \n", "\\\n", "\n", "\n\n", "\r\n", "\r",
    "\t", "    ", "> ", "- ", "1. ", "- [ ] ", "# ", "## ", "===\n", "---\n",
    "| a | b |\n|--|--|\n",
    "| c\\|d | e |\n", "```\n", "~~~\n", "<div>\n", "</div>\n", "<!-- translate:off -->",
    "<!-- translate:on -->", "$x$", "$$y$$", "Term\n: definition\n", "[^1]: note\n",
    "[r]: http://r 'Title'\n", "---\ntitle: 'A: b'\n---\n", "+++\ntitle = \"A\"\n+++\n",
    "\ufeff", "\u00a0", "\u2028", "é", "漢字。", "🎈", "\0x", "{#id}", "www.x.org",
    "a_b_c", "$5 and $6",
]  # fmt: skip
_STRUCTURE = [
    ":::note\n", ":::\n", "::::tip[A title]{.x}\n", "::::\n", "::: details Words {open}\n",
    ":::{admonition} Title\n:class: x\n", "```{note}\n---\ncaption: A\n---\n", "::video[W]{#i}\n",
    '!!! tip "A *title*"\n', "    ", "\t", "??? note\n\n", '=== "Tab"\n', "> [!tip]- Title\n", "> ",
    "/// note | Title\n    a: b\n", "///\n", "{: .x }\n", "{.x #y}\n", "{::comment}\n", "{:/}\n",
    "* x\n{:toc}\n", "{% include x title='A b' %}\n", "{% highlight c %}\n", "{% endhighlight %}\n",
    "{{< figure\n", 'caption="A \\"b\\"" >}}\n', "{{% tab \"Mac OS\" %}}\n", "{{% /tab %}}\n",
    "[TOC]\n",
    '--8<-- "f"\n', "--8<--\n", "%%", "%%\n", " ^abc123\n", "^id\n", "\\[\n", "\\]\n", "$$\n",
    "\\begin{a}\n", "\\end{a}\n", "*[HTML]: Words\n", "| verse\n", "import a from 'b'\n",
    "export const a = {\n", "}\n", "<Tab label=\"A b\">\n", "</Tab>\n", "  <B\n", "/>\n",
    "<p>W</p>\n",
    "{/* x */}\n", ">>>\n", "(a)=\n", "+++\n", "% x\n", ":a: words\n", "<!--\n", "-->\n", "<pre>\n",
]  # fmt: skip
dialects_on = st.sets(st.sampled_from(sorted(DIALECTS))) | st.just(set(DIALECTS))
structured = st.lists(
    st.sampled_from(_STRUCTURE) | st.sampled_from(_FRAGMENTS) | st.text(max_size=6), max_size=16
).map("".join)
markdown = st.lists(st.sampled_from(_FRAGMENTS) | st.text(max_size=6), max_size=14).map("".join)
