r"""Where inline codes come to stand: the engines beside hand-made gold sets and two baselines.

Run it from the repository:

- `python benchmarks/markup.py --argos PACKAGE.argosmodel argos firefox apertium` measures each
  engine on its gold set (`data/markup_gold_ENGINE_*.md`; `ENGINE=FILE` names another one), then on
  sentences from the documents on this machine. `--documents 0` leaves these out.
- `--wrong dev` adds each span that is not right, for the odd cases; `--wrong test` for the even
  ones, which no one should look at who works on the placement.
- `--check FILE…` says whether gold sets are as their description asks.
- `--clean ENGINE FILE` prints a gold set with the engine's clean lines filled in.

The piece between two codes is right by construction where a sentence is cut at its codes: what that
costs shows in the words of the sentence, so look at the column `sound`.

What counts as right is said in `markup_judge.py`, the baselines are those of `markup_baselines.py`.
Only pairs and marks are judged; protected text is the engines' own affair, and only counted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import markup_baselines
import markup_gold
import markup_real
from markup_gold import Case, GoldSet
from markup_judge import Verdict, verdict
from pipeline import opened
from sacrebleu import corpus_chrf

from translate import inline
from translate.languages import base
from translate.model import Engine, Span, SpanKind, SpannedText

DATA = Path(__file__).parent / "data"
HALVES = ("dev", "test", "all")


@dataclass(frozen=True, slots=True)
class Result:
    """What one system made of one case. `doubted` says that the draft is flagged as suspect."""

    case: Case
    draft: SpannedText
    verdicts: tuple[tuple[Span, Verdict], ...]
    doubted: bool = False

    @property
    def good(self) -> bool:
        """Tell whether every span is right, or off by one function word."""
        return all(found in {Verdict.EXACT, Verdict.OFF} for _, found in self.verdicts)

    @property
    def unchanged(self) -> bool:
        """Tell whether the words are those of the translation without codes."""
        return self.draft.text.split() == self.case.clean.split()


def judged(
    gold: GoldSet, drafts: Sequence[SpannedText], doubted: Sequence[bool] = ()
) -> list[Result]:
    results: list[Result] = []
    for i, (case, draft) in enumerate(zip(gold.cases, drafts, strict=True)):
        answers = case.answers()
        spans = inline.to_spanned(case.segment()).spans
        verdicts = tuple(
            (span, verdict(span.number, draft, answers, base(gold.target)))
            for span in spans
            if span.kind is not SpanKind.PROTECTED
        )
        results.append(Result(case, draft, verdicts, bool(doubted) and doubted[i]))
    return results


def measure(engine: Engine, gold: GoldSet) -> dict[str, list[Result]]:
    """Return what the tool and the baselines made of the set, by system."""
    languages = (gold.source, gold.target)
    segments = [case.segment() for case in gold.cases]
    drafts = markup_gold.translated(engine, segments, languages)
    texts = [draft.text for draft in drafts]
    systems = {f"{gold.engine}": judged(gold, texts, [bool(draft.doubts) for draft in drafts])}
    sources = [inline.to_spanned(segment) for segment in segments]
    plainly = markup_baselines.plainly(engine, languages)
    systems["cut at codes"] = judged(gold, markup_baselines.cut(plainly, sources))
    for form in markup_baselines.FORMS:
        found = markup_baselines.marked(plainly, sources, form)
        systems[form.name] = judged(gold, found)
    return systems


def report(engine: Engine, gold: GoldSet, systems: dict[str, list[Result]]) -> None:
    languages = (gold.source, gold.target)
    clean = [markup_gold.clean_segment(case.segment()) for case in gold.cases]
    today = [draft.text.text for draft in markup_gold.translated(engine, clean, languages)]
    bare = markup_baselines.plainly(engine, languages)([part.text for part in clean])
    old = sum(a.split() != c.clean.split() for a, c in zip(today, gold.cases, strict=True))
    print(f"\n## {gold.engine} {gold.source}→{gold.target}: {gold.path.name}\n")
    print(f"{len(gold.cases)} sentences; in {old} the engine's clean words are not the set's.")
    print(
        "Same words: sentences that read as without codes. Sound: and all their spans are right.\n"
    )
    print(
        "| system | half | spans | exact | off | wrong | lost | exact or off | same words | sound |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, results in systems.items():
        for half in HALVES:
            print(f"| {name} | {half} | {figures(chosen(results, half))} |")
    print("\nBy kind (exact or off, all of the set):\n")
    for name, results in systems.items():
        print(f"- {name}: " + "; ".join(by_kind(results)))
    print("\nchrF against the engine's translation without codes (100: nothing changed):\n")
    print("| system | protected text kept | no protected text in it | nothing protected |")
    print("|---|---|---|---|")
    kept = [i for i, part in enumerate(clean) if not part.codes]
    for name, results in systems.items():
        texts = [result.draft.text for result in results]
        few = chrf([texts[i] for i in kept], [today[i] for i in kept])
        print(f"| {name} | {chrf(texts, today):.2f} | {few:.2f} | {chrf(texts, bare):.2f} |")
    suspects(systems[gold.engine])


def chosen(results: Sequence[Result], half: str) -> list[Result]:
    return [result for result in results if half in {"all", result.case.half}]


def figures(results: Sequence[Result]) -> str:
    counts = Counter(found for result in results for _, found in result.verdicts)
    total = counts.total()
    same = [result for result in results if result.unchanged]
    sound = sum(result.good for result in same) / len(results)
    right = (counts[Verdict.EXACT] + counts[Verdict.OFF]) / total
    each = " | ".join(str(counts[found]) for found in Verdict)
    return f"{total} | {each} | {right:.1%} | {len(same) / len(results):.0%} | {sound:.0%}"


def by_kind(results: Sequence[Result]) -> Iterator[str]:
    for kind in (SpanKind.PAIR, SpanKind.STANDING):
        found = [v for result in results for span, v in result.verdicts if span.kind is kind]
        good = sum(v in {Verdict.EXACT, Verdict.OFF} for v in found)
        yield f"{kind.value}s {good} of {len(found)}, {found.count(Verdict.EXACT)} exact"


def suspects(results: Sequence[Result]) -> None:
    flagged = [result for result in results if result.doubted]
    bad = [result for result in results if not result.good]
    both = sum(result.doubted for result in bad)
    print(
        f"\nSentences flagged as suspect: {len(flagged)} of {len(results)}; with a wrong span:"
        f" {len(bad)}, of which {both} are flagged."
    )


def chrf(texts: Sequence[str], references: Sequence[str]) -> float:
    return float(corpus_chrf(list(texts), [list(references)]).score)


def show_wrong(results: Sequence[Result]) -> None:
    for result in results:
        spans = {span.number: span for span in result.draft.spans}
        answer = result.case.answers()[0]
        rights = {span.number: span for span in answer.spans}
        for span, found in result.verdicts:
            if found in {Verdict.EXACT, Verdict.OFF}:
                continue
            own = spans.get(span.number)
            flag = ", suspect" if result.doubted else ""
            print(f"\n{result.case.number}. {result.case.kind}: {found.value}{flag}")
            print(f"  source {result.case.source}")
            print(f"  gold   {result.case.golds[0]}")
            print(f"  draft  {result.draft.text}")
            wanted = around(answer.text, rights[span.number])
            print(f"  wanted {wanted}  got {around(result.draft.text, own) if own else 'nothing'}")


def around(text: str, span: Span) -> str:
    """Show a span in brackets, with what stands beside it."""
    before, after = text[: span.start][-15:], text[span.end :][:15]
    return f"…{before}⟦{text[span.start : span.end]}⟧{after}…"


def documents(engine: Engine, languages: tuple[str, str], wanted: int) -> None:
    found = markup_real.segments(languages[0], wanted)
    note = ""
    if len(found) < wanted // 2:
        note = f" (only {len(found)} in the source language: the rest is English)"
        found = (found + markup_real.segments("en", wanted))[:wanted]
    begin = time.perf_counter()
    count = markup_real.run(engine, languages, found)
    took = time.perf_counter() - begin
    kinds = ", ".join(f"{number} with {kind}" for kind, number in count.kinds.most_common())
    print(f"\n### Documents of this machine{note}\n")
    print(f"{count.total} segments of {len(count.files)} files, {count.codes} codes ({kinds});")
    print(f"drafted in {took:.1f} s. Valid and complete: {count.complete} ({count.share:.2%});")
    print(f"no valid markup: {len(count.none)}; codes differ: {len(count.broken)};")
    print(f"a code was moved to make it valid: {len(count.moved)}; suspect: {count.doubted};")
    print(f"a sign set beside protected text: {len(count.glued)}.")
    listed = (("codes differ", count.broken), ("moved", count.moved), ("a sign", count.glued))
    for title, cases in listed:
        for source, target in cases:
            print(f"\n- {title}: {source}\n  {target}")
    for source in count.none:
        print(f"\n- no valid markup: {source}")


def check(files: Sequence[Path]) -> int:
    found = 0
    for file in files:
        gold = markup_gold.read(file)
        for problem in markup_gold.problems(gold):
            found += 1
            print(f"{file.name}: {problem}")
        print(f"{file.name}: {len(gold.cases)} cases", file=sys.stderr)
    return 1 if found else 0


def gold_file(name: str, path: str) -> Path:
    if path:
        return Path(path)
    files = sorted(DATA.glob(f"markup_gold_{name}_*.md"))
    if not files:
        sys.exit(f"there is no gold set for {name} in {DATA}")
    return files[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engines", nargs="*", metavar="ENGINE[=FILE]")
    parser.add_argument("--argos", type=Path, help="an .argosmodel file for the engine argos")
    parser.add_argument("--documents", type=int, default=800, help="segments; default: 800")
    parser.add_argument("--wrong", choices=HALVES, help="list what is wrong in this half")
    parser.add_argument("--check", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--clean", nargs=2, metavar=("ENGINE", "FILE"))
    asked = parser.parse_args()
    if asked.check:
        return check(asked.check)
    if asked.clean:
        with opened(asked.clean[0], asked.argos) as engine:
            gold = markup_gold.read(Path(asked.clean[1]))
            sys.stdout.write(markup_gold.with_clean_lines(engine, gold))
        return 0
    for one in asked.engines:
        name, _, path = one.partition("=")
        gold = markup_gold.read(gold_file(name, path))
        with opened(name, asked.argos) as engine:
            systems = measure(engine, gold)
            report(engine, gold, systems)
            if asked.wrong:
                show_wrong(chosen(systems[gold.engine], asked.wrong))
            if asked.documents:
                documents(engine, (gold.source, gold.target), asked.documents)
    return 0


if __name__ == "__main__":
    sys.exit(main())
