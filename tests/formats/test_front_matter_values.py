"""A value of front matter is put into its place, and every other value stays what it was."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import options, own_text, read
from translate.formats import format_of, render
from translate.formats.markdown.front_matter import declared_language, language_values
from translate.formats.markdown.front_matter.json_values import JSON
from translate.formats.markdown.front_matter.toml_values import TOML
from translate.formats.markdown.front_matter.values import Notation
from translate.formats.markdown.front_matter.yaml_values import YAML
from translate.model import Block, BlockKind, Segment

FORM = format_of("x.md")


def rendered(source: str, translate: Callable[[str], str]) -> str:
    """Return the article with every value of its front matter translated."""

    def text_of(block: Block, segment: Segment) -> str:
        return translate(segment.text) if block.kind is BlockKind.METADATA else segment.text

    return render(read(source), FORM, text_of)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        pytest.param("title: One", "Dois", "title: Dois", id="plain stays plain"),
        pytest.param("title: One # x", "A#b", "title: A#b # x", id="a number sign in a word"),
        pytest.param("title: One", "A: b", 'title: "A: b"', id="a colon needs quotes"),
        pytest.param("title: One", "yes", 'title: "yes"', id="what would be a switch"),
        pytest.param("title: One", "1e3", 'title: "1e3"', id="what is a number elsewhere"),
        pytest.param("title: 'One'", "L'été", "title: 'L''été'", id="single quotes"),
        pytest.param('title: "One"', 'A "b"\u2028', r'title: "A \"b\"\u2028"', id="double quotes"),
        pytest.param("seo: {title: One}", "A, b", 'seo: {title: "A, b"}', id="flow style"),
        pytest.param("title: >-\n  One\n  two", "A\nb", "title: >-\n  A\n\n  b", id="folded"),
        pytest.param("title: |1\n One", " A", "title: |1\n  A", id="an indentation indicator"),
        pytest.param("title: |\n One", "- A", "title: |\n - A", id="a block that begins as a list"),
        pytest.param("title: &a One", "Dois", "title: &a Dois", id="an anchor nobody names"),
        pytest.param("b: &a One\ntitle: *a", "Dois", 'b: &a One\ntitle: "Dois"', id="an alias"),
        pytest.param("title: One\n  two", "A b", "title: A b", id="plain over two lines"),
    ],
)
def test_yaml_keeps_its_style_where_it_can(before: str, text: str, after: str) -> None:
    made = rendered(f"---\n{before}\nlast: 1\n---\n", lambda _: text)
    assert made == f"---\n{after}\nlast: 1\n---\n"


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        pytest.param("title = 'One'", "Dois", "title = 'Dois'", id="literal"),
        pytest.param("title = 'One'", "l'un", 'title = "l\'un"', id="literal, with an apostrophe"),
        pytest.param('a = {title = "One"}', 'A "b"', r'a = {title = "A \"b\""}', id="inline table"),
        pytest.param(
            'title = """\nOne"""', "A\nb", 'title = """\nA\nb"""', id="over several lines"
        ),
        pytest.param("title = '''One'''", "a'''b", "title = \"a'''b\"", id="three apostrophes"),
    ],
)
def test_toml_keeps_its_style_where_it_can(before: str, text: str, after: str) -> None:
    made = rendered(f"+++\n{before}\nlast = 1\n+++\n", lambda _: text)
    assert made == f"+++\n{after}\nlast = 1\n+++\n"


def test_lines_that_end_as_in_windows_stay_so() -> None:
    source = "---\r\ntitle: |\r\n  One\r\n  two\r\nlast: 1\r\n---\r\nText.\r\n"
    made = rendered(source, lambda text: text.upper())
    assert made == source.replace("One", "ONE").replace("two", "TWO")


def test_a_value_that_others_repeat_is_left_alone_and_remarked() -> None:
    source = "---\na: 1\ntitle: &t One\nslug: *t\n---\n"
    document = read(source)
    assert document.blocks == ()
    assert document.remarks == ((3, "“title” is not translated: other values repeat it"),)


def test_half_of_a_character_is_left_alone_and_remarked() -> None:
    document = read('{"title": "A \\ud83d bean"}\n')
    assert document.blocks == ()
    assert document.remarks == ((1, "“title” is not translated: it holds half of a character"),)


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ({"alt"}, ["Deep", "First", "Second"]),
        ({"images[].alt"}, ["First", "Second"]),
        ({"images.alt"}, ["First", "Second"]),
        ({"seo.cover.alt"}, ["Deep"]),
        ({"cover.alt"}, []),
        ({"tags"}, ["bean", "pea"]),
        ({"seo.title", "tags[]"}, ["Found", "bean", "pea"]),
    ],
)
def test_keys_are_names_at_any_depth_or_paths_from_the_top(
    keys: set[str], wanted: list[str]
) -> None:
    tree = {
        "seo": {"title": "Found", "cover": {"alt": "Deep"}},
        "tags": ["bean", "pea"],
        "images": [{"alt": "First"}, {"alt": "Second"}],
    }
    for source in (f"---\n{yaml.safe_dump(tree, sort_keys=False)}---\n", json.dumps(tree) + "\n"):
        document = FORM.parse(source, replace(options(), front_matter=frozenset(keys)))
        assert [block.segments[0].text for block in document.blocks] == wanted


names = st.sampled_from(["title", "alt", "a b", "ü", "seo.x", "no", "2"])
words = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cc"])
    | st.sampled_from(" \n'\"\\#:-{}[],&*!|>%@é"),
    max_size=12,
)
trees = st.dictionaries(
    names,
    st.recursive(
        words | st.integers() | st.booleans(),
        lambda below: st.lists(below, max_size=3) | st.dictionaries(names, below, max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


def _toml(tree: object) -> str:
    """Write a value of TOML, strings in one of their four ways."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(_toml, tree)) + "]"
    if isinstance(tree, str):
        if tree and "'" not in tree and "\n" not in tree and "\x7f" not in tree:
            return f"'{tree}'"
        if len(tree) % 2 and '"' not in tree and "\\" not in tree and "\x7f" not in tree:
            return f'"""\n{tree}"""'
    return json.dumps(tree, ensure_ascii=False).replace("\x7f", "\\u007f")


