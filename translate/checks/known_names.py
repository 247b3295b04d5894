"""Names that languages translate: countries, languages, cities, months, days, saints and kings.

What CLDR knows comes from Babel; what it lacks and news are full of stands in the table below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from translate.checks.pair import fold, letters
from translate.errors import LanguageError
from translate.languages import base, locale

# A name a row, in any of the languages; a slash parts forms that more than one language share.
_ROWS = """
Geneva Genève Ginebra Genebra Ginevra Genf |Milan Milán Milão Milà Milano Mailand |Florence
Florencia Florença Florència Firenze Florenz |Venice Venise Venecia Veneza Venècia Venezia
Venedig |Naples Nápoles Nàpols Napoli Neapel |Turin Turín Turim Torí Torino |Genoa Gênes Génova
Gènova Genova Genua |Munich Múnich Munique Monaco München |Cologne Colonia Colônia Colónia
Colònia Köln |Hague Haye Haya Haia Aia Haag |Antwerp Anvers Amberes Antuérpia Anversa Antwerpen
|Brussels Bruxelles Bruselas Bruxelas Brussel·les Brüssel |Bruges Brujas Brugge |Seville Séville
Sevilla Sevilha Siviglia |Saragossa Saragosse Zaragoza |Cordoba Cordoue Córdova |Marseilles
Marsella Marselha Marsiglia |Bordeaux Burdeos Bordéus |Lyon Lió Lione Lyons |Nice Niza Nizza
|Nuremberg Núremberg Nürnberg Norimberga |Frankfurt Fráncfort Francfort Francoforte |Hamburg
Hambourg Hamburgo Amburgo |Basel Bâle Basilea Basileia |Bern Berne Berna |Lausanne Lausana
Losanna |Gothenburg Göteborg Gotemburgo |Krakow Cracovie Cracovia Cracóvia Cracòvia Krakau
|Gdansk Danzig |Kyiv Kiev Kiew |Odessa Odesa |Kharkiv Kharkov Járkov Carcóvia Charkiw |Beijing
Pékin Pekín Pequim Pequín Pechino Peking |Nanking Nanjing |Mumbai Bombay Bombaim |Mecca Mecque
Meca Mekka |Thames Tamise Támesis Tâmisa Tàmesi Tamigi Themse |Seine Sena Senna |Rhine Rhin Rin
Reno Rhein |Danube Danubio Danúbio Danubi Donau |Nile Nil Nilo |Tagus Tage Tajo Tejo Tajo |Douro
Duero Duer |Volga Wolga |Alps Alpes Alps Alpi Alpen |Pyrenees Pyrénées Pirineos Pireneus Pirineus
Pirenei Pyrenäen |Mediterranean Méditerranée Mediterráneo Mediterrâneo Mediterrani Mediterraneo
Mittelmeer |Atlantic Atlantique Atlántico Atlântico Atlàntic Atlantico Atlantik |Pacific
Pacifique Pacífico Pacífic Pazifik |Baltic Baltique Báltico Bàltic Baltico Ostsee |England
Angleterre Inglaterra Anglaterra Inghilterra |Scotland Écosse Escocia Escócia Escòcia Scozia
Schottland |Wales Galles Gales Gal·les |Britain British Bretagne Bretaña Bretanha Britannique
Britannien Großbritannien Reino |Holland Dutch Hollande Holanda Niederlande Niederländer
Neerlandais neerlandés holandês |Catalonia Catalogne Cataluña Catalunha Catalunya Catalogna
Katalonien |Andalusia Andalousie Andalucía Andaluzia Andalusien |Galicia Galice Galiza Galizia
|Castile Castille Castilla Castela Castella Castiglia Kastilien |Basque Pays País Euskadi
Baskenland Baskisch vasco basco |Bavaria Bavière Baviera Bayern |Saxony Saxe Sajonia Saxônia
Saxónia Saxònia Sassonia Sachsen |Prussia Prusse Prusia Prússia Preußen |Tuscany Toscane Toscana
Toskana |Sicily Sicile Sicilia Sicília Sizilien |Sardinia Sardaigne Cerdeña Sardenha Sardenya
Sardegna Sardinien |Lombardy Lombardie Lombardía Lombardia Lombardei |Piedmont Piémont Piamonte
Piemonte Piemont |Normandy Normandie Normandía Normandia |Brittany Bretagne Bretaña Bretanha
Bretagna |Burgundy Bourgogne Borgoña Borgonha Borgonya Borgogna Burgund |Crimea Crimée Crimeia
Krim |Siberia Sibérie Sibéria Sibèria Sibirien |Palestine Palestina Palästina |Soviet Soviétique
Unión URSS USSR Sowjetunion |California Californie Kalifornien |Pope Pape Papa Papst |Christ
Cristo Crist Christus |Jesus Jésus Jesús Gesù |God Dieu Dios Deus Déu Dio Gott |Christmas Noël
Navidad Natal Nadal Natale Weihnachten |Easter Pâques Pascua Páscoa Pasqua Ostern |Charles Carlos
Carles Carlo Karl |Francis François Francisco Francesc Francesco Franz Franziskus |John Jean Juan
João Joan Giovanni Johannes Johann |Paul Pablo Paulo Pau Paolo Paulus |Peter Pierre Pedro Pere
Pietro Petrus |James Jacques Jaime Santiago Tiago Jaume Giacomo Jakob |Mary Marie María Maria
|Joseph José Josep Giuseppe Josef |George Georges Jorge Jordi Giorgio Georg |William Guillaume
Guillermo Guilherme Guillem Guglielmo Wilhelm |Henry Henri Enrique Henrique Enric Enrico Heinrich
|Louis Luis Luís Lluís Luigi Ludwig |Philip Philippe Felipe Filipe Felip Filippo Philipp
|Elizabeth Élisabeth Isabel Elisabet Elisabetta Elisabeth |Benedict Benoît Benedicto Bento Benet
Benedetto Benedikt |Frederick Frédéric Federico Frederico Frederic Friedrich |Michael Michel
Miguel Miquel Michele |Catherine Catalina Catarina Caterina Katharina |Alexander Alexandre
Alejandro Alessandro |Nicholas Nicolas Nicolás Nicolau Nicola Nikolaus |Stephen Étienne Esteban
Estêvão Esteve Stefano Stephan |Andrew André Andrés Andreu Andrea Andreas |Matthew Matthieu Mateo
Mateus Mateu Matteo Matthäus |Luke Luc Lucas Lluc Luca Lukas |Mark Marc Marcos Marco Markus
|Saint Saints Sainte San Santo Santa São Sant Sankt St |Columbus Colomb Colón Colombo Colom
Kolumbus |Aristotle Aristote Aristóteles Aristòtil Aristotele |Plato Platon Platón Platão Plató
Platone |Homer Homère Homero Homer Omero |Bible Biblia Bíblia Bibbia Bibel |Islam Islã Islão
|Brexit |Renaissance Renacimiento Renascimento Renaixement Rinascimento |Buddha Bouddha Buda
Buddha |Muhammad Mahomet Mahoma Maomé Mahoma Maometto Mohammed |Moses Moïse Moisés Moisès Mosè
Moses |Mars Marte Mart |Venus Vénus Vênus Venere |Jupiter Júpiter Giove |Earth Terre Tierra Terra
Erde |Moon Lune Luna Lua Lluna Mond |Sun Soleil Sol Sole Sonne |UN ONU |EU UE |NATO OTAN |USA EUA
EEUU |AIDS SIDA Aids |WHO OMS |IMF FMI |GDP PIB BIP PIL |NGO ONG |HIV VIH |DNA ADN |UK Reino
Royaume Regne Regno Königreich |UFO OVNI |CEO |VAT TVA IVA MwSt |ECB BCE EZB |ICC TPI CPI |Lisbon
Lisbonne Lisboa Lisbona Lissabon |Cairo Caire Cairo Kairo |Jerusalem Jérusalem Jerusalén
Jerusalém Gerusalemme |Tehran Téhéran Teherán Teerã Teerão Teheran |Damascus Damas Damasco
Damaskus |Vienna Vienne Viena Wien |Prague Praga Prag |Warsaw Varsovie Varsovia Varsóvia Varsòvia
Varsavia Warschau |Moscow Moscou Moscú Moscovo Mosca Moskau |Athens Athènes Atenas Atenes Atene
Athen |London Londres Londra |Rome Roma Rom |Paris París Parigi |Berlin Berlín Berlim Berlino
|Copenhagen Copenhague Copenhaguen Copenaghen Kopenhagen |Stockholm Estocolmo Estocolm Stoccolma
|Dublin Dublín Dublino |Edinburgh Édimbourg Edimburgo |York Iorque |Havana Havane Habana
|Bucharest Bucarest Bucareste Bukarest |Belgrade Belgrado Belgrad |Quebec Québec |Algiers Alger
Argel Alger Algeri Algier |Tunis Túnez Tunes |Seoul Séoul Seúl Seul |Tokyo Tóquio Tokio Tòquio
|Delhi Deli Nova Nueva Nouvelle |Rotterdam Róterdam Roterdão Roterdã |Budapest Budapeste |Nairobi
Nairóbi |Osaka Ōsaka |Valencia Valence València
"""


def translations(name: str, source_language: str, target_language: str) -> frozenset[str]:
    """Return folded words, one of which a translation of a name has; none if it is not known.

    A word of a name of several words stands for all of it: `South` for `África do Sul`.
    """
    table = _table(base(source_language), base(target_language))
    found: frozenset[str] = frozenset()
    for folded in {fold(name), fold(name).removesuffix("s")}:  # Saturdays
        found |= table.get(folded, frozenset()) | _row_table().get(folded, frozenset())
    return found


def is_known(name: str, language: str) -> bool:
    """Tell whether a word is a country's name, or in the table of names that are translated."""
    folded = fold(name)
    return folded in _row_table() or folded in _country_words(base(language))


