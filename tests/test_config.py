"""The project file."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.config import Project, find_project_file, load_project
from translate.errors import LanguageError, ProjectError
from translate.model import State


def load(folder: Path, text: str) -> Project:
    file = folder / "translate.toml"
    file.write_text(text, encoding="utf-8")
    return load_project(file)


def test_every_key_has_a_default(tmp_path: Path) -> None:
    project = load(tmp_path, "")
    assert project.engines == ("argos", "firefox", "apertium")
    assert project.states == {State.REVIEWED, State.MACHINE, State.SUSPECT}
    assert project.articles == ("articles/**/*",)
    assert not project.keep_furniture


def test_languages_are_spelt_as_bcp_47(tmp_path: Path) -> None:
    project = load(tmp_path, '[project]\nsource = "fr_fr"\ntargets = ["pt_br", "zh-cn"]')
    assert project.source == "fr-FR"
    assert project.targets == ("pt-BR", "zh-Hans")


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        pytest.param("[projekt]", "[projekt]|“projekt”", "project", id="an unknown table"),
        pytest.param('[project]\ntarget = ["es"]', "“target”", "targets", id="an unknown key"),
        pytest.param('[project]\ntargets = "es"', "list of strings", "", id="a string for a list"),
        pytest.param(
            '[project]\nsegmentation = "word"', "“sentence” or “block”", "", id="a choice"
        ),
        pytest.param('[publish]\nstates = ["empty"]', "“empty”", "reviewed", id="no such state"),
        pytest.param("project = 1", "must be a table", "", id="a value for a table"),
        pytest.param("[project", "translate.toml: ", "", id="no TOML"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, text: str, words: str, hint: str) -> None:
    with pytest.raises(ProjectError, match=words.replace("[", r"\[")) as caught:
        load(tmp_path, text)
    assert hint in caught.value.hint


def test_an_unknown_language_is_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="xx-yy"):
        load(tmp_path, '[project]\ntargets = ["xx-yy"]')


def test_the_project_file_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "translate.toml").touch()
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_project_file(deep) == tmp_path / "translate.toml"


def test_the_base_of_a_pattern_is_its_part_before_the_first_wildcard(tmp_path: Path) -> None:
    project = load(tmp_path, '[project]\narticles = ["posts/20*/*.md", "a.txt", "x/y/**/*"]')
    bases = [base.relative_to(tmp_path).as_posix() for base in project.bases()]
    assert bases == ["posts", ".", "x/y"]
