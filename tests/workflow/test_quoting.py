"""Quotation marks as pairs of codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.model import Draft, Span, SpanKind, SpannedText
from translate.workflow.quoting import with_marks, without_marks


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("He said “yes, now” to us.", "He said yes, now to us."),
        ('When "auto" is set, use it.', "When auto is set, use it."),
        ("Il dit « oui » et part.", "Il dit oui et part."),
        ("Er sagte „ja“ und ging.", "Er sagte ja und ging."),
        ("The `custom` tag and the `other' one", "The custom tag and the other one"),
    ],
)
def test_marks_go_and_come_back(text: str, bare: str) -> None:
    quoted = without_marks(SpannedText(text))
    assert quoted is not None
    assert quoted.text.text == bare
    assert with_marks(Draft(quoted.text), quoted).text == SpannedText(text)


@pytest.mark.parametrize(
    "text",
    ["No marks at all.", "It's the dogs' bowl.", "5' 10\" wide", "A “lone mark.", 'a"b"c'],
)
def test_what_is_no_quotation_is_left_alone(text: str) -> None:
    assert without_marks(SpannedText(text)) is None


def test_marks_stand_around_the_words_that_translate_theirs() -> None:
    quoted = without_marks(SpannedText("The “old bridge” fell."))
    assert quoted is not None
    (span,) = quoted.text.spans
    draft = Draft(SpannedText("A ponte velha caiu.", (Span(2, 13, span.number),)))
    assert with_marks(draft, quoted).text == SpannedText("A “ponte velha” caiu.")


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        pytest.param(4, 9, SpanKind.PAIR, id="around the marks"),
        pytest.param(5, 8, SpanKind.PAIR, id="around the words"),
        pytest.param(0, 14, SpanKind.PAIR, id="around all"),
        pytest.param(5, 8, SpanKind.PROTECTED, id="protected words"),
        pytest.param(7, 7, SpanKind.STANDING, id="a mark in it"),
        pytest.param(9, 9, SpanKind.STANDING, id="a mark behind it"),
    ],
)
def test_spans_keep_their_places(start: int, end: int, kind: SpanKind) -> None:
    text = SpannedText("The “old” fell", (Span(start, end, 1, kind),))
    quoted = without_marks(text)
    assert quoted is not None
    assert with_marks(Draft(quoted.text), quoted).text == text


@pytest.mark.parametrize("span", [Span(0, 7, 1), Span(8, 8, 1, SpanKind.STANDING)])
def test_a_span_that_crosses_or_touches_a_mark_keeps_it_where_it_is(span: Span) -> None:
    assert without_marks(SpannedText("The “old” fell", (span,))) is None


@given(st.text("ab «»“”\"'`.", max_size=30))
def test_an_engine_that_changes_nothing_gives_the_text_back(text: str) -> None:
    """Taken out and put in again, the marks stand where they were."""
    quoted = without_marks(SpannedText(text))
    if quoted is not None:
        assert with_marks(Draft(quoted.text), quoted).text == SpannedText(text)
