"""Real Markdown, translated and rendered by the real renderers: element trees are compared.

Every Markdown file of the installed packages, of the Node packages of the tests, of /usr/share/doc
and of the folders named as arguments is pseudo-translated in each renderer's dialects; with
--engine, a sample of them is translated by that engine in a project of its own, with a folder for
each renderer. What is unmistakably MyST is compared in MyST alone.

usage: python benchmarks/renderers.py [--engine NAME --to LANG --package FILE --files N] [--only RENDERER] [--list] [FOLDER...]
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.cli.command import translate
from tests.formats.pseudo import FORM, translated
from tests.formats.reading import packaged_markdown
from tests.renderers.live import RENDERERS, SIGNS, Renderer, Running, running
from tests.renderers.tree import difference, elements

BATCH = 40
LARGEST = 40_000  # characters; longer ones say no more, and take their time

ORDER = "the same elements, in the order of the translation's words"
_MYST = re.compile(r"(?m)^\s*(?:`{3,}|:{3,}) ?\{[a-z-]+\}|^\([\w-]+\)=$|\{[a-z:-]+\}`[^`\n]+`")


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
                yield name, _difference(elements(source), elements(target))


def _difference(source: list[str], target: list[str]) -> str:
    """Say where two trees part; `ORDER` where they have the same elements in another order."""
    found = difference(source, target)
    return ORDER if found and sorted(source) == sorted(target) else found


def is_of(renderer: str, text: str) -> bool:
    """Tell whether a file may be meant for a renderer: MyST's directives are for no other."""
    return renderer == "myst" or not _MYST.search(text)


def kind(found: str) -> str:
    """Return the kind of a difference: the elements at which the trees part."""
    return re.sub(r"^after \[.*?\]: ", "", re.sub(r"='[^']*'", "", found))[:70]


def pseudo(source: str, dialects: frozenset[str]) -> str:
    """Return a file pseudo-translated as `build` writes it, its own links to headings alive."""
    asked = {link.address[1:] for link in FORM.links(source, dialects) if link.address[:1] == "#"}
    return FORM.with_ids(source, translated(source, dialects)[0], dialects, frozenset(asked))


def by_engine(
    sources: Mapping[str, str],
    chosen: Sequence[Renderer],
    engine: str,
    target: str,
    package: str | None,
) -> dict[str, dict[str, str]]:
    """Return, by renderer, the files as an engine translates them in a folder of its dialects."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        project.mkdir()
        (project / "translate.toml").write_text(
            f'[project]\nsource = "en"\ntargets = ["{target}"]\n[publish]\nuntranslated = "source"\n'
        )
        for renderer in chosen:
            _write_folder(project / "articles" / renderer.name, sources, renderer.name)
        if package:
            installed = translate(project, "models", "install", str(Path(package).resolve()))
            if installed.returncode:
                raise SystemExit(installed.stderr)
        run = translate(project, "run", "--engine", engine, timeout=3600)
        if run.returncode not in {0, 1}:
            raise SystemExit(run.stderr)
        return {
            one.name: _read_folder(project / "build" / target / one.name, sources) for one in chosen
        }


def _write_folder(folder: Path, sources: Mapping[str, str], renderer: str) -> None:
    folder.mkdir(parents=True)
    if renderer in SIGNS:
        sign, text = SIGNS[renderer]
        (folder / sign).write_text(text)
    for number, text in enumerate(sources.values()):
        (folder / f"{number}.md").write_bytes(text.encode())


def _read_folder(folder: Path, sources: Mapping[str, str]) -> dict[str, str]:
    files = {name: folder / f"{number}.md" for number, name in enumerate(sources)}
    return {name: file.read_bytes().decode() for name, file in files.items() if file.exists()}


def report(renderer: Renderer, results: list[tuple[str, str | None]], *, listed: bool) -> None:
    read = [(name, found) for name, found in results if found is not None]
    equal = sum(not found for _, found in read)
    moved = sum(found == ORDER for _, found in read)
    refused = len(results) - len(read)
    print(f"{renderer.name:16}{len(read):7}{equal:7}{moved:7}{refused:9}", flush=True)
    others = [(name, found) for name, found in read if found and found != ORDER]
    for what, count in Counter(kind(found) for _, found in others).most_common(6):
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
    parser.add_argument("--package", help="a model's file that is installed for the engine first")
    parser.add_argument("--files", type=int, default=0, help="so many of all sizes; 0 is all")
    parser.add_argument("--only", help="one renderer")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    sources = files(options.folders)
    if options.files:
        names = sorted(sources, key=lambda name: len(sources[name]))
        step = max(1, len(names) // options.files)
        sources = {name: sources[name] for name in names[::step][: options.files]}
    chosen = [RENDERERS[options.only]] if options.only else list(RENDERERS.values())
    for missing in filter(None, [one.missing() for one in chosen]):
        print(missing)
    chosen = [one for one in chosen if not one.missing()]
    if options.engine:
        made = by_engine(sources, chosen, options.engine, options.to, options.package)
    else:
        by_dialects = {
            on: {name: pseudo(text, on) for name, text in sources.items()}
            for on in {one.dialects for one in chosen}
        }
        made = {one.name: by_dialects[one.dialects] for one in chosen}
    print(f"{len(sources)} files\n{'renderer':16}{'read':>7}{'equal':>7}{'order':>7}{'refused':>9}")
    for renderer in chosen:
        targets = made[renderer.name]
        own = {
            n: text for n, text in sources.items() if n in targets and is_of(renderer.name, text)
        }
        with running(renderer) as live:
            report(renderer, list(compared(live, own, targets)), listed=options.list)


if __name__ == "__main__":
    main()
