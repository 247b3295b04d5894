"""The project file."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import config
from translate.config import Project, find_project_file, load_project
from translate.engines import ENGINES
from translate.errors import LanguageError, ProjectError
from translate.files import shown
from translate.model import State
from translate.patterns import PatternError, sound
from translate.workflow.project import article_files


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
        pytest.param("[publish]\nstates = []", "“states” names nothing", "suspect", id="no state"),
        pytest.param("[draft]\nengines = []", "“engines” names nothing", "argos", id="no engine"),
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


@pytest.mark.parametrize(
    ("pattern", "words", "hint"),
    [
        pytest.param("", "a pattern is empty", "articles/**/*", id="nothing"),
        pytest.param("  ", "a pattern is empty", "articles/**/*", id="blanks"),
        pytest.param("/abs/*.md", "top of the disk", "articles/*.md", id="an absolute path"),
        pytest.param("C:/x/*.md", "top of the disk", "articles/*.md", id="a drive"),
        pytest.param("../x/*.md", "leads out", "below it", id="the folder above"),
        pytest.param("a/../../x.md", "leads out", "below it", id="above, after a folder"),
        pytest.param("a/..", "leads out", "below it", id="nothing but the way back"),
        pytest.param("articles\\*.md", "backslash", "articles/*.md", id="Windows' separator"),
        pytest.param("articles/**a.md", "**", "articles/**/*a.md", id="stars and letters"),
        pytest.param("a**/x.md", "**", '"**/a*/x.md"', id="letters and stars"),
        pytest.param("a/***/x.md", "**", '"a/**/*/x.md"', id="three stars"),
        pytest.param("a\0b", "no pattern", "", id="a zero byte"),
        pytest.param("a\nb", "no pattern", "", id="a line break"),
        pytest.param("x" * 2000, "no pattern", "", id="longer than any path"),
    ],
)
def test_a_pattern_that_can_find_no_article_is_named_with_its_key(
    tmp_path: Path, pattern: str, words: str, hint: str
) -> None:
    with pytest.raises(ProjectError, match=re.escape(words)) as caught:
        load(tmp_path, f"[project]\narticles = [{json.dumps(pattern)}]")
    assert str(caught.value).startswith(f"{tmp_path}/translate.toml: “articles”: ")
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("./articles/*.md", "articles/*.md"),
        ("articles//*.md", "articles/*.md"),
        ("articles", "articles/**/*"),
        ("articles/", "articles/**/*"),
        ("posts/20*/", "posts/20*/**/*"),
        ("**", "**/*"),
        (".", "**/*"),
        ("articles/a.md", "articles/a.md"),
        ("~/*.md", "~/*.md"),
        ("été/[a-c]?.md", "été/[a-c]?.md"),
    ],
)
def test_what_a_pattern_plainly_means_works(tmp_path: Path, pattern: str, meant: str) -> None:
    project = load(tmp_path, f"[project]\narticles = [{json.dumps(pattern)}]")
    assert project.articles == (meant,)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param("[project]\n".encode("utf-16"), "not UTF-8: it is UTF-16", id="UTF-16"),
        pytest.param(b'[project]\nname = "\xe9t\xe9"\n', "line 2", id="Latin-1"),
        pytest.param(b"a = " + b"[" * 9000, "brackets", id="brackets without end"),
        pytest.param(b"a = " + b"9" * 5000, "digits", id="a number without end"),
        pytest.param(b"[engine.llm]\ntimeout = " + b"9" * 400, "“timeout”", id="a vast number"),
        pytest.param(b"\0\0\0\0", "translate.toml: ", id="no text"),
    ],
)
def test_a_file_that_is_no_project_file_is_one_sentence(
    tmp_path: Path, data: bytes, words: str
) -> None:
    file = tmp_path / "translate.toml"
    file.write_bytes(data)
    with pytest.raises(ProjectError, match=re.escape(words)):
        load_project(file)


def test_the_mark_that_windows_editors_put_before_the_text_goes(tmp_path: Path) -> None:
    file = tmp_path / "translate.toml"
    file.write_bytes(b"\xef\xbb\xbf[project]\r\nsource = 'fr'\r\n")
    assert load_project(file).source == "fr"


def test_what_bears_the_name_of_a_project_file_and_is_none_is_not_passed_over(
    tmp_path: Path,
) -> None:
    below = tmp_path / "a"
    below.mkdir()
    (tmp_path / "translate.toml").mkdir()
    found = find_project_file(below)
    assert found is not None
    with pytest.raises(ProjectError, match="this is a folder, not a project file"):
        load_project(found)
    (below / "translate.toml").symlink_to("nowhere")
    found = find_project_file(below)
    assert found is not None
    with pytest.raises(ProjectError, match="cannot be read: No such file"):
        load_project(found)


def test_a_target_is_named_once_and_a_wrong_one_with_its_key(tmp_path: Path) -> None:
    assert load(tmp_path, "[project]\ntargets = ['es', 'ES', 'pt_br', 'pt-BR']").targets == (
        "es",
        "pt-BR",
    )
    with pytest.raises(LanguageError, match=r"translate\.toml: “source”: “xx-yy” is no"):
        load(tmp_path, "[project]\nsource = 'xx-yy'")


KEYS = sorted({"x", *(key for keys in config._KEYS.values() for key in keys)})
WORDS = st.sampled_from(["", "es", "fr", "a/*.md", "**a", "../x", "/", "\\", "[", "reviewed"])
VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{as_toml(k)} = {as_toml(v)}' for k, v in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)


@given(
    st.dictionaries(
        st.sampled_from([*config._KEYS, "engine.llm", "engine.libretranslate", "x"]),
        st.dictionaries(st.sampled_from([*KEYS, "url", "timeout", "retries"]), VALUES, max_size=4),
        max_size=4,
    )
)
def test_any_toml_gives_a_project_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, dict[str, object]]
) -> None:
    lines = [f"[{t}]\n" + "".join(f"{k} = {as_toml(v)}\n" for k, v in d.items())
             for t, d in tables.items()]  # fmt: skip
    file = tmp_path_factory.getbasetemp() / "fuzzed.toml"
    file.write_text("".join(lines), "utf-8", errors="surrogatepass")
    said = shown(file)
    try:
        load_project(file)
    except (ProjectError, LanguageError) as error:
        said = str(error)
    assert said.startswith(shown(file))


@given(st.text(st.sampled_from("a/*?[]!-.\\ é^x"), max_size=12) | st.text(max_size=12))
def test_any_pattern_finds_files_or_is_named(
    tmp_path_factory: pytest.TempPathFactory, pattern: str
) -> None:
    try:
        meant = sound(pattern)
    except PatternError:
        return
    assert sound(meant) == meant
    with pytest.raises(ProjectError, match="no articles found"):
        article_files(Project(tmp_path_factory.getbasetemp() / "none", articles=(meant,)), [])
    root = tmp_path_factory.getbasetemp() / "globbed"
    (root / "a" / "x").mkdir(parents=True, exist_ok=True)
    (root / "a" / "x" / "é.md").touch()
    with suppress(ProjectError):
        assert article_files(Project(root, articles=(meant,)), [])


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
