"""The sign of per cent: its side of the number, and the space between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.habits import SPACES
from translate.typography.page import Page

_PERCENT_AFTER = re.compile(
    rf"(?<![\w%.,/\\])(?P<number>[-+−–]?\d[\d.,{SPACES}]*(?<=\d))(?P<gap>[{SPACES}]?)%(?![\w%/]|-\w)"
)
_PERCENT_BEFORE = re.compile(
    rf"(?<![\w%])%(?P<gap>[{SPACES}]?)(?P<number>\d(?:[\d.,]*\d)?)(?![\w%])"
)


def percent_signs(text: str, page: Page) -> Iterator[Edit]:
    """Yield the sign of per cent at the side, and with the space, that CLDR has for the target."""
    pattern = page.to.percent
    if not pattern:
        return
    leads = pattern.startswith("%")
    space = pattern.strip("#%")
    for match in _PERCENT_AFTER.finditer(text):
        if match["gap"] and re.match(r"\s*\d", text[match.end() :]):
            continue  # 10 % 3
        if leads:
            start = match.start("number")
            yield Edit(start, match.end(), f"%{space}{match['number']}")
        elif match["gap"] != space:
            yield Edit(match.start("gap"), match.end("gap"), space)
    for match in _PERCENT_BEFORE.finditer(text) if page.of.percent.startswith("%") else ():
        if not leads:
            yield Edit(match.start(), match.end(), f"{match['number']}{space}%")
        elif match["gap"] != space:
            yield Edit(match.start("gap"), match.end("gap"), space)
