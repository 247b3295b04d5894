"""Learning from corrections: what is learned, what is left alone, and where it is said again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from translate.engines.apertium.engine import Apertium
from translate.errors import ProjectError
from translate.memory.corrections.correction import Reach
from translate.memory.corrections.decisions import (
    Decision,
    Verdict,
    read_decisions,
    write_decisions,
)
from translate.memory.corrections.learn import Correction, Revision, applicable, apply, learn, note
from translate.memory.corrections.weigh import Kind, Taught, weighed
from translate.memory.corrections.words import tokens
from translate.model import SpannedText

# Sources of a project, each with its draft below, as an engine might make it.
_LINES = """\
Kim Jong-un a envoyé une lettre au président.
Kim Jong-uno ha enviado una tarjeta al presidente.
La lettre de Kim Jong-un est arrivée lundi.
La tarjeta de Kim Jong-uno ha llegado el lunes.
Le ministre a lu la lettre devant les députés.
El ministro ha leído la tarjeta ante los diputados.
Kim Jong-un visite une usine de Pyongyang.
Kim Jong-uno visita una fábrica de Pyongyang.
Les députés ont quitté la salle.
Los diputados han abandonado la sala.
Une lettre de trois pages sera publiée demain.
Una tarjeta de tres páginas será publicada mañana.
Le journal publie un portrait de Kim Jong-un.
El periódico publica un retrato de Kim Jong-uno.
Les lettres sont restées sans réponse.
Las tarjetas quedaron sin respuesta.
La carte du pays est affichée au mur.
La tarjeta del país está colgada en el muro.
Lettre ouverte
Tarjeta abierta
La flottille reste au port.
La flottille se queda en el puerto.
Le capitaine de la flottille a parlé.
El capitán de la flottille ha hablado.
Le port est fermé depuis lundi.
El puerto está cerrado desde el lunes.
M. Yann Le Bihan est patron de pêche.
M. Yann El Bihan es patrón de pesca.
Selon Yann Le Bihan, la mer monte.
Según Yann El Bihan, la mar sube.
Le mur de la salle est gris.
El muro de la sala es gris.
Demain, les députés seront à Pyongyang.
Mañana, los diputados estarán en Pyongyang.
Le président a fermé la salle.
El presidente ha cerrado la sala.
Trois députés ont parlé.
Tres diputados han hablado.
Le ministre reste sans réponse.
El ministro se queda sin respuesta.
La mer est grise.
La mar es gris.
Le journal a publié trois pages.
El periódico ha publicado tres páginas.
Le président visite le port.
El presidente visita el puerto.
La pêche est fermée.
La pesca está cerrada.
Le capitaine visite une usine.
El capitán visita una fábrica.
Le pays a un président.
El país tiene un presidente.
Le ministre est arrivé.
El ministro ha llegado.
Kim Jong-un est arrivé à Pyongyang.
Kim Jong-uno ha llegado a Pyongyang.
Le patron a lu le journal.
El patrón ha leído el periódico.
La réponse à la lettre a trois pages.
La respuesta a la tarjeta tiene tres páginas.
""".splitlines()
DRAFTS = dict(zip(_LINES[::2], _LINES[1::2], strict=True))

LETTER = "Le ministre a lu la lettre devant les députés."
NAME = Correction("Kim Jong-un", "Kim Jong-uno", "Kim Jong-un", ("a.txt",))
TERM = Correction("lettre", "tarjeta", "carta", ("a.txt",))


def revision(source: str, reviewed: str, where: str = "a.txt") -> Revision:
    return Revision(source, DRAFTS[source], reviewed, where)


def taught(source: str, reviewed: str) -> list[Correction]:
    return learn([revision(source, reviewed)], DRAFTS.items())


def applied(corrections: Iterable[Correction], source: str, draft: str) -> str:
    return apply(applicable(corrections), source, draft)[0]


def test_a_name_and_a_term_corrected_in_one_article_are_in_all_other_drafts() -> None:
    first = "Kim Jong-un a envoyé une lettre au président."
    learned = taught(first, "Kim Jong-un ha enviado una carta al presidente.")
    assert [(c.key, c.reach) for c in learned] == [
        (NAME.key, Reach.ANYWHERE),
        (TERM.key, Reach.TERM),
    ]
    after = {source: applied(learned, source, draft) for source, draft in DRAFTS.items()}
    for source, text in after.items():
        assert ("Kim Jong-un" in source) == ("Kim Jong-un" in text)
        assert "Jong-uno" not in text
        term = "lettre" in source.split()
        assert term == ("carta" in text.casefold().split())
    untouched = {s for s, text in after.items() if text == DRAFTS[s]}
    assert len(untouched) == 22
    assert "Lettre ouverte" in untouched  # no article shows that the word is the term
    assert "Les lettres sont restées sans réponse." in untouched  # another inflection
    assert "La carte du pays est affichée au mur." in untouched  # another word of the source


@pytest.mark.parametrize(
    ("source", "reviewed", "expected"),
    [
        pytest.param(
            "Selon Yann Le Bihan, la mer monte.",
            "Según Yann Le Bihan, la mar sube.",
            ("Yann Le Bihan", "Yann El Bihan", "Yann Le Bihan"),
            id="a part of a name, with the parts beside it",
        ),
        pytest.param(
            "Le capitaine de la flottille a parlé.",
            "El capitán de la flotilla ha hablado.",
            ("flottille", "flottille", "flotilla"),
            id="a word that the engine left untranslated",
        ),
        pytest.param(
            LETTER,
            "El ministro ha leído el sobre ante los diputados.",
            ("lettre", "la tarjeta", "el sobre"),
            id="a term with the article that changed with it",
        ),
        pytest.param(
            "La lettre de Kim Jong-un est arrivée lundi.",
            "El sobre de Kim Jong-uno ha llegado el lunes.",
            ("lettre", "la tarjeta", "el sobre"),
            id="a term at the start of a sentence is small",
        ),
        pytest.param(
            "Lettre ouverte",
            "Misiva abierta",
            ("lettre", "tarjeta", "misiva"),
            id="a heading of two words",
        ),
    ],
)
def test_what_is_learned(source: str, reviewed: str, expected: tuple[str, str, str]) -> None:
    assert [correction.key for correction in taught(source, reviewed)] == [expected]


@pytest.mark.parametrize(
    ("source", "reviewed"),
    [
        pytest.param(LETTER, DRAFTS[LETTER], id="accepted as it was"),
        pytest.param(LETTER, "Ante la cámara, el jefe mostró un escrito oficial.", id="a rewrite"),
        pytest.param(LETTER, "El ministro ha leído la tarjeta ante los diputados!", id="a sign"),
        pytest.param(LETTER, "El Ministro ha leído la tarjeta ante los diputados.", id="a capital"),
        pytest.param(LETTER, "El ministro  ha leído la tarjeta ante los diputados.", id="a space"),
        pytest.param(
            LETTER, "El ministro ha leído la larga tarjeta ante los diputados.", id="more"
        ),
        pytest.param(LETTER, "El ministro ha leído ante los diputados.", id="less"),
        pytest.param(LETTER, "Ante los diputados ha leído la tarjeta el ministro.", id="an order"),
        pytest.param("Lettre ouverte", "Carta pública", id="a label that was replaced whole"),
        pytest.param(
            LETTER, "El ministro ha leído la tarjeta con los diputados.", id="a small word"
        ),
        pytest.param(
            "Le mur de la salle est gris.",
            "El muro de la sala es oscuro.",
            id="a word that no other draft tells the source of",
        ),
        pytest.param(
            "Le journal a publié trois pages.",
            "El periódico ha publicado 3 páginas.",
            id="a figure",
        ),
    ],
)
def test_what_teaches_nothing(source: str, reviewed: str) -> None:
    assert taught(source, reviewed) == []


def test_a_term_is_not_learned_while_two_source_words_may_call_for_it() -> None:
    pairs = [("la vieille lettre", "la gran tarjeta"), ("vieille lettre ici", "gran tarjeta allí")]
    unsure = Revision("Il a lu la vieille lettre ici", "Leyó la gran tarjeta allí mismo",
                      "Leyó la gran carta allí mismo", "a")  # fmt: skip
    assert learn([unsure], pairs) == []
    sure = learn([unsure], [*pairs, ("une lettre", "una tarjeta"), ("vieille mer", "gran mar")])
    assert [correction.key for correction in sure] == [("lettre", "tarjeta", "carta")]


def test_support_counts_the_revisions_and_names_their_articles() -> None:
    learned = learn(
        [
            revision(LETTER, DRAFTS[LETTER].replace("tarjeta", "carta"), "b.txt"),
            revision("Lettre ouverte", "Carta abierta", "a.txt"),
        ],
        DRAFTS.items(),
    )
    (one,) = learned
    assert (one.key, one.where, one.support) == (TERM.key, ("a.txt", "b.txt"), 2)
    assert note(learned[0]) == 'learned: "tarjeta" → "carta" (a.txt, b.txt)'


def test_a_note_names_three_articles_at_most() -> None:
    where = tuple(f"{letter}.txt" for letter in "abcde")
    assert note(Correction("x", "y", "z", where)).endswith("(a.txt, b.txt, c.txt and 2 more)")


def test_what_a_reviewer_kept_elsewhere_is_contradicted_and_not_applied() -> None:
    learned = learn(
        [
            revision(LETTER, DRAFTS[LETTER].replace("tarjeta", "carta")),
            revision("Lettre ouverte", "Tarjeta abierta"),
        ],
        DRAFTS.items(),
    )
    assert [(c.key, c.contradicted) for c in learned] == [(TERM.key, 1)]
    assert applied(learned, LETTER, DRAFTS[LETTER]) == DRAFTS[LETTER]
    accepted = applicable(learned, accepted={TERM.key})
    assert "carta" in apply(accepted, LETTER, DRAFTS[LETTER])[0]


def test_a_wrong_phrase_that_another_source_word_calls_for_contradicts_nothing() -> None:
    both = Revision("La carte et la lettre.", "x", "La tarjeta y la carta.", "b.txt")
    learned = learn([revision(LETTER, DRAFTS[LETTER].replace("tarjeta", "carta")), both],
                    DRAFTS.items())  # fmt: skip
    assert [(c.key, c.contradicted) for c in learned] == [(TERM.key, 0)]


def lettre(source: str, word: str) -> Revision:
    """Return a revision in which a person put a word in the place of `tarjeta`."""
    draft = DRAFTS[source]
    return revision(source, draft.replace("tarjeta", word).replace("Tarjeta", word.title()))


def test_what_people_mostly_say_holds_though_one_of_them_said_otherwise() -> None:
    texts = [source for source in DRAFTS if "lettre" in source.casefold().split()]
    assert len(texts) == 6
    revisions = [lettre(source, "carta") for source in texts[:5]] + [lettre(texts[5], "misiva")]
    found = {
        c.right: (c.support, c.contradicted, c.reach) for c in learn(revisions, DRAFTS.items())
    }
    assert found == {"carta": (5, 1, Reach.ANYWHERE), "misiva": (1, 5, Reach.NOWHERE)}
    few = learn([revisions[0], revisions[5]], DRAFTS.items())
    assert {c.right: c.reach for c in few} == {"carta": Reach.NOWHERE, "misiva": Reach.NOWHERE}


def test_a_single_word_holds_anywhere_only_if_it_was_corrected_twice() -> None:
    """Others who say the same of themselves do not show that a draft's word is wrong everywhere."""
    texts = [source for source in DRAFTS if "lettre" in source.casefold().split()]
    corrected = [lettre(source, "carta") for source in texts]
    said = [replace(one, draft=one.reviewed) for one in corrected]
    once = learn([corrected[0], *said[1:]], DRAFTS.items())
    twice = learn([*corrected[:2], *said[2:]], DRAFTS.items())
    assert [(c.right, c.support, c.reach) for c in once] == [("carta", 1, Reach.TERM)]
    assert [(c.right, c.support, c.reach) for c in twice] == [("carta", 2, Reach.ANYWHERE)]


