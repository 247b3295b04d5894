"""Of which msgids a longer one consists, with nothing translatable between them."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from translate.catalog.states import Key

_PREFIX = 3  # characters by which msgids are looked up
# What no segment holds: white space, emphasis that covers whole sentences, tags.
_BETWEEN = re.compile(r"(?:\s+|[*_~]+|</?[a-zA-Z][^<>]*>)*")
# And signs and numbers that stand alone: nobody translates them.
_WORDLESS = re.compile(r"(?<!\S)(?:[^\w\s!?:;,.»«)]+|\d+[.)])(?!\S)")
_AROUND = re.compile(r"(?:[*_~]+|</?[a-zA-Z][^<>]*>)*")


def pools_of(keys: Iterable[Key]) -> defaultdict[str | None, Pool]:
    """Return the msgids of each context."""
    pools: defaultdict[str | None, Pool] = defaultdict(Pool)
    for context, msgid in keys:
        pools[context].add(msgid)
    return pools


class Pool:
    """Msgids of one context, to find those of which a text consists."""

    def __init__(self) -> None:
        self._by_prefix: defaultdict[str, list[str]] = defaultdict(list)
        self.msgids: set[str] = set()

    def add(self, msgid: str) -> None:
        """Put in a msgid."""
        if msgid.strip():
            self.msgids.add(msgid)
            self._by_prefix[msgid[:_PREFIX]].append(msgid)

    def pieces(self, text: str) -> list[tuple[str, int]]:
        """Return the msgids, two or more, that make up a text, with their places, or nothing."""
        starts = {0, _AROUND.match(text).end()}  # type: ignore[union-attr]  # it matches nothing, too
        before: dict[int, tuple[str, int]] = {}  # a place → the piece before it, and its place
        ahead = sorted(starts)
        while ahead:
            at = heapq.heappop(ahead)
            for piece in self._at(text, at):
                end = at + len(piece)
                if at in before and _AROUND.fullmatch(text, end):
                    found = [(piece, at)]
                    while found[-1][1] in before:
                        found.append(before[found[-1][1]])
                    return found[::-1]
                for place in _places(text, end):
                    if place not in before and place not in starts:
                        before[place] = (piece, at)
                        heapq.heappush(ahead, place)
        return []

    def _at(self, text: str, at: int) -> list[str]:
        """Return the msgids that stand at a place, the longest first, but never the whole text."""
        prefixes = dict.fromkeys(text[at : at + n] for n in range(1, _PREFIX + 1))
        near = (p for prefix in prefixes for p in self._by_prefix.get(prefix, ()))
        found = (p for p in near if len(p) < len(text) and text.startswith(p, at))
        return sorted(found, key=len, reverse=True)


def _places(text: str, end: int) -> Iterator[int]:
    """Yield where the next sentence may begin, if one ends at `end`."""
    stop = skipped(text, end)
    apart = is_wide(text[end - 1])
    for place in range(end, min(stop + 1, len(text))):
        if apart and not text[place].isspace():
            yield place
        apart = apart or text[place].isspace()


def skipped(text: str, at: int) -> int:
    """Return where something translatable begins, seen from `at`."""
    while True:
        between = _BETWEEN.match(text, at)
        stop = between.end() if between else at
        alone = _WORDLESS.match(text, stop)
        stop = alone.end() if alone else stop
        if stop == at:
            return at
        at = stop


def is_wide(char: str) -> bool:
    """Tell whether a character is of a script that puts no space between sentences."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF"
