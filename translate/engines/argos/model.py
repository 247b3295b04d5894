"""One Argos package at work: its tokenizer, its CTranslate2 model, its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from translate.engines.argos.heads import OWN, Heads, giving, read_weights
from translate.errors import EngineError
from translate.span_tree import Place

_SAMPLES = 16  # stretches of a large file that its fingerprint reads, spread evenly
_SAMPLE = 1 << 14  # bytes of each


class Tokenizer(Protocol):
    """Text ⇄ the pieces that a model knows."""

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a text."""
        ...

    def knows(self, piece: str) -> bool:
        """Tell whether a piece is one of the vocabulary."""
        ...

    def places(self, text: str, pieces: Sequence[str]) -> list[Place]:
        """Return where in the text each of its pieces stands."""
        ...

    def decode(self, pieces: Sequence[str], source: str) -> tuple[str, list[Place]]:
        """Return the text of an answer to `source`, and where in it each piece stands."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """A package at work: a `ctranslate2.Translator`, its tokenizer, and tokens of its own.

    `prefix` begins each answer, `end` ends it; `unknown` stands for what the model has no word for.
    `heads` are those whose attention it gives out; None as long as nobody has chosen any.
    """

    name: str
    translator: Any
    tokenizer: Tokenizer
    prefix: tuple[str, ...] = ()
    unknown: str = "<unk>"
    end: str = "</s>"
    heads: Heads | None = None

    @property
    def later(self) -> int:
        """By how many tokens the attention of a token comes later: see `Heads`."""
        return self.heads.later if self.heads is not None else 0


def load(folder: Path, workers: int, heads: Heads | None = None) -> Model:
    """Load the package in a folder, to decode as many batches at a time as there are workers.

    With `heads`, it gives out the attention of these; what it says is the same. Raises
    `EngineError` when any of its files is missing or broken.
    """
    import ctranslate2

    try:
        about = json.loads((folder / "metadata.json").read_bytes())
        prefix = about.get("target_prefix", "")
        if not isinstance(prefix, str):
            raise ValueError("the target_prefix in its metadata.json is no text")
        # Argos Translate's own choice of arithmetic: the fastest, which is int8 on a CPU.
        translator = ctranslate2.Translator(
            str(folder / "model"),
            device="cpu",
            compute_type="auto",
            inter_threads=workers,
            intra_threads=1,
            files=_files(folder / "model", heads or OWN),
        )
        config = _config(folder)
        tokenizer = _tokenizer(folder, about)
    except (OSError, RuntimeError, ValueError, AttributeError, MemoryError, SystemExit) as error:
        # subword-nmt, in argostranslate, ends the program over a bad line.
        broken = isinstance(error, SystemExit)
        reason = "its bpe.model is broken" if broken else str(error).strip().rstrip(".")
        raise EngineError(
            f"the Argos package in {folder} cannot be loaded: {reason}",
            hint="Remove it and install it again: see translate models.",
        ) from error
    unknown, end = config.get("unk_token", "<unk>"), config.get("eos_token", "</s>")
    prefixes = (prefix,) if prefix else ()
    return Model(folder.name, translator, tokenizer, prefixes, str(unknown), str(end), heads)


def _files(folder: Path, heads: Heads) -> dict[str, bytes] | None:
    """Return the files of a model that gives out the attention of these heads, None if it does."""
    if heads == OWN:
        return None
    weights = read_weights((folder / "model.bin").read_bytes())
    if weights is None or (weights.own.layer, weights.own.heads) == (heads.layer, heads.heads):
        return None
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return files | {"model.bin": giving(weights, heads)}


def _config(folder: Path) -> dict[str, Any]:
    """Return what the model calls its own tokens; old packages do not say so."""
    path = folder / "model" / "config.json"
    config = json.loads(path.read_bytes()) if path.exists() else {}
    if not isinstance(config, dict):
        raise ValueError("its config.json is no object")
    return config


def _tokenizer(folder: Path, about: dict[str, Any]) -> Tokenizer:
    pieces = folder / "sentencepiece.model"
    if pieces.exists():
        return SentencePieces(pieces)
    return BytePairs(folder / "bpe.model", about["from_code"], about["to_code"])


class SentencePieces:
    """A SentencePiece model, with Argos Translate's way of making text of its pieces."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(path))

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a text, `▁` where a space was."""
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def knows(self, piece: str) -> bool:
        """Tell whether a piece is one of the vocabulary."""
        return bool(self._processor.piece_to_id(piece) != self._processor.unk_id())

    def places(self, text: str, pieces: Sequence[str]) -> list[Place]:  # noqa: ARG002  # as encoded
        """Return where in the text each piece stands, the space before it included."""
        found = self._processor.encode(text, return_type="offset_mapping")
        return [(start, end) for start, end in found["offsets"]]

    def decode(self, pieces: Sequence[str], source: str) -> tuple[str, list[Place]]:
        """Return the text of the pieces, and their places in it.

        A piece that is copied from the source keeps its `▁`, which is a space. So is, to Argos
        Translate, every underscore; here, only where the source has none.
        """
        if not pieces:
            return "", []
        found = self._processor.decode(list(pieces), return_type="offset_mapping")
        text = found["text"].replace("▁", " ")
        if "_" not in source:
            text = text.replace("_", " ")
        cut = text.startswith(" ")
        places = [(max(0, start - cut), max(0, end - cut)) for start, end in found["offsets"]]
        return text[cut:], places


class BytePairs:
    """Moses' tokenizer and byte pairs (`bpe.model`), as Argos Translate itself has them."""

    def __init__(self, path: Path, source: str, target: str) -> None:
        from argostranslate.tokenizer import BPETokenizer

        self._tokenizer = BPETokenizer(path, source, target)
        self._tokenizer.lazy_load()

    def encode(self, text: str) -> list[str]:
        """Return the pieces of a text, `@@` at the end of each that its word goes on after."""
        pieces: list[str] = self._tokenizer.encode(text)
        return [piece for piece in pieces if piece]

    def knows(self, piece: str) -> bool:  # noqa: ARG002  # it has merges, no vocabulary
        """Say yes, for want of knowledge."""
        return True

    def places(self, text: str, pieces: Sequence[str]) -> list[Place]:
        """Return where in the text each piece stands, as far as it is spelled there."""
        return _located(text, [piece.removesuffix("@@") for piece in pieces])

    def decode(self, pieces: Sequence[str], source: str) -> tuple[str, list[Place]]:  # noqa: ARG002
        """Return the text of the pieces, and their places in it."""
        text = str(self._tokenizer.decode(list(pieces)))
        text = text[text.startswith(" ") :]
        return text, self.places(text, pieces)


