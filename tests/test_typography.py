"""Typography: the cases of `data/typography.md`, half of them to say "leave this alone"; and what
must hold for any draft, whatever its spans are.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.engines import load
from translate.errors import EngineError, LanguageError
from translate.model import Span, SpanKind, SpannedText
from translate.typography import RULES, typeset
from translate.typography.edits import SEALED, Edit, apply
from translate.typography.habits import habits

GOLDEN = Path(__file__).parent / "data" / "typography.md"
TAGS = """
    ar ast bg ca cs da de de-CH el en en-GB es es-MX et eu fa fi fr fr-CA fr-CH gl he hr hu it ja
    ko lt lv nb nl oc pl pt pt-BR pt-PT ro ru sk sl sr sv tr uk zh-Hans zh-Hant
"""
LANGUAGES = TAGS.split()


def spanned(marked: str) -> SpannedText:
    """Read the codes of the golden file: ⟨pair⟩, ⟦protected⟧, ¤."""
    text, spans, opened = "", [], []
    for sign in marked.replace("⍽", "\u00a0").replace("⎵", "\u202f"):
        if sign in "⟨⟦":
            opened.append((len(text), len(spans)))
            spans.append(None)
        elif sign in "⟩⟧":
            start, index = opened.pop()
            kind = SpanKind.PAIR if sign == "⟩" else SpanKind.PROTECTED
            spans[index] = Span(start, len(text), index, kind)
        elif sign == "¤":
            spans.append(Span(len(text), len(text), len(spans), SpanKind.STANDING))
        else:
            text += sign
    return SpannedText(text, tuple(spans))


def golden():
    page = GOLDEN.read_text("utf-8")
    for title, lines in re.findall(r"(?m)^### (.+)\n\n((?:- .+\n)+)", page):
        route, source, draft, *rest = [line[2:] for line in lines.splitlines()]
        of, to = route.split(" → ")
        yield pytest.param(of, to, source, draft, rest[0] if rest else None, id=f"{to}: {title}")


CASES = list(golden())
CHANGED = [case for case in CASES if case.values[4] is not None]
ALONE = [case for case in CASES if case.values[4] is None]


@pytest.mark.parametrize(("of", "to", "source", "draft", "expected"), CHANGED)
def test_typesets(of, to, source, draft, expected):
    assert typeset(spanned(draft), spanned(source), of, to) == spanned(expected)


@pytest.mark.parametrize(("of", "to", "source", "draft", "expected"), CHANGED)
def test_leaves_alone_what_is_typeset(of, to, source, draft, expected):
    once = spanned(expected)
    assert typeset(once, spanned(source), of, to) is once


@pytest.mark.parametrize(("of", "to", "source", "draft", "expected"), ALONE)
def test_leaves_alone(of, to, source, draft, expected):
    text = spanned(draft)
    assert typeset(text, spanned(source), of, to) is text


def test_half_of_the_golden_cases_say_leave_alone():
    assert len(ALONE) >= 0.45 * len(CASES)
    assert len(CASES) == GOLDEN.read_text("utf-8").count("\n### ")


# What must hold for any draft.

PIECES = st.sampled_from(
    [
        *"\"'“”„«»‹›‘’‚「」『』?!:;.,%…–—-¿¡()[]/ \u00a0\u202f\n",
        *[
            "a",
            "Él",
            "l'eau",
            "dogs'",
            "word",
            "Paris",
            "qué",
            "no",
            "ñ",
            "שלום",
            "言",
            "5'10\"",
            "...",
        ],
        *[
            "3.5",
            "1,234",
            "10 000",
            "12\u202f500",
            "1.250.000",
            "50%",
            "50 %",
            "%50",
            "14:30",
            "2.1",
        ],
        *[
            " — ",
            " – ",
            "—",
            " - ",
            "« ",
            " »",
            '"word"',
            "‘word’",
            "'word'",
            "?!",
            " :",
            " ;",
            ", ",
        ],
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=20))


@st.composite
def drafts(draw):
    """A text with spans that are nested or apart, as engines give them."""
    text = draw(TEXTS)
    spans, floors = [], [(0, len(text))]
    for number in range(draw(st.integers(0, 4))):
        low, high = draw(st.sampled_from(floors))
        start, end = sorted((draw(st.integers(low, high)), draw(st.integers(low, high))))
        kind = SpanKind.STANDING
        if start < end:
            kind = draw(st.sampled_from([SpanKind.PAIR, SpanKind.PROTECTED]))
        clash = any(
            span.start < end and start < span.end and not (start >= span.start and end <= span.end)
            for span in spans
        )
        inside = any(
            span.kind is SpanKind.PROTECTED and span.start < end and start < span.end
            for span in spans
        )
        if clash or inside:
            continue
        spans.append(Span(start, end, number, kind))
        if kind is SpanKind.PAIR:
            floors.append((start, end))
    spans.sort(key=lambda span: (span.start, -span.end))
    return SpannedText(text, tuple(spans))


ROUTES = st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))


def words(text):
    return [sign for sign in text if sign.isalnum()]


@given(drafts(), drafts(), ROUTES)
def test_signs_change_words_never(draft, source, route):
    """Letters and digits of the text stay the same, in the same order."""
    assert words(typeset(draft, source, *route).text) == words(draft.text)


@given(drafts(), drafts(), ROUTES)
def test_twice_is_once(draft, source, route):
    """`typeset(typeset(x)) == typeset(x)`."""
    once = typeset(draft, source, *route)
    assert typeset(once, source, *route) is once


@given(drafts(), ROUTES)
def test_twice_is_once_where_the_draft_is_the_source(draft, route):
    once = typeset(draft, draft, *route)
    assert typeset(once, draft, *route) is once


@given(drafts(), drafts(), ROUTES)
def test_each_span_covers_the_same_words(draft, source, route):
    """Every span of the draft is there, of its kind, over the same letters and digits."""
    result = typeset(draft, source, *route)
    before = {span.number: span for span in draft.spans}
    after = {span.number: span for span in result.spans}
    assert before.keys() == after.keys()
    for number, span in before.items():
        moved = after[number]
        assert moved.kind is span.kind
        assert words(result.text[: moved.start]) == words(draft.text[: span.start])
        assert words(result.text[: moved.end]) == words(draft.text[: span.end])
        assert (moved.start < moved.end) == (span.start < span.end)


@given(drafts(), drafts(), ROUTES)
def test_protected_text_stays_letter_by_letter(draft, source, route):
    result = typeset(draft, source, *route)
    before = {s.number: draft.text[s.start : s.end] for s in draft.spans if s.kind == "protected"}
    after = {s.number: result.text[s.start : s.end] for s in result.spans if s.kind == "protected"}
    assert before == after


@given(drafts(), drafts(), ROUTES)
def test_spans_stay_sorted_and_nested(draft, source, route):
    spans = typeset(draft, source, *route).spans
    assert list(spans) == sorted(spans, key=lambda span: (span.start, -span.end))
    for index, outer in enumerate(spans):
        for inner in spans[index + 1 :]:
            assert inner.start >= outer.end or inner.end <= outer.end


@given(drafts(), drafts(), st.sampled_from(LANGUAGES))
def test_a_target_without_known_habits_is_left_alone_but_for_the_source_s_ellipses(
    draft, source, language
):
    plain = SpannedText(source.text.replace("…", "").replace("’", ""))
    quiet = SpannedText(re.sub(r"[’,.-]", "", draft.text))
    assert typeset(quiet, plain, language, "oc") is quiet


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Zs", "Nd"]), max_size=40), ROUTES)
@example("Une phrase sans rien", ("fr", "es"))
def test_a_text_without_signs_is_the_very_same_text(text, route):
    draft = SpannedText(text)
    assert typeset(draft, draft, *route) is draft


# The parts.


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_language_sets_a_quotation_in_its_own_marks(tag):
    marks = habits(tag).quotes
    text = typeset(SpannedText('x "ab" x'), SpannedText("x"), "en", tag).text
    if not marks:
        assert tag == "oc"
        assert text == 'x "ab" x'
    else:
        assert re.sub(r"\s", "", text) == f"x{marks[0]}ab{marks[1]}x"


@pytest.mark.parametrize(
    ("tag", "like"),
    [
        ("pt-AO", "pt-PT"),
        ("es-AR", "es-419"),
        ("de-AT", "de"),
        ("fr-BE", "fr"),
        ("zh-TW", "zh-Hant"),
    ],
)
def test_a_region_inherits_its_marks(tag, like):
    assert habits(tag).quotes == habits(like).quotes


def test_an_unknown_language_is_an_error():
    with pytest.raises(LanguageError):
        typeset(SpannedText("a"), SpannedText("a"), "fr", "qqx")


def test_an_edit_that_touches_protected_text_is_left_out():
    text = spanned("a⟦b c⟧d")
    assert apply(text, [Edit(2, 3, "")]) is text
    assert apply(text, [Edit(0, 2, "x")]) is text


def test_an_edit_that_would_empty_a_span_is_left_out():
    text = spanned("a⟨ ⟩b")
    assert apply(text, [Edit(1, 2, "")]) is text


def test_an_edit_across_the_edge_of_a_span_is_left_out():
    text = spanned("a.⟨..⟩b")
    assert apply(text, [Edit(1, 4, "…")]) is text


def test_of_two_edits_that_overlap_the_first_is_made():
    assert apply(SpannedText("abc"), [Edit(0, 2, "x"), Edit(1, 3, "y")]).text == "xc"


def test_a_text_may_hold_the_sign_that_stands_for_protected_text():
    assert typeset(SpannedText(f"{SEALED} ?"), SpannedText("x ?"), "fr", "es").text == f"¿{SEALED}?"


def test_the_rules_have_names_of_their_own():
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


def test_babel_is_imported_when_first_needed():
    code = "import sys, translate.typography; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


REAL = [
    pytest.param(
        "apertium", "fr", "es", "Le taux est passé de « 3,5 % » à 12 500 euros : pourquoi ?",
        [r"«(el )?3,5\u00a0%»", r"12\.500 euros: ¿"], id="apertium fr→es",
    ),
    pytest.param(
        "apertium", "fr", "ca", "Le mot \"liberté\" coûte 1 250 000 euros.",
        [r"«llibertat»", r"1\.250\.000 euros"], id="apertium fr→ca",
    ),
    pytest.param(
        "firefox", "en", "pt", 'The word "freedom" cost $12,500.',
        [r"“liberdade”", r"12\.500"], id="firefox en→pt",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("engine", "of", "to", "text", "expected"), REAL)
def test_typesets_what_engines_write(engine, of, to, text, expected):
    try:
        translator = load(engine)
    except EngineError as error:
        pytest.skip(f"{engine}: {error}")
    if (of, to) not in translator.pairs():
        pytest.skip(f"{engine} has no {of}→{to}")
    source = SpannedText(text)
    try:
        (draft,) = translator.translate([source], of, to)
    finally:
        getattr(translator, "close", lambda: None)()
    result = typeset(draft.text, source, of, to).text
    for pattern in expected:
        assert re.search(pattern, result), result
