"""Sentences: the golden rules of the field, cases from the news, and what must hold for any text.

The cases from the news stand in `data/golden_rules_own.md`, half of them to say "do not split
here"; `data/golden_rules.json` are pySBD's golden rules. In both, ¦ stands where a sentence ends.
"""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translate.segment import _rules, sentence_spans, split_sentences

DATA = Path(__file__).parent / "data"
GOLDEN = json.loads((DATA / "golden_rules.json").read_text("utf-8"))
LATIN = ("da", "de", "en", "es", "fr", "it", "nl", "pl", "sk")


def sentences(text, language):
    return [text[start:end] for start, end in sentence_spans(text, language)]


def expected(marked):
    return [piece.strip() for piece in marked.split("¦")]


def own_cases():
    """Return the cases that are one sentence, and those that are more."""
    page = (DATA / "golden_rules_own.md").read_text("utf-8")
    found = re.findall(r"(?m)^### ((\S+): .+)\n\n(.+)$", page)
    cases = [
        pytest.param(language, text.replace("↵", "\n").replace("⍽", "\u00a0"), id=name)
        for name, language, text in found
    ]
    return [case for case in cases if "¦" not in case.values[1]], [
        case for case in cases if "¦" in case.values[1]
    ]


WHOLE, SPLIT = own_cases()


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_leaves_one_sentence_alone(language, text):
    assert sentences(text, language) == [text]


@pytest.mark.parametrize(("language", "marked"), SPLIT)
def test_parts_sentences(language, marked):
    assert sentences(marked.replace("¦", ""), language) == expected(marked)


@pytest.mark.parametrize(("language", "marked"), SPLIT)
def test_a_sentence_alone_is_one_sentence(language, marked):
    for sentence in expected(marked):
        assert sentences(sentence, language) == [sentence]


def golden_failures(languages):
    return [
        (language, expected(marked), found)
        for language in languages
        for marked in GOLDEN["rules"][language]
        if (found := sentences(marked.replace("¦", ""), language)) != expected(marked)
    ]


@pytest.mark.parametrize(
    ("languages", "share"),
    [
        pytest.param(LATIN, 0.97, id="Latin script: 97%"),
        pytest.param(sorted({*GOLDEN["rules"]} - {*LATIN}), 0.93, id="other scripts: 93%"),
    ],
)
def test_the_golden_rules_hold(languages, share):
    failures = golden_failures(languages)
    total = sum(len(GOLDEN["rules"][language]) for language in languages)
    report = [
        f"{total - len(failures)} of {total} hold",
        *(f"{tag}: wanted {wanted}\n    found  {found}" for tag, wanted, found in failures),
    ]
    sys.stdout.write("\n".join(report) + "\n")
    assert len(failures) <= (1 - share) * total, report[0]


LANGUAGES = st.sampled_from(["fr", "en", "de", "nl", "ca", "sk", "zh-Hans", "ja", "hy", "ka", "xx"])
PIECES = st.sampled_from(
    [
        *".!?…\n\r\t «»“”„‘’\"'()[]*_`<>•-–—。！।¿¡1aMÀéა\u00a0\u202f\u3000\x85\u2028\ud800🙂",
        *(
            "Dr",
            "etc",
            "z. B.",
            "p. ",
            "...",
            "[3]",
            "[^1]",
            "1. ",
            "b) ",
            "</b>",
            "](u)",
            "http://a.b",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(st.sampled_from([case.values[1] for case in WHOLE + SPLIT]), max_size=4).map(" ".join),
)


@given(text=TEXTS, language=LANGUAGES)
@example(text="J\u00a0. Il", language="fr")
@example(text="Lone \ud800. Surrogate", language="en")
def test_the_pieces_joined_are_exactly_the_text(text, language):
    pieces = split_sentences(text, language)
    assert "".join(pieces) == text
    assert all(pieces)


@given(text=TEXTS, language=LANGUAGES)
def test_the_spans_are_sorted_apart_and_trimmed_and_leave_only_white_space(text, language):
    last = 0
    for start, end in sentence_spans(text, language):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@given(text=TEXTS, language=LANGUAGES)
def test_pieces_and_spans_agree(text, language):
    pieces = [piece.strip() for piece in split_sentences(text, language)]
    assert [piece for piece in pieces if piece] == sentences(text, language)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t"])
def test_white_space_alone_has_no_sentence(text):
    assert sentence_spans(text, "fr") == []
    assert split_sentences(text, "fr") == ([text] if text else [])


def test_white_space_belongs_to_the_sentence_before_it_and_at_the_start_to_the_first():
    text = "  Oui.\u00a0 Non.\n\nFin. "
    assert split_sentences(text, "fr") == ["  Oui.\u00a0 ", "Non.\n\n", "Fin. "]


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "fr_BE", "FR"])
def test_region_and_spelling_of_a_tag_do_not_matter(tag):
    assert sentences("Voici M. Poutine. Il parle.", tag) == ["Voici M. Poutine.", "Il parle."]


@pytest.mark.parametrize("noise", ["! ", " .", ". (", "« ", "A. ", ".[1]", "\n", "\n---", "来了。"])
def test_a_long_run_of_noise_is_no_trap(noise):
    """Backtracking over such a run would take minutes, not milliseconds."""
    text = noise * 10_000
    assert "".join(split_sentences(text, "fr")) == text


def test_a_sentence_across_the_pages_that_sentencex_sees_stays_whole():
    text = "Et " + "encore un mot " * 2_000 + "enfin."
    assert sentences(text, "fr") == [text]


def test_what_is_kept_of_languages_is_bounded():
    for number in range(200):
        split_sentences("Un. Deux.", f"x{number}")
    assert _rules.cache_info().currsize <= 64
