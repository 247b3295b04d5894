"""Which of a million texts may resemble this one: an inverted index of character n-grams.

A block indexes some 250,000 texts. Its texts are numbered (`ordinals`) by length, the shortest
first, so that the texts of fitting length are one range of ordinals. A gram is hashed into one of
the block's buckets; a bucket lists the ordinals of the texts that have such a gram. A look-up
reads the buckets of the query's rarest grams and counts how often each ordinal is seen: a text
that is at least 75 % alike shares many grams with the query, even rare ones, and hardly another
does. What comes out are candidates, to be compared in earnest.

Texts are compared by runs of four characters; short ones, of which an edit destroys too many
runs, and scripts without letters (Chinese, Japanese, Korean) by pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]

# A query of up to _SHORT characters looks up pairs. At 75 % the longer of two texts has at most
# 5/3 of the characters of the shorter one: 2·min/(a+b) ≥ 0.75.
_SHORT = 20
_LONGEST_FOR_SHORT = _SHORT * 5 // 3
_SHORTEST_FOR_LONG = (_SHORT + 1) * 3 // 5
_WIDE = 0x2E80  # from here on Unicode has the scripts in which a character is a word or a syllable

_CHUNK = 1 << 20  # characters that are hashed and sorted at a time
_BUCKET = 64  # ordinals in a bucket, about, when the number of buckets is chosen
_MOST_GRAMS = 40  # that are looked up; of a longer text, the rarest of each stretch
_FEWEST_GRAMS = 8  # that are looked up, however common they are
_BUDGET = 300_000  # ordinals read in one look-up
# The share of the query's rare grams that a candidate must have.
_SHARE_OF_PAIRS, _SHARE_OF_RUNS = 0.3, 0.15


@dataclass(frozen=True, slots=True)
class Block:
    """What is kept in memory of a block: `ids` and `lengths` by ordinal, `sizes` by bucket."""

    key: int
    ids: Numbers
    lengths: Numbers
    sizes: Numbers


@dataclass(frozen=True, slots=True)
class Query:
    """A text to look for: its length in characters and the hashes of its grams, in their order."""

    length: int
    hashes: Numbers


def query(text: str) -> Query:
    """Return what `candidates` wants to know of a text."""
    _, hashes = _hashed([text], 2 if len(text) <= _SHORT else 4)
    return Query(len(text), hashes)


def build(key: int, texts: Sequence[tuple[int, str]]) -> tuple[Block, Iterator[tuple[int, bytes]]]:
    """Return a block of (id, text) pairs, and its buckets that are not empty, by number."""
    ordered = sorted(texts, key=lambda pair: (len(pair[1]), pair[0]))
    lengths = np.array([len(text) for _, text in ordered], np.uint32)
    bits = max(4, (int(lengths.sum()) // _BUCKET).bit_length())
    chunks: list[Numbers] = []
    counts: list[Numbers] = []
    for start, end in _chunks(lengths):
        ordinals, sizes = _sorted_ordinals([text for _, text in ordered[start:end]], start, bits)
        chunks.append(ordinals)
        counts.append(sizes)
    sizes = np.sum(counts, axis=0, dtype=np.uint32)
    ends = np.cumsum(sizes, dtype=np.int64)
    cursor = ends - sizes
    postings = np.empty(int(ends[-1]), np.uint32)
    for ordinals, share in zip(chunks, counts, strict=True):
        first = np.cumsum(share, dtype=np.int64) - share
        postings[np.repeat(cursor - first, share) + np.arange(len(ordinals))] = ordinals
        cursor += share
    ids = np.array([number for number, _ in ordered], np.uint32)
    return Block(key, ids, lengths, sizes), _buckets(postings, sizes, ends)


def _buckets(
    postings: Numbers, sizes: Numbers, ends: NDArray[np.int64]
) -> Iterator[tuple[int, bytes]]:
    for bucket in np.flatnonzero(sizes).tolist():
        end = int(ends[bucket])
        yield bucket, postings[end - int(sizes[bucket]) : end].tobytes()


def _chunks(lengths: Numbers) -> Iterator[tuple[int, int]]:
    """Cut the texts into runs of about as many characters each."""
    start = total = 0
    for index, length in enumerate(lengths.tolist()):
        total += length
        if total >= _CHUNK:
            yield start, index + 1
            start, total = index + 1, 0
    if start < len(lengths):
        yield start, len(lengths)


def _sorted_ordinals(texts: Sequence[str], first: int, bits: int) -> tuple[Numbers, Numbers]:
    """Return the ordinals of the texts' grams, bucket by bucket, and the sizes of the buckets."""
    short = sum(len(text) <= _LONGEST_FOR_SHORT for text in texts)  # they come first
    skipped = sum(len(text) < _SHORTEST_FOR_LONG for text in texts)
    keys = []
    for part, begin, width in ((texts[:short], first, 2), (texts[skipped:], first + skipped, 4)):
        places, hashes = _hashed(part, width)
        buckets = (hashes >> np.uint32(32 - bits)).astype(np.uint64)
        keys.append((buckets << np.uint64(32)) | (places + np.uint32(begin)))
    key = np.sort(np.concatenate(keys))
    key = key[np.concatenate(([True], key[1:] != key[:-1]))] if len(key) else key
    sizes = np.bincount((key >> np.uint64(32)).astype(np.int64), minlength=1 << bits)
    return (key & np.uint64(0xFFFFFFFF)).astype(np.uint32), sizes.astype(np.uint32)


