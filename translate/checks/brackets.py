"""Brackets and quotation marks: as many as in the source, and in pairs where those are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.pair import Doubt, Pair, words_of
from translate.languages import base

_KINDS = (("(（", ")）", "parenthesis"), ("[［", "]］", "square bracket"), ("{｛", "}｝", "brace"))
_DOUBLE = '“”„‟«»"＂「」『』《》‹›〝〞'
_SIDES = {"“": "”", "«": "»", "‹": "›", "「": "」", "『": "』", "《": "》"}
# An apostrophe stands in or behind a word; a single quotation mark encloses words.
_SINGLE = re.compile(
    r"(?<![\w'‘’‚])(?:['‘‚`´](?=[^\s'‘’])(?!s\b)(?:[^'‘’\"“”«»]|(?<=\w)['’](?=\w))*?(?<=[^\s(])['’‘`´](?!\w))"
)
_EMPTY = re.compile(r"[(（]\s*[)）]|[\[［]\s*[\]］]|[{｛]\s*[}｝]")
_GLOSS = re.compile(r"[(（][a-zà-ÿ]+[)）]")
_INCHES = re.compile(r"(?<=\d)(?:\"|''|″)(?=$|[\s,.;:)×x])")


def brackets(pair: Pair) -> Iterator[Doubt]:
    """Doubt brackets that are lost, or no longer in pairs.

    A pair more may explain a word, but in a fragment it is mostly made up; a pair around one word
    may do so in the source alone.
    """
    source, target = words_of(pair.source), words_of(pair.target)
    if len(_EMPTY.findall(target)) > len(_EMPTY.findall(source)):
        yield Doubt("brackets", "a pair of brackets with nothing in it was added", 0.7)
    for opening, closing, name in _KINDS:
        wanted = _count(source, opening), _count(source, closing)
        got = _count(target, opening), _count(target, closing)
        if wanted == got:
            continue
        if got[0] - got[1] != wanted[0] - wanted[1]:
            few, many = f"a {name} is missing", f"a {name} is too many"
            reason = few if sum(got) < sum(wanted) else many
            if sum(got) == sum(wanted):
                reason = f"{_plural(name)} are not in pairs"
            yield Doubt("brackets", reason, 0.7)
        elif pair.fragment and got[0] > wanted[0]:
            yield Doubt("brackets", f"a pair of {_plural(name)} was added", 0.4)
        elif got[0] < wanted[0] - len(_GLOSS.findall(source)):
            yield Doubt("brackets", f"a pair of {_plural(name)} is missing", 0.4)


def quotes(pair: Pair) -> Iterator[Doubt]:
    """Doubt quotation marks that are lost or no longer in pairs; any style will do.

    A pair more than in the source is a writer's choice: languages quote titles that others slant.
    """
    wanted, got = _marks(words_of(pair.source)), _marks(words_of(pair.target))
    if (wanted - got) % 2:
        word = "missing" if got < wanted else "too many"
        yield Doubt("quotes", f"a quotation mark is {word}", 0.7)
    elif got < wanted:
        yield Doubt("quotes", "a pair of quotation marks is missing", 0.5)
    elif got and not wanted % 2:
        yield from _sides(words_of(pair.target), pair)


def _sides(target: str, pair: Pair) -> Iterator[Doubt]:
    """Doubt marks that open and do not close, as “ with ", in languages where the sides differ."""
    source = words_of(pair.source)
    german = base(pair.target_language) == "de"
    sides = {**_SIDES, "„": "“"} if german else _SIDES
    for opening, closing in sides.items():
        if opening == "“" and (german or "„" in target or "“" not in target):
            continue  # German closes with what English opens with; Swedish opens with ”
        if _count(target, opening) == _count(target, closing):
            continue
        if _count(source, opening) == _count(source, closing):
            yield Doubt("quotes", f"{opening} and {closing} are not in pairs", 0.6)
            return


def _marks(text: str) -> int:
    """Count the quotation marks of a text; single ones only where they enclose something."""
    text = _INCHES.sub("", text) if text.count('"') % 2 or "″" in text else text
    doubles = text.replace("''", '"').replace("``", '"').replace(",,", '"').replace("<<", "«")
    doubles = doubles.replace(">>", "»").replace("‘‘", "“").replace("’’", "”")
    return _count(doubles, _DOUBLE) + 2 * len(_SINGLE.findall(doubles))


def _count(text: str, marks: str) -> int:
    return sum(text.count(mark) for mark in marks)


def _plural(name: str) -> str:
    return "parentheses" if name == "parenthesis" else f"{name}s"
