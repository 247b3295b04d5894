"""LibreTranslate: a real server's talk, replayed; and servers that are slow, wrong or gone.

`data/libretranslate.json` was recorded from LibreTranslate 1.9.6 with one package, en → pt. With
LIBRETRANSLATE_URL in the environment, the same tests ask the server at that address.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.command import translate as command
from tests.engines.talk_server import Heard, Said, Talk, recorded, serve
from translate.engines import http_client, load
from translate.engines.libretranslate import LibreTranslate, _pieces
from translate.errors import EngineError
from translate.model import Draft, Engine, Span, SpanKind, SpannedText

RECORD = Path(__file__).parent / "data" / "libretranslate.json"

PROTECTED = SpanKind.PROTECTED
TEXTS = {
    "a phrase in a code": SpannedText("The red house is near the river.", (Span(4, 13, 1),)),
    "protected text and a phrase": SpannedText(
        "Run git push origin after you have read the guide.",
        (Span(4, 19, 1, PROTECTED), Span(40, 49, 2)),
    ),
    "a placeholder": SpannedText("Hello {name}, welcome back!", (Span(6, 12, 1, PROTECTED),)),
    "a code in a code": SpannedText(
        "Our readers sent more than three thousand letters.",
        (Span(17, 49, 1), Span(27, 41, 2)),
    ),
    "a mark at the end": SpannedText(
        "The lake is cold in winter.", (Span(27, 27, 7, SpanKind.STANDING),)
    ),
    "no code": SpannedText("The committee will meet again in March."),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    named = os.environ.get("LIBRETRANSLATE_URL")
    if named:
        yield named
        return
    with serve(replayed()) as talk:
        yield talk.url


def replayed() -> Callable[[Heard], Said]:
    """Answer as the real server did, text by text, in whatever requests they come.

    A text that it was never asked for comes back as it is, as some do from the real one.
    """
    pages: dict[str, Said] = {}
    known: dict[str, list[str]] = {}
    for heard, said in recorded(RECORD):
        if heard.method == "GET":
            pages[heard.path] = said
            continue
        more = said.body.get("alternatives") or [[] for _ in heard.body["q"]]
        for text, best, others in zip(
            heard.body["q"], said.body["translatedText"], more, strict=True
        ):
            known[text] = max(known.get(text, []), [best, *others], key=len)

    def answer(heard: Heard) -> Said:
        if heard.method == "GET":
            return pages.get(heard.path, Said({"error": "not found"}, 404))
        further = heard.body.get("alternatives", 0)
        found = [known.get(text, [text]) for text in heard.body["q"]]
        body: dict[str, Any] = {"translatedText": [one[0] for one in found]}
        if further:
            body["alternatives"] = [one[1 : 1 + further] for one in found]
        return Said(body)

    return answer


@pytest.fixture(scope="module")
def engine(server: str) -> LibreTranslate:
    found = LibreTranslate(server)
    if ("en", "pt") not in found.pairs():
        pytest.skip(f"the server at {server} has no package from English to Portuguese")
    return found


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Take no pauses, but keep count of them."""
    taken: list[float] = []
    monkeypatch.setattr(http_client.time, "sleep", taken.append)
    return taken


def codes_of(text: SpannedText) -> list[tuple[int, SpanKind]]:
    return sorted((span.number, span.kind) for span in text.spans)


def words(text: SpannedText, number: int) -> str:
    return next(text.text[s.start : s.end] for s in text.spans if s.number == number)


# What a real server said


def test_the_server_tells_its_pairs(engine: LibreTranslate) -> None:
    assert engine.problems() == []
    assert all(source != target for source, target in engine.pairs())


def test_every_draft_has_the_codes_of_its_source(engine: LibreTranslate) -> None:
    drafts = list(engine.translate(list(TEXTS.values()), "en", "pt"))
    assert len(drafts) == len(TEXTS)
    for text, draft in zip(TEXTS.values(), drafts, strict=True):
        assert draft.text.text != text.text
        for one in (draft.text, *draft.alternatives):
            assert codes_of(one) == codes_of(text)
            for span in text.spans:
                if span.kind is PROTECTED:
                    assert words(one, span.number) == words(text, span.number)


def test_spans_stand_over_the_words_that_translate_theirs(engine: LibreTranslate) -> None:
    texts = [TEXTS["a phrase in a code"], TEXTS["protected text and a phrase"]]
    house, guide = engine.translate(texts, "en", "pt")
    assert words(house.text, 1) == "casa vermelha"
    assert words(guide.text, 2) == "o guia"


