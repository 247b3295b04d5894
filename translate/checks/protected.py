"""Text that is no language stands in the draft as it stands in the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from translate.checks.pair import Doubt, Pair
from translate.model import SpanKind, SpannedText

# What is no language wherever it stands, also where nobody marked it.
_PLAIN_TO_SEE = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?…')\]}*_`]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"
    r"|\{\{[^{}\n]*\}\}|\$?\{[A-Za-z_][\w.]*\}|%\([A-Za-z_]\w*\)[sdifr]"
)


def protected(pair: Pair) -> Iterator[Doubt]:
    """Doubt a draft in which code, an address or a placeholder is lost, changed or added."""
    wanted, got = _texts(pair.source), _texts(pair.target)
    for text in wanted - got:
        if pair.target.text.count(text) < wanted[text]:
            yield Doubt("protected", f"“{text}” must stand there as it is", 1.0)
    for text in got - wanted:
        if pair.source.text.count(text) < got[text]:
            yield Doubt("protected", f"“{text}” is not in the source, or not so often", 0.9)


def _texts(text: SpannedText) -> Counter[str]:
    """Count the protected stretches, marked as such or plain to see (an address, `{name}`)."""
    spans = [span for span in text.spans if span.kind is SpanKind.PROTECTED]
    found = Counter(text.text[span.start : span.end] for span in spans)
    for match in _PLAIN_TO_SEE.finditer(text.text):
        if not any(span.start < match.end() and match.start() < span.end for span in spans):
            found[match.group()] += 1
    return found
