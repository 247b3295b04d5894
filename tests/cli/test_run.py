"""`translate run` and its stages, as processes, on real files."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import polib
import pytest

from tests.cli.command import COMMAND, children_hear_ctrl_c, environment, snapshot, translate

ARTICLE = """\
---
title: The seed library
lang: en
---

# A heading

One *red* house. Two [blue](http://x.y) houses.

- an item
"""

PORTUGUESE = ARTICLE.replace("lang: en", "lang: pt")  # what the echo makes of it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "seeds.md").write_text(ARTICLE, encoding="utf-8")
    return place


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = translate(folder, "run", "seeds.md", "--to", "pt", "--engine", "echo", *arguments)
    assert done.returncode == 0, done.stderr
    return done


def catalog(folder: Path, language: str = "pt", name: str = "seeds") -> polib.POFile:
    return polib.pofile(str(folder / "locales" / language / "LC_MESSAGES" / f"{name}.po"))


def test_an_article_in_a_folder_without_a_project_file_is_its_own_project(folder: Path) -> None:
    done = run(folder)
    assert done.stdout == "build/pt/seeds.md\n"
    assert (folder / "build/pt/seeds.md").read_text("utf-8") == PORTUGUESE
    entries = catalog(folder)
    assert [entry.msgid for entry in entries] == [
        "The seed library",
        "A heading",
        "One *red* house.",
        "Two [blue](http://x.y) houses.",
        "an item",
    ]
    assert all(entry.fuzzy and entry.msgstr == entry.msgid for entry in entries)
    assert entries[0].msgctxt == "title"
    assert "machine: echo en→pt" in entries[2].comment


def test_a_second_run_changes_nothing_not_even_a_date(folder: Path) -> None:
    run(folder)
    for path in folder.rglob("*.po*"):  # as if it were long ago: another minute, another date
        text = re.sub(r"Date: 20\d\d-", "Date: 2001-", path.read_text("utf-8"))
        path.write_text(text, encoding="utf-8")
    before = snapshot(folder)
    run(folder)
    assert snapshot(folder) == before


def test_a_correction_appears_in_the_article_and_is_never_touched(folder: Path) -> None:
    run(folder)
    entries = catalog(folder)
    entries[2].msgstr = "Uma casa *vermelha*."
    entries[2].flags.remove("fuzzy")
    entries.save()
    run(folder)
    run(folder)
    assert catalog(folder)[2].msgstr == "Uma casa *vermelha*."
    assert not catalog(folder)[2].fuzzy
    text = (folder / "build/pt/seeds.md").read_text("utf-8")
    assert text == PORTUGUESE.replace("One *red* house.", "Uma casa *vermelha*.")


def test_a_changed_sentence_keeps_its_translation_as_stale(folder: Path) -> None:
    run(folder)
    entries = catalog(folder)
    entries[2].msgstr = "Uma casa *vermelha*."
    entries[2].flags.remove("fuzzy")
    entries.save()
    text = ARTICLE.replace("One *red* house.", "One *red* house now.")
    (folder / "seeds.md").write_text(text, encoding="utf-8")
    run(folder)
    entry = catalog(folder)[2]
    assert (entry.msgid, entry.msgstr) == ("One *red* house now.", "Uma casa *vermelha*.")
    assert entry.fuzzy
    assert entry.previous_msgid == "One *red* house."
    done = translate(folder, "status", "seeds.md", "--to", "pt", "--json")
    (row,) = json.loads(done.stdout)
    assert (row["stale"], row["machine"], row["entries"]) == (1, 4, 5)


def test_status_names_what_is_left_of_an_article_that_was_renamed(folder: Path) -> None:
    (folder / "translate.toml").write_text('[project]\narticles = ["*.md"]\ntargets = ["pt"]\n')
    run(folder)
    entries = catalog(folder)
    entries[2].flags.remove("fuzzy")
    entries.save()
    assert "no article asks" not in translate(folder, "status").stderr
    (folder / "seeds.md").rename(folder / "beans.md")
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    done = translate(folder, "status")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "locales/pt/LC_MESSAGES/seeds.po: no article asks for it (1 text by people)",
        "build/pt/seeds.md: no article asks for it",
        "locales/templates/seeds.pot: no article asks for it",
    ]


def test_an_article_waits_until_every_segment_may_appear(folder: Path) -> None:
    settings = (
        '[project]\narticles = ["*.md"]\ntargets = ["pt"]\n[publish]\nstates = ["reviewed"]\n'
    )
    (folder / "translate.toml").write_text(settings)
    done = translate(folder, "run", "--engine", "echo")
    assert done.returncode == 1
    assert "build/pt/seeds.md: withheld, 5 of 5 segments cannot appear" in done.stderr
    assert "seeds.md:2: nothing of the article would appear in translation" in done.stderr
    entries = catalog(folder)
    entries[3].msgstr = "Duas casas [azuis](http://x.y)."
    entries[1].msgstr = "Ainda por rever"
    entries[3].flags.remove("fuzzy")
    entries.save()
    done = translate(folder, "build", "--json")
    assert (done.returncode, done.stderr.count("\nseeds.md:")) == (1, 4)
    (row,) = json.loads(done.stdout)
    assert (row["translated"], row["segments"], row["withheld"]) == (1, 5, True)
    places = [one["place"] for one in row["lacking"]]
    assert places == ["seeds.md:2", "seeds.md:6", "seeds.md:8", "seeds.md:10"]
    assert "“One *red* house.”: its translation is “machine”" in done.stderr
    assert not (folder / "build").exists()
    (folder / "translate.toml").write_text(f'{settings}untranslated = "source"\n')
    done = translate(folder, "build")
    assert done.returncode == 0
    assert "build/pt/seeds.md: 1 of 5 segments translated" in done.stderr
    assert "seeds.md:8: “One *red* house.”: its translation is “machine”" in done.stderr
    text = (folder / "build/pt/seeds.md").read_text("utf-8")
    assert "Duas casas [azuis](http://x.y)." in text
    assert "# A heading" in text


def test_page_furniture_is_left_out_with_a_note_unless_the_project_keeps_it(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    text = "Un titre\n\nUn texte. Il est court, mais pas trop.\n\nAfficher plus\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    done = translate(folder, "run", "a.txt", "--from", "fr", "--to", "es", "--engine", "echo")
    assert "Afficher plus" in done.stderr
    built = folder / "build/es/a.txt"
    assert built.read_text("utf-8") == text.replace("\nAfficher plus\n", "")
    assert "Afficher" not in str(catalog(folder, "es", "a"))
    keep = '[project]\narticles=["*.txt"]\n[furniture]\naction = "keep"\n'
    (folder / "translate.toml").write_text(keep)
    translate(folder, "run", "a.txt", "--from", "fr", "--to", "es", "--engine", "echo")
    assert built.read_text("utf-8") == text


def test_the_language_is_guessed_and_the_guess_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    text = "La mer se retire\n\nLes pêcheurs attendent depuis trois semaines le retour du sable.\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    done = translate(folder, "run", "a.txt", "--to", "es", "--engine", "echo")
    assert "a.txt: French (fr), recognised by the words; --from LANG if not" in done.stderr
    assert "X-Source-Language: fr" in (folder / "locales/es/LC_MESSAGES/a.po").read_text("utf-8")


def test_every_written_catalog_passes_msgfmt(folder: Path) -> None:
    if shutil.which("msgfmt") is None:
        pytest.skip("msgfmt is not installed")
    run(folder)
    for path in folder.rglob("*.po*"):
        done = subprocess.run(
            ["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_the_whole_pipeline_gives_the_same_without_a_network(folder: Path) -> None:
    isolated = ("unshare", "--net", "--map-root-user")
    probe = subprocess.run([*isolated, "true"], capture_output=True)
    if probe.returncode != 0:
        pytest.skip("this kernel lets nobody cut off the network: unshare --net")
    arguments = ("run", "seeds.md", "--to", "pt", "--engine", "firefox")
    alone = translate(folder, *arguments, prefix=isolated)
    assert alone.returncode == 0, alone.stderr
    made = (folder / "build/pt/seeds.md").read_text("utf-8")
    assert "casa" in made.lower()
    shutil.rmtree(folder / "build")
    shutil.rmtree(folder / "locales")
    shutil.rmtree(folder / ".translate")
    assert translate(folder, *arguments).returncode == 0
    assert (folder / "build/pt/seeds.md").read_text("utf-8") == made


def _long_article(folder: Path, sentences: int = 400) -> None:
    lines = [
        f"The {i}th house on the left side of the long road to the village of Ashby was sold."
        for i in range(sentences)
    ]
    (folder / "long.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def _drafts_in_cache(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(folder / ".translate" / "drafts.sqlite")) as cache:
            (number,) = cache.execute("select count(*) from draft").fetchone()
    except sqlite3.OperationalError:
        return 0  # not made yet
    return int(number)


def test_stopped_by_ctrl_c_it_says_so_and_the_next_run_goes_on(folder: Path) -> None:
    _long_article(folder)
    arguments = [*COMMAND, "run", "long.md", "--from", "en", "--to", "pt", "--engine", "firefox"]
    (folder.parent / "home").mkdir()
    with children_hear_ctrl_c():
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment(folder.parent / "home"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    deadline = time.monotonic() + 60
    while _drafts_in_cache(folder) < 64:
        assert time.monotonic() < deadline
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert "run again to go on" in told
    assert all(not entry.msgstr for entry in catalog(folder, name="long"))
    done = translate(folder, *arguments[1:], "--json")
    report = json.loads(done.stdout)
    assert report["cached"] >= 64
    assert report["cached"] + report["translated"] == 400
    assert all(entry.msgstr for entry in catalog(folder, name="long"))


def test_json_goes_to_stdout_alone(folder: Path) -> None:
    done = run(folder, "--json")
    report = json.loads(done.stdout)
    assert report["entries"] == 5
    assert report["built"][0]["translated"] == 5


def test_no_colour_where_no_terminal_is(folder: Path) -> None:
    assert "\x1b[" not in run(folder).stderr


def test_articles_are_found_by_the_project_and_keep_their_folders(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    assert translate(tmp_path, "init", "work", "--from", "en", "--to", "pt,es").returncode == 0
    deep = folder / "articles" / "2026" / "may"
    deep.mkdir(parents=True)
    (deep / "seeds.md").write_text(ARTICLE, encoding="utf-8")
    (deep / "image.png").write_bytes(b"\x89PNG")
    done = translate(folder, "run", "--engine", "echo")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["build/pt/2026/may/seeds.md", "build/es/2026/may/seeds.md"]
    assert (folder / "locales/es/LC_MESSAGES/2026/may/seeds.po").exists()
    assert (folder / "locales/templates/2026/may/seeds.pot").exists()
    inside = translate(deep, "status", "--json")
    assert [row["machine"] for row in json.loads(inside.stdout)] == [5, 5]
