"""A PO file is written as msgcat would write it, byte for byte."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate.catalog.po_text import Catalog, Entry, Plural, detect_width, serialize, steady_width

HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Language": "es"}

needs_msgcat = pytest.mark.skipif(shutil.which("msgcat") is None, reason="msgcat is not installed")


def _msgcat(data: bytes, width: int | None) -> bytes:
    option = "--no-wrap" if width is None else f"--width={width}"
    run = subprocess.run(["msgcat", "--force-po", option, "-"], input=data, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


def _written(*entries: Entry, width: int | None = 79) -> str:
    """Return the text of a file with these entries, without its header."""
    text = serialize(Catalog(HEADER, entries, width=width)).decode()
    return text.split("\n\n", 1)[1]


# What the prose of articles is made of, in many scripts.
TOKENS = {
    "latin": """
        le la Kim Jong-un « » “citação” ‘x’ ’ l’eau d'une … – — 12,5 % 1\u202f000\u202f€ $5 -3 +4
        n° S.N.C.F. e.g. P.-D.G. https://example.org/a/b-c?d=e&f=g#h **gras** *it* `code-span`
        [lien](https://x.y/z) ![alt](img.png) <br> <a\u00a0href="x"> a/b/c and/or an\u00adti
        (parenthèse) [crochets] {x} 10:30 2024-01-02 v1.2.3 #tag @user ~~s~~ | \\ " 50% ½ × ≤ → •
        § © ™ ª º ¿qué? ¡hola! naïve e\u0301te\u0301 «\u00a0mot\u00a0» non\u2011stop x\u200by ... ;;
        a,b;c:d (a)b[c]d 3:1 km/h Q&amp;A x=y x^2 H_2O \t straße !! †
        """,
    "greek and cyrillic": """
        Αθήνα · ελληνικά; Ελλάδα, «καλημέρα» Россия — Москва, «ёлки-палки» № 5 ещё что-то т.е. г.
        """,
    "ideographs": """
        日本語 中文，。 「引用」 テスト ー ぁ っ ・ … ！ ？ （括弧） 한국어 한글입니다. ﾊﾝｶｸ １２３
        ％ ￥100 \u3000
        """,
    "other scripts": """
        עברית שלום־עולם ״ציטוט״ שָׁלוֹם العربية مرحبا، ؟ ٪ ۱۲۳ فارسی\u200cها ภาษาไทย ๆ ລາວ မြန်မာ
        ភាសា हिन्दी क्षत्रिय। 👍🏽 👨\u200d👩\u200d👧 🇫🇷🇩🇪 ☝🏻
        """,
}
JOINTS = [" ", " ", " ", " ", "", "\u00a0", "\u202f", " - ", "-", "/", ", ", "\n"]


def prose(tokens: str) -> st.SearchStrategy[str]:
    words = re.split("[ \n]+", tokens.strip(" \n"))
    pairs = st.tuples(st.sampled_from(words), st.sampled_from(JOINTS))
    return st.lists(pairs, max_size=30).map(lambda found: "".join(t + j for t, j in found))


# Surrogates cannot be written; NUL ends a string, and EOT is gettext's mark after a msgctxt.
anything = st.text(
    st.characters(exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\0\4"), max_size=120
)


def entries(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Entry]]:
    lines = st.lists(st.sampled_from(["note", "", "  two spaces", "long " * 30]), max_size=3)
    paths = st.sampled_from(["articles/a.md", "articles/très long/été.md", "日本.md", "x" * 70])
    places = st.tuples(paths, st.none() | st.integers(1, 9999))
    entry = st.builds(
        Entry,
        msgid=texts.filter(bool),
        text=texts,
        context=st.none() | texts,
        fuzzy=st.booleans(),
        flags=st.sets(st.sampled_from(["no-wrap", "no-c-format", "no-php-format"])).map(tuple),
        comments=lines.map(tuple),
        notes=lines.map(tuple),
        references=st.lists(places, max_size=6, unique=True).map(tuple),
        previous=st.none() | texts,
        previous_context=st.none() | texts,
        plural=st.none() | st.builds(Plural, texts.filter(bool), st.tuples(texts, texts)),
        obsolete=st.booleans(),
    )
    return st.lists(entry.map(_possible), max_size=25, unique_by=lambda e: e.key)


def _possible(entry: Entry) -> Entry:
    """Mend what gettext's grammar forbids, or msgcat drops."""
    if entry.previous is None:
        entry = replace(entry, previous_context=None)
    if entry.plural is not None:
        entry = replace(entry, text="")
    if not entry.texts[0]:
        entry = replace(entry, obsolete=False, fuzzy=False)
    return entry


def _check_against_msgcat(found: list[Entry], width: int | None) -> None:
    data = serialize(Catalog(HEADER, tuple(found), width=width))
    assert _msgcat(data, width).decode().split("\n\n") == data.decode().split("\n\n")


widths = st.sampled_from([79, 79, None, 76, 60, 100, 20])


@needs_msgcat
@pytest.mark.parametrize("tokens", TOKENS.values(), ids=TOKENS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_prose_is_written_as_msgcat_writes_it(tokens: str, data: st.DataObject) -> None:
    _check_against_msgcat(data.draw(entries(prose(tokens))), data.draw(widths))


@needs_msgcat
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(found=entries(anything), width=widths)
def test_any_text_is_written_as_msgcat_writes_it(found: list[Entry], width: int | None) -> None:
    _check_against_msgcat(found, width)


def test_a_string_that_does_not_fit_begins_on_a_line_of_its_own() -> None:
    text = "a " * 35
    assert _written(Entry(text.strip())) == f'msgid ""\n"{text.strip()}"\nmsgstr ""\n'.replace(
        'msgid ""\n"', 'msgid "', 1
    )
    assert _written(Entry("b " * 38)) == f'msgid ""\n"{"b " * 38}"\nmsgstr ""\n'


def test_a_word_that_cannot_be_broken_stays_on_the_line_of_its_keyword() -> None:
    assert _written(Entry("x" * 200)) == f'msgid "{"x" * 200}"\nmsgstr ""\n'


def test_every_line_of_a_text_is_a_line_of_the_file() -> None:
    assert _written(Entry("one\ntwo\n", "un\n")) == (
        'msgid ""\n"one\\n"\n"two\\n"\nmsgstr "un\\n"\n'
    )


def test_comments_come_in_the_order_of_gettext() -> None:
    entry = Entry(
        "new",
        "text",
        context="title",
        fuzzy=True,
        flags=("no-wrap", "range: 0..5", "python-format", "c-format", "max-length:3"),
        comments=("a person’s", "", "second"),
        notes=("heading", "machine: echo"),
        references=(("a.md", 1), ("b.md", None)),
        previous="old",
        previous_context="head",
    )
    assert _written(entry) == (
        "# a person’s\n#\n# second\n#. heading\n#. machine: echo\n#: a.md:1 b.md\n"
        "#, fuzzy, c-format, python-format, range: 0..5, no-wrap, max-length:3\n"
        '#| msgctxt "head"\n#| msgid "old"\nmsgctxt "title"\nmsgid "new"\nmsgstr "text"\n'
    )


def test_obsolete_entries_come_last_and_keep_what_they_had() -> None:
    old = Entry("old", "viejo", obsolete=True, fuzzy=True, previous="older", comments=("mine",))
    assert _written(old, Entry("new")) == (
        'msgid "new"\nmsgstr ""\n\n'
        '# mine\n#, fuzzy\n#~| msgid "older"\n#~ msgid "old"\n#~ msgstr "viejo"\n'
    )


def test_the_comment_of_an_obsolete_entry_without_translation_is_kept() -> None:
    """Here msgcat would drop a person's words."""
    entry = Entry("old", obsolete=True, comments=("ask the author",))
    assert _written(entry) == '# ask the author\n#~ msgid "old"\n#~ msgstr ""\n'


def test_an_empty_translation_is_not_fuzzy() -> None:
    assert "fuzzy" not in _written(Entry("a", fuzzy=True))


def test_references_fill_lines_of_79_bytes() -> None:
    places = tuple(("articles/été.md", line) for line in range(100, 108))
    assert _written(Entry("a", references=places)).split("\nmsgid")[0] == (
        "#: articles/été.md:100 articles/été.md:101 articles/été.md:102\n"
        "#: articles/été.md:103 articles/été.md:104 articles/été.md:105\n"
        "#: articles/été.md:106 articles/été.md:107"
    )


def test_a_path_with_spaces_stands_in_isolates() -> None:
    entry = Entry("a", references=(("my notes.md", 3),))
    assert "#: \u2068my notes.md\u2069:3\n" in _written(entry)


def test_windows_line_ends_are_kept() -> None:
    data = serialize(Catalog(HEADER, (Entry("a\n", "b\n"),), newline="\r\n"))
    assert data.count(b"\r\n") == data.count(b"\n") > 4
    assert b'msgid "a\\n"\r\n' in data


def test_a_catalog_of_nothing_is_an_empty_file() -> None:
    assert serialize(Catalog()) == b""


LONG = tuple(
    Entry(f"{number} " + "lorem ipsum dolor " * 12, "sit amet " * 20) for number in range(5)
)


@pytest.mark.parametrize("width", [79, 76, 78, 60, 100, 120, 133, None])
def test_the_width_of_a_file_is_found_again(width: int | None) -> None:
    catalog = Catalog(HEADER, LONG, width=width)
    text = serialize(catalog).decode()
    found = detect_width(replace(catalog, width=0), text)
    assert serialize(replace(catalog, width=found)).decode() == text


def test_the_width_of_a_file_with_one_line_of_another_hand_is_that_of_the_rest() -> None:
    catalog = Catalog(HEADER, LONG, width=60)
    text = serialize(catalog).decode()
    assert detect_width(catalog, text.replace(' "\n"', " ", 1)) == 60


def test_a_file_in_which_nothing_needs_a_second_line_is_of_the_usual_width() -> None:
    catalog = Catalog(HEADER, (Entry("a", "b"),))
    assert detect_width(catalog, serialize(catalog).decode()) == 79


@pytest.mark.parametrize(
    ("entry", "width"),
    [
        pytest.param(LONG[0], 79, id="prose that wraps keeps its width"),
        pytest.param(
            Entry("word " * 14 + "end", "b"), None, id="one line too long for its keyword"
        ),
        pytest.param(replace(LONG[0], text="x" * 100), None, id="a word longer than a line"),
        pytest.param(replace(LONG[0], text="นี่ ที่ " * 20), None, id="marks that take no column"),
        pytest.param(
            replace(LONG[0], text="日本語の文章です。" * 20), None, id="ideographs beside prose"
        ),
        pytest.param(Entry("日本語の文章です。" * 20, "文 章" * 40), None, id="ideographs alone"),
    ],
)
def test_a_width_is_kept_where_poedit_would_keep_it(entry: Entry, width: int | None) -> None:
    assert steady_width(Catalog(HEADER, (entry,))) == width


def test_a_file_without_wrapping_keeps_none() -> None:
    assert steady_width(Catalog(HEADER, LONG, width=None)) is None
