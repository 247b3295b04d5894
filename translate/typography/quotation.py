"""The quotation marks of the target language, outer and inner, where the draft's pair up."""

from __future__ import annotations

from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.habits import SPACES
from translate.typography.page import Page
from translate.typography.pairing import Pair, Quotations, by_depth, find


def quotation_marks(text: str, page: Page) -> Iterator[Edit]:
    """Yield the target's marks in the place of the draft's.

    A mark without its other half is changed only if the source lacks the same half: a quotation
    that runs over several sentences. A straight one must stand where such a quotation has its
    first or last mark.
    """
    marks = page.to.quotes
    quotations = find(text, unspaced=page.to.unspaced) if marks else None
    if quotations is None or not _whole(text, quotations, page):
        return
    pairs = by_depth([*quotations.pairs, *_halves(quotations)])
    doubles = any(not pair.single and depth == 0 for pair, depth in pairs)
    for pair, depth in pairs:
        # Single marks beside double ones are no quotation of the same rank.
        inner = depth % 2 == 1 or (pair.single and depth == 0 and doubles)
        opening, closing = (marks[2], marks[3]) if inner else (marks[0], marks[1])
        spaced = bool(page.to.inside) and not inner  # a rule of its own puts these spaces right
        yield from _mark(text, pair.opener, opening, 0 if spaced else 1)
        yield from _mark(text, pair.closer, closing, 0 if spaced else -1)


def _whole(text: str, quotations: Quotations, page: Page) -> bool:
    if quotations.balance == (0, 0):
        return True
    if any(text[at] == '"' and not _is_edge(text, at) for at in _alone(quotations)):
        return False
    source = find(page.source, unspaced=page.of.unspaced)
    return (
        source is not None and sum(quotations.balance) == 1 and source.balance == quotations.balance
    )


def _alone(quotations: Quotations) -> tuple[int, ...]:
    return quotations.openers + quotations.closers


def _is_edge(text: str, at: int) -> bool:
    """Tell whether a straight mark is the first of its text or beside a sign of punctuation."""
    return text[:at].rstrip(SPACES)[-1:] in tuple(".,:!?…") or not text[:at].strip()


def _halves(quotations: Quotations) -> list[Pair]:
    return [Pair(at, None) for at in quotations.openers] + [
        Pair(None, at) for at in quotations.closers
    ]


def _mark(text: str, at: int | None, mark: str, inwards: int) -> Iterator[Edit]:
    """Yield one mark, and away with the space that stands at its inner side."""
    if at is None:
        return
    if text[at] != mark:
        yield Edit(at, at + 1, mark)
    space = at + inwards
    if inwards and 0 <= space < len(text) and text[space] in SPACES:
        yield Edit(space, space + 1, "")
