"""How the tests of the checks ask: plain texts, languages as `fr-es`."""

from __future__ import annotations

from translate.checks import CHECKS, Doubt, Pair
from translate.checks.lengths import Lengths
from translate.model import SpannedText


def pair(
    way: str, source: str, target: str, *, fragment: bool = False, lengths: Lengths | None = None
) -> Pair:
    first, _, second = way.partition("-")
    texts = SpannedText(source), SpannedText(target)
    return Pair(*texts, first, second, fragment=fragment, lengths=lengths)


def reasons(name: str, way: str, source: str, target: str) -> list[str]:
    return [doubt.reason for doubt in doubts(name, way, source, target)]


def doubts(name: str, way: str, source: str, target: str) -> list[Doubt]:
    found = list(CHECKS[name](pair(way, source, target)))
    assert all(doubt.check == name and 0 < doubt.weight <= 1 for doubt in found)
    return found
