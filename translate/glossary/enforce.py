"""Putting the terms of a glossary into drafts.

Before a text goes to an engine, `mark` lays a span over every term; when the draft is back,
`settle` takes those spans out again, and writes the term's translation where the engine put them.
The promise, for any draft: its other spans stay the spans that they were, in their order, over the
same words. What cannot be written safely is left as it is, and the draft says so in a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from translate.glossary import words
from translate.glossary.check import Place, accepted, reason
from translate.glossary.matching import Occurrence, find
from translate.glossary.terms import Glossary, Kind, Term
from translate.languages import base, word_joiner
from translate.model import Draft, Span, SpanKind, SpannedText

# Articles and the like that engines put into a span with the noun, by language.
_ARTICLES = {
    "ca": "el la els les l un una uns unes del dels al als de d",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "en": "the a an of to",
    "es": "el la los las un una unos unas del al de lo",
    "fr": "le la les l un une des du de d au aux",
    "it": "il lo la i gli le l un uno una dei degli delle del dello della dell al allo alla di",
    "pt": "o a os as um uma uns umas do da dos das ao à aos às de no na",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a span of ours stands for: the source's words there, and what the glossary says.

    `inflected` tells that they are not in the form of the glossary.
    """

    words: str
    terms: tuple[Term, ...]
    inflected: bool = False

    @property
    def term(self) -> Term:
        """The term that decides what is written."""
        return next(term for term in self.terms if term.kind is not Kind.NEVER)

    @property
    def wanted(self) -> str:
        """What is to stand in the translation."""
        if self.term.kind is Kind.USE:
            return self.term.target
        return self.term.source if self.inflected else self.words


def mark(
    text: SpannedText, source_language: str, terms: Glossary
) -> tuple[SpannedText, Mapping[int, Mark]]:
    """Return the text with a new span over each term, and what those spans stand for, by number.

    A term to leave alone is PROTECTED, any other covered by a PAIR; so is a name in the genitive
    and one with codes inside, which cannot go through as they are. Terms that cross a span, or lie
    in protected text, are passed over. `terms` are those of one target language.
    """
    number = max((span.number for span in text.spans), default=0)
    added: list[Span] = []
    marks: dict[int, Mark] = {}
    for one in find(text.text, source_language, terms):
        if one.term.kind is Kind.NEVER or not _free(one, text.spans):
            continue
        number += 1
        marks[number] = Mark(text.text[one.start : one.end], one.terms, one.inflected)
        fixed = one.term.kind is Kind.KEEP and not one.inflected and not _holds(one, text.spans)
        kind = SpanKind.PROTECTED if fixed else SpanKind.PAIR
        added.append(Span(one.start, one.end, number, kind))
    # Sorting is stable: of two spans in one place, that of the text comes first and is the outer.
    spans = sorted((*text.spans, *added), key=lambda span: (span.start, -span.end))
    return SpannedText(text.text, tuple(spans)), marks


def _free(one: Occurrence, spans: Iterable[Span]) -> bool:
    """Tell whether an occurrence crosses no span and touches nothing protected."""
    for span in spans:
        apart = span.end <= one.start or one.end <= span.start
        around = span.start <= one.start and one.end <= span.end
        inside = one.start <= span.start and span.end <= one.end
        protected = span.kind is SpanKind.PROTECTED and span.start < span.end
        if not apart and (protected or not (around or inside)):
            return False
    return True


def _holds(one: Occurrence, spans: Iterable[Span]) -> bool:
    return any(one.start < edge < one.end for span in spans for edge in (span.start, span.end))


