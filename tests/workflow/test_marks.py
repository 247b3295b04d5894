"""The inline marks of dialects go through the real engines and come back byte for byte."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.formats.reading import read
from translate import inline
from translate.casing import Names
from translate.engines.apertium.engine import Apertium
from translate.engines.argos.engine import Argos
from translate.engines.firefox.engine import Firefox
from translate.formats.markdown.spelling import markup_in
from translate.glossary.terms import Glossary
from translate.memory.drafts import open_cache
from translate.model import Engine, Inline, Leg, Role, Route, Segment
from translate.workflow.drafting import Drafting
from translate.workflow.gate import Gate
from translate.workflow.plan import plan_of
from translate.workflow.translator import Translator

REPOSITORY = Path(__file__).parents[2]
MODELS = Path(os.environ.get("BABELPRESS_MODELS", REPOSITORY.parent / "shared" / "models"))
PACKAGE = MODELS / "translate-en_pt-1_0.argosmodel"

ENGLISH = [
    "See the page [[Seed library]] and [[Rules#Loans|the rules of lending]] before you come.",
    "The plan ![[plan.png|A plan of the garden|300]] shows every bed.",
    "We meet on Monday %%ask Ann first%% in the old library.",
    "Water is H~2~O and the area is 20 m^2^ in the new garden.",
    "The library lends ==seeds of old plants== and has ^^a new room^^ for its members.",
    r"The sum \(a+b\) is smaller than \(c_1 + d_2\) in every case.",
    "Enter &lt;your name&gt; if the price is &lt; 5, and &lt;b&gt; around the name.",
    'Read {{< ref "first_steps.md" >}} before you plant {{ site.plant_name }} in the garden.',
    "The {{% mark %}}first day of spring{{% /mark %}} is the best day.",
    "{% if member %}Members pay nothing{% endif %} and guests pay a little.",
    ":material-check:{ .green } All seeds are dry.",
    "Read the [first chapter]{.big #one} and *the last one*{: .x } today.",
    'The picture ![a red house](a.png){width=50} shows [a library](u){:target="_top"} in winter.',
    "Run `make test`{.sh} before you send {ref}`the new pages <pages>` or {doc}`index` to us.",
    "Press :kbd[Ctrl]{.key} or ++ctrl+alt+del++ and wait for the green light.",
    "The garden is old.^[It was planted in 1890.] It is open every day.",
    "The result is well known [@doe99, pp. 3; @smith04] and shown in @fig:garden.",
    "We {++really++} want {--all--} seeds back{>>ask Ann<<} in autumn.",
    "Choose <Tab label={a.b}>the first door</Tab> and show {props.name} to the guard.",
    "We closed #1234 and ruby/rake#45 because the door was broken.",
    "![a house](a.png) [the old library](b.html) is open today.",
    "The old library is open today. ![a house](a.png) The garden is closed.",
    "**{{ name }}** wrote *[[Old garden]]* last year.",
]
FRENCH = [
    "Voyez la page [[Graines]] et [[Règles#Prêt|les règles du prêt]] avant de venir.",
    "Nous venons lundi %%demander à Anne%% dans la vieille bibliothèque.",
    "L'eau est H~2~O et la surface est 20 m^2^ dans le nouveau jardin.",
    "La bibliothèque prête ==des graines anciennes== à ses membres.",
    "Entrez &lt;votre nom&gt; si le prix est &lt; 5 dans la page &lt;b&gt;.",
    'Lisez {{< ref "premiers_pas.md" >}} avant de planter {{ site.nom_plante }} dans le jardin.',
    "{% if membre %}Les membres ne paient rien{% endif %} et les visiteurs paient peu.",
    "Lisez le [premier chapitre]{.big #one} et *le dernier*{: .x } aujourd'hui.",
    "Lancez `make test`{.sh} avant d'envoyer {ref}`les nouvelles pages <pages>` ici.",
    "Le jardin est vieux.^[Il date de 1890.] Il est ouvert chaque jour.",
    "Choisissez <Tab label={a.b}>la première porte</Tab> et montrez {props.name} au gardien.",
    "![une maison](a.png) [la vieille bibliothèque](b.html) est ouverte aujourd'hui.",
]
DIALECTS = frozenset({"mdx"})


def codes(text: str, found: Sequence[Inline]) -> Counter[str]:
    """Return the markup of the codes, without the words inside of them."""
    shown: Counter[str] = Counter()
    for code in found:
        raw = text[code.start : code.end]
        if code.role is not Role.LITERAL:
            shown[
                f"{raw[:2]}{raw[raw.rindex(']') :]}" if raw.startswith(("![", "^[")) else raw
            ] += 1
    return shown


def _segments(texts: Sequence[str], language: str) -> Iterator[Segment]:
    for text in texts:
        for block in read(text, language=language, dialects=DIALECTS).blocks:
            yield from block.segments


def assert_whole(engine: Engine, pair: tuple[str, str], texts: Sequence[str], folder: Path) -> None:
    markup = markup_in(DIALECTS)
    parts = list(_segments(texts, pair[0]))
    with open_cache(folder) as cache:
        route = Route((Leg(engine.name, *pair),))
        work = Drafting(Translator([engine], cache), (route,), Gate(*pair), Names())
        made = work.translations([plan_of(part, markup, pair[0], Glossary(())) for part in parts])
    for part, draft in zip(parts, made, strict=True):
        assert draft is not None, part.text
        again = markup.codes(draft.text, part)
        assert codes(draft.text, again) == codes(part.text, part.codes), draft.text
        for code in inline.protect(part).codes:
            if code.role is Role.PROTECTED:
                assert part.text[code.start : code.end] in draft.text
        assert "  " not in draft.text.replace("  ", "", part.text.count("  "))
        assert ")[" not in draft.text


def test_through_firefox(tmp_path: Path) -> None:
    with Firefox(tmp_path, workers=1) as engine:
        assert_whole(engine, ("en", "pt"), ENGLISH, tmp_path)


def test_through_apertium(tmp_path: Path) -> None:
    engine = Apertium()
    if ("fr", "es") not in engine.pairs():
        pytest.skip("Apertium has no fr-es here")
    assert_whole(engine, ("fr", "es"), FRENCH, tmp_path)


def test_through_argos(tmp_path: Path) -> None:
    if not PACKAGE.exists():
        pytest.skip(f"{PACKAGE.name} is neither beside the checkout nor in $BABELPRESS_MODELS")
    with zipfile.ZipFile(PACKAGE) as archive:
        archive.extractall(tmp_path / "packages")
    assert_whole(Argos([tmp_path / "packages"]), ("en", "pt"), ENGLISH, tmp_path)
