"""Front matter that cannot be understood is left as it is, and the reader is told so."""

from __future__ import annotations

import pytest

from tests.formats.reading import read, rebuilt, texts


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        pytest.param(
            "---\ntitle: One: two\n---\n\nText.\n", 1, ("YAML", "line 2, column 11"), id="YAML"
        ),
        pytest.param('+++\na = 1\ntitle = "One\n+++\n', 1, ("TOML", "at line 3"), id="TOML"),
        pytest.param("---\ndate: 2024-13-45\n---\n", 1, ("YAML", "month"), id="an impossible date"),
        pytest.param("---\r\n[\r\n---\r\n\r\nText.\r\n", 1, ("YAML", "line 3"), id="CR and LF"),
        pytest.param("\ufeff---\n{a\n---\n", 1, ("YAML", "line 3"), id="a byte order mark"),
        pytest.param("---\nJust words\n---\n", 1, ("holds no keys",), id="no keys"),
        pytest.param("One.\n\n---\nTwo\n---\n", 3, ("holds no keys",), id="further down"),
    ],
)
def test_front_matter_that_is_left_alone_is_remarked(
    source: str, line: int, words: tuple[str, ...]
) -> None:
    (remark,) = read(source).remarks
    assert remark[0] == line
    assert "is not translated" in remark[1]
    assert "\n" not in remark[1]
    assert [word for word in words if word not in remark[1]] == []
    assert rebuilt(source) == source


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("---\ntitle: One\n---\n\nText.\n", id="YAML"),
        pytest.param('+++\ntitle = "One"\n+++\n\nText.\n', id="TOML"),
        pytest.param("---\ndate: 2024-12-24\n---\n", id="no words"),
        pytest.param("---\n# a comment\n---\n", id="only a comment"),
        pytest.param("One.\n\n---\n\nTwo: three: four.\n\n---\n", id="rules between paragraphs"),
        pytest.param("```\n---\na: b: c\n---\n```\n", id="code"),
    ],
)
def test_there_is_nothing_to_remark_on(source: str) -> None:
    assert read(source).remarks == ()


def test_the_rest_of_the_article_is_translated_all_the_same() -> None:
    assert texts(read("---\ntitle: One: two\n---\n\nA text.\n")) == ["A text."]
