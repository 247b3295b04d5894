"""Spans for engines that know of none: by agreement of the parts.

The sentence is translated whole and clean; protected text goes in as a short code ("X1") that
models copy. What a span covers is translated once more, alone, and looked for in the translation of
the whole: three spans of four are found again beyond doubt. For the others more is asked, the words
of the sentence one by one, and the sentence with a code in the place of the span, and what is
heard is weighed (`evidence`) and projected as an alignment would be.

The promise, whatever the engine answers: a draft has the span numbers of its source, each once,
two of them nested or apart, and protected text is in it letter by letter.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from translate.engines.codes import Coded, complete, encode, familiar, find_code, finish, lost
from translate.engines.evidence import Evidence, Sides, hide, unknown_words, weigh
from translate.engines.matching import Candidate, anchors, dress, find, verbatim, words
from translate.engines.placing import Settled, settle
from translate.model import Draft, Span, SpannedText
from translate.projection import project
from translate.span_tree import overlap, restore, within

Translate = Callable[[Iterable[str]], Generator[str, None, None]]
"""Yields one translation a text, in order, as they become ready."""

_CERTAIN = 0.93  # from this score on, 99 of 100 finds are right; of those above 0.8, 80 are
_TOGETHER = 128  # texts that are asked for together when more has to be asked
_MOST = 16  # of one text; with fewer than 8 places suffer, more than 24 are for nothing


@dataclass(frozen=True, slots=True)
class Request:
    """What has to be translated for one text: its sentence, and the words of spans by number.

    `again` tells that the engine has lost protected text once, which now has the plainest codes.
    """

    coded: Coded
    parts: Mapping[int, str]
    again: bool = False

    def texts(self) -> Iterator[str]:
        """Yield every text that must be translated, the sentence first; none where none must."""
        if self.coded.silent:
            return
        yield self.coded.sentence
        yield from self.parts.values()


@dataclass(frozen=True, slots=True)
class Look:
    """A text after its first answers: its draft, or what has to be asked to make one.

    `target` is the translation with its codes, `doubts` are about these. `certain` and `likely` are
    places found so far; `hidden` gives for the number of a span the sentence without it, `alone`
    are words.
    """

    coded: Coded
    target: str
    doubts: tuple[str, ...] = ()
    draft: Draft | None = None
    certain: Mapping[int, Candidate] = field(default_factory=dict)
    likely: Mapping[int, Candidate] = field(default_factory=dict)
    hidden: Mapping[int, str] = field(default_factory=dict)
    alone: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield what has to be translated before the draft can be made."""
        yield from self.hidden.values()
        yield from self.alone


def translate_batch(
    batch: Sequence[SpannedText], translate: Translate, most: int = _MOST
) -> Iterator[Draft]:
    """Yield one draft a text, in order, from an engine that takes clean sentences only.

    `most` bounds what is asked beyond the sentence and the parts of its spans, for each text: where
    answers are slow, a smaller number costs some of the places.
    """
    requests = [prepare(text) for text in batch]
    uses = Counter(text for request in requests for text in dict.fromkeys(request.texts()))
    known: dict[str, str] = {}
    more: dict[str, str] = {}
    waiting: deque[Request | Look] = deque()
    with closing(translate(iter(uses))) as answers:
        pairs = zip(list(uses), answers, strict=True)
        for request in requests:
            needed = list(dict.fromkeys(request.texts()))
            while not known.keys() >= set(needed):
                asked, answer = next(pairs)
                known[asked] = answer
            waiting.append(look(request, known, most))
            for text in needed:
                uses[text] -= 1
                if not uses[text]:
                    del known[text]
            if len({text for one in waiting for text in one.texts()}) >= _TOGETHER:
                _ask(waiting, translate, more, most)
            yield from _ready(waiting, more)
    while waiting:
        _ask(waiting, translate, more, most)
        yield from _ready(waiting, more)


def _ask(
    waiting: deque[Request | Look], translate: Translate, more: dict[str, str], most: int
) -> None:
    """Have everything translated that the texts wait for."""
    texts = [t for t in dict.fromkeys(t for one in waiting for t in one.texts()) if t not in more]
    with closing(translate(iter(texts))) as answers:
        more.update(zip(texts, answers, strict=True))
    looks = [look(one, more, most) if isinstance(one, Request) else one for one in waiting]
    waiting.clear()
    waiting.extend(looks)


def _ready(waiting: deque[Request | Look], more: Mapping[str, str]) -> Iterator[Draft]:
    """Yield the drafts that can be made, up to the first that cannot."""
    while waiting:
        first = waiting[0]
        if isinstance(first, Request) or not all(text in more for text in first.texts()):
            return
        waiting.popleft()
        yield place(first, more)


def prepare(text: SpannedText, plain: frozenset[int] = frozenset()) -> Request:
    """Say what has to be translated for a text.

    White space becomes single spaces, a protected span becomes a code, the plainest one where its
    number is in `plain`, and what any other span covers will be translated alone.
    """
    coded = encode(text, familiar, plain)
    parts = {span.number: _own(coded, span) for span in _pairs(coded)}
    spoken = {
        number: own
        for number, own in parts.items()
        if any(letter.isalpha() for letter in own) and own != coded.sentence
    }
    return Request(coded, spoken, bool(plain))


