"""A msgctxt that a person gave an entry stays theirs, and what the entry says is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from translate import catalog as po
from translate.catalog import Entry
from translate.config import Project
from translate.model import State
from translate.workflow.articles import known_translations, read_articles
from translate.workflow.extract import extract

ARTICLE = "---\ntitle: Open\n---\n\n# Open\n\nThe shop is open.\n"
KEYS = [("title", "Open"), (None, "Open"), (None, "The shop is open.")]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    return Project(tmp_path, source="en", targets=("es",), articles=("*.md",))


def _extracted(project: Project, added: Mapping[po.Key, str]) -> dict[po.Key, Entry]:
    """Run, write entries as a person does in a text editor, run again, and return the live ones."""
    articles, _ = read_articles(project, [project.root / "a.md"])
    extract(project, articles)
    path = articles[0].catalog(project, "es")
    before = po.read(path)
    kept = [replace(e, text=added.get(e.key, e.text)) for e in before.entries]
    known = {e.key for e in kept}
    new = [Entry(key[1], text, context=key[0]) for key, text in added.items() if key not in known]
    path.write_bytes(po.serialize(replace(before, entries=(*kept, *new))))
    assert extract(project, articles).failures == []
    return {e.key: e for e in po.read(path).entries if not e.obsolete}


def _text(project: Project, msgid: str) -> tuple[str, State]:
    articles, _ = read_articles(project, [project.root / "a.md"])
    found = known_translations(project, articles[0], "es")[None, msgid]
    return found.text, found.state


def test_one_stays_live_beside_the_same_words_and_is_used(project: Project) -> None:
    entries = _extracted(project, {("verb", "Open"): "Abrir"})
    assert [*entries] == [KEYS[0], KEYS[1], ("verb", "Open"), KEYS[2]]
    assert entries["verb", "Open"].text == "Abrir"
    assert entries["verb", "Open"].references == (("a.md", None),)
    assert _text(project, "Open") == ("Abrir", State.REVIEWED)


def test_a_persons_words_without_a_context_go_first(project: Project) -> None:
    _extracted(project, {("verb", "Open"): "Abrir", (None, "Open"): "Abierto"})
    assert _text(project, "Open") == ("Abierto", State.REVIEWED)


def test_of_two_none_is_used(project: Project) -> None:
    entries = _extracted(project, {("verb", "Open"): "Abrir", ("state", "Open"): "Abierto"})
    assert {("verb", "Open"), ("state", "Open")} <= entries.keys()
    assert _text(project, "Open") == ("", State.EMPTY)


def test_a_field_of_the_front_matter_is_no_persons(project: Project) -> None:
    entries = _extracted(project, {("title", "Open"): "Abierto"})
    assert [*entries] == KEYS
    assert _text(project, "Open") == ("", State.EMPTY)
    (project.root / "a.md").write_text(ARTICLE.replace("title: Open", "title: Shop"), "utf-8")
    assert ("title", "Open") not in _extracted(project, {})


def test_one_whose_words_are_gone_is_kept_as_obsolete(project: Project) -> None:
    _extracted(project, {("verb", "Open"): "Abrir"})
    (project.root / "a.md").write_text("Something else altogether.\n", "utf-8")
    entries = _extracted(project, {})
    assert ("verb", "Open") not in entries
    path = project.locales / "es" / "LC_MESSAGES" / "a.po"
    assert "Abrir" in {entry.text for entry in po.read(path).entries}
