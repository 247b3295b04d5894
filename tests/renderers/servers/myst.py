"""MyST-Parser on docutils, with all of its syntax extensions that need no further program.

Directives and roles that only Sphinx or its extensions know become a plain box of their name,
so that what stands in them is rendered, too.
A line on stdin is a JSON list of articles; the line on stdout is the list of their HTML.
"""

import json
import sys
import warnings
from collections import defaultdict
from typing import ClassVar

from docutils import nodes
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives, roles
from myst_parser.parsers.docutils_ import Parser

SETTINGS = {
    "myst_enable_extensions": [
        "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath",
        "fieldlist", "html_admonition", "html_image", "linkify", "strikethrough", "substitution",
        "tasklist",
    ],
    "myst_heading_anchors": 6,
    "doctitle_xform": False,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "report_level": 5,
    "halt_level": 6,
    "raw_enabled": True,
    "file_insertion_enabled": False,
    "math_output": "MathML",
}  # fmt: skip
LITERAL = {"code-block", "code-cell", "literalinclude", "mermaid", "toctree", "sourcecode"}


class AnyBox(Directive):
    """A directive of any name: its title, its options and its body."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = defaultdict(lambda: directives.unchanged)

    def run(self) -> list[nodes.Node]:
        box = nodes.container(classes=[f"directive-{self.name}", *sorted(self.options)])
        if self.name in LITERAL:
            body = "\n".join(self.content)
            return [box, nodes.literal_block(body, body)]
        if self.arguments:
            children, _ = self.state.inline_text(self.arguments[0], self.lineno)
            box += nodes.rubric("", "", *children)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def know_every_name() -> None:
    """Let names that docutils does not know mean a box, or its role's text."""
    known_directive, known_role = directives.directive, roles.role

    def directive(name, language, document):
        found, messages = known_directive(name, language, document)
        return (found or AnyBox), ([] if found is None else messages)

    def role(name, language, lineno, reporter):
        found, messages = known_role(name, language, lineno, reporter)
        return (found or roles.GenericRole(name, nodes.literal)), ([] if not found else messages)

    directives.directive, roles.role = directive, role


def html(text: str) -> str | None:
    try:
        return publish_parts(text, parser=Parser(), writer="html5", settings_overrides=SETTINGS)[
            "body"
        ]
    except Exception:  # noqa: BLE001  some articles end docutils in a traceback of its own
        return None


def main() -> None:
    warnings.simplefilter("ignore")
    know_every_name()
    for line in sys.stdin:
        print(json.dumps([html(text) for text in json.loads(line)]), flush=True)


if __name__ == "__main__":
    main()
