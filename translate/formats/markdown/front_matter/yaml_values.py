"""YAML: the places of its scalars, from the marks of PyYAML's composer.

An alias is a value of its own: its translation takes the place of `*name`, and what the name stands
for elsewhere stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from translate.formats.markdown.front_matter.values import (
    ITEM,
    Notation,
    Path,
    Value,
    quoted,
    unwritable,
)

_STRING = "tag:yaml.org,2002:str"
_PLAIN_SAFE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\[\]{},\n]*\Z")
# Strings here, but numbers or switches for parsers of YAML 1.2 or of its first version.
_ELSEWHERE = re.compile(r"[yYnN]|0[ox][0-9a-fA-F]+|[-+]?\.?[0-9][0-9._]*(?:[eE][-+]?[0-9]+)?")
_BELOW = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*( *)")


class _Loader(yaml.SafeLoader):
    """The composer, made to remember where aliases stand and which anchors they name."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.named: set[str] = set()
        self.anchored: dict[int, str] = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose a node; an alias of a scalar gives a scalar at the alias's own place."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs
        node = super().compose_node(parent, index)
        anchor = getattr(event, "anchor", None)
        is_alias = isinstance(event, yaml.AliasEvent)
        if is_alias:
            self.named.add(event.anchor)
            if isinstance(node, yaml.ScalarNode):
                return yaml.ScalarNode(node.tag, node.value, event.start_mark, event.end_mark, "*")
        elif anchor is not None and node is not None:
            self.anchored[id(node)] = anchor
        return node


def _anything(loader: Any, suffix: str, node: Any) -> None:
    """Accept a tag that only the site's generator knows."""


_Loader.add_multi_constructor("!", _anything)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _anything)


def _read(body: str) -> list[Value]:
    try:
        tokens = _tokens(body) if "&" in body or "!" in body else {}
        loader = _Loader(body)
        root = loader.get_single_node()
        kind = None if root is None else type(loader.construct_document(root))
    except yaml.YAMLError as error:
        raise ValueError(_reason(error)) from error
    if kind not in {None, dict}:
        raise ValueError("")
    return sorted(_walk(body, loader, root, tokens), key=lambda value: value.start)


def _tokens(body: str) -> dict[int, yaml.Token]:
    """Return the tokens by their ends; a scalar's token begins behind its anchor and its tag."""
    return {token.end_mark.index: token for token in yaml.scan(body, yaml.SafeLoader)}


def _walk(
    body: str, loader: _Loader, root: yaml.Node | None, tokens: dict[int, yaml.Token]
) -> Iterator[Value]:
    todo: list[tuple[Path, yaml.Node | None]] = [((), root)]
    seen: set[int] = set()
    while todo:
        path, node = todo.pop()
        if id(node) in seen:
            continue  # what an alias names stands in one place only
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            todo += [((*path, _name(key)), value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            todo += [((*path, ITEM), value) for value in node.value]
        elif isinstance(node, yaml.ScalarNode):
            token = tokens.get(node.end_mark.index)
            start = node.start_mark.index
            if node.style != "*" and isinstance(token, yaml.ScalarToken):
                start = token.start_mark.index
            named = loader.anchored.get(id(node)) in loader.named
            yield _value(body, path, node, start, named=named)


def _value(body: str, path: Path, node: yaml.ScalarNode, start: int, *, named: bool) -> Value:
    raw = body[start : node.end_mark.index].rstrip()
    style = node.style or "plain"
    if node.tag != _STRING or not raw:
        style = ""
    why_not = "other values repeat it" if named else unwritable(node.value)
    indent = _indent(body, start, node.value) if style in {"|", ">"} else ""
    return Value(path, start, start + len(raw), node.value, style, why_not, indent)


def _name(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "?"


def _indent(body: str, start: int, text: str) -> str:
    """Return the indentation of a block scalar's lines, without the blanks of its text."""
    below = _BELOW.match(body, start)
    own = len(text.lstrip("\n")) - len(text.lstrip("\n").lstrip(" "))
    return below.group(1)[own:] if below else ""


def _reason(error: yaml.YAMLError) -> str:
    """Return what the parser says on one line, with its place as TOML's parser gives it."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return " ".join(str(error).split())
    mark = error.problem_mark
    return f"{error.problem} (at line {mark.line + 1}, column {mark.column + 1})"


def _spellings(value: Value, raw: str, text: str, newline: str) -> Iterator[str]:
    plain = _PLAIN_SAFE.match(text) and ": " not in text and " #" not in text
    if value.style == "plain" and plain and not _ELSEWHERE.fullmatch(text):
        yield text
    elif value.style == "'" and "\n" not in text:
        yield "'" + text.replace("'", "''") + "'"
    elif value.style in {"|", ">"}:
        header = raw.splitlines()[0]
        folded = text.strip("\n").replace("\n", "\n\n" if value.style == ">" else "\n")
        lines = (value.indent + line if line else "" for line in folded.split("\n"))
        yield newline.join([header, *lines])
    yield quoted(text)


YAML = Notation("YAML", _read, _spellings)
