"""Two common ways to carry inline codes through a translation, as baselines.

- cut: the sentence is cut at every code, and each piece is translated alone; this is what Argos
  Translate's own code for tags comes down to.
- markers: each code becomes a marker in the sentence, which is looked for in the translation.
  Protected text is one marker. A code whose markers are missing or in the wrong order is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate.model import Engine, Span, SpanKind, SpannedText

Translate = Callable[[Sequence[str]], list[str]]
"""Plain texts → their translations."""


@dataclass(frozen=True, slots=True)
class Form:
    """How markers look: what opens, closes and stands alone, `#` for the number.

    Small models know few signs, so one form is made of letters and digits, as a word of its own.
    """

    name: str
    open: str
    close: str
    alone: str


FORMS = (
    Form("markers <x1>", "<x#>", "</x#>", "<x#/>"),
    Form("markers ⟦1⟧", "⟦#⟧", "⟦/#⟧", "⟦#⟧"),
    Form("markers [1]", "[#]", "[/#]", "[#]"),
    Form("markers XO1", "XO# ", " XC#", "XM#"),
)


def plainly(engine: Engine, languages: tuple[str, str]) -> Translate:
    """Return the engine as a function of plain texts; what has no letters stays as it is."""

    def translate(texts: Sequence[str]) -> list[str]:
        asked = [text for text in dict.fromkeys(texts) if any(map(str.isalpha, text))]
        batch = [SpannedText(text) for text in asked]
        drafts = engine.translate(batch, *languages)
        known = dict(zip(asked, (draft.text.text for draft in drafts), strict=True))
        return [known.get(text, text) for text in texts]

    return translate


def cut(translate: Translate, texts: Sequence[SpannedText]) -> list[SpannedText]:
    """Translate texts by pieces, cut at every code."""
    pieces = [list(_pieces(text)) for text in texts]
    asked = [text.text[a:b] for text, cuts in zip(texts, pieces, strict=True) for a, b, _ in cuts]
    cores = iter(translate([piece.strip() for piece in asked]))
    out: list[SpannedText] = []
    for text, cuts in zip(texts, pieces, strict=True):
        written = ""
        where = {0: 0}
        for start, end, kept in cuts:
            piece, core = text.text[start:end], next(cores)
            lead = piece[: len(piece) - len(piece.lstrip())]
            tail = piece[len(piece.rstrip()) :] if piece.strip() else ""
            where[start] = len(written)
            written += piece if kept else lead + core + tail
            where[end] = len(written)
        moved = (replace(s, start=where[s.start], end=where[s.end]) for s in text.spans)
        out.append(SpannedText(written, tuple(moved)))
    return out


def _pieces(text: SpannedText) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches between codes, and whether they are protected."""
    kept = [span for span in text.spans if span.kind is SpanKind.PROTECTED]
    edges = {edge for span in text.spans for edge in (span.start, span.end)}
    for start, end in pairwise(sorted(edges | {0, len(text.text)})):
        yield start, end, any(span.start <= start and end <= span.end for span in kept)


def marked(translate: Translate, texts: Sequence[SpannedText], form: Form) -> list[SpannedText]:
    """Translate texts with markers in them, and make spans of the markers that came through."""
    answers = translate([_with_markers(text, form) for text in texts])
    return [_found(text, answer, form) for text, answer in zip(texts, answers, strict=True)]


def _with_markers(text: SpannedText, form: Form) -> str:
    out: list[str] = []
    cursor = 0
    for place, _, _, marker, skip in sorted(_markers(text.spans, form)):
        out += [text.text[cursor:place], marker]
        cursor = place + skip
    return "".join(out) + text.text[cursor:]


def _markers(spans: Sequence[Span], form: Form) -> Iterator[tuple[int, int, int, str, int]]:
    """Yield place, what sorts the markers at one place, the marker, and what it replaces."""
    for rank, span in enumerate(spans):
        number = str(span.number)
        if span.kind is SpanKind.PAIR:
            yield span.start, 1, rank, form.open.replace("#", number), 0
            yield span.end, 0, -rank, form.close.replace("#", number), 0
        else:
            alone = form.alone.replace("#", number)
            yield span.start, 1, rank, alone, span.end - span.start


def _found(source: SpannedText, answer: str, form: Form) -> SpannedText:
    """Take the markers out of an answer."""
    names: dict[str, tuple[int, str]] = {}
    for span in source.spans:
        kinds = ("open", "close") if span.kind is SpanKind.PAIR else ("alone",)
        for kind in kinds:
            marker = getattr(form, kind).replace("#", str(span.number))
            names["".join(marker.split()).lower()] = (span.number, kind)
    loose = [
        {"open": r"{}\s*", "close": r"\s*{}", "alone": "{}"}[names[name][1]].format(
            r"\s*".join(map(re.escape, name))
        )
        for name in sorted(names, key=len, reverse=True)
    ]
    pattern = re.compile("|".join(loose) or r"(?!)", re.IGNORECASE)
    kept = {span.number: source.text[span.start : span.end] for span in source.spans}
    places: dict[tuple[int, str], int] = {}
    text = ""
    cursor = 0
    for match in pattern.finditer(answer):
        text += answer[cursor : match.start()]
        cursor = match.end()
        number, kind = names["".join(match.group().split()).lower()]
        places.setdefault((number, kind), len(text))
        text += kept[number] if kind == "alone" else ""
    return SpannedText(text + answer[cursor:], tuple(_spans(source.spans, places, kept)))


def _spans(
    spans: Sequence[Span], places: Mapping[tuple[int, str], int], kept: Mapping[int, str]
) -> Iterator[Span]:
    for span in spans:
        kind = "open" if span.kind is SpanKind.PAIR else "alone"
        start = places.get((span.number, kind))
        if start is None:
            continue
        end = (
            places.get((span.number, "close")) if kind == "open" else start + len(kept[span.number])
        )
        if end is not None and start <= end:
            yield replace(span, start=start, end=end)
