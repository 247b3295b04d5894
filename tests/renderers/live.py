"""The renderers as processes: a list of articles goes in, a list of HTML comes back.

`.ci/renderers.sh` installs them below the virtual environment of the tests.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from translate.formats.markdown.dialects.table import DIALECTS

_SERVERS = Path(__file__).parent / "servers"
_INSTALLED = Path(sys.prefix) / "renderers"
_NODE = _INSTALLED / "node"
_MKDOCS = ("mkdocs", "attribute-lists")


@dataclass(frozen=True, slots=True)
class Renderer:
    """One renderer: the command of its server, and what must be there for it to run.

    `dialects` are those in which an article for it is written.
    """

    name: str
    command: tuple[str, ...]
    needs: Path
    dialects: frozenset[str] = frozenset()

    def missing(self) -> str | None:
        """Say why the renderer cannot run here, if it cannot."""
        program = self.command[0]
        if shutil.which(program) and self.needs.exists():
            return None
        return f"{self.name} is not installed: `make test` installs it"


def _python(name: str, environment: str, script: str, *dialects: str) -> Renderer:
    folder = _INSTALLED / environment
    server, *arguments = script.split()
    command = (str(folder / "bin" / "python"), str(_SERVERS / server), *arguments)
    return Renderer(name, command, folder / "installed.txt", _with_bases(*dialects))


def _node(name: str, kind: str, *dialects: str) -> Renderer:
    command = ("node", str(_SERVERS / "remark.mjs"), str(_NODE), kind)
    return Renderer(name, command, _NODE / "installed.json", _with_bases(*dialects))


def _kramdown(name: str, syntax: str, library: str) -> Renderer:
    command = ("ruby", str(_SERVERS / "kramdown.rb"), syntax)
    found = Path("/usr/share/rubygems-integration/all/specifications").glob(f"{library}-[0-9]*")
    return Renderer(name, command, next(found, Path("?")), _with_bases(name))


def _hugo() -> Renderer:
    command = (sys.executable, str(_SERVERS / "hugo.py"))
    return Renderer("hugo", command, Path(shutil.which("hugo") or "?"), _with_bases("hugo"))


def _with_bases(*dialects: str) -> frozenset[str]:
    return frozenset(dialects).union(*(DIALECTS[name].includes for name in dialects))


RENDERERS = {
    one.name: one
    for one in (
        _python("python-markdown", "python-markdown", "python_markdown.py extra", *_MKDOCS),
        _python("pymdownx", "python-markdown", "python_markdown.py pymdownx", *_MKDOCS),
        _python("zensical", "zensical", "zensical_pages.py", "zensical", "attribute-lists"),
        _python("myst", "myst", "myst.py", "myst"),
        _hugo(),
        _kramdown("kramdown", "kramdown", "kramdown"),
        _kramdown("jekyll", "GFM", "kramdown-parser-gfm"),
        _node("remark", "md"),
        _node("mdx", "mdx", "docusaurus"),
    )
}
"""Every renderer by its name; `jekyll` is kramdown with the parser that Jekyll gives it."""

SIGNS = {
    "python-markdown": ("mkdocs.yml", "markdown_extensions:\n  - extra\n"),
    "pymdownx": ("mkdocs.yml", "markdown_extensions:\n  - attr_list\n"),
    "zensical": ("zensical.toml", ""),
    "myst": ("conf.py", 'extensions = ["myst_parser"]\n'),
    "hugo": ("hugo.toml", ""),
    "kramdown": ("_config.yml", ""),
    "jekyll": ("_config.yml", ""),
    "mdx": ("docusaurus.config.js", ""),
}
"""By renderer, a file and its text that show the dialect of the folder in which it is."""


class Running:
    """A renderer that waits for articles."""

    def __init__(self, process: subprocess.Popen[str], name: str) -> None:
        self._process = process
        self._name = name

    def html(self, articles: Sequence[str]) -> list[str | None]:
        """Return the HTML of each article, None where the renderer refuses it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(list(articles)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} ended with {self._process.wait()}")
        made: list[str | None] = json.loads(line)
        assert len(made) == len(articles)
        return made


@contextmanager
def running(renderer: Renderer) -> Iterator[Running]:
    """Start a renderer, and end it when its work is done."""
    process = subprocess.Popen(
        renderer.command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        yield Running(process, renderer.name)
        assert process.stdin
        process.stdin.close()