def test_alternatives_are_other_sentences_with_the_same_codes(engine: LibreTranslate) -> None:
    (draft,) = engine.translate([TEXTS["a phrase in a code"]], "en", "pt")
    assert draft.alternatives
    assert draft.text not in draft.alternatives
    assert len(set(draft.alternatives)) == len(draft.alternatives)


def test_one_model_has_one_version(server: str, engine: LibreTranslate) -> None:
    assert engine.version("en", "pt") == LibreTranslate(server).version("en", "pt")
    assert LibreTranslate(server, alternatives=0).version("en", "pt") != engine.version("en", "pt")


# A server that answers as it is told


def a_server(
    translate: Callable[[Any], Said] | None = None,
    languages: Any = None,
    limit: int = -1,
) -> Callable[[Heard], Said]:
    """Answer as LibreTranslate does; the translation is the text in capitals, by default."""

    def loud(body: Any) -> Said:
        more = [[f"{q.upper()} {n}" for n in range(body.get("alternatives", 0))] for q in body["q"]]
        return Said({"translatedText": [q.upper() for q in body["q"]], "alternatives": more})

    def answer(heard: Heard) -> Said:
        if heard.path == "/languages":
            both = [{"code": "en", "targets": ["en", "pt"]}, {"code": "pt", "targets": ["en"]}]
            return Said(both if languages is None else languages)
        if heard.path == "/frontend/settings":
            return Said({"charLimit": limit})
        assert heard.path == "/translate"
        return (translate or loud)(heard.body)

    return answer


def drafted(talk: Talk, *texts: str, **options: Any) -> list[Draft]:
    engine = LibreTranslate(talk.url, **options)
    return list(engine.translate([SpannedText(text) for text in texts], "en", "pt"))


def test_a_batch_is_one_request_and_no_text_is_asked_twice() -> None:
    with serve(a_server()) as talk:
        drafts = drafted(talk, "one", "two", "one", "12 %", "three", alternatives=0)
        assert [draft.text.text for draft in drafts] == ["ONE", "TWO", "ONE", "12 %", "THREE"]
        assert talk.posts() == [
            {"q": ["one", "two", "three"], "source": "en", "target": "pt", "format": "text"}
        ]


def test_a_text_without_words_is_not_sent() -> None:
    with serve(a_server()) as talk:
        url = SpannedText("https://a.org/b", (Span(0, 15, 1, PROTECTED),))
        drafts = LibreTranslate(talk.url).translate([url, SpannedText("3.5 — 7")], "en", "pt")
        assert [draft.text for draft in drafts] == [url, SpannedText("3.5 — 7")]
        assert talk.posts() == []


def test_what_is_offered_is_asked_once() -> None:
    with serve(a_server()) as talk:
        engine = LibreTranslate(talk.url)
        for _ in range(3):
            assert engine.pairs() == {("en", "pt"), ("pt", "en")}
        assert [heard.path for heard in talk.heard] == ["/languages", "/frontend/settings"]


@pytest.mark.parametrize(
    ("code", "tag", "asked"),
    [
        pytest.param("zh", "zh", "zh-Hans", id="plain Chinese is asked for by its script"),
        pytest.param("zh-Hans", "zh-Hans", "zh", id="simplified Chinese is asked for without one"),
        pytest.param("zt", "zh-Hant", "zh-Hant", id="Argos's own code for traditional Chinese"),
        pytest.param("pb", "pt-BR", "pt-BR", id="Argos's own code for Brazil's Portuguese"),
        pytest.param("pt-BR", "pt-BR", "pt-BR", id="the same as BCP 47 has it"),
        pytest.param("nb", "nb", "no", id="Norwegian by its other name"),
        pytest.param("no", "no", "nb", id="and the other way round"),
    ],
)
def test_a_language_is_asked_for_by_the_code_of_the_server(code: str, tag: str, asked: str) -> None:
    languages = [{"code": "en", "targets": ["en", code]}, {"code": code, "targets": ["en"]}]
    with serve(a_server(languages=languages)) as talk:
        engine = LibreTranslate(talk.url)
        assert ("en", tag) in engine.pairs()
        assert [d.text.text for d in engine.translate([SpannedText("a")], "en", asked)] == ["A"]
        assert talk.posts()[0]["target"] == code


