"""How long `translate --help` takes, beside `python -c "import typer"`: medians of one run.

python benchmarks/startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 21


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    ours = [str(Path(sys.prefix) / "bin" / "translate"), "--help"]
    floor = [sys.executable, "-c", "import typer"]
    rounds = [(seconds(ours), seconds(floor)) for _ in range(ROUNDS)]
    helped, imported = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"translate --help {helped * 1000:.0f} ms, import typer {imported * 1000:.0f} ms")
    print(f"ratio {helped / imported:.2f}")


if __name__ == "__main__":
    main()