@pytest.mark.parametrize(
    ("right", "goes"),
    [
        ("fotos cargadas", True),  # the same gender and number
        ("foto cargada", False),  # one instead of several
        ("archivos cargados", False),  # an article or adjective beside it no longer agrees
        ("fotos cargar", False),  # an infinitive
    ],
)
def test_a_phrase_corrected_once_goes_elsewhere_only_where_its_words_agree_alike(
    right: str, goes: bool
) -> None:
    source, draft = "Les images envoyées.", "Las imágenes enviadas."
    key = ("images envoyées", "imágenes enviadas", right)
    once = Revision(source, draft, f"Las {right}.", "a")
    phrase = Taught(key, 0, Kind.PHRASE, ("las", "."), plain=True, term=True)
    reach = Reach.ANYWHERE if goes else Reach.NOWHERE
    assert [c.reach for c in weighed([phrase], [once])] == [reach]


def reaches(revisions: list[Revision], pairs: Iterable[tuple[str, str]] = ()) -> dict:
    return {c.key: c.reach for c in learn(revisions, pairs)}


def test_a_form_alone_goes_no_further_than_the_words_on_both_sides() -> None:
    """What changed a gender, a number or a person there says nothing of it elsewhere."""
    pairs = [
        ("La décision politique est prise.", "La decisión político está tomada."),
        ("Un accord politique est signé.", "Un acuerdo político está firmado."),
        ("Cette décision politique est bonne.", "Esta decisión político está bien."),
        ("Le pouvoir politique hésite.", "El poder político vacila."),
    ]
    source, draft = pairs[0]
    reviewed = draft.replace("político", "política")
    learned = learn([Revision(source, draft, reviewed, "a")], pairs)
    after = [applied(learned, *pair) for pair in pairs]
    assert after == [reviewed, pairs[1][1], pairs[2][1].replace("político", "política"),
                     pairs[3][1]]  # fmt: skip


