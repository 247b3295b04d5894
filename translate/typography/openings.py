"""The marks ¿ and ¡ that open a question or an exclamation in Spanish and Asturian."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.edits import Edit
from translate.typography.page import SIGNED_NAME, Page

_OPENING = {"?": "¿", "!": "¡"}
_END = re.compile(r"(?<=[\w»”’\"')\]%…ªº.])[!?]+(?=$|[\s»”’\"')\],;:.…—–])")

# Where a question may begin: after the end of another sentence, a colon, a semicolon, a line.
_NEXT = r"(?=[¿¡«“\"(—–-]*[^\W\d_a-zß-ÿ])"
_BOUNDARY = re.compile(
    rf"[!?]+\s+|[!?][»”’\")\]]+\s+{_NEXT}|…[»”’\")\]]*\s+{_NEXT}|\n+|[:;]\s+"
    rf"|(?P<word>[^\s«“\"(¿¡]*)\.[»”’\")\]]*\s+{_NEXT}"
)
_MARK = re.compile(r"[?!](?!’)")  # of another sentence, not within a quotation
_LETTER = re.compile(r"[^\W\d_]")
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
# How a sentence begins whose question comes after a comma.
_FRAME = re.compile(
    r"(?:si|cuando|aunque|como|mientras|después|antes|ahora|entonces|pero|bueno|bien|además|según"
    r"|sin embargo|no obstante|por tanto|por lo tanto|en ese caso|a pesar|dado que|ya que"
    r"|puesto que|así que|ahora que|una vez)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(rf",\s+(?=(?:(?:y|e|o|pero|entonces)\s+)?{_ASKS})", re.IGNORECASE)
_TAG = re.compile(r",\s+(?=(?:no|verdad|eh|cierto|vale|a que no|no es (?:así|cierto|verdad))$)")


def opening_marks(text: str, page: Page) -> Iterator[Edit]:
    """Yield ¿ and ¡ where a question or an exclamation has its end alone.

    They stand where the sentence begins, or after the comma before a clause that asks; a sentence
    that has any opening mark is left alone.
    """
    if not page.to.opens_questions:
        return
    for match in _END.finditer(text):
        hidden = _without_groups(text[: match.start()])
        begin = _beginning(hidden)
        said = text[begin : match.start()]
        if not _ends_sentence(text, match) or _MARK.search(hidden, begin):
            continue
        if not _LETTER.search(said) or re.search("[¿¡]", text[max(begin - 2, 0) : match.start()]):
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
    return not (
        SIGNED_NAME.search(text[: match.start()]) or text[match.end() :].lstrip()[:1].islower()
    )


def _without_groups(said: str) -> str:
    """Return a text of the same length, its closed brackets and quotations filled with letters."""
    while (hidden := _GROUPS.sub(_filled, said)) != said:
        said = hidden
    return said


def _beginning(said: str) -> int:
    """Return where the last sentence of a text begins, or the open bracket or quotation in it."""
    begin = 0
    for match in _BOUNDARY.finditer(said):
        word = match["word"]
        if word is None or _is_whole_word(word):
            begin = match.end()
    begin = max([begin, *(match.end() for match in _OPEN_GROUP.finditer(said))])
    lead = _LEAD.match(said, begin)
    return begin if lead is None else lead.end()


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
    tag = _TAG.search(said)
    if tag:
        return tag.end()
    clauses = list(_CLAUSE.finditer(said)) if _FRAME.match(said) else []
    return clauses[-1].end() if clauses else 0
