"""Text into sentences, without changing a character of it.

`sentencex` (Wikimedia) proposes the ends of sentences. This module takes back those that stand
after an abbreviation, an initial, an ordinal or a label, before a lower-case word, or inside a
URL; moves the others past the closing quotes, brackets, emphasis and footnote marks that belong to
the sentence; and adds the few clear ones that sentencex leaves out. Where it sees no reason for
either, sentencex decides.

The principles are those of Unicode's UAX #29 (a full stop before a lower-case letter ends
nothing). The abbreviations are CLDR's and our own: `data/abbreviations.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

# A quotation stays whole, with what is said about it, unless it would become a segment of more
# characters than this: a burden for a translator, and more than engines are trained on.
_LONG = 300

# How far back an abbreviation is looked for, and how many of its last letters tell at a glance
# that a word is none; both in characters.
_REACH = 24
_TAIL = 4

# How many characters sentencex sees at once.
_PAGE = 10_000

_BULLETS = "•⁃◦▪‣●"
_OPENING = "«“”„‚‘’\"'‹»([{¿¡*_~`#–—-" + _BULLETS
_CLOSING = "\"'”’“»›«‹)]}*_~`"

# A stop, what closes after it, white space, what opens before the next word, and that word. The
# look-behind keeps a long run of dots (a table of contents) from being tried dot by dot; it stands
# second because a pattern that begins with a plain set of characters is searched for faster.
_CANDIDATE = re.compile(
    rf"""
    ( [.!?…] (?<![.!?…].) [.!?…]*+ (?: [ \u00a0\u202f][.!?](?![.!?…\w]) ){{0,9}}+ )
    ( (?: [{re.escape(_CLOSING)}¹²³⁴⁵⁶⁷⁸⁹⁰]++ | [ \u00a0\u202f\u2009][»›](?!\w)
        | \[\^?\w+\] | </\w+> | (?<=\])\([^()\s]*\) )*+ )
    ( \s++ )
    ( (?: [{re.escape(_OPENING)}]\s?+ | …\]?\s?+ | \.{{3}}\]?\s?+ | <\w[^<>]*> )*+ )
    ( \w*+ )
    """,
    re.VERBOSE,
)

_ILLEGIBLE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]")
# A line break before a blank line or a bullet, or with a line of dashes ("-----").
_BREAK = re.compile(
    rf"\n[^\S\n]*+(?: (?=[\n{_BULLETS}]) | ([-_*=~–—])\1{{2,}}+[^\S\n]*+(?=\n|\Z) )", re.VERBOSE
)
_LABEL = re.compile(rf"\s*+([{_BULLETS}]?)\s?+(\d{{1,3}}|[a-z])(\.\)|[.)])(?!\d)")
_LABEL_NAME = re.compile(r"\d{1,3}|[^\W\d_]|[ivx]{2,3}|[IVX]{2,3}")
_ACRONYM = re.compile(r"[^\W\d_](?:\.-?[^\W\d_]{1,2})+")
_ROMAN = re.compile(r"[IVXLC]+")
_GLUED = re.compile(r"[^\W\d_]{3,}[.!?]")


class _Kind(Enum):
    """What a full stop after a certain word means."""

    NEVER = auto()  # something always follows: a title before a name, "cf."
    NUMBER = auto()  # an abbreviation before a number, else perhaps a word: "art.", "No."
    USUALLY = auto()  # an abbreviation, unless a word follows that only opens sentences
    ACRONYM = auto()  # the same, for letters with full stops: "S.N.C.F."
    MAY = auto()  # an abbreviation or a word that may well close the sentence: "Inc.", "U.S."
    ENDS = auto()  # an abbreviation that closes the sentence before any capital: "etc."


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is known of a language.

    `proposer` is the tag that sentencex is asked with, `tails` the last letters of all `words`,
    `openers` are words that open sentences and name nobody, `clock` those that follow a time of
    day ("5 p.m. Monday"), `initial` is what a single letter with a full stop is taken for;
    `ordinals` and `nouns` tell whether ordinals are written "3." and nouns with a capital.
    """

    proposer: str
    words: dict[str, _Kind]
    tails: frozenset[str]
    openers: frozenset[str]
    clock: frozenset[str]
    initial: _Kind
    ordinals: bool
    nouns: bool


