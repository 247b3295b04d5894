"""Protected text: what is found in a sentence, and what is left to the engine."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import read
from tests.formats.test_identity import markdown
from translate import inline
from translate.model import Role, Segment
from translate.protection import KINDS, find, kind_of


def protected(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(text)]


# One line a kind: in each sentence, what stands between ‹ and › is protected, and nothing else.
FOUND = {
    "code": "Use ‹`a b`› or ‹``a ` b``› now.",
    "braces": "Dear ‹{{ name }}›, ‹{{{raw}}}› and ‹{% if x %}›.",
    "angles": "Put ‹<%= x %>› here, or ‹<<var>>›, or ‹<<MY_VAR>>›.",
    "quoted link": 'The default is ‹"https://a.org/"›, or ‹"ftp://a.b/c"›.',
    "link": "See ‹https://a.org/b?c=d#e›, now, or ‹ftp://a.b/c›.",
    "link in brackets": "It (‹https://a.org/wiki/B_(c)›) is «‹https://a.org/d›»…",
    "link at the end": "It is on ‹https://a.org/b›. And ‹https://exemple.fr/d›…",
    "link with a field": "Call ‹https://a.org/{id}/x?n=%s›!",
    "link in Chinese": "请访问‹https://a.org/page›。",
    "mail link": "Click ‹mailto:me@x.org› or ‹tel:+33123456789›.",
    "www": "On ‹www.x.org›, (‹www.x.org/y›).",
    "page": "Read ‹example.org/page›, and a.org's, and ‹a.org/x›'s.",
    "localhost": "At ‹localhost:3000› and ‹localhost›.",
    "e-mail": "Ask ‹first.last+x@sub.x.co.uk›, or <‹me@x.org›>.",
    "login": "Log in as ‹admin@192.168.1.20:8022›.",
    "home path": "In ‹~/.bashrc›, ‹../up/one›, ‹./x› and ‹$HOME/bin/x›.",
    "root path": "In ‹/etc/hosts›, ‹/tmp›, ‹/var/log/x.log›.",
    "file path": "In ‹src/main.py›, ‹.github/workflows/ci.yml› and ‹docs/*.md›.",
    "Windows path": r"In ‹C:\Users\x›, ‹C:\Program Files\App\a.exe›, ‹\\srv\share\x›.",
    "file": "Get ‹report.pdf›, ‹data-2024.tar.gz›, ‹résumé.odt›, ‹A.JPEG›, ‹main.c›.",
    "names with fields": "In ‹report_{year}.docx›, ‹/users/{id}/posts›, ‹src/{name}/x.py›.",
    "file with a date": "Open ‹2024-05-01.csv› now.",
    "dot file": "Copy ‹.env› and ‹.gitignore›, all ‹*.py› files, or (‹.pdf›).",
    "build file": "The ‹Makefile› and the ‹Dockerfile›.",
    "domain": "‹Amazon.com› and ‹lemonde.fr› and ‹news.example.co.uk›.",
    "field": "‹{name}›, ‹{0}›, ‹{user.name!r}›, ‹{0:>10}›, ‹{}›, ‹%{x}›, ‹#{y}›, ‹${HOME}›.",
    "plural field": "‹{n, plural, one {# file} other {# files}}› in all.",
    "named format": "‹%(user)s› has ‹%(n)d› files, ‹%(x).2f› MB",
    "format": "‹%s› sent ‹%1$s› and ‹%d›, (‹%5.2f›) “‹%s›” ‹%s%s› ‹%@›.",
    "date format": "As ‹%Y-%m-%d› or ‹%H:%M›.",
    "percent variable": "Set ‹%PATH%› first.",
    "variable": "Set ‹$HOME› and ‹$user_name›.",
    "emoji": "He said ‹:smile:› yes ‹:+1:›, ‹:a_b::c:›.",
    "colour": "In ‹#ff8800› or ‹#f80› or ‹#112233›.",
    "channel": "Ask in ‹#help-desk›.",
    "hashtag": "Under ‹#MeToo›, ‹#été›, ‹#COVID19›-Tests and ‹#2024goals›.",
    "far handle": "Ask ‹@anna.berg@social.example.org›, please.",
    "scope": "Install ‹@angular/core› now.",
    "handle": "Ask ‹@user›, .‹@user›, (‹@a_b›), ‹@user›'s, ‹@ab.c.social›.",
    "price": "It is ‹$5›, ‹€12.50›, ‹US$ 1,200›, ‹R$ 50,00›, ‹$20–$30›, ‹€0.25/kWh›.",
    "price in letters": "It is ‹USD 1,000› or ‹CHF 5.50›.",
    "price, sign last": "C'est ‹5 €›, ‹12,50€› (‹1 200 €›), ‹20 EUR›, ‹5 M€›, ‹0,25 €/kWh›.",
    "quantity": "‹3.5 kg›, ‹3,5 kg›, ‹5kg›, ‹500g›, ‹100 m², 5 m›.".replace("², ", "²›, ‹"),
    "share": "‹50 %› of them, ‹3.5%›, “‹60%›”, l'‹80%›, ‹10‰›, ‹10%–20%›, ‹5%-10%›.",
    "temperature": "‹−5 °C›, ‹-5 °C›, ‹41.5°C›, ‹20 ºC›, ‹20°›, ‹3 °C/km›.",
    "digit groups": "‹1,200 MW›, ‹5 000 km›, ‹5\u202f000 km›, ‹5'000 km›, ‹1.234,5 t›.",
    "ranges": "‹10–20 km›, ‹10-20 km›, ‹5 km–10 km›, ‹20 × 35 m›, ‹2 x 3 m›, ‹±2 mm›.",
    "rates": "‹130 km/h›, ‹9.81 m/s²›, ‹8 l/100 km›, ‹50 mg/l›, ‹10 Gbit/s›, ‹100 Mbps›.",
    "fractions": "‹½ l› of milk and ‹2½ kg› of flour.",
    "data": "‹512 GB›, ‹3.2 GHz›, ‹25 MiB›, ‹5,000 mAh›, ‹300 dpi›, ‹65 W›.",
    "hours": "It took ‹72 h›, then ‹48h›.",
    "date": "On ‹2024-05-01›, (‹2024-05-01T12:00Z›), ‹2025-01-01T00:00:00+01:00›.",
    "date and time": "At ‹2025-02-28 23:59:59›.",
    "week": "In ‹2024-W05›.",
    "weakness": "‹CVE-2024-3094› and ‹CWE-79› and ‹GHSA-jfh8-c2jp-5v3q›.",
    "DOI": "See (‹doi:10.1000/182›) and ‹10.1000/xyz123›.",
    "arXiv": "See ‹arXiv:2301.00001v2›.",
    "ISBN": "It is ‹ISBN 978-3-16-148410-0›, ‹ISBN: 0306406152›.",
    "bare ISBN": "ISBN : ‹978-3-16-148410-0›.",
    "ISSN": "It is ‹ISSN 2049-363X›.",
    "UUID": "The ‹550e8400-e29b-41d4-a716-446655440000› one.",
    "hash": "The commit ‹9fceb02d› or ‹sha256:0a1b2c3d4e5f›.",
    "hexadecimal": "It is ‹0xFF›.",
    "IPv4": "At ‹192.168.0.1›, ‹10.0.0.0/8›, ‹127.0.0.1:8080›.",
    "IPv6": "At ‹fe80::1ff:fe23:4567:890a›, ‹::1›, ‹2001:db8::/32›.",
    "MAC": "At ‹00:1a:2b:3c:4d:5e›.",
    "version": "Since ‹v2›, ‹v1.2.3›, ‹v2.0-beta›.",
    "long version": "Use ‹10.2.4›, ‹1.2.3-beta.1› or ‹2.0.0rc1›.",
    "version series": "Any ‹3.x› will do.",
    "version of a program": "Python ‹3.11›, Ubuntu ‹22.04›, mypy ‹1.18›, version ‹2.5›.",
    "telephone": "Call ‹+351 21 123 4567› or ‹+1 (555) 123-4567›.",
    "media type": "As ‹text/html› or ‹application/vnd.api+json›.",
    "option": "With ‹--force›, ‹--dry-run›, ‹--output=result.txt›.",
    "snake_case": "Set ‹DATABASE_URL›, ‹user_id›, ‹__init__›, ‹read_config()›.",
    "call": "Call ‹main()› or ‹os.path.join()›.",
    "scoped name": "A ‹std::vector› of them.",
}


@pytest.mark.parametrize("marked", [pytest.param(text, id=name) for name, text in FOUND.items()])
def test_what_is_no_language_is_found_and_nothing_beside_it(marked: str) -> None:
    text = marked.replace("‹", "").replace("›", "")
    rest = "".join(f"‹{piece}›" if i % 2 else piece for i, piece in enumerate(_split(text)))
    assert rest == marked


def _split(text: str) -> list[str]:
    """Return what is not protected and what is, by turns."""
    pieces: list[str] = []
    cursor = 0
    for one in find(text):
        pieces += [text[cursor : one.start], text[one.start : one.end]]
        cursor = one.end
    return [*pieces, text[cursor:]]


def test_every_kind_has_a_sentence_of_its_own() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert set(names) <= FOUND.keys()
    for name in names:
        text = FOUND[name].replace("‹", "").replace("›", "")
        assert name in {one.kind for one in find(text)}


LEFT = [
    ("a percent sign before an article", "Il en reste 20 d'octobre, 100 %d'eau, 10 %de sel."),
    ("a percent sign alone", "The % sign, 50%s and 5 %s, a %."),
    ("a colon behind a word", "note: this, Paris: la ville, oui : non"),
    ("a smiley", "fine :) and :-) or ;-) 8-)"),
    ("a number sign before digits", "#1 in the list, issue #42, # title"),
    ("a language with a number sign", "C# and F#, A# minor"),
    ("words with a slash", "A/B testing, AC/DC, TCP/IP, and/or, he/she, N/A, w/o, s/he"),
    ("several words with slashes", "red/green/blue, 24h/24, 7j/7, Mr./Mrs. Smith"),
    ("a rate without a number", "in km/h and in mg/l"),
    ("numbers with a slash", "24/7, 9/11, 1/2, 05/12/2024, 2023/24, Q1/2024"),
    ("abbreviations", "e.g. this, i.e. that, a.m., etc., vs., p. 12, No.7, n° 5, p.ex., z.B."),
    ("initials", "M. Poutine, U.S. troops, J.K. Rowling, J.R.R. Tolkien, Ph.D., S.A., U.N."),
    ("a missing space behind a full stop", "St.Petersburg. The end.Next day, vrai.Oui, Dr.House"),
    ("a plain number", "20,000 people, 3.14, 3,5, 10 000, 1.234.567, 10'000, 1 000 000"),
    ("a number with a word", "3 miles, 10 percent, 5 in a row, 5 of 1 A, 3 sur 5, 12 pages"),
    ("a year", "in 1990, in the 1980s, the 80s, 1914-1918, 2019-20, ©2024"),
    ("a date that a language spells", "5 May 2024, 5 août, 01.05.2024, 1.5.2024, 24.12."),
    ("a time of day", "10:30, 10:30:15, 18 h 30, 18h30, à 20 h, 12 o'clock, 5 p.m."),
    ("a result", "It ended 3-2, 2–1, 50-50, 4:2, John 3:16."),
    ("an amount in words", "$5 million, $1.5 billion, £5m, €3bn, $5k, 5 M people, 5m people, 5 Md"),
    ("an amount in words of other languages", "€5 millions, $5 millones, €3 Mio., €2 Mrd."),
    ("a half of a word", "Les 5 m'ont dit, un 5 l'an, les 3 g'nous"),
    ("a verb behind a number", "2020 ha sido, el 5 ha llegado, cal 5 cal"),
    ("a compound", "a 5-km race, a 10-year plan, 5°-wide, $5-a-day, 5 km/jour, COVID-19, F-16"),
    ("a thousand, a dimension, a generation", "5K, 3D, 4K, 5G, 2x, 10x faster, 3 × 4, 1 + 1"),
    ("ordinals", "1st, 10th, 1er, 3e, 1º, 2ª"),
    ("an at sign alone", "at 3 @ 4, @ home, @3pm"),
    ("an at sign in a word", "l@s niñ@s, Leser@innen"),
    ("an underscore in a German word", "Leser_innen und Bürger_in"),
    ("an underscore at a word's edge", "_so_ it is, a_, _b, name____"),
    ("dashes", "word--another, --dijo María--, -- no, - item, -5 - 3"),
    ("dots", "...and then, etc.), . and, .5"),
    ("a dollar sign alone", "the $-sign, $ 5 million, $$"),
    ("braces around words", "{see below} and {a, b}"),
    ("angles around words", "<b>, <<Oui, monsieur>>, << Oui >>, 5 < 6 > 4"),
    ("a word like a hash", "deadbeef, facade, decade, 1234567, 12345678"),
    ("exclamations in names", "Yahoo!, Jeopardy!, Wham!, AT&T, R&D"),
    ("a word like a scheme", "http is a word, tel: 5, urn: a"),
    ("a word like a version", "Section 3.5, the V2 rocket, Only 3.5 points, Python 3"),
    ("a call without brackets", "main, f(x), note (see below)"),
    ("colons side by side", "a :: b, no::, std :"),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LEFT])
def test_what_an_engine_must_translate_is_left_alone(text: str) -> None:
    assert protected(text) == []
    assert protected(f"“We saw {text} here.”") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("5 km", "quantity", id="all of it"),
        pytest.param("{a}{b}", "field", id="two that touch are one"),
        pytest.param("5 km away", None, id="more than it"),
        pytest.param("5 km 6 km", None, id="two that stand apart"),
        pytest.param("away", None, id="nothing of it"),
        pytest.param("", None, id="no text"),
    ],
)
def test_the_kind_of_a_text(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


PIECES = """
a Bc 5 42 km % $ € : / \\ . , - -- _ # @ { } ( ) ` ' ’ < > = + x.org .py 10:30 °C é 中 ·
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), " ", "\u00a0", "\n"]), max_size=24).map("".join)


