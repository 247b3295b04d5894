"""`translate models`: the models of the neural engines. Only these commands use the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from translate.cli import output
from translate.cli.options import AsJson
from translate.errors import UsageError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="List, install and remove the models of the neural engines.\n\nNo other command of this"
    " tool opens a network connection.",
)


class Store(StrEnum):
    """The engines whose models this tool installs."""

    ARGOS = "argos"
    FIREFOX = "firefox"


Language = Annotated[str, typer.Argument(metavar="LANG")]


@app.command("list")
def list_models(
    store: Annotated[
        Store | None, typer.Argument(help="Only one engine.", show_default=False)
    ] = None,
    available: Annotated[
        bool, typer.Option("--available", help="Ask the network what could be installed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the models on this machine, or with --available those that could be installed."""
    rows: list[dict[str, Any]] = []
    findings = []
    for one in [store] if store else list(Store):
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
    store: Annotated[Store, typer.Argument(help="The engine.")],
    what: Annotated[str, typer.Argument(metavar="LANG|FILE", help="From, or a package file.")],
    target: Annotated[
        str | None, typer.Argument(metavar="[LANG]", help="To.", show_default=False)
    ] = None,
    sha256: Annotated[
        str | None, typer.Option(help="The checksum that a package file must have.")
    ] = None,
) -> None:
    """Install a model, from the network or from a file.

    \b
    Examples:
      translate models install argos en es
      translate models install argos translate-en_es-1_0.argosmodel
      translate models install firefox en de
    """
    from translate.engines import packages
    from translate.engines.firefox import store as firefox_store
    from translate.language_names import named

    if target is None:
        if store is Store.FIREFOX:
            raise UsageError("name two languages: translate models install firefox en de")
        made = packages.install_file(Path(what), checksum=sha256)
        output.emit(f"{made.source}→{made.target} {made.version}: {made.path}")
        return
    if sha256 is not None:
        raise UsageError("--sha256 goes with a package file, not with languages")
    source, wanted = named(what), named(target)
    with _progress(f"{store.value} {source}→{wanted}") as progress:
        if store is Store.ARGOS:
            package = packages.install(source, wanted, progress=progress)
            place, version = package.path, package.version
        else:
            model = firefox_store.install(source, wanted, progress=progress)
            place, version = model.path, model.version
    output.emit(f"{source}→{wanted} {version}: {place}")


@app.command()
def remove(
    store: Annotated[Store, typer.Argument(help="The engine.")], source: Language, target: Language
) -> None:
    """Remove an installed model."""
    from translate.engines import packages
    from translate.engines.firefox import store as firefox_store
    from translate.language_names import named

    if store is Store.ARGOS:
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
