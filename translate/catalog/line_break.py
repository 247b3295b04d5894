"""Where a line may break, and how wide it is: UAX #14 and UAX #11 in the version of Unicode 14.0.

gettext's tools wrap by these rules, and Poedit saves through them, so this module follows not
the newest Unicode but that of gettext 0.21 with libunistring 1.0. Like these it has no
dictionary for the languages that write no spaces (LB1: Thai, Lao, Khmer, Burmese), and departs
from the rules in what is marked below as libunistring's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

PROHIBITED, POSSIBLE, MANDATORY = range(3)

# A character, or a run of plain letters, all of them AL: nothing breaks between them (LB28).
_RUN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏА-яѐ-ҁ]+|.", re.DOTALL)

_DATA = Path(__file__).with_name("line_break.txt")


def width(text: str) -> int:
    """Return the columns that a text takes in a fixed-width font.

    An ideograph takes two; marks, format and control characters take none.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(widths(text))


def widths(text: str) -> list[int]:
    """Return the columns of every character of a text."""
    return [_property(char).width for char in text]


def breaks(text: str) -> list[int]:
    """Tell for every character whether a line may begin before it: POSSIBLE or PROHIBITED.

    MANDATORY stands at a character that itself ends the line (U+000A, U+2028 and others).
    """
    found = []
    last = ""  # the class before this one, spaces and marks set aside; none where a line begins
    space = False  # whether spaces stand between
    before = ""  # the class of the character just before
    hebrew_hyphen = False  # LB21a
    flags = 0  # regional indicators in a row, LB30a
    for run in _RUN.findall(text):
        kind, verdict = _property(run[0]).kind, PROHIBITED
        if kind == "BK":  # LB4 to LB6
            verdict, last, space = MANDATORY, "", False
        elif kind == "SP":  # LB7
            space = True
        elif kind == "ZW":  # LB7
            last, space = kind, False
        elif kind in ("CM", "ZWJ"):  # LB9, LB10 (libunistring: before LB14)
            if not last or last == "ZW" or space:
                verdict = POSSIBLE if last else PROHIBITED
                last, space = "AL", False
        else:
            if last and before != "ZWJ" and not hebrew_hyphen:
                odd = last == kind == "RI" and flags % 2 == 1 and not space
                verdict = PROHIBITED if odd else _pairs()[last, kind, space]
            last, space = kind, False
        hebrew_hyphen = before == "HL" and kind in ("HY", "BA")
        flags = flags + 1 if kind == "RI" else 0
        before = kind
        found.append(verdict)
        if len(run) > 1:
            found += [PROHIBITED] * (len(run) - 1)
    return found


@cache
def _pairs() -> dict[tuple[str, str, bool], int]:
    """Return the verdict between two classes, with spaces between them or without."""
    kinds = sorted({_ORDINARY.kind, "H2", "H3"} | {entry.kind for entry in _ranges()[2]})
    return {
        (before, after, space): POSSIBLE if _may_break(before, after, space=space) else PROHIBITED
        for before, after, space in product(kinds, kinds, (False, True))
    }


_LETTERS = {"AL", "HL"}
_OPEN = {"OP", "OPE"}
_IDEOGRAPHS = {"ID", "EB", "EM"}
_KOREAN = {"JL", "JV", "JT", "H2", "H3"}
_AFFIXES = {"PR", "PO"}

# Pairs that hold together even across spaces. (libunistring has LB16 not for CP.)
_GLUED_ACROSS_SPACE: tuple[tuple[str, set[str], set[str]], ...] = (
    ("LB15", {"QU"}, _OPEN),
    ("LB16", {"CL"}, {"NS"}),
    ("LB17", {"B2"}, {"B2"}),
)

# Pairs that hold together unless a space stands between them, rule by rule. (libunistring has no
# LB29: it breaks after the first stop of "e.g.")
_GLUED: tuple[tuple[str, set[str], set[str]], ...] = (
    ("LB21b", {"SY"}, {"HL"}),
    ("LB23", _LETTERS, {"NU"}),
    ("LB23", {"NU"}, _LETTERS),
    ("LB23a", {"PR"}, _IDEOGRAPHS),
    ("LB23a", _IDEOGRAPHS, {"PO"}),
    ("LB24", _AFFIXES, _LETTERS),
    ("LB24", _LETTERS, _AFFIXES),
    ("LB25", {"CL", "CP", "NU"}, _AFFIXES),
    ("LB25", _AFFIXES, {"NU", *_OPEN}),
    ("LB25", {"HY", "IS", "NU", "SY"}, {"NU"}),
    ("LB26", {"JL"}, {"JL", "JV", "H2", "H3"}),
    ("LB26", {"JV", "H2"}, {"JV", "JT"}),
    ("LB26", {"JT", "H3"}, {"JT"}),
    ("LB27", _KOREAN, {"PO"}),
    ("LB27", {"PR"}, _KOREAN),
    ("LB28", _LETTERS, _LETTERS),
    ("LB30", {"NU", *_LETTERS}, {"OP"}),
    ("LB30", {"CP"}, {"NU", *_LETTERS}),
    ("LB30b", {"EB"}, {"EM"}),
)


def _may_break(before: str, after: str, *, space: bool) -> bool:
    """Apply LB8 to LB31 to a pair of classes; the first rule that speaks decides."""
    if before == "ZW":  # LB8
        return True
    if after in {"WJ", "CL", "CP", "EX", "IS", "SY"} or before in _OPEN:  # LB11, LB13, LB14
        return False
    if any(before in left and after in right for _, left, right in _GLUED_ACROSS_SPACE):
        return False
    if space:  # LB18
        return True
    if before in {"WJ", "GL", "QU", "BB"} or after in {"QU", "BA", "HY", "NS", "IN"}:  # to LB22
        return False
    no_break_space = after == "GL" and before not in {"BA", "HY"}  # LB12a
    return not (
        no_break_space or any(before in left and after in right for _, left, right in _GLUED)
    )


class _Property(NamedTuple):
    kind: str
    width: int


_ORDINARY = _Property("AL", 1)
_SYLLABLES, _FINALS = range(0xAC00, 0xD7A4), 28  # Hangul: every 28th has no final consonant


@cache
def _property(char: str) -> _Property:
    code = ord(char)
    if code in _SYLLABLES:
        return _Property("H3" if (code - _SYLLABLES.start) % _FINALS else "H2", 2)
    starts, ends, properties = _ranges()
    place = bisect_right(starts, code) - 1
    return properties[place] if place >= 0 and code <= ends[place] else _ORDINARY


@cache
def _ranges() -> tuple[list[int], list[int], list[_Property]]:
    """Read the data file: the first and the last character of every range, and its property."""
    ranges: list[tuple[int, int, _Property]] = []
    entry = _ORDINARY
    for line in _DATA.read_text("ascii").splitlines():
        words: Iterable[str] = line.split()
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            kind, columns, *words = line.split()
            entry = _Property(kind, int(columns))
        for word in words:
            first, _, final = word.partition("-")
            ranges.append((int(first, 16), int(final or first, 16), entry))
    ranges.sort()
    return [r[0] for r in ranges], [r[1] for r in ranges], [r[2] for r in ranges]
