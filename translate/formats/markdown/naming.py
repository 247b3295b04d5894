"""The ids that a page has by its dialect, and how a translated heading keeps that of its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from translate.formats.base import newline_of
from translate.formats.markdown import slugs
from translate.formats.markdown.headings import Heading, Part, headings

Edit = tuple[int, str]
"""A place in an article, and what is put there."""

# A mark is what it looks like to a generator that does not know it.
_WORDS = frozenset({Part.TEXT, Part.CODE, Part.MATH, Part.BREAK, Part.MARK})
_TEXT = _WORDS | {Part.ATTRIBUTES}
_EMOJI = re.compile(r":[\w+-]+:")
_DIRECTIVE = re.compile(r":[\w-]+\[(?P<words>[^\[\]]*)\](?:\{[^{}]*\})?")
_ROLE_OR_SUBSTITUTION = re.compile(r"\{[A-Za-z][\w:.+-]*\}(`+).+?\1|\{\{.*?\}\}")
_XML_NAME = re.compile(r"[^\W\d][\w.:-]*")
_BARE_NAME = re.compile(r"[\w:.-]+")
_PREFIX = re.compile(r"[ \t>]+")
_LIST_BELOW = re.compile(r"(?:\r\n|\n|\r)[ \t>]*\{:(?!:)([^}\r\n]*)\}[ \t]*(?=\r|\n|\Z)")
_LIST_ABOVE = re.compile(
    r"(?:\A|(?:\n|\r)[ \t>]*(?:\r\n|\n|\r))[ \t>]*\{:(?!:)([^}\r\n]*)\}[ \t]*(?:\r\n|\n|\r)\Z"
)
_LISTED_ID = re.compile(r"""(?:\A|(?<=\s))(?:\#|id=)(["']?)([^\s"']+)\1""")
_MYST_LABEL = re.compile(r"[a-z](?:-?[a-z0-9]+){0,50}")  # of others docutils makes another id


@dataclass(frozen=True, slots=True)
class Naming:
    """How the headings of a dialect get their ids, and how one is given an id.

    `spelt` gives the edit that gives a heading an id. `attributes` says what in braces behind a
    heading is no word of it: anything, nothing but an id, or nothing. `counts` says when an id
    that the author gave is taken: before all others, in its turn, or never. Where `sparing`, what
    is spelt is an element of its own, so that only ids that some link asks for are worth it.
    """

    words: Callable[[Heading], str]
    slug: slugs.Slug
    number: slugs.Numbering
    spelt: Callable[[str, Heading, str], Edit]
    attributes: Literal["any", "id", "none"] = "any"
    counts: Literal["first", "in turn", "never"] = "never"
    sparing: bool = False


def _plain(heading: Heading) -> str:
    return heading.words(_TEXT)


def _with_descriptions(heading: Heading) -> str:
    return _DIRECTIVE.sub(r"\g<words>", heading.words(_TEXT | {Part.ALT}))


def _without_emoji(heading: Heading) -> str:
    return _EMOJI.sub("", heading.words(_TEXT))


def _without_lists(heading: Heading) -> str:
    return _EMOJI.sub("", heading.words(_WORDS))


def _without_roles(heading: Heading) -> str:
    return _ROLE_OR_SUBSTITUTION.sub("", heading.words(_TEXT - {Part.MATH, Part.BREAK}))


def _last_line(heading: Heading) -> str:
    return heading.raw.splitlines()[-1] if heading.raw else ""


def _as_written(heading: Heading) -> str:
    return heading.raw


def _braces(source: str, heading: Heading, name: str) -> Edit:
    word = f"#{name}" if _BARE_NAME.fullmatch(name) else f'id="{name}"'
    return _attribute(source, heading, word, "{{{}}}")


def _id_in_braces(source: str, heading: Heading, name: str) -> Edit:
    """Write `{#id}`, which Docusaurus reads only behind a heading that begins with `#`."""
    if "#" not in source[heading.place[0] : heading.start]:
        return _anchor(source, heading, name)
    return _attribute(source, heading, f"#{name}", "{{{}}}")


def _attribute_list(source: str, heading: Heading, name: str) -> Edit:
    """Write `{: #id }`, which Python-Markdown takes to begin at the first ` {` of a heading."""
    if " {" in heading.raw:
        return _anchor(source, heading, name)
    return _attribute(source, heading, f"#{name}", "{{: {} }}")


def _attribute(source: str, heading: Heading, word: str, fresh: str) -> Edit:
    """Put an attribute into the braces that are there, or into new ones behind the heading."""
    low, high = heading.braces
    if low == high:
        return heading.end, " " + fresh.format(word)
    if source.startswith("{:", low):
        return low + 2, f" {word}"
    return low + 1, f"{word} "


def _kramdown(source: str, heading: Heading, name: str) -> Edit:
    if _XML_NAME.fullmatch(name):
        return heading.close, f" {{#{name}}}"
    lead = _PREFIX.match(source, heading.place[0])
    return heading.place[1], f'{newline_of(source)}{lead[0] if lead else ""}{{: id="{name}"}}'


def _label(source: str, heading: Heading, name: str) -> Edit:
    inside = bool(_PREFIX.match(source, heading.place[0], heading.start))
    if inside or not _MYST_LABEL.fullmatch(name):
        return _anchor(source, heading, name)
    return heading.place[0], f"({name})={newline_of(source)}"


def _anchor(source: str, heading: Heading, name: str) -> Edit:  # noqa: ARG001  `Naming.spelt`
    return heading.start, f'<a id="{name}"></a>'


def _not_at_all(source: str, heading: Heading, name: str) -> Edit:  # noqa: ARG001  `Naming.spelt`
    return heading.end, ""


_GITHUB = Naming(_plain, slugs.github, slugs.counted, _anchor, sparing=True)
_TOC = Naming(
    _without_emoji, slugs.python_markdown, slugs.underscored, _anchor, counts="first", sparing=True
)
_LISTS = replace(_TOC, words=_without_lists, spelt=_attribute_list, sparing=False)
_DOCUSAURUS = Naming(_with_descriptions, slugs.github, slugs.counted, _id_in_braces)
_MDX = replace(_DOCUSAURUS, spelt=_anchor, attributes="none", sparing=True)
_MYST = Naming(_without_roles, slugs.myst, slugs.first_free, _label, "none", sparing=True)
_HUGO = Naming(_last_line, slugs.goldmark, slugs.first_free, _braces, counts="in turn")
_KRAMDOWN = Naming(_as_written, slugs.kramdown, slugs.counted_apart, _kramdown, "id")

NAMINGS: tuple[tuple[frozenset[str], Naming], ...] = (
    (frozenset({"docusaurus"}), _DOCUSAURUS),
    (frozenset({"mdx"}), _MDX),
    (frozenset({"myst"}), _MYST),
    (frozenset({"hugo"}), _HUGO),
    (frozenset({"jekyll"}), replace(_KRAMDOWN, words=_plain, slug=slugs.jekyll)),
    (frozenset({"kramdown"}), _KRAMDOWN),
    (frozenset({"vitepress"}), replace(_HUGO, words=_plain, slug=slugs.vitepress)),
    (frozenset({"zola"}), replace(_HUGO, words=_plain, slug=slugs.zola, counts="first")),
    (frozenset({"pandoc"}), replace(_HUGO, words=_plain, slug=slugs.pandoc)),
    (frozenset({"mkdocs", "attribute-lists", "slugs"}), replace(_LISTS, slug=slugs.pymdownx)),
    (frozenset({"mkdocs", "attribute-lists"}), _LISTS),
    (frozenset({"mkdocs", "slugs"}), replace(_TOC, slug=slugs.pymdownx)),
    (frozenset({"mkdocs"}), _TOC),
    (frozenset({"pelican"}), _LISTS),
    (frozenset({"obsidian"}), Naming(_plain, slugs.obsidian, slugs.as_it_is, _not_at_all)),
)
"""Dialects that must all be on → how headings get their ids there; the first that fits counts."""


_GUESSES = tuple(
    replace(one, spelt=_anchor, sparing=True)
    for one in (
        _GITHUB,
        _TOC,
        replace(_TOC, slug=slugs.pymdownx),
        *(
            naming
            for asked, naming in NAMINGS
            if asked <= {"hugo", "jekyll", "kramdown", "vitepress"}
        ),
    )
)


def namings_of(dialects: frozenset[str]) -> tuple[Naming, ...]:
    """Return how headings get their ids in an article of these dialects: all ways, if of none."""
    return next(((one,) for asked, one in NAMINGS if asked <= dialects), _GUESSES)


def ids(source: str, naming: Naming, dialects: frozenset[str]) -> list[str]:
    """Return the id of each heading of an article; it is empty where a heading gets none."""
    found = headings(source, dialects)
    given = [_given(source, one, naming) for one in found]
    taken: slugs.Taken = dict.fromkeys(given, 0) if naming.counts == "first" else {}
    taken.pop("", None)
    named: list[str] = []
    for heading, own in zip(found, given, strict=True):
        if own and naming.counts == "in turn":
            taken.setdefault(own, 0)
        named.append(own or naming.number(naming.slug(_words(source, heading, naming)), taken))
    return named


def _words(source: str, heading: Heading, naming: Naming) -> str:
    words = naming.words(heading)
    kept = naming.attributes == "none" or (naming.attributes == "id" and not heading.id)
    return words + source[heading.end : heading.braces[1]] if kept else words


def _given(source: str, heading: Heading, naming: Naming) -> str:
    """Return the id that the author gave a heading, in the heading or in a line beside it."""
    if naming.attributes == "none":
        return ""
    if naming.attributes == "any":
        return heading.id
    return heading.id or next(_beside(source, heading), "")


def _beside(source: str, heading: Heading) -> Iterator[str]:
    """Yield the ids in kramdown's attribute lists on the lines around a heading."""
    low, high = heading.place
    for found in (_LIST_BELOW.match(source, high), _LIST_ABOVE.search(source, 0, low)):
        for name in _LISTED_ID.findall(found[1]) if found else ():
            yield name[1]


def with_ids(source: str, translated: str, dialects: frozenset[str], asked: frozenset[str]) -> str:
    """Return a translated article whose headings have the ids that they have in its source.

    Nothing is added where the id is the same anyway, where the author gave one, and to an article
    that has other headings than its source. `asked` are the ids that links ask for: where an id
    can only be had as an element of its own, the others get none.
    """
    if translated == source:
        return translated
    before = headings(source, dialects)
    if [one.level for one in headings(translated, dialects)] != [one.level for one in before]:
        return translated
    for naming in namings_of(dialects):
        translated = _with_ids(source, translated, naming, dialects, asked)
    return translated


def _with_ids(
    source: str, text: str, naming: Naming, dialects: frozenset[str], asked: frozenset[str]
) -> str:
    before, wanted = headings(source, dialects), ids(source, naming, dialects)
    named: set[int] = set()
    while True:
        after, present = headings(text, dialects), ids(text, naming, dialects)
        differs = [
            number
            for number, name in enumerate(wanted)
            if name
            and name != present[number]
            and number not in named
            and not _given(text, after[number], naming)
            and not (naming.sparing and (name not in asked or _is_there(text, name)))
        ]
        # An id that the page no longer has leaves its number to another heading of those words.
        translated = [n for n in differs if before[n].raw != after[n].raw]
        now = translated or differs
        if not now:
            return text
        text = _edited(text, [naming.spelt(text, after[n], wanted[n]) for n in now])
        named.update(now)


def _is_there(text: str, name: str) -> bool:
    return f'id="{name}"' in text or f"({name})=" in text


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for place, addition in sorted(edits, reverse=True):
        text = text[:place] + addition + text[place:]
    return text
