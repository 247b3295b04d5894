"""A catalog follows its article: what stays, what goes stale, what is kept for later.

No text of a person is dropped here. Where the source of a person's translation changed, the
nearest new segment gets it as a proposal (`stale`); where it went away, it stays as obsolete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from translate.catalog import Catalog, Entry, Key, new
from translate.catalog_states import by_a_person, is_passing_note, one_line, state
from translate.errors import CatalogError
from translate.model import BlockKind, Message, State

References = Literal["line", "file"]
"""What `#:` names: the file and the line, or the file alone."""

# How much alike two msgids must be for the translation of one to be proposed for the other.
_ALIKE = 0.5
_ALIKE_IN_PLACE = 0.3  # between the same neighbours
_ALIKE_TO_OBSOLETE = 0.65
_IN_PLACE_BONUS = 0.2
_NEIGHBOURHOOD = 8  # entries between two that stayed, for a place to say something

_KIND_NOTE = re.compile(rf"(?:{'|'.join(map(re.escape, BlockKind))})(?: ?[:,(].*)?")
_IMPOSSIBLE = re.compile("[\0\4\ud800-\udfff]")


def update(
    catalog: Catalog, messages: Iterable[Message], references: References = "line"
) -> Catalog:
    """Return the catalog with an article's messages, in their order, as its live entries.

    - An entry whose msgid and msgctxt are unchanged keeps everything but its references and the
      note of its kind. An obsolete one comes back with its text and state.
    - A new msgid that is much like one that went away gets the latter's text, if it is a
      person's, as `stale`: fuzzy, with the msgid that the text translates in `#| msgid`. Comments
      come along. One old entry goes to one new entry at most, and the other way round.
    - What went away becomes obsolete if a person translated it or commented on it. That a
      reviewed text was proposed elsewhere changes nothing: the very words are there when the
      source returns to them. Untouched drafts vanish.

    Messages without text are left out; of several with one msgid and msgctxt the first gives the
    place. Raises `CatalogError` for a message that no PO file can hold.
    """
    wanted = _by_key(messages)
    live = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
    past = {entry.key: entry for entry in catalog.entries if entry.obsolete}
    kept = {key: live.get(key) or past[key] for key in wanted if key in live or key in past}
    removed = [entry for key, entry in live.items() if key not in wanted]
    asleep = [entry for key, entry in past.items() if key not in wanted]

    asking = [key for key in wanted if key not in kept]
    carried = _matches(removed, asking, _neighbours(list(live), list(wanted)), _ALIKE)
    asking = [key for key in asking if key not in carried]
    recalled = _matches([e for e in asleep if by_a_person(e)], asking, {}, _ALIKE_TO_OBSOLETE)
    proposed = {key: _proposed(old, key) for key, old in (carried | recalled).items()}

    known = proposed | kept
    entries = [
        _refreshed(known.get(key) or Entry(key[1], context=key[0]), message, references)
        for key, message in wanted.items()
    ]
    moved = {old.key for old in carried.values() if state(old) is not State.REVIEWED}
    staying = {entry.key: entry for entry in (*entries, *asleep)}
    retired = [
        replace(entry, obsolete=True, references=())
        for entry in removed
        if (by_a_person(entry) or entry.comments)
        and entry.key not in moved
        and not _said_again(entry, staying)
    ]
    return replace(catalog, entries=(*entries, *asleep, *retired))


def template(
    messages: Iterable[Message],
    source_language: str,
    project: str,
    references: References = "line",
    *,
    now: datetime | None = None,
) -> Catalog:
    """Return the `.pot` of an article: its messages without translations.

    The header is fuzzy, as that of every template, and names no language but the source's.
    """
    header = dict(new(source_language, source_language, project, now=now).header)
    header |= {"PO-Revision-Date": "", "Language": ""}
    del header["Plural-Forms"], header["X-Generator"]
    return update(Catalog(header=header, header_fuzzy=True), messages, references)


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
    others = (n for n in entry.notes if n not in kind and not _KIND_NOTE.fullmatch(n))
    places: Iterable[tuple[str, int | None]] = message.references
    if references == "file":
        places = dict.fromkeys((path, None) for path, _ in message.references)
    return replace(entry, notes=(*kind, *others), references=tuple(places), obsolete=False)


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
    return replace(
        entry,
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
            return set(entry.comments) <= set(other.comments)
    return False


def _neighbours(before: Sequence[Key], after: Sequence[Key]) -> dict[Key, frozenset[Key]]:
    """Say for every old key which new keys now stand between what stood around it.

    Nothing is said where so many do that the place means little.
    """
    place = {key: index for index, key in enumerate(after)}
    between: dict[Key, frozenset[Key]] = {}
    gone: list[Key] = []
    start = 0
    for key in (*before, None):
        if key is not None and key not in place:
            gone.append(key)
            continue
        end = len(after) if key is None else place[key]
        if end - start <= _NEIGHBOURHOOD:
            between.update(dict.fromkeys(gone, frozenset(after[start:end])))
        gone, start = [], end + 1
    return between


def _matches(
    old: Iterable[Entry],
    asking: Sequence[Key],
    neighbours: Mapping[Key, frozenset[Key]],
    enough: float,
) -> dict[Key, Entry]:
    """Pair new keys with old entries that hold something of a person's, the most alike first."""
    givers = [e for e in old if e.plural is None and (by_a_person(e) or e.comments)]
    wanted = [_trigrams(msgid) for _, msgid in asking] if givers else []
    pairs: list[tuple[float, int, int]] = []
    for number, entry in enumerate(givers):
        sources = [_trigrams(source) for source in {entry.msgid, entry.previous or entry.msgid}]
        near = neighbours.get(entry.key, frozenset())
        for place, key in enumerate(asking):
            if key[0] != entry.context and key[1] != entry.msgid:
                continue  # other words in another context have nothing to do with each other
            bonus = _IN_PLACE_BONUS if key in near else 0.0
            alike = max(_likeness(source, wanted[place]) for source in sources)
            if alike >= (_ALIKE_IN_PLACE if bonus else enough):
                pairs.append((-alike - bonus + (key[0] != entry.context), number, place))
    found: dict[Key, Entry] = {}
    given: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in given and asking[place] not in found:
            given.add(number)
            found[asking[place]] = givers[number]
    return found


def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text.casefold()} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of trigrams that two texts have in common (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other))
