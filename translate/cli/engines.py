"""`translate engines`: what is installed, and where it leads."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from translate.cli import output
from translate.cli.options import AsJson, EngineNames, From, project_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translate.engines import Available
    from translate.model import Route

_MORE = {
    "argos": "translate models install argos en es",
    "firefox": "translate models install firefox en es",
    "apertium": "Debian's packages: apt-get install apertium-fr-es",
    "libretranslate": 'a server of yours: [engine.libretranslate] url = "…"',
    "llm": 'a server of yours: [engine.llm] url = "http://127.0.0.1:8080/v1"',
}
_WHERE = """
What can be installed: translate models list --available; apt-cache search ^apertium-
Servers stand in translate.toml, and among its engines."""


def engines(source: From = None, engine: EngineNames = None, as_json: AsJson = False) -> None:
    """Show the engines on this machine and where they lead.

    Lists the pairs of languages of each engine, the routes from the source language if one is
    known (that of --from, or the project's), and how to get more. A route goes straight where it
    can, and over a third language where it must.
    """
    from translate.engines import available, problems
    from translate.engines.route import reachable

    project = project_of(None, source, None, engine)
    found = available(project.engines, project.engine_settings)
    wanted = project.source
    routes = reachable(wanted, found.engines) if wanted else {}
    broken = {one.name: problems(one) for one in found.engines}
    findings = [finding for one in broken.values() for finding in one]
    if as_json:
        output.emit_json(
            {
                "engines": {one.name: sorted(map(list, one.pairs())) for one in found.engines},
                "missing": dict(found.missing),
                "broken": {name: list(map(asdict, some)) for name, some in broken.items() if some},
                "source": wanted,
                "routes": {target: str(route) for target, route in routes.items()},
            }
        )
    else:
        _show(found)
        if wanted is None:
            output.emit("The routes from a language, such as English: translate engines --from en")
        else:
            _show_routes(wanted, routes)
        output.emit("\nMore of them:")
        for name, how in _MORE.items():
            output.emit(f"  {name:14}  {how}")
        output.emit(_WHERE)
        for finding in findings:
            output.point_out(project, finding)
    output.finish([], findings)


def _show(found: Available) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("engine", "kind", "pairs"):
        table.add_column(column, overflow="fold")
    for one in found.engines:
        pairs = ", ".join(f"{a}→{b}" for a, b in sorted(one.pairs())).replace("*→*", "any")
        table.add_row(one.name, "neural" if one.neural else "rules", pairs or "none installed")
    output.show(table)
    for name, reason in found.missing:
        output.say(f"{name}: {reason}", "yellow")
    output.emit("")


def _show_routes(source: str, routes: Mapping[str, Route]) -> None:
    from rich.table import Table

    from translate.languages import english_name

    name = english_name(source)
    if routes:
        ways = Table(box=None, pad_edge=False, header_style="bold")
        for column in (f"from {name} to", "", "route"):
            ways.add_column(column, overflow="fold")
        for target, route in sorted(routes.items()):
            ways.add_row(english_name(target), target, str(route))
        output.show(ways)
    else:
        output.emit(f"No route leads from {name} ({source}).")
