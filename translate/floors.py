"""Quality floors: a file of figures that may only get better.

The file is JSON: for each subject (what was measured), for each route, the figures. Higher is
better, but for those in `FALLING`. A person who accepts a loss edits the file by hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from translate.errors import ProjectError
from translate.files import shown, write_atomically

FALLING = frozenset({"ter"})
"""The figures of which less is better."""

_TOLERANCE = 0.05  # figures are kept with one decimal

Figures = Mapping[str, Mapping[str, float]]
"""The figures of each route, by their names."""


def hold(path: Path, subject: str, figures: Figures) -> list[str]:
    """Hold figures against a file of floors, in words where they are below; raise the others.

    A file that is not there is made, with the figures as they are. Raises `ProjectError` where the
    file cannot be read or written.
    """
    known = _read(path)
    floors = known.get(subject, {})
    breaches: list[str] = []
    raised: dict[str, dict[str, float]] = {route: dict(one) for route, one in floors.items()}
    for route, found in figures.items():
        mine = raised.setdefault(route, {})
        for name, value in found.items():
            floor = mine.get(name)
            if floor is not None and _gain(name, value, floor) < -_TOLERANCE:
                breaches.append(f"{route}: {name} is {value:.1f}, its floor is {floor:.1f}")
            elif floor is None or _gain(name, value, floor) > _TOLERANCE:
                mine[name] = round(value, 1)
    if raised != floors:
        text = json.dumps({**known, subject: raised}, ensure_ascii=False, indent=2, sort_keys=True)
        write_atomically(path, f"{text}\n".encode(), path.resolve().parent)
    return breaches


def _gain(name: str, value: float, floor: float) -> float:
    return floor - value if name in FALLING else value - floor


def _read(path: Path) -> dict[str, dict[str, dict[str, float]]]:
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
        return {
            str(subject): {
                str(route): {str(name): float(value) for name, value in figures.items()}
                for route, figures in routes.items()
            }
            for subject, routes in found.items()
        }
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ProjectError(
            f"{shown(path)}: this is no file of quality floors: {error}",
            hint="Mend it, or remove it: a new one begins with the figures of the next run.",
        ) from error
