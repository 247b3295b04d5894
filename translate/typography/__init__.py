"""The typography of the target language, put on a draft: signs change, words never.

An engine writes the signs of its training data or those of the source. This stage gives the
draft the marks, spaces and number signs of its language, and leaves alone whatever can be read in
two ways. One rule is one short function; `RULES` names them in the order in which they run.

Sources of the rules (the tables themselves are in `habits`):

- quotation marks: Unicode CLDR 48, `delimiters`; for Spain the Ortografía of the RAE (2010), for
  the inner marks of French the Office québécois de la langue française (OQLF), for German in
  Switzerland the Federal Chancellery's «Schreibweisungen»;
- French spaces: «Lexique des règles typographiques en usage à l'Imprimerie nationale»; in Canada
  the OQLF's table of spaces, in Switzerland the «Guide du typographe»;
- decimal and grouping signs, per cent: CLDR, as Babel carries it; from how many digits on a
  number is grouped: CLDR 48, `minimumGroupingDigits`;
- ¿ ¡: Ortografía of the RAE; dashes: the same for Spanish, house rules of newspapers elsewhere;
- apostrophes and ellipses: the habit of the source is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from translate.model import SpannedText
from translate.typography.dashes import dashes, hyphens_for_dashes
from translate.typography.edits import Edit, apply, visible
from translate.typography.habits import habits
from translate.typography.numbers import number_signs
from translate.typography.openings import opening_marks
from translate.typography.page import Page
from translate.typography.percent import percent_signs
from translate.typography.quotation import quotation_marks
from translate.typography.signs import apostrophes, ellipses
from translate.typography.spacing import (
    spaces_before_signs,
    spaces_before_stops,
    spaces_inside_quotes,
)

Rule = Callable[[str, Page], Iterator[Edit]]

RULES: tuple[Rule, ...] = (
    ellipses,
    quotation_marks,
    apostrophes,
    hyphens_for_dashes,
    dashes,
    opening_marks,
    number_signs,
    percent_signs,
    spaces_before_stops,
    spaces_before_signs,
    spaces_inside_quotes,
)

_ROUNDS = 4


def typeset(
    draft: SpannedText, source: SpannedText, source_language: str, target_language: str
) -> SpannedText:
    """Return the draft's words in the typography of the target language.

    Letters and digits stay as they are and in their order, PROTECTED text stays letter by letter,
    and the spans are those of the draft, over the same words. `typeset(typeset(x)) == typeset(x)`:
    the rules run until nothing changes, and a text on which they do not come to rest is left
    alone. Where nothing is to do, the very same object comes back.

    Raises `LanguageError` for a language tag that CLDR does not know.
    """
    page = Page(visible(source), habits(source_language), habits(target_language))
    text = draft
    for _ in range(_ROUNDS):
        before = text
        for rule in RULES:
            text = apply(text, rule(visible(text), page))
        if text == before:
            return draft if text == draft else text
    return draft
