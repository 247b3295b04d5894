"""Everyday words in seven languages, by which a clause can be found again in a translation.

The table is `everyday_words.txt` beside this file, which says how it is written.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from translate.checks.pair import fold

_ORDER = ("en", "fr", "es", "pt", "ca", "it", "de")


@cache
def link_pattern(language: str) -> re.Pattern[str]:
    """Return what matches a word that clauses begin with; nothing, if the language is unknown."""
    if language not in _ORDER:
        return re.compile(r"(?!)")
    words = [word for row in _table()[0] for word in row[_ORDER.index(language)]]
    forms = [re.escape(word.removesuffix("-")) + r"\w*" * word.endswith("-") for word in words]
    return re.compile("|".join(forms), re.IGNORECASE)


def meaning(word: str, language: str) -> int | None:
    """Return the row of a folded word in a language, or None."""
    exact, stems = _index(language)
    if word in exact:
        return exact[word]
    for length in range(len(word), 2, -1):
        if word[:length] in stems:
            return stems[word[:length]]
    return None


@cache
def _index(language: str) -> tuple[dict[str, int], dict[str, int]]:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    if language in _ORDER:
        for number, row in enumerate([*_table()[0], *_table()[1]]):
            for word in row[_ORDER.index(language)]:
                table = stems if word.endswith("-") else exact
                table.setdefault(fold(word.removesuffix("-")), number)
    return exact, stems


@cache
def _table() -> tuple[list[list[list[str]]], list[list[list[str]]]]:
    """Return the rows of linking words and the other rows; a row has the words of each language."""
    text = files("translate.checks").joinpath("everyday_words.txt").read_text("utf-8")
    _, links, others = re.split(r"^\[.*\]$", text, flags=re.MULTILINE)
    return _rows(links), _rows(others)


def _rows(text: str) -> list[list[list[str]]]:
    lines = [line.split("|") for line in text.splitlines() if line]
    return [[column.split() for column in line] for line in lines]
