"""A user's mistake is one clear sentence, exit code 2, and nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import snapshot, translate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    place.mkdir()
    (place / "a.md").write_text("# One\n\nTwo words here.\n", encoding="utf-8")
    return place


def _write(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return name


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("missing.md", None, "there is no such file", id="a missing file"),
        pytest.param("empty.md", b"", "the file is empty", id="an empty file"),
        pytest.param("blank.md", b"\xef\xbb\xbf \n\n", "the file is empty", id="a blank file"),
        pytest.param("data.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data", id="binary data"),
        pytest.param("a.docx", b"PK", "the suffix “.docx”", id="an unknown suffix"),
        pytest.param("noname", b"text", "a name without suffix", id="no suffix"),
        pytest.param(
            "latin.txt",
            "Une\nété à la plage, où les élèves étaient très fatigués".encode("cp1252"),
            "line 2: the text is not UTF-8",
            id="invalid UTF-8",
        ),
        pytest.param("wide.txt", "Un été".encode("utf-16"), "it looks like utf-16", id="UTF-16"),
    ],
)
def test_an_article_that_cannot_be_read(
    folder: Path, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        _write(folder, name, data)
    before = snapshot(folder)
    done = translate(folder, "run", name, "--to", "es", "--engine", "echo")
    assert done.returncode == 2
    assert words in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(folder) == before


def test_the_command_that_converts_the_encoding_works(folder: Path) -> None:
    text = "Un été à la plage, où les élèves étaient très fatigués. Déjà vu !"
    _write(folder, "latin.txt", text.encode("cp1252"))
    done = translate(folder, "run", "latin.txt", "--to", "es", "--engine", "echo")
    command = next(
        line.split("Convert it: ")[1] for line in done.stderr.splitlines() if "Convert it" in line
    )
    subprocess.run(["sh", "-c", command], cwd=folder, check=True)
    assert (folder / "latin.txt").read_text("utf-8") == text


def test_a_folder_without_articles(folder: Path) -> None:
    (folder / "sub.md").mkdir()
    done = translate(folder, "run", "sub.md", "--to", "es", "--engine", "echo")
    assert done.returncode == 2
    assert "sub.md: there are no articles in this folder" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "xx-yy"), "“xx-yy” is no language that CLDR knows\n  Use a tag such as"),
        (("--to", "es", "--from", "q!"), "“q!” is no language that CLDR knows"),
        (("--to", "es,Catlan"), "Did you mean “Catalan” (ca)?"),
        (("--to", "jp"), "Did you mean “ja” (Japanese)?"),
        (("--to", ","), "--to names no language"),
        (("--to", "es", "--engine", "fierfox"), "Did you mean “firefox”?"),
        (("--to", "es", "--engine", "zz"), "Known: argos, firefox, apertium"),
    ],
)
def test_a_word_that_nothing_is_called_gets_a_suggestion(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = snapshot(folder)
    done = translate(folder, "run", "a.md", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--again", "--state", "suspekt"), "Did you mean “suspect”?"),
        (("--again", "--state", "reviewed"), "Known: machine, suspect"),
        (("--state", "machine"), "--state goes with --again"),
    ],
)
def test_a_state_in_which_nothing_is_drafted_anew(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = translate(folder, "draft", "a.md", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[project]\ntargets = ["spansh"]', "“spansh” is no language that CLDR knows"),
        ('[project]\nsource = "frensh"', "Did you mean “French” (fr)?"),
        ('[draft]\nengines = ["argso"]', "Did you mean “argos”?"),
        ('[publish]\nstates = ["reviewd"]', "Did you mean “reviewed”?"),
        ('[project]\nsegmentation = "sentences"', "Did you mean “sentence”?"),
        ("[drafts]", "Did you mean “draft”?"),
        ("[engine.lm]", "Did you mean “llm”?"),
    ],
)
@pytest.mark.parametrize("verb", ["run", "status", "build"])
def test_a_word_of_the_project_file_that_nothing_is_called(
    folder: Path, text: str, words: str, verb: str
) -> None:
    (folder / "translate.toml").write_text(text, encoding="utf-8")
    done = translate(folder, verb, "a.md", "--from", "en")
    assert done.returncode == 2
    assert words in done.stderr
    assert "translate.toml: " in done.stderr


def test_no_target_language_at_all(folder: Path) -> None:
    done = translate(folder, "run", "a.md")
    assert done.returncode == 2
    assert "--to es,ca" in done.stderr


def test_front_matter_that_is_no_yaml_is_named_and_the_text_goes_on(folder: Path) -> None:
    (folder / "a.md").write_text("---\ntitle: One: two\n---\n\nTwo words.\n", encoding="utf-8")
    done = translate(folder, "run", "a.md", "--from", "en", "--to", "es", "--engine", "echo")
    assert done.returncode == 0
    assert "a.md:1: the front matter" in done.stderr
    assert "no valid YAML: mapping values are not allowed here (at line 2" in done.stderr
    assert "Two words." in (folder / "locales/es/LC_MESSAGES/a.po").read_text("utf-8")


def test_no_route_names_what_would_give_one_and_the_other_languages_go_on(folder: Path) -> None:
    (folder / "a.md").write_text("---\nlang: en\n---\nA house.\n", encoding="utf-8")
    done = translate(folder, "run", "a.md", "--to", "de,pt", "--engine", "firefox")
    assert done.returncode == 2
    assert "German" in done.stderr
    assert "translate models install firefox" in done.stderr
    assert "casa" in (folder / "build/pt/a.md").read_text("utf-8")


def test_a_catalog_broken_by_hand_is_named_with_its_line_and_left_alone(folder: Path) -> None:
    translate(folder, "run", "a.md", "--to", "es,pt", "--from", "en", "--engine", "echo")
    broken = folder / "locales/es/LC_MESSAGES/a.po"
    lines = broken.read_text("utf-8").splitlines()
    position = next(i for i, line in enumerate(lines) if line.startswith('msgid "One"'))
    lines[position] = 'msgid "One'
    broken.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = broken.read_bytes()
    done = translate(folder, "run", "a.md", "--to", "es,pt", "--from", "en", "--engine", "echo")
    assert done.returncode == 2
    assert "a.po" in done.stderr
    assert f"line {position + 1}" in done.stderr or f":{position + 1}" in done.stderr
    assert done.stderr.count("translate: ") == 1
    assert broken.read_bytes() == before
    assert "Traceback" not in done.stderr


def test_two_articles_that_would_share_a_catalog(folder: Path) -> None:
    _write(folder, "a.txt", b"Some words.\n")
    done = translate(folder, "run", "a.md", "a.txt", "--from", "en", "--to", "es")
    assert done.returncode == 2
    assert "would share one catalog" in done.stderr


def test_one_bad_article_does_not_stop_the_others(folder: Path) -> None:
    _write(folder, "bad.md", b"\0\0")
    done = translate(folder, "run", "bad.md", "a.md", "--to", "es", "--engine", "echo")
    assert done.returncode == 2
    assert "bad.md" in done.stderr
    assert (folder / "build/es/a.md").exists()


def test_an_existing_project_file_is_left_alone(folder: Path) -> None:
    (folder / "translate.toml").write_text("# mine\n")
    done = translate(folder, "init")
    assert done.returncode == 2
    assert (folder / "translate.toml").read_text() == "# mine\n"


def test_a_link_out_of_the_project_is_not_followed(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (folder / "locales").symlink_to(outside)
    done = translate(folder, "run", "a.md", "--to", "es", "--engine", "echo")
    assert done.returncode == 2
    assert list(outside.iterdir()) == []


def _in_namespace(folder: Path, mount: str, script: str) -> subprocess.CompletedProcess[str]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a file system for this test")
    probe = subprocess.run(["unshare", "--mount", "true"], capture_output=True)
    if probe.returncode != 0:
        pytest.skip("this kernel lets nobody mount: unshare --mount")
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", f"{mount} && cd . && {script}"],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_a_read_only_folder_is_one_sentence(folder: Path) -> None:
    from tests.cli.command import COMMAND

    done = _in_namespace(
        folder,
        f"mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && cd {folder}",
        f"{COMMAND[0]} run a.md --from en --to es --engine echo",
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "read-only" in done.stderr.lower()


def test_a_full_disk_is_one_sentence_and_loses_nothing(folder: Path) -> None:
    from tests.cli.command import COMMAND

    small = folder / "small"
    small.mkdir()
    text = "\n\n".join(f"Sentence number {i} of a long article." for i in range(3000))
    _write(folder, "big.md", text.encode())
    run = f"{COMMAND[0]} run a.md --from en --to es --engine echo"
    done = _in_namespace(
        folder,
        f"mount -t tmpfs -o size=260k tmpfs {small} && cp {folder}/a.md {small} && cd {small}",
        f"{run} >/dev/null 2>&1; cp locales/es/LC_MESSAGES/a.po {folder}/before.po;"
        f" cat {folder}/big.md >> a.md; {run}; code=$?;"
        f" cp locales/es/LC_MESSAGES/a.po {folder}/after.po;"
        " ls -A locales/es/LC_MESSAGES; exit $code",
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "no space" in done.stderr.lower() or "disk" in done.stderr.lower()
    assert done.stdout.split() == ["a.po"]
    assert (folder / "after.po").read_bytes() == (folder / "before.po").read_bytes()


def test_status_of_an_article_without_catalogs_is_empty_and_writes_nothing(folder: Path) -> None:
    before = snapshot(folder)
    done = translate(folder, "status", "a.md", "--from", "en", "--to", "es", "--json")
    assert done.returncode == 0
    (row,) = json.loads(done.stdout)
    assert row["empty"] == row["entries"] == 2
    assert snapshot(folder) == before
