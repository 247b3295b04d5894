"""Which capitalized words are names, and which are common words that a language writes so.

simplemma's dictionaries tell: they list common words in small letters and proper ones with their
capital. One is loaded when a capitalized word has no counterpart, never before.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.checks.number_words import numerals
from translate.checks.pair import fold, word_set
from translate.languages import base

if TYPE_CHECKING:
    from simplemma.strategies.dictionaries.dictionary_factory import DictionaryFactory

# Their dictionaries take 25 to 100 MB and up to a second; those of Polish or Finnish take many
# times that, for languages that write few common words with a capital.
_LISTED = word_set("en fr es pt ca it de gl ro nl sv da nb no nn")
_LISTED_AS = {"no": "nb"}
_LINKS = ("", "s", "es", "n", "en", "er", "e")  # between the parts of a German compound
# Dictionaries so large that a word which is not in them, at the start of a sentence, is a name:
# unless it is put together of known parts.
_WELL_LISTED = frozenset({"en", "es", "pt"})
_DERIVED = re.compile(r"(?:ed|ing|s|ly|er|able|ible|ness|tion|l[oae]s?|se|me|nos|mente|ción|ção)$")
_ENDINGS = ("e", "en", "er", "ern", "n", "s", "es", "se", "sen", "innen")
_SHORTEST = 3  # letters of a part
# Common words that languages capitalize for what they name; the dictionaries may lack some.
_TITLES = word_set(
    "mr mrs ms mme mlle m sr sra srta dr dra prof herr frau senor senora senyor senyora senhor "
    "senhora signor signora monsieur madame don dona sir lady lord st"
)


class Grade(Enum):
    """How surely a capitalized word is a name."""

    WORD = "a common word"
    MAYBE = "either"
    NAME = "a name"


@lru_cache(maxsize=4096)
def grade(word: str, language: str, *, initial: bool) -> Grade:
    """Return what a capitalized word is; an `initial` one has its capital from where it stands."""
    tag = base(language)
    folded = fold(word)
    words = numerals(tag)
    if folded in _TITLES or (words and (folded in words.units or folded in words.scales)):
        return Grade.WORD
    if not has_dictionary(tag):
        return Grade.WORD if initial or tag == "de" else Grade.NAME
    small = _entry(word.lower(), tag)
    common = small is not None and small[:1].islower()
    proper = _entry(word, tag) is not None
    if tag == "de":
        return Grade.WORD if common or proper or initial or _german(word) else Grade.NAME
    if common:
        return Grade.WORD if initial or (tag == "en" and not proper) else Grade.MAYBE
    if initial and not proper and (tag not in _WELL_LISTED or _DERIVED.search(word)):
        return Grade.WORD
    return Grade.NAME


def _german(word: str) -> bool:
    """Tell whether a word is a German noun, inflected or put together, that no list has."""
    stems = (word.removesuffix(ending) for ending in _ENDINGS)
    return _compound(word) or any(len(s) > 2 and s != word and _entry(s, "de") for s in stems)


@lru_cache(maxsize=4096)
def _compound(word: str) -> bool:
    """Tell whether a German noun is put together of known words."""
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        tail = word[cut:].capitalize()
        if _entry(tail, "de") is None and (len(word) - cut < 8 or not _compound(tail)):
            continue
        head = word[:cut]
        for link in _LINKS:
            part = head.removesuffix(link)
            if len(part) >= _SHORTEST and (_entry(part, "de") or _entry(part.lower(), "de")):
                return True
    return False


def has_dictionary(language: str) -> bool:
    """Tell whether a dictionary of the language is there and of a size that is fit to be loaded."""
    return base(language) in _LISTED


def _entry(word: str, tag: str) -> str | None:
    """Return a word's dictionary form, or None if the dictionary does not have the word."""
    return _dictionaries().get_dictionary(_LISTED_AS.get(tag, tag)).get(word)


def _dictionaries() -> DictionaryFactory:
    from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

    return DEFAULT_DICTIONARY_FACTORY
