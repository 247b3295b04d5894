"""Whatever happens to a project, a person's word is there afterwards.

Random histories of source edits, human edits, rewrites by other programs, engine changes,
re-segmentations, crashes between two file operations, and runs of the tool. The invariant: every
text that a person wrote or confirmed is in a PO file, live, stale, obsolete or in a note; and every
reviewed entry whose source is unchanged is as the person left it.

`HISTORIES=100000 python -m pytest tests/workflow/test_histories.py` is the long run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from unittest.mock import patch

import polib
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.other_tools import msgmerge, needs_msgmerge, toolkit
from translate import catalog as po
from translate import engines, files
from translate.catalog import follow
from translate.catalog.states import others, reviewed_mark
from translate.config import Project
from translate.engines.echo import Echo
from translate.model import Draft, SpannedText, State
from translate.workflow.articles import messages, read_articles
from translate.workflow.build import build
from translate.workflow.draft import UNSEEN, draft
from translate.workflow.extract import extract
from translate.workflow.learning import apply_learned

HISTORIES = int(os.environ.get("HISTORIES", "150"))
WORDS = ("house", "river", "teacher", "storm", "bread", "winter", "letter", "bridge", "garden")


class Silent:
    def begin(self, route: str, characters: int, texts: int) -> None:
        """Say nothing."""

    def advance(self, characters: int) -> None:
        """Say nothing."""


class Other(Echo):
    """Another engine, which translates in its own way."""

    name = "other"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        for text in batch:
            yield Draft(replace(text, text=text.text.replace("The", "Las", 1)))


class Crash(BaseException):
    """The power went off."""


sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(
    lambda words: f"The {' '.join(words)} was there."
)
paragraph = st.lists(sentence, min_size=1, max_size=3)
which = st.integers(0, 10**6)


def _tells(catalog: po.Catalog, text: str, msgid: str) -> bool:
    """Tell whether a catalog says of a text that it translates a msgid."""
    mark = reviewed_mark(po.Entry(msgid, text))
    return any(
        mark in entry.notes or msgid in entry.msgid or msgid in (entry.previous or "")
        for entry in catalog.entries
        if text in entry.text
    )


class Histories(RuleBasedStateMachine):
    """One project of two articles, one target language, and a person who works on it."""

    def __init__(self) -> None:
        super().__init__()
        shm = Path("/dev/shm")
        self.root = Path(tempfile.mkdtemp(dir=shm if shm.is_dir() else None))
        self.project = Project(
            self.root, source="en", targets=("es",), engines=("echo",), articles=("*.md",)
        )
        self.numbers = count(1)
        self.articles: dict[str, list[list[str]]] = {}
        # What a person stands by: text → (article, msgid) where it was written, None if elsewhere.
        self.words: dict[str, tuple[str, str] | None] = {}
        self.patches = [
            patch.dict(engines.ENGINES, {"other": f"{__name__}:Other"}),
            patch.object(os, "fsync", lambda _: None),
        ]
        for one in self.patches:
            one.start()

    def teardown(self) -> None:
        for one in self.patches:
            one.stop()
        shutil.rmtree(self.root)

    # The source

    @initialize(first=st.lists(paragraph, min_size=2, max_size=4), second=paragraph)
    def begin(self, first: list[list[str]], second: list[str]) -> None:
        self.articles = {"a": first, "b": [second]}
        self._save()
        self._run()

    def _save(self) -> None:
        for name, blocks in self.articles.items():
            text = "\n\n".join(" ".join(block) for block in blocks) or "Nothing is left."
            (self.root / f"{name}.md").write_text(text + "\n", encoding="utf-8")

    def _pick(self, number: int) -> tuple[str, int] | None:
        places = [(name, i) for name, blocks in self.articles.items() for i in range(len(blocks))]
        return places[number % len(places)] if places else None

    @rule(where=which, new=paragraph)
    def insert_a_paragraph(self, where: int, new: list[str]) -> None:
        name, index = self._pick(where) or (next(iter(self.articles)), 0)
        self.articles[name].insert(index, new)
        self._save()

    @rule(where=which)
    def delete_a_paragraph(self, where: int) -> None:
        if place := self._pick(where):
            del self.articles[place[0]][place[1]]
            self._save()

    @rule(where=which, to=which)
    def move_a_paragraph_within_or_between_articles(self, where: int, to: int) -> None:
        if place := self._pick(where):
            block = self.articles[place[0]].pop(place[1])
            name, index = self._pick(to) or (place[0], 0)
            self.articles[name].insert(index, block)
            self._save()

    @rule(where=which, word=st.sampled_from(WORDS))
    def retype_a_word(self, where: int, word: str) -> None:
        if place := self._pick(where):
            block = self.articles[place[0]][place[1]]
            words = block[where % len(block)].split()
            words[1 + where % (len(words) - 2)] = word
            block[where % len(block)] = " ".join(words)
            self._save()

    @rule(where=which)
    def split_a_sentence(self, where: int) -> None:
        if place := self._pick(where):
            block = self.articles[place[0]][place[1]]
            words = block[0].split()
            if len(words) > 5:
                block[0:1] = [" ".join(words[:3]) + " was.", "The " + " ".join(words[3:])]
                self._save()

    @rule(where=which)
    def join_two_sentences(self, where: int) -> None:
        if place := self._pick(where):
            block = self.articles[place[0]][place[1]]
            if len(block) > 1:
                block[0:2] = [block[0].rstrip(".") + " and " + block[1][0].lower() + block[1][1:]]
                self._save()

    @rule(where=which)
    def make_a_heading_of_it_or_no_heading(self, where: int) -> None:
        if place := self._pick(where):
            block = self.articles[place[0]][place[1]]
            block[0] = block[0][2:] if block[0].startswith("# ") else f"# {block[0]}"
            self._save()

    @rule(name=st.sampled_from("ab"))
    def rename_an_article(self, name: str) -> None:
        fresh = f"{name}{next(self.numbers)}"
        if name in self.articles:
            self.articles[fresh] = self.articles.pop(name)
            (self.root / f"{name}.md").rename(self.root / f"{fresh}.md")

    # The person

    def _catalogs(self) -> Iterator[Path]:
        yield from sorted(self.root.glob("locales/es/LC_MESSAGES/*.po"))

    def _entry(self, number: int) -> tuple[Path, po.Catalog, int] | None:
        places = [
            (path, found, i)
            for path in self._catalogs()
            for found in [po.read(path)]
            for i, entry in enumerate(found.entries)
            if not entry.obsolete
        ]
        return places[number % len(places)] if places else None

    def _set(self, place: tuple[Path, po.Catalog, int], entry: po.Entry) -> None:
        path, found, index = place
        entries = (*found.entries[:index], entry, *found.entries[index + 1 :])
        path.write_bytes(po.serialize(replace(found, entries=entries)))

    def _forget(self, entry: po.Entry) -> None:
        """Let go of what a person overwrote with their own hand."""
        self.words.pop(entry.text, None)

    def _overtake(self, article: str, entry: po.Entry) -> None:
        """Let a person's newer word for a sentence go before their word for its whole block.

        When the block comes back, it is made of its sentences; the earlier text is kept beside it.
        """
        for text, place in self.words.items():
            here, msgid = place or ("", "")
            overlap = entry.msgid in msgid or msgid in entry.msgid
            if here == article and overlap and msgid != entry.msgid:
                self.words[text] = None

    @rule(where=which, fuzzy=st.booleans())
    def correct_a_translation(self, where: int, fuzzy: bool) -> None:
        if place := self._entry(where):
            path, found, index = place
            entry = found.entries[index]
            self._forget(entry)
            self._overtake(path.stem, entry)
            text = f"Palabra {next(self.numbers)} humana."
            self.words[text] = None if fuzzy else (path.stem, entry.msgid)
            self._set(place, replace(entry, text=text, fuzzy=fuzzy, previous=None))

    @rule(where=which)
    def confirm_a_translation(self, where: int) -> None:
        if place := self._entry(where):
            entry = place[1].entries[place[2]]
            if entry.text and po.state(entry) is not State.REVIEWED:
                self.words[entry.text] = None
                self._overtake(place[0].stem, entry)
                self._set(place, replace(entry, fuzzy=False, previous=None))

    @rule(where=which)
    def delete_a_translation(self, where: int) -> None:
        if place := self._entry(where):
            entry = place[1].entries[place[2]]
            self._forget(entry)
            self._overtake(place[0].stem, entry)
            self._set(place, replace(entry, text="", fuzzy=False, previous=None))

    # Other programs

    @rule(where=which, width=st.sampled_from([0, 60, 79, 120]))
    def another_program_saves_the_file(self, where: int, width: int) -> None:
        paths = list(self._catalogs())
        if paths:
            path = paths[where % len(paths)]
            polib.pofile(str(path), wrapwidth=width or 10**6).save()

    @rule(where=which, previous=st.booleans())
    def msgmerge_brings_a_catalog_up_to_date(self, where: int, previous: bool) -> None:
        """As Weblate's add-on does, which drops all notes; the article may have changed."""
        found, _ = read_articles(self.project, sorted(self.root.glob("*.md")))
        here = [one for one in found if one.catalog(self.project, "es").exists()]
        if here:
            article = here[where % len(here)]
            template = self.root / "new.pot"
            made = follow.template(messages(article).values(), "en", "x")
            template.write_bytes(po.serialize(made))
            path = article.catalog(self.project, "es")
            before = po.read(path)
            msgmerge(path, template, *(["--previous"] if previous else []))
            self._let_go(path, before)

    def _let_go(self, path: Path, before: po.Catalog) -> None:
        """Let go of where a word stood if a merge took what told which source it translates.

        A merge without `--previous` does if no run of ours saw the changed source before it.
        """
        after = po.read(path)
        for text, place in self.words.items():
            if place and place[0] == path.stem:
                told, tells = (_tells(found, text, place[1]) for found in (before, after))
                self.words[text] = place if tells or not told else None

    @precondition(lambda _: toolkit() is not None)
    @rule(where=which)
    def weblate_saves_the_file(self, where: int) -> None:
        paths = list(self._catalogs())
        tool = toolkit()
        if paths and tool:
            tool.save(paths[where % len(paths)])

    def _held(self) -> set[str]:
        """Return the texts that the catalogs hold, in entries and in notes."""
        entries = [entry for path in self._catalogs() for entry in po.read(path).entries]
        return {e.text for e in entries} | {text for e in entries for text in others(e)}

    # The tool

    @rule(engine=st.sampled_from(["echo", "other"]))
    def change_the_engine(self, engine: str) -> None:
        self.project = replace(self.project, engines=(engine,))

    @rule(engine=st.sampled_from(["echo", "other"]), states=st.sets(st.sampled_from(list(UNSEEN))))
    def draft_again(self, engine: str, states: set[State]) -> None:
        self.project = replace(self.project, engines=(engine,))
        found, _ = read_articles(self.project, sorted(self.root.glob("*.md")))
        before = self._by_the_person()
        assert draft(self.project, found, Silent(), frozenset(states)).failures == []
        assert self._by_the_person() == before

    def _by_the_person(self) -> list[object]:
        """Return what a person said, where; the notes around it are the tool's."""
        return [
            (path, entry.key, entry.texts, entry.fuzzy, entry.previous, entry.comments)
            for path in self._catalogs()
            for entry in po.read(path).entries
            if po.by_a_person(entry)
        ]

    @rule()
    def switch_the_segmentation(self) -> None:
        other = "block" if self.project.segmentation == "sentence" else "sentence"
        self.project = replace(self.project, segmentation=other)
        self._run()

    @rule()
    def run(self) -> None:
        self._run()

    @rule(operation=st.integers(1, 6), after=st.booleans())
    def crash_between_two_file_operations(self, operation: int, after: bool) -> None:
        left = [operation]
        whole = files._replace

        def replace_or_crash(target: Path, pieces: Iterable[bytes], mode: int | None) -> bool:
            left[0] -= 1
            if left[0] == 0 and not after:
                raise Crash
            news = whole(target, pieces, mode)
            if left[0] == 0:
                raise Crash
            return news

        with patch.object(files, "_replace", replace_or_crash), contextlib.suppress(Crash):
            self._run()

    def _run(self) -> None:
        found, failures = read_articles(self.project, sorted(self.root.glob("*.md")))
        assert failures == []
        reports = [
            extract(self.project, found),
            draft(self.project, found, Silent()),
            apply_learned(self.project, found),
            build(self.project, found),
        ]
        for report in reports:
            assert report.failures == []

    @invariant()
    def every_word_of_the_person_is_there(self) -> None:
        held = self._held()
        live = {
            (path.stem, entry.msgid): entry
            for path in self._catalogs()
            for entry in po.read(path).entries
            if not entry.obsolete
        }
        for text, place in self.words.items():
            assert any(text in one for one in held), text
            if place in live and live[place].text != text:
                raise AssertionError(f"{place} was {text!r}, is {live[place].text!r}")


