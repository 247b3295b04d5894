"""The documents keep step with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_reference_is_what_the_commands_say_of_themselves() -> None:
    code = "import runpy; print(runpy.run_path('docs/make_reference.py')['reference'](), end='')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == (ROOT / "docs" / "reference.md").read_text("utf-8"), "run: make docs"


def test_every_command_has_help_and_stands_in_the_reference() -> None:
    import typer

    from translate.cli.app import app

    text = (ROOT / "docs" / "reference.md").read_text("utf-8")
    group = typer.main.get_command(app)
    names = list(group.commands)  # type: ignore[attr-defined]  # a group has commands
    assert len(names) >= 8
    for name in names:
        assert f"## translate {name}\n" in text
        assert group.commands[name].help  # type: ignore[attr-defined]  # a group has commands


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md"], ids=str)
def test_links_between_the_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_the_commands_that_the_documents_name_exist() -> None:
    import typer

    from translate.cli.app import app

    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group
    for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        for verb in re.findall(r"^\$? *translate ([a-z]+)", path.read_text("utf-8"), re.MULTILINE):
            assert verb in known, f"{path.name}: translate {verb}"


def test_the_entry_that_the_readme_shows_stands_in_the_catalog_of_the_sample() -> None:
    shown = re.findall(r"```po\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert shown
    for entry in shown:
        assert entry in (ROOT / "locales/es/LC_MESSAGES/maree.po").read_text("utf-8")
