"""Lines break where gettext's tools break them."""

from __future__ import annotations

import ctypes
import ctypes.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.catalog.line_break import MANDATORY, POSSIBLE, PROHIBITED, breaks, width, widths


def _marked(text: str) -> str:
    """Show a text with a bar where a line may begin, and ¶ after what ends one."""
    signs = {PROHIBITED: "", POSSIBLE: "|", MANDATORY: "¶"}
    return "".join(
        char + "¶" if verdict == MANDATORY else signs[verdict] + char
        for char, verdict in zip(text, breaks(text), strict=True)
    )


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("Le |chat |dort.", id="between words"),
        pytest.param("aujourd’hui, |l’eau", id="not at an apostrophe"),
        pytest.param("« |Bonjour |», |dit-|il", id="at the spaces inside guillemets"),
        pytest.param(
            "«\N{NO-BREAK SPACE}Bonjour\N{NO-BREAK SPACE}», |dit", id="not at a no-break space"
        ),
        pytest.param("1\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}€ |net", id="amounts"),
        pytest.param("“Yes”, |he |said", id="quotation marks stay with their words"),
        pytest.param("l’agence… |et |puis", id="after an ellipsis"),
        pytest.param("fin |— |puis|—|rien", id="on both sides of a dash"),
        pytest.param("1914–|1918", id="after an en dash"),
        pytest.param("Kim |Jong-|un", id="after a hyphen"),
        pytest.param("non\N{NON-BREAKING HYPHEN}stop", id="not after a no-break hyphen"),
        pytest.param("an\N{SOFT HYPHEN}|ti", id="after a soft hyphen"),
        pytest.param("il |fait |-3 |°C, |+4 |%", id="not after a sign"),
        pytest.param("12,5 |% |de |3.14", id="not inside a number"),
        pytest.param("$5, |5$, |€20", id="currency stays with its amount"),
        pytest.param("https://|example.|org/|a-|b?|c=d", id="inside a URL, after its marks"),
        pytest.param("[lien]|(a.|md) |et |**gras**", id="Markdown"),
        pytest.param("<br>{x}|[y]<b>", id="tags"),
        pytest.param("e.|g. |this", id="after the stop of e.g., which UAX 14 would keep"),
        pytest.param("¿qué? |¡hola!", id="inverted marks"),
        pytest.param("Αθήνα, |«καλημέρα» |Москва", id="Greek and Cyrillic"),
        pytest.param("日|本|語。|「引|用」|で|す", id="Japanese"),
        pytest.param("한|국|어, |글", id="Korean syllables"),
        pytest.param("שלום־עולם |א-ב", id="Hebrew, not after its hyphens"),
        pytest.param("ภาษาไทย", id="Thai, not without a dictionary"),
        pytest.param("e\N{COMBINING ACUTE ACCENT}te |x", id="a mark stays with its letter"),
        pytest.param("🇫🇷|🇩🇪|👍🏽", id="flags and emoji"),
        pytest.param("a\N{ZERO WIDTH SPACE}|b\N{WORD JOINER}-\N{WORD JOINER}c", id="joiners"),
        pytest.param("a\n¶b\N{LINE SEPARATOR}¶c", id="line ends"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_line_may_begin(marked: str) -> None:
    assert _marked(marked.replace("|", "").replace("¶", "")) == marked


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("été", 3),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}", 0),
        ("日本", 4),
        ("한", 2),
        ("ｱ", 1),
        ("Ａ", 2),
        ("👍", 2),
        ("a\tb", 2),
        ("«»—…’", 5),
    ],
)
def test_the_columns_of(text: str, columns: int) -> None:
    assert width(text) == columns == sum(widths(text))


def _libunistring() -> ctypes.CDLL:
    """Load the library that gettext 0.21 breaks lines with, in the version it was built on."""
    name = ctypes.util.find_library("unistring")
    if name is None or not name.endswith(".so.2"):
        pytest.skip("libunistring 1.0 (libunistring.so.2) is not installed")
    return ctypes.CDLL(name)


def _their_breaks(library: ctypes.CDLL, text: str) -> list[int]:
    data = text.encode("utf-32-le")
    answer = ctypes.create_string_buffer(len(text) + 1)
    library.u32_possible_linebreaks_v2(data, ctypes.c_size_t(len(text)), b"UTF-8", answer)
    return [{1: PROHIBITED, 2: POSSIBLE}.get(code, MANDATORY) for code in answer.raw[: len(text)]]


@given(text=st.text(max_size=40))
def test_breaks_are_those_of_libunistring(text: str) -> None:
    assert breaks(text) == _their_breaks(_libunistring(), text)


# One character of every class, so that every pair of classes comes up often.
_CLASSES = (
    'a1 \t!"#$%(),-./:;?}«…—–\u00a0\u0301\u00b4\u05d0\u1100\u1160\u11a8\u3005\u200b\u200d\u2060日☝'
    "가각\u2329\U0001f1eb\U0001f3fb\n\u2028"
)


@given(text=st.text(alphabet=_CLASSES, max_size=12))
def test_breaks_between_all_classes_are_those_of_libunistring(text: str) -> None:
    assert breaks(text) == _their_breaks(_libunistring(), text)


def test_every_character_is_as_wide_as_for_libunistring() -> None:
    library = _libunistring()
    characters = (chr(c) for c in range(1, 0x20000) if not 0xD800 <= c < 0xE000)
    assert [c for c in characters if width(c) != max(0, library.uc_width(ord(c), b"UTF-8"))] == []
