"""Putting spans into a translation: whatever is proposed, the result is nested and complete.

An engine proposes places for the spans of a sentence; here they are chosen, fitted into one
another, and completed. The promise, for any proposals at all: every span of the source stands in
the result exactly once, and two spans are nested or apart.

A span of no width at the edge of a pair stands beside it, not in it: `<br>**a**` is a mark, then
a pair. Of spans that begin and end together, the earlier in the tuple stays the earlier.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.engines.matching import Candidate, rising, words
from translate.model import Span, SpannedText
from translate.span_tree import Node, Place, overlap, tree, within

_CLOSING = frozenset(".!?…。！？؟:;,»”’\"')]")  # what may follow the last word of a sentence


@dataclass(frozen=True, slots=True)
class Settled:
    """The spans in the translation, and the numbers of those whose place is a guess."""

    spans: tuple[Span, ...]
    guessed: tuple[int, ...] = ()


def settle(
    source: SpannedText,
    target: str,
    candidates: Mapping[int, Sequence[Candidate]],
    anchors: Iterable[tuple[int, int]] = (),
) -> Settled:
    """Give every span of `source` a place in `target`.

    `candidates` are proposals by span number, the surest first. A protected span that covers text
    takes its first one as it is, so it must have one, apart from that of every other. `anchors`
    are offsets, source and target, that are known to correspond: they help to guess a place where
    nothing is proposed.
    """
    settling = _Settling(source, target, candidates, list(anchors))
    settling.group(settling.roots, (0, len(source.text)), (0, len(target)))
    placed = [
        Span(*settling.places[i], span.number, span.kind) for i, span in enumerate(source.spans)
    ]
    placed.sort(key=lambda span: (span.start, -span.end))
    return Settled(tuple(placed), tuple(settling.guessed))


class _Settling:
    """One call of `settle`: the places that are taken so far, by index of the span."""

    def __init__(
        self,
        source: SpannedText,
        target: str,
        candidates: Mapping[int, Sequence[Candidate]],
        anchors: list[tuple[int, int]],
    ) -> None:
        self.source = source.text
        self.target = target
        self.candidates = candidates
        self.roots = tree(source.spans)
        self.words = words(target)
        self.places: dict[int, Place] = {}
        self.guessed: list[int] = []
        self.atoms: list[Node] = []
        for root in self.roots:
            for node in (root, *root.under()):
                self._fix(node)
        known = [(0, 0), (len(source.text), len(target)), *anchors]
        for atom in self.atoms:
            place = self.places[atom.index]
            known += [(atom.span.start, place[0]), (atom.span.end, place[1])]
        self.known = rising(known)

    def _fix(self, node: Node) -> None:
        """Put a protected span at its one candidate, and what it holds at the same letters."""
        if not node.exact or node.index in self.places:
            return
        first = self.candidates[node.span.number][0]
        self.places[node.index] = (first.start, first.end)
        self.atoms.append(node)
        shift = first.start - node.span.start
        for inner in node.under():
            self.places[inner.index] = (inner.span.start + shift, inner.span.end + shift)

    def group(self, nodes: list[Node], around: Place, region: Place) -> None:
        """Place the nodes, which the source has side by side in `around`, in `region`."""
        wide = [node for node in nodes if node.wide and not node.exact]
        proposals = [
            (-score, node.index, place, node)
            for node in wide
            for place, score in self._proposals(node, region)
        ]
        for _, _, place, node in sorted(proposals, key=lambda proposal: proposal[:3]):
            if node.index not in self.places and self._free(place, nodes):
                self._take(node, place)
        for node in wide:
            if node.index not in self.places:
                self._take(node, self._guess(node, nodes, region))
                self.guessed.append(node.span.number)
        for node in nodes:
            if node.span.start == node.span.end and node.index not in self.places:
                self.places[node.index] = self._mark(node, nodes, around, region)
        for node in wide:
            inner = (node.span.start, node.span.end)
            self.group(node.children, inner, self.places[node.index])

    def _take(self, node: Node, place: Place) -> None:
        self.places[node.index] = place
        edges = [(node.span.start, place[0]), (node.span.end, place[1])]
        self.known = rising([*self.known, *edges])

    def _proposals(self, node: Node, region: Place) -> Iterator[tuple[Place, float]]:
        """Yield the candidates that fit into the region, with and without far protected text."""
        own, foreign = self._shares(node)
        held = [place for place in own if within(place, region)]
        for candidate in self.candidates.get(node.span.number, ()):
            place = self._trim(candidate.start, candidate.end, region)
            if place is None:
                continue
            wider = _hull([place, *held])
            if not any(overlap(wider, other) for other in foreign):
                yield wider, candidate.score
            touched = _hull([place, *(other for other in own if overlap(place, other))])
            if within(touched, region) and not any(overlap(touched, o) for o in foreign):
                yield touched, candidate.score - 0.2

    def _shares(self, node: Node) -> tuple[list[Place], list[Place]]:
        """Return the places of the protected texts in the node, and of all others."""
        under = {inner.index for inner in node.under()}
        own = [self.places[atom.index] for atom in self.atoms if atom.index in under]
        foreign = [self.places[atom.index] for atom in self.atoms if atom.index not in under]
        return own, foreign

    def _trim(self, start: int, end: int, region: Place) -> Place | None:
        """Return the part in the region, without white space at its ends, if anything is left."""
        start, end = max(start, region[0]), min(end, region[1])
        while start < end and self.target[start].isspace():
            start += 1
        while start < end and self.target[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def _free(self, place: Place, nodes: list[Node]) -> bool:
        taken = (self.places[node.index] for node in nodes if node.index in self.places)
        return not any(overlap(place, other) for other in taken)

    def _guess(self, node: Node, nodes: list[Node], region: Place) -> Place:
        """Return the free words nearest to where the node should be, or a point without any."""
        own, foreign = self._shares(node)
        held = [place for place in own if within(place, region)]
        if held:
            hull = _hull(held)
            if not any(overlap(hull, o) for o in foreign) and self._free(hull, nodes):
                return hull
        middle = (self._expected(node.span.start) + self._expected(node.span.end)) / 2
        size = max(1, len(words(self.source[node.span.start : node.span.end])))
        obstacles = own + foreign
        spots = [word for word in self.words if within((word.start, word.end), region)]
        for count in range(min(size, len(spots)), 0, -1):
            places = (
                (spots[i].start, spots[i + count - 1].end) for i in range(len(spots) - count + 1)
            )
            free = [
                place
                for place in places
                if self._free(place, nodes) and not any(overlap(place, o) for o in obstacles)
            ]
            if free:
                return min(free, key=lambda place: abs(sum(place) / 2 - middle))
        point = self._nearest(middle, nodes, region)
        return (point, point)

    def _mark(self, node: Node, nodes: list[Node], around: Place, region: Place) -> Place:
        """Return the point for a span of no width."""
        sure = self._beside(node, nodes)
        if sure is None:
            sure = self._edge(node.span.start, around, region)
        if sure is None:
            sure = self._after_sign(node.span.start, around, region)
        if sure is None:
            proposed = self.candidates.get(node.span.number, ())
            sure = proposed[0].start if proposed else None
        if sure is None:
            self.guessed.append(node.span.number)
        wish = self._expected(node.span.start) if sure is None else sure
        point = self._nearest(wish, nodes, region, anywhere=sure is not None)
        return (point, point)

    def _beside(self, node: Node, nodes: list[Node]) -> int | None:
        """Return the point at the span that the mark touches in the source."""
        for other in nodes:
            if other is node or other.index not in self.places:
                continue
            if other.span.end == node.span.start and other.index < node.index:
                return self.places[other.index][1]
            if other.span.start == node.span.start:
                return self.places[other.index][0]
        return None

    def _edge(self, point: int, around: Place, region: Place) -> int | None:
        """Return the point for a mark at the beginning or end, or before the final sign."""
        start, end = region
        if not self.source[around[0] : point].strip():
            return start + len(self.target[start:end]) - len(self.target[start:end].lstrip())
        rest = self.source[point : around[1]].strip()
        stop = start + len(self.target[start:end].rstrip())
        if not rest:
            return stop
        if not set(rest) <= _CLOSING:
            return None
        count = len(rest)
        while stop > start and count and self.target[stop - 1] in _CLOSING:
            stop -= 1
            count -= 1
        return stop

    def _after_sign(self, point: int, around: Place, region: Place) -> int | None:
        """Return the point after the same sign, where the translation has as many of them."""
        sign = self.source[point - 1 : point]
        if not sign or sign.isalnum() or sign.isspace():
            return None
        text = self.target[region[0] : region[1]]
        if text.count(sign) != self.source.count(sign, *around):
            return None
        where = -1
        for _ in range(self.source.count(sign, around[0], point)):
            where = text.index(sign, where + 1)
        return region[0] + where + 1

    def _nearest(
        self, wish: float, nodes: list[Node], region: Place, *, anywhere: bool = False
    ) -> int:
        """Return the point nearest to the wish at the edge of a word and inside no span."""
        taken = [self.places[n.index] for n in nodes if n.index in self.places]
        taken += [self.places[atom.index] for atom in self.atoms]
        edges = {region[0], region[1], *(edge for place in taken for edge in place)}
        edges |= {edge for word in self.words for edge in (word.start, word.end)}
        if anywhere:
            edges.add(int(wish))
        free = (
            edge
            for edge in sorted(edges)
            if region[0] <= edge <= region[1] and not any(a < edge < b for a, b in taken)
        )
        return min(free, key=lambda edge: abs(edge - wish))

    def _expected(self, offset: int) -> float:
        """Return where an offset of the source should come up, between the known ones."""
        after = bisect_right(self.known, (offset, len(self.target) + 1))
        if after == len(self.known):
            return self.known[-1][1]
        if after == 0:
            return self.known[0][1]
        (a, x), (b, y) = self.known[after - 1], self.known[after]
        return x + (y - x) * (offset - a) / (b - a) if b > a else x


def _hull(places: Sequence[Place]) -> Place:
    return min(place[0] for place in places), max(place[1] for place in places)
