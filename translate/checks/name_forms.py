"""When two spellings are one name: accents, endings, transliterations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from translate.checks.pair import fold

# What one letter of Cyrillic and Greek becomes in Latin; the rules of `spelling` level the rest.
_CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяјљњћџђќѓѕ",
        [
            "a",
            "b",
            "v",
            "g",
            "g",
            "d",
            "e",
            "io",
            "ie",
            "zh",
            "z",
            "i",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "sch",
            "",
            "y",
            "",
            "e",
            "iu",
            "ia",
            "i",
            "li",
            "ni",
            "ch",
            "zh",
            "di",
            "k",
            "g",
            "z",
        ],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "i",
            "f",
            "kh",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_TABLE = str.maketrans({**_CYRILLIC, **_GREEK})
_OTHER_SCRIPT = re.compile(r"[\u0370-\u052f]")

# Spellings that alternate when a name goes from one writing to another, longest first.
_RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"tsch|tch|tsj|tx|sch|sh|ch|cz|sz|zh|kh", "c"),
        (r"(.)\1+", r"\1"),
        (r"ph|ff?$|w", "v"),
        (r"f", "v"),
        (r"th", "t"),
        (r"ou|oo|oe", "u"),
        (r"qu(?=[ei])|ck", "k"),
        (r"ts|tz|z|ç", "s"),
        (r"(?<=[^aeiou])h|h(?=[^aeiou]|$)", ""),
        (r"[yj]", "i"),
        (r"i+e?$|ei$", "i"),
        (r"ie|i+", "i"),
        (r"(?<=[^aeiou])e$", ""),
        (r"i?[eo]v(?=$|an?$)", "v"),
        (r"(.)\1+", r"\1"),
    )
)
_ENDINGS = re.compile(
    r"'?(?:s|es|n|en|e|a|as|o|os|i|an|us|um|is|ns|ns|ne|ho|om|em|ou|ovi|ova|u|y|ui|iu|ia|skij|ich|"
    r"in|ina|ak|ski|ii|in|nin|nda|nak|nek|ban|ben|bol|rol|hoz|hez|nal|nel|val|vel|ra|re|on|ot|et|lta|lle|nin|nun|yi|yu|da|de|den|dan|ya|ye|ssa|sta|lla|n|t)$"
)


def latin(word: str) -> str:
    """Return a folded word in Latin letters, where it is Cyrillic or Greek."""
    folded = fold(word)
    return folded.translate(_TABLE) if _OTHER_SCRIPT.search(folded) else folded


@lru_cache(maxsize=8192)
def spelling(word: str) -> str:
    """Return what transliterations of one name have in common: Gorbachev, Gorbatschow."""
    plain = latin(word)
    for pattern, replacement in _RULES:
        plain = pattern.sub(replacement, plain)
    return plain


def same(name: str, other: str) -> bool:
    """Tell whether a word is a name in another spelling, or with another ending."""
    one, two = latin(name), latin(other)
    if one == two:
        return True
    if min(len(one), len(two)) >= 3 and (_inflected(one, two) or _inflected(two, one)):
        return True
    return min(len(one), len(two)) >= 4 and spelling(name) == spelling(other)


def _inflected(stem: str, form: str) -> bool:
    """Tell whether a form is a stem and an ending: Kleber, Klebers; Lisbon, Lisbona."""
    return form.startswith(stem) and bool(_ENDINGS.fullmatch(form[len(stem) :]))


def alike(name: str, other: str) -> float:
    """Return how alike two words are, from 0 to 1, in any of the scripts known here."""
    from rapidfuzz import fuzz

    return (
        max(fuzz.ratio(latin(name), latin(other)), fuzz.ratio(spelling(name), spelling(other)))
        / 100
    )


def nearest(name: str, words: Iterable[str]) -> tuple[float, str]:
    """Return the word that is most like a name, and how alike they are."""
    return max(((alike(name, word), word) for word in words), default=(0.0, ""))


def transliterated(word: str) -> bool:
    """Tell whether a word is written in Greek or Cyrillic, so that another script spelt it anew."""
    return bool(_OTHER_SCRIPT.search(word))


def akin(name: str, other: str) -> bool:
    """Tell whether a word may be what another language made of a name.

    Languages change vowels and endings, and consonants into their neighbours (Catalonia, Catalunya;
    Tehran, Teerã): the consonants of the one begin like those of the other.
    """
    one, two = _skeleton(name), _skeleton(other)
    first, second = latin(name), latin(other)
    if not one or not two or (first[0] != second[0] and one[0] != two[0]):
        return False
    longer = abs(len(one) - len(two)) == 1 and (one.startswith(two) or two.startswith(one))
    return one == two or (longer and min(len(one), len(two)) >= 2 and first[:2] == second[:2])


_CLASSES = str.maketrans("bpvwfdtmnckqgxjszlr", "PPPPPTTNNSSSSSSSSLR", "aeiouyh'’-·")


@lru_cache(maxsize=8192)
def _skeleton(word: str) -> str:
    """Return the consonants of a word by the place where they are spoken, doubles once."""
    return re.sub(r"(.)\1+", r"\1", latin(word).translate(_CLASSES))
