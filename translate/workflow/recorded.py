"""Entries with what is on record of them: what an engine made, and what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate import inline
from translate.catalog import Key
from translate.config import Project
from translate.errors import BabelpressError
from translate.formats import Markup
from translate.memory.drafts import DraftCache, Recorded
from translate.model import Segment, SpannedText, State, Translation
from translate.workflow.articles import Article, known_translations, parts, targets_of

_UNSEEN = frozenset({State.MACHINE, State.SUSPECT})
LEARNED = "learned"
"""What follows the origin of a draft on record that a correction changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with what is on record of it. `markup` and `segment` spell its codes."""

    article: Article
    recorded: Recorded
    now: Translation
    segment: Segment
    markup: Markup

    @property
    def is_untouched(self) -> bool:
        """Whether the text is a draft that stands as this tool wrote it."""
        return self.now.state in _UNSEEN and self.now.text == self.recorded.draft

    def codes(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the places of the markup in a translation, or in the source."""
        return tuple((c.start, c.end) for c in self.markup.codes(text, self.segment))

    def spanned(self, text: str) -> SpannedText:
        """Return a translation, or the source, with its markup and protected text as spans."""
        codes = self.markup.codes(text, self.segment)
        return inline.to_spanned(inline.protect(Segment(text, 0, len(text), codes)))


def by_pair(
    project: Project,
    articles: Sequence[Article],
    cache: DraftCache,
    failures: list[BabelpressError],
) -> dict[tuple[str, str], list[Entry]]:
    """Return the entries that have a draft on record, by source and target language.

    Catalogs that cannot be read go to the `failures`.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    for article in articles:
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
            except BabelpressError as error:
                failures.append(error)
                continue
            entries = _entries(article, cache.kept(target, article.path), known)
            found.setdefault((article.language, target), []).extend(entries)
    return found


def _entries(
    article: Article, recorded: Sequence[Recorded], known: Mapping[Key, Translation]
) -> Iterator[Entry]:
    places = parts(article)
    for one in recorded:
        key = (one.context, one.source)
        if key in known and key in places:
            block, segment = places[key]
            yield Entry(article, one, known[key], segment, article.markup(block))
