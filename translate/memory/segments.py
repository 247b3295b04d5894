"""The translation memory: every translation of a project, found by the same or a similar source.

An SQLite file under `.translate/`, made from the project's PO files and TMX files. Those are the
truth: the memory can be deleted at any time and is filled anew.

Sources are kept once for each pair of languages (`text`), in the spelling of `normalised`, with
the units that have them. An index of character n-grams (`grams`) over blocks of texts finds what
is similar; texts that came after the last block was made are compared one by one, until there
are enough of them for a block.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any
from unicodedata import normalize

from translate.memory import shelves
from translate.memory.database import Layout, open_database, reading, writing
from translate.memory.shelves import Shelf

_SCHEMA = """
create table if not exists pair (
    id integer primary key, source text not null, target text not null, unique (source, target)
);
create table if not exists origin (
    id integer primary key, name text not null, language text not null, imported integer not null,
    digest blob not null, unique (name, language, imported)
);
create table if not exists text (
    id integer primary key autoincrement, pair integer not null, digest integer not null,
    normal text not null
);
create index if not exists text_digest on text (digest);
create index if not exists text_pair on text (pair);
create table if not exists unit (
    id integer primary key, text integer not null, origin integer not null,
    reviewed integer not null, kind text not null, context text, article text,
    source text not null, target text not null
);
create index if not exists unit_text on unit (text);
create index if not exists unit_origin on unit (origin);
"""
_ARTICLE, _IMPORT = 0, 1  # what an origin is
_UNITS = """
select unit.text, unit.source, unit.target, pair.source, pair.target, unit.reviewed, unit.kind,
    unit.context, coalesce(unit.article, origin.name)
from unit join origin on origin.id = unit.origin join text on text.id = unit.text
    join pair on pair.id = text.pair
where unit.text in (select value from json_each(?))
"""
_LAYOUT = Layout(
    "the memory",
    1,  # of the tables, of `normalised` and of the hashes
    _SCHEMA + shelves.SCHEMA,
    "It was deleted. Run the command again; it is made anew from the PO and TMX files.",
    (
        "page_size = 16384",  # bytes; the lists of the index are longer than SQLite's usual pages
        "cache_size = -65536",  # KiB of pages that SQLite may keep in memory
        "journal_size_limit = 0",
    ),
)
_CANDIDATES = 600  # that are compared in one look-up
_ALMOST = 99.0  # the best score of what is not the same
_CELLS = 3_000_000  # of the comparisons' work, which grows with the square of the length

_QUOTES = str.maketrans("‘’‚‛′ʼ“”„‟«»″", '\'\'\'\'\'\'"""""""')
_NO_CONTROL = re.compile(r"[\0-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation on record, `reviewed` if a person stands by it. Languages are BCP 47 tags.

    `kind` is the note of its entry (`heading`), `context` its msgctxt, `article` the article or
    the imported file that it is from.
    """

    source: str
    target: str
    source_language: str
    target_language: str
    reviewed: bool
    kind: str
    context: str | None
    article: str


@dataclass(frozen=True, slots=True)
class Match:
    """A unit whose source is like the one looked for; `score` is 100 only if it is the same."""

    unit: Unit
    score: float


def normalised(text: str) -> str:
    """Return a text as near matches see it: without case, kinds of quotes and runs of blanks."""
    plain = normalize("NFC", _NO_CONTROL.sub(" ", text).casefold())
    return " ".join(plain.translate(_QUOTES).split())


