"""The `apertium` engine: its stream, its edits, and the real pairs where they are installed."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.engines import apertium_process
from translate.engines.apertium import Apertium
from translate.engines.apertium_edits import Edited, after, before
from translate.engines.apertium_stream import candidates, receive, send
from translate.engines.route import plan
from translate.errors import EngineError, RouteError
from translate.model import Draft, Span, SpanKind, SpannedText

PAIR, STANDING, PROTECTED = SpanKind.PAIR, SpanKind.STANDING, SpanKind.PROTECTED
INSTALLED = Apertium().pairs()
SIGNS = "^$@\\/[]{}<>~*#+=_|`&%"


def needs(*pairs: tuple[str, str]) -> pytest.MarkDecorator:
    lacking = ", ".join("-".join(pair) for pair in pairs if pair not in INSTALLED)
    return pytest.mark.skipif(bool(lacking), reason=f"Apertium has no {lacking} here")


spanish, catalan = needs(("fr", "es")), needs(("fr", "ca"))


@pytest.fixture(scope="module")
def engine() -> Apertium:
    return Apertium()


def translated(engine: Apertium, target: str, *texts: str) -> list[str]:
    drafts = engine.translate([SpannedText(text) for text in texts], "fr", target)
    return [draft.text.text for draft in drafts]


def marked(text: str) -> SpannedText:
    """Read `<1>words</1>`, `<2/>` and `<3=protected>` as spans."""
    plain = ""
    spans: list[Span] = []
    opened: dict[int, int] = {}
    rest = text
    while "<" in rest:
        before_it, _, rest = rest.partition("<")
        plain += before_it
        tag, _, rest = rest.partition(">")
        if "=" in tag:
            number, _, inner = tag.partition("=")
            spans.append(Span(len(plain), len(plain) + len(inner), int(number), PROTECTED))
            plain += inner
        elif tag.endswith("/"):
            spans.append(Span(len(plain), len(plain), int(tag[:-1]), STANDING))
        elif tag.startswith("/"):
            spans.append(Span(opened[int(tag[1:])], len(plain), int(tag[1:])))
        else:
            opened[int(tag)] = len(plain)
    spans.sort(key=lambda span: (span.start, -span.end))
    return SpannedText(plain + rest, tuple(spans))


def shown(draft: Draft) -> str:
    """Write spans as `marked` reads them."""
    text = draft.text.text
    events = []
    for i, span in enumerate(draft.text.spans):
        if span.kind is STANDING:
            events.append((span.start, 1, i, f"<{span.number}/>"))
        elif span.kind is PROTECTED:
            events.append((span.start, 2, i, f"<{span.number}="))
            events.append((span.end, 0, -i, ">"))
        else:
            events.append((span.start, 2, i, f"<{span.number}>"))
            events.append((span.end, 0, -i, f"</{span.number}>"))
    for at, _, _, tag in sorted(events, reverse=True):
        text = text[:at] + tag + text[at:]
    return text


# The real pairs


@spanish
@catalan
def test_modes_are_offered_as_pairs_of_languages_and_variants_are_not() -> None:
    assert {("fr", "es"), ("es", "fr"), ("fr", "ca"), ("ca", "fr")} <= INSTALLED
    assert all(len(tag) == 2 for pair in INSTALLED for tag in pair)


NEWS = [
    pytest.param(
        "L’économie de l’Europe", ["economía de Europa"], ["L’economia"], id="apostrophes"
    ),
    pytest.param(
        "« Oui\u202f! » C’est le chat\u202f?",
        ["«¡Sí!» ¿", "gato?"],
        ["«Sí!» ", "gat?"],
        id="French spaces go, Spanish signs come",
    ),
    pytest.param(
        "Le prix est de 244\u202f890 euros, 3,5\u00a0% de plus.",
        ["244\u202f890 euros", "3,5\u00a0%"],
        ["244\u202f890 euros", "3,5\u00a0%"],
        id="no-break spaces stay in figures",
    ),
    pytest.param(
        "Claus Kleber voit Kim Jong-un.",
        ["Claus Kleber", "Kim Jong-un."],
        ["Claus Kleber", "Kim Jong-un."],
        id="foreign names stay, compounds too",
    ),
    pytest.param("Le cœur du chat", ["corazón"], ["cor del gat"], id="ligatures"),
    pytest.param(
        "Voir https://www.example.org/la/maison?a=b&c=d_e ou a.b@la.maison.fr.",
        ["https://www.example.org/la/maison?a=b&c=d_e o ", " a.b@la.maison.fr."],
        ["https://www.example.org/la/maison?a=b&c=d_e o ", " a.b@la.maison.fr."],
        id="addresses are not translated",
    ),
    pytest.param(
        "N’a-t-il pas mangé le chat ?",
        ["¿No ha comido"],
        ["No ha menjat"],
        id="inversions are put in order",
    ),
    pytest.param(
        "les chats de moins", ["menos"], ["menys"], id="the last word of a heading is not lost"
    ),
]

SPANS = [
    pytest.param(
        "L’<1>eau froide</1> et les <2>chats noirs</2>.",
        "El <1>agua fría</1> y los <2>gatos negros</2>.",
        "L’<1>aigua freda</1> i els <2>gats negres</2>.",
        id="words of one span stay together",
    ),
    pytest.param(
        "Le <1>chat <2>noir</2></1> mange.",
        "El <1>gato <2>negro</2></1> come.",
        "El <1>gat <2>negre</2></1> menja.",
        id="nested spans stay nested",
    ),
    pytest.param(
        "Le <1=chat> mange le <2=%s> !",
        "¡El <1=chat> come el <2=%s>!",
        "El <1=chat> menja el <2=%s>!",
        id="protected text is not translated",
    ),
    pytest.param(
        "Le chat<1/> mange le pain<2/>.",
        "El gato<1/> come el pan<2/>.",
        "El gat<1/> menja el pa<2/>.",
        id="marks stay at their words",
    ),
    pytest.param(
        "« <1>Le chat mange ?</1> »",
        "«<1>¿El gato come?</1>»",
        "«<1>El gat menja?</1>»",
        id="both signs of a question are in the span",
    ),
    pytest.param(
        "Le <1>cha</1>t mange.",
        "El <1>gato</1> come.",
        "El <1>gat</1> menja.",
        id="half a word becomes a whole one",
    ),
    pytest.param(
        "  <1>Le chat</1> ",
        "  <1>El gato</1> ",
        "  <1>El gat</1> ",
        id="outer white space is left alone",
    ),
]


@pytest.fixture(scope="module")
def drafts(engine: Apertium) -> dict[tuple[str, str], Draft]:
    """The drafts of all samples by source and target, from one batch a language."""
    sources = [str(sample.values[0]) for sample in NEWS + SPANS]
    batch = [marked(source) for source in sources]
    return {
        (source, target): draft
        for target in ("es", "ca")
        for source, draft in zip(sources, engine.translate(batch, "fr", target), strict=True)
    }


@spanish
@catalan
@pytest.mark.parametrize(("source", "es", "ca"), NEWS)
def test_french_news(drafts, source: str, es: list[str], ca: list[str]) -> None:
    for target, fragments in (("es", es), ("ca", ca)):
        result = drafts[source, target].text.text
        assert [fragment for fragment in fragments if fragment not in result] == [], result


@spanish
@catalan
@pytest.mark.parametrize(("source", "es", "ca"), SPANS)
def test_spans(drafts, source: str, es: str, ca: str) -> None:
    for target, expected in (("es", es), ("ca", ca)):
        assert shown(drafts[source, target]) == expected
        assert drafts[source, target].doubts == ()


@spanish
def test_unknown_words_are_doubted_and_names_are_not(engine: Apertium) -> None:
    (draft,) = engine.translate([SpannedText("Claus Kleber mange le zorglub.")], "fr", "es")
    assert draft.doubts == ("no translation is known for “zorglub”",)


@spanish
@catalan
@pytest.mark.parametrize("target", ["es", "ca"])
def test_the_signs_of_the_stream_survive_everywhere(engine: Apertium, target: str) -> None:
    """Whatever stands in the source, each sentence gets its own answer with the same signs."""
    shapes = [
        "{}",
        "{} chat {}",
        "le{}chat",
        "{0}{0}{0}",
        "[{}]",
        "[[{}/]]",
        "^chat{}$ noir.",
        "[=1]{}",
    ]
    sources = [shape.format(sign, sign) for sign in SIGNS for shape in shapes]
    results = translated(engine, target, *sources)
    assert len(results) == len(sources)
    for source, result in zip(sources, results, strict=True):
        for sign in SIGNS:
            assert result.count(sign) == source.count(sign), (source, result)


@spanish
@pytest.mark.parametrize(
    "text", ["", " ", "…", "42 %", "https://example.org/", "a@b.org"], ids=repr
)
def test_what_has_no_words_is_left_alone(engine: Apertium, text: str) -> None:
    assert list(engine.translate([SpannedText(text)], "fr", "es")) == [Draft(SpannedText(text))]


@spanish
def test_no_sentence_runs_into_the_next(engine: Apertium) -> None:
    alone = [translated(engine, "es", text)[0] for text in ("La pomme", "de terre", "Il est")]
    assert translated(engine, "es", "La pomme", "de terre", "Il est") == alone


@spanish
def test_drafts_come_in_the_order_of_the_batch(engine: Apertium) -> None:
    results = translated(engine, "es", *(f"Le chat {n} dort." for n in range(300)))
    assert results == [f"El gato {n} duerme." for n in range(300)]


@spanish
def test_a_batch_given_up_halfway_leaves_nothing_behind(engine: Apertium) -> None:
    drafts = engine.translate([SpannedText(f"Le chat {n}") for n in range(2000)], "fr", "es")
    next(drafts)
    drafts.close()  # type: ignore[attr-defined]  # a generator, behind its interface
    assert translated(engine, "es", "Le chat") == ["El gato"]


@spanish
@catalan
def test_versions_differ_from_pair_to_pair(engine: Apertium) -> None:
    versions = {engine.version(*pair) for pair in INSTALLED}
    assert len(versions) == len(INSTALLED)


# Without the pairs


FAKE = """
    import sys
    if sys.argv[1:] == ["-l"]:
        print("  fr-es\\n  fra-cat_pre2017")
        sys.exit()
    sentences = sys.stdin.buffer.read().split(b"\\0")[:-1]
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Put a program called apertium in the path that answers as its last lines say."""

    def install(answer: str) -> Apertium:
        program = tmp_path / "apertium"
        body = textwrap.dedent(FAKE) + textwrap.dedent(answer)
        program.write_text(f"#!{sys.executable}\n{body}")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
        monkeypatch.setenv("APERTIUM_DATADIR", str(tmp_path))
        return Apertium()

    return install


BATCH = [SpannedText(text) for text in ("un", "deux", "trois")]


def test_an_answer_that_does_not_come_is_asked_for_once_more(fake) -> None:
    """The program skips the second of three sentences, and answers when it is alone."""
    engine = fake(
        """
        for i, sentence in enumerate(sentences):
            if len(sentences) == 1 or i != 1:
                sys.stdout.buffer.write(sentence.upper() + b"\\0")
        """
    )
    results = [draft.text.text for draft in engine.translate(BATCH, "fr", "es")]
    assert [text.casefold() for text in results] == ["un", "deux", "trois"]


def test_answers_that_run_together_are_not_taken_for_one(fake) -> None:
    engine = fake(
        """
        if len(sentences) > 1:
            sentences = [sentences[0] + sentences[1], sentences[2]]
        for sentence in sentences:
            sys.stdout.buffer.write(sentence + b"\\0")
        """
    )
    assert [draft.text for draft in engine.translate(BATCH, "fr", "es")] == BATCH


def test_a_sentence_that_is_never_answered_is_an_error(fake) -> None:
    engine = fake("for s in sentences[1:]: sys.stdout.buffer.write(s + b'\\0')\n")
    with pytest.raises(EngineError, match="cannot read a sentence"):
        list(engine.translate(BATCH, "fr", "es"))


def test_what_the_program_complains_of_is_in_the_error(fake) -> None:
    engine = fake("print('Error: no such thing.', file=sys.stderr); sys.exit(1)\n")
    with pytest.raises(EngineError, match="apertium fr-es failed: no such thing"):
        list(engine.translate(BATCH, "fr", "es"))


def test_a_program_that_says_nothing_is_given_up(fake, monkeypatch) -> None:
    monkeypatch.setattr(apertium_process, "_PATIENCE", 0.3)
    engine = fake("import time; time.sleep(60)\n")
    with pytest.raises(EngineError, match="gave no answer"):
        list(engine.translate(BATCH, "fr", "es"))


def test_a_variant_of_a_pair_is_not_offered(fake) -> None:
    assert fake("").pairs() == {("fr", "es")}


def test_without_apertium_there_are_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    engine = Apertium()
    assert engine.pairs() == frozenset()
    with pytest.raises(RouteError, match="French to Catalan"):
        plan("fr", "ca", [engine])
    with pytest.raises(EngineError) as caught:
        list(engine.translate(BATCH, "fr", "ca"))
    assert caught.value.hint == "sudo apt-get install apertium-fra-cat"


# The stream


def through(sentence: str, spans: Sequence[Span], codes: Sequence[str] = ()) -> str:
    return send(sentence, spans, codes).stream


@pytest.mark.parametrize(
    ("sentence", "spans", "stream"),
    [
        ("un chat", [], "[[0]]un chat[[/]]"),
        ("un chat", [Span(3, 7, 5)], "[[0]]un[[/]] [[1]]chat[[/]]"),
        ("un chat", [Span(2, 2, 5, STANDING)], "[[0]]un[[/]][s0] [[1]]chat[[/]]"),
        ("anti-gel", [Span(0, 4, 5)], "[[0]]anti-gel[[/]]"),
        ("l'air", [Span(2, 5, 5)], "[[0]]l'[[/]][[1]]air[[/]]"),
    ],
)
def test_what_is_sent(sentence: str, spans: list[Span], stream: str) -> None:
    assert through(sentence, spans) == stream


def test_no_sign_of_the_stream_is_sent_but_its_own() -> None:
    sent = through(SIGNS.replace("&", "").replace("%", "") + "\0\n", [])
    assert not set(SIGNS) - set("[]/&%") & set(sent)
    assert sent.count("[") == 4


@given(st.text(max_size=30), st.text(alphabet="[]/0123456789;s=*#@+\\a ", max_size=40))
@settings(max_examples=200)
def test_whatever_comes_back_can_be_read(sentence: str, answer: str) -> None:
    """Never fails; the places that it gives are places in the text that it gives."""
    spans = [Span(0, len(sentence), 1)] if sentence else []
    sent = send(sentence, [*spans, Span(0, 0, 2, STANDING)], [])
    got = receive(answer, sent)
    for number, candidate in candidates(got, sent):
        assert number in {1, 2}
        assert 0 <= candidate.start <= candidate.end <= len(got.text)


@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs", "Cc")), max_size=30)
)
def test_what_comes_back_unchanged_is_what_was_sent(sentence: str) -> None:
    sent = send(sentence, [], [])
    assert receive(sent.stream, sent).text == sentence


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("[[0]]la[[/]] [[1]]Unió Europea[[/]]", "Unió Europea", id="apart"),
        pytest.param("[[0; 1]]la Unió Europea[[/]]", "Unió Europea", id="an article joined"),
        pytest.param("[[0; 0; 1]]Per a la Unió[[/]]", "Unió", id="a preposition joined"),
        pytest.param("[[0; 1]]al[[/]] [[1]]mar[[/]]", "mar", id="a contraction is outside"),
        pytest.param(
            "[[1]]mar[[/]] [[0]]del[[/]] [[1]]sud i nord[[/]]", "mar del sud i nord", id="whole"
        ),
        pytest.param("[[1]]a[[/]] [[0]]b c d[[/]] [[1]]ef[[/]]", "ef", id="the longest stretch"),
    ],
)
def test_where_the_words_of_a_span_are(answer: str, expected: str) -> None:
    sent = send("l'Union", [Span(2, 7, 1)], [])
    got = receive(answer, sent)
    best = next(candidate for number, candidate in candidates(got, sent) if number == 1)
    assert got.text[best.start : best.end] == expected


def test_a_code_is_given_back_as_it_was() -> None:
    sent = send("le Xqzaa noir", [], ["Xqzaa"])
    assert receive("[[0; 1]]del *xqzaa[[/]] [[2]]negre[[/]]", sent).text == "del Xqzaa negre"


def test_marks_of_unknown_words_are_read_and_taken_out() -> None:
    got = receive("[[0]]ha *martelé #Donar+ho @là[[/]]", send("a martelé", [], []))
    assert got.text == "ha martelé Donar ho là"
    assert got.unknown == ["martelé", "là"]
    assert got.raw == ["Donar ho"]


# The edits


def edited(text: str, source: str) -> str:
    state = Edited(text, [])
    before(state, source)
    return state.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-t-il dit", "il a dit"),
        ("N’a-t-elle pas dit", "Elle n'a pas dit"),
        ("Y a-t-il un risque", "Il y a un risque"),
        ("peut-on y croire", "on peut y croire"),
        ("Où sont-ils ?", "Où sont ?"),
        ("l’e\u0301te\u0301", "l'été"),
        ("so\u00adleil", "soleil"),
        ("Œuvre, ŒUVRE, œuvre", "Oeuvre, OEUVRE, oeuvre"),
    ],
)
def test_french_is_brought_into_the_spelling_of_the_dictionary(text: str, expected: str) -> None:
    assert edited(text, "fr") == expected


@pytest.mark.parametrize(
    "text", ["rendez-vous", "donnez-le-moi", "dit-il-y", "avant-hier", "porte-parole", "« oui »"]
)
def test_other_hyphens_are_left_alone(text: str) -> None:
    assert edited(text, "fr") == text


def test_another_language_keeps_its_own_letters() -> None:
    assert edited("œuvre a-t-il", "ca") == "œuvre a-t-il"


def finished(text: str, origin: str, source: str = "fr", target: str = "es") -> str:
    state = Edited(text, [])
    after(state, origin, source, target)
    return state.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hola ?", "¿Hola?"),
        ("Sí . Va ? No !", "Sí . ¿Va? ¡No!"),
        ("Ucrania : va ?", "Ucrania: ¿va?"),
        ("M. Macron va ?", "¿M. Macron va?"),
        ("Dice « va ? » y", "Dice «¿va?» y"),
        ("— Va ?", "— ¿Va?"),
        ("¿Va ?", "¿Va?"),
        ("no cedemos  »", "No cedemos»"),
    ],
)
def test_spanish_signs(text: str, expected: str) -> None:
    assert finished(text, "Oui ?") == expected


def test_catalan_opens_no_question() -> None:
    assert finished("Va ?", "Va ?", target="ca") == "Va?"


def test_french_spaces_come_where_french_is_the_target() -> None:
    made = finished("«Non»; à 14:30 : quoi? «Oui»!", "«No»", "es", "fr")
    assert made == "«\u00a0Non\u00a0»\u202f; à 14:30\u00a0: quoi\u202f? «\u00a0Oui\u00a0»\u202f!"


def test_a_straight_apostrophe_stays_where_the_source_has_one() -> None:
    assert finished("l'economia", "l'économie", target="ca") == "l'economia"
    assert finished("l'economia", "l’économie", target="ca") == "l’economia"


def test_the_first_letter_is_as_large_as_in_the_source() -> None:
    assert finished("EL agua", "L’eau") == "El agua"
    assert finished("EL AGUA", "LE EAU") == "EL AGUA"
    assert finished("el senyor Macron", "M. Macron", target="ca") == "El senyor Macron"
    assert finished("el senyor", "m. Macron", target="ca") == "el senyor"


@given(
    st.text(alphabet="ab -'?!«»:;. \u00a0é", max_size=20),
    st.text(alphabet="abé’ ?\u00a0.", max_size=10),
    st.data(),
)
def test_places_stay_in_the_text_whatever_is_edited(
    text: str, origin: str, data: st.DataObject
) -> None:
    ends = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).map(tuple)
    places = data.draw(st.lists(ends, max_size=4))
    state = Edited(text, list(places))
    before(state, "fr")
    after(state, origin, "fr", data.draw(st.sampled_from(["es", "ca", "fr"])))
    for start, end in state.places:
        assert 0 <= start <= end <= len(state.text)


def test_a_place_keeps_its_word_through_the_edits() -> None:
    state = Edited("« va  bien ? »", [(2, 4), (6, 10)])
    after(state, "« Ça va ? »", "fr", "es")
    assert state.text == "«¿Va bien?»"
    assert [state.text[a:b] for a, b in state.places] == ["¿Va", "bien"]


def test_no_edit_touches_a_code() -> None:
    state = Edited("Xqzaa-il", [], frozenset({"Xqzaa"}))
    before(state, "fr")
    assert state.text == "Xqzaa-il"
