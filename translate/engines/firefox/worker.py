"""A process that holds one Firefox model and translates one sentence a line.

Run as a script, with the paths of the model, the source and the target vocabulary, and of the
shortlist if there is one. A line of its standard input is a sentence in JSON; a line of its
standard output is `{"ok": translation}` or `{"error": words}`. The first line it writes is the
answer to loading the model. It ends when its input does.

It imports nothing of this tool, so that it starts in the time the model takes to load.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path


def main(paths: list[str]) -> None:
    """Load the model, then answer line by line."""
    import fxtranslate

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with its input, not with Ctrl-C
    try:
        translator = fxtranslate.Translator(*(Path(path).read_bytes() for path in paths))
    except (OSError, ValueError) as error:
        _say({"error": str(error)})
        return
    _say({"ok": ""})
    for line in sys.stdin:
        try:
            answer = {"ok": translator.translate(json.loads(line))}
        except ValueError as error:
            answer = {"error": str(error)}
        _say(answer)


def _say(answer: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BrokenPipeError:
        sys.stdout = None  # whoever asked is gone, and nobody is left to complain to
