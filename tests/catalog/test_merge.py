"""Two hands on one catalog, and no word of either is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry, new, read, serialize, with_drafts, write
from translate.catalog.follow import update
from translate.catalog.merge import merge
from translate.catalog.parsing import parse
from translate.catalog.states import (
    by_a_person,
    draft_notes,
    holds_words,
    other_notes,
    others,
    state,
)
from translate.model import Message, State, Translation

EMPTY = Entry("a")
DRAFT = Entry("a", "borrador", fuzzy=True, notes=draft_notes("borrador", "echo"))
REDRAFT = Entry("a", "otro", fuzzy=True, notes=draft_notes("otro", "argos"))
LEFT_FUZZY = replace(DRAFT, text="a medias")
REVIEWED = Entry("a", "revisado")
MINE = Entry("a", "mío")
OTHER = Entry("b", "be")


def _catalog(*entries: Entry | None) -> Catalog:
    return Catalog(entries=tuple(entry for entry in entries if entry))


def _merged(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> tuple[Entry, ...]:
    return merge(_catalog(base), _catalog(ours), _catalog(theirs)).entries


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        pytest.param(EMPTY, DRAFT, EMPTY, DRAFT, id="only we drafted"),
        pytest.param(EMPTY, EMPTY, REVIEWED, REVIEWED, id="only the person translated"),
        pytest.param(DRAFT, DRAFT, EMPTY, EMPTY, id="only the person cleared a draft"),
        pytest.param(
            DRAFT, DRAFT, replace(DRAFT, fuzzy=False), replace(DRAFT, fuzzy=False), id="ok"
        ),
        pytest.param(
            EMPTY,
            DRAFT,
            REVIEWED,
            replace(REVIEWED, notes=other_notes(["borrador"])),
            id="a person translated what we drafted",
        ),
        pytest.param(
            EMPTY,
            DRAFT,
            LEFT_FUZZY,
            replace(LEFT_FUZZY, notes=(*LEFT_FUZZY.notes, *other_notes(["borrador"]))),
            id="a person left fuzzy what we drafted",
        ),
        pytest.param(EMPTY, DRAFT, REDRAFT, REDRAFT, id="two runs drafted"),
        pytest.param(
            EMPTY,
            MINE,
            REVIEWED,
            replace(REVIEWED, notes=other_notes(["mío"])),
            id="two persons translated",
        ),
        pytest.param(
            EMPTY,
            MINE,
            LEFT_FUZZY,
            replace(MINE, notes=other_notes(["a medias"])),
            id="ours is reviewed and theirs is not",
        ),
        pytest.param(EMPTY, MINE, MINE, MINE, id="both the same"),
        pytest.param(
            EMPTY, replace(MINE, fuzzy=True), MINE, MINE, id="both the same, only theirs confirmed"
        ),
        pytest.param(
            EMPTY,
            DRAFT,
            replace(EMPTY, comments=("¿?",)),
            replace(DRAFT, comments=("¿?",)),
            id="we drafted what a person commented on",
        ),
        pytest.param(
            replace(REVIEWED, comments=("old",)),
            replace(REVIEWED, comments=("old",), notes=("heading",)),
            replace(REVIEWED, comments=("new",)),
            replace(REVIEWED, comments=("new",), notes=("heading",)),
            id="a person's comment and our note",
        ),
        pytest.param(EMPTY, None, REVIEWED, replace(REVIEWED, obsolete=True), id="gone here"),
        pytest.param(EMPTY, None, DRAFT, None, id="gone here, drafted there"),
        pytest.param(DRAFT, None, DRAFT, None, id="gone here, untouched there"),
        pytest.param(None, None, REVIEWED, replace(REVIEWED, obsolete=True), id="new there"),
        pytest.param(
            None, None, replace(REVIEWED, obsolete=True), replace(REVIEWED, obsolete=True), id="old"
        ),
        pytest.param(REVIEWED, REVIEWED, None, REVIEWED, id="deleted there, but asked for"),
        pytest.param(
            replace(REVIEWED, obsolete=True),
            replace(REVIEWED, obsolete=True),
            None,
            None,
            id="an obsolete one deleted there",
        ),
    ],
)
def test_one_entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, expected: Entry | None
) -> None:
    # The second entry is new on our side, so that ours are the messages.
    found = merge(_catalog(base), _catalog(ours, OTHER), _catalog(theirs)).entries
    assert [entry for entry in found if entry != OTHER] == ([expected] if expected else [])


def test_the_messages_are_theirs_where_only_they_changed_them() -> None:
    """A run that drafts does not undo what another one extracted in between."""
    base = _catalog(EMPTY, Entry("gone"))
    ours = _catalog(DRAFT, Entry("gone", "x", fuzzy=True, notes=draft_notes("x", "echo")))
    theirs = _catalog(Entry("new"), EMPTY)
    assert merge(base, ours, theirs).entries == (Entry("new"), DRAFT)


def test_the_header_and_the_looks_are_theirs_and_new_fields_come_along() -> None:
    base = new("es", "fr", "x")
    ours = replace(base, header={**base.header, "X-Ours": "1"}, width=20)
    theirs = replace(
        base,
        header={**base.header, "Last-Translator": "Ana"},
        header_comment=("mine",),
        newline="\r\n",
    )
    found = merge(base, ours, theirs)
    assert (found.header["X-Ours"], found.header["Last-Translator"]) == ("1", "Ana")
    assert (found.width, found.newline, found.header_comment) == (79, "\r\n", ("mine",))


def test_places_are_ours() -> None:
    found = _merged(
        replace(EMPTY, references=(("a.md", 1),)),
        replace(EMPTY, references=(("a.md", 5),)),
        replace(REVIEWED, references=(("a.md", 1),)),
    )
    assert found == (replace(REVIEWED, references=(("a.md", 5),)),)


class TestWrite:
    def test_merges_with_what_was_saved_since(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        write(path, update(new("es", "fr", "x"), [Message("a"), Message("b")]), tmp_path)
        base = read(path)
        saved = replace(base, entries=(replace(base.entries[0], text="á"), base.entries[1]))
        path.write_bytes(serialize(saved))
        drafts = {(None, t): Translation(f"{t}!", State.MACHINE, "echo") for t in "ab"}
        assert write(path, with_drafts(base, drafts), tmp_path, base=base)
        first, second = read(path).entries
        assert (first.text, state(first), others(first)) == ("á", State.REVIEWED, ("a!",))
        assert (second.text, state(second)) == ("b!", State.MACHINE)

    def test_leaves_alone_what_was_saved_since_if_we_changed_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        write(path, update(new("es", "fr", "x"), [Message("a")]), tmp_path)
        base = read(path)
        saved = replace(base, entries=(replace(base.entries[0], text="á"),))
        path.write_bytes(serialize(saved))
        data = path.read_bytes()
        assert not write(path, base, tmp_path, base=base)
        assert path.read_bytes() == data

    def test_merges_with_a_file_that_was_not_there(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        fresh = update(new("es", "fr", "x"), [Message("a")])
        path.write_bytes(serialize(_catalog(REVIEWED, Entry("z", "zeta"))))
        assert write(path, fresh, tmp_path, base=Catalog())
        assert [(e.text, e.obsolete) for e in read(path).entries] == [
            ("revisado", False),
            ("zeta", True),
        ]

    def test_writes_whole_a_file_that_was_deleted(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        catalog = update(new("es", "fr", "x"), [Message("a")])
        assert write(path, catalog, tmp_path, base=catalog)
        assert read(path).entries == catalog.entries

    def test_looks_again_right_before_it_writes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "a.po"
        write(path, update(new("es", "fr", "x"), [Message("a")]), tmp_path)
        base = read(path)
        saves = iter(["á", "aa"])

        def slow(catalog: Catalog) -> bytes:
            """Let the person save while the file is written out."""
            if text := next(saves, None):
                entries = (replace(base.entries[0], text=text),)
                path.write_bytes(serialize(replace(base, entries=entries)))
            return serialize(catalog)

        monkeypatch.setattr("translate.catalog.store.serialize", slow)
        drafts = {(None, "a"): Translation("a!", State.MACHINE, "echo")}
        write(path, with_drafts(base, drafts), tmp_path, base=base)
        assert [(e.text, others(e)) for e in read(path).entries] == [("aa", ("a!",))]


keys = st.sampled_from(["a", "b", "c", "d"])
words = st.sampled_from(["uno", "dos", "tres", "cuatro"])


@st.composite
def entries(draw: st.DrawFn, key: str) -> Entry:
    text = draw(words | st.just(""))
    kind = draw(st.sampled_from(["draft", "fuzzy", "reviewed"]))
    notes = draft_notes(text, "echo") if kind == "draft" else ()
    notes += other_notes(draw(st.lists(words, max_size=1)))
    comments = tuple(draw(st.lists(words, max_size=2, unique=True)))
    return Entry(
        key,
        text,
        fuzzy=bool(text) and kind != "reviewed",
        notes=notes,
        comments=comments,
        previous=draw(st.sampled_from([None, None, "z"])) if text and kind == "fuzzy" else None,
        obsolete=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    found = [draw(entries(key)) for key in draw(st.lists(keys, unique=True, max_size=4))]
    return Catalog(entries=tuple(sorted(found, key=lambda entry: entry.obsolete)))


def _changed(draw: st.DrawFn, catalog: Catalog) -> Catalog:
    by_key = {entry.msgid: entry for entry in catalog.entries}
    for key in draw(st.lists(keys, max_size=3)):
        if draw(st.integers(0, 3)):
            by_key[key] = draw(entries(key))
        else:
            by_key.pop(key, None)
    return Catalog(entries=tuple(sorted(by_key.values(), key=lambda entry: entry.obsolete)))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Catalog, Catalog, Catalog]:
    base = draw(catalogs())
    return base, _changed(draw, base), _changed(draw, base)


def _words(catalog: Catalog) -> set[tuple[str, str]]:
    """Return every text of a person with its msgid."""
    found = {(e.msgid, e.text) for e in catalog.entries if by_a_person(e)}
    return found | {(e.msgid, text) for e in catalog.entries for text in others(e)}


def _comments(catalog: Catalog) -> set[tuple[str, str]]:
    return {(e.msgid, line) for e in catalog.entries for line in e.comments if line}


def _of_use(catalog: Catalog) -> set[Entry]:
    """Return all entries but obsolete drafts, which nobody misses."""
    return {entry for entry in catalog.entries if not entry.obsolete or holds_words(entry)}


def _texts(catalog: Catalog) -> set[tuple[str, str]]:
    found = {(e.msgid, e.text) for e in catalog.entries}
    return found | {(e.msgid, text) for e in catalog.entries for text in others(e)}


@settings(max_examples=400)
@given(histories())
def test_no_word_of_either_hand_is_lost(history: tuple[Catalog, Catalog, Catalog]) -> None:
    """Every text that a person wrote on either side is there afterwards.

    So are the comments of the disk; and an entry that neither changed is identical.
    """
    base, ours, theirs = history
    found = merge(base, ours, theirs)
    again = parse(serialize(found), "a.po")
    assert again.entries == found.entries
    assert len({entry.key for entry in found.entries}) == len(found.entries)
    written = (_words(ours) - _words(base)) | (_words(theirs) - _words(base))
    assert written <= _texts(found)
    assert _comments(theirs) - _comments(base) <= _comments(found)
    confirmed = {e.key: e for e in found.entries}
    mine, disk = ({e.key: e for e in c.entries} for c in (ours, theirs))
    for entry in base.entries:
        unchanged = mine.get(entry.key) == entry == disk.get(entry.key)
        if unchanged and (holds_words(entry) or not entry.obsolete):
            assert replace(confirmed[entry.key], obsolete=entry.obsolete) == entry


@given(histories())
def test_merging_with_what_is_there_already_changes_nothing(
    history: tuple[Catalog, Catalog, Catalog],
) -> None:
    """The same on both sides is that; and what only one side changed is as that side has it."""
    base, ours, _ = history
    assert merge(base, ours, ours).entries == ours.entries
    for found in (merge(base, ours, base), merge(base, base, ours)):
        assert _of_use(found) == _of_use(ours)
