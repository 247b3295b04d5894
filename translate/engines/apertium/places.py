"""Where in Apertium's answer the words of a span are.

The word-bound blanks say which words of the answer were made of which word of the sentence. Three
things they leave open: a joined word has several origins (`al` of "à" and "l'"), a phrase that the
dictionary has as one word may be partly covered by a span, and words that a rule puts in have no
origin at all ("acaba" in what becomes of "vient de publier").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from translate.engines.apertium.stream import Place, Received, Sent
from translate.engines.matching import Candidate, likeness
from translate.model import Span, SpanKind

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+['’]?|[^\w\s]+")
_SHORT = 3  # letters of a word that is likely an article or a preposition
_HALF = 0.5  # a word is a span's when more than this share of its origin is in it
_ALIKE = 0.5  # likeness from which two words of a phrase are taken to be the same
_ECHO = 0.4  # what a word without a translation counts in the word that speaks for it

# The second half of a negation, of which Apertium makes nothing, and the first.
_SECOND = frozenset({"pas", "point"})
_FIRST = frozenset({"ne", "n'", "n’"})
_REACH = 5  # words from the first half to the second


@dataclass(slots=True)
class _Word:
    """A word of the answer, and the share that each unit of the sentence has in it."""

    start: int
    end: int
    origin: dict[int, float] = field(default_factory=dict)


def candidates(got: Received, sent: Sent, spans: Sequence[Span]) -> Iterator[tuple[int, Candidate]]:
    """Yield the places that the answer proposes for the spans, the better ones first.

    The words of a span may have come apart: then its place is from the first to the last of them,
    or, where much else has come between, the longest stretch.
    """
    words = _words(got, sent)
    for span in spans:
        if span.start == span.end:
            point = _point(span.start, words, sent)
            if point is not None:
                yield span.number, Candidate(point, point)
        elif span.kind is not SpanKind.PROTECTED:
            shares = _shares(span, words, got, sent)
            best = max(shares, default=0.0)
            least = _HALF if best > _HALF else best - 1e-9
            own = [w for w, share in zip(words, shares, strict=True) if share > max(least, 0)]
            yield from ((span.number, place) for place in _places(own, words))


def _point(at: int, words: Sequence[_Word], sent: Sent) -> int | None:
    """Return the place for a mark: behind what became of the word before it, or before the next.

    A mark belongs to the word that it touches. One that touches none, or both, is behind a word.
    """
    left = [unit for unit, (start, _) in enumerate(sent.units) if start < at]
    behind = _first(reversed(left), words)
    ahead = _first(range(len(left), len(sent.units)), words)
    gap = sent.sentence[sent.units[left[-1]][1] : at] if left else " "
    apart = gap[-1:].isspace() and not sent.sentence[at : at + 1].isspace()
    if ahead and apart:
        return ahead[0].start
    found = behind or ahead
    return found[-1].end if found else None


def _first(units: Iterable[int], words: Sequence[_Word]) -> list[_Word]:
    """Return the words of the first of the units that has any, those first of all of its own."""
    for unit in units:
        found = [word for word in words if unit in word.origin]
        found = [word for word in found if word.origin[unit] >= max(word.origin.values())]
        if found:
            return found
    return []


def _places(own: Sequence[_Word], words: Sequence[_Word]) -> Iterator[Candidate]:
    if not own:
        return
    hull = (own[0].start, own[-1].end)
    inside = [w for w in words if hull[0] <= w.start < hull[1] and w.origin]
    stretch = _longest([(w.start, w.end) for w in own], [(w.start, w.end) for w in words])
    mostly_foreign = 3 * (len(inside) - len(own)) > len(own)
    yield Candidate(*(stretch if mostly_foreign else hull), 1.0)
    yield Candidate(*(hull if mostly_foreign else stretch), 0.8)


def _longest(own: Sequence[Place], words: Sequence[Place]) -> Place:
    """Return the longest stretch of own words without another word between."""
    best = current = own[0]
    for before, here in pairwise(own):
        neighbours = bisect_left(words, here) == bisect_left(words, before) + 1
        current = (current[0], here[1]) if neighbours else here
        if current[1] - current[0] > best[1] - best[0]:
            best = current
    return best


# The origin of words


def _words(got: Received, sent: Sent) -> list[_Word]:
    """Return the words of the answer in order, each with its origin where it has one."""
    words = [_Word(*match.span()) for match in _WORD.finditer(got.text)]
    starts = [word.start for word in words]
    for start, end, units in got.pieces:
        piece = words[bisect_left(starts, start) : bisect_left(starts, end)]
        texts = [got.text[word.start : word.end] for word in piece]
        for word, origin in zip(piece, _origins(texts, units, sent), strict=True):
            word.origin = origin
    used = {unit for word in words for unit in word.origin}
    dropped = [unit for unit in range(len(sent.units)) if unit not in used]
    _adopt(words, dropped, got.text)
    _echo(words, dropped, sent)
    return words


def _origins(words: Sequence[str], units: Sequence[int], sent: Sent) -> list[dict[int, float]]:
    """Return the origin of each word of a piece.

    Apertium joins words that belong together, and names the unit of each word it made them of:
    `[[0; 1]]la Unió Europea[[/]]`. They come in order. Of more words than names, short ones that
    follow the first ("des de") are its own, and all others belong to the last. Of fewer words
    than names, the first is the joined one: `[[0; 1; 2]]del agua[[/]]` is of "de", "l'", "eau".
    There a long unit counts by its length: a verb has more of the word than its pronoun.
    """
    spare = len(words) - len(units)
    if spare < 0:
        joined: dict[int, float] = {}
        for unit in units[: 1 - spare]:
            start, end = sent.units[unit]
            weight = 1 if end - start <= _SHORT else end - start
            joined[unit] = joined.get(unit, 0.0) + weight
        single = [{unit: 1.0} for unit in units[1 - spare :]]
        return [joined, *single] if words else []
    short = next((i for i, w in enumerate(words[1:]) if len(w) > _SHORT or not w.islower()), spare)
    first = min(short, spare)
    order = [units[0]] * first + list(units) + [units[-1]] * (spare - first)
    return [{unit: 1.0} for unit in order]


def _adopt(words: Sequence[_Word], dropped: Sequence[int], text: str) -> None:
    """Give the words that have no origin one.

    Those that a rule put in are of the units without a word that stand in the same gap; a long
    one is else the rest of a phrase that translates one word ("más tardía" of "latest").
    """
    for i, word in enumerate(words):
        if word.origin or not text[word.start].isalnum():
            continue
        left = next((max(w.origin) for w in reversed(words[:i]) if w.origin), -1)
        right = next((min(w.origin) for w in words[i:] if w.origin), left)
        gap = [unit for unit in dropped if left < unit < right]
        if gap:
            word.origin = dict.fromkeys(gap, 1 / len(gap))
        elif i and word.end - word.start > _SHORT:
            word.origin = dict(words[i - 1].origin)


def _echo(words: Sequence[_Word], dropped: Sequence[int], sent: Sent) -> None:
    """Let the second half of a negation count a little in what became of the first half."""
    texts = [sent.sentence[start:end].casefold() for start, end in sent.units]
    for unit in dropped:
        if texts[unit] not in _SECOND:
            continue
        before = range(unit - 1, max(-1, unit - 1 - _REACH), -1)
        first = next((other for other in before if texts[other] in _FIRST), None)
        for word in words:
            if first is not None and first in word.origin:
                word.origin[unit] = _ECHO * word.origin[first]


def _shares(span: Span, words: Sequence[_Word], got: Received, sent: Sent) -> list[float]:
    """Return which share of each word's origin is in the span, from 0 to 1."""
    owed = [0.0] * len(words)
    for unit, (start, end) in enumerate(sent.units):
        if start < span.end and span.start < end:
            made = [i for i, word in enumerate(words) if unit in word.origin]
            phrase = [got.text[words[i].start : words[i].end] for i in made]
            covers = _covers(span, sent.sentence, (start, end), phrase)
            for i, cover in zip(made, covers, strict=True):
                owed[i] += cover * words[i].origin[unit]
    totals = [sum(word.origin.values()) for word in words]
    return [part / total if total else 0.0 for part, total in zip(owed, totals, strict=True)]


