"""What the shell offers when a person presses Tab: languages, engines, states, articles, models.

Nothing heavy is loaded: the names come from tables and from the folder that is being typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

Offer = list[tuple[str, str]]
"""Words with what they mean, which is nothing where they speak for themselves."""


def languages(incomplete: str) -> Offer:
    """Offer languages by tag, or by their English name; behind a comma the next one.

    Tags with a script or a region come when their hyphen is typed.
    """
    done, comma, begun = incomplete.rpartition(",")
    return [(f"{done}{comma}{word}", name) for word, name in _languages(begun)]


def _languages(begun: str) -> Iterator[tuple[str, str]]:
    from babel import Locale
    from babel.localedata import locale_identifiers

    names = Locale("en").languages
    for identifier in sorted(locale_identifiers()):
        language = identifier.partition("_")[0]
        tag = identifier.replace("_", "-")
        if ("-" in tag) == ("-" in begun) and tag.startswith(begun):
            yield tag, str(names.get(identifier) or names.get(language) or "")
    if begun:
        plain = (name for name in names.values() if str(name).isalpha())
        yield from ((name, "") for name in sorted(plain) if name.startswith(begun))


def engines(incomplete: str) -> Offer:
    """Offer engines; behind a comma the next one."""
    from translate.engines import ENGINES

    done, comma, begun = incomplete.rpartition(",")
    return [(f"{done}{comma}{name}", "") for name in _beginning(begun, ENGINES)]


def states(incomplete: str) -> Offer:
    """Offer the states in which drafts are made anew."""
    return [(state, "") for state in _beginning(incomplete, ("machine", "suspect"))]


def articles(incomplete: str) -> Offer:
    """Offer the articles of the folder that is being typed, and the folders in it."""
    from translate.formats import FORMATS

    return [(path, "") for path in _paths(incomplete, FORMATS)]


def stores(incomplete: str) -> Offer:
    """Offer the engines whose models can be installed."""
    return [(name, "engine") for name in _beginning(incomplete, ("argos", "firefox"))]


def models(incomplete: str) -> Offer:
    """Offer the engines whose models can be installed, package files, and languages."""
    files = [(path, "") for path in _paths(incomplete, (".argosmodel",))]
    return [*stores(incomplete), *files, *languages(incomplete)]


def _beginning(begun: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(begun)]


def _paths(incomplete: str, suffixes: Iterable[str]) -> Iterator[str]:
    before, slash, begun = incomplete.rpartition("/")
    folder = Path(f"{before}{slash}")
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        fits = path.name.startswith(begun) if begun else not path.name.startswith(".")
        if fits and (path.is_dir() or path.suffix.lower() in suffixes):
            yield f"{before}{slash}{path.name}{'/' if path.is_dir() else ''}"
