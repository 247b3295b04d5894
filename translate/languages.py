"""What we know of a language: its tag, names, direction, plural forms and habits of writing.

The facts are CLDR's, as Babel carries them. Babel is imported when first asked, because it is the
one heavy thing on this floor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.errors import LanguageError

if TYPE_CHECKING:
    from babel import Locale

# Scripts that put no space between words; a joined line must not gain one. (CLDR, by language.)
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue", "wuu"})

_REGION = re.compile(r"[-_]([A-Za-z]{2}|[0-9]{3})(?=[-_]|\Z)")

# What people type, and what it is called in BCP 47.
_ALIASES = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zt": "zh-Hant", "pb": "pt-BR", "iw": "he"}

# What gettext writes behind the @ of a locale, and the script that it means.
_SCRIPTS = {
    "latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva", "hebrew": "Hebr",
    "greek": "Grek", "armenian": "Armn", "gujarati": "Gujr", "bengali": "Beng", "tamil": "Taml",
    "telugu": "Telu", "thai": "Thai", "mongolian": "Mong",
}  # fmt: skip
_MODIFIERS = {script: name for name, script in _SCRIPTS.items()}
_NO_VARIANT = frozenset({"euro"})  # a currency, which modifiers once told
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})

_TAG = re.compile(
    r"""
    (?P<language>[a-z]{2,3})
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?P<rest>
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*      # variants: valencia, 1996
        (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*           # extensions: u-co-phonebk
        (?:-x(?:-[a-z0-9]{1,8})+)?                    # of private use: x-our-style
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tag:
    """The parts of a BCP 47 tag; `rest` are variants, extensions and what is of private use.

    A tag that is of private use as a whole has no language.
    """

    language: str
    script: str = ""
    region: str = ""
    rest: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join(filter(None, (self.language, self.script, self.region, *self.rest)))


def canonical(tag: str) -> str:
    """Return a language tag in its BCP 47 spelling: `pt_br` becomes `pt-BR`.

    Locales as gettext spells them are understood (`sr@latin`, `ca_ES@valencia`), too. Variants,
    extensions and what is of private use stay, whatever they are. Raises `LanguageError` for a
    language, script or region that CLDR does not know.
    """
    return str(_parsed(tag))


def posix(tag: str) -> str:
    """Return the tag as gettext spells it, in folders and in the `Language` header: `pt_BR`.

    What has no place in `language_REGION` stands behind an @: `sr@latin`, `ca@valencia`. The way
    back is `canonical`.
    """
    known = _parsed(tag)
    if not known.language:
        return str(known)
    script, rest = known.script, known.rest
    if script in _MODIFIERS and not rest:
        script, rest = "", (_MODIFIERS[script],)
    place = "_".join(filter(None, (known.language, script, known.region)))
    return f"{place}@{'-'.join(rest)}" if rest else place


def spellings(tag: str) -> tuple[str, ...]:
    """Return how the folder of a language may be called: as now, and as before there was an @."""
    return tuple(dict.fromkeys((posix(tag), canonical(tag).replace("-", "_"))))


def spelt_like(tag: str, like: str) -> str:
    """Return a tag in the spelling of another one: `es` as `fr_FR` is spelt is `es_ES`.

    Where that has a region and the tag has none, it gets the one where most speakers live (CLDR).
    """
    parts = canonical(tag).split("-")
    if _REGION.search(like) and not _REGION.search("-".join(parts)):
        parts += _likely_region(parts)
    text = ("_" if "_" in like else "-").join(parts)
    if _REGION.search(like):
        return text.lower() if like.islower() else text.upper() if like.isupper() else text
    return text.upper() if like.isupper() else text


def _likely_region(parts: list[str]) -> list[str]:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts)) or likely.get(parts[0]) or ""
    found = _REGION.search(full)
    return [found[1]] if found else []


def base(tag: str) -> str:
    """Return the language alone, without script or region: `pt` for `pt-BR`."""
    known = _parsed(tag)
    return known.language or str(known)


