"""From texts to drafts that passed the gate, or the least bad of all that were tried.

The engine of the best route sees every text first. What does not pass is asked again in other
ways: with its quotation marks as codes, in clauses where the text is long, as a whole sentence
where it is none, by a wider search, and on the next routes. A text that shouts goes in as one
would write it, and comes back in capitals.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from translate.casing import Names
from translate.engines.echo import Echo
from translate.errors import BabelpressError
from translate.model import Draft, Engine, Route, SpannedText, Translation
from translate.workflow.clauses import clauses_of, fitted, joined
from translate.workflow.gate import Gate, better, is_fragment, judge, unjudged
from translate.workflow.plan import Plan, translation_of
from translate.workflow.quoting import with_marks, without_marks
from translate.workflow.spoken import answered, spoken
from translate.workflow.texts import Asked, Judged
from translate.workflow.translator import Translator

_WINDOW = 2048  # texts that go to an engine before those that failed are tried in other ways
_LONGEST_NAME = 4  # words

# Closed by whoever reads them, so that what was translated is stored even on Ctrl-C.
_Drafts = Generator[tuple[Asked, Judged], None, None]


@dataclass(slots=True)
class Drafting:
    """One language pair of a run: the ways to go, the best one first, and what guards the end.

    `failures` are the errors of routes that were tried in vain after the first.
    """

    translator: Translator
    routes: Sequence[Route]
    gate: Gate
    names: Names
    failures: list[BabelpressError] = field(default_factory=list)

    def drafts(self, texts: Sequence[Asked]) -> _Drafts:
        """Yield each text with its draft, those that pass at once before the others.

        Raises `EngineError` when the engine of the first route fails.
        """
        for begin in range(0, len(texts), _WINDOW):
            yield from self._window(texts[begin : begin + _WINDOW])

    def translations(self, plans: Sequence[Plan]) -> list[Translation | None]:
        """Return what becomes of entries; None where no valid markup could be made.

        Raises `EngineError` when the engine of the first route fails.
        """
        asked = {one.text: one for found in plans for one in found.texts()}
        with closing(self.drafts(list(asked.values()))) as drafts:
            done = {one.text: judged for one, judged in drafts}
        return [translation_of(found, done) for found in plans]

    def known(self, texts: Sequence[Asked]) -> set[SpannedText]:
        """Return those of the texts whose first draft is in the cache already."""
        route = self.routes[0]
        asked = {one.text: self._spoken(route, one) for one in texts}
        contexts = [one.context for one in texts]
        cached = self.translator.known(route, list(asked.values()), contexts)
        return {text for text, words in asked.items() if words in cached}

    def _window(self, texts: Sequence[Asked]) -> _Drafts:
        failed: dict[SpannedText, tuple[Asked, Judged]] = {}
        with closing(self._on(self.routes[0], texts)) as drafts:
            for one, found in zip(texts, drafts, strict=True):
                if found.failed:
                    failed[one.text] = (one, found)
                else:
                    yield one, found
        for attempt in self._attempts():
            left = [one for one, found in failed.values() if found.failed]
            if not left:
                break
            with closing(attempt(left)) as drafts_again:
                for one, again in drafts_again:
                    failed[one.text] = (one, better(failed[one.text][1], again))
        yield from failed.values()

    def _attempts(self) -> Iterator[Callable[[Sequence[Asked]], _Drafts]]:
        """Yield the ways to try a text again, the cheapest first."""
        yield self._without_quotation_marks
        yield self._in_clauses
        yield self._with_a_stop
        yield self._as_names
        wider = self.translator.wider(self.routes[0])
        for route in (*([wider] if wider else []), *self.routes[1:]):
            yield partial(self._elsewhere, route)

    def _on(self, route: Route, texts: Sequence[Asked]) -> Generator[Judged, None, None]:
        asked = [self._spoken(route, one) for one in texts]
        contexts = [one.context for one in texts]
        with closing(self.translator.translate(route, asked, contexts)) as answers:
            for one, draft in zip(texts, answers, strict=True):
                yield self._judge(route, one, draft)

    def _judge(self, route: Route, one: Asked, draft: Draft) -> Judged:
        if any(isinstance(engine, Echo) for engine in self._engines(route)):
            return unjudged(one, draft, route, self.gate.target)
        neural = self._neural(route)
        back = answered(draft, one.text) if neural else draft
        return judge(self.gate, one, back, route, neural=neural)

    def _spoken(self, route: Route, one: Asked) -> SpannedText:
        """Return what a route is asked for a text; engines with a dictionary get it as it is."""
        return spoken(one.text, self.names) if self._neural(route) else one.text

    def _neural(self, route: Route) -> bool:
        return all(engine.neural for engine in self._engines(route))

    def _engines(self, route: Route) -> list[Engine]:
        return [self.translator.engines[leg.engine] for leg in route.legs]

    def _without_quotation_marks(self, texts: Sequence[Asked]) -> _Drafts:
        """Ask for quotations as for text in inline codes."""
        route = self.routes[0]
        pairs = [(one, without_marks(self._spoken(route, one))) for one in texts]
        quoted = [(one, found) for one, found in pairs if found is not None]
        with closing(self._reported(route, [found.text for _, found in quoted])) as answers:
            for (one, found), draft in zip(quoted, answers, strict=False):
                yield one, self._judge(route, one, with_marks(draft, found))

    def _in_clauses(self, texts: Sequence[Asked]) -> _Drafts:
        route = self.routes[0]
        cut = [(one, cuts) for one in texts if (cuts := clauses_of(self._spoken(route, one)))]
        parts = [part for _, clauses in cut for part in clauses.parts]
        with closing(self._reported(route, parts)) as answers:
            for one, clauses in cut:
                drafts = [draft for _, draft in zip(clauses.parts, answers, strict=False)]
                if len(drafts) == len(clauses.parts):
                    yield one, self._judge(route, one, joined(clauses, drafts))

    def _with_a_stop(self, texts: Sequence[Asked]) -> _Drafts:
        """Ask for fragments as for whole sentences: engines make up an end that is not there."""
        route = self.routes[0]
        fragments = [(one, self._spoken(route, one)) for one in texts if is_fragment(one.text.text)]
        ended = [SpannedText(f"{text.text.rstrip()}.", text.spans) for _, text in fragments]
        with closing(self._reported(route, ended)) as answers:
            for (one, text), draft in zip(fragments, answers, strict=False):
                yield one, self._judge(route, one, fitted(draft, text.text))

    def _as_names(self, texts: Sequence[Asked]) -> _Drafts:
        """Leave names as they are: engines add to a name that stands alone."""
        for one in texts:
            words = [word for word in one.text.text.split() if word[:1].isalpha()]
            if 1 < len(words) <= _LONGEST_NAME and all(word.istitle() for word in words):
                yield one, self._judge(self.routes[0], one, Draft(one.text))

    def _elsewhere(self, route: Route, texts: Sequence[Asked]) -> _Drafts:
        asked = [self._spoken(route, one) for one in texts]
        with closing(self._reported(route, asked)) as answers:
            for one, draft in zip(texts, answers, strict=False):
                yield one, self._judge(route, one, draft)

    def _reported(self, route: Route, texts: Sequence[SpannedText]) -> Generator[Draft, None, None]:
        """Yield the drafts of a further attempt; an engine that fails ends it, and is reported."""
        try:
            with closing(self.translator.translate(route, texts)) as answers:
                yield from answers
        except BabelpressError as error:
            self.failures.append(error)
