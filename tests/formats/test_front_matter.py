"""Front matter that cannot be understood is left as it is, and the reader is told so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import own_text, read, rebuilt, texts
from translate.formats import format_of, render
from translate.model import Block, BlockKind, Segment

FRONT = "\ufeff---\ntitle: Été 🎈\n---\n"
articles = st.lists(
    st.sampled_from(["---\n", "+++\n", "...\n", "\n", "\r\n", "\ufeff", "> ", "- ", "title: é\n"])
    | st.sampled_from(["A [b] c.[^1]\n", "[b]: http://b 'The title'\n", "[^1]: A note.\n", "```\n"])
    | st.text(max_size=4),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        pytest.param(
            "---\ntitle: One: two\n---\n\nText.\n", 1, ("YAML", "line 2, column 11"), id="YAML"
        ),
        pytest.param('+++\na = 1\ntitle = "One\n+++\n', 1, ("TOML", "at line 3"), id="TOML"),
        pytest.param("---\ndate: 2024-13-45\n---\n", 1, ("YAML", "month"), id="an impossible date"),
        pytest.param("---\r\n[\r\n---\r\n\r\nText.\r\n", 1, ("YAML", "line 3"), id="CR and LF"),
        pytest.param("\ufeff---\n{a\n---\n", 1, ("YAML", "line 3"), id="a byte order mark"),
        pytest.param("---\nJust words\n---\n", 1, ("holds no keys",), id="no keys"),
    ],
)
def test_front_matter_that_is_left_alone_is_remarked(
    source: str, line: int, words: tuple[str, ...]
) -> None:
    (remark,) = read(source).remarks
    assert remark[0] == line
    assert "is not translated" in remark[1]
    assert "\n" not in remark[1]
    assert [word for word in words if word not in remark[1]] == []
    assert rebuilt(source) == source


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("---\ntitle: One\n---\n\nText.\n", id="YAML"),
        pytest.param('+++\ntitle = "One"\n+++\n\nText.\n', id="TOML"),
        pytest.param("---\ndate: 2024-12-24\n---\n", id="no words"),
        pytest.param("---\n# a comment\n---\n", id="only a comment"),
        pytest.param("One.\n\n---\n\nTwo: three: four.\n\n---\n", id="rules between paragraphs"),
        pytest.param("One.\n\n---\nTwo: three: four\n---\n", id="a rule and a heading"),
        pytest.param("\n---\nTwo\n---\n", id="a rule and a heading below a blank line"),
        pytest.param("One.\n\n+++\nTwo\n+++\n", id="pluses further down"),
        pytest.param("```\n---\na: b: c\n---\n```\n", id="code"),
    ],
)
def test_there_is_nothing_to_remark_on(source: str) -> None:
    assert read(source).remarks == ()


def test_the_rest_of_the_article_is_translated_all_the_same() -> None:
    assert texts(read("---\ntitle: One: two\n---\n\nA text.\n")) == ["A text."]


@given(articles)
def test_only_the_top_of_an_article_is_front_matter(source: str) -> None:
    """Below front matter, an article reads as it does below a blank line."""
    below, alone = read(FRONT + "\n" + source), read("\n" + source)
    first, *others = below.blocks
    assert first.kind is BlockKind.METADATA
    assert all(block.kind is not BlockKind.METADATA for block in alone.blocks)
    shift = len(FRONT)
    assert [
        (block.kind, block.start - shift, block.end - shift, [s.text for s in block.segments])
        for block in others
    ] == [
        (block.kind, block.start, block.end, [s.text for s in block.segments])
        for block in alone.blocks
    ]
    assert alone.remarks == below.remarks == ()
    assert render(below, format_of("x.md"), own_text) == FRONT + "\n" + source


def test_a_heading_between_rules_is_translated_in_its_place() -> None:
    def shouted(_: Block, segment: Segment) -> str:
        return segment.text.upper()

    source = "---\ntitle: One\n---\nTwo.\n\n---\nThree\n---\n\nFour [b].\n\n[b]: http://b\n"
    wanted = "---\ntitle: ONE\n---\nTWO.\n\n---\nTHREE\n---\n\nFOUR [B][B].\n\n[b]: http://b\n"
    assert render(read(source), format_of("x.md"), shouted) == wanted


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CR and LF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "a byte order mark"])
def test_front_matter_declares_the_language_whatever_ends_its_lines(
    newline: str, mark: str
) -> None:
    source = mark + "---\nlang: fr\n---\nÉté.\n".replace("\n", newline)
    assert read(source).language == "fr"
    assert format_of("x.md").language(source) == "fr"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("One.\n\n---\nlang: fr\n---\n", id="further down"),
        pytest.param("---\n\nlang: fr\n---\n", id="a rule and a heading at the top"),
        pytest.param("---\ntitle: One\n---\n---\nlang: fr\n---\n", id="below front matter"),
    ],
)
def test_a_heading_declares_no_language(source: str) -> None:
    assert read(source).language is None
    assert format_of("x.md").language(source) is None
