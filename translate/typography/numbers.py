"""Decimal and grouping signs, where a number stands as it did in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from translate.typography.edits import Edit
from translate.typography.habits import SPACES, Habits
from translate.typography.page import Page

# Words after which digits and signs are a name and no amount, in the languages of the engines.
_BEFORE_LABELS = """
    version versión versió versione versão wersja verze verzió versioon versio версия версія έκδοση
    release v ver vers python java javascript node php perl ruby
    django linux kernel ubuntu debian fedora android ios ipados macos windows office firefox chrome
    safari html css http tls ssl usb bluetooth wifi wi-fi gpt llama gemini claude qwen mistral
    figure figures fig figs figura figures abbildung abb afbeelding rysunek рисунок рис obr slika
    table tables tab tableau tabla tablas taula tabela tabella tabelle tabellen tabel таблица kuva
    chapter chapters chap ch chapitre capítulo capítol capitolo kapitel kap hoofdstuk rozdział глава
    section sections sec sect sección secció sezione seção secção abschnitt paragraaf paragraph par
    paragraphe párrafo article articles art artículo articolo artigo artikel clause clauses annex
    annexe anexo appendix anhang equation equations eq eqs équation ecuación equació gleichung
    step steps étape paso schritt item point points punkt rule rules règle regla regola listing
    page pages p pp pág pàg pagina página seite s nr núm num número numéro nummer n nº № rfc iso
    din iec norm norme verse verses psalm exercise exercice ejercicio example exemple ejemplo
    theorem lemma proposition corollary definition tel tél telf telefon teléfono téléphone phone
    siren siret
