"""The memory finds what a scan of everything would find, and is never more than the PO files."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from translate.errors import ProjectError
from translate.memory import grams, shelves
from translate.memory.segments import Match, Memory, Unit, normalised, open_memory


def unit(source: str, target: str = "", *, reviewed: bool = True, **rest: object) -> Unit:
    values = {
        "source_language": "en", "target_language": "es", "kind": "paragraph", "context": None,
        "article": "a.md", **rest,
    }  # fmt: skip
    return Unit(source, target or f"«{source}»", reviewed=reviewed, **values)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with open_memory(tmp_path) as opened:
        yield opened


def sentences(count: int, seed: int) -> list[str]:
    """Return distinct sentences of words made up, a few of them common; some are nearly alike."""
    rng = random.Random(seed)
    parts = ["ca", "ren", "to", "si", "mol", "ba", "tri", "e", "lu", "pen", "ho", "dra", "ni", "os"]
    words = ["".join(rng.choices(parts, k=rng.randint(1, 4))) for _ in range(6000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    found: dict[str, None] = {}
    while len(found) < count:
        chosen = rng.choices(words, weights, k=rng.choice([1, 2, 3, 5, 8, 8, 12, 12, 20]))
        found[" ".join(chosen).capitalize() + "."] = None
        if rng.random() < 0.1:
            found[edited(rng, " ".join(chosen))] = None
    return list(found)[:count]


def edited(rng: random.Random, text: str) -> str:
    """Return a text as a writer changes it: words in, out or replaced, or typing errors."""
    words = text.split(" ")
    for _ in range(max(1, int(len(words) * rng.choice([0.05, 0.15, 0.3])))):
        place = rng.randrange(len(words))
        if rng.random() < 0.3:
            letters = list(words[place])
            letters[rng.randrange(len(letters))] = rng.choice("aeiost")
            words[place] = "".join(letters)
        else:
            words[place : place + rng.randint(0, 1)] = rng.sample(["48", "plim", "oberto", ""], 1)
            words = [word for word in words if word] or ["x"]
    return " ".join(words)


def scanned(texts: dict[str, str], wanted: str, least: float) -> dict[str, float]:
    """Return by source what a scan of all texts (source to normalised) finds."""
    found = process.extract(
        normalised(wanted), texts, scorer=fuzz.ratio, score_cutoff=least, limit=None
    )
    return {text: 100.0 if text == wanted else min(score, 99.0) for _, score, text in found}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Memory, list[str]]]:
    """A memory of 20,000 texts, indexed."""
    texts = sentences(20_000, seed=4)
    with open_memory(tmp_path_factory.mktemp("large")) as memory:
        memory.add_tmx(map(unit, texts), "x.tmx")
        memory.settle()
        yield memory, texts


def test_near_matches_among_twenty_thousand_are_those_that_a_scan_finds(
    large: tuple[Memory, list[str]],
) -> None:
    """At least 99 % of all matches are found, with the very score, and none that is not one."""
    memory, texts = large
    plain = {text: normalised(text) for text in texts}
    rng = random.Random(5)
    asked = [edited(rng, text) for text in rng.sample(texts, 150)] + sentences(30, seed=6)
    wanted = found = 0
    for text in asked:
        least = rng.choice([75.0, 75.0, 85.0])
        expected = scanned(plain, text, least)
        matches = memory.near(text, "en", "es", least, limit=len(texts))
        got = {match.unit.source: match.score for match in matches}
        assert got.items() <= expected.items()
        wanted += len(expected)
        found += len(got)
        best = sorted(expected.values(), reverse=True)[:5]
        assert [match.score for match in memory.near(text, "en", "es", least)] == best
    assert wanted > 150
    assert found >= 0.99 * wanted


def test_the_twenty_thousand_are_in_one_block(large: tuple[Memory, list[str]]) -> None:
    memory, _ = large
    shelf = shelves.load(memory._connection, 1)
    assert [len(block.ids) for block in shelf.blocks] == [memory_texts(memory)]
    assert not shelf.loose


def memory_texts(memory: Memory) -> int:
    return int(memory._connection.execute("select count(*) from text").fetchone()[0])


CHINESE = "人工智能正在改变我们的生活方式和工作方法而且速度越来越快令人惊讶不已"


@pytest.mark.parametrize(
    ("stored", "asked", "score"),
    [
        pytest.param("The  “Red” House", "the 'red' house", None, id="quotes of another kind"),
        pytest.param("THE RED HOUSE", "the red  house", 99.0, id="case and blanks alone"),
        pytest.param(
            "Cafe\u0301 noir", "Café noir", 99.0, id="another spelling of the same letter"
        ),
        pytest.param(CHINESE, CHINESE[:8] + "快" + CHINESE[9:], None, id="Chinese"),
        pytest.param("Yes", "Yess", None, id="one short word"),
        pytest.param("«Non»", '"Non"', 99.0, id="guillemets"),
    ],
)
def test_what_is_alike_for_a_reader_is_alike_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: str, asked: str, score: float | None
) -> None:
    monkeypatch.setattr(shelves, "_LOOSE", 0)
    with open_memory(tmp_path) as memory:
        memory.replace_article("a.md", "es", [unit(stored), unit("Something else entirely.")])
        [match] = memory.near(asked, "en", "es")
        assert match.unit == unit(stored)
        assert match.score == score or (score is None and 75 <= match.score < 99)


def test_the_reviewed_come_first_and_the_score_before_that(memory: Memory) -> None:
    units = [
        unit("A red house", "draft", reviewed=False),
        unit("A red house", "reviewed", article="z.md"),
        unit("A red mouse", "other"),
        unit("A red houses", "close", reviewed=False),
    ]
    memory.add_tmx(units, "x")
    assert [u.target for u in memory.exact("A red house", "en", "es")] == ["reviewed", "draft"]
    found = memory.near("A red house", "en", "es")
    assert [match.unit.target for match in found] == ["reviewed", "draft", "close", "other"]
    assert [match.score for match in found[:2]] == [100.0, 100.0]
    assert memory.near("A red house", "en", "es", limit=2) == found[:2]
    assert memory.near("A red house", "en", "es", limit=0) == []


def test_one_translation_in_many_articles_is_one_match(memory: Memory) -> None:
    memory.add_tmx([unit("A red house", "x", article=f"{n}.md") for n in range(9)], "x")
    assert memory.near("A red house!", "en", "es") == [
        Match(unit("A red house", "x", article="0.md"), fuzz.ratio("a red house", "a red house!"))
    ]
    assert len(memory.exact("A red house", "en", "es")) == 9


@pytest.mark.parametrize(
    ("source", "source_language", "target_language"),
    [
        pytest.param("a red house", "en", "es", id="another case"),
        pytest.param("A red house ", "en", "es", id="a blank more"),
        pytest.param("A red house", "en", "ca", id="another target language"),
        pytest.param("A red house", "fr", "es", id="another source language"),
        pytest.param("A red house", "en", "es-MX", id="another region"),
        pytest.param("", "en", "es", id="nothing"),
    ],
)
def test_exact_leaves_alone(
    memory: Memory, source: str, source_language: str, target_language: str
) -> None:
    memory.replace_article("a.md", "es", [unit("A red house")])
    memory.replace_article("a.md", "ca", [unit("A green house", target_language="ca")])
    assert memory.exact(source, source_language, target_language) == []


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "?", "Nothing like it in here at all"])
def test_near_leaves_alone_what_is_unlike(memory: Memory, text: str) -> None:
    memory.add_tmx(map(unit, ["", "A red house", "..", "An entirely different sentence"]), "x")
    assert memory.near(text, "en", "es") == []


def test_an_article_that_says_the_same_is_not_written_again(memory: Memory) -> None:
    units = [unit(f"House {n}") for n in range(20)]
    assert memory.replace_article("a.md", "es", units)
    before = memory._connection.total_changes
    assert not memory.replace_article("a.md", "es", tuple(units))
    assert memory._connection.total_changes == before
    assert memory.replace_article("a.md", "es", units[1:])
    assert len(memory) == 19


ARTICLES = st.dictionaries(
    st.tuples(st.sampled_from(["a.md", "b.md"]), st.sampled_from(["es", "ca"])),
    st.lists(st.tuples(st.text("aAé 1*\n", max_size=5), st.booleans()), max_size=5),
)


@given(st.lists(ARTICLES, max_size=4), st.integers(0, 3))
@settings(max_examples=40)
def test_a_memory_with_a_history_answers_as_one_that_was_made_anew(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict], loose: int
) -> None:
    """Whatever was replaced or forgotten before, the answers follow from the last state alone."""
    folder = tmp_path_factory.mktemp("memory")
    with pytest.MonkeyPatch.context() as patch, open_memory(folder / "old") as old:
        patch.setattr(shelves, "_LOOSE", loose)
        old.add_tmx([unit("aaaa", "imported")], "x.tmx")
        asked = {text for state in states for units in state.values() for text, _ in units}
        for state in states:
            fill(old, state)
            old.near("aaa 1", "en", "es")
        with open_memory(folder / "new") as new:
            new.add_tmx([unit("aaaa", "imported")], "x.tmx")
            fill(new, states[-1] if states else {})
            assert len(old) == len(new)
            assert memory_texts(old) == memory_texts(new)
            for text in sorted(asked):
                for language in ("es", "ca"):
                    assert old.exact(text, "en", language) == new.exact(text, "en", language)
                    assert old.near(text, "en", language) == new.near(text, "en", language)


def fill(memory: Memory, state: dict) -> None:
    for (article, language), units in state.items():
        made = [
            unit(text, reviewed=reviewed, article=article, target_language=language)
            for text, reviewed in units
        ]
        memory.replace_article(article, language, made)
    memory.forget_missing(state)


def test_forgetting_keeps_imports_and_the_articles_that_are_there(memory: Memory) -> None:
    memory.replace_article("a.md", "es", [unit("A red house")])
    memory.replace_article("a.md", "ca", [unit("A red house", target_language="ca")])
    memory.replace_article("b.md", "es", [unit("A red house", article="b.md")])
    memory.add_tmx([unit("A red house", article="a.md")], "a.md")
    assert memory.forget_missing([("a.md", "es")]) == 2
    assert len(memory.exact("A red house", "en", "es")) == 2
    assert memory.exact("A red house", "en", "ca") == []
    assert memory.forget_missing([("a.md", "es")]) == 0
    assert memory.imports() == {"a.md": ""}
    assert memory.add_tmx([], "a.md", "later") == 0
    assert memory.imports() == {"a.md": "later"}
    assert memory.forget_imports({"a.md"}) == 0
    assert memory.forget_imports(set()) == 1
    assert memory.imports() == {}


def test_an_import_that_fails_halfway_changes_nothing(memory: Memory) -> None:
    def broken() -> Iterator[Unit]:
        yield unit("new")
        raise ProjectError("cut")

    memory.add_tmx([unit("old")], "x")
    with pytest.raises(ProjectError, match="cut"):
        memory.add_tmx(broken(), "x")
    assert [len(memory.exact(text, "en", "es")) for text in ("old", "new")] == [1, 0]


def test_a_memory_that_grows_by_and_by_finds_all_in_few_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "_LOOSE", 20)
    monkeypatch.setattr(shelves, "_FULL", 20_000)
    texts = sentences(1500, seed=8)
    with open_memory(tmp_path) as memory:
        for start in range(0, len(texts), 50):
            memory.replace_article(f"{start}", "es", [unit(t) for t in texts[start : start + 50]])
            memory.near("Something", "en", "es")
        for start in range(0, 400, 50):
            memory.replace_article(f"{start}", "es", [unit(texts[start])])
        memory.replace_article("last", "es", [unit(text + " again") for text in texts[:60]])
        memory.settle()
        blocks = memory._connection.execute("select low, high, length(ids) from block").fetchall()
        assert 3 <= len(blocks) <= 8
        assert sum(size // 4 for *_, size in blocks) < 1.1 * memory_texts(memory)
        borders = [border for low, high, _ in sorted(blocks) for border in (low, high)]
        assert borders == sorted(borders)
        for text in [*texts[400:], *texts[0:400:50]]:
            assert memory.near(text, "en", "es", limit=1)[0].unit.source == text


def test_two_processes_see_what_the_other_wrote(tmp_path: Path) -> None:
    with open_memory(tmp_path) as one, open_memory(tmp_path) as two:
        one.replace_article("a.md", "es", [unit("A red house")])
        assert two.near("A red house!", "en", "es")
        one.replace_article("a.md", "es", [unit("A blue boat")])
        assert not two.near("A red house!", "en", "es")
        assert two.near("A blue boat!", "en", "es")


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([0.75, 0.9, 1.0]))
def test_no_text_out_of_reach_is_alike(one: str, two: str, least: float) -> None:
    low, high = grams.reach(len(one), least)
    if one and not low <= len(two) <= high:
        assert fuzz.ratio(one, two) < 100 * least


@given(st.lists(st.text(max_size=60), min_size=1))
def test_every_indexed_text_is_its_own_candidate(texts: list[str]) -> None:
    """A text of a block, looked for, is among the candidates, whatever its script."""
    block, buckets = grams.build(1, list(enumerate(texts)))
    lists = dict(buckets)
    for number, text in enumerate(texts):
        if text:
            ids, _ = grams.candidates(
                block,
                grams.query(text),
                0.75,
                1.0,
                lambda keys: [lists[k] for k in keys if k in lists],
            )
            assert number in ids


def read_everything(folder: Path) -> None:
    with open_memory(folder) as memory:
        memory.near("A red house", "en", "es")
        memory.exact("A red house", "en", "es")
        memory.add_tmx([], "x")


@pytest.mark.parametrize(
    ("damage", "within"),
    [
        pytest.param(lambda data: b"this is no database" * 999, False, id="another file"),
        pytest.param(lambda data: data[:60], False, id="the head of one"),
        pytest.param(
            lambda data: data[:20_000] + bytes(len(data) - 20_000), True, id="zeros within"
        ),
    ],
)
def test_a_damaged_memory_begins_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes], within: bool
) -> None:
    with open_memory(tmp_path) as memory:
        memory.add_tmx(map(unit, sentences(500, seed=1)), "x")
    path = tmp_path / "memory.sqlite"
    path.write_bytes(damage(path.read_bytes()))
    if within:
        with pytest.raises(ProjectError, match="damaged"):
            read_everything(tmp_path)
        assert not path.exists()
    with open_memory(tmp_path) as memory:
        memory.replace_article("a.md", "es", [unit("A red house")])
        assert memory.near("A red house", "en", "es")


def test_a_memory_of_another_format_begins_anew(tmp_path: Path) -> None:
    with open_memory(tmp_path) as memory:
        memory.replace_article("a.md", "es", [unit("A red house")])
    connection = sqlite3.connect(tmp_path / "memory.sqlite")
    connection.execute("pragma user_version = 99")
    connection.close()
    with open_memory(tmp_path) as memory:
        assert len(memory) == 0


def test_what_is_there_survives_to_the_next_run_and_leaves_no_log_behind(tmp_path: Path) -> None:
    with open_memory(tmp_path / "new" / "folder") as memory:
        memory.replace_article("a.md", "es", [unit("A red house")])
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [
        ".gitignore",
        "memory.sqlite",
    ]
    with open_memory(tmp_path / "new" / "folder") as memory:
        assert memory.exact("A red house", "en", "es") == [unit("A red house")]


def test_a_memory_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProjectError, match="the memory cannot"), open_memory(tmp_path / "file"):
        pass
