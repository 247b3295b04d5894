"""Run the commands that the README and the tutorial show; hold what they print against them.

    python docs/transcripts.py           write what the commands print now into the documents
    tests/test_transcripts.py            fails where a document says something else

In a document, a block of `console` holds commands (`$ …`) with what they print, a block of `sh`
commands whose output nobody reads. What a reader does by hand stands in comments, which a page does
not show:

    <!-- run: COMMAND -->                a step between the commands
    <!-- type: FILE | SOURCE | TEXT -->  a text typed into Poedit for the entry that holds SOURCE
    <!-- not run: WHY -->                the block that follows needs what no test has

Seconds differ from run to run; they are compared as one word.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from translate import catalog

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")
GIVEN = ("articles", "translate.toml", "locales")
"""What a reader who cloned the repository has in front of them."""

_DIRECTIVE = re.compile(r"<!-- (run|type|not run): (.*?) -->\Z")
_SECONDS = re.compile(r"\d+(?:\.\d+)? s\b")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a document: `first:last` are the lines (from 0) of what it prints there.

    `printed` is None where the document does not show what the command prints.
    """

    line: int
    command: str
    printed: str | None = None
    first: int = 0
    last: int = 0


def steps(text: str) -> Iterator[Step]:
    """Yield the steps of a document in their order."""
    lines = text.splitlines()
    skip = False
    number = 0
    while number < len(lines):
        directive = _DIRECTIVE.match(lines[number])
        if directive:
            kind, what = directive.groups()
            skip = kind == "not run"
            if not skip:
                yield Step(number, what if kind == "run" else _typing(what))
        elif lines[number] in {"```console", "```sh"}:
            end = lines.index("```", number)
            if not skip:
                block = _shown if lines[number] == "```console" else _plain
                yield from block(lines, number + 1, end)
            skip, number = False, end
        number += 1


def _plain(lines: list[str], first: int, last: int) -> Iterator[Step]:
    for number in range(first, last):
        yield Step(number, lines[number])


def _shown(lines: list[str], first: int, last: int) -> Iterator[Step]:
    begins = [n for n in range(first, last) if lines[n].startswith("$ ")]
    for begin, end in zip(begins, [*begins[1:], last], strict=True):
        printed = "".join(f"{line}\n" for line in lines[begin + 1 : end])
        yield Step(begin, lines[begin].removeprefix("$ "), printed, begin + 1, end)


def _typing(what: str) -> str:
    file, source, text = (part.strip().replace("'", "'\\''") for part in what.split("|"))
    return f"python '{Path(__file__).resolve()}' type '{file}' '{source}' '{text}'"


def type_text(file: Path, source: str, text: str) -> None:
    """Do to a catalog what Poedit does when a text is typed: set it and clear “Needs work”.

    It is the first entry whose source holds `source`. Raises `StopIteration` where there is none.
    """
    before = catalog.read(file)
    found = next(entry for entry in before.entries if source in entry.msgid)
    typed = replace(found, text=text, fuzzy=False)
    entries = tuple(typed if entry is found else entry for entry in before.entries)
    file.write_bytes(catalog.serialize(replace(before, entries=entries)))


def play(text: str, folder: Path) -> Iterator[tuple[Step, str]]:
    """Run the steps of a document in a folder; yield each with what it prints in a terminal.

    Raises `RuntimeError` for a command that fails. Findings (exit code 1) are no failure where the
    document shows what the command prints.
    """
    for name in GIVEN:
        place = ROOT / name
        copy = shutil.copytree if place.is_dir() else shutil.copyfile
        copy(place, folder / name)
    place, environment = folder, _environment(folder)
    for step in steps(text):
        code, printed, place = _in_terminal(step.command, place, environment)
        if code not in ({0} if step.printed is None else {0, 1}):
            raise RuntimeError(f"line {step.line + 1}: {step.command}\n{printed}")
        yield step, printed


def _in_terminal(
    command: str, folder: Path, environment: Mapping[str, str]
) -> tuple[int, str, Path]:
    """Return the exit code of a command, what a person sees of it, and the folder it ends in."""
    screen, end = pty.openpty()
    told, tell = os.pipe()
    script = f"trap 'pwd >&{tell}' EXIT\n{command}"
    with subprocess.Popen(
        ["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=end, stderr=end, pass_fds=[tell],
    ) as running:  # fmt: skip
        os.close(end)
        os.close(tell)
        printed = bytearray()
        # The last program that leaves a terminal makes reading from it an error, or its end.
        with contextlib.suppress(OSError):
            while part := os.read(screen, 65536):
                printed += part
    os.close(screen)
    with os.fdopen(told, encoding="utf-8") as pipe:
        place = Path(pipe.read().strip())
    return running.returncode, printed.decode().replace("\r\n", "\n"), place


def _environment(folder: Path) -> Mapping[str, str]:
    """Return an environment without the user's settings, in which `translate` is this one."""
    path = os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]])
    return {"PATH": path, "HOME": str(folder.parent), "LANG": "C.UTF-8", "TERM": "dumb"}


def alike(one: str, other: str) -> bool:
    """Tell whether two outputs are the same but for their seconds."""
    return _SECONDS.sub("N s", one) == _SECONDS.sub("N s", other)


def rewritten(text: str, folder: Path) -> str:
    """Return a document with what its commands print now; what is alike stays as it stands."""
    lines = text.splitlines(keepends=True)
    played = [(step, printed) for step, printed in play(text, folder) if step.printed is not None]
    for step, printed in reversed(played):
        if not alike(printed, step.printed or ""):
            lines[step.first : step.last] = [printed]
    return "".join(lines)


def main() -> None:
    """Write the documents anew, or type a text as Poedit does."""
    import tempfile

    if sys.argv[1:2] == ["type"]:
        file, source, text = sys.argv[2:]
        type_text(Path(file), source, text)
        return
    for document in DOCUMENTS:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "babelpress"
            folder.mkdir()
            document.write_text(rewritten(document.read_text("utf-8"), folder), encoding="utf-8")


if __name__ == "__main__":
    main()
