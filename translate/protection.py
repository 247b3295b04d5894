"""Protected text: what is no language, and must stand in every translation letter by letter.

Addresses, names of files, placeholders, amounts with a unit, dates in ISO form and the like. Each
kind is one row of the table `KINDS`. No row knows a language, so the table holds what means the
same everywhere: `5 km`, `10 %` and `$5`, which keep their sign on the side where the source has
it, but no miles, no times of day, no plain numbers, and not "$5 million".

Ground floor: imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of protected text: its name, signs of which each such text has one, its pattern."""

    name: str
    signs: frozenset[str]
    pattern: re.Pattern[str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """Protected text at `start:end`, and the name of its kind, or of the first of its kinds."""

    start: int
    end: int
    kind: str


def _kind(name: str, signs: str, pattern: str) -> Kind:
    return Kind(name, frozenset(signs), re.compile(pattern))


def _one_of(listed: str) -> str:
    """Return a pattern for one of the words, the longer first."""
    words = sorted(listed.split(), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, words))})"


# Addresses: brackets stand in them in pairs only, and no sign that ends a sentence comes last.
_PAIRED = r"\([^\s<>\"()]*\)|\{[^\s{}]*\}|\[[^\s\[\]]*\]"
_FOREIGN = r"\s<>\"'«»“”„‘’(){}\[\]`\u3000-\u303f\uff00-\uffef"
_TAIL = rf"(?:[^{_FOREIGN}]|{_PAIRED})*(?:[^{_FOREIGN}.,;:!?…*_~]|{_PAIRED})"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_TOP = _one_of(
    "com org net info edu gov mil int biz name eu io dev app xyz blog news shop online site wiki"
    " cat ac ad ae al am ar at au ba be bg bo br by ca cc cd ch ci cl cn co cr cy cz de dk dz ec"
    " ee es fi fm fr ge gg gl gr gt hk hn hr ht hu id ie il im in ir is it jp ke kr kz lb li lk lt"
    " lu lv ly ma mc md me mg mk ml mt mx my ng ni nl no nz pa pe ph pk pl pr ps pt py qa ro rs ru"
    " sa se sg si sk sm sn sv sy th tn tr tv tw ua ug uk us uy va ve vn za"
)

# Files and paths.
_PART = r"(?:[\w.@+~%*-]|\{\w+\})*(?:[\w@+~%*-]|\{\w+\})"
_ROOT = _one_of("bin boot dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var")
_FILE_TYPE = _one_of(
    "7z aac apk avi avif bak bash bat bib bmp bz2 cfg cmd conf cpp cs csproj css csv dat db deb"
    " dll dmg doc docx eml env eps epub exe flac flv gif go gz heic hpp htm html ico ics ini ipa"
    " ipynb iso jar java jpeg jpg js json jsonl jsx kml kt ldif less log lock lua m4a m4v md mkv"
    " mobi mov mp3 mp4 mpeg mpg msi odp ods odt ogg otf patch pdf pem php pkg plist png po pot"
    " ppt pptx ps1 psd py pyc rar rb rpm rs rst rtf scss sh so sql sqlite srt svg svgz swift tar"
    " tbx tex tgz tif tiff tmx toml ts tsv tsx ttf txt vcf vtt vue wasm wav webm webp whl wmv woff"
    " woff2 xls xlsx xml xz yaml yml zip zst"
    " AVI BMP CSV DOC DOCX EXE GIF HTM HTML JPEG JPG MD MOV MP3 MP4 PDF PNG PPT TXT XLS XLSX ZIP"
)
_FILE = (
    rf"(?:[\w.+-]|\{{\w+\}})*(?:[\w+-]|\{{\w+\}})\.(?:{_FILE_TYPE}|(?<=\w\w\.)[ch])(?![\w-]|\.\w)"
)
_AT_PATH = r"(?<![\w/.~:<\\])"
_AT_SPACE = r"(?<![^\s(\[«“\"'‘])"