def test_a_language_that_nobody_knows_is_left_out() -> None:
    languages = [{"code": "en", "targets": ["xqz", "pt"]}, {"code": "xqz", "targets": ["en"]}]
    languages.append({"code": "pt", "targets": []})
    with serve(a_server(languages=languages)) as talk:
        assert LibreTranslate(talk.url).pairs() == {("en", "pt")}


def test_an_early_server_that_names_no_targets_has_all() -> None:
    languages = [{"code": code, "name": code} for code in ("en", "pt", "es")]
    with serve(a_server(languages=languages)) as talk:
        pairs = LibreTranslate(talk.url).pairs()
        assert len(pairs) == 6
        assert ("es", "pt") in pairs


def test_another_pair_is_refused_in_words() -> None:
    with serve(a_server()) as talk, pytest.raises(EngineError, match="from en to ca"):
        list(LibreTranslate(talk.url).translate([SpannedText("a")], "en", "ca"))


def test_another_model_behind_the_same_address_is_another_version() -> None:
    def quiet(body: Any) -> Said:
        return Said({"translatedText": [q.lower() for q in body["q"]]})

    with serve(a_server()) as one, serve(a_server(quiet)) as other:
        first, second = (LibreTranslate(talk.url).version("en", "pt") for talk in (one, other))
        assert first != second


# Limits


def test_a_request_has_no_more_texts_than_the_server_takes() -> None:
    def at_most_five(body: Any) -> Said:
        if len(body["q"]) > 5:
            return Said({"error": "request (32) exceeds text limit (5)"}, 400)
        return Said({"translatedText": [q.upper() for q in body["q"]]})

    texts = [f"text {chr(97 + n)}" for n in range(26)] + [f"word {chr(97 + n)}" for n in range(26)]
    with serve(a_server(at_most_five)) as talk:
        drafts = drafted(talk, *texts)
        assert [draft.text.text for draft in drafts] == [text.upper() for text in texts]
        refused = [body for body in talk.posts() if len(body["q"]) > 5]
        assert [len(body["q"]) for body in refused] == [32, 16, 8]


def test_a_server_without_alternatives_is_not_asked_for_them_again() -> None:
    def none(body: Any) -> Said:
        if body.get("alternatives"):
            return Said({"error": "alternatives parameter must be <= 0"}, 400)
        return Said({"translatedText": [q.upper() for q in body["q"]]})

    with serve(a_server(none)) as talk:
        engine = LibreTranslate(talk.url)
        for _ in range(3):
            (draft,) = engine.translate([SpannedText("one")], "en", "pt")
            assert (draft.text.text, draft.alternatives) == ("ONE", ())
        assert [body.get("alternatives", 0) for body in talk.posts()] == [2, 0, 0, 0]


def test_a_server_with_both_limits_is_served_within_them() -> None:
    def strict(body: Any) -> Said:
        if len(body["q"]) > 3 or body.get("alternatives"):
            return Said({"error": "no"}, 400)
        return Said({"translatedText": [q.upper() for q in body["q"]]})

    texts = [f"text {chr(97 + n)}" for n in range(26)]
    with serve(a_server(strict)) as talk:
        assert [d.text.text for d in drafted(talk, *texts)] == [text.upper() for text in texts]


def test_a_text_that_is_too_long_goes_in_parts_and_is_doubted() -> None:
    long = "this is said, and that is said, and more is said than fits into one request"
    with serve(a_server(limit=40)) as talk:
        first, second = drafted(talk, long, "short")
        assert first.text.text == long.upper()
        assert "longer than the server allows" in first.doubts[0]
        assert second.doubts == ()
        assert all(sum(map(len, body["q"])) <= 40 for body in talk.posts())


