"""What goes to the engines, and what comes back from the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

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


def without(text: SpannedText, gone: set[int]) -> SpannedText:
    """Return a text without the characters at some offsets, its spans over what is left of them."""
    offsets = [0]
    for place in range(len(text.text)):
        offsets.append(offsets[-1] + (place not in gone))
    words = "".join(char for place, char in enumerate(text.text) if place not in gone)
    spans = (replace(one, start=offsets[one.start], end=offsets[one.end]) for one in text.spans)
    return SpannedText(words, tuple(spans))
