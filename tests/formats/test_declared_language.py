"""A localized article declares its own language where its source declared another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import formats
from translate.formats.markdown import FORMAT
from translate.languages import spelt_like

NONE: frozenset[str] = frozenset()


def localized(source: str, target: str = "es") -> str:
    return FORMAT.declaring(source, NONE, "fr", target)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("---\nlang: fr\n---\n", "---\nlang: es\n---\n", id="YAML"),
        pytest.param("---\nlang:  'fr'  # c\n---\n", "---\nlang:  'es'  # c\n---\n", id="quoted"),
        pytest.param('+++\nlang = "fr"\n+++\n', '+++\nlang = "es"\n+++\n', id="TOML"),
        pytest.param("+++\nlang = 'fr'\n+++\n", "+++\nlang = 'es'\n+++\n", id="TOML, literal"),
        pytest.param('{"lang": "fr", "a": 1}\n', '{"lang": "es", "a": 1}\n', id="JSON"),
        pytest.param("Title: A\nLang: fr\n\nx\n", "Title: A\nLang: es\n\nx\n", id="a head of keys"),
        pytest.param("---\r\nlang: fr\r\n---\r\n", "---\r\nlang: es\r\n---\r\n", id="CRLF"),
        pytest.param("\ufeff---\nlang: fr\n---\n", "\ufeff---\nlang: es\n---\n", id="a mark"),
        pytest.param("---\nlang: fr-FR\n---\n", "---\nlang: es-ES\n---\n", id="a region"),
        pytest.param("---\nlocale: fr_FR\n---\n", "---\nlocale: es_ES\n---\n", id="underscore"),
        pytest.param("---\nlocale: fr_fr\n---\n", "---\nlocale: es_es\n---\n", id="small"),
        pytest.param("---\nlanguage: FR\n---\n", "---\nlanguage: ES\n---\n", id="capitals"),
        pytest.param(
            "---\nlocale: fr_FR.UTF-8\n---\n", "---\nlocale: es_ES.UTF-8\n---\n", id="a charset"
        ),
        pytest.param(
            "---\nlang: fr\nlocale: fr_CA\nog:\n  locale: fr_FR\n---\n",
            "---\nlang: es\nlocale: es_ES\nog:\n  locale: es_ES\n---\n",
            id="several",
        ),
    ],
)
def test_the_target_is_declared_as_the_source_spelt_its_own(before: str, after: str) -> None:
    body = "\n# Le titre\n\nlang: fr\n"
    assert localized(before + body) == after + body


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("lang: fr\n", id="no front matter"),
        pytest.param("---\nlanguage: en\n---\n", id="another language"),
        pytest.param("---\nlanguage: French\n---\n", id="a name"),
        pytest.param("---\ntitle: fr\nslug: fr\n---\n", id="other keys"),
        pytest.param("---\ntranslations:\n- lang: fr\n  url: a\n---\n", id="a list of pages"),
        pytest.param("---\nalternate:\n  fr:\n    lang: fr\n---\n", id="a table of pages"),
        pytest.param("---\nlang: [fr]\n---\n", id="a list"),
        pytest.param("---\nlang: fr\n  x: [\n---\n", id="no valid YAML"),
    ],
)
def test_everything_else_stays_as_it_is(source: str) -> None:
    assert localized(source) == source
    assert formats.format_of("a.txt").declaring(source, NONE, "fr", "es") == source


def test_a_region_of_the_target_is_its_own() -> None:
    assert localized("---\nlang: fr\n---\n", "pt-BR") == "---\nlang: pt-BR\n---\n"
    assert localized("---\nlang: fr_FR\n---\n", "pt-PT") == "---\nlang: pt_PT\n---\n"
    assert localized("---\nlang: fr-FR\n---\n", "zh-Hans") == "---\nlang: zh-Hans-CN\n---\n"


def test_norwegian_is_a_language_though_yaml_takes_it_for_a_switch() -> None:
    assert FORMAT.declaring("---\nlang: no\n---\n", NONE, "no", "es") == "---\nlang: es\n---\n"
    assert FORMAT.language(localized("---\nlang: fr\n---\n", "no"), NONE) == "no"


@given(st.sampled_from(["fr", "es", "pt-BR", "ca", "en", "de-AT", "zh-Hant"]))
def test_a_tag_in_its_own_spelling_is_itself(tag: str) -> None:
    assert spelt_like(tag, tag) == tag
    assert spelt_like(tag, tag.replace("-", "_")) == tag.replace("-", "_")