"""
_LABELS = frozenset(_BEFORE_LABELS.split())
_NUMBER_SIGNS = ("§", "#", "№", "°", "º", "No.", "no.")
# What may follow an amount: it tells 3.5 million from the heading "3.5 Results".
_MEASURE = re.compile(
    rf"[{SPACES}-]*(?:[%‰°€$£¥]|(?:per[ -]?cent|percent\w*|percentage|(?:m|b|tr)illion(?:s|en|es)?"
    r"|thousand|hundred|millones|times|points?|degrees?|euros?|dollars?|pounds?|cents?|yen|yuan"
    r"|francs?|pesos|hours?|minutes?|seconds?|days?|weeks?|months?|years?|met(?:er|re)s?"
    r"|(?:kilo|centi|milli)met(?:er|re)s?|miles?|feet|foot|inch(?:es)?|acres?|hectares?|tons?|tonnes?"
    r"|kilos?|(?:kilo|milli)?grams?|lit(?:er|re)s?|(?:mega|giga|tera|kilo)(?:byte|watt|hertz|bit)s?"
    r"|[kcm]?m[²³]?|k?g|km/h|mph|kWh?|MWh?|GWh?|[KMGT]B|[kMG]Hz|ha|lb|oz|bn|mn|bps|pp|fold)(?!\w))"
)
_CLOCK = re.compile(rf"[{SPACES}]?(?:[ap]\.?m\b|Uhr\b|h\b|o['’]clock)", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[.,][0-5]\d")
_HOURS = re.compile(
    r"at|by|on|until|till|from|since|before|after|around|to|um|alle|ore", re.IGNORECASE
)
_CURRENCIES = ("$", "€", "£", "¥")
_PREVIOUS = re.compile(rf"(\w[\w'’-]*)\.?[{SPACES}]*$")
_MARKER = re.compile(r"[\s\"'“”«»„(\[*–—-]*$")
_COORDINATE = re.compile(r"[.,]\d{4,}°?[NSEW]?,[ ]?-?\d+[.,]\d{4,}")


def number_signs(text: str, page: Page) -> Iterator[Edit]:
    """Yield the target's decimal and grouping signs in numbers that stand as in the source.

    A number that is, or may be, a version, a date, a time, a label, an address or part of a name
    is left alone, and so is one that the source has in both ways of writing.
    """
    if not (page.of.decimal and page.of.group and page.to.decimal and page.to.group):
        return
    amounts = _amounts(page)
    for match in _pattern(page.of).finditer(text) if amounts else ():
        for start, end in _numbers(match):
            if text[start:end] in amounts:
                yield from _respelt(text, start, end, page)


def _amounts(page: Page) -> frozenset[str]:
    """Return the numbers of the source that are amounts wherever they stand in it."""
    found: dict[str, bool] = {}
    for match in _pattern(page.of).finditer(page.source):
        for start, end in _numbers(match):
            number = page.source[start:end]
            sure = _is_amount(page.source, match, number, page.of)
            found[number] = sure and found.get(number, True)
    twins = {number: _spelt(number, page) for number in found}
    twice = {number for number, twin in twins.items() if twin in found and twin != number}
    doubtful = twice.union(twins[number] for number in twice)
    return frozenset(number for number, sure in found.items() if sure and number not in doubtful)


@lru_cache(maxsize=64)
def _pattern(language: Habits) -> re.Pattern[str]:
    """Return what finds a number with signs, or a range of two, apart from other text."""
    group = {".": r"\.", ",": ",", "’": "['’]"}.get(language.group, f"[{SPACES}]")
    decimal = re.escape(language.decimal)
    number = rf"(?:[1-9]\d{{0,2}}(?:{group}\d{{3}})+|\d+)(?:{decimal}\d+)?"
    spaced = rf"(?<!\d[{SPACES}])" if language.group in SPACES else ""
    return re.compile(
        rf"(?<![\w.,:/\\@#_=’'])(?<![^\s(\[–-][–-]){spaced}"
        rf"(?P<first>{number})(?:[–-](?P<last>{number}))?"
        rf"(?![\w_@\\=])(?![.,:/–’'-]\d)(?!{group}\d)(?!\.\w)(?!/)"
    )


def _numbers(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    for name in ("first", "last"):
        if match[name] and not match[name].isdigit():
            yield match.span(name)


def _is_amount(text: str, match: re.Match[str], number: str, language: Habits) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    dated = after.startswith(".") and after.strip(" .»”\"')…")  # 12.05. in mid-sentence
    if dated or _is_label(before) or _is_address(number) or _COORDINATE.search(text):
        return False
    if language.decimal not in number:
        return True
    if _TIME.fullmatch(number) and _CLOCK.match(after):
        return False
    if _MEASURE.match(after) or before.endswith(_CURRENCIES):
        return True
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        return False
    return language.decimal != "." or not _may_be_name(before, number)


def _is_label(before: str) -> bool:
    word = _PREVIOUS.search(before)
    if before.rstrip(SPACES).endswith(_NUMBER_SIGNS):
        return True
    return word is not None and word[1].lower() in _LABELS


def _is_address(number: str) -> bool:
    """Tell whether the number may be an IP address: 192.168.100.200."""
    parts = number.split(".")
    return len(parts) == 4 and all(part.isdigit() and int(part) < 256 for part in parts)


def _may_be_name(before: str, number: str) -> bool:
    """Tell whether "3.12" may be a heading's number, a version, a date or a time."""
    word = _PREVIOUS.search(before)
    if word is None:
        return _MARKER.match(before) is not None
    if any(sign.isupper() or sign.isdigit() for sign in word[1]):
        return True
    return _TIME.fullmatch(number) is not None and _HOURS.fullmatch(word[1]) is not None


def _spelt(number: str, page: Page) -> str:
    """Return the number with the target's signs in the places of the source's."""
    whole, sign, rest = number.partition(page.of.decimal)
    return re.sub(r"\D", page.to.group, whole) + (page.to.decimal if sign else "") + rest


def _respelt(text: str, start: int, end: int, page: Page) -> Iterator[Edit]:
    """Yield the signs of one number that change, each by itself so that spans stay."""
    whole, sign, _ = text[start:end].partition(page.of.decimal)
    groups = [start + at for at, one in enumerate(whole) if not one.isdigit()]
    digits = len(whole) - len(groups)
    group = page.to.group if digits >= page.to.lead + 3 else ""
    for at in groups:
        if text[at] != group:
            yield Edit(at, at + 1, group)
    if sign and sign != page.to.decimal:
        yield Edit(start + len(whole), start + len(whole) + 1, page.to.decimal)