def split_sentences(text: str, language: str) -> list[str]:
    """Cut a text into its sentences; the pieces joined are exactly the text.

    White space between two sentences belongs to the end of the first; white space before the
    first sentence belongs to it. An empty text gives no piece, a text of white space alone gives
    one. `language` is a BCP 47 tag; any other string works as a language without rules of its own.
    """
    starts = [start for start, _ in sentence_spans(text, language)]
    if not starts:
        return [text] if text else []
    starts[0] = 0
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return the half-open character ranges of the sentences, in order.

    No range is empty or has white space at its edges, and outside of them there is nothing but
    white space. A line break counts as a space; a blank line always parts two sentences, and so
    does a bullet at the start of a line, and a line of dashes.
    """
    rules = _rules(language)
    if "\n" not in text and not _LABEL.match(text):
        return _block_spans(text, 0, rules)
    return [
        span
        for start, end in _blocks(text, rules)
        for span in _block_spans(text[start:end], start, rules)
    ]


@lru_cache(maxsize=64)
def _rules(language: str) -> _Rules:
    base = language.replace("_", "-").split("-", 1)[0].lower()
    path = Path(__file__).parent / "data" / "abbreviations.json"
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    own: dict[str, str] = data["own"].get("nb" if base in {"no", "nn"} else base, {})
    words: dict[str, _Kind] = {}
    for kind, listed in (
        (_Kind.USUALLY, data["cldr"].get(base, "")),
        (_Kind.USUALLY, own.get("usually", "")),
        (_Kind.NUMBER, own.get("number", "")),
        (_Kind.MAY, own.get("may", "")),
        (_Kind.ENDS, own.get("ends", "")),
        (_Kind.NEVER, own.get("never", "")),
    ):
        for entry in listed.split():
            word = entry.removesuffix(".")
            words[word] = kind
            if len(word) > 1 and kind in {_Kind.NEVER, _Kind.NUMBER}:
                words.setdefault(word[0].upper() + word[1:], kind)
    openers = frozenset(own.get("openers", "").split())
    return _Rules(
        proposer=base,
        words=words,
        tails=frozenset(word[-_TAIL:] for word in words),
        openers=openers,
        clock=frozenset(own.get("clock", "").split()),
        initial=_Kind.USUALLY if openers else _Kind.NEVER,
        ordinals=base in data["ordinals"].split(),
        nouns=base in data["nouns"].split(),
    )


def _blocks(text: str, rules: _Rules) -> Iterator[tuple[int, int]]:
    """Yield the ranges no sentence can leave: paragraphs, bulleted lines, items of flat lists."""
    cuts = [0]
    for match in _BREAK.finditer(text):
        cuts += match.span() if match[1] else (match.start(),)
    for start, end in pairwise([*cuts, len(text)]):
        label = _LABEL.match(text, start, end)
        inner = _label_cuts(text, end, label, rules) if label else ()
        yield from pairwise([start, *inner, end])


def _label_cuts(text: str, end: int, label: re.Match[str], rules: _Rules) -> Iterator[int]:
    """Yield where the labels that continue `label` stand: 2., 3., or b., c.

    In a language that writes ordinals with a full stop, "2. Oktober" is no label unless a
    sentence ends before it.
    """
    bullet, name, close = label.groups()
    ordinal = rules.ordinals and close == "." and not bullet and name.isdigit()
    before = r"(?<=[.!?:;])\s" if ordinal else r"\s"
    at = label.end()
    while True:
        name = str(int(name) + 1) if name.isdigit() else chr(ord(name) + 1)
        continued = rf"{re.escape(bullet)}\s?{re.escape(name + close)}\s?[^\W\d]"
        found = re.compile(rf"{before}(?={continued})").search(text, at, end)
        if found is None:
            return
        at = found.end()
        yield at


def _block_spans(block: str, offset: int, rules: _Rules) -> list[tuple[int, int]]:
    """Return the ranges of a block's sentences, moved by `offset`."""
    bare = block.strip()
    if not bare:
        return []
    offset += block.index(bare[0])
    spans = []
    first = 0
    for end, start in _gaps(bare, rules):
        spans.append((offset + first, offset + end))
        first = start
    spans.append((offset + first, offset + len(bare)))
    return spans


