"""Which dialects of Markdown an article is written in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translate.config import Project, load_project
from translate.errors import ProjectError
from translate.formats.markdown.dialects.table import DIALECTS
from translate.workflow.dialects import dialects_of

DOCS = Path(__file__).parents[2] / "docs"


def put(root: Path, name: str, text: str = "") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def project(root: Path, text: str = "") -> Project:
    return load_project(put(root, "translate.toml", text))


@pytest.mark.parametrize(
    ("sign", "text", "wanted"),
    [
        pytest.param("mkdocs.yml", "", {"mkdocs"}, id="mkdocs"),
        pytest.param(
            "mkdocs.yml",
            "extra: {}\nmarkdown_extensions:\n  - attr_list\n",
            {"mkdocs", "attribute-lists"},
            id="mkdocs with attributes",
        ),
        pytest.param("mkdocs.yml", "extra:\n  a: b\n", {"mkdocs"}, id="mkdocs without attributes"),
        pytest.param(
            "mkdocs.yml",
            "markdown_extensions:\n- toc:\n"
            "    slugify: !!python/object/apply:pymdownx.slugs.slugify\n"
            "      kwds: {case: lower}\n",
            {"mkdocs", "slugs"},
            id="mkdocs with slugs of its own",
        ),
        pytest.param(
            "zensical.toml",
            "",
            {"zensical", "mkdocs", "attribute-lists"},
            id="zensical is built on mkdocs",
        ),
        pytest.param(
            "zensical.toml",
            "[project.markdown_extensions]\ntoc = {}\n",
            {"zensical", "mkdocs"},
            id="zensical without attributes",
        ),
        pytest.param("docusaurus.config.ts", "", {"docusaurus", "mdx"}, id="docusaurus reads mdx"),
        pytest.param("hugo.toml", "", {"hugo"}, id="hugo"),
        pytest.param("config.toml", 'baseURL = "https://a.org/"\n', {"hugo"}, id="hugo's old name"),
        pytest.param("config.toml", 'base_url = "https://a.org/"\n', {"zola"}, id="zola"),
        pytest.param("config.toml", "threads = 2\n", set(), id="the settings of something else"),
        pytest.param("_config.yml", "", {"jekyll", "kramdown"}, id="jekyll"),
        pytest.param("_config.yml", "title: A\nsphinx:\n", {"myst"}, id="jupyter book"),
        pytest.param(".obsidian/app.json", "{}", {"obsidian"}, id="an obsidian vault"),
        pytest.param("conf.py", "extensions = ['myst_parser']\n", {"myst"}, id="sphinx with myst"),
        pytest.param("conf.py", "extensions = []\n", set(), id="sphinx without myst"),
        pytest.param("README.md", "", set(), id="no sign"),
    ],
)
def test_a_sign_shows_the_dialect(tmp_path: Path, sign: str, text: str, wanted: set[str]) -> None:
    here = project(tmp_path)
    put(tmp_path, sign, text)
    assert dialects_of(here, put(tmp_path, "articles/deep/a.md")) == wanted


def test_a_sign_counts_above_a_project_in_the_same_repository(tmp_path: Path) -> None:
    put(tmp_path, ".git/HEAD")
    put(tmp_path, "mkdocs.yml")
    article = put(tmp_path, "docs/a.md")
    assert dialects_of(Project(article.parent), article) == {"mkdocs"}


def test_a_sign_outside_of_the_repository_does_not_count(tmp_path: Path) -> None:
    put(tmp_path, "mkdocs.yml")
    put(tmp_path, "site/.git/HEAD")
    article = put(tmp_path, "site/docs/a.md")
    assert dialects_of(Project(article.parent), article) == frozenset()


def test_named_dialects_count_instead_of_those_that_are_seen(tmp_path: Path) -> None:
    put(tmp_path, "mkdocs.yml")
    article = put(tmp_path, "articles/a.md")
    named = project(tmp_path, '[markdown]\ndialects = ["zensical", "obsidian"]')
    assert dialects_of(named, article) == {"zensical", "mkdocs", "obsidian"}
    assert dialects_of(project(tmp_path, "[markdown]\ndialects = []"), article) == frozenset()


def test_the_suffix_mdx_counts_whatever_is_named(tmp_path: Path) -> None:
    named = project(tmp_path, '[markdown]\ndialects = ["hugo"]')
    assert dialects_of(named, put(tmp_path, "articles/a.mdx")) == {"hugo", "mdx"}


@pytest.mark.parametrize(
    ("name", "hint"), [("Obsidain", "“obsidian”"), ("asciidoc", "Known: attribute-lists, ")]
)
def test_an_unknown_dialect_is_an_error_with_a_way_out(
    tmp_path: Path, name: str, hint: str
) -> None:
    named = project(tmp_path, f'[markdown]\ndialects = ["{name}"]')
    with pytest.raises(ProjectError, match=f"translate.toml: “{name}”") as caught:
        dialects_of(named, put(tmp_path, "articles/a.md"))
    assert hint in caught.value.hint


def test_the_documents_name_every_dialect() -> None:
    text = (DOCS / "how-to.md").read_text("utf-8")
    known = re.search(r"^Known are (.*?)\. An empty", text, re.MULTILINE | re.DOTALL)
    assert known
    assert re.findall(r"`([\w-]+)`", known.group(1)) == sorted(DIALECTS)
