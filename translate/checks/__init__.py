"""The checks of a draft against its source. A new check is one function and one line in `CHECKS`.

A doubt says in words what may be wrong. Checks look at plain words with spans; they know nothing
of engines, files or markup, open no connection, and take well under a millisecond a sentence, but
for what they load when first asked (py3langid's model, a dictionary, CLDR's names).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from translate.checks.brackets import brackets, quotes
from translate.checks.clauses import clauses
from translate.checks.empty import NOTHING, copied, empty
from translate.checks.foreign import foreign
from translate.checks.names import names
from translate.checks.negation import negation
from translate.checks.numbers import numbers
from translate.checks.pair import Doubt, Pair
from translate.checks.proportion import proportion
from translate.checks.protected import protected
from translate.checks.repetition import repetition

__all__ = ["CHECKS", "Doubt", "Pair", "check"]

CHECKS: Mapping[str, Callable[[Pair], Iterator[Doubt]]] = {
    "empty": empty,
    "copied": copied,
    "protected": protected,
    "repetition": repetition,
    "length": proportion,
    "clauses": clauses,
    "numbers": numbers,
    "names": names,
    "negation": negation,
    "brackets": brackets,
    "quotes": quotes,
    "language": foreign,
}
"""Every check by its name, in the order in which their doubts are told."""

_WHOLE = ("empty", "copied")


def check(pair: Pair) -> tuple[Doubt, ...]:
    """Return all that is doubtful of a draft; nothing, if it passes.

    An empty draft, or one that is its source over again, gets that one doubt: what else is wrong
    with it would follow from this.
    """
    doubts: list[Doubt] = []
    for name, look in CHECKS.items():
        doubts += look(pair)
        if name in _WHOLE and any(doubt.weight >= NOTHING for doubt in doubts):
            break
    return tuple(doubts)
