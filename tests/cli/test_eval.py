"""`translate eval` and `translate status --worst`, with a real engine and real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import translate

SOURCE = """\
# The river rises

The river rose by **3 metres** in two days, and the [old bridge](https://a.org/b) is closed.

The mayor, Marta Lobo, did not ask for help.

The school opens again on 12 May.
"""
REFERENCE = """\
# O rio sobe

O rio subiu **3 metros** em dois dias, e a [ponte velha](https://a.org/b) está fechada.

A prefeita, Marta Lobo, não pediu ajuda.

A escola abre novamente em 12 de maio.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "river.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "rio.md").write_text(REFERENCE, encoding="utf-8")
    return tmp_path


def evaluate(folder: Path, *more: str) -> list[dict[str, float]]:
    words = ("eval", "river.md", "rio.md", "--from", "en", "--to", "pt", "--engine", "firefox")
    done = translate(folder, *words, "--json", *more)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["pairs"], found["left_out"]) == (4, 0)
    scores: list[dict[str, float]] = found["scores"]
    return scores


def test_a_route_is_measured_raw_and_through_the_pipeline(folder: Path) -> None:
    raw, pipeline = evaluate(folder)
    assert (raw["route"], raw["way"], raw["codes"]) == ("firefox en→pt", "raw", None)
    assert (pipeline["way"], pipeline["codes"], pipeline["numbers"]) == ("pipeline", 100.0, 100.0)
    assert 40 < raw["chrf"] <= 100
    assert pipeline["chrf"] >= raw["chrf"] - 1
    assert pipeline["placed"] >= 75


def test_figures_become_floors_and_a_loss_is_a_finding(folder: Path) -> None:
    evaluate(folder, "--floors", "floors.json")
    path = folder / "floors.json"
    floors = json.loads(path.read_text())
    floors["river.md → pt"]["firefox en→pt, pipeline"]["chrf"] = 99.9
    path.write_text(json.dumps(floors))
    words = ("eval", "river.md", "rio.md", "--from", "en", "--to", "pt", "--engine", "firefox")
    done = translate(folder, *words, "--floors", "floors.json")
    assert done.returncode == 1
    assert "its floor is 99.9" in done.stderr
    assert json.loads(path.read_text()) == floors


def test_an_article_that_has_nothing_in_common_is_no_reference(folder: Path) -> None:
    (folder / "rio.md").write_text("![](a.png)\n", encoding="utf-8")
    done = translate(folder, "eval", "river.md", "rio.md", "--from", "en", "--to", "pt")
    assert done.returncode == 2
    assert "no sentence of it could be aligned" in done.stderr


def test_the_worst_drafts_come_first_and_reviewed_ones_never(folder: Path) -> None:
    words = ("river.md", "--from", "en", "--to", "pt")
    assert translate(folder, "run", *words, "--engine", "firefox").returncode == 0
    path = folder / "locales/pt/LC_MESSAGES/river.po"
    text = path.read_text("utf-8")
    assert text.count("#. confidence: ") == 4
    before, _, rest = text.partition("#. confidence: ")
    path.write_text(f"{before}#. confidence: 3%{rest[rest.index(chr(10)) :]}", encoding="utf-8")
    done = translate(folder, "status", *words, "--worst", "2", "--json")
    found = json.loads(done.stdout)
    assert len(found) == 2
    assert (found[0]["confidence"], found[0]["line"]) == (3, 1)
    assert found[0]["source"] == "The river rises"
    path.write_text(path.read_text("utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    assert translate(folder, "status", *words, "--worst", "2", "--json").stdout.strip() == "[]"
