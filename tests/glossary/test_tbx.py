"""TBX-Basic: what other programs write, and what they get."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from tests.glossary.test_terms import terms
from translate.errors import ProjectError
from translate.glossary.tbx import dump, parse, read, write
from translate.glossary.terms import Kind, Term

SPACE = "{urn:iso:std:iso:30042:ed-2}"

VERSION_2 = b"""<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="fr"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc>
</fileDesc></martifHeader><text><body>
<termEntry id="c1"><descrip type="subjectField">press</descrip><note>of the post</note>
 <langSet xml:lang="fr-FR"><tig><term>lettre</term></tig></langSet>
 <langSet xml:lang="es"><tig><term>misiva</term></tig>
  <ntig><termGrp><term>tarjeta</term>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
  <tig><term>carta</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
   <note>the usual word</note></tig></langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="de"><tig><term>Brief</term></tig></langSet>
 <langSet xml:lang="en"><tig><term>letter</term></tig></langSet></termEntry>
</body></text></martif>"""

VERSION_3_DCT = b"""<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="fr" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
<conceptEntry id="1"><langSec xml:lang="fr"><termSec><term>ONU</term></termSec></langSec>
<langSec xml:lang="de"><termSec><term>UNO</term>
<basic:administrativeStatus>supersededTerm-admn-sts</basic:administrativeStatus></termSec>
<termSec><term>ONU</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def test_version_2_is_read_with_the_preferred_term_first() -> None:
    assert parse(VERSION_2, "fr", "t") == [
        Term("lettre", "carta", "es", "the usual word"),
        Term("lettre", "misiva", "es", "of the post"),
        Term("lettre", "tarjeta", "es", "of the post", Kind.NEVER),
    ]


def test_version_3_with_statuses_as_elements_is_read() -> None:
    assert parse(VERSION_3_DCT, "fr", "t") == [
        Term("ONU", "", "de", kind=Kind.KEEP),
        Term("ONU", "UNO", "de", kind=Kind.NEVER),
    ]


def test_concepts_without_the_source_language_are_left_alone() -> None:
    assert parse(VERSION_3_DCT, "ca", "t") == []


def test_what_is_written_has_the_structure_of_tbx_basic() -> None:
    data = dump(
        [
            Term("lettre", "carta", "es", "a & b"),
            Term("lettre", "tarjeta", "es", kind=Kind.NEVER),
            Term("ONU", kind=Kind.KEEP),
        ],
        "fr",
    )
    top = ET.fromstring(data)
    assert (top.tag, top.get("type"), top.get("style")) == (f"{SPACE}tbx", "TBX-Basic", "dca")
    assert [child.tag.removeprefix(SPACE) for child in top] == ["tbxHeader", "text"]
    first, second = top.iter(f"{SPACE}conceptEntry")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [section.get(lang) for section in first] == ["fr", "es"]
    assert [section.get(lang) for section in second] == ["fr", "mul"]
    assert [t.text for t in first.iter(f"{SPACE}term")] == ["lettre", "carta", "tarjeta"]


def legible(text: str) -> str:
    """Return a text as XML can hold it, on one line."""
    held = "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in text)
    return " ".join(held.split())


def comparable(given_terms: list[Term]) -> set[tuple[object, ...]]:
    """Return what TBX can tell of terms: "a" for "a" is a term to keep, and notes may be joined."""
    found = set()
    for term in given_terms:
        source, target = legible(term.source), legible(term.target)
        kept = term.kind is Kind.KEEP or (term.kind is Kind.USE and source == target)
        kind = Kind.KEEP if kept else term.kind
        found.add((source, "" if kept else target, term.language, kind))
    return found


@given(terms)
def test_what_is_written_is_what_is_read(given_terms: list[Term]) -> None:
    held = [
        term
        for term in given_terms
        if all(legible(text) for text in (term.source, term.target) if text)
    ]
    assert comparable(parse(dump(held, "fr"), "fr", "t")) == comparable(held)
    parse(dump(given_terms, "fr"), "fr", "t")  # the others, all control characters, do no harm


def test_a_file_goes_out_and_comes_back(tmp_path: Path) -> None:
    given_terms = (Term("lettre", "carta", "es"), Term("Kim", kind=Kind.KEEP))
    assert write(tmp_path / "g.tbx", given_terms, "fr", tmp_path)
    assert read(tmp_path / "g.tbx", "fr").terms == given_terms
    assert not write(tmp_path / "g.tbx", given_terms, "fr", tmp_path)


BOMB = b"""<!DOCTYPE tbx [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><tbx>&b;</tbx>"""
OUTSIDE = b"""<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/hostname">]><tbx>&a;</tbx>"""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(BOMB, "declares entities", id="a bomb of entities"),
        pytest.param(OUTSIDE, "declares entities", id="an entity from outside"),
        pytest.param(b"<tbx>", "no well-formed XML", id="a file that was cut off"),
        pytest.param(b"", "no well-formed XML", id="an empty file"),
        pytest.param(b"<tmx/>", "no TBX: its root is “tmx”", id="another format"),
        pytest.param(b"\xff\xfe\x00", "no well-formed XML", id="no text at all"),
        pytest.param(
            b'<?xml version="1.0" encoding="klingon"?><tbx/>',
            "characters cannot be read",
            id="an encoding",
        ),
        pytest.param(
            VERSION_2.replace(b'"es"', b'"spanisch"'), "“spanisch” is no language", id="a language"
        ),
    ],
)
def test_what_is_no_tbx_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        parse(data, "fr", "t")