def test_a_phrase_is_learned_as_such_and_not_its_words() -> None:
    pairs = [
        ("Les services de renseignement ont parlé.", "Los servicios de información hablaron."),
        ("Il quitte les services de renseignement.", "Deja los servicios de información."),
        ("Il demande un renseignement.", "Pide una información."),
    ]
    source, draft = pairs[0]
    learned = learn([Revision(source, draft, draft.replace("información", "inteligencia"), "a")],
                    pairs)  # fmt: skip
    after = [applied(learned, *pair) for pair in pairs]
    assert after[1] == "Deja los servicios de inteligencia."
    assert after[2] == pairs[2][1]


def test_two_words_that_changed_around_a_small_one_are_one_phrase() -> None:
    pairs = [
        ("Les services de renseignement ont parlé.", "Los servicios de información hablaron."),
        ("Il quitte les services de renseignement.", "Deja los servicios de información."),
        ("Les services sont fermés.", "Los servicios están cerrados."),
    ]
    reviewed = "Los órganos de inteligencia hablaron."
    learned = learn([Revision(*pairs[0], reviewed, "a")], pairs)
    assert {c.key[1:] for c in learned} == {("servicios de información", "órganos de inteligencia")}
    assert applied(learned, *pairs[1]) == "Deja los órganos de inteligencia."
    assert applied(learned, *pairs[2]) == pairs[2][1]


