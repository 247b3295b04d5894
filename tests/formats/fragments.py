"""What hypothesis makes articles of: fragments of Markdown and of its dialects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Written:
    """Lines of an article, and the texts that a reader reads in them, in order."""

    lines: tuple[str, ...]
    texts: tuple[str, ...] = ()


def _said(*lines: str) -> Written:
    """Return lines whose words between guillemets are texts; the guillemets go."""
    texts = tuple(text for line in lines for text in re.findall("«(.*?)»", line))
    return Written(tuple(re.sub("[«»]", "", line) for line in lines), texts)


_LEAVES = [
    _said("«Some words»"), _said("## «A heading»"), _said("«:smile: and words»"),
    _said("| «one» | «two» |", "|---|---|", "| «three» | «four» |"),
    _said("```js", ":::code", "```"), _said("\\[", "a + words", "", "= b", "\\]"), _said("[TOC]"),
    _said("{{< figure src='a' caption='«A caption»' >}}"), _said("%% no %%"),
    _said("--8<-- 'file'"),
    _said("«A term»", ": «what it means»"), _said("*[HTML]: «Hyper Text»"), _said("{.class #id}"),
    _said("::video[«A video»]{#id}"), _said("{% include words %}"),
    _said("| «a verse»", "| «and on»"),
    _said("«Before it»", "{: .note }"), _said("$$", "words", "", "more", "$$"), _said("(a-label)="),
    _said("{% highlight c %}", "words", "", "{% endhighlight %}"),
    _said("%%", "no", "", "no", "%%"),
]  # fmt: skip


def _indented(inner: Written, width: int) -> tuple[str, ...]:
    return tuple(" " * width + line if line else "" for line in inner.lines)


def _around(first: str, inner: Written, *last: str) -> Written:
    head = _said(*first.split("\n"))
    return Written((*head.lines, *inner.lines, *last), (*head.texts, *inner.texts))


def _below(first: str, inner: Written, width: int, *last: str) -> Written:
    return _around(first, Written(_indented(inner, width), inner.texts), *last)


def _item(inner: Written) -> Written:
    first, *others = _indented(inner, 2)
    return Written(("-" + first[1:], *others), inner.texts)


def _quoted(inner: Written) -> Written:
    return Written(tuple(f"> {line}" for line in inner.lines), inner.texts)


def _fenced(inner: Written) -> Written:
    ticks = "`" * (max(len(line) - len(line.strip("> -").lstrip("`")) for line in inner.lines) + 4)
    return _around(f"{ticks}{{admonition}} «A title»\n:class: x\n", inner, ticks)


_HOLDERS = [
    lambda inner: _around(":::note[«A title»]", inner, ":::"),
    lambda inner: _around("::: details «More»\n", inner, "", ":::"),
    lambda inner: _around(":::{tip}\n:class: x\n", inner, ":::"),
    lambda inner: _below('!!! tip "«A title»"\n', inner, 4),
    lambda inner: _below("??? note", inner, 4),
    lambda inner: _below('=== "«A tab»"\n', inner, 4),
    lambda inner: _quoted(_around("[!tip]- «A title»", inner)),
    lambda inner: _around("/// note | «A title»\n    a: b\n", inner, "", "///"),
    lambda inner: _around('{{% notice tip "«A title»" %}}', inner, "{{% /notice %}}"),
    lambda inner: _around("{% if words %}\n", inner, "", "{% endif %}"),
    lambda inner: _below('<Tab label="«A tab»">\n', inner, 2, "</Tab>"),
    _quoted, _item, _fenced,
]  # fmt: skip


def _one_below_the_other(parts: Sequence[Written]) -> Written:
    lines = tuple(line for part in parts for line in (*part.lines, ""))[:-1]
    return Written(lines, tuple(text for part in parts for text in part.texts))


def _holding(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    body = st.lists(inner, min_size=1, max_size=3).map(_one_below_the_other)
    return st.builds(lambda hold, one: hold(one), st.sampled_from(_HOLDERS), body)


_blocks = st.recursive(st.sampled_from(_LEAVES), _holding, max_leaves=8)
articles = st.lists(_blocks, min_size=1, max_size=4).map(_one_below_the_other)
"""Articles of structure of every dialect, whole and nested, with what a reader reads in them."""
