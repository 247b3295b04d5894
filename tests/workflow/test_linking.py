"""Links of localized articles: headings keep their ids, what leads nowhere is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.config import Project, load_project
from translate.workflow.articles import read_articles
from translate.workflow.linking import Localized, finished, lost
from translate.workflow.links import Linked
from translate.workflow.project import article_files

ARTICLES = {
    "articles/a.md": "# Garden\n\n[b](sub/b.md#a-stove) [top](#garden) [README](../README.md)\n",
    "articles/sub/b.md": "# Kitchen\n\n## A stove\n\n[a](../a.md) [page](../a) [root](/en/a/)\n",
    "README.md": "# About\n",
}
PORTUGUESE = {
    "articles/a.md": ARTICLES["articles/a.md"].replace("Garden", "Jardim"),
    "articles/sub/b.md": ARTICLES["articles/sub/b.md"].replace("A stove", "Um fogão"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    put(tmp_path, ARTICLES)
    put(tmp_path, {"translate.toml": '[project]\nsource = "en"\ntargets = ["pt"]\n'})
    return load_project(tmp_path / "translate.toml")


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def made(project: Project, texts: dict[str, str]) -> list[Linked]:
    articles, failures = read_articles(project, article_files(project, []))
    assert not failures
    return finished(
        project, [Localized(one, "pt", texts[one.path]) for one in articles if one.path in texts]
    )


def named(project: Project, pages: list[Linked]) -> list[str]:
    for page in pages:
        put(project.root, {page.path: page.text})
    articles, _ = read_articles(project, article_files(project, []))
    return [f"{one.path}:{one.line}: {one.message}" for one in lost(project, articles, pages)]


def test_links_between_localized_articles_stay_and_lead_somewhere(project: Project) -> None:
    pages = made(project, PORTUGUESE)
    assert [page.text for page in pages] == [
        '# <a id="garden"></a>Jardim\n\n[b](sub/b.md#a-stove) [top](#garden)'
        " [README](../../README.md)\n",
        '# Kitchen\n\n## <a id="a-stove"></a>Um fogão\n\n[a](../a.md) [page](../a)'
        " [root](/pt/a/)\n",
    ]
    assert named(project, pages) == []


def test_a_link_to_what_is_not_localized_leads_to_the_article(project: Project) -> None:
    (page,) = made(project, {"articles/sub/b.md": PORTUGUESE["articles/sub/b.md"]})
    assert "[a](../../../articles/a.md) [page](../../../articles/a.md) [root](/en/a/)" in page.text
    assert named(project, [page]) == []


def test_an_earlier_build_of_an_article_is_where_links_lead(project: Project) -> None:
    put(project.root, {"build/pt/a.md": "# Jardim\n"})
    (page,) = made(project, {"articles/sub/b.md": PORTUGUESE["articles/sub/b.md"]})
    assert "[a](../a.md) [page](../a) [root](/pt/a/)" in page.text


def test_a_project_can_do_without_ids(project: Project) -> None:
    put(
        project.root,
        {"translate.toml": '[project]\nsource = "en"\n[publish]\nheading_ids = "off"\n'},
    )
    pages = made(load_project(project.root / "translate.toml"), PORTUGUESE)
    assert "# Jardim\n" in pages[0].text


def test_articles_that_equal_their_source_are_written_as_they_are(project: Project) -> None:
    texts = {"articles/sub/b.md": ARTICLES["articles/sub/b.md"], "articles/a.md": "# Jardim\n"}
    assert made(project, texts)[1].text == texts["articles/sub/b.md"].replace("/en/", "/pt/")


def test_a_link_that_leads_nowhere_is_named_once_where_it_stands(project: Project) -> None:
    wrong = "# Garden\n\n[x](gone.md)\n\n[y](sub/b.md#stoves) [z](#gardens) [ok](gone/)\n"
    put(project.root, {"articles/a.md": wrong})
    texts = {"articles/a.md": wrong.replace("Garden", "Jardim"), "articles/sub/b.md": "# Y\n"}
    assert named(project, made(project, texts)) == [
        "articles/a.md:3: the link “gone.md” leads to no file",
        "articles/a.md:5: the link “sub/b.md#stoves” asks for a place that articles/sub/b.md does"
        " not have; did you mean “#a-stove”?",
        "articles/a.md:5: the link “#gardens” asks for a place that articles/a.md does not have;"
        " did you mean “#garden”?",
    ]


def test_a_link_that_a_translation_breaks_is_named_in_the_localized_article(
    project: Project,
) -> None:
    texts = dict(PORTUGUESE)
    texts["articles/a.md"] = "# Jardim\n\n[b](sub/b.md#um-forno) [c](#jardim)\n"
    found = named(project, made(project, texts))
    assert [one.split(" asks")[0] for one in found] == [
        "build/pt/a.md:3: the link “sub/b.md#um-forno”"
    ]
