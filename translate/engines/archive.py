"""A package file, an archive of one folder: every doubt about it refused before it is unpacked."""

from __future__ import annotations

import re
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from translate.engines.disk import sync_file
from translate.errors import ModelError
from translate.files import sync_folder

MAX_UNPACKED = 8 << 30
MAX_ENTRIES = 4096
MAX_RATIO = 100  # a model is dense: real packages unpack to less than twice their size
NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError)
"""What `zipfile` raises for what is no archive, or a broken one."""

# What some system reads as more than a letter of a file's name.
_AMBIGUOUS = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def checked(archive: zipfile.ZipFile, size: int) -> str:
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


def unpack(archive: zipfile.ZipFile, stage: Path) -> None:
    """Write every entry below `stage`, and see it safe on the disk. `zipfile` checks each CRC."""
    for entry in archive.infolist():
        path = stage.joinpath(*_parts(entry))
        if entry.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, path.open("xb") as file:
            shutil.copyfileobj(packed, file, 1 << 20)
            sync_file(file)
    for folder in [*(path for path in stage.rglob("*") if path.is_dir()), stage]:
        sync_folder(folder)
