"""Which words of an entry may appear: every state under every policy."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.model import State, Translation
from translate.publish import Part, Policy, choose, page
from translate.publish.policy import Stale, Untranslated

ALL = frozenset(State) - {State.EMPTY}
STALE = get_args(Stale)
UNTRANSLATED = get_args(Untranslated)

known = st.builds(
    Translation,
    st.sampled_from(["", " ", "uno", "dos", "source"]),
    st.sampled_from(list(State)),
    reasons=st.sampled_from([(), ("a number is missing",)]),
    previous=st.sampled_from([None, "an earlier source"]),
)
policies = st.builds(
    Policy,
    st.frozensets(st.sampled_from(sorted(ALL))),
    st.sampled_from(STALE),
    st.sampled_from(UNTRANSLATED),
)
entries = st.sampled_from([(None, "one"), ("title", "one"), (None, "two"), (None, "three")])


def shown(policy: Policy, state: State, draft: Translation | None = None) -> str | None:
    previous = "an earlier source" if state is State.STALE else None
    choice = choose(policy, Translation("before", state, previous=previous), draft)
    return choice.shown.text if choice.shown else None


@pytest.mark.parametrize("state", [State.REVIEWED, State.MACHINE, State.SUSPECT])
@pytest.mark.parametrize("stale", STALE)
def test_a_text_appears_where_its_state_may(state: State, stale: Stale) -> None:
    for policy in (Policy(frozenset({state}), stale), Policy(ALL, stale)):
        assert shown(policy, state) == "before"
    without = Policy(ALL - {state}, stale)
    assert shown(without, state) is None
    assert choose(without, Translation("x", state, reasons=("no 12",))).lack == (
        f"its translation is “{state}” (no 12), which [publish] states leaves out"
    )


@pytest.mark.parametrize(
    ("stale", "drafted", "states", "appears"),
    [
        ("earlier", None, {State.REVIEWED}, "before"),
        ("earlier", State.MACHINE, set(ALL), "before"),
        ("draft", State.MACHINE, {State.MACHINE}, "now"),
        ("draft", State.SUSPECT, {State.MACHINE}, "before"),
        ("draft", None, set(ALL), "before"),
        ("source", State.MACHINE, set(ALL), None),
    ],
)
def test_what_stands_for_a_segment_whose_source_changed(
    stale: Stale, drafted: State | None, states: set[State], appears: str | None
) -> None:
    draft = Translation("now", drafted) if drafted else None
    policy = Policy(frozenset(states), stale)
    assert shown(policy, State.STALE, draft) == appears
    earlier = Translation("before", State.STALE, previous="an earlier source")
    found = choose(policy, earlier, draft)
    assert bool(found.lack) == found.wanted == (found.shown is None)


@pytest.mark.parametrize("stale", STALE)
def test_a_persons_text_of_this_source_appears_where_unseen_drafts_may(stale: Stale) -> None:
    unconfirmed = Translation("a person's", State.STALE)
    assert choose(Policy(frozenset({State.MACHINE}), stale), unconfirmed).shown is unconfirmed
    assert (
        "still “needs work”" in choose(Policy(frozenset({State.REVIEWED}), stale), unconfirmed).lack
    )


@pytest.mark.parametrize(("stale", "untranslated"), list(product(STALE, UNTRANSLATED)))
def test_nothing_appears_of_an_entry_without_words(
    stale: Stale, untranslated: Untranslated
) -> None:
    policy = Policy(ALL, stale, untranslated)
    for nothing in (None, Translation("", State.EMPTY), Translation(" \n", State.REVIEWED)):
        assert choose(policy, nothing).shown is None
        assert choose(policy, nothing).lack


@given(
    policies,
    st.lists(entries, max_size=6),
    st.dictionaries(entries, known),
    st.dictionaries(entries, known),
)
def test_a_page_never_mixes_languages_unless_it_is_told_to(
    policy: Policy,
    keys: list[tuple[str | None, str]],
    catalog: dict[tuple[str | None, str], Translation],
    drafts: dict[tuple[str | None, str], Translation],
) -> None:
    parts = [Part(key, line) for line, key in enumerate(keys, start=1)]
    found = page(policy, parts, catalog, drafts)
    told = policy.untranslated == "source" or policy.stale == "source"
    for part in parts:
        one = found.shown.get(part.key)
        assert one is None or (one.text.strip() and one in (*catalog.values(), *drafts.values()))
        assert one or told or found.withheld
    # What does not appear in translation is named, whatever the project wants.
    assert [lack.line for lack in found.lacks] == [
        part.line for part in parts if part.key not in found.shown
    ]
    if not found.withheld and parts:
        assert found.translated
