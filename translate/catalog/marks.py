"""Marks: one short comment that says what a fuzzy text is, whatever programs the file went through.

msgmerge, pot2po, pybabel and polib's merge take the notes (`#.`) of an entry from the template,
which has none of ours. Of what an entry holds only the comments (`# `) come through all of them,
and through the saves of Poedit, Lokalize and Weblate. So an untouched draft has one line there,

    # draft: 5b1c9e2f of 8a3d1c20

the checksums of its text and of the source that it translates (`suspect draft:` where a check
doubts it). A stale text that was reviewed before its source changed has `# reviewed: … of …`: with
it the very words come back when the source does.

In an `Entry` marks are notes; only in the file do they stand among the comments.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_MARK = re.compile(
    r"(?P<kind>(?:suspect )?draft|reviewed): (?P<text>[0-9a-f]{8}) of (?P<source>[0-9a-f]{8})"
)


class Kind(StrEnum):
    """What a mark says of the text that it vouches for."""

    DRAFT = "draft"
    SUSPECT = "suspect draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a text is, by its checksum, and the checksum of the source that it translates."""

    kind: Kind
    text: str
    source: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text} of {self.source}"


def checksum(*texts: str) -> str:
    """Return eight digits that stand for texts: the CRC-32 of their UTF-8, in hexadecimal.

    Of plural forms it is of all in their order.
    """
    written = "\0".join(texts).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(written):08x}"


def source_checksum(context: str | None, msgid: str) -> str:
    """Return the checksum of a msgid, with its msgctxt where there is one."""
    return checksum(msgid) if context is None else checksum(context, msgid)


def marks(notes: Iterable[str]) -> Iterator[Mark]:
    """Yield the marks among the notes of an entry."""
    for found in filter(None, map(_MARK.fullmatch, notes)):
        yield Mark(Kind(found["kind"]), found["text"], found["source"])


def is_mark(note: str) -> bool:
    """Tell whether a line is a mark, as this tool writes it."""
    return _MARK.fullmatch(note) is not None
