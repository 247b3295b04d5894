"""Where an article has its front matter: at the very top, behind nothing but a byte order mark."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from translate.formats.markdown.front_matter.head_values import HEAD, head_end
from translate.formats.markdown.front_matter.json_values import JSON
from translate.formats.markdown.front_matter.toml_values import TOML
from translate.formats.markdown.front_matter.values import Notation
from translate.formats.markdown.front_matter.yaml_values import YAML

_FENCES = {"---": YAML, "+++": TOML, ";;;": JSON}
_NAMED = {"yaml": YAML, "toml": TOML, "json": JSON}
_NEWLINE = r"(?:\r\n|\n|\r)"
_FENCED = re.compile(
    rf"(?P<fence>(?P<yaml>---)|\+\+\+|;;;)(?P<name>yaml|toml|json)?[ \t]*{_NEWLINE}"
    r"(?![ \t]*(?:[\r\n]|\Z)|(?P=fence)[ \t]*(?:[\r\n]|\Z))"  # neither a blank line nor the end
    rf"(?P<body>.*?{_NEWLINE})(?:(?P=fence)|(?(yaml)\.\.\.|(?!)))[ \t]*(?=[\r\n]|\Z)",
    re.DOTALL,
)
_REST_OF_LINE = re.compile(r"[ \t]*(?:[\r\n]|\Z)")
_HEADS = frozenset({"pelican", "mkdocs"})


@dataclass(frozen=True, slots=True)
class Place:
    """Front matter: `start:end` of the article with what fences it in, `body` without."""

    notation: Notation
    fence: str
    start: int
    end: int
    body: tuple[int, int]


def find(source: str, dialects: frozenset[str] = frozenset()) -> Place | None:
    """Return the place of an article's front matter, if it has any.

    Between fences anything counts, valid or not, if its first line is not blank; without them a
    whole JSON object does, and a head of `Key: value` lines.
    """
    start = 1 if source.startswith("\ufeff") else 0
    if fenced := _FENCED.match(source, start):
        notation = _NAMED.get(fenced["name"] or "", _FENCES[fenced["fence"]])
        if notation is YAML and _HEADS & dialects and _is_bare(fenced["body"]):
            notation = HEAD
        return Place(notation, fenced["fence"], start, fenced.end(), fenced.span("body"))
    end = _object_end(source, start)
    if end > start:
        return Place(JSON, "", start, end, (start, end))
    end = head_end(source, start, expected=bool(_HEADS & dialects))
    if end > start:
        return Place(HEAD, "", start, end, (start, end))
    return None


@lru_cache(maxsize=8)
def _is_bare(body: str) -> bool:
    """Tell whether what is fenced in reads as a head only: `Title: One: two` is no YAML."""
    try:
        YAML.read(body)
    except ValueError:
        return head_end(body, 0, expected=True) == len(body)
    return False


def _object_end(source: str, start: int) -> int:
    """Return where a JSON object that fills its lines ends, or `start` where none begins."""
    if not source.startswith("{", start):
        return start
    try:
        found, end = json.JSONDecoder().raw_decode(source, start)
    except ValueError:
        return start
    return end if found and _REST_OF_LINE.match(source, end) else start
