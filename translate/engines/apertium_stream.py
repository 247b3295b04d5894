"""Apertium's stream format: a sentence with spans in, a sentence with the places of spans out.

Every stretch of the sentence that the same spans cover goes in as one word-bound blank,
`[[3]]grand chat[[/]]`; Apertium hands it on to each word that it makes of the stretch. A mark of
no width goes in as a superblank, `[s0]`, which stays between the words. A word that Apertium does
not know comes back with `*`, one that it cannot inflect with `#`, one without translation with `@`.

The stream gives a meaning to signs that articles are full of, and escapes alone do not save them:
a backslash before `^` upsets the word-bound blanks, `~` vanishes. So each of them travels as a
private character, which every stage passes on as a sign of no meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from translate.engines.matching import Candidate
from translate.model import Span, SpanKind

_SIGNS = "^$@\\/[]{}<>~*#+=_|`"
_PRIVATE = 0xF9000
PRIVATE = f"{chr(_PRIVATE)}-{chr(_PRIVATE + 0x7F)}"
"""The private characters that carry signs, as a range; a text's own must go in as a code."""

_OUT = {ord(sign): chr(_PRIVATE + ord(sign)) for sign in _SIGNS}
_BACK = {_PRIVATE + ord(sign): sign for sign in _SIGNS}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # NUL ends a sentence; none of them is text

