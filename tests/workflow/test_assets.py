"""What an article names beside other articles is there for its localized pages, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.command import snapshot, translate

ARTICLE = """\
---
title: The harbour
cover: img/cover.jpg
---

![the quay](img/a%20b.png "t")

The port: <img src="img/c.png" srcset="img/c.png 1x, img/c2.png 2x">.

Read [the map](files/map.pdf#page=2), [the other one](b.md), [our site](https://x.y/z.png),
[the shop](/shop/) and [the law][law]. `![no](img/no.png)`

<video poster="../shared/p.jpg"></video>

[law]: files/law.pdf "The law"
"""
FILES = (
    "img/cover.jpg", "img/a b.png", "img/c.png", "img/c2.png", "files/map.pdf", "files/law.pdf",
    "../shared/p.jpg",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "work"
    (place / "articles/deep").mkdir(parents=True)
    (place / "translate.toml").write_text('[project]\nsource = "en"\ntargets = ["es"]\n')
    (place / "articles/deep/a.md").write_text(ARTICLE, encoding="utf-8")
    (place / "articles/deep/b.md").write_text("Another text.\n", encoding="utf-8")
    for name in FILES:
        file = place / "articles/deep" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    return place


def configure(folder: Path, line: str) -> None:
    with (folder / "translate.toml").open("a") as file:
        file.write(f"[publish]\n{line}\n")


def test_assets_are_copied_beside_the_localized_article(folder: Path) -> None:
    done = translate(folder, "run", "--engine", "echo")
    assert done.returncode == 0, done.stderr
    assert (folder / "build/es/deep/a.md").read_text("utf-8") == ARTICLE
    for name in FILES:
        assert (folder / "build/es/deep" / name).read_bytes() == name.encode()
    before = snapshot(folder)
    assert translate(folder, "build").returncode == 0
    assert snapshot(folder) == before


def test_links_lead_to_the_assets_where_the_project_wants_no_copies(folder: Path) -> None:
    configure(folder, 'assets = "link"')
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    assert sorted(path.name for path in (folder / "build").rglob("*.*")) == ["a.md", "b.md"]
    text = (folder / "build/es/deep/a.md").read_text("utf-8")
    there = "../../../articles/deep"
    changed = ARTICLE
    for name in ("img/c", "img/a%20b", "files/law", "files/map"):
        changed = changed.replace(name, f"{there}/{name}")
    changed = changed.replace("../shared/", "../../../articles/shared/")
    changed = changed.replace("`![no](../../../articles/deep/img", "`![no](img")
    assert text == changed


def test_a_changed_asset_is_copied_again_and_a_persons_file_is_not_written_over(
    folder: Path,
) -> None:
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    (folder / "articles/deep/img/c.png").write_bytes(b"new")
    (folder / "build/es/deep/img/c2.png").write_bytes(b"a person's")
    done = translate(folder, "build")
    assert done.returncode == 1
    assert (folder / "build/es/deep/img/c.png").read_bytes() == b"new"
    assert (folder / "build/es/deep/img/c2.png").read_bytes() == b"a person's"
    assert "build/es/deep/img/c2.png holds something else" in done.stderr


@pytest.mark.parametrize(
    ("address", "line", "reason"),
    [
        ("img/gone.png", 6, "“img/gone.png” names a file that is not there"),
        ("../../../out.png", 6, "names a file outside of the project"),
        ("out-link.png", 6, "leads out of the project"),
    ],
)
def test_what_cannot_be_copied_is_named_with_its_line(
    folder: Path, address: str, line: int, reason: str
) -> None:
    (folder.parent / "out.png").write_bytes(b"secret")
    (folder / "articles/deep/out-link.png").symlink_to(folder.parent / "out.png")
    text = ARTICLE.replace("img/a%20b.png", address)
    (folder / "articles/deep/a.md").write_text(text, encoding="utf-8")
    done = translate(folder, "run", "--engine", "echo")
    assert done.returncode == 1
    (said,) = [one for one in done.stderr.splitlines() if reason in one]
    assert said.startswith(f"articles/deep/a.md:{line}: ")
    assert b"secret" not in {path.read_bytes() for path in (folder / "build").rglob("*.*")}


def test_an_address_of_the_site_itself_is_left_alone(folder: Path) -> None:
    (folder / "static/images").mkdir(parents=True)
    (folder / "static/images/x.png").write_bytes(b"x")
    text = ARTICLE.replace("img/cover.jpg", "images/x.png")
    (folder / "articles/deep/a.md").write_text(text, encoding="utf-8")
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    assert (folder / "build/es/deep/a.md").read_text("utf-8") == text


def test_a_file_that_a_vault_embeds_by_its_name_is_found_wherever_it_lies(folder: Path) -> None:
    (folder / "attachments").mkdir()
    (folder / "attachments/a plan.png").write_bytes(b"plan")
    (folder / "articles/deep/b.md").write_text("The plan: ![[a plan.png|300]]\n", encoding="utf-8")
    done = translate(folder, "run", "--engine", "echo")
    assert done.returncode == 0, done.stderr
    assert (folder / "build/es/deep/a plan.png").read_bytes() == b"plan"
    assert (folder / "build/es/deep/b.md").read_text("utf-8") == "The plan: ![[a plan.png|300]]\n"


def test_what_is_left_of_articles_that_are_gone_is_said_and_pruned(folder: Path) -> None:
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    (folder / "build/es/notes.md").write_text("A person's notes.\n")
    (folder / "articles/deep/a.md").unlink()
    done = translate(folder, "build")
    assert "build/es/deep/a.md: its article is gone; --prune removes it" in done.stderr
    assert "build/es/notes.md: its article is gone; remove it if" in done.stderr
    assert (folder / "build/es/deep/a.md").exists()
    (folder / "build/es/deep/img/c.png").write_bytes(b"a person's")
    done = translate(folder, "build", "--prune")
    assert "build/es/deep/a.md: removed, its article is gone" in done.stderr
    left = sorted(path.name for path in (folder / "build").rglob("*.*"))
    assert left == ["b.md", "c.png", "notes.md"]
    assert not (folder / "build/es/deep/files").exists()


def test_the_last_article_of_a_project_is_pruned_too(folder: Path) -> None:
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    shutil.rmtree(folder / "articles")
    assert translate(folder, "build", "--prune").returncode == 2
    assert not list((folder / "build").rglob("*.*"))


def test_nothing_is_pruned_without_a_record_of_what_was_built(folder: Path) -> None:
    assert translate(folder, "run", "--engine", "echo").returncode == 0
    shutil.rmtree(folder / ".translate")
    (folder / "articles/deep/a.md").unlink()
    done = translate(folder, "build", "--prune")
    assert (folder / "build/es/deep/a.md").exists()
    assert "build/es/deep/a.md: its article is gone; remove it if it is of no use" in done.stderr
