"""`--to es ca`: several words behind an option, as people type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import translate
from translate.cli.options import tags
from translate.cli.words import spread


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("run a.md --to es ca", "run a.md --to es --to ca"),
        ("run --to es ca a.md", "run --to es --to ca a.md"),
        ("run --to=es, ca --json", "run --to=es, --to ca --json"),
        ("run a.md --to es ca,fr Portuguese", "run a.md --to es --to ca,fr --to Portuguese"),
        ("run --to es a.md ca", "run --to es a.md ca"),  # the row has ended
        ("run --to es -- ca", "run --to es -- ca"),
        ("run --to es --json ca", "run --to es --json ca"),
        ("run --to es nonsense", "run --to es nonsense"),
        ("run ca --to es", "run ca --to es"),
        ("run --to", "run --to"),
        ("run --to ca", "run --to ca"),
        ("draft --engine firefox argos x.md", "draft --engine firefox --engine argos x.md"),
        ("draft --state machine suspect", "draft --state machine --state suspect"),
        ("run --from fr ca", "run --from fr ca"),  # one language only
    ],
)
def test_an_option_goes_on_as_long_as_the_words_are_for_it(typed: str, meant: str) -> None:
    assert list(spread(typed.split())) == meant.split()


def test_a_file_goes_before_a_language_and_a_language_before_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ca").touch()
    (tmp_path / "fr").mkdir()
    assert list(spread(["--to", "es", "ca"])) == ["--to", "es", "ca"]
    assert list(spread(["--to", "es", "fr"])) == ["--to", "es", "--to", "fr"]
    assert list(spread(["--to", "es", "./fr"])) == ["--to", "es", "./fr"]


def test_languages_in_a_row_by_tag_and_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "a.md").write_text("Two words here.\n", encoding="utf-8")
    done = translate(
        folder, "run", "--from", "English", "--to", "spanish", "ca", "Français, es",
        "a.md", "--engine", "echo", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [one["language"] for one in json.loads(done.stdout)["built"]] == ["es", "ca", "fr"]


def test_languages_in_quotes_are_as_many_as_they_name() -> None:
    assert tags(["es ca", "Brazilian Portuguese"]) == ("es", "ca", "pt-BR")
