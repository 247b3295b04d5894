"""The cache of drafts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from translate.errors import ProjectError
from translate.memory.drafts import Recorded, open_cache
from translate.model import Draft, Span, SpanKind, SpannedText

TEXT = SpannedText("A red house.", (Span(2, 5, 1), Span(12, 12, 2, SpanKind.STANDING)))
DRAFT = Draft(SpannedText("Una casa «roja».", (Span(9, 15, 1),)), -0.25, (TEXT,), ("a doubt",))


def test_what_was_stored_is_found_by_the_next_run(tmp_path: Path) -> None:
    with open_cache(tmp_path / "x") as cache:
        cache.store("argos en→es", "1", {TEXT: DRAFT})
    with open_cache(tmp_path / "x") as cache:
        assert cache.find("argos en→es", "1", [TEXT]) == {TEXT: DRAFT}


@pytest.mark.parametrize(
    ("route", "version", "text"),
    [
        pytest.param("firefox en→es", "1", TEXT, id="another route"),
        pytest.param("argos en→es", "2", TEXT, id="another model"),
        pytest.param("argos en→es", "1", SpannedText(TEXT.text), id="the same words without spans"),
    ],
)
def test_other_drafts_are_not_taken_for_it(
    tmp_path: Path, route: str, version: str, text: SpannedText
) -> None:
    with open_cache(tmp_path) as cache:
        cache.store("argos en→es", "1", {TEXT: DRAFT})
        assert cache.find(route, version, [text]) == {}


def test_a_damaged_cache_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "drafts.sqlite").write_bytes(b"this is no database, but long enough to be one" * 99)
    with open_cache(tmp_path) as cache:
        assert cache.find("r", "1", [TEXT]) == {}
        cache.store("r", "1", {TEXT: DRAFT})
        assert cache.find("r", "1", [TEXT]) == {TEXT: DRAFT}


def test_a_cache_that_turns_out_damaged_is_one_sentence_and_the_next_one_is_empty(
    tmp_path: Path,
) -> None:
    texts = {SpannedText(f"{number} red houses"): DRAFT for number in range(500)}
    with open_cache(tmp_path) as cache:
        cache.store("r", "1", texts)
    path = tmp_path / "drafts.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:8192] + bytes(len(data) - 8192))
    with (
        pytest.raises(ProjectError, match="the cache of drafts is damaged"),
        open_cache(tmp_path) as cache,
    ):
        cache.find("r", "1", texts)
    with open_cache(tmp_path) as cache:
        assert cache.find("r", "1", texts) == {}


def test_a_cache_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProjectError, match="cache of drafts"), open_cache(tmp_path / "file"):
        pass


def test_what_entries_were_given_is_on_record(tmp_path: Path) -> None:
    rows = [
        Recorded("es", "a.md", None, "One", "Uno", "Uno", "argos en→es", "2026-05"),
        Recorded("es", "a.md", "", "One", "Un", "Un", "argos en→es", "2026-05"),
        Recorded("es", "a.md", "title", "One", "Una", "Una", "memory", "2026-05"),
        Recorded("pt", "a.md", None, "One", "Um", "Um", "firefox en→pt", "2026-06"),
    ]
    with open_cache(tmp_path) as cache:
        cache.keep(rows)
    with open_cache(tmp_path) as cache:
        assert cache.kept("es", "a.md") == rows[:3]
        cache.keep([replace(rows[0], draft="Uno más")])
        assert [row.draft for row in cache.kept("es", "a.md")] == ["Uno más", "Un", "Una"]
