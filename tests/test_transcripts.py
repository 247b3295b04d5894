"""What the README and the tutorial tell a reader to type works, and prints what they show."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("transcripts", ROOT / "docs" / "transcripts.py")
assert _spec is not None
assert _spec.loader is not None
transcripts = importlib.util.module_from_spec(_spec)
sys.modules["transcripts"] = transcripts
_spec.loader.exec_module(transcripts)


@pytest.mark.parametrize("document", transcripts.DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_of_a_document_print_what_it_shows(document: Path, tmp_path: Path) -> None:
    if shutil.which("apertium") is None:
        pytest.skip("not installed: apertium")
    folder = tmp_path / "babelpress"
    folder.mkdir()
    shown = 0
    for step, printed in transcripts.play(document.read_text("utf-8"), folder):
        if step.printed is not None:
            shown += 1
            assert transcripts.alike(printed, step.printed), (
                f"{document.name}, line {step.line + 1}: {step.command}\n"
                f"prints now (python docs/transcripts.py writes it):\n{printed}"
            )
    assert shown >= 2