@given(st.text(st.sampled_from("ab, ;.ç"), max_size=80), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_pieces_are_short_enough_and_all_that_there_is(text: str, longest: int) -> None:
    """Joined, the pieces have every letter of the text; none is longer than the server takes."""
    pieces = _pieces(text, longest)
    assert all(0 < len(piece) <= longest for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


# What goes wrong


def answers_in_turn(*said: Said) -> Callable[[Any], Said]:
    waiting = list(said)

    def answer(body: Any) -> Said:
        return waiting.pop(0) if waiting else Said({"translatedText": body["q"]})

    return answer


@pytest.mark.parametrize(
    ("said", "pauses"),
    [
        pytest.param(
            [Said({"error": "slow"}, 429, {"Retry-After": "7"})], [7.0], id="as long as asked for"
        ),
        pytest.param(
            [Said({"error": "slow"}, 429)] * 3, [10, 20, 40], id="over a minute where none is asked"
        ),
        pytest.param([Said(b"oops", 500), Said(b"", 503)], [0.5, 1.0], id="short after a mishap"),
        pytest.param(
            [Said(b'{"translatedText": ["on', 200, cut=5)], [0.5], id="a connection that broke"
        ),
        pytest.param(
            [Said(b"", 503, {"Retry-After": "soon"})], [0.5], id="a wish that cannot be read"
        ),
        pytest.param(
            [Said(b"", 503, {"Retry-After": formatdate(0, usegmt=True)})], [0], id="a date gone by"
        ),
    ],
)
def test_what_may_pass_is_tried_again(naps: list[float], said: list[Said], pauses: Any) -> None:
    with serve(a_server(answers_in_turn(*said))) as talk:
        assert [draft.text.text for draft in drafted(talk, "one")] == ["one"]
        assert naps == pauses


def test_a_server_that_wants_a_long_pause_is_left_alone(naps: list[float]) -> None:
    busy = Said({"error": "slow"}, 429, {"Retry-After": "3600"})
    with (
        serve(a_server(answers_in_turn(busy))) as talk,
        pytest.raises(EngineError, match="3600 seconds") as caught,
    ):
        drafted(talk, "one")
    assert naps == []
    assert "again" in caught.value.hint


@pytest.mark.parametrize(
    ("said", "most"),
    [
        pytest.param(Said({"error": "slow"}, 429), 120, id="pauses of our own"),
        pytest.param(Said({"error": "slow"}, 503), 120, id="short pauses that double"),
        pytest.param(Said({"error": "slow"}, 429, {"Retry-After": "100"}), 100, id="as asked for"),
    ],
)
def test_pauses_have_a_ceiling_each_and_together(naps: list[float], said: Said, most: int) -> None:
    with (
        serve(a_server(answers_in_turn(*[said] * 3000))) as talk,
        pytest.raises(EngineError, match=r"failed for \d+ seconds: the server answered") as caught,
    ):
        drafted(talk, "one", retries=10_000)
    assert max(naps) == most
    assert 480 < sum(naps) <= 600
    assert "Run the command again" in caught.value.hint


@pytest.mark.parametrize("wish", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "1e9", "-1"])
def test_no_wish_of_a_server_makes_us_wait_for_ever(naps: list[float], wish: str) -> None:
    busy = Said({"error": "slow"}, 503, {"Retry-After": wish})
    with serve(a_server(answers_in_turn(busy))) as talk, suppress(EngineError):
        drafted(talk, "one")
    assert sum(naps) < 1


def test_a_server_that_never_mends_is_given_up(naps: list[float]) -> None:
    broken = answers_in_turn(*[Said({"error": "out of memory"}, 500)] * 9)
    with serve(a_server(broken)) as talk:
        with pytest.raises(EngineError, match="500: out of memory"):
            drafted(talk, "one", retries=2)
        assert len(talk.posts()) == 3
        assert naps == [0.5, 1.0]


def test_a_server_that_is_silent_is_given_up(naps: list[float]) -> None:
    with serve(a_server(answers_in_turn(Said(hangs=True)))) as talk:
        with pytest.raises(EngineError, match=r"no answer within 0\.2 seconds"):
            drafted(talk, "one", timeout=0.2, retries=0)
        assert [draft.text.text for draft in drafted(talk, "one", timeout=5.0)] == ["one"]


def test_a_silence_is_tried_again(naps: list[float]) -> None:
    with serve(a_server(answers_in_turn(Said(hangs=True)))) as talk:
        assert [draft.text.text for draft in drafted(talk, "one", timeout=1.0)] == ["one"]
        assert len(talk.posts()) == 2


@pytest.mark.parametrize(
    ("said", "message"),
    [
        pytest.param(
            Said(b"<html><title>Welcome</title><p>This is a page</p></html>"),
            "no JSON: Welcome This is a page",
            id="a page for people",
        ),
        pytest.param(Said(b"{'translatedText'"), "no JSON", id="broken JSON"),
        pytest.param(Said(b"\xff\xfe"), "no JSON", id="no text at all"),
        pytest.param(Said({"error": "Invalid API key"}, 403), "Invalid API key", id="a wrong key"),
        pytest.param(Said({}), "a translation for each text", id="no translation"),
        pytest.param(Said([]), "a translation for each text", id="a list"),
        pytest.param(
            Said({"translatedText": ["A", "B"]}), "a translation for each text", id="too many"
        ),
        pytest.param(Said({"translatedText": "A"}), "a translation for each text", id="a string"),
        pytest.param(Said({"translatedText": [1]}), "a translation for each text", id="a number"),
    ],
)
def test_a_wrong_answer_is_an_error_in_words(said: Said, message: str, naps: list[float]) -> None:
    with serve(a_server(lambda body: said)) as talk:
        with pytest.raises(EngineError, match=message):
            drafted(talk, "one", alternatives=0)
        assert naps == []


def test_a_redirect_is_not_followed(naps: list[float]) -> None:
    with serve(a_server()) as elsewhere:
        away = Said(b"", 307, {"Location": f"{elsewhere.url}/translate"})
        with serve(a_server(lambda body: away)) as talk:
            with pytest.raises(EngineError, match="which is not followed") as caught:
                drafted(talk, "a secret")
            assert "translate.toml" in caught.value.hint
        assert elsewhere.heard == []


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(a_server()) as proxy, serve(a_server()) as talk:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert len(drafted(talk, "one")) == 1
        assert proxy.heard == []


def test_drafts_before_a_failure_are_given(naps: list[float]) -> None:
    def once(body: Any) -> Said:
        if any(q.startswith("late") for q in body["q"]):
            return Said(b"", 502)
        return Said({"translatedText": [q.upper() for q in body["q"]]})

    texts = [SpannedText(f"early {'x' * n}") for n in range(1, 129)] + [SpannedText("late")]
    with serve(a_server(once)) as talk:
        drafts = LibreTranslate(talk.url, retries=0).translate(texts, "en", "pt")
        assert sum(1 for _, draft in zip(range(128), drafts, strict=False) if draft) == 128
        with pytest.raises(EngineError, match="502"):
            next(drafts)


# Off, or out of reach


def test_without_an_address_there_is_nothing_and_the_problem_says_what_to_write() -> None:
    engine: Engine = load("libretranslate")
    assert engine.pairs() == frozenset()
    (problem,) = LibreTranslate().problems()
    assert (problem.path, "url" in problem.message) == ("translate.toml", True)
    with pytest.raises(EngineError, match="no url"):
        list(engine.translate([SpannedText("a")], "en", "pt"))


def test_without_an_address_no_connection_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: Any, **options: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", never)
    assert load("libretranslate").pairs() == load("llm").pairs() == frozenset()


def test_a_server_that_is_gone_is_a_problem_and_no_crash(naps: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    engine = LibreTranslate(url)
    assert engine.pairs() == frozenset()
    (problem,) = engine.problems()
    assert problem.path == "translate.toml"
    assert f"{url} failed: Connection refused" in problem.message
    assert naps == []


def test_the_key_comes_from_the_environment_and_goes_into_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MY_KEY", "secret")
    with serve(a_server()) as talk:
        drafted(talk, "one", api_key_env="MY_KEY")
        assert talk.posts()[0]["api_key"] == "secret"
        assert "Authorization" not in talk.heard[-1].headers
    monkeypatch.delenv("MY_KEY")
    with pytest.raises(EngineError, match="MY_KEY"):
        LibreTranslate(talk.url, api_key_env="MY_KEY")
    with serve(a_server()) as talk:
        drafted(talk, "one")
        assert "api_key" not in talk.posts()[0]


def test_the_settings_of_a_project_reach_the_engine() -> None:
    with serve(a_server()) as talk:
        engine = load("libretranslate", {"libretranslate": {"url": f"{talk.url}/", "retries": 0}})
        assert engine.pairs() == {("en", "pt"), ("pt", "en")}


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "127.0.0.1:5000", "file:///etc/passwd"])
def test_only_http_is_spoken(url: str) -> None:
    assert "no address of a server" in LibreTranslate(url).problems()[0].message


def test_the_command_says_what_to_configure_and_takes_it(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    project = folder / "translate.toml"
    project.write_text('[project]\nsource = "en"\n[draft]\nengines = ["libretranslate", "llm"]\n')
    off = command(folder, "engines")
    assert off.returncode == 1
    assert "[engine.libretranslate] has no url" in off.stderr
    assert "[engine.llm] has no url" in off.stderr
    with serve(a_server()) as talk, project.open("a") as file:
        file.write(f'[engine.libretranslate]\nurl = "{talk.url}"\n')
        file.flush()
        on = command(folder, "engines", "--engine", "libretranslate")
    assert on.returncode == 0
    assert "libretranslate en→pt" in on.stdout