# Numbers with a unit.
_BLANK = r"[ \u00a0\u2009\u202f]"
_NUMBER = (
    rf"(?:(?:\d{{1,3}}(?:(?:{_BLANK}|[.,'’])\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)[½¼¾⅓⅔]?"
    r"|[½¼¾⅓⅔])(?![.,]?\d)"
)
_AT_NUMBER = rf"(?<![\w.,:/$€£¥-])(?:{_AT_SPACE}[-−–+±])?"
_SYMBOL = (
    "(?:"
    r"[nµμmcdk]m[²³23]?|m[²³23]|[nµμmk]?g|[kMG]t|[µμmcdh]?[lL]|[nµμm]s|min|[kMGT]?Hz|[µμmkMGT]?Wh?"
    r"|[hkMG]?Pa|mbar|mmHg|psi|[µμmkM]?V|[µμmk]A|m?Ah|[kM]?Ω|[kMG]J|kcal|[kMGT]?eV|dB[Am]?"
    r"|[mµμn]?mol|[kMG]?Bq|[mµμ]?(?:Sv|Gy)|lm|lx|ppm|ppb|px|dpi|fps"
    r"|[kKMGTPE]i?B|[kKMGTP]i?b(?:it|ps)?|[°º]\s?[CF]|[℃℉°%‰]"
    ")"
)
_PER = rf"(?:{_BLANK}?[/·⋅]{_BLANK}?(?:\d+{_BLANK})?(?:{_SYMBOL}|[msthl]²?|ha))"
# What is a word or a number elsewhere needs its distance ("5m people", "the 80s"), or none ("ha").
_UNIT = (
    rf"(?:{_BLANK}?{_SYMBOL}{_PER}*|{_BLANK}[mst]{_PER}*|m{_PER}+|[\u00a0\u202f]?(?:A|ha){_PER}*)"
)
_END = r"(?![\w²³]|[-'’/·]\w)"
_TO = rf"(?:{_BLANK}?[-–—×x]{_BLANK}?)"

# Sums of money.
_MONEY = r"(?:(?:US|CA?|AU?|NZ|HK|MX|R|S)?\$|[€£¥₹₽₩₺₴₪฿])"
_CURRENCY = _one_of(
    "USD EUR GBP CHF JPY CNY BRL CAD AUD NZD SEK NOK DKK PLN CZK HUF INR RUB TRY MXN ZAR"
)
_MANY = (
    rf"{_BLANK}?(?:[kKmMbB]n?(?!\w)|[mM]i?ll?|[bBtT]i?ll?i|[mM]ilh|[tT]hous|[hH]undr|M(?:io|d|rd)\b"
    r"|[mM][iy]ll?iar|mln|bln|trn|mld|млн|млрд|тыс|[万億亿])"
)

# Dates, identifiers, versions.
_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"[012]\d:?[0-5]\d(?::?[0-5]\d(?:[.,]\d+)?)?(?:Z|[+−-]\d\d:?\d\d)?"
_HEX = r"[0-9A-Fa-f]"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IP = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
_RELEASED = (
    "Android Angular Chrome Debian Django Docker Drupal Edge Fedora Firefox Flask Git Go GNOME HTML"
    " HTTP Java JavaScript Joomla KDE Kotlin Kubernetes LibreOffice Linux macOS MariaDB MySQL Node"
    " Node.js NumPy OpenSSL Perl PHP PostgreSQL Python Qt Rails React Redis Ruby Rust Safari SQLite"
    " Swift TLS Thunderbird TypeScript Ubuntu Vue WordPress Xcode iOS iPadOS npm pandas pip version"
    " versión versió versão versione ansible bash clang cmake conda curl debian deno django docker"
    " emacs eslint fastapi ffmpeg flask gcc gettext git glibc gnupg hatchling jekyll jquery kubectl"
    " linux mariadb mkdocs mongodb mypy mysql neovim nginx numpy openjdk openssl pandoc perl php"
    " pnpm poedit polib postgres postgresql pytest python redis ruff rustc scipy setuptools sqlite"
    " systemd terraform tmux typer ubuntu uv vim virtualenv webpack wget zsh"
)
_AT_RELEASE = "|".join(rf"(?<=(?<!\w){re.escape(name)} )" for name in _RELEASED.split())

_DIGITS = "0123456789"
_FRACTIONS = _DIGITS + "½¼¾⅓⅔"

