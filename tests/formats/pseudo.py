"""Pseudo-translation: every letter outside of markup replaced, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from tests.formats.reading import options
from translate import inline
from translate.formats import format_of, render
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


def translated(source: str, dialects: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
    """Return the pseudo-translated article and the segments for which no markup was found."""
    document = FORM.parse(source, replace(options(), dialects=dialects))
    refused: list[str] = []

    def text_of(block: Block, segment: Segment) -> str:
        if not has_words(segment):
            return segment.text
        draft = pseudo(inline.to_spanned(inline.protect(segment)))
        markup = FORM.markup(block, dialects)
        made = to_markup(draft, segment, markup, lambda text: pseudo(SpannedText(text)).text)
        if made is None:
            refused.append(segment.text)
            return segment.text
        assert made[0] != segment.text
        return made[0]

    return render(document, FORM, text_of), refused
