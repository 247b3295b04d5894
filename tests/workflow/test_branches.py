"""Two people work on two branches of one project, and no word of either is lost in the merge.

Random histories as in `test_histories`, parted in two and brought together again: by the merge
driver's function, many times, and a few times by git itself. `BRANCHES=1000 python -m pytest
tests/workflow/test_branches.py` is the long run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.cli.command import translate
from tests.workflow.test_histories import WORDS, Histories, paragraph, which
from translate import catalog as po
from translate.catalog.branches import merge_branches
from translate.errors import UsageError
from translate.workflow.repository import set_up_git

PAIRS = int(os.environ.get("BRANCHES", "60"))

Step = Callable[[Histories], None]


def step(
    method: Callable[..., None], *arguments: st.SearchStrategy[Any]
) -> st.SearchStrategy[Step]:
    """Return a strategy of steps: the method of a history with arguments drawn for it."""
    return st.tuples(*arguments).map(lambda given: lambda one: method(one, *given))


STEPS = (
    step(Histories.insert_a_paragraph, which, paragraph),
    step(Histories.delete_a_paragraph, which),
    step(Histories.move_a_paragraph_within_or_between_articles, which, which),
    step(Histories.retype_a_word, which, st.sampled_from(WORDS)),
    step(Histories.split_a_sentence, which),
    step(Histories.join_two_sentences, which),
    step(Histories.make_a_heading_of_it_or_no_heading, which),
    step(Histories.correct_a_translation, which, st.booleans()),
    step(Histories.correct_a_translation, which, st.just(False)),
    step(Histories.confirm_a_translation, which),
    step(Histories.delete_a_translation, which),
    step(Histories.another_program_saves_the_file, which, st.sampled_from([0, 79])),
    step(Histories.change_the_engine, st.sampled_from(["echo", "other"])),
    step(Histories.run),
    step(Histories.run),
)
RARE = (
    step(Histories.switch_the_segmentation),
    step(Histories.rename_an_article, st.sampled_from("ab")),
)
steps = st.lists(st.one_of(*STEPS, *RARE), max_size=8)
plain_steps = st.lists(st.one_of(*STEPS), max_size=8)
articles = st.tuples(st.lists(paragraph, min_size=2, max_size=4), paragraph)


@contextmanager
def history() -> Iterator[Histories]:
    one = Histories()
    try:
        yield one
    finally:
        one.root.mkdir(exist_ok=True)  # where two histories share a folder, the first clears it
        one.teardown()


def parted(from_: Histories, to: Histories, number: int) -> None:
    """Let a history go on from where another one is; its words count from `number`."""
    to.articles, to.words = deepcopy(from_.articles), dict(from_.words)
    to.project = from_.project.__class__(
        to.root,
        source="en",
        targets=("es",),
        engines=from_.project.engines,
        articles=("*.md",),
        segmentation=from_.project.segmentation,
    )
    to.numbers = count(number)


def expected(base: Histories, one: Histories, other: Histories) -> dict[str, None]:
    """Return the words that must be there: new on either branch, or kept by both."""
    fresh = (set(one.words) | set(other.words)) - set(base.words)
    return dict.fromkeys(fresh | (set(one.words) & set(other.words)))


def catalogs(root: Path) -> dict[str, Path]:
    folder = root / "locales"
    return {str(path.relative_to(folder)): path for path in folder.rglob("*.po*")}


@settings(max_examples=PAIRS, suppress_health_check=list(HealthCheck))
@given(articles, steps, steps, steps, st.booleans())
def test_no_word_is_lost_when_two_branches_become_one(
    begun: tuple[list[list[str]], list[str]],
    before: list[Step],
    ours: list[Step],
    theirs: list[Step],
    their_articles: bool,
) -> None:
    with history() as base, history() as one, history() as other:
        base.begin(*begun)
        for do in before:
            do(base)
        for branch, done, number in ((one, ours, 1000), (other, theirs, 2000)):
            shutil.rmtree(branch.root)
            shutil.copytree(base.root, branch.root)
            parted(base, branch, number)
            for do in done:
                do(branch)
        one.words = expected(base, one, other)
        merge_all(base.root, one.root, other.root)
        one.every_word_of_the_person_is_there()
        if their_articles:
            for path in one.root.glob("*.md"):
                path.unlink()
            one.articles = other.articles
            one._save()
        for _ in range(2):
            one._run()
            one.every_word_of_the_person_is_there()


def merge_all(base: Path, ours: Path, theirs: Path) -> None:
    """Merge every catalog of two projects into the first of them."""
    sides = [catalogs(base), catalogs(ours), catalogs(theirs)]
    for name in sides[2]:
        found = (po.read(side[name]) if name in side else po.Catalog() for side in sides)
        place = ours / "locales" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(po.serialize(merge_branches(*found)))


def git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.editor=true")
    done = subprocess.run(["git", *who, *words], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


# Git merges the articles as text: where it cannot, one side's lines are taken.
WAYS = {
    "merge": ["merge", "-X", "ours", "--no-edit", "theirs"],
    "rebase": ["rebase", "-q", "-X", "theirs", "theirs"],
    "cherry-pick": ["cherry-pick", "--allow-empty", "--keep-redundant-commits", "-Xours", "theirs"],
}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(articles, plain_steps, plain_steps)
@example(
    begun=([["The house was there.", "The river was there."]], ["The storm was there."]),
    ours=[
        lambda one: one.correct_a_translation(0, fuzzy=False),
        lambda one: one.insert_a_paragraph(0, ["The bread was there."]),
        Histories.run,
    ],
    theirs=[
        lambda one: one.correct_a_translation(0, fuzzy=False),
        lambda one: one.correct_a_translation(1, fuzzy=True),
        lambda one: one.insert_a_paragraph(1, ["The winter was there."]),
        Histories.run,
    ],
)
def test_git_itself_loses_no_word_and_leaves_no_mark(
    way: str, begun: tuple[list[list[str]], list[str]], ours: list[Step], theirs: list[Step]
) -> None:
    with history() as base, history() as one, history() as other:
        root = base.root
        base.begin(*begun)
        git(root, "init", "-q", "-b", "base")
        (root / ".gitignore").write_text("build/\n")
        set_up_git(root)
        commit(root, "base")
        for branch, name, done, number in (
            (one, "ours", ours, 1000),
            (other, "theirs", theirs, 2000),
        ):
            git(root, "checkout", "-q", "-b", name, "base")
            moved_to(branch, root)
            parted(base, branch, number)
            for do in done:
                do(branch)
            commit(root, name)
        git(root, "checkout", "-q", "ours")
        git(root, *WAYS[way])
        assert not git(root, "status", "--porcelain")
        one.words = expected(base, one, other)
        one.every_word_of_the_person_is_there()
        for path in catalogs(root).values():
            assert b"<<<<<<<" not in path.read_bytes()
            assert is_sound(path)
        one._run()
        one.every_word_of_the_person_is_there()


def moved_to(one: Histories, root: Path) -> None:
    """Let a history happen in another's folder, which the other one will clear away."""
    shutil.rmtree(one.root)
    one.root = root


