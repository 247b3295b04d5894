"""Efforts: how much people changed in the drafts, from what is on record of them."""

from __future__ import annotations

from collections.abc import Sequence

from translate.config import Project
from translate.effort import Effort, Origin, Record, effort
from translate.errors import BabelpressError
from translate.memory.drafts import open_cache
from translate.model import State
from translate.workflow.articles import Article
from translate.workflow.recorded import LEARNED, Entry, by_pair


def efforts(
    project: Project, articles: Sequence[Article]
) -> tuple[tuple[Effort, ...], list[BabelpressError]]:
    """Return how much people changed in the drafts, per language, engine and month.

    Beside it stand the catalogs that could not be read.
    """
    records: list[Record] = []
    failures: list[BabelpressError] = []
    with open_cache(project.state_folder) as cache:
        for (_, target), entries in by_pair(project, articles, cache, failures).items():
            reviewed = (entry for entry in entries if entry.now.state is State.REVIEWED)
            records.extend(_record(target, entry) for entry in reviewed)
    return effort(records), failures


def _record(target: str, entry: Entry) -> Record:
    engine, _, how = entry.recorded.origin.partition(" + ")
    origin = Origin.ENGINE
    if how == LEARNED:
        origin = Origin.LEARNED
    elif engine.startswith("memory"):
        origin = Origin.MEMORY
    recorded = entry.recorded
    return Record(target, engine, recorded.month, recorded.draft, entry.now.text, origin)
