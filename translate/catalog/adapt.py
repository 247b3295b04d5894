"""A reviewed translation follows a change of its source that changes no word.

White space, capitals, punctuation, an address, a number: where it is certain what that means for
the translation, the translation is changed along, or needs no change, and stays reviewed.
"""

from __future__ import annotations

import re
import unicodedata
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
_SAME_MARK = {"’": "'", "ʼ": "'", "‘": "'", "‚": "'", "′": "'", "...": "…"}
_SAME_MARK |= dict.fromkeys("“”„‟«»‹›″", '"') | dict.fromkeys("‐‑‒–—―−", "-")
# Marks inside of a sentence whose change leaves its meaning alone, as far as it has a translation.
_CLAUSE_MARKS = frozenset({",", ";", ":", "-"})
_QUIET_MARKS = _CLAUSE_MARKS | frozenset({".", "…", "...", "!", "'", '"', "(", ")"})
_LONGEST_ABBREVIATION = 4  # letters of a word that means something else in capitals: US, WHO
_INVERTED = {"!": "¡", "?": "¿"}
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
_LIKE_ENGLISH_INSIDE = re.compile(rf"(?:{_LIKE_ENGLISH.pattern}|(?:es|gl|ast)(?:[-_].*)?)")
_SPANISH = re.compile("(?:es|ast)(?:[-_].*)?")
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
        if self.kind == "word":
            return self.kind, self.text.casefold()
        return self.kind, self.mark

    @property
    def mark(self) -> str:
        """The mark in the one spelling that stands for all."""
        return _SAME_MARK.get(self.text, self.text)


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
    old, new = (_tokens(unicodedata.normalize("NFC", one)) for one in (before, after))
    words, now = ([t for t in tokens if t.kind == "word"] for tokens in (old, new))
    if [word.same for word in words] != [word.same for word in now]:
        return None
    changes = list(_changes(old, new))
    if any(a.kind == "code" for pair in changes for tokens in pair for a in tokens):
        return None
    if doubt := _other_words(words, now):
        return Adaptation(None, doubt=doubt)
    edits = _capital(words, now, text)
    for gone, come in changes:
        done = _one_change(gone, come, _Case(old, new, text, language, plural))
        if isinstance(done, str):
            return Adaptation(None, doubt=f"{_shown(gone)} → {_shown(come)}: {done}")
        edits += done
    for token, value in sorted(edits, key=lambda e: -e[0].start):
        text = text[: token.start] + value + text[token.start + len(token.text) :]
    return Adaptation(text, tuple((token.text, value) for token, value in edits))


def _other_words(before: Sequence[_Token], after: Sequence[_Token]) -> str:
    """Say which word may be another one in its new capitals, if any.

    Where all words are in capitals, as in a headline, these say nothing.
    """
    if len(before) > 1 and any(all(t.text.isupper() for t in words) for words in (before, after)):
        return ""
    for one, other in zip(before, after, strict=True):
        short = len(one.text) <= _LONGEST_ABBREVIATION
        if one.text != other.text and short and one.text.isupper() != other.text.isupper():
            return f"{_shown([one])} → {_shown([other])}: it may be an abbreviation"
    return ""


def _capital(before: Sequence[_Token], after: Sequence[_Token], text: str) -> list[_Edit]:
    """Give a translation the capital that its source got for its first letter.

    Never the other way round: what begins with a capital may be a name.
    """
    first = next((token for token in _tokens(text) if token.kind == "word"), None)
    if not before or first is None or not first.text.islower():
        return []
    was, now = before[0].text, after[0].text
    if not was.islower() or now != _capitalized(was):
        return []
    return [(first, _capitalized(first.text))]


def _capitalized(word: str) -> str:
    return word[:1].upper() + word[1:]


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


def _one_change(gone: Sequence[_Token], come: Sequence[_Token], case: _Case) -> list[_Edit] | str:
    """Return what to replace in the text by what, or why nothing can be said."""
    kinds = {token.kind for token in (*gone, *come)}
    if kinds == {"address"} and len(gone) == len(come) == 1:
        return _address(gone[0].text, come[0].text, case)
    if kinds == {"number"} and len(gone) == len(come) == 1:
        return _number(gone[0].text, come[0].text, case)
    if kinds != {"mark"}:
        return "several things changed together"
    outside = not gone and come[0] is not case.new[-1]
    if _is_last(gone, case.old) and _is_last(come, case.new) and not outside:
        if max(len(gone), len(come)) == 1:
            before, after = (tokens[0].text if tokens else "" for tokens in (gone, come))
            return _final(before, after, case)
        return "several things changed together"
    return _inside(gone, come, case)