def is_sound(path: Path) -> bool:
    """Tell whether gettext takes the file, where there is a gettext."""
    if shutil.which("msgfmt") is None:
        return True
    check = ["msgfmt", "--check", "-o", os.devnull, str(path)]
    return subprocess.run(check, capture_output=True).returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
class TestSetUp:
    def test_adds_only_what_is_missing(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        (tmp_path / ".gitattributes").write_bytes(
            b"*.png binary\r\nlocales/**/*.po merge=babelpress"
        )
        (tmp_path / ".gitignore").write_text("*.mo\n")
        set_up_git(tmp_path)
        assert (tmp_path / ".gitattributes").read_bytes() == (
            b"*.png binary\r\nlocales/**/*.po merge=babelpress\r\n"
            b"locales/**/*.pot merge=babelpress\r\n"
        )
        assert (tmp_path / ".gitignore").read_text() == "*.mo\n.translate/\n"
        assert set_up_git(tmp_path) == []

    def test_works_in_a_project_below_the_repository(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        project = tmp_path / "docs"
        project.mkdir()
        assert set_up_git(project) == [project / ".gitattributes", project / ".gitignore"]
        attribute = git(tmp_path, "check-attr", "merge", "docs/locales/es/LC_MESSAGES/a/b.po")
        assert attribute.endswith("merge: babelpress\n")

    def test_a_folder_without_repository_is_one_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="is in no git repository"):
            set_up_git(tmp_path)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_driver_says_what_two_people_contradict_and_leaves_broken_files_to_git(
    tmp_path: Path,
) -> None:
    def po_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(f'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "One."\nmsgstr "{text}"\n')
        return path

    base, ours, theirs = po_file("base", ""), po_file("ours", "Uno."), po_file("theirs", "¡Uno!")
    words = ("merge", *(str(path) for path in (base, ours, theirs)), "--path", "locales/es/a.po")
    done = translate(tmp_path, *words)
    assert (done.returncode, done.stderr) == (
        0,
        "locales/es/a.po: “One.”: kept “Uno.”, and in a note “¡Uno!”\n",
    )
    assert '# other: "¡Uno!"\nmsgid "One."\nmsgstr "Uno."\n' in ours.read_text("utf-8")
    po_file("ours", "Uno.")
    theirs.write_text(theirs.read_text("utf-8").replace('msgid "One."', 'msgid "One.'), "utf-8")
    done = translate(tmp_path, *words, "--marker-size", "9")
    assert done.returncode == 2
    assert "locales/es/a.po (theirs), line 4: " in done.stderr
    assert f"{9 * '<'} ours\n" in ours.read_text("utf-8")
