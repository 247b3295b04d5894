"""Write docs/reference.md from the command line's own help: `make docs`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).with_name("reference.md")
HEAD = """\
# Reference

Written by `make docs` from the help of the commands; do not edit.

"""


def reference() -> str:
    """Return the reference: one chapter a command."""
    os.environ["COLUMNS"] = "88"
    os.environ["TERMINAL_WIDTH"] = "88"
    import typer
    from typer.testing import CliRunner

    from translate.cli.app import app

    chapters = [HEAD]
    for verb in _verbs(typer.main.get_command(app)):
        result = CliRunner().invoke(app, [*verb, "--help"], prog_name="translate")
        title = " ".join(("translate", *verb))
        chapters.append(f"## {title}\n\n```text\n{result.stdout.strip()}\n```\n\n")
    return "".join(chapters).rstrip() + "\n"


def _verbs(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every command with those above it, in the order of the help."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from _verbs(below, (*path, name))


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
