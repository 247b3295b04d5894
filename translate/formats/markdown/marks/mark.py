"""A mark: a stretch of the text that is no Markdown to the parser, and what it is to a reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from translate.model import Role


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at `start:end` of the text. `plain` is what a reader sees in its place.

    `pair` names the pair that it belongs to, with a slash before the name where it closes it; a
    mark whose other half is missing stays what its `role` says. One that `joins` belongs to the
    code right before it. `inner` is a stretch of it that wants a translation of its own.
    """

    start: int
    end: int
    role: Role = Role.STANDING
    plain: str = ""
    pair: str = ""
    joins: bool = False
    inner: tuple[int, int] | None = None


Marks = tuple[Mark, ...]
Reader = Callable[[re.Match[str]], Marks]
"""Says which marks a match holds; none where it only looked like it."""


def protected(match: re.Match[str]) -> Marks:
    """Make one protected mark of all of it, its group `plain` what a reader sees."""
    names = match.re.groupindex
    plain = match["plain"] if "plain" in names and match["plain"] else match.group()
    return (Mark(*match.span(), Role.PROTECTED, plain),)


def standing(match: re.Match[str]) -> Marks:
    """Make one mark of all of it that has no words."""
    return (Mark(*match.span()),)


def joining(match: re.Match[str]) -> Marks:
    """Make all of it a part of the code that it follows."""
    return (Mark(*match.span(), joins=True),)


def pair(match: re.Match[str]) -> Marks:
    """Make a pair of the groups `open` and `close`; what is between them are words."""
    return around(match, match.end("open"), match.start("close"))


def around(match: re.Match[str], start: int, end: int) -> Marks:
    """Make a pair of what stands before `start` and behind `end` in the match."""
    name = str(match.start())
    return (Mark(match.start(), start, pair=name), Mark(end, match.end(), pair="/" + name))


def has_words(text: str) -> bool:
    """Tell whether there is a letter in a text."""
    return any(char.isalpha() for char in text)