def _pairs(coded: Coded) -> list[Span]:
    """Return the spans that cover something, other than protected text."""
    protected = {span.number for span in coded.codes.values()}
    return [s for s in coded.spans if s.start < s.end and s.number not in protected]


def look(request: Request, answers: Mapping[str, str], most: int = _MOST) -> Request | Look:
    """Make the draft of a text from the translations of all that `Request.texts` asked for.

    Where that leaves the place of any span in doubt, say what else has to be asked, `most` texts
    at the most. Where protected text was lost, say how to ask once more.
    """
    coded = request.coded
    if coded.silent:
        return Look(coded, "", draft=Draft(coded.origin))
    answer = " ".join(answers[coded.sentence].split())
    missing = lost(coded, answer)
    if missing and most and not request.again:
        again = prepare(coded.origin, missing)
        if again.coded.sentence != coded.sentence:
            return again
    target, doubts = complete(coded, answer)
    found = {span.number: _proposals(request, span, target, answers) for span in _pairs(coded)}
    likely = {number: places[0] for number, places in found.items() if places}
    certain = {number: place for number, place in likely.items() if place.score >= _CERTAIN}
    for code, span in coded.codes.items():
        certain[span.number] = Candidate(*find_code(code, target)[0], 2.0)
    if not most or all(s.number in certain for s in coded.spans if s.start < s.end):
        known = anchors(coded.sentence, target) if coded.spans else []
        proposals = {number: [place] for number, place in certain.items()}
        proposals = proposals if most else found | proposals
        settled = settle(SpannedText(coded.sentence, coded.spans), target, proposals, known)
        if not most or not settled.guessed:
            return Look(coded, target, draft=finish(coded, target, settled, doubts))
    certain = _agreeing(coded.spans, certain)
    sure = [span for span in coded.spans if span.number in certain]
    wanted = [span for span in coded.spans if span.number not in certain]
    hiding = [span for span in wanted if _speaks(coded, span)][:most]
    hidden = {span.number: hide(coded.sentence, span) for span in hiding}
    alone = unknown_words(coded.sentence, sure, wanted)[: most - len(hidden)]
    return Look(coded, target, tuple(doubts), None, certain, likely, hidden, tuple(alone))


def _agreeing(spans: Sequence[Span], found: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """Return the places, the surest first, that lie to one another as their spans do."""
    by_number = {span.number: span for span in spans if span.start < span.end}
    kept: dict[int, Candidate] = {}
    for number, place in sorted(found.items(), key=lambda item: -item[1].score):
        if number in by_number and all(
            _alike(by_number[number], by_number[other], place, kept[other]) for other in kept
        ):
            kept[number] = place
    return kept


def _alike(one: Span, other: Span, here: Candidate, there: Candidate) -> bool:
    source = [(span.start, span.end) for span in (one, other)]
    target = [(place.start, place.end) for place in (here, there)]
    if not overlap(*source):
        return not overlap(*target)
    return (not within(*source) or within(*target)) and (
        not within(*source[::-1]) or within(*target[::-1])
    )


def _speaks(coded: Coded, span: Span) -> bool:
    """Tell whether a span has words that a code can take the place of."""
    own = coded.sentence[span.start : span.end]  # nothing, for a mark
    rest = coded.sentence[: span.start] + coded.sentence[span.end :]
    return all(any(letter.isalpha() for letter in text) for text in (own, rest))


def place(look: Look, answers: Mapping[str, str]) -> Draft:
    """Make the draft of a text from the translations of all that `Look.texts` asked for."""
    if look.draft is not None:
        return look.draft
    sides = Sides(look.coded.sentence, look.target)
    source = SpannedText(sides.source, look.coded.spans)
    evidence = Evidence(
        look.certain,
        look.likely,
        {word: answers[word] for word in look.alone},
        {number: " ".join(answers[text].split()) for number, text in look.hidden.items()},
    )
    weights = weigh(sides, source.spans, evidence)
    spans, doubts = project(source, sides.target, sides.ours, sides.theirs, weights)
    fixed = restore(source, SpannedText(sides.target, spans))
    return finish(look.coded, fixed.text, Settled(fixed.spans), (*look.doubts, *doubts))


def _own(coded: Coded, span: Span) -> str:
    """Return the words of a span."""
    return coded.sentence[span.start : span.end].strip()


def _proposals(
    request: Request, span: Span, target: str, answers: Mapping[str, str]
) -> list[Candidate]:
    """Return where the words of a span may stand in the translation, the surest place first."""
    sentence, own = request.coded.sentence, _own(request.coded, span)
    if own == sentence:
        return [Candidate(0, len(target))]
    expected = (span.start + span.end) / 2 * len(target) / max(len(sentence), 1)
    part = request.parts.get(span.number)
    phrases = (own,) if part is None else (answers[part], own)
    places = find(phrases, words(target), expected, len(target)) or verbatim(own, target)
    return [dress(own, target, candidate) for candidate in places]
