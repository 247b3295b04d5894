"""The file of the glossary: what people type in a spreadsheet, read and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import ProjectError
from translate.glossary.terms import (
    Glossary,
    Kind,
    Term,
    append,
    dump,
    for_language,
    parse,
    read,
    remove,
    write,
)

cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12).map(
    str.strip
)
filled = cells.filter(bool)
tags = st.sampled_from(["", "es", "ca", "pt-BR", "zh-Hans"])
terms = st.lists(
    st.one_of(
        st.builds(Term, filled, filled, tags, cells),
        st.builds(lambda s, g, n: Term(s, "", g, n, Kind.KEEP), filled, tags, cells),
        st.builds(lambda s, t, g, n: Term(s, t, g, n, Kind.NEVER), cells, filled, tags, cells),
    ),
    max_size=8,
)

FULL = [
    Term("lettre", "carta", "es", "of the post, or an “open” one"),
    Term("lettre", "tarjeta", "es", kind=Kind.NEVER),
    Term("Claus Kleber", note="a journalist", kind=Kind.KEEP),
    Term("", "Corea comunista", "es", kind=Kind.NEVER),
]
TEXT = (
    "source,target,language,note,use\n"
    'lettre,carta,es,"of the post, or an “open” one",\n'
    "lettre,tarjeta,es,,never\n"
    "Claus Kleber,,,a journalist,\n"
    ",Corea comunista,es,,never\n"
)


@given(terms)
def test_what_is_written_is_what_is_read(given_terms: list[Term]) -> None:
    assert parse(dump(given_terms), "g") == given_terms


@given(terms, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_the_spreadsheets_own_ways_of_saving_make_no_difference(
    given_terms: list[Term], delimiter: str, newline: str, mark: bool
) -> None:
    import csv
    import io

    rows = list(csv.reader(io.StringIO(dump(given_terms), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(
        rows
    )
    assert parse("\ufeff" * mark + out.getvalue(), "g") == given_terms


def test_a_glossary_reads_as_its_author_means_it() -> None:
    assert parse(TEXT, "g") == FULL
    assert dump(FULL) == TEXT


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", [], id="an empty file has no terms"),
        pytest.param("source,target\n", [], id="a first row alone has none either"),
        pytest.param(
            "source,target\na,b\n\n , \nc,d\n", [Term("a", "b"), Term("c", "d")], id="blank rows"
        ),
        pytest.param("Target,SOURCE\nb,a\n", [Term("a", "b")], id="columns in another order"),
        pytest.param("source;target;;\na;b;;\n", [Term("a", "b")], id="empty columns at the end"),
        pytest.param("source,target,domain\na,b,x\n", [Term("a", "b")], id="a column of their own"),
        pytest.param("source,target,language\na,b,pt_br\n", [Term("a", "b", "pt-BR")], id="a tag"),
        pytest.param("source,target,use\na,b,Use\n", [Term("a", "b")], id="a use that is plain"),
        pytest.param("source,target,note\na\n", [Term("a", kind=Kind.KEEP)], id="a short row"),
    ],
)
def test_forgiving_where_it_is_clear(text: str, wanted: list[Term]) -> None:
    assert parse(text, "g") == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,translation\na,b\n", "g: there is no column “source”"),
        ("source,target,source\na,b,c\n", "g: the column “source” is there twice"),
        ("source,target\na,b\nc,d,e\n", "g, line 3: 3 cells, where the first row names 2 columns"),
        ("source,target\n,b\n", "g, line 2: the source is empty"),
        ("source,target,use\na,b,nie\n", "g, line 2: “nie” is no use of a term"),
        ("source,target,use\na,,never\n", "g, line 2: a term to use, or never to use, needs"),
        ("source,target,use\na,b,keep\n", "g, line 2: a term to leave as it is has no target"),
        ('source,target\n"a\nb",c\nd,"e" f\n', "g, line 4: the row cannot be read as CSV"),
        ("source,target,language\na,b,spanisch\n", "g, line 2: “spanisch” is no language tag"),
    ],
)
def test_errors_name_the_line(text: str, message: str) -> None:
    with pytest.raises(ProjectError) as caught:
        parse(text, "g")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_glossary_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"source,target\na,b\nl\xe9gende,leyenda\n")
    with pytest.raises(ProjectError, match=r"glossary\.csv, line 3: the glossary is not UTF-8"):
        read(path)
    with pytest.raises(ProjectError, match="cannot be read"):
        read(tmp_path / "missing.csv")


@given(terms, terms, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_appending_keeps_what_is_there_and_its_order(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[Term],
    second: list[Term],
    newline: str,
    mark: bool,
) -> None:
    root = tmp_path_factory.mktemp("append")
    path = root / "glossary.csv"
    before = "\ufeff" * mark + dump(first)
    if not any(c in cell for t in first for cell in (t.source, t.target, t.note) for c in "\r\n"):
        before = before.replace("\n", newline)
    else:
        newline = "\n"
    path.write_bytes(before.encode())
    added = append(path, second, root)
    assert list(read(path).terms) == [*first, *added]
    rules = {term.rule for term in first}
    assert [t.rule for t in added] == list(
        dict.fromkeys(t.rule for t in second if t.rule not in rules)
    )
    after = path.read_bytes().decode()
    head, _, body = before.partition(newline)
    assert after.startswith(head)
    assert body in after
    assert append(path, second, root) == ()
    assert path.read_bytes().decode() == after


def test_a_file_that_has_all_the_terms_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    odd = '\ufeff"source";target ;note\r\n"lettre" ; carta;x'
    path.write_text(odd, encoding="utf-8", newline="")
    with pytest.raises(ProjectError, match="CSV"):
        read(path)  # a space after a closing quotation mark
    path.write_text(odd.replace('" ;', '";'), encoding="utf-8", newline="")
    before = path.read_bytes()
    assert append(path, [Term("lettre", "carta", note="y")], tmp_path) == ()
    assert path.read_bytes() == before
    append(path, [Term("nuit", "noche"), Term("mer", "mar", kind=Kind.NEVER)], tmp_path)
    assert path.read_bytes().decode() == (
        '\ufeff"source";target ;note;use\r\n"lettre"; carta;x\r\nnuit;noche;;\r\nmer;mar;;never\r\n'
    )


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    assert append(tmp_path / "glossary.csv", FULL, tmp_path) == tuple(FULL)
    assert (tmp_path / "glossary.csv").read_text("utf-8") == TEXT
    assert not write(tmp_path / "glossary.csv", FULL, tmp_path)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("es", ["", "es", "never"]),
        ("pt", ["", "pt", "all"]),
        ("pt-BR", ["", "br", "all"]),
        ("ca", ["", "all"]),
    ],
)
def test_the_nearest_language_wins(target: str, wanted: list[str]) -> None:
    glossary = Glossary(
        (
            Term("Kim", kind=Kind.KEEP),
            Term("nuit", "es", "es"),
            Term("nuit", "pt", "pt"),
            Term("nuit", "br", "pt-BR"),
            Term("nuit", "never", "es", kind=Kind.NEVER),
            Term("jour", "all"),
            Term("jour", "", "es", kind=Kind.KEEP),
        )
    )
    found = [term.target for term in for_language(glossary, target).terms]
    assert sorted(found) == sorted(wanted if target != "es" else [*wanted, ""])


@pytest.mark.parametrize(
    "fields",
    [("a", "b", "", "", Kind.KEEP), ("a", "", "", "", Kind.USE), ("", "b"), ("a", "")],
)
def test_a_term_that_makes_no_sense_cannot_be_made(fields: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"term|source"):
        Term(*fields)


@given(terms, terms)
def test_what_was_appended_is_removed_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, first: list[Term], second: list[Term]
) -> None:
    """Terms that were added and are taken out again leave the file as it was."""
    root = tmp_path_factory.mktemp("remove")
    path = root / "glossary.csv"
    write(path, [*first, Term("a", "b"), Term("never", "x", kind=Kind.NEVER)], root)
    before = path.read_bytes()
    for term in append(path, second, root):
        assert remove(path, term, root)
    assert path.read_bytes() == before


def test_a_term_with_another_note_is_somebody_elses(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    assert not remove(path, Term("a", "b"), tmp_path)
    write(path, [Term("a", "b", note="mine")], tmp_path)
    assert not remove(path, Term("a", "b", note="learned"), tmp_path)
    assert remove(path, Term("a", "b", note="mine"), tmp_path)
