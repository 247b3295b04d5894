"""Status: how far the translation of each article is, and which drafts most need a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from translate.config import Project
from translate.errors import BabelpressError
from translate.model import Message, State, Translation
from translate.workflow.articles import Article, known_translations, messages, targets_of

# The confidence of drafts that came without a word about it.
_USUAL = {State.MACHINE: 75, State.SUSPECT: 50}


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


@dataclass(frozen=True, slots=True)
class Weak:
    """A draft that nobody has looked at, where it stands, and why it may be bad.

    `line` is that of its first use in the article; `confidence` is in per cent.
    """

    article: str
    line: int
    target: str
    source: str
    draft: str
    confidence: int
    reasons: tuple[str, ...]


def weakest(
    project: Project, articles: Sequence[Article], count: int
) -> tuple[list[Weak], list[BabelpressError]]:
    """Return the `count` drafts that are least to be trusted, the worst first; nothing is written.

    Beside them stand the catalogs that could not be read. Drafts without a note of confidence
    count as the tool's usual ones.
    """
    found: list[Weak] = []
    failures: list[BabelpressError] = []
    for article in articles:
        wanted = messages(article)
        for target in targets_of(project, article):
            try:
                known = known_translations(project, article, target)
            except BabelpressError as error:
                failures.append(error)
                continue
            found += (
                _weak(article, target, message, known[key])
                for key, message in wanted.items()
                if key in known and known[key].state in _USUAL
            )
    found.sort(key=lambda one: (one.confidence, one.article, one.target, one.line))
    return found[:count], failures


def _weak(article: Article, target: str, message: Message, draft: Translation) -> Weak:
    sure = _USUAL[draft.state] if draft.confidence is None else draft.confidence
    _, line = message.references[0]
    return Weak(article.path, line, target, message.text, draft.text, sure, draft.reasons)


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
