"""The language that front matter declares, in an article that was localized."""

from __future__ import annotations

from translate.errors import LanguageError
from translate.formats.markdown.front_matter.values import Value
from translate.languages import base, spelt_like

LANGUAGE_KEYS = ("lang", "language", "locale")
# Tables that say of the page itself what the top does; elsewhere other pages may be listed.
_OF_THE_PAGE = frozenset(
    {"extra", "head", "meta", "metadata", "og", "open_graph", "opengraph", "page", "params", "seo"}
)


def redeclared(value: Value, language: str, target: str) -> str | None:
    """Return what a value of the localized page says that declares the language of its source.

    It is spelt as the source has spelt its own: `fr_FR.UTF-8` becomes `es_ES.UTF-8`. None is for
    what declares no language, or another one.
    """
    *above, key = value.path
    if key not in LANGUAGE_KEYS or not _OF_THE_PAGE.issuperset(above):
        return None
    tag, dot, charset = value.text.strip().partition(".")
    try:
        same = base(tag) == base(language)
    except LanguageError:
        return None
    return spelt_like(target, tag) + dot + charset if same else None
