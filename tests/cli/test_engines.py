"""`translate engines`: what is installed, where it leads, and what of it is broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import snapshot, translate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    return place


@pytest.fixture
def broken(folder: Path) -> Path:
    """A package whose download was cut, in the user's own folder of Argos packages."""
    packages = folder.parent / "home/.local/share/argos-translate/packages"
    package = packages / "translate-en_pt-1_0"
    package.mkdir(parents=True)
    (package / "metadata.json").write_text('{"from_code": "en", "to_', encoding="utf-8")
    return package


def test_a_broken_package_is_named_and_left_alone(folder: Path, broken: Path) -> None:
    before = snapshot(broken)
    done = translate(folder, "engines", "--from", "en", "--engine", "argos,echo")
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "translate-en_pt-1_0" in line]
    assert line.startswith(f"{broken}: ")
    assert "none installed" in done.stdout
    assert snapshot(broken) == before


def test_a_script_reads_of_a_broken_package_in_the_report(folder: Path, broken: Path) -> None:
    done = translate(folder, "engines", "--from", "en", "--engine", "argos,echo", "--json")
    assert done.returncode == 1
    (finding,) = json.loads(done.stdout)["broken"]["argos"]
    assert finding["path"] == str(broken)
    assert finding["message"]
    assert done.stderr == ""


@pytest.mark.parametrize("engine", ["echo", "echo,firefox"])
def test_a_broken_package_is_no_matter_where_its_engine_is_not_used(
    folder: Path, broken: Path, engine: str
) -> None:
    done = translate(folder, "engines", "--from", "en", "--engine", engine)
    assert done.returncode == 0
    assert broken.name not in done.stderr


def test_where_nothing_is_broken_nothing_is_said(folder: Path) -> None:
    done = translate(folder, "engines", "--from", "en", "--engine", "argos,echo")
    assert (done.returncode, done.stderr) == (0, "")
    done = translate(folder, "engines", "--from", "en", "--engine", "argos,echo", "--json")
    assert json.loads(done.stdout)["broken"] == {}


def test_without_a_language_the_engines_and_their_pairs(folder: Path) -> None:
    done = translate(folder, "engines")
    assert done.returncode == 0, done.stderr
    assert "en→pt" in done.stdout
    assert "translate engines --from en" in done.stdout
    report = json.loads(translate(folder, "engines", "--json").stdout)
    assert (report["source"], report["routes"]) == (None, {})
    assert ["en", "pt"] in report["engines"]["firefox"]
