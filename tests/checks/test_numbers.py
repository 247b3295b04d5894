"""A wrong, missing or added number is a doubt; another way to write it is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.pairs import reasons
from translate.checks.number_reading import numbers as read


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        pytest.param("fr-en", "3,5 % de 10 000", "3.5% of 10,000", id="the signs of two languages"),
        pytest.param("en-de", "$1,234.50", "1.234,50 Dollar", id="thousands and cents"),
        pytest.param("en-fr", "1,250,000 votes", "1\u202f250\u202f000 voix", id="narrow spaces"),
        pytest.param("en-de", "10,000 guests", "10'000 Gäste", id="Swiss apostrophes"),
        pytest.param("en-es", "12,400 people", "12,400 personas", id="separators left alone"),
        pytest.param("en-pt", "40,000 people", "40 mil pessoas", id="a word for the zeros"),
        pytest.param(
            "en-es", "5 billion euros", "5.000 millones de euros", id="long and short scale"
        ),
        pytest.param("de-fr", "5 Mio. Euro", "5 millions d'euros", id="an abbreviated scale"),
        pytest.param("en-zh", "5 million people", "500万人", id="a myriad in Chinese"),
        pytest.param("en-sv", "3.5 billion", "3,5 miljarder", id="a scale this tool does not know"),
        pytest.param("fr-en", "onze saisons", "11 seasons", id="a word becomes digits"),
        pytest.param(
            "en-fr", "83 of them", "quatre-vingt-trois d'entre eux", id="four twenties and three"
        ),
        pytest.param("fr-de", "quatre-vingt-dix-sept", "siebenundneunzig", id="units before tens"),
        pytest.param("pt-ca", "vinte e três", "vint-i-tres", id="hyphens and links"),
        pytest.param("es-it", "doscientos quince", "duecento quindici", id="hundreds in words"),
        pytest.param("en-es", "1st of May, 3rd floor", "1º de mayo, 3.er piso", id="ordinals"),
        pytest.param("fr-en", "le 1er mai", "the first of May", id="an ordinal in words"),
        pytest.param("fr-en", "au XXe siècle", "in the 20th century", id="a roman century"),
        pytest.param("fr-en", "Le Ier siècle", "The 1st century", id="the first century"),
        pytest.param("en-pt", "See the map.", "Ver o mapa.", id="a word like an ordinal"),
        pytest.param("fr-es", "Vers le port.", "Hacia el puerto.", id="a plural like one"),
        pytest.param("en-es", "in the twelfth century", "en el siglo XII", id="a century in words"),
        pytest.param("en-fr", "Louis XIV", "Louis XIV", id="a king"),
        pytest.param("fr-en", "à 14h30", "at 2:30 pm", id="twelve hours and twenty-four"),
        pytest.param("en-es", "at 7 p.m.", "a las 19 h", id="an evening"),
        pytest.param("pt-en", "às 7 da noite", "at 19:00", id="an evening in words"),
        pytest.param("en-pt", "at 5 p.m.", "às 17:00", id="minutes that are nought"),
        pytest.param(
            "fr-en", "le 12/05/2020", "on 12 May 2020", id="a month by number and by name"
        ),
        pytest.param("en-de", "05/12/2020", "12.05.2020", id="a date the other way round"),
        pytest.param("en-es", "in the 1990s", "en los años 90", id="a decade"),
        pytest.param("en-it", "half of the 7 billion", "la metà dei 7 miliardi", id="a half"),
        pytest.param("en-fr", "a dozen eggs", "une douzaine d'œufs", id="a dozen"),
        pytest.param(
            "en-es", "both sides, twice a week", "ambas partes, dos veces", id="both, twice"
        ),
        pytest.param("es-pt", "los dos hermanos", "ambos os irmãos", id="two of two"),
        pytest.param("en-nl", "three ships, 2019", "drie schepen, 2019", id="numerals not known"),
        pytest.param(
            "ca-es", "el nou president deu venir", "el nuevo debe venir", id="nine or new"
        ),
        pytest.param("en-pt", "2.8 percent", "2,8 por cento", id="a percentage in words"),
        pytest.param("en-fr", "CO2 and m2", "CO₂ et m²", id="small digits"),
        pytest.param("de-en", "5- bis 6-jährige, 6 davon", "5 to 6-year-olds", id="said once"),
        pytest.param("en-ar", "in 2010", "في ٢٠١٠", id="Arabic digits"),
    ],
)
def test_a_number_written_in_another_way_is_left_alone(way: str, source: str, target: str) -> None:
    assert reasons("numbers", way, source, target) == []
    first, _, second = way.partition("-")
    assert reasons("numbers", f"{second}-{first}", target, source) == []


@pytest.mark.parametrize(
    ("way", "source", "target", "reason"),
    [
        pytest.param(
            "en-pt", "12 ships", "13 navios", "the number “12” has become “13”", id="another number"
        ),
        pytest.param(
            "en-pt", "12 ships", "navios", "the number “12” is missing", id="a lost number"
        ),
        pytest.param(
            "en-pt",
            "ships",
            "12 navios",
            "the number “12” is not in the source",
            id="an added number",
        ),
        pytest.param(
            "en-es",
            "4.2 million",
            "42 millones",
            "the number “4.2 million” has become “42 millones”",
            id="a lost decimal sign",
        ),
        pytest.param(
            "en-pt",
            "1,250,000",
            "1.250,000",
            "the number “1,250,000” has become “1.250,000”",
            id="thousands half converted",
        ),
        pytest.param(
            "pt-en",
            "6.500 casas",
            "6,5000 houses",
            "the number “6.500” has become “6,5000”",
            id="a digit too many",
        ),
        pytest.param(
            "en-de",
            "24,490",
            "244.890",
            "the number “24,490” has become “244.890”",
            id="a digit more in the middle",
        ),
        pytest.param(
            "en-pt",
            "Thirteen people",
            "Doze pessoas",
            "the number “Thirteen” has become “Doze”",
            id="another number in words",
        ),
        pytest.param(
            "fr-en",
            "au XXe siècle",
            "in the 19th century",
            "the number “XXe” has become “19”",
            id="another century",
        ),
        pytest.param(
            "en-fr", "at 2:30 pm", "à 15h30", "the number “2” has become “15”", id="another hour"
        ),
        pytest.param(
            "en-es",
            "in 1987",
            "en 1978",
            "the number “1987” has become “1978”",
            id="two digits swapped",
        ),
        pytest.param(
            "en-nl",
            "three ships in 2019",
            "vier schepen in 2018",
            "the number “2019” has become “2018”",
            id="numerals not known",
        ),
        pytest.param(
            "en-pt",
            "rose by 12%",
            "subiram 12",
            "the percent sign of “12” is missing",
            id="a lost percent sign",
        ),
        pytest.param(
            "en-es",
            "5 billion",
            "5 millones",
            "the number “5 billion” has become “5 millones”",
            id="another scale",
        ),
    ],
)
def test_another_number_is_said(way: str, source: str, target: str, reason: str) -> None:
    assert reason in reasons("numbers", way, source, target)


@given(st.integers(0, 10**9), st.sampled_from(["en", "fr", "es", "pt", "ca", "it", "de"]))
def test_a_whole_number_is_read_in_whatever_way_its_language_groups_it(
    value: int, language: str
) -> None:
    """Digits alone, and digits grouped as CLDR has it, are read as the same number."""
    from babel.numbers import format_decimal

    for text in (str(value), format_decimal(value, locale=language)):
        readings = [number.readings for number in read(text, language)]
        assert readings == [frozenset({Decimal(value)})] or Decimal(value) in readings[0]


@given(st.integers(0, 99), st.sampled_from(["en", "fr", "es", "pt", "ca", "it", "de"]), st.data())
def test_no_two_numbers_below_a_hundred_are_taken_for_each_other(
    value: int, language: str, data: st.DataObject
) -> None:
    other = data.draw(st.integers(0, 99).filter(lambda number: number != value))
    assert reasons("numbers", f"{language}-en", f"{value} x", f"{other} x")
