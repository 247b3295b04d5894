"""What is put right before and after a rule-based translation.

Apertium's dictionaries know one spelling of each word, and its rules carry the habits of writing
over from the source. Before: letters in the one spelling, French inversions (`a-t-il dit`) in
plain order, which the rules can parse. After: the signs of the target language.

Every edit moves the places of the spans with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from translate.languages import base

Replacement = Callable[[re.Match[str]], str]

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_CLITICS = (
    r"(?:(?:ne|me|te|se|le|la|les|lui|leur|y|en|nous|vous) |[nmtsl]['’])*"  # stand before the verb
)
_INVERSION = re.compile(
    rf"\b(?P<word>où |quand |combien )?(?P<clitics>{_CLITICS})"
    r"(?P<verb>[^\W\d_]+)-(?:t-)?(?P<subject>ils?|elles?|on)\b(?!['’-])",
    re.IGNORECASE,
)
_MARKED_QUESTIONS = frozenset({"es", "ast"})
_SECOND = re.compile(r"\W*(?P<first>[\w'’-]+) (?P<letter>[^\W\d_])")
_ABBREVIATION = re.compile(r"\b[A-ZÀ-Ý]\w{0,2}\.$")


@dataclass(slots=True)
class Edited:
    """A text, the places (start, end) that move with its edits, and words that no edit touches."""

    text: str
    places: list[tuple[int, int]]
    kept: frozenset[str] = frozenset()

    def sub(self, pattern: str | re.Pattern[str], replacement: str | Replacement) -> None:
        """Replace as `re.sub` does. A place that begins or ends in an edit takes in all of it."""
        edits: list[tuple[int, int, str]] = []
        for match in re.finditer(pattern, self.text):
            if any(word in match.group() or self._cuts(match, word) for word in self.kept):
                continue
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new != match.group():
                edits.append((match.start(), match.end(), new))
        self.replace(edits)

    def _cuts(self, match: re.Match[str], word: str) -> bool:
        """Tell whether a match begins or ends in a word."""
        at = self.text.find(word)
        return any(at < end < at + len(word) for end in match.span())

    def replace(self, edits: Iterable[tuple[int, int, str]]) -> None:
        """Replace each `start:end` by its text; the edits rise and do not overlap."""
        for start, end, new in sorted(edits, reverse=True):
            self.text = self.text[:start] + new + self.text[end:]
            edit = (start, end, len(new))
            self.places = [
                (_moved(first, *edit, inside=start), _moved(last, *edit, inside=start + len(new)))
                for first, last in self.places
            ]


def _moved(at: int, start: int, end: int, length: int, *, inside: int) -> int:
    """Return where an offset is after `start:end` became so many letters."""
    if at <= start:
        return at
    return at + length - (end - start) if at >= end else inside


def before(edited: Edited, source: str) -> None:
    """Bring a sentence of the language `source` into the spelling that the dictionaries know."""
    edited.sub("[\u00ad\u200b\u2060\ufeff]", "")
    edited.sub("\\w[\u0300-\u036f]+", lambda m: unicodedata.normalize("NFC", m.group()))
    edited.sub("[\u2010\u2011]", "-")
    edited.sub("(?<=\\w)[’\u02bc](?=\\w)", "'")
    if base(source) == "fr":
        edited.sub("œ", "oe")
        edited.sub("Œ(?=[a-zà-ý])", "Oe")
        edited.sub("Œ", "OE")
        edited.sub(_INVERSION, _straight)


def _straight(match: re.Match[str]) -> str:
    """Put the subject before the verb: `N'a-t-il` becomes `Il n'a`.

    After a question word that is no question word in front of a subject ("quand il vient"), the
    subject falls out instead, as it does in the languages that Apertium makes of French.
    """
    word, subject, rest = match["word"], match["subject"], match["clitics"] + match["verb"]
    if word is not None and subject.lower() != "on":
        return f"{word}{rest}"
    if word is None and rest[:1].isupper() and not (rest.isupper() and len(rest) > 1):
        subject, rest = subject.capitalize(), rest[:1].lower() + rest[1:]
    return f"{word or ''}{subject} {rest}"


def after(edited: Edited, origin: str, source: str, target: str) -> None:
    """Give a translation the habits of its language; `origin` is the text it was made of."""
    ours, theirs = base(source), base(target)
    edited.sub(r"\s+", " ")
    edited.sub(r"^ | $", "")
    if not re.search(r"\w-(?!\w)", origin):
        edited.sub(r"(?<=\w)-(?!\w)", "")  # what is left of a pronoun that fell out
    _oe_again(edited, origin)
    if ours == "fr" and theirs != "fr":
        edited.sub(r"(?<=\S) (?=[;:!?»])|(?<=«) ", "")
    if theirs == "fr" and ours != "fr":
        edited.sub(r"(?<=[^\s\d:;!?]) ?(?=[;!?])", _NARROW)
        edited.sub(r"(?<=[^\s:;!?]) ?(?=:(?:\s|$))|(?<=«) ?(?=\S)|(?<=\S) ?(?=»)", _NO_BREAK)
    if theirs in _MARKED_QUESTIONS and ours not in _MARKED_QUESTIONS:
        for sign, opening in ("?¿", "!¡"):
            edited.replace(_openings(edited.text, sign, opening))
    if ours in _MARKED_QUESTIONS and theirs not in _MARKED_QUESTIONS:
        edited.sub("[¿¡]", "")
    if "'" not in origin:
        edited.sub(r"(?<=\w)'(?=\w)", "’")
    _no_break_again(edited, origin)
    _capital_again(edited, origin)


def small_again(edited: Edited, sentence: str) -> None:
    """Write the second word small where the sentence does: "Xqzaa Escribió", "Rainfall De".

    Rules take the word behind a first one that they do not know for the first.
    """
    ours = _SECOND.match(sentence)
    theirs = _SECOND.match(edited.text)
    if ours is None or theirs is None or ours["first"].casefold() != theirs["first"].casefold():
        return
    if ours["letter"].islower() and theirs["letter"].isupper():
        edited.replace([(*theirs.span("letter"), theirs["letter"].lower())])


def _oe_again(edited: Edited, origin: str) -> None:
    """Give back the ligature to words that came through untranslated."""
    for word in set(re.findall(r"\w*[œŒ]\w*", origin)):
        plain = word.replace("œ", "oe").replace("Œ", "OE" if word.isupper() else "Oe")
        edited.sub(rf"\b{re.escape(plain)}\b", word)


def _openings(text: str, sign: str, opening: str) -> list[tuple[int, int, str]]:
    """Return where the signs that open a question or an exclamation belong."""
    places = []
    begin = 0
    for match in re.finditer(re.escape(sign) + r"+", text):
        start = _sentence_start(text, begin, match.start())
        if opening not in text[start : match.start()]:
            places.append((start, start, opening))
        begin = match.end()
    return places


def _sentence_start(text: str, begin: int, end: int) -> int:
    """Return where the sentence begins that ends at `end`: after a stop, a colon, a quote."""
    start = begin
    for stop in re.finditer(r"[.!?…]+[»”\"’)\]]*\s+|[:;]\s+", text[begin:end]):
        if not _ABBREVIATION.search(text[begin : begin + stop.end()].rstrip()):
            start = begin + stop.end()
    for opening, closing in ("«»", "“”", "()", "[]"):
        at = text.rfind(opening, start, end)
        if at >= 0 and text.find(closing, at, end) < 0:
            start = max(start, at + 1)
    skip = re.match(r"[\s,;»”\"’)\]—–-]*", text[start:end])
    return start + skip.end() if skip else start


def _no_break_again(edited: Edited, origin: str) -> None:
    """Put no-break spaces back between words that came through as they were: `3,5 %`."""
    for match in re.finditer(rf"(\w+[.,]?)([{_NO_BREAK}{_NARROW}])(?=(\w+|[%€$£°]))", origin):
        left, space, right = match.groups()
        pattern = rf"(?<=\b{re.escape(left)}) (?={re.escape(right)}(?!\w))"
        edited.sub(pattern, space)


def _capital_again(edited: Edited, origin: str) -> None:
    """Begin with one capital where the source does: "L'eau" is no "EL agua", and no "el agua"."""
    ours = re.search(r"[^\W\d_]+", origin)
    theirs = re.match(r"[^\w]*([^\W\d_]+)", edited.text)
    if ours is None or theirs is None or not ours.group()[0].isupper():
        return
    word = theirs.group(1)
    rest = word[1:].lower() if len(ours.group()) == 1 and word.isupper() else word[1:]
    edited.replace([(*theirs.span(1), word[0].upper() + rest)])
