"""How much of a PO file a small edit of the article changes, beside po4a and mdpo.

    python benchmarks/diff_noise.py [--mdpo VENV]

Twelve articles of 650 lines, every entry translated by a person. Then one word is edited in each,
or a paragraph is inserted at the top of each, and the tool runs again; counted are the lines that
`diff` finds to be gone or new, a file on average. po4a (Debian) is tried where it is installed,
mdpo (PyPI) where `--mdpo` names a virtual environment that has it.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

FILES, LINES = 12, 650
WORDS = re.findall(
    r"\w+",
    """
    harbour lantern orchard miller bridge winter market letter garden teacher river storm bread
    village morning engine paper valley window sailor kitchen forest station ladder needle
    """,
)
TARGETS = {"one word edited": 12, "a paragraph inserted": 8}

Runner = Callable[[Path], None]


def article(seed: int) -> str:
    """Return an article of 650 lines: headings, wrapped paragraphs, lists."""
    dice = random.Random(seed)
    lines: list[str] = []
    while len(lines) < LINES:
        lines += [f"## The {' '.join(dice.sample(WORDS, 3))}", ""]
        for _ in range(4):
            lines += [*_wrapped(dice, dice.randint(2, 5)), ""]
        lines += [f"- The {' '.join(dice.sample(WORDS, 5))}." for _ in range(4)] + [""]
    return "\n".join(lines[: LINES - 1]).rstrip() + "\n"


def _wrapped(dice: random.Random, sentences: int) -> Iterable[str]:
    words = [
        word
        for _ in range(sentences)
        for word in f"The {' '.join(dice.sample(WORDS, dice.randint(8, 14)))} was there.".split()
    ]
    line = ""
    for word in words:
        if len(line) + len(word) > 76:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def with_word_edited(text: str) -> str:
    """Return the article with one word of a sentence in its middle changed."""
    lines = text.split("\n")
    middle = len(lines) // 2
    place = next(n for n in range(middle, len(lines)) if lines[n].count(" ") > 6)
    words = lines[place].split(" ")
    words[next(n for n, word in enumerate(words) if n > 2 and word in WORDS)] = "cathedral"
    return "\n".join([*lines[:place], " ".join(words), *lines[place + 1 :]])


def with_paragraph_inserted(text: str) -> str:
    """Return the article with a new paragraph at its top."""
    return f"A new paragraph stands at the very beginning of this article.\n\n{text}"


def babelpress(root: Path) -> None:
    """Run Babelpress as a user does, with the engine that only echoes."""
    _call([Path(sys.executable).with_name("translate"), "run", "--engine", "echo"], root)


def po4a(*options: str) -> Runner:
    """Return a run of po4a over all articles."""

    def run(root: Path) -> None:
        for path in sorted(root.glob("articles/*.md")):
            out = root / "po" / f"{path.stem}.po"
            out.parent.mkdir(exist_ok=True)
            form = ["-f", "text", "-o", "markdown", "-M", "UTF-8"]
            _call(["po4a-updatepo", *form, *options, "-m", path, "-p", out], root)

    return run


def mdpo(venv: Path) -> Runner:
    """Return a run of mdpo over all articles."""

    def run(root: Path) -> None:
        for path in sorted(root.glob("articles/*.md")):
            out = root / "po" / f"{path.stem}.po"
            out.parent.mkdir(exist_ok=True)
            _call([venv / "bin" / "md2po", path, "--quiet", "--save", "--po-filepath", out], root)

    return run


def _call(command: list[str | Path], root: Path) -> None:
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command[0]}: {done.stderr}")


def translated(path: Path) -> None:
    """Give every entry a person's translation, of a day in the past."""
    import polib

    found = polib.pofile(str(path), wrapwidth=78)
    for entry in found:
        entry.msgstr = f"ES {entry.msgid}"
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    for field in ("POT-Creation-Date", "PO-Revision-Date"):
        found.metadata[field] = "2026-01-01 10:00+0000"
    found.save()
    done = subprocess.run(["msgcat", path], capture_output=True, check=True)
    path.write_bytes(done.stdout)


def noise(run: Runner, edit: Callable[[str], str]) -> float:
    """Return how many lines of diff an edit makes in a catalog, on average."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "articles").mkdir()
        project = '[project]\nsource = "en"\ntargets = ["es"]\n'
        (root / "translate.toml").write_text(project, "utf-8")
        for n in range(FILES):
            (root / "articles" / f"a{n}.md").write_text(article(n), "utf-8")
        run(root)
        for path in root.rglob("*.po"):
            translated(path)
        run(root)
        before = {path: path.read_text("utf-8") for path in root.rglob("*.po")}
        if len(before) != FILES:
            raise SystemExit(f"{len(before)} catalogs of {FILES} articles")
        for path in root.glob("articles/*.md"):
            path.write_text(edit(path.read_text("utf-8")), "utf-8")
        run(root)
        return sum(_changed(text, path) for path, text in before.items()) / FILES


def _changed(before: str, path: Path) -> int:
    done = subprocess.run(
        ["diff", "-", path], input=before, capture_output=True, text=True, check=False
    )
    return sum(line.startswith(("<", ">")) for line in done.stdout.splitlines())


def main() -> int:
    """Print the table; tell by the exit code whether our own figures are within their targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mdpo", type=Path, help="a virtual environment with mdpo")
    asked = parser.parse_args()
    tools: dict[str, Runner] = {"Babelpress": babelpress}
    if shutil.which("po4a-updatepo"):
        tools["po4a"] = po4a()
        tools["po4a --porefs file"] = po4a("--porefs", "file")
    if asked.mdpo:
        tools["mdpo"] = mdpo(asked.mdpo)
    edits = dict(zip(TARGETS, (with_word_edited, with_paragraph_inserted), strict=True))
    print(f"| lines of diff a file | {' | '.join(edits)} |")
    print(f"|---|{'---:|' * len(edits)}")
    good = True
    for name, run in tools.items():
        found = {what: noise(run, edit) for what, edit in edits.items()}
        print(f"| {name} | {' | '.join(f'{number:.1f}' for number in found.values())} |")
        good &= name != "Babelpress" or all(found[what] <= TARGETS[what] for what in TARGETS)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
