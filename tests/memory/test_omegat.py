"""The real OmegaT takes translations out of our memory, and we read what it writes.

`make omegat` installs it from Debian; without it the test is skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from translate.memory.segments import Unit
from translate.memory.tmx import TmxUnit, write_tmx
from translate.memory.tmx_reading import read_tmx
from translate.model import Inline, Role

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
pytestmark = pytest.mark.skipif(
    not OMEGAT.exists() or shutil.which("java") is None, reason="OmegaT is not installed"
)
FOLDERS = ("source", "target", "tm", "glossary", "dictionary")
PROJECT = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
{"".join(f"<{name}_dir>__DEFAULT__</{name}_dir>" for name in FOLDERS)}
<glossary_file>__DEFAULT__</glossary_file>
<source_lang>EN</source_lang><target_lang>ES</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""
# Codes of level 2 are shown only where this is chosen.
PREFERENCES = """<?xml version="1.0" encoding="UTF-8" ?>
<omegat><preference version="1.0">
<ext_tmx_show_level2>true</ext_tmx_show_level2>
</preference></omegat>
"""


def pair(text: str, sign: str) -> tuple[Inline, ...]:
    start, end = text.index(sign), text.rindex(sign)
    return (
        Inline(start, start + len(sign), Role.OPEN, 1),
        Inline(end, end + len(sign), Role.CLOSE, 1),
    )


def entry(source: str, target: str, sign: str = "") -> TmxUnit:
    unit = Unit(source, target, "en", "es", True, "paragraph", None, "articles/a.md")
    return TmxUnit(unit, pair(source, sign), pair(target, sign)) if sign else TmxUnit(unit)


def test_our_memory_translates_in_omegat_and_its_memory_comes_back(tmp_path: Path) -> None:
    project, settings = tmp_path / "work", tmp_path / "settings"
    for folder in (*FOLDERS, "omegat", "tm/auto"):
        (project / folder).mkdir(parents=True)
    settings.mkdir()
    (settings / "omegat.prefs").write_text(PREFERENCES, encoding="utf-8")
    (project / "omegat.project").write_text(PROJECT, encoding="utf-8")
    write_tmx(
        project / "tm/auto/ours.tmx",
        [
            entry("The library opens at nine.", "La biblioteca abre a las nueve."),
            entry("Nobody pays & nobody asks.", "Nadie paga & nadie pregunta."),
            entry("Bring a *warm* coat.", "Trae un abrigo *caliente*.", "*"),
            entry("The **garden** is open.", "El **jardín** está abierto.", "**"),
        ],
        "en",
    )
    page = "<p>The library opens at nine. Nobody pays &amp; nobody asks.</p>"
    page += "<p>Bring a <i>warm</i> coat.</p><p>The <b>garden</b> is open.</p>"
    (project / "source/a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")

    command = ["java", f"-Duser.home={tmp_path}", "-jar", str(OMEGAT), str(project)]
    command += ["--mode=console-translate", f"--config-dir={settings}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr
    assert (project / "target/a.html").read_text("utf-8") == (
        "<html><body><p>La biblioteca abre a las nueve. Nadie paga &amp; nadie pregunta.</p>"
        "<p>Trae un abrigo <i>caliente</i>.</p><p>El <b>jardín</b> está abierto.</p></body></html>"
    )
    expected = {
        "level1": "Trae un abrigo caliente.",
        "level2": "Trae un abrigo <i0>caliente</i0>.",
        "omegat": "Trae un abrigo <i0>caliente</i0>.",
    }
    for level, text in expected.items():
        units = {one.unit.source: one for one in read_tmx(project / f"work-{level}.tmx", "en")}
        assert units["Nobody pays & nobody asks."].unit.target == "Nadie paga & nadie pregunta."
        assert text in {one.unit.target for one in units.values()}
