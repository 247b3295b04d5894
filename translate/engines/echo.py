"""The engine that returns what it gets: for trying out the rest of the tool, and for its tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from translate.model import Draft, SpannedText

ANYTHING = ("*", "*")
"""The pair of an engine that serves any two languages; `route` knows it, as a direct way only."""


class Echo:
    """Gives back every text as it came, with all its spans.

    It serves every pair, or only the ones that it is given; it is never used unless it is named.
    """

    name = "echo"
    neural = False

    def __init__(self, pairs: Iterable[tuple[str, str]] = (ANYTHING,)) -> None:
        self._pairs = frozenset(pairs)

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs it was given: by default the one that stands for all."""
        return self._pairs

    def version(self, source: str, target: str) -> str:  # noqa: ARG002  # the same for all
        """It has had no other way of doing this."""
        return "1"

    def translate(
        self,
        batch: Sequence[SpannedText],
        source: str,  # noqa: ARG002  # any language will do
        target: str,  # noqa: ARG002  # any language will do
    ) -> Iterator[Draft]:
        """Yield each text as it is."""
        for text in batch:
            yield Draft(text)
