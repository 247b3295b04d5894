"""All checks together: good drafts pass, any text is borne, and a sentence takes no time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.pairs import pair
from translate.checks import CHECKS, Pair, check
from translate.model import SpannedText

LANGUAGES = ["en", "fr", "es", "pt-BR", "ca", "it", "de", "ru", "ja", "ar", "eu", "yo"]
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text("ab AB 12.,:XVI'\"“”«»()[]-%\ufffc\u00a0é中三", max_size=80),
    st.lists(
        st.sampled_from(
            [
                "the",
                "Not",
                "ne",
                "pas",
                "Kleber",
                "12",
                "1,5",
                "XIV",
                "«",
                "»",
                "(",
                ")",
                "seven",
                "vingt",
                "et",
                "un",
                "%",
                ".",
                ",",
                "-",
            ]
        )
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        pytest.param(
            "fr-es",
            "Angela Merkel a rencontré Vladimir Poutine à Moscou le 1er mai 2007.",
            "Angela Merkel se reunió con Vladímir Putin en Moscú el 1 de mayo de 2007.",
            id="French to Spanish",
        ),
        pytest.param(
            "de-en",
            "Der Bundestag hat am 3. Oktober 1990 über den Antrag von Olaf Scholz abgestimmt.",
            "On 3 October 1990 the Bundestag voted on the motion by Olaf Scholz.",
            id="German to English",
        ),
        pytest.param(
            "en-it",
            "Eighteen people died when the ferry sank near Naples.",
            "Diciotto persone sono morte quando il traghetto è affondato vicino a Napoli.",
            id="English to Italian",
        ),
        pytest.param(
            "it-en",
            "Il sindaco ha detto: «Non abbiamo più soldi», e se n'è andato alle 18.",
            "The mayor said, “We have no more money,” and left at 6 p.m.",
            id="Italian to English",
        ),
        pytest.param(
            "ca-es",
            "El nou president de la Generalitat deu conèixer la Núria Puig.",
            "El nuevo presidente de la Generalitat debe de conocer a Núria Puig.",
            id="Catalan to Spanish",
        ),
        pytest.param(
            "en-tr",
            "Erdogan met Putin in Ankara on 3 June.",
            "Erdoğan 3 Haziran'da Ankara'da Putin ile görüştü.",
            id="English to Turkish",
        ),
        pytest.param(
            "en-hu",
            "Nokia opened an office in Budapest in 1999.",
            "A Nokia 1999-ben irodát nyitott Budapesten.",
            id="English to Hungarian",
        ),
        pytest.param(
            "en-zh",
            "The city has 5 million inhabitants and three airports.",
            "该市有500万居民和三个机场。",
            id="English to Chinese",
        ),
        pytest.param(
            "en-ar",
            "Angela Merkel visited Cairo in 2010.",
            "زارت أنغيلا ميركل القاهرة عام 2010.",
            id="English to Arabic",
        ),
    ],
)
def test_a_good_draft_passes(way: str, source: str, target: str) -> None:
    assert check(pair(way, source, target)) == ()


NUMBERS = st.from_regex(r"\A['’]?[0-9IVX]{1,4}([.,:/ '’-][0-9]{1,3}){0,3}[ %hs°]?[a-zé]{0,6}\Z")
ANY = st.one_of(TEXTS, NUMBERS, st.lists(NUMBERS, max_size=4).map(" ".join))


@given(ANY, ANY, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES), st.booleans())
def test_any_two_texts_in_any_languages_are_borne(
    source: str, target: str, first: str, second: str, fragment: bool
) -> None:
    """No text makes a check fail; what it finds has its name, a reason and a weight."""
    asked = Pair(SpannedText(source), SpannedText(target), first, second, fragment)
    for doubt in check(asked):
        assert doubt.check in CHECKS
        assert doubt.reason
        assert "\n" not in doubt.reason
        assert 0 < doubt.weight <= 1


@given(TEXTS, st.sampled_from(["en", "fr", "de", "ja"]))
def test_a_text_beside_itself_has_lost_nothing(text: str, language: str) -> None:
    """A draft that is its source, in one language, has lost no number, name, mark or clause."""
    same = pair(f"{language}-{language}", text, text)
    for name in (
        "empty",
        "copied",
        "protected",
        "length",
        "clauses",
        "numbers",
        "names",
        "negation",
        "brackets",
        "quotes",
    ):
        assert list(CHECKS[name](same)) == [], name


def test_a_sentence_takes_no_time_and_a_long_paragraph_not_much() -> None:
    """Some milliseconds a sentence on a busy machine; no check is quadratic in what it looks at."""
    sentence = (
        "The mayor of Lisbon, Ana Figueira, said that the bridge would cost 42 million euros."
    )
    draft = "O prefeito de Lisboa, Ana Figueira, disse que a ponte custaria 42 milhões de euros."
    assert check(pair("en-pt", sentence, draft)) == ()
    for times, limit in ((1, 0.05), (60, 3.0)):
        texts = (" ".join([text] * times) for text in (sentence, draft))
        asked = pair("en-pt", *texts)
        start = time.process_time()
        check(asked)
        assert time.process_time() - start < limit
