"""From the pieces of a block to its segments: where sentences end when there is markup between.

A format cuts a block into `Piece`s: words, line breaks and inline codes, each with its place in
the source. `segments` joins them to the text that a translator reads, asks the splitter where
sentences end, and cuts so that no pair of codes is ever torn apart. Whatever stands between two
sentences stays out of both and so belongs to the skeleton.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from translate.formats.base import Segmenter
from translate.model import Inline, Role, Segment

# What a protected code looks like to the sentence splitter: a word that is no abbreviation.
_STAND_IN = "X"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block: `start:end` of the source, and `text`, what the msgid shows of it.

    `role` is None for words. `plain` is what the sentence splitter and the engines see; `number`
    joins the two codes of a pair. `breaks` marks a hard line break, which ends a segment. `edge`
    says that the pair may be left to the skeleton where it covers a whole sentence. `inner` are
    the ranges of a code's own `text` that are translatable by themselves; `pair` names what it may
    become a pair with.
    """

    start: int
    end: int
    text: str
    role: Role | None = None
    plain: str = ""
    number: int = 0
    breaks: bool = False
    edge: bool = False
    inner: tuple[tuple[int, int], ...] = ()
    pair: str = ""


@dataclass(slots=True)
class _Cut:
    """A range of pieces in the making: from (piece, character) to (piece, character)."""

    first: int
    from_char: int
    last: int
    to_char: int


def segments(pieces: Sequence[Piece], split: Segmenter) -> tuple[Segment, ...]:
    """Cut the pieces of one block into segments.

    The segments are in order and apart; every pair of codes lies whole in one segment or whole
    outside of all; every word lies in a segment.
    """
    pieces = without_empty_pairs(pieces)
    cuts: list[_Cut] = []
    begin = 0
    for position, piece in enumerate((*pieces, None)):
        if piece is None or piece.breaks:
            cuts += _sentences(pieces, begin, position, split)
            begin = position + 1
    cuts = _mend_pairs(pieces, _cover_inner(pieces, cuts))
    return tuple(_segment(pieces, cut) for cut in cuts)


def without_empty_pairs(pieces: Sequence[Piece]) -> list[Piece]:
    """Make one standing code of a pair that holds no words (a linked image)."""
    out: list[Piece] = []
    for piece in pieces:
        out.append(piece)
        if piece.role is not Role.CLOSE:
            continue
        opener = len(out) - 1
        while opener >= 0 and (out[opener].role, out[opener].number) != (Role.OPEN, piece.number):
            opener -= 1
        held = out[opener + 1 : -1]
        if opener >= 0 and all(p.role is Role.STANDING and not p.breaks for p in held):
            out[opener:] = [_as_one(out[opener:])]
    return out


def _as_one(pieces: Sequence[Piece]) -> Piece:
    starts = [0, *accumulate(len(piece.text) for piece in pieces)]
    inner = tuple(
        (start + a, start + b)
        for start, piece in zip(starts, pieces, strict=False)
        for a, b in piece.inner
    )
    text = "".join(piece.text for piece in pieces)
    first, last = pieces[0], pieces[-1]
    return Piece(first.start, last.end, text, Role.STANDING, number=first.number, inner=inner)


def _plain(piece: Piece) -> str:
    if piece.role is None:
        return piece.text
    if piece.role is Role.PROTECTED:
        return _STAND_IN * len(piece.plain)
    return piece.plain


def _sentences(pieces: Sequence[Piece], begin: int, end: int, split: Segmenter) -> list[_Cut]:
    """Split the pieces `begin:end`, which hold no hard break, into sentences."""
    plains = [_plain(piece) for piece in pieces[begin:end]]
    starts = [0, *accumulate(len(plain) for plain in plains)]

    def locate(offset: int) -> tuple[int, int]:
        index = bisect_right(starts, offset) - 1
        return begin + index, offset - starts[index]

    cuts: list[_Cut] = []
    for start, stop in split("".join(plains)):
        first, from_char = locate(start)
        last, to_char = locate(stop - 1)
        to_char += 1
        if pieces[first].role is not None:
            from_char = 0
        if pieces[last].role is not None:
            to_char = len(pieces[last].text)
        cut = _Cut(first, from_char, last, to_char)
        if cuts and (cut.first, cut.from_char) < (cuts[-1].last, cuts[-1].to_char):
            cuts[-1].last, cuts[-1].to_char = cut.last, cut.to_char  # a cut through a code
        else:
            cuts.append(cut)
    for index, cut in enumerate(cuts):
        _take_in_codes(pieces, cut, begin, end)
        if index and (previous := cuts[index - 1]).last >= cut.first > previous.first:
            _share(pieces, previous, cut)
    return cuts


