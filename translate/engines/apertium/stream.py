"""Apertium's stream format: a sentence with spans in, a sentence with the places of words out.

Every word of the sentence, as the dictionary counts words, goes in as one word-bound blank,
`[[3]]chat[[/]]`; Apertium hands it on to each word that it makes of it. A word that it does not
know comes back with `*`, one that it cannot inflect with `#`, one without translation with `@`.

A border of blanks within a phrase that the dictionary has ("à cause de") would cut it in two, and
the translation would be another. So what spans cover plays no part in what is sent.

The stream gives a meaning to signs that articles are full of, and escapes alone do not save them:
a backslash before `^` upsets the word-bound blanks, `~` vanishes. So each of them travels as a
private character, which every stage passes on as a sign of no meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from translate.model import Span

_SIGNS = "^$@\\/[]{}<>~*#+=_|`"
_PRIVATE = 0xF9000
PRIVATE = f"{chr(_PRIVATE)}-{chr(_PRIVATE + 0x7F)}"
"""The private characters that carry signs, as a range; a text's own must go in as a code."""

_OUT = {ord(sign): chr(_PRIVATE + ord(sign)) for sign in _SIGNS}
_BACK = {_PRIVATE + ord(sign): sign for sign in _SIGNS}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # NUL ends a sentence; none of them is text

_TOKEN = re.compile(r"\[\[/\]\]|\[\[([^\]]*)\]\]|\[([^\]]*)\]|\\?([*#@])|\\(.)|(.)", re.DOTALL)
_WORD = re.compile(r"\w+(?:-\w+)*")

Place = tuple[int, int]
"""Offsets `start, end` of a text."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent for one sentence: the stream, and what its blanks stand for.

    `units` are the stretches of the sentence by number of the word-bound blank, in order and
    apart; `codes` are those that hold a code.
    """

    sentence: str
    stream: str
    units: tuple[Place, ...]
    codes: Mapping[int, str]


@dataclass(slots=True)
class Received:
    """What came back: clean text, the places of the units, and the words in doubt.

    A piece is a stretch of the text and the units it was made of, in Apertium's order; a unit
    may come up more than once in it.
    """

    text: str = ""
    pieces: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


def send(
    sentence: str, spans: Sequence[Span], codes: Iterable[str], units: Sequence[Place] = ()
) -> Sent:
    """Write a sentence as a stream.

    `codes` are the words in it that stand for protected text; `units` are what the dictionary
    takes for one word each, in order and apart. Without units, the sentence is cut at its spans.
    """
    places = {sentence.index(code): code for code in codes}
    own = [(at, at + len(code)) for at, code in places.items()]
    pieces = sorted([*own, *_without(units or _stretches(sentence, spans), own, sentence)])
    stream = ""
    cursor = 0
    for n, (start, end) in enumerate(pieces):
        stream += escape(sentence[cursor:start])
        stream += f"[[{n}]]{escape(sentence[start:end])}[[/]]"
        cursor = end
    held = {n: places[start] for n, (start, _) in enumerate(pieces) if start in places}
    return Sent(sentence, stream + escape(sentence[cursor:]), tuple(pieces), held)


def escape(text: str) -> str:
    """Return a text in which no sign has a meaning in the stream, letter by letter."""
    return _CONTROL.sub(" ", text).translate(_OUT)


def _without(units: Sequence[Place], holes: Sequence[Place], sentence: str) -> Iterator[Place]:
    """Yield what is left of the units outside of the holes, without white space around it."""
    for unit in units:
        inside = [hole for hole in sorted(holes) if hole[0] < unit[1] and unit[0] < hole[1]]
        edges = [unit[0], *(edge for hole in inside for edge in hole), unit[1]]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            text = sentence[start:end]
            if text.strip():
                yield start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _stretches(sentence: str, spans: Sequence[Span]) -> list[Place]:
    """Return what lies between the ends of spans, those within a word left out."""
    words = [match.span() for match in _WORD.finditer(sentence)]
    ends = {0, len(sentence), *(end for span in spans for end in (span.start, span.end))}
    between = (end for end in ends if not any(start < end < stop for start, stop in words))
    return list(pairwise(sorted(between)))


def receive(answer: str, sent: Sent) -> Received:
    """Read what came back for one sentence. Never fails: what makes no sense is left out."""
    got = Received()
    start, ids = 0, ""
    for match in _TOKEN.finditer(answer):
        blank, superblank, flag, escaped, letter = match.groups()
        if match.group() == "[[/]]":
            _close(got, sent, start, ids)
            start, ids = len(got.text), ""
        elif blank is not None:
            start, ids = len(got.text), blank
        elif superblank is not None:
            continue
        elif flag is not None:
            word = re.match(r"[\w'’+-]+", answer[match.end() :])
            if word is not None and flag != "#":
                got.unknown.append(word.group())
            elif word is not None:
                got.raw.append(word.group().replace("+", " "))
        elif letter == "+":  # joins the parts of a word that could not be inflected
            got.text += " "
        else:
            got.text += (escaped or letter).translate(_BACK)
    return got


def _close(got: Received, sent: Sent, start: int, ids: str) -> None:
    """Note the piece that ends here, as far as its blanks are known."""
    units = tuple(int(i) for i in re.findall(r"\d+", ids) if int(i) < len(sent.units))
    for code in dict.fromkeys(sent.codes[unit] for unit in units if unit in sent.codes):
        _restore(got, start, code, alone=set(units) <= sent.codes.keys())
    if units and start < len(got.text):
        got.pieces.append((start, len(got.text), units))


def _restore(got: Received, start: int, code: str, *, alone: bool) -> None:
    """Write a code as it was in the piece that begins at `start`, whatever became of it there."""
    before, piece = got.text[:start], got.text[start:]
    once = "" if code in before else code
    changed, count = re.subn(re.escape(code), once, piece, count=1, flags=re.IGNORECASE)
    if not count and alone:
        changed = once
    got.text = before + changed
