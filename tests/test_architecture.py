"""Imports run one way: cli → workflow → stages → ground. Lazy imports count."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "translate"

GROUND = {
    "errors",
    "model",
    "language_names",
    "languages",
    "files",
    "alignment",
    "inline",
    "likeness",
    "locking",
    "patterns",
    "projection",
    "protection",
    "span_tree",
    "suggest",
}
STAGES = {
    "bitext",
    "casing",
    "catalog",
    "checks",
    "config",
    "effort",
    "engines",
    "floors",
    "formats",
    "glossary",
    "memory",
    "publish",
    "segment",
    "typography",
}


def units() -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        first = path.relative_to(PACKAGE).with_suffix("").parts[0]
        yield path, first


def imported(path: Path) -> Iterator[str]:
    """Yield the units of this package that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "translate" and len(parts) > 1:
                yield parts[1]


def allowed(unit: str) -> set[str]:
    if unit in GROUND:
        return GROUND
    if unit in STAGES:
        return GROUND | {unit}
    if unit == "workflow":
        return GROUND | STAGES | {unit}
    assert unit in {"cli", "__init__", "__main__"}, f"“{unit}” stands on no floor"
    return GROUND | STAGES | {"workflow", "cli"}


@pytest.mark.parametrize(
    ("path", "unit"), [pytest.param(*x, id=str(x[0].relative_to(PACKAGE))) for x in units()]
)
def test_imports_go_down_or_stay_at_home(path: Path, unit: str) -> None:
    assert set(imported(path)) - allowed(unit) == set()


def test_the_ground_floor_has_no_cycle() -> None:
    below = {unit: set(imported(path)) - {unit} for path, unit in units() if unit in GROUND}
    while below:
        free = [unit for unit, needs in below.items() if not needs & below.keys()]
        assert free, f"a cycle among {sorted(below)}"
        for unit in free:
            del below[unit]


def test_only_the_catalog_imports_polib() -> None:
    for path, unit in units():
        if unit != "catalog":
            assert "import polib" not in path.read_text("utf-8"), path


NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "websockets", "xmlrpc",
}  # fmt: skip


def test_only_two_modules_open_connections_and_only_two_ask_servers() -> None:
    """One fetches models when the user asks; the other asks servers that the user named."""
    opening: set[str] = set()
    asking: set[str] = set()
    for path, _ in units():
        for name in modules(path):
            if name.split(".")[0] in NETWORK - {"urllib"} or name.startswith("urllib.request"):
                opening.add(path.relative_to(PACKAGE).as_posix())
            if name.startswith("translate.engines.http_client"):
                asking.add(path.relative_to(PACKAGE).as_posix())
    assert opening == {"engines/transfer.py", "engines/http_client.py"}
    assert asking == {"engines/libretranslate.py", "engines/llm/engine.py"}


def modules(path: Path) -> Iterator[str]:
    """Yield every module that a module imports, with the name that it takes from it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["models", "--help"]])
def test_help_imports_no_engine_and_nothing_heavy(arguments: list[str]) -> None:
    heavy = (
        "numpy", "ctranslate2", "sentencepiece", "fxtranslate", "argostranslate", "babel", "polib",
        "sentencex", "pyromark", "rich", "translate.engines.argos", "translate.engines.firefox",
        "translate.workflow.draft", "sqlite3",
    )  # fmt: skip
    code = (
        f"import sys; sys.argv = ['translate', *{arguments!r}]\n"
        "from translate.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.strip() == "[]"
    assert "Usage" in done.stdout
