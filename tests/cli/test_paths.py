"""A path that is printed leads there from the folder in which the command was given."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from tests.cli.command import translate

# What a path of ours ends with, be it at the end of a line or before a colon.
_PATH = re.compile(r"[^\s:“”(]+\.(?:md|txt|po|pot|toml|csv|sqlite)\b")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    (place / "articles/deep").mkdir(parents=True)
    (place / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es"]\n')
    (place / "articles/deep/a.md").write_text("# One\n\nTwo words here.\n", encoding="utf-8")
    (place / "articles/b.md").write_text("---\nx: y: z\n---\n\nFour.\n", encoding="utf-8")
    (place / "articles/bad.md").write_bytes(b"\0")
    (place / "locales/es/LC_MESSAGES").mkdir(parents=True)
    (place / "locales/es/LC_MESSAGES/gone.po").write_text('msgid ""\nmsgstr ""\n')
    return place


@pytest.mark.parametrize(
    ("where", "verb"),
    [
        (".", "run"), ("articles/deep", "run"), ("..", "run"), ("../elsewhere", "run"),
        ("articles/deep", "extract"), ("articles/deep", "draft"), ("articles/deep", "build"),
        ("articles/deep", "status"), ("..", "status"), ("articles/deep", "glossary check"),
    ],
)  # fmt: skip
def test_every_path_leads_there(project: Path, where: str, verb: str) -> None:
    folder = (project / where).resolve()
    folder.mkdir(exist_ok=True)
    (project / "glossary.csv").write_text("source,target,language\nFour,Siete,es\n")
    translate(project, "run", "--engine", "echo")
    away = [] if folder.is_relative_to(project) else [str(project / "articles" / "deep" / "a.md")]
    away += [str(project / "articles" / name) for name in ("b.md", "bad.md") if away]
    for path in project.glob("build/es/*.md"):
        path.unlink()
    options = ["--engine", "echo"] if verb in {"run", "draft"} else []
    done = translate(folder, *verb.split(), *away, *options)
    assert done.returncode in {0, 1, 2}
    assert "Traceback" not in done.stderr
    told = _PATH.findall(done.stdout + done.stderr)
    assert any(path.endswith("bad.md") for path in told)
    for path in told:
        assert (folder / path).exists(), done.stderr
        assert not Path(path).is_absolute()


@pytest.mark.parametrize("where", [".", "articles/deep"])
def test_paths_in_json_do_as_well(project: Path, where: str) -> None:
    folder = project / where
    (project / "articles/bad.md").unlink()
    report = json.loads(translate(folder, "run", "--engine", "echo", "--json").stdout)
    assert all((folder / one["path"]).is_file() for one in report["built"])
    rows = json.loads(translate(folder, "status", "--json").stdout)
    assert all((folder / one["article"]).is_file() for one in rows)


@pytest.mark.parametrize("where", [".", "articles/deep", ".."])
def test_a_broken_file_is_named_from_here(project: Path, where: str) -> None:
    translate(project, "run", "--engine", "echo")
    folder = (project / where).resolve()
    article = str(project / "articles/deep/a.md")
    catalog = project / "locales/es/LC_MESSAGES/deep/a.po"
    catalog.write_text("msgid nonsense\n")
    for broken in (catalog, project / "translate.toml"):
        broken.write_text('broken = "\n')
        done = translate(folder, "build", article)
        assert done.returncode == 2
        (told, *_) = _PATH.findall(done.stderr)
        assert not Path(told).is_absolute()
        assert (folder / told).samefile(broken)


def test_what_was_learned_names_its_articles_from_here(project: Path) -> None:
    translate(project, "run", "--engine", "echo")
    path = project / "locales/es/LC_MESSAGES/deep/a.po"
    file = polib.pofile(str(path), wrapwidth=79)
    for entry in file:
        entry.msgstr = entry.msgstr.replace("Two words", "Dos palabras")
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    file.save()
    told = translate(project / "articles", "learned", "--json").stdout
    places = [place for one in json.loads(told) for place in one["articles"]]
    assert set(places) <= {"deep/a.md"}


def test_the_set_up_for_git_names_its_files_from_here(project: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "-q", str(project)], check=True)
    done = translate(project, "init", "--git")
    assert done.stdout == ".gitattributes\n.gitignore\n"


def test_a_wrong_dialect_is_named_with_the_file_as_it_is_from_here(project: Path) -> None:
    (project / "translate.toml").write_text('[markdown]\ndialects = ["hugoo"]\n')
    done = translate(project / "articles", "status")
    assert done.stderr.startswith("translate: ../translate.toml: “hugoo” is no dialect")


def test_a_name_with_brackets_is_shown_whole(project: Path) -> None:
    """Square brackets are markup to the program that prints tables."""
    (project / "articles/[b] x.md").write_text("Five words.\n", encoding="utf-8")
    translate(project, "run", "--engine", "echo")
    assert "articles/[b] x.md" in translate(project, "status").stdout
