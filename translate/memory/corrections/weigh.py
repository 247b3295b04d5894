"""How far a correction goes: what people confirmed elsewhere, held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from translate.memory.corrections.correction import Correction, Key, Reach, calls
from translate.memory.corrections.forms import is_form, is_small
from translate.memory.corrections.words import Place, containing, places, tokens

_OFTEN = 3  # texts in which people say the same, so that it holds whatever stands beside it
_AGAIN = 2  # corrections that must teach a single word of the language, so that it holds anywhere
_MANY = 5  # corrections that must teach what people do not always say
_OTHERWISE = 0.1  # of the texts in which people may say something else, if more than one

_GENDERS = frozenset({"a", "o"})  # the vowels that tell them in Romance languages
# The endings of feminine words in Romance languages, the plural's "s" aside.
_FEMININE = re.compile(r"(?:a|[csx]i(?:ón|one?|ó)|[çs](?:ão|õe)|[dt]ade?|itat|tude?)\Z")


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
class _Confirmed:
    """How often people, where the source calls for a correction, say it, and say otherwise.

    The right phrase is `taken` if drafts use it for something else.
    """

    agreed: int
    otherwise: int
    taken: bool


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


def weighed(
    taught: Iterable[Taught],
    revisions: Sequence[Revision],
    pairs: Iterable[tuple[str, str]] = (),
) -> Iterator[Correction]:
    """Yield one correction for all that taught it, with its reach.

    `pairs` are the (source, draft) pairs of the project.
    """
    by_key: dict[Key, list[Taught]] = {}
    for one in taught:
        by_key.setdefault(one.key, []).append(one)
    sources = {source for source, _, _ in by_key}
    asked = containing(sources, [r.source for r in revisions])
    texts = list(dict.fromkeys(pairs))
    own = containing(sources, [source for source, _ in texts])
    used = containing({right for _, _, right in by_key}, [draft for _, draft in texts])
    for key, found in by_key.items():
        numbers = {one.revision for one in found}
        correction = Correction(
            *key,
            tuple(sorted({revisions[number].where for number in numbers})),
            len(numbers),
            beside=tuple(sorted({one.beside for one in found})),
        )
        called = [revisions[n] for n in sorted(asked[correction.source])]
        said = [_says(correction, revision) for revision in called if _calls(correction, revision)]
        confirmed = _Confirmed(
            said.count(True),
            said.count(False),
            bool(used[correction.right] - own[correction.source]),
        )
        reach = _reach(correction, found, confirmed)
        yield replace(correction, contradicted=confirmed.otherwise, reach=reach)


def _reach(correction: Correction, found: Sequence[Taught], confirmed: _Confirmed) -> Reach:
    kind = max(one.kind for one in found)
    agreed, otherwise = confirmed.agreed, confirmed.otherwise
    often = agreed >= _OFTEN and kind is not Kind.FORM
    bearable = max(1, _OTHERWISE * (agreed + otherwise))
    few = often and len(found) >= _MANY and otherwise <= bearable
    if otherwise and not few:
        return Reach.NOWHERE
    if kind is Kind.NAME:
        return Reach.ANYWHERE
    balanced, alike = _is_balanced(correction), _agrees_alike(correction)
    again = len(found) >= _AGAIN
    phrase = kind is Kind.PHRASE and (alike or _is_form(correction))
    plain = kind is Kind.WORD and found[0].plain and not confirmed.taken
    form = kind is Kind.FORM and found[0].plain
    if agreed == 1 and not (balanced and (phrase or plain or form)):
        return Reach.NOWHERE
    if kind is Kind.FORM or not balanced:
        return Reach.BESIDE
    if phrase or (again and (kind is Kind.PHRASE or often)):
        return Reach.ANYWHERE
    term = kind is Kind.WORD and any(one.term for one in found) and _may_agree(correction)
    return Reach.TERM if term else Reach.BESIDE


def _is_balanced(correction: Correction) -> bool:
    """Tell whether both phrases have as many words, and the same ones of them small.

    A phrase that brings an article along, or leaves a word out, asks for another sentence.
    """
    wrong, right = (
        [token.text.casefold() for token in tokens(phrase)]
        for phrase in (correction.wrong, correction.right)
    )
    return len(wrong) == len(right) and all(
        is_small(one) == is_small(other) or is_form(one, other)
        for one, other in zip(wrong, right, strict=True)
    )


def _is_form(correction: Correction) -> bool:
    """Tell whether the words of a phrase are the same in other forms ("diez mil")."""
    wrong, right = correction.wrong.casefold().split(), correction.right.casefold().split()
    return len(wrong) == len(right) and all(map(is_form, wrong, right))


def _agrees_alike(correction: Correction) -> bool:
    """Tell whether the words beside one phrase may stand beside the other, by their endings.

    Each word that was changed must look of the gender and number of the one in its place, and be
    an infinitive, by its `r`, where that is one.
    """
    wrong, right = (
        [token.text.casefold() for token in tokens(phrase) if token.is_word]
        for phrase in (correction.wrong, correction.right)
    )
    return len(wrong) == len(right) and all(
        _ending(one) == _ending(other)
        for one, other in zip(wrong, right, strict=True)
        if not (is_small(one) and is_small(other))
    )


def _may_agree(correction: Correction) -> bool:
    """Tell whether the last words of both phrases do not show another gender or number."""
    wrong, right = correction.wrong.casefold(), correction.right.casefold()
    vowels = {wrong.removesuffix("s")[-1:], right.removesuffix("s")[-1:]}
    return wrong.endswith("s") == right.endswith("s") and not vowels >= _GENDERS


def _ending(word: str) -> tuple[bool, bool, bool]:
    plural, feminine = word.endswith("s"), _FEMININE.search(word.removesuffix("s"))
    return (plural, feminine is not None, word.endswith("r"))


def _calls(correction: Correction, revision: Revision) -> bool:
    source = tokens(revision.source, revision.source_codes)
    return calls(correction, revision.source, source) > 0


def _says(correction: Correction, revision: Revision) -> bool:
    """Tell whether a person says the right phrase."""
    reviewed = tokens(revision.reviewed, revision.reviewed_codes)
    return bool(places(correction.right, revision.reviewed, reviewed))
