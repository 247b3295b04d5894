"""Which project a command means, which articles it has, and what lies beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from translate.config import Project, load_project
from translate.errors import ArticleError, BabelpressError, ProjectError, UsageError
from translate.files import shown
from translate.workflow.articles import read_article, read_articles, targets_of
from translate.workflow.extract import extract
from translate.workflow.project import article_files, catalog_folders, open_project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.md").write_text("A cat sleeps.\n", "utf-8")
    (folder / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es"]\n', "utf-8")
    return folder


def both_ways(root: Path, name: str) -> list[list[tuple[str, str]]]:
    """Return path and name of an article, or what is wrong with it: by pattern, and by name."""
    answers = []
    for named in ([], [root / name]):
        project = open_project(named, root)
        read, failures = read_articles(project, article_files(project, named))
        answers.append(
            [(one.path, one.name) for one in read if one.path == name]
            + [("error", str(error)) for error in failures]
        )
    return answers


class TestLinks:
    def test_one_inside_the_project_is_an_article_of_its_own_name(self, root: Path) -> None:
        (root / "texts").mkdir()
        (root / "texts" / "real.md").write_text("A dog barks.\n", "utf-8")
        (root / "articles" / "link.md").symlink_to("../texts/real.md")
        by_pattern, by_name = both_ways(root, "articles/link.md")
        assert by_pattern == by_name == [("articles/link.md", "link")]

    def test_one_out_of_the_project_is_refused_both_ways(self, root: Path) -> None:
        outside = root.parent / "outside.md"
        outside.write_text("A secret.\n", "utf-8")
        (root / "articles" / "link.md").symlink_to(outside)
        by_pattern, by_name = both_ways(root, "articles/link.md")
        words = f"articles/link.md: this is a link out of the project, to {shown(outside)}"
        assert by_pattern == by_name
        ((kind, said),) = by_name
        assert kind == "error"
        assert said.endswith(words)

    def test_a_folder_that_leads_out_of_the_project_is_refused_both_ways(self, root: Path) -> None:
        outside = root.parent / "outside"
        outside.mkdir()
        (outside / "b.md").write_text("A secret.\n", "utf-8")
        (root / "articles" / "more").symlink_to(outside)
        (root / "translate.toml").write_text('[project]\narticles = ["articles/*/*.md"]\n')
        by_pattern, by_name = both_ways(root, "articles/more/b.md")
        assert by_pattern == by_name
        assert "a link out of the project" in by_name[0][1]

    def test_one_that_leads_in_a_circle_is_one_sentence(self, root: Path) -> None:
        (root / "articles" / "round.md").symlink_to("round.md")
        with pytest.raises(ArticleError):
            read_article(open_project([], root), root / "articles" / "round.md")

    def test_a_project_that_is_reached_over_a_link_is_the_same_project(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (root.parent / "alias").symlink_to(root)
        monkeypatch.chdir(root.parent)
        for named in (Path("alias/articles/a.md"), Path("project/articles/../articles/a.md")):
            project = open_project([named], root.parent)
            assert project.root == root
            assert article_files(project, [named]) == [root / "articles" / "a.md"]

    def test_a_folder_without_project_file_is_the_home_of_its_links(self, tmp_path: Path) -> None:
        (tmp_path / "real.md").write_text("---\nlang: en\n---\nA dog barks.\n", "utf-8")
        (tmp_path / "link.md").symlink_to("real.md")
        project = open_project([tmp_path / "link.md"], tmp_path)
        (file,) = article_files(project, [tmp_path / "link.md"])
        assert read_article(project, file).name == "link"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_no_article_and_nobody_waits_for_it(root: Path) -> None:
    os.mkfifo(root / "articles" / "pipe.md")
    with pytest.raises(ArticleError, match="no ordinary file"):
        read_article(open_project([], root), root / "articles" / "pipe.md")


def test_what_was_built_is_no_article(root: Path) -> None:
    (root / "translate.toml").write_text('[project]\narticles = ["."]\n')
    for folder in ("build/es", "locales/es"):
        (root / folder).mkdir(parents=True)
        (root / folder / "a.md").write_text("Un gato duerme.\n", "utf-8")
    assert article_files(open_project([], root), []) == [root / "articles" / "a.md"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("old_backup", "“old_backup” is no language tag, so the folder is passed over"),
        ("es.bak", "“es.bak” is spelt es here, so the folder is passed over"),
        ("pt-BR", "“pt-BR” is spelt pt_BR here, so the folder is passed over"),
    ],
)
def test_a_folder_of_catalogs_that_is_no_language_s_stops_nothing(
    root: Path, name: str, words: str
) -> None:
    (root / "translate.toml").write_text('[project]\nsource = "en"\n')
    for folder in (name, "ca"):
        place = root / "locales" / folder / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "a.po").write_text('msgid ""\nmsgstr ""\n')
    project = open_project([], root)
    found = catalog_folders(project)
    assert [(one.path, one.message) for one in found.strange] == [
        (f"locales/{name}/LC_MESSAGES", words)
    ]
    assert targets_of(project, read_article(project, root / "articles" / "a.md")) == ("ca",)


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ("[]", "no target language is known"),
        ('["en"]', "articles/a.md is in English already, and no other target language is named"),
        ('["EN", "en"]', "is in English already"),
    ],
)
def test_targets_that_are_the_source_are_called_so(root: Path, targets: str, words: str) -> None:
    (root / "translate.toml").write_text(f'[project]\nsource = "en"\ntargets = {targets}\n')
    project = load_project(root / "translate.toml")
    with pytest.raises(UsageError, match=words):
        extract(project, [read_article(project, root / "articles" / "a.md")])


def test_articles_of_two_projects_are_not_mixed(root: Path) -> None:
    other = root.parent / "b.md"
    other.write_text("A dog barks.\n", "utf-8")
    with pytest.raises(UsageError, match="different projects"):
        open_project([root / "articles" / "a.md", other], root)


def test_no_pattern_at_all_finds_nothing_in_words(root: Path) -> None:
    with pytest.raises(ProjectError, match="matches no pattern at all"):
        article_files(Project(root, articles=()), [])
    assert issubclass(ProjectError, BabelpressError)
