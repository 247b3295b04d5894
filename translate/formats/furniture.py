"""Page furniture: what a web page says around an article ("Show more", "Back to top").

The lines are data: `data/furniture.json`, a list per language. A project adds its own.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files


def normalize(line: str) -> str:
    """Return a line as furniture is compared: one space for each gap, no case, no last mark."""
    plain = unicodedata.normalize("NFC", line).replace("’", "'")
    return " ".join(plain.split()).strip(" .…:>»<«|·•→↑").casefold()


@lru_cache(maxsize=8)
def _known() -> dict[str, list[str]]:
    text = files("translate").joinpath("data/furniture.json").read_text("utf-8")
    lists: dict[str, list[str]] = json.loads(text)["lines"]
    return lists


def lines_of(language: str | None, extra: Iterable[str] = ()) -> frozenset[str]:
    """Return the furniture lines of a language (a bare code such as `fr`) and a project's own.

    English is always among them: pages in any language carry English furniture.
    """
    known = _known()
    lists = [known.get(language or "", ()), known["en"], extra]
    return frozenset(normalize(line) for lines in lists for line in lines) - {""}
