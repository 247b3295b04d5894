"""The index of near matches as it lies in SQLite: for each pair of languages, blocks of texts.

A block covers the texts of its pair whose ids are above `low` and up to `high`. Texts above the
last block are loose: they are compared one by one, until there are enough of them. Then they
become a block, together with the blocks before it that are not much larger, so that a memory that
grows by and by has few blocks and spends little on building them.

A text that is deleted stays in its block, where it does no harm, until too few are left.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from translate.memory.database import writing

if TYPE_CHECKING:
    from translate.memory.grams import Block

SCHEMA = """
create table if not exists block (
    id integer primary key, pair integer not null, low integer not null, high integer not null,
    characters integer not null, ids blob not null, lengths blob not null, sizes blob not null
);
create table if not exists posting (id integer primary key, ordinals blob not null);
"""
_BUCKET_BITS = 32  # of a posting's id; the block's id stands above them

_LOOSE = 2048  # texts that may be loose
_FULL = 1 << 24  # characters of the largest blocks
_GROWTH = 3  # how much larger a block must be to stay as it is when the texts after it become one
_ALIVE = 0.7  # the share of a block's texts that must still be there


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is kept in memory of a pair of languages; `loose` are the texts in no block, by id."""

    blocks: tuple[Block, ...]
    loose: dict[int, str]


def load(connection: sqlite3.Connection, pair: int) -> Shelf:
    """Read what look-ups in a pair of languages need in memory (9 bytes a text, about)."""
    query = "select id, ids, lengths, sizes from block where pair = ? order by low"
    blocks = connection.execute(query, (pair,)).fetchall()
    query = "select id, normal from text where pair = ? and id > ?"
    loose = dict(connection.execute(query, (pair, _last(connection, pair))).fetchall())
    if not blocks:
        return Shelf((), loose)
    import numpy as np

    from translate.memory.grams import Block

    return Shelf(
        tuple(Block(key, *(np.frombuffer(b, np.uint32) for b in blobs)) for key, *blobs in blocks),
        loose,
    )


def candidates(
    connection: sqlite3.Connection, shelf: Shelf, wanted: str, least: float, count: int
) -> list[int]:
    """Return the ids of up to `count` texts in blocks that may resemble a text.

    `least` is the similarity (0 to 1) that is asked for.
    """
    import numpy as np

    from translate.memory import grams

    query = grams.query(wanted)
    total = sum(len(block.ids) for block in shelf.blocks)
    found = []
    for block in shelf.blocks:

        def read(buckets: list[int], base: int = block.key << _BUCKET_BITS) -> list[bytes]:
            select = "select ordinals from posting where id in (select value from json_each(?))"
            keys = json.dumps([base | bucket for bucket in buckets])
            return [data for (data,) in connection.execute(select, (keys,))]

        share = len(block.ids) / total
        found.append(grams.candidates(block, query, least, share, read))
    ids = np.concatenate([ids for ids, _ in found])
    guesses = np.concatenate([guesses for _, guesses in found])
    if len(ids) > count:
        ids = ids[np.argpartition(guesses, -count)[-count:]]
    chosen: list[int] = ids.tolist()
    return chosen


def settle(connection: sqlite3.Connection, pair: int) -> None:
    """Index the loose texts of a pair if there are many; merge small blocks, mend thinned ones.

    Takes some 10 MB of memory for each million characters of the block at hand, and up to a few
    hundred. An interruption leaves a sound index.
    """
    last = _last(connection, pair)
    query = "select count(*) from (select 1 from text where pair = ? and id > ? limit ?)"
    if connection.execute(query, (pair, last, _LOOSE + 1)).fetchone()[0] <= _LOOSE:
        return
    with writing(connection):
        _mend(connection, pair)
        _loosen(connection, pair)
    more = True
    while more:
        with writing(connection):
            more = _add_block(connection, pair, _last(connection, pair), inf)


def _last(connection: sqlite3.Connection, pair: int) -> int:
    """Return the id above which all texts of a pair are loose."""
    query = "select coalesce(max(high), 0) from block where pair = ?"
    return int(connection.execute(query, (pair,)).fetchone()[0])


def _mend(connection: sqlite3.Connection, pair: int) -> None:
    """Make the blocks anew that have lost many of their texts."""
    query = "select id, low, high, length(ids) / 4 from block where pair = ?"
    for key, low, high, count in connection.execute(query, (pair,)).fetchall():
        if _size(connection, pair, low, high)[0] < _ALIVE * count:
            _delete_block(connection, key)
            _add_block(connection, pair, low, high)


def _loosen(connection: sqlite3.Connection, pair: int) -> None:
    """Delete the last blocks that are too small to stay, so that their texts are loose again."""
    query = "select id, characters from block where pair = ? order by low desc"
    size = _size(connection, pair, _last(connection, pair), inf)[1]
    for key, characters in connection.execute(query, (pair,)).fetchall():
        if characters > min(_GROWTH * size, _FULL / 2):
            break
        _delete_block(connection, key)
        size += characters


def _size(connection: sqlite3.Connection, pair: int, low: int, high: float) -> tuple[int, int]:
    """Return how many texts, and of how many characters, a pair has in a range of ids."""
    query = (
        "select count(*), coalesce(sum(length(normal)), 0) from text"
        " where pair = ? and id > ? and id <= ?"
    )
    count, characters = connection.execute(query, (pair, low, high)).fetchone()
    return int(count), int(characters)


def _delete_block(connection: sqlite3.Connection, key: int) -> None:
    connection.execute("delete from block where id = ?", (key,))
    bounds = (key << _BUCKET_BITS, (key + 1) << _BUCKET_BITS)
    connection.execute("delete from posting where id >= ? and id < ?", bounds)


def _add_block(connection: sqlite3.Connection, pair: int, low: int, high: float) -> bool:
    """Make a block of the first texts in a range of ids; tell whether others may be left."""
    from translate.memory import grams

    query = "select id, normal from text where pair = ? and id > ? and id <= ? order by id"
    texts: list[tuple[int, str]] = []
    characters = 0
    for row in connection.execute(query, (pair, low, high)):
        texts.append(row)
        characters += len(row[1])
        if characters >= _FULL:
            break
    if not texts:
        return False
    key = connection.execute("select coalesce(max(id), 0) + 1 from block").fetchone()[0]
    block, buckets = grams.build(key, texts)
    arrays = (block.ids.tobytes(), block.lengths.tobytes(), block.sizes.tobytes())
    row = (key, pair, low, texts[-1][0], characters, *arrays)
    connection.execute("insert into block values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    rows = ((key << _BUCKET_BITS | bucket, data) for bucket, data in buckets)
    connection.executemany("insert into posting values (?, ?)", rows)
    return characters >= _FULL
