"""Glossary and memory, from and to other tools."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest

from tests.cli.command import translate

ARTICLE = "---\nlang: en\n---\n\nThe *letter* came on Monday. Nobody read it.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    (place / "articles").mkdir(parents=True)
    (place / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es"]\n')
    (place / "articles/a.md").write_text(ARTICLE, encoding="utf-8")
    assert translate(place, "run", "--engine", "echo").returncode == 0
    path = place / "locales/es/LC_MESSAGES/a.po"
    file = polib.pofile(str(path), wrapwidth=79)
    file[0].msgstr = "La *tarjeta* llegó el lunes."
    file[0].flags.remove("fuzzy")
    file.save()
    return place


def test_a_memory_goes_to_another_project_as_tmx(folder: Path) -> None:
    done = translate(folder, "memory", "export", "out.tmx")
    assert (done.returncode, done.stdout) == (0, "1 translations in out.tmx\n")
    other = folder.parent / "other"
    (other / "articles").mkdir(parents=True)
    (other / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es"]\n')
    (other / "articles/b.md").write_text(ARTICLE, encoding="utf-8")
    assert translate(other, "memory", "import", "../work/out.tmx").returncode == 0
    assert (other / "memory/out.tmx").read_bytes() == (folder / "out.tmx").read_bytes()
    shutil.rmtree(other / ".translate")
    assert translate(other, "run", "--engine", "echo").returncode == 0
    first = polib.pofile(str(other / "locales/es/LC_MESSAGES/b.po"))[0]
    assert first.msgstr == "La *tarjeta* llegó el lunes."
    assert first.fuzzy
    assert "memory: 100% from articles/a.md" in first.comment


def test_what_does_not_follow_the_glossary_is_named(folder: Path) -> None:
    terms = "source,target,language,note,use\nletter,carta,es,,\nletter,tarjeta,es,,never\n"
    (folder / "glossary.csv").write_text(terms, encoding="utf-8")
    done = translate(folder, "glossary", "check")
    assert done.returncode == 1
    assert "articles/a.md:5: es: “letter” should be “carta”" in done.stdout
    assert "“tarjeta” is never to be used" in done.stdout


def test_terms_go_out_as_tbx_and_come_back(folder: Path) -> None:
    terms = "source,target,language,note\nletter,carta,es,on paper\nLower Ashby,,,\n"
    (folder / "glossary.csv").write_text(terms, encoding="utf-8")
    assert translate(folder, "glossary", "export", "terms.tbx").returncode == 0
    (folder / "glossary.csv").unlink()
    done = translate(folder, "glossary", "import", "terms.tbx")
    assert done.stdout == "2 new terms in glossary.csv\n"
    again = (folder / "glossary.csv").read_text("utf-8")
    assert "letter,carta,es,on paper" in again
    assert "Lower Ashby,," in again
    assert translate(folder, "glossary", "import", "terms.tbx").stdout.startswith("0 new")


@pytest.mark.parametrize("verb", [("glossary", "import", "x.tbx"), ("memory", "import", "x.tmx")])
def test_a_broken_file_is_one_sentence(folder: Path, verb: tuple[str, ...]) -> None:
    (folder / verb[-1]).write_text("<this is no", encoding="utf-8")
    done = translate(folder, *verb)
    assert done.returncode == 2
    assert verb[-1] in done.stderr
    assert not (folder / "memory").exists()
    assert "Traceback" not in done.stderr
