"""Status: how far the translation of each article is, by state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from translate.config import Project
from translate.errors import BabelpressError
from translate.model import State
from translate.workflow.articles import Article, known_translations, messages, targets_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One article in one language: the number of its entries in each state."""

    article: str
    target: str
    counts: dict[State, int]

    @property
    def total(self) -> int:
        """All entries of the article."""
        return sum(self.counts.values())


@dataclass(slots=True)
class StatusReport:
    """How the articles stand, and the catalogs that could not be read."""

    standings: list[Standing] = field(default_factory=list)
    failures: list[BabelpressError] = field(default_factory=list)


def status(project: Project, articles: Sequence[Article]) -> StatusReport:
    """Count the entries of each article in each target language; nothing is written.

    What an article asks for and its catalog lacks counts as empty.
    """
    report = StatusReport()
    for article in articles:
        wanted = messages(article)
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
            except BabelpressError as error:
                report.failures.append(error)
                continue
            found = (known[key].state if key in known else State.EMPTY for key in wanted)
            counts = Counter(found)
            every = {state: counts[state] for state in State}
            report.standings.append(Standing(article.path, target, every))
    return report
