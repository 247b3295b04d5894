"""Which heads of a model align, and a model.bin that gives out the attention of these.

For each token of an answer CTranslate2 gives out the mean over the first `alignment_heads` heads of
the decoder's layer `alignment_layer`, both of them attributes in model.bin. Converters write there
what a model was trained to align with, and else the first head of the last layer, whatever that may
look at. Here other heads are chosen in a copy in memory; the package on disk stays as it is.

The promise: a changed copy computes what the original does. Heads change places with all of their
weights, so that only the order of a sum is another, which makes no difference in whole numbers; a
model that computes with others may differ in the last digit when heads have changed places.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_DEFAULTS = {(-1, 1), (-1, 0)}  # layer and number of heads that say nothing; 0 is all of them
_INT16 = 2  # CTranslate2's number of the type that its converters give to the two attributes
_INTEGERS = {1: "b", _INT16: "h", 3: "i"}
_LARGE = 64  # layers or heads; more are a sign that the file is not what it seems


@dataclass(frozen=True, slots=True)
class Heads:
    """Heads of a decoder layer whose mean attention aligns, all counted from 0.

    `later` is 1 where the attention to read for a token is that of the next one: a decoder reads a
    token while it says the next, and may only then look at what it came from. Otherwise it is 0.
    """

    layer: int
    heads: tuple[int, ...]
    later: int = 0


OWN = Heads(0, ())
"""Stands for the heads whose attention a model gives out as it is."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a model.bin: its shape, its type's number, `start:end` of its bytes."""

    shape: tuple[int, ...]
    kind: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The content of a model.bin, as `ctranslate2.specs.ModelSpec` writes it.

    `count` is where the number of variables stands, `end` where the last of them ends. `aliases`
    are further names of some variables.
    """

    data: bytes
    revision: int
    count: int
    end: int
    variables: dict[str, Variable]
    aliases: dict[str, str]

    @property
    def layers(self) -> int:
        """How many decoder layers look at the source."""
        names = (f"decoder/layer_{n}/attention/linear_1/weight" for n in range(_LARGE))
        return sum(name in self.variables or name in self.aliases for name in names)

    @property
    def heads(self) -> int:
        """How many heads a decoder layer has."""
        return self._number("num_heads", 8)

    @property
    def own(self) -> Heads:
        """The heads whose attention CTranslate2 gives out of the file as it is."""
        layer, count = self._named()
        return Heads(layer % self.layers, tuple(range(count or self.heads)))

    @property
    def guided(self) -> bool:
        """Tell whether the file names heads of its own, which the model was trained to align with.

        A converter that has nothing to name leaves the defaults; so does one that happens to have
        to name just these.
        """
        return self._named() not in _DEFAULTS

    def _named(self) -> tuple[int, int]:
        return self._number("alignment_layer", -1), self._number("alignment_heads", 1)

    def _number(self, name: str, default: int) -> int:
        variable = self.variables.get(self.attribute(name))
        if variable is None or variable.kind not in _INTEGERS:
            return default
        (value,) = struct.unpack(f"<{_INTEGERS[variable.kind]}", self.bytes_of(variable))
        return int(value)

    def attribute(self, name: str) -> str:
        """Return how an attribute of the decoder is called in this file."""
        return name if self.revision < 5 else f"decoder/{name}"

    def bytes_of(self, variable: Variable) -> bytes:
        """Return a variable's bytes."""
        return self.data[variable.start : variable.end]


def read_weights(data: bytes) -> Weights | None:
    """Take a model.bin apart; None for one of another kind than the transformers known here."""
    try:
        weights = _read(data)
        fits = weights.own.layer < weights.layers and 0 < weights.heads <= _LARGE
        return weights if fits and max(weights.own.heads) < weights.heads else None
    except (struct.error, UnicodeDecodeError, ArithmeticError, ValueError):
        return None


def _read(data: bytes) -> Weights:
    cursor = 0

    def number(kind: str) -> int:
        nonlocal cursor
        (value,) = struct.unpack_from(f"<{kind}", data, cursor)
        cursor += struct.calcsize(kind)
        return int(value)

    def name() -> str:
        nonlocal cursor
        size = number("H")
        cursor += size
        return data[cursor - size : cursor - 1].decode("utf-8")

    version = number("I")
    if version < 4 or not name().startswith("Transformer"):
        raise ValueError("it is of another kind, or older than any package of Argos Translate")
    revision = number("I")
    count = cursor
    variables: dict[str, Variable] = {}
    for _ in range(number("I")):
        called = name()
        shape = tuple(number("I") for _ in range(number("B")))
        kind = number("B")
        size = number("I")
        variables[called] = Variable(shape, kind, cursor, cursor + size)
        cursor += size
    end = cursor
    aliases = {name(): name() for _ in range(number("I"))}
    return Weights(data, revision, count, end, variables, aliases)


