"""Which quotation marks of a text belong together, told only where there is no doubt.

Direction is read off what stands at both sides of a mark, and where that does not tell, off the
mark itself. Straight marks have no direction of their own. Apostrophes, feet and inches, Hebrew
gershayim and the quotes of code are no quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from translate.typography.habits import SPACES

_FAMILIES = ('"', "“”„‟", "«»", "‹›", "「」", "『』")
_FAMILY = {mark: family for family in _FAMILIES for mark in family}
_OPENS = frozenset("“„‟«‹「『")

_QUOTES = "\"'“”„‟«»‹›‘’‚「」『』"
_BEFORE_OPEN = frozenset("([¿¡–—-/:>'’")
_AFTER_CLOSE = frozenset(".,;:!?…)]}–—-/<")
_NEVER_INSIDE = frozenset(".,;:!?)]}%=")  # what no quotation begins with

# 5'10", 40° 26' 46": minutes and seconds, feet and inches.
_MEASURE = re.compile(r"\d['’′]\s?\d+(?:[.,]\d+)?([\"”″])")
_CALL = re.compile(r"\w[(\[]\Z")  # print("…"), data["…"]
_SWAPPED = re.compile(r"(?:^|[\s(\[])»[^\W_]")  # »German books«
_APHAERESIS = re.compile(
    r"(?:\d\ds?|t(?:is|was|were|il|ill|wixt)?|em|n|s|k|m|r|cause|bout|round|cos)(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together; one of them is None if it stands in another segment."""

    opener: int | None
    closer: int | None
    single: bool = False

    @property
    def begin(self) -> int:
        """Where the quotation begins: -1 is before the text."""
        return -1 if self.opener is None else self.opener

    @property
    def end(self) -> float:
        """Where the quotation ends: infinity is behind the text."""
        return inf if self.closer is None else self.closer


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotation marks of a text in pairs, and those that have no other half."""

    pairs: tuple[Pair, ...] = ()
    openers: tuple[int, ...] = ()
    closers: tuple[int, ...] = ()

    @property
    def balance(self) -> tuple[int, int]:
        """How many marks close what began before, how many open what ends later."""
        return (len(self.closers), len(self.openers))


class _DoubtError(Exception):
    """A mark can be read in two ways."""


def find(text: str, *, unspaced: bool) -> Quotations | None:
    """Return the quotations of a text, or None where a mark can be read in two ways.

    `unspaced` says that the language puts no spaces between words, so that straight marks can
    only be told apart by their order.
    """
    try:
        doubles = _doubles(text, unspaced=unspaced)
    except _DoubtError:
        return None
    singles = _singles(text, doubles.pairs)
    return Quotations((*doubles.pairs, *singles), doubles.openers, doubles.closers)


def by_depth(pairs: Sequence[Pair]) -> list[tuple[Pair, int]]:
    """Return the quotations in order, each with the number of those that it stands in."""
    found: list[tuple[Pair, int]] = []
    ends: list[float] = []
    for pair in sorted(pairs, key=lambda one: one.begin):
        while ends and ends[-1] < pair.end:
            ends.pop()
        found.append((pair, len(ends)))
        ends.append(pair.end)
    return found


@dataclass(slots=True)
class _Reader:
    """One reading of a text's double marks, from left to right."""

    text: str
    straight: list[int]
    by_order: bool
    swapped: bool
    stack: list[int] = field(default_factory=list)
    opened: set[int] = field(default_factory=set)

    def opens(self, at: int) -> bool | None:
        """Tell whether the mark opens; None if it is no quotation mark. Raises `_DoubtError`."""
        mark, left, right = self.text[at], self.text[at - 1 : at], self.text[at + 1 : at + 2]
        if mark in "«»":
            return (mark == "«") != self.swapped
        if mark in "‹›「」『』":
            return mark in _OPENS
        if mark in '"”' and _hebrew(left) and _hebrew(right):
            return None
        if mark == '"':
            return self._straight_opens(at, left, right)
        can_open = _can_open(self.text, at, self.opened)
        return can_open if can_open != _can_close(self.text, at, self.opened) else mark in _OPENS

    def _straight_opens(self, at: int, left: str, right: str) -> bool | None:
        if self.by_order:
            return self.straight.index(at) % 2 == 0
        if '"' in (left, right) or _CALL.search(self.text, max(at - 2, 0), at):
            raise _DoubtError
        inside = bool(self.stack) and self.text[self.stack[-1]] == '"'
        can_open = _can_open(self.text, at, self.opened)
        can_close = _can_close(self.text, at, self.opened)
        if left.isdigit() and not can_open and not inside:
            return None  # inches
        if can_open != can_close:
            return can_open
        if inside and len(self.straight) == 2 and left and left not in SPACES:
            return False  # "Yle"n
        raise _DoubtError


