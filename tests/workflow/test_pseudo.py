"""Pseudo-translation: every letter outside of markup replaced, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import pyromark
import pytest

from tests.formats.reading import commonmark_examples, packaged_markdown, read
from translate import inline
from translate.formats import format_of, render
from translate.formats.markdown.events import OPTIONS
from translate.model import Block, Segment, SpanKind, SpannedText
from translate.workflow.articles import has_words
from translate.workflow.markup import to_markup

FORM = format_of("x.md")


def pseudo(text: SpannedText) -> SpannedText:
    """Replace every letter that is not protected by another that stands for it."""
    kept = {
        position
        for span in text.spans
        if span.kind is SpanKind.PROTECTED
        for position in range(span.start, span.end)
    }
    letters = [
        ("Ŵ" if char.isupper() else "ŵ") if char.isalpha() and index not in kept else char
        for index, char in enumerate(text.text)
    ]
    return SpannedText("".join(letters), text.spans)


class Elements(HTMLParser):
    """The elements of a page with the attributes that no translation may change, and its code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lasting = sorted((k, v) for k, v in attrs if k not in {"alt", "title"})
        self.found.append((tag, str(lasting)))
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if self._code:
            self.found.append(" ".join(data.split()))


def elements(markdown: str) -> list[object]:
    parser = Elements()
    parser.feed(pyromark.html(markdown, options=OPTIONS))
    parser.close()
    return parser.found


def translated(source: str) -> tuple[str, list[str]]:
    """Return the pseudo-translated article and the segments for which no markup was found."""
    refused: list[str] = []

    def text_of(block: Block, segment: Segment) -> str:
        if not has_words(segment):
            return segment.text
        draft = pseudo(inline.to_spanned(inline.protect(segment)))
        markup = FORM.markup(block, frozenset())
        made = to_markup(draft, segment, markup, lambda text: pseudo(SpannedText(text)).text)
        if made is None:
            refused.append(segment.text)
            return segment.text
        assert made[0] != segment.text
        return made[0]

    return render(read(source), FORM, text_of), refused


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
        made, without = translated(source)
        refused += without
        if elements(made) != elements(source):
            different.append(name)
    assert different == []
    assert refused == []
