"""The dialects of Markdown: what shows that a project is written in one, what each has.

A construct is on where one of its dialects is, and everywhere if it is unmistakable: nobody writes
`{{% note %}}` or `:::tip` on a line of its own and means these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A file or folder that shows a dialect: a pattern of its name, and words that it must hold.

    `holds` is a regular expression; where it is empty, being there is enough.
    """

    name: str
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect: its signs, in the article's folder or one above, and what it is built upon."""

    signs: tuple[Sign, ...] = ()
    suffixes: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()


# Jupyter Book has a settings file of the same name as Jekyll.
_BOOK = r"(?s:.*)(?m:^(?:sphinx|execute):)"

DIALECTS: Mapping[str, Dialect] = {
    "docusaurus": Dialect((Sign("docusaurus.config.*"),), includes=frozenset({"mdx"})),
    "gitlab": Dialect((Sign(".gitlab-ci.yml"), Sign(".gitlab"))),
    "hugo": Dialect(
        (
            Sign("hugo.toml"),
            Sign("hugo.yaml"),
            Sign("hugo.yml"),
            Sign("hugo.json"),
            Sign("config.toml", r"(?m)^\s*(?:baseURL|theme|\[params\]|\[markup|\[taxonomies\])"),
            Sign("config.yaml", r"(?m)^baseURL\s*:"),
            Sign("config/_default"),
        )
    ),
    "jekyll": Dialect(
        (Sign("_config.yml", rf"\A(?!{_BOOK})"), Sign("_config.yaml")),
        includes=frozenset({"kramdown"}),
    ),
    "kramdown": Dialect(),
    "mdx": Dialect(suffixes=frozenset({".mdx"})),
    "mkdocs": Dialect((Sign("mkdocs.yml"), Sign("mkdocs.yaml"))),
    "myst": Dialect(
        (Sign("myst.yml"), Sign("conf.py", "myst"), Sign("_config.yml", rf"\A{_BOOK}"))
    ),
    "obsidian": Dialect((Sign(".obsidian"),)),
    "pandoc": Dialect((Sign("_quarto.yml"), Sign("_bookdown.yml"))),
    "pelican": Dialect((Sign("pelicanconf.py"),)),
    "vitepress": Dialect((Sign(".vitepress"), Sign(".vuepress"))),
    "zensical": Dialect((Sign("zensical.toml"),), includes=frozenset({"mkdocs"})),
    "zola": Dialect((Sign("config.toml", r"(?m)^base_url\s*="),)),
}
"""Name of a dialect, as `[markdown] dialects` has it → what is known of it."""


@dataclass(frozen=True, slots=True)
class Construct:
    """A construct of block or inline structure, and the dialects in which it is on."""

    name: str
    dialects: frozenset[str] = frozenset()
    unmistakable: bool = False


def is_on(construct: Construct, dialects: frozenset[str]) -> bool:
    """Tell whether a construct is read in an article of these dialects."""
    return construct.unmistakable or bool(construct.dialects & dialects)
