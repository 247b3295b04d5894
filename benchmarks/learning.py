"""What learning does to drafts that nobody looked at, held against what people wrote.

    python benchmarks/learning.py FOLDER [--half tune] [--seeds 2] [--show] [--locales FOLDER]

Each source is a project. Its texts are drafted as `translate draft` does it, a random fifth of the
drafts is corrected to the reference, what that teaches is applied to the others, and each draft
that changed is held against its reference by chrF, segment by segment. What was drafted stays in
FOLDER, so that only the first run takes long.

References are others' work, read at run time: the messages of this machine's programs
(/usr/share/locale, or --locales; a program is a project, and mostly a translator), French ones with
the Spanish or Catalan translation of the same English message, and the parallel articles of
tests/data/aligned. Half of the sources, by a hash of their names, was for tuning; the other half is
what is printed, unless `--half` says otherwise. Pairs without an engine here are passed over:
`apt-get install apertium-eng-spa apertium-eng-cat` adds two to those that the tests need.
"""

from __future__ import annotations

import argparse
import gettext
import random
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sacrebleu.metrics.chrf import CHRF  # noqa: E402 - after the path is set

from translate import catalog as po  # noqa: E402
from translate.catalog import Key  # noqa: E402
from translate.config import Project, load_project  # noqa: E402
from translate.errors import BabelpressError  # noqa: E402
from translate.model import Translation  # noqa: E402
from translate.workflow.articles import Article, read_articles  # noqa: E402
from translate.workflow.draft import draft  # noqa: E402
from translate.workflow.extract import extract  # noqa: E402
from translate.workflow.learning import apply_learned  # noqa: E402
from translate.workflow.project import article_files  # noqa: E402

SAMPLES = ROOT / "tests" / "data" / "aligned"
ENGINES = {
    ("en", "pt"): "firefox", ("en", "es"): "apertium", ("en", "ca"): "apertium",
    ("fr", "es"): "apertium", ("fr", "ca"): "apertium",
}  # fmt: skip
FOLDERS = {"pt": ("pt_BR", "pt"), "es": ("es",), "ca": ("ca",), "fr": ("fr",)}
FEWEST, MOST = 150, 400  # messages of a source
PER_ARTICLE = 40
FIFTH = 0.2
WORDS = 40  # of a message; what is longer is a page of help
# What no line of plain text can hold as it is, or what is no language.
JUNK = re.compile(r"[\n\t\x04_&<>{}\\|^~]|^\W|https?:")


@dataclass(frozen=True, slots=True)
class Source:
    """Texts with the translation that a person made of each."""

    name: str
    language: str
    target: str
    pairs: Mapping[str, str]

    @property
    def half(self) -> str:
        """Which half it belongs to; programs of one kin (`gtk20`, `gtk30`) are in the same."""
        kin = re.sub(r"[^A-Za-z].*", "", self.name)
        return "report" if zlib.crc32(kin.encode()) % 2 else "tune"


@dataclass(frozen=True, slots=True)
class Change:
    """A draft that learning changed, and how near it was to the reference, and is."""

    source: str
    before: str
    after: str
    reference: str
    notes: tuple[str, ...]
    was: float
    now: float


@dataclass(slots=True)
class Figures:
    """What one run on one source came to."""

    corrections: int = 0
    drafts: int = 0
    changes: list[Change] = field(default_factory=list)


def sources(locales: Path) -> Iterator[Source]:
    known: set[frozenset[tuple[str, str]]] = set()
    for language, target in ENGINES:
        for path in sorted(SAMPLES.glob(f"*.{language}-{target}.txt")):
            yield Source(path.stem, language, target, dict(aligned(path)))
        for name in sorted({path.stem for path in locales.glob("*/LC_MESSAGES/*.mo")}):
            ours = None if language == "en" else messages(locales, name, language)
            pairs = dict(joined(ours, messages(locales, name, target)))
            same = frozenset(pairs.items())  # some programs carry their messages twice
            if len(pairs) >= FEWEST and same not in known:
                known.add(same)
                kept = random.Random(name).sample(sorted(pairs), min(MOST, len(pairs)))
                some = {text: pairs[text] for text in kept}
                yield Source(f"{name}.{language}-{target}", language, target, some)


