"""A language model on a server of the user's own that speaks OpenAI's protocol (chat completions).

Off unless `[engine.llm]` in the project file names its `url`. One sentence goes into a request,
with inline codes as numbered tags. An answer whose tags or protected text are damaged is not
mended: the sentence is asked for again, clean, and its spans are placed by agreement of the parts.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat

from translate.engines.agreement import prepare, translate_batch
from translate.engines.codes import encode, figures, finish
from translate.engines.http_client import RefusedError, Server, ask, key_from
from translate.engines.llm.answer import cleaned
from translate.engines.llm.prompt import PROMPT, Message, messages
from translate.engines.llm.tags import tagged, untagged
from translate.errors import EngineError
from translate.model import Context, Draft, Finding, SpannedText

DAMAGED = "inline codes came back damaged, so their places were found by comparison"
CUT_OFF = "the answer was cut off"

_NAME = "llm"
_GREETING = 10.0  # seconds in which a server must say which models it has
_MOST_PARTS = 2  # words that are asked for alone to place a span: each is a talk of its own
_SEED = 1
_ENDS = ["<|im_end|>", "<end_of_turn>", "</s>", "[/INST]"]  # where a server lets them through
_ROOM = 48  # tokens that an answer may have beside one for each byte of what is asked


class LanguageModel:
    """The engine of one model. It serves any two languages; how well, the gate has to tell.

    `url` is the address of the interface, without one there are no pairs; `model` may stay empty
    where the server has only one. `api_key_env` names the environment variable with the key,
    `timeout` is in seconds, for one sentence. `max_tokens` is the most that an answer may have, 0
    for a limit by the length of the text; a model that thinks before it answers needs more.
    """

    name = _NAME
    neural = True
    takes_context = True

    def __init__(  # noqa: PLR0913  # they are the keys of the table in the project file
        self,
        *,
        url: str = "",
        model: str = "",
        temperature: float = 0.0,
        api_key_env: str = "",
        timeout: float = 300.0,
        retries: int = 2,
        max_tokens: int = 0,
    ) -> None:
        self._server = Server(_NAME, url.rstrip("/"), timeout, retries, key_from(api_key_env))
        self._named = model
        self._temperature = temperature
        self._room = max_tokens
        self._trouble: str | None = None

    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pair that stands for all; none where the server cannot be reached."""
        return frozenset([] if self._found_wrong() else [("*", "*")])

    def problems(self) -> list[Finding]:
        """What keeps the engine from work: no address, no server there, no model in it."""
        trouble = self._found_wrong()
        return [Finding("translate.toml", 0, trouble)] if trouble else []

    def _found_wrong(self) -> str:
        """Return what the first look at the server found wrong, which holds from then on."""
        if self._trouble is None:
            self._trouble = ""
            try:
                if self._named and self._server.url:
                    self._models()
                else:
                    self._model()
            except EngineError as error:
                self._trouble = str(error)
        return self._trouble

    def version(self, source: str, target: str) -> str:  # noqa: ARG002  # the same for all pairs
        """The model's name, and how it is asked. Raises `EngineError` where no name is known."""
        return f"{self._model()} {self._temperature:g} {self._room} {PROMPT}"

    def translate(
        self,
        batch: Sequence[SpannedText],
        source: str,
        target: str,
        contexts: Sequence[Context] = (),
    ) -> Iterator[Draft]:
        """Yield one draft a text, in order, as they become ready; no score.

        `contexts`, if there are any, are one for each text: neighbours and terms of the glossary.
        Raises `EngineError` when the server fails; what came before stands.
        """
        if contexts and len(contexts) != len(batch):
            raise ValueError("there must be one context for each text, or none at all")
        self._model()
        for text, context in zip(batch, chain(contexts, repeat(Context())), strict=False):
            yield self._draft(text, source, target, context)

    def _draft(self, text: SpannedText, source: str, target: str, context: Context) -> Draft:
        coded = encode(text, figures)
        if coded.silent:
            return Draft(text)
        asked = tagged(coded)
        if asked is None:
            return self._agreed(text, source, target, context)
        fixed = [known for _, known in asked.fixed.values()]
        talk = messages(
            asked.text, (source, target), tags=bool(asked.spans), fixed=fixed, context=context
        )
        answer, doubts = self._answer(talk, text.text, source, target)
        read = untagged(asked, answer)
        if read is not None:
            return finish(coded, *read, doubts)
        draft = self._agreed(text, source, target, context)
        return replace(draft, doubts=(*draft.doubts, DAMAGED))

    def _agreed(self, text: SpannedText, source: str, target: str, context: Context) -> Draft:
        """Ask for the clean sentence and for parts of it, and find its spans by agreement."""
        coded = prepare(text).coded
        doubts: tuple[str, ...] = ()

        def translate(parts: Iterable[str]) -> Generator[str, None, None]:
            nonlocal doubts
            for part in parts:
                codes = [code for code in coded.codes if code in part]
                whole = part == coded.sentence
                talk = messages(
                    part, (source, target), fixed=codes, context=context if whole else None
                )
                answer, doubted = self._answer(talk, part, source, target)
                doubts = doubted if whole else doubts
                yield answer

        (draft,) = translate_batch([text], translate, most=_MOST_PARTS)
        return replace(draft, doubts=(*doubts, *draft.doubts))

    def _answer(
        self, talk: list[Message], text: str, source: str, target: str
    ) -> tuple[str, tuple[str, ...]]:
        """Return the translation that the model gives as its next turn, and doubts about it."""
        body = {
            "model": self._model(),
            "messages": talk,
            "temperature": self._temperature,
            "seed": _SEED,
            "max_tokens": self._room or _ROOM + len(talk[-1]["content"].encode()),
            "stop": _ENDS,
            "stream": False,
        }
        reply = ask(self._server, "/chat/completions", body)
        try:
            choice = reply["choices"][0]
            content = choice["message"]["content"] or ""
        except (KeyError, IndexError, TypeError):
            content = None
        if not isinstance(content, str):
            raise EngineError(
                f"{_NAME} at {self._server.url} did not answer as OpenAI's protocol has it",
                hint="The url in [engine.llm] ends in /v1 with most servers.",
            )
        content = content.replace(talk[0]["content"].partition("\n")[0], "")  # said after us
        translation, doubts = cleaned(content, text, source, target)
        if choice.get("finish_reason") == "length":
            doubts = (*doubts, CUT_OFF)
        return translation, doubts

    def _model(self) -> str:
        """Return the model's name: the configured one, or that of the only one there is."""
        if not self._server.url:
            raise EngineError("[engine.llm] has no url, so there is no server to ask")
        if not self._named:
            models = self._models()
            if len(models) != 1:
                offered = f"It offers {', '.join(models)}." if models else "It lists none."
                raise EngineError(
                    f"{_NAME} at {self._server.url} needs the name of a model",
                    hint=f"{offered}\nWrite one as model in [engine.llm] of translate.toml.",
                )
            self._named = models[0]
        return self._named

    def _models(self) -> list[str]:
        """Return the models that the server lists; none where it has no list."""
        patience = min(self._server.timeout, _GREETING)
        try:
            answer = ask(replace(self._server, timeout=patience, retries=0), "/models")
            return [str(one["id"]) for one in answer["data"]]
        except (RefusedError, KeyError, TypeError):
            return []
