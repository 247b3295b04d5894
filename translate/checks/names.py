"""The names of a draft beside those of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translate.checks.common_words import Grade, grade, has_dictionary
from translate.checks.known_names import is_known, relatives, translations
from translate.checks.name_forms import akin, latin, nearest, same, transliterated
from translate.checks.number_reading import roman
from translate.checks.pair import HOLE, Doubt, Pair, fold, words_of
from translate.languages import base

_WORD = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)?")
_STARTS = re.compile(r"[.!?…:;]\W*$|[\"“„«‹「『(\[—–•*]\s*$|\s[-'‘]\s*$|[\n\t]")
_ABBREVIATED = re.compile(r"(?:^|[\s.(])(?:[A-Z]|[A-Z][a-z]{1,3})\.\s?$")
_JOINS = re.compile(r"[ \u00a0'’\-‑]|\. |-")
# Latin, Greek and Cyrillic have capitals and can be compared; Armenian and Georgian are rare.
_COMPARABLE = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_LETTER = re.compile(r"[^\W\d_]")
# How alike two words are, from 0 to 1:
_SURELY = 0.6  # a name and its translation, where no table tells
_ADJECTIVE = 0.75  # a name and a word in small letters
_KNOWN = 0.9  # a strange word of the draft and one of the source, which it is then
_MANGLED = 0.5  # a name and what an engine made of it


@dataclass(frozen=True, slots=True)
class _Capital:
    """A capitalized word.

    `initial`: it stands where every word has a capital; `joined`: it belongs to the one before;
    `run`: it is one of several that belong together; `acronym`: it is all in capitals.
    """

    text: str
    initial: bool
    joined: bool
    run: bool
    acronym: bool


def names(pair: Pair) -> Iterator[Doubt]:
    """Doubt a name that the draft has lost or mangled.

    Names may be inflected, transliterated and, where CLDR or a table of ours knows them,
    translated. Common words with a capital (days, titles, German nouns) are no names, and writing
    systems that spell names by sound or by meaning are left alone.
    """
    source, target = words_of(pair.source).replace(HOLE, "."), words_of(pair.target)
    if not _comparable(target) or not _comparable(source):
        return
    words = list(dict.fromkeys(_WORD.findall(target)))
    folded = {latin(word) for word in words}
    capitals = list(_capitals(source))
    lost = [(c, _found(c, pair, words, folded, capitals)) for c in capitals]
    for run in _runs(capitals, {c for c, reason in lost if reason is not None}):
        name = " ".join(c.text for c in run)
        slip = dict(lost)[run[0]] if len(run) == 1 else ""
        reason = f"has become “{slip}”" if slip else "is missing"
        yield Doubt("names", f"the name “{name}” {reason}", 0.6 if slip else 0.8)


def _comparable(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters > 0 and len(_COMPARABLE.findall(text)) >= 0.6 * letters


def _capitals(text: str) -> Iterator[_Capital]:
    """Yield the capitalized words of a text; none of a text that is all in capitals."""
    if sum(map(str.isupper, text)) > 0.5 * sum(map(str.isalpha, text)):
        return
    found: list[_Capital] = []
    end = 0
    before = False
    for place, match in enumerate(_WORD.finditer(text)):
        word, gap = match.group(), text[end : match.start()]
        capital = len(word) > 1 and any(char.isupper() for char in word) and roman(word) is None
        if capital:
            starts = bool(_STARTS.search(gap)) and not _ABBREVIATED.search(text[: match.start()])
            joined = before and bool(_JOINS.fullmatch(gap))
            if joined:
                found[-1] = replace(found[-1], run=True)
            acronym = word.removesuffix("s").isupper() and len(word) <= 6
            found.append(_Capital(word, place == 0 or starts, joined, joined, acronym))
        before, end = capital, match.end()
    yield from found


def _found(
    name: _Capital,
    pair: Pair,
    words: Sequence[str],
    folded: set[str],
    capitals: Sequence[_Capital],
) -> str | None:
    """Return None if a name is in the draft or is none, else what it has become, if anything."""
    if latin(name.text) in folded or any(same(name.text, word) for word in words):
        return None
    if _translated(name.text, pair, folded):
        return None
    anew = transliterated(name.text)
    spelt_anew = [word for word in words if word[0].isupper() and transliterated(word) != anew]
    if nearest(name.text, spelt_anew)[0] >= _SURELY:
        return None
    return _missing(name, pair, words, capitals)


def _missing(
    name: _Capital, pair: Pair, words: Sequence[str], capitals: Sequence[_Capital]
) -> str | None:
    """Return what a name that the draft lacks has become, if anything; None if it may lack it."""
    level = _level(name, pair)
    others = _unexplained(name, pair, capitals)
    if len(name.text.removesuffix("s")) < 3 or (others is None and level is not Grade.NAME):
        return None
    if name.acronym:
        missing = level is Grade.NAME and others == [] and not _acronym(name.text, words)
        return "" if missing else None
    if level is Grade.NAME:
        return _mangled(name, words if others is None else others, words)
    if level is Grade.MAYBE and not others:
        return ""
    told = base(pair.source_language) != "de" and has_dictionary(pair.target_language)
    return _replaced(name, others or [], pair) if told and not name.initial else None


def _replaced(name: _Capital, others: Sequence[str], pair: Pair) -> str | None:
    """Return the name that has taken the place of a word that need be none, if there is one."""
    source = _WORD.findall(words_of(pair.source))
    for other in others:
        if len(other) < 4 or is_known(other, pair.target_language):
            continue
        strange = grade(other, pair.target_language, initial=False) is Grade.NAME
        if strange and not akin(name.text, other) and nearest(other, source)[0] < _KNOWN:
            return other
    return None


def _level(name: _Capital, pair: Pair) -> Grade:
    initial = name.initial and not name.acronym
    level = grade(name.text, pair.source_language, initial=initial)
    plain = level is Grade.WORD and (initial or base(pair.source_language) == "de")
    return Grade.NAME if not plain and is_known(name.text, pair.source_language) else level


def _mangled(name: _Capital, others: Sequence[str], words: Sequence[str]) -> str | None:
    """Return what a name has become, nothing if it is lost; None if it is rather translated.

    A name that stands alone may be a place that the target calls otherwise; of a name of several
    words, every word is to stay.
    """
    near, other = nearest(name.text, [word for word in others if len(word) > 2])
    if near >= _SURELY and not name.run and akin(name.text, other):
        return None
    small = [word for word in words if word[0].islower() and len(word) > 3]
    if nearest(name.text, small)[0] >= _ADJECTIVE:
        return None  # Israelis, israelenses
    return other if near >= _MANGLED else ""


def _translated(name: str, pair: Pair, folded: set[str]) -> bool:
    """Tell whether the draft has what a name, or the country of an adjective, is called there."""
    first, second = pair.source_language, pair.target_language
    exact = [latin(word) for word in translations(name, first, second)]
    if any(word in folded for word in exact):
        return True
    stems = {word[: max(4, len(word) - 2)] for word in exact if len(word) > 4}
    if not is_known(name, first):
        people = [latin(word) for word in relatives(name, first, second)]
        stems |= {word[: max(3, len(word) - 3)] for word in people}
    return any(word.startswith(stem) for stem in stems for word in folded)


def _acronym(name: str, words: Sequence[str]) -> bool:
    """Tell whether a draft has an acronym of the same letters (OTAN, NATO), or any other."""
    return any(sorted(fold(word)) == sorted(fold(name)) for word in words) or any(
        word.isupper() and len(word) > 1 and abs(len(word) - len(name)) <= 2 for word in words
    )


def _unexplained(name: _Capital, pair: Pair, capitals: Sequence[_Capital]) -> list[str] | None:
    """Return the draft's capitalized words that are no other name of the source's.

    In German, where every noun has a capital, they tell nothing: None.
    """
    if base(pair.target_language) == "de":
        return None
    rest = [c.text for c in capitals if c.text != name.text]
    own = [c for c in _capitals(words_of(pair.target)) if not c.initial or c.run]
    return [
        c.text
        for c in own
        if not any(
            same(other, c.text) or _translated(other, pair, {latin(c.text)}) for other in rest
        )
    ]


def _runs(capitals: Sequence[_Capital], lost: set[_Capital]) -> Iterator[list[_Capital]]:
    """Yield lost names, those that stand together as one."""
    run: list[_Capital] = []
    for capital in capitals:
        if capital in lost and (capital.joined or not run):
            run.append(capital)
            continue
        if run:
            yield run
        run = [capital] if capital in lost else []
    if run:
        yield run
