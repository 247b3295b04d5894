"""Headlines in capitals, and labels: what helps an engine with them.

The reference of a headline is what the same engine makes of it in sentence case; case does not
count. `asked as they are`: in capitals. `in sentence case`: as the tool asks. `with a stop`: in
sentence case, with a full stop that is taken off again, as the tool asks where a draft failed.

Usage: python benchmarks/headlines.py [--argos PACKAGE] [ENGINE…]
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline import arguments, opened
from sacrebleu import corpus_chrf

from translate.casing import in_sentence_case, names_of
from translate.model import Engine, SpannedText

HEADLINES = """\
New library opens on Monday
City council cuts budget for schools
Minister resigns after flood in Lisbon
Storm destroys homes in Kenya
Teachers on strike for third week
Police arrest two in bank robbery
Fishing boats stay in port as prices fall
Why the old bridge was closed
Farmers wait for rain in the south
Nobody wants the new prison
Court stops sale of public forest
Water prices to rise in January
Women lead protest against dam
Hospital without doctors on Sundays
How a village saved its school
Mayor promises help for flooded streets
Bus drivers demand better pay
Bread is dearer than ever
Fire destroys market in Mexico City
Young people leave the island
Museum returns masks to Nigeria
Scientists find new frog in Brazil
Three dead in mine accident
Rescue boats search for missing sailors
Cold winter expected in Portugal
Government hides report on air quality
Old railway becomes cycle path
Fewer bees, smaller harvest
Refugees learn the language in three months
The long road to clean water
""".splitlines()
NEWS = ("The museum in Mexico City is closed.", "The mayor of Lisbon went to Brazil.")


def ways() -> dict[str, Callable[[str], str]]:
    """Return how a headline can be asked."""
    names = names_of(NEWS, "en")

    def quiet(text: str) -> str:
        return in_sentence_case(SpannedText(text), names).text

    return {
        "asked as they are": str,
        "in sentence case": quiet,
        "with a stop": lambda text: f"{quiet(text)}.",
    }


def ask(engine: Engine, texts: list[str]) -> list[str]:
    """Return translations in capitals, without a full stop."""
    drafts = engine.translate([SpannedText(text) for text in texts], "en", "pt")
    return [draft.text.text.removesuffix(".").upper() for draft in drafts]


def report(engine: Engine) -> None:
    """Print chrF and the number of headlines that are just right."""
    loud = [text.upper() for text in HEADLINES]
    references = ask(engine, HEADLINES)
    for way, change in ways().items():
        found = ask(engine, [change(text) for text in loud])
        same = sum(a == b for a, b in zip(found, references, strict=True))
        score = corpus_chrf(found, [references]).score
        print(f"{engine.name:8} {way:20} chrF {score:5.1f}, {same} of {len(loud)} the same")


def main(package: Path | None, names: list[str]) -> None:
    """Measure the engines."""
    for name in names:
        with opened(name, package) as engine:
            report(engine)


if __name__ == "__main__":
    main(*arguments())
