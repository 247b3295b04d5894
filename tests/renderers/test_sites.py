"""Whole sites: every link to an anchor leads somewhere, in the source and in the translation."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.command import translate
from tests.renderers.live import RENDERERS, running

GARDEN = """\
---
title: The garden
---

# The garden

First comes [the water]({self}#watering-the-plants), then [the stove]({kitchen}#the-old-stove), then
[the water again]({self}#watering-the-plants{second}), and [the kitchen]({kitchen}).

## Watering the plants

Water them in the morning.

## Watering the plants

Water them again in the evening.
"""
KITCHEN = """\
---
title: The kitchen
---

# The kitchen

## The old *stove*

It stands beside [the garden]({garden}#watering-the-plants{second}) and {absolute}.

## Plates & cups

They come from [the stove](#the-old-stove); count [them](#plates--cups{third}).
"""


class Page(HTMLParser):
    """The ids of a page, and where its links go to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids.add(values.get("id") or "")
        if tag == "a" and values.get("href") and values.get("class") != "headerlink":
            self.links.append(str(values["href"]))


def dead_links(pages: dict[str, Page]) -> list[str]:
    """Return the links of a site that lead to no page or to no element of it."""
    dead = []
    for place, page in pages.items():
        for link in page.links:
            path, _, anchor = link.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(place), path)).lstrip("/")
            found = pages.get(there, pages.get(f"{there}/index.html")) if path else page
            if found is None or (anchor and anchor not in found.ids):
                dead.append(f"{place}: {link}")
    return dead


def translated(root: Path, settings: str, articles: dict[str, str]) -> Path:
    """Write a project, translate it, and return its folder."""
    project = root / "project"
    for name, text in {"translate.toml": settings, **articles}.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    run = translate(project, "run", "--engine", "firefox")
    assert run.returncode == 0, run.stderr
    return project


def test_a_site_of_hugo(tmp_path: Path) -> None:
    if missing := RENDERERS["hugo"].missing():
        pytest.skip(missing)
    languages = "".join(
        f'[languages.{one}]\ncontentDir = "content/{one}"\n' for one in ("en", "pt")
    )
    site = 'baseURL = "http://localhost/"\ndefaultContentLanguageInSubdir = true\n' + languages
    project = translated(
        tmp_path,
        '[project]\nsource = "en"\ntargets = ["pt"]\narticles = ["content/en/**/*.md"]\n',
        {
            "hugo.toml": site,
            "content/en/garden.md": GARDEN.format(
                self="", kitchen="../rooms/kitchen/", second="-1"
            ),
            "content/en/rooms/kitchen.md": KITCHEN.format(
                garden="../../garden/",
                second="-1",
                third="",
                absolute="[it](/en/garden/#the-garden)",
            ),
        },
    )
    shutil.copytree(project / "build" / "pt", project / "content" / "pt")
    (project / "layouts" / "_default").mkdir(parents=True)
    for layout in ("single", "list"):
        (project / "layouts" / "_default" / f"{layout}.html").write_text("{{ .Content }}")
    shutil.copy(project / "hugo.toml", project / "config.toml")  # as Hugo before 0.110 wants it
    subprocess.run(["hugo", "--quiet"], cwd=project, check=True)
    public = project / "public"
    pages = {
        file.relative_to(public).as_posix(): Page(file.read_text("utf-8"))
        for file in public.rglob("index.html")
    }
    assert dead_links(pages) == []
    assert "/pt/garden/#the-garden" in pages["pt/rooms/kitchen/index.html"].links
    headings = re.findall(r"(?m)^##.*", (project / "build/pt/garden.md").read_text("utf-8"))
    assert [one.rsplit(" ", 1)[1] for one in headings] == [
        "{#watering-the-plants}",
        "{#watering-the-plants-1}",
    ]


@pytest.mark.parametrize("name", ["python-markdown", "remark"])
def test_a_folder_of_pages(name: str, tmp_path: Path) -> None:
    renderer = RENDERERS[name]
    if missing := renderer.missing():
        pytest.skip(missing)
    python = name == "python-markdown"
    numbers = {"second": "_1" if python else "-1"}
    articles = {
        "articles/garden.md": GARDEN.format(self="", kitchen="rooms/kitchen.md", **numbers),
        "articles/rooms/kitchen.md": KITCHEN.format(
            garden="../garden.md", third="", absolute="nothing else", **numbers
        ).replace("plates--cups", "plates-cups" if python else "plates--cups"),
    }
    if python:
        articles["mkdocs.yml"] = "markdown_extensions:\n  - attr_list\n  - toc\n"
    settings = '[project]\nsource = "en"\ntargets = ["pt"]\n'
    project = translated(tmp_path, settings, articles)
    for folder in (project / "articles", project / "build" / "pt"):
        files = sorted(folder.rglob("*.md"))
        with running(renderer) as live:
            pages = live.html([file.read_text("utf-8") for file in files])
        names = [file.relative_to(folder).as_posix() for file in files]
        site = {one: Page(html or "") for one, html in zip(names, pages, strict=True)}
        assert dead_links(site) == []
        assert sum(len(page.links) for page in site.values()) == 7
    headings = re.findall(r"(?m)^#.*", (project / "build" / "pt" / "garden.md").read_text("utf-8"))
    assert len({*headings} & {*re.findall(r"(?m)^#.*", articles["articles/garden.md"])}) == 0