def test_a_small_word_that_went_joins_nothing() -> None:
    pairs = [(LETTER, DRAFTS[LETTER])]
    reviewed = "El ministro ha visto misiva oficial de los diputados."
    learn([revision(LETTER, reviewed)], [*DRAFTS.items(), *pairs])
    draft, reviewed = "Vio el mar de noche y la casa.", "Miró el océano casa."
    assert learn([Revision("Il vit la mer de nuit et la maison.", draft, reviewed, "a")]) == []


def test_an_elided_word_before_a_phrase_keeps_what_it_may_not_stand_before() -> None:
    show = Correction("afficher", "anunciar", "mostrar")
    area = Correction("zone", "àrea", "illa")
    assert applied([show], "Afficher ceci", "Anunciar això") == "Mostrar això"
    assert applied([show], "Il vient d’afficher", "Acaba d’anunciar") == "Acaba d’anunciar"
    assert applied([area], "la zone", "l’àrea") == "l’illa"


def test_an_article_elided_into_the_right_word_is_one_that_was_added() -> None:
    changed = Revision("Une option de trop", "Una opció de més", "Una l’opció de més", "a")
    pairs = [("Cette option", "Aquesta opció"), ("Une option", "Una opció")]
    assert set(reaches([changed], pairs).values()) <= {Reach.NOWHERE}


