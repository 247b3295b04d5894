"""The project file `translate.toml` → a frozen `Project`, read once.

Every key has a default, so that no file is needed: an article in a folder without a project file
is its own project there.
"""

from __future__ import annotations

import codecs
import math
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from translate import patterns
from translate.errors import LanguageError, ProjectError
from translate.files import shown
from translate.language_names import named
from translate.model import State
from translate.patterns import PatternError
from translate.suggest import did_you_mean, nearest

PROJECT_FILE = "translate.toml"
DEFAULT_ENGINES = ("argos", "firefox", "apertium")
DEFAULT_FRONT_MATTER = frozenset(
    {
        "title",
        "description",
        "summary",
        "subtitle",
        "excerpt",
        "abstract",
        "tagline",
        "alt",
        "caption",
        "sidebar_label",
        "pagination_label",
        "linkTitle",
    }
)

_KEYS = {
    "project": {"name", "source", "targets", "articles", "segmentation", "porefs", "front_matter"},
    "draft": {"engines", "typography"},
    "publish": {"states", "stale", "untranslated", "assets", "heading_ids"},
    "furniture": {"action", "lines"},
    "memory": {"exact"},
    "markdown": {"dialects"},
    "engine": {"libretranslate", "llm"},
}

Setting = str | int | float
"""What a setting of an engine can be; which of them it is, `_ENGINE_KEYS` says."""

_SERVER: Mapping[str, type[Setting]] = {
    "url": str,
    "api_key_env": str,
    "timeout": float,
    "retries": int,
}
_ENGINE_KEYS: Mapping[str, Mapping[str, type[Setting]]] = {
    "libretranslate": {**_SERVER, "alternatives": int},
    "llm": {**_SERVER, "model": str, "temperature": float, "max_tokens": int},
}


@dataclass(frozen=True, slots=True)
class Project:
    """What a project wants. `root` is absolute; languages are canonical BCP 47 tags.

    `source` is None where it is to be guessed. `file` is the project file, if there is one.
    `porefs` is `fading` where it is not set: no line numbers, but those that older catalogs have
    stay as long as they are right. `dialects` are None where the project's files are to show them.
    `engine_settings` are those of the tables [engine.NAME], by name of the engine.
    """

    root: Path
    file: Path | None = None
    name: str = ""
    source: str | None = None
    targets: tuple[str, ...] = ()
    articles: tuple[str, ...] = ("articles/**/*",)
    segmentation: Literal["sentence", "block"] = "sentence"
    porefs: Literal["line", "file", "fading"] = "fading"
    front_matter: frozenset[str] = DEFAULT_FRONT_MATTER
    engines: tuple[str, ...] = DEFAULT_ENGINES
    typography: bool = True
    states: frozenset[State] = frozenset({State.REVIEWED, State.MACHINE, State.SUSPECT})
    stale: Literal["earlier", "draft", "source"] = "earlier"
    untranslated: Literal["withhold", "source"] = "withhold"
    assets: Literal["copy", "link"] = "copy"
    heading_ids: Literal["source", "off"] = "source"
    keep_furniture: bool = False
    furniture: tuple[str, ...] = field(default=())
    exact_matches: Literal["fuzzy", "reviewed"] = "fuzzy"
    dialects: tuple[str, ...] | None = None
    engine_settings: Mapping[str, Mapping[str, Setting]] = field(default_factory=dict, hash=False)

    @property
    def locales(self) -> Path:
        """The folder of the catalogs."""
        return self.root / "locales"

    @property
    def build(self) -> Path:
        """The folder of the localized articles."""
        return self.root / "build"

    @property
    def glossary(self) -> Path:
        """The glossary, which need not be there."""
        return self.root / "glossary.csv"

    @property
    def learned(self) -> Path:
        """The decisions on what was learned, which need not be there."""
        return self.root / "learned.csv"

    @property
    def memory(self) -> Path:
        """The folder of the TMX files that the memory knows, which need not be there."""
        return self.root / "memory"

    @property
    def state_folder(self) -> Path:
        """The folder of what can be computed anew: the cache of drafts, the memory."""
        return self.root / ".translate"

    def bases(self) -> Iterator[Path]:
        """Yield the folder of each pattern in `articles`: its part before the first wildcard."""
        for pattern in self.articles:
            yield self.root.joinpath(*patterns.base(pattern))


