"""What every rule knows besides the draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translate.typography.habits import Habits

SIGNED_NAME = re.compile(r"\b(?:Yahoo|Joomla|Kahoot|Jeopardy|Wham)$")
"""Ends with a name whose `!` ends no sentence."""


@dataclass(frozen=True, slots=True)
class Page:
    """The source as rules see it, and the habits of both languages."""

    source: str
    of: Habits
    to: Habits
