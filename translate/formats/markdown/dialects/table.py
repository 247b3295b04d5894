"""The dialects of Markdown: what shows that a project is written in one, what each has.

A construct is on where one of its dialects is. One that names none is unmistakable, and on
everywhere: nobody writes `{{% note %}}` or `:::tip` on a line of its own and means these words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from translate.formats.markdown.dialects import (
    abbreviations,
    admonitions,
    attribute_lists,
    callouts,
    colon,
    contents,
    details,
    drawn_tables,
    fancy_lists,
    jsx,
    line_blocks,
    myst,
    ruled_tables,
    slashes,
    standing,
    templates,
    verbatim,
)
from translate.formats.markdown.dialects.found import Reader


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

# The extensions of Python-Markdown that let a heading carry an id; Zensical has them on.
_LISTS = (
    r"(?m)(?:^\s*-\s*|[\[,]\s*)[\"']?(?:markdown\.extensions\.)?(?:attr_list|extra)\b"
    r"|^\s+attr_list:"
)
_LISTS_OF_ZENSICAL = r"\A(?!(?s:.*)markdown_extensions)|\battr_list\b"

DIALECTS: Mapping[str, Dialect] = {
    "attribute-lists": Dialect(
        (
            Sign("mkdocs.yml", _LISTS),
            Sign("mkdocs.yaml", _LISTS),
            Sign("zensical.toml", _LISTS_OF_ZENSICAL),
        )
    ),
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
    "slugs": Dialect(
        tuple(
            Sign(name, r"pymdownx\.slugs(?:\.|(?s:.*?)\bcase\b(?s:.{1,20}?)lower)")
            for name in ("mkdocs.yml", "mkdocs.yaml", "zensical.toml")
        )
    ),
    "vitepress": Dialect((Sign(".vitepress"), Sign(".vuepress"))),
    "zensical": Dialect((Sign("zensical.toml"),), includes=frozenset({"mkdocs"})),
    "zola": Dialect((Sign("config.toml", r"(?m)^base_url\s*="),)),
}
"""Name of a dialect, as `[markdown] dialects` has it → what is known of it."""


@dataclass(frozen=True, slots=True)
class Construct:
    """A construct, and the dialects in which it is on; without any it is on everywhere."""

    name: str
    dialects: frozenset[str]


@dataclass(frozen=True, slots=True)
class BlockConstruct(Construct):
    """A construct that takes whole lines.

    `begins` are the characters that its first line can begin with (none: any), `start` is what
    that line must match without the white space around it, `read` says what it makes of it.
    """

    begins: str
    start: re.Pattern[str]
    read: Reader = standing.read_line


_ANY: frozenset[str] = frozenset()
_GITLAB = frozenset({"gitlab"})
_KRAMDOWN = frozenset({"kramdown"})
_MDX = frozenset({"mdx"})
_MYST = frozenset({"myst"})
_PANDOC = frozenset({"pandoc"})
_OBSIDIAN = frozenset({"obsidian"})
_LIST = "-*+0123456789"

# fmt: off
BLOCKS: tuple[BlockConstruct, ...] = (
    BlockConstruct("module", _MDX, "ie", jsx.MODULE, jsx.read_module),
    BlockConstruct("module by itself", _ANY, "ie", jsx.PLAIN_MODULE, jsx.read_module),
    BlockConstruct("comment of JSX", _ANY, "{", jsx.COMMENT, jsx.read_expression),
    BlockConstruct("expression", _MDX, "{", jsx.EXPRESSION, jsx.read_expression),
    BlockConstruct("element", _MDX, "<", jsx.ELEMENT, jsx.read_element),
    BlockConstruct("summary", _ANY, "<", details.START, details.read),
    BlockConstruct("component", _ANY, "<", jsx.COMPONENT, jsx.read_element),
    BlockConstruct("container of colons", _ANY, ":", colon.START, colon.read),
    BlockConstruct("fence of a directive", _ANY, "`~", myst.FENCE, myst.read_fence),
    BlockConstruct("admonition", _ANY, "!?=", admonitions.START, admonitions.read),
    BlockConstruct("callout", _ANY, "[", callouts.START, callouts.read),
    BlockConstruct("block of slashes", _ANY, "/", slashes.START, slashes.read),
    BlockConstruct("tag of a template", _ANY, "{", templates.START, templates.read),
    BlockConstruct("attributes", _ANY, "{", attribute_lists.START, attribute_lists.read),
    BlockConstruct("item for contents", _ANY, _LIST, contents.ITEM, contents.read_item),
    BlockConstruct("formula or comment", _ANY, "$\\%", verbatim.START, verbatim.read),
    BlockConstruct("abbreviation", _ANY, "*", abbreviations.START, abbreviations.read),
    BlockConstruct("table with rules", _ANY, "|", ruled_tables.START, ruled_tables.read),
    BlockConstruct("drawn table", _ANY, "+", drawn_tables.GRID, drawn_tables.read_grid),
    BlockConstruct("items of any mark", _ANY, "#", fancy_lists.NUMBER, fancy_lists.read),
    BlockConstruct("items of Pandoc", _PANDOC, "", fancy_lists.ITEM, fancy_lists.read),
    BlockConstruct("columns", _PANDOC, "", drawn_tables.COLUMNS, drawn_tables.read_columns),
    BlockConstruct("line block", _ANY, "|", line_blocks.START, line_blocks.read),
    BlockConstruct("contents", _ANY, "[@", contents.MARK),
    BlockConstruct("snippet", _ANY, "-;", standing.SNIPPET, standing.read_snippet),
    BlockConstruct("label", _ANY, "(", standing.LABEL),
    BlockConstruct("inclusion", _ANY, "<![@", standing.INCLUSION),
    BlockConstruct("command of TeX", _ANY, "\\", standing.COMMAND),
    BlockConstruct("break", _MYST, "+", standing.BREAK),
    BlockConstruct("break in a block", _ANY, "+", standing.BREAK, standing.read_break),
    BlockConstruct("comment", _MYST, "%", standing.COMMENT),
    BlockConstruct("quotation", _GITLAB, ">", standing.QUOTES, standing.read_quotes),
    BlockConstruct("end of a block", _KRAMDOWN, "^", standing.END_OF_BLOCK),
    BlockConstruct("name of a block", _ANY, "^", standing.BLOCK_ID),
    BlockConstruct("name behind", _OBSIDIAN, "", standing.ID_BEHIND, standing.read_behind),
    BlockConstruct("given name behind", _ANY, "", standing.GIVEN_ID, standing.read_behind),
)
# fmt: on
"""The constructs that take whole lines, in the order in which they are tried."""


def is_on(construct: Construct, dialects: frozenset[str]) -> bool:
    """Tell whether a construct is read in an article of these dialects."""
    return not construct.dialects or bool(construct.dialects & dialects)
