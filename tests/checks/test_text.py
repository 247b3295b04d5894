"""Copies, loops, lengths, clauses, negations, marks, languages, protected text."""

from __future__ import annotations

import pytest

from tests.checks.pairs import doubts, pair, reasons
from translate.checks import CHECKS
from translate.model import Span, SpanKind, SpannedText


@pytest.mark.parametrize(
    ("way", "text"),
    [
        pytest.param("en-pt", "Claus Kleber", id="a name"),
        pytest.param("fr-en", "Le Monde diplomatique", id="a title"),
        pytest.param("en-es", "Hotel Central", id="what is the same in both languages"),
        pytest.param("en-fr", "Page", id="a label of one word"),
        pytest.param("en-de", "12,5 %", id="a number"),
        pytest.param("en-de", "pip install", id="a command"),
        pytest.param("es-ca", "El president parla", id="words of the target language"),
        pytest.param("en-en-GB", "The colour of the house is grey.", id="two kinds of English"),
    ],
)
def test_a_right_copy_is_left_alone(way: str, text: str) -> None:
    assert reasons("copied", way, text, text) == []


@pytest.mark.parametrize(
    ("way", "source", "target", "reason"),
    [
        pytest.param(
            "en-es",
            "GOVERNMENT ANNOUNCES NEW TAXES",
            "GOVERNMENT ANNOUNCES NEW TAXES",
            "the draft is the source, untranslated",
            id="a headline in capitals",
        ),
        pytest.param(
            "fr-es",
            "Elle est partie hier soir.",
            "elle est partie hier soir",
            "the draft is the source, untranslated",
            id="but for its capital",
        ),
        pytest.param(
            "en-fr",
            "He left, but nobody knows where she is now.",
            "Il est parti, but nobody knows where she is now.",
            "“but nobody knows where she is now” is untranslated",
            id="the second half",
        ),
    ],
)
def test_a_wrong_copy_is_said(way: str, source: str, target: str, reason: str) -> None:
    assert reasons("copied", way, source, target) == [reason]


def test_an_empty_draft_is_said_and_nothing_else() -> None:
    from translate.checks import check

    assert [doubt.reason for doubt in check(pair("en-fr", "The ship sank in 1912.", " "))] == [
        "the draft is empty"
    ]
    assert not list(CHECKS["empty"](pair("en-fr", "…", "…")))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("We wash.", "Nous nous lavons.", id="a pronoun twice"),
        pytest.param("No, no, no!", "Non, non, non !", id="as often as the source"),
        pytest.param("Click OK (OK).", "Cliquez sur OK (OK).", id="once in brackets"),
        pytest.param(
            "More and more, day by day.", "De plus en plus, jour après jour.", id="an idiom"
        ),
        pytest.param(
            "The file and the folder of the user",
            "Le fichier de l'utilisateur et le dossier de l'utilisateur",
            id="little words",
        ),
        pytest.param(
            "Open the file list or close the file list now.",
            "Ouvrez la liste des fichiers ou fermez la liste des fichiers.",
            id="a long phrase",
        ),
    ],
)
def test_what_may_be_repeated_is_left_alone(source: str, target: str) -> None:
    assert reasons("repetition", "en-fr", source, target) == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        pytest.param("Les vaches vaches ont froid.", "“vaches” is repeated", id="a word"),
        pytest.param("Les vaches ont ont ont ont froid.", "“ont” is repeated", id="a small word"),
        pytest.param("Les vaches ont froid ont froid.", "“ont froid” is repeated", id="two words"),
        pytest.param(
            "Les vaches ont froid en hiver, les vaches ont froid en hiver.",
            "“Les vaches ont froid en hiver” is repeated",
            id="a clause",
        ),
        pytest.param(
            "Le prix du pain monte vite et le prix du pain monte vite aussi.",
            "“Le prix du pain monte vite” is repeated",
            id="a clause later on",
        ),
        pytest.param("Les vachachachachaches.", "“achachachachach” repeats itself", id="letters"),
    ],
)
def test_a_loop_is_said(target: str, reason: str) -> None:
    assert reasons("repetition", "en-fr", "The cows are cold in winter.", target) == [reason]


