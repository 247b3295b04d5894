"""The `apertium` engine: its stream, its edits, and the real pairs where they are installed."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.engines.apertium import process as apertium_process
from translate.engines.apertium.edits import Edited, after, before, small_again
from translate.engines.apertium.engine import Apertium
from translate.engines.apertium.places import candidates
from translate.engines.apertium.stream import receive, send
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
    pytest.param(
        "Alors Élise quitte Rennes avec le fils d'Aimé.",
        ["Élise", "Rennes", "Aimé"],
        ["Élise", "Rennes", "Aimé"],
        id="names that are also forms of verbs stay",
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
        "<1>Horaires du matin</1><2/>du <3>lundi</3> au samedi",
        "<1>Horarios de la mañana</1><2/>del <3>lunes</3> al sábado",
        "<1>Horaris del matí</1><2/>del <3>dilluns</3> al dissabte",
        id="a line break between two words keeps them apart and gets no space",
    ),
    pytest.param(
        "Le journal <1>vient de publier</1> un livre.",
        "El periódico <1>acaba de publicar</1> un libro.",
        "El diari <1>acaba de publicar</1> un llibre.",
        id="a word that a rule puts in is covered",
    ),
    pytest.param(
        "Il ne mange <1>pas</1> le pain.",
        "<1>No</1> come el pan.",
        "<1>No</1> menja el pa.",
        id="the second half of a negation is the whole of it",
    ),
    pytest.param(
        "Les <1>États-Unis</1> ont vendu cinq <2>cents</2> livres.",
        "Los <1>Estados Unidos</1> han vendido <2>quinientos</2> libros.",
        "Els <1>Estats Units</1> han venut cinc-<2>cents</2> llibres.",
        id="a part of a phrase does not break it",
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


CAPITALS = [
    pytest.param(
        "POURQUOI LES JEUNES NE VOTENT PLUS", "PORQUÉ LOS JÓVENES YA NO VOTAN", id="all of it"
    ),
    pytest.param("GREVE DANS LES ECOLES", "HUELGA EN LAS ESCUELAS", id="accents left out"),
    pytest.param("APPEL A LA PAIX", "LLAMADA A LA PAZ", id="a preposition without its accent"),
    pytest.param("LE MAIRE A DEMISSIONNE", "EL ALCALDE HA DIMITIDO", id="no preposition"),
    pytest.param("IL Y A UN CHAT", "HAY UN GATO", id="no preposition behind a subject"),
    pytest.param("LE ZORGLUB MANGE", "EL ZORGLUB COME", id="no accent helps"),
    pytest.param(
        "LE <1>CHAT</1> MANGE <2=git push>", "EL <1>GATO</1> COME <2=git push>", id="codes"
    ),
    pytest.param("L’ONU mange", "La ONU come", id="small letters stay small"),
    pytest.param("la greve", "la greve", id="small letters get no accents"),
]


@spanish
@pytest.mark.parametrize(("source", "expected"), CAPITALS)
def test_capitals(engine: Apertium, source: str, expected: str) -> None:
    (draft,) = engine.translate([marked(source)], "fr", "es")
    assert shown(draft) == expected


SENTENCES = {
    "fr": [
        "Les États-Unis ont signé l'accord à cause de la crise, grâce à votre soutien.",
        "Le gouvernement n'a pas vendu cinq cents maisons en ligne, chaque semaine.",
        "Il y a beaucoup d'enfants près de l'école, et Le Monde vient de le publier.",
        "Envoyez-nous au bureau du maire l'histoire qu'il s'est donnée, aujourd'hui !",
    ],
    "en": ["She has never given up the latest version of the mayor's office in New York."],
}


@pytest.mark.parametrize(
    "pair", [pytest.param(p, marks=needs(p)) for p in (("fr", "es"), ("fr", "ca"), ("en", "es"))]
)
def test_what_spans_cover_changes_no_word(engine: Apertium, pair: tuple[str, str]) -> None:
    """The words of a draft are those of the same text without spans, wherever the spans are."""
    for sentence in SENTENCES[pair[0]]:
        words = [match.span() for match in re.finditer(r"\w+['’]?", sentence)]
        ranges = [(a[0], b[1]) for i, a in enumerate(words) for b in words[i : i + 4]]
        batch = [SpannedText(sentence)]
        batch += [
            SpannedText(sentence, (Span(a, b, 1), Span(b, b, 2, STANDING))) for a, b in ranges
        ]
        plain, *others = (draft.text for draft in engine.translate(batch, *pair))
        for asked, result in zip(batch[1:], others, strict=True):
            assert result.text == plain.text, asked
            assert {span.number for span in result.spans} == {1, 2}


@spanish
def test_a_name_within_one_sentence_is_a_name_at_the_start_of_another(engine: Apertium) -> None:
    texts = [SpannedText("Élise ramasse des moules."), SpannedText("Marc aide Élise.")]
    first, second = (draft.text.text for draft in engine.translate(texts, "fr", "es"))
    assert first.startswith("Élise recoge")
    assert "Élise" in second


def test_verbs_in_a_headline_with_many_capitals_are_no_names(engine: Apertium) -> None:
    (draft,) = engine.translate([SpannedText("Le Chat du Voisin Dort Ce Soir")], "fr", "es")
    assert "Duerme" in draft.text.text


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
        ("un chat", [Span(2, 2, 5, STANDING)], "[[0]]un[[/]] [[1]]chat[[/]]"),
        ("anti-gel", [Span(0, 4, 5)], "[[0]]anti-gel[[/]]"),
        ("l'air", [Span(2, 5, 5)], "[[0]]l'[[/]][[1]]air[[/]]"),
    ],
)
def test_what_is_sent(sentence: str, spans: list[Span], stream: str) -> None:
    assert through(sentence, spans) == stream


@pytest.mark.parametrize(
    "span",
    [Span(2, 6, 5), Span(4, 4, 5, STANDING), Span(13, 13, 5, STANDING)],
    ids=["a pair", "a mark within", "a mark between"],
)
def test_nothing_cuts_what_the_dictionary_has_as_one_word(span: Span) -> None:
    units = [(0, 10), (11, 18)]  # the second one with a code in it
    sent = send("à cause de l'Xqzaa va", [span], ["Xqzaa"], units)
    assert sent.stream == "[[0]]à cause de[[/]] [[1]]l'[[/]][[2]]Xqzaa[[/]] va"


def test_no_sign_of_the_stream_is_sent_but_its_own() -> None:
    sent = through(SIGNS.replace("&", "").replace("%", "") + "\0\n", [])
    assert not set(SIGNS) - set("[]/&%") & set(sent)
    assert sent.count("[") == 4


@given(st.text(max_size=30), st.text(alphabet="[]/0123456789;s=*#@+\\a ", max_size=40))
@settings(max_examples=200)
def test_whatever_comes_back_can_be_read(sentence: str, answer: str) -> None:
    """Never fails; the places that it gives are places in the text that it gives."""
    spans = [Span(0, 0, 2, STANDING), *([Span(0, len(sentence), 1)] if sentence else [])]
    sent = send(sentence, spans, [])
    got = receive(answer, sent)
    for number, candidate in candidates(got, sent, spans):
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
        pytest.param(
            "[[1]]mar[[/]] [[0]]del[[/]] [[1]]sud i nord[[/]]", "mar del sud i nord", id="whole"
        ),
        pytest.param("[[1]]a[[/]] [[0]]b c d[[/]] [[1]]ef[[/]]", "ef", id="the longest stretch"),
    ],
)
def test_where_the_words_of_a_span_are(answer: str, expected: str) -> None:
    span = Span(2, 7, 1)
    sent = send("l'Union", [span], [])
    got = receive(answer, sent)
    best = next(candidate for _, candidate in candidates(got, sent, [span]))
    assert got.text[best.start : best.end] == expected


CONTRACTIONS = [
    pytest.param("[[0; 1]]al[[/]] [[2]]mar[[/]]", "mar", id="half of it is outside"),
    pytest.param("[[0; 1; 2]]al mar[[/]]", "mar", id="in one piece"),
    pytest.param("[[0; 1]]a la[[/]] [[2]]Unió[[/]]", "la Unió", id="there is none"),
    pytest.param("[[0; 0]]al[[/]] [[2]]mar[[/]]", "mar", id="the article is no part of it"),
    pytest.param("[[1; 2; 0]]mar[[/]]", "mar", id="nothing else is left"),
]


@pytest.mark.parametrize(("answer", "expected"), CONTRACTIONS)
def test_contractions_at_the_border_of_a_span(answer: str, expected: str) -> None:
    assert placed(answer, "à l'Union", (2, 9), [(0, 1), (2, 4), (4, 9)]) == expected


PHRASES = [
    pytest.param("grâce à", (0, 5), "[[0]]gracias a[[/]]", "gracias", id="spelt alike"),
    pytest.param("grâce à", (6, 7), "[[0]]gracias a[[/]]", "a", id="as many words"),
    pytest.param("hier soir", (5, 9), "[[0]]anoche[[/]]", "anoche", id="one word for all"),
    pytest.param("tout de même", (0, 4), "[[0]]aun así[[/]]", "aun así", id="nothing alike"),
    pytest.param("chats", (0, 4), "[[0]]gatos[[/]]", "gatos", id="most of a word"),
    pytest.param("écritures", (1, 4), "[[0]]obras[[/]]", "obras", id="little of a word"),
]


@pytest.mark.parametrize(("sentence", "span", "answer", "expected"), PHRASES)
def test_a_part_of_a_phrase(
    sentence: str, span: tuple[int, int], answer: str, expected: str
) -> None:
    """A span within what the dictionary has as one word takes its share, or all of it."""
    assert placed(answer, sentence, span, [(0, len(sentence))]) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [((3, 8), "acaba"), ((9, 19), "de publicar"), ((3, 19), "acaba de publicar"), ((0, 2), "ella")],
)
def test_a_word_that_a_rule_puts_in_is_of_what_fell_out(
    span: tuple[int, int], expected: str
) -> None:
    units = [(0, 2), (3, 8), (9, 11), (12, 19)]
    answer = "[[0]]ella[[/]] acaba [[2]]de[[/]] [[3]]publicar[[/]]"
    assert placed(answer, "il vient de publier", span, units) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [((9, 12), "no"), ((0, 2), "no"), ((3, 12), "va"), ((0, 12), "no va")],
    ids=["the second half alone", "the first half alone", "without the first", "all of it"],
)
def test_what_becomes_of_the_halves_of_a_negation(span: tuple[int, int], expected: str) -> None:
    answer = "[[0]]no[[/]] [[1]]va[[/]]"
    assert placed(answer, "ne vient pas", span, [(0, 2), (3, 8), (9, 12)]) == expected


MARKS = [
    pytest.param(4, "rojo[]", id="behind its word, wherever that went"),
    pytest.param(5, "[]coche", id="before the word that it touches"),
    pytest.param(9, "coche[]", id="behind the last one"),
    pytest.param(2, "rojo[]", id="within a word"),
]


@pytest.mark.parametrize(("at", "expected"), MARKS)
def test_marks_follow_their_word(at: int, expected: str) -> None:
    span = Span(at, at, 1, STANDING)
    sent = send("rote auto", [span], [], [(0, 4), (5, 9)])
    got = receive("[[1]]coche[[/]] [[0]]rojo[[/]]", sent)
    ((_, place),) = candidates(got, sent, [span])
    assert expected in f"{got.text[: place.start]}[]{got.text[place.end :]}"


def placed(
    answer: str, sentence: str, place: tuple[int, int], units: Sequence[tuple[int, int]]
) -> str:
    """Return the words of an answer that are proposed first for a span."""
    span = Span(*place, 1)
    sent = send(sentence, [span], [], units)
    got = receive(answer, sent)
    best = next(candidate for _, candidate in candidates(got, sent, [span]))
    return got.text[best.start : best.end]


def test_a_code_is_given_back_as_it_was() -> None:
    sent = send("le Xqzaa noir", [], ["Xqzaa"])
    assert receive("[[0; 1]]del *xqzaa[[/]] [[2]]negre[[/]]", sent).text == "del Xqzaa negre"


def test_marks_of_unknown_words_are_read_and_taken_out() -> None:
    got = receive("[[0]]ha *martelé #Donar+ho @là \\@deçà[[/]]", send("a martelé", [], []))
    assert got.text == "ha martelé Donar ho là deçà"
    assert got.unknown == ["martelé", "là", "deçà"]
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


@pytest.mark.parametrize(
    ("sentence", "text", "expected"),
    [
        pytest.param("Xqzaa wrote it.", "Xqzaa Lo escribió.", "Xqzaa lo escribió.", id="a code"),
        pytest.param("Rainfall of it", "Rainfall De", "Rainfall de", id="an unknown word"),
        pytest.param("Xqzaa Wrote It", "Xqzaa Lo escribió", "Xqzaa Lo escribió", id="a title"),
        pytest.param("The end", "El Final", "El Final", id="another first word"),
    ],
)
def test_the_second_word_is_as_small_as_in_the_source(
    sentence: str, text: str, expected: str
) -> None:
    state = Edited(text, [])
    small_again(state, sentence)
    assert state.text == expected


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
