"""PO catalogs: what an article's segments are in gettext files, and what a person made of them.

`store` reads, writes and fills them, `states` says what is known of an entry, `follow` brings a
catalog up to date with its article (`adapt`, `match`, `pieces`, `resegment`, `reshape`), `merge`
takes in what was saved meanwhile, `parsing` and `po_text` are the file itself.
"""

from __future__ import annotations

from translate.catalog.po_text import Catalog, Entry, serialize
from translate.catalog.states import Key, by_a_person, is_draft_note, one_line, state
from translate.catalog.store import (
    completed,
    new,
    read,
    translations,
    with_better_drafts,
    with_drafts,
    write,
)

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
    "with_better_drafts",
    "with_drafts",
    "write",
]
