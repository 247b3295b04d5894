"""Stand-ins for protected text: what neural models copy, and what fits into the sentence as well.

A model that gets `X1` for "3.5%" does not know any more that prices rose *by* something, and one
that gets `{count}` drops it. So each kind of protected text goes in as the plainest text of its own
kind: an address as `www.a1.com`, a path as `a1.txt`, the number of something as a number. Only what
has no plain form is left to codes. The figures are in `benchmarks/protection.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from translate.protection import kind_of

# Models copy these as they are, unless they are long.
_COPIED = frozenset(
    {
        "arXiv", "bare ISBN", "build file", "call", "date", "DOI", "hexadecimal", "hours", "IPv4",
        "ISBN", "ISSN", "long version", "option", "percent variable", "scoped name", "snake_case",
        "telephone", "variable", "version", "version of a program", "version series", "weakness",
        "week",
    }
)  # fmt: skip
_LONGEST = 26
# What the glossary or the markup protects, and looks like a name.
_NAME = re.compile(r"[^\W\d_a-z](?=.*\w\w)[\w'’.&-]*(?: [\w'’.&-]+){0,4}")

_NUMERALS = ("23", "34", "47", "58", "69", "72", "86", "95")  # rarely written as words
_FAR = 90310  # a number from here on is seldom in a text itself
_COUNTS = re.compile(
    r"(?:.*_)?(?:n|num|numbers?|counts?|totals?|quantity|qty|amount|size|days?|hours?|minutes?"
    r"|seconds?|years?|age|percent|nombre|cantidad|anzahl)",
    re.IGNORECASE,
)

_TO = re.compile(r"\s?[-–—×x]\s?(?=[\d$€£])")
_SUM = re.compile(r"\d(?:[\d.,'’\s]*\d)?")
_SEPARATOR = re.compile(r"(?<=\d)[.,'’\s](?=\d)")


def stand_in(own: str, n: int) -> str | None:
    """Return the stand-in for a protected text, the n-th of its sentence; None if it has none."""
    kind = kind_of(own)
    if kind in _COPIED or (kind is None and _NAME.fullmatch(own)):
        return own if len(own) <= _LONGEST else None
    rewrite = _REWRITTEN.get(kind or "")
    return rewrite(own, n) if rewrite is not None else None


def numeral(own: str, n: int) -> str | None:
    """Return a number for a protected text that is one to the rules of grammar, else None.

    Rule-based engines know numbers, and copy them; a word that they do not know makes a noun of
    the verb beside it. The percent sign goes along, for some languages want an article before it.
    """
    rewrite = _REWRITTEN.get(kind_of(own) or "")
    if rewrite in {_quantity, _price} or (rewrite is _field and _field(own, n) is not None):
        return f"{_FAR + n}%" if own.endswith("%") else str(_FAR + n)
    return None


def _address(_: str, n: int) -> str:
    return f"www.a{n}.com"


def _file(_: str, n: int) -> str:
    return f"a{n}.txt"


def _field(own: str, n: int) -> str | None:
    """Return a number for a placeholder that will be one, as far as form or name say so."""
    if own.startswith("%"):
        numeric = own[-1] in "diu"
    else:
        name = own.strip("#${}% ").partition(":")[0].rpartition(".")[2].rstrip()
        numeric = _COUNTS.fullmatch(name) is not None
    return _NUMERALS[n % len(_NUMERALS)] if numeric else None


def _price(own: str, _: int) -> str:
    """Return the sum in a form that no language turns around: models do so with "$5"."""
    return f"{_SUM.findall(own)[-1]} USD"


def _quantity(own: str, _: int) -> str:
    """Return the last number with its unit: models lose signs, ranges and Greek letters."""
    return _TO.split(own.lstrip("-−–+±"))[-1].replace("µ", "m").replace("μ", "m")


_REWRITTEN: dict[str, Callable[[str, int], str | None]] = {
    "link": _address,
    "mail link": _address,
    "www": _address,
    "page": _address,
    "domain": _address,
    "localhost": _address,
    "e-mail": _address,
    "login": _address,
    "home path": _file,
    "root path": _file,
    "file path": _file,
    "Windows path": _file,
    "file": _file,
    "dot file": _file,
    "braces": _field,
    "field": _field,
    "named format": _field,
    "format": _field,
    "price": _price,
    "price in letters": _price,
    "price, sign last": _price,
    "quantity": _quantity,
}


@lru_cache(maxsize=1024)
def trace(word: str) -> re.Pattern[str]:
    """Return a pattern for a stand-in as a translation may spell it.

    Numbers may have the signs of another language (`1,200` → `1.200`), and symbols another distance
    (`km/h` → `km / h`). A part of a longer word or number is none.
    """
    pattern = ""
    for at, letter in enumerate(word):
        if _SEPARATOR.match(word, at):
            pattern += r"[.,'’\s]?"
        elif letter.isspace():
            pattern += r"\s?"
        elif letter == "/" and 0 < at < len(word) - 1:
            pattern += r"\s?/\s?"
        elif letter in "%°" and at:
            pattern += rf"\s?{letter}"
        elif letter in "²³":
            pattern += f"[{letter}{2 if letter == '²' else 3}]"
        else:
            pattern += re.escape(letter)
    if word.endswith(" min"):
        pattern += r"(?:ut\w*)?"  # which models like to write out
    before = r"(?<!\w)(?<!\d[.,])" if word[:1].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if word[-1:].isalnum() else ""
    return re.compile(f"{before}{pattern}{after}", re.IGNORECASE)
