"""Protected text through the engines: whether it is there, in its place, and the rest unharmed.

    python benchmarks/protection.py --argos PACKAGE.argosmodel argos firefox apertium

`data/protection.tsv` has 150 English and 150 French sentences in Markdown, each with the texts that
must come through letter by letter; one with `=` before it is a name that the glossary says to leave
alone. The English half has a Portuguese translation by hand. Each sentence goes the way of a draft:
read as Markdown, planned, translated, put into markup again.

- identical: protected texts that are in the draft as often as in the source;
- placed (English to Portuguese): protected texts with a neighbour of theirs, among the two words on
  either side, that they have in the translation by hand, too. A draft in other words than that may
  be right and count as wrong, so this is a floor; read the drafts (`--show`) for the rest.
- numbers: sentences whose numbers are all in the draft, digit by digit, and no others, in whatever
  digit groups; a number up to twenty may be a word. The second figure counts doubted drafts, too;
- rest: chrF of the words around the protected texts, against the translation by hand;
- doubted: drafts that are flagged;
- soiled: drafts with rubble in them: a stand-in of an engine, an empty pair of signs, a loop.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import drafting, opened
from sacrebleu import corpus_chrf

from translate.config import DEFAULT_FRONT_MATTER
from translate.formats import ParseOptions, format_of
from translate.glossary.terms import Glossary, Kind, Term
from translate.model import Engine, State, Translation
from translate.segment import sentence_spans
from translate.workflow.plan import Plan, plan_of

DATA = Path(__file__).parent / "data" / "protection.tsv"
PAIRS = {
    "argos": [("en", "pt")],
    "firefox": [("en", "pt")],
    "apertium": [("fr", "es"), ("en", "es")],
}
NOTHING = Translation("", State.EMPTY)
RUBBLE = re.compile(
    r"\b[XZQKWYJVHG]\d\b|(?i:xqz|xqw|zqx|wqx|kqz)|- -|::(?!\w)|\(\s*\)|\*\*\s*\*\*|(\w{3,})(?: \1){2}"
)
NUMBER = re.compile(r"\d+(?:[.,'’\u00a0\u202f\u2009]\d+| (?=\d{3}(?!\d))\d{3})*")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the texts that must stay, and its translation by hand, if there is one."""

    language: str
    text: str
    tokens: tuple[str, ...]
    names: tuple[str, ...]
    wanted: str


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine made of a sentence."""

    case: Case
    draft: str
    doubts: tuple[str, ...]

    @property
    def lost(self) -> list[str]:
        """The protected texts that are not in the draft as often as in the source."""
        tokens = self.case.tokens
        return [t for t in tokens if self.draft.count(t) != self.case.text.count(t)]

    @property
    def misplaced(self) -> list[str]:
        """The protected texts without a neighbour that they should have."""
        return [
            token
            for token in self.case.tokens
            if not neighbours(self.draft, token) & neighbours(self.case.wanted, token)
        ]

    @property
    def numbered(self) -> bool:
        """Tell whether the draft has the numbers of the source, and no others."""
        ours, theirs = numbers(self.case.text), numbers(self.draft)
        words = {n: count for n, count in (ours - theirs).items() if int(n) > 20}
        return not words and not theirs - ours


def cases() -> list[Case]:
    """Read the sentences."""
    found = []
    for line in DATA.read_text("utf-8").splitlines()[1:]:
        language, text, tokens, wanted = line.split("\t")
        listed = tokens.split(" ¦ ")
        names = tuple(token[1:] for token in listed if token.startswith("="))
        bare = tuple(token.removeprefix("=") for token in listed)
        found.append(Case(language, text, bare, names, wanted))
    return found


def numbers(text: str) -> Counter[str]:
    """Count the numbers of a text by their digits, without what groups or divides them."""
    return Counter(re.sub(r"\D", "", number) for number in NUMBER.findall(text))


def neighbours(text: str, token: str) -> set[str]:
    """Return the two words before and behind a token, without regard to case, or its border."""
    found: set[str] = set()
    for part in re.finditer(re.escape(token), text):
        before = re.findall(r"\w+", text[: part.start()].casefold())[-2:]
        after = re.findall(r"\w+", text[part.end() :].casefold())[:2]
        found |= {f"{word}<" for word in before or ["^"]} | {f">{word}" for word in after or ["$"]}
    return found


def bare(text: str, case: Case) -> str:
    """Return a text without its protected texts and without markup."""
    for token in sorted(case.tokens, key=len, reverse=True):
        text = text.replace(token, "¤")
    return re.sub(r"[*`\[\]]|\(¤\)(?<=\]\(¤\))", "", text)


def planned(case: Case) -> list[Plan]:
    """Plan a sentence as the workflow does; what looks like several is several."""
    options = ParseOptions(
        split=lambda text: sentence_spans(text, case.language),
        front_matter=DEFAULT_FRONT_MATTER,
        furniture=frozenset(),
    )
    form = format_of("x.md")
    (block,) = form.parse(case.text, options).blocks
    terms = Glossary(tuple(Term(name, kind=Kind.KEEP) for name in case.names))
    return [
        plan_of(part, form.markup(block, frozenset()), case.language, terms)
        for part in block.segments
    ]


def run(engine: Engine, source: str, target: str) -> list[Result]:
    """Translate the sentences of a language."""
    chosen = [case for case in cases() if case.language == source]
    plans = [planned(case) for case in chosen]
    results = []
    with drafting(engine, source, target) as work:
        made_of = iter(work.translations([plan for parts in plans for plan in parts]))
    for case, parts in zip(chosen, plans, strict=True):
        made = [next(made_of) or NOTHING for _ in parts]
        doubts = tuple(doubt for one in made for doubt in one.reasons)
        results.append(Result(case, " ".join(one.text for one in made), doubts))
    return results


def report(title: str, results: Sequence[Result]) -> None:
    """Print the figures of one engine and pair."""
    tokens = sum(len(one.case.tokens) for one in results)
    lost = sum(len(one.lost) for one in results)
    right = sum(one.numbered for one in results)
    safe = sum(one.numbered or bool(one.doubts) for one in results)
    print(f"{title}: {len(results)} sentences, {tokens} protected texts")
    print(f"  identical {_share(tokens - lost, tokens)}")
    if results[0].case.wanted and title.endswith("pt"):
        misplaced = sum(len(one.misplaced) for one in results)
        print(f"  placed    {_share(tokens - misplaced, tokens)}")
        drafts = [bare(one.draft, one.case) for one in results]
        wanted = [bare(one.case.wanted, one.case) for one in results]
        print(f"  rest      {corpus_chrf(drafts, [wanted]).score:.1f} chrF")
    print(
        f"  numbers   {_share(right, len(results))} right, {_share(safe, len(results))} or doubted"
    )
    print(f"  doubted   {_share(sum(bool(one.doubts) for one in results), len(results))}")
    print(f"  soiled    {sum(bool(RUBBLE.search(_own(one))) for one in results)}")


def _own(result: Result) -> str:
    """Return what is the engine's own in a draft: not the protected texts."""
    return bare(result.draft, result.case)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / whole:.1f}%"


def show(results: Sequence[Result]) -> None:
    """Print every draft with what is wrong with it."""
    for one in results:
        print(f"    {one.case.text}\n    → {one.draft}")
        pt = one.case.wanted
        for said, what in (
            ("LOST", one.lost),
            ("PLACE", one.misplaced if pt else ()),
            ("NUMBERS", [] if one.numbered else ["differ"]),
            ("doubts", one.doubts),
        ):
            if what:
                print(f"      {said}: {', '.join(what)}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("engines", nargs="+", choices=PAIRS)
    parser.add_argument("--argos", type=Path, metavar="PACKAGE", help="the package's file")
    parser.add_argument("--show", action="store_true", help="print every draft")
    asked = parser.parse_args()
    for name in asked.engines:
        with opened(name, asked.argos) as engine:
            for source, target in PAIRS[name]:
                if (source, target) not in engine.pairs():
                    print(f"{name} {source}→{target}: not installed", file=sys.stderr)
                    continue
                results = run(engine, source, target)
                report(f"{name} {source}→{target}", results)
                if asked.show:
                    show(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
