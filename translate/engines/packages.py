"""Argos packages: what is on disk, what the index offers, and the safe way from one to the other.

`fetch` and `download` are the only functions of this tool that open a connection to a machine the
user did not name, and only the user's own `models` command calls for them. A package is data:
nothing in it is run, imported or unpickled here.

The invariant of every change: at any moment, and after any interruption, the packages folder holds
a package whole, in its old or its new version, or not at all.
"""

from __future__ import annotations

import ctypes
import hashlib
import http.client
import json
import os
import re
import shutil
import socket
import stat
import sys
import tempfile
import time
import unicodedata
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from translate.errors import LanguageError, ModelError
from translate.languages import canonical
from translate.model import Finding

if TYPE_CHECKING:
    from packaging.version import Version

MAX_INDEX = 16 << 20
MAX_DOWNLOAD = 4 << 30
MAX_UNPACKED = 8 << 30
MAX_ENTRIES = 4096
MAX_RATIO = 100  # a model is dense: real packages unpack to less than twice their size

_ATTEMPTS = 5
_STAGE = ".babelpress-"
_CODE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
# What some system reads as more than a letter of a file's name.
_AMBIGUOUS = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_NETWORK = (OSError, http.client.HTTPException, ValueError)
_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError)

Progress = Callable[[int, int | None], None]
"""Told how many bytes are there, and how many there will be, or None where nobody knows."""


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
        if not any(filled(folder / name) for name in wanted):
            raise ModelError(f"The package lacks {' or '.join(wanted)}")
    size = sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    version = str(about.get("package_version", ""))
    return Package(*pair, version, folder, size, (), None, folder.name)


def filled(path: Path) -> bool:
    """Tell whether there is a file with anything in it."""
    return path.is_file() and path.stat().st_size > 0


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
    body = fetch(store.index_url, MAX_INDEX, store.timeout)
    packages = _parse_index(body, store.index_url)
    try:
        store.index.parent.mkdir(parents=True, exist_ok=True)
        with staging(store.index.parent) as stage:
            write(stage / "index.json", body)
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
    source: str, target: str, *, store: Store | None = None, progress: Progress | None = None
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
            discard(have.path, _beside(store.folders[0].resolve()))
    return package


def _install_offer(offer: Package, store: Store, progress: Progress | None) -> Package:
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


def _install_link(offer: Package, link: str, store: Store, progress: Progress | None) -> Package:
    # The link is in the name, so that one link's half is never continued with another's.
    digest = hashlib.sha256(link.encode("utf-8", "replace")).hexdigest()[:8]
    name = re.sub(r"[^\w.-]", "_", f"{offer.name}-{offer.version}-{digest}.argosmodel.part")
    part = store.downloads / name
    download(link, part, MAX_DOWNLOAD, store.timeout, progress)
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
                verify(file, checksum, path.name)
            with zipfile.ZipFile(file) as archive:
                top = _checked(archive, path.stat().st_size)
                into.mkdir(parents=True, exist_ok=True)
                into = into.resolve()
                with staging(_beside(into)) as stage:
                    _unpack(archive, stage)
                    package = _accept(stage / top, pair)
                    put_in_place(stage / top, into / top, stage / "before")
    except _NO_ZIP as error:
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
        discard(path, _beside(path.parent.resolve()))
    return paths


# A package file


def _checked(archive: zipfile.ZipFile, size: int) -> str:
    """Return the one top folder of the archive, after every doubt about its list was refused."""
    entries = archive.infolist()
    if not 0 < len(entries) <= MAX_ENTRIES:
        raise ModelError(f"The package has {len(entries)} entries, not 1 to {MAX_ENTRIES}")
    spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
    kinds: dict[tuple[str, ...], bool] = {}
    for entry in entries:
        parts = _parts(entry)
        folded = tuple(unicodedata.normalize("NFC", part).casefold() for part in parts)
        if folded in kinds:
            raise ModelError(f"The package holds {entry.filename} twice")
        kinds[folded] = entry.is_dir()
        for end in range(1, len(parts) + 1):
            if spelled.setdefault(folded[:end], parts[:end]) != parts[:end]:
                raise ModelError(f"The package holds {entry.filename} in two spellings")
    if any(not kinds.get(folded, True) for path in kinds for folded in _above(path)):
        raise ModelError("The package holds a file that is also a folder")
    tops = {parts[0] for parts in spelled.values()}
    if len(tops) != 1 or any(len(path) == 1 and not kinds[path] for path in kinds):
        raise ModelError("The package is not one folder")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    allowed = min(MAX_UNPACKED, max(MAX_RATIO * size, 1 << 20))
    # More packed bytes than the file has: entries that overlap, the densest of bombs.
    if unpacked > allowed or packed > size:
        raise ModelError(f"The package would unpack {size} bytes to {unpacked}, which is no model")
    return tops.pop()


