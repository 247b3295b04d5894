"""From one entry to texts for an engine, and from their drafts to the entry's translation.

An entry becomes one text a sentence (a block may hold several), and one for each description or
title inside of its codes. Terms of the glossary travel as spans of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from translate import inline, segment
from translate.formats import Markup
from translate.glossary import enforce
from translate.glossary.terms import Glossary
from translate.model import Draft, Segment, SpanKind, SpannedText, State, Translation
from translate.workflow.markup import to_markup

# A dash of dialogue or of a signature: engines take it for half of a parenthesis.
_DASH = re.compile(r"[-‐‒–—―•][ \t\u00a0\u202f]+(?=\w)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text for an engine, and what the spans that the glossary added to it stand for."""

    text: SpannedText
    marks: Mapping[int, enforce.Mark]


@dataclass(frozen=True, slots=True)
class Plan:
    """How one entry becomes texts: its sentences, the `gaps` around them, and the inner texts."""

    segment: Segment
    markup: Markup
    target: str
    sentences: tuple[Asked, ...]
    gaps: tuple[str, ...]
    inner: tuple[tuple[str, Asked], ...]

    def texts(self) -> Iterator[SpannedText]:
        """Yield every text that an engine must translate."""
        yield from (asked.text for asked in self.sentences)
        yield from (asked.text for _, asked in self.inner)


def plan_of(part: Segment, markup: Markup, languages: tuple[str, str], terms: Glossary) -> Plan:
    """Plan the translation of a segment from one language into another.

    `terms` are the glossary's for the target language.
    """
    source, target = languages
    whole = inline.to_spanned(inline.protect(part))
    cuts = _sentence_cuts(whole, source)
    borders = [(0, 0), *cuts, (len(whole.text), len(whole.text))]
    gaps = tuple(whole.text[a:b] for (_, a), (b, _) in pairwise(borders))
    sentences = tuple(_asked(text, source, terms) for text in inline.divide(whole, cuts))
    inner = tuple(
        (text, _asked(SpannedText(text), source, terms)) for text in inline.inner_texts(part)
    )
    return Plan(part, markup, target, sentences, gaps, inner)


def translation_of(
    plan: Plan, done: Mapping[SpannedText, Draft], origin: str
) -> Translation | None:
    """Put the drafts of a plan's texts together; None where they give no valid markup.

    The state is `suspect` if any of them is doubted, else `machine`.
    """

    def drafted(asked: Asked) -> Draft:
        return enforce.settle(done[asked.text], asked.marks, plan.target)

    drafts = [drafted(asked) for asked in plan.sentences]
    whole = inline.unite([one.text for one in drafts], plan.gaps)
    inner = {text: drafted(asked) for text, asked in plan.inner}

    def inside(text: str) -> str:
        return inner[text].text.text if text in inner else text

    marked = to_markup(whole, plan.segment, plan.markup, inside)
    if marked is None or not marked[0].strip():
        return None
    text, moved = marked
    doubts = unique(doubt for one in (*drafts, *inner.values()) for doubt in one.doubts)
    doubts = unique((*doubts, *moved))
    return Translation(text, State.SUSPECT if doubts else State.MACHINE, origin, doubts)


def unique(doubts: Iterable[str]) -> tuple[str, ...]:
    """Return doubts in their order, each once."""
    return tuple(dict.fromkeys(doubts))


def _asked(text: SpannedText, language: str, terms: Glossary) -> Asked:
    return Asked(*enforce.mark(text, language, terms)) if terms.terms else Asked(text, {})


def _sentence_cuts(whole: SpannedText, language: str) -> list[tuple[int, int]]:
    """Return the sentences of a text, none of them ending inside of protected text."""
    kept = [span for span in whole.spans if span.kind is SpanKind.PROTECTED]
    cuts: list[tuple[int, int]] = []
    for start, end in segment.sentence_spans(whole.text, language):
        if cuts and any(span.start < start and cuts[-1][1] < span.end for span in kept):
            cuts[-1] = (cuts[-1][0], end)
            continue
        dash = _DASH.match(whole.text, start, end)
        cuts.append((dash.end() if dash else start, end))
    return cuts