KINDS = (
    _kind("code", "`", r"(?<!`)(?:``[^\n]+?``|`[^`\n]+`)(?!`)"),
    _kind("braces", "{", r"\{\{\{[^{}\n]*\}\}\}|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"),
    _kind("angles", "<", r"<%[^\n]*?%>|<<(?:[a-z_][\w.]*|[A-Z][A-Z0-9_]*)>>"),
    # With its straight quotes: renderers that link a bare address would take others into it.
    _kind("quoted link", "/", r"(?<![\w\"])\"[A-Za-z][A-Za-z0-9+.-]*://[^\s\"<>]+\"(?!\w)"),
    _kind("link", "/", rf"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]*://{_TAIL}"),
    _kind("mail link", ":", rf"(?<!\w)(?:mailto|tel|sms|urn|magnet):(?=[\w+]){_TAIL}"),
    _kind("www", "w", rf"(?<![A-Za-z0-9])www\.{_TAIL}"),
    _kind("page", "/", rf"(?<![\w@./-])(?:{_LABEL}\.)+[a-z]{{2,}}(?::\d+)?/(?:{_TAIL})?(?!@)"),
    _kind("localhost", "h", rf"(?<![\w@.-])localhost(?::\d+)?(?:/(?:{_TAIL})?)?(?![\w-]|\.\w)"),
    _kind("e-mail", "@", rf"(?<![\w.%+-])\w[\w.%+-]*@(?:{_LABEL}\.)+[A-Za-z]{{2,}}(?![\w@])"),
    _kind("login", "@", rf"(?<![\w.%+-])\w[\w.%+-]*@{_IP}(?::\d{{1,5}})?(?!\w|\.\d)"),
    _kind("home path", "/", rf"{_AT_PATH}(?:~[\w-]*|\.\.?|\$\w+|\$\{{\w+\}})/(?:{_PART}/?)*"),
    _kind("root path", "/", rf"{_AT_PATH}/(?:{_ROOT}(?!\w)|{_PART}/{_PART})(?:/{_PART})*/?(?!\w)"),
    _kind("file path", "/", rf"{_AT_PATH}(?:{_PART}/)+(?:\*\.{_FILE_TYPE}(?!\w)|{_FILE})"),
    _kind(
        "Windows path",
        "\\:",
        r"(?<!\w)(?:[A-Za-z]:[\\/]|\\\\[\w.-]+\\|%\w+%\\)(?:(?:Program Files(?: \(x86\))?"
        r"|[^\s\\/:*?\"<>|«»“”]*[^\s\\/:*?\"<>|«»“”.,;!)])[\\/]?)*",
    ),
    _kind("file", ".", rf"(?<![\w/\\.@-]){_FILE}"),
    _kind("dot file", ".", rf"{_AT_SPACE}(?:\*\.[a-z0-9]+|\.[a-z][\w-]*)(?:\.[\w-]+)*(?![\w*])"),
    _kind("build file", "f", r"(?<![\w/\\.-])(?:Make|Docker|Gem|Proc|Vagrant)file(?![\w-])"),
    _kind("domain", ".", rf"(?<![\w@./-])(?=\w[\w-])(?:{_LABEL}\.)+{_TOP}(?::\d+)?(?![\w@-]|\.\w)"),
    _kind(
        "field",
        "{",
        r"\{\w+,\s?(?:number|date|time|plural|select(?:ordinal)?)\b(?:[^{}\n]|\{[^{}\n]*\})*\}"
        r"|\$\{[^{}\n]*\}|[%#]?\{[A-Za-z_][\w.-]*(?:\[\w*\])?(?:![rsa])?(?::[^{}\n]*)?\}"
        r"|[%#]?\{(?:\d+(?:[,:][^{}\n]*)?|(?::[^{}\s]+)?)\}",
    ),
    _kind("named format", "%", r"%\([A-Za-z_][\w.]*\)[-+0# ]*\d*(?:\.\d+)?[sdifrgxX]"),
    _kind(
        "format",
        "%",
        r"(?<!\d )(?<![\w%])(?:%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:ll?|z)?[sdiufgx@])+(?![\w'’%])",
    ),
    _kind("date format", "%", r"(?<![\w%])(?:%[A-Za-z][-/:., ]?)+%[A-Za-z](?![\w'’])"),
    _kind("percent variable", "%", r"(?<![\w%])%[A-Za-z_]\w+%(?!\w)"),
    _kind("variable", "$", r"(?<![\w$\\])\$[A-Za-z_]\w*(?!\$)"),
    _kind("emoji", ":", r"(?<![\w:])(?::(?=[\w+-]*[a-z+])[a-z0-9_+-]+:)+(?![\w:])"),
    _kind(
        "colour",
        "#",
        rf"(?<![\w&/#])#(?:{_HEX}{{6}}(?:{_HEX}{{2}})?|(?=\d*[A-Fa-f])(?=\D*\d){_HEX}{{3}})(?!\w)",
    ),
    _kind("channel", "#", r"(?<![\w&/#])#[a-z][a-z0-9_]*(?:-[a-z0-9_]+)+(?![\w-])"),
    _kind("hashtag", "#＃", r"(?<![\w&/#])[#＃](?:[^\W\d_]|\d+[^\W\d_]{3})\w+(?:/\w+)*"),
    _kind("far handle", "@", r"(?<![\w@/])@[\w.-]*\w@(?:[\w-]+\.)+[a-z]{2,}(?!\w)"),
    _kind("scope", "@", r"(?<![\w@/.])@[a-z][\w-]*/[a-z][\w.-]*\w"),
    _kind("handle", "@", r"(?<![\w@/])@[A-Za-z_]\w+(?:[.-][a-z0-9]\w*)*"),
    _kind(
        "price",
        "$€£¥₹₽₩₺₴₪฿",
        rf"{_AT_NUMBER}{_MONEY}{_BLANK}?{_NUMBER}(?:{_TO}{_MONEY}?{_NUMBER})?(?!{_MANY}){_PER}*{_END}",
    ),
    _kind("price in letters", _DIGITS, rf"(?<!\w){_CURRENCY}{_BLANK}?{_NUMBER}(?!{_MANY}){_END}"),
    _kind(
        "price, sign last",
        _DIGITS,
        rf"{_AT_NUMBER}{_NUMBER}(?:{_TO}{_NUMBER})?"
        rf"{_BLANK}?(?:[kM]?€|[£¥₹₽₩₺₴]|(?:US)?\$|{_CURRENCY}){_PER}*{_END}",
    ),
    _kind(
        "quantity",
        _FRACTIONS,
        rf"{_AT_NUMBER}(?:{_NUMBER}{_UNIT}?{_TO}){{0,2}}{_NUMBER}{_UNIT}{_END}",
    ),
    _kind(
        "hours",
        "h",
        rf"(?<![\w.,:/-])(?:2[5-9]|[3-9]\d|\d{{3}}){_BLANK}?h(?![\w’']|{_BLANK}?\d|[-/]\w)",
    ),
    _kind("date", "-", rf"(?<![\w.-]){_DATE}(?:T{_TIME}| \d\d:\d\d:\d\d)?(?![\w-])"),
    _kind("week", "W", r"(?<![\w.-])\d{4}-W(?:[0-4]\d|5[0-3])(?:-[1-7])?(?![\w-])"),
    _kind("weakness", "-", r"(?<![\w-])(?:CVE-\d{4}-\d{4,}|CWE-\d+|GHSA(?:-[0-9a-z]{4}){3})(?!\w)"),
    _kind("DOI", "/", rf"(?<![\w.])(?:doi:\s?|DOI:?\s)?10\.\d{{4,9}}/{_TAIL}"),
    _kind("arXiv", ":", r"(?<!\w)arXiv:\d{4}\.\d{4,5}(?:v\d+)?(?!\w)"),
    _kind(
        "ISBN", "I", r"(?<!\w)ISBN(?:-1[03])?:?\s?(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx](?!\w)"
    ),
    _kind("bare ISBN", "9", r"(?<![\w-])97[89](?:-\d+){3}-\d(?![\w-])"),
    _kind("ISSN", "I", r"(?<!\w)e?ISSN:?\s?\d{4}-\d{3}[\dXx](?!\w)"),
    _kind("UUID", "-", rf"(?<![\w-]){_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?![\w-])"),
    _kind(
        "hash",
        _DIGITS,
        r"(?<![\w-])(?:sha\d+[:-]|md5[:-])?(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,128}(?![\w-])",
    ),
    _kind("hexadecimal", "x", r"(?<!\w)0x[0-9A-Fa-f]+(?!\w)"),
    _kind(
        "IPv4",
        ".",
        rf"(?=\d+\.\d)(?<![\w.]){_IP}(?::\d{{1,5}}|/\d{{1,2}})?(?!\w|\.\d)",
    ),
    _kind(
        "IPv6",
        ":",
        rf"(?<![\w:])(?={_HEX}*:[\dA-Fa-f:]*{_HEX})(?=[\dA-Fa-f:]*::|(?:{_HEX}{{1,4}}:){{7}})"
        rf"{_HEX}{{0,4}}(?::{_HEX}{{0,4}}){{2,7}}(?:/\d+)?(?![\w:])",
    ),
    _kind(
        "MAC",
        ":-",
        rf"(?<![\w:-]){_HEX}{{2}}(?:(?::{_HEX}{{2}}){{5}}|(?:-{_HEX}{{2}}){{5}})(?![\w:-])",
    ),
    _kind(
        "version",
        "v",
        r"(?<![\w.])v\d+(?:\.\d+)*(?:\.x)?(?:[-.]?(?:alpha|beta|rc|dev|post)(?:[.-]?\d+)?)?(?!\w|\.\d)",
    ),
    _kind(
        "long version",  # neither digit groups (1.234.567) nor a date (1.5.2024)
        ".",
        r"(?=\d+\.\d)(?<![\w.,])(?!\d{1,3}(?:\.\d{3})+(?![\d.]))(?!\d\d?\.\d\d?\.(?:19|20)\d\d(?!\d))"
        r"\d+\.\d+(?:(?:\.\d+)+(?:[-+][\dA-Za-z.-]*[\dA-Za-z])?(?:(?:a|b|rc|\.dev|\.post)\d+)?"
        r"|(?:a|b|rc)\d+)(?!\w|[.,]\d)",
    ),
    _kind("version series", "x", r"(?<![\w.,])\d+(?:\.\d+)*\.x(?!\w)"),
    _kind("version of a program", ".", rf"(?=\d+\.\d)(?:{_AT_RELEASE})\d+\.\d+(?!\w|[.,]\d)"),
    _kind("telephone", "+", r"(?<![\w+])\+\d(?:[ .()\u00a0\u202f-]{0,2}\d){7,14}(?!\w|[.,]\d)"),
    _kind(
        "media type",
        "/",
        r"(?<![\w/])(?:application/[\w.+-]*\w|text/(?:plain|html|css|csv|xml|markdown|javascript)"
        r"|image/(?:png|jpeg|gif|webp|svg\+xml)|audio/(?:mpeg|ogg|wav)|video/(?:mp4|webm))(?![\w/])",
    ),
    _kind(
        "option",  # no dash of a dialogue: --dijo María--
        "-",
        r"(?<![\w-])--[A-Za-z]\w*(?:-\w+)*(?:=[^\s,;\"«»“”]*[\w/])?(?![\w-])(?![^\n]*\w--(?!\w))",
    ),
    _kind(
        "snake_case",  # but no German Leser_innen
        "_",
        r"(?<![\w.$@#/\\-])(?!\w+_in(?:nen)?(?!\w))_{0,2}[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+(?:__)?"
        r"(?:\.\w+)*(?:\(\))?(?![\w@])|(?<![\w.$@#/\\-])__[A-Za-z0-9]+__(?:\(\))?(?!\w)",
    ),
    _kind("call", "(", r"(?<![\w.$@#/\\-])[A-Za-z_]\w*(?:(?:::|\.)[A-Za-z_]\w*)*\(\)"),
    _kind("scoped name", ":", r"(?<![\w.$@#/\\-])[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+(?!\w)"),
)
"""Every kind, in order: of two that begin at the same letter the earlier wins."""


