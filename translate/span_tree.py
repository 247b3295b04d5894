"""The spans of a text as a tree, and a translation written again with its protected texts.

Ground floor: nothing of ours but `model`. A span of no width at the edge of another stands beside
it, not in it; of spans that begin and end together, the earlier in the tuple holds the later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translate.model import Span, SpanKind, SpannedText

Place = tuple[int, int]
"""Offsets `start, end` of a text."""


@dataclass(slots=True)
class Node:
    """A span of the source, its index in the tuple, and the spans that it holds."""

    span: Span
    index: int
    children: list[Node] = field(default_factory=list)

    @property
    def wide(self) -> bool:
        """Tell whether it covers any text."""
        return self.span.start < self.span.end

    @property
    def exact(self) -> bool:
        """Tell whether it covers text that must come through letter by letter."""
        return self.wide and self.span.kind is SpanKind.PROTECTED

    def under(self) -> Iterator[Node]:
        """Yield everything that it holds, at any depth."""
        for child in self.children:
            yield child
            yield from child.under()


def tree(spans: Sequence[Span]) -> list[Node]:
    """Return the outermost spans of a text, each with those that it holds."""
    roots: list[Node] = []
    path: list[Node] = []
    for index, span in enumerate(spans):
        node = Node(span, index)
        while path and path[-1].span.end <= span.start:
            path.pop()
        holder = next((above for above in reversed(path) if _holds(above.span, span)), None)
        (roots if holder is None else holder.children).append(node)
        if node.wide:
            path.append(node)
    return roots


def _holds(outer: Span, inner: Span) -> bool:
    if inner.start == inner.end:
        return outer.start < inner.start < outer.end
    return inner.end <= outer.end


def restore(source: SpannedText, target: SpannedText) -> SpannedText:
    """Return the target with every PROTECTED span reading letter by letter as in the source.

    The spans must be those of `source`, as `project` gives them. A protected text that has to be
    put in, and a mark, get the spaces at their sides that they have in the source.
    """
    writer = _Writer(source.text, target.text, {span.number: span for span in target.spans})
    writer.write(tree(source.spans), 0, len(target.text))
    return SpannedText(writer.text, moved(source.spans, writer.places))


def moved(spans: Sequence[Span], places: Mapping[int, Place]) -> tuple[Span, ...]:
    """Return the spans at new places, given by index, in the order that `SpannedText` asks for."""
    found = [replace(s, start=places[i][0], end=places[i][1]) for i, s in enumerate(spans)]
    return tuple(sorted(found, key=lambda span: (span.start, -span.end)))


@dataclass(slots=True)
class _Writer:
    """One call of `restore`: the text so far, and where its spans came to stand, by index."""

    source: str
    target: str
    found: dict[int, Span]
    text: str = ""
    places: dict[int, Place] = field(default_factory=dict)

    def write(self, nodes: Sequence[Node], start: int, end: int) -> None:
        """Write `start:end` of the target, in which the nodes stand side by side."""
        spans = [(self.found[node.span.number], node) for node in nodes]
        spans.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1].index))
        for span, node in spans:
            self.text += self.target[start : span.start]
            start = span.end
            if node.exact or not node.wide:
                self._write_fixed(span, node)
            else:
                begin = len(self.text)
                self.write(node.children, span.start, span.end)
                self.places[node.index] = (begin, len(self.text))
        self.text += self.target[start:end]

    def _write_fixed(self, span: Span, node: Node) -> None:
        """Write a protected text or a mark, with the spaces that it needs."""
        first, last = node.span.start, node.span.end
        wanted = self.source[first:last]
        put_in = not wanted or self.target[span.start : span.end] != wanted
        if put_in and self.source[:first][-1:].isspace() and not self.text[-1:].isspace():
            self.text += " " if self.text else ""
        shift = len(self.text) - first
        for inner in (node, *node.under()):
            self.places[inner.index] = (inner.span.start + shift, inner.span.end + shift)
        self.text += wanted
        if put_in and self.source[last : last + 1].isspace():
            self.text += " " if self.target[span.end : span.end + 1].isalnum() else ""


def overlap(one: Place, other: Place) -> bool:
    """Tell whether two places share text, or one has its point inside the other."""
    return one[0] < other[1] and other[0] < one[1]


def within(inner: Place, outer: Place) -> bool:
    """Tell whether a place does not reach out of another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
