"""How far a correction goes: what people confirmed elsewhere, held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from translate.memory.corrections.correction import Correction, Key, Reach, calls
from translate.memory.corrections.forms import is_form, is_small
from translate.memory.corrections.words import Place, folded, places, tokens

_OFTEN = 3  # texts in which people say the same, so that it holds whatever stands beside it
_OTHERWISE = 0.2  # of the texts in which people may say something else all the same

_GENDERS = frozenset({"a", "o"})  # the vowels that tell them in Romance languages


class Kind(IntEnum):
    """What was corrected; of several the last one counts."""

    FORM = 0
    WORD = 1
    PHRASE = 2
    NAME = 3


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft and the text that a person confirmed, be it the same; `where` is the article.

    The codes are the places of the markup in each of the three texts.
    """

    source: str
    draft: str
    reviewed: str
    where: str
    source_codes: tuple[Place, ...] = ()
    draft_codes: tuple[Place, ...] = ()
    reviewed_codes: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """What one revision teaches.

    It is `plain` where little else of the draft was changed, and of a `term` where small words
    stand before it, too.
    """

    key: Key
    revision: int
    kind: Kind
    beside: tuple[str, str]
    plain: bool
    term: bool


def weighed(taught: Iterable[Taught], revisions: Sequence[Revision]) -> Iterator[Correction]:
    """Yield one correction for all that taught it, with its reach."""
    by_key: dict[Key, list[Taught]] = {}
    for one in taught:
        by_key.setdefault(one.key, []).append(one)
    sources = _numbers((source for source, _, _ in by_key), [r.source for r in revisions])
    for key, found in by_key.items():
        numbers = {one.revision for one in found}
        correction = Correction(
            *key,
            tuple(sorted({revisions[number].where for number in numbers})),
            len(numbers),
            beside=tuple(sorted({one.beside for one in found})),
        )
        asked = [revisions[number] for number in _with_all(correction.source, sources)]
        said = [_says(correction, revision) for revision in asked if _calls(correction, revision)]
        agreed, otherwise = said.count(True), said.count(False)
        reach = _reach(correction, found, agreed, otherwise)
        yield replace(correction, contradicted=otherwise, reach=reach)


def _reach(correction: Correction, found: Sequence[Taught], agreed: int, otherwise: int) -> Reach:
    kind = max(one.kind for one in found)
    often = agreed >= _OFTEN and kind is not Kind.FORM
    few = often and len(found) > 1 and otherwise <= _OTHERWISE * (agreed + otherwise)
    if otherwise and not few:
        return Reach.NOWHERE
    if kind is Kind.NAME:
        return Reach.ANYWHERE
    balanced = _is_balanced(correction)
    sure = balanced and (kind is Kind.PHRASE or found[0].plain)
    if agreed == 1 and not sure:
        return Reach.NOWHERE
    if kind is Kind.FORM or not balanced:
        return Reach.BESIDE
    if kind is Kind.PHRASE or often:
        return Reach.ANYWHERE
    term = any(one.term for one in found) and _agrees_alike(correction)
    return Reach.TERM if term else Reach.BESIDE


def _is_balanced(correction: Correction) -> bool:
    """Tell whether both phrases have as many words, and the same ones of them small.

    A phrase that brings an article along, or leaves a word out, asks for another sentence.
    """
    wrong, right = correction.wrong.casefold().split(), correction.right.casefold().split()
    return len(wrong) == len(right) and all(
        is_small(one) == is_small(other) or is_form(one, other)
        for one, other in zip(wrong, right, strict=True)
    )


def _agrees_alike(correction: Correction) -> bool:
    """Tell whether the words beside one phrase may stand beside the other, by their endings."""
    wrong, right = correction.wrong.casefold(), correction.right.casefold()
    vowels = {wrong.removesuffix("s")[-1:], right.removesuffix("s")[-1:]}
    return wrong.endswith("s") == right.endswith("s") and not vowels >= _GENDERS


def _calls(correction: Correction, revision: Revision) -> bool:
    source = tokens(revision.source, revision.source_codes)
    return calls(correction, revision.source, source) > 0


def _says(correction: Correction, revision: Revision) -> bool:
    """Tell whether a person says the right phrase."""
    reviewed = tokens(revision.reviewed, revision.reviewed_codes)
    return bool(places(correction.right, revision.reviewed, reviewed))


def _numbers(phrases: Iterable[str], texts: Sequence[str]) -> dict[str, set[int]]:
    """Return for each word of the phrases, casefolded, in which of the texts it is."""
    found: dict[str, set[int]] = {word: set() for phrase in phrases for word in folded(phrase)}
    for number, text in enumerate(texts):
        for word in folded(text):
            if word in found:
                found[word].add(number)
    return found


def _with_all(phrase: str, numbers: dict[str, set[int]]) -> list[int]:
    """Return the numbers of the texts that have all words of a phrase."""
    sets = [numbers[word] for word in folded(phrase)]
    return sorted(set.intersection(*sets)) if sets else []
