"""Spans by agreement of the parts, with translations of every kind, sensible or not."""

from __future__ import annotations

from collections.abc import Generator, Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.engines import agreement, evidence
from translate.engines.evidence import Evidence, Sides, hide, weigh
from translate.engines.matching import Candidate, anchors, find, likeness, rising, words
from translate.engines.placing import settle
from translate.model import Draft, Span, SpanKind, SpannedText

PAIR, STANDING, PROTECTED = SpanKind.PAIR, SpanKind.STANDING, SpanKind.PROTECTED


@st.composite
def spanned(draw: st.DrawFn) -> SpannedText:
    """Texts with spans as the model promises them: nested or apart, the longer first."""
    pieces = st.sampled_from(
        ["a", "Bcd", "X1", "42", " ", "  ", "\u00a0", ".", "«", "…", "é", "%s"]
    )
    text = "".join(draw(st.lists(pieces, max_size=14)))
    spans: list[tuple[int, int, SpanKind]] = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        kind = draw(st.sampled_from([PAIR, PROTECTED])) if start < end else STANDING
        apart = (
            end <= s or e <= start or (s <= start and end <= e) or (start <= s and e <= end)
            for s, e, _ in spans
        )
        if all(apart):
            spans.append((start, end, kind))
    spans.sort(key=lambda span: (span[0], -span[1]))
    numbers = draw(st.permutations(range(1, len(spans) + 1)))
    return SpannedText(
        text, tuple(Span(s, e, n, k) for (s, e, k), n in zip(spans, numbers, strict=True))
    )


def assert_sound(source: SpannedText, result: SpannedText) -> None:
    """Every span once, in order, nested or apart, protected text as it was."""
    assert sorted(s.number for s in source.spans) == sorted(s.number for s in result.spans)
    assert list(result.spans) == sorted(result.spans, key=lambda s: (s.start, -s.end))
    for i, one in enumerate(result.spans):
        assert 0 <= one.start <= one.end <= len(result.text)
        for other in result.spans[i + 1 :]:
            apart = one.end <= other.start or other.end <= one.start
            nested = one.start <= other.start and other.end <= one.end
            assert apart or nested, (one, other)
    before = {span.number: span for span in source.spans}
    for span in result.spans:
        origin = before[span.number]
        assert span.kind is origin.kind
        if origin.kind is PROTECTED:
            assert result.text[span.start : span.end] == source.text[origin.start : origin.end]
        if origin.start == origin.end:
            assert span.start == span.end


def translate_with(table: dict[str, str]) -> agreement.Translate:
    """Translate by a table; what is asked beyond it, by an engine that knows no such words."""

    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        for text in texts:
            yield table.get(text, "")

    return translate


def echo(texts: Iterable[str]) -> Generator[str, None, None]:
    yield from texts


def draft(source: SpannedText, table: dict[str, str]) -> Draft:
    (result,) = agreement.translate_batch([source], translate_with(table))
    return result


def covered(result: SpannedText, number: int) -> str:
    (span,) = [s for s in result.spans if s.number == number]
    return result.text[span.start : span.end]


TRANSLATIONS = st.lists(
    st.sampled_from(["a", "Bcd", "X1", "x2", "Z1", "42", " ", "  ", ".", "…", "é", "%s", "", "bc"]),
    max_size=14,
).map("".join)


@given(spanned(), st.data())
@example(SpannedText("%s%s", (Span(0, 2, 1, PROTECTED), Span(2, 4, 2, PROTECTED))), None)
def test_whatever_the_engine_answers_the_draft_is_sound(
    source: SpannedText, data: st.DataObject | None
) -> None:
    """The draft has the span numbers of its source, each once, nested or apart, protected as is."""

    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        for _ in texts:
            yield data.draw(TRANSLATIONS) if data else ""

    (result,) = agreement.translate_batch([source], translate)
    assert_sound(source, result.text)


@given(spanned())
@example(
    SpannedText(
        "aaaaa",
        (
            Span(0, 2, 1),
            Span(0, 1, 2, PROTECTED),
            Span(3, 3, 3, STANDING),
            Span(4, 5, 4, PROTECTED),
        ),
    )
)
def test_a_text_that_comes_back_as_it_is_keeps_its_letters(source: SpannedText) -> None:
    (result,) = agreement.translate_batch([source], echo)
    assert "".join(result.text.text.split()) == "".join(source.text.split())