def test_a_newer_word_for_a_sentence_goes_before_an_older_one_for_its_block() -> None:
    state = Histories()
    try:
        same = "The house house was there."
        state.begin(first=[[same], [same, same], [same], [same]], second=[same])
        state.switch_the_segmentation()
        state.switch_the_segmentation()
        state.confirm_a_translation(where=0)
        state.delete_a_paragraph(where=11379)
        state.retype_a_word(where=2145, word="bridge")
        state.switch_the_segmentation()
        state.correct_a_translation(where=28, fuzzy=False)
        state.switch_the_segmentation()
        state.correct_a_translation(where=265, fuzzy=False)
        state.switch_the_segmentation()
        state.every_word_of_the_person_is_there()
        texts = {entry.text for path in state._catalogs() for entry in po.read(path).entries}
        assert f"{same} Palabra 2 humana." in texts
    finally:
        state.teardown()


def test_a_text_that_made_room_survives_a_program_that_wraps_notes() -> None:
    state = Histories()
    try:
        one, two, six = (f"The house {'house ' * n}was there." for n in (1, 2, 5))
        state.begin(first=[[one], [one, two, six]], second=[one])
        state.switch_the_segmentation()
        state.confirm_a_translation(where=1)
        state.switch_the_segmentation()
        state.switch_the_segmentation()
        state.switch_the_segmentation()
        state.correct_a_translation(where=0, fuzzy=False)
        state.switch_the_segmentation()
        state.another_program_saves_the_file(where=0, width=60)
        state.every_word_of_the_person_is_there()
        assert f"{one} {two} {six}" in state.words
    finally:
        state.teardown()


