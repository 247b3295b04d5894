"""The four states, read back from whatever other programs leave of a PO file."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry, read, serialize, state, translations, with_drafts
from translate.catalog.parsing import parse
from translate.catalog.po_text import Plural, in_order
from translate.catalog.states import (
    by_a_person,
    checksum,
    draft_notes,
    holds_words,
    origin,
    other_notes,
    others,
    reasons,
    unwrapped,
)
from translate.model import State, Translation

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
HEADER = {"Content-Type": "text/plain; charset=UTF-8"}
MARK = checksum("Un gato.")

needs_gettext = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is absent")


def _only(text: str) -> Entry:
    (entry,) = parse((HEAD + text).encode(), "es/a.po").entries
    return entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"#. heading\n#. machine: apertium fr→es #{MARK}\n#, fuzzy\n"
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.MACHINE,
            id="our own draft",
        ),
        pytest.param(
            f"#. machine: apertium fr→es #{MARK}\n#. suspect: short\n#, fuzzy\n"
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.SUSPECT,
            id="our own draft in doubt",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\nmsgid "Un chat."\nmsgstr "Un gato."\n',
            State.REVIEWED,
            id="Poedit: the flag cleared, nothing typed",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\nmsgid "Un chat."\nmsgstr "Una gata."\n',
            State.REVIEWED,
            id="Poedit: another text typed, which clears the flag",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\n#, fuzzy\nmsgid "Un chat."\nmsgstr "Una gata."\n',
            State.STALE,
            id="Poedit: another text typed, the flag set again",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\nmsgid "Un chat."\nmsgstr ""\n',
            State.EMPTY,
            id="Poedit: the translation cleared",
        ),
        pytest.param(
            f"# Ana <a@example.org>\n#. machine: apertium fr→es #{MARK}\n#, fuzzy, c-format\n"
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.MACHINE,
            id="Lokalize: a comment and another flag around a draft",
        ),
        pytest.param(
            f"#.machine: apertium fr→es #{MARK}  \n#:a.md:1\n#,fuzzy\n"
            'msgid"Un chat."\nmsgstr "Un "\n"gato."\n',
            State.MACHINE,
            id="a text editor: other spaces and wrapping around a draft",
        ),
        pytest.param(
            '#. machine: apertium fr→es\n#, fuzzy\nmsgid "Un chat."\nmsgstr "Un gato."\n',
            State.STALE,
            id="a draft's note without its checksum",
        ),
        pytest.param(
            '#. Type: Content of: <p>\n#, fuzzy\nmsgid "Un chat."\nmsgstr "Un gato."\n',
            State.STALE,
            id="po4a: its note, and fuzzy",
        ),
        pytest.param(
            '#, fuzzy\nmsgid "Un chat."\nmsgstr "Un gato."\n',
            State.STALE,
            id="Weblate: needs editing, no note",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\n#, fuzzy\n#| msgid "Le chat."\n'
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.STALE,
            id="a confirmed draft that another tool moved to another source",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\n#, fuzzy\n#| msgctxt "title"\n'
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.STALE,
            id="the same, to another context",
        ),
        pytest.param(
            '#| msgid "Le chat."\nmsgid "Un chat."\nmsgstr "Un gato."\n',
            State.REVIEWED,
            id="Weblate: reviewed, the earlier source left there",
        ),
        pytest.param(
            f"#. machine: apertium fr→es #{checksum('Gato.')}\n#. machine: argos fr→es #{MARK}\n"
            '#, fuzzy\nmsgid "Un chat."\nmsgstr "Un gato."\n',
            State.MACHINE,
            id="git: the notes of both sides, the draft of one",
        ),
        pytest.param(
            f"#. machine: apertium fr→es #{checksum('Gato.')}\n#, fuzzy\n"
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.STALE,
            id="git: the note of one side, the text of the other",
        ),
        pytest.param(
            f'#. machine: apertium fr→es #{MARK}\n#, fuzzy\nmsgid "Un chat."\n'
            'msgstr "#-#-#-#-#  a.po  #-#-#-#-#\\nUn gato.\\n#-#-#-#-#  b.po  #-#-#-#-#\\nGato."\n',
            State.STALE,
            id="msgcat: both texts in one",
        ),
        pytest.param(
            f"#. machine: apertium fr→es #{MARK}\n#. heading\n#, fuzzy\n"
            'msgid "Un chat."\nmsgstr "Un gato."\n',
            State.MACHINE,
            id="the notes in another order",
        ),
    ],
)
def test_the_state_is_read_back_from(text: str, expected: State) -> None:
    assert state(_only(text)) is expected


def test_entries_in_another_order_with_their_comments_moved_mean_the_same() -> None:
    draft = f'#. machine: echo #{MARK}\n#, fuzzy\nmsgid "Un chat."\nmsgstr "Un gato."\n'
    reviewed = 'msgid "Deux."\nmsgstr "Dos."\n'
    one = parse((HEAD + draft + "\n" + reviewed).encode(), "a.po")
    lines = draft.splitlines(keepends=True)
    moved = "".join((lines[1], lines[0], *lines[2:]))
    other = parse((HEAD + reviewed + "\n\n" + moved).encode(), "a.po")
    assert translations(one) == translations(other)


def test_the_origin_is_given_without_the_checksum() -> None:
    entry = _only(f'#. machine: a #1 #{MARK}\n#, fuzzy\nmsgid "Un chat."\nmsgstr "Un gato."\n')
    assert origin(entry) == "a #1"


def test_the_origin_of_a_note_without_checksum_is_given_as_it_stands() -> None:
    assert origin(Entry("a", "b", notes=("machine: echo fr→es",))) == "echo fr→es"


def test_of_two_engines_the_one_that_made_the_text_is_named() -> None:
    notes = (*draft_notes("x", "one"), *draft_notes("b", "two"))
    assert origin(Entry("a", "b", fuzzy=True, notes=notes)) == "two"


def test_plural_forms_have_one_checksum() -> None:
    notes = (f"machine: echo #{checksum('gato', 'gatos')}",)
    entry = Entry("a", fuzzy=True, notes=notes, plural=Plural("as", ("gato", "gatos")))
    assert state(entry) is State.MACHINE
    assert state(replace(entry, plural=Plural("as", ("gatog", "atos")))) is State.STALE


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        pytest.param(Entry("a", "b"), True, id="a reviewed text"),
        pytest.param(Entry("a", comments=("why?",)), True, id="a comment"),
        pytest.param(Entry("a", notes=other_notes(["mine"])), True, id="a text in a note"),
        pytest.param(Entry("a", "b", fuzzy=True, notes=draft_notes("b", "x")), False, id="a draft"),
        pytest.param(Entry("a", comments=("",)), False, id="an empty comment"),
        pytest.param(Entry("a", notes=("heading", 'stale: "1" → "2"')), False, id="our notes"),
    ],
)
def test_what_a_person_would_miss(entry: Entry, kept: bool) -> None:
    assert holds_words(entry) is kept


texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\4"), min_size=1)


@given(text=texts, typed=texts)
def test_a_draft_is_a_draft_until_a_character_of_it_changes(text: str, typed: str) -> None:
    """A fuzzy text is a machine's exactly if it is the one that was written."""
    draft = Translation(text, State.MACHINE, origin="echo a→b")
    catalog = with_drafts(Catalog(entries=(Entry("a"),)), {(None, "a"): draft})
    (entry,) = parse(serialize(catalog), "a.po").entries
    if not entry.text:
        return
    assert (state(entry), origin(entry)) == (State.MACHINE, "echo a→b")
    assert by_a_person(replace(entry, text=typed)) == (typed != entry.text)


