"""Apertium: rule-based translation between close languages, with the pairs that are installed.

All of a batch goes through one process, each sentence apart. Spans go through as Apertium's own
word-bound blanks; protected text as a word that no dictionary has.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache

from translate.engines.apertium.capitals import capitalise, in_capitals, respell, spellings
from translate.engines.apertium.edits import Edited, after, before, small_again
from translate.engines.apertium.pairs import debian_packages, pair
from translate.engines.apertium.places import candidates
from translate.engines.apertium.process import data_files, modes, run
from translate.engines.apertium.stream import PRIVATE, Received, Sent, receive, send
from translate.engines.apertium.words import COMPOUND, WORD, strange_names, units
from translate.engines.codes import Coded, complete, encode, find_code, finish, letters
from translate.engines.matching import Candidate, anchors, dress, verbatim
from translate.engines.placing import settle
from translate.errors import EngineError
from translate.languages import base
from translate.model import Draft, Span, SpanKind, SpannedText

_EDITS = "5"  # part of the version: raise it when a draft comes to be made in another way
_NAMES_SHOWN = 4

_PRIVATE = re.compile(f"[{PRIVATE}]")
# What no translator should touch: addresses, handles, tags.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”]*[\w/=&#-]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)[@#]\w+"
    r"|(?<![\w.])(?:[\w-]+\.)+(?:com|org|net|info|eu|fr|es|cat|ca|de|uk|ch|be|io|int|gov|edu)\b(?!\.\w)"
)
_GLUED = re.compile(r"[\w.!?…,;:)\]»”\"%][^\W_]")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the dictionary says of the words of a batch: strange names, accents left out."""

    names: frozenset[str]
    spellings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A text as it came, with codes, and the sentence that Apertium can read, with its spans."""

    coded: Coded
    sentence: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """One text on its way: as it came and as it was sent."""

    ready: _Ready
    sent: Sent
    stopped: bool  # a full stop was added, for the rules want a sentence to end


class Apertium:
    """The engine. Its pairs are Apertium's modes; modes for a variant of a pair are left out."""

    name = "apertium"
    neural = False

    def __init__(self) -> None:
        self._modes: Mapping[tuple[str, str], str] | None = None

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The (source, target) tags of the installed pairs; none where Apertium is missing."""
        return frozenset(self._installed())

    def version(self, source: str, target: str) -> str:
        """A digest of all the data of the pair."""
        return f"apertium {_digest(self._mode(source, target))} {_EDITS}"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        """Yield one draft a text, in order.

        A draft is in doubt where a word was not known, or where a span had to be placed by guess.
        Raises `EngineError` for a pair that is not installed, and when Apertium fails.
        """
        mode = self._mode(source, target)
        known = _known([text.text for text in batch], mode, source)
        jobs = _jobs([_prepared(text, known, source) for text in batch], mode)
        streams = [job.sent.stream for job in jobs if not job.ready.coded.silent]
        with closing(run(mode, streams)) as answers:
            for text, job in zip(batch, jobs, strict=True):
                if job.ready.coded.silent:
                    yield Draft(text)
                else:
                    yield _draft(job, next(answers), source, target)

    def _installed(self) -> Mapping[tuple[str, str], str]:
        if self._modes is None:
            named = ((pair(mode), mode) for mode in modes())
            self._modes = {tags: mode for tags, mode in named if tags is not None}
        return self._modes

    def _mode(self, source: str, target: str) -> str:
        try:
            return self._installed()[source, target]
        except KeyError:
            packages = debian_packages(base(source), base(target))
            raise EngineError(
                f"apertium has no pair from {source} to {target}",
                hint=f"sudo apt-get install {' '.join(packages)}" if packages else "",
            ) from None


@lru_cache(maxsize=64)
def _digest(mode: str) -> str:
    digest = hashlib.sha256(mode.encode())
    for path in data_files(mode):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _known(texts: Sequence[str], mode: str, source: str) -> _Known:
    return _Known(strange_names(texts, mode), spellings(texts, mode, source))


def _prepared(text: SpannedText, known: _Known, source: str) -> _Ready:
    coded = encode(_sheltered(text, known.names), letters)
    places = [(span.start, span.end) for span in coded.spans]
    edited = Edited(coded.sentence, places, frozenset(coded.codes))
    before(edited, source)
    if in_capitals(_words_of(coded)):
        respell(edited, known.spellings)
    edited.replace((at, at, " ") for at in _glued(edited.text, edited.places))
    spans = zip(coded.spans, edited.places, strict=True)
    moved = tuple(replace(span, start=start, end=end) for span, (start, end) in spans)
    return _Ready(coded, edited.text, moved)


def _words_of(coded: Coded) -> str:
    """Return a sentence without its codes."""
    codes = "|".join(map(re.escape, coded.codes))
    return re.sub(codes, "", coded.sentence) if codes else coded.sentence


def _glued(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """Return where a mark stands between two words without a space, as a line break may."""
    points = sorted({start for start, end in spans if start == end})
    return [at for at in points if _GLUED.search(text[max(0, at - 1) : at + 1])]


def _jobs(texts: Sequence[_Ready], mode: str) -> list[_Job]:
    """Write the streams. What the dictionary takes for one word matters where there are spans."""
    with_spans = [text for text in texts if len(text.spans) > len(text.coded.codes)]
    known = units([text.sentence for text in with_spans], mode)
    found = {id(text): places for text, places in zip(with_spans, known, strict=True)}
    jobs = []
    for text in texts:
        sent = send(text.sentence, text.spans, text.coded.codes, found.get(id(text), ()))
        stopped = not re.search(r"[.!?…][»”\"’')\]]*$", text.sentence)
        stream = f"{sent.stream}." if stopped else sent.stream
        jobs.append(_Job(text, replace(sent, stream=stream), stopped))
    return jobs


def _sheltered(text: SpannedText, names: frozenset[str]) -> SpannedText:
    """Return the text with protected spans, of negative numbers, over what must stay as it is."""
    found = [m.span() for m in _PRIVATE.finditer(text.text)]
    found += [m.span() for m in _ADDRESS.finditer(text.text)]
    for pattern in (COMPOUND, WORD):
        found += [m.span() for m in pattern.finditer(text.text) if m.group() in names]
    hidden: list[Span] = []
    for start, end in found:
        taken = [*text.spans, *hidden]
        if not any(_crosses(span, start, end) for span in taken):
            hidden.append(Span(start, end, -1 - len(hidden), SpanKind.PROTECTED))
    spans = sorted((*text.spans, *hidden), key=lambda span: (span.start, -span.end))
    return SpannedText(text.text, tuple(spans))


def _crosses(span: Span, start: int, end: int) -> bool:
    """Tell whether a span has an end within a stretch, or is protected and touches it."""
    if span.kind is SpanKind.PROTECTED and span.start < end and start < span.end:
        return True
    return start < span.start < end or start < span.end < end


def _draft(job: _Job, answer: str, source: str, target: str) -> Draft:
    coded = job.ready.coded
    got = receive(answer, job.sent)
    text, proposals = _finished(job, got, source, target)
    text, doubts = complete(coded, text)
    for code, span in coded.codes.items():
        proposals[span.number] = [Candidate(*find_code(code, text)[0])]
    known = anchors(coded.sentence, text) if coded.spans else []
    settled = settle(SpannedText(coded.sentence, coded.spans), text, proposals, known)
    draft = finish(coded, text, settled, [*doubts, *_unknown(got, coded)])
    shown = tuple(span for span in draft.text.spans if span.number >= 0)
    return replace(draft, text=_tight(coded.origin, SpannedText(draft.text.text, shown)))


def _tight(source: SpannedText, result: SpannedText) -> SpannedText:
    """Take out the spaces that were put in at marks between two words."""
    glued = set(_glued(source.text, [(span.start, span.end) for span in source.spans]))
    numbers = {
        span.number for span in source.spans if span.start == span.end and span.start in glued
    }
    edited = Edited(result.text, [(span.start, span.end) for span in result.spans])
    points = {span.start for span in result.spans if span.number in numbers}
    spaces = {p - 1 if result.text[:p][-1:] == " " else p for p in points}
    edited.replace([(p, p + 1, "") for p in sorted(spaces) if result.text[p : p + 1] == " "])
    places = zip(result.spans, edited.places, strict=True)
    return SpannedText(edited.text, tuple(replace(s, start=a, end=b) for s, (a, b) in places))


def _finished(
    job: _Job, got: Received, source: str, target: str
) -> tuple[str, dict[int, list[Candidate]]]:
    """Return the translation as it should read, and the places that are proposed in it."""
    found = list(candidates(got, job.sent, job.ready.spans))
    edited = Edited(got.text, [(c.start, c.end) for _, c in found])
    if job.stopped:
        edited.sub(r"\s*\.\s*$", "")
    after(edited, job.ready.coded.origin.text, source, target)
    small_again(edited, job.ready.coded.sentence)
    if in_capitals(_words_of(job.ready.coded)):
        capitalise(edited)
    text = edited.text
    proposals: dict[int, list[Candidate]] = {}
    for (number, candidate), (start, end) in zip(found, edited.places, strict=True):
        moved = replace(candidate, start=start, end=end)
        proposals.setdefault(number, []).append(moved)
    for span in job.ready.coded.spans:
        own = job.ready.coded.sentence[span.start : span.end].strip()
        if span.kind is not SpanKind.PROTECTED and own:
            places = proposals.get(span.number) or verbatim(own, text)
            proposals[span.number] = [_opened(text, dress(own, text, place)) for place in places]
    return text, proposals


def _opened(text: str, place: Candidate) -> Candidate:
    """Let a Spanish opening sign be in a span together with its closing one, or not at all."""
    for opening, ending in ("¿?", "¡!"):
        inside = ending in text[place.start : place.end]
        if inside and text[place.start - 1 : place.start] == opening:
            return replace(place, start=place.start - 1)
        if not inside and text[place.start : place.start + 1] == opening:
            return replace(place, start=place.start + 1)
    return place


def _unknown(got: Received, coded: Coded) -> Iterator[str]:
    """Yield a doubt about words without translation; capitalised ones are names, and may stay."""
    codes = {code.casefold() for code in coded.codes}
    plain = (word for word in got.unknown if re.fullmatch(r"[^\W\d_A-Z][^\W\d_]{2,}", word))
    words = list(dict.fromkeys(word for word in plain if word.casefold() not in codes))
    if words:
        yield f"no translation is known for {_listed(words)}"
    if got.raw:
        yield f"the right form is not known of {_listed(list(dict.fromkeys(got.raw)))}"


def _listed(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:_NAMES_SHOWN])
    more = len(words) - _NAMES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
