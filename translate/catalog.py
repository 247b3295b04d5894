"""Segments to PO entries and back: what one entry means, and when a file is worth writing.

The notes of an entry (`#.`) are this tool's, in this order: what the segment is (`heading`), then
`machine: ENGINE ROUTE` for a draft, then `suspect: REASON`, one line a reason. An update renews
the first, a new draft the others, and a text that goes stale loses the notes of its draft; lines
of any other kind are kept. The comments (`# `) are a person's and are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from translate.errors import CatalogError
from translate.files import write_atomically
from translate.languages import plural_forms, posix
from translate.model import State, Translation
from translate.po_text import Catalog, Entry, serialize, steady_width

__all__ = [
    "Catalog",
    "Entry",
    "Key",
    "by_a_person",
    "completed",
    "is_draft_note",
    "new",
    "one_line",
    "read",
    "serialize",
    "state",
    "translations",
    "with_drafts",
    "write",
]

Key = tuple[str | None, str]
"""What identifies an entry in its file: msgctxt and msgid."""

_MACHINE, _SUSPECT = "machine:", "suspect:"

_CREATED, _REVISED = "POT-Creation-Date", "PO-Revision-Date"
_CHANGING = frozenset({_CREATED, _REVISED, "X-Generator"})
# What no msgid or msgstr can hold: NUL ends it, EOT is gettext's own mark after a context.
_IMPOSSIBLE = re.compile("[\0\4]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: Path) -> Catalog:
    """Read a PO file of any origin.

    Raises `CatalogError` with the line for a broken one (`catalog_read.parse` lists the cases).
    """
    from translate.catalog_read import parse

    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror or error}") from error
    return parse(data, str(path))


def write(path: Path, catalog: Catalog, root: Path, *, now: datetime | None = None) -> bool:
    """Write a catalog if it says something that the file does not say; tell whether it did.

    New line numbers in the references, another wrapping, dates and X-Generator are no reason to
    write. What is written has a new PO-Revision-Date if a translation changed, and a new
    POT-Creation-Date if the messages did; `now` is the time, with its zone, that they get.

    Raises `CatalogError` if the file on the disk is broken (it is not touched), `ProjectError` if
    it cannot be written or is outside `root`.
    """
    if path.exists():
        before = read(path)
        if _substance(before) == _substance(catalog):
            return False
        catalog = _dated(catalog, before, now or _this_moment())
    catalog = replace(catalog, width=steady_width(catalog))
    return write_atomically(path, serialize(catalog), root)


def _substance(catalog: Catalog) -> object:
    """Return what must differ before a file is written again."""
    header = {name: value for name, value in catalog.header.items() if name not in _CHANGING}
    entries = [
        replace(
            entry,
            fuzzy=entry.fuzzy and bool(entry.texts[0]),
            flags=tuple(sorted(entry.flags)),
            references=tuple(dict.fromkeys((p, n and 1) for p, n in entry.references)),
        )
        for entry in sorted(catalog.entries, key=lambda entry: entry.obsolete)
    ]
    return header, catalog.header_comment, catalog.header_fuzzy, entries


def _dated(catalog: Catalog, before: Catalog, now: datetime) -> Catalog:
    """Keep the dates of the file, and renew those whose subject changed; an empty one stays so."""
    changed = {
        _CREATED: _messages(catalog) != _messages(before),
        _REVISED: _texts(catalog) != _texts(before),
    }
    fields = dict(catalog.header)
    for name, renew in changed.items():
        date = before.header.get(name)
        if date is not None and name in fields:
            fields[name] = _date(now) if date and renew else date
    return replace(catalog, header=fields)


def _messages(catalog: Catalog) -> list[Key]:
    return [entry.key for entry in catalog.entries if not entry.obsolete]


def _texts(catalog: Catalog) -> dict[Key, object]:
    return {e.key: (e.texts, e.fuzzy) for e in catalog.entries if not e.obsolete and any(e.texts)}


def _this_moment() -> datetime:
    return datetime.now(tz=UTC).astimezone()


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M%z")


def state(entry: Entry) -> State:
    """Tell what is known of an entry's translation.

    A fuzzy text is a draft only if it has a `machine:` note and no `#| msgid`; every other one
    counts as a person's, because a draft can be made again and a person's words cannot.
    """
    if not any(entry.texts):
        return State.EMPTY
    if not entry.fuzzy:
        return State.REVIEWED
    if entry.previous is not None or not any(n.startswith(_MACHINE) for n in entry.notes):
        return State.STALE
    return State.SUSPECT if _reasons(entry) else State.MACHINE


def by_a_person(entry: Entry) -> bool:
    """Tell whether the translation is a person's own or confirmed: reviewed or stale."""
    return state(entry) in (State.REVIEWED, State.STALE)


def is_draft_note(note: str) -> bool:
    """Tell whether a `#.` line is about a draft."""
    return note.startswith((_MACHINE, _SUSPECT))


def translations(catalog: Catalog) -> dict[Key, Translation]:
    """Return the translations of all live entries by msgctxt and msgid, the empty ones too.

    Of a plural entry it is the first form.
    """
    return {
        entry.key: Translation(
            entry.texts[0], state(entry), origin=_origin(entry), reasons=_reasons(entry)
        )
        for entry in catalog.entries
        if not entry.obsolete
    }


def with_drafts(catalog: Catalog, drafts: Mapping[Key, Translation]) -> Catalog:
    """Return the catalog with drafts in its empty live entries; all others stay as they are.

    A draft is fitted to its msgid as `msgfmt --check` wants it: both begin with a line break or
    neither does, and both end with one or neither. What no PO file can hold is left out of it.
    """

    def filled(entry: Entry) -> Entry:
        draft = drafts.get(entry.key)
        if draft is None or entry.obsolete or entry.plural or state(entry) is not State.EMPTY:
            return entry
        text = _fitted(draft.text, entry.msgid)
        if not text:
            return entry
        notes = [n for n in entry.notes if not is_draft_note(n)]
        notes.append(one_line(f"{_MACHINE} {draft.origin}"))
        notes += (one_line(f"{_SUSPECT} {reason}") for reason in draft.reasons)
        return replace(
            entry, text=text, fuzzy=True, notes=tuple(notes), previous=None, previous_context=None
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


def one_line(note: str) -> str:
    """Return a note on one line, without the blanks at its ends that Poedit would take off."""
    return " ".join(_IMPOSSIBLE.sub("", note).split())


def _origin(entry: Entry) -> str:
    return " ".join(_noted(entry, _MACHINE))


def _reasons(entry: Entry) -> tuple[str, ...]:
    return tuple(_noted(entry, _SUSPECT))


def _noted(entry: Entry, mark: str) -> Iterator[str]:
    return (note.removeprefix(mark).strip() for note in entry.notes if note.startswith(mark))


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
            "Language": posix(language),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plural_forms(language),
            "X-Generator": "Babelpress",
            "X-Source-Language": posix(source_language),
        }
    )


def completed(catalog: Catalog, fresh: Catalog) -> Catalog:
    """Return the catalog with the header fields that it lacks and `fresh`, a new one, has."""
    fields = {**fresh.header, **catalog.header}
    ordered = {n: fields[n] for n in (*fresh.header, *catalog.header)}
    return replace(catalog, header=ordered) if ordered.keys() != catalog.header.keys() else catalog
