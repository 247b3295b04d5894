"""The translation in what a language model says: without thoughts, prefaces, quotes and remarks."""

from __future__ import annotations

import re

from translate.languages import english_name, own_name

JOINED = "the answer came in several lines, which were joined"
CHOSEN = "the answer had more lines than one, of which only one was taken"

_THOUGHTS = re.compile(r"(?s)<(think|thinking|thought|reasoning)>.*?(</\1>|\Z)")
_THOUGHTS_END = re.compile(r"(?s)\A.*</(think|thinking|thought|reasoning)>")
# Marks of turns, which a server should keep to itself. Behind one, another turn begins.
_MARK = re.compile(r"<\|[a-z_]+\|>|<(?:start|end)_of_turn>|\[/?INST\]|</?s>|^### ", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:```|~~~)[\w-]*\s*$|^\s*-{3,}\s*$")
_REMARK = re.compile(
    r"^\W{0,3}(?:note|notes|explanation|alternatively|or)\b\W{0,3}:", re.IGNORECASE
)
_PREFACE = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|here\b|the\s+translation|translated|translation)"
    r"[^:：]{0,100}[:：]\s*",
    re.IGNORECASE,
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "`": "`", "「": "」"}
_SHORT = 0.4  # a first line shorter than this share of the source is no whole translation


def cleaned(answer: str, asked: str, source: str, target: str) -> tuple[str, tuple[str, ...]]:
    """Return the translation of the text `asked` in an answer, on one line, and doubts about it.

    What the text itself has (a colon, quotation marks around it) is left alone. The translation
    may turn out empty.
    """
    said = answer
    if "<" not in asked:
        said = _THOUGHTS_END.sub("", _THOUGHTS.sub("", said))
    text = next((part for part in _MARK.split(said) if part.strip()), "")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _FENCE.match(line)]
    if len(lines) > 1:  # some say the text again before they translate it
        lines = [line for line in lines if line != asked.strip()]
    if not lines:
        return "", ()
    if ":" not in asked and "：" not in asked:
        lines = _without_labels(lines, source, target)
    elif len(lines) > 1 and _PREFACE.fullmatch(lines[0]):
        del lines[0]
    remarks = (n for n, line in enumerate(lines) if n and _REMARK.match(line))
    lines = lines[: next(remarks, len(lines))]
    if len(lines) == 1:
        return _unquoted(lines[0], asked), ()
    if len(lines[0]) >= _SHORT * len(asked):
        return _unquoted(lines[0], asked), (CHOSEN,)
    return _unquoted(" ".join(lines), asked), (JOINED,)


def _without_labels(lines: list[str], source: str, target: str) -> list[str]:
    """Return the lines of the translation: what is said before them ends in a colon.

    That is a preface, or the name of a language: of “English: …” and “Portuguese: …” the latter is
    the translation.
    """
    ours, theirs = _label(source), _label(target)
    labelled = [line for line in lines if theirs.match(line)]
    if labelled and theirs.sub("", labelled[-1]):
        return [theirs.sub("", labelled[-1])]
    rest = [line for line in lines if not ours.match(line)] or lines
    if len(rest) > 1 and rest[0].endswith((":", "：")):
        rest = rest[1:]
    return [_PREFACE.sub("", rest[0]) or rest[0], *rest[1:]]


def _label(tag: str) -> re.Pattern[str]:
    names = (re.sub(r"\s*\(.*", "", name) for name in (english_name(tag), own_name(tag)))
    either = "|".join(map(re.escape, names))
    form = rf"^\W{{0,3}}(?:{either})(?:\s*\([^)]*\))?\W{{0,3}}[:：]\W{{0,2}}\s*"
    return re.compile(form, re.IGNORECASE)


def _unquoted(text: str, asked: str) -> str:
    """Take quotation marks off that are around the whole text, where the source has none so."""
    bare = text.strip()
    closing = _QUOTES.get(bare[:1])
    if closing is None or asked.lstrip()[:1] in _QUOTES or len(bare) < 3:
        return bare
    inner = bare[1:-1]
    if bare.endswith(closing) and closing not in inner and bare[0] not in inner:
        return inner.strip()
    return bare
