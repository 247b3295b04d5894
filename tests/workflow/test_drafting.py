"""From texts to drafts: what does not pass is tried in other ways, and the least bad one stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from translate.casing import Names, names_of
from translate.engines.route import alternatives
from translate.errors import EngineError
from translate.formats.base import PLAIN
from translate.glossary.terms import Glossary, Kind, Term
from translate.memory.drafts import open_cache
from translate.model import Context, Draft, Segment, Span, SpanKind, SpannedText
from translate.workflow.drafting import Drafting
from translate.workflow.gate import Gate
from translate.workflow.plan import plan_of
from translate.workflow.texts import Asked, Judged
from translate.workflow.translator import Translator

WORDS = {
    "the": "el",
    "river": "río",
    "rises": "crece",
    "and": "y",
    "village": "pueblo",
    "waits": "espera",
    "for": "para",
    "help": "ayuda",
    "minister": "ministro",
    "resigns": "dimite",
    "after": "tras",
    "storm": "tormenta",
    "in": "en",
    "spain": "España",
    "school": "escuela",
    "is": "está",
    "closed": "cerrada",
}


class Words:
    """Translates word by word, but leaves a text as it is that has more than `most` words."""

    neural = True

    def __init__(self, name: str, most: int = 100) -> None:
        self.name = name
        self.most = most
        self.asked: list[str] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("en", "es")})

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        for text in batch:
            self.asked.append(text.text)
            if len(text.text.split()) > self.most:
                yield Draft(text)
            else:
                yield Draft(SpannedText(" ".join(map(_word, text.text.split()))), -0.1)


def _word(word: str) -> str:
    bare = word.strip(".,;")
    if bare.isupper():
        return word
    found = WORDS.get(bare.lower(), bare)
    return word.replace(bare, found.capitalize() if bare[0].isupper() else found)


class Broken(Words):
    """Fails whenever it is asked."""

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        raise EngineError(f"{self.name} is broken")
        yield  # pragma: no cover


def drafted(folder: Path, texts: Sequence[str], *engines: Words) -> tuple[list[Judged], Drafting]:
    with open_cache(folder) as cache:
        drafting = Drafting(
            Translator(engines, cache),
            tuple(alternatives("en", "es", engines)),
            Gate("en", "es"),
            names_of((), "en"),
        )
        asked = [Asked(SpannedText(text), {}) for text in texts]
        found = {one.text.text: judged for one, judged in drafting.drafts(asked)}
    return [found[text] for text in texts], drafting


LONG = "The river rises in Spain; the village waits for help and the school is closed."


def test_what_passes_goes_through_one_engine_once(tmp_path: Path) -> None:
    first, second = Words("first"), Words("second")
    (found,), _ = drafted(tmp_path, ["The river rises."], first, second)
    assert found.draft.text == "El río crece."
    assert (found.origin, found.reasons, found.failed) == ("first en→es", (), False)
    assert second.asked == []


def test_a_sentence_that_fails_is_tried_in_clauses(tmp_path: Path) -> None:
    engine = Words("first", most=10)
    (found,), _ = drafted(tmp_path, [LONG], engine)
    assert found.draft.text == (
        "El río crece en España; el pueblo espera para ayuda y el escuela está cerrada."
    )
    assert engine.asked[1:] == [
        "The river rises in Spain",
        "the village waits for help and the school is closed.",
    ]
    assert not found.failed


def test_what_still_fails_goes_to_the_next_engine(tmp_path: Path) -> None:
    (found,), _ = drafted(tmp_path, [LONG], Words("first", most=3), Words("second"))
    assert found.origin == "second en→es"
    assert not found.failed


def test_where_nothing_passes_the_least_bad_says_why(tmp_path: Path) -> None:
    (found,), _ = drafted(tmp_path, [LONG], Words("first", most=3), Words("second", most=3))
    assert found.failed
    assert found.reasons
    assert found.confidence is not None
    assert found.confidence < 0.5


def test_a_next_engine_that_fails_is_reported_and_costs_no_draft(tmp_path: Path) -> None:
    (found,), drafting = drafted(tmp_path, [LONG], Words("first", most=3), Broken("second"))
    assert found.failed
    assert [str(error) for error in drafting.failures] == ["second is broken"]


def test_a_first_engine_that_fails_fails(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="first is broken"):
        drafted(tmp_path, [LONG], Broken("first"))


def test_a_headline_in_capitals_is_asked_quietly_and_comes_back_loud(tmp_path: Path) -> None:
    engine = Words("first")
    (found,), _ = drafted(tmp_path, ["MINISTER RESIGNS AFTER STORM IN SPAIN"], engine)
    assert engine.asked == ["Minister resigns after storm in Spain"]
    assert found.draft.text == "MINISTRO DIMITE TRAS TORMENTA EN ESPAÑA"


class Babbler(Words):
    """Makes up an end where a text has no full stop."""

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        for text, draft in zip(batch, super().translate(batch, source, target), strict=True):
            ended = text.text.endswith(".")
            yield draft if ended else Draft(SpannedText(f"{draft.text.text} ("))


def test_a_fragment_that_fails_is_tried_as_a_sentence(tmp_path: Path) -> None:
    engine = Babbler("first")
    (found,), _ = drafted(tmp_path, ["The river"], engine)
    assert engine.asked == ["The river", "The river."]
    assert (found.draft.text, found.failed) == ("El río", False)


class Searcher(Words):
    """Finds more with a wider search."""

    def wider(self) -> Words:
        return Words(f"{self.name} wide")


def test_a_wider_search_comes_before_another_engine(tmp_path: Path) -> None:
    other = Words("second")
    (found,), _ = drafted(tmp_path, [LONG], Searcher("first", most=3), other)
    assert (found.origin, found.failed) == ("first wide en→es", False)
    assert other.asked == []


class Explainer(Words):
    """Adds to every text what nobody said."""

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        for draft in super().translate(batch, source, target):
            yield Draft(SpannedText(f"{draft.text.text.rstrip('.')} (en inglés)."))


def test_a_name_that_an_engine_adds_to_stays_as_it_is(tmp_path: Path) -> None:
    found, other = drafted(tmp_path, ["Martha Oyelaran", "The river"], Explainer("first"))[0]
    assert (found.draft.text, found.failed) == ("Martha Oyelaran", False)
    assert other.reasons == ("a pair of parentheses was added",)


class Undecided(Words):
    """Has a second hypothesis with another word for “village”."""

    def translate(self, batch: Sequence[SpannedText], source: str, target: str) -> Iterator[Draft]:
        for draft in super().translate(batch, source, target):
            other = SpannedText(draft.text.text.replace("pueblo", "aldea"))
            yield Draft(draft.text, -0.1, (other,))


def test_of_two_hypotheses_the_one_that_follows_the_glossary_is_taken(tmp_path: Path) -> None:
    never = Glossary((Term("", "pueblo", "es", kind=Kind.NEVER),))
    engine = Undecided("first")
    with open_cache(tmp_path) as cache:
        routes = tuple(alternatives("en", "es", [engine]))
        gate = Gate("en", "es", terms=never)
        drafting = Drafting(Translator([engine], cache), routes, gate, Names())
        asked = Asked(SpannedText("The village waits."), {})
        ((_, found),) = drafting.drafts([asked])
    assert (found.draft.text, found.failed) == ("El aldea espera.", False)


class Reader(Words):
    """Writes down what stands around each text."""

    takes_context = True

    def translate(
        self,
        batch: Sequence[SpannedText],
        source: str,
        target: str,
        contexts: Sequence[Context] = (),
    ) -> Iterator[Draft]:
        self.read = dict(zip((text.text for text in batch), contexts, strict=True))
        yield from super().translate(batch, source, target)


def test_an_engine_that_can_use_it_reads_what_stands_around_a_text(tmp_path: Path) -> None:
    segment = Segment("The river rises. The village waits.", 0, 35)
    terms = Glossary((Term("village", "aldea", "es"),))
    found = plan_of(segment, PLAIN, "en", terms, ("Storm!", "The end."))
    engine = Reader("first")
    with open_cache(tmp_path) as cache:
        routes = tuple(alternatives("en", "es", [engine]))
        drafting = Drafting(Translator([engine], cache), routes, Gate("en", "es"), Names())
        drafting.translations([found])
    assert engine.read == {
        "The river rises.": Context("Storm!", "The village waits."),
        "The village waits.": Context("The river rises.", "The end.", (("village", "aldea"),)),
    }


def test_no_text_is_asked_twice_not_even_in_another_run(tmp_path: Path) -> None:
    engine = Words("first", most=10)
    drafted(tmp_path, [LONG, "The river rises."], engine)
    asked = list(engine.asked)
    (one, other), drafting = drafted(tmp_path, [LONG, "The river rises."], engine)
    assert engine.asked == asked
    assert drafting.translator.translated == 0
    assert not one.failed
    assert not other.failed


def test_protected_text_is_in_one_clause_only(tmp_path: Path) -> None:
    from translate.workflow.clauses import clauses_of

    text = "The school is closed for now; see http://a.b/c;d for the rest of it all."
    at = text.index("http")
    span = Span(at, text.index(" for the"), 1, SpanKind.PROTECTED)
    found = clauses_of(SpannedText(text, (span,)))
    assert found is not None
    assert [part.text for part in found.parts] == [
        "The school is closed for now",
        "see http://a.b/c;d for the rest of it all.",
    ]
    assert [len(part.spans) for part in found.parts] == [0, 1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The school is closed.", id="a short sentence"),
        pytest.param("Bread, salt, oil and wine.", id="a list of words"),
        pytest.param("He said (it was late; nobody came at all) and left.", id="brackets"),
        pytest.param("She read “The river rises; the village waits” to us.", id="a quotation"),
    ],
)
def test_what_has_no_clauses_is_not_cut(text: str) -> None:
    from translate.workflow.clauses import clauses_of

    assert clauses_of(SpannedText(text)) is None
