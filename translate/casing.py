"""Capitals: a headline that shouts, made readable for an engine, and loud again afterwards.

Models have seen little text in capitals, and leave it as it is or garble it; the same words in
sentence case they translate well. What lower case would hide is put back: names and acronyms that
the other texts of the articles have within their sentences, and names of countries, cities,
days, months and languages as CLDR spells them.

Nothing here changes the length of a text: spans stay where they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from translate.languages import base, locale
from translate.model import SpanKind, SpannedText

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*")
_FEWEST = 8  # letters of a text that can be said to shout; a shorter one may be an acronym
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class Names:
    """How words are spelled that are not in lower case: by their words in lower case."""

    spelled: Mapping[tuple[str, ...], str] = field(default_factory=dict)


def names_of(texts: Iterable[str], language: str) -> Names:
    """Learn names and acronyms from texts in a language: words with a capital within a sentence.

    A word that is found in lower case more often is no name. Texts that shout teach nothing.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if is_shouting(SpannedText(text)):
            continue
        for match in list(_WORD.finditer(text))[1:]:
            before = text[: match.start()].rstrip(" \"'“”«»‘’([")[-1:]
            if before not in ".!?:…" and len(match.group()) > 1:
                forms[match.group().lower()][match.group()] += 1
    spelled = dict(_known(base(language)))
    for lower, found in forms.items():
        form, _ = found.most_common(1)[0]
        if form != lower:
            spelled[lower,] = form
        else:
            spelled.pop((lower,), None)
    return Names(spelled)


@lru_cache(maxsize=8)
def _known(language: str) -> Mapping[tuple[str, ...], str]:
    """Return the names that CLDR has in a language, as far as they begin with a capital there."""
    facts = locale(language)
    found = [*facts.territories.values(), *facts.languages.values()]
    for widths in (*facts.days.values(), *facts.months.values()):
        found += widths.get("wide", {}).values()
    found += [zone.get("city", "") for zone in facts.time_zones.values()]
    found += [str(zone).rpartition("/")[2].replace("_", " ") for zone in facts.time_zones]
    names = (name for name in found if name[:1].isupper() and name != name.upper())
    return {tuple(_WORD.findall(name.lower())): name for name in names}


def is_shouting(text: SpannedText) -> bool:
    """Tell whether all words of a text are in capitals, what is protected left out."""
    letters = "".join(_words(text))
    return len(letters) >= _FEWEST and letters == letters.upper() and letters != letters.lower()


def _words(text: SpannedText) -> Iterator[str]:
    for match in _WORD.finditer(text.text):
        if not _is_kept(text, match.start()):
            yield match.group()


def _is_kept(text: SpannedText, at: int) -> bool:
    return any(
        span.kind is SpanKind.PROTECTED and span.start <= at < span.end for span in text.spans
    )


def in_sentence_case(text: SpannedText, names: Names) -> SpannedText:
    """Return a text that shouts as one would write it: a capital at its beginning, and in names."""
    lower = _mapped(text, str.lower)
    words = [match.span() for match in _WORD.finditer(lower.text)]
    out = list(lower.text)
    n = 0
    while n < len(words):
        for count in range(min(_LONGEST_NAME, len(words) - n), 0, -1):
            taken = words[n : n + count]
            name = names.spelled.get(tuple(lower.text[a:b] for a, b in taken))
            place = slice(taken[0][0], taken[-1][1])
            if name is not None and lower.text[place] == name.lower():
                out[place] = name
                n += count - 1
                break
        n += 1
    if words and not _is_kept(text, words[0][0]):
        out[words[0][0]] = _one(out[words[0][0]], str.upper)
    return SpannedText("".join(out), text.spans)


def in_capitals(text: SpannedText) -> SpannedText:
    """Return a text in capitals, what is protected left out."""
    return _mapped(text, str.upper)


def _mapped(text: SpannedText, change: Callable[[str], str]) -> SpannedText:
    changed = (
        character if _is_kept(text, at) else _one(character, change)
        for at, character in enumerate(text.text)
    )
    return SpannedText("".join(changed), text.spans)


def _one(character: str, change: Callable[[str], str]) -> str:
    """Change a character that stays a single one; “ß” has no capital of that kind."""
    changed = change(character)
    return changed if len(changed) == 1 else character
