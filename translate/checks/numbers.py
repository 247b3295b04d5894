"""The numbers of a draft beside those of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from translate.checks.number_reading import Number, Reading
from translate.checks.number_reading import numbers as read
from translate.checks.number_words import known
from translate.checks.pair import Doubt, Pair, fold, letters, words_of
from translate.errors import LanguageError
from translate.languages import base, locale

_SPELT = 20  # up to here, a language whose numerals are unknown may have written it in words
# A half and a quarter may stand for the minutes of a clock, or for 0.5.
_HALVES = re.compile(
    r"\b(?:half|halves|demie?|media|medio|meia|meio|mitja|mig|mezza|mezzo|halb\w*|quart\w*|cuarto|"
    r"quarter|viertel|metà|mitad|metade|meitat|moitié|hälfte)\b",
    re.IGNORECASE,
)
_PARTIAL = frozenset({Decimal(15), Decimal(30), Decimal(45), Decimal("0.5"), Decimal("0.25"),
                      Decimal(50)})  # fmt: skip


def numbers(pair: Pair) -> Iterator[Doubt]:
    """Doubt a number that is missing, added or another than in the source.

    The writing may change as languages ask: separators, words for digits, roman numerals, twelve
    or twenty-four hours, months by name or number.
    """
    first, second = words_of(pair.source), words_of(pair.target)
    source = read(first, base(pair.source_language))
    target = read(second, base(pair.target_language))
    # “3.5 billion” into a language whose word for a billion is unknown is 3.5, and the reverse.
    if not known(pair.target_language):
        source = [replace(number, readings=number.readings | number.bare) for number in source]
    if not known(pair.source_language):
        target = [replace(number, readings=number.readings | number.bare) for number in target]
    lost, new = _unmatched(source, target)
    lost = [n for n in lost if not _excused(n, second, target, pair.target_language)]
    new = [n for n in new if not _excused(n, first, source, pair.source_language)]
    if not (lost and new):  # nothing has taken the place of a number
        lost = [n for n in lost if not _spelt_out(n, pair.target_language)]
        new = [n for n in new if not _spelt_out(n, pair.source_language)]
    lost = [number for number in lost if _counts(number, new)]
    new = [number for number in new if number.digits or _counts(number, lost)]
    lost.sort(key=_in_words)
    new.sort(key=_in_words)
    for before, after in zip(lost, new, strict=False):
        yield Doubt("numbers", f"the number “{before.shown}” has become “{after.shown}”", 0.9)
    for number in lost[len(new) :]:
        weight = 0.9 if number.digits else 0.6
        yield Doubt("numbers", f"the number “{number.shown}” is missing", weight)
    for number in new[len(lost) :]:
        weight = 0.9 if number.digits else 0.5
        yield Doubt("numbers", f"the number “{number.shown}” is not in the source", weight)
    if not lost and not new:
        yield from _percent(source, target, pair)


def _in_words(number: Number) -> bool:
    return not number.digits


def _counts(number: Number, others: Sequence[Number]) -> bool:
    """Tell whether a number that has no equal is a doubt: “two” may have become “both”."""
    return number.digits or bool(others) or not number.readings <= {Decimal(1), Decimal(2)}


def _unmatched(
    source: Sequence[Number], target: Sequence[Number]
) -> tuple[list[Number], list[Number]]:
    """Return the firm numbers of each side that the other side lacks."""
    left, right = list(source), list(target)
    for firmness in ((True, True), (True, False), (False, True)):
        for number in [n for n in left if n.firm is firmness[0]]:
            equal = next((o for o in right if o.firm is firmness[1] and _same(number, o)), None)
            if equal is not None:
                left.remove(number)
                right.remove(equal)
    _match_parts(left, right)
    _match_parts(right, left)
    return [n for n in left if n.firm], [n for n in right if n.firm]


def _same(one: Number, other: Number) -> bool:
    return (
        one.shown == other.shown
        or bool(one.readings & other.readings)
        or (
            len(one.parts) > 1
            and not (one.readings and other.readings)
            and _same_parts(one.parts, other.parts)
        )
    )


def _same_parts(
    some: tuple[frozenset[Reading], ...], others: tuple[frozenset[Reading], ...]
) -> bool:
    """Tell whether two dates or times have the same parts, in any order."""
    left = list(others)
    for part in some:
        equal = next((other for other in left if part & other), None)
        if equal is None:
            return False
        left.remove(equal)
    return not left


def _match_parts(some: list[Number], others: list[Number]) -> None:
    """Take away numbers whose parts stand on the other side one by one: 12/05/2020, 14:30."""
    for number in list(some):
        if len(number.parts) < 2 or (number.readings and len(number.parts) > 2):
            continue
        free = list(others)
        left = []
        for part in number.parts:
            equal = next((other for other in free if part & other.readings), None)
            if equal is not None:
                free.remove(equal)
            else:
                left.append(part)
        if len(left) < len(number.parts):
            some.remove(number)
            others[:] = free
            some += [
                Number(str(min(part)), part) for part in left if part != frozenset({Decimal(0)})
            ]


def _excused(number: Number, text: str, others: Sequence[Number], language: str) -> bool:
    """Tell whether the other text has a number in another way, or says it only once."""
    if any(_same(number, other) for other in others):
        return True
    values = _values(number)
    if any(1 <= value <= 12 for value in values) and not values.isdisjoint(_months(text, language)):
        return True
    return not values.isdisjoint(_PARTIAL) and bool(_HALVES.search(text))


def _spelt_out(number: Number, language: str) -> bool:
    """Tell whether a language whose numerals are unknown may have a number in words."""
    small = all(value <= _SPELT for value in _values(number))
    return not known(language) and (small or not number.digits)


def _values(number: Number) -> frozenset[Reading]:
    return number.readings or frozenset[Reading]().union(*number.parts)


def _months(text: str, language: str) -> frozenset[Reading]:
    """Return the numbers of the months that a text names."""
    names = _month_names(base(language))
    return frozenset(Decimal(names[word]) for word in map(fold, letters(text)) if word in names)


@lru_cache(maxsize=64)
def _month_names(language: str) -> dict[str, int]:
    try:
        months = locale(language).months
    except LanguageError:
        return {}
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in months[context][width].items():
                found.update((fold(word), number) for word in letters(name) if len(word) > 2)
    return found


def _percent(source: Sequence[Number], target: Sequence[Number], pair: Pair) -> Iterator[Doubt]:
    """Doubt a percentage that has become a plain number."""
    if not known(pair.source_language) or not known(pair.target_language):
        return
    for number in source:
        equals = [other for other in target if number.readings & other.readings]
        if number.percent and number.digits and equals and not any(o.percent for o in equals):
            yield Doubt("numbers", f"the percent sign of “{number.shown}” is missing", 0.6)
