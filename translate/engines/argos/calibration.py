"""Finding out, once for each package, which of its attention heads align best.

Most models were never told what to align with, and the head that CTranslate2 gives out by default
may look anywhere. So a small sample is translated with the attention of one layer after another,
then of single heads in the best of them, and the links are judged of words whose translation is
known (`sample`), and of those that come out alike when they are translated alone. What is
found is kept in a file beside the package, or in Argos Translate's cache where that cannot be
written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from translate.alignment import kinds, mutual, words
from translate.engines import packages
from translate.engines.argos.heads import OWN, Heads, Weights, has_heads, movable, read_weights
from translate.engines.argos.model import Model, fingerprint, load
from translate.engines.argos.sample import anchors, sample_texts
from translate.engines.argos.search import guess, later_rows
from translate.engines.argos.text import add_owed
from translate.engines.matching import likeness
from translate.errors import EngineError, ModelError, ProjectError
from translate.files import write_atomically
from translate.span_tree import Place

_FILE = ".alignment"  # no .json: the package's fingerprint is made of these
_METHOD = 2  # raise it when heads come to be chosen in another way
_ENOUGH = 30  # words whose translation is known; fewer are no ground to choose on
_GAIN = 0.02  # what another choice must be better by
_TOGETHER = 4  # heads that may be put together
_ALIKE = 0.75  # a word of a sentence and one that was translated alone are the same


def chosen(folder: Path, model: Model, languages: tuple[str, str], workers: int) -> Heads:
    """Return the heads of a package that align best, from its source to its target language.

    `model` is the package loaded as it is; others are loaded for as many `workers`. They are looked
    up with `known`, or found out, which takes some seconds, and kept. Heads that the package names
    as those it was trained with are trusted. Raises `EngineError` when it cannot be read or fails.
    """
    found = known(folder)
    if found is None:
        weights = _weights(folder)
        found = OWN
        if weights is not None and not weights.guided:

            def load_with(heads: Heads) -> Model:
                return load(folder, workers, heads)

            found = _best(model, weights, languages, load_with)
        _keep(folder, found)
    return found


def known(folder: Path) -> Heads | None:
    """Return what was found out about a package before, None if nothing was.

    A file that is broken, or about other files than these, counts for nothing. Raises
    `EngineError` when the package cannot be read.
    """
    wanted = _key(folder)
    for path in _paths(folder):
        try:
            record = json.loads(path.read_bytes())
            heads = Heads(record["layer"], tuple(record["heads"]), record["later"])
            if record["of"] == wanted and _sound(heads, folder):
                return heads
        except (OSError, ValueError, LookupError, TypeError):
            continue
    return None


def _sound(heads: Heads, folder: Path) -> bool:
    numbers = (heads.layer, heads.later, *heads.heads)
    if heads == OWN or not all(type(number) is int and number >= 0 for number in numbers):
        return heads == OWN
    weights = _weights(folder)
    return weights is not None and has_heads(weights, heads)


def _keep(folder: Path, heads: Heads) -> None:
    """Write down what was found out, where that is possible; else it is found out again."""
    record = {"of": _key(folder), **asdict(heads)}
    for path in _paths(folder):
        try:
            write_atomically(path, json.dumps(record).encode() + b"\n", path.parent)
        except ProjectError:
            continue
        return


def _key(folder: Path) -> str:
    return f"{fingerprint(folder)} {_METHOD}"


def _paths(folder: Path) -> Iterator[Path]:
    """Yield where the file may be, the best place first."""
    yield folder / _FILE
    if os.access(folder, os.W_OK):
        return
    try:
        cache = packages.default_store().downloads.parent
    except ModelError:  # settings that cannot be read, which is said where packages are listed
        return
    yield cache / f"{_FILE[1:]}-{fingerprint(folder)}"


def _weights(folder: Path) -> Weights | None:
    try:
        return read_weights((folder / "model" / "model.bin").read_bytes())
    except OSError as error:
        raise EngineError(f"the Argos package in {folder} cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the sample as the model has it: tokens, their places, and the known links."""

    asked: list[str]
    words: tuple[Sequence[Place], Sequence[Place]]
    pieces: tuple[Sequence[Place], Sequence[Place]]
    kinds: tuple[str, str]
    links: list[tuple[set[int], set[int]]]


Rows = list[Sequence[Sequence[float]]]
"""For each text of the sample the attention of each token of its translation."""


@dataclass(frozen=True, slots=True, order=True)
class _Figure:
    """How well heads align, from 0 to 1.

    It is the mean of two shares: of the links that are right, and of what words owe that goes to
    where it should. The first alone hardly tells a head that is sure from one that is lucky.
    """

    good: float
    heads: Heads = field(compare=False)


