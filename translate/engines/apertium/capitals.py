"""Texts in capitals: accents that printers leave out, and a translation in capitals again.

Apertium reads capitals, but its dictionaries know no "GREVE" for "GRÈVE", and its rules put words
in small letters between the large ones ("YA no VOTAN").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from translate.engines.apertium.edits import Edited
from translate.engines.apertium.words import analysed
from translate.languages import base

_ACCENTED: Mapping[str, Mapping[str, str]] = {
    "fr": {"A": "ÂÀ", "C": "Ç", "E": "ÉÈÊ", "I": "ÎÏ", "O": "Ô", "U": "ÛÙ"},
    "es": {"A": "Á", "E": "É", "I": "Í", "N": "Ñ", "O": "Ó", "U": "ÚÜ"},
    "ca": {"A": "À", "C": "Ç", "E": "ÈÉ", "I": "ÍÏ", "O": "ÒÓ", "U": "ÚÜ"},
    "pt": {"A": "ÃÁÂÀ", "C": "Ç", "E": "ÉÊ", "I": "Í", "O": "ÕÓÔ", "U": "Ú"},
}
_MOST = 2  # accents in one word
_WORD = re.compile(r"[^\W\d_]{3,}")
_NOMINAL = re.compile(r"<(?:n|adj|pp|np)>")  # what headlines are made of
_SUBJECTS = ("Y", "IL", "ELLE", "ON", "QUI")  # behind them, "A" is the verb
_BARE_A = re.compile("".join(rf"(?<!\b{word} )" for word in _SUBJECTS) + r"\bA (?=([A-Z]+))")


def in_capitals(text: str) -> bool:
    """Tell whether a text has letters, all of them large, and more than an initial."""
    return text.isupper() and re.search(r"[^\W\d_]{2}", text) is not None


def spellings(texts: Iterable[str], mode: str, language: str) -> dict[str, str]:
    """Return for words of the texts in capitals that the dictionary lacks one that it has.

    They differ by accents alone. Of several a noun comes before a verb, few accents before many.
    Among them may be "A GAZA", for a French "À" that looks like a verb.
    """
    accents = _ACCENTED.get(base(language), {})
    shouted = [text for text in texts if in_capitals(text)] if accents else []
    words = sorted({word for text in shouted for word in _WORD.findall(text)})
    known = _readings(words, mode)
    missing = [word for word in words if word not in known]
    variants = {word: list(_variants(word, accents)) for word in missing}
    readings = _readings([variant for one in variants.values() for variant in one], mode)
    found: dict[str, str] = {}
    for word, tried in variants.items():
        good = [variant for variant in tried if variant in readings]
        nouns = [variant for variant in good if _NOMINAL.search(readings[variant])]
        if good:
            found[word] = (nouns or good)[0]
    if base(language) == "fr":
        found |= _prepositions(shouted, mode, accents)
    return found


def _prepositions(texts: Iterable[str], mode: str, accents: Mapping[str, str]) -> dict[str, str]:
    """Return "À" with the word behind it where a text without accents has "A", and no verb."""
    bare = [text for text in texts if not any(c.isalpha() and not c.isascii() for c in text)]
    behind = {match[1] for text in bare for match in _BARE_A.finditer(text)}
    participles = {word: [word, *_variants(word, accents)] for word in sorted(behind)}
    readings = _readings([form for forms in participles.values() for form in forms], mode)
    verbs = {
        word
        for word, forms in participles.items()
        if "<adv>" in readings.get(word, "") or any("<pp>" in readings.get(f, "") for f in forms)
    }
    return {f"A {word}": f"À {word}" for word in behind - verbs}


def _variants(word: str, accents: Mapping[str, str]) -> Iterator[str]:
    """Yield a word with accents, those with few of them first."""
    places = [i for i, letter in enumerate(word) if letter in accents]
    for count in range(1, _MOST + 1):
        for chosen in combinations(places, count):
            for letters in product(*(accents[word[i]] for i in chosen)):
                new = dict(zip(chosen, letters, strict=True))
                yield "".join(new.get(i, letter) for i, letter in enumerate(word))


def _readings(words: Sequence[str], mode: str) -> dict[str, str]:
    """Return what the dictionary says of the words that it has."""
    answers = analysed([f"{word}.[]" for word in words], mode)
    found = {}
    for word, answer in zip(words, answers, strict=False):  # none without a dictionary
        match = re.match(rf"\^{word}/([^*].*?)\$", answer)
        if match is not None:
            found[word] = match[1]
    return found


def respell(edited: Edited, words: Mapping[str, str]) -> None:
    """Put the spellings in the place of the words."""
    edited.sub(_BARE_A, lambda match: words.get(f"A {match[1]}", "A")[:1] + " ")
    edited.sub(_WORD, lambda match: words.get(match.group(), match.group()))


def capitalise(edited: Edited) -> None:
    """Make all letters large."""
    edited.sub(r"[^\W\d_]+", lambda match: match.group().upper())