def test_a_label_of_one_word_is_no_rule_and_a_name_of_two_is() -> None:
    pairs = [("Port", "Puerto"), ("Le Port est là.", "El Puerto está ahí.")]
    assert learn([Revision("Port", "Puerto", "Port", "a")], pairs) == []
    (one,) = learn([Revision("Kim Jong-un", "Kim Jong-uno", "Kim Jong-un", "a")])
    assert one.reach is Reach.ANYWHERE


def test_one_correction_goes_only_behind_an_article_or_the_like() -> None:
    (one,) = taught(LETTER, DRAFTS[LETTER].replace("tarjeta", "carta"))
    assert one.reach is Reach.TERM
    for source, draft, expected in (
        ("Sa lettre est là.", "Su tarjeta está ahí.", "Su carta está ahí."),
        ("Lettre ouverte", "Tarjeta abierta", "Tarjeta abierta"),
        ("Il écrit lettre après lettre.", "Escribe tarjeta tras tarjeta.",
         "Escribe tarjeta tras tarjeta."),
    ):  # fmt: skip
        assert applied([one], source, draft) == expected


def test_one_correction_among_many_others_in_its_sentence_says_too_little() -> None:
    reviewed = "Un ministro mostró entonces la carta a los diputados."
    assert set(reaches([revision(LETTER, reviewed)], DRAFTS.items()).values()) <= {Reach.NOWHERE}


def test_an_article_that_a_person_added_is_not_learned_from_one_sentence() -> None:
    source = "Une lettre de trois pages sera publiée demain."
    reviewed = DRAFTS[source].replace("Una tarjeta", "Una larga carta")
    found = reaches([revision(source, reviewed)], DRAFTS.items())
    assert Reach.ANYWHERE not in found.values()


def test_a_word_that_is_written_small_elsewhere_is_no_name() -> None:
    pairs = [("Le Port de la ville", "El Puerto de la ciudad"), ("Le port ici.", "El puerto aquí.")]
    changed = Revision(*pairs[0], "El Port de la ciudad", "a")
    assert Reach.ANYWHERE not in reaches([changed], pairs).values()
    assert Reach.ANYWHERE in reaches([changed], pairs[:1]).values()


def test_a_word_that_drafts_use_for_something_else_is_not_learned_from_one_sentence() -> None:
    """Whoever wrote it there may have written another sentence."""
    source = "Le port est fermé depuis lundi."
    free, own = (DRAFTS[source].replace("puerto", word) for word in ("ministro", "muelle"))
    found = [reaches([revision(source, text)], DRAFTS.items()) for text in (free, own)]
    assert found == [
        {("port", "puerto", "ministro"): Reach.NOWHERE},
        {("port", "puerto", "muelle"): Reach.TERM},
    ]


