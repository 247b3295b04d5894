"""Holding a translation, a person's or a draft, against the glossary.

Texts come without markup, as `inline.to_spanned` gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from translate.glossary import words
from translate.glossary.matching import Occurrence, find
from translate.glossary.terms import Glossary, Kind, Term, for_language

Place = tuple[int, int]


def check(
    source: str, target: str, source_language: str, target_language: str, terms: Glossary
) -> list[str]:
    """Return in words where a translation does not follow the glossary.

    A term's translation must stand there at least once, in any inflected form, however often the
    source has the term: a repeated noun may well become a pronoun. A forbidden translation may
    stand as a part of one that the glossary asks for.
    """
    ours = for_language(terms, target_language)
    if not ours.terms:
        return []
    found = find(source, source_language, ours)
    reasons: list[str] = []
    welcome: list[Place] = []
    for one in found:
        places = accepted(target, one.terms, target_language)
        welcome += places
        if not places and one.term.kind is not Kind.NEVER:
            reasons.append(reason(source[one.start : one.end], one.terms))
    for term in _forbidden(found, ours):
        places = words.places(target, term.target, target_language)
        if not all(any(a <= s and e <= b for a, b in welcome) for s, e in places):
            reasons.append(f"“{term.target}” is never to be used")
    return list(dict.fromkeys(reasons))


def accepted(text: str, terms: Iterable[Term], language: str) -> list[Place]:
    """Return where a translation that the terms ask for stands in a text."""
    found: set[Place] = set()
    for term in terms:
        if term.kind is Kind.USE:
            found |= set(words.places(text, term.target, language))
        elif term.kind is Kind.KEEP:
            found |= set(words.places_of_name(text, term.source, language))
    return sorted(found)


def reason(source: str, terms: Sequence[Term]) -> str:
    """Say what the terms ask for in the place of `source`."""
    targets = [f"“{term.target}”" for term in terms if term.kind is Kind.USE]
    if not targets:
        keep = next(term for term in terms if term.kind is Kind.KEEP)
        return f"“{keep.source}” must stay as it is"
    return f"“{source}” should be {' or '.join(dict.fromkeys(targets))}"


def _forbidden(found: Iterable[Occurrence], terms: Glossary) -> list[Term]:
    here = [term for one in found for term in one.terms if term.kind is Kind.NEVER]
    return here + [term for term in terms.terms if term.kind is Kind.NEVER and not term.source]