def _above(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (path[:end] for end in range(1, len(path)))


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """Return an entry's path; `ModelError` for all that is not plainly a file or a folder."""
    name = entry.orig_filename
    parts = tuple(name.removesuffix("/").split("/"))
    for part in parts:
        odd = part.strip(" ") != part or part.endswith(".") or not part
        if odd or _AMBIGUOUS.search(part) or _DEVICES.fullmatch(part):
            raise ModelError(f"The package holds the unsafe path {name!r}")
    if parts[0].startswith("."):
        raise ModelError(f"The package holds the hidden folder {parts[0]}")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise ModelError(f"The package holds {name}, which is neither a file nor a folder")
    if entry.flag_bits & 0x1:
        raise ModelError(f"The package holds {name} encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ModelError(f"The package holds {name} in an unusual compression")
    return parts


def _unpack(archive: zipfile.ZipFile, stage: Path) -> None:
    """Write every entry below `stage`, and see it safe on the disk. `zipfile` checks each CRC."""
    for entry in archive.infolist():
        path = stage.joinpath(*_parts(entry))
        if entry.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, path.open("xb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
            _sync_file(file)
    for folder in [*(path for path in stage.rglob("*") if path.is_dir()), stage]:
        sync_folder(folder)


def verify(file: BufferedReader, checksum: str, name: str) -> None:
    """Read the file and go back to its start; `ModelError` unless it has this SHA-256."""
    expected = checksum.lower().removeprefix("sha256:")
    if not re.fullmatch(r"[0-9a-f]{64}", expected):
        raise ModelError(f"The checksum {checksum} of {name} is no SHA-256 in hexadecimal")
    actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != expected:
        raise ModelError(
            f"{name} has not the published checksum, so nothing was changed",
            hint=f"Published: {expected}\nFound:     {actual}",
        )
    file.seek(0)


# The disk


@contextmanager
def staging(near: Path) -> Iterator[Path]:
    """Give a hidden folder inside `near`, gone at the end however it comes.

    What a killed run left behind is swept a day later.
    """
    for left in near.glob(f"{_STAGE}*"):
        if left.lstat().st_mtime < time.time() - 86400:
            shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=near))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _beside(folder: Path) -> Path:
    # Argos Translate fails on any folder among its packages that is none, even for a moment.
    parent = folder.parent
    usable = os.access(parent, os.W_OK) and parent.stat().st_dev == folder.stat().st_dev
    return parent if usable else folder


def put_in_place(new: Path, target: Path, aside: Path) -> None:
    """Move the folder `new` to `target`; one that is there is swapped out, to `new` or `aside`.

    One step on Linux and macOS; elsewhere two, the first undone if the second fails.
    """
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise ModelError(f"{target} is in the way and is no folder, so it was left alone")
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(aside)
        try:
            new.rename(target)
        except BaseException:
            aside.rename(target)
            raise
    sync_folder(target.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders in one step, if the system and the file system can; tell if they did."""
    library = ctypes.CDLL(None) if sys.platform != "win32" else None
    names = os.fsencode(first), os.fsencode(second)
    try:
        if sys.platform == "linux" and library:
            here, swap = -100, ctypes.c_uint(2)  # AT_FDCWD, RENAME_EXCHANGE
            return bool(library.renameat2(here, names[0], here, names[1], swap) == 0)
        if sys.platform == "darwin" and library:
            return bool(library.renamex_np(*names, ctypes.c_uint(2)) == 0)  # RENAME_SWAP
    except AttributeError:  # a C library that is older than the call
        return False
    return False


def discard(path: Path, near: Path) -> None:
    """Take a folder away at once, through a hidden folder in `near`, and delete it there."""
    try:
        if path.is_symlink():
            path.unlink()
        else:
            with staging(near) as stage:
                path.rename(stage / path.name)
        sync_folder(path.parent)
    except OSError as error:
        raise ModelError(f"{path} cannot be removed: {error.strerror}") from error


def write(path: Path, body: bytes) -> None:
    """Write a new file and see it safe on the disk."""
    with path.open("xb") as file:
        file.write(body)
        _sync_file(file)


def _sync_file(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See a folder's entries safe on the disk, where the system has a way."""
    if os.name == "nt":  # cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# The network


def fetch(url: str, limit: int, timeout: float) -> bytes:
    """Return what a http(s) address serves, up to `limit` bytes; `ModelError` when it cannot."""
    try:
        with _reply(url, timeout, {}) as reply:
            body: bytes = reply.read(limit + 1)
    except _NETWORK as error:
        raise _unreachable(url, error) from error
    if len(body) > limit:
        raise _too_large(url, limit)
    return body


def download(url: str, part: Path, limit: int, timeout: float, progress: Progress | None) -> None:
    """Bring what a http(s) address serves into the file `part`, up to `limit` bytes.

    Goes on where a connection broke or an earlier run was stopped, if the server offers that and
    its ETag says that the content is still the same; else an unfinished `part` is not kept.
    Raises `ModelError`.
    """
    note = _note(part)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(1, _ATTEMPTS + 1):
            before = _length(part)
            try:
                _transfer(url, part, limit, timeout, progress)
                break
            except _NETWORK as error:
                if attempt == _ATTEMPTS:
                    raise
                if before and isinstance(error, urllib.error.HTTPError) and error.code == 416:
                    error.close()  # there is nothing past what we have: it was another content
                    _forget(part)
                elif not (note.exists() and _length(part) > before):
                    raise
    except BaseException as error:
        if isinstance(error, ModelError) or not note.exists():
            _forget(part)
        if isinstance(error, _NETWORK):
            raise _unreachable(url, error) from error
        raise
    note.unlink(missing_ok=True)


def _transfer(url: str, part: Path, limit: int, timeout: float, progress: Progress | None) -> None:
    """Make one attempt. What it leaves in `part` may be continued if it left a note, too."""
    note = _note(part)
    have = _length(part) if note.exists() else 0
    wish = {"Range": f"bytes={have}-", "If-Range": note.read_text("latin-1")} if have else {}
    with _reply(url, timeout, wish) as reply:
        note.unlink(missing_ok=True)
        if reply.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        elif not reply.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            raise http.client.HTTPException("the server sent another part than it was asked for")
        length = reply.headers.get("Content-Length", "")
        total = have + int(length) if length.isdecimal() else None
        if total is not None and total > limit:
            raise _too_large(url, limit)
        etag = reply.headers.get("ETag", "")
        with part.open("ab" if have else "wb") as file:
            if etag.startswith('"'):  # a weak one promises no equal bytes (RFC 9110, 13.1.5)
                note.write_text(etag, "latin-1")
            while chunk := reply.read(1 << 16):
                have += len(chunk)
                if have > limit:
                    raise _too_large(url, limit)
                file.write(chunk)
                if progress is not None:
                    progress(have, total)
            _sync_file(file)
    if total is not None and have < total:
        raise ConnectionError("the connection broke off")


def _note(part: Path) -> Path:
    return part.with_name(part.name + ".etag")


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


@contextmanager
def _reply(url: str, timeout: float, headers: dict[str, str]) -> Iterator[Any]:
    """Open a http(s) address, proxies of the environment respected; errors are `_NETWORK`'s."""
    if not url.lower().startswith(("http://", "https://")):
        raise ModelError(f"Only http and https links are followed, not {url}")
    agent = {"User-Agent": "babelpress"}
    request = urllib.request.Request(url, headers=agent | headers)  # noqa: S310 - checked above
    with urllib.request.build_opener(_Redirects).open(request, timeout=timeout) as reply:
        yield reply


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to http(s) alone, and never from a secure to an open connection."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        allowed = ("https://",) if req.full_url.startswith("https:") else ("http://", "https://")
        if not newurl.lower().startswith(allowed):
            fp.close()
            raise urllib.error.URLError(f"it redirects to {newurl}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _too_large(url: str, limit: int) -> ModelError:
    return ModelError(f"{url} serves more than {limit} bytes, so nothing was changed")


def _unreachable(url: str, error: BaseException) -> ModelError:
    """Put into words why an address gave nothing."""
    reason: object = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        reason = f"the server answered {error.code} {error.reason}"
    elif isinstance(reason, TimeoutError):
        reason = "the server did not answer in time"
    elif isinstance(reason, socket.gaierror):
        reason = "the name of the server cannot be found; is there a connection?"
    return ModelError(
        f"{url} could not be fetched, so nothing was changed: {reason}",
        hint="What is installed works without a connection.",
    )
