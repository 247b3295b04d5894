"""What a person decided about corrections: a file that is committed with the project.

`learned.csv` is comma-separated, in UTF-8, with a line of headings and one line a decision:

    source,wrong,right,language,decision
    lettre,tarjeta,carta,es,accepted

`language` is that of the drafts (BCP 47), `decision` is `accepted` or `rejected`. Lines are
sorted, so that a merge in git has little to do.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from translate.errors import LanguageError, ProjectError
from translate.files import shown, write_atomically
from translate.languages import canonical
from translate.memory.corrections.correction import Key

_COLUMNS = ("source", "wrong", "right", "language", "decision")


class Verdict(StrEnum):
    """What is to become of a correction."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on one correction of the drafts of a language."""

    source: str
    wrong: str
    right: str
    language: str
    verdict: Verdict

    @property
    def key(self) -> Key:
        """What identifies the correction in its language."""
        return (self.source, self.wrong, self.right)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read the decisions of a project, none where there is no such file yet.

    The columns may be in any order, and others beside them are passed over. Raises `ProjectError`
    with the line for a file that cannot be read, a column that is missing, an empty phrase, an
    unknown language or verdict, and two verdicts on the same correction.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{shown(path)} cannot be read: {error}") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    found: dict[tuple[str, Key], Decision] = {}
    try:
        lacking = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if text.strip() and lacking:
            raise ProjectError(
                f"{shown(path)}: the column “{lacking[0]}” is missing",
                hint=f"The first line is {','.join(_COLUMNS)}",
            )
        for row in rows:
            place = f"{shown(path)}:{rows.line_num}"
            decision = _decision(place, row)
            before = found.setdefault((decision.language, decision.key), decision)
            if before != decision:
                raise ProjectError(
                    f"{place}: “{decision.wrong}” is both accepted and rejected here",
                    hint="Delete one of the two lines.",
                )
    except csv.Error as error:
        raise ProjectError(f"{shown(path)}:{rows.line_num + 1}: {error}") from error
    return tuple(found.values())


def _decision(place: str, row: dict[str, str | None]) -> Decision:
    source, wrong, right, language, verdict = ((row[name] or "").strip() for name in _COLUMNS)
    if not (source and wrong and right):
        raise ProjectError(f"{place}: a decision needs a source, a wrong and a right phrase")
    if verdict not in set(Verdict):
        raise ProjectError(
            f"{place}: “{verdict}” is no decision", hint="Write accepted or rejected."
        )
    try:
        return Decision(source, wrong, right, canonical(language), Verdict(verdict))
    except LanguageError as error:
        raise ProjectError(f"{place}: {error}", hint=error.hint) from error


def write_decisions(path: Path, decisions: Iterable[Decision], root: Path) -> bool:
    """Write the decisions of a project, sorted, and tell whether the file changed.

    Of two decisions on the same correction the later one counts. Raises `ProjectError` if it
    cannot be written or is outside `root`.
    """
    last = {(d.language, *d.key): d.verdict for d in decisions}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        (source, wrong, right, language, verdict.value)
        for (language, source, wrong, right), verdict in sorted(last.items())
    )
    return write_atomically(path, out.getvalue().encode("utf-8"), root)
