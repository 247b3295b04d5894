"""Two sentences in many languages: a model that has seen the form of an answer keeps to it.

The second one has a pair of tags and a standing one. Between two languages of the table both go
ahead of every request as turns of the talk; otherwise the request goes alone.
"""

from __future__ import annotations

import re

from translate.languages import base, canonical

_SENTENCES = {
    "ar": ("يقع البيت القديم قرب النهر.", "اقرأ <1>الدليل</1> قبل أن تبدأ.<2/>"),
    "ca": ("La casa vella és a prop del riu.", "Llegiu <1>la guia</1> abans de començar.<2/>"),
    "cs": ("Starý dům stojí u řeky.", "Než začnete, přečtěte si <1>příručku</1>.<2/>"),
    "da": ("Det gamle hus ligger ved floden.", "Læs <1>vejledningen</1>, før du begynder.<2/>"),
    "de": (
        "Das alte Haus steht am Fluss.",
        "Lesen Sie <1>die Anleitung</1>, bevor Sie beginnen.<2/>",
    ),
    "el": (
        "Το παλιό σπίτι είναι κοντά στο ποτάμι.",
        "Διαβάστε <1>τον οδηγό</1> πριν ξεκινήσετε.<2/>",
    ),
    "en": ("The old house stands near the river.", "Read <1>the guide</1> before you start.<2/>"),
    "es": ("La casa vieja está cerca del río.", "Lea <1>la guía</1> antes de empezar.<2/>"),
    "fr": (
        "La vieille maison est près de la rivière.",
        "Lisez <1>le guide</1> avant de commencer.<2/>",
    ),
    "gl": ("A casa vella está preto do río.", "Lea <1>a guía</1> antes de comezar.<2/>"),
    "it": ("La vecchia casa è vicino al fiume.", "Leggete <1>la guida</1> prima di iniziare.<2/>"),
    "ja": ("古い家は川の近くにあります。", "始める前に<1>ガイド</1>を読んでください。<2/>"),
    "nb": ("Det gamle huset ligger ved elva.", "Les <1>veiledningen</1> før du begynner.<2/>"),
    "nl": ("Het oude huis staat bij de rivier.", "Lees <1>de gids</1> voordat u begint.<2/>"),
    "pl": ("Stary dom stoi nad rzeką.", "Przeczytaj <1>przewodnik</1>, zanim zaczniesz.<2/>"),
    "pt": ("A casa velha fica perto do rio.", "Leia <1>o guia</1> antes de começar.<2/>"),
    "ro": ("Casa veche este lângă râu.", "Citiți <1>ghidul</1> înainte de a începe.<2/>"),
    "ru": ("Старый дом стоит у реки.", "Прочитайте <1>руководство</1>, прежде чем начать.<2/>"),
    "sv": ("Det gamla huset ligger vid floden.", "Läs <1>guiden</1> innan du börjar.<2/>"),
    "tr": ("Eski ev nehrin yanında duruyor.", "Başlamadan önce <1>kılavuzu</1> okuyun.<2/>"),
    "uk": ("Старий будинок стоїть біля річки.", "Прочитайте <1>посібник</1>, перш ніж почати.<2/>"),
    "zh": ("老房子在河边。", "开始之前请阅读<1>指南</1>。<2/>"),
    "zh-Hant": ("老房子在河邊。", "開始之前請閱讀<1>指南</1>。<2/>"),
}

TAG = re.compile(r"<(?P<closing>/?)\s*(?P<number>\d+)\s*(?P<standing>/?)\s*>")
"""A numbered tag, as it is asked for, or with spaces in it."""


def examples(source: str, target: str, *, tags: bool) -> list[tuple[str, str]]:
    """Return sentences of one language with their translations, with or without the tags."""
    ours, theirs = _of(source), _of(target)
    if ours is None or theirs is None or ours == theirs:
        return []
    pairs = zip(ours, theirs, strict=True)
    return list(pairs) if tags else [(TAG.sub("", one), TAG.sub("", other)) for one, other in pairs]


def _of(tag: str) -> tuple[str, str] | None:
    known = canonical(tag)
    if known in _SENTENCES:
        return _SENTENCES[known]
    # In another script than the usual one, a language is written in ways that the table lacks.
    scripted = any(len(part) == 4 and part.isalpha() for part in known.split("-")[1:])
    return None if scripted and known != "zh-Hans" else _SENTENCES.get(base(known))
