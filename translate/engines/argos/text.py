"""Texts with spans → what a model is asked, and its answers → drafts.

A sentence goes in whole and clean, with stand-ins for its protected texts; its spans are put into
the answer by what the model looked at.
Only a text that is longer than models are trained for goes in parts: they would leave out its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from translate.alignment import words
from translate.engines.argos.model import Model
from translate.engines.argos.search import Answer
from translate.engines.codes import Coded, decode, encode, familiar
from translate.model import Draft, SpanKind, SpannedText
from translate.projection import project
from translate.span_tree import Place, restore

_LONGEST = 99  # pieces that go in at once; from about 120 on, answers lack what stands at the end
_PAUSES = (".!?…;:。！？；：", ",—–)、，）")  # where a long text is cut best, and second best
_NOTHING = 0.001  # attention that is not worth counting


@dataclass(frozen=True, slots=True)
class Part:
    """What goes in at once: `start:end` of a text, and its pieces."""

    start: int
    end: int
    pieces: list[str]


@dataclass(frozen=True, slots=True)
class Job:
    """A text on its way: its index in the batch, and its parts, nearly always a single one.

    `text` has stand-ins for protected texts; `coded` tells for which, if there are any.
    """

    index: int
    text: SpannedText
    parts: tuple[Part, ...]
    coded: Coded | None = None


def ask(model: Model, index: int, text: SpannedText) -> Job | None:
    """Return what has to be asked for a text, or nothing if it has no words to translate."""
    if not _speaks(text):
        return None
    coded = encode(text, familiar)
    kept = coded if coded.codes else None
    text = SpannedText(coded.sentence, coded.spans) if kept is not None else text
    pieces = model.tokenizer.encode(text.text)
    if len(pieces) <= _LONGEST:
        return Job(index, text, (Part(0, len(text.text), pieces),), kept) if pieces else None
    borders = [0, *_cuts(model, text, pieces), len(text.text)]
    parts = []
    for start, end in pairwise(borders):
        whole = text.text[start:end]
        first = start + len(whole) - len(whole.lstrip())
        last = start + len(whole.rstrip())
        parts.append(Part(first, last, model.tokenizer.encode(text.text[first:last])))
    return Job(index, text, tuple(part for part in parts if part.pieces), kept)


def _speaks(text: SpannedText) -> bool:
    """Tell whether there is a letter or a digit outside of protected text."""
    kept = [span for span in text.spans if span.kind is SpanKind.PROTECTED]
    return any(
        character.isalnum() and not any(span.start <= i < span.end for span in kept)
        for i, character in enumerate(text.text)
    )


def _cuts(model: Model, text: SpannedText, pieces: list[str]) -> Iterator[int]:
    """Yield the offsets at which a long text is cut: at pauses, and outside of protected text."""
    starts = [start for start, _ in model.tokenizer.places(text.text, pieces)]
    begin = 0
    while len(pieces) - begin > _LONGEST:
        window = range(begin + _LONGEST // 2, begin + _LONGEST + 1)
        ranked = [(_reluctance(text, starts[piece]), -piece) for piece in window]
        begin = -min(ranked)[1]
        yield starts[begin]


def _reluctance(text: SpannedText, offset: int) -> int:
    """Return how bad a place this is to cut a text at, from 0."""
    kept = (span for span in text.spans if span.kind is SpanKind.PROTECTED)
    if any(span.start < offset < span.end for span in kept):
        return 4
    spaced = any(character.isspace() for character in text.text[offset - 1 : offset + 1])
    before = text.text[:offset].rstrip()[-1:]
    if not spaced and before.isascii():
        return 3
    return next((rank for rank, signs in enumerate(_PAUSES) if before in signs), 2)


def draft(model: Model, asked: Job, found: Sequence[Sequence[Answer]]) -> Draft:
    """Return the draft of a text from the answers to each of its parts, the best first."""
    single = len(found) == 1
    choices = [[answer] for answer in found[0]] if single else [[best[0] for best in found]]
    drafts = [_spanned(model, asked, choice) for choice in choices]
    text, doubts = drafts[0]
    best = choices[0]
    if not single:
        doubts = (*doubts, f"it was too long for the engine, which got it in {len(found)} parts")
    if any(answer.cut for answer in best):
        doubts = (*doubts, f"the engine was stopped after {len(best[-1].pieces)} tokens")
    if any(not answer.pieces for answer in best):
        doubts = (*doubts, "the engine gave no words")
    total = sum(answer.score * (len(answer.pieces) + 1) for answer in best)
    score = total / sum(len(answer.pieces) + 1 for answer in best)
    others = dict.fromkeys(other for other, _ in drafts[1:] if other.text != text.text)
    return Draft(text, score, tuple(others), doubts)


def _spanned(
    model: Model, asked: Job, found: Sequence[Answer]
) -> tuple[SpannedText, tuple[str, ...]]:
    """Return answers as one text with the spans of the source, and doubts about their places."""
    source = asked.text.text
    text = ""
    cursor = 0
    places: list[list[Place]] = []
    for part, answer in zip(asked.parts, found, strict=True):
        inside = source[part.start : part.end]
        text += source[cursor : part.start] + inside[: len(inside) - len(inside.lstrip())]
        said, where = model.tokenizer.decode(answer.pieces, inside)
        places.append([(start + len(text), end + len(text)) for start, end in where])
        text += said + inside[len(inside.rstrip()) :]
        cursor = part.end
    text += source[cursor:]
    if not asked.text.spans:
        return SpannedText(text), ()
    ours, theirs = words(source), words(text)
    weights = [[0.0] * len(ours) for _ in theirs]
    for part, answer, said_at in zip(asked.parts, found, places, strict=True):
        here = model.tokenizer.places(source[part.start : part.end], part.pieces)
        read_at = [(start + part.start, end + part.start) for start, end in here]
        add_owed(weights, (ours, theirs), (read_at, said_at), answer.attention)
    spans, doubts = project(asked.text, text, ours, theirs, weights)
    restored = restore(asked.text, SpannedText(text, spans))
    if asked.coded is None:
        return restored, doubts
    return decode(asked.coded, restored.text, restored.spans), doubts


def add_owed(
    weights: Sequence[list[float]],
    words_of: tuple[Sequence[Place], Sequence[Place]],
    pieces_of: tuple[Sequence[Place], Sequence[Place]],
    attention: Sequence[Sequence[float]],
) -> None:
    """Add to what each target word owes to each source word what their pieces do.

    `words_of` and `pieces_of` are the places of words and of pieces, in the source and the target.
    """
    sources_of, targets_of = map(_shares, words_of, pieces_of)
    for row, targets in zip(attention, targets_of, strict=True):
        for weight, sources in zip(row, sources_of, strict=False):  # a row may have the end mark
            if weight < _NOTHING:
                continue
            for (t, share), (s, part_of) in product(targets, sources):
                weights[t][s] += weight * share * part_of


def _shares(tokens: Sequence[Place], pieces: Sequence[Place]) -> list[list[tuple[int, float]]]:
    """Return for each piece the words that it is of, each with its share of the piece."""
    shares: list[list[tuple[int, float]]] = []
    first = 0
    for start, end in pieces:
        while first < len(tokens) and tokens[first][1] <= start:
            first += 1
        common: list[tuple[int, int]] = []
        for t in range(first, len(tokens)):
            if tokens[t][0] >= end:
                break
            common.append((t, min(end, tokens[t][1]) - max(start, tokens[t][0])))
        whole = sum(length for _, length in common)
        shares.append([(t, length / whole) for t, length in common if length > 0])
    return shares
