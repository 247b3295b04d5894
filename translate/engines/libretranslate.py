"""LibreTranslate: a server of the user's own, asked for batches of clean sentences.

Off unless `[engine.libretranslate]` in the project file names its `url`. Spans are placed by
agreement of the parts, in the best answer and in the alternatives that the server offers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from translate.engines.agreement import Translate, prepare, translate_batch
from translate.engines.http_client import RefusedError, Server, ask, key_from
from translate.errors import EngineError, LanguageError
from translate.languages import canonical
from translate.model import Draft, Finding, SpannedText

IN_PARTS = "it is longer than the server allows, so it was translated in parts"

_PLACING = "1"  # part of the version: raise it when spans come to be placed in another way
_WINDOW = 128  # texts whose sentences and parts are asked for together
_MOST = 32  # texts of a request, until the server takes no more than fewer
_GREETING = 10.0  # seconds in which a server must say which languages it has
_NAME = "libretranslate"

# Two tags of one language in one script; the server knows one of them.
_SAME = {"zh": "zh-Hans", "zh-Hans": "zh", "nb": "no", "no": "nb"}

# What tells one model from another, for the server names no versions: how it translates this.
_PROBE = "Of the 14 members, three had read the long report before the vote on Thursday."

Hypotheses = tuple[str, ...]
"""What a server makes of one text, the best one first."""


class LibreTranslate:
    """The engine of one server. What it offers is asked once, and holds for the engine's life.

    `url` is the server's address, without one there are no pairs; `api_key_env` names the
    environment variable with the key; `timeout` is in seconds; `alternatives` is how many further
    answers are asked for each sentence.
    """

    name = _NAME
    neural = True

    def __init__(
        self,
        url: str = "",
        api_key_env: str = "",
        timeout: float = 120.0,
        retries: int = 3,
        alternatives: int = 2,
    ) -> None:
        self._server = Server(_NAME, url.rstrip("/"), timeout, retries)
        self._key = key_from(api_key_env)
        self._alternatives = alternatives
        self._most = _MOST
        self._longest: int | None = None
        self._codes: Mapping[tuple[str, str], tuple[str, str]] | None = None
        self._trouble: tuple[Finding, ...] = ()
        self._versions: dict[tuple[str, str], str] = {}

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The (source, target) tags that the server offers; none where it cannot be reached."""
        return frozenset(self._offered())

    def problems(self) -> list[Finding]:
        """What keeps the engine from work: no address, or no server there."""
        self._offered()
        return list(self._trouble)

    def version(self, source: str, target: str) -> str:
        """A digest of how the server translates one sentence. Raises `EngineError`."""
        codes = self._pair(source, target)
        if codes not in self._versions:
            answer = self._found([_PROBE], codes, 0)[_PROBE][0]
            self._versions[codes] = hashlib.sha256(answer.encode()).hexdigest()[:12]
        return f"{_NAME} {self._versions[codes]} {self._alternatives} {_PLACING}"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        """Yield one draft a text, in order; spans by agreement of the parts, no score.

        Raises `EngineError` for a pair that the server does not have, and when it fails.
        """
        codes = self._pair(source, target)
        for begin in range(0, len(batch), _WINDOW):
            yield from self._window(batch[begin : begin + _WINDOW], codes)

    def _window(self, batch: Sequence[SpannedText], codes: tuple[str, str]) -> Iterator[Draft]:
        sentences = [prepare(text).coded.sentence for text in batch]
        known = set(sentences)
        heard: dict[str, Hypotheses] = {}

        def translate(texts: Iterable[str]) -> Generator[str, None, None]:
            waiting = iter(texts)
            while some := list(islice(waiting, 2 * _MOST)):
                whole = [text for text in some if text in known]
                parts = [text for text in some if text not in known]
                heard.update(self._found(whole, codes, self._alternatives))
                heard.update(self._found(parts, codes, 0))
                yield from (heard[text][0] for text in some)

        drafts = translate_batch(batch, translate)
        for text, sentence, draft in zip(batch, sentences, drafts, strict=True):
            others = _others(text, sentence, heard) if sentence in heard else ()
            doubts = draft.doubts
            if self._longest is not None and len(sentence) > self._longest:
                doubts = (*doubts, IN_PARTS)
            yield replace(draft, alternatives=others, doubts=doubts)

    def _found(
        self, texts: Sequence[str], codes: tuple[str, str], alternatives: int
    ) -> dict[str, Hypotheses]:
        """Return what the server makes of each text, asked in requests that it accepts."""
        found: dict[str, Hypotheses] = {}
        waiting = [t for t in texts if self._longest is None or len(t) <= self._longest]
        while waiting:
            some = waiting[: self._load(waiting)]
            further = min(alternatives, self._alternatives)
            try:
                answers = self._post(some, codes, further)
            except RefusedError as refusal:
                if refusal.status not in {400, 413} or (len(some) == 1 and not further):
                    raise
                self._ask_less(len(some))
                continue
            found.update(zip(some, answers, strict=True))
            del waiting[: len(some)]
        for text in texts:
            if text not in found and self._longest is not None:
                pieces = _pieces(text, self._longest)
                made = self._found(pieces, codes, 0)
                found[text] = (" ".join(made[piece][0] for piece in pieces),)
        return found

    def _load(self, texts: Sequence[str]) -> int:
        """Return how many of the texts go into one request; earlier servers add up their length."""
        count = length = 0
        for text in texts[: self._most]:
            length += len(text)
            if count and self._longest is not None and length > self._longest:
                break
            count += 1
        return count

    def _ask_less(self, texts: int) -> None:
        """Learn from a refusal: servers have limits of texts and of alternatives, and name none."""
        if texts > 1:
            self._most = texts // 2
        else:  # so it was not for the number of texts
            self._alternatives, self._most = 0, _MOST

    def _post(
        self, texts: Sequence[str], codes: tuple[str, str], alternatives: int
    ) -> list[Hypotheses]:
        body: dict[str, Any] = {
            "q": list(texts),
            "source": codes[0],
            "target": codes[1],
            "format": "text",
        }
        if alternatives:
            body["alternatives"] = alternatives
        if self._key:
            body["api_key"] = self._key
        answer = ask(self._server, "/translate", body)
        best = _strings(answer.get("translatedText") if isinstance(answer, dict) else None)
        if best is None or len(best) != len(texts):
            raise EngineError(
                f"{_NAME} at {self._server.url} did not answer with a translation for each text"
            )
        more = answer.get("alternatives")
        if not isinstance(more, list) or len(more) != len(best):
            more = [()] * len(best)
        return [
            tuple(dict.fromkeys((first, *(_strings(others) or ()))))
            for first, others in zip(best, more, strict=True)
        ]

    def _pair(self, source: str, target: str) -> tuple[str, str]:
        """Return the server's own codes for a pair of tags."""
        offered = self._offered()
        for one in (source, _SAME.get(source, source)):
            for other in (target, _SAME.get(target, target)):
                if (one, other) in offered:
                    return offered[one, other]
        if self._trouble:
            raise EngineError(
                self._trouble[0].message, hint="See the table [engine.libretranslate]."
            )
        raise EngineError(
            f"{_NAME} at {self._server.url} does not translate from {source} to {target}"
        )

    def _offered(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        if self._codes is None:
            self._codes = {}
            if not self._server.url:
                words = "[engine.libretranslate] has no url, so there is no server to ask"
                self._trouble = (Finding("translate.toml", 0, words),)
                return self._codes
            patience = min(self._server.timeout, _GREETING)
            greeting = replace(self._server, timeout=patience, retries=0)
            try:
                self._codes = _pairs(ask(greeting, "/languages"))
                self._longest = _longest(greeting)
            except EngineError as error:
                self._trouble = (Finding("translate.toml", 0, str(error)),)
        return self._codes


def _others(
    text: SpannedText, sentence: str, heard: Mapping[str, Hypotheses]
) -> tuple[SpannedText, ...]:
    """Place the spans in the alternatives to a sentence; those that leave a doubt are left out.

    What was asked for the first answer has to do for them.
    """
    found: list[SpannedText] = []
    for other in heard[sentence][1:]:
        told = _telling({text: answers[0] for text, answers in heard.items()} | {sentence: other})
        try:
            (draft,) = translate_batch([text], told)
        except KeyError:
            continue
        if not draft.doubts:
            found.append(draft.text)
    return tuple(found)


def _telling(known: Mapping[str, str]) -> Translate:
    def translate(texts: Iterable[str]) -> Generator[str, None, None]:
        for text in texts:
            yield known[text]

    return translate


def _pairs(languages: Any) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the server's codes by pair of tags; languages that CLDR does not know are left out.

    Earlier servers do not say which targets a language has: then it has all.
    """
    if not isinstance(languages, list) or not all(isinstance(one, dict) for one in languages):
        raise EngineError("the server's list of languages is not what LibreTranslate gives")
    codes = [str(one.get("code", "")) for one in languages]
    tags = {code: tag for code in codes if (tag := _tag(code)) is not None}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for one in languages:
        code = str(one.get("code", ""))
        targets = _strings(one.get("targets"))
        for target in codes if targets is None else targets:
            other = _tag(target) if target in tags else None
            if code in tags and other is not None and tags[code] != other:
                found[tags[code], other] = (code, target)
    return found


def _tag(code: str) -> str | None:
    try:
        return canonical(code)
    except LanguageError:
        return None


def _longest(server: Server) -> int | None:
    """Return the characters that a text may have, or None where there is no limit."""
    try:
        limit = ask(server, "/frontend/settings").get("charLimit", -1)
    except (EngineError, AttributeError):
        return None  # a server without this page may still translate
    return limit if isinstance(limit, int) and limit > 0 else None


def _strings(value: Any) -> list[str] | None:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    return None


def _pieces(text: str, longest: int) -> list[str]:
    """Cut a text into pieces that the server takes, behind a sign or else between two words."""
    pieces: list[str] = []
    rest = text
    while len(rest) > longest:
        window = rest[: longest + 1]
        cut = max((window.rfind(sign) + 1 for sign in (", ", "; ", ": ", ". ")), default=0)
        if cut < longest // 3:
            cut = window.rfind(" ")
        cut = cut if cut > 0 else longest
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [piece for piece in (*pieces, rest) if piece]
