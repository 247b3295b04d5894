"""Two branches of a catalog: no word of either is lost, and it matters little who merges whom."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.test_merge import _comments, _texts, _words
from translate.catalog import Catalog, Entry, new, serialize
from translate.catalog.branches import Clash, clashes, merge_branches
from translate.catalog.parsing import parse
from translate.catalog.states import by_a_person, draft_notes, holds_words, other_notes, others

PAIRS = int(os.environ.get("BRANCHES", "300"))
HEAD = new("es", "en", "x").header
DAYS = [f"2026-01-0{day} 10:00+0000" for day in (1, 2, 3)]

ONE, TWO, THREE = Entry("One.", "Uno."), Entry("Two.", "Dos."), Entry("Three.", "Tres.")
DRAFT = Entry("One.", "Un.", fuzzy=True, notes=draft_notes("Un.", "echo"))


def catalog(*entries: Entry, day: int = 0) -> Catalog:
    dates = {"POT-Creation-Date": DAYS[day], "PO-Revision-Date": DAYS[day]}
    return Catalog(header={**HEAD, **dates}, entries=entries)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        pytest.param(
            [DRAFT, TWO],
            [ONE, TWO],
            [DRAFT, replace(TWO, text="¡Dos!")],
            [ONE, replace(TWO, text="¡Dos!")],
            id="each edits another entry",
        ),
        pytest.param(
            [DRAFT],
            [ONE],
            [replace(ONE, text="¡Uno!")],
            [replace(ONE, notes=other_notes(["¡Uno!"]))],
            id="both translate one entry",
        ),
        pytest.param(
            [DRAFT],
            [replace(ONE, fuzzy=True)],
            [replace(ONE, text="¡Uno!")],
            [replace(ONE, text="¡Uno!", notes=other_notes(["Uno."]))],
            id="what was reviewed stays before what was not",
        ),
        pytest.param(
            [ONE, TWO],
            [ONE, Entry("New."), TWO],
            [ONE, TWO, Entry("End."), THREE],
            [ONE, Entry("New."), TWO, Entry("End."), THREE],
            id="both insert",
        ),
        pytest.param(
            [ONE],
            [Entry("A."), ONE],
            [Entry("B."), ONE],
            [Entry("B."), Entry("A."), ONE],
            id="both insert at the top",
        ),
        pytest.param(
            [ONE, TWO],
            [TWO, ONE],
            [ONE, TWO, THREE],
            [TWO, THREE, ONE],
            id="ours moves, theirs appends",
        ),
        pytest.param(
            [DRAFT, TWO],
            [TWO],
            [ONE, TWO],
            [TWO, replace(ONE, obsolete=True)],
            id="gone here, translated there",
        ),
        pytest.param([DRAFT, TWO], [TWO], [DRAFT, TWO], [TWO], id="a draft that is gone here"),
        pytest.param(
            [ONE],
            [replace(ONE, obsolete=True)],
            [ONE, TWO],
            [TWO, replace(ONE, obsolete=True)],
            id="retired here",
        ),
        pytest.param(
            [replace(ONE, obsolete=True)],
            [ONE],
            [replace(ONE, obsolete=True)],
            [ONE],
            id="come back here",
        ),
        pytest.param(
            [ONE],
            [replace(ONE, msgid="One!", fuzzy=True, previous="One.")],
            [replace(ONE, text="El uno.")],
            [Entry("One!", "El uno.", fuzzy=True, previous="One.")],
            id="the source changes here, the translation there",
        ),
        pytest.param(
            [ONE],
            [replace(ONE, msgid="One!", fuzzy=True, previous="One.")],
            [replace(ONE, text="El uno.", comments=("sure?",))],
            [
                Entry("One!", "El uno.", fuzzy=True, previous="One."),
                replace(ONE, text="El uno.", comments=("sure?",), obsolete=True),
            ],
            id="the same with a comment",
        ),
        pytest.param([], [ONE], [TWO], [TWO, ONE], id="both begin the file"),
    ],
)
def test_entries(
    base: list[Entry], ours: list[Entry], theirs: list[Entry], expected: list[Entry]
) -> None:
    found = merge_branches(catalog(*base), catalog(*ours), catalog(*theirs))
    assert list(found.entries) == expected


def test_of_two_words_the_later_revision_stays_whoever_merges_whom() -> None:
    base, early, late = (
        catalog(DRAFT),
        catalog(ONE, day=1),
        catalog(replace(ONE, text="¡Uno!"), day=2),
    )
    for sides in ((early, late), (late, early)):
        found = merge_branches(base, *sides)
        assert [(e.text, others(e)) for e in found.entries] == [("¡Uno!", ("Uno.",))]
        assert clashes(*sides, found) == [Clash("One.", "¡Uno!", ("Uno.",))]


def test_a_draft_that_makes_room_for_a_person_s_word_is_no_clash() -> None:
    empty, drafted, person = catalog(Entry("One.")), catalog(DRAFT), catalog(ONE)
    found = merge_branches(empty, drafted, person)
    assert (found.entries[0].text, others(found.entries[0])) == ("Uno.", ("Un.",))
    assert clashes(drafted, person, found) == []


def test_the_header_is_merged_field_by_field_and_its_dates_are_the_latest() -> None:
    base = catalog(ONE)
    ours = replace(catalog(ONE, day=1), header={**catalog(day=1).header, "Last-Translator": "Ana"})
    theirs = replace(
        base,
        header={**catalog(day=2).header, "POT-Creation-Date": DAYS[0], "X-Theirs": "1"},
        header_comment=("A file of ours.",),
        width=None,
    )
    for sides in ((ours, theirs), (theirs, ours)):
        found = merge_branches(base, *sides)
        assert found.header == {
            **HEAD,
            "POT-Creation-Date": DAYS[1],
            "PO-Revision-Date": DAYS[2],
            "Last-Translator": "Ana",
            "X-Theirs": "1",
        }
        assert (found.header_comment, found.width) == (("A file of ours.",), None)


def test_the_places_are_those_of_the_branch_that_changed_them() -> None:
    def at(line: int) -> Catalog:
        return catalog(replace(ONE, references=(("a.md", line),)))

    for sides in ((at(1), at(5)), (at(5), at(1))):
        assert merge_branches(at(1), *sides).entries == at(5).entries


# Texts say which entry they are of, so that a word in another place is no stand-in for a lost one.
KEYS = st.sampled_from("abcdef")


@st.composite
def entries(draw: st.DrawFn, key: str) -> Entry:
    kind = draw(st.sampled_from(["empty", "draft", "fuzzy", "stale", "reviewed", "reviewed"]))
    text = f"{key}{draw(st.integers(1, 4))}" if kind != "empty" else ""
    previous = draw(KEYS) if kind == "stale" else None
    if previous and draw(st.booleans()):
        text = f"{previous}{draw(st.integers(1, 4))}"
    return Entry(
        key,
        text,
        fuzzy=kind in {"draft", "fuzzy", "stale"},
        previous=previous,
        notes=(
            *(draft_notes(text, "echo") if kind == "draft" else ()),
            *other_notes(draw(st.lists(st.just(f"{key}5"), max_size=1))),
        ),
        comments=tuple(draw(st.lists(st.sampled_from(["¿?", "!"]), max_size=1))),
        references=((f"{draw(st.sampled_from('xy'))}.md", draw(st.integers(1, 3))),),
    )


@st.composite
def branches(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    """Return a catalog and two that came of it: edited, retired, forgotten, added, moved."""
    order = draw(st.lists(KEYS, unique=True))
    base = [draw(entries(key)) for key in order]

    def changed() -> list[Entry]:
        found = list(base)
        for key in draw(st.lists(KEYS, max_size=4, unique=True)):
            found = [one for one in found if one.key != (None, key)]
            if draw(st.integers(0, 4)):
                found.insert(draw(st.integers(0, len(found))), draw(entries(key)))
        gone = set(draw(st.lists(KEYS, max_size=2)))
        retire = [replace(one, obsolete=True, references=()) for one in found if one.msgid in gone]
        return [one for one in found if one.msgid not in gone] + list(filter(holds_words, retire))

    ours, theirs = changed(), changed()
    first, second = draw(st.permutations([1, 2]))
    return catalog(*base), catalog(*ours, day=first), catalog(*theirs, day=second)


def _carried(base: Catalog, one: Catalog) -> set[tuple[str, str]]:
    """Return the words that a changed source took along: (its msgid, text), as they were."""
    before = {e.msgid: e.text for e in base.entries}
    return {
        (e.msgid, e.text) for e in one.entries if e.previous and before.get(e.previous) == e.text
    }


@settings(max_examples=PAIRS)
@given(branches())
def test_no_word_of_either_branch_is_lost(parted: tuple[Catalog, Catalog, Catalog]) -> None:
    """What people wrote on either branch is there, and what is on both of them from before."""
    base, ours, theirs = parted
    found = merge_branches(base, ours, theirs)
    fresh = (_words(ours) - _words(base)) | (_words(theirs) - _words(base))
    same = _words(base) & _words(ours) & _words(theirs)
    corrected = _carried(base, ours) | _carried(base, theirs)
    followed = {(e.previous, e.text) for e in found.entries if e.previous is not None}
    assert (fresh | same) - corrected <= _texts(found) | followed
    assert {text for _, text in fresh} - {t for _, t in corrected} <= {t for _, t in _texts(found)}
    assert (_comments(ours) | _comments(theirs)) - _comments(base) <= _comments(found)
    asked = [{e.key for e in one.entries if not e.obsolete} for one in parted]
    live = (asked[1] & asked[2]) | ((asked[1] ^ asked[2]) - asked[0])
    assert {e.key for e in found.entries if not e.obsolete} == live


@settings(max_examples=max(PAIRS // 4, 1))
@given(branches())
def test_it_matters_not_who_merges_whom_nor_how_often(
    parted: tuple[Catalog, Catalog, Catalog],
) -> None:
    base, ours, theirs = parted
    found = merge_branches(base, ours, theirs)
    assert merge_branches(base, theirs, ours) == found
    assert merge_branches(base, ours, ours).entries == _useful(ours)
    for again in (merge_branches(base, found, theirs), merge_branches(base, ours, found)):
        assert _words(found) - _words(base) <= _texts(again)
    for only in (merge_branches(base, ours, base), merge_branches(base, base, ours)):
        assert only.entries == _useful(ours)


def _useful(one: Catalog) -> tuple[Entry, ...]:
    """Return the entries but for obsolete drafts, which nobody misses."""
    return tuple(e for e in one.entries if not e.obsolete or holds_words(e))


@given(branches())
def test_the_file_says_what_was_merged(parted: tuple[Catalog, Catalog, Catalog]) -> None:
    found = merge_branches(*parted)
    again = parse(serialize(found), "a.po")
    assert (again.entries, again.header) == (found.entries, found.header)
    assert all(not by_a_person(e) or e.text for e in again.entries)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt is not installed")
@settings(max_examples=25)
@given(branches())
def test_msgfmt_finds_nothing_to_say(parted: tuple[Catalog, Catalog, Catalog]) -> None:
    done = subprocess.run(
        ["msgfmt", "--check", "-o", os.devnull, "-"],
        input=serialize(merge_branches(*parted)),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
