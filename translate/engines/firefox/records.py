"""Firefox Translations models on offer: the records of a Remote Settings server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from translate.engines import packages, transfer
from translate.errors import ModelError

MAX_RECORDS = 64 << 20

# The files of a model by the beginning of their names, as fxtranslate tells them apart.
_SUFFIXES = {
    "model": ".bin",
    "lex": ".bin",
    "vocab": ".spm",
    "srcvocab": ".spm",
    "trgvocab": ".spm",
}
_NAME = re.compile(r"(?P<kind>[a-z]+)\.[A-Za-z0-9._-]{1,127}")
_CODE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class File:
    """One record: a file of a model, as an attachment compressed with zstd."""

    name: str
    kind: str
    codes: tuple[str, str]
    version: str
    architecture: str
    location: str
    size: int | None
    packed: str | None
    unpacked: str | None

    @property
    def tags(self) -> tuple[str, str]:
        """The pair of languages as BCP 47 tags."""
        return packages.tag(self.codes[0]), packages.tag(self.codes[1])


def fetch_records(timeout: float) -> tuple[str, list[File]]:
    """Fetch the records; return their address and those that this fxtranslate can use."""
    from fxtranslate import discovery

    url = discovery.records_url()
    body = transfer.fetch(url, MAX_RECORDS, timeout)
    try:
        text = body.decode()
        discovery.parse_records(text)
        entries = json.loads(text)["data"]
    except (ValueError, RecursionError) as error:
        raise ModelError(f"What {url} holds are no records of models: {error}") from error
    files = [file for entry in entries if (file := _file(entry)) is not None]
    usable = {version for version in {file.version for file in files} if _readable(version)}
    return url, [file for file in files if file.version in usable]


def _readable(version: str) -> bool:
    """Ask fxtranslate, by a record of our own, whether it reads models of this version."""
    from fxtranslate import discovery

    probe = {
        "name": "model.bin",
        "fileType": "model",
        "sourceLanguage": "en",
        "targetLanguage": "pt",
        "version": version,
        "attachment": {"location": "model.bin"},
    }
    return bool(discovery.model_pairs(json.dumps({"data": [probe]})))


def _file(entry: object) -> File | None:
    """Read one record; None for what is no file of a model."""
    if not isinstance(entry, dict) or not isinstance(entry.get("attachment"), dict):
        return None
    attached = entry["attachment"]
    keys = ("name", "fileType", "sourceLanguage", "targetLanguage", "version")
    words = [*(entry.get(key) for key in keys), attached.get("location")]
    texts = [word for word in words if isinstance(word, str)]
    if len(texts) != len(words):
        return None
    name, kind, source, target, version, location = texts
    return File(
        name=name,
        kind=kind,
        codes=(source, target),
        version=version,
        architecture=str(entry.get("architecture")),
        location=location,
        size=attached["size"] if isinstance(attached.get("size"), int) else None,
        packed=_text(attached.get("hash")),
        unpacked=_text(entry.get("decompressedHash")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def choose(files: Iterable[File], codes: tuple[str, str]) -> list[File]:
    """Return the newest model for a pair with all that belongs to it, the model first; or nothing.

    A vocabulary of the model's own version goes before a newer one; a shortlist numbers the
    pieces of its vocabulary, so that one of another version is worse than none.
    """
    mine = [file for file in files if file.codes == codes]
    model = max((file for file in mine if file.kind == "model"), key=_newness, default=None)
    if model is None:
        return []
    own = (model.version, model.architecture)

    def closeness(file: File) -> tuple[bool, object]:
        return (file.version, file.architecture) == own, _newness(file)

    def closest(kind: str) -> File | None:
        return max((file for file in mine if file.kind == kind), key=closeness, default=None)

    ways = [[closest("vocab")], [closest("srcvocab"), closest("trgvocab")]]
    whole = [[file for file in way if file] for way in ways if None not in way]
    if not whole:
        return []
    words = max(whole, key=lambda way: min(closeness(file) for file in way))
    shortlist = closest("lex")
    fits = shortlist is not None and closeness(shortlist)[0]
    return [model, *words, *([shortlist] if shortlist and fits else [])]


def _newness(file: File) -> tuple[bool, tuple[bool, Any]]:
    """Return what sorts files from old to new, the trial versions before every release."""
    valid, version = packages.age(file.version)
    return valid and not version.is_prerelease, (valid, version)


def attachments(records: str, timeout: float) -> str:
    """Return where the server of the records keeps their attachments, with a final slash.

    A Remote Settings server says so at its root (`capabilities.attachments.base_url`); beside a
    copy of the records under any other address, they are relative to it.
    """
    root, version, _ = records.partition("/v1/")
    if not version:
        return urljoin(records, ".")
    try:
        about = json.loads(transfer.fetch(f"{root}/v1/", MAX_RECORDS, timeout))
        base = about["capabilities"]["attachments"]["base_url"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ModelError(f"{root}/v1/ does not say where it keeps attachments") from error
    if not isinstance(base, str) or (root.startswith("https:") and not base.startswith("https:")):
        raise ModelError(f"{root}/v1/ keeps its attachments at an unsafe address: {base}")
    return base if base.endswith("/") else f"{base}/"


def refuse_unsafe(files: Iterable[File]) -> None:
    """Raise `ModelError` unless every name and language can be no more than a name on disk."""
    for file in files:
        if kind_of(file.name) != file.kind or not all(map(_CODE.fullmatch, file.codes)):
            raise ModelError(f"The records name the unsafe file {file.name!r} for {file.codes}")


def kind_of(name: str) -> str | None:
    """Tell what a file is in a model; None for what is none of its files, or has no plain name."""
    match = _NAME.fullmatch(name)
    kind = match["kind"] if match else ""
    return kind if name.endswith(_SUFFIXES.get(kind, "/")) else None
