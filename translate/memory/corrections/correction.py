"""A correction: a phrase of the source, what drafts make of it, and what a person made of that.

It is applied only where source and draft both have their phrase, as far as its `Reach` goes, and
never to a person's text: the caller hands over drafts alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from translate.memory.corrections.forms import is_small, may_follow
from translate.memory.corrections.words import (
    Place,
    Token,
    folded,
    in_the_case_of,
    neighbours,
    places,
    tokens,
)

_ARTICLES = 3  # that a note names

Key = tuple[str, str, str]
"""What identifies a correction of one language pair: source, wrong and right phrase."""


class Reach(StrEnum):
    """How far a correction goes; each one includes those before it.

    A `TERM` is applied behind small words, an article or a preposition, in source and draft.
    """

    NOWHERE = "nowhere"
    BESIDE = "beside the same words"
    TERM = "as a term"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Correction:
    """For `source`, drafts say `wrong` and people `right`, all as inside of a sentence.

    `where` are the articles it was learned from, sorted. `support` counts the revisions that teach
    it, `contradicted` those in which people decided otherwise. `beside` are the words, casefolded,
    that stood before and behind the wrong phrase in the drafts that were corrected, sorted.
    """

    source: str
    wrong: str
    right: str
    where: tuple[str, ...] = ()
    support: int = 1
    contradicted: int = 0
    reach: Reach = Reach.ANYWHERE
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Key:
        """What identifies the correction among those of its language pair."""
        return (self.source, self.wrong, self.right)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections that may be applied, by a word of their wrong phrase; made by `applicable`."""

    by_word: Mapping[str, tuple[Correction, ...]]


class _Replacement(NamedTuple):
    start: int
    end: int
    text: str
    correction: Correction


def applicable(
    corrections: Iterable[Correction],
    *,
    rejected: Collection[Key] = (),
    accepted: Collection[Key] = (),
) -> Corrections:
    """Return the corrections that `apply` may use.

    Left out are those that a person rejected; those that a person accepted go anywhere.
    """
    by_word: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        words = folded(correction.wrong)
        reach = Reach.ANYWHERE if correction.key in accepted else correction.reach
        if words and reach is not Reach.NOWHERE and correction.key not in rejected:
            by_word[max(words, key=len)].append(replace(correction, reach=reach))
    return Corrections({word: tuple(found) for word, found in by_word.items()})


def apply(
    corrections: Corrections,
    source: str,
    draft: str,
    codes: Iterable[Place] = (),
    source_codes: Iterable[Place] = (),
) -> tuple[str, tuple[Correction, ...]]:
    """Return the draft with what was learned, and the corrections that it took, in their order.

    A phrase is replaced as a whole word, with the capital letter of its place, and never inside of
    markup (`codes`, and URLs and inline code without being named). The longest phrase goes first;
    nothing is replaced twice. Where the draft has a phrase more often than the source calls for
    it, it is not certain which one is meant, and all are left alone; so they are where two
    corrections want another text for the same phrase. The words beside it must be such as the
    correction's reach demands.

    Another `apply` changes nothing more: corrections that would go on correcting each other are
    not applied.
    """
    found = _of(corrections, draft)
    if not found:
        return draft, ()
    ours = tokens(source, source_codes)
    given = tuple(codes)
    once = _replacements(found, (source, ours), draft, given)
    if not once:
        return draft, ()
    text = _replaced(draft, once)
    if _replacements(_of(corrections, text), (source, ours), text, _shifted(given, once)):
        return draft, ()
    return text, tuple(dict.fromkeys(one.correction for one in once))


def _of(corrections: Corrections, draft: str) -> list[Correction]:
    """Return the corrections of which the draft has a word."""
    by_word = corrections.by_word
    return [c for word in dict.fromkeys(folded(draft)) if word in by_word for c in by_word[word]]


def calls(correction: Correction, source: str, found: Sequence[Token]) -> int:
    """Return how often a source, of which `found` are the tokens, calls for a correction."""
    return len(places(correction.source, source, found))


def apart(some: Iterable[Place], others: Sequence[Place]) -> list[Place]:
    """Return the places that overlap none of the others."""
    return [(a, b) for a, b in some if not any(low < b and a < high for low, high in others)]