@given(spanned(), TRANSLATIONS, st.data())
def test_whatever_is_proposed_the_places_are_sound(
    source: SpannedText, target: str, data: st.DataObject
) -> None:
    """Every span of the source stands in the result exactly once; two are nested or apart."""
    spans = tuple(s for s in source.spans if s.kind is not PROTECTED)
    source = SpannedText(source.text, spans)
    places = st.tuples(*[st.integers(0, len(target))] * 2).map(sorted)
    candidates = {
        span.number: [Candidate(a, b) for a, b in data.draw(st.lists(places, max_size=3))]
        for span in spans
    }
    wild = data.draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
    known = [(min(a, len(source.text)), min(b, len(target))) for a, b in wild]
    settled = settle(source, target, candidates, known)
    assert_sound(source, SpannedText(target, settled.spans))
    assert set(settled.guessed) <= {span.number for span in spans}


def test_spans_follow_their_words_when_the_order_changes() -> None:
    source = SpannedText("the green door and the red roof", (Span(4, 9, 1), Span(23, 26, 2)))
    table = {
        source.text: "a porta verde e o telhado vermelho",
        "green": "verde",
        "red": "vermelho",
    }
    result = draft(source, table)
    assert covered(result.text, 1) == "verde"
    assert covered(result.text, 2) == "vermelho"
    assert result.doubts == ()


def test_a_word_is_found_in_another_inflection() -> None:
    source = SpannedText("Sites are fast.", (Span(10, 14, 1),))
    result = draft(source, {source.text: "Os sites são rápidos.", "fast": "rápido"})
    assert covered(result.text, 1) == "rápidos"


def test_of_two_equal_words_the_nearer_is_taken() -> None:
    source = SpannedText("one day and again one day", (Span(18, 21, 7),))
    result = draft(source, {source.text: "um dia e de novo um dia", "one": "um"})
    assert result.text.spans == (Span(17, 19, 7),)


def test_a_name_is_found_though_its_translation_alone_differs() -> None:
    source = SpannedText("We met Rose there.", (Span(7, 11, 1),))
    result = draft(source, {source.text: "Encontramos Rose lá.", "Rose": "Rosa-dos-ventos"})
    assert covered(result.text, 1) == "Rose"


def test_protected_text_moves_with_the_sentence() -> None:
    source = SpannedText("the %d files", (Span(4, 6, 1, PROTECTED),))
    result = draft(source, {"the X1 files": "arquivos X1"})
    assert result.text == SpannedText("arquivos %d", (Span(9, 11, 1, PROTECTED),))
    assert result.doubts == ()


def test_lost_protected_text_is_put_back_and_doubted() -> None:
    source = SpannedText("Run make now.", (Span(4, 8, 1, PROTECTED),))
    result = draft(source, {"Run X1 now.": "Execute agora."})
    assert result.text.text == "Execute make agora."
    assert result.doubts == ("protected text was lost and put back at a guess",)


def test_a_code_that_the_text_uses_itself_is_not_taken() -> None:
    source = SpannedText("X1 and make", (Span(7, 11, 1, PROTECTED),))
    assert agreement.prepare(source).coded.sentence == "X1 and Z1"


def test_a_place_that_is_a_guess_is_doubted() -> None:
    source = SpannedText("an odd idea came up", (Span(3, 6, 1),))
    table = {source.text: "surgiu uma ideia", "odd": "ímpar"}
    words_alone = {"an": "uma", "idea": "ideia", "came": "surgiu", "up": "acima"}
    table["an X1 idea came up"] = "surgiu uma ideia X1"  # whatever is hidden, nothing changes
    result = draft(source, table | words_alone)
    assert covered(result.text, 1)
    assert result.doubts == ("nothing in the translation answers to “odd”",)


def test_a_place_that_is_a_guess_is_doubted_where_nothing_else_may_be_asked() -> None:
    source = SpannedText("an odd idea came up", (Span(3, 6, 1),))
    table = {source.text: "surgiu uma ideia", "odd": "ímpar"}
    (result,) = agreement.translate_batch([source], translate_with(table), most=0)
    assert covered(result.text, 1)
    assert result.doubts == ("the place of a code is a guess",)


