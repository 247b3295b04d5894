"""Languages by the names that people give them: in English, in themselves, in the user's own.

The names are CLDR's, as Babel carries them. Upper case and accents do not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from translate.errors import LanguageError
from translate.languages import canonical, english_name
from translate.suggest import nearest

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=64)
def named(word: str) -> str:
    """Return the tag of the language that a person means: `es` for es, Spanish and español.

    A tag goes before a name. A region or a script may stand in parentheses, as CLDR has it:
    `Portuguese (Brazil)`. Raises `LanguageError` for what is neither, with what may have been
    meant.
    """
    try:
        return canonical(word)
    except LanguageError as error:
        for locale in _speakers():
            tag = _tag_in(locale, _folded(word))
            if tag is not None:
                return tag
        raise LanguageError(f"“{word}” is no language that CLDR knows", hint=_hint(word)) from error


def is_language(word: str) -> bool:
    """Tell whether a word is a language's tag or name."""
    try:
        named(word)
    except LanguageError:
        return False
    return True


def _speakers() -> Iterator[Locale]:
    """Yield the locales whose names for languages count, those that are asked most often first."""
    from babel import Locale, default_locale
    from babel.localedata import locale_identifiers

    yield Locale("en")
    own = default_locale("LC_MESSAGES")
    if own is not None:
        yield Locale.parse(own)
    # The short tags are those of the large languages.
    tags = (tag for tag in locale_identifiers() if _is_whole(tag) and tag != "en")
    for tag in sorted(tags, key=lambda tag: (len(tag), tag)):
        yield Locale.parse(tag)


def _is_whole(identifier: str) -> bool:
    """Tell whether a locale is a language's own, in one of its scripts, and no country's."""
    return all(len(part) == 4 for part in identifier.split("_")[1:])


def _tag_in(locale: Locale, word: str) -> str | None:
    """Return the tag of what a locale calls so, with a region or a script in parentheses if any."""
    names = _names(str(locale))
    language, _, rest = word.removesuffix(")").partition("(")
    tag = names.get(language.strip())
    if word in names or tag is None:
        return names.get(word)
    places = {**locale.scripts, **locale.territories}
    parts = (code for code, name in places.items() if _folded(name) == rest.strip())
    return next(filter(is_tag, (f"{tag}-{code}" for code in parts)), None)


def is_tag(word: str) -> bool:
    """Tell whether CLDR knows a tag."""
    try:
        canonical(word)
    except LanguageError:
        return False
    return True


@lru_cache(maxsize=512)
def _names(identifier: str) -> dict[str, str]:
    """Return what a locale calls languages that CLDR knows, folded, with their tags.

    Of a locale that is neither English nor the user's own it is what that calls itself.
    """
    from babel import Locale, default_locale

    locale = Locale.parse(identifier)
    names = dict(locale.languages)
    if identifier not in ("en", default_locale("LC_MESSAGES")):
        names = {code: name for code, name in names.items() if _first(code) == locale.language}
        if locale.script and locale.language in names:
            names.setdefault(f"{locale.language}_{locale.script}", names.pop(locale.language))
    # The shorter tag last, so that it stays where a name is given to two.
    shortest_last = sorted(names.items(), key=lambda item: -len(item[0]))
    found = {_folded(name): code.replace("_", "-") for code, name in shortest_last}
    return {name: canonical(code) for name, code in found.items() if is_tag(code)}


def _first(identifier: str) -> str:
    return identifier.partition("_")[0]


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _hint(word: str) -> str:
    from babel import Locale
    from babel.languages import get_official_languages

    official = get_official_languages(word.strip().upper(), de_facto=True)[:1]
    if official and is_tag(official[0]):
        return f"Did you mean “{official[0]}” ({english_name(official[0])})?"
    english = (str(name) for code, name in Locale("en").languages.items() if is_tag(code))
    near = nearest(word, english)
    if near is not None:
        return f"Did you mean “{near}” ({named(near)})?"
    return "Use a tag such as es, ca, pt-BR or zh-Hans, or a name such as Spanish."
