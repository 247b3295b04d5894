"""Texts through routes of engines, no text twice: what the cache has is not asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from translate.memory.drafts import DraftCache
from translate.model import (
    Context,
    ContextEngine,
    Draft,
    Engine,
    Leg,
    Route,
    SpannedText,
    WidenableEngine,
)
from translate.workflow.texts import unique

# Drafts between two commits of the cache: about a second's work, all that a crash can cost.
_COMMIT_EVERY = 64
# Texts that go through all legs of a pivot route before the first of them is stored.
_WINDOW = 512
_NONE = Context()


class Translator:
    """The engines of a run with the cache of drafts before them.

    `translated` counts what engines were asked for.
    """

    def __init__(self, engines: Sequence[Engine], cache: DraftCache) -> None:
        wide = {one.name: one.wider() for one in engines if isinstance(one, WidenableEngine)}
        self.engines = {engine.name: engine for engine in (*engines, *wide.values())}
        self._wider = {name: engine.name for name, engine in wide.items()}
        self.translated = 0
        self._cache = cache
        self._versions: dict[Route, str] = {}

    def wider(self, route: Route) -> Route | None:
        """Return a route over the same engines that search further; None where none of them can."""
        legs = (replace(leg, engine=self._wider.get(leg.engine, leg.engine)) for leg in route.legs)
        found = Route(tuple(legs))
        return found if found != route else None

    def known(
        self, route: Route, texts: Sequence[SpannedText], contexts: Sequence[Context] = ()
    ) -> Mapping[SpannedText, Draft]:
        """Return the drafts of a route that are in the cache already."""
        around = _around(texts, contexts)
        by_version: dict[str, list[SpannedText]] = defaultdict(list)
        for text in texts:
            by_version[self._version(route, around.get(text, _NONE))].append(text)
        found: dict[SpannedText, Draft] = {}
        for version, some in by_version.items():
            found |= self._cache.find(str(route), version, some)
        return found

    def translate(
        self, route: Route, texts: Sequence[SpannedText], contexts: Sequence[Context] = ()
    ) -> Generator[Draft, None, None]:
        """Yield one draft a text, in order, as they become ready; they are in the cache then.

        `contexts`, one for each text if there are any, go to engines that can use them; of these
        the terms tell a draft in the cache from another one, the neighbours do not. Raises
        `EngineError` when an engine fails; what came before is kept.
        """
        known = self.known(route, texts, contexts)
        around = _around(texts, contexts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        through = self._through(route, missing, [around.get(text, _NONE) for text in missing])
        made = zip(missing, through if missing else (), strict=True)
        found = dict(known)
        fresh: dict[SpannedText, Draft] = {}
        try:
            for text in texts:
                while text not in found:
                    asked, draft = next(made)
                    fresh[asked] = found[asked] = draft
                    if len(fresh) >= _COMMIT_EVERY:
                        self._store(route, fresh, around)
                yield found[text]
        finally:
            self._store(route, fresh, around)

    def _version(self, route: Route, context: Context) -> str:
        """Return what tells what a route makes of a text from what others, or it once, made."""
        models = self._models(route)
        if context.terms and isinstance(self.engines[route.legs[0].engine], ContextEngine):
            return f"{models}, {context.terms}"
        return models

    def _models(self, route: Route) -> str:
        """Return what tells the models of a route from others; it means a look into their files."""
        if route not in self._versions:
            self._versions[route] = ", ".join(
                self.engines[leg.engine].version(leg.source, leg.target) for leg in route.legs
            )
        return self._versions[route]

    def _store(
        self,
        route: Route,
        fresh: dict[SpannedText, Draft],
        around: Mapping[SpannedText, Context],
    ) -> None:
        by_version: dict[str, dict[SpannedText, Draft]] = defaultdict(dict)
        for text, draft in fresh.items():
            by_version[self._version(route, around.get(text, _NONE))][text] = draft
        for version, drafts in by_version.items():
            self._cache.store(str(route), version, drafts)
        self.translated += len(fresh)
        fresh.clear()

    def _through(
        self, route: Route, texts: Sequence[SpannedText], contexts: Sequence[Context]
    ) -> Iterator[Draft]:
        first, *others = route.legs
        if not others:
            yield from self._leg(first, texts, contexts)
            return
        for begin in range(0, len(texts), _WINDOW):
            window = slice(begin, begin + _WINDOW)
            drafts = list(self._leg(first, texts[window], contexts[window]))
            for leg in others:
                again = self._leg(leg, [found.text for found in drafts])
                drafts = [_chained(a, b) for a, b in zip(drafts, again, strict=True)]
            yield from drafts

    def _leg(
        self, leg: Leg, texts: Sequence[SpannedText], contexts: Sequence[Context] = ()
    ) -> Iterator[Draft]:
        engine = self.engines[leg.engine]
        if isinstance(engine, ContextEngine):
            return engine.translate(texts, leg.source, leg.target, contexts)
        return engine.translate(texts, leg.source, leg.target)


def _around(
    texts: Sequence[SpannedText], contexts: Sequence[Context]
) -> Mapping[SpannedText, Context]:
    """Return the context of each text, if there are any; of several the first."""
    return dict(zip(reversed(texts), reversed(contexts), strict=bool(contexts)))


def _chained(first: Draft, second: Draft) -> Draft:
    """Return the draft of two legs: the text of the last, the doubts of both, the lower score."""
    scores = [score for score in (first.score, second.score) if score is not None]
    return replace(
        second,
        score=min(scores) if len(scores) == 2 else None,
        doubts=unique((*first.doubts, *second.doubts)),
    )
