"""The names of Apertium's pairs: which languages a mode translates, and which package brings it.

Modes are called by ISO 639 codes of two or three letters (`fr-es`, `fra-cat`). Names with more in
them are variants of a pair, for another orthography or dialect (`fra-cat_pre2017`, `eco-fr-es`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from translate.errors import LanguageError
from translate.languages import base

_MODE = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")

# Codes for which CLDR has another language than Apertium means, or none.
_MEANT = {"zlm": "ms", "nor": "nb", "no": "nb"}

# Debian's packages, by name; ">" and "<" where they install one direction only.
_DEBIAN = """
afr-nld arg-cat bel-rus br>fr cat-ita cat-srd dan-nor en-gl eng-cat eng-spa eo-ca eo-en eo-es
eo-fr es-gl es-pt es<ro eu>en eu>es fr-es fra-cat ind-zlm isl>eng isl-swe mkd-bul mkd>eng nno-nob
oc-ca oc-es oci-fra pol-szl por-cat pt-gl rus-ukr spa-arg spa-ast spa-cat spa-ita srd-ita swe-dan
swe-nor urd-hin
"""


@lru_cache(maxsize=256)
def language(code: str) -> str | None:
    """Return the language of an ISO 639 code as a BCP 47 tag (`cat` is `ca`), or None."""
    try:
        return base(_MEANT.get(code, code))
    except LanguageError:
        return None


def pair(mode: str) -> tuple[str, str] | None:
    """Return the (source, target) tags of a mode, or None for a variant or an unknown language."""
    match = _MODE.fullmatch(mode)
    if match is None:
        return None
    source, target = (language(code) for code in match.groups())
    return None if source is None or target is None else (source, target)


def debian_packages(source: str, target: str) -> list[str]:
    """Return the Debian packages that translate directly between two languages without region."""
    wanted = (source, target)
    found = []
    for name in _DEBIAN.split():
        left, sign, right = re.split("([-<>])", name)
        forth = (language(left), language(right))
        if (sign != "<" and forth == wanted) or (sign != ">" and forth[::-1] == wanted):
            found.append(f"apertium-{left}-{right}")
    return found
