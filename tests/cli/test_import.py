"""`translate import`: what exists already comes in, and nothing that a person wrote goes."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest

from tests.cli.command import translate

ARTICLE = """\
---
title: The seed library
lang: en
---

# A heading about seeds

The library has 40 drawers. Martha Oyelaran opened it in 2024.

She lends [beans](http://x.y/beans) to everybody. Nobody pays for them.

- a dry place
- paper envelopes
"""
LOCALIZED = """\
---
title: A biblioteca de sementes
---

# Um título sobre sementes

A biblioteca tem 40 gavetas. Martha Oyelaran abriu-a em 2024.

Um parágrafo que ninguém pediu, e que não existe no original inglês.

Empresta [feijões](http://x.y/beans) a toda a gente. Ninguém paga por eles.

- um lugar seco
- envelopes de papel
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "a.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "old.md").write_text(LOCALIZED, encoding="utf-8")
    return place


def entries(folder: Path) -> dict[str, polib.POEntry]:
    path = folder / "locales/pt/LC_MESSAGES/a.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def bring(folder: Path, file: str) -> dict[str, object]:
    done = translate(folder, "import", "a.md", file, "--to", "pt", "--json")
    assert done.returncode in {0, 1}, done.stderr
    report: dict[str, object] = json.loads(done.stdout)
    return report


def test_a_localized_article_of_another_structure_comes_in(folder: Path) -> None:
    report = bring(folder, "../old.md")
    found = entries(folder)
    assert found["The seed library"].msgstr == "A biblioteca de sementes"
    assert found["The library has 40 drawers."].msgstr == "A biblioteca tem 40 gavetas."
    assert found["a dry place"].msgstr == "um lugar seco"
    wanted = "Empresta [feijões](http://x.y/beans) a toda a gente."
    assert found["She lends [beans](http://x.y/beans) to everybody."].msgstr == wanted
    assert len(str(report["homeless"])) > 20
    assert "que ninguém pediu" not in str([entry.msgstr for entry in found.values()])


def test_what_someone_edited_in_the_built_article_flows_back(folder: Path) -> None:
    translate(folder, "run", "a.md", "--to", "pt", "--engine", "echo")
    built = folder / "build/pt/a.md"
    text = built.read_text("utf-8").replace("Nobody pays for them.", "Ninguém paga por eles.")
    built.write_text(text, encoding="utf-8")
    assert bring(folder, "build/pt/a.md")["reviewed"] == 1
    found = entries(folder)
    assert found["Nobody pays for them."].msgstr == "Ninguém paga por eles."
    assert not found["Nobody pays for them."].fuzzy
    assert found["a dry place"].fuzzy


def test_a_persons_text_that_says_something_else_is_kept_in_a_note(folder: Path) -> None:
    bring(folder, "../old.md")
    path = folder / "locales/pt/LC_MESSAGES/a.po"
    text = path.read_text("utf-8").replace('"A biblioteca tem 40', '"A biblioteca possui 40')
    path.write_text(text, encoding="utf-8")
    bring(folder, "../old.md")
    entry = entries(folder)["The library has 40 drawers."]
    assert entry.msgstr == "A biblioteca tem 40 gavetas."
    assert "A biblioteca possui 40 gavetas." in entry.tcomment


def test_a_second_import_changes_nothing(folder: Path) -> None:
    bring(folder, "../old.md")
    path = folder / "locales/pt/LC_MESSAGES/a.po"
    before = path.read_bytes()
    report = bring(folder, "../old.md")
    assert (report["reviewed"], report["unsure"]) == (0, 0)
    assert path.read_bytes() == before


def test_a_po_file_of_another_tool_comes_in_by_its_texts(folder: Path) -> None:
    foreign = polib.POFile()
    foreign.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "pt"}
    foreign.append(
        polib.POEntry(
            msgid="The library has 40 drawers. Martha Oyelaran\nopened it in 2024.",
            msgstr="A biblioteca tem 40 gavetas. Martha Oyelaran\nabriu-a em 2024.",
        )
    )
    foreign.append(polib.POEntry(msgid="a dry place", msgstr="um lugar seco", flags=["fuzzy"]))
    foreign.append(polib.POEntry(msgid="paper envelopes", msgstr="envelopes de papel"))
    foreign.append(polib.POEntry(msgid="Something else", msgstr="Outra coisa"))
    foreign.save(str(folder / "po4a.po"))
    report = bring(folder, "po4a.po")
    found = entries(folder)
    assert found["The library has 40 drawers."].msgstr == "A biblioteca tem 40 gavetas."
    assert found["Martha Oyelaran opened it in 2024."].msgstr == "Martha Oyelaran abriu-a em 2024."
    assert found["a dry place"].fuzzy
    assert found["paper envelopes"].msgstr == "envelopes de papel"
    assert report["homeless"] == ["Outra coisa"]


def test_without_a_language_it_asks_for_one(folder: Path) -> None:
    done = translate(folder, "import", "a.md", "../old.md")
    assert done.returncode == 2
    assert "--to" in done.stderr
