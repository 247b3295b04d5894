"""A negation that a draft has lost, or gained.

Cheap and careful: a doubt needs a plain negation on one side and nothing on the other side that
could say no, be it a prefix, a verb of refusal or a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from translate.checks.pair import Doubt, Pair, fold, letters, words_of
from translate.languages import base

# What negates a sentence beyond doubt.
_PLAIN = {
    "en": r"\b(?:not|never|cannot|nobody|nothing|neither|no (?:one|longer|more))\b|n['’]t\b",
    "fr": r"\b(?:ne|n['’])\s?(?:\S+\s+){0,4}?(?:pas|plus|jamais|rien|personne|aucune?|ni|guère)\b",
    "es": r"\b(?:no|nunca|jamás|nadie|nada|ningún|ninguno|ninguna|tampoco)\b",
    "pt": r"\b(?:não|nunca|jamais|ninguém|nada|nenhum|nenhuma|tampouco)\b",
    "ca": r"\b(?:no|mai|ningú|res|cap|tampoc)\b",
    "it": r"\b(?:non|mai|nessuno|nessuna|nulla|niente|neanche|nemmeno|neppure)\b",
    "de": r"\b(?:nicht|nie|niemals|niemand\w*|nichts|kein|keine[nmrs]?|nirgends|weder)\b",
}
# Where the same words negate nothing, or only a part.
_HARMLESS = {
    "en": r"\bnot (?:only|just|merely|least|to mention|so much)\b|\bwhether or not\b|"
    r"\bif not\b|\bor not\b|\bwhy not\b|\bnothing but\b|\bnot until\b|"
    r"\bcan(?:'t|not) (?:help|but)\b|"
    r"\bnot (?:all|every|always)\b|n['’]t (?:you|he|she|it|they|we|i)\b\W*$|"
    r"\bno more than\b|"
    r"\bnot (?:more|less) than\b|\bnever mind\b|\bmore often than not\b|\bnot (?:un|in)",
    "fr": r"\bne\s(?:\S+\s+){0,3}?(?:pas|plus) (?:seulement|uniquement|que)\b|"
    r"\bn['’](?:\S+\s+){0,3}?pas (?:seulement|que)\b|"
    r"\b(?:plus|moins|avant|autre)\b.{0,40}\bque?\b.{0,30}\bne\b|"
    r"\bou (?:non|pas)\b|\bn['’]est-ce pas\b|\bpersonnes?\s+(?:âgée|qui)",
    "es": r"\bno (?:solo|sólo|solamente|obstante|más que|menos|hasta)\b|\bnada (?:más|menos)\b|"
    r"¿no\?|\bo no\b|\bcapa de nada\b|\ba no ser\b",
    "pt": r"\bnão (?:só|somente|apenas|obstante|mais do que|menos)\b|"
    r"\bnada (?:mais|menos)\b|\bnão é\?|\bou não\b",
    "ca": r"\bno (?:només|sols|solament|obstant|més que|menys)\b|"
    r"\bcap (?:a|al|als|de)\b|\bno fos\b|\bsi més no\b|\bo no\b|\bque no\b|\bn.hi ha cap\b",
    "it": r"\bnon (?:solo|soltanto|solamente|ostante|appena|più di|meno)\b|"
    r"\bmai più\b|\bse mai\b|\bo (?:no|meno)\b",
    "de": r"\bnicht (?:nur|bloß|zuletzt|mehr als|weniger)\b|"
    r"\bnichts als\b|\bnicht wahr\b|\boder nicht\b",
}
# What may say no in another way.
_SOFT = {
    "en": "no non none nor without hardly scarcely barely rarely seldom unless except lack lacks "
    "lacking lacked fail fails failed failing failure refuse refuses refused refusing deny "
    "denies denied avoid avoids avoided prevent prevents prevented ban bans banned forbid "
    "forbidden prohibit prohibits prohibited reject rejected stop stops stopped instead "
    "rather only but until till before beyond away free off out against few little less too "
    "neither nowhere ignore ignored ignores missing absent absence empty other otherwise else "
    "doubt yet still wrong false",
    "fr": "ne n non sans ni sauf aucun aucune pas jamais rien personne manque manquent manquer "
    "échoue échoué refuse refusé refuser nie nié nier évite éviter empêche empêcher interdit "
    "interdire cesse cesser seul seule seulement que avant hors contre faute défaut peu trop "
    "loin ignore ignoré plus plutôt autre autrement absence vide rejette rejeté dépourvu faux "
    "sinon",
    "es": "sin ni salvo excepto falta faltan carece carecen niega negó negar negarse rechaza "
    "rechazó evita evitar impide impedir prohíbe prohibido deja dejó dejar solo sólo antes "
    "fuera contra poco demasiado lejos ignora ignorar ignorado vez sino apenas ausencia vacío "
    "hasta todavía falso",
    "pt": "sem nem salvo exceto excepto falta faltam carece nega negou negar recusa recusou "
    "recusar rejeita rejeitou evita evitar impede impedir proíbe proibido deixa deixou deixar só "
    "somente apenas antes fora contra pouco demais longe ignora ignorar ignorado vez senão "
    "ausência vazio até ainda falso sequer",
    "ca": "sense ni pas gens llevat excepte tret falta manca manquen nega negar rebutja evita "
    "evitar impedeix impedir prohibeix prohibit deixa deixar només sols abans fora contra poc "
    "massa lluny ignora ignorar ignorat sinó absència buit fins encara fals",
    "it": "no né senza salvo tranne eccetto manca mancano mancanza nega negato negare rifiuta "
    "rifiutato evita evitare impedisce impedire vieta vietato proibisce proibito smette solo "
    "prima fuori contro poco troppo lontano ignora ignorare ignorato anziché invece assenza "
    "vuoto finché ancora falso privo",
    "de": "nein ohne weder noch außer ausser kaum selten fehlt fehlen mangel verweigert lehnt "
    "ablehnt leugnet bestreitet vermeidet vermeiden verhindert verhindern verbietet verboten "
    "nur bevor erst statt sondern gegen wenig zu fern ignoriert ignorieren leer bis sonst aus "
    "un falsch",
}  # fmt: skip
_PREFIX = {
    "en": r"(?:un|in|im|ir|il|dis|non|de|mis)\w{4,}|\w{3,}less",
    "fr": r"(?:in|im|ir|il|dé|dés|més|non|mal)\w{4,}",
    "es": r"(?:in|im|ir|i|des|dis|no|mal|anti)\w{4,}",
    "pt": r"(?:in|im|ir|i|des|dis|não|mal|anti)\w{4,}",
    "ca": r"(?:in|im|ir|i|des|dis|no|mal|anti)\w{4,}",
    "it": r"(?:in|im|ir|il|dis|non|s[bcdfgptv]|mal|anti)\w{3,}",
    "de": r"(?:un|miss|nicht|ent|ver|ab)\w{4,}|\w{3,}(?:los|frei|leer)(?:e[nmrs]?)?",
}


def negation(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft that denies nothing where its source does, or the other way round."""
    first, second = base(pair.source_language), base(pair.target_language)
    if first not in _PLAIN or second not in _PLAIN:
        return
    source, target = words_of(pair.source), words_of(pair.target)
    if (said := _plain(source, first)) and not _could_deny(target, second, source):
        yield Doubt("negation", f"the negation “{said}” is lost", 0.6)
    elif (said := _plain(target, second)) and not _could_deny(source, first, target):
        yield Doubt("negation", f"the negation “{said}” is not in the source", 0.6)


def _plain(text: str, language: str) -> str:
    """Return the first plain negation of a text, or nothing."""
    if _pattern(_HARMLESS[language]).search(text):
        return ""
    match = _pattern(_PLAIN[language]).search(text)
    return match.group() if match else ""


def _could_deny(text: str, language: str, other: str) -> bool:
    """Tell whether something in a text may say no, however softly.

    A prefix counts only in a word that has no cousin in the other text: `international` has one
    in `internacional`, so that its first letters deny nothing.
    """
    if _pattern(_PLAIN[language]).search(text):
        return True
    words = {word.casefold() for word in letters(text)}
    if words & _soft(language):
        return True
    cousins = {fold(word)[:5] for word in letters(other)}
    prefix = _pattern(_PREFIX[language])
    return any(prefix.fullmatch(word) and fold(word)[:5] not in cousins for word in words)


@cache
def _soft(language: str) -> frozenset[str]:
    return frozenset(_SOFT[language].split())


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
