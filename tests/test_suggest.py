"""What a person may have meant."""

from __future__ import annotations

from translate.suggest import did_you_mean


def test_the_nearest_word_whatever_its_case() -> None:
    assert did_you_mean("Fierfox", ["argos", "firefox"]) == "Did you mean “firefox”?"
    assert did_you_mean("en-us", ["en-US", "de"]) == "Did you mean “en-US”?"


def test_where_none_is_near_all_of_a_few() -> None:
    assert did_you_mean("zz", ["one", "two"]) == "Known: one, two"
    assert did_you_mean("zz", []) == ""
    assert did_you_mean("zz", map(str, range(100))) == ""
