"""Structure of the dialects of Markdown: every word is found, and a translation changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.fragments import Written, articles, dialects_on
from tests.formats.pseudo import FORM, translated
from tests.formats.reading import read, rebuilt
from translate.formats import render
from translate.model import Block, Role, Segment
from translate.workflow.articles import has_words

# Whatever else is on, the constructs of these are in the articles.
_NEEDED = frozenset({"mdx", "obsidian"})
_BREAKS = st.sampled_from(["\n", "\r\n"])


def texts(source: str, dialects: frozenset[str]) -> list[str]:
    blocks = read(source, dialects=dialects).blocks
    return [part.text for block in blocks for part in block.segments if has_words(part)]


@given(articles, dialects_on, _BREAKS)
def test_what_a_reader_reads_and_nothing_else_has_a_segment(
    article: Written, dialects: set[str], line_break: str
) -> None:
    source = line_break.join((*article.lines, ""))
    assert texts(source, _NEEDED | dialects) == list(article.texts)


@given(articles, dialects_on, _BREAKS)
def test_a_translation_of_everything_leaves_the_structure(
    article: Written, dialects: set[str], line_break: str
) -> None:
    on = _NEEDED | dialects
    source = line_break.join((*article.lines, ""))
    made, refused = translated(source, on)
    assert not refused
    assert FORM.structure(made, on) == FORM.structure(source, on)


@pytest.mark.parametrize(
    ("words", "dialects"),
    [
        (":::note", set()), ("::: tip Words", set()), ("::video[x]", set()), ('!!! tip "x"', set()),
        ('=== "x"', set()), ("[TOC]", set()), ("{: .note }", set()), ("{.note}", set()),
        ("(a)=", set()), ("\\newpage", set()), ("^words", set()), ("%% words %%", set()),
        ('--8<-- "words"', set()), ("\\[x^2\\]", set()), ("*[HTML]: words", set()),
        ("import words", {"mdx"}), ("{words}", {"mdx"}), ("<Words />", {"mdx"}),
        ("% words", {"myst"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "source", ["Some text.\n", "- some text\n", "> Some text.\n> And\n> more.\n"]
)
def test_no_translation_becomes_structure(source: str, words: str, dialects: set[str]) -> None:
    on = frozenset(dialects)
    document = read(source, dialects=on)

    def text_of(_: Block, segment: Segment) -> str:
        return words if segment is document.blocks[0].segments[0] else segment.text

    made = render(document, FORM, text_of)
    assert FORM.structure(made, on) == FORM.structure(source, on)


@pytest.mark.parametrize(
    ("source", "text", "wanted"),
    [
        (":::note[A title]{.x}\n", "Un ]título[", ":::note[Un \\]título\\[]{.x}\n"),
        (":::note[A title]\n", "Un [título](x)", ":::note[Un [título](x)]\n"),
        ('!!! note "A title"\n', "Dos\nlíneas", '!!! note "Dos líneas"\n'),
        (
            '{{< figure title="A title" >}}\n',
            'El "título"',
            '{{< figure title="El \\"título\\"" >}}\n',
        ),
        ("{% figure title='A title' %}\n", "L'article", "{% figure title='L&#39;article' %}\n"),
        ('{: title="A title" }\n', 'El "título"', '{: title="El &quot;título&quot;" }\n'),
        ("{{< figure title=`A title` >}}\n", "El `título`", "{{< figure title=`El 'título'` >}}\n"),
        ("*[HTML]: A title\n", "Un\ntítulo", "*[HTML]: Un título\n"),
        ("> [!tip]- A title\n", "1. Título", "> [!tip]- 1. Título\n"),
    ],
)
def test_a_title_is_written_so_that_it_stays_in_its_place(
    source: str, text: str, wanted: str
) -> None:
    document = read(source)
    assert render(document, FORM, lambda _block, _segment: text) == wanted


def test_an_abbreviation_is_protected_wherever_it_stands() -> None:
    document = read("Pages of HTML, XHTML and *HTML*.\n\n*[HTML]: Hyper Text\n")
    part = document.blocks[0].segments[0]
    protected = [part.text[c.start : c.end] for c in part.codes if c.role is Role.PROTECTED]
    assert protected == ["HTML", "HTML"]
    translation = "Páginas de *HTML* y de HTML y XHTML."
    codes = FORM.markup(document.blocks[0], frozenset()).codes(translation, part)
    assert sum(code.plain == "HTML" for code in codes) == 2


@pytest.mark.parametrize("line", ["```{note}", "> ", "- ", ":::note", "/// note", "<Tab>", "%% x"])
def test_no_depth_of_nesting_is_too_deep(line: str) -> None:
    inside = "".join(f"{'    ' * depth}!!! note\n" for depth in range(200))
    for source in (f"{line}\n" * 3000, line * 3000, inside):
        assert rebuilt(source, dialects=_NEEDED) == source
