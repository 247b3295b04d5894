"""How fast a large translation memory answers, how long it takes to make, and what it finds.

Run it from the repository: `python benchmarks/memory_speed.py --size 1000000`. The segments are
made up: words of syllables, as frequent as words are (Zipf), sentences as long as sentences are, a
few of them from stock phrases. What is asked: segments as they are (`exact`), segments after an
edit that leaves them 75 % alike or more (`near, hit`), and fresh sentences (both misses).
`recall` compares the five best near matches with those of a scan of everything.

Times of look-ups are processor time of this process, and wall time beside it; all on one core.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from translate.memory.segments import Memory, Unit, normalised, open_memory

WORDS = 50_000
PHRASES = 300
BITS = 1 << 27
SMALL = "de la el en y a los que se del las por un con una su para es al lo como más o pero sus"
ONSETS = "t n s r c d l m p b v qu f g j h ll ch pr tr br cr gr cl fr pl bl st ñ z"
NUCLEI = "a e o i u ia io ie ue á é ó í ei au"
CODAS = ["", "", "", "", "n", "r", "s", "l", "nt", "d"]


def vocabulary(rng: random.Random) -> list[str]:
    """Return words by rank: the short ones tend to be the frequent ones."""
    parts = ONSETS.split(), NUCLEI.split()
    falling = [[1 / (rank + 3) for rank in range(len(part))] for part in parts]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        count = rng.choices([1, 2, 3, 4], [2, 5, 4, 2])[0]
        pairs = zip(
            rng.choices(parts[0], falling[0], k=count),
            rng.choices(parts[1], falling[1], k=count),
            strict=True,
        )
        found["".join(a + b for a, b in pairs) + rng.choice(CODAS)] = None
    return SMALL.split() + sorted(found, key=lambda word: len(word) + rng.gauss(0, 2.5))


def sentences(seed: int) -> Iterator[str]:
    """Yield sentences without end; few come twice."""
    rng = random.Random(seed)
    words = vocabulary(random.Random(1))
    steps = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    stock = random.Random(2)
    phrases = [
        [stock.choice(words[:3000]) if stock.random() < 0.7 else "*" for _ in range(length)]
        for length in (stock.randint(3, 25) for _ in range(PHRASES))
    ]
    while True:
        length = min(60, max(1, round(rng.lognormvariate(2.35, 0.55))))
        chosen = rng.choices(words, cum_weights=steps, k=length)
        if rng.random() < 0.15:
            chosen[rng.randrange(length)] = str(rng.randrange(10 ** rng.choice([1, 2, 4])))
        if length > 8 and rng.random() < 0.4:
            chosen[length // 2] += ","
        if rng.random() < 0.08:
            phrase = rng.choice(phrases)
            fresh = iter(rng.choices(words, cum_weights=steps, k=len(phrase)))
            chosen = [next(fresh) if word == "*" else word for word in phrase]
        text = " ".join(chosen)
        yield text[0].upper() + text[1:] + ("." if length > 4 else "")


def edited(rng: random.Random, text: str) -> str:
    """Return a text after edits that leave it at least 75 % alike: words or letters."""
    while True:
        words = text.split(" ")
        for _ in range(max(1, int(len(words) * rng.choice([0.05, 0.1, 0.2, 0.3])))):
            place = rng.randrange(len(words))
            new = rng.choice(["", str(rng.randrange(9999)), "prielento", "cua", "mentó"])
            words[place : place + rng.randint(0, 1)] = [new] if new else []
            words = words or ["a"]
        letters = list(" ".join(words))
        if rng.random() < 0.3:
            for _ in range(max(1, int(len(letters) * rng.choice([0.02, 0.05, 0.1])))):
                letters[rng.randrange(len(letters))] = rng.choice("aeiorstn")
        changed = "".join(letters)
        if changed != text and fuzz.ratio(normalised(changed), normalised(text)) >= 75:
            return changed


def peak() -> float:
    """Return the most memory that the process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(memory: Memory, size: int) -> dict[str, float]:
    """Fill a memory with distinct segments; return the seconds it took, making them left aside."""
    source = sentences(seed=10)
    seen = bytearray(BITS // 8)  # a few new texts pass for known: what counts is what is stored
    making = 0.0

    def units() -> Iterator[Unit]:
        nonlocal making
        stored = 0
        while stored < size:
            start = time.perf_counter()
            text = next(source)
            byte, bit = divmod(hash(normalised(text)) % BITS, 8)
            fresh = not seen[byte] >> bit & 1
            seen[byte] |= 1 << bit
            making += time.perf_counter() - start
            if fresh:
                stored += 1
                yield Unit(
                    text, text[::-1], "es", "ca", reviewed=True, kind="", context=None, article="x"
                )

    start = time.perf_counter()
    memory.add_tmx(units(), "benchmark")
    filled = time.perf_counter()
    memory.settle()
    return {"store": filled - start - making, "index": time.perf_counter() - filled}


def show(name: str, look_up: Callable[[str], object], asked: Sequence[str]) -> None:
    """Print how many look-ups a second, and the median, 99th percentile and worst of them."""
    used, passed = [], []
    for text in asked:
        wall, own = time.perf_counter(), time.process_time()
        look_up(text)
        used.append((time.process_time() - own) * 1000)
        passed.append((time.perf_counter() - wall) * 1000)
    used.sort()
    passed.sort()
    last = int(len(asked) * 0.99)
    print(
        f"{name:<14}{1000 * len(asked) / sum(used):>12,.0f}{used[len(asked) // 2]:>10.2f}"
        f"{used[last]:>8.2f}{used[-1]:>8.2f}{passed[len(asked) // 2]:>13.2f}{passed[last]:>8.2f}"
    )


def recall(memory: Memory, asked: Sequence[str]) -> tuple[int, int]:
    """Return how many of the five best matches of a scan were found, and how many there are."""
    query = "select normal from text order by id"
    stored = [text for (text,) in memory._connection.execute(query)]  # noqa: SLF001
    found = wanted = 0
    for text in asked:
        rows = process.extract(
            normalised(text), stored, scorer=fuzz.ratio, score_cutoff=75, limit=5
        )
        best = [min(score, 99.0) for _, score, _ in rows]
        got = [match.score for match in memory.near(text, "es", "ca")]
        wanted += len(best)
        found += sum(score >= best[-1] for score in got) if best else 0
    return found, wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--size", type=int, default=100_000, help="how many segments")
    parser.add_argument("--queries", type=int, default=1000, help="how many look-ups of each sort")
    parser.add_argument("--recall", type=int, default=100, help="how many of them are checked")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        with open_memory(Path(folder)) as memory:
            took = build(memory, options.size)
            size = (Path(folder) / "memory.sqlite").stat().st_size / 1e6
            print(f"{options.size:,} segments: stored in {took['store']:.0f} s, ", end="")
            print(f"indexed in {took['index']:.0f} s, {size:,.0f} MB, peak {peak():,.0f} MB of RAM")
        answer(Path(folder), options.size, options.queries, options.recall)


def answer(folder: Path, size: int, count: int, checked: int) -> None:
    rng = random.Random(3)
    places = set(rng.sample(range(size), min(count, size)))
    source = sentences(seed=10)
    known = [text for place, text in zip(range(size), source, strict=False) if place in places]
    fresh = sentences(seed=11)
    hits = [edited(rng, text) for text in known]
    misses = [next(fresh) for _ in range(count)]
    with open_memory(folder) as memory:
        start = time.perf_counter()
        memory.near(known[0], "es", "ca")
        print(f"the first near look-up of a run: {(time.perf_counter() - start) * 1000:.0f} ms\n")
        print(f"{'':<14}{'a second':>12}{'median':>10}{'p99':>8}{'worst':>8}", end="")
        print(f"{'wall median':>13}{'p99':>8}  ms")
        show("exact, hit", lambda text: memory.exact(text, "es", "ca"), known)
        show("exact, miss", lambda text: memory.exact(text, "es", "ca"), misses)
        show("near, hit", lambda text: memory.near(text, "es", "ca"), hits)
        show("near, miss", lambda text: memory.near(text, "es", "ca"), misses)
        print(f"\npeak {peak():,.0f} MB of RAM")
        found, wanted = recall(memory, hits[:checked] + misses[:checked])
        print(f"recall: {found} of {wanted} matches ({found / max(1, wanted):.1%})")


if __name__ == "__main__":
    main()
