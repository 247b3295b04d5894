"""Lengths: a prior that holds at once, and what is learned of a pair of languages."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.pairs import pair
from translate.checks import CHECKS
from translate.checks.lengths import Lengths, learn, prior, settled

SOURCE = "The museum is open every day from ten to six, except on Mondays and holidays."
GOOD = "O museu está aberto todos os dias das dez às seis, exceto segundas e feriados."


def pairs(ratio: float, count: int) -> list[tuple[str, str]]:
    return [("x" * n, "y" * round(n * ratio)) for n in range(40, 40 + count)]


def test_a_good_length_is_left_alone_and_a_bad_one_is_said() -> None:
    look = CHECKS["length"]
    assert list(look(pair("en-pt", SOURCE, GOOD))) == []
    (short,) = look(pair("en-pt", SOURCE, "O museu está aberto."))
    assert short.reason == "the draft is too short: 17 characters, about 70 expected"
    (long,) = look(pair("en-pt", SOURCE, GOOD + " " + GOOD.replace("museu", "teatro")))
    assert long.reason.startswith("the draft is too long")


@pytest.mark.parametrize("target", ["Sim", "Sem dúvida nenhuma"])
def test_short_texts_say_nothing_of_lengths(target: str) -> None:
    assert list(CHECKS["length"](pair("en-pt", "Of course", target))) == []


def test_what_was_learned_says_what_is_too_short() -> None:
    learned = learn(pairs(2.0, 400))
    look = CHECKS["length"]
    assert list(look(pair("en-pt", SOURCE, GOOD))) == []
    (doubt,) = look(pair("en-pt", SOURCE, GOOD, lengths=learned))
    assert "too short" in doubt.reason


def test_a_few_wrong_pairs_change_little() -> None:
    clean, soiled = learn(pairs(1.1, 200)), learn([*pairs(1.1, 200), *pairs(9.0, 20)])
    assert soiled.middle == pytest.approx(clean.middle, abs=0.02)


def test_few_pairs_weigh_less_than_the_prior_and_many_weigh_more() -> None:
    before = prior("en", "pt").middle
    few = settled(learn(pairs(2.0, 3)), "en", "pt").middle
    many = settled(learn(pairs(2.0, 3000)), "en", "pt").middle
    assert few - before < 0.1
    assert many - before > 0.5


def test_nothing_learned_is_the_prior() -> None:
    assert settled(learn([]), "en", "fr") == settled(None, "en", "fr") == prior("en", "fr")


def test_lengths_are_plain_numbers() -> None:
    learned = learn(pairs(1.3, 50))
    assert Lengths(**json.loads(json.dumps(dataclasses.asdict(learned)))) == learned


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=20))
def test_learning_bears_any_texts(texts: list[tuple[str, str]]) -> None:
    lengths = settled(learn(texts), "en", "zh")
    assert 0.7 <= lengths.spread <= 2.0
    assert lengths.sigma(1) > 0
