"""The gate between the engines and the catalogs: what is wrong with a draft is said.

A draft gets the glossary's words and the typography of its language, and is held against its
source. Of an engine's several answers the best one passes, where one passes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from translate.checks import Doubt, Pair, check
from translate.checks.lengths import Lengths
from translate.glossary import enforce
from translate.glossary.check import check as against_terms
from translate.glossary.terms import Glossary
from translate.model import Draft, Route, SpannedText
from translate.typography import typeset
from translate.workflow.texts import Asked, Judged, unique

# How sure a draft is for which the engine gives no score of its own.
_NEURAL, _BY_RULES = 0.75, 0.6
_OF_THE_ENGINE = 0.15  # the weight of a doubt of the engine's own: where a code stands, mostly
_TERM = 0.4  # the weight of a term that is not the glossary's
_MOST_SURE = 0.99  # nothing is certain that no person has read


@dataclass(frozen=True, slots=True)
class Gate:
    """What drafts of one language pair are held against."""

    source: str
    target: str
    typography: bool = True
    lengths: Lengths | None = None
    terms: Glossary = field(default_factory=lambda: Glossary(()))


def judge(gate: Gate, asked: Asked, draft: Draft, route: Route, *, neural: bool) -> Judged:
    """Return the best of a draft's hypotheses, judged: the first one without a finding, if any.

    The hypotheses share the engine's own doubts, which are no failure. `neural` is the engine's.
    """
    settled = enforce.settle(draft, asked.marks, gate.target)
    source = _source_of(asked)
    best: Judged | None = None
    for rank, text in enumerate((settled.text, *settled.alternatives)):
        finished = typeset(text, source, gate.source, gate.target) if gate.typography else text
        found = doubts(gate, source, finished)
        sure = _sureness(draft, neural=neural) * 0.9**rank
        judged = _judged(finished, str(route), settled.doubts, found, sure)
        if best is None or judged.penalty < best.penalty:
            best = judged
        if not found:
            break
    assert best is not None  # noqa: S101  # there is at least the first hypothesis
    return best


def doubts(gate: Gate, source: SpannedText, target: SpannedText) -> tuple[Doubt, ...]:
    """Return what the checks and the glossary hold against a translation."""
    languages = (gate.source, gate.target)
    terms = against_terms(source.text, target.text, *languages, gate.terms)
    found = check(_pair(gate, source, target))
    return (*found, *(Doubt("terms", reason, _TERM) for reason in terms))


def worse(after: Sequence[Doubt], before: Sequence[Doubt]) -> bool:
    """Tell whether a changed draft is doubted more than before, or by another check."""
    weight = sum(doubt.weight for doubt in after) > sum(doubt.weight for doubt in before)
    return weight or not {doubt.check for doubt in after} <= {doubt.check for doubt in before}


def unjudged(asked: Asked, draft: Draft, route: Route, target: str) -> Judged:
    """Return the draft of an engine that translates nothing (`echo`) as it is."""
    settled = enforce.settle(draft, asked.marks, target)
    return Judged(settled.text, str(route), settled.doubts)


def _source_of(asked: Asked) -> SpannedText:
    """Return the text of the article without the spans that the glossary added."""
    spans = tuple(span for span in asked.text.spans if span.number not in asked.marks)
    return replace(asked.text, spans=spans)


def _pair(gate: Gate, source: SpannedText, target: SpannedText) -> Pair:
    fragment = is_fragment(source.text)
    return Pair(source, target, gate.source, gate.target, fragment, gate.lengths)


def is_fragment(text: str) -> bool:
    """Tell whether a text is no whole sentence: a headline, a label, a cell."""
    return text.rstrip(" \t\"'”’»)]")[-1:] not in {*".!?…:;。！？؟।"}


def _sureness(draft: Draft, *, neural: bool) -> float:
    """Return the mean probability of a token, or what engines without a score are worth."""
    if draft.score is None:
        return _NEURAL if neural else _BY_RULES
    return min(math.exp(draft.score), _MOST_SURE)


def _judged(
    text: SpannedText, route: str, doubts: tuple[str, ...], found: tuple[Doubt, ...], sure: float
) -> Judged:
    confidence = sure * (1 - _OF_THE_ENGINE) ** len(doubts)
    confidence *= math.prod(1 - doubt.weight for doubt in found)
    reasons = unique((*(doubt.reason for doubt in found), *doubts))
    penalty = sum(doubt.weight for doubt in found)
    return Judged(text, route, reasons, bool(found), penalty, confidence)


def better(one: Judged, other: Judged) -> Judged:
    """Return the draft with the lower penalty; of two equal ones the first."""
    return other if other.penalty < one.penalty else one
