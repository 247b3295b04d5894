"""Quality floors only go up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import ProjectError
from translate.floors import FALLING, hold

FIGURE = st.floats(0, 100)


def test_the_first_figures_become_the_floors(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert hold(path, "a.md → es", {"argos": {"chrf": 51.24, "ter": 40.0}}) == []
    assert json.loads(path.read_text()) == {"a.md → es": {"argos": {"chrf": 51.2, "ter": 40.0}}}


def test_a_better_figure_raises_its_floor_and_a_worse_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    hold(path, "x", {"argos": {"chrf": 50.0, "ter": 40.0, "codes": 100.0}})
    found = hold(path, "x", {"argos": {"chrf": 52.0, "ter": 41.0, "codes": 99.0}})
    assert found == [
        "argos: ter is 41.0, its floor is 40.0",
        "argos: codes is 99.0, its floor is 100.0",
    ]
    assert json.loads(path.read_text())["x"]["argos"] == {"chrf": 52.0, "ter": 40.0, "codes": 100.0}


def test_other_subjects_and_routes_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    hold(path, "x", {"argos": {"chrf": 50.0}})
    hold(path, "y", {"firefox": {"chrf": 10.0}})
    assert json.loads(path.read_text())["x"] == {"argos": {"chrf": 50.0}}


def test_the_same_figures_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    hold(path, "x", {"argos": {"chrf": 50.0}})
    before = path.stat().st_mtime_ns
    assert hold(path, "x", {"argos": {"chrf": 50.03}}) == []
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("text", ["{", "[1]", '{"x": 1}', '{"x": {"a": {"chrf": "high"}}}'])
def test_a_broken_file_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text)
    with pytest.raises(ProjectError, match="quality floors"):
        hold(path, "x", {"argos": {"chrf": 1.0}})
    assert path.read_text() == text


@given(st.lists(st.dictionaries(st.sampled_from(["chrf", "ter"]), FIGURE), max_size=5))
def test_no_run_ever_lowers_a_floor(
    tmp_path_factory: pytest.TempPathFactory, runs: list[dict[str, float]]
) -> None:
    path = tmp_path_factory.mktemp("floors") / "floors.json"
    best: dict[str, float] = {}
    for figures in runs:
        hold(path, "x", {"argos": figures})
        now = json.loads(path.read_text())["x"]["argos"] if path.exists() else {}
        for name, floor in best.items():
            assert now[name] <= floor if name in FALLING else now[name] >= floor
        best = now
