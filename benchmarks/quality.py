"""Quality that may only rise: `translate eval` on the parallel articles of tests/data/aligned.

The figures of each engine and route are held against benchmarks/floors.json: what is worse is said
and ends with exit code 1, what is better is written into the file. A pair without an engine on this
machine is passed over.

Usage: python benchmarks/quality.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "data" / "aligned"
FLOORS = ROOT / "benchmarks" / "floors.json"
ENGINES = {("en", "pt"): "firefox", ("fr", "es"): "apertium", ("fr", "ca"): "apertium"}


def article(sample: str, side: str) -> str:
    """Return one side of a sample as Markdown: `s` the source, `t` its translation."""
    out = ""
    for line in sample.splitlines():
        if line[:1] == side and line[1:2]:
            mark, text = line[1], line[2:].strip()
            text = text.split(" ", 1)[1] if text.startswith("@") else text
            before = {"#": "\n\n# ", "-": "\n\n- ", "¶": "\n\n"}.get(mark, " ")
            out += f"{before}{text}"
    return f"{out.strip()}\n"


def main() -> int:
    """Measure every pair; return 1 if a figure fell."""
    worst = 0
    for path in sorted(SAMPLES.glob("*.txt")):
        sample = path.read_text("utf-8")
        source, target = sample.split("\n", 1)[0].split()
        if (source, target) not in ENGINES:
            continue
        with tempfile.TemporaryDirectory() as folder:
            name = path.name.split(".")[0]
            Path(folder, f"{name}.md").write_text(article(sample, "s"), "utf-8")
            Path(folder, "reference.md").write_text(article(sample, "t"), "utf-8")
            words = ["eval", f"{name}.md", "reference.md", "--from", source, "--to", target]
            words += ["--engine", ENGINES[source, target], "--floors", str(FLOORS)]
            command = [str(Path(sys.executable).with_name("translate")), *words]
            worst = max(worst, subprocess.run(command, cwd=folder, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
