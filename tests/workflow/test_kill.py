"""`kill -9` at any moment loses nothing: every catalog parses, every person's word is there.

`KILLS=200 python -m pytest tests/workflow/test_kill.py` is the full-size run.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import polib
import pytest

from tests.cli.command import COMMAND, environment, translate

KILLS = int(os.environ.get("KILLS", "6"))
ARTICLES = 50
ARGUMENTS = ("run", "--engine", "echo")


def _write_articles(folder: Path) -> None:
    (folder / "articles").mkdir(parents=True)
    (folder / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es", "pt"]\n')
    for number in range(ARTICLES):
        text = "\n\n".join(
            f"Sentence {line} of article {number} stands here. It has *a second one* below."
            for line in range(12)
        )
        (folder / f"articles/a{number:02}.md").write_text(text + "\n", encoding="utf-8")


def _review(folder: Path) -> dict[Path, dict[str, str]]:
    """Review every third entry of every catalog; return what was written."""
    words: dict[Path, dict[str, str]] = {}
    for path in sorted(folder.glob("locales/*/LC_MESSAGES/*.po")):
        file = polib.pofile(str(path), wrapwidth=79)
        for number, entry in enumerate(file):
            if number % 3 == 0:
                entry.msgstr = f"Palabra {number} de {path.stem}: {entry.msgid[::-1]}"
                entry.flags.remove("fuzzy")
                words.setdefault(path, {})[entry.msgid] = entry.msgstr
        file.save()
    return words


def _edit(folder: Path, chance: random.Random) -> None:
    for path in chance.sample(sorted((folder / "articles").iterdir()), 10):
        lines = path.read_text("utf-8").split("\n\n")
        lines.insert(chance.randrange(len(lines)), f"New words {chance.random()} came in.")
        del lines[chance.randrange(len(lines))]
        path.write_text("\n\n".join(lines), encoding="utf-8")


def _check(folder: Path, words: dict[Path, dict[str, str]]) -> None:
    for path in sorted(folder.glob("locales/**/*.po")):
        if shutil.which("msgfmt"):
            done = subprocess.run(
                ["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
    for path, wanted in words.items():
        held = {entry.msgstr for entry in polib.pofile(str(path))}
        assert set(wanted.values()) <= held, path


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_at_any_moment_it_loses_nothing_and_the_next_run_finishes(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    _write_articles(folder)
    begin = time.monotonic()
    assert translate(folder, *ARGUMENTS).returncode == 0
    whole = time.monotonic() - begin
    words = _review(folder)
    chance = random.Random(20260101)
    finished = 0
    for _ in range(KILLS):
        _edit(folder, chance)
        process = subprocess.Popen(
            [*COMMAND, *ARGUMENTS], cwd=folder, env=environment(tmp_path / "home"),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(chance.uniform(0.1, whole))
            finished += 1
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        _check(folder, words)
    assert finished < KILLS
    done = translate(folder, *ARGUMENTS)
    assert done.returncode == 0, done.stderr
    _check(folder, words)
    for path in folder.glob("locales/es/LC_MESSAGES/*.po"):
        assert all(entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete)
