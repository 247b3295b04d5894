"""What `run` and the single stages say of their work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from translate.cli import output
from translate.files import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from translate.config import Project
    from translate.model import Finding
    from translate.workflow.build import BuildReport, Built
    from translate.workflow.draft import DraftReport
    from translate.workflow.extract import ExtractReport
    from translate.workflow.learning import LearnReport
    from translate.workflow.pages import Withheld


# As many lines as a person reads; of more only those that something happened to.
_FEW = 12


class Clock:
    """Seconds since the last stage ended."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self) -> str:
        """Return the seconds since the last call, in words."""
        now = time.perf_counter()
        elapsed, self._last = now - self._last, now
        return f"{elapsed:.2f} s"


def tell_extract(project: Project, report: ExtractReport, clock: Clock) -> None:
    """Say what extract found and wrote."""
    segments, articles = sum(report.entries.values()), len(report.entries)
    _head("extract", f"{_count(segments, 'segment')} in {_count(articles, 'article')}", clock)
    for path in report.written:
        _wrote(path)
    for article, lines in report.furniture.items():
        quoted = ", ".join(f"“{line}”" for line in lines)
        where = output.place(project, article)
        output.say(f"  {where}: left out as page furniture: {quoted}", "dim")


def tell_draft(project: Project, report: DraftReport, clock: Clock) -> None:
    """Say what draft translated, and on which routes."""
    cached = f", {report.cached} from the cache" if report.cached else ""
    recalled = f", {_count(report.recalled, 'segment')} recalled" if report.recalled else ""
    _head("draft", f"{_count(report.translated, 'sentence')} translated{cached}{recalled}", clock)
    for one in report.drafted:
        doubt = f", {one.suspect} of them suspect" if one.suspect else ""
        kept = f"; {_count(one.kept, 'earlier one')} kept: the new ones are no better"
        what = f"{_count(one.drafts, 'draft')}{doubt} ({one.route}){kept if one.kept else ''}"
        output.say(f"  {output.place(project, one.article)} → {one.target}: {what}", "dim")
    for finding in report.findings:
        output.point_out(project, finding)


def tell_learned(project: Project, report: LearnReport, clock: Clock) -> None:
    """Say which drafts took over what people corrected elsewhere; nothing if none did."""
    if not report.corrected and not report.restored:
        return
    number = sum(report.corrected.values())
    back = sum(report.restored.values())
    note = f", {back} restored that a correction had changed" if back else ""
    _head("learn", f"{_count(number, 'draft')} corrected{note}", clock)
    for (article, target), found in (*report.corrected.items(), *report.restored.items()):
        where = output.place(project, article)
        output.say(f"  {where} → {target}: {_count(found, 'draft')}", "dim")


def tell_build(project: Project, report: BuildReport, clock: Clock) -> None:
    """Say what build wrote, what it held back, and what a person should look at."""
    written = set(report.written)
    same = len(report.built) - len(written)
    note = f", {same} of them unchanged" if same else ""
    held = f", {len(report.withheld)} withheld" if report.withheld else ""
    _head("build", f"{_count(len(report.built), 'localized article')}{note}{held}", clock)
    for one in report.built:
        fresh = one.path in written
        if fresh or one.lacking or len(report.built) <= _FEW:
            _wrote(one.path, f": {_share(one)}{'' if fresh else ', unchanged'}")
            _tell_places(project, one.lacking)
    tell_withheld(project, report.withheld)
    for finding in report.findings:
        output.point_out(project, finding)


def tell_withheld(project: Project, withheld: Sequence[Withheld]) -> None:
    """Say which articles are held back, and place by place why."""
    for one in withheld:
        older = "; the older build stays as it is" if one.older else ""
        share = f"{one.lacking} of {_count(one.segments, 'segment')} cannot appear in translation"
        output.say(f"  {shown(one.path)}: withheld, {share}{older}", "yellow")
        _tell_places(project, one.findings)


def tell_left(project: Project) -> None:
    """Name what was built of articles that are gone, and is still there."""
    from translate.workflow.built import left_built, read_built

    built = read_built(project)
    for path in left_built(project, built):
        way = "--prune removes it" if built.is_ours(path) else "remove it if it is of no use"
        output.say(f"{shown(path)}: its article is gone; {way}", "yellow")


def _tell_places(project: Project, findings: Sequence[Finding]) -> None:
    for finding in findings[:_FEW]:
        output.point_out(project, finding)
    if len(findings) > _FEW:
        output.say(f"and {len(findings) - _FEW} more; --json names all", "yellow")


def _share(one: Built) -> str:
    """Return how much of an article is translated, and how much of that is not to be relied on."""
    parts = [f"{one.translated} of {_count(one.segments, 'segment')} translated"]
    if one.suspect:
        parts.append(f"{one.suspect} of them suspect")
    if one.stale:
        parts.append(f"{one.stale} of them from before the source changed")
    return ", ".join(parts)


def built_rows(project: Project, report: BuildReport) -> list[dict[str, Any]]:
    """Return the localized articles as values for JSON, those that were withheld after them."""
    built = [
        {
            "path": shown(one.path),
            "language": one.target,
            "segments": one.segments,
            "translated": one.translated,
            "suspect": one.suspect,
            "stale": one.stale,
            "withheld": False,
            "lacking": places(project, one.lacking),
        }
        for one in report.built
    ]
    return built + _withheld_rows(project, report.withheld)


def _withheld_rows(project: Project, withheld: Sequence[Withheld]) -> list[dict[str, Any]]:
    return [
        {
            "article": output.place(project, one.article),
            "path": shown(one.path),
            "language": one.target,
            "segments": one.segments,
            "translated": one.segments - one.lacking,
            "withheld": True,
            "older_build": one.older,
            "lacking": places(project, one.findings),
        }
        for one in withheld
    ]


def places(project: Project, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as values for JSON."""
    return [
        {"place": output.place(project, one.path, one.line), "reason": one.message}
        for one in findings
    ]


def _head(stage: str, what: str, clock: Clock) -> None:
    output.say(f"{stage:8} {what}, {clock.lap()}", "bold")


def _wrote(path: Path, note: str = "") -> None:
    output.say(f"  {shown(path)}{note}", "dim")


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
