"""A language model: a real one's talk, replayed; and models that answer all sorts of things.

`data/llm.json` was recorded from llama-cpp-python 0.3.36 with Gemma 3 270M (Q4_K_M, no model for
instructions), so the answers are poor, and that is what they are good for. With LLM_URL in the
environment (and LLM_MODEL, if need be), the same tests ask the server at that address.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.talk_server import Heard, Said, Talk, recorded, serve
from tests.engines.test_agreement import spanned
from translate.engines import http_client, load
from translate.engines.codes import encode, figures
from translate.engines.llm import engine as llm
from translate.engines.llm.answer import CHOSEN, JOINED, cleaned
from translate.engines.llm.engine import CUT_OFF, DAMAGED, LanguageModel
from translate.engines.llm.examples import _SENTENCES, examples
from translate.engines.llm.prompt import messages
from translate.engines.llm.tags import tagged, untagged
from translate.errors import EngineError
from translate.model import Context, Draft, Span, SpanKind, SpannedText

RECORD = Path(__file__).parent / "data" / "llm.json"
PROTECTED, STANDING = SpanKind.PROTECTED, SpanKind.STANDING


def marked(text: str) -> SpannedText:
    """Read `a <1>b</1> <2/>` as a text with spans; `[3:c]` is protected."""
    words, opened, spans = "", {}, []
    for part in re.split(r"(</?\d+/?>|\[\d+:[^]]*\])", text):
        if tag := re.fullmatch(r"<(/?)(\d+)(/?)>", part):
            number = int(tag[2])
            if tag[3]:
                spans.append(Span(len(words), len(words), number, STANDING))
            elif tag[1]:
                spans.append(Span(opened[number], len(words), number))
            else:
                opened[number] = len(words)
        elif held := re.fullmatch(r"\[(\d+):([^]]*)\]", part):
            end = len(words) + len(held[2])
            spans.append(Span(len(words), end, int(held[1]), PROTECTED))
            words += held[2]
        else:
            words += part
    return SpannedText(words, tuple(sorted(spans, key=lambda s: (s.start, -s.end))))


TEXTS = {
    "no code": marked("The water of the lake is very cold in winter."),
    "a phrase in a code": marked("He wrote <1>three books</1> about the war."),
    "a name in a code and a mark": marked("We met in <1>Lisbon</1> in May.<2/>"),
    "a code that is lost": marked("<1>The house</1> is old."),
    "a placeholder": marked("Hello [1:{name}], welcome back!"),
}


@pytest.fixture(scope="module")
def engine() -> Iterator[LanguageModel]:
    named = os.environ.get("LLM_URL")
    if named:
        yield LanguageModel(url=named, model=os.environ.get("LLM_MODEL", ""))
        return
    with serve(replayed()) as talk:
        yield LanguageModel(url=f"{talk.url}/v1")


def replayed() -> Callable[[Heard], Said]:
    """Answer as the real model did, to the last thing said; what it never heard it repeats."""
    pages = {heard.path: said for heard, said in recorded(RECORD) if heard.method == "GET"}
    known = {
        heard.body["messages"][-1]["content"]: said
        for heard, said in recorded(RECORD)
        if heard.method == "POST"
    }

    def answer(heard: Heard) -> Said:
        if heard.method == "GET":
            return pages.get(heard.path, Said({"detail": "Not Found"}, 404))
        text = heard.body["messages"][-1]["content"]
        return known.get(text, says(text))

    return answer


def says(text: str, finish: str = "stop") -> Said:
    """Return an answer in the form of the protocol."""
    message = {"role": "assistant", "content": text}
    return Said({"choices": [{"index": 0, "message": message, "finish_reason": finish}]})


def words(text: SpannedText, number: int) -> str:
    return next(text.text[s.start : s.end] for s in text.spans if s.number == number)


def assert_sound(source: SpannedText, result: SpannedText) -> None:
    """Every code of the source is there once, nested or apart, protected text letter by letter."""
    before = {span.number: span for span in source.spans}
    after = {span.number: span for span in result.spans}
    assert len(after) == len(result.spans)
    assert {n: s.kind for n, s in before.items()} == {n: s.kind for n, s in after.items()}
    spans = list(after.values())
    for i, one in enumerate(spans):
        assert 0 <= one.start <= one.end <= len(result.text)
        for other in spans[:i]:
            nested = (one.start <= other.start and other.end <= one.end) or (
                other.start <= one.start and one.end <= other.end
            )
            assert nested or one.end <= other.start or other.end <= one.start
    for number, span in before.items():
        if span.kind is PROTECTED:
            assert words(result, number) == words(source, number)


# What a real model said


@pytest.mark.parametrize("name", TEXTS)
def test_every_draft_of_a_real_model_has_the_codes_of_its_source(
    engine: LanguageModel, name: str
) -> None:
    (draft,) = engine.translate([TEXTS[name]], "en", "pt")
    assert_sound(TEXTS[name], draft.text)
    assert draft.text.text


def test_tags_that_a_real_model_kept_are_taken(engine: LanguageModel) -> None:
    texts = [TEXTS["a phrase in a code"], TEXTS["a name in a code and a mark"]]
    books, lisbon = engine.translate(texts, "en", "pt")
    assert words(books.text, 1) == "três livros"
    assert words(lisbon.text, 1) == "Lisboa"
    assert books.doubts == lisbon.doubts == ()


@pytest.mark.skipif("LLM_URL" in os.environ, reason="another model may keep the tags")
def test_tags_that_a_real_model_lost_are_doubted(engine: LanguageModel) -> None:
    (draft,) = engine.translate([TEXTS["a code that is lost"]], "en", "pt")
    assert DAMAGED in draft.doubts


def test_a_real_server_names_its_model(engine: LanguageModel) -> None:
    assert engine.problems() == []
    assert engine.version("en", "pt").split()[0]


# A model that answers as it is told

DICTIONARY = {
    "The big house is old.": "A casa grande é velha.",
    "big house": "casa grande",
    "the guide": "o guia",
    "Read the guide and push.": "Leia o guia e publique.",
}


def a_model(answer: Callable[[str], str | Said]) -> Callable[[Heard], Said]:
    """Serve a model: `answer` gets the text to translate, without what was said before it."""

    def server(heard: Heard) -> Said:
        if heard.path == "/v1/models":
            return Said({"data": [{"id": "tiny"}]})
        assert heard.path == "/v1/chat/completions"
        said = answer(heard.body["messages"][-1]["content"].rpartition("\n")[2])
        return says(said) if isinstance(said, str) else said

    return server


def drafted(talk: Talk, *texts: SpannedText, **options: Any) -> list[Draft]:
    return list(LanguageModel(url=f"{talk.url}/v1", **options).translate(texts, "en", "pt"))


def answering(answer: str) -> Callable[[Heard], Said]:
    """Serve a model that knows the dictionary, and gives this answer where there are tags."""
    return a_model(lambda text: answer if "<1" in text else DICTIONARY.get(text, text))


def test_tags_that_are_kept_become_spans_and_nothing_more_is_asked() -> None:
    text = marked("The <1>big <2>house</2></1> is old.<3/>")
    with serve(answering("A <1><2>casa</2> grande</1> é velha.<3/>")) as talk:
        (draft,) = drafted(talk, text)
        assert draft == Draft(marked("A <1><2>casa</2> grande</1> é velha.<3/>"))
        assert len(talk.posts()) == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("A < 1 > casa grande </ 1 > é velha.", id="with spaces in the tags"),
        pytest.param("A <1> casa  grande</1> é velha.", id="with spaces at their edges"),
        pytest.param("“A <1>casa grande</1> é velha.”", id="with quotation marks around it all"),
        pytest.param("A <1>casa grande</1> é velha.<9/>", id="with a mark that nobody asked for"),
    ],
)
def test_an_answer_is_taken_as_it_is_meant(answer: str) -> None:
    with serve(answering(answer)) as talk:
        (draft,) = drafted(talk, marked("The <1>big house</1> is old."))
        assert (draft.text.text, words(draft.text, 1)) == ("A casa grande é velha.", "casa grande")
        assert draft.doubts == ()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("A casa grande é velha.", id="all tags lost"),
        pytest.param("A <1>casa grande é velha.", id="one not closed"),
        pytest.param("A casa grande</1> é velha.", id="one not opened"),
        pytest.param("A <1>casa</1> <1>grande</1> é velha.", id="one twice"),
        pytest.param("A <1></1>casa grande é velha.", id="one around nothing"),
        pytest.param("A <1> </1>casa grande é velha.", id="one around a space"),
        pytest.param("A <1/>casa grande é velha.", id="one made a mark"),
        pytest.param("A <2>casa grande</2> é velha.", id="another number"),
        pytest.param("A <1>casa <2>grande</2></1> é velha.", id="one more"),
        pytest.param("", id="no answer at all"),
    ],
)
def test_damaged_tags_are_not_mended_but_asked_for_again_without(answer: str) -> None:
    text = marked("The <1>big house</1> is old.")
    with serve(answering(answer)) as talk:
        (draft,) = drafted(talk, text)
        assert (draft.text.text, words(draft.text, 1)) == ("A casa grande é velha.", "casa grande")
        assert DAMAGED in draft.doubts
        assert len(talk.posts()) > 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("<1>a <2>b</1> c</2>", id="crossing"),
        pytest.param("<1>a b</1> <2>c</2>", id="beside one another"),
        pytest.param("<2>a <1>b</1></2> c", id="the inner one around the outer"),
    ],
)
def test_tags_must_be_nested_as_in_the_source(answer: str) -> None:
    asked = tagged(encode(marked("<1>x <2>y</2></1> z"), figures))
    assert asked is not None
    assert untagged(asked, "<1>a <2>b</2></1> c") is not None
    assert untagged(asked, answer) is None


def test_protected_text_that_came_through_is_taken() -> None:
    text = marked("Read <1>the guide</1> and [2:push].")
    with serve(answering("Leia <1>o guia</1> e <2>push</2>.")) as talk:
        (draft,) = drafted(talk, text)
        assert draft == Draft(marked("Leia <1>o guia</1> e [2:push]."))


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("Leia <1>o guia</1> e <2>empurre</2>.", id="translated"),
        pytest.param("Leia <1>o guia</1> e <2>Push</2>.", id="in another case"),
        pytest.param("Leia <1>o guia</1> e push.", id="without its tag"),
        pytest.param("Leia <1>o guia</1> e <2>push X2</2>.", id="with more"),
    ],
)
def test_protected_text_that_changed_is_put_back_and_doubted(answer: str) -> None:
    text = marked("Read <1>the guide</1> and [2:push].")
    with serve(answering(answer)) as talk:
        (draft,) = drafted(talk, text)
        assert_sound(text, draft.text)
        assert DAMAGED in draft.doubts


def test_a_text_that_has_tags_of_its_own_is_asked_for_without() -> None:
    text = SpannedText("Write <1> and </1> around words.")
    with serve(a_model(str.upper)) as talk:
        (draft,) = drafted(talk, text)
        assert draft.text.text == text.text.upper()
        assert DAMAGED not in draft.doubts
        assert "Keep every tag" not in talk.posts()[0]["messages"][0]["content"]


def test_a_text_without_words_is_not_sent() -> None:
    texts = [SpannedText("12 × 3"), marked("[1:https://a.org/b]")]
    with serve(a_model(str.upper)) as talk:
        assert [draft.text for draft in drafted(talk, *texts)] == texts
        assert talk.posts() == []


@given(spanned())
@settings(max_examples=300, deadline=None)
def test_an_answer_equal_to_what_was_asked_has_the_spans_where_they_were(text: SpannedText) -> None:
    """Tags put in and taken out again leave every span with its own words."""
    coded = encode(text, figures)
    asked = tagged(coded)
    assert asked is not None
    read = untagged(asked, asked.text)
    wide = [*coded.codes.values(), *(s for s in text.spans if s.start < s.end)]
    if all(text.text[s.start : s.end].strip() for s in wide):
        assert read is not None
        target, settled = read
        assert target == coded.sentence
        placed = {span.number: span for span in settled.spans}
        for span in coded.spans:
            own = coded.sentence[span.start : span.end].strip()
            assert target[placed[span.number].start : placed[span.number].end] == own


@given(
    spanned(),
    st.lists(
        st.sampled_from(
            ["<1>", "</1>", "<2>", "</2>", "<2/>", "<3/>", "X1", "X2", "a", " ", ".", "\n", "“"]
        ),
        max_size=14,
    ).map("".join),
)
@settings(max_examples=300, deadline=None)
def test_whatever_a_model_says_the_draft_has_its_codes(text: SpannedText, said: str) -> None:
    """A draft has the spans of its source, each once, nested or apart, protected text as it is."""
    reply = {"choices": [{"message": {"content": said}, "finish_reason": "stop"}]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(llm, "ask", lambda server, path, body=None: reply)
        engine = LanguageModel(url="http://127.0.0.1:9/v1", model="any")
        (draft,) = engine.translate([text], "en", "pt")
    assert_sound(text, draft.text)


# What is said to a model


def test_a_model_is_told_the_languages_and_sees_two_examples() -> None:
    first, *talk = messages("Where is it?", ("en", "pt-BR"))
    assert "from English into Portuguese (Brazil)" in first["content"]
    assert [turn["role"] for turn in talk] == ["assistant", "user", "assistant", "user"]
    assert talk[0]["content"] == "A casa velha fica perto do rio."
    assert talk[-1]["content"] == "Where is it?"
    assert "<1>" not in str([first, *talk])


def test_tags_are_explained_and_shown_where_there_are_some() -> None:
    first, answer, *_ = messages("<1>Where</1>?", ("fr", "ca"), tags=True)
    assert "<1>…</1>" in first["content"]
    assert answer["content"] == "La casa vella és a prop del riu."
    assert "la guia</1>" in messages("a", ("fr", "ca"), tags=True)[3]["content"]


def test_neighbours_and_terms_go_ahead_of_the_text() -> None:
    note = Context("It rained.", "Then it stopped.", (("bank", "margem"), ("flood", "cheia")))
    *_, last = messages("The bank broke.", ("en", "pt"), context=note)
    lines = last["content"].splitlines()
    assert "bank = margem; flood = cheia" in lines[0]
    assert "It rained. … Then it stopped." in lines[1]
    assert lines[2:] == ["The bank broke."]


def test_notes_reach_the_model_and_are_one_for_each_text() -> None:
    texts = [SpannedText("One bank."), SpannedText("Two.")]
    with serve(a_model(str.upper)) as talk:
        engine = LanguageModel(url=f"{talk.url}/v1")
        notes = [Context(terms=(("bank", "margem"),)), Context()]
        drafts = list(engine.translate(texts, "en", "pt", notes))
        assert [draft.text.text for draft in drafts] == ["ONE BANK.", "TWO."]
        asked = [body["messages"][-1]["content"] for body in talk.posts()]
        assert ["bank = margem" in text for text in asked] == [True, False]
        with pytest.raises(ValueError, match="one context for each text"):
            list(engine.translate(texts, "en", "pt", notes[:1]))


@pytest.mark.parametrize(
    ("source", "target", "count"),
    [
        pytest.param("en", "pt-BR", 2, id="a region has the examples of its language"),
        pytest.param("zh-Hans", "fr", 2, id="so has the usual script"),
        pytest.param("en", "zh-Hant", 2, id="another script has its own"),
        pytest.param("en", "uz-Arab", 0, id="or none"),
        pytest.param("en", "sw", 0, id="nor has a language that the table lacks"),
        pytest.param("pt", "pt-BR", 0, id="within one language there is nothing to show"),
    ],
)
def test_examples_are_shown_where_there_are_some(source: str, target: str, count: int) -> None:
    assert len(examples(source, target, tags=True)) == count
    assert len(messages("a", (source, target))) == 2 * count + 1


@pytest.mark.parametrize("tag", _SENTENCES)
def test_the_examples_have_their_tags(tag: str) -> None:
    plain, with_tags = _SENTENCES[tag]
    assert "<" not in plain
    assert re.fullmatch(r"[^<]*<1>[^<]+</1>[^<]*<2/>", with_tags)


def test_a_request_is_the_same_whenever_it_is_made() -> None:
    with serve(a_model(str.upper)) as talk:
        drafted(talk, SpannedText("one"), max_tokens=500)
        drafted(talk, SpannedText("one"), temperature=0.3)
        first, second = talk.posts()
        assert (first["temperature"], first["max_tokens"]) == (0, 500)
        assert second["temperature"] == 0.3
        assert second["max_tokens"] < 200
        assert first["seed"] == second["seed"]
        assert first["stream"] is False


# What a model says around a translation

ASKED = "The old house stands near the river."


@pytest.mark.parametrize(
    ("answer", "doubts"),
    [
        pytest.param("A casa velha fica perto do rio.", (), id="nothing"),
        pytest.param("  A casa velha fica perto do rio. \n", (), id="white space"),
        pytest.param("“A casa velha fica perto do rio.”", (), id="quotation marks"),
        pytest.param('"A casa velha fica perto do rio."', (), id="straight ones"),
        pytest.param("Translation: A casa velha fica perto do rio.", (), id="a preface"),
        pytest.param(
            "Sure! Here is the translation:\n\nA casa velha fica perto do rio.", (), id="politeness"
        ),
        pytest.param("**Portuguese:** A casa velha fica perto do rio.", (), id="a label"),
        pytest.param("Português (Brasil): A casa velha fica perto do rio.", (), id="its own label"),
        pytest.param(
            f"English: {ASKED}\nPortuguese: A casa velha fica perto do rio.", (), id="both labels"
        ),
        pytest.param(f"{ASKED}\nA casa velha fica perto do rio.", (), id="the source again"),
        pytest.param("```text\nA casa velha fica perto do rio.\n```", (), id="a fence"),
        pytest.param(
            "<think>\nThe user wants: Portuguese.\n</think>\n\nA casa velha fica perto do rio.",
            (),
            id="thoughts",
        ),
        pytest.param(
            "The user wants Portuguese.</think>A casa velha fica perto do rio.",
            (),
            id="thoughts of which the beginning is hidden",
        ),
        pytest.param(
            "A casa velha fica perto do rio.<|im_end|>\n<|im_start|>user\nMore", (), id="turns"
        ),
        pytest.param(
            "A casa velha fica perto do rio.\n\nNote: “velha” may be “antiga”.", (), id="a remark"
        ),
        pytest.param(
            "A casa velha fica perto do rio.\nA velha casa fica junto ao rio.",
            (CHOSEN,),
            id="a second one",
        ),
        pytest.param("A casa velha\nfica perto\ndo rio.", (JOINED,), id="line breaks"),
    ],
)
def test_the_translation_is_found_in(answer: str, doubts: tuple[str, ...]) -> None:
    assert cleaned(answer, ASKED, "en", "pt-BR") == ("A casa velha fica perto do rio.", doubts)


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        pytest.param("“Sim”, disse ela.", "“Yes”, she said.", id="quotation marks of the source"),
        pytest.param("“Sim.”", "“Yes.”", id="those around it all"),
        pytest.param("«A» e «B»", "A and B", id="two quotations"),
        pytest.param("Translation: uma história", "Translation: a history", id="a title's colon"),
        pytest.param("Portuguese: a língua", "Portuguese: the language", id="a word and a colon"),
        pytest.param("Nota: está frio.", "Note: it is cold.", id="a note that is the text"),
        pytest.param("Use <think> e </think>.", "Use <think> and </think>.", id="the tags' names"),
        pytest.param("Três coisas:", "Three things:", id="a colon at the end"),
        pytest.param("O’Neill", "O’Neill", id="an apostrophe"),
        pytest.param("", "The house", id="an empty answer"),
    ],
)
def test_what_belongs_to_the_text_is_left_alone(answer: str, asked: str) -> None:
    assert cleaned(answer, asked, "en", "pt") == (answer, ())


@pytest.mark.parametrize("answer", ["<think>I wonder", "```\n```", "\n"])
def test_an_answer_without_a_translation_is_empty(answer: str) -> None:
    assert cleaned(answer, ASKED, "en", "pt") == ("", ())


@given(st.text(max_size=60), st.text(max_size=40))
def test_a_cleaned_answer_is_one_line(answer: str, asked: str) -> None:
    """Whatever a model says, a translation has no line break, and no space at its ends."""
    text, _ = cleaned(answer, asked, "en", "pt")
    assert len(text.splitlines()) <= 1
    assert text == text.strip()


def test_what_we_said_ourselves_is_no_translation() -> None:
    def parrot(heard: Heard) -> Said:
        said = heard.body["messages"][0]["content"].partition("\n")[0]
        return says(f"{said}\nA casa grande é velha.")

    with serve(parrot) as talk:
        (draft,) = drafted(talk, marked("The big house is old."), model="any")
        assert draft == Draft(SpannedText("A casa grande é velha."))


def test_an_answer_that_was_cut_off_is_doubted() -> None:
    with serve(a_model(lambda text: says("A casa", "length"))) as talk:
        (draft,) = drafted(talk, SpannedText("The house is old."))
        assert draft.doubts == (CUT_OFF,)


# Which model, and where


def test_the_only_model_of_a_server_needs_no_name() -> None:
    with serve(a_model(str.upper)) as talk:
        engine = LanguageModel(url=f"{talk.url}/v1/")
        assert "tiny" in engine.version("en", "pt")
        assert engine.version("en", "pt") != LanguageModel(url=talk.url, model="b").version("", "")
        assert drafted(talk, SpannedText("one"))[0].text.text == "ONE"
        assert talk.posts()[0]["model"] == "tiny"


@pytest.mark.parametrize(
    ("listed", "hint"),
    [
        pytest.param({"data": [{"id": "one"}, {"id": "two"}]}, "one, two", id="several"),
        pytest.param({"data": []}, "none", id="none"),
        pytest.param({"models": 1}, "none", id="no list"),
    ],
)
def test_a_model_must_be_named_where_there_is_not_one(listed: Any, hint: str) -> None:
    with serve(lambda heard: Said(listed)) as talk:
        engine = LanguageModel(url=talk.url)
        assert "name of a model" in engine.problems()[0].message
        with pytest.raises(EngineError, match="name of a model") as caught:
            list(engine.translate([SpannedText("a")], "en", "pt"))
        assert hint in caught.value.hint
        assert LanguageModel(url=talk.url, model="two").problems() == []


def test_it_serves_any_two_languages_once_it_has_an_address() -> None:
    with serve(a_model(str.upper)) as talk:
        assert LanguageModel(url=f"{talk.url}/v1").pairs() == {("*", "*")}
        assert load("llm", {"llm": {"url": f"{talk.url}/v1"}}).pairs() == {("*", "*")}


def test_without_an_address_there_is_nothing_and_the_problem_says_what_to_write() -> None:
    engine = load("llm")
    assert engine.pairs() == frozenset()
    (problem,) = LanguageModel().problems()
    assert (problem.path, "url" in problem.message) == ("translate.toml", True)
    with pytest.raises(EngineError, match="no url"):
        list(engine.translate([SpannedText("a")], "en", "pt"))


def test_the_key_goes_along_as_the_bearer_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", "secret")
    with serve(a_model(str.upper)) as talk:
        drafted(talk, SpannedText("one"), api_key_env="MY_KEY")
        assert {heard.headers["Authorization"] for heard in talk.heard} == {"Bearer secret"}


# What goes wrong


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Take no pauses, but keep count of them."""
    taken: list[float] = []
    monkeypatch.setattr(http_client.time, "sleep", taken.append)
    return taken


