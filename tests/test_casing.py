"""Headlines in capitals: readable for engines, and loud again afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.casing import Names, in_capitals, in_sentence_case, is_shouting, names_of
from translate.model import Span, SpanKind, SpannedText


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("MINISTER RESIGNS AFTER FLOOD", id="a headline"),
        pytest.param("L’ÉTAT D’URGENCE PROLONGÉ", id="accents and elisions"),
        pytest.param("3 MORTS À PARIS", id="a number before it"),
        pytest.param("ПОГОДА СЕГОДНЯ", id="another script with capitals"),
    ],
)
def test_a_headline_in_capitals_shouts(text: str) -> None:
    assert is_shouting(SpannedText(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("UNICEF", id="an acronym"),
        pytest.param("NATO / EU", id="two acronyms"),
        pytest.param("BREAKING: minister resigns", id="one loud word"),
        pytest.param("The WHO and UNICEF", id="acronyms in a sentence"),
        pytest.param("天気予報天気予報天気予報", id="a script without capitals"),
        pytest.param("12.05.2024", id="no letters"),
    ],
)
def test_what_does_not_shout_is_left_alone(text: str) -> None:
    assert not is_shouting(SpannedText(text))


def test_protected_text_neither_shouts_nor_changes() -> None:
    text = SpannedText("SET THE VARIABLE $home", (Span(17, 22, 1, SpanKind.PROTECTED),))
    assert is_shouting(text)
    quiet = in_sentence_case(text, Names())
    assert quiet == SpannedText("Set the variable $home", text.spans)
    assert in_capitals(quiet) == text


def test_names_and_acronyms_of_the_articles_keep_their_capitals() -> None:
    articles = [
        "The mayor, Marta Lobo, met the WFP on Monday.",
        "Nobody asked Marta Lobo. Storm warnings came late.",
        "A storm is a storm; the Storm Fund is another thing, and no storm.",
    ]
    names = names_of(articles, "en")
    shouted = SpannedText("MARTA LOBO TELLS WFP OF STORM IN KENYA AND THE UNITED STATES ON MONDAY")
    expected = "Marta Lobo tells WFP of storm in Kenya and the United States on Monday"
    assert in_sentence_case(shouted, names).text == expected


def test_days_are_no_names_where_the_language_writes_them_small() -> None:
    shouted = SpannedText("RENDEZ-VOUS LUNDI EN ESPAGNE")
    assert in_sentence_case(shouted, names_of((), "fr")).text == "Rendez-vous lundi en Espagne"


@given(st.text(max_size=40), st.data())
def test_every_text_keeps_its_length_and_its_spans(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spanned = SpannedText(text, (Span(start, end, 1, SpanKind.PROTECTED),))
    for changed in (in_capitals(spanned), in_sentence_case(spanned, names_of((), "en"))):
        assert len(changed.text) == len(text)
        assert changed.spans == spanned.spans
        assert changed.text[start:end] == text[start:end]
