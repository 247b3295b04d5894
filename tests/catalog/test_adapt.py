"""A change of the source that changes no word is followed where that is certain, else said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.catalog.adapt import Adaptation, adapted, plural_rule

TWO = "nplurals=2; plural=(n != 1);"
SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
    " ? 1 : 2);"
)


@pytest.mark.parametrize(
    ("before", "after", "text", "expected"),
    [
        pytest.param("Un  chat.", "Un chat.", "Un gato.", "Un gato.", id="white space"),
        pytest.param("Oui !", "Oui\u202f!", "¡Sí!", "¡Sí!", id="the space before a mark"),
        pytest.param("L'eau...", "L’eau…", "El agua…", "El agua…", id="spelling of a mark"),
        pytest.param("Il a 12 chats.", "Il a 13 chats.", "12 gatos.", "13 gatos.", id="a number"),
        pytest.param("1,200 m", "1,500,000 m", "1.200 m", "1.500.000 m", id="its local form"),
        pytest.param("3\u202f000 m", "4\u202f000 m", "3000 m", "4000 m", id="without separator"),
        pytest.param("1.5 km", "2.25 km", "1,5 km", "2,25 km", id="decimals"),
        pytest.param("12:30", "12:45", "a las 12:30", "a las 12:45", id="a time"),
        pytest.param("p. 12 et 14", "p. 13 et 15", "14 y 12", "15 y 13", id="two numbers"),
        pytest.param(
            "See https://a.org/x.", "See https://b.org/y.", "En https://a.org/x: ved.",
            "En https://b.org/y: ved.", id="an address",
        ),
        pytest.param("[un](a.md) b", "[un](c.md) b", "[x](a.md) y", "[x](c.md) y", id="a link"),
        pytest.param("Write a@b.org", "Write c@d.org", "A a@b.org", "A c@d.org", id="mail"),
        pytest.param("Un chat.", "Un chat…", "Un gato.", "Un gato…", id="final punctuation"),
        pytest.param("Un chat", "Un chat.", "Un gato", "Un gato.", id="a full stop more"),
        pytest.param("Un chat.", "Un chat", "Un gato.", "Un gato", id="a full stop less"),
        pytest.param("Un chat.", "Un chat !", "Un gato.", "¡Un gato!", id="an exclamation"),
        pytest.param("Un chat?", "Un chat.", "¿Un gato?", "Un gato.", id="no question"),
        pytest.param("Un chat!", "Un chat?", "«¡Un gato!»", "«¿Un gato?»", id="another mark"),
        pytest.param("Un chat", "Un chat!", "un gato", "¡un gato!", id="an exclamation more"),
        pytest.param("Un, chat", "Un chat", "Un, gato", "Un, gato", id="a comma less"),
        pytest.param("En 1990 un chat", "En 1990, un chat", "En 1990 un gato",
            "En 1990 un gato", id="a comma behind a number"),
        pytest.param("Un; chat", "Un, chat", "Un; gato", "Un, gato", id="a comma for a semicolon"),
        pytest.param("Un; chat", "Un, chat", "Un gato", "Un gato", id="where there is none"),
        pytest.param('Un "chat".', "Un « chat ».", "Un «gato».", "Un «gato».", id="quotes"),
        pytest.param("Un 'chat'.", "Un (chat).", "Un gato.", "Un gato.", id="brackets"),
        pytest.param("Un - chat", "Un — chat", "Un: gato", "Un: gato", id="a dash"),
        pytest.param("Un chat", "Un-chat", "Un gato", "Un gato", id="a hyphen"),
        pytest.param("un chat", "Un chat", "un gato", "Un gato", id="a capital"),
        pytest.param("Un chat", "un chat", "Un gato", "Un gato", id="no capital"),
        pytest.param("Un Chat", "Un chat", "Un gato", "Un gato", id="a capital inside"),
        pytest.param("LE CHAT NOIR", "Le chat noir", "EL GATO", "EL GATO", id="no capitals"),
        pytest.param("une cafe\u0301", "une caf\u00e9", "un café", "un café", id="composed"),
        pytest.param("(Un chat.)", "(Un chat…)", "(Un gato.)", "(Un gato…)", id="inside brackets"),
    ],
)  # fmt: skip
def test_is_followed(before: str, after: str, text: str, expected: str) -> None:
    done = adapted(before, after, text, "es", plural_rule(TWO))
    assert done is not None
    assert done.text == expected, done.doubt
    assert bool(done.changes) == (text != expected)


@pytest.mark.parametrize(
    ("before", "after", "text", "why"),
    [
        pytest.param("12 et 12", "13 et 12", "12 y 12", "source more than once", id="twice there"),
        pytest.param("12 chats", "13 chats", "doce gatos", "exactly once", id="in words"),
        pytest.param("12 chats", "13 chats", "12 gatos (12)", "exactly once", id="twice here"),
        pytest.param("1200", "1300", "1,2 mil", "exactly once", id="another number"),
        pytest.param("999 m", "1,000 m", "999 m", "another way", id="a separator more"),
        pytest.param("1000 m", "2000 m", "1.000 m", "another way", id="a separator here"),
        pytest.param("1 chat", "2 chat", "1 gato", "another form", id="another form"),
        pytest.param("1 a 12 b", "2 a 13 b", "1 a 12 b", "another form", id="one of two in doubt"),
        pytest.param("Un chat.", "Un chat…", "Un gato!", "another way", id="ends in another way"),
        pytest.param("Un chat", "Un chat.", "Un 100 %", "another way", id="ends in a sign"),
        pytest.param('"Un"', '"Un".', '"Un"', "another way", id="outside of the quotes"),
        pytest.param("a https://a.org", "a 12", "á https://a.org", "several", id="another kind"),
        pytest.param(
            "https://a.org/x",
            "https://b.org",
            "https://a.org/x/y",
            "exactly once",
            id="a longer one",
        ),
        pytest.param(
            "12 y 13", "13 y 14", "12 y trece", "exactly once", id="one becomes the other"
        ),
        pytest.param("*Un* chat", "Un chat", "*Un* gato", "a sign", id="markup"),
        pytest.param("a 5 °C", "a -5 °C", "a 5 °C", "number behind it", id="below zero"),
        pytest.param("a 5", "a .5", "a 5", "number behind it", id="a part of it"),
        pytest.param("Un us", "Un US", "Un nos", "an abbreviation", id="an abbreviation"),
        pytest.param("Un ? chat", "Un chat", "¿Un? gato", "a sign", id="a question inside"),
        pytest.param("Un chat?", "Un chat.", "Un, ¿gato?", "other punctuation", id="a part asks"),
        pytest.param("Un chat!", "Un chat?!", "¡Un gato!", "a sign", id="two marks"),
    ],
)
def test_is_doubted(before: str, after: str, text: str, why: str) -> None:
    done = adapted(before, after, text, "es", plural_rule(TWO))
    assert done is not None
    assert (done.text, done.changes) == (None, ())
    assert why in done.doubt
    assert '" → "' in done.doubt


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Un chat.", "Un chien.", id="a word"),
        pytest.param("Un chat.", "Un chat noir.", id="a word more"),
        pytest.param("Un chat", "Unchat", id="a space that makes one word of two"),
        pytest.param("le 1er", "le 2e", id="an ordinal"),
        pytest.param("Use `a  b`", "Use `a b`", id="code"),
        pytest.param('<a href="x">y</a>', '<a href="z">y</a>', id="a tag"),
    ],
)
def test_is_left_to_a_translator(before: str, after: str) -> None:
    assert adapted(before, after, "Un gato.", "es") is None


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "Hallo!"), ("fr", None), ("ja", None), ("", None)]
)
def test_an_exclamation_follows_only_where_it_is_set_as_in_english(
    language: str, expected: str | None
) -> None:
    done = adapted("Ciao.", "Ciao!", "Hallo.", language)
    assert done is not None
    assert done.text == expected


def test_a_stop_of_another_script_is_not_replaced() -> None:
    done = adapted("A cat.", "A cat…", "猫。", "ja")
    assert done == Adaptation(None, (), '"." → "…": the translation may need other punctuation')


@pytest.mark.parametrize(("number", "certain"), [("5", True), ("22", False), ("21", False)])
def test_the_form_that_a_number_asks_for_is_the_language_s(number: str, certain: bool) -> None:
    done = adapted("12 cats", f"{number} cats", "12 kotów", "pl", plural_rule(SLAVIC))
    assert done is not None
    assert (done.text is not None) == certain


@pytest.mark.parametrize("header", ["", "nplurals=2; plural=import os;", "nplurals=2; plural=(n"])
def test_a_rule_that_cannot_be_read_is_none(header: str) -> None:
    assert plural_rule(header) is None


pieces = st.lists(
    st.sampled_from(
        ["un", "chat", "12", "13", "1,200", ".", "!", "…", " ", "https://a.org/b", "*"]
    ),
    max_size=8,
).map(" ".join)


@given(before=pieces, after=pieces, text=pieces)
def test_no_word_of_a_translation_is_touched(before: str, after: str, text: str) -> None:
    """An adapted text has the words of the text that a person wrote, in their order."""
    done = adapted(before, after, text, "ca")
    words = [word for word in text.split() if word in ("un", "chat")]
    if done and done.text is not None:
        assert [
            w.strip(".…!") for w in done.text.split() if w.strip(".…!") in ("un", "chat")
        ] == words
        if before == after:
            assert done == Adaptation(text)
