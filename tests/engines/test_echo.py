"""The engine that changes nothing."""

from __future__ import annotations

import pytest

from translate.engines import load
from translate.engines.echo import Echo
from translate.engines.route import plan
from translate.errors import RouteError
from translate.model import Draft, Span, SpanKind, SpannedText


def test_every_text_comes_back_as_it_went_with_its_spans() -> None:
    batch = [SpannedText("a b", (Span(0, 1, 1), Span(1, 1, 2, SpanKind.STANDING))), SpannedText("")]
    assert list(load("echo").translate(batch, "fr", "es")) == [Draft(text) for text in batch]


def test_it_serves_any_two_languages_directly() -> None:
    assert str(plan("fr", "sw", [Echo()])) == "echo fr→sw"


def test_it_serves_a_language_to_itself() -> None:
    assert str(plan("fr", "fr", [Echo()])) == "echo fr→fr"


def test_it_serves_only_the_pairs_that_it_is_given() -> None:
    engine = Echo([("fr", "es")])
    assert str(plan("fr", "es", [engine])) == "echo fr→es"
    with pytest.raises(RouteError):
        plan("fr", "ca", [engine])
