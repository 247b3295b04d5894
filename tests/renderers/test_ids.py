"""The ids of headings: as the real generators make them, and kept by what is translated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.pseudo import translated
from tests.renderers.live import RENDERERS, Running, running
from translate.formats.markdown.naming import ids, namings_of, with_ids

RECORDED = json.loads((Path(__file__).parent / "heading_ids.json").read_text("utf-8"))
NAMES = [name for name in RENDERERS if name != "remark"]  # its ids are those of mdx
_MYST = re.compile(r'<section id="([^"]*)">\s*((?:<span id="[^"]*"></span>)*)\s*<h')
_ANCHORED = re.compile(r'<(h\d) id="[^"]*"><a id="([^"]*)"></a>')

each_generator = pytest.mark.parametrize("name", NAMES)


def dialects(name: str) -> frozenset[str]:
    return RENDERERS[name].dialects


def article(words: list[str]) -> str:
    return "\n\n".join(f"## {heading}" for heading in words) + "\n\n[^1]: A note.\n"


def ours(source: str, name: str) -> list[str]:
    (naming,) = namings_of(dialects(name))
    return ids(source, naming, dialects(name))


def theirs(html: str) -> list[str]:
    if "<section id" in html:
        found = _MYST.findall(html)
        return [re.findall(r'"([^"]*)"', spans)[-1] if spans else own for own, spans in found]
    html = html.split("<section data-footnotes", maxsplit=1)[0]  # which has a heading of its own
    return re.findall(r'<h\d(?:[^>]*?\bid="([^"]*)")?', html)


@pytest.fixture(scope="module")
def generators() -> Iterator[dict[str, Running]]:
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(running(one))
            for name, one in RENDERERS.items()
            if not one.missing()
        }


def live(generators: dict[str, Running], name: str, sources: list[str]) -> list[list[str]]:
    if name not in generators:
        pytest.skip(str(RENDERERS[name].missing()))
    pages = generators[name].html(sources)
    assert all(page is not None for page in pages)
    return [theirs(page or "") for page in pages]


@each_generator
def test_ids_are_those_that_were_recorded_of_the_generator(name: str) -> None:
    words, wanted = zip(*RECORDED[name], strict=True)
    assert ours(article(list(words)), name) == list(wanted)


@each_generator
def test_what_was_recorded_is_what_the_generator_makes(
    name: str, generators: dict[str, Running]
) -> None:
    words, wanted = zip(*RECORDED[name], strict=True)
    assert live(generators, name, [article(list(words))]) == [list(wanted)]


_WORD = st.text(
    st.sampled_from("abcXYZ019éÜßñÇığøŁжЖщдαΩאبहिन字の한ǅﬁ²½Ⅷ_'’!?.,;()/&%+@=—…–-#"),
    min_size=1,
    max_size=6,
)
_PIECE = _WORD | st.sampled_from(["*so*", "**bold**", "`a_b()`", "[a link](x.md)", "x - y", "1.2"])
_HEADING = st.lists(_PIECE, min_size=1, max_size=4).map(lambda some: "Ab " + " ".join(some) + " c")


@each_generator
@settings(max_examples=12)
@given(st.lists(_HEADING, min_size=6, max_size=12))
def test_any_words_give_the_id_that_the_generator_gives(
    name: str, generators: dict[str, Running], words: list[str]
) -> None:
    # MyST's page has docutils' own ids beside these, which take numbers; and it is slow.
    lists = [[one] for one in words[:3]] if name == "myst" else [[*words, *words[:3]]]
    sources = [article(one) for one in lists]
    assert [ours(source, name) for source in sources] == live(generators, name, sources)


@each_generator
def test_a_translated_article_has_the_ids_of_its_source(
    name: str, generators: dict[str, Running]
) -> None:
    source = article([words for words, _ in RECORDED[name]])
    asked = frozenset(ours(source, name))
    made = with_ids(source, translated(source, dialects(name))[0], dialects(name), asked)
    if name not in generators:
        pytest.skip(str(RENDERERS[name].missing()))
    html = generators[name].html([made])[0] or ""
    before = live(generators, name, [source])[0]
    if name == "myst":  # where a heading has more names than one
        assert set(before) - set(re.findall(r'id="([^"]*)"', html)) == set()
    else:
        assert theirs(_ANCHORED.sub(r'<\1 id="\2">', html)) == before


@each_generator
def test_nothing_is_added_where_no_id_would_change(name: str) -> None:
    source = article([words for words, _ in RECORDED[name]])
    same = source.replace("[^1]: A note.", "[^1]: Uma nota.")
    assert with_ids(source, same, dialects(name), frozenset()) == same
