"""What `argostranslate.translate` answers, and how fast: the peer beside the `argos` engine.

It runs in an environment of its own, because argostranslate asks for torch and spaCy:

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install argostranslate
    /tmp/peer/bin/python benchmarks/argos_peer.py record PACKAGE.argosmodel FILE.json
    /tmp/peer/bin/python benchmarks/argos_peer.py serve PACKAGE.argosmodel

`record` translates every `source` of a file of recorded answers, and writes the file again. `serve`
reads paragraphs, each a JSON list of its sentences on a line, until an empty line, and then writes
their translations, each a line, and the seconds that they took; and so on, until the end of input.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import time
import zipfile
from importlib.metadata import version
from pathlib import Path

COMMAND = "python benchmarks/argos_peer.py record PACKAGE.argosmodel FILE.json"


class Sentences:
    """A sentence splitter that is told the sentences beforehand: both sides have the same."""

    def __init__(self) -> None:
        self.known: dict[str, list[str]] = {}

    def split_sentences(self, text: str) -> list[str]:
        """Return the sentences of a known paragraph."""
        return self.known[text]


class Peer:
    """A package as Argos Translate's own `PackageTranslation` uses it."""

    def __init__(self, path: Path, folder: Path) -> None:
        import ctranslate2
        from argostranslate import settings, translate
        from argostranslate.package import Package

        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        (root,) = folder.iterdir()
        self.apply = translate.apply_packaged_translation
        self.package = Package(root)
        self.sentences = Sentences()
        self.translator = ctranslate2.Translator(
            str(root / "model"),
            device=settings.device,
            inter_threads=settings.inter_threads,
            intra_threads=settings.intra_threads,
            compute_type=settings.compute_type,
        )

    def translate(self, sentences: list[str], hypotheses: int) -> str:
        """Translate a paragraph, as `PackageTranslation.hypotheses` does."""
        paragraph = " ".join(sentences)
        self.sentences.known = {paragraph: sentences}
        found = self.apply(self.package, paragraph, self.translator, self.sentences, hypotheses)
        return found[0].value


def cpu() -> dict[str, str]:
    """Return what Linux says of the first processor."""
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8").partition("\n\n")[0] if info.exists() else ""
    parts = (line.partition(":") for line in text.splitlines())
    return {name.strip(): value.strip() for name, _, value in parts}


def processor() -> str:
    return cpu().get("model name", platform.processor() or platform.machine())


def instructions() -> str:
    """Return what decides how the model's sums are rounded: the maker, and AVX2 if there is."""
    maker = cpu().get("vendor_id", platform.machine())
    return f"{maker}, avx2" if "avx2" in cpu().get("flags", "").split() else maker


def record(peer: Peer, package: Path, path: Path) -> None:
    """Ask for each sentence alone, with the number of hypotheses that Argos asks for by default."""
    answers = json.loads(path.read_text(encoding="utf-8"))["answers"]
    for answer in answers:
        answer["target"] = peer.translate([answer["source"]], hypotheses=4)
    about = {
        "command": COMMAND,
        "function": "argostranslate.translate.apply_packaged_translation, a sentence a call",
        "package": package.name,
        "versions": {name: version(name) for name in ("argostranslate", "ctranslate2")},
        "processor": processor(),
        "instructions": instructions(),
        "answers": answers,
    }
    path.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def serve(peer: Peer) -> None:
    """Translate paragraph after paragraph, as users of `translate()` do: one hypothesis."""
    paragraphs: list[list[str]] = []
    print(
        json.dumps({name: version(name) for name in ("argostranslate", "ctranslate2")}), flush=True
    )
    for line in sys.stdin:
        if line.strip():
            paragraphs.append(json.loads(line))
            continue
        begin = time.perf_counter()
        answers = [peer.translate(sentences, hypotheses=1) for sentences in paragraphs]
        seconds = time.perf_counter() - begin
        print(json.dumps({"seconds": seconds, "answers": answers}), flush=True)
        paragraphs = []


def main() -> None:
    mode, package = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        peer = Peer(package, Path(folder))
        if mode == "record":
            record(peer, package, Path(sys.argv[3]))
        else:
            serve(peer)


if __name__ == "__main__":
    main()