def test_newer_words_for_sentences_go_before_an_older_block_in_a_renamed_articles_catalog() -> None:
    state = Histories()
    try:
        state.begin(
            first=[
                ["The house house was there.", "The house river was there."],
                ["The house house house house house house was there."],
                [
                    "The house house house was there.",
                    "The house house winter was there.",
                    "The house house house house was there.",
                ],
                [
                    "The house house teacher was there.",
                    "The house house house river was there.",
                    "The house house house garden was there.",
                ],
            ],
            second=[
                "The house house house house was there.",
                "The house house house river was there.",
            ],
        )
        state.switch_the_segmentation()
        state.crash_between_two_file_operations(after=True, operation=6)
        state.rename_an_article(name="a")
        state.crash_between_two_file_operations(after=True, operation=4)
        state.confirm_a_translation(where=2208)
        state.move_a_paragraph_within_or_between_articles(to=0, where=65536)
        state.insert_a_paragraph(
            new=[
                "The house house house house house bread was there.",
                "The house house house house house was there.",
                "The house house house winter was there.",
            ],
            where=3539,
        )
        state.confirm_a_translation(where=0)
        state.insert_a_paragraph(
            new=[
                "The bridge house was there.",
                "The house house house house house house was there.",
                "The house house house teacher was there.",
            ],
            where=301,
        )
        state.switch_the_segmentation()
        state.correct_a_translation(fuzzy=False, where=1084)
        state.correct_a_translation(fuzzy=False, where=642)
        state.insert_a_paragraph(
            new=[
                "The house house house was there.",
                "The house house house house house house was there.",
                "The house house house house house house house was there.",
            ],
            where=15744,
        )
        state.switch_the_segmentation()
        state.another_program_saves_the_file(where=97, width=120)
        state.correct_a_translation(fuzzy=True, where=1)
        state.another_program_saves_the_file(where=15185, width=0)
        state.confirm_a_translation(where=460198)
        state.confirm_a_translation(where=460198)
        state.rename_an_article(name="a")
        state.delete_a_paragraph(where=680)
        state.confirm_a_translation(where=64)
        state.insert_a_paragraph(
            new=[
                "The winter river was there.",
                "The winter garden was there.",
                "The bread letter teacher was there.",
            ],
            where=127154,
        )
        state.rename_an_article(name="a")
        state.confirm_a_translation(where=6156)
        state.delete_a_paragraph(where=2206)
        state.switch_the_segmentation()
        state.every_word_of_the_person_is_there()
    finally:
        state.teardown()