def _doubles(text: str, *, unspaced: bool) -> Quotations:
    measures = {match.start(1) for match in _MEASURE.finditer(text)}
    places = [at for at, sign in enumerate(text) if sign in _FAMILY and at not in measures]
    straight = [at for at in places if text[at] == '"']
    by_order = unspaced and len(straight) % 2 == 0
    reader = _Reader(text, straight, by_order, _SWAPPED.search(text) is not None)
    pairs: list[Pair] = []
    closers: list[int] = []
    for at in places:
        opens = reader.opens(at)
        if opens:
            reader.opened.add(at)
            reader.stack.append(at)
        elif opens is not None and not reader.stack:
            closers.append(at)
        elif opens is not None:
            opener = reader.stack.pop()
            if _FAMILY[text[opener]] != _FAMILY[text[at]]:
                raise _DoubtError
            pairs.append(Pair(opener, at))
    return Quotations(tuple(pairs), tuple(reader.stack), tuple(closers))


def _can_open(text: str, at: int, opened: set[int]) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if not right or right.isspace():
        return False
    if right in _NEVER_INSIDE and not text.startswith("..", at + 1):
        return False
    return not left or left.isspace() or left in _BEFORE_OPEN or left in "‘‚" or at - 1 in opened


def _can_close(text: str, at: int, opened: set[int]) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if not left or left.isspace() or left in "([{¿¡=" or at - 1 in opened:
        return False
    return not right or right.isspace() or right in _AFTER_CLOSE or right in _QUOTES


def _hebrew(sign: str) -> bool:
    return "א" <= sign <= "ת"


def _singles(text: str, doubles: Sequence[Pair]) -> list[Pair]:
    """Return the pairs of single marks; none where one of them may be an apostrophe."""
    openers = [at for at, sign in enumerate(text) if sign in "‘‚'" and _single_opens(text, at)]
    closing = "’'‘" if any(text[at] == "‚" for at in openers) else "’'"
    closers = [at for at, sign in enumerate(text) if sign in closing and _single_closes(text, at)]
    order = sorted({*openers, *closers})
    if order[::2] != openers or order[1::2] != closers or len(order) % 2:
        return []
    pairs = [Pair(a, b, single=True) for a, b in zip(openers, closers, strict=True)]
    if _cross([*pairs, *doubles]):
        return []
    return [pair for pair in pairs if _quotes_something(text, pair)]


def _single_opens(text: str, at: int) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if not (right.isalnum() or right in '¿¡…“«„"(') or not right:
        return False
    if left and not left.isspace() and left not in '([—–:"“«„':
        return False
    if _CALL.search(text, max(at - 2, 0), at):
        return False
    return text[at] != "'" or not _APHAERESIS.match(text, at + 1)


def _single_closes(text: str, at: int) -> bool:
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if not left or left.isspace() or left in "([{¿¡":
        return False
    return not right or right.isspace() or right in _AFTER_CLOSE or right in '"”»“'


def _quotes_something(text: str, pair: Pair) -> bool:
    if pair.opener is None or pair.closer is None:
        return False
    return text[pair.opener + 1 : pair.closer].lower() not in {"", "n", "and"}


def _cross(pairs: Sequence[Pair]) -> bool:
    """Tell whether a quotation begins in another and ends outside of it."""
    ends: list[float] = []
    for pair in sorted(pairs, key=lambda one: one.begin):
        while ends and ends[-1] < pair.begin:
            ends.pop()
        if ends and ends[-1] < pair.end:
            return True
        ends.append(pair.end)
    return False
