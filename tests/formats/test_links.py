"""The addresses that an article names are found to the letter, and changed alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import options
from translate import formats
from translate.formats.markdown import FORMAT
from translate.formats.markdown.events import events
from translate.model import Link, LinkKind

NONE: frozenset[str] = frozenset()
REPOSITORY = Path(__file__).parents[2]


def found(source: str) -> list[str]:
    links = FORMAT.links(source, NONE)
    assert all(low.end <= high.start for low, high in pairwise(links))
    return [f"{link.kind}: {link.address}" for link in links]


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ('![a](x.png "t") b', ["shown: x.png"]),
        ("![a](<x y.png>)", ["shown: x y.png"]),
        ("[b *c*](d(e).pdf 'u')", ["gone to: d(e).pdf"]),
        ("[![i](i.png)](big.png)", ["shown: i.png", "gone to: big.png"]),
        ("[](empty.pdf) and ![](bare.png)", ["gone to: empty.pdf", "shown: bare.png"]),
        (r"![\]](esc\_x&amp;y.png)", ["shown: esc_x&y.png"]),
        ("[`](x)`](y.pdf)", ["gone to: y.pdf"]),
        ("> [q\n> r](\n> q.png)", ["gone to: q.png"]),
        ("[r][id] [id]\n\n[id]: ref.pdf 'T'\n", ["gone to: ref.pdf"]),
        ("![r][Id]\n\n[id]:\n  <r f.png>\n", ["shown: r f.png"]),
        ("# [h](h.zip)\n\n| a |\n|---|\n| ![c](c.png) |\n", ["gone to: h.zip", "shown: c.png"]),
        ("text[^n]\n\n[^n]: ![f](f.png)\n", ["shown: f.png"]),
        ('<p>\n<img src="k.png"\nalt="x"></p>', ["shown: k.png"]),
        ("a <img src=l.png> b", ["shown: l.png"]),
        ("<a href='m.zip?a=1&amp;b=2#c'>m</a>", ["gone to: m.zip?a=1&b=2#c"]),
        ('<video poster="p.jpg"><source src="v.mp4"></video>', ["shown: p.jpg", "shown: v.mp4"]),
        (
            '<img srcset="a.png 1x, b,c.png 2x,d.png" src=" a.png ">',
            ["shown: a.png", "shown: b,c.png", "shown: d.png", "shown: a.png"],
        ),
        ("<object data='o.svg'></object>", ["shown: o.svg"]),
        ('---\ncover:\n  image: "img/c.png"\nslug: z.png\n---\n', ["shown: img/c.png"]),
        ("+++\nimages = ['a.jpg', 'b.jpg']\n+++\n", ["shown: a.jpg", "shown: b.jpg"]),
        ('{"thumbnail": "t.webp", "image": "a word"}\n', ["shown: t.webp"]),
        ("see ![[pic.png|300]] and `![[no.png]]`", ["embedded: pic.png"]),
        ('{{< figure src="f.png" title="x.png" >}}', ["shown: f.png"]),
        (
            "```{figure} f.png\n:alt: x\n```\n\n:::{image} i.png\n:::\n",
            ["shown: f.png", "shown: i.png"],
        ),
        ('```\n![[no.png]] {{< figure src="no.png" >}}\n```\n', []),
        ("see https://a.b and <https://a.b/c.png>", []),
        ("`![no](no.png)`\n\n```\n<img src='no.png'>\n```\n\n    ![no](no.png)\n", []),
        ("<!-- <img src='no.png'> -->\n\n\\![no] (no.png)", []),
        ("<script>\ndocument.write('<img src=\"no.png\">')\n</script>", []),
    ],
)
def test_addresses_are_found(source: str, addresses: list[str]) -> None:
    assert found(source) == addresses


def test_plain_text_names_no_address() -> None:
    assert formats.format_of("a.txt").links("![a](x.png)", NONE) == ()


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ('![a](x.png "t")', '![a](a%20b%28/c.png "t")'),
        ("![a](<x.png>)", "![a](<a b(/c.png>)"),
        ("[r][id]\n\n[id]: x.png 'T'\n", "[r][id]\n\n[id]: a%20b%28/c.png 'T'\n"),
        ('<img src="x.png">', '<img src="a b(/c.png">'),
        ("a <img src=x.png>", "a <img src=a%20b(/c.png>"),
        ("---\nimage: x.png\n---\n", "---\nimage: a%20b%28/c.png\n---\n"),
        ("![[x.png|30]]", "![[a b(/c.png|30]]"),
        ('<img srcset="x.png 2x">', '<img srcset="a%20b(/c.png 2x">'),
    ],
)
def test_an_address_is_written_as_its_place_wants_it(source: str, after: str) -> None:
    assert formats.relinked(source, FORMAT, NONE, lambda _: "a b(/c.png") == after


@given(
    place=st.sampled_from(
        [
            "![a]({})",
            "[a](<{}> 't')",
            '<p><img src="{}"></p>',
            "<a href='{}'>x</a>",
            "[a]\n\n[a]: {}",
        ]
    ),
    address=st.text(st.sampled_from("abé/.-_ ()<>&\"'\\#?=%;*[]`|"), min_size=1, max_size=12),
)
def test_a_new_address_reads_as_itself(place: str, address: str) -> None:
    """What is written in a link's place leads where it was told to, percent signs aside."""
    wanted = f"x{address}y"
    source = place.format("old.png")
    after = formats.relinked(source, FORMAT, NONE, lambda _: wanted)
    (link,) = FORMAT.links(after, NONE)
    assert unquote(link.address) == unquote(wanted)


def test_links_that_are_not_changed_leave_the_article_alone() -> None:
    """Every inline link that the parser sees is found, in the documents of this repository."""
    texts = [path.read_text("utf-8") for path in REPOSITORY.glob("*.md")]
    texts += [path.read_text("utf-8") for path in REPOSITORY.glob("docs/*.md")]
    texts += [path.read_text("utf-8") for path in REPOSITORY.glob("tests/**/*.md")]
    for text in texts:
        assert formats.relinked(text, FORMAT, NONE, address_of) == text
        seen = [
            event.payload["dest_url"]
            for event in events(text)
            if event.name in {"Link", "Image"}
            and event.phase == "start"
            and event.payload["link_type"] == "Inline"
            and event.payload["dest_url"]
        ]
        read = [link.address for link in FORMAT.links(text, NONE)]
        assert all(read.count(one) >= seen.count(one) for one in seen)


def address_of(link: Link) -> str:
    assert link.kind in LinkKind
    return link.address


@pytest.mark.parametrize(
    ("source", "translated", "wanted"),
    [
        pytest.param("See [`x`][].", "Veja [`x`][`x`].", "Veja [`x`][].", id="collapsed"),
        pytest.param("See [X][]:", "Veja [X][X]:", "Veja [X][]:", id="collapsed, then a colon"),
        pytest.param("See [X].", "Veja [X][X].", "Veja [X].", id="shortcut"),
        pytest.param("See [X].", "Veja [Y][X].", "Veja [Y][X].", id="words that were translated"),
        pytest.param("See [X][X].", "Veja [X][X].", "Veja [X][X].", id="twice in the source, too"),
        pytest.param(
            "See [X].", "Veja [X][X](a).", "Veja [X][X](a).", id="what follows would bind"
        ),
    ],
)
def test_a_reference_by_its_words_stays_one(source: str, translated: str, wanted: str) -> None:
    document = FORMAT.parse(f"{source}\n\n[`x`]: /x\n[x]: /y\n", options())
    (block,) = document.blocks
    assert FORMAT.write(document, block, [translated]) == wanted
