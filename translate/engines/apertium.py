"""Apertium: rule-based translation between close languages, with the pairs that are installed.

All of a batch goes through one process, each sentence apart. Spans go through as Apertium's own
word-bound blanks; protected text as a word that no dictionary has.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache

from translate.engines.apertium_edits import Edited, after, before
from translate.engines.apertium_pairs import debian_packages, pair
from translate.engines.apertium_process import data_files, environment, modes, run
from translate.engines.apertium_stream import PRIVATE, Received, Sent, candidates, receive, send
from translate.engines.codes import Coded, complete, encode, find_code, finish, letters
from translate.engines.matching import Candidate, anchors, dress, verbatim
from translate.engines.placing import settle
from translate.errors import EngineError
from translate.languages import base
from translate.model import Draft, Span, SpanKind, SpannedText

_EDITS = "1"  # part of the version: raise it when a draft comes to be made in another way
_NAMES_SHOWN = 4

_PRIVATE = re.compile(f"[{PRIVATE}]")
# What no translator should touch: addresses, handles, tags.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”]*[\w/=&#-]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)[@#]\w+"
    r"|(?<![\w.])(?:[\w-]+\.)+(?:com|org|net|info|eu|fr|es|cat|ca|de|uk|ch|be|io|int|gov|edu)\b(?!\.\w)"
)
# Compound names: the last part has a capital, or the first one has it within a sentence.
_COMPOUND = re.compile(
    r"(?<![\w-])[A-ZÀ-Ý]\w*(?:-[a-zà-ÿ]+)*(?:-[A-ZÀ-Ý]\w*)+(?![\w-])"
    r"|(?<=[\w,] )[A-ZÀ-Ý]\w*(?:-\w+)+(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class _Job:
    """One text on its way: as it came, with codes, and as it was sent."""

    text: SpannedText
    coded: Coded
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
        names = _strange_names([text.text for text in batch], mode)
        jobs = [_prepare(text, names, source) for text in batch]
        streams = [job.sent.stream for job in jobs if not job.coded.silent]
        with closing(run(mode, streams)) as answers:
            for job in jobs:
                if job.coded.silent:
                    yield Draft(job.text)
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


def _prepare(text: SpannedText, names: frozenset[str], source: str) -> _Job:
    coded = encode(_sheltered(text, names), letters)
    edited = Edited(coded.sentence, [(s.start, s.end) for s in coded.spans], frozenset(coded.codes))
    before(edited, source)
    spans = [
        replace(span, start=start, end=end)
        for span, (start, end) in zip(coded.spans, edited.places, strict=True)
    ]
    sent = send(edited.text, spans, coded.codes)
    stopped = not re.search(r"[.!?…][»”\"’')\]]*$", edited.text)
    stream = f"{sent.stream}{'.' if stopped else ''}"
    return _Job(text, coded, replace(sent, stream=stream), stopped)


def _sheltered(text: SpannedText, names: frozenset[str]) -> SpannedText:
    """Return the text with protected spans, of negative numbers, over what must stay as it is."""
    found = [m.span() for m in _PRIVATE.finditer(text.text)]
    found += [m.span() for m in _ADDRESS.finditer(text.text)]
    found += [m.span() for m in _COMPOUND.finditer(text.text) if m.group() in names]
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


def _strange_names(texts: Iterable[str], mode: str) -> frozenset[str]:
    """Return the compound names that the dictionary lacks, and would translate piece by piece.

    "Jong-un" must not become "Jong-uno". A compound stays as it is unless it is an entry of its
    own, or each of its parts is a proper name ("Rhénanie-Palatinat").
    """
    found = sorted({match.group() for text in texts for match in _COMPOUND.finditer(text)})
    dictionary = next((p for p in data_files(mode) if p.name.endswith(".automorf.bin")), None)
    if not found or dictionary is None:
        return frozenset()
    asked = [piece for name in found for piece in (name, *name.split("-"))]
    analysed = subprocess.run(
        ["lt-proc", "-z", "-w", str(dictionary)],
        input="".join(f"{piece}.[]\0" for piece in asked).encode(),
        capture_output=True,
        check=False,
        env=environment(),
    )
    answers = iter(analysed.stdout.decode(errors="replace").split("\0"))
    strange = set()
    for name in found:
        whole = next(answers, "")
        parts = [next(answers, "") for _ in name.split("-")]
        entry = whole.casefold().startswith(f"^{name}/".casefold()) and "/*" not in whole
        if not entry and not all("<np>" in part for part in parts):
            strange.add(name)
    return frozenset(strange)


def _draft(job: _Job, answer: str, source: str, target: str) -> Draft:
    coded = job.coded
    got = receive(answer, job.sent)
    text, proposals = _finished(job, got, source, target)
    text, doubts = complete(coded, text)
    for code, span in coded.codes.items():
        proposals[span.number] = [Candidate(*find_code(code, text)[0])]
    known = anchors(coded.sentence, text) if coded.spans else []
    settled = settle(SpannedText(coded.sentence, coded.spans), text, proposals, known)
    draft = finish(coded, text, settled, [*doubts, *_unknown(got, coded)])
    shown = tuple(span for span in draft.text.spans if span.number >= 0)
    return replace(draft, text=SpannedText(draft.text.text, shown))


def _finished(
    job: _Job, got: Received, source: str, target: str
) -> tuple[str, dict[int, list[Candidate]]]:
    """Return the translation as it should read, and the places that are proposed in it."""
    found = list(candidates(got, job.sent))
    edited = Edited(got.text, [(c.start, c.end) for _, c in found])
    if job.stopped:
        edited.sub(r"\s*\.\s*$", "")
    after(edited, job.coded.origin.text, source, target)
    text = edited.text
    proposals: dict[int, list[Candidate]] = {}
    for (number, candidate), (start, end) in zip(found, edited.places, strict=True):
        moved = replace(candidate, start=start, end=end)
        proposals.setdefault(number, []).append(moved)
    for span in job.coded.spans:
        own = job.coded.sentence[span.start : span.end].strip()
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
