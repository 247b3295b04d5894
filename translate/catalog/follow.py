"""A catalog follows its article: what stays, what goes stale, what is kept for later.

No text of a person is dropped here. Where the source of a person's translation changed, the
nearest new segment gets it as a proposal (`stale`); where it went away, it stays as obsolete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translate.catalog import Catalog, Entry, Key, new
from translate.catalog.adapt import PluralRule, adapted, plural_rule
from translate.catalog.cut import Split
from translate.catalog.match import ALIKE, ALIKE_TO_OBSOLETE, gaps, in_place, matches
from translate.catalog.po_text import in_order
from translate.catalog.references import References, differ_in_lines, renewed
from translate.catalog.resegment import resegmented
from translate.catalog.reshape import reshaped
from translate.catalog.states import (
    adapted_note,
    by_a_person,
    holds_words,
    is_kind_note,
    is_outdated,
    is_passing_note,
    is_recut_note,
    one_line,
    other_notes,
    others,
    retired,
    reviewed_before,
    reviewed_mark,
    reviewed_marks,
    stale_note,
    state,
    without_marks,
)
from translate.errors import CatalogError
from translate.model import Message, State

_IMPOSSIBLE = re.compile("[\0\4\ud800-\udfff]")


def update(
    catalog: Catalog,
    messages: Iterable[Message],
    references: References = "line",
    *,
    donors: Sequence[Entry] = (),
    split: Split | None = None,
) -> Catalog:
    """Return the catalog with an article's messages, in their order, as its live entries.

    - An entry whose msgid and msgctxt are unchanged keeps everything but its references and the
      note of its kind. An obsolete one comes back with its text and state.
    - What is cut otherwise is carried over (`resegment.resegmented`); `split` cuts a
      translation where its parts are not known.
    - `donors` are entries that went away from other catalogs of the language. One with the msgid
      and msgctxt of a new message comes as it is; the giving catalog keeps its own.
    - A new msgid that is much like one that went away gets the latter's text, if it is a
      person's. Where no word changed and it is certain what follows for the translation, a
      reviewed one stays reviewed (`adapt`). Else it becomes `stale`: fuzzy, with the
      msgid that the text translates in `#| msgid`, and a note if certainty alone was lacking.
      Comments come along. One old entry goes to one new entry at most, and the other way round.
    - A new msgid that stands in the `#| msgid` of a stale entry gets its text, as stale.
    - What went away becomes obsolete if a person translated it or commented on it. That a
      reviewed text was proposed elsewhere changes nothing: the very words are there when the
      source returns to them. Untouched drafts vanish.

    Messages without text are left out; of several with one msgid and msgctxt the first gives the
    place. Raises `CatalogError` for a message that no PO file can hold.
    """
    wanted = _by_key(messages)
    catalog = replace(catalog, entries=tuple(_undrafted(catalog.entries)))
    live = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
    past = {entry.key: entry for entry in catalog.entries if entry.obsolete}
    given = _donated(donors)
    removed = [entry for key, entry in live.items() if key not in wanted]
    asleep = [entry for key, entry in past.items() if key not in wanted]

    before = _before(catalog.entries)
    own = before | past | live
    lent = {key: entry for key, entry in given.items() if key not in own}
    recut = resegmented(wanted.keys(), own, split, lent)
    known = {key: live.get(key) or recut.entries.get(key) or own.get(key) for key in wanted}
    kept = {key: _awake(entry) for key, entry in known.items() if entry}
    kept |= {
        key: _donated_over(given[key], kept.get(key))
        for key in wanted.keys() & given.keys()
        if key not in live
        and key not in recut.entries
        and not (key in kept and by_a_person(kept[key]))
    }

    asking = [key for key in wanted if key not in kept]
    around = list(gaps(list(live), list(wanted)))
    kept |= reshaped(around, asking, live, split)
    asking = [key for key in asking if key not in kept]
    recut_away = recut.gone(wanted)
    whole = [entry for entry in removed if entry.key not in recut_away]
    carried = matches(whole, asking, in_place(around), ALIKE)
    asking = [key for key in asking if key not in carried]
    away = [entry for key, entry in before.items() if key not in wanted and key not in past]
    lying = [entry for entry in (*given.values(), *asleep, *away) if by_a_person(entry)]
    lying += _translated(live.values(), asking)
    recalled = matches(lying, asking, {}, ALIKE_TO_OBSOLETE)
    follow = _Follow.of(catalog)
    kept |= {key: follow.source(old, key) for key, old in (carried | recalled).items()}

    entries = [
        _refreshed(kept.get(key) or Entry(key[1], context=key[0]), message, references)
        for key, message in wanted.items()
    ]
    here = {entry.key: entry for entry in entries}
    asleep = [e for e in asleep if not (reviewed_before(e) and _said_again(e, here))]
    moved = {old.key for key, old in carried.items() if _holds_all(kept[key], old)}
    notes = recut.notes(here)
    staying = here | {entry.key: entry for entry in asleep}
    leaving = [
        _asleep(entry, notes.get(entry.key, ()))
        for entry in removed
        if holds_words(entry) and entry.key not in moved and not _said_again(entry, staying)
    ]
    after = replace(catalog, entries=(*entries, *asleep, *leaving))
    return catalog if references == "fading" and differ_in_lines(catalog, after) else after


def _undrafted(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries without the drafts that other programs put where they do not belong.

    A draft that was proposed for another source gives its place to a new one. It is kept in an
    `other:` note: if a person confirmed it just before, nothing in the file tells.
    """
    for entry in entries:
        if entry.obsolete and any(entry.texts) and not holds_words(entry):
            continue
        if entry.plural is None and is_outdated(entry):
            kept = (note for note in entry.notes if not is_passing_note(note))
            notes = (*kept, *other_notes(entry.texts))
            yield replace(entry, text="", fuzzy=False, notes=tuple(dict.fromkeys(notes)))
        else:
            yield entry