def relatives(name: str, source_language: str, target_language: str) -> frozenset[str]:
    """Return folded words that begin like what a country's people or adjective are called.

    `Egyptian` begins like `Egypt`, so that `Egito` is given; what is asked for begins like it.
    """
    folded = fold(name)
    if len(folded) < 5:
        return frozenset()
    found: set[str] = set()
    for country, words in _countries(base(source_language), base(target_language)).items():
        length = max(4, min(len(country) - 2, len(country) * 3 // 4 + 1))
        if len(country) >= 4 and folded[:length] == country[:length]:
            found |= words
    return frozenset(found)


@lru_cache(maxsize=1)
def _row_table() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _ROWS.replace("\n", " ").split("|"):
        names = {fold(name.replace("·", "")) for name in row.split()}
        for name in names:
            found[name] |= names
    return {name: frozenset(others) for name, others in found.items()}


@lru_cache(maxsize=64)
def _table(source: str, target: str) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, other in _names(source, target):
        translated = {fold(word) for word in letters(other) if len(word) > 2}
        for word in letters(name):
            if len(word) > 2:
                found[fold(word)] |= translated
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=64)
def _countries(source: str, target: str) -> dict[str, frozenset[str]]:
    first, second = _territories(source), _territories(target)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in first.items():
        if code in second:
            for word in letters(name):
                if word[0].isupper():
                    found[fold(word)] |= {fold(w) for w in letters(second[code]) if len(w) > 3}
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=64)
def _country_words(language: str) -> frozenset[str]:
    return frozenset(fold(name) for name in _territories(language).values() if name.isalpha())


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(locale(language).territories)
    except LanguageError:
        return {}


def _names(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of names in two languages, as CLDR gives them."""
    try:
        first, second = locale(source), locale(target)
    except LanguageError:
        return
    for mine, yours in (
        (first.territories, second.territories),
        (first.languages, second.languages),
        (first.scripts, second.scripts),
        (first.months["format"]["wide"], second.months["format"]["wide"]),
        (first.months["format"]["abbreviated"], second.months["format"]["wide"]),
        (first.days["format"]["wide"], second.days["format"]["wide"]),
        (first.days["format"]["abbreviated"], second.days["format"]["wide"]),
    ):
        yield from ((mine[key], yours[key]) for key in mine if key in yours)
    for zone in {*first.time_zones, *second.time_zones}:
        yield _city(first, zone), _city(second, zone)


def _city(locale: object, zone: str) -> str:
    """Return the city that a time zone is named after, in a language, or as the zone spells it."""
    names: dict[str, dict[str, str]] = getattr(locale, "time_zones", {})
    city = names.get(zone, {}).get("city")
    return city or zone.rsplit("/", 1)[-1].replace("_", " ")
