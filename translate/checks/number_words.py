"""How numbers are written in words, in the languages whose numerals this tool knows.

`NUMERALS` has for each language the words of 0 to 99 and the hundreds; a number is a sequence of
such words, and of the words that multiply. All words are folded: without case and accents. Words
that mean something else as well (Catalan `nou`, nine or new) count as numbers only where a number
is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from translate.checks.pair import fold
from translate.languages import base


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numerals of one language.

    `units` are added, `scales` multiply what stands before them, `links` may stand between two
    of them. `vague` are words that mean something else as well, or that translations are free to
    drop; they never have to come back. `ordinals` are stems of ordinal numbers.
    """

    units: dict[str, int]
    scales: dict[str, int]
    links: frozenset[str]
    vague: frozenset[str]
    ordinals: dict[str, int] = field(default_factory=dict)


def numerals(language: str) -> Numerals | None:
    """Return the numerals of a language (a tag's base), or None where they are not known."""
    build = _BUILDERS.get(language)
    return None if build is None else _built(language)


def known(language: str) -> bool:
    """Tell whether the numerals of a language are known; any tag will do."""
    return base(language) in _BUILDERS


@cache
def _built(language: str) -> Numerals:
    one, tens, more, scales, links, vague, ordinals = _BUILDERS[language]
    units = _from_zero(one)
    units.update(_tens(tens))
    units.update(_pairs(more))
    if language == "de":
        units.update(_german(units))
    if language == "it":
        units.update(_italian(units))
    return Numerals(
        {fold(word): value for word, value in units.items()},
        {fold(word): value for word, value in _pairs(scales).items()},
        frozenset(fold(word) for word in links.split()),
        frozenset(fold(word) for word in vague.split()),
        {fold(stem): value for stem, value in _stems(ordinals).items()},
    )


def _from_zero(words: str) -> dict[str, int]:
    """Read the words of 0, 1, 2 and so on; forms of one number are parted by a slash."""
    rows = enumerate(words.split())
    return {word: number for number, forms in rows for word in forms.split("/")}


def _tens(words: str) -> dict[str, int]:
    rows = enumerate(words.split(), 2)
    return {word: 10 * number for number, forms in rows for word in forms.split("/") if word != "-"}


def _pairs(words: str) -> dict[str, int]:
    rows = (row.split("=") for row in words.split())
    return {word: int(number) for forms, number in rows for word in forms.split("/")}


def _stems(words: str) -> dict[str, int]:
    rows = enumerate(words.split(), 1)
    return {stem: number for number, forms in rows for stem in forms.split("/") if stem != "-"}


def _german(units: dict[str, int]) -> dict[str, int]:
    """Return einundzwanzig to neunundneunzig, and the hundreds and thousands in one word."""
    small = {word: value for word, value in units.items() if 1 <= value <= 9 and word != "eins"}
    tens = {word: value for word, value in units.items() if value >= 20 and not value % 10}
    joined = {f"{a}und{b}": x + y for a, x in small.items() for b, y in tens.items()}
    for word, value in {**small, "zehn": 10, "zwanzig": 20, "dreißig": 30, "fünfzig": 50}.items():
        joined[f"{word}hundert"] = value * 100
        joined[f"{word}tausend"] = value * 1000
    return joined


def _italian(units: dict[str, int]) -> dict[str, int]:
    """Return ventuno to novantanove (ventuno and ventotto drop a vowel), and the hundreds."""
    small = {word: value for word, value in units.items() if 1 <= value <= 9}
    tens = {word: value for word, value in units.items() if value >= 20 and not value % 10}
    joined = {}
    for ten, value in tens.items():
        for word, unit in small.items():
            stem = ten[:-1] if unit in {1, 8} else ten
            joined[stem + word] = value + unit
            if unit == 3:
                joined[f"{stem}tré"] = value + unit
    joined.update({f"{word}cento": value * 100 for word, value in small.items() if value > 1})
    joined.update({f"{word}mila": value * 1000 for word, value in small.items() if value > 1})
    joined.update({f"{word}mila": v * 1000 for word, v in units.items() if 10 <= v <= 90})
    return joined