def find(text: str) -> Iterator[Found]:
    """Yield the protected texts, in order and apart from one another; those that touch are one."""
    pending: Found | None = None
    for found in _matches(text):
        if pending is not None and pending.end == found.start:
            pending = Found(pending.start, found.end, pending.kind)
            continue
        if pending is not None:
            yield pending
        pending = found
    if pending is not None:
        yield pending


def _matches(text: str) -> Iterator[Found]:
    """Yield what the table finds: always what begins first, and then goes on behind it."""
    letters = frozenset(text)
    waiting: list[tuple[int, int, int]] = []
    for row, kind in enumerate(KINDS):
        if not kind.signs.isdisjoint(letters):
            _search(text, row, 0, waiting)
    end = 0
    while waiting:
        start, row, stop = heappop(waiting)
        if start < end:
            _search(text, row, end, waiting)
            continue
        yield Found(start, stop, KINDS[row].name)
        end = stop
        _search(text, row, end, waiting)


def _search(text: str, row: int, begin: int, waiting: list[tuple[int, int, int]]) -> None:
    match = KINDS[row].pattern.search(text, begin)
    if match is not None:
        heappush(waiting, (match.start(), row, match.end()))


def kind_of(text: str) -> str | None:
    """Return the kind of a text that is protected from its first to its last letter, or None."""
    only = next(find(text), None)
    return only.kind if only is not None and (only.start, only.end) == (0, len(text)) else None
