"""The cache of drafts, so that no sentence is translated twice.

An SQLite file under `.translate/`. It can be deleted at any time: the PO files are the truth.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.memory.database import Layout, open_database, writing
from translate.model import Draft, Span, SpanKind, SpannedText, State, Translation

_SCHEMA = """
create table if not exists draft (
    route text not null, version text not null, source text not null, draft text not null,
    primary key (route, version, source)
) without rowid;
create table if not exists record (
    target text not null, article text not null, context text not null, source text not null,
    draft text not null, made text not null, origin text not null, month text not null,
    primary key (target, article, context, source)
) without rowid;
create table if not exists interim (
    target text not null, article text not null, context text not null, source text not null,
    draft text not null,
    primary key (target, article, context, source)
) without rowid;
"""
_LAYOUT = Layout(
    "the cache of drafts",
    2,
    _SCHEMA,
    "It was deleted. Run the command again; drafts are made anew.",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an entry was given before a person looked: the draft as it was written, and when.

    `source` and `context` are the entry's msgid and msgctxt. `draft` is what stood there when a
    person came, `made` what the engine had made, before anything learned was applied. `origin`
    names the engine and route or `memory`; `month` is `2026-05`.
    """

    target: str
    article: str
    context: str | None
    source: str
    draft: str
    made: str
    origin: str
    month: str


class DraftCache:
    """Drafts by route, model versions and text (with its spans)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(
        self, route: str, version: str, texts: Iterable[SpannedText]
    ) -> dict[SpannedText, Draft]:
        """Return the drafts on record for these texts."""
        found: dict[SpannedText, Draft] = {}
        query = "select draft from draft where route = ? and version = ? and source = ?"
        for text in texts:
            row = self._connection.execute(query, (route, version, _dump(text))).fetchone()
            if row is not None:
                found[text] = _draft(json.loads(row[0]))
        return found

    def store(self, route: str, version: str, drafts: Mapping[SpannedText, Draft]) -> None:
        """Keep drafts; on return they survive a crash."""
        rows = [(route, version, _dump(t), _dump_draft(d)) for t, d in drafts.items()]
        with writing(self._connection):
            self._connection.executemany("insert or replace into draft values (?, ?, ?, ?)", rows)

    def keep(self, drafts: Iterable[Recorded]) -> None:
        """Put on record what entries were given; a later draft of an entry takes its place."""
        rows = [
            (r.target, r.article, _context(r.context), r.source, r.draft, r.made, r.origin, r.month)
            for r in drafts
        ]
        with writing(self._connection):
            self._connection.executemany(
                "insert or replace into record values (?, ?, ?, ?, ?, ?, ?, ?)", rows
            )

    def kept(self, target: str, article: str) -> list[Recorded]:
        """Return what is on record for an article in a language."""
        rows = self._connection.execute(
            "select * from record where target = ? and article = ? order by context, source",
            (target, article),
        )
        return [
            Recorded(target, article, context[1:] if context else None, *rest)
            for _, _, context, *rest in rows
        ]

    def keep_interim(
        self, target: str, article: str, drafts: Mapping[tuple[str | None, str], Translation]
    ) -> None:
        """Keep drafts of entries that hold a person's translation of an earlier source.

        They stand nowhere else: the catalog keeps the person's words. `drafts` are by msgctxt and
        msgid; a later draft of an entry takes the place of the one before.
        """
        rows = [
            (target, article, _context(context), source, _dump_translation(draft))
            for (context, source), draft in drafts.items()
        ]
        with writing(self._connection):
            self._connection.executemany(
                "insert or replace into interim values (?, ?, ?, ?, ?)", rows
            )

    def interim(self, target: str, article: str) -> dict[tuple[str | None, str], Translation]:
        """Return the drafts that `keep_interim` keeps for an article."""
        rows = self._connection.execute(
            "select context, source, draft from interim where target = ? and article = ?",
            (target, article),
        )
        return {
            (context[1:] if context else None, source): _translation(json.loads(draft))
            for context, source, draft in rows
        }


def _context(context: str | None) -> str:
    """Spell a msgctxt as a key: none and the empty one are two things."""
    return "" if context is None else f":{context}"


@contextmanager
def open_cache(folder: Path) -> Iterator[DraftCache]:
    """Open the cache of drafts in a folder, which is made if need be.

    `database.open_database` tells what becomes of a cache file that is of no use, and what it
    raises.
    """
    with open_database(folder / "drafts.sqlite", _LAYOUT) as connection:
        yield DraftCache(connection)


def _plain(text: SpannedText) -> list[Any]:
    return [text.text, [[s.start, s.end, s.number, s.kind.value] for s in text.spans]]


def _dump(text: SpannedText) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)


def _dump_draft(draft: Draft) -> str:
    others = [_plain(text) for text in draft.alternatives]
    return json.dumps([_plain(draft.text), draft.score, others, draft.doubts], ensure_ascii=False)


def _dump_translation(one: Translation) -> str:
    return json.dumps([one.text, one.state, one.origin, one.reasons], ensure_ascii=False)


def _translation(row: Any) -> Translation:
    text, state, origin, reasons = row
    return Translation(text, State(state), origin, tuple(reasons))


def _spanned(plain: Any) -> SpannedText:
    text, spans = plain
    return SpannedText(text, tuple(Span(a, b, n, SpanKind(kind)) for a, b, n, kind in spans))


def _draft(row: Any) -> Draft:
    text, score, others, doubts = row
    return Draft(_spanned(text), score, tuple(_spanned(other) for other in others), tuple(doubts))
