"""Terms in drafts. The invariant: a draft's other spans stay as they were, over the same words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.engines.echo import Echo
from translate.glossary.enforce import mark, settle
from translate.glossary.terms import Glossary, Kind, Term, for_language
from translate.model import Draft, Span, SpanKind, SpannedText

GLOSSARY = for_language(
    Glossary(
        (
            Term("lettre", "carta", "es"),
            Term("lettre", "tarjeta", "es", kind=Kind.NEVER),
            Term("crime de guerre", "crimen de guerra", "es"),
            Term("Kim Jong-un", kind=Kind.KEEP),
            Term("Claus Kleber", kind=Kind.KEEP),
            Term("Union", "Unión", "es"),
        )
    ),
    "es",
)
PAIR, STANDING, PROTECTED = SpanKind.PAIR, SpanKind.STANDING, SpanKind.PROTECTED


def spanned(markup: str) -> SpannedText:
    """Read `a [1:b c] d`, `[2!:b]` for protected text, `[3:]` for a mark."""
    text, spans, stack = "", [], []
    index = 0
    while index < len(markup):
        if markup[index] == "[":
            head, _, _ = markup[index + 1 :].partition(":")
            stack.append((len(text), int(head.rstrip("!")), head.endswith("!")))
            index += len(head) + 2
            continue
        if markup[index] == "]":
            start, number, fixed = stack.pop()
            kind = PROTECTED if fixed else STANDING if start == len(text) else PAIR
            spans.append(Span(start, len(text), number, kind))
        else:
            text += markup[index]
        index += 1
    return SpannedText(text, tuple(sorted(spans, key=lambda s: (s.start, -s.end))))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        pytest.param("Une lettre.", "Une [1:lettre].", id="a term is covered"),
        pytest.param("À Kim Jong-un.", "À [1!:Kim Jong-un].", id="a name is protected"),
        pytest.param("Une [7:lettre].", "Une [7:[8:lettre]].", id="inside a link"),
        pytest.param(
            "Un crime [1:de] guerre", "Un [2:crime [1:de] guerre]", id="around a code inside"
        ),
        pytest.param("Kim [1:Jong-un]", "[2:Kim [1:Jong-un]]", id="a name with a code inside"),
        pytest.param("Une [1:]lettre[2:]", "Une [1:][3:lettre][2:]", id="between two marks"),
    ],
)
def test_a_term_gets_a_span(source: str, wanted: str) -> None:
    marked, marks = mark(spanned(source), "fr", GLOSSARY)
    assert marked.text == spanned(wanted).text
    assert set(marked.spans) == set(spanned(wanted).spans)
    added = {span.number for span in marked.spans} - {s.number for s in spanned(source).spans}
    assert set(marks) == added


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Un mot.", id="no term"),
        pytest.param("[1:Un crime de] guerre", id="a span that crosses"),
        pytest.param("[1!:une lettre]", id="protected text"),
        pytest.param("Un crime [1!:de] guerre", id="protected text inside"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_text_is_left_without_marks(source: str) -> None:
    assert mark(spanned(source), "fr", GLOSSARY) == (spanned(source), {})


CASES = [
    pytest.param(
        "Une lettre.", "Una [1:tarjeta].", "Una carta.", [], id="the word is replaced"
    ),
    pytest.param(
        "Lettre à la mer", "[1:Tarjeta] al mar", "Carta al mar", [],
        id="a first word keeps its capital",
    ),
    pytest.param("LETTRE", "[1:TARJETA]", "CARTA", [], id="capitals stay capitals"),
    pytest.param(
        "Une lettre, là.", "[1:Una tarjeta,] ahí.", "Una carta, ahí.", [],
        id="an article and a comma stay",
    ),
    pytest.param(
        "Une [7:lettre].", "Una [7:[8:tarjeta]].", "Una [7:carta].", [], id="inside a link"
    ),
    pytest.param(
        "[7:Une lettre] [8:ici]", "[7:Una [9:tarjeta]] [8:aquí]", "[7:Una carta] [8:aquí]", [],
        id="the codes behind move along",
    ),
    pytest.param(
        "Des lettres.", "Unas [1:tarjetas].", "Unas carta.",
        ["“lettres” became “carta”, perhaps in the wrong form"], id="a plural leaves a doubt",
    ),
    pytest.param(
        "Une lettre.", "Unas [1:tarjetas].", "Unas carta.",
        ["“lettre” became “carta”, perhaps in the wrong form"], id="so does a plural of the draft",
    ),
    pytest.param(
        "Kim Jong-un", "[1!:Kim Jong-uno]", "Kim Jong-un", [], id="a name is put right"
    ),
    pytest.param(
        "l’Union", "la [1:unión]", "la Unión", [], id="a name gets its capital"
    ),
]  # fmt: skip
UNTOUCHED = [
    pytest.param(
        "Un crime de guerre.", "Un [1:delito de] guerra.", "Un delito de guerra.",
        ["“crime de guerre” should be “crimen de guerra”"], id="a span that breaks off",
    ),
    pytest.param("Une lettre.", "Una [1:carta].", "Una carta.", [], id="the term is there"),
    pytest.param("Des lettres.", "Unas [1:cartas].", "Unas cartas.", [], id="its plural is there"),
    pytest.param("Une lettre.", "[1:Una] carta.", "Una carta.", [], id="a span beside the term"),
    pytest.param("Kim Jong-un", "[1!:Kim Jong-un]", "Kim Jong-un", [], id="a name as it was"),
    pytest.param(
        "Une lettre.", "Una tarjeta[1:].", "Una tarjeta.", ["“lettre” should be “carta”"],
        id="no place",
    ),
    pytest.param(
        "Une lettre.", "[1:Una que he escrito].", "Una que he escrito.",
        ["“lettre” should be “carta”"], id="too many words",
    ),
    pytest.param(
        "crime [7:de] guerre", "[8:delito [7:de] guerra]", "delito [7:de] guerra",
        ["“crime de guerre” should be “crimen de guerra”"], id="a code inside",
    ),
    pytest.param(
        "Une lettre [7!:x]", "Una [8:tarjeta [7!:x]]", "Una tarjeta [7!:x]",
        ["“lettre” should be “carta”"], id="protected text inside",
    ),
    pytest.param(
        "Une lettre.", "Una tar[1:jeta].", "Una tarjeta.", ["“lettre” should be “carta”"],
        id="half a word",
    ),
    pytest.param("Un mot.", "Una tarjeta.", "Una tarjeta.", [], id="nothing was marked"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "draft", "wanted", "doubts"), [*CASES, *UNTOUCHED])
def test_a_draft_is_settled(source: str, draft: str, wanted: str, doubts: list[str]) -> None:
    _, marks = mark(spanned(source), "fr", GLOSSARY)
    engine = spanned(draft)
    assert set(marks) <= {span.number for span in engine.spans}
    done = settle(Draft(engine, alternatives=(engine,)), marks, "es")
    assert done.text == spanned(wanted)
    assert done.alternatives == (spanned(wanted),)
    assert list(done.doubts) == doubts


def test_a_genitive_becomes_the_name() -> None:
    marked, marks = mark(SpannedText("Claus Klebers Brief"), "de", GLOSSARY)
    assert [span.kind for span in marked.spans] == [PAIR]
    draft = SpannedText("La carta de Claus Klebers", (Span(12, 25, 1),))
    assert settle(Draft(draft), marks, "es").text.text == "La carta de Claus Kleber"


def test_a_span_that_an_engine_lost_is_a_doubt() -> None:
    _, marks = mark(SpannedText("Une lettre"), "fr", GLOSSARY)
    done = settle(Draft(SpannedText("Una nota"), doubts=("other",)), marks, "es")
    assert done.doubts == ("other", "“lettre” should be “carta”")


PIECES = [
    "lettre", "Lettre", "lettres", "crime de guerre", "crimes", "de", "guerre", "Kim Jong-un",
    "l’Union", "carta", "https://x.y/lettre", ".", " ", " ", "—", "金",
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> SpannedText:
    """Any text of these pieces, with spans that are nested or apart."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=12)))
    spans: list[Span] = []
    edges = st.integers(0, len(text))
    for number in range(1, draw(st.integers(0, 5)) + 1):
        start, end = sorted((draw(edges), draw(edges)))
        kind = STANDING if start == end else draw(st.sampled_from([PAIR, PROTECTED]))
        inside = any(
            s.kind is PROTECTED and s.start < s.end and start <= s.end and s.start <= end
            for s in spans
        )
        crossing = any(
            s.start < start < s.end < end
            or start < s.start < end < s.end
            or (kind is PROTECTED and start < s.end and s.start < end)
            for s in spans
        )
        if not crossing and not inside:
            spans.append(Span(start, end, number * 3, kind))
    return SpannedText(text, tuple(sorted(spans, key=lambda s: (s.start, -s.end))))


