"""The language of a text: named where it is clear, asked for where it is not."""

from __future__ import annotations

import pytest

from tests import aligned_samples
from translate.workflow.guess import guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The river was cold that winter.", "en"), ("Two words here.", "en"),
        ("Il pleut depuis ce matin.", "fr"), ("El puerto está cerrado.", "es"),
        ("El museu obre dilluns.", "ca"), ("Chove desde a manhã.", "pt"),
        ("Il museo apre lunedì.", "it"), ("Das Haus", "de"), ("Het huis", "nl"),
        ("Hamnen är stängd.", "sv"), ("Port jest zamknięty.", "pl"),
        ("Ніхто не знає, чому ратуша зачинена.", "uk"), ("Το λιμάνι είναι κλειστό.", "el"),
        ("港は閉まっています。", "ja"), ("항구가 닫혔습니다.", "ko"), ("الميناء مغلق.", "ar"),
    ],
)  # fmt: skip
def test_a_clear_language(text: str, language: str) -> None:
    assert guess(text).language == language


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("La casa", {"es", "it"}), ("Política", {"ca", "gl"}), ("O porto está", {"pt", "gl"}),
        ("Havnen er stengt.", {"no", "da"}), ("One house", {"pcm", "en"}),
        ("Hola", set()), ("Hello", set()), ("", set()), ("12", set()),
    ],
)  # fmt: skip
def test_an_unclear_one_has_two_candidates_or_none(text: str, among: set[str]) -> None:
    found = guess(text)
    assert found.language is None
    assert set(found.candidates) == among


@pytest.mark.parametrize("words", [3, 6, 99])
def test_what_is_named_is_right(words: int) -> None:
    """Of the beginnings of 460 sentences in seven languages."""
    named = right = every = 0
    for pair in aligned_samples.pairs():
        languages = pair.name.split(".")[1].split("-")
        for language, items in zip(languages, (pair.source, pair.target), strict=True):
            for item in items:
                found = guess(" ".join(item.text.split()[:words])).language
                every += 1
                named += found is not None
                right += found == language
    assert right >= 0.97 * named
    assert named >= {3: 0.5, 6: 0.8, 99: 0.85}[words] * every
