"""Spans for engines that know of none: by agreement of the parts.

The sentence is translated whole and clean. What a span covers is translated once more, alone, and
looked for in the translation of the whole; protected text goes in as a short code ("X1") that
models copy. All of a batch is asked for in one pass, each text once.

The promise, whatever the engine answers: a draft has the span numbers of its source, each once,
two of them nested or apart, and protected text is in it letter by letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from translate.engines.matching import Candidate, Word, anchors, find, words
from translate.engines.placing import settle
from translate.model import Draft, Span, SpanKind, SpannedText

Translate = Callable[[Iterable[str]], Generator[str, None, None]]
"""Yields one translation a text, in order, as they become ready."""

_LETTERS = "XZQKWYJVHG"  # what a code may begin with: the first that the text does not use so
_NEAR = 3  # words beside a mark that are translated to find it again
_EXACT = 0.9  # a find with a score below this may lack a word


@dataclass(frozen=True, slots=True)
class Request:
    """What has to be translated for one text.

    `sentence` is its text on one line, with codes for protected text; `spans` lie in it. `parts`
    are the texts to be translated apart, by the number of the span that they serve.
    """

    origin: SpannedText
    sentence: str
    spans: tuple[Span, ...]
    codes: Mapping[str, Span]
    parts: Mapping[int, tuple[str, ...]]

    def texts(self) -> Iterator[str]:
        """Yield every text that must be translated, the sentence first; none where none must."""
        if not any(letter.isalpha() for letter in self._uncoded()):
            return
        yield self.sentence
        for parts in self.parts.values():
            yield from parts

    def _uncoded(self) -> str:
        return re.sub("|".join(map(re.escape, self.codes)), "", self.sentence)


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
            yield place(request, known) if needed else Draft(request.origin)
            for text in needed:
                uses[text] -= 1
                if not uses[text]:
                    del known[text]


def prepare(text: SpannedText) -> Request:
    """Say what has to be translated for a text.

    White space becomes single spaces, a protected span becomes a code, and every other span gets
    the parts by which its place will be found.
    """
    sentence, offsets, codes = _encode(text)
    outer = {span.number for span in codes.values()}
    spans = tuple(
        replace(span, start=offsets[span.start], end=offsets[span.end])
        for span in text.spans
        if span.number in outer or not _covered(span, codes.values())
    )
    parts = {span.number: _parts(sentence, span) for span in spans if span.number not in outer}
    return Request(text, sentence, spans, codes, parts)


def place(request: Request, answers: Mapping[str, str]) -> Draft:
    """Make the draft of a text from the translations of all that `Request.texts` asked for."""
    target, doubts = _with_codes(request, " ".join(answers[request.sentence].split()))
    known = anchors(request.sentence, target)
    proposals = {
        span.number: _proposals(request, span, target, answers)
        for span in request.spans
        if span.number in request.parts
    }
    proposals |= {
        span.number: [Candidate(*_where(code, target)[0])] for code, span in request.codes.items()
    }
    settled = settle(SpannedText(request.sentence, request.spans), target, proposals, known)
    if settled.guessed:
        doubts.append(_guesses(len(settled.guessed)))
    return Draft(_decode(request, target, settled.spans), doubts=tuple(doubts))


def _guesses(count: int) -> str:
    if count == 1:
        return "the place of a code is a guess"
    return f"the places of {count} codes are guesses"


def _encode(text: SpannedText) -> tuple[str, list[int], dict[str, Span]]:
    """Return the sentence to translate, where each offset went, and the protected spans by code."""
    protected = [s for s in text.spans if s.kind is SpanKind.PROTECTED and s.start < s.end]
    outer: list[Span] = []
    for span in protected:
        if not _covered(span, outer):
            outer.append(span)
    letter = next((c for c in _LETTERS if not re.search(rf"{c}\d", text.text, re.IGNORECASE)), "XQ")
    codes = {}
    for i, span in enumerate(outer, 1):
        figure = text.text[span.end : span.end + 1].isdigit()  # the code must not run into it
        codes[f"{letter}{i}{'V' if figure else ''}"] = span
    starts = {span.start: (code, span) for code, span in codes.items()}
    sentence = ""
    offsets: list[int] = []
    at = 0
    while at < len(text.text):
        if at in starts:
            code, span = starts[at]
            offsets += [len(sentence)] * (span.end - span.start)
            sentence += code
            at = span.end
            continue
        letters = text.text[at]
        if letters.isspace():
            letters = "" if not sentence or sentence.endswith(" ") else " "
        offsets.append(len(sentence))
        sentence += letters
        at += 1
    offsets.append(len(sentence))
    bare = sentence.rstrip()
    return bare, [min(offset, len(bare)) for offset in offsets], codes


def _covered(span: Span, protected: Iterable[Span]) -> bool:
    """Tell whether a span lies in protected text."""
    for outer in protected:
        if span.start == span.end:
            if outer.start < span.start < outer.end:
                return True
        elif outer.start <= span.start and span.end <= outer.end and span != outer:
            return True
    return False


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
    sentence = request.sentence
    expected = (span.start + span.end) / 2 * len(target) / max(len(sentence), 1)
    parts = request.parts[span.number]
    found = words(target)
    if span.start < span.end:
        own = sentence[span.start : span.end].strip()
        if own == sentence:
            return [Candidate(0, len(target))]
        phrases = (*(answers[part] for part in parts), own)
        places = find(phrases, found, expected, len(target)) or _verbatim(own, target)
        edges = (not words(sentence[: span.start]), not words(sentence[span.end :]))
        wider = (_to_the_edge(candidate, found, edges) for candidate in places)
        return [_dress(own, target, candidate) for candidate in wider]
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


def _verbatim(own: str, target: str) -> list[Candidate]:
    """Return where text that is no words, such as a sum or an arrow, stands as it is."""
    return [Candidate(m.start(), m.end()) for m in re.finditer(re.escape(own), target)]


def _dress(own: str, target: str, candidate: Candidate) -> Candidate:
    """Widen a place by the signs at its edges that the source has there, too: quotes, brackets.

    A row of the same sign counts as one, because models write "..." for an ellipsis.
    """
    inner = words(own)
    if not inner:
        return candidate
    start, end = candidate.start, candidate.end
    for _ in range(_signs(own[: inner[0].start])):
        start -= _row(target[:start][::-1])
    for _ in range(_signs(own[inner[-1].end :])):
        end += _row(target[end:])
    return replace(candidate, start=start, end=end)


def _signs(edge: str) -> int:
    """Return how many signs, as rows, stand in the edge of a phrase."""
    return len(re.findall(r"([^\w\s])\1*", edge))


def _row(text: str) -> int:
    """Return the length of the row of one sign with which a text begins."""
    match = re.match(r"([^\w\s])\1*", text)
    return match.end() if match else 0


def _where(code: str, target: str) -> list[tuple[int, int]]:
    whole = rf"{code}(?!\d)" if code[-1].isdigit() else code
    return [m.span() for m in re.finditer(whole, target, re.IGNORECASE)]


def _with_codes(request: Request, target: str) -> tuple[str, list[str]]:
    """Return the translation with every code in it, and doubts about those that were not once."""
    doubts: list[str] = []
    for code in request.codes:
        places = _where(code, target)
        if len(places) > 1:
            doubts.append("protected text came out more than once")
        if places:
            continue
        doubts.append("protected text was lost and put back at a guess")
        target = _put_back(request, code, target)
    return target, list(dict.fromkeys(doubts))


def _put_back(request: Request, code: str, target: str) -> str:
    """Put a code that the engine lost between two words, where it stood in the source."""
    where = request.sentence.index(code)
    mark = Span(where, where, 0, SpanKind.STANDING)
    alone = settle(
        SpannedText(request.sentence, (mark,)), target, {}, anchors(request.sentence, target)
    )
    point = alone.spans[0].start
    before, after = target[:point], target[point:]
    left = " " if before and not before[-1].isspace() else ""
    right = " " if after and after[0].isalnum() else ""
    return f"{before}{left}{code}{right}{after}"


def _decode(request: Request, target: str, placed: Sequence[Span]) -> SpannedText:
    """Return the translation with protected text for codes, all spans and outer white space."""
    source = request.origin
    text, offsets = _open(request, target)
    head = source.text[: len(source.text) - len(source.text.lstrip())]
    tail = source.text[len(source.text.rstrip()) :]
    shift = len(head)
    places = {s.number: (offsets[s.start] + shift, offsets[s.end] + shift) for s in placed}
    for outer in request.codes.values():
        for span in source.spans:
            if span.number not in places and _covered(span, [outer]):
                moved = places[outer.number][0] - outer.start
                places[span.number] = (span.start + moved, span.end + moved)
    spans = [replace(s, start=places[s.number][0], end=places[s.number][1]) for s in source.spans]
    return spaced(source, SpannedText(head + text + tail, tuple(spans)))


def _open(request: Request, target: str) -> tuple[str, list[int]]:
    """Put the protected texts in the place of their codes; return where each offset went."""
    text = ""
    offsets: list[int] = []
    at = 0
    found = {p[0]: (p[1], span) for c, span in request.codes.items() for p in _where(c, target)}
    while at < len(target):
        stop, span = found.get(at, (at + 1, None))
        offsets += [len(text)] * (stop - at)
        text += target[at] if span is None else request.origin.text[span.start : span.end]
        at = stop
    return text, [*offsets, len(text)]


def spaced(source: SpannedText, result: SpannedText) -> SpannedText:
    """Give each mark of no width the white space on either side that it has in the source.

    Where the source has a space before and after a mark, the translation may have only one, and
    where it has one on one side, that may have come to stand on the other.
    """
    origins = {span.number: span for span in source.spans}
    text, spans = result.text, list(result.spans)
    for i, span in enumerate(spans):
        origin, at = origins[span.number], span.start
        touching = [s for s in spans if s is not span and at in (s.start, s.end)]
        if span.start != span.end or origin.start != origin.end or touching:
            continue
        left = source.text[: origin.start][-1:].isspace()
        right = source.text[origin.start :][:1].isspace()
        has_left, has_right = text[:at][-1:].isspace(), text[at:][:1].isspace()
        if has_left == has_right:
            continue
        if left and right:
            text = f"{text[:at]} {text[at:]}"
            spans = [
                replace(s, start=s.start + (s.start > at), end=s.end + (s.end > at)) for s in spans
            ]
        if right and not left and has_left:
            spans[i] = replace(span, start=at - 1, end=at - 1)
        elif left and has_right:
            spans[i] = replace(span, start=at + 1, end=at + 1)
    order = {span.number: i for i, span in enumerate(source.spans)}
    spans.sort(key=lambda span: (span.start, -span.end, order[span.number]))
    return SpannedText(text, tuple(spans))
