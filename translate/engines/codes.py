"""Codes for protected text: what an engine must not touch goes in as a word that it copies.

A text becomes a sentence on one line, free of outer white space, with a code for each protected
span; a translation with codes becomes a text with the protected spans again, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate.engines.matching import anchors
from translate.engines.placing import Settled, settle
from translate.engines.stand_ins import numeral, stand_in, trace
from translate.model import Draft, Span, SpanKind, SpannedText

Naming = Callable[[str, str, int], str]
"""Names the code of a text's protected part, the n-th from 1, by a word that the text has not."""

_BARE = re.compile(r"[A-Z]Q?\d+V?|[A-Z]q[wxz]+[a-z]{2}")  # what `figures` and `letters` name

LOST = "protected text was lost and put back at a guess"
REPEATED = "protected text came out more than once"


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with codes.

    `sentence` has single spaces for all white space; `spans` lie in it, those of the protected
    texts over their codes. `codes` gives for each code its span in `origin`. Spans within
    protected text are left out of `spans`; they return with it.
    """

    origin: SpannedText
    sentence: str
    spans: tuple[Span, ...]
    codes: Mapping[str, Span]

    @property
    def silent(self) -> bool:
        """Tell whether there is nothing to translate: no letter beside the protected text."""
        codes = "|".join(map(re.escape, self.codes))
        rest = re.sub(codes, "", self.sentence) if codes else self.sentence
        return not any(letter.isalpha() for letter in rest)


def figures(text: str, _: str, n: int) -> str:
    """Name codes `X1`, `X2`: neural models copy them, as they copy names of models and forms."""
    unused = (c for c in "XZQKWYJVHG" if not re.search(rf"{c}\d", text, re.IGNORECASE))
    return f"{next(unused, 'XQ')}{n}"


def familiar(text: str, own: str, n: int) -> str:
    """Name codes by what models know, each in the manner of its kind, else as `figures` does."""
    return stand_in(own, n) or figures(text, own, n)


def letters(text: str, own: str, n: int) -> str:
    """Name codes `Xqzaa`, `Xqzab`, words that no dictionary has; numbers, where one is meant."""
    number = numeral(own, n)
    if number is not None:
        return number
    lower = text.casefold()
    unused = (stem for stem in ("Xqz", "Xqw", "Zqx", "Wqx", "Kqz") if stem.casefold() not in lower)
    return f"{next(unused, 'Xqzwx')}{chr(ord('a') + n // 26 % 26)}{chr(ord('a') + n % 26)}"


def encode(text: SpannedText, naming: Naming, plain: Collection[int] = ()) -> Coded:
    """Put codes in the place of protected text and single spaces in the place of white space.

    The protected spans whose numbers are in `plain`, and those whose code would not be found again
    for sure, because the sentence has it twice, get the codes of `figures`.
    """
    outer: list[Span] = []
    for span in text.spans:
        if span.kind is SpanKind.PROTECTED and span.start < span.end and not covered(span, outer):
            outer.append(span)
    unsure = set(plain)
    while True:
        codes = _codes(text.text, outer, naming, unsure)
        starts = {span.start: code for code, span in codes.items()}
        sentence, offsets = _shorten(text.text, starts, codes)
        twice = {s.number for c, s in codes.items() if len(find_code(c, sentence)) != 1}
        if twice <= unsure:
            break
        unsure |= twice
    spans = tuple(
        replace(span, start=offsets[span.start], end=offsets[span.end])
        for span in text.spans
        if span in outer or not covered(span, outer)
    )
    return Coded(text, sentence, spans, codes)


def _codes(
    text: str, outer: Sequence[Span], naming: Naming, unsure: Collection[int]
) -> dict[str, Span]:
    codes: dict[str, Span] = {}
    for n, span in enumerate(outer, 1):
        own = text[span.start : span.end]
        code = (figures if span.number in unsure else naming)(text, own, n)
        if code in codes:
            code = figures(text, own, n)
        runs_on = code[-1].isdigit() and text[span.end : span.end + 1].isdigit()
        codes[f"{code}V" if runs_on else code] = span
    return codes


def _shorten(
    text: str, starts: Mapping[int, str], codes: Mapping[str, Span]
) -> tuple[str, list[int]]:
    """Return the sentence, and for each offset of the text, and its end, the one it went to."""
    sentence = ""
    offsets: list[int] = []
    at = 0
    while at < len(text):
        step, piece = 1, text[at]
        if at in starts:
            piece = starts[at]
            step = codes[piece].end - at
        elif piece.isspace():
            piece = "" if not sentence or sentence.endswith(" ") else " "
        offsets += [len(sentence)] * step
        sentence += piece
        at += step
    offsets.append(len(sentence))
    bare = sentence.rstrip(" ")
    return bare, [min(offset, len(bare)) for offset in offsets]


def covered(span: Span, protected: Iterable[Span]) -> bool:
    """Tell whether a span lies in one of the protected ones, and is another."""
    for outer in protected:
        if span.start == span.end:
            if outer.start < span.start < outer.end:
                return True
        elif outer.start <= span.start and span.end <= outer.end and span != outer:
            return True
    return False


def find_code(code: str, target: str) -> list[tuple[int, int]]:
    """Return where a code stands in a translation, in any case, as (start, end)."""
    if not _BARE.fullmatch(code):
        return [match.span() for match in trace(code).finditer(target)]
    whole = rf"{code}(?!\d)" if code[-1].isdigit() else code
    return [match.span() for match in re.finditer(whole, target, re.IGNORECASE)]


def lost(coded: Coded, target: str) -> frozenset[int]:
    """Return the numbers of the spans whose code is not in a translation once."""
    found = coded.codes.items()
    return frozenset(s.number for code, s in found if len(find_code(code, target)) != 1)


def complete(coded: Coded, target: str) -> tuple[str, list[str]]:
    """Return the translation with every code in it, and doubts about those that were not once."""
    doubts: list[str] = []
    for code in coded.codes:
        places = find_code(code, target)
        if len(places) > 1:
            doubts.append(REPEATED)
        if not places:
            doubts.append(LOST)
            target = _put_back(coded.sentence, code, target)
    return target, list(dict.fromkeys(doubts))


def _put_back(sentence: str, code: str, target: str) -> str:
    """Put a code that the engine lost between two words, where it stood in the source."""
    where = sentence.index(code)
    mark = Span(where, where, 0, SpanKind.STANDING)
    alone = settle(SpannedText(sentence, (mark,)), target, {}, anchors(sentence, target))
    point = alone.spans[0].start
    before, after = target[:point], target[point:]
    left = " " if before and not before[-1].isspace() else ""
    right = " " if after and after[0].isalnum() else ""
    return f"{before}{left}{code}{right}{after}"


def finish(coded: Coded, target: str, settled: Settled, doubts: Sequence[str] = ()) -> Draft:
    """Make the draft of a translation with codes whose spans have found their places."""
    count = len(settled.guessed)
    if count:
        guess = "the place of a code is a guess"
        doubts = [*doubts, guess if count == 1 else f"the places of {count} codes are guesses"]
    return Draft(decode(coded, target, settled.spans), doubts=tuple(doubts))


def decode(coded: Coded, target: str, placed: Sequence[Span]) -> SpannedText:
    """Return the translation with protected text for codes, all spans and outer white space.

    `placed` are the spans of `coded` in the target, those of the protected texts over what stands
    for them. A code that comes up elsewhere, too, becomes the text that it stands for.
    """
    source = coded.origin
    text, offsets = _open(coded, target, placed)
    head = source.text[: len(source.text) - len(source.text.lstrip())]
    tail = source.text[len(source.text.rstrip()) :]
    shift = len(head)
    places = {s.number: (offsets[s.start] + shift, offsets[s.end] + shift) for s in placed}
    for outer in coded.codes.values():
        for span in source.spans:
            if span.number not in places and covered(span, [outer]):
                moved = places[outer.number][0] - outer.start
                places[span.number] = (span.start + moved, span.end + moved)
    places |= _outer(source, shift, shift + len(text))
    spans = [replace(s, start=places[s.number][0], end=places[s.number][1]) for s in source.spans]
    return spaced(source, SpannedText(head + text + tail, tuple(spans)))


def _outer(source: SpannedText, begin: int, end: int) -> dict[int, tuple[int, int]]:
    """Return the places of the marks that stand in the outer white space, where no span is around.

    They stay where they are in it; the words of the translation go from `begin` to `end`.
    """
    last = len(source.text.rstrip())
    wide = [span for span in source.spans if span.start < span.end]
    found: dict[int, tuple[int, int]] = {}
    for span in source.spans:
        if span.start == span.end and not any(s.start <= span.start <= s.end for s in wide):
            if span.start < begin:
                found[span.number] = (span.start, span.start)
            elif span.start > last:
                found[span.number] = (span.start - last + end,) * 2
    return found


def _open(coded: Coded, target: str, placed: Sequence[Span]) -> tuple[str, list[int]]:
    """Put the protected texts in the place of their codes; return where each offset went."""
    codes = {span.number: span for span in coded.codes.values()}
    found = {s.start: (s.end, codes[s.number]) for s in placed if s.number in codes}
    taken = [(start, end) for start, (end, _) in found.items()]
    for code, span in coded.codes.items():
        for start, end in find_code(code, target):
            if not any(start < b and a < end for a, b in taken):
                found[start] = (end, span)
                taken.append((start, end))
    text = ""
    offsets: list[int] = []
    at = 0
    while at < len(target):
        stop, opened = found.get(at, (at + 1, None))
        offsets += [len(text)] * (stop - at)
        text += target[at] if opened is None else coded.origin.text[opened.start : opened.end]
        at = stop
    return text, [*offsets, len(text)]


def _closed_up(
    source: str, origin: int, text: str, spans: list[Span], index: int
) -> tuple[str, list[Span]]:
    """Take a space away from one side of a mark that touches the same character in the source."""
    at = spans[index].start
    before = source[origin - 1 : origin], text[:at].rstrip()[-1:]
    behind = source[origin : origin + 1], text[at:].lstrip()[:1]
    if behind[0] and behind[0] == behind[1]:
        gone = at
    elif before[0] and before[0] == before[1]:
        gone = at - 1
    else:
        return text, spans
    moved = [
        replace(s, start=s.start - (s.start > gone), end=s.end - (s.end > gone)) for s in spans
    ]
    return text[:gone] + text[gone + 1 :], moved


def _parted(source: SpannedText, result: SpannedText) -> SpannedText:
    """Put a blank between marks of no width that came to the same place, if the source has one."""
    origins = {span.number: span for span in source.spans}
    text, spans = result.text, list(result.spans)
    order = {span.number: i for i, span in enumerate(source.spans)}
    empty = [span for span in spans if span.start == span.end]
    empty.sort(key=lambda span: (span.start, order[span.number]))
    for before, after in reversed(list(pairwise(empty))):
        at = after.start
        first, second = origins[before.number], origins[after.number]
        bare = first.start == first.end and second.start == second.end
        wide = any(s.start != s.end and at in (s.start, s.end) for s in spans)
        between = source.text[first.end : second.start]
        if before.start == at and bare and not wide and between.isspace():
            later = {s.number for s in spans if s.start > at}
            later |= {s.number for s in empty if s.start == at} - {
                s.number for s in empty if order[s.number] < order[after.number]
            }
            text = f"{text[:at]} {text[at:]}"
            spans = [
                replace(
                    s,
                    start=s.start + (s.number in later),
                    end=s.end + (s.end > at or s.number in later),
                )
                for s in spans
            ]
    return SpannedText(text, tuple(spans))


def spaced(source: SpannedText, result: SpannedText) -> SpannedText:
    """Give each mark of no width the white space on either side that it has in the source.

    Where the source has a space before and after a mark, the translation may have only one, and
    where it has one on one side, that may have come to stand on the other.
    """
    origins = {span.number: span for span in source.spans}
    result = _parted(source, result)
    text, spans = result.text, list(result.spans)
    for i in range(len(spans)):
        span = spans[i]  # where what was changed before it has put it
        origin, at = origins[span.number], span.start
        touching = [s for s in spans if s is not span and at in (s.start, s.end)]
        if span.start != span.end or origin.start != origin.end or touching:
            continue
        left = source.text[: origin.start][-1:].isspace()
        right = source.text[origin.start :][:1].isspace()
        has_left, has_right = text[:at][-1:].isspace(), text[at:][:1].isspace()
        if has_left and has_right and left != right:
            text, spans = _closed_up(source.text, origin.start, text, spans, i)
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
