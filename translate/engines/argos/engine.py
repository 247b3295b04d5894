"""Argos Translate's packages, decoded on `ctranslate2.Translator` directly.

`argostranslate.translate` imports torch, stanza and spaCy, splits sentences a second time and
translates a paragraph a call. Here everything goes into large token batches, as many at a time as
there are cores, with Argos's own settings of the search; so the drafts are Argos's own.
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from translate.engines import packages
from translate.engines.argos import calibration
from translate.engines.argos.heads import OWN
from translate.engines.argos.model import Model, fingerprint, load
from translate.engines.argos.search import (
    BEAM,
    WIDE_BEAM,
    Answer,
    Request,
    answers,
    has_unknown,
    settings,
    submit,
)
from translate.engines.argos.text import Job, ask, draft
from translate.errors import EngineError, LanguageError, ModelError
from translate.languages import canonical
from translate.model import Draft, Finding, SpannedText

_BATCH = 512  # tokens of a batch: 256 take a tenth longer, 1,024 and 2,048 are no faster
_LEAST = 64  # of a small job's batches, so that every core gets some
_AHEAD = 2  # batches under way or waiting, for each core: none is ever idle, and Ctrl-C not slow
_WINDOW = 2048  # texts that are sorted by length together; bounds the memory

# oneDNN's float products take another way from these lengths on (16 and 101 places, end mark
# included). Padded across such a border, one text in five changes in its last digits, and one in
# a hundred in its words. Within them a draft is the same whatever stands beside it in its batch.
_BORDERS = (15, 100)

_PLACING = "3"  # part of the version: raise it when spans come to be placed in another way


class Argos:
    """The engine of Argos Translate's packages.

    `package_dirs` are the folders that hold a folder for each package, by default where Argos
    Translate has its own. Models are loaded when they are first used, and stay. When a package
    first gets a text with spans, it is found out which of its attention heads align best.
    """

    name = "argos"
    neural = True

    def __init__(self, package_dirs: Sequence[Path] | None = None) -> None:
        self._folders = package_dirs
        self._shelves: dict[Path, _Shelf] = {}
        self._beam = BEAM

    def wider(self) -> Argos:
        """Return the engine with a wider search: slower, for texts whose drafts were no good."""
        wide = Argos(self._folders)
        wide.name = f"{self.name} wide"
        wide._shelves, wide._beam = self._shelves, WIDE_BEAM
        return wide

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs for which a package is installed that is whole, as far as its folder shows."""
        return frozenset(_by_pair(self._survey()[0]))

    def problems(self) -> list[Finding]:
        """The packages that are broken, and therefore passed over."""
        return self._survey()[1]

    def version(self, source: str, target: str) -> str:
        """The package's version, with a fingerprint of its files and of how they are used here."""
        package, how = self._package(source, target), settings(self._beam)
        return f"{package.version}, {fingerprint(_folder(package))}, {how}, {_PLACING}"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        """Yield one draft a text, in the order of the batch, as they become ready.

        A text without words comes back as it is. Raises `EngineError` when there is no package for
        the pair, when it is broken, and when it fails.
        """
        package = self._package(source, target)
        folder = _folder(package)
        if folder not in self._shelves:
            shelf = _Shelf(folder, (package.source, package.target), _cores())
            shelf.plain()  # so that a broken package is an error now
            self._shelves[folder] = shelf
        return _translate(self._shelves[folder], batch, self._beam)

    def _survey(self) -> tuple[list[packages.Package], list[Finding]]:
        try:
            return packages.survey(self._folders)
        except ModelError as error:
            return [], [Finding("Argos Translate", 0, f"{error}: {error.hint}")]

    def _package(self, source: str, target: str) -> packages.Package:
        found, problems = self._survey()
        pair = (canonical(source), canonical(target))
        package = _by_pair(found).get(pair)
        if package is None:
            broken = [f"{problem.path}: {problem.message}" for problem in problems]
            ways = [*broken, f"translate models install argos {pair[0]} {pair[1]}"]
            raise EngineError(
                f"no Argos package for {pair[0]}→{pair[1]} is installed", hint="\n".join(ways)
            )
        return package


def _by_pair(found: Sequence[packages.Package]) -> dict[tuple[str, str], packages.Package]:
    """Return the newest package of each pair, but for languages that CLDR does not know."""
    best: dict[tuple[str, str], packages.Package] = {}
    for package in sorted(found, key=lambda package: packages.age(package.version)):
        try:
            best[canonical(package.source), canonical(package.target)] = package
        except LanguageError:
            continue
    return best


