"""How many injected errors the checks of drafts catch, and how many good drafts they flag.

    python benchmarks/gate.py [--half tune] [--show KIND]

Good pairs: machine drafts that were read and found good (`data/gate_good.tsv`: firefox, apertium
and argos on sentences written for this), and human translations of program messages, read at run
time from /usr/share/locale, from English into six languages. Beside them, counted apart, stand
pairs of two translations of one English message (Italian and English, French and Catalan): they
are looser than translations of each other, and show what free translation costs. Half of all
pairs, by a hash of the English text, was for tuning; what is printed is the other half.

Errors are made by code with a fixed seed, evenly of six kinds: a dropped clause, a loop, a wrong
number, a lost (replaced, mangled) name, a foreign language (whole or from a clause border on), a
broken quote or bracket. The code shares no list or pattern with the checks.
"""

from __future__ import annotations

import argparse
import gettext
import hashlib
import random
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from translate.checks import CHECKS, Pair, check  # noqa: E402 - after the path is set
from translate.model import SpannedText  # noqa: E402

GOOD = ROOT / "benchmarks" / "data" / "gate_good.tsv"
LOCALES = Path("/usr/share/locale")
LANGUAGES = {"pt": "pt_BR", "es": "es", "fr": "fr", "ca": "ca", "it": "it", "de": "de"}
# English first: what most drafts start from; then the ways between the other languages.
WAYS = (
    *(("en", tag) for tag in LANGUAGES),
    ("fr", "es"), ("fr", "ca"), ("es", "en"), ("de", "en"), ("it", "en"), ("ca", "es"),
    ("pt", "fr"), ("de", "fr"), ("fr", "it"), ("es", "de"), ("fr", "en"), ("pt", "en"),
)  # fmt: skip
JUNK = re.compile(
    r"[%<>{}\\|=_~#@$^`\n\t*Ã]|--|\w\(|://|/\w+/|(?<!\w)-\w|&\w|\w\.\w|\b[A-Z]{4,}\b|\x04"
)

GOOD_WANTED = 1000
ERRORS_WANTED = 300


@dataclass(frozen=True, slots=True)
class Case:
    """A source, a target, their languages, and where they are from."""

    first: str
    second: str
    source: str
    target: str
    origin: str


def drafts() -> list[Case]:
    """Return the machine drafts that were read and found good."""
    rows = [line.split("\t") for line in GOOD.read_text("utf-8").splitlines()[1:]]
    return [Case(a, b, source, target, engine) for a, b, engine, source, target in rows]


def messages() -> dict[str, dict[str, str]]:
    """Return by language the translations of English sentences that programs carry."""
    return {tag: dict(_catalogs(folder)) for tag, folder in LANGUAGES.items()}


