"""The bytes of an article ⇄ its text.

Articles are UTF-8. Nothing is normalised on the way in: a byte order mark, CRLF and stray control
characters are part of the text, so that the way back gives the same bytes.
"""

from __future__ import annotations

import codecs
import shlex

from translate.errors import ArticleError, EmptyArticleError

_WIDE_MARKS = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF32_LE: "utf-32",
}


def decode(data: bytes, path: str) -> str:
    """Return the text of an article.

    Raises `EmptyArticleError` for an empty file, `ArticleError` for binary data, and text that is
    not UTF-8; the hint then names the encoding that was detected and the command that converts it.
    """
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise EmptyArticleError(f"{path}: the file is empty, so there is nothing to translate")
    for mark, name in _WIDE_MARKS.items():
        if data.startswith(mark):
            raise _not_utf8(path, 1, name)
    if b"\0" in data:
        raise ArticleError(f"{path}: this is binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    detected = _detect(data)
    if detected is None:
        raise ArticleError(f"{path}: this is no text in any encoding that could be recognised")
    raise _not_utf8(path, line, detected)


def encode(text: str) -> bytes:
    """Return the bytes of a text that `decode` gave, or that was made from one."""
    return text.encode("utf-8")


def _not_utf8(path: str, line: int, encoding: str) -> ArticleError:
    name = shlex.quote(path)
    return ArticleError(
        f"{path}, line {line}: the text is not UTF-8; it looks like {encoding}",
        hint=f"Convert it: iconv -f {encoding.upper()} -t UTF-8 {name} -o {name}.utf8"
        f" && mv {name}.utf8 {name}",
    )


def _detect(data: bytes) -> str | None:
    """Return the likely encoding; of several, the one that nearly all old Western files have."""
    from charset_normalizer import from_bytes

    found = from_bytes(data)
    best = found.best()
    if best is None or best.encoding == "utf_8":
        return None
    if any("cp1252" in match.could_be_from_charset for match in found):
        return "windows-1252"
    return best.encoding.replace("_", "-")