def _inside(gone: Sequence[_Token], come: Sequence[_Token], case: _Case) -> list[_Edit] | str:
    """Follow a change of punctuation inside of a sentence, which leaves its words as they are."""
    if any(token.mark not in _QUIET_MARKS for token in (*gone, *come)):
        return "a sign inside of the sentence"
    if _signs_a_number(gone, case.old) or _signs_a_number(come, case.new):
        return "it may belong to the number behind it"
    if len(gone) == len(come) == 1 and {gone[0].mark, come[0].mark} <= _CLAUSE_MARKS:
        here = [t for t in _tokens(case.text) if t.kind == "mark" and t.mark == gone[0].mark]
        once = sum(token.mark == gone[0].mark for token in case.old) == len(here) == 1
        if once and here[0].text == gone[0].text and _LIKE_ENGLISH_INSIDE.fullmatch(case.language):
            return [(here[0], come[0].text)]
    return []


def _signs_a_number(marks: Sequence[_Token], among: Sequence[_Token]) -> bool:
    """Tell whether a number stands right behind one of the marks, as in `-5` and `.5`."""
    starts = {token.start for token in among if token.kind == "number"}
    return any(token.start + len(token.text) in starts for token in marks)


def _address(before: str, after: str, case: _Case) -> list[_Edit] | str:
    if sum(token.text == before for token in case.old) != 1:
        return "it stands in the source more than once"
    found = [token for token in _tokens(case.text) if token.same == ("address", before)]
    if len(found) != 1:
        return "the translation does not have it exactly once"
    return [(found[0], after)]


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _number(before: str, after: str, case: _Case) -> list[_Edit] | str:
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
    return [(found[0], spelled)]


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


def _final(before: str, after: str, case: _Case) -> list[_Edit] | str:
    spanish = _SPANISH.fullmatch(case.language) is not None
    for mark in (before, after):
        known = mark in ("", ".", "…", "...") or (mark in _INVERTED and spanish)
        if not known and (mark not in _KINDS or not _LIKE_ENGLISH.fullmatch(case.language)):
            return "the translation may need other punctuation"
    tokens = _tokens(case.text)
    if not before:
        last = tokens[-1] if tokens else _Token("mark", "", 0)
        if last.kind == "mark" or not _has_case(last.text):
            return "the translation ends in another way"
        end = (_Token("mark", "", last.start + len(last.text)), after)
        return _opened("", after, case, [end]) if spanish else [end]
    while tokens and tokens[-1].text in _CLOSERS:
        tokens.pop()
    last = tokens[-1] if tokens else _Token("mark", "", 0)
    if last.kind != "mark" or _KINDS.get(last.text) != _KINDS[before]:
        return "the translation ends in another way"
    if last.text not in _OF_ENGLISH or case.text[: last.start][-1:].isspace():
        return "the translation may need other punctuation"
    return _opened(before, after, case, [(last, after)]) if spanish else [(last, after)]


def _opened(before: str, after: str, case: _Case, edits: list[_Edit]) -> list[_Edit] | str:
    """Set or take away the mark that opens an exclamation or a question in Spanish."""
    gone, come = _INVERTED.get(before, ""), _INVERTED.get(after, "")
    if gone == come:
        return edits
    tokens = _tokens(case.text)
    inverted = [token for token in tokens if token.text in _INVERTED.values()]
    first = next((token for token in tokens if token.kind in {"word", "number"}), None)
    if not gone and not inverted and first is not None:
        return [(_Token("mark", "", first.start), come), *edits]
    alone = [token.text for token in inverted] == [gone]
    if alone and first is not None and inverted[0].start < first.start:
        return [(inverted[0], come), *edits]
    return "the translation may need other punctuation"


def _has_case(word: str) -> bool:
    """Tell whether a word is of a script that sets a full stop as English does."""
    return word.lower() != word.upper()