def _before(entries: Iterable[Entry]) -> dict[Key, Entry]:
    """Return the reviewed entries that stale ones were made of; they return with their source."""
    found = filter(None, map(reviewed_before, entries))
    return {entry.key: replace(entry, obsolete=True) for entry in found}


def _translated(entries: Iterable[Entry], asking: Collection[Key]) -> Iterator[Entry]:
    """Yield what stale entries say of the earlier sources that the article has beside them now."""
    for entry in entries:
        context = entry.context if entry.previous_context is None else entry.previous_context
        key = context, entry.previous or ""
        if key in asking and state(entry) is State.STALE and entry.plural is None:
            yield Entry(key[1], entry.text, context=context, fuzzy=True, flags=entry.flags)


def _asleep(entry: Entry, notes: Iterable[str]) -> Entry:
    kept = (note for note in entry.notes if not is_recut_note(note))
    return retired(replace(entry, notes=tuple(dict.fromkeys((*kept, *notes)))))


def _awake(entry: Entry) -> Entry:
    return replace(entry, notes=tuple(note for note in entry.notes if not is_recut_note(note)))


def _holds_all(entry: Entry, old: Entry) -> bool:
    """Tell whether an old entry can go, because a new one has what it had.

    A reviewed text stays under its msgid, unless the new one has the very words: reviewed, or
    stale with the mark by which the old entry can be made again.
    """
    if state(old) is State.REVIEWED and state(entry) is not State.REVIEWED:
        return reviewed_mark(old) in entry.notes and reviewed_before(entry) is not None
    return entry.texts == old.texts or not by_a_person(old)


def _donated(donors: Iterable[Entry]) -> dict[Key, Entry]:
    """Return the donors that a person translated; of one key, the reviewed before the others."""
    ranked = sorted(donors, key=lambda entry: state(entry) is not State.REVIEWED)
    found: dict[Key, Entry] = {}
    for entry in ranked:
        if by_a_person(entry):
            found.setdefault(entry.key, _asleep(entry, ()))
    return found


def _donated_over(donor: Entry, own: Entry | None) -> Entry:
    """Return what another catalog gives, with the comments and lasting notes of our own entry."""
    if own is None:
        return donor
    notes = (*donor.notes, *(note for note in own.notes if not is_passing_note(note)))
    comments = dict.fromkeys((*own.comments, *donor.comments))
    return replace(donor, comments=tuple(comments), notes=tuple(dict.fromkeys(notes)))


