"""Marks whose meaning their pattern alone does not say."""

from __future__ import annotations

import html
import re
import unicodedata

from translate.formats.markdown.marks.mark import Mark, Marks, around, has_words, protected
from translate.model import Role

_TEMPLATE_NAME = re.compile(
    r"\{\{[<%]-?\s*(?P<end>/)?\s*(?P<short>[\w./-]+)"
    r"|\{%-?\s*(?P<tag>\w+)|\{\{(?P<block>[#/^])\s*(?P<bars>[\w.-]+)"
)
_TARGET = re.compile(r"(?P<words>.*\S)(?=\s*<[^<>]*>\Z)", re.DOTALL)
_VERBATIM_ROLES = frozenset({"math", "code", "eval", "raw", "kbd", "html", "m"})
_VERBATIM_DIRECTIVES = frozenset({"kbd", "code", "math", "icon", "emoji", "badge-icon"})
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")
_KEYS = frozenset(
    {
        "alt", "backspace", "caps-lock", "cmd", "command", "control", "ctrl", "del", "delete",
        "down", "end", "enter", "esc", "escape", "home", "insert", "left", "meta", "option",
        "page-down", "page-up", "return", "right", "shift", "space", "super", "tab", "up",
        "windows",
    }
)  # fmt: skip
_FUNCTION_KEY = re.compile(r"f\d\d?|arrow-\w+|num\d|num-\w+|left-\w+|right-\w+")
_COMMAND = re.compile(r"\\[A-Za-z]+(?:\{[A-Za-z ]*\})?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_OPERATION = re.compile(r"[=+*/^_<>|−×÷±≤≥-]|\\[A-Za-z]")
_NAME_OF_ONE = re.compile(r"\s*[^\W\d_]\s*")
_IN_WORDS = "°®™"
_ARROW = re.compile("[\u2190-\u21ff]")
_LINK_OR_CODE = re.compile(r"[\[`*_<$]")


def template(match: re.Match[str]) -> Marks:
    """Read a tag of a template: `{{ x }}`, `{{< x >}}`, `{% x %}`; two of a name are a pair."""
    found = _TEMPLATE_NAME.match(match.group())
    name = ""
    if found and found["short"]:
        name = (found["end"] or "") + "<" + found["short"]
    elif found and found["tag"]:
        ends = found["tag"].startswith("end") and len(found["tag"]) > len("end")
        name = "/%" + found["tag"].removeprefix("end") if ends else "%" + found["tag"]
    elif found:
        name = ("/" if found["block"] == "/" else "") + "#" + found["bars"]
    return (Mark(*match.span(), Role.PROTECTED, match.group(), pair=name),)


def formula(match: re.Match[str]) -> Marks:
    r"""Read `\(…\)` and `\[…\]` where they hold a formula, and no words in escaped brackets."""
    inside = _COMMAND.sub(r"\\x", match["formula"])
    if _WORD.search(inside.replace("\\x", " ")):
        return ()
    single = match["mark"] == "(" and _NAME_OF_ONE.fullmatch(inside)
    return protected(match) if single or _OPERATION.search(inside) else ()


def any_formula(match: re.Match[str]) -> Marks:
    r"""Read `\(…\)` and `\[…\]` where the dialect has them."""
    return protected(match)


def role(match: re.Match[str]) -> Marks:
    """Read a role of MyST: its words are text if it names its target behind them."""
    words = None if match["role"] in _VERBATIM_ROLES else _TARGET.match(match["plain"])
    if words is None or not has_words(words["words"]):
        return protected(match)
    start = match.start("plain")
    return around(match, start, start + words.end("words"))


def wiki_link(match: re.Match[str]) -> Marks:
    """Read `[[Page|alias]]`: the page stays, the alias is text."""
    alias = match["alias"] or ""
    if not has_words(alias):
        page = match["page"]
        return (Mark(*match.span(), Role.PROTECTED, page.rstrip("\\")),)
    return around(match, *match.span("alias"))


def embedding(match: re.Match[str]) -> Marks:
    """Read `![[file|words|300]]`: the words describe a picture."""
    for begin, part in _parts(match):
        if has_words(part) and not _SIZE.fullmatch(part):
            return (Mark(*match.span(), inner=(begin, begin + len(part))),)
    return (Mark(*match.span()),)


def _parts(match: re.Match[str]) -> list[tuple[int, str]]:
    if match["alias"] is None:
        return []
    begin = match.start("alias")
    found = []
    for part in match["alias"].split("|"):
        found.append((begin, part))
        begin += len(part) + 1
    return found


def directive(match: re.Match[str]) -> Marks:
    """Read a text directive, `:name[words]{attributes}`."""
    words = match["words"]
    if words is None or not has_words(words):
        return (Mark(*match.span()),)
    if match["name"] in _VERBATIM_DIRECTIVES:
        return (Mark(*match.span(), Role.PROTECTED, words),)
    return around(match, *match.span("words"))


def keys(match: re.Match[str]) -> Marks:
    """Read `++ctrl+alt+del++`: keys, if several, or one that keyboards have; or a label."""
    plain = match["plain"]
    if plain.startswith('"') and plain.count('"') == 2:
        return around(match, match.start("plain") + 1, match.end("plain") - 1)
    names = plain.split("+")
    known = any(name in _KEYS or _FUNCTION_KEY.fullmatch(name) for name in names)
    return protected(match) if known else ()


def script(match: re.Match[str]) -> Marks:
    """Read `H~2~O` and `x^2^`, whole: what is below or above a letter is a part of its word."""
    plain = match.group().replace("~", "").replace("^", "")
    return (Mark(*match.span(), Role.PROTECTED, plain),)


def note(match: re.Match[str]) -> Marks:
    """Read an inline footnote: its words are translated by themselves, if they are plain."""
    if _LINK_OR_CODE.search(match["words"]):
        return around(match, *match.span("words"))
    return (Mark(*match.span(), inner=match.span("words")),)


def entity(match: re.Match[str]) -> Marks:
    """Read what must never come to life: `&lt;b&gt;` is no tag, and `&lt;` begins none."""
    return (Mark(*match.span(), Role.PROTECTED, html.unescape(match.group())),)


def symbol(match: re.Match[str]) -> Marks:
    """Read a spelled picture or arrow, which engines lose; what belongs to a word stays in it."""
    sign = html.unescape(match.group())
    picture = len(sign) == 1 and unicodedata.category(sign) == "So" and sign not in _IN_WORDS
    return entity(match) if picture or _ARROW.fullmatch(sign) else ()
