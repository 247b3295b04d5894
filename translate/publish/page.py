"""A whole article in a language: what appears in it, and what holds it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from translate.model import State, Translation
from translate.publish.policy import Policy, choose

Key = tuple[str | None, str]
"""What identifies an entry in its catalog: msgctxt and msgid."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment with words: its entry, and its line in the article."""

    key: Key
    line: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A segment that would appear in its source language, and why."""

    line: int
    source: str
    reason: str


@dataclass(frozen=True)
class Page:
    """An article in a language.

    `shown` are the translations that appear, by entry; `lacks` the parts that have none; where the
    page is `withheld` nothing of it may be written.
    """

    parts: tuple[Part, ...]
    shown: Mapping[Key, Translation]
    lacks: tuple[Lack, ...]
    withheld: bool

    @property
    def texts(self) -> dict[Key, str]:
        """The words that appear, by entry."""
        return {key: one.text for key, one in self.shown.items()}

    @cached_property
    def counts(self) -> dict[State, int]:
        """How many parts appear in translations of each state."""
        states = [self.shown[part.key].state for part in self.parts if part.key in self.shown]
        return {state: states.count(state) for state in State}

    @property
    def translated(self) -> int:
        """How many parts appear in translation."""
        return sum(self.counts.values())

    def lines(self, state: State) -> list[int]:
        """Return the lines of the parts that appear in translations of a state."""
        shown = self.shown
        return [p.line for p in self.parts if p.key in shown and shown[p.key].state is state]


def page(
    policy: Policy,
    parts: Sequence[Part],
    known: Mapping[Key, Translation],
    drafts: Mapping[Key, Translation],
) -> Page:
    """Make the page of an article's parts, from its catalog and the drafts of stale entries.

    Unless the project wants otherwise it is withheld as soon as one part lacks a translation; where
    no part has one, always: a page in the language of its source is no translation.
    """
    choices = {
        part.key: choose(policy, known.get(part.key), drafts.get(part.key)) for part in parts
    }
    shown = {key: choice.shown for key, choice in choices.items() if choice.shown}
    lacks = tuple(
        Lack(part.line, part.key[1], choices[part.key].lack)
        for part in parts
        if choices[part.key].lack
    )
    unwanted = any(choice.lack and not choice.wanted for choice in choices.values())
    waits = unwanted and policy.untranslated == "withhold"
    return Page(tuple(parts), shown, lacks, waits or (bool(parts) and not shown))