def _hashed(texts: Sequence[str], width: int) -> tuple[Numbers, Numbers]:
    """Return for each gram of the texts the text's position and the gram's hash.

    A gram has `width` characters, 2 or 4. The beginning and the end of a text count as a
    character each.
    """
    whole = "".join(f"\1{text}\1" for text in texts) + "\0\0\0"
    chars = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    count = len(chars) - 3
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) + 2 for text in texts])
    owner = np.concatenate((owner, np.full(3, 0xFFFFFFFF, np.uint32)))
    hashes, valid = _hash(chars, 2, count), owner[:count] == owner[1 : count + 1]
    if width == 4:
        wide = chars[:count] >= _WIDE
        hashes = np.where(wide, hashes, _hash(chars, 4, count))
        valid = np.where(wide, valid, owner[:count] == owner[3:])
    return owner[:count][valid], hashes[valid]


def _hash(chars: Numbers, width: int, count: int) -> Numbers:
    """Hash the `width` characters that begin at each place; any hash will do that spreads well."""
    mixed = np.full(count, width * 0x165667B1, np.uint32)
    for offset in range(width):
        mixed ^= chars[offset : offset + count] * np.uint32(0x85EBCA77)
        mixed *= np.uint32(0x9E3779B1)
        mixed ^= mixed >> np.uint32(15)
    return mixed


def candidates(
    block: Block,
    wanted: Query,
    least: float,
    share: float,
    read: Callable[[list[int]], list[bytes]],
) -> tuple[Numbers, NDArray[np.float64]]:
    """Return the ids of the texts of a block that may resemble a text, with a guess at how much.

    Guesses only compare with one another. `least` is the similarity (0 to 1) that is asked for,
    `share` the block's part (0 to 1) of all that is searched, `read` gives the contents of
    buckets by their numbers, in any order.
    """
    shortest, longest = reach(wanted.length, least)
    bounds = np.array([shortest, longest + 1], np.uint32)
    low, high = bounds = block.lengths.searchsorted(bounds).astype(np.uint32)
    chosen = _rarest(block, wanted, int(_BUDGET * share))
    parts = [np.frombuffer(data, np.uint32) for data in read(chosen)] if low < high else []
    parts = [part[slice(*part.searchsorted(bounds).tolist())] for part in parts]
    if not parts:
        return np.empty(0, np.uint32), np.empty(0)
    counts = np.bincount(np.concatenate(parts) - low)
    share_needed = _SHARE_OF_PAIRS if wanted.length <= _SHORT else _SHARE_OF_RUNS
    seen = np.flatnonzero(counts >= max(1, int(share_needed * len(chosen))))
    guesses = counts[seen] / len(chosen) / (wanted.length + block.lengths[seen + low])
    return block.ids[seen + low], guesses


def reach(length: int, least: float) -> tuple[int, int]:
    """Return how short and how long a text can be that is alike to the degree `least`."""
    ratio = (2 - least) / least  # from 2·min/(a+b) ≥ least
    return ceil(length / ratio - 1e-9), floor(length * ratio + 1e-9)


def _rarest(block: Block, wanted: Query, budget: int) -> list[int]:
    """Return the buckets to look into: the smallest ones, from all over the text."""
    bits = len(block.sizes).bit_length() - 1
    buckets = wanted.hashes >> np.uint32(32 - bits)
    if len(buckets) > _MOST_GRAMS:
        stretch = -(-len(buckets) // _MOST_GRAMS)
        padded = np.resize(buckets, (-(-len(buckets) // stretch), stretch))
        best = np.argmin(block.sizes[padded], axis=1)
        buckets = padded[np.arange(len(padded)), best]
    buckets = np.unique(buckets)
    buckets = buckets[np.argsort(block.sizes[buckets], kind="stable")]
    total = np.cumsum(block.sizes[buckets])
    chosen: list[int] = buckets[: max(_FEWEST_GRAMS, np.searchsorted(total, budget))].tolist()
    return chosen
