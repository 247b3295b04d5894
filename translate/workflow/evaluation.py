"""Evaluation: every engine and route held against a translation that a person made.

An article and its translation are aligned sentence by sentence. Each route translates the article
twice: raw, which is the engine alone with the plain words of a sentence; and through the
pipeline, with protection, inline codes, glossary, gate and typography, as `translate run` does it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate import inline
from translate.checks import Pair, check
from translate.config import Project
from translate.engines import opened
from translate.engines.route import alternatives, plan
from translate.errors import ArticleError, BabelpressError
from translate.files import shown
from translate.formats import Markup
from translate.glossary.terms import Glossary, for_language
from translate.likeness import likeness
from translate.memory.drafts import open_cache
from translate.model import Role, Route, Segment, SpanKind, SpannedText, State
from translate.workflow.adopt import aligned
from translate.workflow.articles import Article, neighbours, read_localized
from translate.workflow.drafting import Drafting
from translate.workflow.gate import Gate
from translate.workflow.plan import plan_of
from translate.workflow.surroundings import MOST_ROUTES, around, lengths_in, names_in, wanted
from translate.workflow.terms import glossary_of
from translate.workflow.translator import Translator

RAW, PIPELINE = "raw", "pipeline"


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one route in one way. All but `ter` are better the higher, up to 100.

    `codes` is the share of segments with inline codes that have exactly the codes of their
    source; `placed` how far the words inside of codes are those inside of the reference's (F1).
    `numbers` and `names` are the shares of the segments with numbers, and of all, in which checks
    find nothing to doubt about them; `suspect` the share of drafts that the gate doubts. None
    where there is nothing to measure.
    """

    route: str
    way: str
    chrf: float
    bleu: float
    ter: float
    codes: float | None = None
    placed: float | None = None
    numbers: float | None = None
    names: float | None = None
    suspect: float | None = None

    def figures(self) -> dict[str, float]:
        """Return the figures that a floor can be set for."""
        names = ("chrf", "bleu", "ter", "codes", "placed", "numbers", "names")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(slots=True)
