"""A small parallel sample for any two languages, in which it is known what belongs together.

Its texts are put together from CLDR's names of countries, months and days, and from numbers and
invented names, which can be done in any language that CLDR knows; in some languages there are
whole sentences besides. A number and a name have to become themselves, a country and a month what
CLDR calls them in the other language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from translate.alignment import words
from translate.errors import LanguageError
from translate.languages import locale

if TYPE_CHECKING:
    from babel import Locale

_NAMES = ("Karvelo", "Brunta", "Zemiko", "Tolvar", "Ostrani", "Pelluna", "Dargosh", "Mivenka")
_SENTENCES = {
    "de": (
        "Im Jahr {year} hat {name} von {other} {number} alte Boote gekauft.",
        "Gestern sind {number} Menschen in der kleinen Stadt {name} angekommen.",
        "Das rote Auto, das {name} an {other} verkauft hat, ist {number} Jahre alt.",
        "{name} will den Brief nicht lesen, bevor {other} die Zeitung gefunden hat.",
        "Nach Ansicht von {name} ist das neue Haus am Fluss viel zu teuer.",
        "Wenn {other} morgen nach {name} fährt, bleiben die Kinder bei ihrer Schwester.",
    ),
    "en": (
        "In {year} {name} bought {number} old boats from {other}.",
        "{name} and {other} live in a small white house near the river.",
        "Yesterday {number} people met the new president of {name} in the town hall.",
        "According to {name}, the price rose from {number} to {year} euros.",
        "When she was young, {name} often wrote long letters to {other}.",
        "The red car that {name} sold to {other} is {number} years old.",
        "{number} of the {year} books in the library of {name} were lost in the fire.",
        "Does {name} know that {other} has been waiting here since {year}?",
        "We will not send the report to {name} before {other} has read page {number}.",
        "{name}'s brother works as a doctor in {other} and has {number} patients.",
        "Every morning the tall woman from {other} gives bread to the dog of {name}.",
        "If {name} loses again, nobody in {other} will want to see the {number} photographs.",
    ),
    "es": (
        "En {year} {name} compró {number} barcos viejos a {other}.",
        "Ayer llegaron {number} personas a la pequeña ciudad de {name}.",
        "El coche rojo que {name} vendió a {other} tiene {number} años.",
        "{name} no quiere leer la carta antes de que {other} encuentre el periódico.",
        "Según {name}, la nueva casa junto al río es demasiado cara.",
        "Si mañana {other} viaja a {name}, los niños se quedarán con su hermana.",
    ),
    "fr": (
        "En {year}, {name} a acheté {number} vieux bateaux à {other}.",
        "Hier, {number} personnes sont arrivées dans la petite ville de {name}.",
        "La voiture rouge que {name} a vendue à {other} a {number} ans.",
        "{name} ne veut pas lire la lettre avant que {other} ait trouvé le journal.",
        "Selon {name}, la nouvelle maison près de la rivière est beaucoup trop chère.",
        "Si demain {other} part pour {name}, les enfants resteront chez leur sœur.",
    ),
    "it": (
        "Nel {year} {name} ha comprato {number} vecchie barche da {other}.",
        "Ieri {number} persone sono arrivate nella piccola città di {name}.",
        "La macchina rossa che {name} ha venduto a {other} ha {number} anni.",
        "{name} non vuole leggere la lettera prima che {other} trovi il giornale.",
        "Secondo {name}, la nuova casa vicino al fiume è troppo cara.",
        "Se domani {other} parte per {name}, i bambini restano con la sorella.",
    ),
    "pt": (
        "Em {year}, {name} comprou {number} barcos velhos de {other}.",
        "Ontem chegaram {number} pessoas à pequena cidade de {name}.",
        "O carro vermelho que {name} vendeu a {other} tem {number} anos.",
        "{name} não quer ler a carta antes que {other} encontre o jornal.",
        "Segundo {name}, a nova casa perto do rio é cara demais.",
        "Se amanhã {other} viajar para {name}, as crianças ficam com a irmã.",
    ),
}
_FRAMES = (
    "{date}: {first} {number}, {name}",
    "{first} ({number}) – {name}, {second}: {year}",
    "{name} {number} & {other} {year}: {first}, {second}, {third}",
    "{first}, {second}, {third} ({date})",
)
_TEXTS = 20

Pair = tuple[str, str]
"""A word of a source text, and what it has to become."""


def sample_texts(source: str, target: str) -> list[tuple[str, tuple[Pair, ...]]]:
    """Return texts in the source language, each with the words whose translation is known.

    They are always the same. A language that CLDR does not know gets English names.
    """
    ours, theirs = _locale(source), _locale(target)
    frames = list(_SENTENCES.get(source.partition("-")[0], ()))
    frames += [_FRAMES[n % len(_FRAMES)] for n in range(_TEXTS - len(frames))]
    countries = _countries(ours, theirs)
    made = []
    for n, frame in enumerate(frames):
        day = dt.date(1921 + 3 * n, n % 12 + 1, n % 27 + 2)
        places = [countries[(11 * n + 5 * step) % len(countries)] for step in range(3)]
        names = [_NAMES[(3 * n + step) % len(_NAMES)] for step in range(2)]
        facts = [str(13 + 37 * (n + 1) % 979), str(day.year), str(day.day)]
        text = frame.format(
            name=names[0],
            other=names[1],
            number=facts[0],
            year=facts[1],
            first=places[0][0],
            second=places[1][0],
            third=places[2][0],
            date=_date(day, ours),
        )
        same = [(word, word) for word in (*names, *facts)]
        made.append((text, tuple(dict.fromkeys((*same, *places, *_names_of(day, ours, theirs))))))
    return made


def anchors(text: str, known: Iterable[Pair], answer: str) -> Iterator[tuple[set[int], set[int]]]:
    """Yield the words of a text and those of its translation that are known to belong together.

    Words are given by their number in `alignment.words`. A pair that either lacks or has several
    times says nothing.
    """
    for ours, theirs in known:
        if text.count(ours) == 1 == answer.count(theirs):
            yield _numbers(text, ours), _numbers(answer, theirs)


def _numbers(text: str, part: str) -> set[int]:
    start = text.find(part)
    return {n for n, (a, b) in enumerate(words(text)) if a < start + len(part) and start < b}


def _locale(tag: str) -> Locale:
    try:
        return locale(tag)
    except LanguageError:
        return locale("en")


def _countries(source: Locale, target: Locale) -> list[Pair]:
    """Return the names of countries that are single words in both languages."""
    ours, theirs = dict(source.territories), dict(target.territories)
    codes = sorted(str(code) for code in ours if str(code).isalpha())
    named = [(str(ours[code]), str(theirs.get(code, " "))) for code in codes]
    single = [pair for pair in named if not {" ", "-"} & {*"".join(pair)}]
    return single or [(name, name) for name in _NAMES]


def _date(day: dt.date, locale: Locale) -> str:
    from babel.dates import format_date

    return format_date(day, "full", locale=locale)


def _names_of(day: dt.date, source: Locale, target: Locale) -> Iterator[Pair]:
    """Yield what the month and the day of the week are called."""
    for table, key in (("months", day.month), ("days", day.weekday())):
        found = [getattr(locale, table)["format"]["wide"][key] for locale in (source, target)]
        yield found[0], found[1]
