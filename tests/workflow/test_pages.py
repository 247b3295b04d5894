"""A published page never mixes languages: articles, catalogs and builds as files."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.command import translate
from translate import catalog as po
from translate.catalog.states import draft_notes
from translate.config import Project
from translate.model import State
from translate.publish.policy import Stale, Untranslated
from translate.workflow.articles import read_articles
from translate.workflow.build import BuildReport, build
from translate.workflow.draft import draft
from translate.workflow.extract import extract

ARTICLE = """\
---
title: The seed library
draft: true
---

# A heading

One *red* house. Two [blue](http://x.y) houses.

- an item, 12
- 42

| a cell | 7 |
|--------|---|
| `code` | z |
"""
MARK = "ES:"  # what every text of the target's catalog begins with, and no text of the source


class Silent:
    def begin(self, route: str, characters: int, texts: int) -> None:
        """Say nothing."""

    def advance(self, characters: int) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose entries were drafted, but for nothing that a person did."""
    root = tmp_path_factory.mktemp("drafted")
    (root / "a.md").write_text(ARTICLE, encoding="utf-8")
    project = Project(root, source="en", targets=("es",), engines=("echo",), articles=("*.md",))
    run(project)
    return project


def run(project: Project) -> BuildReport:
    articles, failures = read_articles(project, [project.root / "a.md"])
    assert not failures
    assert not extract(project, articles).failures
    assert not draft(project, articles, Silent()).failures
    return build(project, articles)


def catalog(project: Project) -> Path:
    return project.root / "locales/es/LC_MESSAGES/a.po"


def in_state(entry: po.Entry, state: State) -> po.Entry:
    """Return an entry with a text of its own, as that state leaves it in the file."""
    text = f"{MARK}{entry.msgid}"
    if state is State.EMPTY:
        return replace(entry, text="", fuzzy=False, notes=())
    if state in {State.MACHINE, State.SUSPECT}:
        doubts = ("a number is missing",) if state is State.SUSPECT else ()
        notes = draft_notes(text, "echo en→es", doubts)
        return replace(entry, text=text, fuzzy=True, notes=notes)
    stale = state is State.STALE
    previous = "An earlier source." if stale else None
    return replace(entry, text=text, fuzzy=stale, notes=(), previous=previous)


def published(project: Project, states: list[State]) -> BuildReport:
    """Give the entries these states, in order and over again, and build."""
    path = catalog(project)
    before = po.read(path)
    entries = tuple(
        in_state(entry, states[place % len(states)]) for place, entry in enumerate(before.entries)
    )
    po.write(path, replace(before, entries=entries), project.root)
    articles, _ = read_articles(project, [project.root / "a.md"])
    return build(project, articles)


@pytest.mark.parametrize(
    ("state", "stale", "untranslated"),
    list(
        product(
            State, ("earlier", "draft", "source"), ("withhold", "source"),
        )
    ),
)  # fmt: skip
def test_every_state_under_every_policy(
    drafted: Project, state: State, stale: Stale, untranslated: Untranslated
) -> None:
    """One entry is in that state, which `states` leaves out; the others are reviewed."""
    policy = replace(
        drafted, states=frozenset({State.REVIEWED}), stale=stale, untranslated=untranslated
    )
    count = len(po.read(catalog(drafted)).entries)
    report = published(policy, [state, *[State.REVIEWED] * (count - 1)])
    appears = state is State.REVIEWED or (state is State.STALE and stale != "source")
    waits = not appears and state is not State.STALE and untranslated == "withhold"
    assert [len(report.withheld), len(report.built)] == [waits, not waits]
    if waits:
        (finding,) = report.withheld[0].findings
        assert (finding.path, finding.line) == ("a.md", 2)
        assert finding.message.startswith("“The seed library”: ")
        return
    (one,) = report.built
    assert (one.translated, one.segments) == (count - (not appears), count)
    assert [place.line for place in one.lacking] == ([] if appears else [2])
    text = (policy.root / "build/es/a.md").read_text("utf-8")
    assert ("title: The seed library" in text) is not appears


@given(
    states=st.lists(st.sampled_from(list(State)), min_size=1, max_size=9),
    may=st.frozensets(st.sampled_from(sorted(set(State) - {State.EMPTY}))),
    stale=st.sampled_from(("earlier", "draft")),
)
@settings(max_examples=60)
def test_each_segment_of_a_page_is_from_the_catalog_or_the_page_is_not_written(
    drafted: Project, states: list[State], may: frozenset[State], stale: Stale
) -> None:
    project = replace(drafted, states=may, stale=stale)
    place = project.root / "build/es/a.md"
    place.unlink(missing_ok=True)
    report = published(project, states)
    assert place.exists() is (not report.withheld)
    if place.exists():
        sources = [entry.msgid for entry in po.read(catalog(project)).entries]
        left = place.read_text("utf-8")
        for source in sources:
            assert f"{MARK}{source}" in left
            left = left.replace(f"{MARK}{source}", "")
        assert not any(source in left for source in sources)
    else:
        assert all(one.findings and one.findings[0].line for one in report.withheld)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "translate.toml").write_text(
        '[project]\nsource = "en"\ntargets = ["es"]\narticles = ["*.md", "*.txt"]\n'
    )
    (place / "a.md").write_text(ARTICLE, encoding="utf-8")
    assert translate(place, "run", "--engine", "echo").returncode == 0
    file = polib.pofile(str(place / "locales/es/LC_MESSAGES/a.po"))
    for entry in file:
        entry.msgstr = f"{MARK}{entry.msgid}"
        entry.flags.clear()
    file.save()
    assert translate(place, "run", "--engine", "echo").returncode == 0
    return place