def _located(text: str, parts: Sequence[str]) -> list[Place]:
    """Find the parts in the text one after another; what is not there has a place of no width."""
    from html import unescape

    places: list[Place] = []
    cursor = 0
    for part in parts:
        plain = unescape(part)  # Moses writes `&apos;`
        start = text.find(plain, cursor, cursor + len(plain) + 8)
        end = start + len(plain)
        places.append((start, end) if start >= 0 else (cursor, cursor))
        cursor = end if start >= 0 else cursor
    return places


def fingerprint(folder: Path) -> str:
    """Return what tells this package's files from another's: 12 hexadecimal digits.

    The same files give the same, wherever and whenever they were unpacked. Of large files only
    samples are read. Raises `EngineError` when they cannot be read.
    """
    digest = hashlib.sha256()
    try:
        files = [*folder.glob("*.json"), *folder.glob("*.model"), *(folder / "model").glob("*")]
        for path in sorted(files):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
            with path.open("rb") as file:
                for sample in range(_SAMPLES):
                    file.seek(max(0, size - _SAMPLE) * sample // (_SAMPLES - 1))
                    digest.update(file.read(_SAMPLE))
    except OSError as error:
        raise EngineError(f"the Argos package in {folder} cannot be read: {error}") from error
    return digest.hexdigest()[:12]
