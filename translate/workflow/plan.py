"""From one entry to texts for an engine, and from their drafts to the entry's translation.

An entry becomes one text a sentence (a block may hold several), and one for each description or
title inside of its codes. Terms of the glossary travel as spans of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translate import inline, segment
from translate.formats import Markup
from translate.glossary import enforce
from translate.glossary.terms import Glossary
from translate.model import Context, Segment, SpanKind, SpannedText, State, Translation
from translate.workflow.markup import to_markup
from translate.workflow.texts import Asked, Judged, unique

# A dash of dialogue or of a signature: engines take it for half of a parenthesis.
_DASH = re.compile(r"[-‐‒–—―•][ \t\u00a0\u202f]+(?=\w)")


@dataclass(frozen=True, slots=True)
class Plan:
    """How one entry becomes texts: its sentences, the `gaps` around them, and the inner texts."""

    segment: Segment
    markup: Markup
    sentences: tuple[Asked, ...]
    gaps: tuple[SpannedText, ...]
    inner: tuple[tuple[str, Asked], ...]

    def texts(self) -> Iterator[Asked]:
        """Yield every text that an engine must translate."""
        yield from self.sentences
        yield from (asked for _, asked in self.inner)


def plan_of(
    part: Segment,
    markup: Markup,
    source: str,
    terms: Glossary,
    around: tuple[str, str] = ("", ""),
) -> Plan:
    """Plan the translation of a segment whose language is `source`.

    `terms` are the glossary's for the target language, `around` the words before and after.
    """
    whole = inline.to_spanned(inline.protect(part))
    cuts = _sentence_cuts(whole, source)
    texts = inline.divide(whole, cuts)
    words = (around[0], *(text.text for text in texts), around[1])
    sentences = tuple(
        _asked(text, source, terms, (words[n], words[n + 2])) for n, text in enumerate(texts)
    )
    inner = tuple(
        (text, _asked(_protected(text), source, terms, (whole.text, "")))
        for text in inline.inner_texts(part)
    )
    return Plan(part, markup, sentences, inline.gaps_of(whole, cuts), inner)


def translation_of(plan: Plan, done: Mapping[SpannedText, Judged]) -> Translation | None:
    """Put the drafts of a plan's texts together; None where they give no valid markup.

    The state is `suspect` if any of them is doubted, else `machine`. An entry is as sure as the
    least sure of its texts.
    """
    judged = [done[asked.text] for asked in plan.sentences]
    whole = inline.unite([one.draft for one in judged], plan.gaps)
    inner = {text: done[asked.text] for text, asked in plan.inner}

    def inside(text: str) -> str:
        return inner[text].draft.text if text in inner else text

    marked = to_markup(whole, plan.segment, plan.markup, inside)
    if marked is None or not marked[0].strip():
        return None
    text, moved = marked
    every = (*judged, *inner.values())
    doubts = unique((*(reason for one in every for reason in one.reasons), *moved))
    origin = " / ".join(unique(one.origin for one in every))
    sure = min((one.confidence for one in every if one.confidence is not None), default=None)
    state = State.SUSPECT if doubts else State.MACHINE
    percent = None if sure is None else max(1, round(100 * sure))
    return Translation(text, state, origin, doubts, confidence=percent)


def _protected(text: str) -> SpannedText:
    return inline.to_spanned(inline.protect(Segment(text, 0, len(text))))


def _asked(text: SpannedText, language: str, terms: Glossary, around: tuple[str, str]) -> Asked:
    before, after = around
    if not terms.terms:
        return Asked(text, {}, Context(before, after))
    marked, marks = enforce.mark(text, language, terms)
    wanted = tuple((mark.words, mark.wanted) for mark in marks.values())
    return Asked(marked, marks, Context(before, after, wanted))


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
