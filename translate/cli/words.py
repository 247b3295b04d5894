"""How the command line is cut into words: `--to es ca` names two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path


def spread(args: Sequence[str]) -> Iterator[str]:
    """Yield the words with the option again before each further value: `--to es --to ca`.

    Behind the value of an option in `_SEVERAL`, a word is another value if it can be one and no
    file bears its name; the first that is none ends the row.
    """
    words = iter(args)
    option: str | None = None
    for word in words:
        name, equals, _ = word.partition("=")
        if word == "--":
            yield word
            yield from words
        elif name in _SEVERAL:
            option = name
            yield word
            if not equals:
                yield from (value for value in [next(words, None)] if value is not None)
        elif option and not word.startswith("-") and _is_value(word, _SEVERAL[option]):
            yield option
            yield word
        else:
            option = None
            yield word


def _is_value(word: str, known: Callable[[str], bool]) -> bool:
    values = [value.strip() for value in word.split(",") if value.strip()]
    return bool(values) and not Path(word).is_file() and all(map(known, values))


def _is_language(word: str) -> bool:
    from translate.language_names import is_language

    return is_language(word)


def _is_engine(word: str) -> bool:
    from translate.engines import ENGINES

    return word in ENGINES


def _is_state(word: str) -> bool:
    from translate.model import State

    return word in set(State)


_SEVERAL: Mapping[str, Callable[[str], bool]] = {
    "--to": _is_language,
    "--engine": _is_engine,
    "--state": _is_state,
}
"""The options that take several words, and what tells whether a word is one for them."""