def test_a_rejected_correction_is_not_applied() -> None:
    some = applicable([NAME, TERM], rejected={TERM.key})
    text, used = apply(some, "Lettre de Kim Jong-un", "Tarjeta de Kim Jong-uno")
    assert (text, used) == ("Tarjeta de Kim Jong-un", (NAME,))


@pytest.mark.parametrize(
    ("source", "draft", "expected"),
    [
        pytest.param("Lettre", "Tarjeta", "Carta", id="the capital letter of its place"),
        pytest.param("une lettre", "una «tarjeta».", "una «carta».", id="between signs"),
        pytest.param(
            "lettre, lettre", "tarjeta, tarjeta", "carta, carta", id="twice, called twice"
        ),
        pytest.param("une *lettre*", "una *tarjeta*", "una *carta*", id="inside of emphasis"),
        pytest.param("Kim\nJong-un", "Kim\n Jong-uno", "Kim Jong-un", id="on two lines"),
    ],
)
def test_what_is_applied(source: str, draft: str, expected: str) -> None:
    assert applied([NAME, TERM], source, draft) == expected


@pytest.mark.parametrize(
    ("source", "draft"),
    [
        pytest.param("une carte", "una tarjeta", id="the source does not call for it"),
        pytest.param("lettre", "tarjetas", id="another inflection"),
        pytest.param("lettre", "la tarjeta-regalo", id="a part of a word"),
        pytest.param("lettre", "TARJETA", id="capitals"),
        pytest.param("la lettre et la carte", "la tarjeta y la tarjeta", id="not certain which"),
        pytest.param("la lettre et la carte", "la carta y la tarjeta", id="right already"),
        pytest.param("lettre", "véase https://x.org/tarjeta aquí", id="a URL"),
        pytest.param("lettre", "el campo `tarjeta` aquí", id="inline code"),
        pytest.param("lettre", "{tarjeta}", id="a placeholder"),
        pytest.param("la voir sur https://x.org/lettre", "una tarjeta", id="a URL of the source"),
        pytest.param("Kim Jong-un", "Kim Jong-unos", id="a longer name"),
    ],
)
def test_what_is_left_alone(source: str, draft: str) -> None:
    assert apply(applicable([NAME, TERM]), source, draft) == (draft, ())


def test_codes_are_left_alone() -> None:
    draft = 'la <a title="tarjeta">tarjeta</a>'
    text, _ = apply(applicable([TERM]), "la lettre", draft, codes=[(3, 22), (29, 33)])
    assert text == 'la <a title="tarjeta">carta</a>'


def test_codes_are_no_part_of_a_phrase() -> None:
    source, draft = "<b>Kim</b> Jong-un est là.", "<b>Kim</b> Jong-uno está ahí."
    codes = ((0, 3), (6, 10))
    reviewed = "<b>Kim</b> Jong-un está ahí."
    learned = learn([Revision(source, draft, reviewed, "a", codes, codes, codes)])
    assert [c.key for c in learned] == [("Jong-un", "Jong-uno", "Jong-un")]


def test_the_longest_phrase_goes_first_and_nothing_is_replaced_twice() -> None:
    long = Correction("lettre de change", "tarjeta de cambio", "letra de cambio")
    chain = Correction("lettre", "carta", "misiva")
    source = "une lettre de change"
    assert applied([TERM, long], source, "una tarjeta de cambio") == "una letra de cambio"
    assert applied([TERM, chain], "une lettre", "una tarjeta") in {"una tarjeta", "una carta"}


def test_a_phrase_inside_of_the_right_one_is_left_alone() -> None:
    full = Correction("Kim Jong-un", "Kim", "Kim Jong-un")
    assert applied([full], "Kim Jong-un", "Kim habla") == "Kim Jong-un habla"
    assert applied([full], "Kim Jong-un", "Kim Jong-un habla") == "Kim Jong-un habla"


def test_two_reasons_for_one_phrase_leave_it_alone() -> None:
    other = Correction("pli", "tarjeta", "sobre")
    assert applied([TERM, other], "la lettre, le pli", "la tarjeta") == "la tarjeta"
    assert applied([TERM, other], "le pli", "la tarjeta") == "la sobre"