def settle(draft: Draft, marks: Mapping[int, Mark], target_language: str) -> Draft:
    """Return a draft without the spans of `mark`, the glossary's words in their places.

    Nothing is changed where an accepted translation, in any inflected form, stands already. Words
    are replaced if they are no more than the term's, articles apart, and no code lies inside. What
    is put in has the glossary's form; where the source's words or the draft's were inflected, a
    doubt says so. A span that the engine lost is a doubt as well.
    """
    if not marks:
        return draft
    text, new = _settled(draft.text, marks, target_language)
    others = tuple(_settled(other, marks, target_language)[0] for other in draft.alternatives)
    doubts = tuple(dict.fromkeys((*draft.doubts, *new)))
    return replace(draft, text=text, alternatives=others, doubts=doubts)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Words for `start:end` of a draft; `inflected` tells of the words that stood there."""

    start: int
    end: int
    words: str
    inflected: bool


def _settled(
    text: SpannedText, marks: Mapping[int, Mark], language: str
) -> tuple[SpannedText, list[str]]:
    kept = [span for span in text.spans if span.number not in marks]
    spans = {span.number: span for span in text.spans}
    edits: list[_Edit] = []
    doubts: list[str] = []
    missing = _missing(text, marks, language)
    for number in sorted(missing, key=lambda n: _place(spans.get(n))):
        wanted = marks[number]
        edit = _edit(text, wanted, spans.get(number), kept, language)
        others = [s for s in spans.values() if s.number in marks and s.number != number]
        if edit is None or any(edit.start < s.end and s.start < edit.end for s in others):
            doubts.append(reason(wanted.words, wanted.terms))
            continue
        edits.append(edit)
        if wanted.term.kind is Kind.USE and (wanted.inflected or edit.inflected):
            doubts.append(f"“{wanted.words}” became “{edit.words}”, perhaps in the wrong form")
    return _written(SpannedText(text.text, tuple(kept)), edits), doubts


def _place(span: Span | None) -> Place:
    return (0, 0) if span is None else (span.start, span.end)


def _missing(text: SpannedText, marks: Mapping[int, Mark], language: str) -> list[int]:
    """Return the marks whose terms the text does not have, at their place or anywhere else."""
    spans = {span.number: span for span in text.spans}
    missing: list[int] = []
    for terms in dict.fromkeys(mark.terms for mark in marks.values()):
        group = {number: mark for number, mark in marks.items() if mark.terms == terms}
        free = set(accepted(text.text, terms, language))
        absent: list[int] = []
        for number in group:
            low, high = _place(spans.get(number))
            here = next((p for p in sorted(free) if p[0] < high and low < p[1]), None)
            if here is None:
                absent.append(number)
            else:
                free.discard(here)
        missing += absent[len(free) :] if len(free) < len(absent) else []
    return missing


def _edit(
    text: SpannedText, wanted: Mark, span: Span | None, kept: Sequence[Span], language: str
) -> _Edit | None:
    """Return what to write over the span's words, or None where that would not be safe."""
    if span is None:
        return None
    part = words.read(text.text[span.start : span.end], language)
    pattern = words.read(wanted.wanted, language)
    if not part.words or not pattern.words:
        return None
    articles = frozenset(_ARTICLES.get(base(language), "").split())
    first = 0
    room = max(len(pattern.words), len(words.read(wanted.words, language).words))
    leading, last = pattern.words[0].fold, pattern.words[-1].fold
    while len(part.words) - first > 1 and part.words[first].fold in articles - {leading}:
        first += 1
    if len(part.words) - first > room or part.words[-1].fold in articles - {last}:
        return None  # it covers other words as well, or has broken off in the middle of some
    start, end = span.start + part.words[first].start, span.start + part.words[-1].end
    for other in kept:
        inside = any(start < edge < end for edge in (other.start, other.end))
        protected = other.kind is SpanKind.PROTECTED and other.start < end and start < other.end
        if inside or protected:
            return None
    if word_joiner(language) and _cut(text.text, start, end):
        return None
    inflected = len(words.forms(part.words[first].text, language)) > 1
    return _Edit(start, end, _in_case(text.text, start, end, wanted, language), inflected)


def _cut(text: str, start: int, end: int) -> bool:
    """Tell whether a place begins or ends within a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() or after.isalnum()


def _in_case(text: str, start: int, end: int, mark: Mark, language: str) -> str:
    """Return the wanted words with the capitals of the words that they replace."""
    wanted, here = mark.wanted, text[start:end]
    if mark.term.kind is Kind.KEEP or wanted != wanted.lower():
        return wanted
    if len(here) > 1 and here.isupper() and mark.words.isupper():
        return wanted.upper()
    if here[:1].isupper() and words.read(text, language).opens(start):
        return wanted[:1].upper() + wanted[1:]
    return wanted


def _written(text: SpannedText, edits: Iterable[_Edit]) -> SpannedText:
    """Return a text with edits that lie apart and have no edge of a span inside."""
    out, spans = text.text, list(text.spans)
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        out = out[: edit.start] + edit.words + out[edit.end :]
        shift = len(edit.words) - (edit.end - edit.start)
        spans = [
            replace(
                span,
                start=span.start + (shift if span.start >= edit.end else 0),
                end=span.end + (shift if span.end >= edit.end else 0),
            )
            for span in spans
        ]
    return SpannedText(out, tuple(spans))
