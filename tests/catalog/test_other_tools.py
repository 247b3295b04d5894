"""What other programs leave of a catalog: a draft is known again, a person's text stays theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from tests.other_tools import gettext, msgmerge, toolkit
from translate import catalog as po
from translate.catalog import Catalog, Entry, follow
from translate.catalog.states import others, with_mark
from translate.model import Message, State, Translation

pytestmark = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is absent")

DRAFT = "The house by the river was there in the morning."
DOUBTED = "The teacher of the village was there in the evening."
CONFIRMED = "The bridge over the river was there at noon."
PERSON = "The letter of the teacher was there at night."
UNSURE = "The garden of the house was there in winter."
TEXTS = (DRAFT, DOUBTED, CONFIRMED, PERSON, UNSURE)
DRAFTED = {text: f"Traducción {n} de todo ello." for n, text in enumerate(TEXTS)}
WORDS = DRAFTED | {text: f"Palabra humana: {text}" for text in (PERSON, UNSURE)}
STATES = {
    DRAFT: State.MACHINE,
    DOUBTED: State.SUSPECT,
    CONFIRMED: State.REVIEWED,
    PERSON: State.REVIEWED,
    UNSURE: State.STALE,
}


def _messages(*texts: str) -> list[Message]:
    return [
        Message(text, references=(("a.md", n),), note="heading") for n, text in enumerate(texts)
    ]


def _catalog() -> Catalog:
    """Return a catalog as it is after a run, and then after a person's work in an editor."""
    empty = follow.update(po.new("es", "en", "x"), _messages(*TEXTS))
    drafts = {
        (None, text): Translation(
            DRAFTED[text],
            State.SUSPECT if text == DOUBTED else State.MACHINE,
            "echo en→es",
            ("short",) if text == DOUBTED else (),
        )
        for text in TEXTS
    }
    drafted = po.with_drafts(empty, drafts)
    marked = replace(drafted, entries=tuple(map(with_mark, drafted.entries)))

    def worked_on(entry: Entry) -> Entry:
        person = entry.msgid in (PERSON, CONFIRMED)
        return replace(entry, text=WORDS[entry.msgid], fuzzy=not person)

    return replace(marked, entries=tuple(map(worked_on, marked.entries)))


def _template(folder: Path, *texts: str) -> Path:
    path = folder / "new.pot"
    path.write_bytes(po.serialize(follow.template(_messages(*texts), "en", "x")))
    return path


def _msgattrib(path: Path) -> None:
    path.write_bytes(gettext("msgattrib", "--no-obsolete", path))


def _msguniq(path: Path) -> None:
    path.write_bytes(gettext("msguniq", path))


def _msgcat(path: Path) -> None:
    path.write_bytes(gettext("msgcat", "--no-location", "--width=60", path))


def _msgmerge(path: Path) -> None:
    msgmerge(path, _template(path.parent, *TEXTS))


def _msgmerge_previous(path: Path) -> None:
    msgmerge(path, _template(path.parent, *TEXTS), "--previous", "--no-fuzzy-matching")


def _polib_merge(path: Path) -> None:
    found = polib.pofile(str(path), wrapwidth=50)
    found.merge(polib.pofile(str(_template(path.parent, *TEXTS))))
    found.save()


def _toolkit(path: Path) -> None:
    tool = toolkit()
    if tool is None:
        pytest.skip("translate-toolkit is absent")
    tool.save(path)


def _toolkit_after_msgmerge(path: Path) -> None:
    _msgmerge(path)
    _toolkit(path)


PROGRAMS = [
    _msgattrib, _msguniq, _msgcat, _msgmerge, _msgmerge_previous, _polib_merge, _toolkit,
    _toolkit_after_msgmerge,
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_text_is_what_it_was(program: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(po.serialize(_catalog()))
    program(path)
    found = po.read(path)
    assert {e.msgid: po.state(e) for e in found.entries} == STATES
    known = po.recognized(found, {(None, DRAFT): (WORDS[DRAFT], "echo en→es")})
    after = {e.msgid: e for e in follow.update(known, _messages(*TEXTS)).entries}
    assert {msgid: po.state(e) for msgid, e in after.items()} == STATES
    assert any(note.startswith("machine: echo en→es #") for note in after[DRAFT].notes)
    assert any(note.startswith("suspect: ") for note in after[DOUBTED].notes)
    assert not any("draft" in line for e in after.values() for line in e.comments)
    assert not any("draft: " in note for note in after[CONFIRMED].notes)


@pytest.mark.parametrize("options", [[], ["--previous"]])
def test_a_draft_proposed_for_a_changed_source_is_made_anew(
    options: list[str], tmp_path: Path
) -> None:
    changed = [text.replace("was there", "was still there") for text in TEXTS]
    path = tmp_path / "a.po"
    path.write_bytes(po.serialize(_catalog()))
    msgmerge(path, _template(tmp_path, *changed), *options)
    merged = {e.msgid: e for e in po.read(path).entries if not e.obsolete}
    assert {e.text for e in merged.values()} == set(WORDS.values())
    for text in (DRAFT, DOUBTED):
        assert po.state(merged[text.replace("was", "was still")]) is State.SUSPECT
    after = {e.msgid: e for e in follow.update(po.read(path), _messages(*changed)).entries}
    for text, now in zip(TEXTS, changed, strict=True):
        if text in (DRAFT, DOUBTED):
            assert (po.state(after[now]), others(after[now])) == (State.EMPTY, (WORDS[text],))
        elif text == CONFIRMED and not options:
            assert others(after[now]) == (WORDS[text],)  # nobody can tell: the words are kept
        else:
            assert (po.state(after[now]), after[now].text) == (State.STALE, WORDS[text])


def test_a_draft_that_msgmerge_made_obsolete_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(po.serialize(_catalog()))
    msgmerge(path, _template(tmp_path, "Something else."), "--no-fuzzy-matching")
    after = follow.update(po.read(path), _messages("Something else.")).entries
    assert {e.msgid for e in after if e.obsolete} == {CONFIRMED, PERSON, UNSURE}


def test_a_person_who_works_on_a_draft_owns_it_whatever_is_left_of_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(po.serialize(_catalog()))
    _msgmerge(path)
    text = path.read_text().replace(WORDS[DRAFT], f"{WORDS[DRAFT]} Y más.")
    path.write_text(text)
    found = {e.msgid: po.state(e) for e in po.read(path).entries}
    assert found[DRAFT] is State.STALE
    path.write_bytes(gettext("msgattrib", "--clear-fuzzy", path))
    assert {po.state(e) for e in po.read(path).entries} == {State.REVIEWED}


def test_without_marks_the_record_tells_a_draft() -> None:
    """A catalog from before there were marks, which msgmerge went through."""
    bare = [
        Entry(text, WORDS[text], fuzzy=text != CONFIRMED, references=(("a.md", 1),))
        for text in (DRAFT, CONFIRMED, UNSURE)
    ]
    catalog = Catalog(po.new("es", "en", "x").header, tuple(bare))
    assert po.unnoted(catalog)
    record = {(None, t): (f"Borrador {t}" if t == UNSURE else WORDS[t], "echo") for t in TEXTS}
    found = po.recognized(catalog, record).entries
    assert [po.state(e) for e in found] == [State.MACHINE, State.REVIEWED, State.STALE]
    assert not po.unnoted(po.recognized(catalog, record))
