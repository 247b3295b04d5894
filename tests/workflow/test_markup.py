"""A draft's words and spans become markup that is proven before it is used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import read
from translate import inline
from translate.formats.markdown import MARKUP
from translate.model import Role, Segment, Span, SpannedText
from translate.workflow.markup import MOVED, to_markup


def segment(markup: str) -> Segment:
    (block,) = read(markup).blocks
    (only,) = block.segments
    return only


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param("5 * 3 and 2 * 4", "5 * 3 and 2 * 4", id="stars that are no markup stay bare"),
        pytest.param("a *b* c", r"a \*b\* c", id="stars that would be emphasis are escaped"),
        pytest.param("snake_case_name", "snake_case_name", id="underscores in a word stay bare"),
        pytest.param("_so_ it is", r"\_so\_ it is", id="underscores around a word are escaped"),
        pytest.param("[sic] he said", "[sic] he said", id="brackets that lead nowhere stay bare"),
        pytest.param("a [b](c) d", r"a \[b\](c) d", id="a link that would arise is escaped"),
        pytest.param("R&D &amp; more", r"R&D \&amp; more", id="an entity that would be read"),
        pytest.param("a < b and c > d", "a < b and c > d", id="comparison signs stay bare"),
        pytest.param("a <b> c", r"a \<b> c", id="a tag that would arise is escaped"),
        pytest.param(r"C:\new", r"C:\new", id="a backslash before a letter stays bare"),
    ],
)
def test_words_are_escaped_as_little_as_they_can_be(words: str, wanted: str) -> None:
    made = to_markup(SpannedText(words), segment("Some words."), MARKUP)
    assert made == (wanted, ())


def _codes(text: str, like: Segment) -> list[str]:
    return sorted(
        text[code.start : code.end]
        for code in MARKUP.codes(text, like)
        if code.role is not Role.LITERAL
    )


PARTS = [
    segment("A **bold** word and a [link](http://x.y) here."),
    segment("Run `a_b` in *the [big](u) house*<br> now."),
    segment("A ~~lost~~ <b>tag *deep*</b> at https://a.b/c_d_e."),
]


@given(st.sampled_from(PARTS), st.data())
def test_wherever_the_spans_fall_the_markup_is_valid_and_complete(
    part: Segment, data: st.DataObject
) -> None:
    wide = inline.protect(part)
    source = inline.to_spanned(wide)
    words = data.draw(st.text(alphabet="ab «».,*_[]()<>`\\&é ", min_size=3, max_size=30))
    spans = []
    text = words
    for span in source.spans:
        inside = source.text[span.start : span.end]
        if span.kind == "protected":
            spans.append(Span(len(text), len(text) + len(inside), span.number, span.kind))
            text += inside
        else:
            spans.append(Span(0, len(words) if span.kind == "pair" else 0, span.number, span.kind))
    spans.sort(key=lambda one: (one.start, -one.end))
    made = to_markup(SpannedText(text, tuple(spans)), part, MARKUP)
    if made is not None:
        wanted = sorted(
            part.text[code.start : code.end] for code in part.codes if code.role is not Role.LITERAL
        )
        assert _codes(made[0], part) == wanted


def test_emphasis_that_cannot_stand_inside_a_word_is_widened_and_the_draft_doubted() -> None:
    part = segment("A **red** house.")
    (span,) = inline.to_spanned(part).spans
    made = to_markup(SpannedText("Casa(roja)x.", (Span(4, 10, span.number),)), part, MARKUP)
    assert made == ("**Casa(roja)x.**", (MOVED,))


def test_blanks_at_the_ends_of_a_pair_go_outside_of_it() -> None:
    part = segment("A **red** house.")
    (span,) = inline.to_spanned(part).spans
    made = to_markup(SpannedText("Una casa roja .", (Span(8, 14, span.number),)), part, MARKUP)
    assert made == ("Una casa **roja** .", ())


def test_what_stands_inside_of_a_code_is_translated_by_itself() -> None:
    part = segment('See [it](http://x "The title") now.')
    made = to_markup(inline.to_spanned(part), part, MARKUP, str.upper)
    assert made == ('See [it](http://x "THE TITLE") now.', ())


@pytest.mark.parametrize(
    ("source", "words", "wanted"),
    [
        ("Salt &amp; pepper.", "Sal & pimienta.", "Sal &amp; pimienta."),
        ("On&#x2014;and on.", "Sigue—y sigue.", "Sigue&#x2014;y sigue."),
        (r"It is 5 \* 3.", "Es 5 * 3.", r"Es 5 \* 3."),
        ("Salt &amp; a & b.", "Sal & a & b.", "Sal & a & b."),
        ("A&#160;b and a&nbsp;b.", "A\u00a0b y a\u00a0b.", "A\u00a0b y a\u00a0b."),
        ("Caf&eacute; now.", "Café ahora.", "Café ahora."),
    ],
)
def test_a_sign_that_the_source_always_spells_in_one_way_stays_spelt(
    source: str, words: str, wanted: str
) -> None:
    segment = read(source).blocks[0].segments[0]
    made = to_markup(SpannedText(words), segment, MARKUP)
    assert made == (wanted, ())
