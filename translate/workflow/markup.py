"""A draft's plain text and spans → a msgstr in the article's markup, proven before it is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from translate import inline
from translate.formats import Markup
from translate.model import Role, Segment, Span, SpanKind, SpannedText

MOVED = "a code stands where the markup allows it, not where the words ask for it"
"""The doubt about a draft whose codes had to be moved to give valid markup."""

_WORD_LEFT = re.compile(r"\S*\Z")
_WORD_RIGHT = re.compile(r"\S*")


def to_markup(
    draft: SpannedText, segment: Segment, markup: Markup, inner: Callable[[str], str] = str
) -> tuple[str, tuple[str, ...]] | None:
    """Return the msgstr for a draft, and doubts, or None where no valid markup can be made.

    The msgstr is read again before it is returned: it holds exactly the codes of the segment and
    the words of the draft. Words are escaped as little as that allows; `inner` translates what is
    translatable inside of the codes. The draft's spans are those of `inline.protect(segment)`.
    """
    wide = inline.protect(segment)
    raw = sorted(
        code for pair in inline.raw_codes(segment, inner).values() for code in pair if code
    )
    for number, attempt in enumerate(_attempts(draft)):
        for escape in markup.escapes:
            text = inline.from_spanned(attempt, wide, _spelling_as(wide, escape), inner)
            if _is_sound(text, attempt, segment, markup, raw):
                return text, (MOVED,) if number > 1 else ()
    return None


def _spelling_as(segment: Segment, escape: Callable[[str], str]) -> Callable[[str], str]:
    """Return `escape`, but signs that the segment always spells in one way are spelt so, too."""
    ways: dict[str, set[str]] = {}
    bare, cursor = "", 0
    for code in segment.codes:
        bare += segment.text[cursor : code.start]
        cursor = code.end
        if code.role is Role.LITERAL and len(code.plain) == 1 and not code.plain.isalnum():
            ways.setdefault(code.plain, set()).add(segment.text[code.start : code.end])
    bare += segment.text[cursor:]
    spelt = {sign: min(one) for sign, one in ways.items() if len(one) == 1 and sign not in bare}
    if not spelt:
        return escape
    signs = re.compile("([" + re.escape("".join(spelt)) + "])")
    return lambda text: "".join(
        spelt[part] if part in spelt else escape(part) for part in signs.split(text)
    )


def _attempts(draft: SpannedText) -> Iterator[SpannedText]:
    """Yield the draft, then with ever simpler places of its pairs."""
    yield draft
    yield _with_pairs(draft, _trimmed)
    yield _with_pairs(draft, _to_word_borders)
    yield _with_pairs(draft, lambda text, span: replace(span, start=0, end=len(text)))


def _with_pairs(draft: SpannedText, move: Callable[[str, Span], Span]) -> SpannedText:
    spans = [move(draft.text, span) if span.kind is SpanKind.PAIR else span for span in draft.spans]
    spans.sort(key=lambda span: (span.start, -span.end))
    return SpannedText(draft.text, tuple(spans))


def _trimmed(text: str, span: Span) -> Span:
    """Take the white space at its ends out of a pair: no emphasis may begin or end with it."""
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    end = span.end - len(inside) + len(inside.rstrip())
    return replace(span, start=start, end=end) if start < end else span


def _to_word_borders(text: str, span: Span) -> Span:
    """Widen a pair to whole words, and to a word where it was empty."""
    left = _WORD_LEFT.search(text, 0, span.start)
    right = _WORD_RIGHT.match(text, span.end)
    start = left.start() if left else span.start
    end = right.end() if right else span.end
    return _trimmed(text, replace(span, start=start, end=end))


def _is_sound(
    text: str, draft: SpannedText, segment: Segment, markup: Markup, raw: list[str]
) -> bool:
    """Tell whether a text reads as the draft's words with exactly these codes."""
    codes = markup.codes(text, segment)
    words = inline.to_spanned(Segment(text, 0, 0, codes)).text
    return inline.raw_texts(text, codes) == raw and words.split() == draft.text.split()
