"""Gold sets for the placement of inline codes: read, checked, and their clean lines made.

`data/markup_gold.md` beside this file describes the sets.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translate import inline
from translate.casing import Names
from translate.formats import markdown
from translate.glossary.terms import Glossary
from translate.model import (
    Draft,
    Engine,
    Inline,
    Role,
    Segment,
    SpannedText,
)
from translate.workflow.plan import Plan, plan_of
from translate.workflow.spoken import answered, spoken

_NAME = re.compile(r"markup_gold_(?P<engine>\w+)_(?P<source>[a-z]{2,3})_(?P<target>[a-z]{2,3})\.md")
_HEADING = re.compile(r"## (\d+)\. (.+)")
_FIELD = re.compile(r"- (source|clean|gold): (.*\S)")
_BREAK = re.compile(r"<br\b")
_FOOTNOTE = re.compile(r"\[\^\w+\]")


class GoldError(Exception):
    """A gold set that is not as its description asks."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence: its codes in the source, the engine's words, and the right answers."""

    number: int
    kind: str
    source: str
    clean: str
    golds: tuple[str, ...]

    @property
    def half(self) -> str:
        """`dev` for odd numbers, `test` for even ones."""
        return "dev" if self.number % 2 else "test"

    def segment(self) -> Segment:
        """Return the source as a segment with its codes; URLs and addresses are protected."""
        return parsed(self.source)

    def answers(self) -> list[SpannedText]:
        """Return the gold lines with the span numbers of the source. Raises `GoldError`."""
        return [_answer(self, gold) for gold in self.golds]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A file of cases, for one engine and one pair of languages."""

    path: Path
    engine: str
    source: str
    target: str
    cases: tuple[Case, ...]


def read(path: Path) -> GoldSet:
    """Read a gold set. Raises `GoldError` where a line is none of the description's."""
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise GoldError(f"{path}: the name is not markup_gold_ENGINE_SOURCE_TARGET.md")
    cases: list[Case] = []
    for count, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        heading, field = _HEADING.fullmatch(line), _FIELD.fullmatch(line)
        if heading:
            cases.append(Case(int(heading[1]), heading[2], "", "", ()))
        elif field and cases and field[1] == "gold":
            cases[-1] = replace(cases[-1], golds=(*cases[-1].golds, field[2]))
        elif field and cases:
            key = "source" if field[1] == "source" else "clean"
            cases[-1] = replace(cases[-1], **{key: field[2]})
        elif cases and line.strip():
            raise GoldError(f"{path}:{count}: neither a heading nor source, clean or gold: {line}")
    return GoldSet(path, name["engine"], name["source"], name["target"], tuple(cases))


def problems(gold: GoldSet) -> Iterator[str]:
    """Yield what is wrong with a set, in words."""
    sources = Counter(case.source for case in gold.cases)
    for position, case in enumerate(gold.cases, 1):
        if case.number != position:
            yield f"{case.number}. should be {position}."
        if sources[case.source] > 1:
            yield f"{case.number}. the source stands in the set twice"
        if not (case.source and case.clean and case.golds):
            yield f"{case.number}. lacks a source, a clean or a gold line"
            continue
        if not case.segment().codes:
            yield f"{case.number}. the source has no inline code"
        try:
            case.answers()
        except GoldError as error:
            yield str(error)


def parsed(text: str) -> Segment:
    """Return one sentence of Markdown as a segment; a pair around all of it is kept."""
    marks = [Inline(*found.span(), Role.STANDING) for found in _FOOTNOTE.finditer(text)]
    codes = markdown.codes(text, Segment(text, 0, len(text), tuple(marks)))
    return inline.protect(Segment(text, 0, len(text), codes))


def _spellings(segment: Segment) -> dict[int, tuple[str, str]]:
    """Return how each span is spelt, by its number, in the order of the text."""
    return inline.raw_codes(segment, str)


def _answer(case: Case, gold: str) -> SpannedText:
    source, answer = case.segment(), parsed(gold)
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, spelling in _spellings(source).items():
        numbers[spelling].append(number)
    renumbered: dict[int, int] = {}
    for number, spelling in _spellings(answer).items():
        if not numbers[spelling]:
            raise GoldError(f"{case.number}. a gold line has {spelling}, which the source lacks")
        renumbered[number] = numbers[spelling].pop(0)
    left = [spelling for spelling, rest in numbers.items() if rest]
    if left:
        raise GoldError(f"{case.number}. a gold line lacks {left}")
    spanned = inline.to_spanned(answer)
    if spanned.text.split() != case.clean.split():
        raise GoldError(f"{case.number}. “{spanned.text}” is not “{case.clean}”")
    spans = tuple(replace(span, number=renumbered[span.number]) for span in spanned.spans)
    return SpannedText(spanned.text, spans)


def clean_segment(segment: Segment) -> Segment:
    """Return a segment with its words and protected text alone; a line break becomes a space."""
    words: list[str] = []
    codes: list[Inline] = []
    length = cursor = 0
    for code in segment.codes:
        plain = " " if _BREAK.match(segment.text, code.start) else code.plain
        words += [segment.text[cursor : code.start], plain]
        start = length + code.start - cursor
        length, cursor = start + len(plain), code.end
        if code.role is Role.PROTECTED:
            codes.append(replace(code, start=start, end=length))
    text = "".join(words) + segment.text[cursor:]
    return Segment(text, 0, len(text), tuple(codes))


def translated(
    engine: Engine, segments: Sequence[Segment], languages: tuple[str, str]
) -> list[Draft]:
    """Return the drafts of segments, which go to the engine as the tool sends them."""
    plans = [plan_of(part, markdown.MARKUP, languages[0], Glossary(())) for part in segments]
    texts = list(dict.fromkeys(asked.text for plan in plans for asked in plan.sentences))
    asked = [spoken(text, Names()) if engine.neural else text for text in texts]
    drafts = zip(texts, engine.translate(asked, *languages), strict=True)
    done = {text: answered(d, text) if engine.neural else d for text, d in drafts}
    return [_joined(plan, done) for plan in plans]


def _joined(plan: Plan, done: Mapping[SpannedText, Draft]) -> Draft:
    drafts = [done[asked.text] for asked in plan.sentences]
    doubts = tuple(doubt for draft in drafts for doubt in draft.doubts)
    return Draft(inline.unite([draft.text for draft in drafts], plan.gaps), doubts=doubts)


def with_clean_lines(engine: Engine, gold: GoldSet) -> str:
    """Return the text of the file with what the engine makes of each sentence today."""
    segments = [clean_segment(case.segment()) for case in gold.cases]
    drafts = translated(engine, segments, (gold.source, gold.target))
    fresh = {c.number: draft.text.text.strip() for c, draft in zip(gold.cases, drafts, strict=True)}
    lines: list[str] = []
    number = 0
    for line in gold.path.read_text("utf-8").splitlines():
        heading = _HEADING.fullmatch(line)
        number = int(heading[1]) if heading else number
        if not line.startswith("- clean:"):
            lines.append(line)
        if line.startswith("- source:"):
            lines.append(f"- clean: {fresh[number]}")
    return "\n".join(lines) + "\n"