class Memory:
    """The units of a project and of what was imported; `open_memory` reports what goes wrong."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shelves: dict[int, Shelf] = {}
        self._state = (-1, -1)

    def __len__(self) -> int:
        return int(self._connection.execute("select count(*) from unit").fetchone()[0])

    def replace_article(self, article: str, target_language: str, units: Sequence[Unit]) -> bool:
        """Make `units` all that is known from an article's catalog; tell whether that was news."""
        digest = blake2b(repr(units if isinstance(units, list) else list(units)).encode()).digest()
        query = "select digest from origin where name = ? and language = ? and imported = 0"
        if self._connection.execute(query, (article, target_language)).fetchone() == (digest,):
            return False
        self._replace(article, target_language, _ARTICLE, digest, units)
        return True

    def add_tmx(self, units: Iterable[Unit], name: str, stamp: str = "") -> int:
        """Make `units` all that is known from the TMX file `name`; return their number.

        They stay until the file is read again or forgotten, whatever becomes of the articles.
        `stamp` tells this state of the file from others. What cannot be read from `units` to its
        end leaves the memory as it was.
        """
        return self._replace(name, "", _IMPORT, stamp.encode(), units)

    def imports(self) -> dict[str, str]:
        """Return the stamps of the TMX files that were read, by their names."""
        query = "select name, digest from origin where imported order by name"
        return {name: bytes(stamp).decode() for name, stamp in self._connection.execute(query)}

    def forget_imports(self, present: Collection[str]) -> int:
        """Forget all TMX files but these; return the number of those that are forgotten."""
        query = "select id, name from origin where imported"
        return self._forget(k for k, name in self._connection.execute(query) if name not in present)

    def articles(self) -> list[tuple[str, str]]:
        """Return the (article, target language) pairs whose catalogs were taken in."""
        query = "select name, language from origin where not imported order by name, language"
        return [(name, language) for name, language in self._connection.execute(query)]

    def forget_missing(self, present: Iterable[tuple[str, str]]) -> int:
        """Forget all but these (article, target language) pairs, and the imports; count them."""
        kept = set(present)
        query = "select id, name, language from origin where not imported"
        rows = self._connection.execute(query)
        return self._forget(key for key, *name in rows if tuple(name) not in kept)

    def _forget(self, origins: Iterable[int]) -> int:
        gone = list(origins)
        if gone:
            with writing(self._connection):
                for key in gone:
                    self._empty(key)
                    self._connection.execute("delete from origin where id = ?", (key,))
                self._prune()
        return len(gone)

    def exact(self, source: str, source_language: str, target_language: str) -> list[Unit]:
        """Return every unit with this very source, to the last character; the reviewed first."""
        pair = self._pair(source_language, target_language)
        normal = normalised(source)
        query = "select id from text where digest = ?"
        keys = [] if pair is None else self._connection.execute(query, (_digest(pair, normal),))
        units = [unit for _, unit in self._units([key for (key,) in keys]) if unit.source == source]
        here = (source_language, target_language)
        units = [unit for unit in units if (unit.source_language, unit.target_language) == here]
        return sorted(units, key=_order)

    def near(
        self,
        source: str,
        source_language: str,
        target_language: str,
        least: float = 75.0,
        limit: int = 5,
    ) -> list[Match]:
        """Return the units with the most similar sources, the best first, none below `least`.

        The score is rapidfuzz's `ratio` (0 to 100) of the texts as `normalised` gives them, and
        99 at most unless the sources are the same. Among equal scores the reviewed come first.
        No two matches have the same source and target. Look-ups are made for 75 and above: below,
        more and more is overlooked.
        """
        wanted = normalised(source)
        pair = self._pair(source_language, target_language)
        if pair is None or not wanted or limit < 1:
            return []
        shelves.settle(self._connection, pair)
        with reading(self._connection):
            scores = self._scores(self._shelf(pair), wanted, least, limit)
            if len(scores) > limit:
                cut = sorted(scores.values())[-limit]
                scores = {key: score for key, score in scores.items() if score >= cut}
            units = self._units(list(scores))
        found = [(100.0 if u.source == source else scores[key], u) for key, u in units]
        found.sort(key=lambda pair: (-pair[0], *_order(pair[1])))
        best: dict[tuple[str, str], Match] = {}
        for score, unit in found:
            if score >= least:
                best.setdefault((unit.source, unit.target), Match(unit, score))
        return list(best.values())[:limit]

    def settle(self) -> None:
        """Index what is not indexed yet. `near` does so for its languages, when it is worth it."""
        for (pair,) in self._connection.execute("select id from pair").fetchall():
            shelves.settle(self._connection, pair)

    def _pair(self, source_language: str, target_language: str) -> int | None:
        query = "select id from pair where source = ? and target = ?"
        row = self._connection.execute(query, (source_language, target_language)).fetchone()
        return None if row is None else int(row[0])

    def _units(self, texts: Sequence[int]) -> list[tuple[int, Unit]]:
        rows = self._connection.execute(_UNITS, (json.dumps(texts),))
        return [(row[0], _unit(*row[1:])) for row in rows]

    def _replace(
        self, name: str, language: str, imported: int, digest: bytes, units: Iterable[Unit]
    ) -> int:
        run = self._connection.execute
        with writing(self._connection):
            run(
                "insert into origin (name, language, imported, digest) values (?, ?, ?, ?)"
                " on conflict do update set digest = excluded.digest",
                (name, language, imported, digest),
            )
            query = "select id from origin where name = ? and language = ? and imported = ?"
            (origin,) = run(query, (name, language, imported)).fetchone()
            self._empty(origin)
            count = self._insert(origin, name, units)
            self._prune()
        return count

    def _insert(self, origin: int, name: str, units: Iterable[Unit]) -> int:
        run = self._connection.execute
        pairs: dict[tuple[str, str], int] = {}
        count = 0
        for unit in units:
            count += 1
            languages = (unit.source_language, unit.target_language)
            if languages not in pairs:
                run("insert or ignore into pair (source, target) values (?, ?)", languages)
                pairs[languages] = self._pair(*languages) or 0
            pair, normal = pairs[languages], normalised(unit.source)
            digest = _digest(pair, normal)
            row = run("select id from text where digest = ?", (digest,)).fetchone()
            if row is None:
                query = "insert into text (pair, digest, normal) values (?, ?, ?)"
                row = (run(query, (pair, digest, normal)).lastrowid,)
            texts = (unit.source, unit.target)
            article = None if unit.article == name else unit.article
            run(
                "insert into unit (text, origin, reviewed, kind, context, article, source, target)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, origin, unit.reviewed, unit.kind, unit.context, article, *texts),
            )
        return count

    def _empty(self, origin: int) -> None:
        """Delete the units of an origin, and note the texts that may have lost their last one."""
        run = self._connection.execute
        run("create temp table if not exists touched (id integer primary key)")
        run("insert or ignore into touched select text from unit where origin = ?", (origin,))
        run("delete from unit where origin = ?", (origin,))

    def _prune(self) -> None:
        """Delete the noted texts that no unit has any more."""
        self._connection.execute(
            "delete from text where id in (select id from touched)"
            " and not exists (select 1 from unit where unit.text = text.id)"
        )
        self._connection.execute("delete from touched")

    def _shelf(self, pair: int) -> Shelf:
        """Return what is kept in memory of a pair, read again if anything changed since."""
        state = (
            self._connection.execute("pragma data_version").fetchone()[0],
            self._connection.total_changes,
        )
        if state != self._state:
            self._shelves.clear()
            self._state = state
        if pair not in self._shelves:
            self._shelves[pair] = shelves.load(self._connection, pair)
        return self._shelves[pair]

    def _scores(self, shelf: Shelf, wanted: str, least: float, limit: int) -> dict[int, float]:
        """Return the ids of texts that are alike to the degree `least`, with their scores."""
        cells = len(wanted) * (len(wanted) // 64 + 1)
        count = max(4 * limit, min(_CANDIDATES, _CELLS // cells))
        scores = _compared(wanted, shelf.loose, least)
        if shelf.blocks:
            chosen = shelves.candidates(self._connection, shelf, wanted, least / 100, count)
            query = "select id, normal from text where id in (select value from json_each(?))"
            rows = self._connection.execute(query, (json.dumps(chosen),))
            scores |= _compared(wanted, dict(rows.fetchall()), least)
        return scores


def _compared(wanted: str, texts: Mapping[int, str], least: float) -> dict[int, float]:
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, texts, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {key: min(score, _ALMOST) for _, score, key in found}


def _digest(pair: int, normal: str) -> int:
    """Return 64 bits that stand for a text; no two texts of a memory are likely to share them."""
    data = f"{pair}\n{normal}".encode()
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def _unit(*row: Any) -> Unit:
    values = list(row)
    values[4] = bool(values[4])
    return Unit(*values)


def _order(unit: Unit) -> tuple[bool, str, str, str, str, str]:
    return (
        not unit.reviewed,
        unit.source,
        unit.article,
        unit.target,
        unit.kind,
        unit.context or "",
    )


@contextmanager
def open_memory(folder: Path) -> Iterator[Memory]:
    """Open the translation memory in a folder, which is made if need be.

    `database.open_database` tells what becomes of a file that is of no use, and what it raises.
    """
    with open_database(folder / "memory.sqlite", _LAYOUT) as connection:
        yield Memory(connection)
