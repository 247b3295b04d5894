"""What other programs stumble over is mended: no header, a BOM, a wrong charset, a msgid twice."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.other_tools import needs_msgmerge
from translate import catalog as po
from translate.catalog import Catalog, state
from translate.catalog.follow import update
from translate.catalog.parsing import parse
from translate.catalog.references import renewed
from translate.catalog.states import draft_notes, others
from translate.model import Message, State

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)
ENTRY = 'msgid "Une forêt."\nmsgstr "Un bosque año."\n'


def _run(path: Path) -> bytes:
    """Do what a run does with a catalog that is there already, and return the file."""
    base = po.read(path)
    known = po.completed(base, po.new("es", "fr", "x"))
    after = update(known, [Message("Une forêt.", references=(("a.md", 1),))], "fading")
    po.write(path, after, path.parent, base=base)
    return path.read_bytes()


@needs_msgmerge
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"\n\n", id="blank lines"),
        pytest.param(ENTRY.encode(), id="no header"),
        pytest.param(f"# Ana\n\n{ENTRY}".encode(), id="a comment for a header"),
        pytest.param(f"#, fuzzy\n{HEAD}{ENTRY}".encode(), id="a fuzzy header"),
        pytest.param(b"\xef\xbb\xbf" + (HEAD + ENTRY).encode(), id="a byte order mark"),
        pytest.param((HEAD + ENTRY).encode().rstrip(b"\n"), id="no line end at the end"),
        pytest.param((HEAD + ENTRY).replace("\n", "\r\n").encode(), id="lines of Windows"),
        pytest.param((HEAD + ENTRY).replace("UTF-8", "CHARSET").encode(), id="no charset"),
        pytest.param((HEAD + ENTRY).replace("UTF-8", "ISO-8859-1").encode(), id="not Latin-1"),
        pytest.param((HEAD + ENTRY).replace("UTF-8", "us-ascii").encode(), id="not ASCII"),
        pytest.param((HEAD + ENTRY).replace("UTF-8", "utf8mb4").encode(), id="unknown"),
        pytest.param((HEAD + ENTRY).replace("es\\n", "\\n").encode(), id="no language"),
        pytest.param((HEAD + ENTRY).replace("es\\n", "fr\\n").encode(), id="the source's"),
        pytest.param((HEAD + ENTRY + "\n" + ENTRY).encode(), id="an entry twice"),
        pytest.param((HEAD + ENTRY + "\n" + HEAD).encode(), id="a header twice"),
        pytest.param((HEAD + '#~| msgid "x"\n#~ msgctxt "c"\n#~ msgid "y"\n').encode()
                     + b'#~ msgstr "z"\n\n' + ENTRY.encode(), id="an obsolete with context"),
    ],
)  # fmt: skip
def test_a_run_leaves_a_whole_file(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(data)
    after = _run(path)
    assert not after.startswith(b"\xef\xbb\xbf")
    assert after.endswith(b"\n")
    found = parse(after, "a.po")
    assert (found.header["Language"], found.header_fuzzy, found.mended) == ("es", False, False)
    assert found.header["X-Source-Language"] == "fr"
    assert "charset=UTF-8" in found.header["Content-Type"]
    assert [e.text for e in found.entries if not e.obsolete] == (
        ["Un bosque año."] if b"bosque" in data else [""]
    )
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
    if b"\r" not in data:
        assert subprocess.run(["msgcat", path], capture_output=True, check=True).stdout == after
    assert _run(path) == after


def _parsed(text: str) -> Catalog:
    return parse((HEAD + text).encode(), "a.po")


class TestOneMsgidTwice:
    def test_a_persons_words_stay_before_a_draft(self) -> None:
        (note,) = draft_notes("Borrador.", "echo")
        found = _parsed(
            f'# one\n#. {note}\n#: a.md\n#, fuzzy\nmsgid "x"\nmsgstr "Borrador."\n\n'
            '# two\n#: b.md\n#, fuzzy\nmsgid "x"\nmsgstr "De Ana."\n'
        )
        (entry,) = found.entries
        assert (entry.text, state(entry), others(entry)) == ("De Ana.", State.STALE, ())
        assert entry.comments == ("one", "two")
        assert entry.references == (("a.md", None), ("b.md", None))
        assert found.mended

    def test_reviewed_words_stay_before_others_which_are_kept(self) -> None:
        (entry,) = _parsed(
            '#, fuzzy\nmsgid "x"\nmsgstr "Duda."\n\nmsgid "x"\nmsgstr "Sí."\n\n'
            'msgid "x"\nmsgstr "También."\n'
        ).entries
        assert (entry.text, state(entry)) == ("Sí.", State.REVIEWED)
        assert others(entry) == ("Duda.", "También.")

    def test_an_obsolete_translation_comes_back_for_an_empty_entry(self) -> None:
        (entry,) = _parsed('msgid "x"\nmsgstr ""\n\n#~ msgid "x"\n#~ msgstr "Sí."\n').entries
        assert (entry.text, entry.obsolete) == ("Sí.", False)

    def test_another_context_is_another_entry(self) -> None:
        found = _parsed('msgid "x"\nmsgstr "a"\n\nmsgctxt "c"\nmsgid "x"\nmsgstr "b"\n')
        assert (len(found.entries), found.mended) == (2, False)


class TestLineNumbers:
    def test_are_left_out_unless_asked_for(self) -> None:
        places = (("a.md", 3), ("a.md", 9), ("b.md", 1))
        assert renewed((), places, "file") == (("a.md", None), ("b.md", None))
        assert renewed((), places, "fading") == (("a.md", None), ("b.md", None))
        assert renewed((), places, "line") == places

    def test_of_an_older_catalog_stay_while_they_are_right(self) -> None:
        before = (("a.md", 3), ("a.md", 8), ("b.md", 1))
        now = (("a.md", 3), ("a.md", 9), ("b.md", 2))
        assert renewed(before, now, "fading") == (("a.md", 3), ("b.md", None))
        assert renewed(before, now, "file") == (("a.md", None), ("b.md", None))

    @pytest.mark.parametrize("moved", [0, 5])
    def test_of_an_older_catalog_are_no_reason_to_write(self, moved: int, tmp_path: Path) -> None:
        path = tmp_path / "a.po"
        now = datetime(2026, 3, 2, tzinfo=UTC)
        texts = [Message(f"T{n}", references=(("a.md", n),)) for n in (1, 2, 3)]
        po.write(path, update(po.new("es", "fr", "x", now=now), texts, "line"), tmp_path, now=now)
        before = path.read_bytes()
        texts = [Message(f"T{n}", references=(("a.md", n + moved),)) for n in (1, 2, 3)]
        assert not po.write(path, update(po.read(path), texts, "fading"), tmp_path)
        texts.append(Message("T4", references=(("a.md", 40),)))
        assert po.write(path, update(po.read(path), texts, "fading"), tmp_path)
        lines = path.read_bytes().splitlines()
        gone = [line for line in before.splitlines() if line not in lines]
        assert gone == ([b"#: a.md:1", b"#: a.md:2", b"#: a.md:3"] if moved else [])
        assert b"#: a.md" in lines
