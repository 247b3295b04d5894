"""Phrases: a change with the word beside it that belongs to it in source and draft alike.

"Servicios de información" became "servicios de inteligencia", which says nothing of any other
"información". Where a project has "services de renseignement" more than once, drafts say the same
for it, and its words seldom go apart, the phrase is what was corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate.memory.corrections.changes import LONGEST, Change
from translate.memory.corrections.forms import bare, changes_form_alone, is_small
from translate.memory.corrections.source import Called, Reading
from translate.memory.corrections.words import (
    Token,
    containing,
    folded,
    is_capitalised,
    is_number,
)

_TOGETHER = 2  # texts that must have both phrases: one text alone proves nothing
_SURE = 0.6  # of Dice's coefficient, of the two phrases and of the two words of the source
_LEAST = 3  # letters of a word that tells something
_KIN = 4  # letters by which a word is known again in a related language


@dataclass(frozen=True, slots=True)
class Wider:
    """A change with one more word in draft and source; `own` and `other` are words of the source.

    All are casefolded: what the phrases are counted by.
    """

    called: Called
    source: str
    draft: str
    own: str
    other: str
    kin: bool


def wider(reading: Reading, called: Called) -> Iterator[Wider]:
    """Yield the ways to widen a change by one word that tells something, before or behind it.

    Where only the form of a word was changed, it is the one that stands right beside it.
    """
    change, old, new = called.change, reading.draft, reading.reviewed
    size = change.draft_end - change.draft_start
    form = changes_form_alone(
        old[change.draft_start : change.draft_end], new[change.start : change.end]
    )
    own = _folded(reading.source[called.first : called.last + 1])
    for a, b in _sides(old, change.draft_start, change.draft_end):
        grown = Change(
            a, b, change.start - (change.draft_start - a), change.end + (b - change.draft_end)
        )
        if form and (size > 1 or b - a > size + 1):
            continue
        if grown.start < 0 or _is_too_long(grown) or not _is_kept(grown, change, old, new):
            continue
        beside = old[a] if a < change.draft_start else old[b - 1]
        for first, end in _sides(reading.source, called.first, called.last + 1):
            other = reading.source[first if first < called.first else end - 1].text.casefold()
            yield Wider(
                Called(first, end - 1, grown),
                _folded(reading.source[first:end]),
                _folded(old[a:b]),
                own,
                other,
                bare(beside.text.casefold())[:_KIN] == bare(other)[:_KIN],
            )


def _sides(found: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield `start:end` with a word more before it, and behind it, over one small word at most."""
    for before in (start - 1, start - 2):
        if before >= 0 and _are_small(found[before + 1 : start]) and _tells(found[before]):
            yield before, end
    for behind in (end, end + 1):
        if behind < len(found) and _are_small(found[end:behind]) and _tells(found[behind]):
            yield start, behind + 1


def _are_small(found: Sequence[Token]) -> bool:
    return all(is_small(token.text) for token in found)


def _tells(token: Token) -> bool:
    """Tell whether a word may belong to a term: it is no article, name or number."""
    own = token.is_word and not is_number(token.text) and not is_capitalised(token.text)
    return own and len(token.text) >= _LEAST


def _is_too_long(change: Change) -> bool:
    return max(change.draft_end - change.draft_start, change.end - change.start) > LONGEST


def _is_kept(grown: Change, change: Change, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Tell whether the words that were added to a change are the same in both texts."""

    def texts(found: Sequence[Token], start: int, end: int) -> list[str]:
        return [token.text for token in found[start:end]]

    return texts(old, grown.draft_start, change.draft_start) == texts(
        new, grown.start, change.start
    ) and texts(old, change.draft_end, grown.draft_end) == texts(new, change.end, grown.end)


def _folded(found: Sequence[Token]) -> str:
    return " ".join(folded(" ".join(token.text for token in found)))


@dataclass(frozen=True, slots=True)
class Counted:
    """In which texts of a project phrases stand, by their numbers."""

    sources: dict[str, set[int]]
    drafts: dict[str, set[int]]

    def best(self, ways: Iterable[Wider]) -> Called | None:
        """Return the way to widen a change that the project's texts support best, if any does."""
        sure = [(self._sure(way), way) for way in ways]
        fit = [(way.kin, sure, way) for sure, way in sure if sure >= _SURE]
        if not fit:
            return None
        fit.sort(key=lambda one: one[:2], reverse=True)
        if len(fit) > 1 and fit[0][:2] == fit[1][:2]:
            return None
        return fit[0][2].called

    def _sure(self, way: Wider) -> float:
        ours, theirs = self.sources[way.source], self.drafts[way.draft]
        if len(ours & theirs) < _TOGETHER:
            return 0.0
        apart = len(self.sources[way.own]) + len(self.sources[way.other])
        both = 2 * len(ours & theirs) / (len(ours) + len(theirs))
        return min(both, 2 * len(ours) / apart)


def counted(pairs: Iterable[tuple[str, str]], ways: Collection[Wider]) -> Counted:
    """Count in the (source, draft) pairs of a project what `Counted.best` asks for."""
    ours = {phrase for way in ways for phrase in (way.source, way.own, way.other)}
    theirs = {way.draft for way in ways}
    if not ways:
        return Counted({}, {})
    texts = list(dict.fromkeys(pairs))
    return Counted(
        containing(ours, [source for source, _ in texts]),
        containing(theirs, [draft for _, draft in texts]),
    )