@pytest.mark.parametrize(
    ("source", "draft", "reviewed", "expected"),
    [
        pytest.param("Kim Jong-un", "金正日 Kim Jong-uno 說", "金正日 Kim Jong-un 說",
                     ("Kim Jong-un", "Kim Jong-uno", "Kim Jong-un"), id="Chinese"),
        pytest.param("Écho de Kiel", "रिपोर्ट Kiehl से आई", "रिपोर्ट Kiel से आई",
                     ("Kiel", "Kiehl", "Kiel"), id="Hindi"),
        pytest.param("Volvo a parlé", "قال Volva اليوم", "قال Volvo اليوم",
                     ("Volvo", "Volva", "Volvo"), id="Arabic"),
    ],
)  # fmt: skip
def test_names_are_learned_in_other_scripts(
    source: str, draft: str, reviewed: str, expected: tuple[str, str, str]
) -> None:
    assert [c.key for c in learn([Revision(source, draft, reviewed, "a")])] == [expected]


def test_letters_of_a_script_without_spaces_are_not_learned_alone() -> None:
    draft, reviewed = "他读了明信片给大家听", "他读了公开信给大家听"
    pairs = [("Il a lu la lettre", draft), ("lettre", "明信片")]
    assert learn([Revision("Il a lu la lettre", draft, reviewed, "a")], pairs) == []


@pytest.mark.skipif(("fr", "es") not in Apertium().pairs(), reason="Apertium has no fr-es here")
def test_drafts_of_apertium_carry_what_was_corrected_in_one_of_them() -> None:
    sources = [
        "Le patron a gardé sa carte d’hiver.",
        "La carte du restaurant est courte.",
        "« Nous saurons », dit M. Yann Le Bihan.",
        "La fille de Yann Le Bihan montre la carte.",
        "La mer est grise.",
        "Le sable revient toujours.",
    ]
    engine = Apertium()
    drafts = dict(
        zip(
            sources,
            (d.text.text for d in engine.translate([SpannedText(s) for s in sources], "fr", "es")),
            strict=True,
        )
    )
    assert "mapa" in drafts[sources[0]]
    assert "Yann El Bihan" in drafts[sources[2]]
    revisions = [
        Revision(sources[0], drafts[sources[0]], drafts[sources[0]].replace("mapa", "menú"), "a"),
        Revision(sources[2], drafts[sources[2]], drafts[sources[2]].replace("El B", "Le B"), "a"),
    ]
    learned = learn(revisions, drafts.items())
    after = {source: applied(learned, source, draft) for source, draft in drafts.items()}
    assert "menú" in after[sources[1]].casefold()
    assert "Yann Le Bihan" in after[sources[3]]
    assert "menú" in after[sources[3]]
    assert [after[s] for s in sources[4:]] == [drafts[s] for s in sources[4:]]


WORDS = st.sampled_from(
    ["lettre", "carta", "tarjeta", "Kim", "Jong-un", "a", "la", "sobre", ",", "`x`"]
)
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
CORRECTIONS = st.lists(st.builds(Correction, PHRASES, PHRASES, PHRASES), max_size=4)


@given(CORRECTIONS, TEXTS, TEXTS)
def test_applying_twice_changes_nothing_more(
    corrections: list[Correction], source: str, draft: str
) -> None:
    """Whatever was learned, what `apply` gave is not changed by another `apply`."""
    usable = applicable(corrections)
    once, _ = apply(usable, source, draft)
    assert apply(usable, source, once) == (once, ())