def _take_in_codes(pieces: Sequence[Piece], cut: _Cut, begin: int, end: int) -> None:
    """Widen a cut over the codes that touch its words: openers before, closers behind."""
    while cut.from_char == 0 and cut.first > begin and _is_code(pieces[cut.first - 1], Role.OPEN):
        cut.first -= 1
    while (
        cut.to_char == len(pieces[cut.last].text)
        and cut.last + 1 < end
        and _is_code(pieces[cut.last + 1], Role.CLOSE)
    ):
        cut.last += 1
        cut.to_char = len(pieces[cut.last].text)


def _is_code(piece: Piece, pair_role: Role) -> bool:
    return piece.role is pair_role or (piece.role is Role.STANDING and not piece.breaks)


def _share(pieces: Sequence[Piece], before: _Cut, after: _Cut) -> None:
    """Give standing codes that two sentences both touch to the sentence before them."""
    if before.to_char == len(pieces[before.last].text) and after.from_char == 0:
        after.first = before.last + 1


def _cover_inner(pieces: Sequence[Piece], cuts: list[_Cut]) -> list[_Cut]:
    """Widen the sentences of a block over the images between them, whose words want translation."""
    for position, piece in enumerate(pieces):
        if cuts and piece.inner and piece.role is Role.STANDING and not _holder(cuts, position):
            before = [cut for cut in cuts if cut.last < position]
            if before:
                before[-1].last, before[-1].to_char = position, len(piece.text)
            else:
                cuts[0].first, cuts[0].from_char = position, 0
    return cuts


def _mend_pairs(pieces: Sequence[Piece], cuts: list[_Cut]) -> list[_Cut]:
    """Leave pairs at the edges of sentences to the skeleton; join what a pair holds together."""
    partner: dict[int, tuple[int, int]] = {}
    opened: dict[int, int] = {}
    for position, piece in enumerate(pieces):
        if piece.role is Role.OPEN:
            opened[piece.number] = position
        elif piece.role is Role.CLOSE and piece.number in opened:
            partner[piece.number] = (opened[piece.number], position)
    for opener, closer in sorted(partner.values()):
        holder, other = _holder(cuts, opener), _holder(cuts, closer)
        if holder is None and other is None:
            continue
        if holder is not None and other is not None:
            at_edges = holder.first == opener and other.last == closer
            skippable = pieces[opener].edge or (holder is not other and not pieces[closer].inner)
            if at_edges and skippable and closer > opener + 1:
                _shrink(pieces, holder, other)
                continue
            if holder is other:
                continue
        cuts = _join(pieces, cuts, opener, closer)
    return cuts


def _holder(cuts: Sequence[_Cut], position: int) -> _Cut | None:
    return next((cut for cut in cuts if cut.first <= position <= cut.last), None)


def _shrink(pieces: Sequence[Piece], first: _Cut, last: _Cut) -> None:
    first.first, first.from_char = first.first + 1, 0
    last.last -= 1
    last.to_char = len(pieces[last.last].text)


def _join(pieces: Sequence[Piece], cuts: list[_Cut], opener: int, closer: int) -> list[_Cut]:
    """Make one cut of all that lies between the two codes of a pair."""
    touched = [cut for cut in cuts if cut.last >= opener and cut.first <= closer]
    first, from_char = min((opener, 0), *((cut.first, cut.from_char) for cut in touched))
    end = (closer, len(pieces[closer].text))
    last, to_char = max(end, *((cut.last, cut.to_char) for cut in touched))
    whole = _Cut(first, from_char, last, to_char)
    rest = [cut for cut in cuts if cut not in touched]
    return sorted([*rest, whole], key=lambda cut: (cut.first, cut.from_char))


def _segment(pieces: Sequence[Piece], cut: _Cut) -> Segment:
    text: list[str] = []
    codes: list[Inline] = []
    length = 0
    for position in range(cut.first, cut.last + 1):
        piece = pieces[position]
        shown = piece.text
        if piece.role is None:
            low = cut.from_char if position == cut.first else 0
            high = cut.to_char if position == cut.last else len(shown)
            shown = shown[low:high]
        else:
            inner = tuple((length + a, length + b) for a, b in piece.inner)
            codes.append(
                Inline(length, length + len(shown), piece.role, piece.number, piece.plain, inner)
            )
        text.append(shown)
        length += len(shown)
    first, last = pieces[cut.first], pieces[cut.last]
    start = first.start + (cut.from_char if first.role is None else 0)
    end = last.start + cut.to_char if last.role is None else last.end
    return Segment("".join(text), start, end, tuple(codes))
