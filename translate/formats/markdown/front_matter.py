"""Front matter, YAML between `---` and TOML between `+++`: the values of some keys are text.

A value is one segment, with its key as context. A changed value is written in the style that it
had (plain, quoted, block) if that style can hold it, and as a double-quoted string otherwise; what
is written is read again and compared before it is used.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from translate.formats.base import ParseOptions, newline_of
from translate.model import Block, BlockKind, Segment

_FENCED = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)(?P<body>.*?)"
    r"^(?:(?P=fence)|\.\.\.)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_TOML_TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\r\n]*)"
    r"|(?P<key>[A-Za-z0-9_-]+)[ \t]*=[ \t]*"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PLAIN_SAFE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\[\]{},\n]*\Z")
_LANGUAGE_KEYS = ("lang", "language", "locale")


def declared_language(source: str) -> str | None:
    """Return the language that the front matter declares (`lang`, `language` or `locale`)."""
    fenced = _FENCED.match(source)
    if fenced is None:
        return None
    try:
        values = _load(fenced.group("fence"), fenced.group("body"))
    except ValueError:
        return None  # `front_matter_blocks` leaves such front matter alone, too
    if not isinstance(values, dict):
        return None
    named = (values.get(key) for key in _LANGUAGE_KEYS)
    return next((str(value) for value in named if isinstance(value, str) and value), None)


def front_matter_blocks(source: str, start: int, end: int, options: ParseOptions) -> list[Block]:
    """Return the translatable values of the front matter `source[start:end]`, fences included.

    Front matter that its own parser does not accept is left as it is.
    """
    fenced = _FENCED.match(source[start:end])
    if fenced is None:
        return []
    base = start + fenced.start("body")
    body = fenced.group("body")
    find = _toml_values if fenced.group("fence") == "+++" else _yaml_values
    blocks: list[Block] = []
    for key, low, high, value, style in find(body):
        text = value.strip("\n")
        if key in options.front_matter and any(char.isalpha() for char in text):
            line = source.count("\n", 0, base + low) + 1
            segment = Segment(text, base + low, base + high)
            blocks.append(
                Block(
                    BlockKind.METADATA,
                    line,
                    base + low,
                    base + high,
                    (segment,),
                    context=key,
                    encoding=style,
                    indent=_indent_of(body, low),
                )
            )
    return blocks


def front_matter_remarks(source: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return why the front matter `source[start:end]` is left as it is, with its line, if it is."""
    fenced = _FENCED.match(source[start:end])
    if fenced is None:
        return []
    fence = fenced.group("fence")
    before = source[: start + fenced.start("body")]
    lines = before.count("\n")
    try:
        # The lines above are made up for, so that the parser counts as the reader of the file does.
        values = _load(fence, "\n" * lines + fenced.group("body"))
    except ValueError as error:
        kind = "TOML" if fence == "+++" else "YAML"
        reason = f"is no valid {kind}: {error}"
    else:
        if values is None or isinstance(values, dict):
            return []
        reason = "holds no keys"
    said = f"the front matter between “{fence}” and “{fence}” is not translated, as it {reason}"
    return [(max(lines, 1), said)]


def write_value(source: str, block: Block, text: str) -> str:
    """Return a front-matter value with a new text, in the style of the old one if it fits."""
    before = source[block.start : block.end]
    toml = block.encoding.startswith("toml")
    for candidate in _candidates(block, before, text, newline_of(source)):
        if _reads_as("+++" if toml else "---", candidate) == text:
            return candidate
    return _quoted(text)


def _candidates(block: Block, before: str, text: str, newline: str) -> Iterator[str]:
    style = block.encoding.split(":", 1)[1]
    if style == "plain" and _PLAIN_SAFE.match(text) and ": " not in text and " #" not in text:
        yield text
    elif style == "'" and "\n" not in text:
        doubled = "'" if block.encoding.startswith("toml") else "''"
        yield "'" + text.replace("'", doubled) + "'"
    elif style in {"|", ">"}:
        header = re.match(r"[^\r\n]*", before)
        gap = "\n\n" if style == ">" else "\n"
        lines = text.replace("\n", gap).split("\n")
        indented = [block.indent + line if line else "" for line in lines]
        yield newline.join([header.group() if header else style, *indented])
    elif style in {'"""', "'''"}:
        yield f"{style}{text}{style}"


def _reads_as(fence: str, value: str) -> str | None:
    line = f"k = {value}\n" if fence == "+++" else f"k: {value}\n"
    try:
        found = _load(fence, line)["k"]
    except (ValueError, KeyError, TypeError):
        return None
    return found.rstrip("\n") if isinstance(found, str) else None


def _quoted(text: str) -> str:
    """Spell a string so that both YAML and TOML read it: JSON's spelling, DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _indent_of(body: str, position: int) -> str:
    """Return the indentation of the line below: that of a block scalar's text."""
    below = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*([ \t]*)").match(
        body, position
    )
    return below.group(1) if below else ""


def _load(fence: str, body: str) -> Any:
    """Parse the body; raises ValueError where it is not valid."""
    if fence == "+++":
        return tomllib.loads(body.replace("\r\n", "\n"))
    import yaml

    try:
        return yaml.safe_load(body)
    except yaml.YAMLError as error:
        raise ValueError(_reason(error)) from error


def _reason(error: Exception) -> str:
    """Return what YAML's parser says on one line, with its place as TOML's parser gives it."""
    problem, mark = getattr(error, "problem", None), getattr(error, "problem_mark", None)
    if problem is None or mark is None:
        return " ".join(str(error).split())
    return f"{problem} (at line {mark.line + 1}, column {mark.column + 1})"


def _yaml_values(body: str) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield key, start, end, value and style of every string value, at any depth."""
    import yaml

    try:
        root = yaml.compose(body, Loader=yaml.SafeLoader)
        yaml.safe_load(body)
    except (yaml.YAMLError, ValueError):
        return
    todo: list[tuple[str, yaml.Node | None]] = [("", root)]
    while todo:
        key, node = todo.pop()
        if isinstance(node, yaml.MappingNode):
            todo += [(str(name.value), value) for name, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            todo += [(key, value) for value in node.value]
        elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
            low, high = node.start_mark.index, node.end_mark.index
            raw = body[low:high].rstrip()
            if raw and not raw.startswith(("&", "!", "*")):
                yield key, low, low + len(raw), node.value, f"yaml:{node.style or 'plain'}"


def _toml_values(body: str) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield key, start, end, value and style of every string that is assigned to a key."""
    try:
        _load("+++", body)
    except ValueError:
        return
    key = ""
    for token in _TOML_TOKEN.finditer(body):
        if token.lastgroup == "key":
            key = token.group("key")
        elif token.lastgroup == "string" and key:
            raw = token.group()
            quote = raw[:3] if raw[:3] in {'"""', "'''"} else raw[0]
            value = _load("+++", f"k = {raw}")["k"]
            yield key, token.start(), token.end(), value, f"toml:{quote}"
            key = ""
        else:
            key = ""
