"""What a link can lead to within an article: its headings and whatever else has a name there."""

from __future__ import annotations

import re

from translate.formats.markdown.events import events
from translate.formats.markdown.naming import ids, namings_of

# Names that stand in the source as they are: of elements, attribute lists, labels and blocks.
_NAMED = re.compile(
    r"""\b(?:id|name)\s*=\s*\{?["']?(?P<attribute>[^\s"'<>={}]+)"""
    r"""|\{:?[^{}\n]*?\#(?P<list>[^\s{}"']+)[^{}\n]*\}"""
    r"""|\{/\*\s*\#(?P<comment>[^\s*]+)\s*\*/\}"""
    r"""|^[ \t>]*\((?P<label>[^\s()]+)\)=[ \t]*$"""
    r"""|^[ \t>]*:(?:name|label):[ \t]+(?P<option>\S+)"""
    r"""|[ \t]\^(?P<block>[\w-]+)[ \t]*$""",
    re.MULTILINE,
)


def anchors(source: str, dialects: frozenset[str]) -> frozenset[str]:
    """Return every name in an article that a link can ask for.

    Where the dialect is not known, that is what any of the generators would make of it.
    """
    found = {name for naming in namings_of(dialects) for name in ids(source, naming, dialects)}
    for match in _NAMED.finditer(_without_code(source, dialects)):
        found.add(match[match.lastgroup or 0])
    return frozenset(found - {""})


def _without_code(source: str, dialects: frozenset[str]) -> str:
    out: list[str] = []
    cursor = start = 0
    depth = 0
    for event in events(source, dialects):
        if event.name == "CodeBlock":
            start = event.start if event.phase == "start" else start
            depth += 1 if event.phase == "start" else -1
        elif event.name != "Code" or depth:
            continue
        else:
            start = event.start
        if not depth and event.end >= start >= cursor:
            out.append(source[cursor:start])
            cursor = event.end
    return "".join([*out, source[cursor:]])
