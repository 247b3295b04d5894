"""Which numbers of a source are amounts, told by the words around them.

An amount is written with the signs of each language (3.5 and 3,5); a version, a date, a time, a
heading's number, an address or the number of a figure is a name, and reads alike in all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from translate.typography.habits import SPACES, Habits


class Reading(Enum):
    """What a number is: surely an amount, one if no number beside it is a name, or a name."""

    AMOUNT = "3.5 %"
    LIKELY = "grew by 3.5"
    NAME = "Python 3.12"


# Words after which digits and signs are a name and no amount, in the languages of the engines.
_BEFORE_NAMES = """
    version versions versión versiones versió versionen versione versioni versão versões versio
    wersja verze verzió versioon версия версія έκδοση release releases v ver vers patch patent
    python java javascript node php perl ruby django linux kernel ubuntu debian fedora android ios
    ipados macos windows office firefox chrome safari html css http tls ssl usb bluetooth wifi
    wi-fi gpt llama gemini claude qwen mistral rfc iso din iec norm norme
    figure figures fig figs figura abbildung abb afbeelding rysunek рисунок рис obr slika
    table tables tab tableau tabla tablas taula tabela tabella tabelle tabellen tabel таблица kuva
    chapter chapters chap ch chapitre capítulo capítol capitolo kapitel kap hoofdstuk rozdział глава
    section sections sec sect sección secció sezione seção secção abschnitt paragraaf paragraph par
    paragraphe párrafo article articles art artículo articolo artigo artikel clause clauses annex
    annexe anexo appendix anhang equation equations eq eqs équation ecuación equació gleichung
    step steps étape paso schritt item point points punkt rule rules règle regla regola listing
    page pages p pp pág pàg pagina página seite s nr núm num número numéro nummer n nº №
    verse verses psalm exercise exercice ejercicio example exemple ejemplo theorem lemma
    proposition corollary definition tel tél telf telefon teléfono téléphone phone siren siret
"""
_NAMED = frozenset(_BEFORE_NAMES.split())
_NUMBER_SIGNS = ("§", "#", "№", "°", "º", "No.", "no.")

# The rest serves sources with a decimal full stop, where 3.12 may be anything.
_MEASURE = re.compile(
    rf"-[a-z]|[{SPACES}-]*(?:[%‰°€$£¥]|(?:per[ -]?cent|percent\w*|percentage|[mbt]r?illion(?:s|en)?"
    r"|thousand|hundred|millones|times|points?|degrees?|euros?|dollars?|pounds?|cents?|yen|yuan"
    r"|francs?|pesos|hours?|minutes?|seconds?|days?|weeks?|months?|years?|met(?:er|re)s?"
    r"|(?:kilo|centi|milli)met(?:er|re)s?|miles?|feet|foot|inch(?:es)?|acres?|hectares?|tons?|tonnes?"
    r"|kilos?|(?:kilo|milli)?grams?|lit(?:er|re)s?|(?:mega|giga|tera|kilo)(?:byte|watt|hertz|bit)s?"
    r"|[kcm]?m[²³]?|k?g|km/h|mph|kWh?|MWh?|GWh?|[KMGT]B|[kMG]Hz|ha|lb|oz|bn|mn|bps|pp|fold)(?!\w))"
)
_CURRENCIES = ("$", "€", "£", "¥")
_VERSIONED = re.compile(
    r"\b(?:versions?|releases?d?|patch|python|upgrad\w+|wheel|or (?:newer|later|higher|above))\b"
    r"|\d+\.\d+\.\d+|[<>=]=",
    re.IGNORECASE,
)
_BEFORE_VERSIONS = """
    the this that an in our its their latest new next newer older upcoming current previous
    supporting supports support requires require required needs minimum
