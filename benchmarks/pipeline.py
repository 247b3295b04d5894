"""The way of a draft as the tool goes it, for one engine and without a project."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translate.casing import Names
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