WAYS: list[tuple[Notation, Callable[[dict[str, object]], str], Callable[[str], object]]] = [
    (YAML, lambda t: yaml.safe_dump(t, allow_unicode=True, width=20), yaml.safe_load),
    (YAML, lambda t: yaml.safe_dump(t, default_flow_style=True), yaml.safe_load),
    (YAML, lambda t: yaml.safe_dump(t, default_style="|"), yaml.safe_load),
    (JSON, lambda t: json.dumps(t, indent=1), json.loads),
    (
        TOML,
        lambda t: "".join(f"{json.dumps(k)} = {_toml(v)}\n" for k, v in t.items()),
        tomllib.loads,
    ),
]


@given(st.sampled_from(WAYS), trees, words, st.data())
def test_a_new_text_is_read_in_its_place_and_all_else_is_what_it_was(
    way: tuple[Notation, Callable[[dict[str, object]], str], Callable[[str], object]],
    tree: dict[str, object],
    text: str,
    data: st.DataObject,
) -> None:
    notation, write, load = way
    body = write(tree)
    if load(body) != tree:
        return  # not all can be written in every style
    values = [value for value in notation.read(body) if value.style]
    if not values:
        return
    value = data.draw(st.sampled_from(values))
    raw = body[value.start : value.end]
    before = [(v.path, v.text) for v in notation.read(body)]
    index = notation.read(body).index(value)
    *_, last = notation.spellings(value, raw, text, "\n")
    after = [
        (v.path, v.text) for v in notation.read(body[: value.start] + last + body[value.end :])
    ]
    assert after[index] == (value.path, text)
    assert after[:index] + after[index + 1 :] == before[:index] + before[index + 1 :]


@given(
    st.sampled_from(["---\n{}---\n", "+++\n{}+++\n", "{}", ";;;\n{};;;\n"]), st.text(max_size=30)
)
def test_anything_between_fences_rebuilds_to_itself(fences: str, body: str) -> None:
    source = fences.replace("{}", body + "\n") + "Text.\n"
    assert render(read(source), FORM, own_text) == source


def test_the_places_of_the_declared_language_are_known() -> None:
    source = "\ufeff---\nlang: 'fr'\nlocale: fr\nseo: {lang: de}\nlanguage: no\n---\n"
    found = [(source[slice(*place)], value.text) for place, value in language_values(source)]
    assert found == [("'fr'", "fr"), ("fr", "fr"), ("no", "no")]
    assert declared_language(source) == "fr"
    assert declared_language("Title: A\nLang: pt\n\nText.\n") == "pt"
    assert declared_language('{"language": "ca"}\n') == "ca"
