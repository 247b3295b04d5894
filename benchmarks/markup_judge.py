"""How near a span of a draft comes to the same span of a gold answer.

A span is judged by the words that it covers. Where the draft has other words than the gold
answer, both are aligned word by word first: equal words stand for each other; in a stretch that
was replaced, words stand for each other by their place in it; words that only one side has speak
neither for nor against the span. So a difference that protected text causes elsewhere in the
sentence costs nothing.

- exact: it covers the same characters, white space aside; a mark stands between the same words.
- off: it lacks, or has too much, one function word at most, and any punctuation.
- wrong: everything else; also a span that shares no word with the right one.
- lost: the system has no such span at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from translate.model import Span, SpanKind, SpannedText

FUNCTION_WORDS = {
    "pt": """o a os as um uma uns umas de do da dos das em no na nos nas num numa nuns numas dum duma
        por pelo pela pelos pelas para pra ao à aos às com sem sob sobre entre até desde após ante
        contra durante e ou mas nem que se como quando porque pois porém me te lhe lhes vos lo la
        los las""",
    "es": """el la los las lo un una unos unas de del a al en por para con sin sobre bajo entre hasta
        desde hacia según contra durante ante tras y e o u ni pero mas que si como cuando porque
        pues me te se le les nos os""",
    "fr": """le la les l un une des du de d à a au aux en dans par pour avec sans sur sous entre vers
        chez depuis contre pendant et ou ni mais que qu si comme quand car me m te t se s lui leur
        y nous vous""",
    "ca": """el la els les l lo un una uns unes de d del dels a al als en n per pel pels amb sense
        sobre sota entre fins des cap contra durant i o ni però que si com quan perquè em m et t es
        s li ens us hi ho""",
    "en": """the a an of to in on at by for with without from into over under between until since
        against during and or nor but that if as when because me him her us them it""",
}  # fmt: skip
"""Articles, prepositions, conjunctions and clitic pronouns. Negation is none of them: it matters."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_NO_SIGNS = frozenset("%‰&@#*/\\")  # punctuation to Unicode, words to a reader


class Verdict(StrEnum):
    """How well a span stands, the best first."""

    EXACT = "exact"
    OFF = "off"
    WRONG = "wrong"
    LOST = "lost"


_ORDER = list(Verdict)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign: `start:end` of its text."""

    start: int
    end: int
    text: str

    @property
    def sign(self) -> bool:
        """Tell whether it is punctuation."""
        return unicodedata.category(self.text[0])[0] == "P" and self.text[0] not in _NO_SIGNS


def tokens(text: str) -> list[Token]:
    """Return the words and signs of a text; hyphens and apostrophes part words."""
    return [Token(*found.span(), found.group()) for found in _TOKEN.finditer(text)]


def verdict(
    number: int, draft: SpannedText, answers: Sequence[SpannedText], language: str
) -> Verdict:
    """Judge the span with that number by the answer that it fits best."""
    found = next((span for span in draft.spans if span.number == number), None)
    if found is None:
        return Verdict.LOST
    judged = [_against(found, draft.text, answer, language) for answer in answers]
    return min(judged, key=_ORDER.index)


def _against(found: Span, text: str, answer: SpannedText, language: str) -> Verdict:
    right = next(span for span in answer.spans if span.number == found.number)
    ours, theirs = tokens(text), tokens(answer.text)
    links = _links(ours, theirs)
    if right.kind is SpanKind.STANDING:
        if any(token.start < found.start < token.end for token in ours):
            return Verdict.WRONG
        return _verdict(_between(found.start, ours, right.start, theirs, links), language)
    differing, shared = _differing(found, ours, right, theirs, links)
    return _verdict(differing, language) if shared else Verdict.WRONG


@dataclass(frozen=True, slots=True)
class _Links:
    """For each word of the answer, the draft's word that stands for it, and whether it is equal.

    No word stands for one that the draft lacks.
    """

    partner: list[int | None]
    equal: list[bool]


def _links(draft: Sequence[Token], answer: Sequence[Token]) -> _Links:
    ours = [token.text.casefold() for token in draft]
    theirs = [token.text.casefold() for token in answer]
    partner: list[int | None] = [None] * len(theirs)
    equal = [False] * len(theirs)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i, j, a, b in matcher.get_opcodes():
        for k in range(a, b):
            if tag == "equal":
                partner[k], equal[k] = i + k - a, True
            elif tag == "replace":
                partner[k] = i + (k - a) * (j - i) // (b - a)
    return _Links(partner, equal)


def _differing(
    found: Span, ours: Sequence[Token], right: Span, theirs: Sequence[Token], links: _Links
) -> tuple[list[Token], bool]:
    """Return what only one of the spans covers, and whether they share a word."""
    differing: list[Token] = []
    shared = False
    for token, partner, equal in zip(theirs, links.partner, links.equal, strict=True):
        if partner is None:
            continue
        wanted, given = _cover(token, right), _cover(ours[partner], found)
        if not equal:  # words of other lengths: all of it, or nothing
            wanted, given = wanted[:1], given[:1]
        if wanted != given:
            differing.append(token)
        if any(wanted) and any(given) and not token.sign:
            shared = True
    return differing, shared


def _cover(token: Token, span: Span) -> tuple[bool, ...]:
    """Return for each character of a word whether the span covers it."""
    return tuple(span.start <= place < span.end for place in range(token.start, token.end))


def _between(
    found: int, ours: Sequence[Token], right: int, theirs: Sequence[Token], links: _Links
) -> Sequence[Token]:
    """Return what stands between a mark and its right place."""
    placed = [(k, ours[p]) for k, p in enumerate(links.partner) if p is not None]
    low = max((k + 1 for k, token in placed if token.end <= found), default=0)
    high = min((k for k, token in placed if token.start >= found), default=len(theirs))
    wish = sum(token.end <= right for token in theirs)
    return theirs[high:wish] if wish > high else theirs[wish:low]


def _verdict(differing: Sequence[Token], language: str) -> Verdict:
    if not differing:
        return Verdict.EXACT
    content = [token.text.casefold() for token in differing if not token.sign]
    function = FUNCTION_WORDS[language].split()
    if not content or (len(content) == 1 and content[0] in function):
        return Verdict.OFF
    return Verdict.WRONG
