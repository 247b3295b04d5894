"""The language of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.identify import known, probabilities
from translate.checks.pair import HOLE, Doubt, Pair, excerpt, fold, letters, word_set, words_of
from translate.languages import base, english_name

_FEWEST = 4  # plain words, below which the language of a text is anybody's guess
_SHORTEST = 22  # letters
_WINDOW = 10  # words of a stretch that is looked at for itself
_SURE = 0.5  # of the other language
# How improbable the draft's own language must be, beside a close relative and beside others.
_RELATED, _UNRELATED = 0.01, 0.08
# Languages so close that a sentence of one may pass for the other.
_FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "pt gl es ca oc an it", "sv da no nb nn", "hr bs sr sh sl mk bg", "cs sk", "ru uk be bg",
        "id ms", "nl af", "zh yue", "fr oc", "tr az",
    )
)  # fmt: skip
# Those that a draft is compared with, beside its own language and its source's.
_USUAL = sorted(
    word_set(
        "en fr es pt ca it de nl sv da no fi pl cs sk sl hr hu ro ru uk bg el tr ar he fa hi zh ja "
        "ko id vi eu gl et lv lt sr"
    )
)
_QUOTED = re.compile(r"[“„«\"「]([^“”„«»\"「」]+)[”“»\"」]")
_CLAUSES = re.compile(r"[.!?;:,…—–()\[\]«»“”„\"。、，；：？！]+")


def foreign(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft that is in another language, as a whole or in a clause or stretch of it.

    Names, numbers and what the source itself quotes in that language are left aside. Close
    relatives of the target count only where there is no doubt at all.
    """
    target = base(pair.target_language)
    if target == base(pair.source_language) or not known(target):
        return
    own = _own_words(pair)
    source = words_of(pair.source)
    # What the source quotes in that language, too.
    text = _QUOTED.sub(
        lambda match: "," if match.group(1).strip() in source else match.group(),
        words_of(pair.target),
    )
    for part in [text, *_CLAUSES.split(text), *_windows(text)]:
        whole = part is text
        words = [w for w in letters(part.replace(HOLE, " ")) if fold(w) in own]
        if len(words) < _FEWEST + 2 * (not whole) or sum(map(len, words)) < _SHORTEST:
            continue
        other = _other_language(" ".join(words).lower(), pair)
        if other is not None:
            what = "the draft" if whole else f"“{excerpt(part)}”"
            yield Doubt("language", f"{what} looks like {english_name(other)}", 0.9)
            return


def _windows(text: str) -> list[str]:
    """Return stretches of a text that overlap by half, where it has more than one."""
    words = text.split()
    starts = range(0, len(words) - _WINDOW // 2, _WINDOW // 2)
    return [" ".join(words[start : start + _WINDOW]) for start in starts if len(starts) > 1]


def _own_words(pair: Pair) -> frozenset[str]:
    """Return the folded words of a draft that are no names."""
    text = words_of(pair.target)
    words = letters(text)
    if text.isupper() or base(pair.target_language) == "de":
        return frozenset(map(fold, words))
    small = [word for place, word in enumerate(words) if word[0].islower() or place == 0]
    caseless = [word for word in words if word.lower() == word.upper()]
    return frozenset(map(fold, small + caseless))


def _other_language(text: str, pair: Pair) -> str | None:
    """Return the language of a text if it is surely not the one of the draft."""
    target, source = base(pair.target_language), base(pair.source_language)
    odds = probabilities(text, (*_USUAL, target, source))
    best = max(odds, key=odds.__getitem__)
    if best == target or odds[best] < _SURE:
        return None
    related = any({best, target} <= family for family in _FAMILIES)
    return best if odds[target] < (_RELATED if related else _UNRELATED) else None
