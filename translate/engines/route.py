"""The way from one language to another over the pairs that the engines have installed.

Ways are put in order by these rules, the first that tells two apart decides:

1. fewer legs: a direct way before one over a pivot language, one pivot before two;
2. fewer bends: a leg of exactly the tag that was asked for before one of its language (`pt` for
   `pt-BR`, `pt-BR` for `pt`); another script, or another region than the one named, never serves;
3. the project's order of engines: the way whose last-named engine is named earliest;
4. fewer legs by a rule-based engine;
5. the project's order again: the engines of all legs, summed up;
6. English as the pivot, because most models were trained from and into it;
7. the names of the legs, so that the order never depends on chance.

The default order of engines has the neural ones first, so that a neural engine goes before a
rule-based one unless a project says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translate.engines.apertium.pairs import debian_packages
from translate.engines.echo import ANYTHING
from translate.errors import RouteError
from translate.languages import base, canonical, english_name
from translate.model import Engine, Leg, Route

MOST_LEGS = 3
_HUB = "en"

# One language under two codes: macrolanguage and member (CLDR's language matching).
_SAME = {"no": "nb"}

# What the Argos index and Mozilla's records offer from and into English, by language.
_OFFERED = {
    "argos": "ar az bg bn ca cs da de el en eo es et eu fa fi fr ga gl he hi hu id it ja ko ky lt "
    "lv ms nb nl pl pt ro ru sk sl sq sv th tr uk ur vi zh",
    "firefox": "bg ca cs da de el en es et fa fi fr hr hu id it ja ko lt lv nl pl pt ro ru sk sl "
    "sr sv tr uk vi zh",
}


@dataclass(frozen=True, slots=True)
class _Edge:
    """A pair of one engine, with the engine's place in the project's order."""

    leg: Leg
    place: int
    neural: bool


def plan(source: str, target: str, engines: Sequence[Engine]) -> Route:
    """Return the best way from `source` to `target` (BCP 47 tags), engines in order of preference.

    Raises `RouteError` when nothing leads there; its hint names packages that would.
    """
    for route in alternatives(source, target, engines):
        return route
    asked, wanted = canonical(source), canonical(target)
    if asked == wanted:
        raise RouteError(f"{english_name(wanted)} is the language of the source already")
    raise RouteError(
        f"nothing that is installed leads from {english_name(asked)} to {english_name(wanted)}",
        hint=_advice(asked, wanted, [engine.name for engine in engines]),
    )


def alternatives(source: str, target: str, engines: Sequence[Engine]) -> Iterator[Route]:
    """Yield every sensible way from `source` to `target`, the best one first.

    All direct ways and all over one pivot; ways over two pivots only where there is no shorter.
    No language is passed twice.
    """
    asked, wanted = canonical(source), canonical(target)
    ways = [way for way in _ways(asked, _edges(engines)) if _bend(way[-1].leg.target, wanted)]
    ways += _anything(asked, wanted, engines)
    least = min((len(way) for way in ways), default=0)
    sensible = [way for way in ways if len(way) <= max(least, MOST_LEGS - 1)]
    for way in sorted(sensible, key=lambda way: _rank(way, asked, wanted)):
        yield Route(tuple(edge.leg for edge in way))


def reachable(source: str, engines: Sequence[Engine]) -> Mapping[str, Route]:
    """Return every language that `source` can be translated into, each with its best way.

    Engines that serve any pair (`echo`) are passed over, for they name no language.
    """
    asked = canonical(source)
    best: dict[str, tuple[tuple[object, ...], Route]] = {}
    for way in _ways(asked, _edges(engines)):
        target = way[-1].leg.target
        found = (_rank(way, asked, target), Route(tuple(edge.leg for edge in way)))
        if target not in best or found[0] < best[target][0]:
            best[target] = found
    return {target: best[target][1] for target in sorted(best)}


def _edges(engines: Sequence[Engine]) -> list[_Edge]:
    return [
        _Edge(Leg(engine.name, source, target), place, engine.neural)
        for place, engine in enumerate(engines)
        for source, target in sorted(engine.pairs())
        if (source, target) != ANYTHING
    ]


def _anything(asked: str, wanted: str, engines: Sequence[Engine]) -> list[tuple[_Edge, ...]]:
    return [
        (_Edge(Leg(engine.name, asked, wanted), place, engine.neural),)
        for place, engine in enumerate(engines)
        if ANYTHING in engine.pairs()
    ]


def _ways(asked: str, edges: Sequence[_Edge]) -> Iterator[tuple[_Edge, ...]]:
    """Yield the ways that begin at a tag and pass no language twice, the shorter ones first."""
    by_source: dict[str, list[_Edge]] = {}
    for edge in edges:
        by_source.setdefault(_language(edge.leg.source), []).append(edge)
    ways: list[tuple[_Edge, ...]] = [()]
    for _ in range(MOST_LEGS):
        ways = [(*way, edge) for way in ways for edge in _onward(way, asked, by_source)]
        yield from ways


def _onward(
    way: Sequence[_Edge], asked: str, by_source: Mapping[str, Sequence[_Edge]]
) -> Iterator[_Edge]:
    """Yield the legs that go on from the end of a way to a language not yet passed."""
    here = way[-1].leg.target if way else asked
    passed = {_language(asked), *(_language(edge.leg.target) for edge in way)}
    for edge in by_source.get(_language(here), ()):
        if _bend(here, edge.leg.source) and _language(edge.leg.target) not in passed:
            yield edge


def _rank(way: Sequence[_Edge], asked: str, wanted: str) -> tuple[object, ...]:
    """Return what ways are sorted by; the rules are the module's."""
    stops = [asked, *(tag for edge in way for tag in (edge.leg.source, edge.leg.target)), wanted]
    bends = sum(stops[i] != stops[i + 1] for i in range(0, len(stops), 2))
    places = [edge.place for edge in way]
    foreign = sum(base(edge.leg.target) != _HUB for edge in way[:-1])
    rules = sum(not edge.neural for edge in way)
    names = [str(edge.leg) for edge in way]
    return (len(way), bends, max(places), rules, sum(places), foreign, places, names)


