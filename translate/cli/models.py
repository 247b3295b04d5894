"""`translate models`: the models of the neural engines. Only these commands use the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from translate.cli import complete, output
from translate.cli.options import AsJson
from translate.errors import UsageError
from translate.suggest import did_you_mean

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="List, install and remove the models of the neural engines.\n\nNo other command of this"
    " tool opens a network connection.",
)


PACKAGE = ".argosmodel"
"""The suffix of Argos' package files."""


class Store(StrEnum):
    """The engines whose models this tool installs."""

    ARGOS = "argos"
    FIREFOX = "firefox"


@app.command("list")
def list_models(
    engine: Annotated[
        str | None,
        typer.Argument(
            metavar="ENGINE",
            help="Only one: argos, firefox.",
            show_default=False,
            autocompletion=complete.stores,
        ),
    ] = None,
    available: Annotated[
        bool, typer.Option("--available", help="Ask the network what could be installed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the models on this machine, or with --available those that could be installed."""
    rows: list[dict[str, Any]] = []
    findings = []
    for one in [_store(engine)] if engine else list(Store):
        found, broken = _available(one) if available else _installed(one)
        rows += found
        findings += broken
    if as_json:
        output.emit_json(rows)
    else:
        _show(rows)
        for finding in findings:
            output.say(f"{finding.path}: {finding.message}", "yellow")
    output.finish([], findings)


@app.command()
def install(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="ENGINE FROM TO | FILE",
            autocompletion=complete.models,
            help="An engine (argos, firefox) and two languages, or a package file (.argosmodel).",
            show_default=False,
        ),
    ],
    sha256: Annotated[
        str | None, typer.Option(metavar="SUM", help="The checksum that a package file must have.")
    ] = None,
) -> None:
    """Install a model, from the network or from a file.

    \b
    Examples:
      translate models install argos en es
      translate models install firefox English German
      translate models install translate-en_es-1_0.argosmodel
    """
    match what:
        case [str(word), source, target]:
            if sha256 is not None:
                raise UsageError("--sha256 goes with a package file, not with languages")
            _install_pair(_store(word), source, target)
        case [file]:
            _install_file(Path(file), sha256)
        case [word, file] if _store(word) is Store.ARGOS and _is_package(file):
            _install_file(Path(file), sha256)
        case [Store.FIREFOX.value, _]:
            raise UsageError("name two languages: translate models install firefox en de")
        case _:
            raise UsageError(
                "name an engine and two languages, or a package file",
                hint="translate models install argos en es\n"
                "translate models install translate-en_es-1_0.argosmodel",
            )


def _store(word: str) -> Store:
    if word not in set(Store):
        hint = did_you_mean(word, list(Store))
        raise UsageError(f"“{word}” is no engine whose models can be installed", hint=hint)
    return Store(word)


def _is_package(word: str) -> bool:
    return Path(word).exists() or Path(word).suffix == PACKAGE


def _install_file(file: Path, checksum: str | None) -> None:
    from translate.engines import packages

    if not file.is_file() and not _is_package(str(file)):
        hint = "Name two languages, too: translate models install argos en es"
        raise UsageError(f"{file}: there is no such package file", hint=hint)
    made = packages.install_file(file, checksum=checksum)
    output.emit(f"{made.source}→{made.target} {made.version}: {made.path}")


def _install_pair(store: Store, source: str, target: str) -> None:
    from translate.engines import packages
    from translate.engines.firefox import store as firefox_store
    from translate.language_names import named

    ours, theirs = named(source), named(target)
    with _progress(f"{store.value} {ours}→{theirs}") as progress:
        if store is Store.ARGOS:
            package = packages.install(ours, theirs, progress=progress)
            place, version = package.path, package.version
        else:
            model = firefox_store.install(ours, theirs, progress=progress)
            place, version = model.path, model.version
    output.emit(f"{ours}→{theirs} {version}: {place}")


@app.command()
def remove(
    engine: Annotated[
        str,
        typer.Argument(metavar="ENGINE", help="argos or firefox.", autocompletion=complete.stores),
    ],
    source: Annotated[str, typer.Argument(metavar="FROM", autocompletion=complete.languages)],
    target: Annotated[str, typer.Argument(metavar="TO", autocompletion=complete.languages)],
) -> None:
    """Remove an installed model."""
    from translate.engines import packages
    from translate.engines.firefox import store as firefox_store
    from translate.language_names import named

    if _store(engine) is Store.ARGOS:
        gone = packages.remove(named(source), named(target))
    else:
        gone = firefox_store.remove(named(source), named(target))
    for path in gone:
        output.emit(str(path))


def _installed(store: Store) -> tuple[list[dict[str, Any]], list[Any]]:
    from translate.engines import packages
    from translate.engines.firefox import store as firefox_store

    if store is Store.ARGOS:
        found, broken = packages.survey()
        return [_row(store, one, "") for one in found], broken
    models, broken = firefox_store.survey()
    return [_row(store, one, "built in" if one.built_in else "") for one in models], broken


def _available(store: Store) -> tuple[list[dict[str, Any]], list[Any]]:
    from translate.engines import packages
    from translate.engines.firefox import store as firefox_store

    found: list[Any]
    found = packages.fetch_index() if store is Store.ARGOS else firefox_store.available()
    return [_row(store, one, "") for one in found], []


def _row(store: Store, one: Any, note: str) -> dict[str, Any]:
    return {
        "engine": store.value,
        "source": one.source,
        "target": one.target,
        "version": one.version,
        "size": one.size,
        "path": str(one.path) if one.path else None,
        "note": note,
    }


def _show(rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("engine", "from", "to", "version"):
        table.add_column(column)
    table.add_column("size", justify="right")
    table.add_column("")
    for row in rows:
        size = f"{row['size'] / 1e6:.0f} MB" if row["size"] else ""
        table.add_row(
            row["engine"], row["source"], row["target"], row["version"], size, row["note"]
        )
    output.show(table)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """Show a download's progress on stderr, if that is a terminal."""
    if not output.console("stderr").is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=output.console("stderr"), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
