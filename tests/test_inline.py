"""Inline codes ⇄ spans."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from tests.formats.reading import read
from tests.formats.test_identity import markdown
from translate import inline
from translate.model import Role, Segment, Span, SpanKind, SpannedText


def segment(markup: str) -> Segment:
    (block,) = read(markup).blocks
    (only,) = block.segments
    return only


@given(markdown)
def test_a_text_with_its_own_spans_is_the_segment(source: str) -> None:
    for block in read(source).blocks:
        for part in block.segments:
            if all(code.role is not Role.LITERAL for code in part.codes):
                wide = inline.protect(part)
                assert inline.from_spanned(inline.to_spanned(wide), wide) == part.text


@given(markdown)
def test_spans_are_sorted_and_nested_or_apart(source: str) -> None:
    for block in read(source).blocks:
        for part in block.segments:
            spans = inline.to_spanned(inline.protect(part)).spans
            assert list(spans) == sorted(spans, key=lambda s: (s.start, -s.end))
            for one in spans:
                for other in spans:
                    crossing = one.start < other.start < one.end < other.end
                    assert not crossing


def _trimmed(text: str, cut: tuple[int, int]) -> tuple[int, int]:
    part = text[slice(*cut)]
    start = cut[0] + len(part) - len(part.lstrip())
    return start, start + len(part.strip())


@given(markdown)
@example("Dr. Novák came. She left!```\n[ref][r]```\n")
def test_a_text_divided_and_united_is_the_text(source: str) -> None:
    for block in read(source).blocks:
        for part in block.segments:
            whole = inline.to_spanned(part)
            middle = len(whole.text) // 2
            cuts = [(0, middle), (middle, len(whole.text))]
            if whole.text[:middle].strip() and whole.text[middle:].strip():
                cuts = [_trimmed(whole.text, cut) for cut in cuts]  # blanks are in the gaps
            protected = [s for s in whole.spans if s.kind is SpanKind.PROTECTED]
            edges = [middle, *(edge for cut in cuts for edge in cut)]
            if any(s.start < edge < s.end for s in protected for edge in edges):
                continue  # nobody cuts through what must stay whole
            united = inline.unite(inline.divide(whole, cuts), inline.gaps_of(whole, cuts))
            assert united.text == whole.text
            assert set(united.spans) == set(whole.spans)


def test_an_engine_sees_the_words_alone() -> None:
    found = inline.to_spanned(segment("See **the [*big* list](http://x)** in `a.csv`<br> now."))
    assert found.text == "See the big list in a.csv now."
    shown = [(found.text[s.start : s.end], s.kind.value) for s in found.spans]
    assert shown == [
        ("the big list", "pair"),
        ("big list", "pair"),
        ("big", "pair"),
        ("a.csv", "protected"),
        ("", "standing"),
    ]


def test_spans_that_moved_take_their_markup_along() -> None:
    part = segment("A **red** [house](http://x).")
    first, second = inline.to_spanned(part).spans
    moved = SpannedText("Una casa roja.", (Span(4, 8, second.number), Span(9, 13, first.number)))
    assert inline.from_spanned(moved, part) == "Una [casa](http://x) **roja**."


@pytest.mark.parametrize(
    ("markup", "draft", "wanted"),
    [
        pytest.param("**x**<br>", SpannedText("y", ()), "**y**<br>", id="a mark behind a pair"),
        pytest.param("a **x<br>**", SpannedText("b y", ()), "b **y<br>**", id="a mark in a pair"),
        pytest.param("a <br>**x**", SpannedText("b y", ()), "b <br>**y**", id="a mark before one"),
    ],
)
def test_a_standing_code_keeps_its_side_of_a_pair(
    markup: str, draft: SpannedText, wanted: str
) -> None:
    part = segment(f"{markup} z")
    spans = inline.to_spanned(part).spans
    assert inline.from_spanned(SpannedText(f"{draft.text} z", spans), part) == f"{wanted} z"


def test_spans_of_another_segment_are_refused() -> None:
    with pytest.raises(ValueError, match="spans"):
        inline.from_spanned(SpannedText("x"), segment("a **b**"))
