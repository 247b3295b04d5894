"""What an engine is asked, and its answer turned back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translate.casing import Names
from translate.model import Draft, Span, SpanKind, SpannedText
from translate.workflow.spoken import answered, spoken


def test_two_words_with_a_break_between_them_are_two_words() -> None:
    text = SpannedText("MondayFriday", (Span(6, 6, 1, SpanKind.STANDING),))
    asked = spoken(text, Names())
    assert asked == SpannedText("Monday Friday", text.spans)
    for place in (5, 6):
        given_back = SpannedText("lunes viernes", (Span(place, place, 1, SpanKind.STANDING),))
        assert answered(Draft(given_back), text).text == SpannedText(
            "lunesviernes", (Span(5, 5, 1, SpanKind.STANDING),)
        )


def test_a_break_between_two_pairs_keeps_them_apart() -> None:
    text = SpannedText("abcd", (Span(0, 2, 1), Span(2, 2, 2, SpanKind.STANDING), Span(2, 4, 3)))
    asked = spoken(text, Names())
    assert asked.text == "ab cd"
    assert [(span.start, span.end) for span in asked.spans] == [(0, 2), (2, 2), (3, 5)]


def test_a_footnote_mark_beside_a_space_is_left_alone() -> None:
    text = SpannedText("a word and", (Span(6, 6, 1, SpanKind.STANDING),))
    assert spoken(text, Names()) == text


def test_capitals_come_back() -> None:
    text = SpannedText("MINISTER RESIGNS")
    assert spoken(text, Names()).text == "Minister resigns"
    draft = Draft(SpannedText("El ministro dimite"), alternatives=(SpannedText("Dimite"),))
    assert answered(draft, text).text.text == "EL MINISTRO DIMITE"
    assert answered(draft, text).alternatives[0].text == "DIMITE"


@given(st.text("ab B.", max_size=20), st.data())
def test_an_engine_that_changes_nothing_gives_the_text_back(text: str, data: st.DataObject) -> None:
    """Whatever is spoken, its echo is the text again, with its spans."""
    places = data.draw(st.lists(st.integers(0, len(text)), max_size=3, unique=True))
    spans = tuple(Span(at, at, n, SpanKind.STANDING) for n, at in enumerate(sorted(places), 1))
    spanned = SpannedText(text, spans)
    assert answered(Draft(spoken(spanned, Names())), spanned).text == spanned
