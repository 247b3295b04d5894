"""Spans for engines that know of none: by agreement of the parts.

The sentence is translated whole and clean. What a span covers is translated once more, alone, and
looked for in the translation of the whole; protected text goes in as a short code ("X1") that
models copy. All of a batch is asked for in one pass, each text once.

The promise, whatever the engine answers: a draft has the span numbers of its source, each once,
two of them nested or apart, and protected text is in it letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from translate.engines.codes import Coded, complete, encode, figures, find_code, finish
from translate.engines.matching import Candidate, Word, anchors, dress, find, verbatim, words
from translate.engines.placing import settle
from translate.model import Draft, Span, SpannedText

Translate = Callable[[Iterable[str]], Generator[str, None, None]]
"""Yields one translation a text, in order, as they become ready."""

_NEAR = 3  # words beside a mark that are translated to find it again
_EXACT = 0.9  # a find with a score below this may lack a word


@dataclass(frozen=True, slots=True)
class Request:
    """What has to be translated for one text: its sentence, and the parts of each span's number."""

    coded: Coded
    parts: Mapping[int, tuple[str, ...]]

    def texts(self) -> Iterator[str]:
        """Yield every text that must be translated, the sentence first; none where none must."""
        if self.coded.silent:
            return
        yield self.coded.sentence
        for parts in self.parts.values():
            yield from parts


def translate_batch(batch: Sequence[SpannedText], translate: Translate) -> Iterator[Draft]:
    """Yield one draft a text, in order, from an engine that takes clean sentences only."""
    requests = [prepare(text) for text in batch]
    uses = Counter(text for request in requests for text in dict.fromkeys(request.texts()))
    known: dict[str, str] = {}
    with closing(translate(iter(uses))) as answers:
        pairs = zip(list(uses), answers, strict=True)
        for request in requests:
            needed = list(dict.fromkeys(request.texts()))
            while not known.keys() >= set(needed):
                asked, answer = next(pairs)
                known[asked] = answer
            yield place(request, known) if needed else Draft(request.coded.origin)
            for text in needed:
                uses[text] -= 1
                if not uses[text]:
                    del known[text]


def prepare(text: SpannedText) -> Request:
    """Say what has to be translated for a text.

    White space becomes single spaces, a protected span becomes a code, and every other span gets
    the parts by which its place will be found.
    """
    coded = encode(text, figures)
    protected = {span.number for span in coded.codes.values()}
    others = (span for span in coded.spans if span.number not in protected)
    return Request(coded, {span.number: _parts(coded.sentence, span) for span in others})


def place(request: Request, answers: Mapping[str, str]) -> Draft:
    """Make the draft of a text from the translations of all that `Request.texts` asked for."""
    coded = request.coded
    target, doubts = complete(coded, " ".join(answers[coded.sentence].split()))
    proposals = {
        span.number: _proposals(request, span, target, answers)
        for span in coded.spans
        if span.number in request.parts
    }
    for code, span in coded.codes.items():
        proposals[span.number] = [Candidate(*find_code(code, target)[0])]
    known = anchors(coded.sentence, target) if coded.spans else []
    settled = settle(SpannedText(coded.sentence, coded.spans), target, proposals, known)
    return finish(coded, target, settled, doubts)


def _parts(sentence: str, span: Span) -> tuple[str, ...]:
    """Return the texts to translate apart for a span: its own, or the words that it stands at."""
    if span.start < span.end:
        own = sentence[span.start : span.end].strip()
        return (own,) if any(letter.isalpha() for letter in own) and own != sentence else ()
    before, after = sentence[: span.start], sentence[span.start :]
    if before.strip() and after.strip():
        if before[-1].isalnum():
            near = words(before)[-_NEAR:]
            return tuple(dict.fromkeys((before[near[0].start :], near[-1].text)))
        if after[0].isalnum():
            near = words(after)[:_NEAR]
            return tuple(dict.fromkeys((after[: near[-1].end], near[0].text)))
    return ()


def _proposals(
    request: Request, span: Span, target: str, answers: Mapping[str, str]
) -> list[Candidate]:
    """Return where a span may stand in the translation, the surest place first."""
    sentence = request.coded.sentence
    expected = (span.start + span.end) / 2 * len(target) / max(len(sentence), 1)
    parts = request.parts[span.number]
    found = words(target)
    if span.start < span.end:
        own = sentence[span.start : span.end].strip()
        if own == sentence:
            return [Candidate(0, len(target))]
        phrases = (*(answers[part] for part in parts), own)
        places = find(phrases, found, expected, len(target)) or verbatim(own, target)
        edges = (not words(sentence[: span.start]), not words(sentence[span.end :]))
        wider = (_to_the_edge(candidate, found, edges) for candidate in places)
        return [dress(own, target, candidate) for candidate in wider]
    ends = sentence[span.start - 1 : span.start].isalnum()
    for part in parts:  # the longer stretch first: it says more
        places = find((answers[part], part), found, expected, len(target))
        if places:
            points = [c.end if ends else c.start for c in places]
            return [Candidate(point, point) for point in points]
    return []


def _to_the_edge(
    candidate: Candidate, found: Sequence[Word], edges: tuple[bool, bool]
) -> Candidate:
    """Widen an unsure place to the first or the last word, if its span reaches that far.

    A phrase is often put in other words when it is translated alone ("push your changes"), so
    that the last of them is not found again.
    """
    start, end = candidate.start, candidate.end
    if candidate.score < _EXACT and edges[0] and start in {w.start for w in found[: _NEAR + 1]}:
        start = found[0].start
    if candidate.score < _EXACT and edges[1] and end in {w.end for w in found[-_NEAR - 1 :]}:
        end = found[-1].end
    return replace(candidate, start=start, end=end)