@pytest.mark.parametrize(
    ("source", "at", "target", "expected"),
    [
        pytest.param("A note.", 7, "Uma nota.", 9, id="at the end it stays at the end"),
        pytest.param("A note.", 6, "Uma nota.", 8, id="before the final sign it stays there"),
        pytest.param("A note.", 0, "Uma nota.", 0, id="at the beginning it stays"),
        pytest.param("Yes, a note", 4, "Sim, uma nota", 4, id="after a comma it stays after it"),
        pytest.param(
            "A note is here", 6, "Há aqui nota", 12, id="after a word it follows the word"
        ),
    ],
)
def test_a_mark_is_placed_by_its_neighbours(
    source: str, at: int, target: str, expected: int
) -> None:
    text = SpannedText(source, (Span(at, at, 1, STANDING),))
    table = dict.fromkeys(agreement.prepare(text).texts(), "nota") | {source: target}
    result = draft(text, table)
    assert result.text == SpannedText(target, (Span(expected, expected, 1, STANDING),))
    assert result.doubts == ()


def test_a_mark_between_two_spaces_has_both_again() -> None:
    source = SpannedText("see  here", (Span(4, 4, 1, STANDING),))
    result = draft(source, {"see here": "veja aqui", "here": "aqui"})
    assert result.text == SpannedText("veja  aqui", (Span(5, 5, 1, STANDING),))


@pytest.mark.parametrize(
    ("source", "marks", "table", "text", "expected"),
    [
        pytest.param(
            " the link",
            [(0, 0), (1, 9)],
            {"the link": "o link"},
            " o link",
            [(0, 0), (1, 7)],
            id="a blank between a mark and a link",
        ),
        pytest.param(
            " here.  ",
            [(0, 0), (7, 7), (8, 8)],
            {"here.": "aqui."},
            " aqui.  ",
            [(0, 0), (7, 7), (8, 8)],
            id="marks side by side in outer white space",
        ),
        pytest.param(
            " here",
            [(0, 0), (0, 5)],
            {"here": "aqui"},
            " aqui",
            [(1, 5), (1, 1)],
            id="inside of what is bold",
        ),
        pytest.param(
            "see  and .",
            [(4, 4), (9, 9)],
            {"see and .": "veja e  ."},
            "veja  e .",
            [(5, 5), (8, 8)],
            id="a mark behind one that got its blank back",
        ),
    ],
)
def test_a_mark_has_the_white_space_beside_it_that_it_has_in_the_source(
    source: str,
    marks: list[tuple[int, int]],
    table: dict[str, str],
    text: str,
    expected: list[tuple[int, int]],
) -> None:
    kinds = {True: STANDING, False: SpanKind.PAIR}
    spans = tuple(Span(a, b, n, kinds[a == b]) for n, (a, b) in enumerate(marks, start=1))
    result = draft(SpannedText(source, spans), table).text
    assert result.text == text
    assert {(s.start, s.end) for s in result.spans} == set(expected)


def test_outer_white_space_is_kept_and_the_spans_with_it() -> None:
    source = SpannedText("  hello you \n", (Span(2, 7, 1),))
    result = draft(source, {"hello you": "olá você", "hello": "olá"})
    assert result.text == SpannedText("  olá você \n", (Span(2, 5, 1),))


@pytest.mark.parametrize("text", ["", "  ", "…!", "42 %", "—"], ids=repr)
def test_what_has_no_letters_is_not_translated(text: str) -> None:
    assert draft(SpannedText(text), {}) == Draft(SpannedText(text))


def test_protected_text_alone_is_not_translated() -> None:
    source = SpannedText("make all!", (Span(0, 8, 1, PROTECTED),))
    assert draft(source, {}) == Draft(source)


def test_each_text_is_asked_for_once_and_drafts_come_as_soon_as_they_can() -> None:
    asked: list[str] = []

    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        for text in texts:
            asked.append(text)
            yield text

    batch = [SpannedText("one two", (Span(0, 3, 1),))] * 2 + [SpannedText("three one")]
    drafts = agreement.translate_batch(batch, translate)
    assert next(drafts).text == batch[0]
    assert asked == ["one two", "one"]
    assert [d.text for d in drafts] == batch[1:]
    assert asked == ["one two", "one", "three one"]


