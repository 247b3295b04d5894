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

from translate.engines.argos_model import Model
from translate.errors import EngineError

_PENALTY = 0.2
_SEARCH = {
    "beam_size": 4,
    "length_penalty": _PENALTY,
    "num_hypotheses": 4,  # they come with the beam, for nothing
    "return_scores": True,
    "return_attention": True,
    "max_input_length": 0,  # never cut a text short
}
SETTINGS = f"beam {_SEARCH['beam_size']}, penalty {_PENALTY}"
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
    """A batch on its way: results to come, and the attention of first tokens by index."""

    sources: Sequence[list[str]]
    results: Sequence[Any]
    firsts: dict[int, Any]


def submit(model: Model, sources: Sequence[list[str]], heeded: Sequence[bool]) -> Request:
    """Hand a batch to the model's workers, and return at once.

    `heeded` tells of each text whether the attention of its answer matters. Raises `EngineError`.
    """
    # With a prefix, the first token is the prefix's, and nobody asks what that owes.
    texts = [index for index, wanted in enumerate(heeded) if wanted and not model.prefix]
    results = _search(model, sources, max_decoding_length=_most(sources), **_SEARCH)
    firsts = _first_tokens(model, [sources[index] for index in texts]) if texts else []
    return Request(sources, results, dict(zip(texts, firsts, strict=True)))


def answers(model: Model, request: Request) -> list[list[Answer]]:
    """Wait for a batch; return the answers to each of its texts, the best first.

    Raises `EngineError` when the search failed.
    """
    return [_answers(model, request, index) for index in range(len(request.sources))]


def _answers(model: Model, request: Request, index: int) -> list[Answer]:
    source = request.sources[index]
    result = _wait(model, request.results[index])
    first = request.firsts.get(index)
    unknown = any(pieces[:1] == [model.unknown] for pieces in result.hypotheses)
    if first is None and unknown and len(request.sources) > 1:
        (first,) = _first_tokens(model, [source])
    row = _wait(model, first).attention[0] if first is not None else []
    skip = len(model.prefix)
    found = []
    for pieces, score, rows in zip(result.hypotheses, result.scores, result.attention, strict=True):
        attention = rows[skip:]
        attention[:1] = row[:1] or attention[:1]
        tokens = [
            _most_owed(source, owed) if piece == model.unknown else piece
            for piece, owed in zip(pieces[skip:], attention, strict=True)
        ]
        # The score is the sum over all tokens and the end mark, by their number to the penalty.
        mean = score * (len(pieces) + 1) ** (_PENALTY - 1)
        found.append(Answer(tokens, attention, mean, len(pieces) >= _most(request.sources)))
    return found


def _first_tokens(model: Model, sources: Sequence[list[str]]) -> list[Any]:
    """Ask for one token alone, whose attention is right; it depends on the source only."""
    return _search(model, sources, beam_size=1, max_decoding_length=1, return_attention=True)


def _search(model: Model, sources: Sequence[list[str]], **options: object) -> list[Any]:
    prefixes = [list(model.prefix)] * len(sources) if model.prefix else None
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
