"""One run at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from translate.errors import ProjectError
from translate.locking import project_lock

HOLDER = """
import sys, time
from pathlib import Path
from translate.locking import project_lock
with project_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(ProjectError, match=f"process {holder.pid}"), project_lock(tmp_path, 0.1):
        pass


def test_a_run_that_was_killed_leaves_no_lock_behind(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with project_lock(tmp_path, 0.1):
        pass


def test_one_run_after_the_other_is_fine(tmp_path: Path) -> None:
    for _ in range(2):
        with project_lock(tmp_path, 0):
            assert (tmp_path / "lock").read_text().startswith(f"process {os.getpid()},")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProjectError, match="cannot be written"), project_lock(tmp_path / "file"):
        pass
