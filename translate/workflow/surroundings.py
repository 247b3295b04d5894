"""What a draft is made and judged with beside its own entry: the texts around it, names, lengths.

`run` and `eval` both ask here, so that what is measured is what is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from translate.casing import Names, names_of
from translate.catalog import Key
from translate.checks.lengths import Lengths, learn
from translate.config import Project
from translate.errors import BabelpressError
from translate.model import Block, Segment, State, Translation
from translate.workflow.articles import Article, known_translations, messages, parts

MOST_ROUTES = 3
"""How many routes a text can go through before the least bad of its drafts is taken."""


def wanted(article: Article) -> dict[Key, tuple[Block, Segment]]:
    """Return the places of what the article asks of its catalogs."""
    asked = messages(article)
    return {key: place for key, place in parts(article).items() if key in asked}


def around(keys: Iterable[Key]) -> dict[Key, tuple[str, str]]:
    """Return the texts before and after each entry, of those in the order of the article."""
    known = list(keys)
    texts = ["", *(text for _, text in known), ""]
    return {key: (texts[n], texts[n + 2]) for n, key in enumerate(known)}


def reviewed_pairs(known: Mapping[Key, Translation]) -> Iterator[tuple[str, str]]:
    """Yield what people stand by in a catalog: sources with their translations."""
    for (_, text), one in known.items():
        if one.state is State.REVIEWED:
            yield text, one.text


def lengths_in(
    project: Project, articles: Sequence[Article], language: str, target: str
) -> Lengths:
    """Learn how long translations are from what people stand by in the articles' catalogs.

    One that cannot be read teaches nothing.
    """
    same = [one for one in articles if one.language == language]
    return learn(pair for one in same for pair in _pairs(project, one, target))


def _pairs(project: Project, article: Article, target: str) -> list[tuple[str, str]]:
    try:
        return list(reviewed_pairs(known_translations(project, article, target)))
    except BabelpressError:
        return []


def names_in(articles: Sequence[Article], language: str) -> Names:
    """Learn names from articles: they are what headlines in capitals hide."""
    by_path = {one.path: one for one in articles if one.language == language}.values()
    return names_of((key[1] for one in by_path for key in messages(one)), language)
