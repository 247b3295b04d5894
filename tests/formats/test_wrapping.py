"""Hard-wrapped paragraphs keep their width in translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import read
from translate.formats import format_of, render
from translate.formats.wrapping import is_filled, wrap
from translate.model import Block, Segment


@given(st.text(alphabet="ab \u00a0-", max_size=200), st.integers(1, 40), st.integers(0, 20))
def test_joined_with_spaces_the_lines_are_the_text(text: str, width: int, first: int) -> None:
    assert " ".join(wrap(text, width, first=first)) == text


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=9), min_size=1), st.integers(12, 60))
def test_no_line_is_longer_than_the_width(words: list[str], width: int) -> None:
    assert all(len(line) <= width for line in wrap(" ".join(words), width))


def translated(source: str, suffix: str, texts: dict[str, str]) -> str:
    def text_of(_: Block, segment: Segment) -> str:
        return texts.get(segment.text, segment.text)

    return render(read(source, suffix), format_of(f"x{suffix}"), text_of)


PARAGRAPH = (
    "> The drawers hold beans and beetroot from three valleys. People\n"
    "> come on Saturdays to borrow a handful, and bring back two of\n"
    "> them in autumn.\n"
)


def test_a_block_quote_is_wrapped_inside_of_its_marks() -> None:
    first = "The drawers hold beans and beetroot from three valleys."
    made = translated(PARAGRAPH, ".md", {first: "As gavetas guardam feijões e beterrabas."})
    width = max(len(line) for line in PARAGRAPH.splitlines())
    lines = made.splitlines()
    assert len(lines) == 3
    assert all(len(line) <= width and line.startswith("> ") for line in lines)
    words = "As gavetas guardam feijões e beterrabas. People come on Saturdays to borrow a handful,"
    assert " ".join(line[2:] for line in lines) == f"{words} and bring back two of them in autumn."


def test_no_line_begins_like_another_block() -> None:
    first = "The drawers hold beans and beetroot from three valleys."
    for sign in ("1945.", "-", "#", "+", ">", "=="):
        text = " ".join(["palavra"] * 6 + [sign, "x"] * 8)
        form = format_of("x.md")
        made = translated(PARAGRAPH, ".md", {first: text})
        assert form.structure(made, frozenset()) == form.structure(PARAGRAPH, frozenset())


def test_a_sentence_on_each_line_stays_on_its_line() -> None:
    source = "One sentence stands here alone, rather long.\nTwo.\nA third sentence.\n"
    made = translated(
        source, ".md", {"Two.": "Dois, que é uma frase bem mais comprida do que antes."}
    )
    assert made == source.replace("Two.", "Dois, que é uma frase bem mais comprida do que antes.")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Roses are red", "Violets are blue"], id="verse"),
        pytest.param(
            ["Old Pharmacy, 3 Mill Lane, near the bridge", "Ashby", "England"], id="an address"
        ),
        pytest.param(["x" * 150, "y" * 150], id="lines too long to be wrapped by hand"),
        pytest.param(["one line of a paragraph that is alone, and long enough"], id="one line"),
    ],
)
def test_lines_that_are_no_filled_paragraph(lines: list[str]) -> None:
    assert not is_filled(lines)