def _best(
    model: Model,
    weights: Weights,
    languages: tuple[str, str],
    load_with: Callable[[Heads], Model],
) -> Heads:
    """Return the heads that align the sample best, or its own ones if hardly any are better."""
    sample, first = _sample(model, languages)

    def rows(heads: Heads) -> Rows:
        found = guess(load_with(heads), [text.asked for text in sample])
        return [owed for _, owed in found]

    own, best = _figures(sample, first, weights.own)
    if sum(len(text.links) for text in sample) < _ENOUGH or 1 - own.good < _GAIN:
        return OWN
    best = max(own, best)
    for layer in range(weights.layers):
        mean = Heads(layer, tuple(range(weights.heads)))
        best = max(best, *_figures(sample, rows(mean), mean))
    layer, later = best.heads.layer, best.heads.later
    if 1 - best.good >= _GAIN and movable(weights, layer) and _exact(model):
        single = [rows(Heads(layer, (head,))) for head in range(weights.heads)]
        best = max(best, *_joined(sample, single, Heads(layer, (), later)))
    return best.heads if best.good - own.good >= _GAIN else OWN


def _exact(model: Model) -> bool:
    """Tell whether it computes in whole numbers, whose sums are the same in any order."""
    return str(model.translator.compute_type).startswith("int")


def _joined(sample: Sequence[_Text], single: Sequence[Rows], of: Heads) -> Iterator[_Figure]:
    """Yield how each head of a layer does, and how the mean of the best of them does."""
    figures = [
        _figure(sample, rows, replace(of, heads=(head,))) for head, rows in enumerate(single)
    ]
    yield from figures
    order = [head for figure in sorted(figures, reverse=True) for head in figure.heads.heads]
    for count in range(2, min(_TOGETHER, len(order)) + 1):
        together = tuple(sorted(order[:count]))
        rows = _mean([single[head] for head in together])
        yield _figure(sample, rows, replace(of, heads=together))


def _mean(several: Sequence[Rows]) -> Rows:
    return [
        [
            [sum(column) / len(rows) for column in zip(*rows, strict=True)]
            for rows in zip(*text, strict=True)
        ]
        for text in zip(*several, strict=True)
    ]


def _figures(sample: Sequence[_Text], rows: Rows, heads: Heads) -> list[_Figure]:
    return [_figure(sample, rows, replace(heads, later=later)) for later in (0, 1)]


def _figure(sample: Sequence[_Text], rows: Rows, heads: Heads) -> _Figure:
    """Judge the links."""
    total = right = 0
    sure = 0.0
    for text, attention in zip(sample, rows, strict=True):
        weights = [[0.0] * len(text.words[0]) for _ in text.words[1]]
        count = len(text.pieces[1])
        add_owed(weights, text.words, text.pieces, later_rows(attention, heads.later)[:count])
        links = mutual(weights, *text.kinds)
        for sources, targets in text.links:
            owed = [sum(links[t].get(s, 0.0) for t in targets) for s in range(len(text.words[0]))]
            total += 1
            right += max(range(len(owed)), key=owed.__getitem__) in sources
            sure += sum(owed[s] for s in sources) / (sum(owed) or 1.0)
    return _Figure((right + sure) / max(1, 2 * total), heads)


def _sample(model: Model, languages: tuple[str, str]) -> tuple[list[_Text], Rows]:
    """Return the sample as the model translates it, with the links that are known."""
    given = sample_texts(*languages)
    asked = [model.tokenizer.encode(text) for text, _ in given]
    apart = sorted({text[a:b] for text, _ in given for a, b in words(text) if text[a:b].isalpha()})
    alone = [model.tokenizer.encode(word) for word in apart]
    heard = guess(model, [*asked, *alone])
    said = [list(pieces[: -1 if pieces[-1:] == [model.end] else None]) for pieces, _ in heard]
    parts = zip(apart, said[len(asked) :], strict=True)
    lexicon = {word: model.tokenizer.decode(pieces, word)[0].strip(" .") for word, pieces in parts}
    sample = []
    for (text, pairs), pieces, spoken in zip(given, asked, said, strict=False):
        answer, where = model.tokenizer.decode(spoken, text)
        ours, theirs = words(text), words(answer)
        links = [*anchors(text, pairs, answer)]
        sample.append(
            _Text(
                pieces,
                (ours, theirs),
                (model.tokenizer.places(text, pieces), where),
                (kinds(text, ours), kinds(answer, theirs)),
                [*links, *_found_alone(text, answer, lexicon, links)],
            )
        )
    return sample, [owed for _, owed in heard[: len(sample)]]


def _found_alone(
    text: str, answer: str, lexicon: Mapping[str, str], links: Sequence[tuple[set[int], set[int]]]
) -> Iterator[tuple[set[int], set[int]]]:
    """Yield the words that both have once, as far as their translation alone tells."""
    taken = {s for sources, _ in links for s in sources}
    ours = [text[a:b] for a, b in words(text)]
    theirs = [answer[a:b] for a, b in words(answer)]
    for s, word in enumerate(ours):
        if word in lexicon and s not in taken and ours.count(word) == 1:
            alike = [
                t for t, other in enumerate(theirs) if likeness(lexicon[word], other) >= _ALIKE
            ]
            if len(alike) == 1:
                yield {s}, {alike[0]}
