"""Pseudo-translated articles keep the elements of their source, as pulldown-cmark renders them."""

from __future__ import annotations

import re

import pyromark
import pytest

from tests.formats.pseudo import translated
from tests.formats.reading import commonmark_examples, packaged_markdown
from tests.renderers.tree import elements
from translate.formats.markdown.events import OPTIONS, derived
from translate.formats.markdown.front_matter import front_matter_end


def shape(markdown: str) -> list[str]:
    """Return the elements of an article, the structure of dialects as the parser is given it."""
    text = derived(markdown, frozenset()).text[front_matter_end(markdown) :]
    return elements(pyromark.html(text, options=OPTIONS))


_MYST = re.compile(r"^[ \t]*(?:`{3,}|:{3,})\{[\w-]+\}|\{[\w-]+\}`", re.MULTILINE)


def _articles() -> list[tuple[str, str]]:
    examples = [(f"example {i}", text) for i, text in enumerate(commonmark_examples())]
    return examples[:-1] + list(packaged_markdown())


def test_pseudo_translated_articles_have_the_same_elements() -> None:
    articles = _articles()
    if len(articles) < 500:
        pytest.skip("the CommonMark specification is not there: `make test` fetches it with npm")
    different: list[str] = []
    refused: list[str] = []
    for name, source in articles:
        if _MYST.search(source):
            continue  # MyST, which this parser takes for code: tests/renderers has the real one
        made, without = translated(source)
        refused += without
        if shape(made) != shape(source):
            different.append(name)
    assert different == []
    assert refused == []
