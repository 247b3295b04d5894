"""What a rule knows besides the draft."""

from __future__ import annotations

from dataclasses import dataclass

from translate.typography.habits import Habits


@dataclass(frozen=True, slots=True)
class Page:
    """The source as rules see it, and the habits of both languages."""

    source: str
    of: Habits
    to: Habits
