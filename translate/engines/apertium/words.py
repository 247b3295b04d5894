"""What Apertium's dictionary takes for one word: names in one piece, and phrases of many words.

Both are asked of the first stage of a pair, `lt-proc` with the analyser, for many texts at once.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Sequence

from translate.engines.apertium.process import data_files, environment
from translate.engines.apertium.stream import Place, escape

COMPOUND = re.compile(
    r"(?<![\w-])[A-ZÀ-Ý]\w*(?:-[a-zà-ÿ]+)*(?:-[A-ZÀ-Ý]\w*)+(?![\w-])"
    r"|(?<=[\w,] )[A-ZÀ-Ý]\w*(?:-\w+)+(?![\w-])"
)
"""Compound names: the last part has a capital, or the first one has it within a sentence."""

WORD = re.compile(r"(?<![\w-])[A-ZÀ-Ý][a-zà-ÿœ]+(?![\w-])")
"""Words of one piece that begin with a capital."""

_WITHIN = re.compile(rf"(?<![\w'’-])[^\W\d_]+(?:,? |['’])(?=({WORD.pattern}))")
_ANY = re.compile(r"[^\W\d_]{2,}")
_READING = re.compile(r"\^((?:[^\\/$]|\\.)+)/(?:[^\\$]|\\.)*\$")


def strange_names(texts: Iterable[str], mode: str) -> frozenset[str]:
    """Return the names that the dictionary lacks, and that it would translate as other words.

    "Jong-un" must not become "Jong-uno", nor "Élise" a form of "élire". A compound stays as it is
    unless it is an entry of its own, or each of its parts is a proper name ("Rhénanie-Palatinat").
    """
    return _strange_compounds(texts, mode) | _verbs(texts, mode)


def _verbs(texts: Iterable[str], mode: str) -> frozenset[str]:
    """Return the names that the dictionary knows as forms of verbs alone: "Élise", "Calais".

    A capital within a sentence says that they are names, unless most words there have one.
    """
    words = sorted(
        {name for text in texts if not _is_title(text) for name in _WITHIN.findall(text)}
    )
    answers = analysed([f"{word}.[]" for word in words], mode)
    return frozenset(w for w, answer in zip(words, answers, strict=False) if _is_verb(answer))


def _is_title(text: str) -> bool:
    words = _ANY.findall(text)[1:]
    return 2 * sum(1 for word in words if word[0].isupper()) > len(words)


def _is_verb(answer: str) -> bool:
    """Tell whether all that the dictionary knows of a word is that it is a verb."""
    word = answer.partition("$")[0]
    kinds = [reading.partition("<")[2] for reading in word.split("/")[1:]]
    return bool(kinds) and all(kind.startswith("vb") for kind in kinds)


def _strange_compounds(texts: Iterable[str], mode: str) -> frozenset[str]:
    found = sorted({match.group() for text in texts for match in COMPOUND.finditer(text)})
    asked = [piece for name in found for piece in (name, *name.split("-"))]
    answers = iter(analysed([f"{piece}.[]" for piece in asked], mode))
    strange = set()
    for name in found:
        whole = next(answers, None)
        parts = [next(answers, "") for _ in name.split("-")]
        if whole is None:
            continue
        entry = whole.casefold().startswith(f"^{name}/".casefold()) and "/*" not in whole
        if not entry and not all("<np>" in part for part in parts):
            strange.add(name)
    return frozenset(strange)


def units(sentences: Sequence[str], mode: str) -> list[tuple[Place, ...]]:
    """Return for each sentence what the dictionary takes for one word each, as (start, end).

    "À cause de" is one, and so is what it does not know. They are in order and apart. A sentence
    for which the dictionary gives no answer that makes sense has none.
    """
    answers = analysed([f"[[0]]{escape(sentence)}[[/]]." for sentence in sentences], mode)
    if len(answers) != len(sentences):
        return [()] * len(sentences)
    return [_places(*pair) for pair in zip(sentences, answers, strict=True)]


def _places(sentence: str, answer: str) -> tuple[Place, ...]:
    sent = escape(sentence)
    found: list[Place] = []
    at = 0
    for match in _READING.finditer(answer[: answer.rfind("[[/]]")]):
        surface = re.sub(r"\\(.)", r"\1", match.group(1))
        start = sent.find(surface, at)
        if start < 0:
            return ()
        at = start + len(surface)
        found.append((start, at))
    return tuple(found)


def analysed(streams: Sequence[str], mode: str) -> list[str]:
    """Return what the analyser of a pair makes of each stream, or nothing where there is none."""
    dictionary = next((p for p in data_files(mode) if p.name.endswith(".automorf.bin")), None)
    if not streams or dictionary is None:
        return []
    done = subprocess.run(
        ["lt-proc", "-z", str(dictionary)],
        input="".join(f"{stream}\0" for stream in streams).encode(errors="replace"),
        capture_output=True,
        check=False,
        env=environment(),
    )
    return done.stdout.decode(errors="replace").split("\0")[: len(streams)]