def _gaps(block: str, rules: _Rules) -> Iterator[tuple[int, int]]:
    """Yield the ranges between two sentences of a block that has no white space at its edges."""
    proposals = _proposals(block, rules)
    first = index = 0
    for match in _CANDIDATE.finditer(block):
        stop, word = match.start(), match.end(4)
        while (proposal := proposals[index]) <= stop:
            index += 1
            if proposal > first and _stands(block, proposal):
                yield (gap := _gap(block, proposal))
                first = gap[1]
        if word == len(block):
            return
        piece = (proposals[index - 1] if index else 0, proposal)
        if _ends_here(match, first, piece, rules):
            yield match.span(3)
            first = match.end(3)
        while proposals[index] <= word:
            index += 1
    for proposal in proposals[index:-1]:
        if proposal > first and _stands(block, proposal):
            yield (gap := _gap(block, proposal))
            first = gap[1]


def _proposals(block: str, rules: _Rules) -> list[int]:
    """Return where sentencex ends its pieces, the end of the block last.

    It gets plain spaces only (1.0.32 panics at a no-break space between a capital and a stop), no
    lone surrogate (which has no UTF-8), and no more than a few pages at once (its time grows with
    the square of a paragraph's length).
    """
    import sentencex

    legible = _ILLEGIBLE.sub(" ", block)
    ends: list[int] = []
    for page in range(0, len(legible), _PAGE):
        pieces = sentencex.segment(rules.proposer, legible[page : page + _PAGE])
        ends += list(accumulate(map(len, pieces[:-1]), initial=page))[1:]
    ends.append(len(block))
    return ends


def _gap(block: str, at: int) -> tuple[int, int]:
    """Return the white space around a place, which may be none."""
    end = start = at
    while block[end - 1].isspace():
        end -= 1
    while block[start].isspace():
        start += 1
    return end, start


def _stands(block: str, at: int) -> bool:
    """Tell whether a proposal stands that no white space follows, or no stop of ours precedes.

    Stops of other scripts need no space after them. After one of ours, a space is missing only
    between a word and a capitalised one ("the end.Then she"): anything else is a file name, a URL
    or an acronym.
    """
    before, after = block[at - 1], block[at]
    if before.isspace() or (before not in ".!?…" and before not in _CLOSING):
        return True
    if not after.isupper():
        return after.isalpha() and not _lower(after)
    token = block[max(0, at - _REACH) : at].rsplit(maxsplit=1)[-1].lstrip(_OPENING)
    return bool(_GLUED.fullmatch(token)) and not block[at + 1 : at + 2].isupper()


def _ends_here(match: re.Match[str], first: int, piece: tuple[int, int], rules: _Rules) -> bool:
    """Tell whether the sentence that began at `first` ends at a candidate.

    `piece` is the range that sentencex cuts out around the candidate's stop.
    """
    at = match.end(4)
    following = match.string[at]
    proposed = piece[1] <= at
    kind = _kind(match, first, rules) if match[1] == "." else None
    if following.isupper():
        if proposed and kind is None and match.end(1) - match.start() == 1:
            return True  # nearly all of them
        if _continues(match, kind, rules):
            return False
        return proposed or _missed(match, first, piece, kind, rules)
    if _lower(following):
        return kind is None and _opens_in_lower_case(match, piece, rules)
    if following.isdigit():
        return proposed and kind is None
    return proposed and following not in ",;:.!?…%)]}»”"


def _continues(match: re.Match[str], kind: _Kind | None, rules: _Rules) -> bool:
    """Tell whether a stop before a capital belongs to an abbreviation or an ellipsis."""
    if kind is None:  # ". . ." and "[…]" omit words within a sentence, ". . . ." ends one
        omitted = match[1] in {"…", "..."} and match[2][:1] in {"]", ")"}
        return omitted or match[1].count(".") == len(match[1].split()) == 3
    if rules.openers and (kind is _Kind.USUALLY or kind is _Kind.ACRONYM):
        return not _opens(match, kind, rules)
    if kind is _Kind.NUMBER:
        return _ROMAN.fullmatch(match[5]) is not None
    return kind is _Kind.NEVER or (kind is _Kind.MAY and match[5] in rules.clock)