terms = st.lists(
    st.sampled_from(GLOSSARY.terms)
    | st.builds(Term, st.sampled_from(PIECES), st.sampled_from(["x y", "Ω", "carta", "«z»"]))
    | st.builds(lambda s: Term(s, kind=Kind.KEEP), st.sampled_from(PIECES)),
    max_size=5,
).map(lambda found: Glossary(tuple(found)))


@given(texts(), terms)
@example(spanned("Une [1:lettre[2:]]"), GLOSSARY)
def test_a_marked_text_holds_its_own_spans_in_their_order(
    text: SpannedText, glossary: Glossary
) -> None:
    marked, marks = mark(text, "fr", glossary)
    assert marked.text == text.text
    assert tuple(s for s in marked.spans if s.number not in marks) == text.spans
    assert list(marked.spans) == sorted(marked.spans, key=lambda s: (s.start, -s.end))
    for one in marked.spans:
        for other in marked.spans:
            assert not one.start < other.start < one.end < other.end


@given(texts(), terms)
def test_what_comes_back_from_an_engine_has_exactly_the_spans_of_the_source(
    text: SpannedText, glossary: Glossary
) -> None:
    """Marked, echoed and settled, a text has its own spans, over its own words or terms' words."""
    marked, marks = mark(text, "fr", glossary)
    (draft,) = Echo().translate([marked], "fr", "es")
    done = settle(draft, marks, "es").text
    assert [(s.number, s.kind) for s in done.spans] == [(s.number, s.kind) for s in text.spans]
    for before, after in zip(text.spans, done.spans, strict=True):
        words = text.text[before.start : before.end]
        if before.kind is PROTECTED or not marks:
            assert done.text[after.start : after.end] == words
        assert bool(words) == (after.start < after.end)
        # What lies outside of the replaced words is as it was, so a span begins behind as much.
        cut = SpannedText(text.text, (Span(0, before.start, 1), Span(0, before.end, 2)))
        moved = settle(
            Draft(SpannedText(text.text, (*cut.spans, *_of_marks(marked, marks)))), marks, "es"
        ).text
        places = {span.number: span.end for span in moved.spans}
        if moved.text == done.text:
            assert (after.start, after.end) == (places[1], places[2])


