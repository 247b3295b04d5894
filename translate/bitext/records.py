"""Translations on record as anchors: keys that a sentence shares with its translation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from translate.bitext.fingerprint import normal, stems

# A text on record of so few words is a term, to be found inside of sentences.
_TERM = 3
# How much alike two texts must be, in percent, for one to be a version of the other.
_ALIKE = 75.0
# Words of more sentences on record than this find nothing.
_COMMON = 200
# How many sentences on record are compared with a sentence, at most.
_CANDIDATES = 5


def exact_pairs(known: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Return the translations on record by source, both in their `normal` spelling."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source, targets in known.items():
        found[normal(source)].update(normal(target) for target in targets)
    return {source: frozenset(targets) for source, targets in found.items()}


def record_keys(
    source: Sequence[str], target: Sequence[str], known: Mapping[str, Collection[str]]
) -> tuple[list[set[str]], list[set[str]]]:
    """Return for each text of the two sides the keys that records give to it.

    A term on record is in the source, and one of its translations in the target; of a longer
    record, the source is much like one text and the translation much like the other. Where a
    source text itself is on record, the words of its translations are looked for, too: a draft
    serves as well as a reviewed text. The endings of words do not count. A record without
    translations stands for itself.
    """
    ours: list[set[str]] = [set() for _ in source]
    theirs: list[set[str]] = [set() for _ in target]
    if not known:
        return ours, theirs
    terms: list[tuple[str, list[str]]] = []
    sentences: list[tuple[str, list[str]]] = []
    for text, translations in sorted(known.items()):
        kind = terms if len(stems(text)) <= _TERM else sentences
        kind.append((text, sorted(translations) or [text]))
    _add_terms(ours, source, ((n, text) for n, (text, _) in enumerate(terms)))
    _add_terms(theirs, target, ((n, t) for n, (_, listed) in enumerate(terms) for t in listed))
    _add_sentences(ours, source, [(n, text) for n, (text, _) in enumerate(sentences)])
    _add_sentences(
        theirs, target, [(n, t) for n, (_, listed) in enumerate(sentences) for t in listed]
    )
    recorded = {normal(text): translations for text, translations in known.items()}
    for keys, text in zip(ours, source, strict=True):
        keys.update(f"t{word}" for t in recorded.get(normal(text), ()) for word in stems(t))
    for keys, text in zip(theirs, target, strict=True):
        keys.update(f"t{word}" for word in stems(text))
    return ours, theirs


def _add_terms(
    keys: list[set[str]], texts: Sequence[str], terms: Iterable[tuple[int, str]]
) -> None:
    by_first: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for number, term in terms:
        if words := stems(term):
            by_first[words[0]].append((number, words))
    for place, text in enumerate(texts):
        words = stems(text)
        for offset, word in enumerate(words):
            for number, term_words in by_first.get(word, ()):
                if words[offset : offset + len(term_words)] == term_words:
                    keys[place].add(f"g{number}")


def _add_sentences(
    keys: list[set[str]], texts: Sequence[str], records: Sequence[tuple[int, str]]
) -> None:
    if not records:
        return
    from rapidfuzz.fuzz import ratio

    postings: defaultdict[str, list[int]] = defaultdict(list)
    for index, (_, record) in enumerate(records):
        for word in set(stems(record)):
            postings[word].append(index)
    for place, text in enumerate(texts):
        words = set(stems(text))
        for index in _candidates(words, postings):
            number, record = records[index]
            if ratio(text, record, score_cutoff=_ALIKE):
                keys[place].add(f"k{number}")


def _candidates(words: set[str], postings: Mapping[str, list[int]]) -> Iterator[int]:
    """Yield the records that share most of the rarer words."""
    rare = [listed for word in words if 0 < len(listed := postings.get(word, [])) <= _COMMON]
    shared = Counter(index for listed in rare for index in listed)
    ranked = sorted(shared.items(), key=lambda found: (-found[1], found[0]))
    for index, count in ranked[:_CANDIDATES]:
        if 2 * count >= len(rare):
            yield index
