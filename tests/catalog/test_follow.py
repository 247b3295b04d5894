"""A catalog follows its article, and no word of a person is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry, by_a_person, new, serialize, state, with_drafts
from translate.catalog.follow import template, update
from translate.catalog.parsing import parse
from translate.catalog.states import draft_notes, reviewed_mark, without_marks
from translate.errors import CatalogError
from translate.model import Message, State, Translation

(MACHINE,) = draft_notes("El gato.", "echo")

CAT = "The cat sleeps on the old red sofa."
CAT_EDITED = "The cat sleeps on the old blue sofa."
DOG = "A dog barks in the street at night."
BIRD = "Nobody has ever seen this bird fly."


def _messages(*texts: str) -> list[Message]:
    return [Message(text, references=(("a.md", n),)) for n, text in enumerate(texts, start=1)]


def _catalog(*entries: Entry) -> Catalog:
    return Catalog(entries=entries)


def _live(catalog: Catalog) -> list[Entry]:
    """Return the live entries without their references."""
    return [replace(e, references=()) for e in catalog.entries if not e.obsolete]


def _obsolete(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog.entries if entry.obsolete]


REVIEWED = Entry(CAT, "El gato duerme en el viejo sofá rojo.", comments=("ok",), notes=(MACHINE,))
STALE = Entry(CAT, "El gato duerme.", fuzzy=True, previous="The cat sleeps.")
DRAFT = Entry(CAT, "El gato.", fuzzy=True, notes=(MACHINE, "suspect: short"))


class TestAnUnchangedMessage:
    @pytest.mark.parametrize(
        "entry",
        [
            pytest.param(REVIEWED, id="reviewed"),
            pytest.param(STALE, id="stale"),
            pytest.param(DRAFT, id="a draft"),
            pytest.param(Entry(CAT, comments=("how?",)), id="empty, with a comment"),
            pytest.param(replace(REVIEWED, flags=("no-wrap",)), id="with flags"),
        ],
    )
    def test_keeps_everything(self, entry: Entry) -> None:
        assert _live(update(_catalog(entry), _messages(CAT))) == [entry]

    def test_gets_its_new_places_and_kind(self) -> None:
        entry = Entry(CAT, notes=("paragraph", "theirs", MACHINE), references=(("a.md", 1),))
        message = Message(CAT, references=(("a.md", 5), ("a.md", 9)), note="heading")
        (found,) = update(_catalog(entry), [message]).entries
        assert found.references == (("a.md", 5), ("a.md", 9))
        assert found.notes == ("heading", "theirs", MACHINE)

    def test_may_be_without_line_numbers(self) -> None:
        message = Message(CAT, references=(("a.md", 5), ("a.md", 9), ("b.md", 1)))
        (found,) = update(_catalog(), [message], "file").entries
        assert found.references == (("a.md", None), ("b.md", None))

    def test_moves_with_the_article(self) -> None:
        catalog = update(_catalog(Entry(DOG), REVIEWED, Entry(BIRD)), _messages(CAT, BIRD, DOG))
        assert [entry.msgid for entry in catalog.entries] == [CAT, BIRD, DOG]
        assert _live(catalog)[0] == REVIEWED


def test_a_new_message_is_an_empty_entry() -> None:
    (found,) = update(_catalog(), [Message("x", "title", (("a.md", 2),), "front matter")]).entries
    assert found == Entry("x", context="title", notes=("front matter",), references=(("a.md", 2),))


def test_a_message_in_several_places_is_one_entry() -> None:
    messages = [
        Message("x", references=(("a.md", 2),), note="heading"),
        Message("y"),
        Message("x", references=(("a.md", 7), ("a.md", 2)), note="paragraph"),
        Message("x", context="title"),
        Message(""),
    ]
    found = update(_catalog(), messages).entries
    assert [entry.key for entry in found] == [(None, "x"), (None, "y"), ("title", "x")]
    assert found[0].references == (("a.md", 2), ("a.md", 7))
    assert found[0].notes == ("heading",)


class TestAChangedMessage:
    def test_gets_the_reviewed_text_as_stale(self) -> None:
        catalog = update(_catalog(REVIEWED), _messages(CAT_EDITED))
        (found,) = _live(catalog)
        assert found == Entry(
            CAT_EDITED,
            REVIEWED.text,
            fuzzy=True,
            previous=CAT,
            comments=("ok",),
            notes=(reviewed_mark(REVIEWED),),
        )
        assert state(found) is State.STALE

    def test_holds_the_reviewed_text_once_until_the_source_returns(self) -> None:
        reviewed = replace(REVIEWED, notes=("theirs",))
        once = update(_catalog(reviewed), _messages(CAT_EDITED))
        assert _obsolete(once) == []
        twice = update(once, _messages(CAT_EDITED.replace("sofa", "couch")))
        assert _obsolete(twice) == []
        for catalog in (once, twice, update(twice, _messages(BIRD))):
            back = update(catalog, _messages(CAT))
            assert (_live(back), _obsolete(back)) == ([reviewed], [])

    def test_keeps_what_a_person_made_of_the_proposal_when_the_source_returns(self) -> None:
        (stale,) = update(_catalog(REVIEWED), _messages(CAT_EDITED)).entries
        worked_on = replace(stale, text="El gato duerme en el sofá azul.")
        (found,) = update(_catalog(worked_on), _messages(CAT)).entries
        assert (found.text, state(found)) == (worked_on.text, State.STALE)

    def test_is_never_reviewed_again_on_the_word_of_another_program(self) -> None:
        proposed = Entry(CAT_EDITED, REVIEWED.text, fuzzy=True, previous=CAT)
        (found,) = update(_catalog(proposed), _messages(CAT)).entries
        assert (found.text, state(found)) == (REVIEWED.text, State.STALE)

    def test_keeps_the_source_that_a_stale_text_translates(self) -> None:
        catalog = update(_catalog(STALE), _messages(CAT_EDITED))
        assert _live(catalog) == [replace(STALE, msgid=CAT_EDITED)]
        assert _obsolete(catalog) == []

    def test_has_no_use_for_a_draft(self) -> None:
        catalog = update(_catalog(DRAFT), _messages(CAT_EDITED))
        assert (_live(catalog), _obsolete(catalog)) == ([Entry(CAT_EDITED)], [])

    def test_takes_over_the_comment_on_a_draft(self) -> None:
        catalog = update(_catalog(replace(DRAFT, comments=("sic?",))), _messages(CAT_EDITED))
        assert _live(catalog) == [Entry(CAT_EDITED, comments=("sic?",))]
        assert _obsolete(catalog) == []

    def test_takes_nothing_from_other_words(self) -> None:
        catalog = update(_catalog(REVIEWED, Entry(DOG)), _messages(DOG, BIRD))
        assert _live(catalog) == [Entry(DOG), Entry(BIRD)]
        assert _obsolete(catalog) == [replace(REVIEWED, obsolete=True)]

    def test_takes_less_alike_words_in_the_same_place(self) -> None:
        rewritten = "Cats like to sleep, on any old sofa."
        before = [Entry(DOG), REVIEWED, Entry(BIRD), *(Entry(f"{n}") for n in range(20))]
        numbers = [f"{n}" for n in range(20)]
        in_place = update(_catalog(*before), _messages(DOG, rewritten, BIRD, *numbers))
        elsewhere = update(_catalog(*before), _messages(DOG, BIRD, *numbers, rewritten))
        assert [e.previous for e in in_place.entries if e.msgid == rewritten] == [CAT]
        assert [e.previous for e in elsewhere.entries if e.msgid == rewritten] == [None]

    def test_takes_nothing_from_another_context(self) -> None:
        catalog = update(_catalog(replace(REVIEWED, context="title")), _messages(CAT_EDITED))
        assert _live(catalog) == [Entry(CAT_EDITED)]

    def test_takes_the_same_words_from_another_context(self) -> None:
        catalog = update(_catalog(replace(REVIEWED, context="title")), _messages(CAT))
        (found,) = _live(catalog)
        assert (found.previous_context, found.previous) == ("title", CAT)
        assert state(found) is State.STALE
        assert b'#| msgctxt "title"\n#| msgid' in serialize(catalog)

    def test_two_old_entries_do_not_go_into_one(self) -> None:
        other = Entry(CAT.replace("red", "green"), "El gato verde.")
        catalog = update(_catalog(REVIEWED, other), _messages(CAT_EDITED))
        assert len(_live(catalog)) == 1
        assert {_live(catalog)[0].text, *(e.text for e in _obsolete(catalog))} == {
            REVIEWED.text,
            other.text,
        }

    def test_one_old_entry_does_not_go_into_two(self) -> None:
        catalog = update(_catalog(REVIEWED), _messages(CAT_EDITED, CAT.replace("red", "green")))
        assert sum(bool(entry.text) for entry in _live(catalog)) == 1

    def test_each_of_two_gets_what_is_nearest(self) -> None:
        dog = Entry(DOG, "Un perro ladra.")
        edited = [DOG.replace("night", "noon"), CAT_EDITED]
        assert [e.text for e in _live(update(_catalog(REVIEWED, dog), _messages(*edited)))] == [
            dog.text,
            REVIEWED.text,
        ]


class TestWhatGoesAway:
    @pytest.mark.parametrize(
        ("entry", "kept"),
        [
            pytest.param(REVIEWED, True, id="reviewed"),
            pytest.param(STALE, True, id="stale"),
            pytest.param(replace(DRAFT, comments=("sic?",)), True, id="a draft with a comment"),
            pytest.param(Entry(CAT, comments=("?",)), True, id="a comment alone"),
            pytest.param(DRAFT, False, id="a draft"),
            pytest.param(Entry(CAT), False, id="nothing"),
        ],
    )
    def test_becomes_obsolete_if_a_person_had_a_hand_in_it(self, entry: Entry, kept: bool) -> None:
        catalog = update(_catalog(replace(entry, references=(("a.md", 1),))), _messages(BIRD))
        assert _obsolete(catalog) == ([replace(entry, obsolete=True)] if kept else [])

    @pytest.mark.parametrize("entry", [REVIEWED, STALE, replace(DRAFT, comments=("sic?",))])
    def test_comes_back_as_it_was(self, entry: Entry) -> None:
        away = update(_catalog(entry), _messages(BIRD))
        back = update(parse(serialize(away), "a.po"), _messages(CAT, BIRD))
        assert _live(back)[0] == entry
        assert _obsolete(back) == []

    def test_is_proposed_again_for_words_much_like_it(self) -> None:
        away = update(_catalog(REVIEWED), _messages(BIRD))
        back = update(away, _messages(BIRD, CAT_EDITED))
        assert _live(back)[1].previous == CAT
        assert _obsolete(back) == [replace(REVIEWED, obsolete=True)]

    def test_is_proposed_for_its_very_source_where_another_has_it_now(self) -> None:
        """As `msgmerge --previous` leaves it: no mark says whether the text is reviewed."""
        merged = Entry(CAT_EDITED, REVIEWED.text, fuzzy=True, previous=CAT)
        after = update(_catalog(merged), _messages(CAT_EDITED, CAT))
        assert _live(after) == [merged, Entry(CAT, REVIEWED.text, fuzzy=True)]

    def test_keeps_its_plural_forms(self) -> None:
        data = b'msgid "a cat"\nmsgid_plural "cats"\nmsgstr[0] "gato"\nmsgstr[1] "gatos"\n'
        catalog = update(parse(data, "a.po"), _messages(BIRD))
        assert b'#~ msgid_plural "cats"\n#~ msgstr[0] "gato"' in serialize(catalog)

    def test_stays_obsolete_for_ever(self) -> None:
        catalog = update(_catalog(REVIEWED), _messages(BIRD))
        for text in (DOG, BIRD, "Z"):
            catalog = update(catalog, _messages(text))
        assert _obsolete(catalog) == [replace(REVIEWED, obsolete=True)]


def test_the_header_and_the_looks_of_the_file_stay() -> None:
    catalog = replace(new("es", "fr", "x"), width=50, newline="\r\n", header_comment=("mine",))
    assert replace(update(catalog, _messages(CAT)), entries=()) == catalog


@pytest.mark.parametrize("character", ["\0", "\4"])
def test_a_message_that_no_file_can_hold_is_refused(character: str) -> None:
    with pytest.raises(CatalogError, match=r"^a\.md, line 1: a control character"):
        update(_catalog(), _messages(f"a{character}b"))


def test_a_template_has_the_messages_and_no_translation() -> None:
    catalog = template([Message("x", note="heading", references=(("a.md", 1),))], "fr", "Essai")
    assert catalog.entries == (Entry("x", notes=("heading",), references=(("a.md", 1),)),)
    assert catalog.header_fuzzy
    assert catalog.header["X-Source-Language"] == "fr"
    assert "X-Generator" not in catalog.header


# Histories: few words, so that sentences come back, look alike, and meet each other; with a stop,
# so that none is made up of others, which is what the tests of `resegment` are about.
sentences = st.lists(
    st.lists(
        st.sampled_from(["the", "cat", "dog", "sleeps", "runs", "not"]), min_size=1, max_size=5
    ),
    max_size=6,
).map(lambda found: [f"{' '.join(words)}." for words in found])
# And few articles, so that the source often returns to what it was.
versions = st.sampled_from(
    [
        ["the cat sleeps.", "the dog runs."],
        ["the cat sleeps not.", "the dog runs."],
        ["the dog runs not.", "the cat sleeps not."],
        ["the dog sleeps."],
        [],
    ]
)
source_changes = st.tuples(st.just("source"), versions | sentences)
drafts = st.tuples(st.just("draft"), st.sampled_from(["uno", "dos"]))
saves = st.tuples(st.just("save"), st.just(""))
hands = st.tuples(
    st.sampled_from(["translate", "leave fuzzy", "confirm", "comment", "clear"]),
    st.tuples(st.integers(0, 9), st.sampled_from(["gato", "perro", "duerme", "corre"])),
)
histories = st.lists(source_changes | source_changes | drafts | saves | hands, max_size=20)


def _by_hand(catalog: Catalog, what: str, number: int, word: str) -> Catalog:
    """Do what a person does in Poedit to one of the live entries."""
    places = [n for n, entry in enumerate(catalog.entries) if not entry.obsolete]
    if not places:
        return catalog
    place = places[number % len(places)]
    entries = list(catalog.entries)
    entry = entries[place]
    if what == "translate":
        entry = replace(entry, text=word, fuzzy=False, previous=None, previous_context=None)
    elif what == "leave fuzzy":
        entry = replace(entry, text=word, fuzzy=True, notes=())
    elif what == "confirm":
        entry = replace(entry, fuzzy=False, previous=None, previous_context=None)
    elif what == "comment":
        entry = replace(entry, comments=(*entry.comments, word))
    else:
        entry = replace(entry, text="", fuzzy=False)
    entries[place] = entry
    return replace(catalog, entries=tuple(entries))


def _words_of_people(catalog: Catalog) -> set[tuple[str, str]]:
    texts = {("text", entry.text) for entry in catalog.entries if by_a_person(entry)}
    return texts | {("comment", line) for entry in catalog.entries for line in entry.comments}


def _reviewed(catalog: Catalog) -> set[tuple[object, str]]:
    return {(e.key, e.text) for e in catalog.entries if state(e) is State.REVIEWED}


def _check_update(
    before: Catalog, texts: Sequence[str], after: Catalog, confirmed: set[tuple[object, str]]
) -> None:
    keys = [entry.key for entry in after.entries]
    assert len(keys) == len(set(keys))
    assert [entry.msgid for entry in _live(after)] == list(dict.fromkeys(texts))
    assert _words_of_people(before) <= _words_of_people(after)
    reviewed = {e.key: e for e in before.entries if state(e) is State.REVIEWED}
    for entry in after.entries:
        if entry.key in reviewed:
            was = reviewed[entry.key]
            same = replace(was, references=entry.references, obsolete=entry.obsolete)
            assert without_marks(entry) == without_marks(same)
        elif state(entry) is State.REVIEWED and (entry.key, entry.text) not in confirmed:
            pytest.fail(f"nobody reviewed {entry}")


@settings(max_examples=150)
@given(history=histories)
def test_no_history_loses_a_word_of_a_person(history: list[tuple[str, object]]) -> None:
    """Whatever a person wrote or confirmed is there after every update: live, stale or obsolete.

    And a reviewed entry is as it was, and nothing is reviewed that nobody reviewed: what was
    reviewed for a source is so again when that source returns.
    """
    catalog = new("es", "en", "x")
    confirmed: set[tuple[object, str]] = set()
    for step, (what, detail) in enumerate(history):
        if what == "source":
            assert isinstance(detail, list)
            after = update(catalog, _messages(*detail))
            confirmed |= _reviewed(catalog)
            _check_update(catalog, detail, after, confirmed)
            assert update(after, _messages(*detail)) == after
            catalog = after
        elif what == "draft":
            empty = {
                e.key: Translation(str(detail), State.MACHINE, "echo") for e in catalog.entries
            }
            words = _words_of_people(catalog)
            catalog = with_drafts(catalog, empty)
            assert _words_of_people(catalog) == words
        elif what == "save":
            again = parse(serialize(catalog), "a.po")
            assert replace(again, width=catalog.width) == catalog
            catalog = again
        else:
            assert isinstance(detail, tuple)
            number, word = detail
            catalog = _by_hand(catalog, what, number, f"{word} {step}")  # no two words alike
