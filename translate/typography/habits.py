"""What each language does with its signs: one value a language, from CLDR and a few handbooks.

Babel carries CLDR's decimal and grouping signs and the pattern of per cent, but neither quotation
marks nor the number of digits from which on thousands are grouped: these stand here, from CLDR 48
(`delimiters`, `minimumGroupingDigits`). Where handbooks are followed instead, it is said beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.languages import base, canonical, locale

if TYPE_CHECKING:
    from babel import Locale

NBSP = "\u00a0"
NARROW = "\u202f"
SPACES = f" {NBSP}{NARROW}\u2009"
"""The spaces that may stand at a sign: plain, no-break, narrow no-break, thin."""


class Dash(Enum):
    """How a dash that sets words apart stands in its sentence."""

    UNKNOWN = "unknown"
    ATTACHED = "word —inset— word"
    SPACED_EM = "word — word"
    SPACED_EN = "word – word"
    CLOSED = "word—word"


@dataclass(frozen=True, slots=True)
class Habits:
    """The typography of one language; what is not known of it is empty, and no rule acts on it.

    `quotes` are the four marks: the outer pair, the inner pair. `inside` is the space within the
    outer pair, `before` the space before each of `: ; ! ?` (None: not known). Numbers are grouped
    by `group` if at least `lead` digits stand before the last group of three. `percent` is CLDR's
    pattern, with `#` for the number.
    """

    language: str
    quotes: str = ""
    inside: str = ""
    before: Mapping[str, str] | None = field(default=None, hash=False)
    decimal: str = ""
    group: str = ""
    lead: int = 1
    percent: str = ""
    dash: Dash = Dash.UNKNOWN
    opens_questions: bool = False
    unspaced: bool = False


# Outer pair, inner pair: the languages. CLDR 48, but for
# - es: CLDR 48 has “ ” for all Spanish; up to version 41 it had « » for Spain, and the Ortografía
#   of the RAE (2010, 3.4.8) asks for « » first, “ ” within them. The Americas (es-419) go by CLDR;
# - fr, fr-CA: “ ” for the quotation in a quotation, with the newspapers and the Office québécois
#   de la langue française; CLDR repeats « » (fr) or has ” “ (fr-CA);
# - de-CH, de-LI: CLDR has the marks of Germany; the Federal Chancellery's «Schreibweisungen», all
#   newspapers and schools have « » and ‹ ›, without spaces.
_QUOTES = {
    "“”‘’": "en es-419 pt da lv tr gl ko zh sq az cy ga vi id ms hi bn ta th af sw fil",
    "«»“”": "es fr fr-CA it ca pt-PT el eu ast br",
    "„“‚‘": "de cs sk is et sl hr mk lb",
    "«»‹›": "fr-CH de-CH de-LI fa rm",
    "«»„“": "ru uk be",
    "„“„“": "bg lt",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "””’’": "sv fi he",
    "«»‘’": "no nb nn",
    "‘’‘’": "nl",
    "„”’’": "sr sr-Latn",
    "„”‘’": "bs",
    "「」『』": "ja zh-Hant",
    "”“’‘": "ar ur",
    "„“«»": "ka",
}
_MARKS = {tag: marks for marks, tags in _QUOTES.items() for tag in tags.split()}

# fr: Lexique des règles typographiques en usage à l'Imprimerie nationale: a word space that does
# not break before the colon and inside of « », a thin one before ; ! ?
# fr-CH: Guide du typographe (Lausanne): thin before all four; « » closed up.
# fr-CA: Office québécois de la langue française: none before ; ! ? where thin spaces are not used.
_BEFORE = {
    "fr": {":": NBSP, ";": NARROW, "!": NARROW, "?": NARROW},
    "fr-CH": dict.fromkeys(":;!?", NARROW),
    "fr-CA": {":": NBSP, ";": "", "!": "", "?": ""},
}
_NONE_BEFORE = dict.fromkeys(":;!?", "")
_INSIDE = {"fr": NBSP, "fr-CA": NBSP}
_NOT_KNOWN_BEFORE = frozenset({"br"})  # Breton goes with French in part

# CLDR 48, minimumGroupingDigits = 2: 1234 but 12.345.
_LEAD_TWO = frozenset(
    ("be", "bg", "es", "et", "hu", "hy", "it", "ka", "lv", "pl", "pt-PT", "sl", "sq")
)

# es: RAE, Ortografía 3.4.7 (raya); ast, gl, ca: the norms of their academies agree; en: The Chicago
# Manual of Style (6.85). The spaced dashes: the house rules of each language's newspapers; no
# entry where usage is divided.
_DASHES = {
    Dash.ATTACHED: "es ast gl ca",
    Dash.SPACED_EM: "fr pt ru uk be",
    Dash.CLOSED: "en",
    Dash.SPACED_EN: "de nl sv da no nb nn fi pl cs sk hu sl hr it ro et lv lt is",
}
_DASH = {tag: dash for dash, tags in _DASHES.items() for tag in tags.split()}

# RAE, Ortografía 3.4.9; Academia de la Llingua Asturiana, Normes ortográfiques. In Galician and
# Catalan the opening marks are at best optional.
_OPENING = frozenset({"es", "ast"})
_UNSPACED = frozenset({"zh", "ja"})


@lru_cache(maxsize=256)
def habits(tag: str) -> Habits:
    """Return what is known of a language. Raises `LanguageError` for a tag unknown to CLDR."""
    known = canonical(tag)
    chain = tuple(_chain(known))
    marks = next((_MARKS[one] for one in chain if one in _MARKS), "")
    if not marks:
        return Habits(base(known))
    none = None if chain[-1] in _NOT_KNOWN_BEFORE else _NONE_BEFORE
    facts = locale(known)
    symbols = facts.number_symbols.get("latn", {})
    return Habits(
        language=base(known),
        quotes=marks,
        inside=next((_INSIDE.get(one, "") for one in chain if one in _BEFORE), ""),
        before=next((_BEFORE[one] for one in chain if one in _BEFORE), none),
        decimal=symbols.get("decimal", ""),
        group="" if _by_lakhs(facts) else symbols.get("group", ""),
        lead=2 if _LEAD_TWO.intersection(chain) and "es-419" not in chain else 1,
        percent=_percent(facts),
        dash=next((_DASH[one] for one in chain if one in _DASH), Dash.UNKNOWN),
        opens_questions=chain[-1] in _OPENING,
        unspaced=chain[-1] in _UNSPACED,
    )


def _chain(tag: str) -> Iterator[str]:
    """Yield a tag and what it inherits from in CLDR, the language alone at last."""
    from babel.core import get_global

    parents = get_global("parent_exceptions")
    yield tag
    while "-" in tag:
        above = str(parents.get(tag.replace("-", "_"), "root")).replace("_", "-")
        tag = tag.rpartition("-")[0] if above == "root" else above
        yield tag


def _by_lakhs(locale: Locale) -> bool:
    """Tell whether digits are grouped by two beyond the thousands, as in India."""
    return "#,##,##0" in locale.decimal_formats[None].pattern


def _percent(locale: Locale) -> str:
    pattern = str(locale.percent_formats[None].pattern).replace("#,##0", "#")
    return pattern if re.fullmatch(rf"#[{SPACES}]?%|%[{SPACES}]?#", pattern) else ""
