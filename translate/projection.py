"""Spans through a word alignment: from a source text onto its translation.

An engine says for each word of its translation how much it owes to each word of the source; here
that becomes one stretch of the translation for each span. The promise, for any weights at all: the
result has the spans of the source, each once and of its kind, sorted as `SpannedText` asks; what
is inside a span in the source stays between its ends, and what is apart stays apart.

A span of no width at the edge of a pair stands beside it, not in it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from translate.alignment import (
    has_words,
    kinds,
    mutual,
    occurrences,
    sign_class,
    surplus,
    words,
)
from translate.model import Span, SpannedText
from translate.span_tree import Node, Place, moved, overlap, tree, within

_EVEN = 0.5  # a word is a span's when the span has more than this share of it
_SLACK = 0.02  # a word that owes hardly anything more to a span than to others begins no stretch
_BRIDGE = 0.8  # what a word of others costs, by what one of the span is worth
_NEAR = 4  # words from a mark after which a word counts for less than half
_LEAN = 0.3  # share of a word that is enough when a word of the span has no better one
_FAINT = 0.05  # a link between two words that is weaker than this says nothing
_APART = 1 / 3  # the share of a span's words outside of its stretch that is worth a doubt


def project(
    source: SpannedText,
    target: str,
    source_words: Sequence[Place],
    target_words: Sequence[Place],
    weights: Sequence[Sequence[float]],
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return the spans of `source` in `target`, and doubts, in words, about their places.

    The words are offsets into the two texts as `alignment.words` gives them: in order, apart
    from one another. `weights[t][s]` says how much the word `t` of the target owes to the word `s`
    of the source, in any unit; what is negative or no number counts as nothing. Raises `ValueError`
    when the weights have another shape than the words.
    """
    if [len(row) for row in weights] != [len(source_words)] * len(target_words):
        raise ValueError("the weights need a row for each target word, with all source words")
    links = mutual(weights, kinds(source.text, source_words), kinds(target, target_words))
    work = _Projection(source.text, target, source_words, target_words, links)
    roots = tree(source.spans)
    work.anchor(roots)
    work.place(roots, (0, len(source.text)), (0, len(target)))
    return moved(source.spans, work.places), tuple(dict.fromkeys(work.doubts))


