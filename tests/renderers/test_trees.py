"""A translated article has the element tree of its source, as each real renderer makes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import translate
from tests.formats.pseudo import translated
from tests.renderers.live import RENDERERS, SIGNS, Renderer, running
from tests.renderers.tree import difference, elements
from translate.formats.markdown.naming import with_ids

ARTICLES = Path(__file__).parent / "articles"
ENGINES = {"firefox": "pt", "apertium": "es"}

each_renderer = pytest.mark.parametrize("name", RENDERERS)


def installed(name: str) -> Renderer:
    renderer = RENDERERS[name]
    if missing := renderer.missing():
        pytest.skip(missing)
    return renderer


def articles(name: str) -> dict[str, str]:
    return {one: (ARTICLES / f"{one}.md").read_text("utf-8") for one in ("common", name)}


def differences(renderer: Renderer, sources: list[str], targets: list[str]) -> list[str]:
    with running(renderer) as live:
        pages = [html or "" for html in live.html([*sources, *targets])]
    assert all(pages), "an article is refused by its own renderer"
    keeps_ids = renderer.name not in {"remark", "myst"}  # which have them where a link asks
    trees = [elements(page, ids=keeps_ids) for page in pages]
    pairs = zip(trees[: len(sources)], trees[len(sources) :], strict=True)
    return [found for source, target in pairs if (found := difference(source, target))]


@each_renderer
def test_a_pseudo_translation_keeps_the_tree(name: str) -> None:
    renderer = installed(name)
    sources = list(articles(name).values())
    made = [translated(source, renderer.dialects) for source in sources]
    targets = [
        with_ids(source, text, renderer.dialects, frozenset())
        for source, (text, _) in zip(sources, made, strict=True)
    ]
    assert differences(renderer, sources, targets) == []
    assert [refused for _, refused in made if refused] == []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the folder of the localized articles by engine, each made in one run."""
    done: dict[str, Path] = {}

    def folder_of(engine: str) -> Path:
        if engine not in done:
            folder = tmp_path_factory.mktemp(engine) / "project"
            _write_project(folder, ENGINES[engine])
            run = translate(folder, "run", "--engine", engine)
            assert run.returncode in {0, 1}, run.stderr
            done[engine] = folder / "build" / ENGINES[engine]
        return done[engine]

    return folder_of


def _write_project(folder: Path, target: str) -> None:
    for name in RENDERERS:
        home = folder / "articles" / name
        home.mkdir(parents=True)
        if name in SIGNS:
            sign, text = SIGNS[name]
            (home / sign).write_text(text)
        for article, text in articles(name).items():
            (home / f"{article}.md").write_text(text, "utf-8")
    (folder / "translate.toml").write_text(
        f'[project]\nsource = "en"\ntargets = ["{target}"]\n', "utf-8"
    )


@pytest.mark.parametrize("engine", ENGINES)
@each_renderer
def test_a_translation_keeps_the_tree(name: str, engine: str, built: Callable[[str], Path]) -> None:
    renderer = installed(name)
    sources = articles(name)
    made = [(built(engine) / name / f"{one}.md").read_text("utf-8") for one in sources]
    assert made != list(sources.values())
    assert differences(renderer, list(sources.values()), made) == []