def _folder(package: packages.Package) -> Path:
    assert package.path is not None  # noqa: S101  # an installed package has a folder
    return package.path


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@dataclass(slots=True)
class _Shelf:
    """A package's model: at first as it is, then with the attention that aligns best."""

    folder: Path
    languages: tuple[str, str]
    cores: int
    model: Model | None = None

    def plain(self) -> Model:
        """Return the model; what it says is good, what it looks at perhaps not."""
        if self.model is None:
            heads = calibration.known(self.folder)
            self.model = load(self.folder, self.cores, heads)
        return self.model

    def aligning(self) -> Model:
        """Return the model with the attention that aligns best, and keep only that one."""
        model = self.plain()
        if model.heads is None:
            heads = calibration.chosen(self.folder, model, self.languages, self.cores)
            same = heads == OWN
            model = replace(model, heads=OWN) if same else load(self.folder, self.cores, heads)
            self.model = model
        return model


@dataclass(frozen=True, slots=True)
class _Batch:
    """Parts that are decoded together: each with its job, and its number in it."""

    members: list[tuple[Job, int]]

    def pieces(self) -> list[list[str]]:
        return [job.parts[number].pieces for job, number in self.members]


def _translate(shelf: _Shelf, batch: Sequence[SpannedText], beam: int) -> Iterator[Draft]:
    """Keep the cores busy with the next batches while the drafts of the last one are given away."""
    ready: dict[int, Draft] = {}
    heard: dict[int, dict[int, list[Answer]]] = defaultdict(dict)
    model = shelf.plain()
    batches = _batches(model, batch, shelf.cores, ready)
    pending: deque[tuple[_Batch, Request]] = deque()
    for index in range(len(batch)):
        while index not in ready:
            for group in islice(batches, _AHEAD * shelf.cores - len(pending)):
                pending.append((group, _submit(shelf, group, beam)))
            if index in ready:
                break
            group, request = pending.popleft()
            for (job, number), found in zip(group.members, _heard(shelf, request), strict=True):
                heard[job.index][number] = found
                if len(heard[job.index]) == len(job.parts):
                    parts = heard.pop(job.index)
                    ready[job.index] = draft(model, job, [parts[n] for n in range(len(parts))])
        yield ready.pop(index)


def _submit(shelf: _Shelf, group: _Batch, beam: int) -> Request:
    model, pieces = shelf.plain(), group.pieces()
    # Attention matters for spans, and for what may have to be copied.
    heeded = [
        bool(job.text.spans) or not all(map(model.tokenizer.knows, said))
        for (job, _), said in zip(group.members, pieces, strict=True)
    ]
    return submit(shelf.aligning() if any(heeded) else model, pieces, heeded, beam)


def _heard(shelf: _Shelf, request: Request) -> list[list[Answer]]:
    """Return the answers to a batch; where any word is to be copied, by the best attention."""
    if request.model.heads is None and has_unknown(request):
        every = [True] * len(request.sources)
        request = submit(shelf.aligning(), request.sources, every, request.beam)
    return answers(request)


def _batches(
    model: Model, batch: Sequence[SpannedText], cores: int, ready: dict[int, Draft]
) -> Iterator[_Batch]:
    """Yield what is decoded together, window by window; put into `ready` what has no words."""
    for begin in range(0, len(batch), _WINDOW):
        jobs: list[Job] = []
        for index, text in enumerate(batch[begin : begin + _WINDOW], begin):
            asked = ask(model, index, text)
            if asked is None:
                ready[index] = Draft(text)
            else:
                jobs.append(asked)
        yield from _cut(jobs, cores)


def _cut(jobs: Sequence[Job], cores: int) -> list[_Batch]:
    """Cut a window into batches of like length, in the order of the first text of each."""
    parts = [(job, number) for job in jobs for number in range(len(job.parts))]
    lengths = {(job.index, n): len(job.parts[n].pieces) for job, n in parts}
    parts.sort(key=lambda part: -lengths[part[0].index, part[1]])
    limit = max(_LEAST, min(_BATCH, sum(lengths.values()) // (_AHEAD * cores)))
    groups: list[list[tuple[Job, int]]] = []
    longest = 0
    for job, number in parts:
        length = lengths[job.index, number]
        if (
            not groups
            or (len(groups[-1]) + 1) * longest > limit
            or any(length < border <= longest for border in _BORDERS)
        ):
            groups.append([])
            longest = length
        groups[-1].append((job, number))
    groups.sort(key=lambda group: min(job.index for job, _ in group))
    return [_Batch(group) for group in groups]
