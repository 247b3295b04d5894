"""The cases in `cases/*.md`: a title, an article, and what a translator gets to see of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.formats.reading import read
from translate.workflow.articles import has_words

_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n\n~~~~~~(?P<suffix>\.\w+)?(?P<dialects>(?: \w+)*)\n"
    r"(?P<source>.*?)^~~~~~~\n\n"
    r"(?P<wanted>.*?)(?=^## |\Z)",
    re.DOTALL | re.MULTILINE,
)


def _cases() -> list[tuple[str, str, list[str], str, list[str]]]:
    found = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.md")):
        for match in _CASE.finditer(path.read_text("utf-8")):
            lines = [line for line in match["wanted"].splitlines() if line.startswith("- ")]
            suffix = match["suffix"] or ".md"
            dialects = match["dialects"].split()
            wanted = [line[2:] for line in lines]
            found.append((match["title"], suffix, dialects, match["source"], wanted))
    return found


@pytest.mark.parametrize(
    ("suffix", "dialects", "source", "wanted"),
    [pytest.param(*case[1:], id=case[0]) for case in _cases()],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_case(
    suffix: str, dialects: list[str], source: str, wanted: list[str], line_break: str
) -> None:
    language = "fr" if suffix == ".txt" else "en"
    article = source.replace("\n", line_break)
    given = [
        f"{block.context or block.kind.value}: {segment.text}".replace("\n", "↵")
        for block in read(article, suffix, language, dialects).blocks
        for segment in block.segments
        if has_words(segment)
    ]
    assert given == wanted


def test_there_are_cases() -> None:
    assert len(_cases()) > 40
