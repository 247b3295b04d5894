"""The memory of a project: what its articles' catalogs hold today, and what was imported."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from translate.config import Project
from translate.memory.segments import Memory, Unit, open_memory
from translate.memory.tmx import TmxUnit, write_tmx
from translate.workflow.articles import read_articles
from translate.workflow.extract import extract
from translate.workflow.recall import remember, remember_files

SENTENCES = {"a": "A red house.", "deep/b": "A blue house."}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two articles, each reviewed in two languages."""
    for name, text in SENTENCES.items():
        path = tmp_path / "articles" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    project = Project(tmp_path, source="en", targets=("es", "pt-BR"))
    articles, _ = read_articles(project, sorted(tmp_path.rglob("*.md")))
    extract(project, articles)
    for path in project.locales.rglob("*.po"):
        catalog = polib.pofile(str(path))
        for entry in catalog:
            entry.msgstr = f"Ya: {entry.msgid}"
        catalog.save()
    return project


@pytest.fixture
def memory(project: Project) -> Iterator[Memory]:
    """The memory after a run on all articles, with an import of the name of one of them."""
    with open_memory(project.state_folder) as memory:
        name = "articles/a.md"
        memory.add_tmx([Unit("Sea", "Mar", "en", "es", True, "", None, name)], name)
        bring_up(project, memory, *SENTENCES)
        yield memory


def bring_up(project: Project, memory: Memory, *names: str) -> None:
    files = [project.root / "articles" / f"{name}.md" for name in names]
    articles, failures = read_articles(project, files)
    assert failures == []
    remember(project, articles, memory)


def known(memory: Memory) -> list[tuple[str, str]]:
    return [
        (name, target)
        for name, text in SENTENCES.items()
        for target in ("es", "pt-BR")
        if memory.exact(text, "en", target)
    ]


EVERYTHING = [("a", "es"), ("a", "pt-BR"), ("deep/b", "es"), ("deep/b", "pt-BR")]


def test_a_run_on_all_articles_knows_what_was_reviewed_in_them(memory: Memory) -> None:
    assert known(memory) == EVERYTHING


def test_a_run_on_one_article_forgets_nothing_of_the_others(
    project: Project, memory: Memory
) -> None:
    bring_up(project, memory, "a")
    bring_up(project, memory)
    assert known(memory) == EVERYTHING


def test_a_run_into_one_language_forgets_nothing_of_the_others(
    project: Project, memory: Memory
) -> None:
    bring_up(replace(project, targets=("es",)), memory, *SENTENCES)
    assert known(memory) == EVERYTHING


def test_an_article_that_cannot_be_read_is_not_forgotten(project: Project, memory: Memory) -> None:
    (project.root / "articles/deep/b.md").write_bytes(b"\xff\xfe\xfd")
    bring_up(project, memory, "a")
    assert known(memory) == EVERYTHING


@pytest.mark.parametrize("run", [("a",), ()], ids=["a run on another article", "a run on none"])
@pytest.mark.parametrize(
    ("gone", "left"),
    [
        pytest.param("articles/deep/b.md", EVERYTHING[:2], id="its article was deleted"),
        pytest.param(
            "locales/pt_BR/LC_MESSAGES/deep/b.po", EVERYTHING[:3], id="its catalog was deleted"
        ),
    ],
)
def test_what_is_gone_from_the_disk_is_forgotten(
    project: Project,
    memory: Memory,
    gone: str,
    left: list[tuple[str, str]],
    run: tuple[str, ...],
) -> None:
    (project.root / gone).unlink()
    bring_up(project, memory, *run)
    assert known(memory) == left


def test_an_article_that_comes_back_is_known_again(project: Project, memory: Memory) -> None:
    path = project.root / "articles/deep/b.md"
    text = path.read_text("utf-8")
    path.unlink()
    bring_up(project, memory, "a")
    path.write_text(text, encoding="utf-8")
    bring_up(project, memory, "a")
    assert known(memory) == EVERYTHING[:2]
    bring_up(project, memory, *SENTENCES)
    assert known(memory) == EVERYTHING


def test_what_was_imported_stays_whatever_becomes_of_the_article_of_that_name(
    project: Project, memory: Memory
) -> None:
    (project.root / "articles/a.md").unlink()
    bring_up(project, memory, "deep/b")
    assert [unit.target for unit in memory.exact("Sea", "en", "es")] == ["Mar"]
    assert known(memory) == EVERYTHING[2:]


class TestTmxFilesOfTheProject:
    """What stands in `memory/` is known, what stood there is not, and each state is read once."""

    @staticmethod
    def put(project: Project, name: str, *pairs: tuple[str, str]) -> None:
        units = [TmxUnit(Unit(*pair, "en", "es", True, "", None, name)) for pair in pairs]
        write_tmx(project.memory / name, units, "en")

    @staticmethod
    def known(memory: Memory) -> list[str]:
        return [u.target for text in ("Sea", "Sky") for u in memory.exact(text, "en", "es")]

    def test_follow_their_folder(self, project: Project) -> None:
        with open_memory(project.state_folder) as memory:
            assert remember_files(project, memory) == []
            self.put(project, "old.tmx", ("Sea", "Mar"))
            self.put(project, "NEW.TMX", ("Sky", "Cielo"))
            assert remember_files(project, memory) == []
            assert self.known(memory) == ["Mar", "Cielo"]
            self.put(project, "old.tmx", ("Sea", "La mar"))
            (project.memory / "NEW.TMX").unlink()
            assert remember_files(project, memory) == []
            assert self.known(memory) == ["La mar"]

    def test_are_read_once(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        self.put(project, "old.tmx", ("Sea", "Mar"))
        with open_memory(project.state_folder) as memory:
            remember_files(project, memory)
            monkeypatch.setattr(memory, "add_tmx", pytest.fail)
            assert remember_files(project, memory) == []

    def test_that_are_broken_are_named_and_what_was_known_stays(self, project: Project) -> None:
        self.put(project, "old.tmx", ("Sea", "Mar"))
        with open_memory(project.state_folder) as memory:
            remember_files(project, memory)
            (project.memory / "old.tmx").write_text("<tmx><body>", encoding="utf-8")
            (failure,) = remember_files(project, memory)
            assert "old.tmx" in str(failure)
            assert self.known(memory) == ["Mar"]

    def test_are_no_less_known_when_the_database_is_gone(self, project: Project) -> None:
        self.put(project, "old.tmx", ("Sea", "Mar"))
        for _ in range(2):
            shutil.rmtree(project.state_folder, ignore_errors=True)
            with open_memory(project.state_folder) as memory:
                remember_files(project, memory)
                assert self.known(memory) == ["Mar"]
