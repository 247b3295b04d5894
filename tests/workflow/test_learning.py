"""One correction improves every article."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.command import translate
from translate.config import load_project
from translate.workflow.articles import read_articles
from translate.workflow.learning import apply_learned
from translate.workflow.lessons import accept, lessons, reject
from translate.workflow.project import article_files

PLACES = ("la ville", "le port", "le village", "la mairie", "l’école", "le musée")


def _article(number: int) -> str:
    sentences = [
        f"Kim Jong-un a envoyé une lettre à {PLACES[number % 6]} le {number + 2} mars.",
        f"La lettre de Kim Jong-un est arrivée {number + 3} jours plus tard.",
        f"Personne ne sait pourquoi {PLACES[(number + 1) % 6]} reste fermée.",
        f"Le maire a lu la lettre devant {number + 20} personnes.",
        "Il pleut depuis ce matin.",
    ]
    return "\n\n".join(sentences) + "\n"


def drafted(place: Path, articles: dict[str, str], targets: str) -> Path:
    """Make a project of articles, and have Apertium draft it."""
    apertium = shutil.which("apertium")
    pairs = subprocess.run(["apertium", "-l"], capture_output=True, text=True) if apertium else None
    if pairs is None or "fr-es" not in pairs.stdout or "fra-cat" not in pairs.stdout:
        pytest.skip("apertium-fr-es and apertium-fra-cat are not installed")
    (place / "articles").mkdir(parents=True)
    (place / "translate.toml").write_text(f'[project]\nsource = "fr"\ntargets = {targets}\n')
    for name, text in articles.items():
        (place / f"articles/{name}.txt").write_text(text, encoding="utf-8")
    assert translate(place, "run", "--engine", "apertium").returncode == 0
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = {f"a{number}": _article(number) for number in range(6)}
    return drafted(tmp_path / "work", articles, '["es", "ca"]')


NEWS = {
    "a": """\
Politique

Les services de renseignement ont arrêté dix mille personnes.

Le maire a lu la lettre devant vingt personnes.
""",
    "b": """\
Politique

Un accord politique a été signé.

Le pouvoir politique hésite.

Le chef des services de renseignement a démissionné.

Plus de dix mille hommes ont vu la lettre.
""",
    "c": """\
La politique des services de renseignement est connue.

Il demande un renseignement.

Il y a mille ans, dix mille habitants vivaient ici.

