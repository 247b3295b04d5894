"""Segments to PO entries and back, and when a file is worth writing.

What the notes (`#.`) of an entry mean stands in `states`; the comments (`# `) are a
person's and are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from translate.catalog.merge import merge
from translate.catalog.po_text import Catalog, Entry, in_order, serialize, steady_width
from translate.catalog.states import (
    Key,
    confidence,
    draft_notes,
    has_traces,
    is_passing_note,
    noted,
    one_line,
    origin,
    reasons,
    remarks,
    state,
    with_mark,
)
from translate.errors import CatalogError
from translate.files import shown, write_atomically
from translate.languages import plural_forms, posix
from translate.model import State, Translation

_LANGUAGE = "Language"
_CREATED, _REVISED = "POT-Creation-Date", "PO-Revision-Date"
_CHANGING = frozenset({_CREATED, _REVISED, "X-Generator"})
# What no msgid or msgstr can hold: NUL ends it, EOT is gettext's own mark after a context.
_IMPOSSIBLE = re.compile("[\0\4]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: Path) -> Catalog:
    """Read a PO file of any origin.

    Raises `CatalogError` with the line for a broken one (`parsing.parse` lists the cases).
    """
    return _PARSED.get(_bytes(path), path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{shown(path)} cannot be read: {error.strerror or error}") from error


class _Parsed:
    """Catalogs by their bytes: parsed once, however many stages of a run look at them.

    The last ones are kept, as many as come from `room` bytes of files.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._known: dict[tuple[Path, bytes], Catalog] = {}

    def get(self, data: bytes, path: Path) -> Catalog:
        found = self._known.pop((path, data), None)
        if found is None:
            from translate.catalog.parsing import parse

            found = parse(data, shown(path))
            self._room -= len(data)
        self._known[path, data] = found
        while self._room < 0 and len(self._known) > 1:
            first = next(iter(self._known))
            del self._known[first]
            self._room += len(first[1])
        return found


_PARSED = _Parsed(32 << 20)  # the memory that this takes is some eight times as much


def write(
    path: Path,
    catalog: Catalog,
    root: Path,
    *,
    base: Catalog | None = None,
    now: datetime | None = None,
) -> bool:
    """Write a catalog if it says something that the file does not say; tell whether it did.

    `base` is what the caller read before its work, an empty `Catalog()` if there was no file. If
    the file says something else by now, both are merged (`merge.merge` tells how). None
    is for a file that nobody else writes: what it says makes room.

    New line numbers in the references, another wrapping, dates, X-Generator and drafts without a
    mark are no reason to write; a file that reading had to mend is (`Catalog.mended`). What is
    written has a new PO-Revision-Date if a translation was added or changed, drafts apart, and then
    a new POT-Creation-Date, too, if the messages changed; `now` is the time, with its zone, that
    they get.

    Raises `CatalogError` if the file on the disk is broken (it is not touched), `ProjectError` if
    it cannot be written or is outside `root`.
    """
    while True:
        found = _bytes(path) if path.exists() else None
        said = catalog
        if found is not None:
            before = _PARSED.get(found, path)
            if base is not None and _substance(before) != _substance(base):
                said = merge(base, catalog, before)
            if _substance(before) == _substance(said) and not before.mended:
                return False
            said = _dated(said, before, now or _this_moment())
        said = replace(said, entries=tuple(map(with_mark, said.entries)))
        data = serialize(replace(said, width=steady_width(said)))
        # Reading and merging take their time: it goes on only from what is there at this moment.
        if base is None or (_bytes(path) if path.exists() else None) == found:
            return write_atomically(path, data, root)


def _substance(catalog: Catalog) -> object:
    """Return what must differ before a file is written again."""
    header = {name: value for name, value in catalog.header.items() if name not in _CHANGING}
    entries = [
        replace(
            entry,
            fuzzy=entry.fuzzy and bool(entry.texts[0]),
            flags=tuple(sorted(entry.flags)),
            notes=in_order(entry.notes, obsolete=entry.obsolete),
            references=tuple(dict.fromkeys((p, n and 1) for p, n in entry.references)),
        )
        for entry in sorted(catalog.entries, key=lambda entry: entry.obsolete)
    ]
    return header, catalog.header_comment, catalog.header_fuzzy, entries


def _dated(catalog: Catalog, before: Catalog, now: datetime) -> Catalog:
    """Keep the dates of the file, and renew those whose subject changed; an empty one stays so."""
    revised = not _finished(catalog).items() <= _finished(before).items()
    changed = {_CREATED: revised and _messages(catalog) != _messages(before), _REVISED: revised}
    fields = dict(catalog.header)
    for name, renew in changed.items():
        date = before.header.get(name)
        if date is not None and name in fields:
            fields[name] = _date(now) if date and renew else date
    return replace(catalog, header=fields)


def _messages(catalog: Catalog) -> set[Key]:
    return {entry.key for entry in catalog.entries if not entry.obsolete}


def _finished(catalog: Catalog) -> dict[Key, tuple[str, ...]]:
    live = (entry for entry in catalog.entries if not entry.obsolete)
    return {e.key: e.texts for e in live if any(e.texts) and not e.fuzzy}


