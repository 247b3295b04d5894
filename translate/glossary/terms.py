"""Terms, and the file `glossary.csv` that people edit in a spreadsheet.

One row a term, under a first row that names the columns:

    source,target,language,note,use
    lettre,carta,es,"of the post, or an open letter",
    lettre,tarjeta,es,that is a card,never
    Claus Kleber,,,a journalist,
    ,Corea del Norte comunista,es,,never

- `source` holds the words of the article, in the form in which a dictionary has them;
- `target` holds their translation; where it is empty, the words are left as they are;
- `language` is the target language's tag (es, pt-BR); where it is empty, the row holds for all;
- `note` is a remark for people;
- `use` is optional, and mostly empty. The word `never` forbids the target as a translation of the
  source, or everywhere if the source is empty. The words `use` and `keep` may stand where that
  goes without saying.

Two rows of one source are alternatives; a row of a language overrides the rows for all languages,
and a row of a variety (pt-BR) those of its language (pt).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from translate.errors import LanguageError, ProjectError
from translate.files import shown, write_atomically
from translate.languages import canonical
from translate.suggest import did_you_mean

COLUMNS = ("source", "target", "language", "note", "use")
_REQUIRED = ("source", "target")
_DELIMITERS = ",;\t"
_HEADER_HINT = "The first row names the columns: source,target,language,note"


class Kind(StrEnum):
    """What a term asks for; the value is the word in the column `use`."""

    USE = "use"
    KEEP = "keep"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary.

    `language` is a BCP 47 tag, or nothing for all languages. A term to KEEP has no target, every
    other has one; only a term that is NEVER to be used may be without a source. Anything else
    raises `ValueError`.
    """

    source: str
    target: str = ""
    language: str = ""
    note: str = ""
    kind: Kind = Kind.USE

    def __post_init__(self) -> None:
        if self.kind is Kind.KEEP and self.target:
            raise ValueError("a term to leave as it is has no target")
        if self.kind is not Kind.KEEP and not self.target:
            raise ValueError("a term to use, or never to use, needs a target")
        if self.kind is not Kind.NEVER and not self.source:
            raise ValueError("the source is empty")

    @property
    def rule(self) -> tuple[str, str, str, Kind]:
        """All of it but the note: two terms of one rule say the same."""
        return (self.source, self.target, self.language, self.kind)


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """Terms in the order of their file.

    Two glossaries are equal only if they are one: what `matching` prepares for a glossary is kept
    under its identity, so make one and use it for every text.
    """

    terms: tuple[Term, ...] = ()


@lru_cache(maxsize=64)
def for_language(glossary: Glossary, target: str) -> Glossary:
    """Return the terms that hold for a target language, the overridden ones left out."""
    tag = canonical(target)
    ours = [term for term in glossary.terms if _holds(term.language, tag)]
    nearest: dict[str, int] = {}
    for term in ours:
        if term.kind is not Kind.NEVER:
            nearest[term.source] = max(nearest.get(term.source, 0), len(term.language))
    return Glossary(
        tuple(t for t in ours if t.kind is Kind.NEVER or len(t.language) == nearest[t.source])
    )


def _holds(language: str, tag: str) -> bool:
    return not language or language == tag or tag.startswith(language + "-")


def read(path: Path) -> Glossary:
    """Read a glossary: UTF-8 with or without a mark, with commas, semicolons or tabs.

    Raises `ProjectError`, with the line, for what cannot be understood.
    """
    return Glossary(tuple(parse(_text(path), shown(path))))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProjectError(f"{shown(path)}: the glossary cannot be read: {reason}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProjectError(
            f"{shown(path)}, line {line}: the glossary is not UTF-8",
            hint="In the spreadsheet, save it as CSV with the character set “Unicode (UTF-8)”.",
        ) from error


def parse(text: str, name: str) -> list[Term]:
    """Return the terms of a glossary's text; `name` is the file that errors speak of."""
    rows = _rows(text, name)
    header = next(rows, None)
    if header is None:
        return []
    columns = _columns(header[1], name)
    return [_term(columns, cells, f"{name}, line {line}") for line, cells in rows]


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not blank, with the line on which it begins."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise ProjectError(
            f"{name}, line {line}: the row cannot be read as CSV: {error}",
            hint='A quotation mark inside of quotes is written twice: "a ""letter""".',
        ) from error


def _delimiter(text: str) -> str:
    """Return what stands between the names of the columns."""
    first = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _columns(header: Sequence[str], name: str) -> list[str]:
    columns = [cell.lower() for cell in header]
    missing = [column for column in _REQUIRED if column not in columns]
    if missing:
        raise ProjectError(f"{name}: there is no column “{missing[0]}”", hint=_HEADER_HINT)
    twice = [column for column in COLUMNS if columns.count(column) > 1]
    if twice:
        raise ProjectError(f"{name}: the column “{twice[0]}” is there twice", hint=_HEADER_HINT)
    return columns


