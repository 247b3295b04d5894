"""`translate models`: package files and pairs, named as people name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import translate
from tests.engines.test_packages import argosmodel, contents


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    argosmodel(place / "translate-en_pt-1_0.argosmodel", contents())
    return place


@pytest.mark.parametrize("words", [(), ("argos",)])
def test_a_package_file_alone_or_with_its_engine(folder: Path, words: tuple[str, ...]) -> None:
    file = "translate-en_pt-1_0.argosmodel"
    done = translate(folder, "models", "install", *words, file)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("en→pt 1.0: ")
    assert "argos" in translate(folder, "models", "list").stdout
    done = translate(folder, "models", "remove", "argos", "English", "portuguese")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("argoss", "en", "es"), "Did you mean “argos”?"),
        (("en", "es"), "“en” is no engine whose models can be installed"),
        (("firefox", "en"), "name two languages: translate models install firefox en de"),
        (("argos",), "Name two languages, too"),
        (("gone.argosmodel",), "gone.argosmodel"),
        (("argos", "en", "spansh"), "Did you mean “Spanish” (es)?"),
        (("argos", "a", "b", "c"), "name an engine and two languages, or a package file"),
    ],
)
def test_what_cannot_be_installed(folder: Path, words: tuple[str, ...], told: str) -> None:
    done = translate(folder, "models", "install", *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