_TOKEN = re.compile(r"\[\[/\]\]|\[\[([^\]]*)\]\]|\[([^\]]*)\]|\\(.)|([*#@])|(.)", re.DOTALL)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+['’]?|[^\w\s]+")
_SHORT = 3  # letters of a word that is likely an article or a preposition
_GLUE = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent for one sentence: the stream, and what its blanks stand for.

    `runs` are, by number of the word-bound blank, the numbers of the spans over it; `codes` the
    blanks that hold a code; `marks` the spans of no width, by number of the superblank.
    """

    stream: str
    runs: tuple[frozenset[int], ...]
    codes: Mapping[int, str]
    marks: tuple[int, ...]


@dataclass(slots=True)
class Received:
    """What came back: clean text, the places of the runs and marks, and the words in doubt."""

    text: str = ""
    pieces: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    marks: dict[int, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


def send(sentence: str, spans: Sequence[Span], codes: Iterable[str]) -> Sent:
    """Write a sentence as a stream; `codes` are the words in it that stand for protected text."""
    pairs = [s for s in spans if s.kind is not SpanKind.PROTECTED and s.start < s.end]
    places = {sentence.index(code): code for code in codes}
    covers = [(*_whole_words(sentence, span), span.number) for span in pairs]
    marks = sorted((s for s in spans if s.start == s.end), key=lambda s: s.start)
    cuts = {0, len(sentence), *(mark.start for mark in marks)}
    cuts |= {cut for start, end, _ in covers for cut in (start, end)}
    cuts |= {cut for at, code in places.items() for cut in (at, at + len(code))}
    stream = ""
    runs: list[frozenset[int]] = []
    held: dict[int, str] = {}
    for start, end in pairwise([*sorted(cuts), len(sentence)]):
        stream += "".join(f"[s{i}]" for i, mark in enumerate(marks) if mark.start == start)
        text = sentence[start:end]
        if not text.strip():
            stream += text
            continue
        if start in places:
            held[len(runs)] = places[start]
        stream += text[: len(text) - len(text.lstrip())]
        stream += f"[[{len(runs)}]]{_escape(text.strip())}[[/]]"
        stream += text[len(text.rstrip()) :]
        runs.append(frozenset(n for a, b, n in covers if a <= start and end <= b))
    return Sent(stream, tuple(runs), held, tuple(mark.number for mark in marks))


def _escape(text: str) -> str:
    return _CONTROL.sub(" ", text).translate(_OUT)


def _whole_words(sentence: str, span: Span) -> tuple[int, int]:
    """Return the span widened to whole words: a blank within a word would cut it in two."""
    glue = {match.start() for match in _GLUE.finditer(sentence)}
    start, end = span.start, span.end

    def joined(at: int) -> bool:
        return 0 < at < len(sentence) and all(
            sentence[i].isalnum() or i in glue for i in (at - 1, at)
        )

    while joined(start):
        start -= 1
    while joined(end):
        end += 1
    return start, end


def receive(answer: str, sent: Sent) -> Received:
    """Read what came back for one sentence. Never fails: what makes no sense is left out."""
    got = Received()
    start, ids = 0, ""
    for match in _TOKEN.finditer(answer):
        blank, superblank, escaped, flag, letter = match.groups()
        if match.group() == "[[/]]":
            _close(got, sent, start, ids)
            start, ids = len(got.text), ""
        elif blank is not None:
            start, ids = len(got.text), blank
        elif superblank is not None:
            if re.fullmatch(r"s\d+", superblank) and int(superblank[1:]) < len(sent.marks):
                got.marks.setdefault(sent.marks[int(superblank[1:])], len(got.text))
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
    runs = tuple(int(i) for i in re.findall(r"\d+", ids) if int(i) < len(sent.runs))
    for code in dict.fromkeys(sent.codes[run] for run in runs if run in sent.codes):
        _restore(got, start, code, alone=set(runs) <= sent.codes.keys())
    if runs and start < len(got.text):
        got.pieces.append((start, len(got.text), runs))


def _restore(got: Received, start: int, code: str, *, alone: bool) -> None:
    """Write a code as it was in the piece that begins at `start`, whatever became of it there."""
    before, piece = got.text[:start], got.text[start:]
    once = "" if code in before else code
    changed, count = re.subn(re.escape(code), once, piece, count=1, flags=re.IGNORECASE)
    if not count and alone:
        changed = once
    got.text = before + changed


def candidates(got: Received, sent: Sent) -> Iterator[tuple[int, Candidate]]:
    """Yield the places that the answer proposes for the spans, the better ones first.

    The words of a span may have come apart: then its place is from the first to the last of them,
    or, where much else has come between, the longest stretch.
    """
    owned: dict[int, list[tuple[int, int]]] = {}
    words: list[tuple[int, int]] = []
    for start, end, run in _shares(got):
        words.append((start, end))
        for number in sent.runs[run]:
            owned.setdefault(number, []).append((start, end))
    for number, own in owned.items():
        own.sort()
        hull = (own[0][0], own[-1][1])
        foreign = [word for word in words if hull[0] <= word[0] < hull[1] and word not in own]
        stretch = _longest(own, words)
        mostly_foreign = 3 * len(foreign) > len(own)
        yield number, Candidate(*(stretch if mostly_foreign else hull), 1.0)
        yield number, Candidate(*(hull if mostly_foreign else stretch), 0.8)
    for number, at in got.marks.items():
        point = min(at, len(got.text))
        yield number, Candidate(point, point)


def _shares(got: Received) -> Iterator[tuple[int, int, int]]:
    """Yield the words of all pieces with their run."""
    for start, end, runs in got.pieces:
        found = list(_WORD.finditer(got.text[start:end]))
        for match, run in zip(found, _owners([m.group() for m in found], runs), strict=True):
            yield start + match.start(), start + match.end(), run


def _owners(words: Sequence[str], runs: Sequence[int]) -> Sequence[int]:
    """Return the run of each word of a piece.

    Apertium joins words that belong together, and names the run of each word it made them of:
    `[[0; 1]]la Unió Europea[[/]]`. They come in order. Of more words than names, short ones that
    follow the first ("des de") are its own, and all others belong to the last.
    """
    if len(words) < len(runs):
        runs = [run for run, _ in groupby(runs)]
    spare = len(words) - len(runs)
    if spare <= 0:
        return runs[: len(words)]
    short = next((i for i, w in enumerate(words[1:]) if len(w) > _SHORT or not w.islower()), spare)
    first = min(short, spare)
    return [runs[0]] * first + list(runs) + [runs[-1]] * (spare - first)


def _longest(own: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the longest stretch of own words without another word between."""
    order = sorted(words)
    best = current = own[0]
    for before, here in pairwise(own):
        neighbours = bisect_left(order, here) == bisect_left(order, before) + 1
        current = (current[0], here[1]) if neighbours else here
        if current[1] - current[0] > best[1] - best[0]:
            best = current
    return best