def edit(folder: Path, before: str, after: str) -> None:
    text = (folder / "a.md").read_text("utf-8")
    assert before in text
    (folder / "a.md").write_text(text.replace(before, after), encoding="utf-8")


def built(folder: Path) -> str:
    return (folder / "build/es/a.md").read_text("utf-8")


def test_readers_keep_what_a_person_wrote_when_the_source_changes(folder: Path) -> None:
    before = built(folder)
    edit(folder, "One *red* house.", "One *dark red* house stands here.")
    done = translate(folder, "run", "--engine", "echo")
    assert (done.returncode, built(folder)) == (0, before)
    assert "7 of 7 segments translated, 1 of them from before the source changed" in done.stderr


def test_a_draft_of_the_new_source_appears_and_the_persons_words_stay(folder: Path) -> None:
    before = built(folder)
    settings = (folder / "translate.toml").read_text()
    (folder / "translate.toml").write_text(f'{settings}[publish]\nstale = "draft"\n')
    edit(folder, "One *red* house.", "One *dark red* house stands here.")
    assert translate(folder, "extract").returncode == 0
    assert translate(folder, "build").returncode == 0
    assert built(folder) == before
    for _ in range(2):
        assert translate(folder, "run", "--engine", "echo").returncode == 0
        assert "One *dark red* house stands here. ES:Two" in built(folder)
        entry = polib.pofile(str(folder / "locales/es/LC_MESSAGES/a.po"))[2]
        assert (entry.msgstr, entry.fuzzy) == (f"{MARK}One *red* house.", True)
        assert entry.previous_msgid == "One *red* house."


def test_an_older_build_of_a_withheld_article_stays_and_that_is_said(folder: Path) -> None:
    before = built(folder)
    edit(folder, "- an item", "An entirely new paragraph.\n\n- an item")
    assert translate(folder, "extract").returncode == 0
    done = translate(folder, "build")
    assert (done.returncode, done.stdout, built(folder)) == (1, "", before)
    assert "build/es/a.md: withheld, 1 of 8 segments cannot appear in translation" in done.stderr
    assert "the older build stays as it is" in done.stderr
    assert "a.md:10: “An entirely new paragraph.”: it is not translated" in done.stderr
    status = translate(folder, "status")
    assert status.returncode == 1
    assert "a.md:10: “An entirely new paragraph.”: it is not translated" in status.stderr
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    assert translate(folder, "status").returncode == 0
    assert "An entirely new paragraph." in built(folder)


@pytest.mark.parametrize("untranslated", ["withhold", "source"])
def test_a_language_without_a_route_builds_nothing(folder: Path, untranslated: str) -> None:
    (folder / "b.txt").write_text("A text.\n\nIt has two sentences. This is one.\n")
    settings = (folder / "translate.toml").read_text()
    (folder / "translate.toml").write_text(
        f'{settings}[publish]\nuntranslated = "{untranslated}"\n'
    )
    done = translate(folder, "run", "b.txt", "--to", "haw")
    assert done.returncode == 2
    assert not (folder / "build/haw").exists()
    assert "build/haw/b.txt: withheld, 3 of 3 segments" in done.stderr
    assert translate(folder, "build", "b.txt", "--to", "haw").returncode == 1
    assert not (folder / "build/haw").exists()


def test_a_doubted_draft_is_never_counted_in_silence(folder: Path) -> None:
    project = Project(folder, source="en", targets=("es",), articles=("*.md",))
    (one,) = published(project, [State.SUSPECT, State.REVIEWED]).built
    assert (one.translated, one.segments, one.suspect) == (7, 7, 4)
    done = translate(folder, "build")
    assert "7 of 7 segments translated, 4 of them suspect" in done.stderr


@pytest.mark.parametrize(
    ("before", "after", "reviewed"),
    [
        pytest.param("red* house.", "red* house!", True, id="another final mark"),
        pytest.param("One *red*", "One, *red*", True, id="a comma"),
        pytest.param("houses.", "Houses.", True, id="a capital letter"),
        pytest.param("One *red*", "One  *red*", True, id="a doubled space"),
        pytest.param("# A heading", "# “A” heading", True, id="quotation marks"),
        pytest.param("- an item", "- An item", True, id="a capital at the beginning"),
        pytest.param("Two [blue]", "Too [blue]", False, id="one letter"),
        pytest.param("red* house", "red* hose", False, id="one letter less"),
        pytest.param("title: The seed", "title: A seed", False, id="a word of a title"),
    ],
)
def test_a_small_correction_of_the_source_leaves_the_translation_published(
    folder: Path, before: str, after: str, reviewed: bool
) -> None:
    edit(folder, before, after)
    done = translate(folder, "run", "--engine", "echo")
    assert done.returncode == 0
    assert "7 of 7 segments translated" in done.stderr
    file = polib.pofile(str(folder / "locales/es/LC_MESSAGES/a.po"))
    assert len([entry for entry in file if entry.fuzzy]) == (not reviewed)
    assert all(entry.msgstr.lstrip("¡").startswith(MARK) for entry in file if not entry.obsolete)
    assert built(folder).count(MARK) == 7
