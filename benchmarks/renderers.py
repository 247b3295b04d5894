"""Real Markdown, translated and rendered by the real renderers: element trees are compared.

Every Markdown file of the installed packages, of the Node packages of the tests, of /usr/share/doc
and of the folders named as arguments is pseudo-translated in each renderer's dialects; with
--engine, a sample of them is translated by that engine in a project of its own.

usage: python benchmarks/renderers.py [--engine NAME --to LANG --files N] [--only RENDERER] [--list] [FOLDER...]
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.cli.command import translate
from tests.formats.pseudo import FORM, translated
from tests.formats.reading import packaged_markdown
from tests.renderers.live import RENDERERS, Renderer, Running, running
from tests.renderers.tree import difference, elements

BATCH = 40
LARGEST = 40_000  # characters; longer ones say no more, and take their time


def files(folders: list[Path]) -> dict[str, str]:
    """Return the texts of the files by their names, no text twice."""
    found = dict(packaged_markdown())
    for folder in [Path(sys.prefix) / "renderers" / "node", *folders]:
        for path in sorted(folder.rglob("*.md")) + sorted(folder.rglob("*.mdx")):
            try:
                found[str(path)] = path.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                continue
    by_text = {text: name for name, text in found.items() if text.strip() and len(text) < LARGEST}
    return {name: text for text, name in by_text.items()}


def compared(
    live: Running, sources: Mapping[str, str], targets: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    """Yield each file's name with where its trees part, None where the renderer refuses it."""
    names = list(sources)
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        pages = live.html([text[name] for name in batch for text in (sources, targets)])
        for name, source, target in zip(batch, pages[::2], pages[1::2], strict=True):
            if source is None:
                yield name, None
            elif target is None:
                yield name, "the translation is refused"
            else:
                yield name, difference(elements(source), elements(target))


def kind(found: str) -> str:
    """Return the kind of a difference: the elements at which the trees part."""
    return re.sub(r"^after \[.*?\]: ", "", re.sub(r"='[^']*'", "", found))[:70]


def pseudo(source: str, dialects: frozenset[str]) -> str:
    """Return a file pseudo-translated as `build` writes it, its own links to headings alive."""
    asked = {link.address[1:] for link in FORM.links(source, dialects) if link.address[:1] == "#"}
    return FORM.with_ids(source, translated(source, dialects)[0], dialects, frozenset(asked))


def by_engine(sources: Mapping[str, str], engine: str, target: str) -> dict[str, str]:
    """Return the files as an engine translates them, in one project of plain Markdown."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        (project / "articles").mkdir(parents=True)
        (project / "translate.toml").write_text(
            f'[project]\nsource = "en"\ntargets = ["{target}"]\n[publish]\n'
            'untranslated = "source"\n[markdown]\ndialects = []\n'
        )
        for number, text in enumerate(sources.values()):
            (project / "articles" / f"{number}.md").write_bytes(text.encode())
        run = translate(project, "run", "--engine", engine, timeout=3600)
        if run.returncode not in {0, 1}:
            raise SystemExit(run.stderr)
        built = project / "build" / target
        return {
            name: (built / f"{number}.md").read_bytes().decode()
            for number, name in enumerate(sources)
            if (built / f"{number}.md").exists()
        }


def report(renderer: Renderer, results: list[tuple[str, str | None]], *, listed: bool) -> None:
    read = [(name, found) for name, found in results if found is not None]
    equal = sum(not found for _, found in read)
    refused = len(results) - len(read)
    print(f"{renderer.name:16}{len(read):7}{equal:7}{refused:9}", flush=True)
    for what, count in Counter(kind(found) for _, found in read if found).most_common(6):
        print(f"    {count:4}  {what}")
    if listed:
        for name, found in read:
            if found:
                print(f"    {name}: {found}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--engine")
    parser.add_argument("--to", default="pt")
    parser.add_argument("--files", type=int, default=0, help="so many of all sizes; 0 is all")
    parser.add_argument("--only", help="one renderer")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    sources = files(options.folders)
    if options.files:
        names = sorted(sources, key=lambda name: len(sources[name]))
        step = max(1, len(names) // options.files)
        sources = {name: sources[name] for name in names[::step][: options.files]}
    if options.engine:
        targets = by_engine(sources, options.engine, options.to)
        sources = {name: sources[name] for name in targets}
    print(f"{len(sources)} files\n{'renderer':16}{'read':>7}{'equal':>7}{'refused':>9}")
    made: dict[frozenset[str], dict[str, str]] = {}
    chosen = [RENDERERS[options.only]] if options.only else RENDERERS.values()
    for renderer in chosen:
        if missing := renderer.missing():
            print(missing)
            continue
        if not options.engine:
            on = renderer.dialects
            if on not in made:
                made[on] = {name: pseudo(text, on) for name, text in sources.items()}
            targets = made[on]
        with running(renderer) as live:
            report(renderer, list(compared(live, sources, targets)), listed=options.list)


if __name__ == "__main__":
    main()
