"""Sentences with inline codes from the documents on this machine, taken all the way to a msgstr.

The documents are what Debian's packages put into /usr/share/doc, and the descriptions and manuals
of the installed Python packages: Markdown first, then plain text, where the codes are addresses
and placeholders. They are read when the benchmark runs, and no part of this project.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sysconfig
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import py3langid
from pipeline import drafting

from translate import formats, inline
from translate.formats import Format, ParseOptions
from translate.glossary.terms import Glossary
from translate.model import Block, Engine, Role, Segment
from translate.segment import sentence_spans
from translate.workflow.markup import MOVED
from translate.workflow.plan import Plan, plan_of

_LARGEST = 500_000  # bytes of a file that is still read
_A_PACKAGE = 40  # segments of one package, so that none dominates
_MARKDOWN = 0.8  # share of the segments that are of Markdown, where there are enough
_LETTERS = 12  # that a segment needs beside its codes
_LONGEST = 1200  # characters of a segment
_DESCRIPTION = re.compile(
    r"^Description-Content-Type: *text/markdown", re.IGNORECASE | re.MULTILINE
)
_INNER = re.compile(r'(!\[)[^\]]*(\])|(\s["\'(]).*(["\')]\))')


@dataclass(frozen=True, slots=True)
class Found:
    """A segment with codes, and where it comes from."""

    path: Path
    form: Format
    block: Block
    segment: Segment


@dataclass(slots=True)
class Count:
    """What became of the segments: numbers, and the failures themselves.

    `moved` needed simpler places of their pairs to be valid, `none` came out with no translation,
    `broken` lack a code or have one too many; in `glued` protected text is whole, but the engine
    set a sign beside it that a reader takes for a part of it.
    """

    total: int = 0
    codes: int = 0
    complete: int = 0
    doubted: int = 0
    moved: list[tuple[str, str]] = field(default_factory=list)
    none: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)
    glued: list[tuple[str, str]] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    files: set[Path] = field(default_factory=set)

    @property
    def share(self) -> float:
        """The part that is valid and complete."""
        return self.complete / max(self.total, 1)


def _documents() -> Iterator[tuple[Path, str, str]]:
    """Yield path, suffix of the format, and text."""
    packages = Path(sysconfig.get_paths()["purelib"])
    for path in sorted(packages.glob("*.dist-info/METADATA")):
        head, _, body = path.read_text("utf-8", "replace").partition("\n\n")
        if _DESCRIPTION.search(head):
            yield path, ".md", body
    for suffix in (".md", ".txt"):
        for root in (packages, Path("/usr/share/doc")):
            for path in sorted([*root.rglob(f"*{suffix}"), *root.rglob(f"*{suffix}.gz")]):
                if path.is_file() and path.stat().st_size < _LARGEST:
                    raw = path.read_bytes()
                    data = gzip.decompress(raw) if path.suffix == ".gz" else raw
                    yield path, suffix, data.decode("utf-8", "replace")


def segments(language: str, wanted: int) -> list[Found]:
    """Return segments with inline codes in a language, all different, `wanted` or fewer.

    They are chosen by a digest of their text, so the choice does not depend on the order of files.
    """
    pools: dict[str, list[tuple[bytes, Found]]] = {".md": [], ".txt": []}
    for (suffix, _), files in _by_package().items():
        here = {
            hashlib.sha256(found.segment.text.encode()).digest(): found
            for path, text in files
            if py3langid.classify(text[:3000])[0] == language
            for found in _with_codes(path, suffix, text, language)
        }
        pools[suffix] += sorted(here.items(), key=lambda pair: pair[0])[:_A_PACKAGE]
    marked, plain = (
        list(dict(sorted(pool, key=lambda p: p[0])).values()) for pool in pools.values()
    )
    return (marked[: max(int(wanted * _MARKDOWN), wanted - len(plain))] + plain)[:wanted]


def _by_package() -> dict[tuple[str, str], list[tuple[Path, str]]]:
    """Return the documents by suffix and package, the first folder under the root."""
    packages = Path(sysconfig.get_paths()["purelib"])
    groups: dict[tuple[str, str], list[tuple[Path, str]]] = defaultdict(list)
    for path, suffix, text in _documents():
        if len(text) <= _LARGEST and "\0" not in text:
            root = packages if path.is_relative_to(packages) else Path("/usr/share/doc")
            groups[suffix, path.relative_to(root).parts[0]].append((path, text))
    return groups


def _with_codes(path: Path, suffix: str, text: str, language: str) -> Iterator[Found]:
    form = formats.format_of(f"x{suffix}")
    options = ParseOptions(partial(sentence_spans, language=language))
    for block in form.parse(text, options).blocks:
        for part in block.segments:
            if _has_codes(part):
                yield Found(path, form, block, part)


def _has_codes(part: Segment) -> bool:
    wide = inline.protect(part)
    if len(part.text) > _LONGEST or not any(code.role is not Role.LITERAL for code in wide.codes):
        return False
    bare = "".join(
        part.text[a:b]
        for a, b in zip(
            (0, *(code.end for code in wide.codes)),
            (*(code.start for code in wide.codes), len(part.text)),
            strict=True,
        )
    )
    return sum(map(str.isalpha, bare)) >= _LETTERS


def run(engine: Engine, languages: tuple[str, str], found: list[Found]) -> Count:
    """Draft the segments as the tool does, and count what comes out."""
    terms = Glossary(())
    source, _ = languages
    plans = [
        plan_of(one.segment, one.form.markup(one.block, frozenset()), source, terms)
        for one in found
    ]
    with drafting(engine, *languages) as work:
        made = work.translations(plans)
    count = Count()
    for one, plan, translation in zip(found, plans, made, strict=True):
        count.total += 1
        count.files.add(one.path)
        spans = inline.to_spanned(inline.protect(one.segment)).spans
        count.codes += len(spans)
        count.kinds.update(kind.value for kind in {span.kind for span in spans})
        if translation is None:
            count.none.append(one.segment.text)
            continue
        asked, target = one.segment, translation.text
        if _codes(plan, target) == _codes(plan, asked.text) and _keeps(asked, target):
            count.complete += 1
            if _protected(plan, target) != _protected(plan, asked.text):
                count.glued.append((asked.text, target))
        else:
            count.broken.append((asked.text, target))
        count.doubted += bool(translation.reasons)
        if MOVED in translation.reasons:
            count.moved.append((one.segment.text, translation.text))
    return count


def _codes(plan: Plan, text: str) -> Counter[str]:
    """Return the codes of a text, read anew, without the words inside of them."""
    codes = plan.markup.codes(text, plan.segment)
    return Counter(
        _INNER.sub(r"\1\2\3\4", text[code.start : code.end])
        for code in codes
        if code.role is not Role.LITERAL
    )


def _keeps(source: Segment, target: str) -> bool:
    """Tell whether every protected text of the source is in the translation, letter by letter."""
    codes = inline.protect(source).codes
    kept = Counter(source.text[c.start : c.end] for c in codes if c.role is Role.PROTECTED)
    return all(target.count(text) >= number for text, number in kept.items())


def _protected(plan: Plan, text: str) -> Counter[str]:
    """Return what reads as protected text."""
    wide = inline.protect(Segment(text, 0, len(text), plan.markup.codes(text, plan.segment)))
    return Counter(text[c.start : c.end] for c in wide.codes if c.role is Role.PROTECTED)
