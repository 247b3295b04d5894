"""Sentences become a block and a block sentences, and no translation is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry, serialize, state, with_drafts
from translate.catalog.cut import Split
from translate.catalog.follow import update
from translate.catalog.parsing import parse
from translate.catalog.states import (
    by_a_person,
    draft_notes,
    holds_words,
    other_notes,
    others,
    recut_note,
    reviewed_mark,
)
from translate.model import Message, State, Translation

ONE = Entry("The cat sleeps.", "El gato duerme.")
TWO = Entry("A dog barks.", "Ladra un perro.")
SIX = Entry("Nobody came.", "No vino nadie.")
BLOCK = Entry("The cat sleeps. A dog barks.", "El gato duerme. Ladra un perro.")


def _messages(*texts: str) -> list[Message]:
    return [Message(text) for text in texts]


def _live(catalog: Catalog) -> list[Entry]:
    return [replace(e, references=()) for e in catalog.entries if not e.obsolete]


def _updated(entries: Sequence[Entry], *texts: str, split: Split | None = None) -> list[Entry]:
    return _live(update(Catalog(entries=tuple(entries)), _messages(*texts), split=split))


def sentences(sources: Sequence[str], text: str) -> tuple[list[str], bool]:
    """Cut at full stops; sure where there are as many as parts."""
    found = [f"{part}." for part in text.rstrip(".").split(". ")]
    if len(found) == len(sources):
        return found, True
    return [text, *("" for _ in sources[1:])], False


class TestSentencesBecomeABlock:
    @pytest.mark.parametrize(
        ("entries", "msgid", "expected"),
        [
            pytest.param([ONE, TWO], BLOCK.msgid, BLOCK, id="reviewed ones a reviewed one"),
            pytest.param(
                [TWO, replace(ONE, obsolete=True)],
                BLOCK.msgid,
                BLOCK,
                id="in any order, or obsolete",
            ),
            pytest.param(
                [ONE, TWO],
                "The cat sleeps.\u00a0 A dog barks.",
                Entry(
                    "The cat sleeps.\u00a0 A dog barks.", "El gato duerme.\u00a0 Ladra un perro."
                ),
                id="with the very white space",
            ),
            pytest.param(
                [ONE, TWO],
                "**The cat sleeps.** <b>A dog barks.</b>",
                Entry(
                    "**The cat sleeps.** <b>A dog barks.</b>",
                    "**El gato duerme.** <b>Ladra un perro.</b>",
                ),
                id="with the codes around whole sentences",
            ),
            pytest.param(
                [ONE, TWO],
                "The cat sleeps. 3. A dog barks.",
                Entry("The cat sleeps. 3. A dog barks.", "El gato duerme. 3. Ladra un perro."),
                id="with what has no words and so no entry",
            ),
            pytest.param(
                [Entry("猫。", "Un gato."), Entry("犬。", "Un perro.")],
                "猫。犬。",
                Entry("猫。犬。", "Un gato. Un perro."),
                id="without space in Japanese",
            ),
            pytest.param(
                [replace(ONE, comments=("1",)), replace(TWO, comments=("2",), notes=("x",))],
                BLOCK.msgid,
                replace(BLOCK, comments=("1", "2"), notes=("x",)),
                id="with comments and notes",
            ),
            pytest.param(
                [ONE, replace(TWO, fuzzy=True, previous="Dogs bark.")],
                BLOCK.msgid,
                replace(BLOCK, fuzzy=True, previous="The cat sleeps. Dogs bark."),
                id="a stale one makes it stale",
            ),
            pytest.param(
                [ONE, Entry(TWO.msgid)],
                BLOCK.msgid,
                Entry(BLOCK.msgid, ONE.text, fuzzy=True, previous=ONE.msgid),
                id="a missing one makes it stale",
            ),
            pytest.param(
                [ONE, replace(TWO, fuzzy=True, notes=draft_notes(TWO.text, "echo"))],
                BLOCK.msgid,
                replace(BLOCK, fuzzy=True, notes=draft_notes(TWO.text, "echo")),
                id="a draft makes it stale",
            ),
            pytest.param(
                [replace(e, fuzzy=True, notes=draft_notes(e.text, "echo")) for e in (ONE, TWO)],
                BLOCK.msgid,
                Entry(BLOCK.msgid),
                id="drafts can be made again",
            ),
            pytest.param(
                [ONE, replace(TWO, context="title")],
                "The cat sleeps. Fish.",
                Entry(
                    "The cat sleeps. Fish.",
                    ONE.text,
                    fuzzy=True,
                    previous=ONE.msgid,
                    notes=(reviewed_mark(ONE),),
                ),
                id="other words are no sentence of the block",
            ),
        ],
    )
    def test_as(self, entries: list[Entry], msgid: str, expected: Entry) -> None:
        assert _updated(entries, msgid) == [expected]

    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            pytest.param(["Ça va", "Oui"], "Ça va ! Oui", id="a mark more"),
            pytest.param(["Ça va.", "Oui"], "Ça va. Oui !", id="a mark at the end"),
            pytest.param(["a", "b"], "ab", id="no space at all"),
        ],
    )
    def test_is_reviewed_only_with_nothing_between(self, pieces: list[str], text: str) -> None:
        (entry,) = _updated([Entry(piece, piece.upper()) for piece in pieces], text)
        assert state(entry) is not State.REVIEWED


class TestABlockBecomesSentences:
    def test_with_the_split_that_is_given(self) -> None:
        assert _updated([BLOCK], ONE.msgid, TWO.msgid, split=sentences) == [ONE, TWO]

    def test_stale_where_that_is_unsure(self) -> None:
        whole = replace(BLOCK, text="El gato duerme y ladra un perro.")
        assert _updated([whole], ONE.msgid, TWO.msgid, split=sentences) == [
            Entry(ONE.msgid, whole.text, fuzzy=True, previous=whole.msgid),
            Entry(TWO.msgid),
        ]

    def test_the_whole_to_the_first_without_any(self) -> None:
        after = update(Catalog(entries=(BLOCK,)), _messages(ONE.msgid, TWO.msgid))
        assert after.entries == (
            Entry(ONE.msgid, BLOCK.text, fuzzy=True, previous=BLOCK.msgid),
            Entry(TWO.msgid),
            replace(BLOCK, obsolete=True, notes=(recut_note(BLOCK.text),)),
        )

    def test_a_split_that_loses_a_word_is_not_believed(self) -> None:
        def lossy(sources: Sequence[str], text: str) -> tuple[list[str], bool]:
            return ["El gato.", "Ladra."], True

        assert _updated([BLOCK], ONE.msgid, TWO.msgid, split=lossy)[0].text == BLOCK.text

    def test_what_is_known_of_the_parts_is_enough(self) -> None:
        known = replace(ONE, obsolete=True)
        assert _updated([BLOCK, known], ONE.msgid, TWO.msgid) == [ONE, TWO]

    def test_a_live_part_is_left_alone(self) -> None:
        other = replace(ONE, text="Duerme el gato.")
        found = _updated([other, BLOCK], ONE.msgid, TWO.msgid, split=sentences)
        assert found == [other, TWO]

    def test_the_parts_of_a_stale_block_are_stale(self) -> None:
        whole = replace(BLOCK, fuzzy=True, previous="Cats sleep. A dog barks.")
        assert _updated([whole], ONE.msgid, TWO.msgid, split=sentences) == [
            replace(ONE, fuzzy=True, previous=whole.previous),
            replace(TWO, fuzzy=True, previous=whole.previous),
        ]

    def test_what_stands_around_the_sentences_is_no_part_of_them(self) -> None:
        whole = Entry(f"**{ONE.msgid}** {TWO.msgid}", f"**{ONE.text}** {TWO.text}")

        def split(sources: Sequence[str], text: str) -> tuple[list[str], bool]:
            return [f"**{ONE.text}**", TWO.text], True

        assert _updated([whole], ONE.msgid, TWO.msgid, split=split) == [ONE, TWO]

    def test_a_sentence_that_stands_twice(self) -> None:
        whole = Entry("Yes. No. Yes.", "Sí. No. Sí.")
        assert _updated([whole], "Yes.", "No.", split=sentences) == [
            Entry("Yes.", "Sí."),
            Entry("No.", "No."),
        ]


class TestSwitchingBack:
    def test_gives_the_entries_that_were_there(self) -> None:
        before = Catalog(entries=(replace(ONE, comments=("!",)), TWO))
        block = update(before, _messages(BLOCK.msgid))
        back = update(block, _messages(ONE.msgid, TWO.msgid))
        assert _live(back) == list(before.entries)
        again = update(back, _messages(BLOCK.msgid))
        assert _live(again) == _live(block)

    def test_gives_a_draft_back_as_a_draft(self) -> None:
        draft = replace(TWO, fuzzy=True, notes=draft_notes(TWO.text, "echo", ["short"]))
        block = update(Catalog(entries=(ONE, draft)), _messages(BLOCK.msgid))
        assert _live(update(block, _messages(ONE.msgid, TWO.msgid))) == [ONE, draft]

    def test_takes_what_was_corrected_in_the_block(self) -> None:
        block = update(Catalog(entries=(ONE, TWO, SIX)), _messages(f"{BLOCK.msgid} {SIX.msgid}"))
        entry = block.entries[0]
        corrected = replace(entry, text=entry.text.replace("Ladra un perro", "Un perro ladra"))
        back = update(
            replace(block, entries=(corrected, *block.entries[1:])),
            _messages(ONE.msgid, TWO.msgid, SIX.msgid),
        )
        new = replace(TWO, text="Un perro ladra.", notes=other_notes([TWO.text]))
        assert _live(back) == [ONE, new, SIX]

    def test_takes_what_was_corrected_in_a_sentence(self) -> None:
        before = update(Catalog(entries=(BLOCK,)), _messages(ONE.msgid, TWO.msgid), split=sentences)
        one, two, *rest = before.entries
        corrected = (one, replace(two, text="Un perro ladra."), *rest)
        (entry,) = _live(update(replace(before, entries=corrected), _messages(BLOCK.msgid)))
        assert entry.text == "El gato duerme. Un perro ladra."
        assert (state(entry), others(entry)) == (State.REVIEWED, (BLOCK.text,))

    def test_takes_what_was_corrected_in_a_sentence_beside_one_that_is_not_sure(self) -> None:
        free = replace(BLOCK, text="El gato duerme y un perro ladra.")
        before = update(Catalog(entries=(free,)), _messages(ONE.msgid, TWO.msgid), split=sentences)
        stale, empty, *rest = before.entries
        assert (stale.text, state(stale), empty.text) == (free.text, State.STALE, "")
        corrected = (ONE, empty, *rest)
        (entry,) = _live(update(replace(before, entries=corrected), _messages(BLOCK.msgid)))
        assert (entry.text, state(entry)) == (ONE.text, State.STALE)
        assert others(entry) == (free.text,)

    def test_takes_what_was_written_anew_for_the_block(self) -> None:
        block = update(Catalog(entries=(ONE, TWO)), _messages(BLOCK.msgid))
        free = replace(block.entries[0], text="Duermen el gato y el perro.")
        both = _messages(ONE.msgid, TWO.msgid)
        one, two = _live(update(replace(block, entries=(free, *block.entries[1:])), both))
        assert (one.text, state(one), others(one)) == (free.text, State.STALE, (ONE.text,))
        assert two == TWO

    def test_takes_the_block_that_was_there_where_only_the_engine_said_something_new(self) -> None:
        free = replace(BLOCK, text="El gato duerme y un perro ladra.")
        before = update(Catalog(entries=(free,)), _messages(ONE.msgid, TWO.msgid), split=sentences)
        drafted = with_drafts(before, {TWO.key: Translation("Perros.", State.MACHINE, "echo")})
        assert _live(update(drafted, _messages(BLOCK.msgid))) == [free]


class TestAnEdit:
    def test_that_joins_two_sentences_brings_both_texts(self) -> None:
        msgid = "The cat sleeps, and a dog barks."
        assert _updated([ONE, TWO], msgid) == [
            Entry(msgid, BLOCK.text, fuzzy=True, previous=BLOCK.msgid)
        ]

    def test_that_makes_two_of_one_brings_both_parts(self) -> None:
        whole = Entry("The cat sleeps, and a dog barks.", "El gato duerme. Ladra un perro.")
        assert _updated([whole], ONE.msgid, TWO.msgid, split=sentences) == [
            replace(ONE, fuzzy=True, previous=whole.msgid),
            replace(TWO, fuzzy=True, previous=whole.msgid),
        ]

    def test_that_changes_a_sentence_beside_another_joins_nothing(self) -> None:
        first, second = _updated([ONE, TWO], "The cat sleeps well.", "A dog barks loud.")
        assert (first.text, second.text) == (ONE.text, TWO.text)


words = st.sampled_from(["uno", "dos", "tres", "cinco"])
# A paragraph is a list of sentences, by number; a sentence may stand in several.
paragraphs = st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=4), min_size=1, max_size=4)
NAMES = ["Ann", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus", "Hal"]
steps = st.lists(
    st.tuples(st.just("switch"), st.just(0), st.just(""))
    | st.tuples(st.sampled_from(["translate", "fuzzy", "confirm"]), st.integers(0, 9), words)
    | st.tuples(st.just("draft"), st.just(0), words),
    max_size=14,
)


def _sources(article: list[list[int]], *, whole: bool) -> list[str]:
    found = [[f"{NAMES[n]} is here." for n in paragraph] for paragraph in article]
    return [" ".join(p) for p in found] if whole else [s for p in found for s in p]


def _edited(catalog: Catalog, what: str, number: int, word: str) -> Catalog:
    places = [n for n, entry in enumerate(catalog.entries) if not entry.obsolete]
    place = places[number % len(places)]
    entry = catalog.entries[place]
    count = entry.msgid.count(".")
    text = " ".join(f"{word} {n}." for n in range(count))
    if what == "translate":
        entry = replace(entry, text=text, fuzzy=False, previous=None)
    elif what == "fuzzy":
        entry = replace(entry, text=text, fuzzy=True)
    else:
        entry = replace(entry, fuzzy=False, previous=None)
    return replace(
        catalog, entries=(*catalog.entries[:place], entry, *catalog.entries[place + 1 :])
    )


def _words(catalog: Catalog) -> set[str]:
    texts = {entry.text for entry in catalog.entries if by_a_person(entry)}
    return texts | {text for entry in catalog.entries for text in others(entry)}


@settings(max_examples=200)
@example(
    article=[[0, 0], [0, 0, 1]],
    history=[
        ("switch", 0, ""),
        ("translate", 0, "uno"),
        ("translate", 1, "uno"),
        ("switch", 0, ""),
        ("switch", 0, ""),
    ],
    splits=True,
)
@given(article=paragraphs, history=steps, splits=st.booleans())
def test_switching_loses_nothing_and_switching_back_changes_nothing(
    article: list[list[int]], history: list[tuple[str, int, str]], splits: bool
) -> None:
    """Every text of a person is there after each switch, and two switches give the same texts.

    And what is reviewed stays as it is where its source does.
    """
    split = sentences if splits else None
    whole = False
    catalog = update(Catalog(), _messages(*_sources(article, whole=whole)))
    for step, (what, number, word) in enumerate(history):
        if what == "draft":
            drafts = {
                e.key: Translation(f"{word} {step}.", State.MACHINE, "echo")
                for e in catalog.entries
            }
            catalog = with_drafts(catalog, drafts)
            continue
        if what != "switch":
            catalog = _edited(catalog, what, number, f"{word}{step}")
            continue
        here, there = (_messages(*_sources(article, whole=w)) for w in (whole, not whole))
        after = update(catalog, there, split=split)
        assert len({e.key for e in after.entries}) == len(after.entries)
        assert _words(catalog) <= _words(after)
        assert parse(serialize(after), "a.po").entries == after.entries
        assert update(after, there, split=split) == after
        reviewed = {e.key: e for e in _live(catalog) if state(e) is State.REVIEWED}
        for entry in _live(after):
            assert reviewed.get(entry.key, entry) == entry
        back = {e.key: e for e in _live(update(after, here, split=split))}
        for key, entry in reviewed.items():
            assert (back[key].text, state(back[key])) == (entry.text, State.REVIEWED)
        assert all(holds_words(e) for e in after.entries if e.obsolete)
        catalog, whole = after, not whole
