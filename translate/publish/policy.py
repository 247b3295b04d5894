"""What may appear of an entry, by its state and by what the project wants under [publish]."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from translate.model import State, Translation

Stale = Literal["earlier", "draft", "source"]
Untranslated = Literal["withhold", "source"]

_CHANGED = "its source changed since it was translated, and [publish] stale leaves such out"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a project wants.

    `states` are those that may appear. `stale` says what stands for a segment whose source changed
    after a person translated it: that earlier translation, a draft of the new source where one is
    known (the earlier translation where none is), or the source. `untranslated` says whether a
    page waits until every segment is translated, or shows what is not in its source language.
    """

    states: frozenset[State]
    stale: Stale = "earlier"
    untranslated: Untranslated = "withhold"


@dataclass(frozen=True, slots=True)
class Choice:
    """What appears of an entry: `shown`, or else its source.

    `lack` says why no translation appears; it is empty where one does. `wanted` is the source where
    the project asks for it in just this case, so that no page has to wait for it.
    """

    shown: Translation | None = None
    lack: str = ""
    wanted: bool = False


def choose(policy: Policy, known: Translation | None, draft: Translation | None = None) -> Choice:
    """Say what appears of an entry.

    `known` is what the catalog has, None where it lacks the entry; `draft` is a machine's of the
    present source, for an entry that is stale.
    """
    if known is None:
        return Choice(lack="it is not in the catalog yet")
    if not known.text.strip():
        return Choice(lack="it is not translated")
    if known.state is State.STALE and known.previous is not None:
        return _of_stale(policy, known, draft)
    # A person's text of this very source, not confirmed, is as good as a draft that nobody saw.
    state = State.MACHINE if known.state is State.STALE else known.state
    appears = bool({state, known.state} & policy.states)
    return Choice(known) if appears else Choice(lack=_left_out(known))


def _of_stale(policy: Policy, known: Translation, draft: Translation | None) -> Choice:
    if policy.stale == "source":
        return Choice(lack=_CHANGED, wanted=True)
    if policy.stale == "draft" and draft and draft.text.strip() and draft.state in policy.states:
        return Choice(draft)
    return Choice(known)


def _left_out(known: Translation) -> str:
    if known.state is State.STALE:
        return "its translation still “needs work”, and [publish] states leaves such out"
    doubts = f" ({'; '.join(known.reasons)})" if known.reasons else ""
    return f"its translation is “{known.state.value}”{doubts}, which [publish] states leaves out"
