"""SQLite files under `.translate/`: opened, made, and begun anew where they are of no use.

The PO files are the truth: a run that finds no such file takes longer, and knows nothing of what
engines had made before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from translate.errors import ProjectError
from translate.files import shown
from translate.locking import make_state_folder

_PATIENCE = 30  # seconds that a run waits for another one's transaction


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file holds. `name` is what a user reads of it: `the memory`.

    `version` numbers the meaning of the rows, `schema` makes the tables that are not there yet,
    `pragmas` are settings of the connection or of a new file, `remedy` says what to do when the
    file was found damaged and deleted.
    """

    name: str
    version: int
    schema: str
    remedy: str
    pragmas: tuple[str, ...] = ()


@contextmanager
def open_database(path: Path, layout: Layout) -> Iterator[sqlite3.Connection]:
    """Open a file, which is made with its folder if need be; changes are made in `writing`.

    A file that is damaged or of another version is replaced by an empty one. Raises `ProjectError`
    where the folder cannot be written, and where the file turns out to be damaged while in use:
    it is deleted then, and the next one is empty.
    """
    try:
        make_state_folder(path.parent)
        connection = _connect(path, layout)
    except (OSError, sqlite3.OperationalError) as error:
        raise ProjectError(f"{shown(path)}: {layout.name} cannot be written: {error}") from error
    try:
        yield connection
    except sqlite3.OperationalError as error:
        raise ProjectError(f"{shown(path)}: {layout.name} failed: {error}") from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise  # a mistake of ours, not of the file
        connection.close()
        _remove(path)
        raise ProjectError(
            f"{shown(path)}: {layout.name} is damaged: {error}", hint=layout.remedy
        ) from error
    finally:
        connection.close()


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Make all changes in the `with` block, or none of them."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    finally:
        if connection.in_transaction:
            connection.rollback()


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """Read one state of the file in the `with` block, whatever others write meanwhile."""
    connection.execute("begin")
    try:
        yield
    finally:
        connection.rollback()


def _connect(path: Path, layout: Layout) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        version = connection.execute("pragma user_version").fetchone()[0]
        if version not in {0, layout.version}:
            raise sqlite3.DatabaseError("another format")
        # Before all else: the size of a page is settled by the first thing that is written.
        for pragma in layout.pragmas:
            connection.execute(f"pragma {pragma}")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.executescript(layout.schema)
        connection.execute(f"pragma user_version = {layout.version}")
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        connection.close()
        _remove(path)
        return _connect(path, layout)
    return connection


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
