"""Translations that change the structure of an article: which, in what words, in how many tries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.catalog import Entry, Key, new, write
from translate.config import Project
from translate.workflow.articles import Article, read_article
from translate.workflow.build import build
from translate.workflow.structure import Skeleton, structural_findings

WORDS = ["Cats sleep", "Dogs bark", "Fish swim", "Birds sing", "Cows chew", "Bees hum", "Owls see"]
Make = Callable[[str, str], Article]


@pytest.fixture
def article(tmp_path: Path) -> Make:
    def made(name: str, text: str) -> Article:
        (tmp_path / name).write_text(text, "utf-8")
        return read_article(Project(tmp_path, source="en"), tmp_path / name)

    return made


def paragraphs(count: int) -> str:
    return "\n\n".join(f"The cat number {n} sleeps." for n in range(count)) + "\n"


def texts_of(article: Article, changed: Mapping[int, str]) -> dict[Key, str]:
    keys = [(b.context, part.text) for b in article.document.blocks for part in b.segments]
    return {key: changed.get(n, f"El gato número {n} duerme.") for n, key in enumerate(keys)}


def test_every_culprit_is_named_with_its_line_in_the_words_of_its_format(article: Make) -> None:
    cats = article("a.txt", paragraphs(60))
    texts = texts_of(cats, {n: f"Uno.\n\nDos, {n}." for n in (3, 40, 41)})
    assert [(f.line, f.message) for f in structural_findings(Skeleton(cats), texts, "es")] == [
        (
            2 * n + 1,
            f"the translation “Uno. ⏎ ⏎ Dos, {n}.” in Spanish changes the structure of the article:"
            " it makes other paragraphs than its source",
        )
        for n in (3, 40, 41)
    ]


def test_two_that_change_it_only_together_are_named_together(article: Make) -> None:
    cats = article("a.md", paragraphs(9))

    def meeting(text: str, dialects: frozenset[str]) -> object:
        return "Uno" in text and "Dos" in text

    strange = replace(cats, form=replace(cats.form, structure=meeting))
    (found,) = structural_findings(Skeleton(strange), texts_of(cats, {2: "Uno", 7: "Dos"}), "es")
    assert (found.line, found.message) == (
        5,
        "together, the translations “Uno” and “Dos” in Spanish change the structure of the article:"
        " they read as other Markdown than their source",
    )


def test_what_is_left_out_of_the_article_is_left_out_of_the_comparison(article: Make) -> None:
    page = article("a.txt", "Cats sleep.\n\nDogs bark.\n\nShow more\n\nFish swim.\n")
    omit = page.document.furniture
    assert omit
    skeleton = Skeleton(page, omit)
    assert skeleton.is_kept(skeleton.render(texts_of(page, {})))
    (found,) = structural_findings(skeleton, texts_of(page, {1: "Uno.\n\nDos."}), "es")
    assert found.line == 3


@pytest.mark.parametrize("place", [0, 399, 700, 799])
def test_the_tries_grow_with_the_halves_of_the_article(article: Make, place: int) -> None:
    """800 segments and one culprit: some twenty tries, where each one alone would be 800."""
    cats = article("a.txt", paragraphs(800))
    tries = 0

    class Counting(Skeleton):
        def is_kept(self, text: str) -> bool:
            nonlocal tries
            tries += 1
            return super().is_kept(text)

    (found,) = structural_findings(Counting(cats), texts_of(cats, {place: "Uno.\n\nDos."}), "es")
    assert found.line == 2 * place + 1
    assert tries <= 2 + 2 * 10


@pytest.mark.parametrize("furniture", ["", "\n\nShow more"])
def test_build_names_it_whether_furniture_is_dropped_or_not(tmp_path: Path, furniture: str) -> None:
    (tmp_path / "a.txt").write_text(f"Cats sleep.\n\nDogs bark.{furniture}\n", "utf-8")
    project = Project(tmp_path, source="en", targets=("es",))
    cats = read_article(project, tmp_path / "a.txt")
    entries = (Entry("Cats sleep.", "Gatos."), Entry("Dogs bark.", "Perros.\n\nMás perros."))
    write(cats.catalog(project, "es"), replace(new("es", "en", "x"), entries=entries), tmp_path)
    (found,) = build(project, [cats]).findings
    assert (found.path, found.line) == ("a.txt", 3)


@given(st.lists(st.sampled_from(["Los gatos.", "a\n\nb", "a\nb", "a\n\n"]), min_size=7, max_size=7))
def test_without_those_that_are_named_the_structure_is_the_sources(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[str]
) -> None:
    file = tmp_path_factory.getbasetemp() / "fuzzed.txt"
    file.write_text("\n\n".join(f"{word}." for word in WORDS) + "\n", "utf-8")
    words = read_article(Project(file.parent, source="en"), file)
    texts = texts_of(words, dict(enumerate(chosen)))
    skeleton = Skeleton(words)
    found = structural_findings(skeleton, texts, "es")
    named = {f.line for f in found}
    kept = {
        (block.context, part.text): texts[block.context, part.text]
        for block in words.document.blocks
        for part in block.segments
        if block.line not in named
    }
    assert bool(found) != skeleton.is_kept(skeleton.render(texts))
    assert skeleton.is_kept(skeleton.render(kept))
