"""TMX: what was written comes back, what others wrote is understood, what is no TMX is refused."""

from __future__ import annotations

import re
import tracemalloc
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.config import Project
from translate.errors import CatalogError, ProjectError
from translate.files import shown
from translate.memory.segments import Unit
from translate.memory.tmx import TmxUnit, write_tmx
from translate.memory.tmx_reading import read_tmx
from translate.model import Inline, Role
from translate.workflow.exchange import import_memory

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROLES = {
    "o": Role.OPEN,
    "c": Role.CLOSE,
    "s": Role.STANDING,
    "p": Role.PROTECTED,
    "l": Role.LITERAL,
}


def unit(source: str, target: str, **rest: object) -> Unit:
    values = {
        "source_language": "en", "target_language": "es", "reviewed": True, "kind": "paragraph",
        "context": None, "article": "articles/a.md", **rest,
    }  # fmt: skip
    return Unit(source, target, **values)


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, tuple[Inline, ...]]:
    """Any text, with codes of any kind: pairs that nest, and some with a stretch inside."""
    pieces = draw(st.lists(st.tuples(st.sampled_from(" opslc"), st.text(max_size=6)), max_size=9))
    text, codes, waiting, number = "", [], [], 0
    for kind, words in pieces:
        start, text = len(text), text + words
        if kind == " " or not words or (kind == "c" and not waiting):
            continue
        number += 1
        plain, inner = "", ()
        if kind == "o":
            waiting.append(number)
        elif kind in "pl":
            plain = words
        elif kind == "s" and len(words) > 3:
            inner = ((start + 1, start + 2), (start + 2, start + 3))
        own = waiting.pop() if kind == "c" else number
        codes.append(Inline(start, len(text), ROLES[kind], own, plain, inner))
    codes = [c for c in codes if c.number not in waiting]
    numbers = {n: i for i, n in enumerate(dict.fromkeys(c.number for c in codes), start=1)}
    return text, tuple(
        Inline(c.start, c.end, c.role, numbers[c.number], c.plain, c.inner) for c in codes
    )


@given(st.lists(st.tuples(coded(), coded(), st.booleans(), st.none() | st.text("aé<&\"'\n ]"))))
@settings(max_examples=150)
def test_what_was_written_comes_back_to_the_last_character_codes_included(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[tuple[str, tuple[Inline, ...]], ...]],
) -> None:
    """`read_tmx` gives the units that `write_tmx` got, but for those without a text."""
    path = tmp_path_factory.getbasetemp() / "round.tmx"
    units = [
        TmxUnit(
            unit(source[0], target[0], reviewed=reviewed, context=context), source[1], target[1]
        )
        for source, target, reviewed, context in drawn
    ]
    assert write_tmx(path, units, "en") == len(units)
    assert list(read_tmx(path)) == [u for u in units if u.unit.source and u.unit.target]


# TMX 1.4b, DTD: what each element may hold, and what attributes it must have.
CODES = {"bpt", "ept", "it", "ph", "hi", "ut"}
DTD = {
    "tmx": ({"header", "body"}, {"version"}),
    "header": (
        {"note", "prop", "ude"},
        {
            "creationtool",
            "creationtoolversion",
            "segtype",
            "o-tmf",
            "adminlang",
            "srclang",
            "datatype",
        },
    ),
    "body": ({"tu"}, set()),
    "tu": ({"note", "prop", "tuv"}, set()),
    "prop": (set(), {"type"}),
    "tuv": ({"note", "prop", "seg"}, {XML_LANG}),
    "seg": (CODES, set()),
    "bpt": ({"sub"}, {"i"}),
    "ept": ({"sub"}, {"i"}),
    "it": ({"sub"}, {"pos"}),
    "ph": ({"sub"}, set()),
    "sub": (CODES, set()),
}
OPTIONAL = {"x", "type"}


def assert_valid(element: ET.Element) -> None:
    children, attributes = DTD[element.tag]
    assert {child.tag for child in element} <= children
    allowed = attributes | (OPTIONAL if element.tag in CODES | {"sub"} else set())
    assert attributes <= set(element.keys()) <= allowed
    if element.tag == "ept":
        assert set(element.keys()) == {"i"}
    if element.tag == "tu":
        names = [child.tag for child in element]
        assert names == ["prop"] * (len(names) - 2) + ["tuv"] * 2
    if element.tag == "seg":
        begun = [code.get("i") for code in element if code.tag == "bpt"]
        assert sorted(begun) == sorted(code.get("i") for code in element if code.tag == "ept")
        assert len(set(begun)) == len(begun)
    for child in element:
        assert_valid(child)


@given(st.lists(st.tuples(coded(), coded()), max_size=4))
def test_what_is_written_keeps_the_rules_of_the_dtd(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[tuple[str, tuple[Inline, ...]], ...]],
) -> None:
    path = tmp_path_factory.getbasetemp() / "valid.tmx"
    write_tmx(path, [TmxUnit(unit(a[0], b[0]), a[1], b[1]) for a, b in drawn], "en")
    root = ET.parse(path).getroot()
    assert root.get("version") == "1.4"
    assert root[0].get("segtype") in {"block", "paragraph", "sentence", "phrase"}
    assert_valid(root)


