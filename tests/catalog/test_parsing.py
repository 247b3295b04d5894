"""Whatever left a PO file behind, it is read whole, or refused with the line."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.catalog.parsing import parse
from translate.catalog.po_text import Catalog, Entry, Plural, serialize
from translate.errors import CatalogError

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is absent")


def _read(text: str) -> tuple[Entry, ...]:
    return parse((HEAD + text).encode(), "es/a.po").entries


def _only(text: str) -> Entry:
    (entry,) = _read(text)
    return entry


def test_everything_about_an_entry_is_read() -> None:
    entry = _only(
        "# first\n#\n# second  \n#. heading\n#.machine: echo\n#: a.md:1 b/c.md\n#: d.md:22\n"
        "#, fuzzy, c-format\n"
        '#| msgctxt "before"\n#| msgid ""\n#| "old "\n#| "words"\n'
        'msgctxt "title"\nmsgid "new "\n"words"\nmsgstr ""\n"palabras "\n"nuevas"\n'
    )
    assert entry == Entry(
        "new words",
        "palabras nuevas",
        context="title",
        fuzzy=True,
        flags=("c-format",),
        comments=("first", "", "second  "),
        notes=("heading", "machine: echo"),
        references=(("a.md", 1), ("b/c.md", None), ("d.md", 22)),
        previous="old words",
        previous_context="before",
    )


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param(
            '#~ msgid "a"\n#~ msgstr "b"', Entry("a", "b", obsolete=True), id="an obsolete entry"
        ),
        pytest.param(
            '# mine\n#, fuzzy\n#~| msgid "older "\n#~| "still"\n#~ msgid "a"\n#~ msgstr "b"\n',
            Entry("a", "b", obsolete=True, fuzzy=True, previous="older still", comments=("mine",)),
            id="an obsolete one with its previous source, which polib drops",
        ),
        pytest.param('#foo\nmsgid "a"\nmsgstr ""', Entry("a", comments=("foo",)), id="#foo"),
        pytest.param(
            '#\n# x\nmsgid "a"\nmsgstr ""', Entry("a", comments=("", "x")), id="an empty comment"
        ),
        pytest.param(
            '#,fuzzy\n#, c-format\nmsgid "a"\nmsgstr "b"',
            Entry("a", "b", fuzzy=True, flags=("c-format",)),
            id="two lines of flags",
        ),
        pytest.param(
            '#, max-length:20, no-wrap, wrap\nmsgid "a"\nmsgstr ""',
            Entry("a", flags=("max-length:20",)),
            id="flags that gettext does not know, or that cancel each other",
        ),
        pytest.param('#, fuzzy\nmsgid "a"\nmsgstr ""', Entry("a"), id="nothing cannot be fuzzy"),
        pytest.param(
            'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "bs"',
            Entry("a", plural=Plural("as", ("b", "bs"))),
            id="plural forms",
        ),
        pytest.param(
            r'msgid "\t\\n\"q\" \a\b\f\v\r\\\\"' + '\nmsgstr ""',
            Entry('\t\\n"q" \a\b\f\v\r\\\\'),
            id="escapes",
        ),
        pytest.param(
            r'msgid "\303\251\x41\101\\101"' + '\nmsgstr ""',
            Entry("éAA\\101"),
            id="bytes in octal and hexadecimal, as msgcat --escape writes them",
        ),
        pytest.param('msgid"a" "b"\n  "c"\n msgstr  "d"  ', Entry("abc", "d"), id="an odd layout"),
        pytest.param(
            'msgid "a\u2028b\x85c\x0bd\x1ce"\nmsgstr ""',
            Entry("a\u2028b\x85c\x0bd\x1ce"),
            id="line separators inside a string",
        ),
        pytest.param(
            '#: \u2068my file.md\u2069:3 ./x.md:4 c:\\y.md 1:2\nmsgid "a"\nmsgstr ""',
            Entry("a", references=(("my file.md", 3), ("x.md", 4), ("c:\\y.md", None), ("1", 2))),
            id="references with spaces and colons",
        ),
        pytest.param(
            '#: \u2068my\n#: file.md\u2069:3 file.md\u2069:5\nmsgid "a"\nmsgstr ""',
            Entry("a", references=(("my file.md", 3),)),
            id="a reference that gettext 0.21 tore apart",
        ),
        pytest.param('msgctxt ""\nmsgid "a"\nmsgstr ""', Entry("a", context=""), id="no context"),
    ],
)
def test_what_is_read(text: str, entry: Entry) -> None:
    assert _only(text) == entry


def test_the_header_is_read_in_its_order() -> None:
    catalog = parse(
        b'# Spanish\n#, fuzzy\nmsgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n'
        b'"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Poedit-Basepath: ..\\n"\n',
        "a.po",
    )
    assert list(catalog.header.items()) == [
        ("Project-Id-Version", "x"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("X-Poedit-Basepath", ".."),
    ]
    assert catalog.header_comment == ("Spanish",)
    assert catalog.header_fuzzy


def test_live_entries_come_before_obsolete_ones() -> None:
    found = _read('#~ msgid "a"\n#~ msgstr "1"\n\nmsgid "b"\nmsgstr ""\n')
    assert [entry.msgid for entry in found] == ["b", "a"]


def test_a_comment_after_the_last_entry_is_not_lost() -> None:
    assert _only('msgid "a"\nmsgstr ""\n\n# and this?\n').comments == ("and this?",)


@pytest.mark.parametrize("data", [b"", b"\n\n"])
def test_an_empty_file_is_an_empty_catalog(data: bytes) -> None:
    catalog = parse(data, "a.po")
    assert (dict(catalog.header), catalog.entries) == ({}, ())


def test_a_byte_order_mark_is_taken_off() -> None:
    catalog = parse(b"\xef\xbb\xbf# mine\n" + HEAD.encode() + b'msgid "a"\nmsgstr ""\n', "a.po")
    assert catalog.header_comment == ("mine",)
    assert len(catalog.entries) == 1


def test_windows_line_ends_are_known_again() -> None:
    data = (HEAD + 'msgid "a\\r\\n"\nmsgstr "b\\r\\n"\n').replace("\n", "\r\n").encode()
    catalog = parse(data, "a.po")
    assert catalog.entries == (Entry("a\r\n", "b\r\n"),)
    assert serialize(catalog).replace(b'msgstr "Content', b'msgstr ""\r\n"Content') == data


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("KOI8-R", "koi8-r"), ("GB18030",) * 2],
)
def test_another_charset_is_obeyed_and_left_behind(charset: str, codec: str) -> None:
    words = "Москва" if codec == "koi8-r" else "été"
    text = HEAD.replace("UTF-8", charset) + f'msgid "a"\nmsgstr "{words}"\n'
    catalog = parse(text.encode(codec), "a.po")
    assert catalog.entries[0].text == words
    assert catalog.header["Content-Type"] == "text/plain; charset=UTF-8"


@pytest.mark.parametrize("head", ["", HEAD.replace("UTF-8", "CHARSET")])
def test_without_a_charset_it_is_utf_8(head: str) -> None:
    assert parse(f'{head}msgid "é"\nmsgstr ""\n'.encode(), "a.po").entries[0].msgid == "é"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param('msgid "a\nmsgstr ""', 5, "syntax", id="a missing quote"),
        pytest.param('msgid "a"b"\nmsgstr ""', 5, "syntax", id="a bare quote inside"),
        pytest.param('msgid "a"\nmsgst "b"', 6, "syntax", id="a misspelt keyword"),
        pytest.param('msgid "a"\nmsgstr "b"\nhello', 7, "syntax", id="stray words"),
        pytest.param('msgid "a"\n\nmsgid "b"\nmsgstr ""', 7, "second msgid", id="no msgstr"),
        pytest.param('msgid "a"\n', 5, "no msgstr", id="no msgstr at the end"),
        pytest.param('msgctxt "a"\nmsgstr "b"', 6, "syntax", id="no msgid"),
        pytest.param('msgstr "b"', 5, "second msgstr", id="a msgstr alone"),
        pytest.param('msgid "a"\nmsgstr "b"\nmsgstr "c"', 7, "second msgstr", id="two msgstr"),
        pytest.param('#| "b"\nmsgid "a"\nmsgstr ""', 5, "continues nothing", id="no keyword"),
        pytest.param('#~ msgid "a"\nmsgstr "b"', 6, "partly obsolete", id="half an obsolete entry"),
        pytest.param('msgid "a\\q"\nmsgstr ""', 5, "no escape sequence", id="an unknown escape"),
        pytest.param('msgid "\\377"\nmsgstr ""', 5, "no character", id="half a character"),
        pytest.param('msgid "a\0"\nmsgstr ""', 5, "NUL", id="a NUL byte"),
        pytest.param(
            'msgid "a"\nmsgid_plural "b"\nmsgstr "c"', 5, "plural", id="a plural without forms"
        ),
        pytest.param('msgid "a"\nmsgstr[0] "c"', 5, "plural", id="forms without a plural"),
        pytest.param(
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"',
            5,
            "plural",
            id="a missing plural form",
        ),
        pytest.param(
            '<<<<<<< HEAD\nmsgid "a"\n=======\nmsgid "b"\n>>>>>>> other\nmsgstr ""',
            5,
            "merge conflict",
            id="a merge conflict",
        ),
        pytest.param(
            'msgid "a"\nmsgstr ""\n"b"\n||||||| base\n"c"\n', 8, "merge conflict", id="its middle"
        ),
    ],
)
def test_a_broken_file_is_refused_with_the_line(text: str, line: int, words: str) -> None:
    with pytest.raises(CatalogError) as caught:
        _read(text)
    assert str(caught.value).startswith(f"es/a.po, line {line}: ")
    assert words in str(caught.value)
    assert not str(caught.value).endswith(".")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        pytest.param(HEAD.encode() + b'msgid "\xe9"\nmsgstr ""\n', 5, "not UTF-8", id="Latin-1"),
        pytest.param(
            HEAD.replace("UTF-8", "UFT-8").encode() + b'msgid "\xe9"\nmsgstr ""\n',
            3,
            "“UFT-8” of the header",
            id="unknown",
        ),
        pytest.param(
            HEAD.replace("UTF-8", "rot13").encode(), 3, "“rot13” of the header", id="no charset"
        ),
        pytest.param(HEAD.encode("utf-16"), 1, "UTF-16", id="UTF-16"),
    ],
)
def test_bytes_of_another_charset_are_refused(data: bytes, line: int, words: str) -> None:
    with pytest.raises(CatalogError, match=f"^a.po, line {line}: .*{words}"):
        parse(data, "a.po")


@needs_gettext
def test_what_msgmerge_leaves_is_read() -> None:
    """msgmerge marks a changed msgid, and makes the rest obsolete."""
    po = HEAD + 'msgid "The cat sleeps"\nmsgstr "El gato duerme"\n\nmsgid "x"\nmsgstr "equis"\n'
    pot = HEAD + '#. heading\n#: a.md:1\nmsgid "The cat sleeps."\nmsgstr ""\n'
    merged = _msgmerge(po, pot)
    assert parse(merged, "a.po").entries == (
        Entry(
            "The cat sleeps.",
            "El gato duerme",
            fuzzy=True,
            previous="The cat sleeps",
            notes=("heading",),
            references=(("a.md", 1),),
        ),
        Entry("x", "equis", obsolete=True),
    )


def _msgmerge(po: str, pot: str) -> bytes:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("a.po", po), ("a.pot", pot)):
            (Path(folder) / name).write_text(text, encoding="utf-8")
        command = ["msgmerge", "--quiet", "--previous", "a.po", "a.pot"]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


# No surrogates (they cannot be written), no NUL and EOT (they mean something to gettext).
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"), max_size=90)
lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\n\r"), max_size=90)
paths = st.sampled_from(["a.md", "b/é.md", "x" * 75 + ".md", "my file.md", "日本\u3000x\xa0.md"])
FLAGS = ("c-format", "python-format", "range: 1..6", "no-wrap", "max-length:9")


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    entry = st.builds(
        Entry,
        msgid=texts,
        text=texts,
        context=st.none() | texts,
        fuzzy=st.booleans(),
        flags=st.sets(st.sampled_from(FLAGS)).map(lambda f: tuple(sorted(f, key=FLAGS.index))),
        comments=st.lists(lines, max_size=3).map(tuple),
        notes=st.lists(lines, max_size=3).map(tuple),
        references=st.dictionaries(paths, st.none() | st.integers(0, 9999)).map(
            lambda found: tuple(found.items())
        ),
        previous=st.none() | texts,
        previous_context=st.none() | texts,
        plural=st.none() | st.builds(Plural, texts.filter(bool), st.tuples(texts, texts)),
        obsolete=st.booleans(),
    )
    found = draw(st.lists(entry, max_size=8, unique_by=lambda e: e.key))
    fields = st.dictionaries(
        st.from_regex(r"X-[A-Za-z]{1,12}", fullmatch=True), lines.map(str.strip), max_size=4
    )
    head = {"Content-Type": "text/plain; charset=UTF-8", **draw(fields)}
    return Catalog(
        header=head,
        entries=tuple(
            sorted((_possible(e) for e in found if e.key != (None, "")), key=lambda e: e.obsolete)
        ),
        header_comment=tuple(draw(st.lists(lines, max_size=3))),
        header_fuzzy=draw(st.booleans()),
        width=draw(st.sampled_from([79, 60, None])),
        newline=draw(st.sampled_from(["\n", "\n", "\r\n"])),
    )


def _possible(entry: Entry) -> Entry:
    if entry.previous is None:
        entry = replace(entry, previous_context=None)
    if entry.plural is not None:
        entry = replace(entry, text="")
    return entry if entry.texts[0] else replace(entry, fuzzy=False)


@given(catalog=catalogs())
def test_what_was_written_is_read_again(catalog: Catalog) -> None:
    """read(serialize(catalog)) == catalog, and what is written then is the same bytes."""
    data = serialize(catalog)
    again = parse(data, "a.po")
    assert replace(again, width=catalog.width) == catalog
    assert list(again.header) == list(catalog.header)
    assert serialize(again) == data
