"""Finding terms: real sentences, and as many that must be left alone."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary.matching import find
from translate.glossary.terms import Glossary, Kind, Term

FRENCH = Glossary(
    (
        Term("lettre", "carta", "es"),
        Term("lettre", "tarjeta", "es", kind=Kind.NEVER),
        Term("lettre ouverte", "carta abierta", "es"),
        Term("crime de guerre", "crimen de guerra", "es"),
        Term("guerre", "guerra", "es"),
        Term("droits de l'homme", "derechos humanos", "es"),
        Term("Nations unies", "Naciones Unidas", "es"),
        Term("Union", "Unión", "es"),
        Term("écrire", "escribir", "es"),
        Term("Kim Jong-un", kind=Kind.KEEP),
        Term("ONU", kind=Kind.KEEP),
        Term("Sud", "Sur", "es"),
        Term("homme", "hombre", "es"),
        Term("C++", kind=Kind.KEEP),
    )
)
ENGLISH = Glossary(
    (
        Term("open letter", "carta aberta", "pt"),
        Term("child", "criança", "pt"),
        Term("Kleber", kind=Kind.KEEP),
        Term("US", "EUA", "pt"),
        Term("prison camp", "campo de prisioneiros", "pt"),
    )
)
GERMAN = Glossary(
    (
        Term("Brief", "carta", "es"),
        Term("Claus Kleber", kind=Kind.KEEP),
        Term("Menschenrecht", "derecho humano", "es"),
        Term("gehen", "ir", "es"),
    )
)
CHINESE = Glossary((Term("金正恩", "Kim Jong-un", "es"), Term("信", "carta", "es")))


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        pytest.param("fr", "Il relit les lettres.", ["lettres"], id="a plural"),
        pytest.param("fr", "Lettre à Kim Jong-un", ["Lettre", "Kim Jong-un"], id="a first word"),
        pytest.param("fr", "Il a dit : « Lettre suit ».", ["Lettre"], id="a quotation begins"),
        pytest.param("fr", "LETTRE OUVERTE", ["LETTRE OUVERTE"], id="a heading in capitals"),
        pytest.param(
            "fr", "Deux lettres ouvertes", ["lettres ouvertes"], id="the longest, word by word"
        ),
        pytest.param("fr", "des crimes de guerre", ["crimes de guerre"], id="one word inflected"),
        pytest.param("fr", "les droits de l’homme", ["droits de l’homme"], id="an apostrophe"),
        pytest.param("fr", "aux Nations\u00a0unies", ["Nations\u00a0unies"], id="a no-break space"),
        pytest.param("fr", "dans l’Union et l'Union", ["Union", "Union"], id="elision"),
        pytest.param("fr", "à l’ONU, dit-il", ["ONU"], id="an acronym behind an article"),
        pytest.param("fr", "Kim Jong‑un", ["Kim Jong‑un"], id="a no-break hyphen"),
        pytest.param("fr", "KIM JONG-UN ARRIVE", ["KIM JONG-UN"], id="a name in capitals"),
        pytest.param("fr", "Elle écrivait une lettre.", ["écrivait", "lettre"], id="a verb"),
        pytest.param("fr", "Cette lettre-là", ["lettre"], id="a particle behind a hyphen"),
        pytest.param("fr", "le Sud, le pays", ["Sud"], id="a capital as it is written"),
        pytest.param("fr", "lisez le C++ ici", ["C++"], id="signs that belong to the term"),
        pytest.param("fr", "e\u0301crire", ["e\u0301crire"], id="accents written apart"),
        pytest.param("fr", "la let\u00adtre", ["let\u00adtre"], id="a soft hyphen"),
        pytest.param("en", "Two open letters.", ["open letters"], id="an English plural"),
        pytest.param("en", "The children’s camp", ["children"], id="an irregular plural, genitive"),
        pytest.param("en", "Kleber's letter", ["Kleber"], id="an English genitive"),
        pytest.param("de", "Zwei Briefe, ein Brief", ["Briefe", "Brief"], id="German plurals"),
        pytest.param("de", "Claus Klebers Buch", ["Claus Klebers"], id="a German genitive"),
        pytest.param("de", "Die Menschenrechte gelten", ["Menschenrechte"], id="a compound noun"),
        pytest.param("zh", "金正恩的信", ["金正恩", "信"], id="no spaces in Chinese"),
    ],
)
def test_a_term_is_found(language: str, text: str, wanted: list[str]) -> None:
    assert shown(language, text) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "Le porte-lettre est vide.", id="a part of a compound"),
        pytest.param("fr", "La belle Lettre du roi", id="a capital within a sentence"),
        pytest.param("fr", "L’union fait la force, au sud.", id="a name's word in lower case"),
        pytest.param("fr", "le Sud-Coréen", id="a name in a compound name"),
        pytest.param("fr", "Kim Jong un, Kim Jong-il", id="another name"),
        pytest.param("fr", "voir https://onu.org/lettre/ONU", id="an address"),
        pytest.param("fr", "écrit à lettre@ONU.org", id="an address of the post"),
        pytest.param("fr", "ouvrez lettre.txt et `lettre`", id="a file's name and code"),
        pytest.param("fr", "<a class='lettre'>{lettre}%(lettre)s", id="a tag and placeholders"),
        pytest.param("fr", "crime, de guerrier", id="words apart"),
        pytest.param("fr", "aujourd’hui, la prud’homme", id="an apostrophe within a word"),
        pytest.param("fr", "un Onusien et ma lettrine", id="words that only begin so"),
        pytest.param("fr", "Le langage C est vieux.", id="a term without its signs"),
        pytest.param("fr", "", id="an empty text"),
        pytest.param("en", "Tell us about it.", id="a pronoun that an acronym spells"),
        pytest.param("en", "He opened the letter.", id="other words between"),
        pytest.param("de", "Der Briefwechsel, die Briefmarke", id="compounds of the term"),
        pytest.param("de", "Kleber hält, Claus klebt", id="half of a name"),
        pytest.param("zh", "金正日", id="other characters"),
    ],
)
def test_a_text_is_left_alone(language: str, text: str) -> None:
    assert shown(language, text) == []


def shown(language: str, text: str) -> list[str]:
    glossary = {"fr": FRENCH, "en": ENGLISH, "de": GERMAN, "zh": CHINESE}[language]
    return [text[one.start : one.end] for one in find(text, language, glossary)]


def test_a_plural_in_the_glossary_is_that_plural_only() -> None:
    glossary = Glossary((Term("lettres", "letras", "es"),))
    assert find("des lettres", "fr", glossary)
    assert not find("une lettre", "fr", glossary)


def test_all_terms_of_one_source_come_together_and_inflection_is_told() -> None:
    first, second = find("Une lettre et des lettres", "fr", FRENCH)
    assert [term.target for term in first.terms] == ["carta", "tarjeta"]
    assert (first.inflected, second.inflected) == (False, True)
    assert first.term.target == "carta"


def test_what_is_written_so_wins_over_another_case() -> None:
    glossary = Glossary((Term("orange", "naranja", "es"), Term("Orange", kind=Kind.KEEP)))
    assert [o.term.source for o in find("Orange et orange", "fr", glossary)] == ["Orange", "orange"]


def test_a_language_that_the_lemmatizer_lacks_has_the_term_itself() -> None:
    glossary = Glossary((Term("gutun", "carta", "es"),))
    assert [o.start for o in find("gutun bat, bi gutunak", "eu", glossary)] == [0]


PIECES = [
    "lettre", "lettres", "ouverte", "guerre", "crime", "de", "Union", "l’Union", "KIM", "Kim",
    "Jong-un", "«", ".", "-",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES) | st.text(max_size=3))


@given(pieces, st.sampled_from(["fr", "de", "zh", "eu"]))
def test_what_is_found_is_in_order_and_apart(given_words: list[str], language: str) -> None:
    text = " ".join(given_words)
    found = find(text, language, FRENCH)
    ends = [place for one in found for place in (one.start, one.end)]
    assert ends == sorted(ends)
    assert all(one.start < one.end <= len(text) for one in found)


def _with(count: int) -> Glossary:
    zones = (Term(f"crime de zone{i} du Nord", f"x{i}") for i in range(count))
    words = (Term(f"mot{i}", f"y{i}") for i in range(count))
    return Glossary((*zones, *words, *FRENCH.terms))


def _seconds(texts: Sequence[str], glossary: Glossary) -> float:
    begun = time.perf_counter()
    found = {len(find(text, "fr", glossary)) for text in texts}
    assert found == {4}
    return time.perf_counter() - begun


def test_ten_thousand_terms_cost_a_sentence_hardly_more_than_some_hundred() -> None:
    """Fifty times as many terms: a search through all of them would take fifty times as long."""
    few, many = _with(100), _with(5_000)
    text = (
        "Le procureur a lu une lettre ouverte sur les crimes de guerre et le crime de zone{} du "
        "Nord devant la cour, mot{} à dit."
    )
    for glossary in (few, many):
        find(text.format(0, 0), "fr", glossary)
    rounds: dict[int, list[float]] = {0: [], 1: []}
    for turn in range(6):  # the best of several: others may be at work on this machine
        texts = [text.format(n, (n + turn) % 99) for n in range(99)]
        for which in (turn % 2, 1 - turn % 2):
            rounds[which].append(_seconds(texts, (few, many)[which]))
    assert min(rounds[1]) < 5 * min(rounds[0])
