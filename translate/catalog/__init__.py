"""PO catalogs: what an article's segments are in gettext files, and what a person made of them.

`store` reads, writes and fills them, `states` says what is known of an entry, `follow` brings a
catalog up to date with its article (`adapt`, `match`, `pieces`, `resegment`, `reshape`), `merge`
takes in what was saved meanwhile, `parsing`, `duplicates` and `po_text` are the file itself,
`marks` what tells in it, past every program, which texts are drafts.
"""

from __future__ import annotations

from translate.catalog.po_text import Catalog, Entry, serialize
from translate.catalog.states import (
    Key,
    by_a_person,
    is_draft_note,
    one_line,
    reviewed_before,
    state,
)
from translate.catalog.store import (
    completed,
    new,
    read,
    recognized,
    translations,
    unnoted,
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
    "recognized",
    "reviewed_before",
    "serialize",
    "state",
    "translations",
    "unnoted",
    "with_better_drafts",
    "with_drafts",
    "write",
]