def _bend(one: str, other: str) -> bool:
    """Tell whether text in one tag can pass for text in the other.

    It can where they are the same, or where one of them is the language alone, in the same script
    (by CLDR's likely subtags: plain `zh` is `zh-Hans`, and no `zh-Hant`).
    """
    if one == other:
        return True
    if _language(one) != _language(other) or _script(one) != _script(other):
        return False
    return any("-" not in tag or tag == f"{base(tag)}-{_script(tag)}" for tag in (one, other))


def _language(tag: str) -> str:
    return _SAME.get(base(tag), base(tag))


def _script(tag: str) -> str:
    from babel.core import get_global

    subtags = tag.split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return subtag
    likely = get_global("likely_subtags")
    found = likely.get("_".join(subtags)) or likely.get(_language(tag)) or ""
    return next((part for part in str(found).split("_") if len(part) == 4), "")


def _advice(source: str, target: str, names: Sequence[str]) -> str:
    """Say which packages would lead from one language to the other, one command a line."""
    ours, theirs = _language(source), _language(target)
    lines = [
        " && ".join(f"translate models install {name} {a} {b}" for a, b in _via_hub(source, target))
        for name, offered in _OFFERED.items()
        if name in names and {ours, theirs} <= set(offered.split())
    ]
    if "apertium" in names:
        lines += [f"sudo apt-get install {package}" for package in debian_packages(ours, theirs)]
    if lines:
        return "\n".join(["One of these gives a way:", *lines])
    return "No package of the project's engines is known to give a way; see: translate engines"


def _via_hub(source: str, target: str) -> list[tuple[str, str]]:
    """Return the packages that lead from one language to another: all go from or to English."""
    stops = [source, target] if _HUB in {base(source), base(target)} else [source, _HUB, target]
    return list(pairwise(stops))