def _covers(span: Span, sentence: str, unit: Place, phrase: Sequence[str]) -> list[float]:
    """Return which share of each word that a unit became is the span's.

    The words of a phrase stand for those of the unit that are spelt alike, or one by one where
    there are as many; otherwise each stands for all of it.
    """
    whole = _covered(span, sentence, *unit)
    if whole in {0.0, 1.0}:
        return [whole] * len(phrase)
    found = re.finditer(r"\w+", sentence[unit[0] : unit[1]])
    ours = [(match.group(), unit[0] + match.start(), unit[0] + match.end()) for match in found]
    theirs = [word for word in phrase if word[0].isalnum()]
    covers = []
    for word in phrase:
        alike = [likeness(own, word) for own, _, _ in ours]
        nearest = alike.index(max(alike)) if max(alike, default=0.0) >= _ALIKE else None
        if nearest is None and len(ours) == len(theirs) and word in theirs:
            nearest = theirs.index(word)
        share = whole if nearest is None else _covered(span, sentence, *ours[nearest][1:])
        covers.append(share if word in theirs else 0.0)
    return covers


def _covered(span: Span, sentence: str, start: int, end: int) -> float:
    """Return which share of the letters of a stretch is in the span."""
    letters = [at for at in range(start, end) if sentence[at].isalnum()] or range(start, end)
    return sum(span.start <= at < span.end for at in letters) / len(letters)