@given(text=texts)
def test_a_text_in_a_note_is_read_back(text: str) -> None:
    entry = Entry("a", "b", notes=("heading", *other_notes([text])))
    (again,) = parse(serialize(Catalog(HEADER, entries=(entry,))), "a.po").entries
    assert others(again) == (text,)
    assert reasons(again) == ()


def test_a_text_in_a_note_that_somebody_spelled_otherwise_is_kept_as_it_stands() -> None:
    assert others(Entry("a", notes=("other: plain words", "other: 12"))) == ("plain words", "12")


@needs_gettext
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(["--previous"], State.STALE, id="with the previous source"),
        pytest.param([], State.STALE, id="without it"),
    ],
)
def test_a_fuzzy_guess_of_msgmerge_is_never_taken_for_a_draft_of_ours(
    tmp_path: Path, options: list[str], expected: State
) -> None:
    """It comes from a text that may have been confirmed, so it is not made again."""
    draft = Entry("The cat sleeps.", "El gato duerme.", notes=draft_notes("El gato duerme.", "x"))
    head = {"Content-Type": "text/plain; charset=UTF-8"}
    old, new = tmp_path / "old.po", tmp_path / "new.pot"
    old.write_bytes(serialize(Catalog(header=head, entries=(draft, Entry("Same.", "Igual.")))))
    new.write_bytes(
        serialize(Catalog(header=head, entries=(Entry("The cats sleep."), Entry("Same."))))
    )
    subprocess.run(["msgmerge", "-q", "-U", *options, old, new], check=True)
    guess, same = read(old).entries
    assert (guess.text, state(guess)) == ("El gato duerme.", expected)
    assert (same.text, state(same)) == ("Igual.", State.REVIEWED)


