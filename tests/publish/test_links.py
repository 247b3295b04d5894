"""Where an address leads, by its words alone."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.publish.links import Address, in_language, parsed, places, relative

SUFFIXES = (".md", ".mdx")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("b.md", Address("b.md", "", ""), id="a file"),
        pytest.param("b.md?x=1#part", Address("b.md", "part", "?x=1#part"), id="a part of a file"),
        pytest.param("#part", Address("", "part", "#part"), id="a part of this article"),
        pytest.param("a%20b.md#%C3%A9", Address("a b.md", "é", "#%C3%A9"), id="percent signs"),
        pytest.param("#user-content-x", Address("", "x", "#user-content-x"), id="GitHub's prefix"),
        pytest.param("#", Address("", "", "#"), id="the top"),
        pytest.param("x.py#L10-L20", Address("x.py", "", "#L10-L20"), id="lines of code"),
        pytest.param("#:~:text=a", Address("", "", "#:~:text=a"), id="words to find"),
        pytest.param("#fnref:1", Address("", "", "#fnref:1"), id="a footnote"),
        pytest.param("https://x.org/a.md#b", None, id="another site"),
        pytest.param("//x.org/a", None, id="another site, same scheme"),
        pytest.param("mailto:a@b.c", None, id="mail"),
        pytest.param('{{< ref "b.md" >}}', None, id="what Hugo fills in"),
        pytest.param("{% link b.md %}", None, id="what Jekyll fills in"),
    ],
)
def test_an_address_is_taken_apart(text: str, wanted: Address | None) -> None:
    assert parsed(text) == wanted


@pytest.mark.parametrize(
    ("article", "path", "wanted"),
    [
        pytest.param("docs/a.md", "", "docs/a.md", id="the article itself"),
        pytest.param("docs/a.md", "b.md", "docs/b.md", id="beside it"),
        pytest.param("docs/a.md", "../b.md", "b.md", id="above"),
        pytest.param("docs/a.md", "b", "docs/b.mdx", id="without a suffix"),
        pytest.param("docs/a.md", "b.html", "docs/b.md", id="the page"),
        pytest.param("docs/a.md", "../b/", "docs/b.md", id="from a page that is a folder"),
        pytest.param("docs/index.md", "b/", "docs/b/index.md", id="a folder's own article"),
        pytest.param("docs/a.md", "/b/", "docs/b/_index.md", id="from the root of the site"),
        pytest.param("docs/a.md", "/en/b", "docs/b.md", id="from the root, with the language"),
        pytest.param("docs/a.md", "/docs/b.md", "docs/b.md", id="from the root of the project"),
    ],
)
def test_a_path_can_mean(article: str, path: str, wanted: str) -> None:
    found = places(article, path, roots=("docs", "."), languages=("en",), suffixes=SUFFIXES)
    assert wanted in list(found)


def test_nothing_outside_of_the_project_is_meant() -> None:
    asked = {"roots": (".",), "languages": (), "suffixes": SUFFIXES}
    found = list(places("index.md", "../../b.md", **asked))
    assert found == []


_NAMES = st.text("ab é#?%", min_size=1, max_size=5).filter(lambda name: name.strip())
_FILES = st.lists(_NAMES, min_size=1, max_size=4).map("/".join).map("{}.md".format)


@given(_FILES, _FILES)
def test_an_address_of_a_file_leads_to_that_file(page: str, file: str) -> None:
    address = parsed(relative(page, file, "#part"))
    assert address is not None
    assert address.anchor == "part"
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), address.path)) == file


def test_only_the_language_that_a_path_begins_with_is_replaced() -> None:
    assert in_language("/en/en/b/#x", ("en",), "pt") == "/pt/en/b/#x"
    assert in_language("/english/b", ("en",), "pt") == "/english/b"
    assert in_language("en/b", ("en",), "pt") == "en/b"