"""
_DETERMINERS = frozenset(_BEFORE_VERSIONS.split())
_TIME = re.compile(r"\d{1,2}[.,][0-5]\d")
_CLOCK = re.compile(rf"[{SPACES}]?(?:[ap]\.?m\b|Uhr\b|h\b|o['’]clock)", re.IGNORECASE)
_BEFORE_TIMES = "at by on until till from since before after around to um alle ore"
_HOURS = frozenset(_BEFORE_TIMES.split())
_COORDINATES = re.compile(r"[.,]\d{4,}°?[NSEW]?,[ ]?-?\d+[.,]\d{4,}")

_NEAR = 80  # characters at both sides that say what a number is
_PREVIOUS = re.compile(rf"(\w[\w'’-]*)[.:=(\[|{SPACES}]*$")
_NOTHING = re.compile(r"[\s\"'“”«»„(\[*–—-]*$")
# "1.2, 1.3 and" before 1.4: what stands before the first of them tells of all.
_ENUMERATION = re.compile(
    rf"(?:\d[\d.,]*[{SPACES}]*(?:[,&–-]|and|or|to|et|ou|à|y|o|e|i|und|oder|bis|a)[{SPACES}]*)+$"
)
_UNSPACED = (
    "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # scripts that touch their digits
)


@lru_cache(maxsize=64)
def number_pattern(language: Habits) -> re.Pattern[str]:
    """Return what finds a number with the language's signs, or a range of two, apart from words.

    The groups `first` and `last` hold the numbers; `numbers` tells those that have signs.
    """
    group = {".": r"\.", ",": ",", "’": "['’]"}.get(language.group, f"[{SPACES}]")
    number = rf"(?:[1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+)(?:{re.escape(language.decimal)}\d+)?"
    spaced = rf"(?<!\d[{SPACES}])" if language.group in SPACES else ""
    word = rf"[^\W{_UNSPACED}]"
    return re.compile(
        rf"(?<!{word})(?<![.,:/\\@#=’'])(?<![^\s(\[–-][–-]){spaced}"
        rf"(?P<first>{number})(?:[–-](?P<last>{number}))?"
        rf"(?!{word}|\d)(?![@\\=])(?![.,:/–’'-]\d)(?!{group}\d)(?!\.\w)(?!/)"
    )


def numbers(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where the numbers with a decimal or grouping sign stand."""
    for name in ("first", "last"):
        if match[name] and not match[name].isdigit():
            yield match.span(name)


def amounts(source: str, language: Habits) -> dict[str, bool]:
    """Return the numbers of a source that have signs, and whether each is an amount everywhere.

    What is only likely counts as an amount in a text without names and without talk of versions.
    A text with coordinates has no amounts.
    """
    if _COORDINATES.search(source):
        return {}
    readings: dict[str, set[Reading]] = {}
    for match in number_pattern(language).finditer(source):
        for start, end in numbers(match):
            number = source[start:end]
            readings.setdefault(number, set()).add(_reading(source, match, number, language))
    named = any(Reading.NAME in seen for seen in readings.values())
    sure = {Reading.AMOUNT}
    if not named and not _VERSIONED.search(source):
        sure.add(Reading.LIKELY)
    return {number: seen <= sure for number, seen in readings.items()}


def _reading(text: str, match: re.Match[str], number: str, language: Habits) -> Reading:
    start, end = match.span()
    before = _ENUMERATION.sub("", text[max(0, start - _NEAR) : start])
    after = text[end : end + _NEAR]
    if _is_labelled(before) or _is_other(number, after):
        return Reading.NAME
    if language.decimal not in number:
        return Reading.AMOUNT
    if _MEASURE.match(after) or text[max(0, start - 1) : start] in _CURRENCIES:
        return Reading.AMOUNT
    if before.endswith(("(", "[", '"', "“")) and after.startswith((")", "]", '"', "”")):
        return Reading.NAME
    if language.decimal != ".":
        return Reading.AMOUNT
    return Reading.NAME if _may_be_name(before, number) else Reading.LIKELY


def _is_labelled(before: str) -> bool:
    """Tell whether what stands before a number says what it is the number of: Figure, §."""
    word = _PREVIOUS.search(before)
    if before.rstrip(SPACES).endswith(_NUMBER_SIGNS):
        return True
    return word is not None and word[1].lower() in _NAMED


def _is_other(number: str, after: str) -> bool:
    """Tell a date (12.05. in mid-sentence), a time, an IP address from an amount."""
    parts = number.split(".")
    return (
        (after.startswith(".") and after.strip(" .»”\"')…") != "")
        or (_TIME.fullmatch(number) is not None and _CLOCK.match(after) is not None)
        or (len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts))
    )


def _may_be_name(before: str, number: str) -> bool:
    """Tell whether "3.12" may be a heading's number, a version, a date or a time."""
    word = _PREVIOUS.search(before)
    if word is None:
        return _NOTHING.match(before) is not None
    if word[1].lower() in _DETERMINERS or any(s.isupper() or s.isdigit() for s in word[1]):
        return True
    return _TIME.fullmatch(number) is not None and word[1].lower() in _HOURS
