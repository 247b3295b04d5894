"""The marks ¿ and ¡ that open a question or an exclamation in Spanish and Asturian."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.page import Page

_OPENING = {"?": "¿", "!": "¡"}
_END = re.compile(r"(?<=[\w»”’\"')\]%…ªº.])[!?]+(?=$|[\s»”’\"')\],;:.…—–])")
_NAMES = re.compile(r"\b(?:Yahoo|Joomla|Kahoot|Jeopardy|Wham)$")

# Where a question may begin: after the end of another sentence, a colon, a semicolon, a line.
_BOUNDARY = re.compile(
    r"[!?][»”’\"')\]]*\s+|…[»”’\")\]]*\s+(?=[^\W\d_a-zß-ÿ])|\n+|[:;]\s+"
    r"|(?P<word>[^\s«“\"(¿¡]*)\.[»”’\")\]]*\s+(?=[¿¡«“\"(—–-]*[^\W\d_a-zß-ÿ])"
)
_LEAD = re.compile(r"(?:\s|[«“„‘\"'(\[*_]|[—–-]\s?|[-•]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+)*")
_GROUPS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_OPEN_GROUP = re.compile(r"[(\[«“\"]")

_SHORT = """
    sr sra srta sres sras dr dra dres st sta sto mr mrs ms jr prof profa lic ing arq mons gral tte
    cap cnel cmte rvdo excmo ilmo d dª dña dpto depto avda av c pza ud uds vd vds vs cf pág págs
    pag art arts núm num fig vol ed eds aprox máx mín etc ej p pp ee uu jj ss aa cía ltda
"""
_ABBREVIATIONS = frozenset(_SHORT.split())
_ASKS = (
    r"(?:por\s+|para\s+|de\s+|desde\s+|a\s+|hasta\s+|con\s+|en\s+|sobre\s+)?"
    r"(?:qué|quién(?:es)?|cuál(?:es)?|cómo|dónde|adónde|cuándo|cuánt[oa]s?)\b"
)
_ASKING = re.compile(_ASKS, re.IGNORECASE)
_CLAUSE = re.compile(rf",\s+(?=(?:(?:y|e|o|pero|entonces)\s+)?{_ASKS})", re.IGNORECASE)
_TAG = re.compile(r",\s+(?=(?:no|verdad|eh|cierto|vale|a que no|no es (?:así|cierto|verdad))$)")


def opening_marks(text: str, page: Page) -> Iterator[Edit]:
    """Yield ¿ and ¡ where a question or an exclamation has its end alone.

    They stand where the sentence begins, or after the comma before a clause that asks; a sentence
    that has any opening mark is left alone.
    """
    if not page.to.opens_questions:
        return
    done = 0
    for match in _END.finditer(text):
        if not _ends_sentence(text, match):
            continue
        begin = max(_beginning(text, match.start()), done)
        begin = _LEAD.match(text, begin, match.start()).end()  # type: ignore[union-attr]  # matches nothing at least
        said = text[begin : match.start()]
        before = text[done:begin]
        done = match.end()
        if not re.search(r"[^\W\d_]", said) or re.search("[¿¡]", before[-3:] + said):
            continue
        if match[0][0] == "?":
            begin += _clause(said)
        run = match[0] if len(match[0]) <= 3 else match[0][:1]
        marks = "".join(_OPENING[sign] for sign in reversed(run))
        yield Edit(begin, begin, marks, reach=match.end())


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Tell a mark at the end from one within a name: Yahoo! compra."""
    if "?" in match[0]:
        return True
    return not (_NAMES.search(text[: match.start()]) or text[match.end() :].lstrip()[:1].islower())


def _beginning(text: str, stop: int) -> int:
    """Return where the sentence that ends at `stop` begins, or the open bracket or quote in it."""
    said = text[:stop]
    while (hidden := _GROUPS.sub(_filled, said)) != said:
        said = hidden
    begin = 0
    for match in _BOUNDARY.finditer(said):
        word = match["word"]
        if word is None or _is_whole_word(word):
            begin = match.end()
    groups = [match.end() for match in _OPEN_GROUP.finditer(said)]
    return max([begin, *groups])


def _filled(match: re.Match[str]) -> str:
    """Return a closed group without its brackets, but with the sign that ends its sentence."""
    inside = match[0][1:-1]
    last = inside[-1:] if inside.endswith((".", "!", "?", "…")) else "x"
    return "x" * len(inside) + last + "’"


def _is_whole_word(word: str) -> bool:
    """Tell the end of a sentence from an abbreviation or an initial."""
    return word.lower() not in _ABBREVIATIONS and len(word) > 1 and "." not in word


def _clause(said: str) -> int:
    """Return how far into a question its asking part begins."""
    if _ASKING.match(said):
        return 0
    tag = _TAG.search(said)
    if tag:
        return tag.end()
    clauses = list(_CLAUSE.finditer(said))
    return clauses[-1].end() if clauses else 0