def _of_marks(marked: SpannedText, marks: object) -> tuple[Span, ...]:
    return tuple(s for s in marked.spans if s.number in marks)


@given(texts(), texts(), terms)
def test_whatever_an_engine_gives_back_the_other_spans_stay(
    text: SpannedText, draft: SpannedText, glossary: Glossary
) -> None:
    """A draft of any text, the marks over any of its spans: nothing else is lost or crossed."""
    _, marks = mark(text, "fr", glossary)
    renamed = dict(zip((span.number for span in draft.spans), marks, strict=False))
    shift = max(marks, default=0)
    spans = tuple(
        Span(s.start, s.end, renamed.get(s.number, s.number + shift), s.kind) for s in draft.spans
    )
    done = settle(Draft(SpannedText(draft.text, spans)), marks, "es").text
    kept = [span for span in spans if span.number not in marks]
    assert [(s.number, s.kind) for s in done.spans] == [(s.number, s.kind) for s in kept]
    for before, after in zip(kept, done.spans, strict=True):
        if before.kind is PROTECTED:
            words = draft.text[before.start : before.end]
            assert done.text[after.start : after.end] == words
    for one in done.spans:
        for other in done.spans:
            assert not one.start < other.start < one.end < other.end
    assert list(done.spans) == sorted(done.spans, key=lambda s: (s.start, -s.end))
