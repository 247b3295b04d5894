"""A reviewed translation follows a change of its source that changes no word.

White space, an address, a number, the final punctuation: where it is certain what that means for
the translation, the translation is changed along and stays reviewed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from gettext import c2py
from itertools import zip_longest

PluralRule = Callable[[int], int]
"""Takes a number, gives the plural form that stands beside it (gettext's `Plural-Forms`)."""

_TOKEN = re.compile(
    r"""
    (?P<code>`+[^`]+`+ | <[^<>]*>)
    | (?P<address>(?:https?|ftp)://[^\s<>"«»“”()\[\]]*[^\s<>"«»“”()\[\].,;:!?…*_]
        | mailto:[^\s<>()]+ | www\.[^\s<>"()\[\]]*\w | [\w.+-]+@[\w-]+\.[\w.-]*\w
        | (?<=\]\()[^\s()]+)
    | (?P<number>\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*(?![^\W_]))
    | (?P<word>[^\W_]+)
    | (?P<space>\s+)
    | (?P<mark>\.{3} | .)
    """,
    re.VERBOSE | re.DOTALL,
)
# Spellings of one mark, of which the translation has its own.
_SAME_MARK = {"’": "'", "ʼ": "'", "“": '"', "”": '"', "...": "…"}
_KINDS = {
    ".": "stop", "。": "stop", "．": "stop", "।": "stop", "…": "ellipsis", "...": "ellipsis",
    "!": "exclamation", "！": "exclamation", "?": "question", "？": "question", "؟": "question",
    ":": "colon", "：": "colon",
}  # fmt: skip
_LONGEST_NUMBER = 9  # characters; longer ones count nothing, or more than plural rules reckon with
_OF_ENGLISH = frozenset({".", "…", "...", "!", "?", ":"})
_CLOSERS = frozenset("\"'»”’)]*_›")
# Languages that set these marks as English does: no space before, nothing at the beginning.
_LIKE_ENGLISH = re.compile(
    "(?:en|ca|cs|da|de|eo|et|eu|fi|hr|hu|id|is|it|lt|lv|ms|nb|nl|nn|no|oc|pl|pt|ro|ru|sk|sl|sr|sv"
    "|tr|uk|vi)(?:[-_].*)?"
)
_PLURAL_FORMS = re.compile(r"plural\s*=\s*(?P<rule>[^;]+)")


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What became of a translation: `text` as it is now, and the tokens that were changed in it.

    Where nothing certain can be said `text` is None and `doubt` says why.
    """

    text: str | None
    changes: tuple[tuple[str, str], ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def same(self) -> tuple[str, str]:
        """What two tokens have in common that differ in nothing that a translation shows."""
        return self.kind, _SAME_MARK.get(self.text, self.text)


@dataclass(frozen=True, slots=True)
class _Case:
    """Both sources, taken apart; the translation, its language and the rule of its numbers."""

    old: Sequence[_Token]
    new: Sequence[_Token]
    text: str
    language: str
    plural: PluralRule | None


_Edit = tuple[_Token, str]
"""A token of the translation (an empty one where something is added), and what takes its place."""


def plural_rule(header: str) -> PluralRule | None:
    """Return the rule of a `Plural-Forms` header, or None if there is none that can be read."""
    found = _PLURAL_FORMS.search(header)
    try:
        return c2py(found["rule"].strip()) if found else None
    except ValueError:
        return None


def adapted(
    before: str, after: str, text: str, language: str = "", plural: PluralRule | None = None
) -> Adaptation | None:
    """Say what `text`, a translation of `before`, is as one of `after`.

    None if words changed, or the markup: then nobody can tell but a translator. `language` is the
    translation's, for its punctuation; `plural` tells whether the words beside another number may
    need another form.

    An adapted text differs from `text` in the changed tokens alone.
    """
    old, new = _tokens(before), _tokens(after)
    if [t.text for t in old if t.kind == "word"] != [t.text for t in new if t.kind == "word"]:
        return None
    changes = list(_changes(old, new))
    if any(a.kind == "code" for pair in changes for tokens in pair for a in tokens):
        return None
    edits: list[_Token] = []
    values: list[str] = []
    for gone, come in changes:
        done = _one_change(gone, come, _Case(old, new, text, language, plural))
        if isinstance(done, str):
            return Adaptation(None, doubt=f"{_shown(gone)} → {_shown(come)}: {done}")
        edits.append(done[0])
        values.append(done[1])
    for token, value in sorted(zip(edits, values, strict=True), key=lambda e: -e[0].start):
        text = text[: token.start] + value + text[token.start + len(token.text) :]
    return Adaptation(text, tuple((t.text, value) for t, value in zip(edits, values, strict=True)))


def _shown(tokens: Sequence[_Token]) -> str:
    return f'"{" ".join(token.text for token in tokens)}"'


def _tokens(text: str) -> list[_Token]:
    """Take a text apart; white space between tokens says nothing."""
    return [
        _Token(match.lastgroup or "", match[0], match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "space"
    ]


def _changes(
    old: Sequence[_Token], new: Sequence[_Token]
) -> list[tuple[list[_Token], list[_Token]]]:
    """Return what was replaced by what, token by token as far as they are of one kind."""
    matcher = SequenceMatcher(None, [t.same for t in old], [t.same for t in new], autojunk=False)
    found: list[tuple[list[_Token], list[_Token]]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            continue
        gone, come = list(old[a:b]), list(new[c:d])
        if [token.kind for token in gone] == [token.kind for token in come]:
            found += (([one], [other]) for one, other in zip(gone, come, strict=True))
        else:
            found.append((gone, come))
    return [pair for pair in found if [t.same for t in pair[0]] != [t.same for t in pair[1]]]


def _one_change(gone: Sequence[_Token], come: Sequence[_Token], case: _Case) -> _Edit | str:
    """Return what to replace in the text by what, or why nothing is."""
    kinds = {token.kind for token in (*gone, *come)}
    if kinds == {"address"} and len(gone) == len(come) == 1:
        return _address(gone[0].text, come[0].text, case)
    if kinds == {"number"} and len(gone) == len(come) == 1:
        return _number(gone[0].text, come[0].text, case)
    if kinds == {"mark"} and max(len(gone), len(come)) == 1:
        outside = not gone and come[0] is not case.new[-1]
        if _is_last(gone, case.old) and _is_last(come, case.new) and not outside:
            before, after = (tokens[0].text if tokens else "" for tokens in (gone, come))
            return _final(before, after, case)
        return "punctuation inside of the sentence"
    return "several things changed together"


def _address(before: str, after: str, case: _Case) -> _Edit | str:
    if sum(token.text == before for token in case.old) != 1:
        return "it stands in the source more than once"
    found = [token for token in _tokens(case.text) if token.same == ("address", before)]
    if len(found) != 1:
        return "the translation does not have it exactly once"
    return found[0], after


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _number(before: str, after: str, case: _Case) -> _Edit | str:
    same = [t for t in case.old if t.kind == "number" and _digits(t.text) == _digits(before)]
    if len(same) != 1:
        return "it stands in the source more than once"
    numbers = [token for token in _tokens(case.text) if token.kind == "number"]
    found = [token for token in numbers if _digits(token.text) == _digits(before)]
    if len(found) != 1:
        return "the translation does not have it exactly once"
    spelled = _spelled_alike(before, found[0].text, after)
    if spelled is None:
        return "the translation may spell it in another way"
    if not _same_form(before, after, case.plural):
        return "the words beside it may need another form"
    return found[0], spelled


def _spelled_alike(source: str, translated: str, number: str) -> str | None:
    """Spell `number` as `translated` spells `source`; None where that shows no way to."""
    theirs = re.split(r"\d+", translated)[1:-1]
    ours = re.split(r"\d+", source)[1:-1]
    if len(theirs) not in (0, len(ours)) or any(char not in ours for char in _marks(number)):
        return None
    spelling: dict[str, str] = {}
    for one, other in zip_longest(ours, theirs, fillvalue=""):
        if spelling.setdefault(one, other) != other:
            return None
    return "".join(spelling.get(char, char) for char in number)


def _marks(number: str) -> list[str]:
    return [char for char in number if not char.isdigit()]


def _same_form(before: str, after: str, plural: PluralRule | None) -> bool:
    """Tell whether the words beside one number can stand beside the other."""
    if max(len(before), len(after)) > _LONGEST_NUMBER:
        return False
    one, other = int(_digits(before)), int(_digits(after))
    if min(one, other) < 2:
        return False
    return plural is None or plural(one) == plural(other)


def _is_last(tokens: Sequence[_Token], among: Sequence[_Token]) -> bool:
    """Tell whether nothing but what closes a sentence follows; nothing at all is last, too."""
    if not tokens:
        return True
    return all(t.text in _CLOSERS for t in among if t.start > tokens[0].start)


def _final(before: str, after: str, case: _Case) -> _Edit | str:
    for mark in (before, after):
        if mark not in ("", ".", "…", "...") and (
            mark not in _KINDS or not _LIKE_ENGLISH.fullmatch(case.language)
        ):
            return "the translation may need other punctuation"
    tokens = _tokens(case.text)
    if not before:
        last = tokens[-1] if tokens else _Token("mark", "", 0)
        if last.kind == "mark" or not _has_case(last.text):
            return "the translation ends in another way"
        return _Token("mark", "", last.start + len(last.text)), after
    while tokens and tokens[-1].text in _CLOSERS:
        tokens.pop()
    last = tokens[-1] if tokens else _Token("mark", "", 0)
    if last.kind != "mark" or _KINDS.get(last.text) != _KINDS[before]:
        return "the translation ends in another way"
    if last.text not in _OF_ENGLISH or case.text[: last.start][-1:].isspace():
        return "the translation may need other punctuation"
    return last, after


def _has_case(word: str) -> bool:
    """Tell whether a word is of a script that sets a full stop as English does."""
    return word.lower() != word.upper()
