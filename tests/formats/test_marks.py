"""The inline marks of dialects are codes; what a reader reads in them are words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.pseudo import pseudo, translated
from tests.formats.reading import own_text, read
from translate import inline
from translate.formats import format_of, render
from translate.formats.markdown.spelling import markup_in
from translate.model import Role, Segment, SpannedText
from translate.workflow.markup import to_markup

FORM = format_of("x.md")


def only_segment(text: str, dialects: frozenset[str]) -> Segment:
    (block,) = read(text, dialects=dialects).blocks
    (segment,) = block.segments
    return segment


def shown(segment: Segment) -> list[str]:
    """Return the codes of a segment, the two of a pair as one, with dots for its words."""
    opened: dict[int, str] = {}
    found: dict[int, str] = {}
    for code in inline.protect(segment).codes:
        raw = segment.text[code.start : code.end]
        for start, end in code.inner:
            raw = raw.replace(segment.text[start:end], "(" + segment.text[start:end] + ")")
        if code.role is Role.OPEN:
            opened[code.number] = raw
            found[code.number] = ""
        elif code.role is Role.CLOSE:
            found[code.number] = f"{opened[code.number]}…{raw}"
        elif code.role is not Role.LITERAL:
            found[code.number] = raw
    return list(found.values())


MARKS = [
    ("See [[Page]] or [[Page#Part|the alias]].", "", ["[[Page]]", "[[Page#Part|…]]"]),
    ("See ![[Note]] and ![[a.png|300]] here.", "", ["![[Note]]", "![[a.png|300]]"]),
    ("See ![[a.png|A cat|20x30]] here.", "", ["![[a.png|(A cat)|20x30]]"]),
    ("Say %%not this%% it.", "", ["%%not this%%"]),
    ("Say%%not this%% it.", "obsidian", ["%%not this%%"]),
    ("Drink H~2~O and x^2^ or 10^-3^.", "", ["H~2~O", "x^2^", "10^-3^"]),
    ("The C~6~H~12~O~6~ is sweet.", "", ["C~6~H~12~O~6~"]),
    ("Concentration^2^ of it.", "", ["^2^"]),
    ("A ==marked *word*== here.", "", ["==…==", "*…*"]),
    ("An ^^inserted word^^ here.", "", ["^^…^^"]),
    ("An ++inserted word++ here.", "mkdocs", ["++…++"]),
    ("It ||ends badly|| here.", "", ["||…||"]),
    (r"Sum \(a+b\) or \(x\) here.", "", [r"\(a+b\)", r"\(x\)"]),
    (r"Sum \[x^2 = y_1\] here.", "", [r"\[x^2 = y_1\]"]),
    (r"Sum \\(\frac{a}{b}\\) here.", "", [r"\\(\frac{a}{b}\\)"]),
    (r"The \(see below\) formula.", "pandoc", [r"\(see below\)"]),
    ("A &lt;b&gt; tag, &#60;br/&gt; too.", "", ["&lt;b&gt;", "&#60;br/&gt;"]),
    ('So &lt;a href="x"&gt; here.', "", ['&lt;a href="x"&gt;']),
    ("Enter &lt;your name&gt; if a &lt; b.", "", ["&lt;…&gt;", "&lt;"]),
    ("So a &lt; b, and c &gt; d.", "", ["&lt;", "&gt;"]),
    ('The {{< ref "a_b" >}} is {{ c_d }} here.', "", ['{{< ref "a_b" >}}', "{{ c_d }}"]),
    ("A {{% em %}}loud word{{% /em %}} here.", "", ["{{% em %}}…{{% /em %}}"]),
    ("If {% if a %}yes, you{% endif %} do.", "", ["{% if a %}…{% endif %}"]),
    ("If {{#if a}}yes, you{{/if}} do.", "", ["{{#if a}}…{{/if}}"]),
    ("So {{{ raw_html }}} is.", "", ["{{{ raw_html }}}"]),
    ('So {{< hl "x" >}}f(a_b){{< /hl >}} runs.', "", ['{{< hl "x" >}}f(a_b){{< /hl >}}']),
    ("A {# left out #} word.", "", ["{# left out #}"]),
    (":smile: and :material-check:{ .x } it.", "", [":smile:", ":material-check:{ .x }"]),
    ("A [span of words]{.class #id} here.", "", ["[…]{.class #id}"]),
    ("An *em*{: .x} and **b**{.y} here.", "", ["*…*{: .x}", "**…**{.y}"]),
    ("A ![(an image)](a){width=50} here.".replace("(an image)", "an image"), "",
     ["![(an image)](a){width=50}"]),
    ('A [link](u){:target="_blank"} here.', "", ['[…](u){:target="_blank"}']),
    ("Some `code`{.py} here.", "", ["`code`{.py}"]),
    ("Call <code>a.b of *c*</code> now.", "", ["<code>a.b of *c*</code>"]),
    ("A lead word{.lead} and a sentence.{: #x }", "", ["{.lead}", "{: #x }"]),
    ("See {ref}`the guide <x>` and {doc}`y` ok.", "", ["{ref}`… <x>`", "{doc}`y`"]),
    ("See {math}`a < b > c` here.", "", ["{math}`a < b > c`"]),
    ("An :abbr[HTML page]{title=x} here.", "", [":abbr[…]{title=x}"]),
    ("Press :kbd[Ctrl]{.x} or :icon{name=y} now.", "", [":kbd[Ctrl]{.x}", ":icon{name=y}"]),
    ("It is so.^[An inline note.] Yes", "", None),
    ("See [@doe99, pp. 3; @smith] here.", "", ["[@doe99, pp. 3; @smith]"]),
    ("See [as in @doe99] here.", "pandoc", ["[as in @doe99]"]),
    ("See @fig:plot or @tbl-x and \\@ref(fig:z) ok.", "", ["@fig:plot", "@tbl-x", "\\@ref(fig:z)"]),
    ("A {++new word++} and {--old word--} here.", "", ["{++…++}", "{--…--}"]),
    ("A {==word==}{>>why<<} or {~~a~>b~~} here.", "", ["{==…==}", "{>>why<<}", "{~~a~>b~~}"]),
    ("A [!badge New] thing.", "", ["[!badge New]"]),
    ("Press ++ctrl+alt+del++ or ++esc++ now.", "", ["++ctrl+alt+del++", "++esc++"]),
    ("A <Tab a={b.c}>word</Tab> and {d.e} here.", "mdx", ["<Tab a={b.c}>…</Tab>", "{d.e}"]),
    ("A <>word</> and {/* none */} here.", "mdx", ["<>…</>", "{/* none */}"]),
    ("A {a ? {b: 1} : `c`} here.", "mdx", ["{a ? {b: 1} : `c`}"]),
    ("Fixed #123 of a-b/c#4 here.", "", ["#123", "a-b/c#4"]),
    ("It is a~i,j~ and x^(n+1)^ here.", "", ["a~i,j~", "x^(n+1)^"]),
    ("So &amp;lt; and &#123;x&#125; are.", "", ["&amp;lt;", "&#123;", "&#125;"]),
    ("Filed under #plants/old-ones here.", "obsidian", ["#plants/old-ones"]),
    ("So {+ added words +} and [- gone words -] here.", "gitlab", ["{+ … +}", "[- … -]"]),
    ("A {::comment}hidden words{:/comment} word.", "", ["{::comment}hidden words{:/comment}"]),
    ("| A |\n|--|\n| [[Page\\|the alias]] |", "", None),
    ("| A |\n|--|\n| the `a\\|b` code |", "", None),
    ("A <Tab a={b.c} :d=\"e\" @f=\"g\">word</Tab> and {/* none */} here.", "",
     ['<Tab a={b.c} :d="e" @f="g">…</Tab>', "{/* none */}"]),
    (r"The \textbf{bold words} of \cite[p. 3]{doe} are.", "",
     [r"\textbf{…}", r"\cite[p. 3]{doe}"]),
    (r"Set in \LaTeX\ by hand.", "pandoc", ["\\LaTeX\\"]),
    ("Some `<b>`{=html} here.", "", ["`<b>`{=html}"]),
    ("It is &copy; here, x &rarr; y, a &amp;&amp; b.", "", ["&copy;", "&rarr;", "&amp;&amp;"]),
    ('See !456, a-b/c!12, %"old ones" and ~bug of it.', "gitlab",
     ["!456", "a-b/c!12", '%"old ones"', "~bug"]),
    ('Press ++"My key"++ now.', "", ['++"…"++']),
    ("It is (1) so here.", "mkdocs", ["(1)"]),
    ("Ask @mary-ann of #plants/old here.", "", ["@mary-ann", "#plants/old"]),
    ("**{{ a }}** and *[[b]]* are.", "", ["**…**", "{{ a }}", "*…*", "[[b]]"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dialects", "wanted"), [pytest.param(*case, id=case[0]) for case in MARKS if case[2]]
)
def test_marks_are_codes(text: str, dialects: str, wanted: list[str]) -> None:
    assert shown(only_segment(text, frozenset(dialects.split()))) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "C++ and D++ are, i++ and ++j too.",
        "If a==b and c==d, so a == b == c.",
        "An a || b || c and x||y are.",
        r"It \(see below\) was \[sic\] and \[1\] so.",
        "A ^ b ^ c and a^ b^.",
        "It is 100 %% of it, %%a and %%b.",
        "It is 50 %% of these and 20 %% of those.",
        "Some [a] and [b] in the arr[[0]] here.",
        "At 10:30:45 and note: this: that.",
        "Press ++inserted++ here.",
        "A {x, y} set and {} too.",
        "[[ -f x ]] is a test.",
        r"An escaped \==mark== and \[[page]] here.",
        "She said: see[1] and so on.",
        "Write (^) or (~) now.",
    ],
)
def test_what_only_looks_like_a_mark_is_words(text: str) -> None:
    assert [code for code in read(text).blocks[0].segments[0].codes if code.role != "literal"] == []


@pytest.mark.parametrize(
    ("text", "dialects"), [pytest.param(*case[:2], id=case[0]) for case in MARKS]
)
def test_a_translation_has_the_marks_of_its_source(text: str, dialects: str) -> None:
    on = frozenset(dialects.split())
    for block in read(text, dialects=on).blocks:
        for segment in block.segments:
            draft = pseudo(inline.to_spanned(inline.protect(segment)))
            made = to_markup(
                draft, segment, markup_in(on), lambda words: pseudo(SpannedText(words)).text
            )
            assert made is not None
            again = markup_in(on).codes(made[0], segment)
            assert [code.role for code in again if code.role is not Role.LITERAL] == [
                code.role for code in segment.codes if code.role is not Role.LITERAL
            ]


def test_an_alias_in_a_table_keeps_its_escape() -> None:
    segment = read("| A |\n|--|\n| [[Page\\|the alias]] |\n").blocks[1].segments[0]
    assert shown(segment) == ["[[Page\\|…]]"]


def test_an_inline_footnote_is_translated_by_itself() -> None:
    segment = read("It is so.^[An inline note.] Yes.").blocks[0].segments[0]
    assert shown(segment) == ["^[(An inline note.)]"]
    segment = read("So.^[See [it](x) now.] Yes.").blocks[0].segments[0]
    assert shown(segment) == ["^[…]", "[…](x)"]


def test_a_defined_reference_is_no_page_of_a_wiki() -> None:
    segment = read("See [[1]] and [[2]](u).\n\n[1]: http://x\n").blocks[0].segments[0]
    assert shown(segment) == ["[…][1]", "[…](u)"]


def test_marks_are_not_broken_where_a_paragraph_is_wrapped() -> None:
    line = "A long line of a paragraph that somebody wrapped by hand at about here\n"
    source = (
        line + line + 'with [[A page of many words|an alias]] in it and {{< ref "a b" >}} too.\n'
    )
    made, _ = translated(source)
    assert "[[A page of many words|" in made
    assert '{{< ref "a b" >}}' in made


FRAGMENTS = [
    "==", "++", "^^", "||", "[[", "]]", "![[", "|", "{{", "}}", "{{<", ">}}", "{%", "%}", "{", "}",
    "{.x}", "{: .y}", "\\(", "\\)", "\\[", "\\]", "^[", "]", "[", "(u)", "`", "``", "~", "^", "%%",
    ":kbd[", ":a:", "&lt;", "&gt;", "@", "<b>", "</b>", "<T a={b}>", "{ref}`", "*", "**", "_",
    "\n", "\n> ", "\n\n", "- ", " ", "a", "b c", "1", "é", "\\", "$", "#1", "x.", "[r]: u\n", "{++",
    "++}",
]  # fmt: skip
DIALECTS = ["", "mdx", "obsidian", "mkdocs", "pandoc", "myst"]
mixtures = st.lists(st.sampled_from(FRAGMENTS), max_size=16).map("".join)


@given(mixtures, st.sampled_from(DIALECTS))
def test_any_mixture_of_marks_rebuilds_to_itself(source: str, dialect: str) -> None:
    document = read(source, dialects=frozenset(dialect.split()))
    assert render(document, FORM, own_text) == source
    for block in document.blocks:
        for segment in block.segments:
            stack: list[int] = []
            cursor = 0
            for code in segment.codes:
                assert cursor <= code.start < code.end
                cursor = code.end
                if code.role is Role.OPEN:
                    stack.append(code.number)
                if code.role is Role.CLOSE:
                    assert stack.pop() == code.number
            assert not stack
