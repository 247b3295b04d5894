"""Which translations change the structure of an article: found by halves, never one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from translate import formats
from translate.catalog import Key
from translate.languages import english_name
from translate.model import Block, Finding, Segment
from translate.workflow.articles import Article

_MOST = 20  # findings for one article in one language: who has mended those, builds again
_SHOWN = 3  # translations that one finding quotes
_WIDTH = 120  # characters of a translation that are quoted


@dataclass(frozen=True)
class Skeleton:
    """An article as it is built: `omit` are the ranges of its source that are left out."""

    article: Article
    omit: tuple[tuple[int, int], ...] = ()

    def render(self, texts: Mapping[Key, str]) -> str:
        """Return the article with these translations, and everything else as in its source."""

        def text_of(block: Block, segment: Segment) -> str:
            return texts.get((block.context, segment.text), segment.text)

        article = self.article
        return formats.render(article.document, article.form, text_of, omit=self.omit)

    @cached_property
    def structure(self) -> object:
        """What a translation must not change: the structure of the source, with its omissions."""
        return self.article.structure(self.render({}))

    def is_kept(self, text: str) -> bool:
        """Tell whether a built text has the structure of its source."""
        return self.article.structure(text) == self.structure


def structural_findings(skeleton: Skeleton, texts: Mapping[Key, str], target: str) -> list[Finding]:
    """Name the translations that change the structure of the article, some 20 at most.

    Without the translations that they name, the article has the structure of its source, unless
    there are more than that.
    """
    lines = {
        (block.context, part.text): block.line
        for block in reversed(skeleton.article.document.blocks)
        for part in reversed(block.segments)
    }
    used = sorted(texts.keys() & lines.keys(), key=lambda key: lines[key])

    def changes(keys: Sequence[Key]) -> bool:
        return not skeleton.is_kept(skeleton.render({key: texts[key] for key in keys}))

    return [
        Finding(
            skeleton.article.path,
            lines[keys[0]],
            _message([texts[key] for key in keys], target, skeleton.article.form.otherwise),
        )
        for keys in _culprits(changes, used)
    ]


def _message(texts: Sequence[str], target: str, otherwise: tuple[str, str]) -> str:
    language = english_name(target)
    quoted = [f"“{_short(text)}”" for text in texts[:_SHOWN]]
    if len(texts) == 1:
        return (
            f"the translation {quoted[0]} in {language} changes the structure of the article:"
            f" it {otherwise[0]}"
        )
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return (
        f"together, the translations {' and '.join(quoted)}{more} in {language} change the"
        f" structure of the article: they {otherwise[1]}"
    )


def _short(text: str) -> str:
    line = " ".join(text.replace("\n", " ⏎ ").split())
    return line if len(line) <= _WIDTH else f"{line[:_WIDTH].rstrip()}…"


def _culprits(
    changes: Callable[[Sequence[Key]], bool], keys: Sequence[Key]
) -> Iterator[tuple[Key, ...]]:
    """Yield smallest sets of keys that change the structure, until the others leave it alone."""
    for _ in range(_MOST):
        if not changes(keys):
            return
        culprit = _smallest(changes, (), keys)
        yield culprit
        keys = [key for key in keys if key not in culprit]


def _smallest(
    changes: Callable[[Sequence[Key]], bool], held: Sequence[Key], among: Sequence[Key]
) -> tuple[Key, ...]:
    """Return as few keys of `among` as change the structure together with `held`.

    All of them do so, and `held` alone does not. A single culprit is found in twice as many tries
    as the list can be halved; only several that must meet take more.
    """
    if len(among) == 1:
        return tuple(among)
    first, second = among[: len(among) // 2], among[len(among) // 2 :]
    for half in (first, second):
        if changes([*held, *half]):
            return _smallest(changes, held, half)
    left = _smallest(changes, [*held, *second], first)
    if changes([*held, *left]):
        return left
    return left + _smallest(changes, [*held, *left], second)
