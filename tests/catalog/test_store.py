"""What an entry means, and when a file is worth writing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from translate.catalog import (
    Catalog,
    Entry,
    completed,
    new,
    read,
    state,
    translations,
    with_drafts,
    write,
)
from translate.catalog.follow import template, update
from translate.catalog.states import draft_notes
from translate.catalog.store import _Parsed
from translate.errors import CatalogError, LanguageError, ProjectError
from translate.model import Message, State, Translation

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1)))
TUESDAY = MONDAY + timedelta(days=1)
MACHINE = draft_notes("b", "apertium fr→es")

needs_msgfmt = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt is not installed")


def _messages(*texts: str, line: int = 1) -> list[Message]:
    return [
        Message(text, references=(("articles/a.md", line + number),), note="paragraph")
        for number, text in enumerate(texts)
    ]


def _draft(text: str, *reasons: str) -> Translation:
    return Translation(text, State.MACHINE, origin="apertium fr→es", reasons=reasons)


def _spanish(*texts: str) -> Catalog:
    return update(new("es", "fr", "Essai", now=MONDAY), _messages(*texts))


def _edited(catalog: Catalog, number: int, **changes: object) -> Catalog:
    entries = list(catalog.entries)
    entries[number] = replace(entries[number], **changes)  # type: ignore[arg-type]  # test helper
    return replace(catalog, entries=tuple(entries))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(Entry("a"), State.EMPTY, id="nothing is empty"),
        pytest.param(Entry("a", notes=MACHINE), State.EMPTY, id="a cleared draft is empty"),
        pytest.param(Entry("a", "b"), State.REVIEWED, id="a text is reviewed"),
        pytest.param(
            Entry("a", "b", notes=MACHINE), State.REVIEWED, id="a draft without flag is reviewed"
        ),
        pytest.param(
            Entry("a", "b", previous="z"), State.REVIEWED, id="a previous source alone says nothing"
        ),
        pytest.param(
            Entry("a", "b", fuzzy=True, notes=("heading", *MACHINE)), State.MACHINE, id="a draft"
        ),
        pytest.param(
            Entry("a", "b", fuzzy=True, notes=draft_notes("b", "")),
            State.MACHINE,
            id="of no engine",
        ),
        pytest.param(
            Entry("a", "b", fuzzy=True, notes=(*MACHINE, "suspect: numbers")),
            State.SUSPECT,
            id="a draft in doubt",
        ),
        pytest.param(Entry("a", "b", fuzzy=True), State.STALE, id="what a person left fuzzy"),
        pytest.param(
            Entry("a", "b", fuzzy=True, notes=("suspect: numbers",)),
            State.STALE,
            id="what no engine made",
        ),
        pytest.param(
            Entry("a", "b", fuzzy=True, notes=MACHINE, previous="z"),
            State.STALE,
            id="what msgmerge moved to another source",
        ),
    ],
)
def test_the_state_is_read_from_the_entry(entry: Entry, expected: State) -> None:
    assert state(entry) is expected


def test_the_translations_are_those_of_live_entries() -> None:
    catalog = Catalog(
        entries=(
            Entry("a", "b", context="title"),
            Entry("a", "b", fuzzy=True, notes=("heading", *MACHINE, "suspect: x", "suspect: y")),
            Entry("e"),
            Entry("gone", "lost", obsolete=True),
        )
    )
    assert translations(catalog) == {
        ("title", "a"): Translation("b", State.REVIEWED),
        (None, "a"): Translation("b", State.SUSPECT, "apertium fr→es", ("x", "y")),
        (None, "e"): Translation("", State.EMPTY),
    }


class TestWithDrafts:
    def test_an_empty_entry_gets_the_draft_with_its_route_and_its_doubts(self) -> None:
        catalog = with_drafts(
            _spanish("Un chat."), {(None, "Un chat."): _draft("Un gato.", "?", "!")}
        )
        (entry,) = catalog.entries
        assert (entry.text, entry.fuzzy) == ("Un gato.", True)
        assert entry.notes == (
            "paragraph",
            "machine: apertium fr→es #61029155",
            "suspect: ?",
            "suspect: !",
        )
        assert state(entry) is State.SUSPECT

    @pytest.mark.parametrize(
        "entry",
        [
            pytest.param(Entry("a", "mine"), id="reviewed"),
            pytest.param(Entry("a", "mine", fuzzy=True), id="left fuzzy by a person"),
            pytest.param(Entry("a", "theirs", fuzzy=True, notes=MACHINE), id="drafted before"),
            pytest.param(Entry("a", obsolete=True, comments=("x",)), id="obsolete"),
        ],
    )
    def test_any_other_entry_is_left_alone(self, entry: Entry) -> None:
        catalog = Catalog(entries=(entry,))
        assert with_drafts(catalog, {(None, "a"): _draft("draft")}) == catalog

    @pytest.mark.parametrize(
        ("msgid", "draft", "text"),
        [
            pytest.param("a", "\nb\n", "b", id="a line break too many"),
            pytest.param("\na\n", "b", "\nb\n", id="one too few"),
            pytest.param("a\n", "b\n", "b\n", id="as it should be"),
            pytest.param("a", "b\0\x04c\ud800", "bc\N{REPLACEMENT CHARACTER}", id="impossible"),
            pytest.param("a", " b ", " b ", id="spaces are text"),
            pytest.param("a", "\n \n", "", id="nothing at all"),
        ],
    )
    def test_a_draft_is_fitted_to_its_source(self, msgid: str, draft: str, text: str) -> None:
        catalog = with_drafts(Catalog(entries=(Entry(msgid),)), {(None, msgid): _draft(draft)})
        assert catalog.entries[0].text == text
        assert catalog.entries[0].fuzzy == bool(text)

    def test_a_note_is_one_line(self) -> None:
        draft = Translation("b", State.MACHINE, origin="x\ny ", reasons=("1\n2",))
        catalog = with_drafts(Catalog(entries=(Entry("a"),)), {(None, "a"): draft})
        assert catalog.entries[0].notes == (*draft_notes("b", "x y"), "suspect: 1 2")


class TestNew:
    def test_the_header_is_that_of_poedit(self) -> None:
        assert list(new("pt-BR", "en", "My site", now=MONDAY).header.items()) == [
            ("Project-Id-Version", "My site"),
            ("POT-Creation-Date", "2026-03-02 09:30+0100"),
            ("PO-Revision-Date", "2026-03-02 09:30+0100"),
            ("Last-Translator", ""),
            ("Language-Team", ""),
            ("Language", "pt_BR"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n > 1);"),
            ("X-Generator", "Babelpress"),
            ("X-Source-Language", "en"),
        ]

    def test_the_dates_have_the_zone_of_this_place(self) -> None:
        date = new("es", "fr", "x").header["PO-Revision-Date"]
        assert datetime.strptime(date, "%Y-%m-%d %H:%M%z").utcoffset() is not None

    def test_an_unknown_language_is_refused(self) -> None:
        with pytest.raises(LanguageError):
            new("xx-nowhere", "fr", "x")

    def test_a_foreign_header_gets_what_it_lacks(self) -> None:
        theirs = {"X-Editor": "e", "Language": "es_MX", "Content-Type": "text/plain; charset=UTF-8"}
        catalog = completed(Catalog(header=theirs), new("es", "fr", "x", now=MONDAY))
        assert catalog.header["Language"] == "es_MX"
        assert catalog.header["X-Editor"] == "e"
        assert list(catalog.header)[:2] == ["Project-Id-Version", "POT-Creation-Date"]

    def test_a_full_header_is_left_alone(self) -> None:
        catalog = replace(
            new("es", "fr", "x"), header=dict(reversed(new("es", "fr", "x").header.items()))
        )
        assert list(completed(catalog, new("es", "fr", "y")).header) == list(catalog.header)


class TestWrite:
    def test_the_same_again_changes_not_a_byte(self, tmp_path: Path) -> None:
        path = tmp_path / "es" / "a.po"
        catalog = with_drafts(_spanish("Un", "Deux"), {(None, "Un"): _draft("Uno")})
        assert write(path, catalog, tmp_path, now=MONDAY)
        before = path.read_bytes(), path.stat().st_mtime_ns
        again = update(read(path), _messages("Un", "Deux"))
        assert not write(path, again, tmp_path, now=TUESDAY)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param(lambda c: update(c, _messages("Un", "Deux", line=9)), id="line numbers"),
            pytest.param(lambda c: replace(c, width=40), id="another width"),
            pytest.param(lambda c: replace(c, newline="\r\n"), id="other line ends"),
            pytest.param(
                lambda c: replace(c, header={**c.header, "X-Generator": "Poedit 3.2.2"}),
                id="X-Generator",
            ),
            pytest.param(
                lambda c: replace(
                    c,
                    header={
                        **c.header,
                        "PO-Revision-Date": "2027-01-01 00:00+0000",
                        "POT-Creation-Date": "2027-01-01 00:00+0000",
                    },
                ),
                id="dates",
            ),
        ],
    )
    def test_is_no_reason_to_write(
        self, tmp_path: Path, change: Callable[[Catalog], Catalog]
    ) -> None:
        path = tmp_path / "a.po"
        write(path, _spanish("Un", "Deux"), tmp_path, now=MONDAY)
        before = path.read_bytes()
        assert not write(path, change(read(path)), tmp_path, now=TUESDAY)
        assert path.read_bytes() == before

    @pytest.mark.parametrize(
        ("change", "dates"),
        [
            pytest.param(lambda c: _edited(c, 0, text="Uno"), (2, 3), id="a translation"),
            pytest.param(lambda c: update(c, _messages("Un", "Trois")), (2, 2), id="a message"),
            pytest.param(
                lambda c: _edited(update(c, _messages("Un", "Trois")), 1, text="Tres"),
                (3, 3),
                id="a message and its translation",
            ),
            pytest.param(lambda c: _edited(c, 0, comments=("?",)), (2, 2), id="a comment"),
            pytest.param(lambda c: _edited(c, 0, notes=("heading",)), (2, 2), id="a note"),
            pytest.param(
                lambda c: update(c, _messages("Un", "Deux"), "file"), (2, 2), id="no line numbers"
            ),
            pytest.param(
                lambda c: replace(c, header={**c.header, "Language-Team": "x"}), (2, 2), id="header"
            ),
        ],
    )
    def test_what_changes_has_its_date_renewed(
        self, tmp_path: Path, change: Callable[[Catalog], Catalog], dates: tuple[int, int]
    ) -> None:
        """The day of March that POT-Creation-Date and PO-Revision-Date then say."""
        path = tmp_path / "a.po"
        write(path, _spanish("Un", "Deux"), tmp_path, now=MONDAY)
        assert write(path, change(read(path)), tmp_path, now=TUESDAY)
        found = read(path).header
        days = tuple(int(found[n][8:10]) for n in ("POT-Creation-Date", "PO-Revision-Date"))
        assert days == dates

    def test_a_date_that_someone_left_empty_stays_empty(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        catalog = _spanish("Un")
        write(path, replace(catalog, header={**catalog.header, "PO-Revision-Date": ""}), tmp_path)
        assert write(path, _edited(read(path), 0, text="Uno"), tmp_path)
        assert read(path).header["PO-Revision-Date"] == ""

    def test_line_numbers_are_renewed_when_something_else_is_written(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        write(path, _spanish("Un", "Deux"), tmp_path)
        catalog = update(read(path), _messages("Un", "Deux", line=9))
        write(path, _edited(catalog, 0, text="Uno"), tmp_path)
        assert read(path).entries[1].references == (("articles/a.md", 10),)

    def test_the_width_and_the_line_ends_of_a_file_are_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        words = "mot " * 40
        write(path, replace(_spanish(words), width=50, newline="\r\n"), tmp_path)
        write(path, _edited(read(path), 0, text="palabra"), tmp_path)
        lines = path.read_bytes().split(b"\r\n")
        assert max(len(line) for line in lines if line.startswith(b'"mot')) in range(46, 51)
        assert not any(b"\n" in line for line in lines)

    def test_what_a_reviewer_confirmed_survives_with_its_bytes(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        catalog = _edited(_spanish("Un", "Deux"), 1, text="Dos", comments=("seguro",))
        write(path, catalog, tmp_path)
        block = path.read_text().split("\n\n")[2]
        write(path, update(read(path), _messages("Zéro", "Deux")), tmp_path)
        assert block in path.read_text()

    def test_a_broken_file_is_not_written_over(self, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        path.write_text('msgid "a\n')
        with pytest.raises(CatalogError, match="line 1"):
            write(path, _spanish("Un"), tmp_path)
        assert path.read_text() == 'msgid "a\n'

    def test_nothing_is_written_outside_the_project(self, tmp_path: Path) -> None:
        with pytest.raises(ProjectError):
            write(tmp_path / "a.po", _spanish("Un"), tmp_path / "project")
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: None, id="nothing there"),
        pytest.param(lambda path: path.mkdir(), id="a directory"),
    ],
)
def test_what_cannot_be_read_is_reported(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.po")
    with pytest.raises(CatalogError, match=r"a\.po cannot be read"):
        read(tmp_path / "a.po")


@needs_msgfmt
@pytest.mark.parametrize("language", ["es", "ca", "pt-BR", "ar", "ja", "zh-Hans", "ru"])
def test_msgfmt_accepts_what_is_written(tmp_path: Path, language: str) -> None:
    """Also when every fuzzy flag is taken off, and with every character that is hard to write."""
    texts = ["Un « chat »…", 'q"\\\t\r', "\nligne\n", "%s %d {x} 100 %", "\a\b\f\v", "日本" * 60]
    catalog = update(new(language, "fr", "Essai"), _messages(*texts))
    drafts = {(None, text): _draft(f"({text})") for text in texts}
    path = tmp_path / "a.po"
    write(path, with_drafts(catalog, drafts), tmp_path)
    _msgfmt(path)
    path.write_bytes(path.read_bytes().replace(b"#, fuzzy\n", b""))
    _msgfmt(path)


@needs_msgfmt
def test_msgfmt_accepts_a_template(tmp_path: Path) -> None:
    path = tmp_path / "a.pot"
    messages = _messages("Un « chat »", "Deux")
    assert write(path, template(messages, "fr", "Essai"), tmp_path, now=MONDAY)
    _msgfmt(path)
    before = path.read_bytes()
    assert not write(path, template(messages, "fr", "Essai"), tmp_path, now=TUESDAY)
    assert path.read_bytes() == before


def _msgfmt(path: Path) -> None:
    command = ["msgfmt", "--check", "-o", os.devnull, str(path)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_a_catalog_is_parsed_once_as_long_as_there_is_room(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.po" for name in "abc"]
    for path in paths:
        write(path, new("es", "fr", path.stem), tmp_path)
    size = max(len(path.read_bytes()) for path in paths)

    def parsed(cache: _Parsed) -> list[Catalog]:
        return [cache.get(path.read_bytes(), path) for path in paths]

    roomy, narrow, tiny = _Parsed(4 * size), _Parsed(2 * size), _Parsed(1)
    first = parsed(roomy)
    assert all(one is other for one, other in zip(first, parsed(roomy), strict=True))
    last = parsed(narrow)[-1]
    assert narrow.get(paths[-1].read_bytes(), paths[-1]) is last
    assert parsed(narrow) == parsed(tiny) == first
    paths[0].write_bytes(paths[0].read_bytes() + b"\n# changed\n")
    assert roomy.get(paths[0].read_bytes(), paths[0]) is not first[0]