ARREST = SpannedText("The police arrested him at the airport.", (Span(20, 23, 1),))
ARRESTED = {
    ARREST.text: "A polícia o prendeu no aeroporto.",
    "him": "ele",
    "The police arrested X1 at the airport.": "A polícia prendeu o X1 no aeroporto.",
}
WORDS = {"The": "O", "police": "polícia", "arrested": "preso", "at": "em", "the": "o"}


def test_a_word_that_becomes_another_in_its_sentence_is_found_by_what_changes_without_it() -> None:
    result = draft(ARREST, ARRESTED | WORDS | {"airport": "aeroporto"})
    assert result.text.text[slice(*place_of(result, 1))] == "o"
    assert result.doubts == ()


def place_of(result: Draft, number: int) -> tuple[int, int]:
    (span,) = [s for s in result.text.spans if s.number == number]
    return span.start, span.end


def test_a_word_that_nobody_knows_is_found_between_its_neighbours() -> None:
    source = SpannedText("a passenger train left", (Span(12, 17, 1),))
    table = {
        source.text: "um trem de passageiros saiu",
        "train": "treinar",
        "a passenger X1 left": "um X1 de passageiros saiu",
        "a": "um",
        "passenger": "passageiro",
        "left": "saiu",
    }
    assert covered(draft(source, table).text, 1) == "trem"


def test_words_of_a_certain_place_are_no_other_span_s() -> None:
    source = SpannedText("red and green lights", (Span(0, 3, 1), Span(8, 13, 2)))
    table = {source.text: "luzes vermelhas e esverdeadas", "red": "vermelhas", "green": "verde"}
    result = draft(source, table)
    assert covered(result.text, 1) == "vermelhas"
    assert covered(result.text, 2) == "esverdeadas"


def test_certain_places_that_contradict_one_another_are_not_both_believed() -> None:
    source = SpannedText("old old house", (Span(0, 3, 1), Span(4, 7, 2)))
    result = draft(source, {source.text: "casa velha", "old": "velha", "house": "casa"})
    assert_sound(source, result.text)
    assert "velha" in {covered(result.text, 1), covered(result.text, 2)}


def test_more_is_asked_for_the_spans_that_are_not_found_and_each_text_once() -> None:
    asked: list[str] = []

    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        for text in texts:
            asked.append(text)
            yield (ARRESTED | WORDS).get(text, text)

    sure = SpannedText("one two", (Span(0, 3, 1),))
    results = list(agreement.translate_batch([sure, ARREST, sure, ARREST], translate))
    assert results[1] == results[3]
    assert results[0].text == results[2].text == sure
    assert asked[:4] == ["one two", "one", ARREST.text, "him"]
    assert asked[4] == "The police arrested X1 at the airport."
    assert sorted(asked[5:]) == sorted(["The", "police", "arrested", "him", "at", "the", "airport"])


def test_protected_text_that_got_lost_goes_in_once_more_as_the_plainest_code() -> None:
    source = SpannedText("Ask Green Room now.", (Span(4, 14, 1, PROTECTED),))
    table = {"Ask Green Room now.": "Pergunte na sala verde.", "Ask X1 now.": "Pergunte X1 agora."}
    result = draft(source, table)
    assert result.text.text == "Pergunte Green Room agora."
    assert covered(result.text, 1) == "Green Room"
    assert result.doubts == ()


def test_protected_text_that_is_lost_twice_is_put_back_and_doubted() -> None:
    source = SpannedText("Ask Green Room now.", (Span(4, 14, 1, PROTECTED),))
    table = {"Ask Green Room now.": "Pergunte na sala verde.", "Ask X1 now.": "Pergunte agora."}
    result = draft(source, table)
    assert covered(result.text, 1) == "Green Room"
    assert result.doubts == ("protected text was lost and put back at a guess",)


@pytest.mark.parametrize("most", [0, 1, 3, 5])
def test_no_more_is_asked_than_may_be(most: int) -> None:
    asked: list[str] = []

    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        for text in texts:
            asked.append(text)
            yield (ARRESTED | WORDS).get(text, text)

    (result,) = agreement.translate_batch([ARREST], translate, most)
    assert_sound(ARREST, result.text)
    assert len(asked) == 2 + most


