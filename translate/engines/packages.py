"""Argos packages: what is on disk, what the index offers, and the safe way from one to the other.

A package is data: nothing in it is run, imported or unpickled here.

The invariant of every change: at any moment, and after any interruption, the packages folder holds
a package whole, in its old or its new version, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.engines import archive, disk, transfer
from translate.errors import LanguageError, ModelError
from translate.files import sync_folder
from translate.languages import canonical
from translate.model import Finding

if TYPE_CHECKING:
    from packaging.version import Version

MAX_INDEX = 16 << 20
MAX_DOWNLOAD = 4 << 30

_CODE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Package:
    """A package for one direction, on disk (`path`, `size` in bytes) or on offer (`links`).

    `source` and `target` are BCP 47 tags. `checksum` is the SHA-256 that the index publishes, in
    hexadecimal; `name` is the folder's name on disk, the package's code in the index.
    """

    source: str
    target: str
    version: str
    path: Path | None
    size: int | None
    links: tuple[str, ...]
    checksum: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Store:
    """Where packages lie and where they come from.

    `folders` are searched in order, and a new package goes into the first; `index` is the copy of
    what `index_url` serves; `timeout` is in seconds, for every single answer of a server.
    """

    folders: tuple[Path, ...]
    index: Path
    downloads: Path
    index_url: str
    timeout: float = 30.0


def default_store() -> Store:
    """Return the folders and the index of Argos Translate's own settings.

    Those come from its environment variables and its settings.json, read once in a process;
    reading them makes Argos Translate's folders. Raises `ModelError` when it cannot.
    """
    try:
        from argostranslate import settings
    except (OSError, ValueError, LookupError, AssertionError) as error:
        raise ModelError("Argos Translate's settings cannot be read", hint=str(error)) from error
    return Store(
        folders=tuple(settings.package_dirs),
        index=settings.local_package_index,
        downloads=settings.downloads_dir,
        index_url=settings.remote_package_index,
    )


def tag(code: str) -> str:
    """Return a package's language code as a BCP 47 tag, or as it is where CLDR does not know it."""
    try:
        return canonical(code)
    except LanguageError:
        return code


# What is on disk


def installed(folders: Iterable[Path] | None = None) -> list[Package]:
    """Return the whole packages in the folders; see `survey` for the broken ones."""
    return survey(folders)[0]


def survey(folders: Iterable[Path] | None = None) -> tuple[list[Package], list[Finding]]:
    """Return the whole packages in the folders, and one finding for every broken one.

    Opens no model, changes nothing, and passes over packages that translate nothing (sentence
    splitters) and over hidden folders.
    """
    packages: list[Package] = []
    findings: list[Finding] = []
    for folder in default_store().folders if folders is None else folders:
        try:
            inside = sorted(path for path in folder.iterdir() if path.is_dir())
        except FileNotFoundError:
            continue
        except OSError as error:
            findings.append(Finding(str(folder), 0, f"cannot be read: {error.strerror}"))
            continue
        for path in inside:
            if path.name.startswith("."):
                continue
            try:
                packages.extend(filter(None, [_read(path)]))
            except (ModelError, OSError) as error:
                findings.append(Finding(str(path), 0, str(error)))
    return packages, findings


def _read(folder: Path) -> Package | None:
    """Read the package in a folder, None if it is no translation; `ModelError` if it is broken."""
    try:
        about = _json((folder / "metadata.json").read_bytes())
    except FileNotFoundError:
        raise ModelError("The package lacks metadata.json") from None
    except (OSError, ModelError) as error:
        raise ModelError(f"The package's metadata.json cannot be read: {error}") from error
    if not isinstance(about, dict):
        raise ModelError("The package's metadata.json is no JSON object")
    if about.get("type", "translate") != "translate":
        return None
    pair = _pair(about)
    if pair is None:
        raise ModelError("The package's metadata.json names no from_code and to_code")
    for wanted in (["model/model.bin"], ["sentencepiece.model", "bpe.model"]):
        if not any(disk.filled(folder / name) for name in wanted):
            raise ModelError(f"The package lacks {' or '.join(wanted)}")
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    version = str(about.get("package_version", ""))
    return Package(*pair, version, folder, size, (), None, folder.name)


