"""The numbers of a text, with all that each may mean.

`1.234` is one number or another, depending on who writes it: so a number has readings, and two
numbers are the same if they share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from translate.checks.number_words import Numerals, numerals
from translate.checks.pair import fold, word_set

Reading = Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text.

    `readings` are its possible values, `parts` those of its pieces where it may be several
    numbers (a date, a time), `bare` those of its digits without the word that multiplies.
    `firm`: the translation must have it; `digits`: it is written so; `percent`: a percent sign or
    word follows.
    """

    shown: str
    readings: frozenset[Reading]
    parts: tuple[frozenset[Reading], ...] = ()
    firm: bool = True
    digits: bool = True
    percent: bool = False
    bare: frozenset[Reading] = frozenset()


_SPACES = "\u0020\u00a0\u202f\u2009\u2007"
_DIGITS = (
    rf"(?P<digits>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’:/٫٬．，]\d+)*)"
)
_TOKEN = re.compile(rf"{_DIGITS}|(?P<word>[^\W\d_]+)|(?P<break>[^\w{_SPACES}\-‑'’]+)")
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_JOINED = re.compile(r"quatre[-‑ ]vingt|(?<=dix)[-‑](?=(?:sept|huit|neuv)i)", re.IGNORECASE)
_ROMAN = re.compile(r"^(?=[IVXL]+$)(?:XL|L?X{0,4})(?:IX|IV|V?I{0,4})$")
_ROMAN_ORDINAL = re.compile(
    r"^(?:(?P<first>I)(?:er|ère|re)|(?P<other>[IVX]|[IVXL]{2,})(?:e|ème))s?$"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
# Hours after noon: in the afternoon, in the evening, at night, in seven languages.
_AFTERNOON = re.compile(
    r"^\W{0,2}(?::?\d\d)?[\s\u202f\u00a0]*(?:h|hrs?|uhr|ore|horas?|hores|heures?|o['’]clock)?"
    r"[\s\u202f\u00a0,]*"
    r"(?:p\.?[\s\u202f\u00a0]?m\b|in the (?:afternoon|evening)|at night|"
    r"(?:de|da|à|por) la (?:tarde|noche)|"
    r"(?:da|à) (?:tarde|noite)|de l['’]après-midi|du soir|del? (?:la )?(?:tarda|vespre|nit)|"
    r"del pomeriggio|(?:di|della) sera|nachmittags|abends|am (?:nachmittag|abend))",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?<=\w)[{_SPACES}]?(?:[٪％]|(?:per[- ]?cent|percentage|por ?ciento|por ?cento|por cien|"
    r"percento|pour ?cents?|per ?cento|prozent|procent|pontos? percentua|puntos? porcentua|процент|"
    r"points? de pourcentage|punti percentuali|punts percentuals)\w*)",
    re.IGNORECASE,
)
_SIGN = re.compile(rf"^[{_SPACES}]?%")
_POINT = word_set("en zh yue ja ko th he hi bn ta te ms fil tl sw cy ga mt am")
_COMMA = word_set(
    "fr pt ca it de gl nl sv da nb no nn fi pl cs sk sl hr sr bs hu ro ru uk be bg el tr eu oc "
    "id vi lt lv et is mk sq az kk ka hy"
)
_TENS = re.compile(r"^['’]?(?:s|er|ern)\b")
_THOUSANDS = re.compile(r"^[kK]\b")
_CHINESE = re.compile(
    r"[〇零一二两三四五六七八九十百千]*[一二两三四五六七八九十百千][〇零一二两三四五六七八九十百千万萬亿億]*"
)
_HAN_SCALE = re.compile(r"^[\u0020\u00a0]?(千万|百万|[千万萬亿億兆만억조천])")
_HAN = {
    "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12, "百万": 10**6,
    "千万": 10**7, "만": 10**4, "억": 10**8, "조": 10**12, "천": 10**3,
}  # fmt: skip
_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}


def numbers(text: str, language: str) -> list[Number]:
    """Return the numbers of a text in order; `language` is a tag's base."""
    text = _JOINED.sub(lambda m: "quatrevingt" if m.group()[0] in "qQ" else "", text)
    text = _PERCENT.sub("%", text.translate(_SUPER))
    words = numerals(language)
    found = list(_western(text, words, language))
    if language in {"zh", "ja", "yue"}:
        found += [
            Number(match.group(), frozenset({_chinese(match.group())}), firm=False, digits=False)
            for match in _CHINESE.finditer(text)
        ]
    return found


def _western(text: str, words: Numerals | None, language: str) -> Iterator[Number]:
    matches = list(_TOKEN.finditer(text))
    place = 0
    while place < len(matches):
        match = matches[place]
        if match["digits"]:
            number, taken = _from_digits(text, matches, place, words, language)
            yield number
            place += taken
        elif match["word"]:
            spelt, taken = _from_words(text, matches, place, words)
            if spelt is not None:
                yield spelt
            place += taken
        else:
            place += 1


def _from_digits(
    text: str, matches: list[re.Match[str]], place: int, words: Numerals | None, language: str
) -> tuple[Number, int]:
    match = matches[place]
    shown = match["digits"]
    readings, parts = _read(shown, language)
    rest = text[match.end() :]
    factor, taken = 1, 1
    if scaled := _HAN_SCALE.match(rest):
        factor = _HAN[scaled.group(1)]
    elif _THOUSANDS.match(rest):
        factor = 1000
    while words is not None and place + taken < len(matches):
        following = matches[place + taken]["word"]
        scale = words.scales.get(fold(following)) if following else None
        if scale is None:
            break
        factor *= scale
        taken += 1
    if factor > 1:
        shown = text[match.start() : matches[place + taken - 1].end()]
        product = frozenset(value * factor for value in readings)
        return Number(shown, product, bare=readings), taken
    clock = _hours(text, match, parts or (readings,))
    if clock is not None:
        readings, parts = clock
    short = text[: match.start()].endswith(("'", "’"))  # '68 is a year
    if len(shown) in {2, 4} and shown.isdecimal() and (short or _TENS.match(rest)):
        value = int(shown)
        readings |= {Decimal(1900 + value % 100), Decimal(value % 100)}
    zero = readings == {Decimal(0)} and len(shown) > 1
    percent = bool(_SIGN.match(rest))
    return Number(shown, readings, parts, firm=not zero, percent=percent), taken


def _hours(
    text: str, match: re.Match[str], parts: tuple[frozenset[Reading], ...]
) -> tuple[frozenset[Reading], tuple[frozenset[Reading], ...]] | None:
    """Return readings and parts of an hour after noon: both 2 and 14."""
    if not _AFTERNOON.match(text[match.end() :]) or not all(v <= 12 for v in parts[0]):
        return None
    both = parts[0] | {(value + 12) % 24 for value in parts[0]}
    if len(parts) == 1:
        return both, ()
    return frozenset(), (both, *parts[1:])


def _read(shown: str, language: str) -> tuple[frozenset[Reading], tuple[frozenset[Reading], ...]]:
    """Return the values that digits with separators may have, as one number and in parts."""
    plain = re.sub(rf"[{_SPACES}'’٬]", "", shown)
    plain = plain.translate(str.maketrans("٫．，", "..,"))
    pieces = re.split(r"[.,:/]", plain)
    parts = tuple(frozenset({Decimal(int(piece))}) for piece in pieces)
    if len(pieces) == 1:
        return parts[0], ()
    if ":" in plain or "/" in plain:
        return frozenset(), parts
    marks = re.findall(r"[.,]", plain)
    grouped = len(pieces[0]) <= 3 and pieces[0] != "0" and plain == shown
    if len(set(marks)) == 1 and grouped and _groups(pieces[1:]):
        found = {Decimal(int("".join(pieces)))}
        if len(marks) == 1 and marks[0] in _decimal_signs(language):
            found = {_decimal(*pieces)} if len(_decimal_signs(language)) == 1 else found
            found.add(_decimal(*pieces))
        return frozenset(found), parts
    if len(marks) == 1:
        return frozenset({_decimal(*pieces)}), parts
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1 and grouped and _groups(pieces[1:-1]):
        return frozenset({_decimal("".join(pieces[:-1]), pieces[-1])}), parts
    return frozenset(), parts


def _decimal_signs(language: str) -> str:
    """Return what stands before decimals; Spanish differs by country, of others we do not know."""
    if language in _POINT:
        return "."
    return "," if language in _COMMA else ".,"


def _groups(pieces: list[str]) -> bool:
    """Tell whether digits are grouped by thousands, or as in India."""
    return len(pieces[-1]) == 3 and len({len(piece) for piece in pieces[:-1]} - {2, 3}) == 0


def _decimal(whole: str, fraction: str) -> Reading:
    return Decimal(f"{int(whole)}.{int(fraction):0{len(fraction)}d}").normalize()


def _from_words(
    text: str, matches: list[re.Match[str]], place: int, words: Numerals | None
) -> tuple[Number | None, int]:
    match = matches[place]
    century = roman(match["word"])
    if century is not None:
        beside = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        firm = len(match["word"]) > 1 and "-" not in beside
        return Number(match["word"], frozenset({Decimal(century)}), firm=firm, digits=False), 1
    if words is None:
        return None, 1
    total, taken, vague = _sum(matches, place, words)
    if taken:
        shown = text[match.start() : matches[place + taken - 1].end()]
        percent = bool(_SIGN.match(text[matches[place + taken - 1].end() :]))
        return Number(
            shown, frozenset({Decimal(total)}), firm=not vague, digits=False, percent=percent
        ), taken
    ordinal = _ordinal(fold(match["word"]), words)
    if ordinal is None:
        return None, 1
    return Number(match["word"], frozenset({Decimal(ordinal)}), firm=False, digits=False), 1


def _sum(matches: list[re.Match[str]], place: int, words: Numerals) -> tuple[int, int, bool]:
    """Return the value of the numerals from a place on, how many tokens, and if it is vague."""
    total = current = taken = 0
    vague = False
    linked = False
    for index in range(place, len(matches)):
        word = fold(matches[index]["word"] or "")
        count = index - place
        scale, unit = words.scales.get(word), words.units.get(word)
        if scale is not None:
            if not taken and word not in words.vague and scale > 100:
                return scale, 1, True  # “millions of people”
            vague = not taken or (vague and taken == 1)
            if scale == 100 or scale < 1000:
                current = max(1, current) * scale
            else:
                total += max(1, current) * scale
                current = 0
        elif unit is not None and (not taken or _adds(total, current, unit)):
            vague = not taken and word in words.vague
            current += unit
        elif word in words.links and taken and not linked:
            linked = True
            continue
        else:
            break
        linked = False
        taken = count + 1
    return total + current, taken, vague


def _adds(total: int, current: int, unit: int) -> bool:
    """Tell whether a numeral continues a number: twenty-one, one hundred five, soixante-dix."""
    if current == 0:
        return total > 0
    if current == 10:
        return unit in {7, 8, 9}
    if current in {60, 80}:
        return unit < 20
    if current % 100 == 0:
        return unit < 100
    return current % 10 == 0 and unit < 10


def _ordinal(word: str, words: Numerals) -> int | None:
    for cut in range(len(word), max(len(word) - 4, 2), -1):
        if word[:cut] in words.ordinals:
            return words.ordinals[word[:cut]]
    return None


def roman(word: str) -> int | None:
    """Return the value of a roman numeral up to 89, also with an ordinal's ending (`XXe`)."""
    ordinal = _ROMAN_ORDINAL.match(word)
    numeral = (ordinal["first"] or ordinal["other"]) if ordinal else word
    if not _ROMAN.match(numeral):
        return None
    values = [_VALUES[char] for char in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _chinese(text: str) -> Reading:
    """Return the value of a Chinese numeral, or of a row of Chinese digits."""
    if len(text) > 1 and all(char in _HAN_DIGITS for char in text):
        return Decimal(int("".join(str(_HAN_DIGITS[char]) for char in text)))
    total = section = digit = 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_TENS:
            section += max(digit, 1) * _HAN_TENS[char]
            digit = 0
        else:
            total += max(section + digit, 1) * _HAN[char]
            section = digit = 0
    return Decimal(total + section + digit)
