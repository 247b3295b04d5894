"""Skips that nobody expected fail a run that has a list of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.skips import expected

LIST = Path(__file__).with_name("expected_skips.txt")
TESTS = """
import pytest

def test_good():
    pass

@pytest.mark.skipif(True, reason="msgfmt is not installed")
def test_one():
    pass

def test_two():
    pytest.skip("OmegaT is not installed")

@pytest.mark.xfail(reason="known", strict=True)
def test_three():
    assert False
"""
MODULE = 'import pytest\npytest.importorskip("no_such_module_here")\n'


def run(folder: Path, reasons: str | None) -> subprocess.CompletedProcess[str]:
    (folder / "test_a.py").write_text(TESTS)
    (folder / "test_b.py").write_text(MODULE)
    conftest = Path(__file__).with_name("conftest.py").read_text("utf-8")
    (folder / "conftest.py").write_text(conftest)
    environment = {k: v for k, v in os.environ.items() if k != "EXPECTED_SKIPS"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[1])
    if reasons is not None:
        (folder / "reasons.txt").write_text(reasons)
        environment["EXPECTED_SKIPS"] = str(folder / "reasons.txt")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        capture_output=True, text=True, env=environment, cwd=folder,
    )  # fmt: skip


def test_a_skip_without_a_reason_in_the_list_fails_the_run(tmp_path: Path) -> None:
    done = run(tmp_path, "# a comment\n\nOmegaT is .*\n")
    assert done.returncode == 1
    assert "test_a.py::test_one: msgfmt is not installed" in done.stdout
    assert "test_b.py: could not import 'no_such_module_here'" in done.stdout
    assert "test_two:" not in done.stdout
    assert "test_three:" not in done.stdout


@pytest.mark.parametrize("reasons", ["OmegaT.*\nmsgfmt.*\ncould not import.*\n", None])
def test_a_reason_in_the_list_is_fine_and_so_is_any_without_a_list(
    tmp_path: Path, reasons: str | None
) -> None:
    assert run(tmp_path, reasons).returncode == 0


@pytest.mark.parametrize(
    ("reason", "fine"),
    [
        ("root may write everywhere", True),
        ("a.argosmodel is neither beside the checkout nor in $BABELPRESS_MODELS", True),
        ("this kernel lets nobody mount: unshare --mount", True),
        ("msgfmt is not installed", False),
        ("Apertium has no fr-es here", False),
        ("OmegaT is not installed, nor anything else", False),
    ],
)  # fmt: skip
def test_the_project_s_own_list(reason: str, fine: bool) -> None:
    assert any(one.fullmatch(reason) for one in expected(LIST)) == fine
