"""Dashes that set words apart: with spaces, or attached to the words that they set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.habits import Dash
from translate.typography.page import Page

_CLOSED = re.compile(r"(?<=[\w»”’)%])—(?=[\w«“‘„¿¡(])")
_SPACED = re.compile(r"(?<=[^\s–—])[ \u00a0\u202f]([–—])[ \u00a0\u202f](?=[^\s–—])")
_INSET = re.compile(r"(?<=\S)[ \u00a0]([–—])(?=[\w«“¿¡])([^–—]*[\w»”’)%…?!])([–—])[ \u00a0](?=\w)")
_HYPHEN = re.compile(r"(?<=[^\s–—-] )-(?= [^\s–—-])")
_NO_INSET = re.compile(r"\b[A-ZÀ-ÖØ-Þ]\w*—[A-ZÀ-ÖØ-Þ]|\d—\d")
_SENTENCE_END = re.compile(r"[.!?]\s")


def dashes(text: str, page: Page) -> Iterator[Edit]:
    """Yield the target's dashes: closed ones with spaces, insets attached or no longer attached.

    The source must have dashes of the same form. One between two names or numbers (Paris—Lyon)
    is left alone, and an inset needs two of a kind in one sentence. What is spaced stays spaced
    in English, where both habits live.
    """
    closed = _closed(text, page)
    if page.to.dash is Dash.ATTACHED:
        yield from _attached_closed(text, closed)
        yield from _attached_spaced(text, page)
    elif page.to.dash is Dash.CLOSED:
        yield from _detached(text, page, "", "—")
    elif page.to.dash is not Dash.UNKNOWN:
        sign = "–" if page.to.dash is Dash.SPACED_EN else "—"
        yield from (Edit(at, at + 1, f" {sign} ") for at in closed)
        yield from _detached(text, page, " ", sign)


def hyphens_for_dashes(text: str, page: Page) -> Iterator[Edit]:
    """Yield a dash for each spaced hyphen, if the engine made the source's dashes hyphens.

    There must be as many of them as the source has dashes, and none in the source.
    """
    found = list(_HYPHEN.finditer(text))
    source = [*_SPACED.finditer(page.source), *_CLOSED.finditer(page.source)]
    if not found or len(found) != len(source) or _HYPHEN.search(page.source):
        return
    given = source[0][0].strip()
    own = {Dash.SPACED_EN: "–", Dash.UNKNOWN: given, Dash.CLOSED: given}
    sign = own.get(page.to.dash, "—")
    yield from (Edit(match.start(), match.end(), sign) for match in found)


def _closed(text: str, page: Page) -> list[int]:
    """Return the dashes without spaces, if the source has such dashes too."""
    if not _CLOSED.search(page.source) or _NO_INSET.search(page.source):
        return []
    return [match.start() for match in _CLOSED.finditer(text)]


def _attached_closed(text: str, closed: list[int]) -> Iterator[Edit]:
    if len(closed) == 2 and not _SENTENCE_END.search(text, closed[0], closed[1]):
        yield Edit(closed[0], closed[0], " ")
        yield Edit(closed[1] + 1, closed[1] + 1, " ")


def _attached_spaced(text: str, page: Page) -> Iterator[Edit]:
    found = list(_SPACED.finditer(text))
    if len(found) != 2 or found[0][1] != found[1][1] or len(_SPACED.findall(page.source)) != 2:
        return
    first, last = found
    inset = text[first.end() : last.start()]
    if not inset[:1].islower() or _SENTENCE_END.search(inset):
        return  # Paris – Lyon – Marseille
    sign = "—" if page.to.language == "es" else first[1]
    yield Edit(first.start(1), first.end(1), sign)
    yield Edit(first.end(1), first.end(), "")
    yield Edit(last.start(), last.start(1), "")
    yield Edit(last.start(1), last.end(1), sign)


def _detached(text: str, page: Page, space: str, sign: str) -> Iterator[Edit]:
    """Yield the dashes of an attached inset with that space at both sides of each."""
    found = list(_INSET.finditer(text))
    if len(found) != 1 or not _INSET.search(page.source):
        return
    first, last = found[0].span(1), found[0].span(3)
    if _SENTENCE_END.search(found[0][2]):
        return
    yield Edit(first[0] - 1, first[0], space)
    yield Edit(*first, sign + space)
    yield Edit(*last, space + sign)
    yield Edit(last[1], last[1] + 1, space)
