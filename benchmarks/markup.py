"""Where inline codes come to stand: the engines beside hand-made gold sets and two baselines.

python benchmarks/markup.py --check FILE…            # is a gold set as its description asks?
python benchmarks/markup.py --clean ENGINE FILE      # the file, with the engine's clean lines
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import markup_gold

from translate.engines import load
from translate.engines.argos import Argos
from translate.model import Engine


@contextmanager
def opened(name: str, package: Path | None) -> Iterator[Engine]:
    """Load an engine; Argos from a package file, where one is given."""
    if name == "argos" and package is not None:
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(package) as archive:
                archive.extractall(folder)
            yield Argos([Path(folder)])
        return
    engine = load(name)
    try:
        yield engine
    finally:
        close = getattr(engine, "close", None)
        if close is not None:
            close()


def check(files: Sequence[Path]) -> int:
    found = 0
    for file in files:
        gold = markup_gold.read(file)
        for problem in markup_gold.problems(gold):
            found += 1
            print(f"{file.name}: {problem}")
        print(f"{file.name}: {len(gold.cases)} cases", file=sys.stderr)
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--clean", nargs=2, metavar=("ENGINE", "FILE"))
    parser.add_argument("--argos", type=Path, help="an .argosmodel file for the engine argos")
    asked = parser.parse_args()
    if asked.check:
        return check(asked.check)
    with opened(asked.clean[0], asked.argos) as engine:
        gold = markup_gold.read(Path(asked.clean[1]))
        sys.stdout.write(markup_gold.with_clean_lines(engine, gold))
    return 0


if __name__ == "__main__":
    sys.exit(main())
