"""The figures of the effort, on texts of which the figures are known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.effort import Effort, Origin, Record, effort

SAME = "El barco está en el puerto."


def record(
    draft: str,
    reviewed: str,
    origin: Origin = Origin.ENGINE,
    *,
    language: str = "es",
    engine: str = "apertium fr→es",
    month: str = "2026-11",
) -> Record:
    return Record(language, engine, month, draft, reviewed, origin)


def test_what_was_accepted_costs_nothing() -> None:
    (figures,) = effort([record(SAME, SAME)])
    assert (figures.reviewed, figures.accepted, figures.share_accepted) == (1, 1, 1.0)
    assert (figures.ter, round(figures.chrf)) == (0.0, 100)


def test_ter_counts_edits_in_a_hundred_words_over_all_texts_together() -> None:
    one = record("una tarjeta muy larga", "una carta muy larga")  # 1 edit in 4 words
    other = record("a b c d e f", "a b c d e f")  # none in 6
    (figures,) = effort([one, other])
    assert figures.ter == pytest.approx(10.0)
    assert figures.share_accepted == 0.5
    assert 50 < figures.chrf < 100


def test_figures_stand_apart_by_language_engine_and_month_in_order() -> None:
    records = [
        record(SAME, SAME, month="2026-12"),
        record(SAME, SAME, language="ca"),
        record(SAME, SAME, engine="argos en→es"),
        record(SAME, SAME),
    ]
    found = [(f.language, f.engine, f.month) for f in effort(records)]
    assert found == [
        ("ca", "apertium fr→es", "2026-11"),
        ("es", "apertium fr→es", "2026-11"),
        ("es", "apertium fr→es", "2026-12"),
        ("es", "argos en→es", "2026-11"),
    ]
    assert effort(reversed(records)) == effort(records)


def test_memory_and_learning_save_the_words_of_what_was_accepted() -> None:
    (figures,) = effort(
        [
            record(SAME, SAME, Origin.MEMORY),
            record("dos palabras", "dos palabras", Origin.LEARNED),
            record(SAME, SAME),  # the engine's own merit
            record("dos palabras", "tres palabras", Origin.MEMORY),  # a person had to change it
        ]
    )
    assert (figures.memory, figures.memory_words) == (1, 6)
    assert (figures.learned, figures.learned_words) == (1, 2)
    assert figures.words_saved == 8


@pytest.mark.parametrize(("draft", "reviewed"), [("", SAME), (SAME, ""), (" ", SAME)])
def test_what_has_no_draft_or_no_text_is_left_out(draft: str, reviewed: str) -> None:
    assert effort([record(draft, reviewed)]) == ()


def test_nothing_reviewed_gives_no_figures() -> None:
    assert effort([]) == ()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))))
def test_figures_are_figures_of_any_text(pairs: list[tuple[str, str]]) -> None:
    """Every text that has a draft is counted once; accepted ones are a part of those reviewed."""
    found = effort([record(a, b) for a, b in pairs])
    wanted = sum(bool(a.strip() and b.strip()) for a, b in pairs)
    assert sum(figures.reviewed for figures in found) == wanted
    for figures in found:
        assert isinstance(figures, Effort)
        assert 0 <= figures.accepted <= figures.reviewed
        assert figures.ter >= 0
        assert 0 <= figures.chrf <= 100.0001
