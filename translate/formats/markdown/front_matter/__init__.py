"""Front matter: YAML, TOML, JSON or a head of `Key: value`; the values of some keys are text.

A value is one segment, with its key as context. A changed value is written in the style that it
had (plain, quoted, block) if that style can hold it, and as a quoted string otherwise. What is
written is read again: every other value must be what it was.
"""

from __future__ import annotations

from functools import lru_cache

from translate.formats.base import ParseOptions, newline_of
from translate.formats.markdown.front_matter.language import LANGUAGE_KEYS, redeclared
from translate.formats.markdown.front_matter.place import Place, find
from translate.formats.markdown.front_matter.values import Notation, Value, is_wanted
from translate.model import Block, BlockKind, Segment

_NORWEGIAN = "no"  # a switch that is off, to YAML's first version

__all__ = [
    "declared_language",
    "front_matter_blocks",
    "front_matter_end",
    "front_matter_remarks",
    "language_values",
    "placed_values",
    "with_language",
    "write_value",
]


def front_matter_end(source: str, dialects: frozenset[str] = frozenset()) -> int:
    """Return where the front matter at the very top ends, its last fence included, or 0."""
    place = find(source, dialects)
    return place.end if place else 0


def declared_language(source: str, dialects: frozenset[str] = frozenset()) -> str | None:
    """Return the language that the front matter declares (`lang`, `language` or `locale`)."""
    found = {value.key: value.text for _, value in language_values(source, dialects)}
    return next((found[key] for key in LANGUAGE_KEYS if key in found), None)


def language_values(
    source: str, dialects: frozenset[str] = frozenset()
) -> list[tuple[tuple[int, int], Value]]:
    """Return the values at the top of the front matter that name a language, with their places."""
    place = find(source, dialects)
    if place is None:
        return []
    shift = place.body[0]
    return [
        ((shift + value.start, shift + value.end), value)
        for value in _sound_values(source, place)
        if value.path in {(key,) for key in LANGUAGE_KEYS}
        and (value.style or value.text.lower() == _NORWEGIAN)
        and value.text.strip()
    ]


def placed_values(
    source: str, dialects: frozenset[str] = frozenset()
) -> list[tuple[Value, int, int]]:
    """Return every value of the front matter, with its place in the article."""
    place = find(source, dialects)
    if place is None:
        return []
    shift = place.body[0]
    values = _sound_values(source, place)
    return [(value, shift + value.start, shift + value.end) for value in values]


def with_language(source: str, dialects: frozenset[str], language: str, target: str) -> str:
    """Return an article that declares `target` wherever it has declared its own language.

    Everything else is as it was, to the letter.
    """
    place = find(source, dialects)
    if place is None:
        return source
    out: list[str] = []
    cursor = 0
    for value in sorted(_sound_values(source, place), key=lambda one: one.start):
        tag = redeclared(value, language, target)
        if tag is not None and not value.why_not:
            start, end = place.body[0] + value.start, place.body[0] + value.end
            out += [source[cursor:start], _with_tag(source, dialects, value, (start, end), tag)]
            cursor = end
    return "".join((*out, source[cursor:]))


def _with_tag(
    source: str, dialects: frozenset[str], value: Value, reach: tuple[int, int], tag: str
) -> str:
    start, end = reach
    if not value.style:
        return tag  # the Norwegian that YAML takes for a switch
    segment = Segment(value.text, start, end)
    block = Block(BlockKind.METADATA, _line(source, start), start, end, (segment,), value.key)
    return write_value(source, block, tag, dialects)


def front_matter_blocks(source: str, options: ParseOptions) -> list[Block]:
    """Return the translatable values of an article's front matter.

    Front matter that its own parser does not accept is left as it is.
    """
    place = find(source, options.dialects)
    if place is None:
        return []
    blocks: list[Block] = []
    for value in _wanted(source, place, options):
        if not value.why_not:
            start, end = place.body[0] + value.start, place.body[0] + value.end
            segment = Segment(value.text.strip("\n"), start, end)
            line = _line(source, start)
            blocks.append(
                Block(BlockKind.METADATA, line, start, end, (segment,), context=value.key)
            )
    return blocks


def front_matter_remarks(source: str, options: ParseOptions) -> list[tuple[int, str]]:
    """Return why front matter, or a value of it that is wanted, is left as it is, with its line."""
    place = find(source, options.dialects)
    if place is None:
        return []
    start, end = place.body
    try:
        # The lines above are made up for, so that the parser counts as the reader of the file does.
        place.notation.read("\n" * source.count("\n", 0, start) + source[start:end])
    except ValueError as error:
        reason = f"is no valid {place.notation.name}: {error}" if str(error) else "holds no keys"
        fences = f"the front matter between “{place.fence}” and “{place.fence}”"
        return [
            (max(source.count("\n", 0, start), 1), f"{fences} is not translated, as it {reason}")
        ]
    return [
        (_line(source, start + value.start), f"“{value.key}” is not translated: {value.why_not}")
        for value in _wanted(source, place, options)
        if value.why_not
    ]


def write_value(
    source: str, block: Block, text: str, dialects: frozenset[str] = frozenset()
) -> str:
    """Return a front-matter value with a new text, in the style of the old one if it fits.

    Where no spelling leaves every other value as it is, the source's own comes back.
    """
    place = find(source, dialects)
    raw = source[block.start : block.end]
    if place is None:
        return raw
    start, end = place.body
    body, low, high = source[start:end], block.start - start, block.end - start
    before = _values(place.notation, body)
    index = next(i for i, value in enumerate(before) if value.start == low)
    value = before[index]
    bare = value.text.strip("\n")
    whole = value.text.replace(bare, text, 1)
    wanted = [
        (v.path, v.style != "", whole if i == index else v.text) for i, v in enumerate(before)
    ]
    for spelt in place.notation.spellings(value, raw, whole, newline_of(source)):
        try:
            after = place.notation.read(body[:low] + spelt + body[high:])
        except ValueError:
            continue
        if [(v.path, v.style != "", v.text) for v in after] == wanted:
            return spelt
    return raw


def _wanted(source: str, place: Place, options: ParseOptions) -> list[Value]:
    return [
        value
        for value in _sound_values(source, place)
        if value.style
        and is_wanted(value, options.front_matter)
        and any(char.isalpha() for char in value.text)
    ]


def _sound_values(source: str, place: Place) -> tuple[Value, ...]:
    try:
        return _values(place.notation, source[slice(*place.body)])
    except ValueError:
        return ()


@lru_cache(maxsize=8)
def _values(notation: Notation, body: str) -> tuple[Value, ...]:
    return tuple(notation.read(body))


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1
