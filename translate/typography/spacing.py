"""The spaces before `: ; ! ?` and inside of « »: what French puts there, what others do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.habits import SPACES
from translate.typography.page import SIGNED_NAME, Page

# A sign after a word and before a space or the end: no 14:30, no URL, no "::", no emoticon.
_SIGN = re.compile(
    rf"(?<=[\w»”“’‘\"'›)\]%‰°…€$£²³*+])(?P<gap>[{SPACES}]?)"
    rf"(?:(?P<turn>[!?]+)(?=$|[\s{SPACES}»”’\"'›)\].,;:…–—])|(?P<stop>[:;])(?=$|[\s{SPACES}»”\"›«“]))"
)
_SPACE_BEFORE = re.compile(rf"\w[{SPACES}][:;!?](?!\S)")
# What ends with a sign that is no punctuation: an entity, an emoji's name, a scheme, a drive.
_NO_PUNCTUATION = re.compile(
    r"(?:&#?\w+|(?:^|[\s(]):[\w+-]+|\b(?:https?|ftp|file|mailto)|(?:^|\s)(?-i:[A-Z]))$",
    re.IGNORECASE,
)
_SPACED_STOP = re.compile(rf"(?<=[\w»”’)\]%])[{SPACES}](?=[.,](?:$|[\s»”’\")]))")
_FIRST_INSIDE = re.compile(rf"«([{SPACES}]?)(?=[^\s{SPACES}»])")
_LAST_INSIDE = re.compile(rf"(?<=[^\s{SPACES}«])([{SPACES}]?)»")
_SWAPPED = re.compile(r"(?:^|[\s(\[])»\w|\w«(?:$|[\s.,;])")


def spaces_before_signs(text: str, page: Page) -> Iterator[Edit]:
    """Yield the target's space, or none, before `: ; ! ?`.

    Where the target has none, a space goes if the source is in a language that has it, or if no
    such space stands in the source.
    """
    wanted = page.to.before
    if wanted is None:
        return
    spares = not any((page.of.before or {}).values()) and _SPACE_BEFORE.search(page.source)
    for match in _SIGN.finditer(text):
        space = wanted[match["turn"][0] if match["turn"] else match["stop"]]
        gap = match["gap"]
        if gap == space or _means_something_else(text, match) or (not space and spares):
            continue
        yield Edit(match.start(), match.start() + len(gap), space)


def _means_something_else(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :].lstrip()
    if match["stop"] == ":" and before[-1:].isdigit() and after[:1].isdigit():
        return True  # a ratio, a time
    if match["gap"]:
        return False
    return bool(SIGNED_NAME.search(before) or (match["stop"] and _NO_PUNCTUATION.search(before)))


def spaces_before_stops(text: str, page: Page) -> Iterator[Edit]:
    """Take away the space before a full stop or a comma, if the source has none there."""
    if not _SPACED_STOP.search(page.source):
        yield from (Edit(match.start(), match.end(), "") for match in _SPACED_STOP.finditer(text))


def spaces_inside_quotes(text: str, page: Page) -> Iterator[Edit]:
    """Yield French no-break spaces after « and before », or none where French ones were left."""
    if not (page.to.inside or (page.to.quotes and page.of.inside)) or _SWAPPED.search(text):
        return
    for match in (*_FIRST_INSIDE.finditer(text), *_LAST_INSIDE.finditer(text)):
        if match[1] != page.to.inside:
            yield Edit(match.start(1), match.end(1), page.to.inside)