@needs_gettext
@pytest.mark.parametrize(
    "text", ["Duerme.", "El gato “duerme”. " * 9 + "Fin."], ids=["short", "long"]
)
def test_a_persons_text_that_made_room_outlives_msgmerge(tmp_path: Path, text: str) -> None:
    entry = Entry("The cat sleeps.", "El gato duerme.", notes=("heading", *other_notes([text])))
    old, new = tmp_path / "old.po", tmp_path / "new.pot"
    old.write_bytes(serialize(Catalog(header=HEADER, entries=(entry,))))
    new.write_bytes(serialize(Catalog(header=HEADER, entries=(Entry("The cat sleeps."),))))
    subprocess.run(["msgmerge", "-q", "-U", old, new], check=True)
    (found,) = read(old).entries
    assert (found.notes, others(found)) == (other_notes([text]), (text,))


def test_a_note_of_before_that_keeps_a_text_is_read_and_rewritten_with_the_next_change() -> None:
    written = b'#. other: "Uno."\n#. heading\nmsgid "One."\nmsgstr "Un."\n'
    catalog = parse(written, "a.po")
    assert others(catalog.entries[0]) == ("Uno.",)
    assert serialize(catalog).endswith(b'# other: "Uno."\n#. heading\nmsgid "One."\nmsgstr "Un."\n')


@pytest.mark.parametrize("lines", [('other: "never closed', "next"), ("other: one", "two")])
def test_a_persons_comment_that_only_begins_like_a_note_stays_as_it_is(
    lines: tuple[str, ...],
) -> None:
    written = serialize(Catalog(HEADER, entries=(Entry("One.", "Uno.", comments=lines),)))
    (found,) = parse(written, "a.po").entries
    assert (found.comments, found.notes) == (lines, ())


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)


@given(
    st.lists(words | st.sampled_from(["suspect:", "heading", "tide-mark", "and"]), min_size=1),
    st.sampled_from([50, 79, 120]),
    st.booleans(),
)
@example(found=["ebb"] * 20, width=50, obsolete=False)
@example(found=["ebb"] * 20, width=50, obsolete=True)
def test_a_text_in_a_note_survives_polib(found: list[str], width: int, obsolete: bool) -> None:
    """Other programs wrap what is one line for us; only a blank behind a hyphen can be lost.

    And they drop notes, so that it stands among the comments.
    """
    text = " ".join(found)
    assume(not re.search(r"-( |$)", text))
    notes = in_order((*other_notes([text]), "recut: #12345678"), obsolete=obsolete)
    entry = Entry("A cat.", "Un gato.", comments=("Hm.",), notes=notes, obsolete=obsolete)
    wrapped = polib.pofile(serialize(Catalog(HEADER, entries=(entry,))).decode(), wrapwidth=width)
    (read_back,) = parse(str(wrapped).encode(), "a.po").entries
    assert (read_back.comments, read_back.notes) == (entry.comments, entry.notes)


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        pytest.param(
            ["memory: 88% “The house house was there.” →", "“Palabra 1 humana.” (b.md)"],
            ["memory: 88% “The house house was there.” → “Palabra 1 humana.” (b.md)"],
            id="the rest of a note is put to it",
        ),
        pytest.param(
            [f"machine: firefox en→pt, apertium pt→es #{MARK}", "a line of somebody else's"],
            None,
            id="behind a checksum nothing is missing",
        ),
        pytest.param(["type: Plain text of another program", "and more"], None, id="foreign lines"),
        pytest.param(["memory: 100% from a.md", "heading"], None, id="a line that had room"),
        pytest.param(
            ["suspect: the number “12” is missing in this draft", "heading (level 2)"],
            None,
            id="what is no rest, but a note that somebody moved",
        ),
        pytest.param(
            ['other: "a text that ends with its quotation mark"', "somebody else's line"],
            None,
            id="behind a closing quotation mark nothing is missing",
        ),
    ],
)
def test_of_lines_in_notes(notes: list[str], expected: list[str] | None) -> None:
    assert unwrapped(notes) == tuple(expected or notes)


def test_a_persons_comments_on_an_obsolete_entry_stay_comments() -> None:
    comments = ("other: see the glossary", "recut: it once more", "other:", "machine: no")
    entry = Entry("A cat.", "Un gato.", comments=comments, obsolete=True)
    (read_back,) = parse(serialize(Catalog(HEADER, entries=(entry,))), "a.po").entries
    assert read_back.comments == comments
