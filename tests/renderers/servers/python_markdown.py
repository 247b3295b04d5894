"""Python-Markdown: its `extra` set alone, or PyMdown's extensions as MkDocs sites use them.

usage: python_markdown.py extra|pymdownx
A line on stdin is a JSON list of articles; the line on stdout is the list of their HTML.
"""

import json
import re
import sys
import warnings

import markdown

FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
EXTRA = ["extra", "toc", "admonition", "sane_lists"]
PYMDOWNX = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption", "pymdownx.blocks.definition", "pymdownx.blocks.details",
    "pymdownx.blocks.html", "pymdownx.blocks.tab", "pymdownx.caret", "pymdownx.details",
    "pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys",
    "pymdownx.mark", "pymdownx.saneheaders", "pymdownx.snippets", "pymdownx.superfences",
    "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
]  # fmt: skip
CONFIGS = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}


def main() -> None:
    warnings.simplefilter("ignore")
    extensions = {"extra": EXTRA, "pymdownx": PYMDOWNX}[sys.argv[1]]
    parser = markdown.Markdown(
        extensions=extensions,
        extension_configs={key: CONFIGS[key] for key in CONFIGS if key in extensions},
    )
    for line in sys.stdin:
        made = [parser.reset().convert(FRONT_MATTER.sub("", text)) for text in json.loads(line)]
        print(json.dumps(made), flush=True)


if __name__ == "__main__":
    main()
