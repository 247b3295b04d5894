"""Where a message stands in its articles: the places that `#:` names, with or without lines.

A line number is wrong as soon as something is inserted above, and a file of numbers changes from
top to bottom. So there are none, unless the project asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from translate.catalog.po_text import Catalog, Entry

Place = tuple[str, int | None]
"""A path, relative to the project's root, and a line, or None."""

References = Literal["line", "file", "fading"]
"""What `#:` names: the file and the line, or the file alone. `fading` is for catalogs with numbers
that nobody asked for: a number stays while it is right, so that none is taken off for nothing.
"""


def renewed(
    before: Sequence[Place], now: Sequence[tuple[str, int]], references: References
) -> tuple[Place, ...]:
    """Return the places of a message as they are to be written; `before` are those in the file."""
    if references == "line":
        return tuple(dict.fromkeys(now))
    right = set(now).intersection(before) if references == "fading" else set()
    numbered = {path for path, _ in right}
    return tuple(
        dict.fromkeys(
            (path, line if path in numbered else None)
            for path, line in now
            if path not in numbered or (path, line) in right
        )
    )


def differ_in_lines(one: Catalog, other: Catalog) -> bool:
    """Tell whether two catalogs are the same but for line numbers."""
    return _unnumbered(one) == _unnumbered(other)


def _unnumbered(catalog: Catalog) -> list[Entry]:
    return [
        replace(
            entry, references=tuple(dict.fromkeys((path, None) for path, _ in entry.references))
        )
        for entry in catalog.entries
    ]