def _pair(about: dict[str, Any]) -> tuple[str, str] | None:
    codes = [about.get("from_code"), about.get("to_code")]
    tags = [tag(code) for code in codes if isinstance(code, str) and _CODE.fullmatch(code)]
    return (tags[0], tags[1]) if len(tags) == 2 else None


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"it is no JSON ({error})") from error


def age(version: str) -> tuple[bool, Version]:
    """Return what sorts versions from old to new; what is no version counts as oldest."""
    from packaging.version import InvalidVersion, Version

    try:
        return True, Version(version)
    except InvalidVersion:
        return False, Version("0")


# The index


def fetch_index(store: Store | None = None) -> list[Package]:
    """Download the index, keep the copy that Argos Translate reads too, and return its packages.

    Raises `ModelError` when the index cannot be fetched or is none; the copy is then as it was.
    """
    store = store or default_store()
    body = transfer.fetch(store.index_url, MAX_INDEX, store.timeout)
    packages = _parse_index(body, store.index_url)
    try:
        store.index.parent.mkdir(parents=True, exist_ok=True)
        with disk.staging(store.index.parent) as stage:
            disk.write(stage / "index.json", body)
            (stage / "index.json").replace(store.index)
            sync_folder(store.index.parent)
    except OSError as error:
        raise ModelError(f"The index cannot be kept: {error}") from error
    return packages


def read_index(store: Store | None = None) -> list[Package]:
    """Return the packages of the copy that `fetch_index` kept, without the network; none if none.

    Raises `ModelError` when the copy is broken.
    """
    store = store or default_store()
    try:
        return _parse_index(store.index.read_bytes(), str(store.index))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ModelError(f"The copy of the index cannot be read: {error}") from error


def _parse_index(body: bytes, origin: str) -> list[Package]:
    try:
        entries = _json(body)
        if not isinstance(entries, list):
            raise ModelError("it is no JSON list")
    except ModelError as error:
        raise ModelError(f"What {origin} holds is no index of packages: {error}") from error
    return [package for entry in entries if (package := _offer(entry)) is not None]


def _offer(entry: object) -> Package | None:
    """Read one entry of the index; None for what translates nothing or leads nowhere."""
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    pair, links = _pair(entry), entry.get("links")
    if pair is None or not isinstance(links, list):
        return None
    checksum = entry.get("sha256", entry.get("checksum"))
    size = entry.get("size")
    name = entry.get("code") or f"translate-{entry['from_code']}_{entry['to_code']}"
    return Package(
        *pair,
        version=str(entry.get("package_version", "")),
        path=None,
        size=size if isinstance(size, int) else None,
        links=tuple(link for link in links if isinstance(link, str)),
        checksum=None if checksum is None else str(checksum),
        name=str(name),
    )


# Install and remove


def install(
    source: str,
    target: str,
    *,
    store: Store | None = None,
    progress: transfer.Progress | None = None,
) -> Package:
    """Install the newest package for a pair of languages from the index, and return it.

    Tries the package's links in order. A version that is on disk already is returned without a
    download; older ones go once the new one is in place, whatever their folder's name, because
    Argos Translate would use any of them. Raises `ModelError` when there is no package or it
    cannot be had; then nothing was changed.
    """
    store = store or default_store()
    pair = (tag(source), tag(target))
    offers = fetch_index(store)
    fitting = [offer for offer in offers if (offer.source, offer.target) == pair]
    if not fitting:
        hint = nearest([(offer.source, offer.target) for offer in offers], *pair)
        raise ModelError(f"The index has no package for {'→'.join(pair)}", hint=hint)
    offer = max(fitting, key=lambda package: age(package.version))
    there = [have for have in installed(store.folders) if (have.source, have.target) == pair]
    newest = max(there, key=lambda package: age(package.version), default=None)
    if newest is not None and age(newest.version) >= age(offer.version):
        return newest
    package = _install_offer(offer, store, progress)
    for have in there:
        if have.path and have.path.parent == store.folders[0] and have.name != package.name:
            disk.discard(have.path, disk.beside(store.folders[0].resolve()))
    return package