@needs_msgmerge
@pytest.mark.parametrize("previous", [False, True])
@pytest.mark.parametrize("runs", [False, True])
def test_a_reviewed_text_returns_after_a_merge_gave_it_to_a_changed_sentence(
    previous: bool, runs: bool
) -> None:
    state = Histories()
    try:
        one, two = "The house bridge was there.", "The bridge garden river bread was there."
        state.begin(first=[[one, two]], second=[two])
        state.correct_a_translation(where=1, fuzzy=False)
        state.join_two_sentences(where=0)
        if runs:
            state.run()
        state.msgmerge_brings_a_catalog_up_to_date(where=0, previous=previous)
        state.move_a_paragraph_within_or_between_articles(where=1, to=0)
        state.run()
        state.every_word_of_the_person_is_there()
        here = {entry.msgid: entry for entry in po.read(next(state._catalogs())).entries}
        joined = here[state.articles["a"][1][0]]
        assert (joined.text, po.state(joined)) == ("Palabra 1 humana.", State.STALE)
        assert joined.previous == (two if runs or previous else None)
        expected = State.REVIEWED if runs else State.STALE if previous else State.MACHINE
        assert po.state(here[two]) is expected
        assert (state.words["Palabra 1 humana."] is None) == (not runs and not previous)
    finally:
        state.teardown()


@needs_msgmerge
def test_a_reviewed_text_returns_from_a_paragraph_whose_mates_moved_and_were_cut_anew() -> None:
    state = Histories()
    try:
        same, word = "The house house was there.", "The bridge garden river bread was there."
        state.begin(
            first=[[same], ["The house bridge was there.", word]],
            second=[same, "The house house house letter was there.", word],
        )
        state.correct_a_translation(where=2, fuzzy=False)
        state.confirm_a_translation(where=0)
        state.join_two_sentences(where=1)
        state.weblate_saves_the_file(where=0)
        state.move_a_paragraph_within_or_between_articles(where=2, to=0)
        state.switch_the_segmentation()
        state.msgmerge_brings_a_catalog_up_to_date(where=0, previous=False)
        state.switch_the_segmentation()
        state.every_word_of_the_person_is_there()
        assert state.words["Palabra 1 humana."] == ("a", word)
    finally:
        state.teardown()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=HISTORIES,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
