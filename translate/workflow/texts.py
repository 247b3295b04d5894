"""What goes to the engines, and what comes back from the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from translate.glossary.enforce import Mark
from translate.model import Context, SpannedText


@dataclass(frozen=True, slots=True)
class Asked:
    """A text for an engine, and what the spans that the glossary added to it stand for.

    `context` is for engines that can use it; of a text in two places it is that of the first.
    """

    text: SpannedText
    marks: Mapping[int, Mark]
    context: Context = field(default_factory=Context)


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft as it may go into a catalog, and what is known against it.

    `origin` names the route that made it. `reasons` are in words for a translator, `failed` says
    that checks found something, `penalty` how bad that is: the lower the better. `confidence` is
    between 0 and 1; None where the draft was not judged.
    """

    draft: SpannedText
    origin: str
    reasons: tuple[str, ...] = ()
    failed: bool = False
    penalty: float = 0.0
    confidence: float | None = None


def unique(doubts: Iterable[str]) -> tuple[str, ...]:
    """Return doubts in their order, each once."""
    return tuple(dict.fromkeys(doubts))
