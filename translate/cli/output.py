"""What a person and a script read: stdout is the product, stderr the narration.

The one place that turns exceptions into words. Colours only on a terminal, and never where
`NO_COLOR` is set (rich sees to both).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from translate.errors import BabelpressError
from translate.files import shown

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress, TaskID

    from translate.config import Project
    from translate.model import Finding

Value = TypeVar("Value")

FINDINGS = 1
COULD_NOT_RUN = 2
STOPPED = 130


@lru_cache(maxsize=2)
def console(stream: str) -> Console:
    """Return the console on `stdout` or `stderr`."""
    from rich.console import Console

    return Console(stderr=stream == "stderr", highlight=False, soft_wrap=True)


def say(text: str, style: str | None = None) -> None:
    """Tell a person something, on stderr."""
    console("stderr").print(text, style=style, markup=False)


def complain(error: BabelpressError) -> None:
    """Say what went wrong, in one sentence, and what to do about it."""
    console("stderr").print(f"translate: {error}", style="bold red", markup=False)
    if error.hint:
        for line in error.hint.splitlines():
            say(f"  {line}")


def from_os_error(error: OSError) -> BabelpressError:
    """Return an operating system's error as a sentence."""
    where = f"{shown(Path(error.filename))}: " if error.filename else ""
    return BabelpressError(f"{where}{(error.strerror or str(error)).lower()}")


def emit(line: str) -> None:
    """Write one line of the product to stdout."""
    sys.stdout.write(line + "\n")


def emit_paths(paths: Iterable[Path]) -> None:
    """Write the paths of what was made to stdout, for a script; a person has read them already."""
    if not sys.stdout.isatty():
        for path in paths:
            emit(shown(path))


def place(project: Project, path: str, line: int = 0) -> str:
    """Name a place in a project to a person in the current folder: `../articles/a.md:3`.

    `path` is relative to the project's root; an absolute one, of a file elsewhere, stays as it is.
    """
    named = path if Path(path).is_absolute() else shown(project.root / path)
    return f"{named}:{line}" if line else named


def by_place(project: Project, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is known by articles' paths, these as a person in the current folder has them."""
    return {place(project, path): value for path, value in values.items()}


def point_out(project: Project, finding: Finding) -> None:
    """Say what a person should look at, and where."""
    where = place(project, finding.path, finding.line)
    say(f"{where}: {finding.message}", "yellow")


def emit_json(value: Any) -> None:
    """Write a value as JSON to stdout."""
    emit(json.dumps(value, ensure_ascii=False, indent=2))


def show(thing: RenderableType) -> None:
    """Show a table on stdout."""
    console("stdout").print(thing)


def finish(failures: Sequence[BabelpressError], findings: Sequence[object] = ()) -> None:
    """Say what failed and end the command with its exit code, if there is anything to say."""
    import typer

    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(COULD_NOT_RUN)
    if findings:
        raise typer.Exit(FINDINGS)


class DraftProgress:
    """A progress bar for drafts: route, sentences a second, time left."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def begin(self, route: str, characters: int, texts: int) -> None:
        """Start the bar of one route."""
        if self._bar is not None and texts:
            self._task = self._bar.add_task(route, total=characters, texts=texts, done=0)

    def advance(self, characters: int) -> None:
        """Move the bar by one text."""
        if self._bar is not None and self._task is not None:
            done = self._bar.tasks[self._task].fields["done"] + 1
            self._bar.update(self._task, advance=characters, done=done)


@contextmanager
def draft_progress() -> Iterator[DraftProgress]:
    """Show a progress bar while drafts are made, on stderr, if that can draw one."""
    if not console("stderr").is_terminal or console("stderr").is_dumb_terminal:
        yield DraftProgress(None)
        return
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft
    from rich.text import Text

    class Rate(ProgressColumn):
        """Sentences a second since the start."""

        def render(self, task: Task) -> Text:
            elapsed = task.elapsed or 0.0
            rate = task.fields["done"] / elapsed if elapsed else 0.0
            return Text(f"{rate:.0f}/s")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[done]}/{task.fields[texts]} sentences"),
        Rate(),
        TimeLeft(compact=True),
    )
    with Progress(*columns, console=console("stderr"), transient=True) as bar:
        yield DraftProgress(bar)
