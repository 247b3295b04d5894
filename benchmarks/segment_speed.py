"""How fast and how well sentences are split: sentencex alone, pySBD, and `translate.segment`.

Run it from the repository: `python benchmarks/segment_speed.py`. It takes a few seconds.
Speed is bytes of UTF-8 in a second of processor time, the best of several rounds, over articles
made up below: a paragraph a call, as the formats call it, and an article a call. Quality is the
share of pySBD's golden rules that hold (`tests/data/golden_rules.md`), white space left aside.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import sentencex

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from translate.segment import sentence_spans, split_sentences  # noqa: E402 - after the path is set

ROUNDS = 15
ARTICLES = 60

PARAGRAPHS = {
    "fr": """\
Il a fallu attendre la nuit pour que les secours atteignent le village, isolé depuis lundi par les
crues. Selon la préfecture, {n} personnes ont été évacuées. Le maire, qui avait alerté dès
dimanche les services de l'État, réclame la reconnaissance de l'état de catastrophe naturelle. Les
dégâts sont estimés à plus de 2,{n} millions d'euros.

« Nous avons tout perdu en une heure », raconte Mme Aubry, {n} ans, devant sa maison. « Les
meubles, les photos, tout est parti… Qui va nous rendre cela ? » Son voisin, M. Delorme, a passé
la nuit sur le toit. Il a été sauvé par un hélicoptère de la gendarmerie vers 4 h 30. La ligne de
la S.N.C.F. reste coupée jusqu'à nouvel ordre.

Le rapport d'expertise (cf. p. {n}) avait pourtant signalé la fragilité de la digue dès 2019. Il
recommandait de la rehausser de 80 centimètres, ce que le département avait jugé trop coûteux. La
préfète, Anne Vasseur, doit rencontrer les élus mercredi. Une cellule d'aide psychologique a été
ouverte à la mairie.
""",
    "en": """\
The bridge across the river closed on Monday after engineers found {n} cracks in its northern
pillar. Traffic has been sent over the old road, which adds 40 minutes to the way into town. The
state had spent $3.{n} million on repairs only two years ago. Nobody could say yesterday when the
bridge would open again.

“We were told it would last for a hundred years,” said Dr. Helen Marsh, who runs the clinic on the
east bank. “It lasted for {n}.” The U.S. Department of Transportation has sent a team of
inspectors. Their report is due on Sept. 14, a spokesman said.

Shops on the square are empty at 5 p.m. on a working day. Mr. Ortega, the baker, throws away bread
every evening. He hopes for the ferry that the mayor has promised. It is to carry {n} cars an
hour, from six in the morning until midnight.
""",
    "es": """\
El Ayuntamiento retiró ayer la ordenanza que prohibía los puestos del mercado. La alcaldesa, la
Sra. Montero, anunció que habrá una nueva votación en {n} días. Los comerciantes habían reunido
más de 12.{n} firmas. «¿Quién nos escuchaba antes? Nadie», dice uno de ellos. La oposición habla
de una derrota sin precedentes.

El mercado abrió en 1924 y ocupa {n} metros cuadrados en el centro. Según el art. 7 de la
ordenanza, los puestos debían desaparecer antes de abril. Ahora se buscará un acuerdo con los
vecinos. El ruido, la limpieza, los horarios, etc. siguen sin resolverse.
""",
    "de": """\
Am 3. Oktober wird das Theater nach {n} Monaten Umbau wieder eröffnet. Der Umbau hat rund 5 Mio.
Euro gekostet, doppelt so viel wie geplant. „Das Haus war in einem schlimmen Zustand“, sagt
Intendant Dr. Weber. „Ohne den neuen Brandschutz hätten wir schließen müssen.“ Im großen Saal
finden nun 6{n} Zuschauer Platz.

Gespielt wird zuerst ein Stück über die Geschichte der Stadt, u. a. mit Laien aus den Vereinen.
Die Karten waren nach einer Stunde vergriffen. Wer keine bekommen hat, kann die Premiere auf dem
Marktplatz verfolgen. Dort steht eine Leinwand bereit.
""",
}

Corpus = list[tuple[str, str]]
Splitter = Callable[[str, str], object]


def corpus() -> Corpus:
    """Return (language, article) pairs, no two articles the same, lines joined to paragraphs."""
    articles = []
    for number in range(10, 10 + ARTICLES):
        for language, text in PARAGRAPHS.items():
            paragraphs = text.format(n=number).strip().split("\n\n")
            joined = "\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)
            articles.append((language, joined))
    return articles


def speed(split: Splitter, calls: Corpus) -> float:
    """Return megabytes of UTF-8 a second, the best of all rounds."""
    size = sum(len(text.encode()) for _, text in calls)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for language, text in calls:
            split(text, language)
        best = min(best, time.process_time() - start)
    return size / best / 1e6


def sentencex_alone(text: str, language: str) -> list[str]:
    pieces: list[str] = sentencex.segment(language, text)
    return pieces


def pysbd_alone(text: str, language: str) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its regular expressions warn when they are compiled
        import pysbd

        pieces: list[str] = pysbd.Segmenter(language=language, clean=False).segment(text)
    return pieces


def holding(split: Callable[[str, str], list[str]], language: str, rules: list[str]) -> int:
    """Count the golden rules that hold."""

    def bare(pieces: list[str]) -> list[str]:
        return [joined for piece in pieces if (joined := "".join(piece.split()))]

    return sum(
        bare(split(marked.replace("¦", ""), language)) == bare(marked.split("¦"))
        for marked in rules
    )


def main() -> None:
    articles = corpus()
    paragraphs = [(tag, part) for tag, text in articles for part in text.split("\n\n")]
    mean = sum(len(text) for _, text in paragraphs) / len(paragraphs)
    print(f"{'MB/s on one core':<42}{'sentencex':>10}{'ours':>8}{'ratio':>8}")
    rows: list[tuple[str, Corpus]] = [
        (f"a paragraph a call ({mean:.0f} characters)", paragraphs),
        ("an article a call", articles),
        *(
            (f"a paragraph a call, {tag}", [pair for pair in paragraphs if pair[0] == tag])
            for tag in PARAGRAPHS
        ),
    ]
    for name, calls in rows:
        alone, ours = speed(sentencex_alone, calls), speed(sentence_spans, calls)
        print(f"{name:<42}{alone:>10.1f}{ours:>8.1f}{ours / alone:>8.2f}")

    golden = json.loads((ROOT / "tests" / "data" / "golden_rules.json").read_text("utf-8"))["rules"]
    print(f"\n{'golden rules':<14}{'all':>6}{'sentencex':>11}{'pySBD':>7}{'ours':>6}")
    totals = [0, 0, 0, 0]
    for language, rules in golden.items():
        splitters = (sentencex_alone, pysbd_alone, split_sentences)
        row = [len(rules), *(holding(split, language, rules) for split in splitters)]
        totals = [total + count for total, count in zip(totals, row, strict=True)]
        print(f"{language:<14}{row[0]:>6}{row[1]:>11}{row[2]:>7}{row[3]:>6}")
    print(f"{'all':<14}{totals[0]:>6}{totals[1]:>11}{totals[2]:>7}{totals[3]:>6}")


if __name__ == "__main__":
    main()
