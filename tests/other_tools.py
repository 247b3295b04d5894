"""The real programs that people send PO files through: gettext's, and Weblate's translate-toolkit.

translate-toolkit's package has the name of ours. Debian's is run by the system's Python, in another
folder, and stays up, because it takes half a second to start.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

_SYSTEM_PYTHON = "/usr/bin/python3"
_TOOLKIT = """
import sys
from translate.storage import pypo
print(flush=True)
for path in sys.stdin:
    with open(path.rstrip("\\n"), "rb") as file:
        store = pypo.pofile(file)
    store.updateheader(add=True, X_Generator="Weblate")
    store.savefile(path.rstrip("\\n"))
    print(flush=True)
"""

needs_msgmerge = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is absent")


def msgmerge(catalog: Path, template: Path, *options: str) -> None:
    """Bring a catalog up to date with a template, as Weblate's add-on and many Makefiles do."""
    done = subprocess.run(
        ["msgmerge", "--quiet", *options, catalog, template], capture_output=True, check=True
    )
    catalog.write_bytes(done.stdout)


def gettext(tool: str, *arguments: str | Path) -> bytes:
    """Run one of gettext's tools and return what it writes."""
    return subprocess.run([tool, *arguments], capture_output=True, check=True).stdout


class Toolkit:
    """translate-toolkit, which reads and writes the catalogs of Weblate and Pootle."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [_SYSTEM_PYTHON, "-c", _TOOLKIT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd="/",
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        )
        self.there = self._answers()

    def _answers(self) -> bool:
        assert self._process.stdout
        return self._process.stdout.readline() == "\n"

    def save(self, path: Path) -> None:
        """Read and write a catalog."""
        assert self._process.stdin
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        assert self._answers(), f"translate-toolkit could not read {path}"

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@cache
def toolkit() -> Toolkit | None:
    """Return the one toolkit of this test run, or None where it is not installed."""
    if not Path(_SYSTEM_PYTHON).exists() or Path(sys.executable) == Path(_SYSTEM_PYTHON):
        return None
    found = Toolkit()
    return found if found.there else None