def test_codes_are_elements_around_their_own_markup_and_joined_across_the_languages(
    tmp_path: Path,
) -> None:
    source = "See **this** ![a cat](c.png)"
    codes = (
        Inline(4, 6, Role.OPEN, 1), Inline(10, 12, Role.CLOSE, 1),
        Inline(13, 28, Role.STANDING, 2, inner=((15, 20),)),
    )  # fmt: skip
    target = "![un gato](c.png) **esto**"
    others = (
        Inline(0, 17, Role.STANDING, 1),
        Inline(18, 20, Role.OPEN, 2),
        Inline(24, 26, Role.CLOSE, 2),
    )
    write_tmx(tmp_path / "x.tmx", [TmxUnit(unit(source, target), codes, others)], "en")
    text = (tmp_path / "x.tmx").read_text("utf-8")
    assert (
        '<seg>See <bpt i="1" x="1" type="bold">**</bpt>this<ept i="1">**</ept> '
        '<ph x="2" type="image">![<sub>a cat</sub>](c.png)</ph></seg>'
    ) in text
    assert '<bpt i="1" x="1" type="bold">**</bpt>esto<ept i="1">**</ept></seg>' in text


def test_the_same_units_give_the_same_bytes_and_no_other_file_is_left(tmp_path: Path) -> None:
    units = [TmxUnit(unit(f"House {n}.", f"Casa {n}.")) for n in range(50)]
    write_tmx(tmp_path / "a.tmx", units, "en")
    write_tmx(tmp_path / "b.tmx", iter(units), "en")
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tmx", "b.tmx"]


def test_a_failure_while_writing_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_text("old")
    with pytest.raises(ValueError, match="a source in fr"):
        write_tmx(path, [TmxUnit(unit("a", "b", source_language="fr"))], "en")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["old"]


def foreign(body: str, srclang: str = "en-US", before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<tmx version="1.1"><header creationtool="x" '
        f'creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="{srclang}" '
        f'datatype="html"><note>hello</note></header><body>{body}</body></tmx>'
    )


def variant(language: str, seg: str, attribute: str = "xml:lang") -> str:
    return f'<tuv {attribute}="{language}"><seg>{seg}</seg></tuv>'