@given(TEXTS)
def test_protected_texts_are_in_order_and_apart_and_none_is_empty(text: str) -> None:
    """Each begins behind the end of the one before, with at least one letter between them."""
    end = -1
    for one in find(text):
        assert end < one.start < one.end <= len(text)
        end = one.end


@given(TEXTS)
def test_protected_text_has_no_white_space_at_its_ends_and_no_line_break_in_it(text: str) -> None:
    for piece in protected(text):
        assert piece == piece.strip()
        assert "\n" not in piece


@pytest.mark.parametrize(
    "piece", ["a.", "/a", "1,", "1 ", "{a", "{%", "((", "a_", "%d", ":a", "a@"]
)
def test_a_long_text_of_one_piece_again_and_again_takes_no_long_time(piece: str) -> None:
    """The time grows with the length of the text, not with its square."""
    start = time.process_time()
    list(find(piece * 10_000))
    assert time.process_time() - start < 2


@given(TEXTS)
def test_a_segment_with_its_protected_texts_is_the_segment(text: str) -> None:
    """Taken apart into words and spans, and put together again, it has all of its letters."""
    wide = inline.protect(Segment(text, 0, 0))
    assert inline.from_spanned(inline.to_spanned(wide), wide) == text


@given(markdown)
def test_protection_takes_no_code_away_but_what_it_holds_whole(source: str) -> None:
    for block in read(source).blocks:
        for part in block.segments:
            wide = inline.protect(part)
            added = [code for code in wide.codes if code not in part.codes]
            for code in part.codes:
                inside = any(a.start <= code.start and code.end <= a.end for a in added)
                assert (code in wide.codes) != inside
            assert inline.to_spanned(wide).text == inline.to_spanned(part).text
            assert all(a.end <= b.start for a, b in pairwise(wide.codes))