@dataclass(slots=True)
class _Projection:
    """One call of `project`: texts, words and links, and the places found so far by index."""

    source: str
    target: str
    source_words: Sequence[Place]
    target_words: Sequence[Place]
    links: list[dict[int, float]]
    anchors: dict[int, Place] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def anchor(self, nodes: Sequence[Node]) -> None:
        """Find the protected texts that stand in the target as they are, and link their words."""
        for node in nodes:
            if not node.exact:
                self.anchor(node.children)
                continue
            shares = self._shares(node.span)
            wish = len(self.target) * node.span.start / len(self.source)
            found = [
                (-sum(shares[t] for t in self._touched(place)), abs(place[0] - wish), place)
                for place in occurrences(self.source, node.span, self.target)
                if not any(overlap(place, other) for other in self.anchors.values())
            ]
            if found:
                self._link(node, min(found)[2])

    def _link(self, node: Node, place: Place) -> None:
        """Say that what is protected owes to itself alone."""
        self.anchors[node.index] = place
        inside = set(self._touched(place))
        own = {s: cover for s, cover in enumerate(self._covers(node.span)) if cover > 0}
        for t, row in enumerate(self.links):
            kept = {s: link for s, link in row.items() if own.get(s, 0.0) <= _EVEN}
            self.links[t] = own if t in inside else kept

    def _touched(self, place: Place) -> list[int]:
        return [t for t, word in enumerate(self.target_words) if overlap(word, place)]

    def place(self, nodes: Sequence[Node], around: Place, region: Place) -> None:
        """Place the nodes, which the source has side by side in `around`, in `region`."""
        wide = [node for node in nodes if node.wide]
        worth = {node.index: sum(self._shares(node.span)) for node in wide}
        for node in sorted(wide, key=lambda n: (n.index not in self.anchors, -worth[n.index])):
            self.places[node.index] = self._stretch(node, nodes, around, region)
        for node in nodes:
            if not node.wide:
                self.places[node.index] = self._point(node, nodes, around, region)
        for node in wide:
            start, end = self.places[node.index]
            if not node.exact:
                self.place(node.children, (node.span.start, node.span.end), (start, end))
                continue
            for inner in node.under():  # for order's sake: `restore` puts them at their letters
                self.places[inner.index] = (start, start)

    def _stretch(self, node: Node, nodes: Sequence[Node], around: Place, region: Place) -> Place:
        anchor = self.anchors.get(node.index)
        if anchor is not None and self._is_free(anchor, node, nodes, region):
            return anchor
        span = node.span
        rest = self.source[around[0] : span.start] + self.source[span.end : around[1]]
        runs = self._runs(node, nodes, region)
        all_of_it = has_words(self.source[span.start : span.end]) and not has_words(rest)
        best = self._all(runs) if all_of_it else self._best(span, runs)
        inside = [self.anchors[n.index] for n in node.under() if n.index in self.anchors]
        if best is None:
            hull = _hull(inside) if inside else region
            held = inside and self._is_free(hull, node, nodes, region)
            return hull if held else self._guess(node, nodes, around, region)
        place = self._with_signs(span, best, next(run for run in runs if best[0] in run))
        hull = _hull([place, *inside])
        if self._is_free(hull, node, nodes, region):
            place = hull
        self._doubt_pieces(span, place)
        return place

    def _guess(self, node: Node, nodes: Sequence[Node], around: Place, region: Place) -> Place:
        """Return the free word nearest to where the span should be, or a point without any."""
        text = self.source[node.span.start : node.span.end]
        self.doubts.append(f"nothing in the translation answers to “{_short(text)}”")
        wish, _ = self._by_words(node.span.start, around, region)
        free = [t for run in self._runs(node, nodes, region) for t in run if self._solid(t)]
        if free and not node.exact:
            return self.target_words[min(free, key=lambda t: abs(self.target_words[t][0] - wish))]
        point = self._outside(wish, nodes, region)
        return point, point

    def _point(self, node: Node, nodes: Sequence[Node], around: Place, region: Place) -> Place:
        """Return the place for a span of no width: by its neighbours."""
        place = node.span.start
        inside = self.target[region[0] : region[1]]
        beside = [self.places[n.index][1] for n in nodes if n.wide and n.span.end == place]
        before = [self.places[n.index][0] for n in nodes if n.wide and n.span.start == place]
        if not self.source[around[0] : place].strip():
            point = region[0] + len(inside) - len(inside.lstrip())
        elif not self.source[place : around[1]].strip():
            point = region[0] + len(inside.rstrip())
        elif beside or before:
            point = (beside or before)[-1]
        else:
            point, sure = self._by_words(place, around, region)
            if not sure:
                near = self.source[around[0] : place].strip()[-30:]
                self.doubts.append(f"the place of the mark after “{near}” is a guess")
        point = self._outside(point, nodes, region)
        return point, point

    def _by_words(self, place: int, around: Place, region: Place) -> tuple[int, bool]:
        """Return where a place between two words comes to stand, and whether that is sure."""
        run = range(len(self.target_words))
        run = range(*_bounds([t for t in run if within(self.target_words[t], region)]))
        borders = self._borders(place, around, run)
        solid = [w for w in self.source_words if has_words(self.source[w[0] : w[1]])]
        left = [w for w in solid if around[0] <= w[0] < place][-1:]
        right = [w for w in solid if place <= w[0] and w[1] <= around[1]][:1]
        said = [t for t in run if self._solid(t)]
        beside: list[tuple[bool, int]] = []
        if borders and left and (ends := [t for t in said if t < borders[0]]):
            beside.append(self._behind(self.source[left[0][1] : place], ends[-1], run))
        if borders and right and (starts := [t for t in said if t >= borders[-1]]):
            signs = self.source[place : right[0][0]]
            beside.append(self._before(signs, starts[0], run, place))
        before, after = self.source[place - 1 : place], self.source[place : place + 1]
        if before.isspace() and not after.isspace():
            beside.reverse()
        if beside:  # the side whose signs are found with it; else the one that goes before
            return next((point for same, point in beside if same), beside[0][1]), True
        wish = region[0] + (region[1] - region[0]) * (place - around[0]) / (around[1] - around[0])
        edges = {*region, *(edge for t in run for edge in self.target_words[t])}
        return min(sorted(edges), key=lambda edge: abs(edge - wish)), False

    def _borders(self, place: int, around: Place, run: range) -> range:
        """Return the target words before any of which a place can be: none if nothing is known.

        As few words as can be come to stand on another side of it than in the source, where those
        near to it count most. A mark behind "the red car" is behind "el coche rojo" as well.
        """
        weights = [0.0] * len(self.source_words)
        ours = [s for s, w in enumerate(self.source_words) if within(w, around)]
        middle = sum(self.source_words[s][0] < place for s in ours)
        for n, s in enumerate(ours):
            distance = n - middle if n >= middle else n + 1 - middle
            weights[s] = math.exp(-abs(distance) / _NEAR) * (1 if n < middle else -1)
        votes = [
            sum(link * weights[s] for s, link in self.links[t].items()) if self._solid(t) else 0.0
            for t in run
        ]
        if not any(votes):
            return range(0)
        gains = list(accumulate(votes, initial=0.0))  # for each border, the words before it
        best = [n for n, gain in enumerate(gains) if gain >= max(gains) - _SLACK]
        return range(run.start + best[0], run.start + best[-1] + 1)

    def _behind(self, signs: str, word: int, run: range) -> tuple[bool, int]:
        """Return the place behind a target word and such signs, and whether it has them."""
        t = self._reach(signs, range(word + 1, run.stop))
        place = self.target_words[word if t is None else t][1]
        return t is not None or not signs.strip(), place

    def _before(self, signs: str, word: int, run: range, place: int) -> tuple[bool, int]:
        """Return the place before a target word and such signs, and whether it has them.

        Where the source has a sign right before `place`, that comes before, too.
        """
        t = self._reach(signs[::-1], range(word - 1, run.start - 1, -1))
        first = word if t is None else t
        sign = self.source[:place][-1:]
        if not sign or sign.isspace() or has_words(sign):
            return t is not None or not signs.strip(), self.target_words[first][0]
        start, end = self.target_words[first - 1] if first - 1 in run else (first, first)
        same = first - 1 in run and sign_class(self.target[start]) == sign_class(sign)
        return same, end if same else self.target_words[first][0]

    # Words that are free, and how much of each is a span's

    def _runs(self, node: Node, nodes: Sequence[Node], region: Place) -> list[range]:
        """Return the stretches of target words that the node may have."""
        taken = self._taken(node, nodes)
        runs: list[range] = []
        for t, word in enumerate(self.target_words):
            if not within(word, region) or any(overlap(word, place) for place in taken):
                continue
            last = runs[-1].stop if runs else -1
            gap = (self.target_words[t - 1][1], word[0])
            if last == t and not any(within(place, gap) for place in taken):
                runs[-1] = range(runs[-1].start, t + 1)
            else:
                runs.append(range(t, t + 1))
        return runs

    def _taken(self, node: Node, nodes: Sequence[Node]) -> list[Place]:
        """Return what is not the node's: the places beside it, and protected text outside of it."""
        own = {node.index, *(inner.index for inner in node.under())}
        taken = [self.places[n.index] for n in nodes if n.index in self.places]
        return taken + [place for index, place in self.anchors.items() if index not in own]

    def _is_free(self, place: Place, node: Node, nodes: Sequence[Node], region: Place) -> bool:
        taken = self._taken(node, nodes)
        return within(place, region) and not any(overlap(place, other) for other in taken)

    def _outside(self, point: int, nodes: Sequence[Node], region: Place) -> int:
        """Return the point in the region nearest to this one that is inside of no node."""
        point = min(max(point, region[0]), region[1])
        for start, end in (self.places[n.index] for n in nodes if n.index in self.places):
            if start < point < end:
                point = start if point - start < end - point else end
        return point

    def _covers(self, span: Span) -> list[float]:
        """Return which part of each source word the span covers."""
        common = [(min(b, span.end) - max(a, span.start), b - a) for a, b in self.source_words]
        return [max(0, part) / max(1, whole) for part, whole in common]

    def _owed(self, span: Span) -> list[float]:
        """Return for each target word what it owes to the span."""
        covers = self._covers(span)
        return [sum(link * covers[s] for s, link in row.items()) for row in self.links]

    def _shares(self, span: Span) -> list[float]:
        """Return for each target word how much of what it owes it owes to the span, 0 to 1."""
        totals = [sum(row.values()) for row in self.links]
        owed = zip(self._owed(span), totals, strict=True)
        return [part / total if total > 0 else 0.0 for part, total in owed]

    def _gains(self, span: Span) -> list[float]:
        """Return for each target word how much more it owes to the span than to others.

        A word that owes to the span nearly as much as to others, and more than any other word owes
        to one of the span's, is the span's as well: two words have become one.
        """
        totals = [sum(row.values()) for row in self.links]
        covers = self._covers(span)
        gains = [
            owed - _EVEN * total - _SLACK if total > 0 else 0.0
            for owed, total in zip(self._owed(span), totals, strict=True)
        ]
        shares = self._shares(span)
        for s, cover in enumerate(covers):
            if cover > _EVEN and has_words(self.source[slice(*self.source_words[s])]):
                column = [(row.get(s, 0.0), -t) for t, row in enumerate(self.links)]
                link, t = max(column, default=(0.0, 0))
                if link > _FAINT and shares[-t] >= _LEAN:
                    gains[-t] = max(gains[-t], _SLACK)
        return gains

    def _best(self, span: Span, runs: Sequence[range]) -> Place | None:
        """Return the first and the last of the target words that are a span's, in one of the runs.

        They have the greatest surplus of what they owe to the span over what they owe to others.
        Signs count for nothing, unless the span has nothing but signs.
        """
        solid = has_words(self.source[span.start : span.end])
        gains = [
            gain if self._solid(t) or not solid else 0.0 for t, gain in enumerate(self._gains(span))
        ]
        costs = [gain if gain > 0 else gain * _BRIDGE for gain in gains]
        most, best = max((surplus(costs, run) for run in runs), default=(0.0, (0, 0)))
        if most > 0:
            return best
        owed = self._owed(span)
        faint = [(owed[t], -t) for run in runs for t in run if self._solid(t) or not solid]
        owing, t = max(faint, default=(0.0, 0))
        return (-t, -t) if owing > _FAINT else None

    def _all(self, runs: Sequence[range]) -> Place | None:
        """Return the first and the last word of the run that has most words."""
        solid = [[t for t in run if self._solid(t)] for run in runs]
        most = max(solid, key=len, default=[])
        return (most[0], most[-1]) if most else None

    def _solid(self, t: int) -> bool:
        start, end = self.target_words[t]
        return has_words(self.target[start:end])

    # Signs at the ends of a stretch

    def _with_signs(self, span: Span, best: Place, run: range) -> Place:
        """Widen a stretch of words to the signs that the span has around its own."""
        first, last = best
        text = self.source[span.start : span.end]
        solid = [word for word in words(text) if has_words(text[word[0] : word[1]])]
        if solid:
            before = self._reach(text[: solid[0][0]][::-1], range(first - 1, run.start - 1, -1))
            after = self._reach(text[solid[-1][1] :], range(last + 1, run.stop))
            first = first if before is None else before
            last = last if after is None else after
        start, end = self.target_words[first][0], self.target_words[last][1]
        opened = self.source[: span.start][-1:], self.target[:start][-1:]
        asks = solid and self.target[end - 1] in "?!" and first - 1 in run
        return start - bool(asks and opened[1] in "¿¡" and opened[0] not in {"¿", "¡"}), end

    def _reach(self, signs: str, tokens: Iterable[int]) -> int | None:
        """Return the last of the tokens that must be taken along to have signs such as these."""
        wanted = Counter(
            sign_class(sign) for sign in signs.replace("…", "...") if not sign.isspace()
        )
        missing = set(wanted)
        reached: int | None = None
        for t in tokens:
            if self._solid(t):
                break
            sign = self.target[self.target_words[t][0]]
            kind = sign_class(sign)
            # Once there is one of each kind, only more of them that follow at once are taken.
            if not missing and (not wanted[kind] or reached is None or abs(t - reached) > 1):
                break
            if wanted[kind] > 0:
                wanted[kind] = max(0, wanted[kind] - (3 if sign == "…" else 1))
                missing.discard(kind)
                reached = t
        return reached

    def _doubt_pieces(self, span: Span, place: Place) -> None:
        """Doubt a span when too many of its words are outside of its stretch."""
        gains = enumerate(self._gains(span))
        own = [self.target_words[t] for t, gain in gains if gain > _SLACK and self._solid(t)]
        outside = sum(not overlap(word, place) for word in own)
        if own and outside / len(own) >= _APART:
            text = _short(self.source[span.start : span.end])
            self.doubts.append(f"“{text}” is not in one piece in the translation")


def _hull(places: Sequence[Place]) -> Place:
    return min(place[0] for place in places), max(place[1] for place in places)


def _short(text: str) -> str:
    bare = text.strip(" \"'“”„«»‹›") or text
    return bare if len(bare) <= 40 else f"{bare[:39]}…"


def _bounds(indices: Sequence[int]) -> Place:
    return (indices[0], indices[-1] + 1) if indices else (0, 0)
