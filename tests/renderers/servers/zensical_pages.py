"""Zensical with the extensions that it turns on by itself.

A line on stdin is a JSON list of articles; the line on stdout is the list of their HTML.
"""

import json
import re
import sys
import tempfile
import warnings
from pathlib import Path

from zensical.config import parse_config
from zensical.markdown.render import render

FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)


def main() -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "docs").mkdir()
        file = Path(folder) / "zensical.toml"
        file.write_text('[project]\nsite_name = "x"\n', "utf-8")
        parse_config(str(file))
        for line in sys.stdin:
            made = [
                render(FRONT_MATTER.sub("", text), "index.md", "")["content"]
                for text in json.loads(line)
            ]
            print(json.dumps(made), flush=True)


if __name__ == "__main__":
    main()
