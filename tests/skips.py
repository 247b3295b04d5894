"""Skips that nobody expected fail a run: for the environment variable EXPECTED_SKIPS.

It names a file of regular expressions, one a line. Without it (at home) every skip is fine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest


def expected(file: Path) -> list[re.Pattern[str]]:
    """Return the reasons that a file allows; lines that begin with # explain them."""
    lines = file.read_text("utf-8").splitlines()
    return [re.compile(line) for line in lines if line.strip() and not line.startswith("#")]


class Skips:
    """A plugin of pytest: gathers the skips without a good reason."""

    def __init__(self, reasons: Iterable[re.Pattern[str]]) -> None:
        self.reasons = list(reasons)
        self.unexpected: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not hasattr(report, "wasxfail"):
            self._look(report.nodeid, report.outcome, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._look(report.nodeid, report.outcome, report.longrepr)

    def _look(self, name: str, outcome: str, why: object) -> None:
        if outcome == "skipped":
            reason = str(why[2] if isinstance(why, tuple) else why).removeprefix("Skipped: ")
            if not any(one.fullmatch(reason) for one in self.reasons):
                self.unexpected.append(f"{name}: {reason}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unexpected and not session.exitstatus:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.unexpected:
            terminalreporter.section("skips that nobody expected (tests/expected_skips.txt)")
            for line in self.unexpected:
                terminalreporter.line(line)
