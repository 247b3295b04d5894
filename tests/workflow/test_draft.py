"""Drafting: one pass over all articles, each text once, each catalog as soon as it is complete."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from translate import engines
from translate.config import Project
from translate.engines.echo import Echo
from translate.errors import EngineError
from translate.model import Draft, SpannedText, State
from translate.workflow.articles import Article, known_translations, read_articles
from translate.workflow.draft import DraftReport, draft
from translate.workflow.extract import extract


class Recorder(Echo):
    """The echo engine, with a list of what it was asked, and a place where it fails."""

    asked: ClassVar[list[list[str]]] = []
    fails_after: ClassVar[int] = -1
    watch: ClassVar[list[Path]] = []
    seen: ClassVar[list[int]] = []

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        self.asked.append([text.text for text in batch])
        for number, text in enumerate(batch):
            if number == self.fails_after:
                raise EngineError("the engine broke")
            self.seen.append(sum(path.read_text().count("machine:") > 0 for path in self.watch))
            yield Draft(text)


class Silent:
    def begin(self, route: str, characters: int, texts: int) -> None:
        assert characters >= texts

    def advance(self, characters: int) -> None:
        assert characters > 0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setitem(engines.ENGINES, "echo", f"{__name__}:Recorder")
    for name, value in {"asked": [], "seen": [], "watch": [], "fails_after": -1}.items():
        monkeypatch.setattr(Recorder, name, value)
    texts = {
        "a.md": "Short. The same sentence stands in both articles here.\n",
        "b.md": "The same sentence stands in both articles here.\n\nA middling one, only in b.\n",
        "c.md": "This is by far the longest sentence of all, and it stands in one article only.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Project(tmp_path, source="en", targets=("es",), engines=("echo",))


def work(project: Project) -> tuple[list[Article], DraftReport]:
    articles, failures = read_articles(project, sorted(project.root.glob("*.md")))
    assert failures == []
    extract(project, articles)
    return articles, draft(project, articles, Silent())


def test_every_text_goes_once_the_longest_first(project: Project) -> None:
    _, report = work(project)
    (batch,) = Recorder.asked
    assert len(batch) == len(set(batch)) == 4
    assert [len(text) for text in batch] == sorted(map(len, batch), reverse=True)
    assert (report.translated, report.cached) == (4, 0)


def test_a_catalog_is_written_as_soon_as_its_last_text_is_there(project: Project) -> None:
    Recorder.watch = [project.locales / "es/LC_MESSAGES" / f"{name}.po" for name in "abc"]
    articles, _ = read_articles(project, sorted(project.root.glob("*.md")))
    extract(project, articles)
    draft(project, articles, Silent())
    assert Recorder.seen == [0, 1, 1, 2]


def test_what_is_in_a_catalog_is_not_asked_again_nor_touched(project: Project) -> None:
    work(project)
    Recorder.asked.clear()
    articles, report = work(project)
    assert Recorder.asked == []
    assert report.drafted == []
    for article in articles:
        found = known_translations(project, article, "es")
        assert all(one.state is State.MACHINE for one in found.values())


def test_a_catalog_that_was_thrown_away_comes_back_from_the_cache(project: Project) -> None:
    work(project)
    for path in project.locales.rglob("*.po"):
        path.unlink()
    Recorder.asked.clear()
    _, report = work(project)
    assert [batch for batch in Recorder.asked if batch] == []
    assert (report.translated, report.cached) == (0, 4)


@pytest.mark.parametrize("name", ["libretranslate", "llm"])
def test_where_a_server_is_down_the_next_engine_has_its_turn(project: Project, name: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    served = replace(project, engines=(name, "echo"), engine_settings={name: {"url": url}})
    _, report = work(served)
    assert [one.route for one in report.drafted] == ["echo en→es"] * 3
    assert [("refused" in found.message, found.path) for found in report.findings] == [
        (True, "translate.toml")
    ]
    assert report.failures == []


def test_an_engine_that_breaks_loses_nothing_that_it_had_done(project: Project) -> None:
    Recorder.fails_after = 2
    _, report = work(project)
    assert [str(failure) for failure in report.failures] == ["the engine broke"]
    assert report.translated == 2
    Recorder.fails_after = -1
    _, report = work(project)
    assert (report.translated, report.cached) == (2, 1)  # c.md was complete already


def test_a_block_of_several_sentences_is_translated_by_sentence(project: Project) -> None:
    from dataclasses import replace

    (project.root / "d.md").write_text("One **big\nhouse. Two** houses.  Three.\n", "utf-8")
    whole = replace(project, segmentation="block")
    articles, _ = read_articles(whole, [project.root / "d.md"])
    extract(whole, articles)
    draft(whole, articles, Silent())
    assert sorted(Recorder.asked[0]) == ["One big house.", "Three.", "Two houses."]
    (found,) = known_translations(whole, articles[0], "es").values()
    assert found.text == "One **big house. Two** houses.  Three."


def test_a_dash_of_dialogue_is_kept_from_the_engine(project: Project) -> None:
    (project.root / "e.md").write_text("— Martha Oyelaran said\n", "utf-8")
    articles, _ = read_articles(project, [project.root / "e.md"])
    extract(project, articles)
    draft(project, articles, Silent())
    assert Recorder.asked == [["Martha Oyelaran said"]]
    (found,) = known_translations(project, articles[0], "es").values()
    assert found.text == "— Martha Oyelaran said"


def test_a_person_who_saves_while_drafts_are_made_keeps_the_word(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import polib

    path = project.locales / "es/LC_MESSAGES/a.po"

    def interrupt(self: Recorder, batch: Sequence[SpannedText], *_: str) -> Iterator[Draft]:
        file = polib.pofile(str(path))
        file[0].msgstr = "Corta."
        file.save()
        for text in batch:
            yield Draft(text)

    monkeypatch.setattr(Recorder, "translate", interrupt)
    articles, _ = work(project)
    found = known_translations(project, articles[0], "es")
    assert found[None, "Short."].text == "Corta."
    assert found[None, "Short."].state is State.REVIEWED


def test_front_matter_is_no_markdown(project: Project) -> None:
    text = "---\ntitle: Use `foo` *now* at 5 * 3\n---\n\nUse `foo` *now*.\n"
    (project.root / "f.md").write_text(text, "utf-8")
    articles, _ = read_articles(project, [project.root / "f.md"])
    extract(project, articles)
    draft(project, articles, Silent())
    found = known_translations(project, articles[0], "es")
    assert found["title", "Use `foo` *now* at 5 * 3"].text == "Use `foo` *now* at 5 * 3"
    assert found[None, "Use `foo` *now*."].text == "Use `foo` *now*."


def test_what_is_recalled_needs_no_engine(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    import polib

    work(project)
    path = project.locales / "es/LC_MESSAGES/c.po"
    file = polib.pofile(str(path), wrapwidth=79)
    file[0].msgstr = "De lejos la más larga."
    file[0].flags.remove("fuzzy")
    file.save()
    (project.root / "d.md").write_text((project.root / "c.md").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(Recorder, "pairs", lambda _: frozenset())
    articles, report = work(replace(project, engines=("echo",)))
    assert report.failures == []
    assert report.recalled == 1
    (found,) = known_translations(project, articles[-1], "es").values()
    assert found.text == "De lejos la más larga."
