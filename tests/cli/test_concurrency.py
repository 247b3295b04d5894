"""Poedit has the file open, a second run starts, git switches branches."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib
import pytest

from tests.cli.command import COMMAND, environment, snapshot, translate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    (place / "articles").mkdir(parents=True)
    (place / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es", "pt"]\n')
    for number in range(50):
        text = f"# Article {number}\n\nThe first sentence of {number}. A second one.\n\nThe end.\n"
        (place / f"articles/a{number:02}.md").write_text(text, encoding="utf-8")
    assert translate(place, "run", "--engine", "echo").returncode == 0
    return place


def test_one_paragraph_edited_in_one_article_of_fifty_touches_only_its_entries(
    folder: Path,
) -> None:
    before = snapshot(folder / "locales")
    texts = {
        path: path.read_text("utf-8").splitlines() for path in folder.glob("locales/**/a07.po*")
    }
    article = folder / "articles/a07.md"
    article.write_text(article.read_text("utf-8").replace("A second one.", "Another one."), "utf-8")
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    after = snapshot(folder / "locales")
    touched = {name for name in after if after[name] != before.get(name)}
    assert touched == {f"{place}/a07.po" for place in ("es/LC_MESSAGES", "pt/LC_MESSAGES")} | {
        "templates/a07.pot"
    }
    for path, lines in texts.items():
        now = path.read_text("utf-8").splitlines()
        gone = [line for line in lines if line not in now and "Date" not in line]
        own = ("A second one.", "machine:", "# draft:")
        assert all(any(word in line for word in own) for line in gone), gone


def test_two_runs_at_once_do_not_disturb_each_other(folder: Path) -> None:
    for path in (folder / "articles").iterdir():
        path.write_text(path.read_text("utf-8") + "\nA new last sentence.\n", encoding="utf-8")
    runs = [
        subprocess.Popen(
            [*COMMAND, "run", "--engine", "echo"], cwd=folder,
            env=environment(folder.parent / "home"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    told = [run.communicate(timeout=120)[1] for run in runs]
    assert sorted(run.returncode for run in runs) in ([0, 0], [0, 2])
    for run, words in zip(runs, told, strict=True):
        assert "Traceback" not in words
        assert run.returncode == 0 or "another run is at work" in words
    for path in folder.glob("locales/*/LC_MESSAGES/*.po"):
        assert all(entry.msgstr for entry in polib.pofile(str(path)))


def test_an_older_branch_of_the_catalogs_is_taken_as_it_is(folder: Path) -> None:
    path = folder / "locales/es/LC_MESSAGES/a00.po"
    older = path.read_bytes()
    file = polib.pofile(str(path), wrapwidth=79)
    file[0].msgstr = "Artículo cero"
    file[0].flags.remove("fuzzy")
    file.save()
    newer = path.read_bytes()
    for branch in (older, newer, older, newer):
        path.write_bytes(branch)
        assert translate(folder, "run", "--engine", "echo").returncode == 0
        assert ("Artículo cero" in path.read_text("utf-8")) == (branch == newer)
