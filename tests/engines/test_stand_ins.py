"""Stand-ins for protected text: what goes in, and how it is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import codes
from translate.engines.stand_ins import numeral, stand_in, trace
from translate.model import Span, SpanKind, SpannedText
from translate.protection import find


def marked(text: str) -> SpannedText:
    """Read `‹protected›` as spans."""
    plain = ""
    spans: list[Span] = []
    for i, part in enumerate(text.replace("›", "‹").split("‹")):
        if i % 2:
            end = len(plain) + len(part)
            spans.append(Span(len(plain), end, len(spans) + 1, SpanKind.PROTECTED))
        plain += part
    return SpannedText(plain, tuple(spans))


def protected(text: str) -> SpannedText:
    spans = (Span(one.start, one.end, n, SpanKind.PROTECTED) for n, one in enumerate(find(text), 1))
    return SpannedText(text, tuple(spans))


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        pytest.param("https://a.org/b?c=d#e", "www.a1.com", id="a link is an address"),
        pytest.param("me@x.org", "www.a1.com", id="an e-mail address is an address"),
        pytest.param("~/.bashrc", "a1.txt", id="a path is a file"),
        pytest.param(r"C:\Users\x", "a1.txt", id="a Windows path is a file"),
        pytest.param("%d", "34", id="a format for a number is a number"),
        pytest.param("{count}", "34", id="a field that counts is a number"),
        pytest.param("{{ user.days }}", "34", id="a field of a field that counts is a number"),
        pytest.param("€12.50", "12.50 USD", id="a price has its currency last"),
        pytest.param("$20–$30", "30 USD", id="a range of prices is one price"),
        pytest.param("−4 °C", "4 °C", id="a quantity goes in without its sign"),
        pytest.param("20 × 35 m", "35 m", id="a product goes in as its last factor"),
        pytest.param("5 µg", "5 mg", id="a Greek letter becomes a Latin one"),
    ],
)
def test_a_text_that_models_lose_goes_in_as_the_plainest_of_its_kind(own: str, wanted: str) -> None:
    assert stand_in(own, 1) == wanted


@pytest.mark.parametrize(
    "own",
    ["3.5 kg", "130 km/h", "40%", "2024-05-01", "--force", "v1.2.3", "user_id", "$HOME", "main()"],
)
def test_a_text_that_models_copy_goes_in_as_it_is(own: str) -> None:
    assert stand_in(own, 1) == own


@pytest.mark.parametrize("own", ["Claus Kleber", "ValueError", "Église Saint-Jean", "NATO"])
def test_a_name_goes_in_as_it_is(own: str) -> None:
    assert stand_in(own, 1) == own


@pytest.mark.parametrize(
    "own",
    [
        pytest.param("{name}", id="a field that may be anything"),
        pytest.param("%s", id="a format for any text"),
        pytest.param("make", id="a word in small letters, which would be translated"),
        pytest.param("x < 0", id="code"),
        pytest.param(":tada:", id="an emoji"),
        pytest.param("#MeToo", id="a hashtag"),
        pytest.param("@maria", id="a handle"),
        pytest.param("550e8400-e29b-41d4-a716-446655440000", id="a long identifier"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_text_without_a_plain_form_has_no_stand_in(own: str) -> None:
    assert stand_in(own, 1) is None


@pytest.mark.parametrize(
    ("own", "wanted"),
    [("3.5 kg", "90311"), ("40 %", "90311%"), ("$5", "90311"), ("{n}", "90311")],
)
def test_an_amount_is_a_number_to_rules(own: str, wanted: str) -> None:
    assert numeral(own, 1) == wanted


@pytest.mark.parametrize("own", ["{name}", "a.txt", "--force", "2024-05-01", "Claus Kleber", ""])
def test_what_is_no_amount_is_no_number_to_rules(own: str) -> None:
    assert numeral(own, 1) is None


@pytest.mark.parametrize(
    ("word", "target", "wanted"),
    [
        pytest.param("3.5 kg", "pesa 3,5 kg.", ["3,5 kg"], id="a comma for a point"),
        pytest.param("1,200 MW", "de 1.200 MW", ["1.200 MW"], id="a point for a comma"),
        pytest.param("1,200 MW", "de 1 200 MW", ["1 200 MW"], id="a space for a comma"),
        pytest.param("130 km/h", "a 130 km / h", ["130 km / h"], id="more distance"),
        pytest.param("38 °C", "a 38°C", ["38°C"], id="less distance"),
        pytest.param("85 m²", "tem 85 m2 e", ["85 m2"], id="no raised figure"),
        pytest.param("10 min", "cada 10 minutos", ["10 minutos"], id="minutes in full"),
        pytest.param("www.a1.com", "Www.a1.com diz", ["Www.a1.com"], id="another case"),
        pytest.param("%PATH%", "a %PATH% b", ["%PATH%"], id="the space before it stays outside"),
        pytest.param("5 km", "a 15 km", [], id="a part of another number"),
        pytest.param("5 km", "a 2.5 km e 5 kmh", [], id="a part of another number or word"),
        pytest.param("www.a1.com", "www.a1.community", [], id="a part of another word"),
        pytest.param("5 m", "5 metros", [], id="another unit"),
        pytest.param("2024-05-01", "2024-05-02", [], id="another date"),
        pytest.param("34", "134, 34.5, 34%", ["34"], id="a number apart from others"),
    ],
)
def test_a_stand_in_is_found_as_another_language_spells_it(
    word: str, target: str, wanted: list[str]
) -> None:
    assert trace(word).findall(target) == wanted


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("Open ‹/etc/hosts› now.", "Open a1.txt now.", id="a stand-in"),
        pytest.param("See ‹xy.org› and ‹me@z.org›.", "See www.a1.com and www.a2.com.", id="two"),
        pytest.param("From ‹5 km› to ‹5 km›.", "From 5 km to X2.", id="the same again: a code"),
        pytest.param("‹Rose› is Rose.", "X1 is Rose.", id="a name that stands there bare, too"),
        pytest.param("‹3.5 kg› and 3,5 kg", "X1 and 3,5 kg", id="a number that does, otherwise"),
        pytest.param("‹make›s it", "X1s it", id="a code before a letter"),
        pytest.param("‹Rose›s are", "X1s are", id="a name before a letter: a code"),
    ],
)
def test_what_an_engine_is_given(text: str, sentence: str) -> None:
    assert codes.encode(marked(text), codes.familiar).sentence == sentence


def test_what_got_lost_goes_in_as_a_code_the_second_time() -> None:
    text = marked("Ask ‹Green Room› or ‹Rose›.")
    first = codes.encode(text, codes.familiar)
    missing = codes.lost(first, "Pergunte a Sala Verde ou Rose.")
    assert missing == {1}
    again = codes.encode(text, codes.familiar, missing)
    assert again.sentence == "Ask X1 or Rose."


def test_a_translation_has_the_protected_texts_for_their_stand_ins() -> None:
    text = marked("It weighs ‹3.5 kg›, see ‹https://x.org/y›.")
    coded = codes.encode(text, codes.familiar)
    target = "Ver www.a2.com: pesa 3,5 kg."
    placed = [
        Span(*codes.find_code(code, target)[0], span.number, span.kind)
        for code, span in coded.codes.items()
    ]
    found = codes.decode(coded, target, placed)
    assert found.text == "Ver https://x.org/y: pesa 3.5 kg."
    assert {s.number: found.text[s.start : s.end] for s in found.spans} == {
        1: "3.5 kg",
        2: "https://x.org/y",
    }


def test_a_protected_text_stands_where_its_span_is_whatever_the_engine_wrote_there() -> None:
    coded = codes.encode(marked("Ask ‹Green Room›."), codes.familiar)
    found = codes.decode(coded, "A Sala Verde.", [Span(2, 12, 1, SpanKind.PROTECTED)])
    assert found.text == "A Green Room."


PIECES = """
a 5 km 3.5 kg {n} {x} %d x.org $5 a.txt X1 34 USD www.a1.com , . and Rose
"""


@given(st.lists(st.sampled_from(PIECES.split()), max_size=8).map(" ".join))
def test_every_code_is_found_once_where_it_is_and_decodes_to_its_text(text: str) -> None:
    """Each code is in its sentence exactly once, and decoding the sentence gives the text."""
    for naming in (codes.familiar, codes.letters, codes.figures):
        coded = codes.encode(protected(text), naming)
        assert not codes.lost(coded, coded.sentence)
        spans = [s for s in coded.spans if s.kind is SpanKind.PROTECTED]
        assert codes.decode(coded, coded.sentence, spans).text == text


@pytest.mark.parametrize(
    ("source", "places", "result", "came", "wanted"),
    [
        ("one   two", (4, 5), "uno dos", (4, 4), "uno | | dos"),
        ("one   two", (4, 5), "unodos", (3, 3), "uno | | dos"),
        ("one  two", (4, 5), "uno dos", (4, 4), "uno | |dos"),
    ],
)
def test_marks_that_came_to_one_place_keep_the_blank_between_them(
    source: str, places: tuple[int, int], result: str, came: tuple[int, int], wanted: str
) -> None:
    def text(words: str, where: tuple[int, int]) -> SpannedText:
        return SpannedText(words, tuple(Span(at, at, n) for n, at in enumerate(where)))

    made = codes.spaced(text(source, places), text(result, came))
    shown = made.text
    for span in reversed(made.spans):
        shown = f"{shown[: span.start]}|{shown[span.start :]}"
    assert shown == wanted
