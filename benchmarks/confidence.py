"""Whether the confidence of drafts says where they are bad: against people's translations.

Sentences and their human translations are those of the programs' own catalogs on this machine
(/usr/share/locale/pt_BR), read when this runs. Printed for each engine: Spearman's rank correlation
of confidence and likeness (chrF), and the mean likeness of the fifth that `status --worst` shows
first beside that of all.

Usage: python benchmarks/confidence.py [--argos PACKAGE] [ENGINE…]
"""

from __future__ import annotations

import gettext
import random
from operator import itemgetter
from pathlib import Path
from statistics import mean

from pipeline import arguments, drafting, opened
from sacrebleu.metrics.chrf import CHRF

from translate.model import Engine, SpannedText
from translate.workflow.texts import Asked

CATALOGS = Path("/usr/share/locale/pt_BR/LC_MESSAGES")
WANTED = 600
_JUNK = set("%<_\n\4{}`")


def pairs() -> dict[str, str]:
    """Return sentences of six words and more with their translations, always the same ones."""
    found: dict[str, str] = {}
    for path in sorted(CATALOGS.glob("*.mo")):
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)._catalog  # noqa: SLF001  it has no list of messages
        for source, target in catalog.items():
            plain = isinstance(source, str) and isinstance(target, str) and target
            if plain and _is_sentence(source):
                found[source] = target
    chosen = random.Random(1).sample(sorted(found), min(WANTED, len(found)))
    return {source: found[source] for source in chosen}


def _is_sentence(text: str) -> bool:
    whole = text[:1].isupper() and text.endswith(".") and 6 <= len(text.split()) <= 40
    return whole and not _JUNK & set(text)


def ranks(values: list[float]) -> list[float]:
    """Return the rank of each value, equal ones sharing the mean of theirs."""
    order = sorted(values)
    first = {value: order.index(value) for value in set(values)}
    return [first[value] + (order.count(value) - 1) / 2 for value in values]


def spearman(one: list[float], other: list[float]) -> float:
    """Return the rank correlation of two lists."""
    a, b = ranks(one), ranks(other)
    middle = (len(a) - 1) / 2
    over = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    spread = [sum((x - middle) ** 2 for x in values) for values in (a, b)]
    return over / (spread[0] * spread[1]) ** 0.5 if all(spread) else 0.0


def report(engine: Engine, references: dict[str, str]) -> None:
    """Print the figures of one engine."""
    asked = [Asked(SpannedText(source), {}) for source in references]
    with drafting(engine, "en", "pt") as work:
        found = {one.text.text: judged for one, judged in work.drafts(asked)}
    chrf = CHRF()
    sure = [found[source].confidence or 0.0 for source in references]
    alike = [
        chrf.sentence_score(found[source].draft.text, [reference]).score
        for source, reference in references.items()
    ]
    worst = sorted(zip(sure, alike, strict=True), key=itemgetter(0))[: len(sure) // 5]
    failed = sum(judged.failed for judged in found.values())
    print(
        f"{engine.name:8} {len(sure)} sentences, {failed} doubted: correlation"
        f" {spearman(sure, alike):.2f}, chrF {mean(alike):.1f} of all,"
        f" {mean(value for _, value in worst):.1f} of the fifth that is least sure"
    )


def main(package: Path | None, names: list[str]) -> None:
    """Measure the engines."""
    references = pairs()
    for name in names:
        with opened(name, package) as engine:
            report(engine, references)


if __name__ == "__main__":
    main(*arguments())