def _missed(
    match: re.Match[str], first: int, piece: tuple[int, int], kind: _Kind | None, rules: _Rules
) -> bool:
    """Tell whether a stop before a capital ends a sentence though sentencex does not propose it.

    It proposes no end in a quotation or a bracket, after "…", after ".)", or after an abbreviation
    that it knows.
    """
    if piece[1] - piece[0] > _LONG:
        word = match.string[max(0, match.start() - 3) : match.start()]
        return kind is None and (match[1] != "." or (word.isalpha() and word.islower()))
    sentence = match.string[first : match.end(2)]
    bracketed = sentence[0] == "(" and ")" in match[2]
    clear = kind is _Kind.ENDS or match[1] == "…" or bracketed or _opens(match, kind, rules)
    return clear and not _enclosed(sentence)


def _kind(match: re.Match[str], first: int, rules: _Rules) -> _Kind | None:
    """Return what the word before a full stop makes of it, None for a plain word."""
    text, stop = match.string, match.start()
    tail = text[max(first, stop - _TAIL) : stop]
    if len(tail) == _TAIL and tail.isalpha() and tail not in rules.tails:
        return None
    tokens = text[max(first, stop - _REACH) : stop].split()
    if not tokens:
        return None
    if stop - first < 8 and _LABEL_NAME.fullmatch(text[first:stop].lstrip(_OPENING + " \u00a0")):
        return _Kind.NEVER
    word = tokens[-1].lstrip(_OPENING)
    spaced = len(word) <= 3 and len(tokens) > 1 and tokens[-2][-1] == "."  # z. B., n. Chr., p. ej.
    joined = tokens[-2].lstrip(_OPENING) + word if spaced else word
    return rules.words.get(joined) or rules.words.get(word) or _shape(word, tokens, rules)


def _shape(word: str, tokens: list[str], rules: _Rules) -> _Kind | None:
    """Return what the mere look of a word tells: initials, acronyms, ordinals, elided words."""
    if len(word) == 1 and word.isalpha():
        measured = word.islower() and len(tokens) > 1 and tokens[-2][-1].isdigit()
        return None if measured else rules.initial
    if word.isdigit():
        return _Kind.USUALLY if rules.ordinals and len(word) <= 2 else None
    if _ACRONYM.fullmatch(word):
        return rules.initial if len(word) == 4 and word[1:3] == ".-" else _Kind.ACRONYM  # J.-M.
    elided = max(word.rfind("'"), word.rfind("’"))
    return rules.words.get(word[elided + 1 :]) if elided >= 0 else None


def _opens(match: re.Match[str], kind: _Kind | None, rules: _Rules) -> bool:
    """Tell whether the next word is one that only opens sentences, and is no part of a name.

    Before a capital it is taken for the head of a name ("J.-M. Le Guen", "The Hague"), but after
    an acronym, and in languages that capitalise every noun.
    """
    if match[5] not in rules.openers:
        return False
    after = match.string[match.end(5) : match.end(5) + 2]
    if after[:1] in {".", ""}:
        return False
    return rules.nouns or kind is _Kind.ACRONYM or not after[1:].isupper()


def _opens_in_lower_case(match: re.Match[str], piece: tuple[int, int], rules: _Rules) -> bool:
    """Tell whether a sentence opens in lower case: "iPhone", "...and so", Dutch "'s Avonds"."""
    text, opening, at = match.string, match[4], match.end(4)
    if text[at + 1 : at + 2].isupper():
        return not opening
    if opening.endswith(("...", "…")):
        return piece[1] <= at
    dutch = rules.proposer == "nl" and match[5] in {"s", "t", "n"}
    return dutch and opening.endswith(("'", "’")) and text[at + 2 : at + 3].isupper()


def _enclosed(sentence: str) -> bool:
    """Tell whether a quotation or a bracket is open at the end."""
    count = sentence.count
    curly = count("„") - count("“") if "„" in sentence else count("“")
    return (
        curly > count("”")
        or count("«") != count("»")
        or count("(") > count(")")
        or count('"') % 2 == 1
    )


def _lower(character: str) -> bool:
    """Tell whether a letter has a capital form that it could have begun with."""
    return character.islower() and character.title() != character