def _catalogs(folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted(LOCALES.glob(f"{folder}/LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as handle:
                catalog = gettext.GNUTranslations(handle)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
        except (OSError, UnicodeDecodeError):
            continue
        for source, target in catalog.items():
            if isinstance(source, str) and isinstance(target, str):
                one, two = source.strip(), target.strip()
                whole = len(one.split()) >= 6 and one[:1].isupper() and one[-1:] in ".!?"
                if (
                    whole
                    and len(one) < 400
                    and two != one
                    and not JUNK.search(one)
                    and not JUNK.search(two)
                ):
                    yield one, two


def human(by_language: dict[str, dict[str, str]]) -> list[Case]:
    """Return human translations from English, and loose pairs of two of them."""
    cases = []
    for first, second in WAYS:
        for english in sorted(by_language[second if first == "en" else first]):
            source = english if first == "en" else by_language[first].get(english)
            target = english if second == "en" else by_language[second].get(english)
            if source and target and source != target:
                origin = "human" if first == "en" else "loose"
                cases.append(Case(first, second, source, target, origin))
    return cases


def half(case: Case, english: str = "") -> str:
    """Return the half that a case belongs to: what it was tuned on, or what it is judged by."""
    digest = hashlib.sha256((english or case.source).encode()).digest()
    return "tune" if digest[0] % 2 else "judge"


# What breaks a draft: each returns the broken target, or None where there is nothing to break.

Breaker = Callable[[random.Random, Case, dict[str, list[str]]], str | None]
BORDER = re.compile(r"[,;:] | [–—] |(?<=[.!?]) (?=[A-ZÀ-Ü])")
LINKS = re.compile(
    r" (?=(?:and|but|because|which|who|when|where|while|if|et|mais|parce|qui|quand|où|si|y|pero|porque|"
    r"cuando|donde|e|mas|quando|onde|que|i|però|perquè|quan|on|ma|perché|che|dove|und|oder|weil|wenn|"
    r"dass|der|die|with|for|avec|pour|con|para|com|amb|per|mit|für)\b)"
)


def dropped_clause(rng: random.Random, case: Case, _: dict[str, list[str]]) -> str | None:
    """Cut a stretch between two borders: 20 to 60 percent of the text, four words at least."""
    text = case.target
    for border in (BORDER, LINKS):
        places = [0, *(match.start() for match in border.finditer(text)), len(text.rstrip(".!?"))]
        stretches = [
            (a, b)
            for i, a in enumerate(places)
            for b in places[i + 1 :]
            if 0.2 <= (b - a) / len(text) <= 0.6 and len(text[a:b].split()) >= 4
        ]
        if stretches:
            start, end = rng.choice(stretches)
            left = text[:start] + text[end:] if start else text[end:].lstrip(" ,;:–—")
            return left[0].upper() + left[1:]
    return None


def loop(rng: random.Random, case: Case, _: dict[str, list[str]]) -> str | None:
    """Say a word, a phrase or the rest of the sentence over again."""
    words = case.target.split(" ")
    if len(words) < 5:
        return None
    length = rng.choice((1, 2, 3, 4, 5))
    start = rng.randrange(max(1, len(words) - length))
    phrase = words[start : start + length]
    if any(len(word.strip('.,;:!?"“”«»()')) < 3 for word in phrase) and length == 1:
        return None
    times = rng.choice((2, 3, 6)) if length < 3 else rng.choice((1, 2, 4))
    return " ".join([*words[: start + length], *phrase * times, *words[start + length :]])


def wrong_number(rng: random.Random, case: Case, _: dict[str, list[str]]) -> str | None:
    """Change, swap, drop or add a digit of one number."""
    found = list(
        re.finditer(r"(?<![\w.,])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?(?![\w])", case.target)
    )
    if not found:
        return None
    match = rng.choice(found)
    shown = match.group()
    places = [i for i, char in enumerate(shown) if char.isdigit()]
    way = rng.choice(("change", "swap", "drop", "add"))
    if way == "change" or (way != "add" and len(places) < 2):
        at = rng.choice(places)
        digit = rng.choice([d for d in "123456789" if d != shown[at]])
        new = shown[:at] + digit + shown[at + 1 :]
    elif way == "swap":
        pairs = [(a, b) for a in places for b in places if a < b and shown[a] != shown[b]]
        if not pairs:
            return None
        a, b = rng.choice(pairs)
        new = shown[:a] + shown[b] + shown[a + 1 : b] + shown[a] + shown[b + 1 :]
    elif way == "drop":
        at = rng.choice(places)
        new = (shown[:at] + shown[at + 1 :]).strip(".,\u00a0\u202f ")
    else:
        new = shown + rng.choice("0123456789")
    if re.sub(r"\D", "", new).lstrip("0") == re.sub(r"\D", "", shown).lstrip("0"):
        return None
    return case.target[: match.start()] + new + case.target[match.end() :]


OTHERS = ("Roberto Almagro", "Ulla Pettersson", "Ghislain", "Tamara Voss", "Okonjo", "Bratislava")


def lost_name(rng: random.Random, case: Case, _: dict[str, list[str]]) -> str | None:
    """Drop a name that stands in both texts, put another in its place, or scramble its letters."""
    pattern = re.compile(r"(?<=[a-zà-ü,] )[A-ZÀ-Ü]\w*[a-zà-ü]{2,}\w*(?: [A-ZÀ-Ü]\w{2,})*")
    found = [
        match
        for match in pattern.finditer(case.target)
        if re.search(rf"(?<=[\w,] ){re.escape(match.group())}\b", case.source)
    ]
    if not found or "de" in {case.first, case.second}:
        return None  # any German noun would look like a name here
    match = rng.choice(found)
    name = match.group()
    way = rng.choice(("drop", "drop", "replace", "mangle"))
    if way == "drop":
        return case.target[: match.start()].rstrip() + case.target[match.end() :]
    new = rng.choice(OTHERS)
    if way == "mangle":
        letters = list(name)
        for at in rng.sample(range(1, len(name)), 2):
            if letters[at].isalpha():
                letters[at] = rng.choice([c for c in "bdfgklmprtvz" if c != letters[at].lower()])
        new = "".join(letters)
    return case.target[: match.start()] + new + case.target[match.end() :]


def foreign(rng: random.Random, case: Case, elsewhere: dict[str, list[str]]) -> str | None:
    """Leave the draft in its source's language, in part or all of it, or use a third language."""
    way = rng.choice(("source", "half", "third"))
    if way == "third":
        tags = [tag for tag in elsewhere if tag not in {case.first, case.second}]
        return rng.choice(elsewhere[rng.choice(tags)])
    if way == "source":
        return case.source
    cuts = [match.end() for match in BORDER.finditer(case.target)]
    ends = [match.end() for match in BORDER.finditer(case.source)]
    if not cuts or len(cuts) != len(ends):
        return case.source
    at = rng.randrange(len(cuts))
    if len(case.source[ends[at] :].split()) < 7:
        return case.source
    return case.target[: cuts[at]] + case.source[ends[at] :]


def broken_quote(rng: random.Random, case: Case, _: dict[str, list[str]]) -> str | None:
    """Drop, double or turn a quotation mark or a bracket."""
    found = list(
        re.finditer(r"[“”«»„\"()\[\]]|(?<!\w)['‘](?=\w)|(?<=\w)['’](?=[\s.,])", case.target)
    )
    singles = sum(match.group() in "'‘’" for match in found)
    if singles % 2 or not found:
        return None
    match = rng.choice(found)
    mark = match.group()
    turned = dict(zip("“”«»()[]", "”“»«)(][", strict=True))
    way = rng.choice(("drop", "drop", "double", "turn"))
    new = {"drop": "", "double": mark * 2, "turn": turned.get(mark, "")}[way]
    if mark in "'‘’" and way == "double":
        new = ""
    return case.target[: match.start()] + new + case.target[match.end() :]


BREAKERS: dict[str, Breaker] = {
    "dropped clause": dropped_clause,
    "loop": loop,
    "wrong number": wrong_number,
    "lost name": lost_name,
    "foreign language": foreign,
    "broken quote": broken_quote,
}


def broken(
    rng: random.Random, cases: list[Case], kind: str, wanted: int, elsewhere: dict[str, list[str]]
) -> list[tuple[Case, str]]:
    """Return cases with one error of a kind each, by turns from machine, human and loose targets."""
    found: list[tuple[Case, str]] = []
    pools = []
    for origins in ({"firefox", "apertium", "argos"}, {"human"}, {"loose"}):
        some = [case for case in cases if case.origin in origins]
        rng.shuffle(some)
        pools.append(iter(some))
    while len(found) < wanted and pools:
        pool = pools.pop(0)
        for case in pool:
            text = BREAKERS[kind](rng, case, elsewhere)
            if text is not None and text != case.target:
                found.append((case, text))
                pools.append(pool)
                break
    return found


def doubts(case: Case, target: str) -> list[tuple[str, str]]:
    pair = Pair(SpannedText(case.source), SpannedText(target), case.first, case.second)
    return [(doubt.check, doubt.reason) for doubt in check(pair)]


def judge_good(cases: list[Case], *, show: bool) -> None:
    """Print how many good drafts are flagged, by check and by origin."""
    flagged: Counter[str] = Counter()
    by_check: Counter[str] = Counter()
    origins = Counter(case.origin for case in cases)
    for case in cases:
        found = doubts(case, case.target)
        flagged[case.origin] += bool(found)
        by_check.update({name for name, _ in found})
        if found and show:
            print(f"  {case.first}→{case.second} {case.source}\n     {case.target}\n     {found}")
    print(
        f"\ngood drafts flagged: {flagged.total()} of {len(cases)} ({flagged.total() / len(cases):.1%})"
    )
    for origin, count in origins.most_common():
        print(f"  {origin:<10}{flagged[origin]:>4} of {count}")
    print("  by check:", ", ".join(f"{name} {n}" for name, n in by_check.most_common()) or "none")


def judge_broken(
    cases: list[Case], elsewhere: dict[str, list[str]], wanted: int, seed: int, show: str
) -> None:
    """Print how many injected errors are caught, by kind, and which checks caught them."""
    rng = random.Random(seed)
    caught = total = 0
    print(f"\n{'injected':<18}{'caught':>8}{'of':>5}{'':>9}  by")
    for kind in BREAKERS:
        made = broken(rng, cases, kind, wanted // len(BREAKERS), elsewhere)
        by: Counter[str] = Counter()
        hits = 0
        for case, text in made:
            found = doubts(case, text)
            hits += bool(found)
            by.update({name for name, _ in found})
            if not found and show in {kind, "all"}:
                print(
                    f"  {case.first}→{case.second} {case.source}\n     {case.target}\n     {text}"
                )
        caught, total = caught + hits, total + len(made)
        names = ", ".join(f"{name} {n}" for name, n in by.most_common(4))
        print(f"{kind:<18}{hits:>8}{len(made):>5}{hits / max(1, len(made)):>9.1%}  {names}")
    print(f"{'all':<18}{caught:>8}{total:>5}{caught / max(1, total):>9.1%}")


def speed(cases: list[Case]) -> None:
    """Print the milliseconds of processor time of each check, the loading left aside."""
    pairs = [Pair(SpannedText(c.source), SpannedText(c.target), c.first, c.second) for c in cases]
    print("\nmilliseconds a pair (mean, 99th percentile)")
    for name, look in CHECKS.items():
        used = []
        for pair in pairs:
            start = time.process_time()
            list(look(pair))
            used.append((time.process_time() - start) * 1000)
        print(
            f"  {name:<12}{statistics.mean(used):>8.3f}{sorted(used)[int(len(used) * 0.99)]:>8.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--half", choices=("tune", "judge"), default="judge")
    parser.add_argument(
        "--show", default="", help="print what is missed: a kind, “good”, “loose” or “all”"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=ERRORS_WANTED)
    parser.add_argument("--good", type=int, default=GOOD_WANTED)
    options = parser.parse_args()
    by_language = messages()
    english = {text: source for texts in by_language.values() for source, text in texts.items()}
    machine = [case for case in drafts() if half(case) == options.half]
    people = [
        case
        for case in human(by_language)
        if half(case, english.get(case.source, "")) == options.half
    ]
    random.Random(options.seed).shuffle(people)
    elsewhere: defaultdict[str, list[str]] = defaultdict(list)
    for case in (*machine, *people):
        if len(case.target.split()) >= 6:
            elsewhere[case.second].append(case.target)
    close = [case for case in people if case.origin == "human"]
    loose = [case for case in people if case.origin == "loose"]
    good = (machine + close)[: options.good]
    print(f"the half to {options.half}: {len(machine)} machine drafts, ", end="")
    print(f"{len(close):,} human and {len(loose):,} loose pairs")
    judge_good(good, show=options.show in {"good", "all"})
    judge_good(loose[: options.good // 2], show=options.show in {"loose", "all"})
    judge_broken(
        machine + people[:9000], dict(elsewhere), options.errors, options.seed, options.show
    )
    speed(good[:400])


if __name__ == "__main__":
    main()
