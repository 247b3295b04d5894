"""Which articles a command is about: named, in a folder, or known from their catalogs."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.cli.command import snapshot, translate

TEXT = "The river was cold that winter, and nobody went out.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    (place / "news/deep/.hidden").mkdir(parents=True)
    for name in ("a.md", "b.txt", "deep/c.md", "deep/.hidden/d.md"):
        (place / "news" / name).write_text(TEXT, encoding="utf-8")
    (place / "news/deep/image.png").write_bytes(b"\x89PNG")
    return place


def test_a_folder_means_all_articles_under_it(folder: Path) -> None:
    for _ in range(2):  # what is in build/ by then is none of them
        done = translate(folder, "run", "news", "--to", "es", "--engine", "echo")
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == [
            f"news/build/es/{name}" for name in ("a.md", "b.txt", "deep/c.md")
        ]
    assert (folder / "news/locales/es/LC_MESSAGES/deep/c.po").is_file()


def test_links_between_articles_of_a_language_that_nobody_named(folder: Path) -> None:
    text = "The river was cold that winter, and nobody went out. See [the other](a.md#top).\n"
    (folder / "news/a.md").write_text(text, encoding="utf-8")
    for _ in range(2):  # the second time the folder's articles are known by their templates
        done = translate(folder, "run", "news", "--to", "es", "--engine", "echo")
        assert done.returncode == 0, done.stderr


def test_a_folder_of_a_project_and_an_article_beside_it(folder: Path) -> None:
    (folder / "translate.toml").write_text(
        '[project]\ntargets = ["es"]\narticles = ["news/**/*"]\n'
    )
    done = translate(folder, "run", "news/deep", "news/b.txt", "news/b.txt", "--engine", "echo")
    assert done.stdout.split() == ["build/es/deep/c.md", "build/es/b.txt"]
    here = translate(folder / "news/deep", "status", ".", "--json")
    assert [one["article"] for one in json.loads(here.stdout)] == ["c.md"]


def test_single_articles_without_a_project_are_known_by_their_catalogs(folder: Path) -> None:
    place = folder / "news"
    translate(place, "run", "a.md", "--from", "en", "--to", "es", "--engine", "echo")
    translate(place, "run", "b.txt", "--from", "en", "--to", "ca", "--engine", "echo")
    rows = json.loads(translate(place, "status", "--json").stdout)
    assert [(one["article"], one["language"]) for one in rows] == [("a.md", "es"), ("b.txt", "ca")]
    catalog = place / "locales/es/LC_MESSAGES/a.po"
    file = polib.pofile(str(catalog), wrapwidth=79)
    file[0].msgstr = "El río estaba frío."
    file[0].flags.remove("fuzzy")
    file.save()
    assert translate(place, "build").returncode == 0
    assert (place / "build/es/a.md").read_text("utf-8") == "El río estaba frío.\n"
    for verb in ("learned", "effort"):
        done = translate(place, verb, "--json")
        assert done.returncode == 0, done.stderr
    assert [one["language"] for one in json.loads(done.stdout)] == ["es"]


def test_an_article_below_goes_to_the_catalogs_that_know_it(folder: Path) -> None:
    translate(folder, "run", "news", "--from", "en", "--to", "es", "--engine", "echo")
    done = translate(folder, "build", "news/deep/c.md")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["news/build/es/deep/c.md"]


def test_the_language_that_was_named_once_counts_for_the_next_commands(folder: Path) -> None:
    place = folder / "news"
    (place / "h.txt").write_text("Hola\n", encoding="utf-8")
    done = translate(place, "run", "h.txt", "--to", "fr", "--engine", "echo")
    assert done.returncode == 2
    assert "h.txt: the text is too short to tell its language" in done.stderr
    assert "--from" in done.stderr
    translate(place, "run", "h.txt", "--from", "Spanish", "--to", "fr", "--engine", "echo")
    for verb in ("status", "build"):
        done = translate(place, verb, "h.txt")
        assert done.returncode == 0, done.stderr
        assert "recognised" not in done.stderr


def test_a_short_text_of_unclear_language_names_two_candidates(folder: Path) -> None:
    before = snapshot(folder)
    (folder / "s.md").write_text("# La casa\n", encoding="utf-8")
    done = translate(folder, "run", "s.md", "--to", "fr")
    assert done.returncode == 2
    assert "--from es (Spanish) or --from it (Italian)" in done.stderr
    (folder / "s.md").unlink()
    shutil.rmtree(folder / ".translate", ignore_errors=True)
    assert snapshot(folder) == before


def test_languages_that_were_recognised_are_said_in_a_line_each(folder: Path) -> None:
    done = translate(folder, "run", "news", "--to", "es", "--engine", "echo")
    assert done.stderr.startswith("3 articles: English (en), recognised by the words;")


def test_an_empty_article_among_others_is_a_note(folder: Path) -> None:
    (folder / "news/empty.md").write_text("\n")
    arguments = ("--from", "en", "--to", "es", "--engine", "echo")
    done = translate(folder, "run", "news", *arguments)
    assert done.returncode == 0
    assert "news/empty.md: the file is empty" in done.stderr
    for named in (("news/empty.md",), ("news/empty.md", "news/empty.md")):
        done = translate(folder, "run", *named, *arguments)
        assert done.returncode == 2
        assert "translate: news/empty.md: the file is empty" in done.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("news/aa.md", "Did you mean “news/a.md”?"),
        ("news/b", "Did you mean “news/b.txt”?"),
        ("nothing/b.txt", "nothing/b.txt: there is no such file"),
        ("news/deep/image.png", "the suffix “.png” belongs to no format"),
    ],
)
def test_what_is_no_article(folder: Path, name: str, words: str) -> None:
    done = translate(folder, "run", name, "--from", "en", "--to", "es", "--engine", "echo")
    assert done.returncode == 2
    assert words in done.stderr
    assert "extract" not in done.stderr


def test_all_stages_count_the_same_segments(folder: Path) -> None:
    """What stands in the article twice is one segment, as it is one entry of the PO file."""
    (folder / "r.md").write_text("# Bread\n\nWe bake it.\n\n# Bread\n\nWe sell it.\n", "utf-8")
    done = translate(folder, "run", "r.md", "--from", "en", "--to", "es", "--engine", "echo")
    assert "extract  3 segments in 1 article" in done.stderr
    assert "3 of 3 segments translated" in done.stderr
    rows = translate(folder, "status").stdout.splitlines()
    assert (rows[0].split()[-1], rows[1].split()[-1]) == ("segments", "3")


def test_status_without_any_catalog_says_where_there_are_some(folder: Path) -> None:
    (folder / "articles").mkdir()
    (folder / "articles/a.md").write_text(TEXT, encoding="utf-8")
    translate(folder, "run", "articles/a.md", "--to", "es", "--engine", "echo")
    done = translate(folder, "status")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Nothing to report: no article here has a PO file yet.",
        "There are some in articles: translate status articles",
    ]
    assert "100 %" in translate(folder, "status", "articles").stdout


def test_the_version(folder: Path) -> None:
    assert re.fullmatch(r"babelpress \d+\.\d+\.\d+\n", translate(folder, "--version").stdout)
