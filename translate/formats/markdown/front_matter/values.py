"""What the notations of front matter have in common: the strings that they hold, with their places.

A reader of a notation gives every scalar with its exact place, and proves it: what it found is
what the notation's own parser reads. Text is put into a scalar's place and read once more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Path = tuple[str, ...]
"""The keys above a value, the outermost first; `[]` stands for the place in a list."""

ITEM = "[]"
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar: `start:end` of the front matter's body spell `text`, in the notation's `style`.

    `style` is empty for what is no string: a number, a date, a switch. `why_not` says why the text
    must be left as it is, if it must. `indent` begins the further lines of a block of text.
    """

    path: Path
    start: int
    end: int
    text: str
    style: str = ""
    why_not: str = ""
    indent: str = ""

    @property
    def key(self) -> str:
        """The nearest key above the value."""
        return next((name for name in reversed(self.path) if name != ITEM), "")


@dataclass(frozen=True, slots=True)
class Notation:
    """A way to write front matter.

    read       body → every scalar, in order; raises `ValueError` with the reason in words where
               the body is not valid
    spellings  a value, what spells it now, a new text, the line ending of the article → ways to
               write that text, the nearest to the present one first
    """

    name: str
    read: Callable[[str], list[Value]]
    spellings: Callable[[Value, str, str, str], Iterator[str]]


def quoted(text: str) -> str:
    """Spell a string so that YAML, TOML and JSON all read it: JSON's way, line ends escaped."""
    return _UNSAFE.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(text, ensure_ascii=False))


def unwritable(text: str) -> str:
    """Return why a text cannot be written to a file, or nothing."""
    return "it holds half of a character" if _SURROGATE.search(text) else ""


def is_wanted(value: Value, keys: frozenset[str]) -> bool:
    """Tell whether the project wants a value translated.

    A plain name wants that key at any depth; `seo.description` is a path from the top, in which
    the marks of lists (`images[].alt`) may be left out.
    """
    spelt = ".".join(value.path).replace("." + ITEM, ITEM)
    return not keys.isdisjoint(
        {value.key, spelt, spelt.removesuffix(ITEM), spelt.replace(ITEM, "")}
    )


def prove(found: list[Value], wanted: Iterator[tuple[Path, str]]) -> None:
    """Compare the strings that were found with those that the notation's own parser read.

    Raises `ValueError` where they differ.
    """
    if sorted((value.path, value.text) for value in found if value.style) != sorted(wanted):
        raise ValueError("it is written in a way that cannot be followed to the letter")


def strings(tree: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the strings of parsed front matter; an object may be a list of pairs in a tuple."""
    if isinstance(tree, dict):
        tree = tuple(tree.items())
    if isinstance(tree, tuple):
        for key, below in tree:
            yield from strings(below, (*path, key))
    elif isinstance(tree, list):
        for below in tree:
            yield from strings(below, (*path, ITEM))
    elif isinstance(tree, str):
        yield path, tree
