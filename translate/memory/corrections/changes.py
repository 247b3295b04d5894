"""What a person changed in a draft: phrases put in the place of others.

Only what can be said again of another sentence counts. A text that was rewritten, words that were
added, left out or moved, and changes of signs, spaces or capitals alone teach nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.memory.corrections.forms import changes_form_alone, is_small
from translate.memory.corrections.words import Token, is_capitalised, is_number

LONGEST = 5  # words of a phrase; what is longer is a sentence of its own
_ADDED = 2  # words that the new phrase may have more than the old one
_SHORT_TEXT = 3  # words of a text that may be replaced whole, as a heading or a label is


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens `draft_start:draft_end` of a draft, and those of the reviewed text in their place."""

    draft_start: int
    draft_end: int
    start: int
    end: int


def changes(
    draft: Sequence[Token], reviewed: Sequence[Token], names: Collection[str] = ()
) -> list[Change]:
    """Return the phrases that were replaced, in their order, each as short as it makes sense.

    A word of `names` (of the source) that was put right is a change apart from those beside it.

    What stands one word apart and changed only because its neighbour did (an article, an adjective
    that agrees) is one change with it.
    """
    if _is_rewrite(draft, reviewed):
        return []
    found: list[Change] = []
    for change in _replaced(draft, reviewed):
        found += _without_names(change, draft, reviewed, names)
    found = _joined(found, draft, reviewed, names)
    return [c for c in found if _is_telling(c, draft, reviewed)]


def _replaced(draft: Sequence[Token], reviewed: Sequence[Token]) -> Iterator[Change]:
    one, other = [token.text for token in draft], [token.text for token in reviewed]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "replace":
            change = _trimmed(Change(a, b, c, d), draft, reviewed)
            if change is not None:
                yield change


def _trimmed(change: Change, draft: Sequence[Token], reviewed: Sequence[Token]) -> Change | None:
    """Take the signs off both ends; None if no words are left on one of the sides."""
    a, b, c, d = change.draft_start, change.draft_end, change.start, change.end
    while a < b and not draft[a].is_word:
        a += 1
    while a < b and not draft[b - 1].is_word:
        b -= 1
    while c < d and not reviewed[c].is_word:
        c += 1
    while c < d and not reviewed[d - 1].is_word:
        d -= 1
    return Change(a, b, c, d) if a < b and c < d else None


def _without_names(
    change: Change, draft: Sequence[Token], reviewed: Sequence[Token], names: Collection[str]
) -> Iterator[Change]:
    """Yield the names at both ends of a change apart from what is between them."""
    a, b, c, d = change.draft_start, change.draft_end, change.start, change.end

    def is_name(old: int, new: int) -> bool:
        return reviewed[new].text in names and is_capitalised(draft[old].text)

    head = 0
    while a + head < b and c + head < d and is_name(a + head, c + head):
        head += 1
    if head:
        yield Change(a, a + head, c, c + head)
    a, c, tail = a + head, c + head, 0
    while a < b - tail and c < d - tail and is_name(b - tail - 1, d - tail - 1):
        tail += 1
    rest = _trimmed(Change(a, b - tail, c, d - tail), draft, reviewed)
    if rest is not None:
        yield rest
    if tail:
        yield Change(b - tail, b, d - tail, d)


def _is_rewrite(draft: Sequence[Token], reviewed: Sequence[Token]) -> bool:
    one = Counter(token.text.casefold() for token in draft if token.is_word)
    other = Counter(token.text.casefold() for token in reviewed if token.is_word)
    longest = max(one.total(), other.total())
    return longest > _SHORT_TEXT and (one & other).total() * 2 < longest


def _joined(
    found: Sequence[Change],
    draft: Sequence[Token],
    reviewed: Sequence[Token],
    names: Collection[str],
) -> list[Change]:
    """Join changes with one word between them, if one of them hangs on the other, no name."""
    out: list[Change] = []
    for change in found:
        before = out[-1] if out else None
        if (
            before is not None
            and change.draft_start - before.draft_end == change.start - before.end == 1
            and draft[before.draft_end].is_word
            and not _has_name(before, reviewed, names)
            and not _has_name(change, reviewed, names)
            and (_is_weak(before, draft, reviewed) or _is_weak(change, draft, reviewed))
        ):
            out[-1] = Change(before.draft_start, change.draft_end, before.start, change.end)
        else:
            out.append(change)
    return out


def _has_name(change: Change, reviewed: Sequence[Token], names: Collection[str]) -> bool:
    return any(token.text in names for token in reviewed[change.start : change.end])


def _is_weak(change: Change, draft: Sequence[Token], reviewed: Sequence[Token]) -> bool:
    """Tell whether a change says nothing alone: short small words, or endings."""
    old = draft[change.draft_start : change.draft_end]
    new = reviewed[change.start : change.end]
    if any(is_capitalised(token.text) for token in (*old[1:], *new[1:])):
        return False
    if is_capitalised(old[0].text) and change.draft_start > 0:
        return False
    return all(len(t.text) <= 3 for t in (*old, *new)) or changes_form_alone(old, new)


def _is_telling(change: Change, draft: Sequence[Token], reviewed: Sequence[Token]) -> bool:
    """Tell whether a change can be learned from at all."""
    old = draft[change.draft_start : change.draft_end]
    new = reviewed[change.start : change.end]
    if any(not token.is_word and token.text not in {"'", "’"} for token in (*old, *new)):
        return False
    was = [token.text.casefold() for token in old if token.is_word]
    now = [token.text.casefold() for token in new if token.is_word]
    if all(is_small(word) for word in now) and not changes_form_alone(old, new):
        return False
    if max(len(was), len(now)) > LONGEST or len(now) > len(was) + _ADDED:
        return False
    if sorted(was) == sorted(now) or all(map(is_number, was)) or all(map(is_number, now)):
        return False
    return not _is_moved(set(was) - set(now), draft, reviewed) and not _is_moved(
        set(now) - set(was), reviewed, draft
    )


def _is_moved(gone: set[str], here: Sequence[Token], there: Sequence[Token]) -> bool:
    """Tell whether words that went from one place are in another place of the other text."""
    ours = Counter(token.text.casefold() for token in here)
    theirs = Counter(token.text.casefold() for token in there)
    return any(len(word) > 3 and theirs[word] >= ours[word] for word in gone)