def aligned(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the beads of a parallel article (the README beside it tells the format)."""
    beads: dict[str, tuple[list[str], list[str]]] = {}
    for number, block in enumerate(path.read_text("utf-8").split("\n\n")[1:]):
        for line in block.splitlines():
            label, text = re.fullmatch(r"..(@\S+ )?\s*(.*)", line).groups()
            beads.setdefault(label or str(number), ([], []))[line[0] == "t"].append(text.strip())
    for ours, theirs in beads.values():
        if ours and theirs and not JUNK.search(" ".join(ours)):
            yield " ".join(ours), " ".join(theirs)


def messages(locales: Path, name: str, language: str) -> dict[str, str]:
    """Return a program's messages in a language, by the English ones."""
    for folder in FOLDERS[language]:
        path = locales / folder / "LC_MESSAGES" / f"{name}.mo"
        try:
            with path.open("rb") as handle:
                catalog = gettext.GNUTranslations(handle)._catalog  # noqa: SLF001 - nothing else lists it
        except (OSError, UnicodeDecodeError, UserWarning):
            continue
        return {k: v for k, v in catalog.items() if isinstance(k, str) and k}
    return {}


def joined(ours: Mapping[str, str] | None, theirs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that make a line of an article; without `ours` the source is English."""
    for msgid, translation in theirs.items():
        source = msgid if ours is None else ours.get(msgid, "")
        words = source.split()
        if JUNK.search(source) or JUNK.search(translation) or msgid == translation:
            continue
        plain = source == " ".join(words) and len(words) <= WORDS and translation.strip()
        if plain and any(len(word) > 3 and word.isalpha() for word in words):
            yield source, translation


class Silent:
    """Who is told of the progress of drafts, and says nothing."""

    def begin(self, route: str, characters: int, texts: int) -> None: ...

    def advance(self, characters: int) -> None: ...


def drafted(source: Source, folder: Path) -> Path | None:
    """Return the project of a source with its drafts, made where it is not there yet.

    None where no engine is here for it.
    """
    home = folder / source.name
    if (home / "done").is_file():
        return home
    shutil.rmtree(home, ignore_errors=True)
    (home / "articles").mkdir(parents=True)
    (home / "translate.toml").write_text(
        f'[project]\nsource = "{source.language}"\ntargets = ["{source.target}"]\n'
        'segmentation = "block"\n'
        f'[draft]\nengines = ["{ENGINES[source.language, source.target]}"]\n'
    )
    texts = list(source.pairs)
    for number in range(0, len(texts), PER_ARTICLE):
        lines = "\n\n".join(texts[number : number + PER_ARTICLE])
        (home / "articles" / f"{number:04}.txt").write_text(f"{lines}\n", "utf-8")
    project, articles = opened(home)
    extract(project, articles)
    failures = draft(project, articles, Silent()).failures
    if failures:
        print(f"{source.name}: {failures[0]}", file=sys.stderr)
        return None
    (home / "done").touch()
    return home


def opened(home: Path) -> tuple[Project, list[Article]]:
    project = load_project(home / "translate.toml")
    return project, read_articles(project, article_files(project, []))[0]


def translations(project: Project, articles: list[Article]) -> dict[tuple[str, Key], Translation]:
    return {
        (article.path, key): one
        for article in articles
        for key, one in po.translations(
            po.read(article.catalog(project, project.targets[0]))
        ).items()
    }


def correct(source: Source, project: Project, articles: list[Article], seed: int) -> int:
    """Correct a random fifth of the drafts to their references; return how many were changed."""
    chance, number = random.Random(seed), 0
    for article in articles:
        path = article.catalog(project, source.target)
        before = po.read(path)
        entries = []
        for entry in before.entries:
            reference = source.pairs.get(entry.msgid)
            if reference is not None and entry.text and chance.random() < FIFTH:
                number += entry.text != reference
                entry = replace(entry, text=reference, fuzzy=False)  # noqa: PLW2901
            entries.append(entry)
        po.write(path, replace(before, entries=tuple(entries)), project.root, base=before)
    return number


def measured(source: Source, home: Path, seed: int) -> Figures:
    """Correct, learn and judge in a copy of a project."""
    with tempfile.TemporaryDirectory() as scratch:
        project, articles = opened(Path(shutil.copytree(home, Path(scratch, "project"))))
        corrections = correct(source, project, articles, seed)
        before = translations(project, articles)
        for failure in apply_learned(project, articles).failures:
            raise failure
        after = translations(project, articles)
    unseen = sum(one.state != "reviewed" for one in before.values())
    return Figures(corrections, unseen, list(changes(source, before, after)))


def changes(
    source: Source,
    before: Mapping[tuple[str, Key], Translation],
    after: Mapping[tuple[str, Key], Translation],
) -> Iterator[Change]:
    judge = CHRF()
    for place, old in before.items():
        text, new = place[1][1], after[place]
        if new.text != old.text and text in source.pairs:
            reference = source.pairs[text]
            was, now = (judge.sentence_score(t, [reference]).score for t in (old.text, new.text))
            yield Change(text, old.text, new.text, reference, new.notes, was, now)


def show(name: str, one: Change) -> None:
    sign = "+" if one.now > one.was else "-" if one.now < one.was else "="
    print(f"{sign} {name} {one.was:.1f}→{one.now:.1f}")
    for line in (one.source, one.before, one.after, one.reference, *one.notes):
        print(f"  {line}")


def row(name: str, figures: list[Figures]) -> str:
    found = [one for each in figures for one in each.changes]
    corrections = sum(each.corrections for each in figures)
    count = max(1, len(found))
    good = sum(one.now >= one.was for one in found)
    gain = sum(one.now - one.was for one in found) / count
    return (
        f"| {name} | {corrections:,} | {sum(each.drafts for each in figures):,} | {len(found):,}"
        f" | {100 * len(found) / max(1, corrections):.1f} | {100 * good / count:.1f} %"
        f" | {gain:+.1f} |"
    )


def main() -> int:
    """Print the figures; return 1 if less than 97 of 100 changes were for the better or equal."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="print every change")
    parser.add_argument("--locales", type=Path, default=Path("/usr/share/locale"))
    given = parser.parse_args()
    rows: dict[str, list[Figures]] = {}
    for source in sources(given.locales):
        if given.half not in ("all", source.half):
            continue
        home = drafted(source, given.folder)
        for seed in range(given.seeds if home else 0):
            try:
                found = measured(source, home, seed)
            except BabelpressError as error:
                print(f"{source.name}: {error}", file=sys.stderr)
                break
            rows.setdefault(f"{source.language}→{source.target}", []).append(found)
            for one in found.changes if given.show else ():
                show(source.name, one)
    every = [each for figures in rows.values() for each in figures]
    print("| | corrections | other drafts | changed | per 100 | better or equal | chrF of these |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, figures in (*rows.items(), ("all", every)):
        print(row(name, figures))
    found = [one for each in every for one in each.changes]
    return int(sum(one.now >= one.was for one in found) < 0.97 * len(found))


if __name__ == "__main__":
    sys.exit(main())