def _term(columns: Sequence[str], cells: Sequence[str], where: str) -> Term:
    if any(cells[len(columns) :]):
        raise ProjectError(
            f"{where}: {len(cells)} cells, where the first row names {len(columns)} columns",
            hint="A comma inside of a cell needs quotation marks around the whole cell.",
        )
    found = dict(zip(columns, cells, strict=False))
    target, language = found.get("target", ""), found.get("language", "")
    use = found.get("use", "").lower() or (Kind.USE if target else Kind.KEEP)
    if use not in set(Kind):
        raise ProjectError(
            f"{where}: “{use}” is no use of a term", hint=did_you_mean(use, list(Kind))
        )
    try:
        tag = canonical(language) if language else ""
        return Term(found.get("source", ""), target, tag, found.get("note", ""), Kind(use))
    except (LanguageError, ValueError) as error:
        raise ProjectError(f"{where}: {error}") from error


def dump(terms: Iterable[Term]) -> str:
    """Return the text of a glossary with these terms, in their order."""
    rows = list(terms)
    columns = COLUMNS if _needs_use(rows) else COLUMNS[:-1]
    return _csv([list(columns), *(_cells(term, columns) for term in rows)], ",", "\n")


def write(path: Path, terms: Iterable[Term], root: Path) -> bool:
    """Write a glossary with these terms; tell whether the file changed.

    Raises `ProjectError` where it cannot be written.
    """
    return write_atomically(path, dump(terms).encode("utf-8"), root)


def append(path: Path, terms: Iterable[Term], root: Path) -> tuple[Term, ...]:
    """Add terms at the end of a glossary; return those that it did not have yet.

    What is in the file stays as it is, to the byte, but for a column `use` that is added to the
    first row when it is needed. The new rows have the columns, the delimiter and the line ends of
    the file; a file that is missing is made. Raises `ProjectError`.
    """
    text = _text(path) if path.exists() else ""
    known = {term.rule for term in parse(text, shown(path))}
    new = tuple({term.rule: term for term in terms if term.rule not in known}.values())
    if not new:
        return ()
    if not text.removeprefix("\ufeff").strip():
        write(path, new, root)
        return new
    newline = "\r\n" if "\r\n" in text else "\n"
    if not text.endswith("\n"):
        text += newline
    delimiter = _delimiter(text.removeprefix("\ufeff"))
    columns = _columns(next(_rows(text, shown(path)))[1], shown(path))
    if "use" not in columns and _needs_use(new):
        columns.append("use")
        start = len(text) - len(text.removeprefix("\ufeff").lstrip())
        end = min(text.find(c, start) for c in "\r\n" if c in text[start:])
        text = f"{text[:end]}{delimiter}use{text[end:]}"
    text += _csv([_cells(term, columns) for term in new], delimiter, newline)
    write_atomically(path, text.encode("utf-8"), root)
    return new


def remove(path: Path, term: Term, root: Path) -> bool:
    """Take a term out of a glossary, if it stands there with this very note; tell whether it did.

    All other lines stay as they are, to the byte. Raises `ProjectError`.
    """
    if not path.exists():
        return False
    text = _text(path)
    rows = list(_rows(text, str(path)))
    starts = [line for line, _ in rows]
    lines = list(io.StringIO(text, newline=""))
    columns = _columns(rows[0][1], str(path)) if rows else []
    for n, (line, cells) in enumerate(rows[1:], start=1):
        if _term(columns, cells, f"{path}, line {line}") == term:
            end = starts[n + 1] - 1 if n + 1 < len(starts) else len(lines)
            while not lines[end - 1].strip():
                end -= 1
            kept = "".join((*lines[: line - 1], *lines[end:]))
            return write_atomically(path, kept.encode("utf-8"), root)
    return False


def _needs_use(terms: Iterable[Term]) -> bool:
    return any(term.kind is Kind.NEVER for term in terms)


def _cells(term: Term, columns: Sequence[str]) -> list[str]:
    found = {
        "source": term.source,
        "target": term.target,
        "language": term.language,
        "note": term.note,
        "use": term.kind.value if term.kind is Kind.NEVER else "",
    }
    return [found.get(column, "") for column in columns]


def _csv(rows: Iterable[Sequence[str]], delimiter: str, newline: str) -> str:
    # The csv module leaves a lone carriage return without quotes, and cannot read that.
    special = re.compile(rf'["\r\n{delimiter}]')
    lines = (
        delimiter.join(
            '"' + cell.replace('"', '""') + '"' if special.search(cell) else cell for cell in row
        )
        for row in rows
    )
    return "".join(line + newline for line in lines)
