"""Finding the terms of a glossary in a text, in one pass.

Whole words only, and the longest term first. A term with a capital is found as it is written, or
in CAPITALS; a term without one also with a capital at the beginning of a sentence, and anywhere
in a text that is in capitals throughout. Inflected forms are found where the lemmatizer knows
them: of a term of one word the forms that lead to that word, so “lettre” finds “lettres” and not
the other way; of a longer term every form of each word. Addresses, code and tags are passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from translate.glossary import words
from translate.glossary.terms import Glossary, Kind, Term
from translate.glossary.words import Reading, Word


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a term stands: `start:end` of the text.

    `terms` are all the terms of those source words, in the order of the glossary. `inflected`
    tells that the words have another form here than in the glossary.
    """

    start: int
    end: int
    terms: tuple[Term, ...]
    inflected: bool = False

    @property
    def term(self) -> Term:
        """The first term that says what to write; the first of all if none does."""
        return next((t for t in self.terms if t.kind is not Kind.NEVER), self.terms[0])


@dataclass(frozen=True, slots=True)
class _Entry:
    """The terms of one source, ready to be compared.

    `keys` holds for each word of it the forms, one of which a word of the text must have;
    `bound` tells which words are found only as they are written. `anchor` is the index of the
    word that is in the fewest terms; `named` tells that the terms are to be left as they are.
    """

    pattern: Reading
    terms: tuple[Term, ...]
    keys: tuple[frozenset[str], ...]
    bound: tuple[bool, ...]
    named: bool
    anchor: int = 0

    def agrees(self, here: Sequence[Word]) -> bool:
        """Tell whether words of a text are the term's, in forms in which it is looked for."""
        for word, keys, bound in zip(here, self.keys, self.bound, strict=True):
            if word.fold not in keys and keys.isdisjoint(
                words.name_forms(word, self.pattern.language)
                if bound
                else words.forms(word.text, self.pattern.language)
            ):
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    inflected: bool
    entry: _Entry


@dataclass(frozen=True, slots=True)
class _Index:
    """The entries by a form of their anchors; `names`, which have no lemmas, for themselves.

    So a glossary of names loads no lemmatizer.
    """

    forms: dict[str, list[_Entry]]
    names: dict[str, list[_Entry]]

    def at(self, word: Word, language: str) -> Iterator[_Entry]:
        """Yield the entries to which a word of a text may belong."""
        if self.forms:
            for form in words.forms(word.text, language):
                yield from self.forms.get(form, ())
        if self.names:
            for form in words.name_forms(word, language):
                yield from self.names.get(form, ())


def find(text: str, source_language: str, terms: Glossary) -> tuple[Occurrence, ...]:
    """Return where terms stand in a text, from left to right, none over another.

    The terms should be those of one target language (`terms.for_language`). What is prepared for
    a glossary and a language is kept, so that a call costs no more than the words of its text.
    """
    index = _index(terms, source_language)
    reading = words.read(text, source_language)
    found: dict[tuple[int, int, int], _Found] = {}
    for position, word in enumerate(reading.words):
        for entry in index.at(word, source_language):
            hit = _fits(reading, entry, position - entry.anchor)
            if hit is not None:
                found[hit.start, hit.end, id(entry)] = hit
    if not found:
        return ()
    foreign = [match.span() for match in words.FOREIGN.finditer(text)]
    chosen: list[_Found] = []
    for hit in sorted(found.values(), key=_order):
        taken = [*foreign, *((other.start, other.end) for other in chosen)]
        if all(hit.end <= low or high <= hit.start for low, high in taken):
            chosen.append(hit)
    chosen.sort(key=lambda hit: hit.start)
    return tuple(Occurrence(h.start, h.end, h.entry.terms, h.inflected) for h in chosen)


def _order(hit: _Found) -> tuple[int, int, bool, int]:
    """Sort the longest first; of two sources in one place the one that is written so."""
    strange = sum(c.isupper() for c in hit.entry.pattern.text)
    return (hit.start - hit.end, hit.start, hit.inflected, -strange)


@lru_cache(maxsize=64)
def _index(terms: Glossary, language: str) -> _Index:
    sources: dict[str, list[Term]] = {}
    for term in terms.terms:
        sources.setdefault(term.source, []).append(term)
    entries = [_entry(words.read(s, language), tuple(group)) for s, group in sources.items()]
    frequency = Counter(key for entry in entries for keys in entry.keys for key in keys)
    index = _Index({}, {})
    for entry in entries:
        if not entry.keys:
            continue  # no letter and no digit: there is nothing to look for
        cost = [sum(frequency[key] for key in keys) for keys in entry.keys]
        anchored = replace(entry, anchor=cost.index(min(cost)))
        table = index.names if entry.named else index.forms
        for key in entry.keys[anchored.anchor]:
            table.setdefault(key, []).append(anchored)
    return index


def _entry(pattern: Reading, group: tuple[Term, ...]) -> _Entry:
    named = any(term.kind is Kind.KEEP for term in group)
    bound = tuple(named or words.in_name(pattern, index) for index in range(len(pattern.words)))
    keys = tuple(
        frozenset({word.fold})
        if fixed or len(pattern.words) == 1
        else words.forms(word.text, pattern.language)
        for word, fixed in zip(pattern.words, bound, strict=True)
    )
    return _Entry(pattern, group, keys, bound, named)


def _fits(reading: Reading, entry: _Entry, first: int) -> _Found | None:
    wanted = entry.pattern.words
    if first < 0 or first + len(wanted) > len(reading.words):
        return None
    here = reading.words[first : first + len(wanted)]
    if not entry.agrees(here) or not _case_fits(reading, here, wanted):
        return None
    place = words.sequence(reading, entry.pattern, first)
    if place is None:
        return None
    inflected = any(a.fold != b.fold for a, b in zip(here, wanted, strict=True))
    return _Found(*place, inflected, entry)


def _case_fits(reading: Reading, here: Sequence[Word], wanted: Sequence[Word]) -> bool:
    for index, (word, other) in enumerate(zip(here, wanted, strict=True)):
        if other.text != other.text.lower():
            if not _capital_fits(word, other):
                return False
        elif word.text != word.text.lower() and not reading.loud:
            title = word.text[1:] == word.text[1:].lower()
            if index or not title or not reading.opens(word.start):
                return False
    return True


def _capital_fits(word: Word, wanted: Word) -> bool:
    """Tell whether a word has the capitals of a term's word, which has some."""
    if word.fold == wanted.fold:
        return word.text == wanted.text or (words.loud(word) and len(word.text) > 1)
    if words.loud(wanted) and len(wanted.text) > 1:
        return word.text.startswith(wanted.text)
    return word.text[:1].isupper() == wanted.text[:1].isupper()
