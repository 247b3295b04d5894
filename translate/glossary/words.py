"""Words as a glossary compares them: their places, their spelling, their inflected forms.

A word is a run of letters and digits. Typographic apostrophes, quotation marks, hyphens and
spaces count as their plain forms; in languages that put no spaces between words, every character
is a word. The lemmas are simplemma's, which is imported when first asked; where it does not know
a language, a word has no forms but itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from translate.languages import base, word_joiner

# Marks that belong to the letter before them: combining accents, Hebrew and Arabic points, the
# signs of Indic scripts, Thai and Lao; and characters of no width, which may stand in any word.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
    "\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0d00-\u0d03"
    "\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f" + _INVISIBLE
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_CHARACTER = re.compile(rf"[0-9A-Za-z\u00c0-\u024f]+|[^\W_][{_MARKS}]*")

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʹ′＇", "'"),
        **dict.fromkeys("“”„‟«»‹›″＂", '"'),
        **dict.fromkeys("‐‑−﹣－", "-"),
        **dict.fromkeys("\t\n\r\v\f\u0085\u00a0\u2028\u2029\u202f\u205f\u3000", " "),
        **dict.fromkeys((chr(code) for code in range(0x2000, 0x200B)), " "),
    }
)
_DROP = str.maketrans(dict.fromkeys(_INVISIBLE))
_SPACES = re.compile(" {2,}")

# Addresses, placeholders, code and tags: not language, though letters stand in them.
FOREIGN = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"«»“”)\]]*|www\.[^\s<>\"«»“”)\]]*|[^\s<>\"«»“”(\[]+@[^\s<>,;]+"
    r"|`[^`\n]+`|\{[^{}\s]+\}|%\(\w+\)|</?[A-Za-z][^<>]*>"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is written before an apostrophe and is a word for itself: l’Union, dell’Unione.
_ELIDED = _set(
    "l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu "
    "un all dell dall nell sull coll quest quell sant bell gl"
)
# What follows an apostrophe or a hyphen and does not belong to the word before.
_AFTER_APOSTROPHE = {"en": _set("s"), "ca": _set("m t s n l ls ns hi ho")}
_AFTER_HYPHEN = {
    "fr": _set("je tu il elle on nous vous ils elles ce t moi toi lui leur le la les y en là ci"),
    "pt": _set("me te se lhe lhes nos vos o a os as lo los la las no na nas"),
    "ca": _set("me te se lo la los les ne ho hi nos vos li us"),
}
# Languages whose names get an -s in the genitive.
_GENITIVE = _set("de sv da nb nn no")
# Under other names in simplemma than in BCP 47.
_LEMMATIZED_AS = {"no": "nb", "fil": "tl", "hr": "hbs", "bs": "hbs", "sh": "hbs"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `start:end`; `text` is its composed form (NFC), `fold` that without its case."""

    start: int
    end: int
    text: str
    fold: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in words. `plain` is as long as the text, in plain quotes, hyphens and spaces."""

    text: str
    plain: str
    words: tuple[Word, ...]
    language: str

    @property
    def loud(self) -> bool:
        """Tell whether the text is in capitals throughout."""
        return self.text.isupper()

    def gap(self, index: int) -> str:
        """Return what stands before a word, back to the word before it or the beginning."""
        start = self.words[index - 1].end if index else 0
        end = self.words[index].start if index < len(self.words) else len(self.plain)
        return _SPACES.sub(" ", self.plain[start:end])

    def opens(self, place: int) -> bool:
        """Tell whether a sentence, a quotation or a line begins at a place."""
        for character in reversed(self.plain[:place]):
            if character in '.!?…:;"([{¿¡*#•':
                return True
            if character not in " '-–—_":
                return False
        return True


@lru_cache(maxsize=2048)
def read(text: str, language: str) -> Reading:
    """Return a text in words."""
    pattern = _WORD if word_joiner(language) else _CHARACTER
    return Reading(text, text.translate(_PLAIN), tuple(_words(text, pattern)), language)


def _words(text: str, pattern: re.Pattern[str]) -> Iterator[Word]:
    for match in pattern.finditer(text):
        shape = normalize("NFC", match.group().translate(_DROP))
        yield Word(match.start(), match.end(), shape, normalize("NFC", shape.casefold()))


def whole(reading: Reading, first: int, last: int, start: int, end: int) -> bool:
    """Tell whether the words `first:last` are no part of a longer word, at `start:end` in all.

    French elision and the pronouns behind a hyphen are words of their own; the parts of a
    compound, of a number or of a file's name are not.
    """
    plain, words = reading.plain, reading.words
    if first and words[first - 1].end == start - 1 and _joins(plain, start - 1):
        elided = plain[start - 1] == "'" and words[first - 1].fold in _ELIDED
        if not elided:
            return False
    if last < len(words) and words[last].start == end + 1 and _joins(plain, end):
        table = {"'": _AFTER_APOSTROPHE, "-": _AFTER_HYPHEN}.get(plain[end], {})
        return words[last].fold in table.get(base(reading.language), ())
    return True


def _joins(plain: str, place: int) -> bool:
    """Tell whether a sign between two words makes them one."""
    if plain[place] == ",":
        return plain[place - 1].isdigit() and plain[place + 1].isdigit()
    return plain[place] in "'-_.@&"


def same(word: Word, wanted: Word, language: str) -> bool:
    """Tell whether two words are forms of one word, whatever their case."""
    if word.fold == wanted.fold:
        return True
    if not forms(word.text, language).isdisjoint(forms(wanted.text, language)):
        return True
    return not _known(wanted.text, language) and _alike(word.fold, wanted.fold)


def _alike(one: str, other: str) -> bool:
    """Tell whether two words that no dictionary has differ in a short ending only."""
    longer = max(len(one), len(other))
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    length = min(len(one), len(other)) if shared is None else shared
    return length >= 4 and longer - length <= 2 and not any(map(str.isdigit, one + other))


def exact_case(word: Word, wanted: Word) -> bool:
    """Tell whether the capitals that are wanted are there; other capitals may be there too."""
    if word.fold == wanted.fold:
        return wanted.text == wanted.text.lower() or word.text == wanted.text or loud(word)
    return not wanted.text[:1].isupper() or word.text[:1].isupper()


def loud(word: Word) -> bool:
    """Tell whether a word is in capitals throughout."""
    return word.text.isupper()


@lru_cache(maxsize=200_000)
def forms(word: str, language: str) -> frozenset[str]:
    """Return a word and the lemmas that lead from it to its dictionary form, without case."""
    found = {word.casefold()}
    code = _lemmatizer(language)
    if code and len(word) > 1 and word.isalpha():
        found |= _lemmas(word, code)
        if word.isupper():
            found |= _lemmas(word.capitalize(), code)
    return frozenset(normalize("NFC", form) for form in found)


def name_forms(word: Word, language: str) -> tuple[str, ...]:
    """Return a word without case, and without the -s of a genitive where it may be one."""
    if word.fold.endswith("s") and word.text[:1].isupper() and base(language) in _GENITIVE:
        return (word.fold, word.fold[:-1])
    return (word.fold,)


def _lemmas(word: str, code: str) -> set[str]:
    """Return the lemma, its lemma, and so on: dictionaries lead from “abiertas” to “abrir”."""
    from simplemma import lemmatize

    found: set[str] = set()
    for _ in range(3):
        word = lemmatize(word, lang=code, low_memory=True)
        if word.casefold() in found:
            break
        found.add(word.casefold())
    return found


@lru_cache(maxsize=10_000)
def _known(word: str, language: str) -> bool:
    from simplemma import is_known

    code = _lemmatizer(language)
    return bool(code) and is_known(word, lang=code, low_memory=True)


@lru_cache(maxsize=256)
def _lemmatizer(language: str) -> str:
    """Return simplemma's name of a language, or nothing where it does not know it."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    code = _LEMMATIZED_AS.get(base(language), base(language))
    return code if code in SUPPORTED_LANGUAGES else ""


