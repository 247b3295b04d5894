"""Sentences a second: argostranslate, the `argos` engine, and the bare decoder, in one run.

    python benchmarks/argos_speed.py PACKAGE.argosmodel --peer /tmp/peer/bin/python

The peer's environment is made as `argos_peer.py` beside this file says. All get the same package,
sentences, and beam. Loading is counted on no side, each side is warmed up, and the rounds alternate.
Medians are compared, and the best rounds, which on a busy machine say more.

- peer: `argostranslate.translate`, a paragraph a call, as its users call it;
- ours: `Argos.translate`, all sentences in one batch;
- ours, spans: the same, with a span over three words of every third sentence;
- bare: one `ctranslate2.Translator.translate_batch` over all tokens, nothing before or after it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from itertools import islice, product
from pathlib import Path
from typing import Any

import ctranslate2
from argos_peer import processor
from sentencepiece import SentencePieceProcessor

from translate.engines.argos.engine import Argos
from translate.model import Span, SpannedText

WHO = (
    "The mayor of Lisbon",
    "A spokesman for the ministry",
    "Professor Ingrid Halvorsen of the University of Bergen",
    "The head of the central bank",
    "One of the engineers who built the dam",
    "Maria Duarte, who runs a small bakery near the port,",
    "The committee that oversees public spending",
    "Their lawyer",
    "A group of thirty scientists from nine countries",
    "The opposition leader",
    "The company's chief executive",
    "Her grandmother",
)
SAYS = (
    "said on Tuesday that",
    "told reporters that",
    "warned last week that",
    "wrote in a long letter to the newspaper that",
    "denied on Monday that",
    "explained in an interview that",
    "refused to believe that",
    "admitted, after some hesitation, that",
)
WHAT = (
    "the new bridge would cost 4.2 million euros more than planned",
    "nobody had asked the people who live along the river",
    "the price of bread had risen by 12% since January",
    "the old railway station will be turned into a library",
    "the results were checked three times before they were published",
    "the drought has already destroyed half of the harvest",
    "the agreement could still be signed before the end of the year",
    "two of the five ships had left the harbour without permission",
    "young families can no longer afford to rent a flat in the centre",
    "the virus spreads more slowly in dry and cold air",
    "the government does not intend to raise taxes",
    "the painting was sold to a private collector in 1987",
)
AND = (
    "",
    ", although the figures tell another story",
    ", according to a report seen by this newspaper",
    " and called for an independent inquiry",
    ", a claim that experts dispute",
    " before the votes were counted",
    ", which surprised almost everyone in the room",
    " while thousands of people were protesting outside the building, many of them for the third"
    " day in a row",
)
SHORT = (
    "Prices fell again in {month} {year}.",
    "The meeting of {month} {year} lasted {number} hours.",
    "Few believed it in {year}.",
    "See page {number} of the report for {month} {year}.",
    "More than {number}00 people came in {month}.",
    "Why did they wait until {month} {year}?",
    "It was the coldest {month} since {year}.",
    "By {year}, only {number} of the houses were left.",
)
MONTHS = ("January", "March", "April", "June", "September", "November")
YEARS = (1954, 1968, 1979, 1991, 2003, 2018)
WORKERS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def corpus(count: int) -> list[list[str]]:
    """Return paragraphs of one to six sentences, all distinct: seven long ones to three short."""
    chance = random.Random(7)
    long = [f"{a} {b} {c}{d}." for a, b, c, d in product(WHO, SAYS, WHAT, AND)]
    short = {
        form.format(month=month, year=year, number=number)
        for form, month, year, number in product(SHORT, MONTHS, YEARS, range(2, 10))
    }
    few = count * 3 // 10
    sentences = chance.sample(long, count - few) + chance.sample(sorted(short), few)
    chance.shuffle(sentences)
    rest = iter(sentences)
    paragraphs = []
    while paragraph := list(islice(rest, chance.randint(1, 6))):
        paragraphs.append(paragraph)
    return paragraphs


class Peer:
    """The process that runs `argos_peer.py serve`."""

    def __init__(self, python: str, package: Path) -> None:
        script = Path(__file__).with_name("argos_peer.py")
        self.process = subprocess.Popen(
            [python, str(script), "serve", str(package)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.versions: dict[str, str] = self._read()

    def translate(self, paragraphs: list[list[str]]) -> tuple[float, list[str]]:
        """Return the seconds that the peer took, and its translations."""
        assert self.process.stdin is not None
        for paragraph in paragraphs:
            self.process.stdin.write(json.dumps(paragraph) + "\n")
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        found = self._read()
        return found["seconds"], found["answers"]

    def _read(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the peer ended: is argostranslate installed in its environment?")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


def with_span(number: int, sentence: str) -> SpannedText:
    words = sentence.split(" ")
    if number % 3 or len(words) < 4:
        return SpannedText(sentence)
    start = len(words[0]) + 1
    return SpannedText(sentence, (Span(start, start + len(" ".join(words[1:4])), 1),))


def bare(folder: Path, sentences: list[str]) -> Callable[[], object]:
    tokenizer = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    tokens = [tokenizer.encode(sentence, out_type=str) for sentence in sentences]
    translator = ctranslate2.Translator(
        str(folder / "model"),
        device="cpu",
        compute_type="auto",
        inter_threads=WORKERS,
        intra_threads=1,
    )
    return lambda: translator.translate_batch(
        tokens,
        max_batch_size=1024,
        batch_type="tokens",
        beam_size=4,
        length_penalty=0.2,
        replace_unknowns=True,
        return_scores=True,
    )


def measure(package: Path, folder: Path, python: str, count: int, rounds: int) -> None:
    paragraphs = corpus(count)
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    engine = Argos([folder.parent])
    ((source, target),) = engine.pairs()
    clean = [SpannedText(sentence) for sentence in sentences]
    spanned = [with_span(number, sentence) for number, sentence in enumerate(sentences)]
    peer = Peer(python, package)
    decode = bare(folder, sentences)
    sides: dict[str, Callable[[], tuple[float, Any]]] = {
        "peer": lambda: peer.translate(paragraphs),
        "ours": lambda: timed(lambda: list(engine.translate(clean, source, target))),
        "ours, spans": lambda: timed(lambda: list(engine.translate(spanned, source, target))),
        "bare": lambda: timed(decode),
    }
    peer.translate(paragraphs[:10])
    list(engine.translate(clean[:40], source, target))
    decode()
    seconds: dict[str, list[float]] = {side: [] for side in sides}
    answers: dict[str, Any] = {}
    for number in range(rounds):
        for side, work in sides.items():
            took, answers[side] = work()
            seconds[side].append(took)
            print(f"round {number + 1}, {side}: {took:.2f} s", file=sys.stderr)
    peer.close()
    drafts = iter(answers["ours"])
    ours = [" ".join(next(drafts).text.text for _ in paragraph) for paragraph in paragraphs]
    equal = sum(a == b for a, b in zip(ours, answers["peer"], strict=True))
    report(package, peer.versions, seconds, sentences)
    print(f"\nParagraphs with the same translation as argostranslate's: {equal} of {len(ours)}.")


def report(
    package: Path, versions: dict[str, str], seconds: dict[str, list[float]], sentences: list[str]
) -> None:
    words = sum(len(sentence.split()) for sentence in sentences)
    rounds = len(seconds["peer"])
    here = {name: version(name) for name in ("ctranslate2", "sentencepiece")}
    print(
        f"\n{processor()}, {WORKERS} cores, {platform.system()}, Python {platform.python_version()}; "
    )
    print(f"{package.name}; here {here}, peer {versions}; ")
    print(f"{len(sentences)} distinct sentences, {words} words, {rounds} alternating rounds.\n")
    for name, chosen in (("medians", statistics.median), ("best rounds", min)):
        taken = {side: chosen(took) for side, took in seconds.items()}
        print(f"| {name} | seconds | sentences/s | words/s | × peer | of bare |")
        print("|---|---|---|---|---|---|")
        for side, took in taken.items():
            rate, pace = len(sentences) / took, words / took
            faster, share = taken["peer"] / took, taken["bare"] / took
            print(f"| {side} | {took:.2f} | {rate:.1f} | {pace:.0f} | {faster:.2f} | {share:.0%} |")
        print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package", type=Path, help="an .argosmodel file")
    parser.add_argument("--peer", required=True, help="the Python of the peer's environment")
    parser.add_argument("--sentences", type=int, default=480)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(asked.package) as archive:
            archive.extractall(folder)
        (root,) = Path(folder).iterdir()
        measure(asked.package, root, asked.peer, asked.sentences, asked.rounds)


if __name__ == "__main__":
    main()