La lettre missive est une lettre.
""",
}
CORRECTED = {
    "Político": "Política",
    "servicios de información": "servicios de inteligencia",
    "diez miles": "diez mil",
    "la carta": "la misiva",
}


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted(tmp_path_factory.mktemp("news") / "work", NEWS, '["es"]')


@pytest.fixture
def news(drafts: Path, tmp_path: Path) -> Path:
    return shutil.copytree(drafts, tmp_path / "work")


def texts(folder: Path, *names: str) -> dict[str, str]:
    return {e.msgid: e.msgstr for name in names for e in entries(folder, name)}


def number_of(folder: Path, right: str) -> str:
    """Return the number of a lesson in the list of `translate learned`."""
    rows = json.loads(translate(folder, "learned", "--json").stdout)
    return next(str(row["number"]) for row in rows if row["right"] == right)


def entries(folder: Path, name: str, language: str = "es") -> list[polib.POEntry]:
    return list(polib.pofile(str(folder / f"locales/{language}/LC_MESSAGES/{name}.po")))


def correct(folder: Path, name: str, replacements: dict[str, str]) -> None:
    """Correct a catalog as a person does, and clear “Needs work” where something was changed."""
    path = folder / f"locales/es/LC_MESSAGES/{name}.po"
    file = polib.pofile(str(path), wrapwidth=79)
    for entry in file:
        text = entry.msgstr
        for wrong, right in replacements.items():
            text = text.replace(wrong, right)
        if text != entry.msgstr:
            entry.msgstr = text
            entry.flags.remove("fuzzy")
    file.save()


def test_a_name_and_a_term_corrected_once_are_corrected_in_every_draft(folder: Path) -> None:
    drafts = " ".join(entry.msgstr for entry in entries(folder, "a0"))
    name = "Kim Jong-un"
    wrong = "carta" if "carta" in drafts else "letra"
    right = "misiva"
    assert wrong in drafts
    correct(folder, "a0", {wrong: right, name: "Kim Chong-un"})
    done = translate(folder, "run", "--engine", "apertium")
    assert done.returncode == 0, done.stderr
    assert "learn" in done.stderr
    for number in range(1, 6):
        for entry in entries(folder, f"a{number}"):
            if "lettre" in entry.msgid:
                assert right in entry.msgstr
                assert wrong not in entry.msgstr
                assert entry.fuzzy
                assert "learned: " in entry.comment
                assert "articles/a0.txt" in entry.comment
            if name in entry.msgid:
                assert "Kim Chong-un" in entry.msgstr
    assert not any(right in e.msgstr for e in entries(folder, "a1", "ca"))
    again = translate(folder, "run", "--engine", "apertium")
    assert "learn" not in again.stderr
    (folder / "articles/late.txt").write_text(_article(3).replace("mars", "mai"), "utf-8")
    translate(folder, "run", "--engine", "apertium")
    late = [entry.msgstr for entry in entries(folder, "late") if "lettre" in entry.msgid]
    assert late
    assert all(right in text for text in late)


def test_a_run_on_one_article_knows_what_was_corrected_and_reviewed_in_others(folder: Path) -> None:
    correct(folder, "a0", {"carta": "misiva"})
    (folder / "articles/late.txt").write_text(
        "Il pleut sur la mairie.\n\nLe maire a lu la lettre devant 20 personnes.\n\n"
        "Elle a perdu la lettre dans le port.\n",
        encoding="utf-8",
    )
    done = translate(folder, "run", "articles/late.txt", "--engine", "apertium")
    assert done.returncode == 0, done.stderr
    _, same, other = entries(folder, "late")
    assert "memory: 100% from articles/a0.txt" in same.comment
    assert "misiva" in same.msgstr
    assert "learned: " in other.comment
    assert "misiva" in other.msgstr
    assert not any("misiva" in entry.msgstr for entry in entries(folder, "a1"))


def test_what_was_rejected_is_not_applied_and_what_was_accepted_is_a_term(folder: Path) -> None:
    correct(folder, "a0", {"carta": "misiva"})
    rows = json.loads(translate(folder, "learned", "--json").stdout)
    number = next(row["number"] for row in rows if "misiva" in row["right"])
    assert translate(folder, "learned", "--reject", str(number)).returncode == 0
    translate(folder, "run", "--engine", "apertium")
    assert not any("misiva" in entry.msgstr for entry in entries(folder, "a1"))
    assert translate(folder, "learned", "--accept", str(number)).returncode == 0
    assert "misiva" in (folder / "glossary.csv").read_text("utf-8")
    translate(folder, "run", "--engine", "apertium")
    assert any("misiva" in entry.msgstr for entry in entries(folder, "a1"))
    assert translate(folder, "learned", "--accept", "99").returncode == 2


def test_labels_are_no_rules_phrases_are_and_what_the_gate_doubts_stays(news: Path) -> None:
    before = texts(news, "b", "c")
    correct(news, "a", CORRECTED)
    assert translate(news, "run", "--engine", "apertium").returncode == 0
    after = texts(news, "b", "c")
    changed = {source: text for source, text in after.items() if text != before[source]}
    assert changed == {
        "Politique": "Política",  # the very same segment
        "Le chef des services de renseignement a démissionné.": (
            "El jefe de los servicios de inteligencia ha dimitido."
        ),
        "Plus de dix mille hommes ont vu la lettre.": (
            "Más de diez mil hombres han visto la misiva."
        ),
        "La politique des services de renseignement est connue.": (
            "La política de los servicios de inteligencia está conocida."
        ),
        "Il y a mille ans, dix mille habitants vivaient ici.": (
            "Hay miles años, diez mil habitantes vivían aquí."
        ),
    }
    assert before["La lettre missive est une lettre."].startswith("La carta misiva")
    label = next(entry for entry in entries(news, "b") if entry.msgid == "Politique")
    assert label.fuzzy
    assert "memory: 100% from articles/a.txt" in label.comment


def test_rejecting_restores_the_drafts_that_nobody_touched_since(news: Path) -> None:
    before = texts(news, "b", "c")
    correct(news, "a", CORRECTED)
    translate(news, "run", "--engine", "apertium")
    both = "Plus de dix mille hommes ont vu la lettre."
    touched = "Il y a mille ans, dix mille habitants vivaient ici."
    path = news / "locales/es/LC_MESSAGES/c.po"
    file = polib.pofile(str(path), wrapwidth=79)
    next(entry for entry in file if entry.msgid == touched).msgstr += " ¡Diez mil!"
    file.save()
    done = translate(news, "learned", "--reject", number_of(news, "diez mil"))
    assert done.returncode == 0
    assert "rejected, 1 draft restored" in done.stderr
    after = texts(news, "b", "c")
    assert after[both] == "Más de diez miles hombres han visto la misiva."
    assert after[touched].endswith("¡Diez mil!")
    done = translate(news, "learned", "--reject", number_of(news, "misiva"))
    assert "rejected, 1 draft restored" in done.stderr
    (entry,) = (e for e in entries(news, "b") if e.msgid == both)
    assert entry.msgstr == before[both]
    assert "learned:" not in entry.comment
    assert "learn " not in translate(news, "run", "--engine", "apertium").stderr


def test_a_lesson_that_was_accepted_and_is_rejected_leaves_the_glossary(news: Path) -> None:
    (news / "glossary.csv").write_text("source,target,language,note\nmer,mar,es,\n", "utf-8")
    before = (news / "glossary.csv").read_bytes()
    correct(news, "a", CORRECTED)
    number = number_of(news, "misiva")
    translate(news, "learned", "--accept", number)
    assert b"misiva" in (news / "glossary.csv").read_bytes()
    translate(news, "learned", "--reject", number)
    assert (news / "glossary.csv").read_bytes() == before


STEPS = st.lists(st.tuples(st.sampled_from(["accept", "reject", "run"]), st.integers(0, 5)))


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
def test_drafts_are_what_the_last_decisions_make_of_them(drafts: Path, steps: list) -> None:
    """However decisions and runs follow one another, a run ends where the last decisions lead."""
    with tempfile.TemporaryDirectory() as scratch:
        one, other = (shutil.copytree(drafts, Path(scratch, name)) for name in ("one", "other"))
        for place in (one, other):
            correct(place, "a", CORRECTED)
        project = load_project(one / "translate.toml")
        articles, _ = read_articles(project, article_files(project, []))
        for what, number in steps:
            found, _ = lessons(project, articles)
            if what == "run":
                apply_learned(project, articles)
            elif what == "accept":
                accept(project, found[number % len(found)])
            else:
                reject(project, articles, found[number % len(found)])
        apply_learned(project, articles)
        for name in ("learned.csv", "glossary.csv"):
            if (one / name).exists():
                shutil.copy(one / name, other / name)
        project = load_project(other / "translate.toml")
        apply_learned(project, read_articles(project, article_files(project, []))[0])
        assert texts(one, "a", "b", "c") == texts(other, "a", "b", "c")


def test_a_draft_that_a_person_touched_is_not_corrected(folder: Path) -> None:
    path = folder / "locales/es/LC_MESSAGES/a1.po"
    file = polib.pofile(str(path), wrapwidth=79)
    touched = next(entry for entry in file if "lettre" in entry.msgid)
    touched.msgstr += " ¿carta?"
    file.save()
    correct(folder, "a0", {"carta": "misiva"})
    translate(folder, "run", "--engine", "apertium")
    found = next(e for e in entries(folder, "a1") if e.msgid == touched.msgid)
    assert found.msgstr == touched.msgstr


def test_effort_says_how_much_was_changed(folder: Path) -> None:
    path = folder / "locales/ca/LC_MESSAGES/a2.po"
    file = polib.pofile(str(path), wrapwidth=79)
    for entry in file[:2]:
        entry.flags.remove("fuzzy")
    file[2].msgstr = "Una altra cosa, del tot diferent, escrita de nou."
    file[2].flags.remove("fuzzy")
    file.save()
    (row,) = json.loads(translate(folder, "effort", "--json").stdout)
    assert (row["language"], row["engine"]) == ("ca", "apertium fr→ca")
    assert (row["reviewed"], row["accepted"]) == (3, 2)
    assert row["ter"] > 0
    assert 0 < row["chrf"] < 100


def test_a_sentence_that_was_reviewed_elsewhere_is_recalled(folder: Path) -> None:
    correct(folder, "a0", {"Llueve": "Está lloviendo"})
    assert any("Está lloviendo" in entry.msgstr for entry in entries(folder, "a0"))
    (folder / "articles/new.txt").write_text("Il pleut depuis ce matin.\n\nRien d’autre ici.\n")
    assert translate(folder, "run", "--engine", "apertium").returncode == 0
    found = entries(folder, "new")[0]
    assert "Está lloviendo" in found.msgstr
    assert found.fuzzy
    assert "memory: 100% from articles/a0.txt" in found.comment
    (folder / "translate.toml").write_text(
        '[project]\nsource = "fr"\ntargets = ["es"]\n[memory]\nexact = "reviewed"\n'
    )
    (folder / "articles/newer.txt").write_text("Bonjour.\n\nIl pleut depuis ce matin.\n")
    assert translate(folder, "run", "--engine", "apertium").returncode == 0
    assert not next(e for e in entries(folder, "newer") if "pleut" in e.msgid).fuzzy


@pytest.mark.parametrize("verb", ["learned", "effort"])
def test_a_broken_catalog_is_named(folder: Path, verb: str) -> None:
    (folder / "locales/es/LC_MESSAGES/a0.po").write_text('msgid "x\n', encoding="utf-8")
    done = translate(folder, verb)
    assert done.returncode == 2
    assert "a0.po" in done.stderr
