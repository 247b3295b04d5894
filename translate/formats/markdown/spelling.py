"""How words and codes are spelt in a segment of Markdown, and how they are read again."""

from __future__ import annotations

import re
from functools import cache, partial

from translate.formats.base import Markup
from translate.formats.markdown.dialects import abbreviations
from translate.formats.markdown.events import INLINE_TAGS, events
from translate.formats.markdown.inline import pieces_of
from translate.formats.pieces import without_empty_pairs
from translate.model import Inline, Role, Segment

_LEAD = "x "  # keeps what looks like the start of another block in the paragraph
NO_BREAK = "\ue000"
"""Stands for a blank at which a line must not be broken."""

_LABEL = re.compile(r"\[(\^?(?:\\.|[^\[\]\\])+)\]")
_LABELLED = frozenset({Role.CLOSE, Role.STANDING})
_NOT_A_LABEL = ("![[", "^[")  # embedded notes, and footnotes in their place
_MILD = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~(?=\S)|\$(?=\S)")
_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")


def mild(text: str) -> str:
    """Escape the characters that commonly are markup, where they could be."""
    return _MILD.sub(lambda match: "\\" + match.group(), text)


def full(text: str) -> str:
    """Escape every character that could be markup."""
    return _ACTIVE.sub(lambda match: "\\" + match.group(), text)


def codes(text: str, like: Segment, dialects: frozenset[str] = frozenset()) -> tuple[Inline, ...]:
    """Return the inline codes of a translation of the segment `like`.

    Footnotes and link labels that `like` uses count as defined.
    """
    raw = [like.text[code.start : code.end] for code in like.codes if code.role in _LABELLED]
    labels = {
        label for one in raw if not one.startswith(_NOT_A_LABEL) for label in _LABEL.findall(one)
    }
    known = "".join(f"\n\n[{label}]: x" for label in sorted(labels))
    run = [
        event
        for event in events(_LEAD + text + known, dialects)
        if event.end <= len(_LEAD) + len(text)
        and (event.phase == "leaf" or event.name in INLINE_TAGS)
    ]
    known_words = {
        code.plain
        for code in like.codes
        if code.role is Role.PROTECTED and code.plain == like.text[code.start : code.end]
    }
    pieces = abbreviations.protected(pieces_of(_LEAD + text + known, run, "\n"), known_words)
    pieces = without_empty_pairs(pieces)
    found: list[Inline] = []
    for piece in pieces:
        if piece.role is not None:
            start, end = piece.start - len(_LEAD), piece.end - len(_LEAD)
            found.append(Inline(start, end, piece.role, piece.number, piece.plain))
    return tuple(found)


@cache
def markup_in(dialects: frozenset[str]) -> Markup:
    """Return the inline markup of Markdown in some dialects."""
    return Markup((str, mild, full), partial(codes, dialects=dialects))


MARKUP = markup_in(frozenset())
"""The inline markup of Markdown where no dialect is on."""


def unbroken(text: str, dialects: frozenset[str]) -> str:
    """Return a text with `NO_BREAK` for each blank inside of a mark of a dialect."""
    out = list(text)
    for event in events(_LEAD + text, dialects):
        if event.name == "Mark":
            for index in range(event.start - len(_LEAD), event.end - len(_LEAD)):
                out[index] = NO_BREAK if out[index] == " " else out[index]
    return "".join(out)