def _replacements(
    corrections: Iterable[Correction],
    source: tuple[str, Sequence[Token]],
    draft: str,
    codes: Sequence[Place],
) -> list[_Replacement]:
    """Return what is to be replaced in the draft, in its order."""
    called = [(c, n) for c in corrections if (n := calls(c, *source))]
    if not called:
        return []
    found = tokens(draft, codes)
    # What is right already stays, also where a wrong phrase is a part of it ("Kim", "Kim Il-sung").
    right = {c.right: places(c.right, draft, found) for c, _ in called}
    done = [place for here in right.values() for place in here]
    taken: list[_Replacement] = []
    for correction, count in sorted(_unrivalled(called), key=lambda pair: _rank(pair[0])):
        here = apart(places(correction.wrong, draft, found), done)
        here = apart(here, [(one.start, one.end) for one in taken])
        if len(here) + len(right[correction.right]) <= count:
            for start, end in (p for p in here if _reaches(correction, p, found, source)):
                text = in_the_case_of(correction.right, correction.wrong, draft[start:end])
                taken.append(_Replacement(start, end, text, correction))
    return sorted(taken, key=lambda one: one.start)


def _reaches(
    correction: Correction,
    place: Place,
    draft: Sequence[Token],
    source: tuple[str, Sequence[Token]],
) -> bool:
    """Tell whether a correction goes as far as a place in the draft, `draft` being its tokens."""
    beside = neighbours(draft, *place)
    if not may_follow(beside[0], correction.right, correction.wrong):
        return False
    if correction.reach is Reach.ANYWHERE:
        return True
    known = tuple(word.casefold() for word in beside)
    if known in correction.beside and all(word.isalpha() for word in known):
        return True
    return (
        correction.reach is Reach.TERM
        and is_small(beside[0])
        and is_behind_small_word(correction.source, *source)
    )


def is_behind_small_word(phrase: str, text: str, found: Sequence[Token]) -> bool:
    """Tell whether an article or the like stands before a phrase, wherever a text has it."""
    before = [neighbours(found, *place)[0] for place in places(phrase, text, found)]
    return bool(before) and all(map(is_small, before))


def _rank(correction: Correction) -> tuple[int, int, Key]:
    """Put long phrases before short ones."""
    return (-len(correction.wrong), -len(correction.source), correction.key)


def _unrivalled(called: Sequence[tuple[Correction, int]]) -> list[tuple[Correction, int]]:
    """Leave out corrections of the same phrase for several reasons, but for the closest reason.

    Of "lettre de change" and "lettre" the longer one is closer; of "lettre" and "pli" none is.
    """
    by_wrong: dict[str, list[tuple[Correction, int]]] = defaultdict(list)
    for correction, count in called:
        by_wrong[correction.wrong].append((correction, count))
    kept: list[tuple[Correction, int]] = []
    for rivals in by_wrong.values():
        closest = max(rivals, key=lambda pair: len(pair[0].source))
        words = tokens(closest[0].source)
        if all(
            c == closest[0]
            or (c.source != closest[0].source and calls(c, closest[0].source, words))
            for c, _ in rivals
        ):
            kept.append(closest)
    return kept


def _replaced(draft: str, replacements: Iterable[_Replacement]) -> str:
    out: list[str] = []
    cursor = 0
    for one in replacements:
        out += [draft[cursor : one.start], one.text]
        cursor = one.end
    return "".join([*out, draft[cursor:]])


def _shifted(codes: Iterable[Place], replacements: Sequence[_Replacement]) -> list[Place]:
    """Return where codes are after the replacements, none of which is in a code."""

    def moved(offset: int) -> int:
        return offset + sum(
            len(one.text) - (one.end - one.start) for one in replacements if one.end <= offset
        )

    return [(moved(start), moved(end)) for start, end in codes]


def note_head(correction: Correction) -> str:
    """Return what a note of a correction begins with, wherever that was learned from."""
    return f'learned: "{correction.wrong}" → "{correction.right}"'


def note(correction: Correction) -> str:
    """Return what a translator reads about a correction, such as `learned: "a" → "b" (x.txt)`."""
    named = ", ".join(correction.where[:_ARTICLES])
    more = len(correction.where) - _ARTICLES
    articles = f"{named} and {more} more" if more > 0 else named
    return f"{note_head(correction)} ({articles})" if articles else note_head(correction)
