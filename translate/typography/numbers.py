"""Decimal and grouping signs, where a number stands as it did in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.amounts import amounts, number_pattern, numbers
from translate.typography.edits import Edit
from translate.typography.page import Page


def number_signs(text: str, page: Page) -> Iterator[Edit]:
    """Yield the target's decimal and grouping signs in amounts that stand as in the source.

    A number that is or may be a name is left alone, and so is one that the source has in both
    ways of writing, and one that the engine has changed.
    """
    if not (page.of.decimal and page.of.group and page.to.decimal and page.to.group):
        return
    wanted = _amounts(page)
    for match in number_pattern(page.of).finditer(text) if wanted else ():
        for start, end in numbers(match):
            if text[start:end] in wanted:
                yield from _respelt(text, start, end, page)


def _amounts(page: Page) -> frozenset[str]:
    """Return the source's amounts but for those whose spelling in the target stands there too."""
    found = amounts(page.source, page.of)
    twins = {number: _spelt(number, page) for number in found}
    twice = {number for number, twin in twins.items() if twin in found and twin != number}
    doubtful = twice.union(twins[number] for number in twice)
    return frozenset(number for number, sure in found.items() if sure and number not in doubtful)


def _spelt(number: str, page: Page) -> str:
    """Return the number with the target's signs in the places of the source's."""
    whole, sign, rest = number.partition(page.of.decimal)
    return re.sub(r"\D", page.to.group, whole) + (page.to.decimal if sign else "") + rest


def _respelt(text: str, start: int, end: int, page: Page) -> Iterator[Edit]:
    """Yield the signs of one number that change, each by itself so that spans stay."""
    whole, sign, _ = text[start:end].partition(page.of.decimal)
    groups = [start + at for at, one in enumerate(whole) if not one.isdigit()]
    digits = len(whole) - len(groups)
    group = page.to.group if digits >= page.to.lead + 3 else ""
    for at in groups:
        if text[at] != group:
            yield Edit(at, at + 1, group)
    if sign and sign != page.to.decimal:
        yield Edit(start + len(whole), start + len(whole) + 1, page.to.decimal)