SENTENCE = "Some experts believe that the virus came from bats, but there is no proof of it."


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        pytest.param(
            "en-pt",
            SENTENCE,
            "Alguns especialistas acreditam que o vírus veio de morcegos, mas não há provas.",
            id="a whole sentence",
        ),
        pytest.param(
            "en-de",
            SENTENCE,
            "Manche Fachleute glauben, dass das Virus von Fledermäusen kam; Beweise gibt es nicht.",
            id="few words alike",
        ),
        pytest.param(
            "en-zh", SENTENCE, "一些专家认为病毒来自蝙蝠,但没有证据。", id="no words alike"
        ),
        pytest.param("en-pt", "Yes, of course.", "Claro.", id="a short answer"),
    ],
)
def test_a_whole_draft_misses_no_clause(way: str, source: str, target: str) -> None:
    assert reasons("clauses", way, source, target) + reasons("length", way, source, target) == []


@pytest.mark.parametrize(
    ("way", "source", "target", "reason"),
    [
        pytest.param(
            "en-pt",
            SENTENCE,
            "Alguns especialistas acreditam que o vírus veio de morcegos.",
            "“but there is no proof of it” seems to be missing",
            id="the end",
        ),
        pytest.param(
            "fr-ca",
            "Si rien ne change, le glacier disparaîtra dans quinze ans.",
            "La glacera desapareixerà en quinze anys.",
            "“Si rien ne change” seems to be missing",
            id="the beginning",
        ),
        pytest.param(
            "en-es",
            "The judge, who had read all the letters, closed the trial in silence.",
            "El juez cerró el juicio en silencio.",
            "“who had read all the letters” seems to be missing",
            id="the middle",
        ),
    ],
)
def test_a_missing_clause_is_said(way: str, source: str, target: str, reason: str) -> None:
    assert reasons("clauses", way, source, target) == [reason]


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        pytest.param(
            "en-es", "The talks failed.", "Las conversaciones no lograron nada.", id="a verb"
        ),
        pytest.param("en-fr", "It is impossible.", "Ce n'est pas possible.", id="a prefix"),
        pytest.param("en-es", "Not only did she win.", "Además ganó.", id="not only"),
        pytest.param(
            "fr-es", "Il n'y a que deux médecins.", "Hay dos médicos solamente.", id="ne … que"
        ),
        pytest.param(
            "en-pt", "He came without a coat.", "Ele não trouxe casaco.", id="a preposition"
        ),
        pytest.param("de-fr", "Kein Bier!", "Pas de bière !", id="kein"),
        pytest.param("it-ca", "Non lo so.", "No ho sé.", id="two plain ones"),
        pytest.param("en-fi", "I do not know.", "Tiedän.", id="a language it knows nothing of"),
    ],
)
def test_what_may_deny_is_left_alone(way: str, source: str, target: str) -> None:
    assert reasons("negation", way, source, target) == []


