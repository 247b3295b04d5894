"""The project file."""

from __future__ import annotations

import re
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from translate import config
from translate.config import Project, find_project_file, load_project
from translate.engines import ENGINES
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


def test_an_engine_gets_the_settings_of_its_table(tmp_path: Path) -> None:
    project = load(
        tmp_path,
        '[engine.libretranslate]\nurl = "http://127.0.0.1:5000"\ntimeout = 30\n'
        '[engine.llm]\nurl = "https://[::1]:8080/v1"\nmodel = "gemma"\ntemperature = 0.5',
    )
    assert project.engine_settings == {
        "libretranslate": {"url": "http://127.0.0.1:5000", "timeout": 30.0},
        "llm": {"url": "https://[::1]:8080/v1", "model": "gemma", "temperature": 0.5},
    }
    assert load(tmp_path, "").engine_settings == {}


def test_every_setting_of_the_project_file_is_an_argument_of_its_engine() -> None:
    for name, keys in config._ENGINE_KEYS.items():
        module, _, attribute = ENGINES[name].partition(":")
        engine = getattr(import_module(module), attribute)
        assert set(signature(engine).parameters) == set(keys)


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        pytest.param("[engine.lllm]", "[engine] the key “lllm”", "“llm”", id="an unknown engine"),
        pytest.param("[engine.argos]", "[engine] the key “argos”", "llm", id="one without any"),
        pytest.param("engine.llm = 1", "must be a table", "", id="a value for an engine"),
        pytest.param("[engine.llm]\napi_key = 'x'", "“api_key”", "api_key_env", id="a bare key"),
        pytest.param("[engine.libretranslate]\nmodel = 'x'", "“model”", "", id="another's key"),
        pytest.param(
            "[engine.llm]\nurl = 1", "“url” must be a string", "", id="a number for a word"
        ),
        pytest.param(
            "[engine.llm]\nurl = '127.0.0.1:8080'", "no address", "http://", id="no scheme"
        ),
        pytest.param("[engine.llm]\nurl = 'file:///etc'", "no address", "http://", id="a file"),
        pytest.param("[engine.llm]\nurl = 'http://'", "no address", "http://", id="no host"),
        pytest.param("[engine.llm]\nurl = 'http://a:x'", "no address", "http://", id="no port"),
        pytest.param("[engine.llm]\nurl = 'http://a b'", "no address", "http://", id="a space"),
        pytest.param("[engine.llm]\nurl = 'http://u:p@a'", "user", "api_key_env", id="a password"),
        pytest.param("[engine.llm]\nurl = 'http://a?key=1'", "user", "api_key_env", id="a query"),
        pytest.param("[engine.llm]\ntimeout = 0", "a number above 0", "", id="no time at all"),
        pytest.param("[engine.llm]\ntimeout = inf", "a number above 0", "", id="endless time"),
        pytest.param("[engine.llm]\nretries = 1.5", "whole number", "", id="half a retry"),
        pytest.param("[engine.llm]\nretries = -1", "from 0 on", "", id="less than no retry"),
        pytest.param("[engine.llm]\nretries = true", "whole number", "", id="a yes for a number"),
    ],
)
def test_a_mistake_in_an_engine_s_table_is_one_sentence(
    tmp_path: Path, text: str, words: str, hint: str
) -> None:
    with pytest.raises(ProjectError, match=re.escape(words)) as caught:
        load(tmp_path, text)
    assert hint in caught.value.hint
