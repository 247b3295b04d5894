"""Inline codes as numbered tags in the text that a language model gets, and back.

An answer is taken only if it has every tag once, all of them nested as in the source, and the
protected text letter by letter: what a model can be asked for, but not be trusted with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from translate.engines.codes import Coded, find_code
from translate.engines.llm.examples import TAG
from translate.engines.placing import Settled
from translate.model import Span


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with tags.

    `spans` are those of the sentence with codes, by the number of their tag; `fixed` are the code
    and the text of each that is protected, in the same way.
    """

    text: str
    spans: Mapping[int, Span]
    fixed: Mapping[int, tuple[str, str]]


def tagged(coded: Coded) -> Tagged | None:
    """Put tags into a sentence, numbered from 1 in their order; None where it has some itself."""
    if TAG.search(coded.origin.text):
        return None
    spans = dict(enumerate(coded.spans, 1))
    codes = {span.number: code for code, span in coded.codes.items()}
    fixed: dict[int, tuple[str, str]] = {}
    closing, standing, opening = (defaultdict[int, list[str]](list) for _ in range(3))
    ends: dict[int, tuple[int, str]] = {}
    for number, span in spans.items():
        if span.start == span.end:
            standing[span.start].append(f"<{number}/>")
            continue
        opening[span.start].append(f"<{number}>")
        closing[span.end].insert(0, f"</{number}>")
        if span.number in codes:
            code = codes[span.number]
            origin = coded.codes[code]
            fixed[number] = (code, _single(coded.origin.text[origin.start : origin.end]))
            ends[span.start] = (span.end, fixed[number][1])
    out: list[str] = []
    at = 0
    while at <= len(coded.sentence):
        out += [*closing[at], *standing[at], *opening[at]]
        at, piece = ends.get(at, (at + 1, coded.sentence[at : at + 1]))
        out.append(piece)
    return Tagged("".join(out), spans, fixed)


def untagged(asked: Tagged, answer: str) -> tuple[str, Settled] | None:
    """Return the answer with codes for protected text, and the places of all spans in it.

    None where a tag is lost, comes twice or crosses another, where one stands around nothing, and
    where protected text has changed.
    """
    read = _read(asked, answer)
    if read is None:
        return None
    text, found = read
    if any(find_code(code, text) for code, _ in asked.fixed.values()):
        return None
    through = {number: _single(text[slice(*found[number])]) for number in asked.fixed}
    if any(not known or through[number] != known for number, (_, known) in asked.fixed.items()):
        return None
    codes = {number: code for number, (code, _) in asked.fixed.items()}
    target, places = _shortened(text, found, codes)
    placed = {
        number: Span(*_trimmed(target, *places[number]), span.number, span.kind)
        for number, span in asked.spans.items()
    }
    if not _nested_alike(asked.spans, placed):
        return None
    return target, Settled(tuple(placed.values()))


def _single(text: str) -> str:
    return " ".join(text.split())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _read(asked: Tagged, answer: str) -> tuple[str, dict[int, tuple[int, int]]] | None:
    """Take the tags out; return the places that they enclose, if each is there once."""
    text = ""
    found: dict[int, tuple[int, int]] = {}
    opened: list[tuple[int, int]] = []
    cursor = 0
    for match in TAG.finditer(answer):
        text += answer[cursor : match.start()]
        cursor = match.end()
        span = asked.spans.get(int(match["number"]))
        if span is None and match["standing"]:
            continue  # a mark that nobody asked for takes nothing with it
        if span is None or not _fits(match, span, len(text), found, opened):
            return None
    if opened or found.keys() != asked.spans.keys():
        return None
    return text + answer[cursor:], found


def _fits(
    match: re.Match[str],
    span: Span,
    at: int,
    found: dict[int, tuple[int, int]],
    opened: list[tuple[int, int]],
) -> bool:
    """Put down where a tag stands, unless it may not stand there."""
    number = int(match["number"])
    if span.start == span.end:
        if match["closing"]:
            return found.get(number) == (at, at)  # <2></2> stands for <2/>
        fits = number not in found
        found[number] = (at, at)
    elif match["closing"]:
        fits = bool(opened) and opened[-1][0] == number
        if fits:
            found[number] = (opened.pop()[1], at)
    else:
        fits = not match["standing"] and number not in found and number not in dict(opened)
        opened.append((number, at))
    return fits


def _shortened(
    text: str, found: Mapping[int, tuple[int, int]], codes: Mapping[int, str]
) -> tuple[str, dict[int, tuple[int, int]]]:
    """Put the codes in the places of their texts and single spaces in those of white space."""
    starts = {found[number][0]: (found[number][1], code) for number, code in codes.items()}
    target = ""
    offsets: list[int] = []
    at = 0
    while at < len(text):
        stop, piece = starts.get(at, (at + 1, text[at]))
        if piece.isspace():
            piece = "" if not target or target.endswith(" ") else " "
        offsets += [len(target)] * (stop - at)
        target += piece
        at = stop
    offsets.append(len(target))
    bare = target.rstrip(" ")
    places = {
        number: (min(offsets[start], len(bare)), min(offsets[end], len(bare)))
        for number, (start, end) in found.items()
    }
    return bare, places


def _nested_alike(source: Mapping[int, Span], target: Mapping[int, Span]) -> bool:
    """Tell whether what is in a span is still in it, and what is beside it still beside.

    A span of no width may stand at the edge of one that it was in.
    """
    for one, outer in source.items():
        a = target[one]
        if outer.start == outer.end:
            continue
        if a.start == a.end:
            return False
        for other, inner in source.items():
            b = target[other]
            if other == one:
                continue
            if inner.start == inner.end:
                if outer.start < inner.start < outer.end:
                    kept = a.start <= b.start <= a.end
                else:
                    kept = not a.start < b.start < a.end
            elif _inside(inner, outer):
                kept = _inside(b, a) or (_inside(outer, inner) and other < one)
            else:
                kept = _inside(outer, inner) or b.end <= a.start or a.end <= b.start
            if not kept:
                return False
    return True


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
