r"""Lines that stand for something else: `--8<-- "file"`, `^block-id`, `(label)=`, `\newpage`."""

from __future__ import annotations

import re

from translate.formats.markdown.dialects.found import Found, title
from translate.formats.markdown.dialects.lines import Level

SNIPPET = re.compile(r";*-{1,}8<-{1,}(?:\Z|[ \t]+(?:\"[^\"]+\"|'[^']+')\Z)")
LABEL = re.compile(r"\([^()\s][^()\n]*\)=\Z")
INCLUSION = re.compile(
    r"<<<[ \t]+[@/.\w]\S*.*\Z|<<[\[(][^\])]+[\])]\Z|!\[\[[^\[\]|]+\.\w+\]\]\Z"
    r"|@\[[\w-]+\]\([^)]*\)\Z|\[!(?i:include)[ \t]*\[[^\]]*\]\([^)]*\)\]\Z"
)
COMMAND = re.compile(
    r"\\(?:newpage|pagebreak|clearpage|tableofcontents|bigskip|medskip|vfill)\b.*\Z"
)
BREAK = re.compile(r"\+{3}(?:[ \t]+\{.*\})?\Z")
COMMENT = re.compile(r"%(?:[ \t].*)?\Z")
QUOTES = re.compile(r">{3}(?:[ \t]*\[![\w-]+\](?P<title>.*))?\Z")
END_OF_BLOCK = re.compile(r"\^\Z")
BLOCK_ID = re.compile(r"\^[A-Za-z0-9][A-Za-z0-9-]*\Z")
ID_BEHIND = re.compile(r".*\S[ \t]+\^[A-Za-z0-9][A-Za-z0-9-]*\Z")
GIVEN_ID = re.compile(r".*\S[ \t]+\^(?:(?=[a-z]*\d)[0-9a-z]{6}|[a-z][a-z0-9]+(?:-[a-z0-9]+)+)\Z")
_CONTAINER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|\Z)|>")
_END_OF_QUOTE = re.compile(r">{3}")
_BEHIND = re.compile(r"[ \t]+\^[A-Za-z0-9-]+\Z")


def read_line(level: Level, at: int) -> Found | None:  # noqa: ARG001  the shape of a Reader
    """Take the one line for structure: what it begins with has said everything."""
    return Found()


def read_break(level: Level, at: int) -> Found | None:
    """Read what parts the body of a card from its footer; by itself it is text but for options."""
    card = any(line.words.startswith(":::") for line in level.lines[:at])
    return Found() if card or level.nested or level.lines[at].words.endswith("}") else None


def read_snippet(level: Level, at: int) -> Found | None:
    """Read the line of a snippet, or the lines of several files between two marks."""
    mark = level.lines[at].words
    if '"' in mark or "'" in mark:
        return Found()
    last = level.find(re.compile(re.escape(mark)), at + 1)
    return None if last is None else Found(head=last - at + 1)


def read_quotes(level: Level, at: int) -> Found | None:
    """Read a quotation of several lines, between two lines of three marks."""
    line = level.lines[at]
    found = QUOTES.match(line.words)
    last = level.find(_END_OF_QUOTE, at + 1)
    if found is None or last is None:
        return None
    titles = title(line, *found.span("title")) if found["title"] else ()
    return Found(titles=titles, body=last - at - 1, tail=1)


def read_behind(level: Level, at: int) -> Found | None:
    """Read the name of a block at the end of its last line."""
    line = level.lines[at]
    below = level.lines[at + 1] if at + 1 < len(level.lines) else None
    last = below is None or below.blank or _CONTAINER.match(below.words)
    found = _BEHIND.search(line.words)
    if not last or found is None or _CONTAINER.match(line.words):
        return None
    return Found(start=line.first + found.start())