@pytest.mark.parametrize(
    ("way", "source", "target", "reason"),
    [
        pytest.param(
            "en-pt", "He did not sign it.", "Ele assinou.", "the negation “not” is lost", id="en"
        ),
        pytest.param(
            "fr-en",
            "Il n'a jamais signé.",
            "He signed.",
            "the negation “n'a jamais” is lost",
            id="fr",
        ),
        pytest.param(
            "de-en",
            "Er hat nicht unterschrieben.",
            "He signed.",
            "the negation “nicht” is lost",
            id="de",
        ),
        pytest.param(
            "es-ca", "Nadie firmó.", "Va signar.", "the negation “Nadie” is lost", id="es"
        ),
        pytest.param("ca-it", "No va signar.", "Ha firmato.", "the negation “No” is lost", id="ca"),
        pytest.param("it-es", "Non ha firmato.", "Firmó.", "the negation “Non” is lost", id="it"),
        pytest.param(
            "pt-fr", "Ele não assinou.", "Il a signé.", "the negation “não” is lost", id="pt"
        ),
        pytest.param(
            "en-de",
            "He signed it.",
            "Er hat nicht unterschrieben.",
            "the negation “nicht” is not in the source",
            id="added",
        ),
        pytest.param(
            "en-es",
            "The international army did not come.",
            "El ejército internacional vino.",
            "the negation “not” is lost",
            id="a prefix that denies nothing",
        ),
    ],
)
def test_a_lost_negation_is_said(way: str, source: str, target: str, reason: str) -> None:
    assert reasons("negation", way, source, target) == [reason]


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        pytest.param(
            "fr-en", "« Oui », dit-il (hier).", "“Yes,” he said (yesterday).", id="styles"
        ),
        pytest.param("de-en", "„Ja“, sagte er.", '"Yes," he said.', id="German quotes"),
        pytest.param(
            "en-fr",
            "It's the dogs' bowl, O'Brien.",
            "C'est l'écuelle, O'Brien.",
            id="apostrophes are no quotes",
        ),
        pytest.param(
            "en-fr", "He said 'yes' and left.", "Il a dit « oui » et s'en alla.", id="single"
        ),
        pytest.param(
            "en-es", "“We will come tomorrow.", "«Vendremos mañana.", id="a quote that goes on"
        ),
        pytest.param(
            "en-ja", "He said “yes” (again).", "彼は「はい」と言った（また）。", id="Japanese"
        ),
        pytest.param("en-es", "a) bread", "a) pan", id="an item's letter"),
        pytest.param("en-es", "Call main().", "Llame a main().", id="a function's own brackets"),
        pytest.param("en-es", "5' 10\" wide", "5' 10\" de ancho", id="feet and inches"),
        pytest.param(
            "en-it", "the Local Storage", "la memoria locale («Local Storage»)", id="added pairs"
        ),
    ],
)
def test_marks_in_balance_are_left_alone(way: str, source: str, target: str) -> None:
    assert reasons("quotes", way, source, target) + reasons("brackets", way, source, target) == []


@pytest.mark.parametrize(
    ("name", "way", "source", "target", "reason"),
    [
        pytest.param(
            "quotes",
            "en-pt",
            "He said “yes” now.",
            "Ele disse “sim agora.",
            "a quotation mark is missing",
            id="one lost",
        ),
        pytest.param(
            "quotes",
            "en-pt",
            "He said “yes” now.",
            "Ele disse “sim”” agora.",
            "a quotation mark is too many",
            id="one too many",
        ),
        pytest.param(
            "quotes",
            "en-pt",
            "“Yes, now,” he said.",
            "Sim, agora, disse ele.",
            "a pair of quotation marks is missing",
            id="both lost",
        ),
        pytest.param(
            "quotes",
            "fr-es",
            "« Oui », dit-il.",
            "»Sí», dijo.",
            "« and » are not in pairs",
            id="one turned",
        ),
        pytest.param(
            "quotes",
            "en-fr",
            "He said 'yes' and left.",
            "Il a dit 'oui et partit.",
            "a pair of quotation marks is missing",
            id="a single one",
        ),
        pytest.param(
            "brackets",
            "en-pt",
            "A ticket (9 euros)",
            "Um bilhete (9 euros",
            "a parenthesis is missing",
            id="a bracket lost",
        ),
        pytest.param(
            "brackets",
            "en-pt",
            "A ticket (9 euros)",
            "Um bilhete )9 euros)",
            "parentheses are not in pairs",
            id="a bracket turned",
        ),
        pytest.param(
            "brackets",
            "en-pt",
            "A ticket [9 euros]",
            "Um bilhete de 9 euros",
            "a pair of square brackets is missing",
            id="a pair lost",
        ),
        pytest.param(
            "brackets",
            "en-pt",
            "Breaking news",
            "Breaking news ()",
            "a pair of brackets with nothing in it was added",
            id="an empty pair added",
        ),
    ],
)
def test_marks_out_of_balance_are_said(
    name: str, way: str, source: str, target: str, reason: str
) -> None:
    assert reason in [doubt.reason for doubt in doubts(name, way, source, target)]


