"""Drafts made anew: only what no person touched, and never for the worse."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import polib
import pytest

from translate import engines
from translate.config import Project
from translate.memory.drafts import open_cache
from translate.model import Context, Draft, SpannedText, State, Translation
from translate.workflow.articles import known_translations, read_articles
from translate.workflow.draft import UNSEEN, DraftReport, draft
from translate.workflow.extract import extract
from translate.workflow.learning import apply_learned

SUSPECT = frozenset({State.SUSPECT})


class Stub:
    """An engine whose answers a test writes down: its source → its draft."""

    name = "stub"
    neural = False
    takes_context = True
    answers: ClassVar[dict[str, str]] = {}
    asked: ClassVar[list[str]] = []
    meanwhile: ClassVar[list[Path]] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("en", "es")})

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate(
        self,
        batch: Sequence[SpannedText],
        source: str,
        target: str,
        contexts: Sequence[Context] = (),
    ) -> Iterator[Draft]:
        for path in self.meanwhile:
            file = polib.pofile(str(path), wrapwidth=79)
            file[0].msgstr = "Palabra de una persona."
            file.save()
        for text in batch:
            self.asked.append(text.text)
            yield Draft(SpannedText(self.answers.get(text.text, text.text)))


class New(Stub):
    """The next version of it."""

    name = "new"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for name, place in {"stub": "Stub", "new": "New"}.items():
        monkeypatch.setitem(engines.ENGINES, name, f"{__name__}:{place}")
    for attribute, value in {"answers": ANSWERS, "asked": [], "meanwhile": []}.items():
        monkeypatch.setattr(Stub, attribute, value)
    text = "The river was cold that winter.\n\nWe sold 12 houses in the village.\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    return Project(tmp_path, source="en", targets=("es",), engines=("stub",), articles=("*.md",))


ANSWERS = {
    "The river was cold that winter.": "El río estaba frío ese invierno.",
    "We sold 12 houses in the village.": "Vendimos 12 casas en el pueblo.",
}


class Silent:
    def begin(self, route: str, characters: int, texts: int) -> None:
        """Say nothing."""

    def advance(self, characters: int) -> None:
        """Say nothing."""


def work(project: Project, again: frozenset[State] = frozenset()) -> DraftReport:
    articles, failures = read_articles(project, sorted(project.root.glob("*.md")))
    assert failures == []
    extract(project, articles)
    report = draft(project, articles, Silent(), again)
    assert report.failures == []
    return report


def texts(project: Project) -> list[Translation]:
    articles, _ = read_articles(project, [project.root / "a.md"])
    return list(known_translations(project, articles[0], "es").values())


def catalog(project: Project) -> Path:
    return project.locales / "es/LC_MESSAGES/a.po"


def edit(project: Project, number: int, text: str, *, fuzzy: bool) -> None:
    file = polib.pofile(str(catalog(project)), wrapwidth=79)
    file[number].msgstr = text
    if not fuzzy:
        file[number].flags.remove("fuzzy")
    file.save()


def test_the_same_engine_again_changes_not_a_byte(project: Project) -> None:
    work(project)
    before = catalog(project).read_bytes()
    report = work(project, UNSEEN)
    assert (report.translated, report.cached, report.drafted) == (0, 2, [])
    assert catalog(project).read_bytes() == before


@pytest.mark.parametrize("fuzzy", [True, False])
def test_what_a_person_wrote_or_confirmed_stays(
    project: Project, monkeypatch: pytest.MonkeyPatch, fuzzy: bool
) -> None:
    work(project)
    kept = ANSWERS["The river was cold that winter."] if not fuzzy else "Hacía frío en el río."
    edit(project, 0, kept, fuzzy=fuzzy)
    monkeypatch.setattr(New, "answers", {text: f"{one} Otra vez." for text, one in ANSWERS.items()})
    report = work(replace(project, engines=("new",)), UNSEEN)
    first, second = texts(project)
    assert first.text == kept
    assert first.state is (State.STALE if fuzzy else State.REVIEWED)
    assert second.text == "Vendimos 12 casas en el pueblo. Otra vez."
    assert second.origin == "new en→es"
    assert [one.drafts for one in report.drafted] == [1]


def test_a_draft_makes_no_room_for_one_that_fails(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(project)
    before = texts(project)
    answers = {
        "The river was cold that winter.": "El río estaba helado ese invierno.",
        "We sold 12 houses in the village.": "Vendimos 21 casas en el pueblo.",
    }
    monkeypatch.setattr(New, "answers", answers)
    (found,) = work(replace(project, engines=("new",)), UNSEEN).drafted
    assert (found.drafts, found.suspect, found.kept) == (1, 0, 1)
    first, second = texts(project)
    assert first.text == "El río estaba helado ese invierno."
    assert second == before[1]


def test_only_drafts_in_the_state_that_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Stub, "answers", {**ANSWERS, "We sold 12 houses in the village.": "Vendimos 21 casas."}
    )
    work(project)
    assert [one.state for one in texts(project)] == [State.MACHINE, State.SUSPECT]
    monkeypatch.setattr(New, "answers", {text: one + " Sí." for text, one in ANSWERS.items()})
    work(replace(project, engines=("new",)), SUSPECT)
    first, second = texts(project)
    assert first.text == ANSWERS["The river was cold that winter."]
    assert (second.text, second.state) == ("Vendimos 12 casas en el pueblo. Sí.", State.MACHINE)


def test_the_cache_does_not_answer_for_another_glossary(project: Project) -> None:
    work(project)
    for target in ("arroyo", "regato"):
        Stub.asked.clear()
        project.glossary.write_text(f"source,target,language\nriver,{target},es\n", "utf-8")
        work(project, UNSEEN)
        assert "The river was cold that winter." in Stub.asked


def test_a_draft_that_is_against_the_new_glossary_goes(project: Project) -> None:
    pairs = subprocess.run(["apertium", "-l"], capture_output=True, text=True, check=False).stdout \
        if shutil.which("apertium") else ""  # fmt: skip
    if "fr-es" not in pairs:
        pytest.skip("apertium-fr-es is not installed")
    (project.root / "a.md").write_text("Le poisson est frais ce matin.\n", "utf-8")
    real = replace(project, source="fr", engines=("apertium",))
    work(real)
    assert "pescado" in texts(real)[0].text
    project.glossary.write_text("source,target,language\npoisson,pez,es\n", "utf-8")
    work(real)
    assert "pescado" in texts(real)[0].text
    work(real, UNSEEN)
    assert "pez" in texts(real)[0].text
    project.glossary.unlink()
    work(real, UNSEEN)
    assert "pescado" in texts(real)[0].text


def test_another_engine_that_is_a_real_one(project: Project) -> None:
    (project.root / "a.md").write_text("The house is red.\n", "utf-8")
    portuguese = replace(project, targets=("pt",), engines=("echo",))
    work(portuguese)
    work(replace(portuguese, engines=("firefox",)), UNSEEN)
    articles, _ = read_articles(project, [project.root / "a.md"])
    (found,) = known_translations(project, articles[0], "pt").values()
    assert "casa" in found.text
    assert found.origin == "firefox en→pt"


def test_the_record_is_of_the_draft_that_stands_there(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(project)
    monkeypatch.setattr(New, "answers", {text: one + " Sí." for text, one in ANSWERS.items()})
    work(replace(project, engines=("new",)), UNSEEN)
    with open_cache(project.state_folder) as cache:
        for one in cache.kept("es", "a.md"):
            assert one.draft == one.made == ANSWERS[one.source] + " Sí."
            assert one.origin == "new en→es"


def test_a_person_who_saves_meanwhile_keeps_the_word_and_the_record_of_its_draft(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(project)
    monkeypatch.setattr(New, "answers", {text: one + " Sí." for text, one in ANSWERS.items()})
    monkeypatch.setattr(New, "meanwhile", [catalog(project)])
    work(replace(project, engines=("new",)), UNSEEN)
    first, second = texts(project)
    assert first.text == "Palabra de una persona."
    assert second.text == "Vendimos 12 casas en el pueblo. Sí."
    with open_cache(project.state_folder) as cache:
        made = {one.source: one.made for one in cache.kept("es", "a.md")}
    assert made["The river was cold that winter."] == ANSWERS["The river was cold that winter."]
    assert made["We sold 12 houses in the village."] == "Vendimos 12 casas en el pueblo. Sí."


def test_what_was_learned_is_applied_to_the_new_drafts_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("winter", "summer", "spring")
    said = [f"Kim Jong-un wrote in {name}." for name in names]
    (project.root / "a.md").write_text("\n\n".join(said) + "\n", "utf-8")
    answers = {
        one: f"Kim Jong-uno escribió en {name}." for one, name in zip(said, names, strict=True)
    }
    monkeypatch.setattr(Stub, "answers", answers)
    work(project)
    edit(project, 0, "Kim Jong-un escribió en winter.", fuzzy=False)
    articles, _ = read_articles(project, [project.root / "a.md"])
    apply_learned(project, articles)
    work(project)  # the mark of the draft goes from what a person confirmed
    corrected = catalog(project).read_bytes()
    assert [one.text for one in texts(project)][1:] == [
        f"Kim Jong-un escribió en {name}." for name in names[1:]
    ]
    work(project, UNSEEN)
    assert catalog(project).read_bytes() == corrected
    anew = {one: text.replace("escribió", "redactó") for one, text in answers.items()}
    monkeypatch.setattr(New, "answers", anew)
    work(replace(project, engines=("new",)), UNSEEN)
    apply_learned(project, articles)
    assert [one.text for one in texts(project)] == [
        "Kim Jong-un escribió en winter.",
        *(f"Kim Jong-un redactó en {name}." for name in names[1:]),
    ]


def test_a_draft_of_an_engine_that_translates_nothing_makes_room(project: Project) -> None:
    work(replace(project, engines=("echo",)))
    work(project, UNSEEN)
    assert [one.text for one in texts(project)] == list(ANSWERS.values())