@given(CORRECTIONS, TEXTS, TEXTS)
def test_only_corrections_that_source_and_draft_match_change_anything(
    corrections: list[Correction], source: str, draft: str
) -> None:
    """A draft changes only by corrections whose phrases are in the source and in the draft."""
    text, used = apply(applicable(corrections), source, draft)
    assert (text == draft) or used
    for correction in used:
        assert correction.source.casefold() in source.casefold()
        assert correction.wrong.casefold() in draft.casefold()


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5))
def test_every_correction_brings_its_own_draft_nearer(triples: list[tuple[str, str, str]]) -> None:
    """A correction applied to what it was learned from never makes more to change."""
    for source, draft, reviewed in triples:
        before = distance(draft, reviewed)
        for correction in learn([Revision(source, draft, reviewed, "a")], [t[:2] for t in triples]):
            assert distance(applied([correction], source, draft), reviewed) <= before


def distance(one: str, other: str) -> int:
    return Levenshtein.distance([t.text for t in tokens(one)], [t.text for t in tokens(other)])


@given(st.sampled_from(sorted(DRAFTS)), st.data())
def test_a_word_replaced_in_a_draft_is_learned_as_that_word_or_not_at_all(
    source: str, data: st.DataObject
) -> None:
    """Nothing is learned but what was changed: the wrong phrase is the draft's, the right not."""
    words = DRAFTS[source].split()
    index = data.draw(st.integers(0, len(words) - 1))
    new = data.draw(st.sampled_from(["Quimera", "zarzuela", "x", "Pyongyang", "la"]))
    reviewed = " ".join([*words[:index], new, *words[index + 1 :]])
    for correction in learn([Revision(source, DRAFTS[source], reviewed, "a")], DRAFTS.items()):
        assert correction.wrong.casefold() in DRAFTS[source].casefold()
        assert correction.right.casefold() in reviewed.casefold()
        assert words[index].strip(".,").casefold() in correction.wrong.casefold()
        assert correction.source.casefold() in source.casefold()


REJECTED = Decision("lettre", "tarjeta", "carta", "es", Verdict.REJECTED)
ACCEPTED = Decision("Kim Jong-un", 'Kim "J", uno', "Kim Jong-un", "pt-BR", Verdict.ACCEPTED)


def test_decisions_come_back_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "learned.csv"
    assert read_decisions(path) == ()
    assert write_decisions(path, [ACCEPTED, REJECTED], tmp_path)
    assert set(read_decisions(path)) == {ACCEPTED, REJECTED}
    assert path.read_text("utf-8").splitlines()[:2] == [
        "source,wrong,right,language,decision",
        "lettre,tarjeta,carta,es,rejected",
    ]
    assert not write_decisions(path, [REJECTED, ACCEPTED], tmp_path)


def test_a_file_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "learned.csv"
    text = "\ufefflanguage,decision,note,source,wrong,right\r\npt_br,rejected,x,a,b,c\r\n"
    path.write_bytes(text.encode("utf-8"))
    assert read_decisions(path) == (Decision("a", "b", "c", "pt-BR", Verdict.REJECTED),)


HEAD = "source,wrong,right,language,decision\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("source,wrong\n", "column “right” is missing", id="a missing column"),
        pytest.param(HEAD + "a,b,c,es,maybe\n", ":2: “maybe” is no decision", id="a verdict"),
        pytest.param(HEAD + "a,b,c,xx,rejected\n", ":2: “xx” is no language", id="a language"),
        pytest.param(HEAD + "a,,c,es,rejected\n", ":2: a decision needs", id="an empty phrase"),
        pytest.param(HEAD + "a,b\n", "is no decision|needs", id="a short line"),
        pytest.param(HEAD + 'a,"b\n', r":2: ", id="an open quotation mark"),
        pytest.param(
            HEAD + "a,b,c,es,rejected\na,b,c,es,accepted\n", ":3: .*both", id="a merge gone wrong"
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_one_sentence(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "learned.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ProjectError, match=message):
        read_decisions(path)


def test_a_file_of_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "learned.csv").write_bytes(HEAD.encode() + b"caf\xe9,b,c,es,rejected\n")
    with pytest.raises(ProjectError, match="cannot be read"):
        read_decisions(tmp_path / "learned.csv")