def template(
    messages: Iterable[Message],
    source_language: str,
    project: str,
    references: References = "line",
    *,
    before: Catalog | None = None,
) -> Catalog:
    """Return the `.pot` of an article: its messages without translations.

    The header is fuzzy, as that of every template, and names no language but the source's. Of the
    one that was there `before` only line numbers stay (`References`).
    """
    header = dict(new(source_language, source_language, project).header)
    header |= {"PO-Revision-Date": "", "Language": ""}
    del header["Plural-Forms"], header["X-Generator"]
    entries = before.entries if before is not None else ()
    bare = (Entry(e.msgid, context=e.context, references=e.references) for e in entries)
    return update(Catalog(header, tuple(bare), header_fuzzy=True), messages, references)


def _by_key(messages: Iterable[Message]) -> dict[Key, Message]:
    found: dict[Key, Message] = {}
    for message in messages:
        if _IMPOSSIBLE.search(message.text + (message.context or "")):
            path, line = next(iter(message.references), ("", 0))
            raise CatalogError(
                f"{path}, line {line}: a control character that no PO file can hold",
                hint="Remove the character U+0000 or U+0004 from the article.",
            )
        if message.text:
            first = found.setdefault(message.key, message)
            places = dict.fromkeys((*first.references, *message.references))
            found[message.key] = replace(first, references=tuple(places))
    return found


def _refreshed(entry: Entry, message: Message, references: References) -> Entry:
    """Renew what the article says of an entry: its places and what kind of text it is."""
    kind = [one_line(line) for line in message.note.splitlines() if line.strip()]
    others = (n for n in entry.notes if n not in kind and not is_kind_note(n))
    places = renewed(entry.references, message.references, references)
    notes = in_order((*kind, *others), obsolete=False)
    fresh = replace(entry, notes=notes, references=places, obsolete=False)
    return without_marks(fresh) if state(fresh) is State.REVIEWED else fresh


@dataclass(frozen=True, slots=True)
class _Follow:
    """How a translation follows its source: what is to be known of its language for that."""

    language: str
    plural: PluralRule | None

    @classmethod
    def of(cls, catalog: Catalog) -> _Follow:
        header = catalog.header
        return cls(header.get("Language", ""), plural_rule(header.get("Plural-Forms", "")))

    def source(self, old: Entry, key: Key) -> Entry:
        """Return the new entry that an old one becomes: reviewed where that is certain."""
        proposed = _proposed(old, key)
        if state(old) is not State.REVIEWED or old.context != key[0]:
            return proposed
        done = adapted(old.msgid, key[1], old.text, self.language, self.plural)
        if done is None:
            return proposed
        if done.text is None:
            return replace(proposed, notes=(*proposed.notes, stale_note(done.doubt)))
        notes = (*proposed.notes, *(adapted_note(*change) for change in done.changes))
        return replace(proposed, text=done.text, fuzzy=False, previous=None, notes=notes)


def _proposed(old: Entry, key: Key) -> Entry:
    """Return a new entry with what a person gave to an old one."""
    context, msgid = key
    notes = tuple(note for note in old.notes if not is_passing_note(note))
    entry = Entry(msgid, context=context, comments=old.comments, notes=notes)
    if not by_a_person(old):
        return entry
    source, source_context = old.msgid, old.context
    if state(old) is State.STALE and old.previous is not None:
        source, source_context = old.previous, old.previous_context or old.context
    other = source_context if source_context != context else None
    previous = source if source != msgid or other is not None else None
    notes += (reviewed_mark(old),) if state(old) is State.REVIEWED else reviewed_marks(old)
    return replace(
        entry,
        notes=notes,
        text=old.text,
        fuzzy=True,
        flags=old.flags,
        previous=previous,
        previous_context=other,
    )


def _said_again(entry: Entry, staying: Mapping[Key, Entry]) -> bool:
    """Tell whether a stale text stands, as a person's, under the very msgid that it translates."""
    if state(entry) is not State.STALE or entry.previous is None:
        return False
    for context in (entry.context, entry.previous_context):
        other = staying.get((context, entry.previous))
        if other and by_a_person(other) and other.texts == entry.texts:
            return set(entry.comments) <= set(other.comments) and set(others(entry)) <= set(
                others(other)
            )
    return False
