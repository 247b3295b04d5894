"""What a translation has in common with its source, whatever the languages.

A fingerprint is a set of keys. The first character of a key says what it is, and with that how
likely a translation is to have it, too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# How likely a translation has what its source has, by the first character of the key: URLs,
# code, footnote marks, numbers, names, words (by their beginning), punctuation, markup, terms of
# a glossary, sentences on record, words of a translation on record.
RELIABILITY = {
    "u": 0.97,
    "c": 0.95,
    "f": 0.97,
    "n": 0.9,
    "N": 0.8,
    "w": 0.75,
    "p": 0.8,
    "m": 0.85,
    "g": 0.85,
    "k": 0.97,
    "t": 0.6,
}

_URL = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"«»“”()\[\]]*[^\s<>\"«»“”()\[\].,;:!?…'’*_`]"
    r"|[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"
)
_LINK_TARGET = re.compile(r"\]\(\s*<?([^\s()<>]+)")
_CODE = re.compile(r"`+[^`\n]+`+|\{\{?[^{}\n]*\}\}?|%\(\w+\)[a-z]")
_FOOTNOTE = re.compile(r"\[\^?(\w{1,20})\](?![(\[:])")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|~~")
# Groups of three digits may have any separator; a decimal has a point or a comma.
_NUMBER = re.compile(
    r"\d{1,3}(?:[ .,'’\u00a0\u2009\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
)
# Latin letters stand apart from the letters of scripts that put no spaces between words.
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+|[^\W\d_]+")
_END = re.compile(r"([?!:…]|\.{3})[\s\"'”’»›«)\]}*_~`]*$")
_SIGNS = (
    ('"', re.compile(r"[\"“”„«»「」『』‹›]")),
    ("(", re.compile(r"\(")),
    (";", re.compile(r"[;；；]")),
    ("—", re.compile(r"\s[—–-]\s|^[—–-]\s?|\w—\w")),
    ("%", re.compile(r"[%٪]")),
    ("€", re.compile(r"[€$£¥]")),
)

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "æ": "ae", "œ": "e", "ı": "i"}
)
# What one language spells in one way and its neighbour in another.
_SPELLINGS = (
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("ch"), "c"),
    (re.compile("ck|qu|k"), "c"),
    (re.compile("y"), "i"),
    (re.compile("w"), "v"),
    (re.compile("z"), "s"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile("^es(?=[ptc])"), "s"),
)
_STEM = 4


def fingerprint(text: str) -> frozenset[str]:
    """Return the keys of a text."""
    plain = unicodedata.normalize("NFKC", text)
    keys: set[str] = set()
    for letter, pattern in (("u", _URL), ("u", _LINK_TARGET), ("c", _CODE)):
        keys.update(letter + found for found in pattern.findall(plain))
        plain = pattern.sub(" ", plain)
    keys.update("f" + mark for mark in _FOOTNOTE.findall(plain))
    keys.update("m" + tag.lower() for tag in _TAG.findall(plain))
    plain = _TAG.sub(" ", plain)
    keys.update("m" + mark.replace("_", "*") for mark in _EMPHASIS.findall(plain))
    keys.update("n" + _digits(number) for number in _NUMBER.findall(plain))
    keys.update(_word_keys(plain))
    if end := _END.search(plain):
        keys.add("p$" + end.group(1).replace("...", "…"))
    keys.update("p" + name for name, pattern in _SIGNS if pattern.search(plain))
    return frozenset(keys)


def length(text: str) -> int:
    """Return how long the words of a text are, in characters; addresses do not count."""
    return max(1, len(" ".join(_LINK_TARGET.sub("]", _URL.sub("", text)).split())))


def stems(text: str) -> list[str]:
    """Return the beginnings of the words of a text, in order, spelled as neighbours spell them."""
    return [_stem(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text))]


def normal(text: str) -> str:
    """Return a text in the spelling by which two texts are the same."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digits(number: str) -> str:
    """Return the digits alone: what parts them differs from language to language."""
    return "".join(str(unicodedata.digit(c)) for c in number if c.isdigit())


def _word_keys(text: str) -> set[str]:
    keys: set[str] = set()
    first = True
    for word in _WORD.findall(text):
        if len(word) >= _STEM:
            keys.add("w" + _stem(word))
        if word[0].isupper() and (not first or word.isupper()) and len(word) > 1:
            keys.add("N" + _folded(word))
        first = False
    return keys


def _stem(word: str) -> str:
    return _folded(word)[:_STEM]


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    out = "".join(c for c in apart if not unicodedata.combining(c)).translate(_LETTERS)
    for pattern, spelling in _SPELLINGS:
        out = pattern.sub(spelling, out)
    return out
