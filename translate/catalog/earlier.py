"""The earlier source of a reviewed text that went stale, where another program dropped its `#|`.

`msgmerge` without `--previous`, `pot2po` and `pybabel update` do, and keep comments: the mark of
the text (`# reviewed: … of …`) has the checksum of that source, and the project has its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from translate.catalog.marks import marks, source_checksum
from translate.catalog.po_text import Catalog, Entry
from translate.catalog.states import Key, reviewed_before, reviewed_mark, reviewed_marks


def is_misplaced(entry: Entry) -> bool:
    """Tell whether a stale text was reviewed for the entry's own msgid, or for one it lacks."""
    found = reviewed_marks(entry)
    return bool(found) and (reviewed_mark(entry) in found or reviewed_before(entry) is None)


def by_checksum(keys: Iterable[Key]) -> dict[str, Key]:
    """Return msgids by the checksum under which marks know them; of equal ones the first."""
    found: dict[str, Key] = {}
    for key in keys:
        found.setdefault(source_checksum(*key), key)
    return found


def with_sources(catalog: Catalog, known: Mapping[str, Key]) -> Catalog:
    """Return the catalog with the earlier sources of its stale texts, as far as they are `known`.

    A text that was reviewed for the very msgid under which another program put it is reviewed.
    """
    return replace(catalog, entries=tuple(_with_source(e, known) for e in catalog.entries))


def _with_source(entry: Entry, known: Mapping[str, Key]) -> Entry:
    if not is_misplaced(entry):
        return entry
    found = reviewed_marks(entry)
    if reviewed_mark(entry) in found:
        return replace(entry, fuzzy=False, previous=None, previous_context=None)
    sources = (mark.source for mark in marks(found))
    for context, msgid in (known[source] for source in sources if source in known):
        other = context if context != entry.context else None
        made = replace(entry, previous=msgid, previous_context=other)
        if reviewed_before(made) is not None:
            return made
    return entry
