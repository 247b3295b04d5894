"""`translate init`: a project file to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translate.cli import output
from translate.cli.options import From, To, tags
from translate.errors import UsageError

_TEMPLATE = """\
# The project file of Babelpress. Every key may be left out; these are the defaults.

[project]
name = {name}
source = {source}                        # of the articles; an article's own `lang` wins
targets = [{targets}]                    # the languages to translate into
articles = ["articles/**/*"]             # every .txt and .md file in it
segmentation = "sentence"                # one PO entry a sentence; or "block": one a paragraph
porefs = "file"                          # references name the file; or "line": the line, too
front_matter = [
  "title", "description", "summary", "subtitle", "excerpt", "abstract", "tagline", "alt", "caption",
  "sidebar_label", "pagination_label", "linkTitle",
]

[draft]
engines = ["argos", "firefox", "apertium"]  # in order of preference; see: translate engines
typography = true                        # quotation marks, spaces, signs of the language

[memory]                                 # sentences that a person translated before
exact = "fuzzy"                          # the same sentence “needs work”; or "reviewed": taken

[publish]
states = ["reviewed", "machine", "suspect"] # what may appear in build/
stale = "earlier"                        # of a changed sentence; or "draft", "source"
untranslated = "withhold"                # the page waits; or "source": it appears untranslated
assets = "copy"                          # images and files beside the article; or "link": to them

[markdown]                               # dialects are seen from mkdocs.yml, hugo.toml and the like
# dialects = ["mkdocs"]                  # or named here

[furniture]                              # lines of web pages that are no part of an article
action = "drop"                          # or "keep"
lines = []                               # more of them, beside the built-in list
"""


Git = Annotated[
    bool,
    typer.Option(
        "--git",
        help="Let git merge PO files entry by entry, in this clone; an existing project is set up.",
    ),
]


def init(
    folder: Annotated[Path, typer.Argument(help="The folder of the project.")] = Path(),
    source: From = None,
    targets: To = None,
    git: Git = False,
) -> None:
    """Start a project: write its project file.

    Writes translate.toml, with every key and its default, and makes the folder articles/. An
    existing project file is never overwritten.

    With --git: lines in .gitattributes and .gitignore, and the merge driver (translate merge) in
    the settings of this clone. They are not in the repository: every clone needs it once.
    """
    from translate.config import PROJECT_FILE
    from translate.files import shown

    file = folder.resolve() / PROJECT_FILE
    if not file.exists():
        _start(file, source, targets)
    elif not git:
        raise UsageError(f"{shown(file)} exists already; it was left as it is")
    if git:
        _set_up_git(file.parent)


def _start(file: Path, source: str | None, targets: list[str] | None) -> None:
    from translate.config import load_project
    from translate.files import shown, write_atomically
    from translate.language_names import named

    text = _TEMPLATE.format(
        name=_quote(file.parent.name),
        source=_quote(named(source or "en")),
        targets=", ".join(_quote(tag) for tag in tags(targets or ["es"])),
    )
    (file.parent / "articles").mkdir(parents=True, exist_ok=True)
    write_atomically(file, text.encode("utf-8"), file.parent)
    load_project(file)
    output.emit(shown(file))
    output.say("Put articles into articles/, then: translate run")


def _set_up_git(root: Path) -> None:
    from translate.files import shown
    from translate.workflow.repository import set_up_git

    for path in set_up_git(root):
        output.emit(shown(path))
    output.say("git merges the PO files of this clone entry by entry; other clones need this, too")


def _quote(word: str) -> str:
    import json

    return json.dumps(word, ensure_ascii=False)
