"""What we know of a language: its tag, names, direction, plural forms and habits of writing.

The facts are CLDR's, as Babel carries them. Babel is imported when first asked, because it is the
one heavy thing on this floor.
"""

from __future__ import annotations

import re
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


@lru_cache(maxsize=256)
def canonical(tag: str) -> str:
    """Return a language tag in its BCP 47 spelling: `pt_br` becomes `pt-BR`.

    Raises `LanguageError` for what CLDR does not know.
    """
    asked = tag.strip().replace("_", "-")
    known = _ALIASES.get(asked.lower(), asked)
    return str(_locale(known, tag)).replace("_", "-")


def posix(tag: str) -> str:
    """Return the tag as gettext spells it, in folders and in the `Language` header: `pt_BR`."""
    return canonical(tag).replace("-", "_")


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
    return canonical(tag).split("-", 1)[0]


def english_name(tag: str) -> str:
    """Return the language's name in English: `Catalan`."""
    return str(_locale(canonical(tag), tag).get_display_name("en") or canonical(tag))


def own_name(tag: str) -> str:
    """Return the language's name in itself: `català`."""
    return str(_locale(canonical(tag), tag).get_display_name() or canonical(tag))


def right_to_left(tag: str) -> bool:
    """Tell whether the language is written from right to left."""
    return bool(_locale(canonical(tag), tag).text_direction == "rtl")


def plural_forms(tag: str) -> str:
    """Return the value of gettext's `Plural-Forms` header for the language."""
    from babel.messages.plurals import get_plural

    count, rule = get_plural(canonical(tag).replace("-", "_"))
    return f"nplurals={count}; plural={rule};"


def word_joiner(tag: str | None) -> str:
    """Return what stands between words when two lines become one: a space, or nothing."""
    return "" if tag is not None and base(tag) in _UNSPACED else " "


@lru_cache(maxsize=256)
def _locale(tag: str, asked: str) -> Locale:
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    language, _, rest = tag.partition("-")
    language = get_global("language_aliases").get(language.lower(), language)
    spelt = f"{language}-{rest}" if rest else language
    try:
        return Locale.parse(spelt.replace("_", "-"), sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        raise LanguageError(
            f"“{asked}” is no language tag that CLDR knows",
            hint="Use a BCP 47 tag such as es, ca, pt-BR or zh-Hans.",
        ) from None
