"""Long sentences in clauses: what an engine loses of the whole it often keeps of a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate import inline
from translate.model import Draft, SpanKind, SpannedText
from translate.workflow.texts import unique

# Where a sentence has a border between clauses: a semicolon, a colon, a spaced dash; else a comma.
_STRONG = re.compile(r"[;:](?=\s)|(?<=\s)[–—](?=\s)")
_WEAK = re.compile(r",(?=\s)")
_FEWEST = 4  # words of a clause that can stand alone
_OPENING, _CLOSING = "([{«“„", ")]}»”"  # no ’, which is an apostrophe more often


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence in parts, and the `gaps` before, between and behind them: one more."""

    parts: tuple[SpannedText, ...]
    gaps: tuple[SpannedText, ...]


def clauses_of(text: SpannedText) -> Clauses | None:
    """Cut a sentence at the borders of its clauses; None where it has none.

    No clause is shorter than a few words, and none begins or ends within brackets, quotation
    marks or protected text.
    """
    for pattern in (_STRONG, _WEAK):
        cuts = _cuts(text, pattern)
        if len(cuts) > 1:
            return Clauses(tuple(inline.divide(text, cuts)), inline.gaps_of(text, cuts))
    return None


def _cuts(text: SpannedText, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    start = 0
    for match in [*pattern.finditer(text.text), None]:
        end = match.start() if match else len(text.text.rstrip())
        if match and not _is_open(text, match.start()):
            continue
        left, right = text.text[start:end], text.text[match.end() :] if match else ""
        if match and min(len(left.split()), len(right.split())) < _FEWEST:
            continue
        first = start + len(left) - len(left.lstrip())
        cuts.append((first, start + len(left.rstrip())))
        start = match.end() if match else end
    return cuts


def _is_open(text: SpannedText, place: int) -> bool:
    """Tell whether a sentence can be cut at a place."""
    before = text.text[:place]
    depth = sum(map(before.count, _OPENING)) - sum(map(before.count, _CLOSING))
    kept = (span for span in text.spans if span.kind is SpanKind.PROTECTED)
    protected = any(span.start < place < span.end for span in kept)
    return depth <= 0 and before.count('"') % 2 == 0 and not protected


def joined(clauses: Clauses, drafts: Sequence[Draft]) -> Draft:
    """Make one draft of those of its clauses; its score is that of the worst."""
    pairs = zip(drafts, clauses.parts, strict=True)
    parts = [_fitted(draft.text, source.text) for draft, source in pairs]
    scores = [draft.score for draft in drafts if draft.score is not None]
    score = min(scores) if len(scores) == len(drafts) else None
    doubts = unique(doubt for draft in drafts for doubt in draft.doubts)
    return Draft(inline.unite(parts, clauses.gaps), score, (), doubts)


def fitted(draft: Draft, source: str) -> Draft:
    """Return a draft without the full stop and the capital that its source does not have."""
    others = tuple(_fitted(text, source) for text in draft.alternatives)
    return replace(draft, text=_fitted(draft.text, source), alternatives=others)


def _fitted(draft: SpannedText, source: str) -> SpannedText:
    """Take back the full stop and the capital that an engine gives what it takes for a sentence."""
    text = draft.text
    if text.endswith(".") and not source.endswith("."):
        text = text[:-1].rstrip()
    if source[:1].islower() and text[:1].isupper() and text[1:2].islower():
        text = text[0].lower() + text[1:]
    if len(text) < max((span.end for span in draft.spans), default=0):
        ends = [(min(s.start, len(text)), min(s.end, len(text))) for s in draft.spans]
        spans = zip(draft.spans, ends, strict=True)
        return SpannedText(text, tuple(replace(s, start=a, end=b) for s, (a, b) in spans))
    return SpannedText(text, draft.spans)
