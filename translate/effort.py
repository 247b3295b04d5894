"""How much people change of the drafts, by language, engine and month.

The figures have the draft as the hypothesis and the reviewed text as its reference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from translate.likeness import likeness

# A run of letters and digits, or one letter of a script without spaces.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


class Origin(StrEnum):
    """Where the draft of a reviewed text came from."""

    ENGINE = "engine"
    MEMORY = "memory"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Record:
    """A reviewed text and the draft that the person had. `month` is such as `2026-11`.

    `language` is a BCP 47 tag, `engine` what made the draft, in any words.
    """

    language: str
    engine: str
    month: str
    draft: str
    reviewed: str
    origin: Origin = Origin.ENGINE


@dataclass(frozen=True, slots=True)
class Effort:
    """The figures of one language, engine and month.

    `accepted` of the `reviewed` texts are as their draft was. `ter` is the number of edits per
    hundred words (0 is none; more than 100 is possible), `chrf` the share of character n-grams in
    common, up to 100; both are taken over all the texts together. `memory` and `learned` count the
    texts, and `memory_words` and `learned_words` their words, that were accepted as memory or
    learning had made them.
    """

    language: str
    engine: str
    month: str
    reviewed: int
    accepted: int
    ter: float
    chrf: float
    memory: int = 0
    memory_words: int = 0
    learned: int = 0
    learned_words: int = 0

    @property
    def share_accepted(self) -> float:
        """The part of the drafts that was accepted as it was, from 0 to 1."""
        return self.accepted / self.reviewed

    @property
    def words_saved(self) -> int:
        """The words that nobody had to type, thanks to memory and learning."""
        return self.memory_words + self.learned_words


def effort(records: Iterable[Record]) -> tuple[Effort, ...]:
    """Return the figures of all languages, engines and months, in this order, the months rising.

    A record without a draft (a person translated alone) or without a text is left out. Raises
    `LanguageError` for an unknown language.
    """
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.draft.strip() and record.reviewed.strip():
            groups[record.language, record.engine, record.month].append(record)
    return tuple(_figures(key, groups[key]) for key in sorted(groups))


def _figures(key: tuple[str, str, str], records: Sequence[Record]) -> Effort:
    language, engine, month = key
    accepted = [record for record in records if record.draft == record.reviewed]
    memory = [r for r in accepted if r.origin is Origin.MEMORY]
    learned = [r for r in accepted if r.origin is Origin.LEARNED]
    alike = likeness(language, [(r.draft, r.reviewed) for r in records])
    return Effort(
        language,
        engine,
        month,
        reviewed=len(records),
        accepted=len(accepted),
        ter=alike.ter,
        chrf=alike.chrf,
        memory=len(memory),
        memory_words=sum(map(_words, memory)),
        learned=len(learned),
        learned_words=sum(map(_words, learned)),
    )


def _words(record: Record) -> int:
    return len(_WORD.findall(record.reviewed))
