"""A tiny Argos package, made by hand: it “translates” by putting every piece in capital letters.

The model is a real transformer of one layer a side. Its weights are computed, not trained: a place
of the answer looks at the same place of the source, and says the capital form of what is there.
So every answer, and every alignment, is known beforehand.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
from numpy.typing import NDArray

SENTENCES = (
    "the old house stands near the river",
    "a red car waits in front of the house",
    "we read the guide before we open the file",
    "the bridge was built by the people of the town, in one year",
    "she said: the house is not old. he said: it is!",
    "make test and config.toml are names (of a command, of a file)",
    "what is a name? 1 2 3 4 5 6 7 8 9 0",
)
DEPTH = 256
PLACES = 120  # that the model tells apart
Matrix = NDArray[np.float32]


def tokenizer() -> bytes:
    """Train a SentencePiece model on a few sentences of our own."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 3),
        model_writer=written,
        vocab_size=110,
        model_type="unigram",
        character_coverage=1.0,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return written.getvalue()


def package(
    folder: Path, *, source: str = "en", target: str = "pt", moses: bool = False, **about: object
) -> Path:
    """Write a package's folder, with SentencePiece or with Moses' words cut into letters."""
    folder.mkdir(parents=True)
    names = {"from_name": source, "to_name": target, "package_version": "1.0"}
    metadata = {"from_code": source, "to_code": target, **names, **about}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    if moses:
        (folder / "bpe.model").write_text("#version: 0.2\n", encoding="utf-8")
        letters = sorted({*"".join(SENTENCES)} - {" "})
        vocabulary = ["<unk>", "<s>", "</s>", *letters, *(f"{letter}@@" for letter in letters)]
    else:
        pieces = tokenizer()
        (folder / "sentencepiece.model").write_bytes(pieces)
        processor = sentencepiece.SentencePieceProcessor(model_proto=pieces)
        vocabulary = [processor.id_to_piece(i) for i in range(len(processor))]
    (folder / "model").mkdir()
    model(vocabulary, str(about.get("target_prefix", ""))).save(str(folder / "model"))
    return folder


def model(vocabulary: list[str], prefix: str) -> ctranslate2.specs.TransformerSpec:
    """Return the transformer for the pieces, and for a token, if any, that begins all answers."""
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 1)
    spec.config.add_source_eos = True
    spec.register_source_vocabulary(vocabulary)
    capital: dict[str, None] = {}
    for piece in vocabulary:
        said = piece if piece.startswith("<") else piece.upper()
        capital[f"{piece}#" if said in capital else said] = None
    if prefix:
        capital[prefix] = None
    size = len(capital)
    spec.register_target_vocabulary(list(capital))
    where = positions()
    space = np.linalg.svd(np.vstack([where, np.ones((1, DEPTH))]))[2]
    rank = np.linalg.matrix_rank(where, tol=1e-3) + 1
    free = space[rank:]  # what no position, and no mean, has a share in
    random = np.random.default_rng(7)
    names = random.normal(size=(size, len(free))) @ free
    names /= np.linalg.norm(names, axis=1, keepdims=True)
    names = names.astype(np.float32)
    fill(spec, names[: len(vocabulary)], names, (free.T @ free).astype(np.float32))
    spec.validate()
    spec.optimize()
    return spec


def positions() -> Matrix:
    """Return the sinusoids that CTranslate2 adds to the words of a text."""
    rate = np.exp(np.arange(DEPTH // 2) * -(np.log(10000) / (DEPTH // 2 - 1)))
    angles = np.arange(1, PLACES + 1)[:, None] * rate[None, :]
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def fill(
    spec: ctranslate2.specs.TransformerSpec, source: Matrix, target: Matrix, words: Matrix
) -> None:
    """Set all weights; `words` projects onto what tells words apart."""
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        (layer,) = side.layer
        norms = [side.layer_norm, layer.self_attention.layer_norm, layer.ffn.layer_norm]
        norms += [layer.attention.layer_norm] if side is spec.decoder else []
        for norm in norms:
            norm.gamma = np.ones(DEPTH, dtype=np.float32)
            norm.beta = np.zeros(DEPTH, dtype=np.float32)
        linear(layer.self_attention.linear[0], np.zeros((3 * DEPTH, DEPTH)))
        linear(layer.self_attention.linear[1], np.zeros((DEPTH, DEPTH)))
        linear(layer.ffn.linear_0, np.zeros((4, DEPTH)))
        linear(layer.ffn.linear_1, np.zeros((DEPTH, 4)))
    spec.encoder.embeddings[0].weight = source
    spec.decoder.embeddings.weight = np.zeros_like(target)  # only the place matters
    attention = spec.decoder.layer[0].attention
    place = np.eye(DEPTH) - words
    linear(attention.linear[0], 8 * place)
    linear(attention.linear[1], np.vstack([8 * place, 8 * words]))
    linear(attention.linear[2], np.eye(DEPTH))
    linear(spec.decoder.projection, 8 * target)


def linear(spec: ctranslate2.specs.common_spec.LinearSpec, weight: NDArray[np.floating]) -> None:
    spec.weight = np.ascontiguousarray(weight, dtype=np.float32)
    spec.bias = np.zeros(len(weight), dtype=np.float32)
