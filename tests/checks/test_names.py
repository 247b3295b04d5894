"""A name that is lost or mangled is a doubt; what languages do to names is none."""

from __future__ import annotations

import pytest

from tests.checks.pairs import reasons


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        pytest.param("en-es", "In Spain and South Africa", "En España y Sudáfrica", id="countries"),
        pytest.param(
            "en-fr",
            "The Egyptian and the Dutch team",
            "L'équipe égyptienne et la néerlandaise",
            id="nationalities",
        ),
        pytest.param(
            "en-pt",
            "He speaks Catalan on Mondays in May",
            "Fala catalão às segundas em maio",
            id="languages, days, months",
        ),
        pytest.param(
            "fr-es",
            "de Londres à Florence et à Cordoue",
            "de Londres a Florencia y a Córdoba",
            id="cities",
        ),
        pytest.param(
            "en-pt",
            "The United Nations and the WHO met the EU",
            "A ONU e a OMS reuniram-se com a UE",
            id="acronyms",
        ),
        pytest.param(
            "en-fr",
            "When the Prime Minister of the House spoke",
            "Quand le premier ministre a parlé",
            id="titles are common words in English",
        ),
        pytest.param(
            "de-fr",
            "Gestern hat der Finanzminister das Brandschutzgesetz gelobt",
            "Hier, le ministre des Finances a salué la loi",
            id="nouns are nouns in German",
        ),
        pytest.param(
            "fr-es", "Avec Vladimir Poutine", "Con Vladímir Putin", id="a transliteration"
        ),
        pytest.param(
            "fr-de", "Avec Mikhaïl Gorbatchev", "Mit Michail Gorbatschow", id="another one"
        ),
        pytest.param(
            "en-ru",
            "Angela Merkel met Emmanuel Macron",
            "Ангела Меркель встретила Эмманюэля Макрона",
            id="Cyrillic",
        ),
        pytest.param(
            "ru-en", "Президент Владимир Путин", "President Vladimir Putin", id="from Cyrillic"
        ),
        pytest.param(
            "en-el", "He met George Papandreou", "Συνάντησε τον Γιώργο Παπανδρέου", id="Greek"
        ),
        pytest.param(
            "en-pl", "He met Donald Tusk", "Spotkał się z Donaldem Tuskiem", id="Polish cases"
        ),
        pytest.param(
            "en-fi", "in Helsinki with Nokia", "Helsingissä Nokian kanssa", id="Finnish cases"
        ),
        pytest.param("de-en", "das Haus von Klebers", "Kleber's house", id="a genitive"),
        pytest.param("fr-en", "le pape François", "Pope Francis", id="a pope"),
        pytest.param("es-en", "con José Álvarez", "with Jose Alvarez", id="accents"),
        pytest.param(
            "en-ja",
            "He met Angela Merkel",
            "彼はメルケルに会った",
            id="a script that spells by sound",
        ),
        pytest.param(
            "en-fr",
            "THE MINISTER MET KLEBER IN BERGEN",
            "LE MINISTRE A RENCONTRÉ",
            id="all in capitals",
        ),
        pytest.param(
            "en-fr",
            "Nobody came. Yesterday was cold.",
            "Personne. Il faisait froid.",
            id="capitals of sentences",
        ),
        pytest.param(
            "it-es", "Abbiamo visto il Ministero", "Vimos el Ministerio", id="an institution"
        ),
    ],
)
def test_what_languages_do_to_names_is_left_alone(way: str, source: str, target: str) -> None:
    assert reasons("names", way, source, target) == []


@pytest.mark.parametrize(
    ("way", "source", "target", "reason"),
    [
        pytest.param(
            "fr-es",
            "Le journaliste Claus Kleber a dit non.",
            "El periodista dijo que no.",
            "the name “Claus Kleber” is missing",
            id="a whole name",
        ),
        pytest.param(
            "fr-es",
            "Selon Claus Kleber, non.",
            "Según Claus Pegamento, no.",
            "the name “Kleber” is missing",
            id="a surname translated",
        ),
        pytest.param(
            "fr-es",
            "Le journaliste Claus Kleber",
            "El periodista Klaus Kleber",
            "the name “Claus” has become “Klaus”",
            id="one letter",
        ),
        pytest.param(
            "en-pt",
            "near the village of Brenn.",
            "perto da aldeia.",
            "the name “Brenn” is missing",
            id="a village",
        ),
        pytest.param(
            "pt-en",
            "visitará Angola e Moçambique",
            "will visit Mozambique",
            "the name “Angola” is missing",
            id="a country",
        ),
        pytest.param(
            "it-es",
            "crollò a Genova.",
            "se derrumbó.",
            "the name “Genova” is missing",
            id="a city with a translation",
        ),
        pytest.param(
            "en-ru",
            "Yesterday Mateusz Kowalski spoke.",
            "Вчера говорила она.",
            "the name “Mateusz Kowalski” is missing",
            id="a name in another script",
        ),
        pytest.param(
            "en-es",
            "They met Oduya in the north.",
            "Vieron a Pedro en el norte.",
            "the name “Oduya” is missing",
            id="another name",
        ),
        pytest.param(
            "de-en",
            "Gestern hat Ingrid Halvorsen gesprochen.",
            "She spoke yesterday.",
            "the name “Halvorsen” is missing",
            id="a name among German nouns",
        ),
        pytest.param(
            "en-fr",
            "Support for Java is enabled.",
            "La prise en charge de Jlvz est activée.",
            "the name “Java” has become “Jlvz”",
            id="a common word that became a strange one",
        ),
    ],
)
def test_a_lost_or_mangled_name_is_said(way: str, source: str, target: str, reason: str) -> None:
    assert reason in reasons("names", way, source, target)
