"""The engines, by name. Nothing heavy is imported before an engine is asked for.

A new engine is one new file and one line in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from translate.errors import EngineError, UsageError
from translate.model import Engine, Finding
from translate.suggest import did_you_mean

ENGINES = {
    "argos": "translate.engines.argos.engine:Argos",
    "firefox": "translate.engines.firefox.engine:Firefox",
    "apertium": "translate.engines.apertium.engine:Apertium",
    "libretranslate": "translate.engines.libretranslate:LibreTranslate",
    "llm": "translate.engines.llm.engine:LanguageModel",
    "echo": "translate.engines.echo:Echo",
}

Settings = Mapping[str, Mapping[str, str | int | float]]
"""What a project says of its engines: for the name of an engine the arguments to make it with."""

NONE: Settings = {}


@dataclass(frozen=True, slots=True)
class Available:
    """The engines that could be loaded, in the order asked for, and why the others could not."""

    engines: tuple[Engine, ...]
    missing: tuple[tuple[str, str], ...] = ()


def ensure_known(name: str, place: str = "") -> None:
    """Raise `UsageError` for a name that no engine has; `place` says where it stands."""
    if name not in ENGINES:
        hint = did_you_mean(name, ENGINES)
        raise UsageError(f"{place}there is no engine called “{name}”", hint=hint)


def load(name: str, settings: Settings = NONE) -> Engine:
    """Return a new engine, made with its settings, if there are any.

    Raises `UsageError` for an unknown name, `EngineError` where the engine's library is not
    installed. An engine without a single model is no error: it has no pairs.
    """
    ensure_known(name)
    module, _, attribute = ENGINES[name].partition(":")
    try:
        engine: Engine = getattr(import_module(module), attribute)(**settings.get(name, {}))
    except ImportError as error:
        raise EngineError(
            f"the engine {name} cannot be loaded: {error}",
            hint="Install this tool again, with all that it depends on.",
        ) from error
    return engine


def available(names: Iterable[str], settings: Settings = NONE) -> Available:
    """Load what can be loaded of the named engines. Raises `UsageError` for an unknown name."""
    engines: list[Engine] = []
    missing: list[tuple[str, str]] = []
    for name in dict.fromkeys(names):
        try:
            engines.append(load(name, settings))
        except EngineError as error:
            missing.append((name, str(error)))
    return Available(tuple(engines), tuple(missing))


def problems(engine: Engine) -> list[Finding]:
    """Return which models on this machine the engine passes over as broken, as far as it tells."""
    find = getattr(engine, "problems", None)
    return find() if find is not None else []


@contextmanager
def opened(names: Iterable[str], settings: Settings = NONE) -> Iterator[tuple[Engine, ...]]:
    """Load the named engines and end their workers at the end; an engine that lacks is left out.

    Raises `UsageError` for an unknown name, `EngineError` where none of the engines can be loaded.
    """
    found = available(names, settings)
    if not found.engines and found.missing:
        raise EngineError("; ".join(reason for _, reason in found.missing))
    try:
        yield found.engines
    finally:
        for engine in found.engines:
            close = getattr(engine, "close", None)
            if close is not None:
                close()