def find_project_file(start: Path) -> Path | None:
    """Return the project file of a folder: in it, or in the nearest folder above.

    What bears its name without being a file counts too: `load_project` says what it is.
    """
    for folder in (start, *start.parents):
        if os.path.lexists(folder / PROJECT_FILE):
            return folder / PROJECT_FILE
    return None


def load_project(file: Path) -> Project:
    """Read a project file.

    Raises `ProjectError` for a file that cannot be read, a key or table that does not exist, and
    a value of the wrong kind; `LanguageError` for an unknown language tag.
    """
    home, file = file.absolute().parent, Path(shown(file))
    try:
        values = tomllib.loads(_text(file))
    except RecursionError:
        raise ProjectError(f"{file}: brackets stand in brackets without end") from None
    except ValueError as error:  # of which TOMLDecodeError is one; numbers too long for Python
        raise ProjectError(f"{file}: {error}") from error
    for table, keys in values.items():
        _known(file, "the table", table, _KEYS)
        if not isinstance(keys, dict):
            raise ProjectError(f"{file}: “{table}” must be a table: [{table}]")
        for key in keys:
            _known(file, f"[{table}] the key", key, _KEYS[table])
    return _project(home, file, values)


def _text(file: Path) -> str:
    """Return the text of a project file; Windows' editors put a mark before it, which goes."""
    try:
        if file.exists() and not file.is_file():
            what = "a folder" if file.is_dir() else "no ordinary file"
            raise ProjectError(
                f"{file}: this is {what}, not a project file",
                hint=f"{PROJECT_FILE} is a text file; rename what bears its name.",
            )
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ProjectError(f"{file}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        wide = error.object.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        what = "it is UTF-16" if wide else f"line {line} has other bytes"
        raise ProjectError(
            f"{file}: the file is not UTF-8: {what}", hint="Save it as UTF-8 in your editor."
        ) from None


def _known(file: Path, what: str, word: str, words: Mapping[str, Any] | set[str]) -> None:
    if word in words:
        return
    hint = did_you_mean(word, sorted(words))
    raise ProjectError(f"{file}: {what} “{word}” does not exist", hint=hint)


def _project(home: Path, file: Path, values: Mapping[str, Mapping[str, Any]]) -> Project:
    general = values.get("project", {})
    draft, publish = values.get("draft", {}), values.get("publish", {})
    furniture, markdown = values.get("furniture", {}), values.get("markdown", {})
    default = Project(home)
    source = "source" in general
    return Project(
        root=home.resolve(),
        file=home / file.name,
        name=_word(file, general, "name", home.name),
        source=_language(file, "source", _word(file, general, "source", "")) if source else None,
        targets=tuple(
            dict.fromkeys(
                _language(file, "targets", tag) for tag in _words(file, general, "targets", ())
            )
        ),
        articles=_patterns(file, general, default.articles),
        segmentation=_choice(file, general, "segmentation", ("sentence", "block")),
        porefs=_porefs(file, general),
        front_matter=frozenset(_words(file, general, "front_matter", tuple(DEFAULT_FRONT_MATTER))),
        engines=_some_words(file, draft, "engines", DEFAULT_ENGINES),
        typography=_flag(file, draft, "typography"),
        states=_states(file, publish, default.states),
        stale=_choice(file, publish, "stale", ("earlier", "draft", "source")),
        untranslated=_choice(file, publish, "untranslated", ("withhold", "source")),
        assets=_choice(file, publish, "assets", ("copy", "link")),
        heading_ids=_choice(file, publish, "heading_ids", ("source", "off")),
        keep_furniture=_choice(file, furniture, "action", ("drop", "keep")) == "keep",
        furniture=_words(file, furniture, "lines", ()),
        exact_matches=_choice(file, values.get("memory", {}), "exact", ("fuzzy", "reviewed")),
        dialects=_words(file, markdown, "dialects", ()) if "dialects" in markdown else None,
        engine_settings={
            name: _engine_settings(file, name, table)
            for name, table in values.get("engine", {}).items()
        },
    )


def _language(file: Path, key: str, tag: str) -> str:
    try:
        return named(tag)
    except LanguageError as error:
        raise LanguageError(f"{file}: “{key}”: {error}", hint=error.hint) from None


def _patterns(file: Path, table: Mapping[str, Any], default: tuple[str, ...]) -> tuple[str, ...]:
    found = _words(file, table, "articles", default)
    try:
        return tuple(dict.fromkeys(patterns.sound(pattern) for pattern in found))
    except PatternError as error:
        raise ProjectError(f"{file}: “articles”: {error}", hint=error.hint) from None


def _engine_settings(file: Path, name: str, table: Any) -> Mapping[str, Setting]:
    if not isinstance(table, dict):
        raise ProjectError(f"{file}: “{name}” must be a table: [engine.{name}]")
    for key in table:
        _known(file, f"[engine.{name}] the key", key, _ENGINE_KEYS[name])
    return {key: _setting(file, table, key, _ENGINE_KEYS[name][key]) for key in table}


def _setting(file: Path, table: Mapping[str, Any], key: str, kind: type[Setting]) -> Setting:
    """Return a setting of an engine: an address, another string, or a number from 0 on."""
    if kind is str:
        word = _word(file, table, key, "")
        if key == "url" and word:
            _address(file, word)
        return word
    value = table[key]
    kinds = (int, float) if kind is float else (int,)
    number = isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value < math.inf
    if not number or (key == "timeout" and not value):
        what = "a whole number" if kind is int else "a number"
        floor = "above 0" if key == "timeout" else "from 0 on"
        raise ProjectError(f"{file}: “{key}” must be {what} {floor}")
    try:
        return kind(value)
    except OverflowError:
        raise ProjectError(f"{file}: “{key}” is larger than any number can be here") from None


def _address(file: Path, url: str) -> None:
    """Accept what is http or https and names a host, and no password, which belongs elsewhere."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or any(char.isspace() for char in url):
        raise ProjectError(
            f"{file}: “{url}” is no address of a server",
            hint='Write it with its scheme: url = "http://127.0.0.1:5000"',
        )
    if parts.username is not None or parts.query or parts.fragment:
        raise ProjectError(
            f"{file}: an address may have no user name, question mark or number sign in it",
            hint="A key goes into an environment variable, whose name is api_key_env.",
        )


def _word(file: Path, table: Mapping[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise ProjectError(f"{file}: “{key}” must be a string")
    return value


def _words(
    file: Path, table: Mapping[str, Any], key: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    value = table.get(key, default)
    if not isinstance(value, (list, tuple)) or not all(isinstance(word, str) for word in value):
        raise ProjectError(f"{file}: “{key}” must be a list of strings")
    return tuple(value)


def _some_words(
    file: Path, table: Mapping[str, Any], key: str, default: tuple[str, ...]
) -> tuple[str, ...]:
    found = _words(file, table, key, default)
    if not found:
        raise ProjectError(
            f"{file}: “{key}” names nothing", hint=f"Leave it out for: {', '.join(default)}"
        )
    return found


def _flag(file: Path, table: Mapping[str, Any], key: str) -> bool:
    value = table.get(key, True)
    if not isinstance(value, bool):
        raise ProjectError(f"{file}: “{key}” must be true or false")
    return value


def _choice(file: Path, table: Mapping[str, Any], key: str, choices: tuple[Any, ...]) -> Any:
    value = table.get(key, choices[0])
    if value not in choices:
        either = " or ".join(f"“{choice}”" for choice in choices)
        hint = did_you_mean(str(value), choices) if nearest(str(value), choices) else ""
        raise ProjectError(f"{file}: “{key}” must be {either}, not “{value}”", hint=hint)
    return value


def _porefs(file: Path, table: Mapping[str, Any]) -> Literal["line", "file", "fading"]:
    """Return what references name; `full` is po4a's word for file and line."""
    if "porefs" not in table:
        return "fading"
    word = _choice(file, table, "porefs", ("file", "line", "full"))
    return "file" if word == "file" else "line"


def _states(file: Path, table: Mapping[str, Any], default: frozenset[State]) -> frozenset[State]:
    words = _some_words(file, table, "states", tuple(sorted(default)))
    allowed = {state.value for state in State} - {State.EMPTY.value}
    for word in words:
        if word not in allowed:
            hint = did_you_mean(word, sorted(allowed))
            raise ProjectError(f"{file}: “{word}” is no state to publish", hint=hint)
    return frozenset(State(word) for word in words)
