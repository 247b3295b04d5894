"""Spans through a word alignment, without an engine."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from translate.alignment import words
from translate.model import Span, SpanKind, SpannedText
from translate.projection import project
from translate.span_tree import Node, restore, tree

TAG = re.compile(r"<(?P<end>/?)(?P<number>\d+)(?P<kind>[=/]?)>")


def spanned(marked: str) -> SpannedText:
    """Read `<1>a pair</1>`, `<2/>` for a mark and `<3=>protected</3>`."""
    text, cursor = "", 0
    spans: dict[int, Span] = {}
    for tag in TAG.finditer(marked):
        text += marked[cursor : tag.start()]
        cursor = tag.end()
        number, at = int(tag["number"]), len(text)
        kind = {"=": SpanKind.PROTECTED, "/": SpanKind.STANDING}.get(tag["kind"], SpanKind.PAIR)
        if tag["end"]:
            spans[number] = Span(spans[number].start, at, number, spans[number].kind)
        else:
            spans[number] = Span(at, at, number, kind)
    order = sorted(spans.values(), key=lambda span: (span.start, -span.end))
    return SpannedText(text + marked[cursor:], tuple(order))


def marked(text: SpannedText) -> str:
    """Write what `spanned` reads."""
    events: list[tuple[int, int, int, str]] = []
    for order, span in enumerate(text.spans):
        if span.start == span.end:
            mark = "/" if span.kind is SpanKind.STANDING else ""
            events.append((span.start, 1, order, f"<{span.number}{mark}>"))
            if not mark:
                events.append((span.end, 1, order, f"</{span.number}>"))
        else:
            sign = "=" if span.kind is SpanKind.PROTECTED else ""
            events.append((span.start, 2, order, f"<{span.number}{sign}>"))
            events.append((span.end, 0, -order, f"</{span.number}>"))
    out, cursor = "", 0
    for at, _, _, tag in sorted(events):
        out += text.text[cursor:at] + tag
        cursor = at
    return out + text.text[cursor:]


def aligned(source: SpannedText, target: str, links: str) -> list[list[float]]:
    """Return weights from links such as `house-casa`, with a little noise as models have it.

    A word that stands several times is meant by `word.2`; signs that are alike are linked.
    """
    ours, theirs = words(source.text), words(target)
    weights = [[0.02] * len(ours) for _ in theirs]
    for t, (a, b) in enumerate(theirs):
        for s, (c, d) in enumerate(ours):
            if target[a:b] == source.text[c:d] and not target[a:b].isalnum():
                weights[t][s] = 0.9
    for link in links.split():
        left, _, right = link.rpartition("→")
        weights[_find(right, target)][_find(left, source.text)] = 0.9
    return weights


def _find(word: str, text: str) -> int:
    name, _, count = word.partition("_")
    found = [i for i, (a, b) in enumerate(words(text)) if text[a:b] == name]
    return found[int(count or 1) - 1]


def projected(source: str, target: str, links: str) -> tuple[str, tuple[str, ...]]:
    before = spanned(source)
    weights = aligned(before, target, links)
    spans, doubts = project(before, target, words(before.text), words(target), weights)
    return marked(restore(before, SpannedText(target, spans))), doubts


HOUSE = "The→La big→grande house→casa burned→ardió"

CASES = [
    # Pairs
    ("The big <1>house</1> burned.", "La <1>casa</1> grande ardió.", HOUSE, "moves with its word"),
    ("The <1>big house</1> burned.", "La <1>casa grande</1> ardió.", HOUSE, "covers both words"),
    ("<1>The big house</1> burned.", "<1>La casa grande</1> ardió.", HOUSE, "begins the sentence"),
    ("The big house <1>burned</1>.", "La casa grande <1>ardió</1>.", HOUSE, "leaves the full stop"),
    ("The big house <1>burned.</1>", "La casa grande <1>ardió.</1>", HOUSE, "takes the full stop"),
    ("<1>The big house burned.</1>", "<1>La casa grande ardió.</1>", HOUSE, "is the sentence"),
    ("<1>The big house burned</1>.", "<1>La casa grande ardió</1>.", HOUSE, "is all its words"),
    (
        "Read the <1>installation guide</1> first.",
        "Lea primero la <1>guía de instalación</1>.",
        "Read→Lea the→la installation→instalación guide→guía first→primero installation→de",
        "takes a preposition between its words",
    ),
    (
        "Read the <1>installation guide</1> first.",
        "Lea primero la <1>guía de instalación</1>.",
        "Read→Lea the→la installation→instalación guide→guía first→primero",
        "takes a word between its words that owes nothing to any",
    ),
    (
        "On <1>Tuesday</1> it rained.",
        "Na <1>terça-feira</1> choveu.",
        "On→Na Tuesday→terça Tuesday→feira rained→choveu it→choveu",
        "takes a hyphen inside of its word",
    ),
    (
        "He said <1>“never again”</1>, softly.",
        "Disse <1>«nunca más»</1>, en voz baja.",
        "He→Disse said→Disse never→nunca again→más softly→voz",
        "takes its quotes in another shape",
    ),
    (
        "He said “<1>never again</1>”, softly.",
        "Disse «<1>nunca más</1>», en voz baja.",
        "He→Disse said→Disse never→nunca again→más softly→voz",
        "leaves quotes that are not its own",
    ),
    (
        "<1>What now?</1> she asked.",
        "<1>¿Y ahora?</1>, preguntó.",
        "What→Y now→ahora she→preguntó asked→preguntó",
        "takes the opening question mark along",
    ),
    (
        "It rose by <1>12%</1> in May.",
        "Subió un <1>12 %</1> en mayo.",
        "It→Subió rose→Subió by→un 12→12 in→en May→mayo",
        "takes the percent sign behind a space",
    ),
    (
        "See (<1>figure 3</1>) below.",
        "Ver (<1>figura 3</1>) abajo.",
        "See→Ver figure→figura 3→3 below→abajo",
        "stays inside of brackets",
    ),
    (
        "Its <1>un</1>happy end.",
        "Su <1>infeliz</1> final.",
        "Its→Su unhappy→infeliz end→final",
        "widens from a part of a word to the word",
    ),
    (
        "<1>Warning:</1> it burns.",
        "<1>Atención:</1> quema.",
        "Warning→Atención it→quema burns→quema",
        "takes its colon",
    ),
    (
        "<1>Warning</1>: it burns.",
        "<1>Atención</1>: quema.",
        "Warning→Atención it→quema burns→quema",
        "leaves the colon",
    ),
    (
        "Wait<1>…</1> and see.",
        "Espera<1>…</1> y verás.",
        "Wait→Espera and→y see→verás",
        "may have nothing but a sign",
    ),
    (
        "The <1>red</1> and <2>green</2> lights",
        "Las luces <1>roja</1> y <2>verde</2>",
        "The→Las red→roja and→y green→verde lights→luces",
        "stands apart from another",
    ),
    (
        "<1>Black</1> <2>cat</2>",
        "<2>Gato</2> <1>negro</1>",
        "Black→negro cat→Gato",
        "changes places with another",
    ),
    (
        "我们在<1>北京</1>见面。",
        "Nos vemos en <1>Pekín</1>.",
        "我→Nos 们→Nos 在→en 北→Pekín 京→Pekín 见→vemos 面→vemos",
        "comes out of a script without spaces",
    ),
    (
        "See you in <1>Beijing</1>.",
        "我们在<1>北京</1>见。",
        "See→见 you→我 you→们 in→在 Beijing→北 Beijing→京",
        "goes into a script without spaces",
    ),
    (
        "नमस्ते <1>दुनिया</1>!",
        "Hello <1>world</1>!",
        "नमस्ते→Hello दुनिया→world",
        "covers a word with vowel signs",
    ),
    (
        "He will <1>move his house</1>.",
        "Ele <1>mudará sua casa</1>.",
        "He→Ele will→mudará move→mudará his→sua house→casa",
        "takes a word that two have become",
    ),
    (
        "He <1>will</1> move his house.",
        "Ele <1>mudará</1> sua casa.",
        "He→Ele will→mudará move→mudará his→sua house→casa",
        "takes it for the other of the two",
    ),
    (
        "This was <1>never valid</1>.",
        "Isto <1>nunca foi válido</1>.",
        "This→Isto was→foi never→nunca valid→válido",
        "takes a word of others between its own",
    ),
    (
        "The <1>red car</1> waits.",
        "O <1>carro vermelho</1> espera.",
        "The→O red→vermelho car→carro waits→espera",
        "leaves the words of others beside its own",
    ),
    # Nested
    (
        "The <1>big <2>house</2></1> burned.",
        "La <1><2>casa</2> grande</1> ardió.",
        HOUSE,
        "holds another in new order",
    ),
    (
        "The <1><2>house</2></1> burned.",
        "La <1><2>casa</2></1> ardió.",
        "The→La house→casa burned→ardió",
        "holds another of the same width",
    ),
    (
        "<1>The <2>big</2> house burned.</1>",
        "<1>La casa <2>grande</2> ardió.</1>",
        HOUSE,
        "is a sentence that holds another",
    ),
    # Marks
    ("The house<1/> fell.", "La casa<1/> cayó.", "house→casa fell→cayó", "follows its word"),
    ("The big house<1/> burned.", "La casa grande<1/> ardió.", HOUSE, "follows all that it did"),
    ("The <1/> big house burned.", "La <1/> casa grande ardió.", HOUSE, "precedes all that it did"),
    (
        "The mayor's office<1/> is closed.",
        "El despacho del alcalde<1/> está cerrado.",
        "The→El mayor→alcalde s→del office→despacho is→está closed→cerrado",
        "follows a possessor that has moved behind",
    ),
    (
        "No, the mayor<1/> said.",
        "No, dijo el alcalde<1/>.",
        "No→No the→el mayor→alcalde said→dijo",
        "stays with its word when the verb goes before",
    ),
    ("The big house burned.<1/>", "La casa grande ardió.<1/>", HOUSE, "ends the sentence"),
    ("The big house burned<1/>.", "La casa grande ardió<1/>.", HOUSE, "precedes the full stop"),
    ("<1/>The big house burned.", "<1/>La casa grande ardió.", HOUSE, "begins the sentence"),
    ("The <1>house</1><2/> fell.", "La <1>casa</1><2/> cayó.", "house→casa", "follows a pair"),
    (
        "First this,<1/> then that.",
        "Primero esto,<1/> luego eso.",
        "First→Primero this→esto then→luego that→eso",
        "stays behind the comma",
    ),
    (
        "He came (“late”)<1/> and left.",
        "Llegó («tarde»)<1/> y se fue.",
        "He→Llegó came→Llegó late→tarde and→y left→fue",
        "stays behind quote and bracket",
    ),
    (
        "Send it to the main office,<1/>second floor.",
        "Envie para o escritório principal,<1/> segundo andar.",
        "Send→Envie it→Envie to→para the→o main→principal office→escritório second→segundo "
        "floor→andar",
        "stays behind the comma though its word has moved",
    ),
    (
        "The main office,<1/> at last.",
        "O escritório principal<1/> enfim.",
        "The→O main→principal office→principal at→enfim last→enfim",
        "follows its word where the comma is gone",
    ),
    (
        "Press <1/>the button.",
        "Pulse <1/>el botón.",
        "Press→Pulse the→el button→botón",
        "stays before the word it touches",
    ),
    (
        "The sign <1/> is red.",
        "La señal <1/> es roja.",
        "The→La sign→señal is→es red→roja",
        "keeps both of its spaces",
    ),
    (
        "An <1>old<2/> big house</1> burned.",
        "Una <1>vieja<2/> casa grande</1> ardió.",
        "An→Una old→vieja big→grande house→casa burned→ardió",
        "stays in the pair that it is in",
    ),
    (
        "A<1/><2/> word here.",
        "Una<1/><2/> palabra aquí.",
        "A→Una word→palabra here→aquí",
        "keeps its order with another",
    ),
    # Protected
    (
        "Run <1=>make test</1> now.",
        "Ahora ejecute <1=>make test</1>.",
        "Run→ejecute now→Ahora",
        "is found letter by letter",
    ),
    (
        "Use <1=>a</1> and <2=>a</2>, not <3=>b</3>.",
        "No use <3=>b</3>, sino <1=>a</1> y <2=>a</2>.",
        "Use→use and→y not→No a→a a_2→a_2",
        "is found as often as it stands there",
    ),
    (
        "Open <1>the <2=>README</2> file</1>.",
        "Abra <1>el archivo <2=>README</2></1>.",
        "Open→Abra the→el file→archivo",
        "stays in its pair",
    ),
    (
        "The option <1=>no</1> is off.",
        "La opción <1=>no</1> está apagada, no.",
        "The→La option→opción is→está off→apagada no→no",
        "is the one that answers, of two",
    ),
]


IDS = [pytest.param(*case[:3], id=case[3]) for case in CASES]


@pytest.mark.parametrize(("source", "wanted", "links"), IDS)
def test_a_span(source: str, wanted: str, links: str) -> None:
    target = re.sub(" +", " ", TAG.sub("", wanted))
    assert projected(source, target, links) == (wanted, ())


@pytest.mark.parametrize(
    ("source", "target", "links", "wanted"),
    [
        pytest.param(
            "Run <1=>make test</1> now.",
            "Ahora ejecute hacer prueba.",
            "Run→ejecute make→hacer test→prueba now→Ahora",
            "Ahora ejecute <1=>make test</1>.",
            id="is put in for what became of it",
        ),
        pytest.param(
            "See <1><2=>example.org</2></1>!",
            "¡Vea ejemplo punto org!",
            "See→Vea example→ejemplo example→punto org→org",
            "¡Vea <1><2=>example.org</2></1>!",
            id="is put in, and its pair goes with it",
        ),
        pytest.param(
            "The <1=>x_1</1> and <2=>x_2</2> values",
            "Los valores x 1 y x 2",
            "The→Los x→x 1→1 and→y x_2→x_2 2→2 values→valores",
            "Los valores <1=>x_1</1> y <2=>x_2</2>",
            id="is put in for each of two that are alike",
        ),
    ],
)
def test_protected_text(source: str, target: str, links: str, wanted: str) -> None:
    assert projected(source, target, links) == (wanted, ())


def test_protected_text_that_is_lost_is_put_at_a_border_between_words_and_doubted() -> None:
    found, doubts = projected(
        "Press <1=>Ctrl+C</1> twice.", "Pulse dos veces.", "Press→Pulse twice→dos twice→veces"
    )
    assert found == "Pulse <1=>Ctrl+C</1> dos veces."
    assert doubts == ("nothing in the translation answers to “Ctrl+C”",)


def test_a_pair_whose_words_are_lost_gets_the_nearest_word_and_a_doubt() -> None:
    found, doubts = projected("It is <1>really</1> good.", "Es bueno.", "It→Es is→Es good→bueno")
    assert found in {"<1>Es</1> bueno.", "Es <1>bueno</1>."}
    assert doubts == ("nothing in the translation answers to “really”",)


def test_a_pair_whose_words_are_far_apart_gets_the_most_of_them_and_a_doubt() -> None:
    found, doubts = projected(
        "They <1>called the meeting off</1> today.",
        "Cancelaron hoy por fin esta reunión tan larga.",
        "They→Cancelaron called→Cancelaron off→Cancelaron today→hoy today→por today→fin "
        "the→esta meeting→reunión today→tan today→larga",
    )
    assert found == "Cancelaron hoy por fin <1>esta reunión</1> tan larga."
    assert doubts == ("“called the meeting off” is not in one piece in the translation",)


def test_a_mark_without_any_alignment_is_doubted() -> None:
    source = spanned("One two<1/> three.")
    ours, theirs = words(source.text), words("Um dois três.")
    nothing = [[0.0] * len(ours) for _ in theirs]
    spans, doubts = project(source, "Um dois três.", ours, theirs, nothing)
    assert spans[0].start in {2, 7}
    assert doubts == ("the place of the mark after “One two” is a guess",)


def test_a_text_without_spans_has_none() -> None:
    text = SpannedText("One.")
    assert project(text, "Um.", words("One."), words("Um."), [[1.0, 0.0]] * 2) == ((), ())


def test_weights_of_another_shape_than_the_words_are_refused() -> None:
    text = SpannedText("One.", (Span(0, 3, 1),))
    with pytest.raises(ValueError, match="a row for each target word"):
        project(text, "Um.", words("One."), words("Um."), [[1.0]])


# For any weights at all


@st.composite
def nested(draw: st.DrawFn) -> SpannedText:
    """Draw a text with spans as `SpannedText` asks: nested or apart, numbered in any order."""
    text = draw(st.text(st.sampled_from("ab 家é.,“”¿? \u0301"), max_size=24))
    spans: list[tuple[int, int, SpanKind]] = []

    def fill(start: int, end: int, depth: int) -> None:
        cursor = start
        while cursor <= end and draw(st.booleans()):
            first = draw(st.integers(cursor, end))
            last = draw(st.integers(first, end))
            kind = draw(st.sampled_from(SpanKind))
            spans.append((first, first if kind is SpanKind.STANDING else last, kind))
            if kind is SpanKind.PAIR and depth < 3:
                fill(first, last, depth + 1)
            cursor = max(last, first + 1)

    fill(0, len(text), 0)
    numbers = draw(st.permutations(range(1, len(spans) + 1)))
    made = [Span(a, b, n, kind) for (a, b, kind), n in zip(spans, numbers, strict=True)]
    return SpannedText(text, tuple(sorted(made, key=lambda span: (span.start, -span.end))))


numbers = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 0.5, 1.0])


def check(source: SpannedText, target: SpannedText) -> None:
    """Fail unless the target has the spans of the source, sorted, and nested like them."""
    placed = {span.number: span for span in target.spans}
    assert len(target.spans) == len(placed)
    assert {(s.number, s.kind) for s in source.spans} == {(s.number, s.kind) for s in target.spans}
    assert list(target.spans) == sorted(target.spans, key=lambda span: (span.start, -span.end))

    def walk(nodes: list[Node], start: int, end: int) -> None:
        places = sorted((placed[n.span.number].start, placed[n.span.number].end) for n in nodes)
        for (a, b), (c, d) in pairwise(places):
            assert b <= c or a == b == c or c == d == a, "two that are apart overlap"
        for node in nodes:
            span = placed[node.span.number]
            assert start <= span.start <= span.end <= end, "one leaves the one that it is in"
            walk(node.children, span.start, span.end)

    walk(tree(source.spans), 0, len(target.text))


@given(
    source=nested(), target=st.text(st.sampled_from("ab 家é.,“”¿?"), max_size=24), data=st.data()
)
def test_every_span_is_placed_once_and_nested_as_in_the_source(
    source: SpannedText, target: str, data: st.DataObject
) -> None:
    ours, theirs = words(source.text), words(target)
    row = st.lists(numbers, min_size=len(ours), max_size=len(ours))
    weights = data.draw(st.lists(row, min_size=len(theirs), max_size=len(theirs)))
    spans, _ = project(source, target, ours, theirs, weights)
    check(source, SpannedText(target, spans))


@given(
    source=nested(), target=st.text(st.sampled_from("ab 家é.,“”¿?"), max_size=24), data=st.data()
)
def test_protected_text_reads_as_in_the_source_and_nothing_else_is_lost(
    source: SpannedText, target: str, data: st.DataObject
) -> None:
    ours, theirs = words(source.text), words(target)
    row = st.lists(numbers, min_size=len(ours), max_size=len(ours))
    weights = data.draw(st.lists(row, min_size=len(theirs), max_size=len(theirs)))
    spans, _ = project(source, target, ours, theirs, weights)
    restored = restore(source, SpannedText(target, spans))
    check(source, restored)
    origin = {span.number: source.text[span.start : span.end] for span in source.spans}
    for span in restored.spans:
        if span.kind is SpanKind.PROTECTED:
            assert restored.text[span.start : span.end] == origin[span.number]
    kept = "".join(
        "" if any(s.start <= i < s.end and s.kind is SpanKind.PROTECTED for s in spans) else letter
        for i, letter in enumerate(target)
    )
    left = "".join(
        ""
        if any(s.start <= i < s.end and s.kind is SpanKind.PROTECTED for s in restored.spans)
        else letter
        for i, letter in enumerate(restored.text)
    )
    assert left.replace(" ", "") == kept.replace(" ", "")


@given(source=nested())
def test_a_translation_equal_to_its_source_word_by_word_has_its_pairs_around_the_same_words(
    source: SpannedText,
) -> None:
    ours = words(source.text)
    weights = [[float(t == s) for s in range(len(ours))] for t in range(len(ours))]
    spans, _ = project(source, source.text, ours, ours, weights)
    placed = {span.number: source.text[span.start : span.end].strip() for span in spans}
    edges = {edge for span in source.spans for edge in (span.start, span.end)}
    assume(not any(a < edge < b for a, b in ours for edge in edges))
    for span in source.spans:
        covered = [(a, b) for a, b in ours if span.start <= a and b <= span.end]
        if span.kind is SpanKind.PAIR and covered:
            assert placed[span.number] == source.text[covered[0][0] : covered[-1][1]]


# Words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", [], id="nothing has no words"),
        pytest.param("L'eau, déjà!", ["L", "'", "eau", ",", "déjà", "!"], id="signs are alone"),
        pytest.param("12%  of 3.5", ["12", "%", "of", "3", ".", "5"], id="figures are words"),
        pytest.param("北京2008", ["北", "京", "2008"], id="each Han letter is a word"),
        pytest.param("हिन्दी में", ["हिन्दी", "में"], id="vowel signs belong to their letters"),
        pytest.param("cafe\u0301 e\u0301t", ["cafe\u0301", "e\u0301t"], id="accents apart, too"),
        pytest.param("한국어 책", ["한국어", "책"], id="Korean has spaces"),
        pytest.param("ไทย", ["ไ", "ท", "ย"], id="each Thai letter is a word"),
    ],
)
def test_words(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in words(text)] == parts


@given(st.text())
def test_words_are_in_order_apart_and_all_that_is_no_space(text: str) -> None:
    found = words(text)
    assert all(a < b for a, b in found)
    assert all(b <= c for (_, b), (c, _) in pairwise(found))
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())


def test_no_number_is_no_weight() -> None:
    text = SpannedText("a b", (Span(0, 1, 1),))
    weights = [[math.nan, math.inf], [-1.0, 0.0]]
    spans, doubts = project(text, "c d", words("a b"), words("c d"), weights)
    assert len(spans) == 1
    assert doubts
