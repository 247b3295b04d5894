"""The way of a draft as the tool goes it, for one engine and without a project."""

from __future__ import annotations

import argparse
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translate.casing import Names
from translate.engines import load
from translate.engines.argos.engine import Argos
from translate.memory.drafts import open_cache
from translate.model import Engine, Leg, Route
from translate.workflow.drafting import Drafting
from translate.workflow.gate import Gate
from translate.workflow.translator import Translator


@contextmanager
def drafting(engine: Engine, source: str, target: str) -> Iterator[Drafting]:
    """Lead drafts of one engine through everything that stands before the PO file."""
    with tempfile.TemporaryDirectory() as folder, open_cache(Path(folder)) as cache:
        route = Route((Leg(engine.name, source, target),))
        gate = Gate(source, target)
        yield Drafting(Translator([engine], cache), (route,), gate, Names())


@contextmanager
def opened(name: str, package: Path | None) -> Iterator[Engine]:
    """Load an engine; Argos from a package file, where one is given."""
    if name == "argos" and package is not None:
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(package) as archive:
                archive.extractall(folder)
            yield Argos([Path(folder)])
        return
    engine = load(name)
    try:
        yield engine
    finally:
        close = getattr(engine, "close", None)
        if close is not None:
            close()


def arguments() -> tuple[Path | None, list[str]]:
    """Return the package for Argos and the names of engines that the command line gives."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--argos", type=Path, metavar="PACKAGE", help="a package en→pt")
    parser.add_argument("engines", nargs="*", metavar="ENGINE")
    given = parser.parse_args()
    return given.argos, given.engines or ["firefox", *(["argos"] if given.argos else [])]