def _this_moment() -> datetime:
    return datetime.now(tz=UTC).astimezone()


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M%z")


def translations(catalog: Catalog) -> dict[Key, Translation]:
    """Return the translations of all live entries by msgctxt and msgid, the empty ones too.

    Of a plural entry it is the first form.
    """
    return {
        entry.key: Translation(
            entry.texts[0],
            state(entry),
            origin(entry),
            reasons(entry),
            remarks(entry),
            confidence(entry),
            entry.previous or (entry.previous_context and entry.msgid),
        )
        for entry in catalog.entries
        if not entry.obsolete
    }


def with_drafts(catalog: Catalog, drafts: Mapping[Key, Translation]) -> Catalog:
    """Return the catalog with drafts in its empty live entries; all others stay as they are.

    A draft whose state is `reviewed` is written as such; only a person's own words may be. A draft
    is fitted to its msgid as `msgfmt --check` wants it: both begin with a line break or neither
    does, and both end with one or neither. What no PO file can hold is left out of it.
    """
    return _with(catalog, drafts, frozenset({State.EMPTY}))


def with_better_drafts(catalog: Catalog, drafts: Mapping[Key, Translation]) -> Catalog:
    """Return the catalog with other drafts in the place of drafts that nobody has touched."""
    return _with(catalog, drafts, frozenset({State.MACHINE, State.SUSPECT}))


def _with(
    catalog: Catalog, drafts: Mapping[Key, Translation], replaceable: frozenset[State]
) -> Catalog:
    def filled(entry: Entry) -> Entry:
        draft = drafts.get(entry.key)
        if draft is None or entry.obsolete or entry.plural or state(entry) not in replaceable:
            return entry
        text = _fitted(draft.text, entry.msgid)
        if not text:
            return entry
        notes = [note for note in entry.notes if not is_passing_note(note)]
        fuzzy = draft.state is not State.REVIEWED
        if fuzzy:
            notes += draft_notes(text, draft.origin, draft.reasons, draft.confidence)
        notes += [one_line(note) for note in draft.notes]
        return replace(
            entry, text=text, fuzzy=fuzzy, notes=tuple(notes), previous=None, previous_context=None
        )

    return replace(catalog, entries=tuple(filled(entry) for entry in catalog.entries))


def _fitted(text: str, msgid: str) -> str:
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _IMPOSSIBLE.sub("", text))
    core = text.strip("\n")
    if not core.strip():
        return ""
    head = text[: len(text) - len(text.lstrip("\n"))]
    tail = text[len(text.rstrip("\n")) :]
    return (
        ((head or "\n") if msgid.startswith("\n") else "")
        + core
        + ((tail or "\n") if msgid.endswith("\n") else "")
    )


def new(
    language: str, source_language: str, project: str, *, now: datetime | None = None
) -> Catalog:
    """Return a catalog without entries, its header as Poedit writes it. Languages are BCP 47 tags.

    Raises `LanguageError` for an unknown one.
    """
    moment = _date(now or _this_moment())
    return Catalog(
        header={
            "Project-Id-Version": one_line(project),
            _CREATED: moment,
            _REVISED: moment,
            "Last-Translator": "",
            "Language-Team": "",
            _LANGUAGE: posix(language),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural_forms(language),
            "X-Generator": "Babelpress",
            "X-Source-Language": posix(source_language),
        }
    )


def completed(catalog: Catalog, fresh: Catalog) -> Catalog:
    """Return the catalog with what its header lacks and that of `fresh`, a new one, has.

    A language that is not said, or is the source's, is taken from there, too; the header is no
    longer marked as fuzzy, which would keep gettext from reading it.
    """
    fields = {**fresh.header, **catalog.header}
    language = fields.get(_LANGUAGE, "").strip()
    if not language or language == fresh.header.get("X-Source-Language"):
        fields[_LANGUAGE] = fresh.header.get(_LANGUAGE, language)
    ordered = {n: fields[n] for n in (*fresh.header, *catalog.header)}
    if ordered == catalog.header and not catalog.header_fuzzy:
        return catalog
    same = ordered.keys() == catalog.header.keys()
    names = catalog.header if same else ordered
    return replace(catalog, header={name: ordered[name] for name in names}, header_fuzzy=False)


def unnoted(catalog: Catalog) -> bool:
    """Tell whether drafts may be in the catalog that have lost their notes."""
    suspected = {entry.key: (entry.text, "") for entry in catalog.entries}
    return recognized(catalog, suspected) != catalog


def recognized(catalog: Catalog, drafts: Mapping[Key, tuple[str, str]]) -> Catalog:
    """Return the catalog with the notes of drafts that went through a program that drops them.

    `drafts` are the texts that entries were given, with their origin, as far as that is on record.
    A draft is known by its mark; in a catalog without any, from before there were marks, by its
    text.
    """
    traced = _traced(catalog)

    def known(entry: Entry) -> Entry:
        drafted = drafts.get(entry.key)
        if entry.obsolete or (traced and state(entry) is State.STALE):
            return entry
        return noted(entry, drafted)

    return replace(catalog, entries=tuple(map(known, catalog.entries)))


def _traced(catalog: Catalog) -> bool:
    return any(has_traces(entry) for entry in catalog.entries)
