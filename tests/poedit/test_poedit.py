"""A person corrects a draft in the real Poedit, on a virtual screen."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import snapshot, translate

SCRIPT = Path(__file__).with_name("correct_first_entry.sh")
NEEDED = ("poedit", "Xvfb", "xdotool", "xclip", "xprop", "import", "msgcat")
ARTICLE = """\
---
lang: en
---

A house by the river was sold. Nobody knows the *new* owner, who came from Řezno.

## A subhead

- first item, with `code` and a [link](https://example.org/a "A title")
- a second, rather long item that will be wrapped in the catalog because it has many words
"""
CORRECTED = "Vendeu-se uma casa «à beira do rio»… e ninguém soube."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    place = tmp_path / "work"
    place.mkdir()
    (place / "a.md").write_text(ARTICLE, encoding="utf-8")
    return place


def _run(folder: Path) -> None:
    done = translate(folder, "run", "a.md", "--to", "pt", "--engine", "echo")
    assert done.returncode == 0, done.stderr


def _correct(path: Path, text: str, shot: Path) -> None:
    for attempt in (1, 2):  # a virtual screen on a busy machine may lose a key press
        done = subprocess.run(
            ["bash", str(SCRIPT), str(path), text, str(shot)],
            env={**os.environ, "E2E_TIMEOUT": "90"},
            capture_output=True,
            text=True,
            timeout=150,
        )
        if done.returncode == 0 or attempt == 2:
            break
    assert done.returncode == 0, done.stderr


def test_a_correction_in_poedit_is_reviewed_published_and_never_touched(folder: Path) -> None:
    _run(folder)
    path = folder / "locales/pt/LC_MESSAGES/a.po"
    before = path.read_text("utf-8").splitlines()
    _correct(path, CORRECTED, folder / "shot.png")
    after = path.read_text("utf-8").splitlines()

    changed = [
        line
        for line in difflib.ndiff(before, after)
        if line[0] in "+-" and not line[2:].startswith(('"PO-Revision-Date', '"X-Generator'))
    ]
    assert changed == [
        "- #, fuzzy",
        '- msgstr "A house by the river was sold."',
        f'+ msgstr "{CORRECTED}"',
    ]

    rows = json.loads(translate(folder, "status", "a.md", "--to", "pt", "--json").stdout)
    assert rows[0]["reviewed"] == 1
    _run(folder)
    taken_off = list(difflib.ndiff(after, path.read_text("utf-8").splitlines()))
    changed = [line for line in taken_off if line[0] in "+-"]
    assert [line[: len("- # draft: ")] for line in changed] == ["- # draft: "]
    kept = snapshot(folder)
    _run(folder)
    assert snapshot(folder) == kept
    built = (folder / "build/pt/a.md").read_text("utf-8")
    corrected = ARTICLE.replace("A house by the river was sold.", CORRECTED)
    assert built == corrected.replace("lang: en", "lang: pt")