def sequence(reading: Reading, pattern: Reading, first: int) -> tuple[int, int] | None:
    """Return where a pattern's outer signs and words stand, its first word being `first`.

    Only what stands between and around the words is compared. None if it differs, or if the words
    are part of longer ones.
    """
    last = first + len(pattern.words)
    for index in range(1, len(pattern.words)):
        if reading.gap(first + index) != pattern.gap(index):
            return None
    lead = pattern.plain[: pattern.words[0].start].strip()
    trail = pattern.plain[pattern.words[-1].end :].strip()
    start = reading.words[first].start - len(lead)
    end = reading.words[last - 1].end + len(trail)
    if not reading.plain.startswith(lead, max(start, 0)) or start < 0:
        return None
    if not reading.plain.startswith(trail, end - len(trail)):
        return None
    return (start, end) if whole(reading, first, last, start, end) else None


def places(text: str, wanted: str, language: str) -> list[tuple[int, int]]:
    """Return where words stand in a text, in any inflected form, with the capitals they have."""
    return _places(text, wanted, language, agrees)


def places_of_name(text: str, wanted: str, language: str) -> list[tuple[int, int]]:
    """Return where words stand in a text as they are written, or in the genitive of names."""
    return _places(text, wanted, language, agrees_as_name)


def agrees(word: Word, pattern: Reading, index: int) -> bool:
    """Tell whether a word is a form of a pattern's word; names behind a hyphen have none."""
    wanted = pattern.words[index]
    if word.fold == wanted.fold:
        return True
    return not in_name(pattern, index) and same(word, wanted, pattern.language)


def agrees_as_name(word: Word, pattern: Reading, index: int) -> bool:
    """Tell whether a word is a pattern's word, or that with the -s of a genitive."""
    return pattern.words[index].fold in name_forms(word, pattern.language)


def in_name(pattern: Reading, index: int) -> bool:
    """Tell whether a word is the “un” of “Jong-un”: “uno” is no form of it."""
    while index and pattern.gap(index) == "-":
        index -= 1
        if pattern.words[index].text[:1].isupper():
            return True
    return False


def _places(
    text: str, wanted: str, language: str, agree: Callable[[Word, Reading, int], bool]
) -> list[tuple[int, int]]:
    reading, pattern = read(text, language), read(wanted, language)
    count = len(pattern.words)
    found: list[tuple[int, int]] = []
    for first in range(len(reading.words) - count + 1 if count else 0):
        here = reading.words[first : first + count]
        if all(
            agree(word, pattern, index) and exact_case(word, pattern.words[index])
            for index, word in enumerate(here)
        ):
            place = sequence(reading, pattern, first)
            if place is not None:
                found.append(place)
    return found
