"""Write docs/reference.md from the command line's own help: `make docs`."""

from __future__ import annotations

import os
from pathlib import Path

REFERENCE = Path(__file__).with_name("reference.md")
VERBS = (
    ("run",),
    ("init",),
    ("extract",),
    ("draft",),
    ("build",),
    ("status",),
    ("import",),
    ("learned",),
    ("effort",),
    ("engines",),
    ("glossary",),
    ("glossary", "check"),
    ("glossary", "import"),
    ("glossary", "export"),
    ("memory",),
    ("memory", "import"),
    ("memory", "export"),
    ("models",),
    ("models", "list"),
    ("models", "install"),
    ("models", "remove"),
)
HEAD = """\
# Reference

Written by `make docs` from the help of the commands; do not edit.

"""


def reference() -> str:
    """Return the reference: one chapter a command."""
    os.environ["COLUMNS"] = "88"
    os.environ["TERMINAL_WIDTH"] = "88"
    from typer.testing import CliRunner

    from translate.cli.app import app

    chapters = [HEAD]
    for verb in ((), *VERBS):
        result = CliRunner().invoke(app, [*verb, "--help"], prog_name="translate")
        title = " ".join(("translate", *verb))
        chapters.append(f"## {title}\n\n```text\n{result.stdout.strip()}\n```\n\n")
    return "".join(chapters).rstrip() + "\n"


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