def test_drafts_come_in_order_though_some_have_to_wait() -> None:
    plain = [SpannedText(f"word {n}") for n in range(40)]
    batch = [text for one in plain for text in (one, ARREST)]
    results = list(agreement.translate_batch(batch, translate_with(ARRESTED | WORDS)))
    assert len(results) == len(batch)
    assert [len(result.text.spans) for result in results] == [0, 1] * len(plain)


def test_a_draft_does_not_depend_on_its_neighbours() -> None:
    other = SpannedText("The man left him.", (Span(13, 16, 5),))
    known = translate_with(ARRESTED | WORDS | {other.text: "O homem o deixou."})
    (alone,) = agreement.translate_batch([ARREST], known)
    assert list(agreement.translate_batch([other, ARREST, other], known))[1] == alone


# What is known of the words


def test_weights_are_those_of_the_dictionary_where_nothing_else_is_known() -> None:
    sides = Sides("the green door", "a porta verde")
    known = {"the": "a", "green": "verdes", "door": "porta"}
    weights = weigh(sides, (), Evidence({}, {}, known, {}))
    assert [max(range(3), key=row.__getitem__) for row in weights] == [0, 2, 1]


def test_what_stays_when_a_span_is_hidden_is_not_the_span_s() -> None:
    sides = Sides("the green door", "a porta verde")
    span = Span(4, 9, 1)
    hidden = {1: "a porta X1"}
    weights = weigh(sides, (span,), Evidence({}, {}, {}, hidden))
    assert [row[1] > 0 for row in weights] == [False, False, True]


def test_if_nothing_changes_when_a_span_is_hidden_nothing_is_known() -> None:
    sides = Sides("the green door", "a porta verde")
    known = {"green": "verde"}
    hidden = {1: "a porta verde X1"}
    weights = weigh(sides, (Span(4, 9, 1),), Evidence({}, {}, known, hidden))
    assert weights[2][1] > 0


def test_a_hidden_span_is_a_code_that_the_sentence_has_not() -> None:
    assert hide("X1 and him", Span(7, 10, 1)) == "X1 and Z1"


@given(st.lists(st.sampled_from("ab."), max_size=9), st.lists(st.sampled_from("ab."), max_size=9))
def test_outside_of_what_was_replaced_two_texts_are_the_same(
    before: list[str], after: list[str]
) -> None:
    replaced = list(evidence._replaced(before, after))
    gone = {n for ours, _ in replaced for n in ours}
    new = {n for _, theirs in replaced for n in theirs}
    assert [w for n, w in enumerate(before) if n not in gone] == [
        w for n, w in enumerate(after) if n not in new
    ]


def test_a_batch_that_is_given_up_closes_the_engine() -> None:
    closed: list[bool] = []

    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        try:
            yield from texts
        finally:
            closed.append(True)

    drafts = agreement.translate_batch([SpannedText("a"), SpannedText("b")], translate)
    next(drafts)
    drafts.close()  # type: ignore[attr-defined]  # a generator, behind its interface
    assert closed == [True]


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        pytest.param("Casa", "casa", 1.0, 1.0, id="case does not matter"),
        pytest.param("política", "politica", 0.9, 0.99, id="an accent matters little"),
        pytest.param("empresa", "empresas", 0.7, 0.95, id="an ending matters little"),
        pytest.param("1945", "1946", 0.0, 0.0, id="figures are the same or not"),
        pytest.param("de", "do", 0.0, 0.0, id="short words are the same or not"),
        pytest.param("casa", "perro", 0.0, 0.0, id="other words are other words"),
    ],
)
def test_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)


def test_words_of_han_are_single_letters() -> None:
    assert [word.text for word in words("在2024年 good")] == ["在", "2024", "年", "good"]


def test_nothing_is_found_where_nothing_is_alike() -> None:
    assert find(["gato negro"], words("la casa es grande"), 5, 17) == []


def test_anchors_are_names_and_figures_in_the_same_order() -> None:
    assert (4, 3) in anchors("In, Berlin 1989", "En Berlin 1989")
    assert anchors("oui non", "sí no") == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_a_chain_rises_in_both_numbers(pairs: list[tuple[int, int]]) -> None:
    chain = rising(pairs)
    assert chain == sorted(chain)
    assert [b for _, b in chain] == sorted(b for _, b in chain)
    assert set(chain) <= set(pairs)