class Evaluation:
    """The scores of all routes, on `pairs` sentences; `left_out` found no sure partner."""

    pairs: int
    left_out: int
    scores: list[Score] = field(default_factory=list)
    failures: list[BabelpressError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sample:
    """A segment of the article, the reference's words for it, and the texts around it."""

    segment: Segment
    markup: Markup
    reference: str
    around: tuple[str, str]

    def spanned(self, text: str) -> SpannedText:
        """Return a translation of the segment without its markup."""
        return inline.to_spanned(Segment(text, 0, 0, self.markup.codes(text, self.segment)))


def evaluate(project: Project, article: Article, reference: Path, target: str) -> Evaluation:
    """Measure every route from the article's language to the target's against a reference.

    Raises `ArticleError` where the two articles have no sentence in common, `RouteError` where
    no route leads to the target.
    """
    other = read_localized(project, reference.resolve(), target)
    samples, left_out = _samples(project, article, other, target)
    if not samples:
        place = shown(project.root / article.path)
        raise ArticleError(f"{reference}: no sentence of it could be aligned to {place}")
    found = Evaluation(len(samples), left_out)
    every = [article, *neighbours(project, [article])]
    names = names_in(every, article.language)
    lengths = lengths_in(project, every, article.language, target)
    with (
        opened(project.engines, project.engine_settings) as engines,
        open_cache(project.state_folder) as cache,
    ):
        best = plan(article.language, target, engines)
        routes = tuple(alternatives(article.language, target, engines))
        translator = Translator(engines, cache)
        terms = for_language(glossary_of(project), target)
        gate = Gate(article.language, target, project.typography, lengths, terms)
        ways: list[tuple[str, tuple[Route, ...]]] = [(str(route), (route,)) for route in routes]
        several = tuple(dict.fromkeys((best, *routes)))[:MOST_ROUTES]
        ways += [("all routes", several)] if len(routes) > 1 else []
        for label, taken in ways:
            drafting = Drafting(translator, taken, gate, names)
            try:
                if len(taken) == 1:
                    found.scores.append(_raw(drafting, samples))
                found.scores.append(_through(drafting, samples, label, terms))
            except BabelpressError as error:
                found.failures.append(error)
            found.failures += drafting.failures
    return found


def _samples(
    project: Project, article: Article, other: Article, target: str
) -> tuple[list[_Sample], int]:
    found, homeless = aligned(project, article, other, target)
    samples: list[_Sample] = []
    places = wanted(article)
    near = around(places)
    for key, (block, part) in places.items():
        if key in found and found[key].sure:
            samples.append(_Sample(part, article.markup(block), found[key].text, near[key]))
    return samples, len(places) - len(samples) + len(homeless)


def _raw(drafting: Drafting, samples: Sequence[_Sample]) -> Score:
    route = drafting.routes[0]
    sources = [SpannedText(inline.to_spanned(sample.segment).text) for sample in samples]
    drafts = [draft.text for draft in drafting.translator.translate(route, sources)]
    return _score(str(route), RAW, drafting.gate, samples, drafts)


def _through(drafting: Drafting, samples: Sequence[_Sample], label: str, terms: Glossary) -> Score:
    source = drafting.gate.source
    plans = [plan_of(one.segment, one.markup, source, terms, one.around) for one in samples]
    made = drafting.translations(plans)
    texts = [
        one.text if one else sample.segment.text for one, sample in zip(made, samples, strict=True)
    ]
    drafts = [sample.spanned(text) for sample, text in zip(samples, texts, strict=True)]
    coded = [
        (sample, text)
        for sample, text in zip(samples, texts, strict=True)
        if _codes_of(sample, sample.segment.text)
    ]
    whole = [_codes_of(s, text) == _codes_of(s, s.segment.text) for s, text in coded]
    score = _score(label, PIPELINE, drafting.gate, samples, drafts)
    placed = [f1 for sample, text in coded for f1 in _placed(sample, text)]
    doubted = [one is None or one.state is State.SUSPECT for one in made]
    return replace(score, codes=_share(whole), placed=_share(placed), suspect=_share(doubted))


def _score(
    label: str, way: str, gate: Gate, samples: Sequence[_Sample], drafts: Sequence[SpannedText]
) -> Score:
    references = [sample.spanned(sample.reference).text for sample in samples]
    alike = likeness(gate.target, list(zip((one.text for one in drafts), references, strict=True)))
    numbers: list[bool] = []
    names: list[bool] = []
    for sample, draft in zip(samples, drafts, strict=True):
        source = inline.to_spanned(sample.segment)
        doubts = {
            doubt.check
            for doubt in check(Pair(source, SpannedText(draft.text), gate.source, gate.target))
        }
        names.append("names" not in doubts)
        if any(character.isdigit() for character in source.text):
            numbers.append("numbers" not in doubts)
    return Score(
        label, way, alike.chrf, alike.bleu, alike.ter, numbers=_share(numbers), names=_share(names)
    )


def _share(values: Sequence[float]) -> float | None:
    """Return the mean in per cent, or None of nothing."""
    return 100 * sum(values) / len(values) if values else None


def _codes_of(sample: _Sample, text: str) -> list[str]:
    return inline.raw_texts(text, sample.markup.codes(text, sample.segment))


def _placed(sample: _Sample, text: str) -> Iterator[float]:
    """Yield for each pair of codes that text and reference share how alike the words inside are."""
    ours, theirs = _insides(sample, text), _insides(sample, sample.reference)
    for code, words in ours.items():
        for mine, other in zip(words, theirs.get(code, ()), strict=False):
            common = sum((mine & other).values())
            yield 2 * common / max(1, sum(mine.values()) + sum(other.values()))


def _insides(sample: _Sample, text: str) -> dict[str, list[Counter[str]]]:
    """Return the words inside each pair of codes, by what opens it, in the order of the text."""
    codes = sample.markup.codes(text, sample.segment)
    opening = {code.number: text[code.start : code.end] for code in codes if code.role is Role.OPEN}
    spanned = sample.spanned(text)
    found: dict[str, list[Counter[str]]] = defaultdict(list)
    for span in spanned.spans:
        if span.kind is SpanKind.PAIR:
            words = spanned.text[span.start : span.end].casefold().split()
            found[opening[span.number]].append(Counter(words))
    return found
