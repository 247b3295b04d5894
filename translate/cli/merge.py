"""`translate merge`: how git merges the catalogs of two branches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli import output

Base = Annotated[Path, typer.Argument(metavar="BASE", help="Where the branches parted (%O).")]
Ours = Annotated[
    Path, typer.Argument(metavar="OURS", help="This branch (%A); the result goes here.")
]
Theirs = Annotated[Path, typer.Argument(metavar="THEIRS", help="The other branch (%B).")]
Name = Annotated[
    str | None,
    typer.Option("--path", metavar="PATH", help="The catalog's own name (%P).", show_default=False),
]
Marks = Annotated[
    int, typer.Option("--marker-size", metavar="N", min=1, help="Length of conflict marks (%L).")
]


def merge(base: Base, ours: Ours, theirs: Theirs, name: Name = None, marks: Marks = 7) -> None:
    """Merge the PO files of two branches entry by entry; git calls it (translate init --git).

    What one branch changed is as that branch has it. Where people translated an entry in two ways,
    the later revision stays and the other text is kept in a note (“other: …”), and said. There is
    never a conflict mark in a PO file; one that cannot be read is left to git's own merge, and the
    exit code is 2.
    """
    from translate.workflow.merging import merge_files

    shown = name or str(ours)
    for one in merge_files(base, ours, theirs, shown, marks):
        aside = " and ".join(f"“{text}”" for text in one.aside)
        output.say(f"{shown}: “{one.msgid}”: kept “{one.kept}”, and in a note {aside}", "yellow")
