"""How the tests read an article: the real segmenter, the default keys."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from translate.config import DEFAULT_FRONT_MATTER
from translate.formats import ParseOptions, format_of, render
from translate.formats.furniture import lines_of
from translate.model import Block, Document, Segment
from translate.segment import sentence_spans


def options(language: str = "en", dialects: Collection[str] = ()) -> ParseOptions:
    return ParseOptions(
        split=lambda text: sentence_spans(text, language),
        front_matter=DEFAULT_FRONT_MATTER,
        furniture=lines_of(language),
        dialects=frozenset(dialects),
    )


def read(
    source: str, suffix: str = ".md", language: str = "en", dialects: Collection[str] = ()
) -> Document:
    return format_of(f"x{suffix}").parse(source, options(language, dialects))


def own_text(_: Block, segment: Segment) -> str:
    return segment.text


def rebuilt(source: str, suffix: str = ".md", dialects: Collection[str] = ()) -> str:
    form = format_of(f"x{suffix}")
    return render(read(source, suffix, dialects=dialects), form, own_text)


def texts(document: Document) -> list[str]:
    return [segment.text for block in document.blocks for segment in block.segments]


def commonmark_examples() -> Iterator[str]:
    """Yield the examples of the CommonMark specification, where `make test` could fetch it."""
    spec = Path(sys.prefix) / "commonmark-spec" / "package" / "spec.txt"
    if spec.exists():
        text = spec.read_text("utf-8")
        for match in re.finditer(r"^`{32} example\n(.*?)^\.\n", text, re.DOTALL | re.MULTILINE):
            yield match.group(1).replace("→", "\t")
        yield text


def packaged_markdown() -> Iterator[tuple[str, str]]:
    """Yield the Markdown files that the installed packages carry: name and text."""
    import sysconfig

    site = Path(sysconfig.get_path("purelib"))
    for path in sorted(site.glob("*.dist-info/METADATA")):
        head, _, body = _text(path).partition("\n\n")
        if "text/markdown" in head and body:
            yield path.parent.name, body
    for folder in (site, Path("/usr/lib/node_modules"), Path("/usr/share/doc")):
        for path in sorted(folder.rglob("*.md")):
            if path.is_file() and (text := _text(path)):
                yield str(path.relative_to(folder)), text


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""  # such an article is refused before any format sees it
