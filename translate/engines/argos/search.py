"""One batch through CTranslate2's beam search, with Argos Translate's own settings of it.

CTranslate2 (seen in 4.8.5) mixes up the attention of the first token of an answer: with several
texts in a batch and several beams, it is that of another text. Where it matters, it is asked for
again by a search of one token and one beam, which costs these texts a tenth of their time. Unknown
tokens, which `replace_unknowns` would replace by that very attention, are replaced here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from translate.engines.argos.model import Model
from translate.errors import EngineError

_PENALTY = 0.2
BEAM, WIDE_BEAM = 4, 8
"""Hypotheses that are followed at a time: Argos Translate's own number, and for a second try."""

_SEARCH = {
    "length_penalty": _PENALTY,
    "return_scores": True,
    "return_attention": True,
    "max_input_length": 0,  # never cut a text short
}
_ANSWER = 256  # tokens of an answer; a text of more than half as many may have twice its own


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says: its tokens, and for each what it owes to each token of the source.

    `score` is the mean log-probability of a token, the end mark included; `cut` tells that the
    answer had become so long that it was stopped.
    """

    pieces: Sequence[str]
    attention: Sequence[Sequence[float]]
    score: float
    cut: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A batch on its way: its model, results to come, attention of first tokens by index."""

    model: Model
    beam: int
    sources: Sequence[list[str]]
    results: Sequence[Any]
    firsts: dict[int, Any]


def settings(beam: int) -> str:
    """Return what tells one search from another."""
    return f"beam {beam}, penalty {_PENALTY}"


def submit(
    model: Model, sources: Sequence[list[str]], heeded: Sequence[bool], beam: int = BEAM
) -> Request:
    """Hand a batch to the model's workers, and return at once.

    There are as many answers as the beam is wide: they come with it, for nothing. `heeded` tells
    of each text whether the attention of its answer matters. Raises `EngineError`.
    """
    # With a prefix, the first token is the prefix's, and nobody asks what that owes.
    # Nor does anybody where the attention comes later.
    early = not model.prefix and not model.later
    texts = [index for index, wanted in enumerate(heeded) if wanted and early]
    most, wide = _most(sources), {"beam_size": beam, "num_hypotheses": beam}
    results = _search(model, sources, max_decoding_length=most, **wide, **_SEARCH)
    firsts = _first_tokens(model, [sources[index] for index in texts]) if texts else []
    return Request(model, beam, sources, results, dict(zip(texts, firsts, strict=True)))


def answers(request: Request) -> list[list[Answer]]:
    """Wait for a batch; return the answers to each of its texts, the best first.

    Raises `EngineError` when the search failed.
    """
    return [_answers(request, index) for index in range(len(request.sources))]


def has_unknown(request: Request) -> bool:
    """Wait for a batch; tell whether any answer has a token that the model has no word for.

    Raises `EngineError` when the search failed.
    """
    found = (_wait(request.model, result) for result in request.results)
    return any(request.model.unknown in said for result in found for said in result.hypotheses)


def _answers(request: Request, index: int) -> list[Answer]:
    model, source = request.model, request.sources[index]
    result = _wait(model, request.results[index])
    first = request.firsts.get(index)
    unknown = any(pieces[:1] == [model.unknown] for pieces in result.hypotheses)
    if first is None and unknown and len(request.sources) > 1 and not model.later:
        (first,) = _first_tokens(model, [source])
    row = _wait(model, first).attention[0] if first is not None else []
    skip = len(model.prefix)
    found = []
    for said, score, rows in zip(result.hypotheses, result.scores, result.attention, strict=True):
        ended = len(said) - (bool(model.later) and said[-1:] == [model.end])
        pieces = said[:ended]
        attention = later_rows(rows, model.later)[skip:ended]
        attention[:1] = row[:1] or attention[:1]
        tokens = [
            _most_owed(source, owed) if piece == model.unknown else piece
            for piece, owed in zip(pieces[skip:], attention, strict=True)
        ]
        # The score is the sum over all tokens and the end mark, by their number to the penalty.
        mean = score * (len(pieces) + 1) ** (_PENALTY - 1)
        found.append(Answer(tokens, attention, mean, len(pieces) >= _most(request.sources)))
    return found


def later_rows(rows: Sequence[Sequence[float]], later: int) -> list[Sequence[float]]:
    """Return for each token the attention that comes so much later, for the last one its own."""
    return [*rows[later:], *rows[len(rows) - later :]]


def guess(model: Model, sources: Sequence[list[str]]) -> list[tuple[Sequence[str], Any]]:
    """Return for each text the likeliest tokens one by one, and what CTranslate2 says they owe.

    It takes a third of the time of a search, and has the attention of first tokens right, too. The
    prefix is left out, and the end mark is in. Raises `EngineError`.
    """
    length = _most(sources)
    found = _search(
        model,
        sources,
        beam_size=1,
        max_decoding_length=length,
        max_batch_size=_ANSWER,
        batch_type="tokens",
        return_attention=True,
        return_end_token=True,
    )
    skip = len(model.prefix)
    results = [_wait(model, result) for result in found]
    return [(result.hypotheses[0][skip:], result.attention[0][skip:]) for result in results]


def _first_tokens(model: Model, sources: Sequence[list[str]]) -> list[Any]:
    """Ask for one token alone, whose attention is right; it depends on the source only."""
    return _search(model, sources, beam_size=1, max_decoding_length=1, return_attention=True)


def _search(model: Model, sources: Sequence[list[str]], **options: object) -> list[Any]:
    prefixes = [list(model.prefix)] * len(sources) if model.prefix else None
    options = {"return_end_token": bool(model.later), **options}
    try:
        results: list[Any] = model.translator.translate_batch(
            list(sources), target_prefix=prefixes, asynchronous=True, **options
        )
    except (RuntimeError, ValueError, MemoryError) as error:
        raise _failure(model, error) from error
    return results


def _wait(model: Model, result: Any) -> Any:
    try:
        return result.result()
    except (RuntimeError, ValueError, MemoryError) as error:
        raise _failure(model, error) from error


def _failure(model: Model, error: Exception) -> EngineError:
    return EngineError(f"the Argos package {model.name} failed: {str(error).strip().rstrip('.')}")


def _most(sources: Sequence[list[str]]) -> int:
    """Return how many tokens an answer may have."""
    return max(_ANSWER, 2 * max(map(len, sources)))


def _most_owed(source: Sequence[str], owed: Sequence[float]) -> str:
    return source[max(range(len(source)), key=owed.__getitem__)]