def _install_offer(offer: Package, store: Store, progress: transfer.Progress | None) -> Package:
    failures: list[ModelError] = []
    for link in offer.links:
        try:
            return _install_link(offer, link, store, progress)
        except ModelError as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    raise ModelError(
        f"No link of {offer.name} {offer.version} gave the package, so nothing was changed",
        hint="\n".join(map(str, failures)),
    )


def _install_link(
    offer: Package, link: str, store: Store, progress: transfer.Progress | None
) -> Package:
    # The link is in the name, so that one link's half is never continued with another's.
    digest = hashlib.sha256(link.encode("utf-8", "replace")).hexdigest()[:8]
    name = re.sub(r"[^\w.-]", "_", f"{offer.name}-{offer.version}-{digest}.argosmodel.part")
    part = store.downloads / name
    transfer.download(link, part, MAX_DOWNLOAD, store.timeout, progress)
    try:
        pair = (offer.source, offer.target)
        return install_file(part, store.folders[0], offer.checksum, pair=pair)
    finally:
        part.unlink(missing_ok=True)


def nearest(pairs: Iterable[tuple[str, str]], source: str, target: str) -> str:
    """Return a hint, on lines, for a pair that is not on offer: the way over English, the rest."""
    pairs = list(pairs)
    onward = {onto for start, onto in pairs if start == source}
    inward = {start for start, onto in pairs if onto == target}
    lines = [
        f"Over English: install {source}→en and en→{target}." if "en" in onward & inward else "",
        f"From {source} there is: {', '.join(sorted(onward))}." if onward else "",
        f"To {target} there is: {', '.join(sorted(inward))}." if inward else "",
    ]
    return "\n".join(filter(None, lines)) or f"Nothing leads from {source} or to {target}."


def install_file(
    path: Path,
    into: Path | None = None,
    checksum: str | None = None,
    *,
    pair: tuple[str, str] | None = None,
) -> Package:
    """Install a package file (`.argosmodel`, a zip), whole or not at all, and return the package.

    Takes the place of a package of the same folder name only when the new one is complete on disk.
    Raises `ModelError`, with nothing changed, when the file is none, has not this SHA-256
    `checksum`, is not for this `pair` of tags, would write outside its one folder, hides a link or
    a bomb, lacks a part, or cannot be written.
    """
    into = default_store().folders[0] if into is None else into
    try:
        with path.open("rb") as file:
            if checksum is not None:
                transfer.verify(file, checksum, path.name)
            with zipfile.ZipFile(file) as opened:
                top = archive.checked(opened, path.stat().st_size)
                into.mkdir(parents=True, exist_ok=True)
                into = into.resolve()
                with disk.staging(disk.beside(into)) as stage:
                    archive.unpack(opened, stage)
                    package = _accept(stage / top, pair)
                    disk.put_in_place(stage / top, into / top, stage / "before")
    except archive.NO_ZIP as error:
        why = str(error) or "it ends too early"
        raise ModelError(f"{path.name} is no whole package file: {why}") from error
    except OSError as error:
        raise ModelError(f"{path.name} cannot be installed: {error}") from error
    return replace(package, path=into / top)


def _accept(folder: Path, pair: tuple[str, str] | None) -> Package:
    package = _read(folder)
    if package is None:
        raise ModelError("The package translates nothing")
    if pair is not None and (package.source, package.target) != pair:
        raise ModelError(
            f"The package is for {package.source}→{package.target}, not for {'→'.join(pair)}"
        )
    return package


def remove(source: str, target: str, folders: Iterable[Path] | None = None) -> list[Path]:
    """Remove every package for a pair of languages from the folders; return what was removed.

    A linked package loses its link alone. Raises `ModelError` when there is none or it resists.
    """
    packages = installed(folders)
    paths = [
        package.path
        for package in packages
        if package.path and (package.source, package.target) == (tag(source), tag(target))
    ]
    if not paths:
        there = ", ".join(f"{package.source}→{package.target}" for package in packages)
        raise ModelError(
            f"No package for {tag(source)}→{tag(target)} is installed",
            hint=f"Installed: {there}." if there else "No package is installed.",
        )
    for path in paths:
        disk.discard(path, disk.beside(path.parent.resolve()))
    return paths