# For each language: 0 to 19 or further; the tens from 20; other words; what multiplies; what
# links; the vague words; the stems of first, second, third and so on.
_Row = tuple[str, str, str, str, str, str, str]
_BUILDERS: dict[str, _Row] = {
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen",
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "dozen=12 noon=12 midday=12 midnight=0 once=1 twice=2 thrice=3 both=2 pair=2 couple=2 "
        "double=2 doubled=2 tripled=3 fortnight=14 decade=10 twins=2 hundreds=100 thousands=1000",
        "hundred=100 thousand=1000 million/millions/mn=1000000 billion/billions/bn=1000000000 "
        "trillion/trillions=1000000000000",
        "and",
        "one dozen noon midday midnight once twice thrice both pair couple double doubled tripled "
        "fortnight decade twins hundreds thousands zero",
        "first second third four fift/fifth six/sixth sevent eight/eighth nint tent elevent "
        "twelft thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth",
    ),
    "fr": (
        "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize",
        "vingt/vingts trente quarante cinquante soixante septante huitante nonante",
        "quatrevingt/quatrevingts=80 douzaine=12 dizaine=10 quinzaine=15 vingtaine=20 trentaine=30 "
        "cinquantaine=50 centaine=100 midi=12 minuit=0 double=2 doublé=2 triplé=3 décennie=10 "
        "centaines=100 milliers=1000 millier=1000",
        "cent/cents=100 mille=1000 million/millions=1000000 milliard/milliards=1000000000 "
        "billion/billions=1000000000000",
        "et",
        "un une neuf zéro douzaine dizaine quinzaine vingtaine trentaine cinquantaine centaine "
        "midi minuit double doublé triplé décennie centaines milliers millier",
        "premi deuxième/second troisième quatrième cinquième sixième septième huitième neuvième "
        "dixième onzième douzième treizième quatorzième quinzième seizième dixseptième "
        "dixhuitième dixneuvième vingtième",
    ),
    "es": (
        "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
        "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna "
        "veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
        "veintinueve",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "cien/ciento=100 doscientos/doscientas=200 trescientos/trescientas=300 "
        "cuatrocientos/cuatrocientas=400 quinientos/quinientas=500 seiscientos/seiscientas=600 "
        "setecientos/setecientas=700 ochocientos/ochocientas=800 novecientos/novecientas=900 "
        "docena=12 decena=10 quincena=15 veintena=20 centenar=100 ambos/ambas=2 mediodía=12 "
        "medianoche=0 doble=2 duplicado=2 triplicado=3 década=10 par=2 cientos=100 miles=1000",
        "mil=1000 millón/millones=1000000 billón/billones=1000000000000",
        "y",
        "un una uno cero docena decena quincena veintena centenar ambos ambas mediodía medianoche "
        "doble duplicado triplicado década par cientos miles cien mil",
        "primer segund tercer cuart quint sext/sexto séptim octav noven décim undécim/decimoprimer "
        "duodécim/decimosegund decimotercer decimocuart decimoquint decimosext decimoséptim "
        "decimoctav decimonoven/decimonónic vigésim",
    ),
    "pt": (
        "zero um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze "
        "quatorze/catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito "
        "dezenove/dezanove",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        "cem/cento=100 duzentos/duzentas=200 trezentos/trezentas=300 quatrocentos/quatrocentas=400 "
        "quinhentos/quinhentas=500 seiscentos/seiscentas=600 setecentos/setecentas=700 "
        "oitocentos/oitocentas=800 novecentos/novecentas=900 dúzia=12 dezena=10 quinzena=15 "
        "vintena=20 centena=100 ambos/ambas=2 dobro=2 dobrou=2 triplicou=3 década=10 par=2 "
        "centenas=100 milhares=1000 milhar=1000",
        "mil=1000 milhão/milhões=1000000 bilhão/bilhões=1000000000 trilhão/trilhões=1000000000000",
        "e",
        "um uma zero dúzia dezena quinzena vintena centena ambos ambas dobro dobrou triplicou "
        "década par centenas milhares milhar cem mil",
        "primeir segund terceir quart quint sexto/sexta sétim oitav non/nono/nona décim "
        "- - - - - - - - - vigésim",
    ),
    "ca": (
        "zero un/una/u dos/dues tres quatre cinc sis set vuit/huit nou deu onze dotze tretze "
        "catorze quinze setze disset/dèsset divuit/díhuit dinou/dènou",
        "vint trenta quaranta cinquanta seixanta setanta vuitanta/huitanta noranta",
        "cent=100 dotzena=12 desena=10 quinzena=15 vintena=20 centenar=100 ambdós/ambdues=2 "
        "migdia=12 mitjanit=0 doble=2 dècada=10 parell=2 centenars=100 milers=1000 miler=1000",
        "cents/centes=100 mil=1000 milió/milions=1000000 bilió/bilions=1000000000000",
        "i",
        "un una u set nou deu zero dotzena desena quinzena vintena centenar ambdós ambdues migdia "
        "mitjanit doble dècada parell centenars milers miler cent mil",
        "primer segon tercer quart cinqu/quint sis/sisè setè vuitè novè desè onzè dotzè tretzè "
        "catorzè quinzè setzè dissetè divuitè dinovè vintè",
    ),
    "it": (
        "zero uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici "
        "quattordici quindici sedici diciassette diciotto diciannove",
        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        "cento=100 dozzina=12 decina=10 quindicina=15 ventina=20 trentina=30 cinquantina=50 "
        "centinaio=100 entrambi/entrambe=2 ambedue=2 mezzogiorno=12 mezzanotte=0 doppio=2 "
        "decennio=10 paio=2 coppia=2 centinaia=100 migliaia=1000 migliaio=1000",
        "mille/mila=1000 milione/milioni=1000000 miliardo/miliardi=1000000000",
        "e",
        "uno un una sei zero dozzina decina quindicina ventina trentina cinquantina centinaio "
        "entrambi entrambe ambedue mezzogiorno mezzanotte doppio decennio paio coppia centinaia "
        "migliaia migliaio cento mille",
        "prim second terz quart quint sest settim ottav non/nono/nona decim undicesim dodicesim "
        "tredicesim quattordicesim quindicesim sedicesim diciassettesim diciottesim "
        "diciannovesim ventesim",
    ),
    "de": (
        "null eins/ein/eine/einen/einer/einem/eines zwei drei vier fünf sechs sieben acht neun "
        "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
        "dutzend=12 mittag=12 mitternacht=0 beide/beiden/beider=2 zweimal=2 dreimal=3 "
        "viermal=4 fünfmal=5 zehnmal=10 einmal=1 doppelt=2 verdoppelt=2 verdreifacht=3 "
        "jahrzehnt=10 paar=2 hunderte=100 tausende=1000 zwo=2",
        "hundert=100 tausend/tsd=1000 million/millionen/mio=1000000 "
        "milliarde/milliarden/mrd=1000000000 billion/billionen=1000000000000",
        "und",
        "ein eine einen einer einem eines eins acht null dutzend mittag mitternacht beide beiden "
        "beider zweimal dreimal viermal fünfmal zehnmal einmal doppelt verdoppelt verdreifacht "
        "jahrzehnt paar hunderte tausende hundert tausend",
        "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt "
        "vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst",
    ),
}