def segment(markup: str) -> Segment:
    (block,) = read(markup).blocks
    (only,) = block.segments
    return only


@pytest.mark.parametrize(
    ("markup", "spelled"),
    [
        pytest.param("It is 3&nbsp;km away.", ["3&nbsp;km"], id="an entity in it"),
        pytest.param(r"In C:\\Users\\x now.", [r"C:\\Users\\x"], id="backslashes in it"),
        pytest.param(r"Set user\_id now.", [r"user\_id"], id="an escaped underscore in it"),
        pytest.param("About **3 kg** of it.", ["3 kg"], id="all that is bold"),
        pytest.param("It has 5 m<sup>2</sup> now.", ["5 m<sup>2</sup>"], id="a whole pair in it"),
        pytest.param("About 3 km[^1] away.", ["3 km"], id="a mark behind it"),
        pytest.param("Write to *me@x.org*.", ["me@x.org"], id="an address that is emphasised"),
        pytest.param("It has **3** kg.", ["**3** kg"], id="a part of it bold"),
        pytest.param("It has 3 **kg**.", ["3 **kg**"], id="another part of it bold"),
        pytest.param(
            "It has ***3** kg* now.", ["**3** kg"], id="a pair in it and a pair around it"
        ),
        pytest.param("It has **about 3** kg.", [], id="bold from before it on: left alone"),
        pytest.param("It has 3 **kg or so**.", [], id="bold beyond its end: left alone"),
        pytest.param("It has 3<br>km.", [], id="a line break in it: left alone"),
        pytest.param("See `3 km` now.", [], id="code, which is protected already"),
    ],
)
def test_protection_in_markup(markup: str, spelled: list[str]) -> None:
    part = segment(markup)
    wide = inline.protect(part)
    added = [code for code in wide.codes if code not in part.codes]
    assert [part.text[code.start : code.end] for code in added] == spelled
    assert {code.role for code in added} <= {Role.PROTECTED}
    assert inline.to_spanned(wide).text == inline.to_spanned(part).text
