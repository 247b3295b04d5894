"""A catalog follows its source as people edit it, and takes what other catalogs give."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry, new, serialize, state
from translate.catalog.follow import update
from translate.catalog.parsing import parse
from translate.catalog.states import (
    by_a_person,
    draft_notes,
    is_adapted,
    other_notes,
    others,
    recut_note,
    reviewed_mark,
    without_marks,
)
from translate.model import Message, State

CAT = Entry("The 12 cats sleep on the old red sofa.", "Los 12 gatos duermen en el sofá rojo.")
DOG = Entry("A dog barks in the street at night.", "Un perro ladra en la calle de noche.")


def _catalog(*entries: Entry) -> Catalog:
    return replace(new("es", "en", "x"), entries=entries)


def _messages(*texts: str) -> list[Message]:
    return [Message(text) for text in texts]


def _live(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog.entries if not entry.obsolete]


class TestNoWordChanged:
    def test_a_number_is_followed_and_the_old_text_kept(self) -> None:
        msgid = CAT.msgid.replace("12", "13")
        catalog = update(_catalog(CAT), _messages(msgid))
        assert catalog.entries == (
            Entry(msgid, CAT.text.replace("12", "13"), notes=('adapted: "12" → "13"',)),
            replace(CAT, obsolete=True),
        )
        assert update(catalog, _messages(CAT.msgid)).entries[0] == CAT

    def test_white_space_changes_nothing(self) -> None:
        msgid = CAT.msgid.replace("old red", "old\u00a0red")
        entry = replace(CAT, comments=("ok",), notes=other_notes(["x"]))
        assert update(_catalog(entry), _messages(msgid)).entries == (replace(entry, msgid=msgid),)

    def test_what_is_not_certain_is_stale_and_says_why(self) -> None:
        entry = replace(CAT, text=CAT.text.replace("12", "doce"))
        msgid = CAT.msgid.replace("12", "13")
        (found,) = _live(update(_catalog(entry), _messages(msgid)))
        assert (state(found), found.previous, found.text) == (State.STALE, CAT.msgid, entry.text)
        why = 'stale: "12" → "13": the translation does not have it exactly once'
        assert found.notes == (why, reviewed_mark(entry))

    def test_a_long_address_may_become_another(self) -> None:
        before = "See https://example.org/a/very/long/path/to/a/page.html."
        after = "See https://example.net/x."
        entry = Entry(before, before.replace("See", "Véase"))
        (found,) = _live(update(_catalog(entry), _messages(after)))
        assert (found.text, state(found)) == (after.replace("See", "Véase"), State.REVIEWED)

    @pytest.mark.parametrize(
        "entry",
        [
            pytest.param(replace(CAT, fuzzy=True), id="a stale text"),
            pytest.param(replace(CAT, context="title"), id="a text of another context"),
        ],
    )
    def test_nothing_but_a_reviewed_text_is_followed(self, entry: Entry) -> None:
        (found,) = _live(update(_catalog(entry), _messages(CAT.msgid.replace("12", "13"))))
        assert state(found) is not State.REVIEWED

    def test_the_notes_of_an_adaptation_go_with_the_text(self) -> None:
        adapted = _live(update(_catalog(CAT), _messages(CAT.msgid.replace("12", "13"))))
        (found,) = _live(
            update(_catalog(*adapted), _messages(CAT.msgid.replace("12 cats", "dogs")))
        )
        assert (state(found), found.notes) == (State.STALE, (reviewed_mark(adapted[0]),))

    def test_a_change_of_the_kind_alone_changes_a_note_alone(self) -> None:
        entry = replace(CAT, notes=("heading", "theirs"))
        (found,) = update(_catalog(entry), [Message(CAT.msgid, note="title")]).entries
        assert found == replace(entry, notes=("title", "theirs"))


class TestDonors:
    @pytest.mark.parametrize(
        "donor",
        [
            pytest.param(CAT, id="reviewed"),
            pytest.param(replace(CAT, fuzzy=True, previous="Cats."), id="stale"),
            pytest.param(replace(CAT, comments=("sic",), notes=("theirs",)), id="with comments"),
        ],
    )
    def test_the_very_words_come_as_they_were(self, donor: Entry) -> None:
        """Without what only holds in the other catalog: places, and what took their place there."""
        notes = (*donor.notes, recut_note("x"))
        given = replace(donor, references=(("b.md", 3),), notes=notes)
        assert update(_catalog(), _messages(CAT.msgid), donors=[given]).entries == (donor,)

    def test_much_alike_words_come_as_stale(self) -> None:
        msgid = CAT.msgid.replace("red", "blue")
        assert update(_catalog(), _messages(msgid), donors=[CAT]).entries == (
            Entry(msgid, CAT.text, fuzzy=True, previous=CAT.msgid, notes=(reviewed_mark(CAT),)),
        )

    def test_sentences_come_as_a_block(self) -> None:
        (found,) = update(
            _catalog(), _messages(f"{CAT.msgid} {DOG.msgid}"), donors=[DOG, CAT]
        ).entries
        assert (found.text, state(found)) == (f"{CAT.text} {DOG.text}", State.REVIEWED)

    def test_our_own_text_is_left_alone(self) -> None:
        own = replace(CAT, text="Mis gatos.")
        for entry in (own, replace(own, obsolete=True)):
            catalog = update(_catalog(entry), _messages(CAT.msgid), donors=[CAT])
            assert catalog.entries == (own,)

    def test_the_comment_on_our_own_entry_is_kept(self) -> None:
        own = Entry(CAT.msgid, comments=("mine",), obsolete=True)
        (found,) = update(_catalog(own), _messages(CAT.msgid), donors=[CAT]).entries
        assert found == replace(CAT, comments=("mine",))

    def test_of_two_the_reviewed_one_comes(self) -> None:
        other = replace(CAT, text="Gatos.", fuzzy=True)
        assert update(_catalog(), _messages(CAT.msgid), donors=[other, CAT]).entries == (CAT,)

    def test_a_draft_gives_nothing(self) -> None:
        draft = replace(CAT, fuzzy=True, notes=draft_notes(CAT.text, "echo"))
        assert update(_catalog(), _messages(CAT.msgid), donors=[draft]).entries == (
            Entry(CAT.msgid),
        )

    def test_what_nobody_asks_for_is_not_taken(self) -> None:
        assert update(_catalog(), _messages(DOG.msgid), donors=[CAT]).entries == (Entry(DOG.msgid),)


# Articles whose edits are of every kind: words, numbers, marks, spaces, joins and splits.
source = st.lists(
    st.tuples(
        st.sampled_from(["the cat", "a dog", "no bird"]),
        st.sampled_from(["sleeps", "runs"]),
        st.sampled_from(["", " 12", " 13", "  7", " https://a.org", " https://b.org"]),
        st.sampled_from([".", "…", "!", ""]),
        st.sampled_from([" ", "\n"]),  # a line break begins another message
    ).map("".join),
    max_size=5,
).map(lambda found: "".join(found).split("\n"))
hands = st.tuples(st.integers(0, 9), st.sampled_from(["gato", "perro 12.", "https://a.org 13"]))


@settings(max_examples=250)
@given(st.lists(st.tuples(source, source, st.lists(hands, max_size=3)), max_size=6), st.booleans())
def test_no_edit_of_two_articles_loses_a_word(
    history: list[tuple[list[str], list[str], list[tuple[int, str]]]], cuts: bool
) -> None:
    """Every text that a person wrote or confirmed is there: live, stale, obsolete or in a note.

    And a reviewed entry whose source is unchanged is identical, and what is reviewed was
    reviewed, or is adapted, or made of nothing but reviewed texts.
    """

    def halves(sources: object, text: str) -> tuple[list[str], bool]:
        words = text.split(" ")
        middle = len(words) // 2
        return [" ".join(words[:middle]), " ".join(words[middle:])], True

    catalogs = [_catalog(), _catalog()]
    for step, (*articles, edits) in enumerate(history):
        before = list(catalogs)
        for n, texts in enumerate(articles):
            wanted = {text for text in texts if text}
            gone = [e for e in before[1 - n].entries if e.msgid not in articles[1 - n]]
            found = update(
                before[n], _messages(*texts), donors=gone, split=halves if cuts else None
            )
            assert {e.msgid for e in _live(found)} == wanted
            assert len({e.key for e in found.entries}) == len(found.entries)
            assert _words(before[n]) <= _words(found)
            reviewed = {e.key: e for e in before[n].entries if state(e) is State.REVIEWED}
            kept = {e.key: e for e in _live(before[n])}
            for entry in _live(found):
                if entry.key in reviewed and entry.key in kept:
                    assert entry == without_marks(reviewed[entry.key])
            assert parse(serialize(found), "a.po").entries == found.entries
            texts_known = "".join(e.text for c in before for e in c.entries)
            for entry in _live(found):
                if state(entry) is State.REVIEWED and not is_adapted(entry):
                    assert "".join(entry.text.split()) == "" or all(
                        word in texts_known for word in entry.text.split()
                    )
            catalogs[n] = found
        for number, word in edits:
            catalogs[number % 2] = _edited(catalogs[number % 2], number, f"{word}{step}")


def _edited(catalog: Catalog, number: int, text: str) -> Catalog:
    entries = list(catalog.entries)
    places = [n for n, entry in enumerate(entries) if not entry.obsolete]
    if places:
        place = places[number % len(places)]
        entries[place] = replace(
            entries[place], text=text, fuzzy=number % 3 == 0, previous=None, previous_context=None
        )
    return replace(catalog, entries=tuple(entries))


def _words(catalog: Catalog) -> set[str]:
    texts = {entry.text for entry in catalog.entries if by_a_person(entry)}
    return texts | {text for entry in catalog.entries for text in others(entry)}
