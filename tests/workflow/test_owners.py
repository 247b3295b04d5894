"""A name is owned by one article: no second one takes over its catalogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from tests.cli.command import snapshot, translate

ONE = "The first article speaks of bread.\n"
OTHER = "The second one speaks of rivers.\n"
TRANSLATED = "El primer artículo habla de pan."
CONFIGURED = '[project]\nsource = "en"\ntargets = ["es"]\narticles = ["articles/*", "posts/*"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of one article, whose only sentence a person translated."""
    place = tmp_path / "work"
    (place / "articles").mkdir(parents=True)
    (place / "posts").mkdir()
    (place / "translate.toml").write_text(CONFIGURED)
    (place / "articles/a.md").write_text(ONE)
    assert run(place, "articles/a.md") == (0, "")
    path = catalog(place)
    file = polib.pofile(str(path))
    file[0].msgstr = TRANSLATED
    file[0].flags.remove("fuzzy")
    file.save()
    assert run(place, "articles/a.md") == (0, "")
    return place


def run(folder: Path, *articles: str) -> tuple[int, str]:
    done = translate(folder, "run", *articles, "--engine", "echo")
    errors = [line for line in done.stderr.splitlines() if line.startswith("translate: ")]
    return done.returncode, "\n".join(errors)


def catalog(folder: Path, name: str = "a") -> Path:
    return folder / f"locales/es/LC_MESSAGES/{name}.po"


def without_template(folder: Path) -> None:
    (folder / "locales/templates/a.pot").unlink()


def without_references(folder: Path) -> None:
    path = catalog(folder)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("#:")), "utf-8")


@pytest.mark.parametrize("second", ["posts/a.md", "posts/a.txt", "articles/a.txt", "a.md"])
@pytest.mark.parametrize("lose", [lambda _: None, without_template, without_references])
def test_a_second_article_of_a_name_is_refused(
    folder: Path, second: str, lose: Callable[[Path], None]
) -> None:
    lose(folder)
    (folder / second).write_text(OTHER)
    before = snapshot(folder)
    for verb in ("run", "extract", "draft", "build", "status"):
        done = translate(folder, verb, second)
        assert done.returncode == 2, verb
        assert f"{second}: its catalogs would be those of articles/a.md" in done.stderr
        assert "Rename one of the two." in done.stderr
    assert snapshot(folder) == before


def test_nothing_is_imported_into_the_catalog_of_another_article(folder: Path) -> None:
    (folder / "posts/a.md").write_text(OTHER)
    (folder / "es.md").write_text("El segundo habla de ríos.\n")
    before = snapshot(folder)
    done = translate(folder, "import", "posts/a.md", "es.md", "--to", "es")
    assert done.returncode == 2
    assert "those of articles/a.md" in done.stderr
    assert snapshot(folder) == before


def test_the_owner_goes_on_where_all_articles_are_meant(folder: Path) -> None:
    (folder / "articles/a.txt").write_text(OTHER)
    (folder / "posts/b.md").write_text(OTHER)
    code, said = run(folder)
    assert (code, said.count("\n")) == (2, 0)
    assert said.startswith(
        "translate: articles/a.txt: its catalogs would be those of articles/a.md"
    )
    assert polib.pofile(str(catalog(folder)))[0].msgstr == TRANSLATED
    assert catalog(folder, "b").exists()


@pytest.mark.parametrize(
    "now", ["posts/a.md", "articles/a.txt", "articles/A.md", "articles/a.markdown", "articles/b.md"]
)
def test_an_article_that_was_renamed_takes_its_translations_along(folder: Path, now: str) -> None:
    (folder / "articles/a.md").rename(folder / now)
    assert run(folder, now) == (0, "")
    (entry,) = polib.pofile(str(catalog(folder, Path(now).stem)))
    assert (entry.msgstr, entry.fuzzy) == (TRANSLATED, False)
    assert (folder / f"build/es/{Path(now).name}").read_text() == TRANSLATED + "\n"


def test_the_way_out_works(folder: Path) -> None:
    (folder / "posts/a.md").write_text(ONE)
    assert run(folder, "posts/a.md")[0] == 2
    (folder / "articles/a.md").unlink()
    assert run(folder, "posts/a.md") == (0, "")
    assert polib.pofile(str(catalog(folder)))[0].msgstr == TRANSLATED


def test_a_name_in_another_case_is_the_same_file_where_the_system_says_so(folder: Path) -> None:
    """A link stands in for a file system that takes `A.md` and `a.md` for one name."""
    path = catalog(folder)
    path.write_text(path.read_text("utf-8").replace("articles/a.md", "articles/A.md"), "utf-8")
    (folder / "articles/A.md").symlink_to(folder / "articles/a.md")
    assert run(folder, "articles/a.md") == (0, "")


def test_a_reference_in_another_spelling_is_the_same_file(folder: Path) -> None:
    path = catalog(folder)
    spelt = path.read_text("utf-8").replace("articles/a.md", "posts/../articles/./a.md")
    path.write_text(spelt, "utf-8")
    assert run(folder, "articles/a.md") == (0, "")


def test_a_catalog_of_a_program_is_never_taken_over(folder: Path) -> None:
    (folder / "main.c").write_text('puts(_("Hello"));\n')
    catalog(folder, "shop").write_text('#: main.c:1\nmsgid "Hello"\nmsgstr "Hola"\n')
    (folder / "articles/shop.md").write_text(OTHER)
    code, said = run(folder, "articles/shop.md")
    assert code == 2
    assert "those of main.c" in said