def test_a_server_that_goes_down_keeps_what_it_gave(naps: list[float]) -> None:
    def until(text: str) -> str | Said:
        return Said(b"", cut=0, status=503) if text == "three" else text.upper()

    with serve(a_model(until)) as talk:
        engine = LanguageModel(url=f"{talk.url}/v1")
        drafts = engine.translate([SpannedText(t) for t in ("one", "two", "three")], "en", "pt")
        assert [next(drafts).text.text, next(drafts).text.text] == ["ONE", "TWO"]
        with pytest.raises(EngineError, match="503") as caught:
            next(drafts)
        assert "kept" in caught.value.hint
        assert naps == [0.5, 1.0]


def test_a_server_that_is_gone_is_a_problem_and_an_error(naps: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    engine = LanguageModel(url=url, model="any")
    assert "refused" in engine.problems()[0].message
    assert engine.pairs() == frozenset()
    with pytest.raises(EngineError, match="refused") as caught:
        list(engine.translate([SpannedText("a")], "en", "pt"))
    assert "running" in caught.value.hint


def test_a_model_that_is_too_slow_is_given_up(naps: list[float]) -> None:
    with (
        serve(a_model(lambda text: Said(hangs=True))) as talk,
        pytest.raises(EngineError, match=r"no answer within 0\.2 seconds"),
    ):
        drafted(talk, SpannedText("one"), timeout=0.2, retries=0)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param(Said({"detail": "Not Found"}, 404), "Not Found", id="another address"),
        pytest.param(
            Said({"error": {"message": "no such model", "type": "x"}}, 400),
            "no such model",
            id="a refusal",
        ),
        pytest.param(Said(b"<h1>It works</h1>"), "no JSON: It works", id="a page"),
        pytest.param(Said({"choices": []}), "OpenAI", id="no choice"),
        pytest.param(Said({"choices": [{"message": {}}]}), "OpenAI", id="no content"),
        pytest.param(Said([1, 2]), "OpenAI", id="a list"),
        pytest.param(Said({"choices": [{"message": {"content": [1]}}]}), "OpenAI", id="parts"),
    ],
)
def test_a_wrong_answer_is_an_error_in_words(said: Said, message: str, naps: list[float]) -> None:
    with serve(a_model(lambda text: said)) as talk:
        with pytest.raises(EngineError, match=message):
            drafted(talk, SpannedText("one"))
        assert naps == []


def test_a_model_that_says_nothing_gives_an_empty_draft() -> None:
    nothing = Said({"choices": [{"message": {"content": None}, "finish_reason": "stop"}]})
    with serve(a_model(lambda text: nothing)) as talk:
        assert drafted(talk, SpannedText("one"))[0].text.text == ""


def test_a_redirect_is_not_followed() -> None:
    with serve(a_model(str.upper)) as elsewhere:
        away = Said(b"", 308, {"Location": f"{elsewhere.url}/v1/chat/completions"})
        with (
            serve(a_model(lambda text: away)) as talk,
            pytest.raises(EngineError, match="not followed"),
        ):
            drafted(talk, SpannedText("a secret"))
        assert elsewhere.heard == []
