"""How a translated heading is given the id of its source, in each dialect."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.formats.fragments import markdown
from tests.formats.reading import options
from translate.formats import format_of, render
from translate.formats.markdown.anchors import anchors
from translate.formats.markdown.naming import with_ids

MKDOCS = frozenset({"mkdocs", "attribute-lists"})
HUGO = frozenset({"hugo"})
JEKYLL = frozenset({"jekyll", "kramdown"})
NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("dialects", "source", "translated", "wanted"),
    [
        pytest.param(
            HUGO, "## A red house", "## Uma casa", "## Uma casa {#a-red-house}", id="hugo"
        ),
        pytest.param(
            HUGO, "A red\nhouse\n---", "Uma\ncasa\n---", "Uma\ncasa {#house}\n---", id="underlined"
        ),
        pytest.param(
            HUGO, "## House {.wide}", "## Casa {.wide}", "## Casa {#house .wide}", id="with a class"
        ),
        pytest.param(
            HUGO, "## House ##", "## Casa ##", "## Casa {#house} ##", id="closed by marks"
        ),
        pytest.param(
            HUGO, "## House {#h}", "## Casa {#h}", "## Casa {#h}", id="the author's own id"
        ),
        pytest.param(HUGO, "## NASA", "## Nasa", "## Nasa", id="another word with the same id"),
        pytest.param(HUGO, "> ## House", "> ## Casa", "> ## Casa {#house}", id="in a quotation"),
        pytest.param(HUGO, "- ## House", "- ## Casa", "- ## Casa {#house}", id="in a list"),
        pytest.param(
            HUGO,
            "# A\n\n# B\n\n# B",
            "# X\n\n# B\n\n# Y",
            "# X {#a}\n\n# B\n\n# Y {#b-1}",
            id="what is the same stays as it is",
        ),
        pytest.param(
            HUGO,
            "# B\n\n# B",
            "# X\n\n# B",
            "# X {#b}\n\n# B",
            id="an id of the author's counts",
        ),
        pytest.param(
            MKDOCS,
            "## The {{ x }} house",
            "## A casa {{ x }}",
            '## <a id="the-x-house"></a>A casa {{ x }}',
            id="Python-Markdown takes a list of attributes to begin at the first brace",
        ),
        pytest.param(
            frozenset({"docusaurus", "mdx"}),
            "House\n===",
            "Casa\n===",
            '<a id="house"></a>Casa\n===',
            id="Docusaurus reads no braces behind an underlined heading",
        ),
        pytest.param(
            frozenset({"docusaurus", "mdx"}),
            "# B\n\n# B",
            "# X\n\n# B",
            "# X {#b}\n\n# B {#b-1}",
            id="an id of the author's does not count, so the other one must be said, too",
        ),
        pytest.param(
            MKDOCS, "## A house", "## Uma casa", "## Uma casa {: #a-house }", id="attribute list"
        ),
        pytest.param(
            MKDOCS,
            "## House {: .w }",
            "## Casa {: .w }",
            "## Casa {: #house .w }",
            id="one is there",
        ),
        pytest.param(JEKYLL, "## House", "## Casa", "## Casa {#house}", id="kramdown"),
        pytest.param(
            JEKYLL, "## 1 House", "## 1 Casa", '## 1 Casa\n{: id="1-house"}', id="no XML name"
        ),
        pytest.param(
            JEKYLL, "## House\n{: #h}", "## Casa\n{: #h}", "## Casa\n{: #h}", id="a list below"
        ),
        pytest.param(
            JEKYLL,
            "a\n\n{: #h}\n## House",
            "a\n\n{: #h}\n## Casa",
            "a\n\n{: #h}\n## Casa",
            id="above",
        ),
        pytest.param(NONE, "## House", "## Casa", "## Casa", id="no dialect, no link"),
        pytest.param(NONE, "## A b", "## X y", '## <a id="a-b"></a>X y', id="no dialect, a link"),
        pytest.param(
            NONE, "## Ä b", "## X y", '## <a id="a-b"></a>X y', id="no dialect, another generator's"
        ),
        pytest.param(
            frozenset({"myst"}), "## A b", "## X y", "(a-b)=\n## X y", id="myst's label, for a link"
        ),
        pytest.param(
            frozenset({"mdx"}), "## A b", "## X y", '## <a id="a-b"></a>X y', id="bare mdx, a link"
        ),
        pytest.param(HUGO, "# A\n\n# B", "# X", "# X", id="another number of headings"),
        pytest.param(HUGO, "# !!!\n\n# ?", "# !!\n\n# ?!", "# !!\n\n# ?!", id="without a word"),
        pytest.param(
            HUGO,
            "```\n# A\n```\n\n# B",
            "```\n# A\n```\n\n# X",
            "```\n# A\n```\n\n# X {#b}",
            id="code",
        ),
    ],
)
def test_a_translated_heading_keeps_its_id(
    dialects: frozenset[str], source: str, translated: str, wanted: str
) -> None:
    assert with_ids(source, translated, dialects, frozenset({"a-b"})) == wanted


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_of_its_own_ends_as_the_other_lines_do(newline: str) -> None:
    source, translated = (newline.join(["# A", "", f"## 1 {word}", ""]) for word in ("B", "X"))
    wanted = newline.join(["# A", "", "## 1 X", '{: id="1-b"}', ""])
    assert with_ids(source, translated, JEKYLL, NONE) == wanted


@given(markdown)
def test_any_article_that_equals_its_source_stays_as_it_is(source: str) -> None:
    names = anchors(source, NONE)
    for dialects in (NONE, HUGO, MKDOCS, JEKYLL, frozenset({"myst"})):
        assert with_ids(source, source, dialects, names) == source


@given(markdown)
def test_ids_change_no_word_and_are_given_once(source: str) -> None:
    form = format_of("a.md")
    document = form.parse(source, options())
    translated = render(document, form, lambda _, segment: segment.text + "x")
    for dialects in (NONE, HUGO, MKDOCS, JEKYLL):
        names = anchors(source, dialects)
        once = with_ids(source, translated, dialects, names)
        rest = iter(once)
        assert all(char in rest for char in translated)
        assert with_ids(source, once, dialects, names) == once


def test_a_link_can_ask_for_headings_elements_labels_and_blocks_but_not_for_code() -> None:
    source = (
        "# A b\n\n<a id=\"one\"></a> <a name='two'></a>\n\nText {#three}\n\nA block. ^four\n\n"
        '(five)=\n\n## C {: #six }\n\n```html\n<a id="not"></a>\n```\n\n`id="nor"` that.\n'
    )
    found = anchors(source, NONE)
    assert {"a-b", "one", "two", "three", "four", "five", "six"} <= found
    assert not {"not", "nor"} & found