@pytest.mark.parametrize(
    ("way", "target"),
    [
        pytest.param("en-pt", "A empresa abrirá uma nova fábrica no norte do país.", id="pt"),
        pytest.param("en-gl", "A empresa abrirá unha nova fábrica no norte do país.", id="gl"),
        pytest.param("fr-ca", "L'empresa obrirà una nova fàbrica al nord del país.", id="ca"),
        pytest.param("en-pt", "Sim, claro.", id="too short to tell"),
        pytest.param(
            "en-pt", "Le Monde diplomatique, The New York Times, Der Spiegel", id="titles"
        ),
        pytest.param(
            "en-it", "Il film si chiama “The Silence of the Lambs”.", id="a title in a sentence"
        ),
        pytest.param("en-de", "Der Chef der Firma sagte, dass das Werk im Norden bleibt.", id="de"),
    ],
)
def test_the_language_asked_for_is_left_alone(way: str, target: str) -> None:
    assert reasons("language", way, "", target) == []


@pytest.mark.parametrize(
    ("way", "target", "reason"),
    [
        pytest.param(
            "en-pt",
            "La empresa abrirá una nueva fábrica en el norte del país.",
            "the draft looks like Spanish",
            id="a close relative",
        ),
        pytest.param(
            "fr-es",
            "The company will open a new factory in the north.",
            "the draft looks like English",
            id="a third language",
        ),
        pytest.param(
            "en-fr",
            "Die Firma will im Norden des Landes ein neues Werk bauen.",
            "the draft looks like German",
            id="German",
        ),
        pytest.param(
            "en-de",
            "La société va ouvrir une nouvelle usine dans le nord du pays.",
            "the draft looks like French",
            id="French for German",
        ),
        pytest.param(
            "en-ru",
            "Компанія відкриє новий завод на півночі країни, але не зараз.",
            "the draft looks like Ukrainian",
            id="Cyrillic",
        ),
    ],
)
def test_another_language_is_said(way: str, target: str, reason: str) -> None:
    assert reasons("language", way, "", target) == [reason]


def test_what_the_source_quotes_in_another_language_is_left_alone() -> None:
    quote = "“La empresa abrirá una nueva fábrica en el norte”"
    source = f"The director of the company shouted: {quote}, and left the room at once."
    target = f"O diretor da companhia gritou: {quote}, e deixou imediatamente a sala."
    assert reasons("language", "en-pt", source, target) == []


def protected(text: str, *places: tuple[int, int]) -> SpannedText:
    spans = [Span(a, b, number, SpanKind.PROTECTED) for number, (a, b) in enumerate(places)]
    return SpannedText(text, tuple(spans))


def test_protected_text_must_stand_there_as_it_is() -> None:
    from translate.checks import Pair

    source = protected("Run make all now", (4, 12))
    kept = Pair(source, protected("Lancez make all", (7, 15)), "en", "fr")
    lost = Pair(source, protected("Lancez faire tout", (7, 17)), "en", "fr")
    assert list(CHECKS["protected"](kept)) == []
    assert [doubt.reason for doubt in CHECKS["protected"](lost)] == [
        "“make all” must stand there as it is",
        "“faire tout” is not in the source, or not so often",
    ]


@pytest.mark.parametrize("text", ["{name}", "https://example.org/a", "a@example.org", "%(n)d"])
def test_what_is_plainly_no_language_is_protected_without_a_mark(text: str) -> None:
    assert reasons("protected", "en-fr", f"See {text} now", f"Voir {text} ici") == []
    assert reasons("protected", "en-fr", f"See {text} now", "Voir ici") != []


def test_protected_text_is_nothing_to_the_other_checks() -> None:
    from translate.checks import Pair, check

    code = "print('12 \"Kleber (not"
    source = protected(f"Type {code} and wait.", (5, 5 + len(code)))
    target = protected(f"Tapez {code} et attendez.", (6, 6 + len(code)))
    assert check(Pair(source, target, "en", "fr")) == ()
