"""Entries that a person told apart: the same words with a msgctxt that no article asks for.

A text editor, Weblate or a merge makes them, to say which meaning is meant. They are the person's:
they stay live as long as the article has their words, and what they say is used where the entry
without a msgctxt has no words of a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from translate.catalog.po_text import Catalog
from translate.catalog.states import Key
from translate.model import Message, State, Translation

_OF_A_PERSON = frozenset({State.REVIEWED, State.STALE})


def with_own(
    messages: Iterable[Message], catalog: Catalog, fields: Collection[str]
) -> tuple[Message, ...]:
    """Return the messages with those that a person added to the catalog, behind the same words.

    `fields` are the contexts that formats make, by the last part of their name.
    """
    asked = {message.key: message for message in messages}
    added: dict[str, list[str]] = {}
    for entry in catalog.entries:
        if not entry.obsolete and entry.key not in asked and is_own(entry.context, fields):
            added.setdefault(entry.msgid, []).append(entry.context or "")
    out: list[Message] = []
    for message in asked.values():
        out.append(message)
        if message.context is None or (None, message.text) not in asked:
            out += (replace(message, context=name) for name in added.pop(message.text, ()))
    return tuple(out)


def used(found: Mapping[Key, Translation], fields: Collection[str]) -> dict[Key, Translation]:
    """Return the translations, with a person's own entry for words that have no other of a person.

    Where there are several of one msgid, nobody can tell which is meant, and none is used.
    """
    own: dict[str, list[Translation]] = {}
    for (context, msgid), one in found.items():
        if one.state is State.REVIEWED and is_own(context, fields):
            own.setdefault(msgid, []).append(one)
    out = dict(found)
    for msgid, several in own.items():
        plain = found.get((None, msgid))
        if plain is not None and plain.state not in _OF_A_PERSON and len(several) == 1:
            out[None, msgid] = several[0]
    return out


def is_own(context: str | None, fields: Collection[str]) -> bool:
    """Tell whether a person made a context: none of a field of the front matter."""
    return context is not None and context.rpartition(".")[2] not in fields