def pairs(path: Path, *arguments: object) -> list[tuple[str, str, str, str]]:
    return [
        (u.unit.source_language, u.unit.target_language, u.unit.source, u.unit.target)
        for u in read_tmx(path, *arguments)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = foreign(f"<tu>{variant('EN-US', 'tea')}{variant('fr', 'thé')}</tu>")
    text = text.replace('"1.0"?', f'"1.0" encoding="{name}"?')
    (tmp_path / "x.tmx").write_bytes(text.encode(encoding))
    assert pairs(tmp_path / "x.tmx") == [("en-US", "fr", "tea", "thé")]


SEVERAL = (
    f"<tu>{variant('de', 'Tee')}{variant('EN-us', 'tea', 'lang')}{variant('fr_CA', 'thé')}</tu>"
)


@pytest.mark.parametrize(
    ("srclang", "asked", "expected"),
    [
        pytest.param(
            "en-US", (), [("en-US", "de", "tea", "Tee"), ("en-US", "fr-CA", "tea", "thé")],
            id="every other language is a target of the declared source",
        ),
        pytest.param(
            "*all*", (), [("de", "en-US", "Tee", "tea"), ("de", "fr-CA", "Tee", "thé")],
            id="without a declared source it is the first",
        ),
        pytest.param(
            "en-US", ("de", ["fr", "es"]), [("de", "fr", "Tee", "thé")],
            id="the languages asked for, whatever is declared, of any region",
        ),
        pytest.param("*all*", ("es",), [], id="nothing where the language asked for is missing"),
        pytest.param("it", (), [], id="nothing where the declared source is missing"),
    ],
)  # fmt: skip
def test_languages_are_chosen(
    tmp_path: Path, srclang: str, asked: tuple[object, ...], expected: list[tuple[str, ...]]
) -> None:
    (tmp_path / "x.tmx").write_text(foreign(SEVERAL, srclang), encoding="utf-8")
    assert pairs(tmp_path / "x.tmx", *asked) == expected


@pytest.mark.parametrize(
    ("seg", "text", "roles"),
    [
        pytest.param("a <hi>b</hi> c", "a b c", "", id="a highlight is text"),
        pytest.param('a <it pos="begin">&lt;b></it>c', "a <b>c", "standing", id="half a pair"),
        pytest.param("a<ut>{\\b </ut>c", "a{\\b c", "standing", id="an unknown tag"),
        pytest.param(
            '<bpt i="1">&lt;a t="<sub>x</sub>"></bpt>y<ept i="1">&lt;/a></ept>',
            '<a t="x">y</a>', "open close", id="a text inside of a code",
        ),
        pytest.param(
            '<bpt i="1">(</bpt><bpt i="2">[</bpt>a<ept i="1">)</ept><ept i="2">]</ept>',
            "([a)]", "open standing close standing", id="pairs that cross",
        ),
        pytest.param(
            '<ph>f<sub>note <bpt i="1">b</bpt>c<ept i="1">/b</ept></sub></ph>',
            "fnote bc/b", "standing", id="codes inside of a text inside of a code",
        ),
        pytest.param("a<ph/>b", "ab", "", id="a code without its markup leaves nothing"),
        pytest.param("<![CDATA[a <b>]]>&#233;", "a <b>é", "", id="CDATA and a numbered character"),
    ],
)  # fmt: skip
def test_the_codes_of_others_are_their_markup(
    tmp_path: Path, seg: str, text: str, roles: str
) -> None:
    (tmp_path / "x.tmx").write_text(
        foreign(f"<tu>{variant('en-US', seg)}{variant('es', 'z')}</tu>"), encoding="utf-8"
    )
    [found] = read_tmx(tmp_path / "x.tmx")
    assert found.unit.source == text
    assert [code.role for code in found.source_codes] == roles.split()
    assert found.unit.reviewed
    assert found.unit.article == "x.tmx"


HALF_A_CHARACTER = '<ph type="x-babelpress-char">D800</ph>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("<html></html>", ":1: a TMX file begins with <tmx>", id="another language"),
        pytest.param("no markup\n", ":1: this is not XML", id="plain text"),
        pytest.param("", ":1: this is not XML: no element found", id="an empty file"),
        pytest.param(foreign("<tu>\n</tv>"), ":2: this is not XML", id="tags that do not match"),
        pytest.param(foreign("\n\n")[:-5], ":3: this is not XML", id="a file that was cut"),
        pytest.param(
            foreign("<tu>\n<tuv><seg>a</seg></tuv></tu>"),
            ":2: a <tuv> does not say",
            id="no language",
        ),
        pytest.param(
            foreign("", before='<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
            ":1: the entity “a”",
            id="an entity of its own",
        ),
        pytest.param(
            foreign("", before='<!DOCTYPE tmx [<!ENTITY % p SYSTEM "/etc/passwd"> %p;]>'),
            ":1: the entity “p”",
            id="an entity of another file",
        ),
        pytest.param(
            foreign(
                f"<tu>{variant('en-US', 'a&nbsp;b')}</tu>",
                before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
            ),
            ":1: the entity “nbsp”",
            id="an entity that a DTD elsewhere might declare",
        ),
        pytest.param(
            foreign(f"<tu>{variant('en-US', 'a' * 5_000_000)}</tu>"),
            "more than",
            id="an endless unit",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="klingon"?><tmx/>',
            ":1: this is not XML",
            id="an encoding",
        ),
        pytest.param(
            foreign(f"<tu>{variant('en-US', HALF_A_CHARACTER)}</tu>"),
            "no character's number",
            id="half a surrogate pair",
        ),
    ],
)
def test_what_is_no_tmx_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match=re.escape(message)) as caught:
        list(read_tmx(path))
    assert str(caught.value).startswith(shown(path))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"none\.tmx cannot be read"):
        list(read_tmx(tmp_path / "none.tmx"))


def test_a_doctype_alone_is_no_harm(tmp_path: Path) -> None:
    body = f"<tu>{variant('en-US', 'a')}{variant('es', 'b')}</tu>"
    text = foreign(body, before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    (tmp_path / "x.tmx").write_text(text, encoding="utf-8")
    assert len(list(read_tmx(tmp_path / "x.tmx"))) == 1


def test_a_large_file_is_imported_and_written_piece_by_piece(tmp_path: Path) -> None:
    """12 MB go out, come in and are copied in less than 4 MB."""
    path = tmp_path / "large.tmx"
    units = (TmxUnit(unit(f"{n} " + "word " * 200, "x")) for n in range(10_000))
    tracemalloc.start()
    write_tmx(path, units, "en")
    count = import_memory(Project(tmp_path / "project"), path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 4_000_000
    assert (tmp_path / "project/memory/large.tmx").read_bytes() == path.read_bytes()


def test_a_memory_that_cannot_be_written_to_its_end_leaves_the_file_as_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ours.tmx"
    path.write_text("before")

    def units() -> Iterator[TmxUnit]:
        yield TmxUnit(unit("a", "b"))
        raise CatalogError("a catalog is broken")

    with pytest.raises(CatalogError):
        write_tmx(path, units(), "en")
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["ours.tmx"]


def test_a_large_file_is_read_piece_by_piece(tmp_path: Path) -> None:
    """Memory does not grow with the file: 12 MB are read in less than 3 MB."""
    path = tmp_path / "large.tmx"
    write_tmx(path, (TmxUnit(unit(f"{n} " + "word " * 200, "x")) for n in range(10_000)), "en")
    assert path.stat().st_size > 12_000_000
    tracemalloc.start()
    count = sum(1 for _ in read_tmx(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 3_000_000
