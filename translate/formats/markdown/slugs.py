"""How each generator makes the id of a heading of its words, exactly as it does.

A slug function takes the words and gives the id before it is made unique; a numbering takes that
and the ids so far, and gives the id that the page has. All are checked against the programs
themselves (tests/renderers).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Taken = dict[str, int]
"""The ids of a page so far; the number is how often each was wanted again."""

Slug = Callable[[str], str]
Numbering = Callable[[str, Taken], str]

_ALPHABETIC_SYMBOLS = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169]")
_VITEPRESS_DROPPED = re.compile("[\u0300-\u036f\u0000-\u001f]")
_VITEPRESS_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_COUNTED = re.compile(r"(.*)_([0-9]+)", re.DOTALL)


def github(words: str) -> str:
    """GitHub, GitLab, Docusaurus (github-slugger): letters, marks, digits, `_` and `-` stay."""
    kept = "".join(char for char in words.lower() if char in " -" or _is_word(char))
    return kept.replace(" ", "-")


def _is_word(char: str) -> bool:
    category = unicodedata.category(char)
    of_a_word = category[0] in "LM" or category in {"Nd", "Nl", "Pc"}
    return of_a_word or bool(_ALPHABETIC_SYMBOLS.match(char))


def goldmark(words: str) -> str:
    """Hugo with goldmark, whose ids come from the heading as it is written, markup and all."""
    kept = "".join(
        "-" if char in " -" else _simple_lower(char)
        for char in words.strip()
        if char in " -_" or unicodedata.category(char)[0] == "L" or char.isdecimal()
    )
    return kept or "heading"


def _simple_lower(char: str) -> str:
    """Lower one character to one character, as Go does (İ becomes i)."""
    return char.lower()[0]


def python_markdown(words: str) -> str:
    """Python-Markdown's `toc`, and so MkDocs and Zensical: ASCII, what has no ASCII form goes."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def pymdownx(words: str) -> str:
    """PyMdown's slugs in lower case, as sites in other scripts set them up."""
    normal = unicodedata.normalize("NFC", words).strip().lower()
    return re.sub(r"[^\w\- ]", "", normal).replace(" ", "-")


def pymdownx_cased(words: str) -> str:
    """PyMdown's slugs as they are without a `case`."""
    normal = unicodedata.normalize("NFC", words).strip()
    return re.sub(r"[^\w\- ]", "", normal).replace(" ", "-")


def kramdown(words: str) -> str:
    """kramdown: ASCII letters and digits, from the first letter on, of the heading as written."""
    from_letter = re.sub(r"\A[^a-zA-Z]+", "", words)
    return re.sub(r"[^a-zA-Z0-9 -]", "", from_letter).replace(" ", "-").lower() or "section"


def jekyll(words: str) -> str:
    """Jekyll (kramdown with GitHub's parser): as GitHub, once its typography is done."""
    typeset = re.sub(r"-{2,3}", "", words).lower()
    kept = "".join(char for char in typeset if char in " \t-" or _is_word(char))
    return re.sub(r"[ \t]", "-", kept)


def myst(words: str) -> str:
    """MyST's `myst_heading_anchors`."""
    return re.sub(r"[^\w\- ]", "", words.lower().replace(" ", "-"))


def vitepress(words: str) -> str:
    """VitePress and VuePress."""
    plain = _VITEPRESS_DROPPED.sub("", unicodedata.normalize("NFKD", words))
    slug = re.sub(r"-{2,}", "-", _VITEPRESS_SPECIAL.sub("-", plain)).strip("-")
    return re.sub(r"\A(\d)", r"_\1", slug).lower()


def zola(words: str) -> str:
    """Zola, for words in Latin letters: it spells other scripts out in ASCII by tables."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def pandoc(words: str) -> str:
    """Pandoc's `auto_identifiers`."""
    kept = re.sub(r"[^\w\s.-]", "", words).lower()
    return re.sub(r"\s+", "-", re.sub(r"\A[\W\d_]+", "", kept).strip()) or "section"


def obsidian(words: str) -> str:
    """Obsidian, whose links name a heading by its words."""
    return " ".join(re.sub(r"[#|^:%\[\]\\]", " ", words).split())


def counted(slug: str, taken: Taken) -> str:
    """Number as github-slugger does: `a`, `a-1`, `a-2`, past numbers that a heading spells out."""
    result = slug
    while result in taken:
        taken[slug] += 1
        result = f"{slug}-{taken[slug]}"
    taken[result] = 0
    return result


def first_free(slug: str, taken: Taken) -> str:
    """Number with the first suffix from `-1` on that is free; nothing stays nothing."""
    result, number = slug, 1
    while result and result in taken:
        result = f"{slug}-{number}"
        number += 1
    taken[result] = 0
    return result


def counted_apart(slug: str, taken: Taken) -> str:
    """Number as kramdown does: what a numbered id looks like to others is not asked."""
    if slug not in taken:
        taken[slug] = 0
        return slug
    taken[slug] += 1
    return f"{slug}-{taken[slug]}"


def underscored(slug: str, taken: Taken) -> str:
    """Number as Python-Markdown does: `a`, `a_1`, `a_2`; nothing is `_1`."""
    result = slug
    if slug in taken or not slug:
        found = _COUNTED.fullmatch(slug)
        base, count = (found[1], int(found[2])) if found else (slug, 0)
        count += 1
        while f"{base}_{count}" in taken:
            count += 1
        result = f"{base}_{count}"
    taken[result] = 0
    return result


def as_it_is(slug: str, taken: Taken) -> str:
    """Number nothing: the first heading of those words is the one that a link finds."""
    taken[slug] = 0
    return slug