def has_heads(weights: Weights, heads: Heads) -> bool:
    """Tell whether the file has these heads, and can give them out."""
    first = heads.heads == tuple(range(len(heads.heads)))
    return (
        heads.layer < weights.layers
        and 0 < len(heads.heads) == len(set(heads.heads))
        and max(heads.heads) < weights.heads
        and (first or movable(weights, heads.layer))
        and heads.later in {0, 1}
    )


def movable(weights: Weights, layer: int) -> bool:
    """Tell whether the heads of a layer can change places."""
    scope = f"decoder/layer_{layer}/attention"
    found = [weights.variables.get(f"{scope}/linear_{n}/weight") for n in range(3)]
    shapes = [variable.shape if variable is not None else () for variable in found]
    width = shapes[2][1] if len(shapes[2]) == 2 else 0
    alike = shapes[:2] == [(width, width), (2 * width, width)]
    parts = [f"{scope}/linear_{n}/{part}" for n in range(3) for part in ("weight", "weight_scale")]
    parts += [f"{scope}/linear_{n}/bias" for n in range(2)]
    packed = any(f"{scope}/linear_{n}/weight_zero" in weights.variables for n in range(3))
    fits = bool(width) and alike and not packed and width % weights.heads == 0
    return fits and all(_is_free(weights, part) for part in parts)


def _is_free(weights: Weights, name: str) -> bool:
    """Tell whether a variable is nobody else's; zeros may be, which are the same in any order."""
    shared = {*weights.aliases, *weights.aliases.values()}
    variable = weights.variables.get(weights.aliases.get(name, name))
    return name not in shared or (variable is not None and not any(weights.bytes_of(variable)))


def giving(weights: Weights, wanted: Heads) -> bytes:
    """Return a model.bin that computes the same, and gives out the attention of these heads.

    Heads that are not the first ones of their layer must be `movable`.
    """
    changes: list[tuple[int, int, bytes]] = []
    if wanted.heads != tuple(range(len(wanted.heads))):
        rest = (head for head in range(weights.heads) if head not in wanted.heads)
        changes += _moved(weights, wanted.layer, (*wanted.heads, *rest))
    added = b""
    values = {"alignment_layer": wanted.layer, "alignment_heads": len(wanted.heads)}
    fresh = 0
    for name, value in values.items():
        called = weights.attribute(name)
        variable = weights.variables.get(called)
        if variable is not None and variable.kind in _INTEGERS:
            packed = struct.pack(f"<{_INTEGERS[variable.kind]}", value)
            changes.append((variable.start, variable.end, packed))
        else:
            spelt = called.encode() + b"\0"
            added += struct.pack("<H", len(spelt)) + spelt
            added += struct.pack("<BBIh", 0, _INT16, 2, value)
            fresh += 1
    if fresh:
        (count,) = struct.unpack_from("<I", weights.data, weights.count)
        changes.append((weights.count, weights.count + 4, struct.pack("<I", count + fresh)))
        changes.append((weights.end, weights.end, added))
    return _changed(weights.data, changes)


def _moved(weights: Weights, layer: int, order: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """Return the changes that put the heads of a layer into another order.

    The rows of a head's queries, keys and values move with it, and the columns that they are
    multiplied with on their way out.
    """
    import numpy as np

    changes: list[tuple[int, int, bytes]] = []
    scope = f"decoder/layer_{layer}/attention"
    width = weights.variables[f"{scope}/linear_2/weight"].shape[1]
    rows = np.arange(width).reshape(len(order), -1)[list(order)].ravel()
    for linear, places in ((0, rows), (1, np.concatenate([rows, rows + width]))):
        for part in ("weight", "weight_scale", "bias"):
            variable = weights.variables.get(f"{scope}/linear_{linear}/{part}")
            if variable is not None and variable.shape[:1] == places.shape:
                found = np.frombuffer(weights.bytes_of(variable), np.uint8)
                moved = found.reshape(len(places), -1)[places]
                changes.append((variable.start, variable.end, moved.tobytes()))
    variable = weights.variables[f"{scope}/linear_2/weight"]
    found = np.frombuffer(weights.bytes_of(variable), np.uint8)
    moved = found.reshape(variable.shape[0], width, -1)[:, rows]
    changes.append((variable.start, variable.end, moved.tobytes()))
    return changes


def _changed(data: bytes, changes: Sequence[tuple[int, int, bytes]]) -> bytes:
    out: list[bytes] = []
    cursor = 0
    for start, end, new in sorted(changes):
        out += [data[cursor:start], new]
        cursor = end
    return b"".join([*out, data[cursor:]])
