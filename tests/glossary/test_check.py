"""Translations held against the glossary: what is wrong is said, what is right is left alone."""

from __future__ import annotations

import pytest

from translate.glossary.check import check
from translate.glossary.terms import Glossary, Kind, Term

GLOSSARY = Glossary(
    (
        Term("lettre", "carta", "es"),
        Term("lettre", "misiva", "es"),
        Term("lettre", "tarjeta", "es", kind=Kind.NEVER),
        Term("lettre", "carta", "ca"),
        Term("lettre ouverte", "carta abierta", "es"),
        Term("crime de guerre", "crimen de guerra", "es"),
        Term("Claus Kleber", kind=Kind.KEEP),
        Term("Nations unies", "Naciones Unidas", "es"),
        Term("", "Corea comunista", "es", kind=Kind.NEVER),
        Term("", "guerra", "es", kind=Kind.NEVER),
        Term("prison camp", "campo de prisioneiros", "pt"),
        Term("Brief", "carta", "es"),
    )
)


@pytest.mark.parametrize(
    ("source", "target", "pair", "wanted"),
    [
        pytest.param(
            "Une lettre.", "Una tarjeta.", "fr-es",
            ["“lettre” should be “carta” or “misiva”", "“tarjeta” is never to be used"],
            id="the wrong word, and a forbidden one",
        ),
        pytest.param(
            "Des lettres.", "Unas tarjetas y cartas.", "fr-es",
            ["“tarjeta” is never to be used"], id="a forbidden word in the plural",
        ),
        pytest.param(
            "Selon Claus Kleber.", "Según Klaus Kleber.", "fr-es",
            ["“Claus Kleber” must stay as it is"], id="a name spelled in another way",
        ),
        pytest.param(
            "Claus Klebers Brief", "La carta de Klebers", "de-es",
            ["“Claus Kleber” must stay as it is"], id="a German genitive taken for the name",
        ),
        pytest.param(
            "aux Nations unies", "en las naciones unidas", "fr-es",
            ["“Nations unies” should be “Naciones Unidas”"], id="a name without its capitals",
        ),
        pytest.param(
            "La Corée du Nord", "La Corea comunista", "fr-es",
            ["“Corea comunista” is never to be used"], id="a word forbidden everywhere",
        ),
        pytest.param(
            "Une lettre.", "Una targeta.", "fr-ca",
            ["“lettre” should be “carta”"], id="Catalan has its own rows",
        ),
        pytest.param(
            "the prison camps", "os campos de férias", "en-pt-BR",
            ["“prison camps” should be “campo de prisioneiros”"], id="Brazil follows Portuguese",
        ),
    ],
)  # fmt: skip
def test_what_does_not_follow_the_glossary_is_said(
    source: str, target: str, pair: str, wanted: list[str]
) -> None:
    first, _, second = pair.partition("-")
    assert check(source, target, first, second, GLOSSARY) == wanted


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        pytest.param("Une lettre.", "Una carta.", "fr-es", id="the term"),
        pytest.param("Une lettre.", "Una misiva.", "fr-es", id="its alternative"),
        pytest.param("Des lettres.", "Cartas.", "fr-es", id="a plural with a capital"),
        pytest.param("Deux lettres ouvertes", "Dos cartas abiertas", "fr-es", id="two words agree"),
        pytest.param("La lettre… cette lettre", "La carta… esta", "fr-es", id="a pronoun for one"),
        pytest.param("Une carte.", "Una tarjeta.", "fr-es", id="a word forbidden for another"),
        pytest.param("un crime de guerre", "un crimen de guerra", "fr-es", id="part of a good one"),
        pytest.param("Claus Kleber", "CLAUS\u00a0KLEBER", "fr-es", id="a name in capitals"),
        pytest.param("Claus Kleber sagt", "diu Claus Kleber", "de-ca", id="a name kept"),
        pytest.param("Claus Klebers Brief", "La carta de Claus Kleber", "de-es", id="no genitive"),
        pytest.param("par Claus Kleber", "in Claus Klebers Buch", "fr-de", id="a new genitive"),
        pytest.param("the prison camps", "os campos de prisioneiros", "en-pt", id="Portuguese"),
        pytest.param("La lettre", "La cosa", "fr-it", id="a language without a row"),
        pytest.param("", "", "fr-es", id="nothing"),
        pytest.param("Un mot.", "Una palabra: carta.", "fr-es", id="a term that is not asked for"),
    ],
)
def test_what_follows_the_glossary_is_left_alone(source: str, target: str, pair: str) -> None:
    first, _, second = pair.partition("-")
    assert check(source, target, first, second, GLOSSARY) == []
