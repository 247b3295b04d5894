"""A reviewed text finds its source again after programs that drop `#|`."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry
from translate.catalog.earlier import by_checksum, is_misplaced, with_sources
from translate.catalog.follow import update
from translate.catalog.states import reviewed_before
from translate.model import Message

CAT = Entry("The cat sleeps on the old red sofa.", "El gato duerme.")
EDITS = (
    "The cat sleeps on the old blue sofa.",
    "The cat sleeps on the old blue table.",
    "The fat cat sleeps on the old blue table.",
)
KNOWN = by_checksum([(None, CAT.msgid), ("title", "The cat sleeps.")])


def _edited(catalog: Catalog, text: str) -> Catalog:
    return update(catalog, [Message(text)])


def _merged(catalog: Catalog) -> Catalog:
    """Do what `msgmerge` does without `--previous`."""
    entries = (replace(e, previous=None, previous_context=None) for e in catalog.entries)
    return replace(catalog, entries=tuple(entries))


@given(merges=st.tuples(*[st.booleans()] * len(EDITS)))
def test_whatever_edits_and_merges_a_reviewed_text_went_through_it_returns(
    merges: tuple[bool, ...],
) -> None:
    catalog = Catalog(entries=(CAT,))
    for text, merges_too in zip(EDITS, merges, strict=True):
        catalog = _edited(catalog, text)
        catalog = _merged(catalog) if merges_too else catalog
    known = with_sources(catalog, KNOWN)
    (stale,) = (entry for entry in known.entries if not entry.obsolete)
    assert (stale.msgid, stale.previous, stale.fuzzy) == (EDITS[-1], CAT.msgid, True)
    assert with_sources(known, {}) == known
    assert _edited(known, CAT.msgid).entries == (CAT,)


def test_a_text_that_a_merge_put_under_its_very_source_is_reviewed() -> None:
    (stale,) = _edited(Catalog(entries=(CAT,)), EDITS[0]).entries
    for previous in (None, CAT.msgid, EDITS[0]):
        back = replace(stale, msgid=CAT.msgid, previous=previous)
        assert is_misplaced(back)
        known = with_sources(Catalog(entries=(back,)), {})
        assert _edited(known, CAT.msgid).entries == (CAT,)


def test_a_source_in_another_context_is_named_with_it() -> None:
    title = Entry("The cat sleeps.", CAT.text, context="title")
    (stale,) = update(Catalog(entries=(title,)), [Message(title.msgid, context="slug")]).entries
    bare = _merged(Catalog(entries=(stale,)))
    assert with_sources(bare, KNOWN).entries == (stale,)
    assert reviewed_before(stale) == title


def test_what_nothing_vouches_for_stays_as_it_is() -> None:
    merged = _merged(_edited(Catalog(entries=(CAT,)), EDITS[0]))
    assert with_sources(merged, by_checksum([(None, EDITS[1])])) == merged
    (stale,) = merged.entries
    typed = Catalog(entries=(replace(stale, text="El gato ya no duerme."),))
    assert with_sources(typed, KNOWN) == typed
    unmarked = Catalog(entries=(replace(stale, notes=()),))
    assert with_sources(unmarked, KNOWN) == unmarked
