"""Tab in the real shells: what is completed, and that nothing heavy is loaded for it."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, environment
from translate.cli import complete

LINES = [
    ("translate dra", "draft"),
    ("translate run --to cata", None),
    ("translate run --to es,pt-B", "es,pt-BR"),
    ("translate run --from Icel", "Icelandic"),
    ("translate draft --engine fire", "firefox"),
    ("translate draft --again --state susp", "suspect"),
    ("translate build news/riv", "news/river.md"),
    ("translate models install argos translate-en", "translate-en_es.argosmodel"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    (place / "news").mkdir(parents=True)
    for name in ("news/river.md", "news/river.png", "translate-en_es.argosmodel"):
        (place / name).touch()
    return place


def _environment(folder: Path) -> dict[str, str]:
    (folder.parent / "home").mkdir(exist_ok=True)
    kept = environment(folder.parent / "home")
    return {**kept, "PATH": f"{Path(COMMAND[0]).parent}:{kept['PATH']}", "TERM": "dumb"}


def _needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def _output(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_bash(folder: Path) -> None:
    _needs("bash")
    script = ['eval "$(translate --show-completion)"']
    for line, _ in LINES:
        words = line.split()
        script += [
            f"COMP_WORDS=({line}) COMP_CWORD={len(words) - 1}",
            "_translate_completion translate",
            'printf "%s " "${COMPREPLY[@]}"; echo',
        ]
    told = _output(folder, "bash", "--norc", "-c", "\n".join(script)).splitlines()
    assert [line.strip() for line in told] == [wanted or "" for _, wanted in LINES]


def test_fish(folder: Path) -> None:
    _needs("fish")
    script = ["translate --show-completion | source"]
    script += [f'echo "=" (complete -C "{line}" | string split -f1 \\t)' for line, _ in LINES]
    told = _output(folder, "fish", "--no-config", "-c", "\n".join(script)).splitlines()
    assert [line.strip("= ") for line in told] == [wanted or "" for _, wanted in LINES]


def test_zsh(folder: Path) -> None:
    _needs("zsh")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], _environment(folder))
    try:
        script = 'autoload -Uz compinit; compinit -u; eval "$(translate --show-completion)"'
        _type(terminal, f"{script}; echo set-$((1 + 1))\n", "set-2")
        for line, wanted in LINES:
            if wanted is not None:
                _type(terminal, f"\x15{line}\t", wanted)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def _type(terminal: int, keys: str, wanted: str) -> None:
    """Type keys, and wait until the terminal shows what is wanted."""
    os.write(terminal, keys.encode())
    shown = ""
    deadline = time.monotonic() + 60
    while wanted not in shown:
        assert time.monotonic() < deadline, shown
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")


def test_what_is_offered() -> None:
    assert ("ca", "Catalan") in complete.languages("c")
    assert {word for word, _ in complete.languages("pt-")} >= {"pt-BR", "pt-PT"}
    assert ("es,ca", "Catalan") in complete.languages("es,c")
    assert complete.languages("Span") == [("Spanish", "")]
    assert complete.engines("argos,a") == [("argos,argos", ""), ("argos,apertium", "")]


@pytest.mark.parametrize("line", ["translate run --engine a", "translate draft --state m"])
def test_nothing_heavy_is_loaded_for_it(folder: Path, line: str) -> None:
    heavy = ("numpy", "babel", "polib", "ctranslate2", "sqlite3", "translate.workflow.draft")
    code = (
        "import sys; sys.argv = ['translate']\n"
        "from translate.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    asked = {
        "_TRANSLATE_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split()) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={**_environment(folder), **asked},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split()
    assert done.stderr.strip().endswith("[]")