def english_name(tag: str) -> str:
    """Return the language's name in English: `Catalan`."""
    return _name(tag, "en")


def own_name(tag: str) -> str:
    """Return the language's name in itself: `català`."""
    return _name(tag, None)


def right_to_left(tag: str) -> bool:
    """Tell whether the language is written from right to left."""
    script = _parsed(tag).script
    if script:
        return script in _RIGHT_TO_LEFT
    return bool(locale(canonical(tag)).text_direction == "rtl")


def plural_forms(tag: str) -> str:
    """Return the value of gettext's `Plural-Forms` header for the language."""
    from babel.messages.plurals import get_plural

    count, rule = get_plural(str(locale(canonical(tag))))
    return f"nplurals={count}; plural={rule};"


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale:
    """Return what Babel has that is nearest to a tag: the facts of its language at least.

    Of a tag that is of private use as a whole nothing is known; it gets those of English.
    """
    from babel import Locale
    from babel.localedata import exists

    known = _parsed(tag)
    for parts in ((known.script, known.region), (known.script,), (known.region,)):
        identifier = "_".join(filter(None, (known.language, *parts)))
        if exists(identifier):
            return Locale.parse(identifier)
    return Locale.parse(known.language or "en")


def word_joiner(tag: str | None) -> str:
    """Return what stands between words when two lines become one: a space, or nothing."""
    return "" if tag is not None and base(tag) in _UNSPACED else " "


def _name(tag: str, language: str | None) -> str:
    """Return the name of a language in another, or in itself, with all that its tag says."""
    known = _parsed(tag)
    if not known.language:
        return str(known)
    own = locale(canonical(tag))
    words = locale(language) if language else own
    name = own.get_display_name(language) or str(known)
    more = [words.scripts.get(known.script, known.script)] if not own.script else []
    more += [words.territories.get(known.region, known.region)] if not own.territory else []
    variants, private = _at_singleton(known.rest)
    more += (words.variants.get(part.upper(), part) for part in variants)
    said = ", ".join(filter(None, (*more, "-".join(private))))
    if not said:
        return name
    return f"{name[:-1]}, {said})" if name.endswith(")") else f"{name} ({said})"


def _at_singleton(rest: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Tell variants from extensions and what is of private use, which one character begins."""
    place = next((n for n, part in enumerate(rest) if len(part) == 1), len(rest))
    return rest[:place], rest[place:]


@lru_cache(maxsize=512)
def _parsed(tag: str) -> _Tag:
    from babel import Locale
    from babel.core import get_global
    from babel.localedata import exists

    asked = _without_locale_syntax(tag)
    if _PRIVATE.fullmatch(asked):
        return _Tag("", rest=tuple(asked.lower().split("-")))
    found = _TAG.fullmatch(_ALIASES.get(asked.lower(), asked))
    if found is None:
        raise _unknown(tag)
    language = found["language"].lower()
    language, _, implied = get_global("language_aliases").get(language, language).partition("_")
    script, region = (found["script"] or implied).title(), (found["region"] or "").upper()
    english = Locale("en")
    known = script in {"", *english.scripts} and region in {"", *english.territories}
    if not known or not exists(language):
        raise _unknown(tag)
    return _Tag(language, script, region, tuple(filter(None, found["rest"].lower().split("-"))))


def _without_locale_syntax(tag: str) -> str:
    """Return what may be a locale (`sr_RS.UTF-8@latin`) with `-` alone between its parts."""
    place, _, modifier = tag.strip().partition("@")
    place = place.partition(".")[0].replace("_", "-")
    if modifier.lower() in _NO_VARIANT:
        return place
    script = _SCRIPTS.get(modifier.lower())
    if script:
        language, *region = place.split("-")
        return "-".join((language, script, *region))
    return f"{place}-{modifier.replace('_', '-')}" if modifier else place


def _unknown(tag: str) -> LanguageError:
    return LanguageError(
        f"“{tag}” is no language tag that CLDR knows",
        hint="Use a BCP 47 tag such as es, ca, pt-BR or zh-Hans.",
    )
