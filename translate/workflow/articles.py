"""The articles of a project: read, and what each asks of its catalogs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translate import catalog, formats, inline, segment
from translate.catalog import Key, contexts
from translate.config import Project
from translate.errors import (
    ArticleError,
    BabelpressError,
    CatalogError,
    LanguageError,
    ProjectError,
)
from translate.files import shown
from translate.formats.furniture import lines_of
from translate.language_names import named
from translate.languages import base, canonical, english_name, word_joiner
from translate.model import Block, BlockKind, Document, Message, Segment, Translation
from translate.suggest import nearest
from translate.workflow.dialects import dialects_of
from translate.workflow.guess import guess
from translate.workflow.owners import require_own
from translate.workflow.project import article_files, catalog_folder, catalog_folders

_ANY = "en"  # to read an article for the first time, when its language is not yet known
# Beyond this an article is some other kind of file; the tools around PO files would choke, too.
_LARGEST = 64 * 1024 * 1024
_UNREMARKABLE = frozenset({BlockKind.PARAGRAPH, BlockKind.METADATA})


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was read. `path` is its place in the project, with `/`.

    `name` is the path of its catalogs and its builds without suffix: `a/b` for `articles/a/b.md`.
    `guessed` says that nobody declared the language.
    """

    path: str
    name: str
    language: str
    document: Document
    form: formats.Format
    guessed: bool = False

    @property
    def suffix(self) -> str:
        """The suffix of the file, with its dot."""
        return Path(self.path).suffix

    def markup(self, block: Block) -> formats.Markup:
        """Return how the words and codes of a block are spelt, in the article's dialects."""
        return self.form.markup(block, self.document.dialects)

    def structure(self, text: str) -> object:
        """Return the tree of blocks of a text, read in the article's dialects."""
        return self.form.structure(text, self.document.dialects)

    def catalog(self, project: Project, target: str) -> Path:
        """Return the place of the catalog in a language."""
        return _catalog(project, self.name, target)

    def template(self, project: Project) -> Path:
        """Return the place of the template of its catalogs."""
        return project.locales / "templates" / f"{self.name}.pot"

    def build(self, project: Project, target: str) -> Path:
        """Return the place of the localized article."""
        return project.build / canonical(target) / f"{self.name}{self.suffix}"


def read_articles(
    project: Project, files: Iterable[Path]
) -> tuple[list[Article], list[BabelpressError]]:
    """Read articles; those that cannot be read come back as the errors they raised.

    So does one whose catalogs are another article's. Raises `ProjectError` where two articles
    would share one catalog that is neither's yet.
    """
    articles: list[Article] = []
    failures: list[BabelpressError] = []
    for file in files:
        try:
            article = read_article(project, file)
            require_own(project, article.name, file)
            articles.append(article)
        except (ArticleError, LanguageError) as error:
            failures.append(error)
    by_name: dict[str, str] = {}
    for article in articles:
        other = by_name.setdefault(article.name, article.path)
        if other != article.path:
            raise ProjectError(
                f"{shown(project.root / other)} and {shown(project.root / article.path)} would"
                f" share one catalog, {article.name}.po",
                hint="Rename one of them.",
            )
    return articles, failures


def neighbours(project: Project, articles: Sequence[Article]) -> list[Article]:
    """Return the project's other articles, for what people said in them counts in these.

    Those that cannot be read are passed over: nobody has asked for them.
    """
    here = {article.path for article in articles}
    try:
        files = article_files(project, [])
        found, _ = read_articles(project, [f for f in files if _path(project, f) not in here])
    except ProjectError:
        return []
    return found


def read_article(project: Project, file: Path) -> Article:
    """Read one article. Raises `ArticleError`, or `LanguageError` for the tag that it declares."""
    name = name_of(project, file)
    _require_inside(project, file)
    form, source = _source(file)
    language = _said_language(project, form.language(source), name, shown(file))
    guessed = language is None
    if language is None:
        read = form.parse(source, _options(project, file, _ANY))
        language = _guessed_language(read, shown(file))
    document = form.parse(source, _options(project, file, language))
    return Article(_path(project, file), name, language, document, form, guessed)


def read_localized(project: Project, file: Path, language: str) -> Article:
    """Read an article in a language that is known, whatever it declares and wherever it lies.

    Raises `ArticleError` where it cannot be read.
    """
    form, source = _source(file)
    document = form.parse(source, _options(project, file, language))
    return Article(_path(project, file), file.stem, language, document, form)


def _require_inside(project: Project, file: Path) -> None:
    """Refuse a link out of the project, however the article was named: a clone has it broken."""
    try:
        target = file.resolve()
    except RuntimeError:  # how Python before 3.13 reports links that lead in a circle
        raise ArticleError(f"{shown(file)}: its links lead in a circle") from None
    if not target.is_relative_to(project.root):
        raise ArticleError(
            f"{shown(file)}: this is a link out of the project, to {shown(target)}",
            hint="Copy the article into the project.",
        )


def _source(file: Path) -> tuple[formats.Format, str]:
    place = shown(file)
    if not file.exists():
        raise ArticleError(f"{place}: there is no such file", hint=_alike(file))
    form = formats.format_of(place)
    return form, formats.decode(_read(file, place), place)


def _alike(file: Path) -> str:
    """Return a hint to the article beside a file that is not there whose name is most like it."""
    beside = file.parent.iterdir() if file.parent.is_dir() else ()
    names = [one.name for one in beside if one.suffix.lower() in formats.FORMATS]
    without_suffix = (name for name in names if Path(name).stem == file.name)
    near = next(without_suffix, None) or nearest(file.name, names)
    return f"Did you mean “{shown(file.with_name(near))}”?" if near else ""


def _options(project: Project, file: Path, language: str) -> formats.ParseOptions:
    return formats.ParseOptions(
        split=_splitter(project, language),
        front_matter=project.front_matter,
        furniture=lines_of(base(language), project.furniture),
        joiner=word_joiner(language),
        dialects=dialects_of(project, file),
    )


def _splitter(project: Project, language: str) -> formats.Segmenter:
    if project.segmentation == "block":
        return _whole
    return lambda text: segment.sentence_spans(text, language)


def _whole(text: str) -> list[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return [(start, end)] if start < end else []


def _read(file: Path, place: str) -> bytes:
    try:
        if file.is_dir():
            raise ArticleError(f"{place}: this is a folder, not an article")
        if file.exists() and not file.is_file():
            raise ArticleError(f"{place}: this is no ordinary file")
        if file.stat().st_size > _LARGEST:
            raise ArticleError(f"{place}: the file is larger than 64 MB; no article is")
        return file.read_bytes()
    except OSError as error:
        raise ArticleError(f"{place}: cannot be read: {error.strerror}") from error


def _said_language(project: Project, declared: str | None, name: str, place: str) -> str | None:
    """Return the language of an article: its own word, the project's, or that of its catalogs."""
    if declared is not None:
        try:
            return named(declared)
        except LanguageError as error:
            raise LanguageError(f"{place}: {error}", hint=error.hint) from None
    if project.source is not None:
        return project.source
    try:
        template = catalog.read(project.locales / "templates" / f"{name}.pot")
        return canonical(template.header["X-Source-Language"])
    except (CatalogError, LanguageError, KeyError):
        return None


def _guessed_language(document: Document, place: str) -> str:
    """Return the language that the words of an article are in. Raises `LanguageError` if unsure."""
    words = (part.text for block in document.blocks for part in block.segments)
    found = guess("\n".join(words))
    if found.language is not None:
        return found.language
    options = (f"--from {tag} ({english_name(tag)})" for tag in found.candidates)
    raise LanguageError(
        f"{place}: the text is too short to tell its language",
        hint=f"Name it: {' or '.join(options) or '--from en (English), for instance'}",
    )


def _path(project: Project, file: Path) -> str:
    try:
        return file.relative_to(project.root).as_posix()
    except ValueError:
        return Path(os.path.relpath(file, project.root)).as_posix()


def name_of(project: Project, file: Path) -> str:
    """Return what an article's catalogs are called.

    Raises `ArticleError` for an article outside of the project.
    """
    for folder in (*project.bases(), project.root):
        if file.is_relative_to(folder):
            return file.relative_to(folder).with_suffix("").as_posix()
    raise ArticleError(
        f"{shown(file)}: the article lies outside of its project, {shown(project.root)}",
        hint="Copy the article into the project.",
    )


def _catalog(project: Project, name: str, target: str) -> Path:
    return catalog_folder(project, target) / f"{name}.po"


def is_translated(project: Project, path: str, target: str) -> bool:
    """Tell whether an article, by its place in the project, is there and has a catalog."""
    file = project.root / path
    return file.is_file() and _catalog(project, name_of(project, file), target).is_file()


def targets_of(project: Project, article: Article) -> tuple[str, ...]:
    """Return the languages that an article is translated into.

    They are the project's targets; where it names none, the languages that the article has
    catalogs in. Its own language is never among them.
    """
    targets = project.targets
    if not targets:
        targets = tuple(
            tag
            for tag in catalog_folders(project).languages
            if article.catalog(project, tag).is_file()
        )
    return tuple(target for target in targets if target != article.language)


def known_translations(
    project: Project, article: Article, target: str
) -> Mapping[Key, Translation]:
    """Return the live entries of an article's catalog, or nothing if there is none yet.

    What a person said in an entry with a msgctxt of their own is used (`contexts.used`).
    Raises `CatalogError` where the file cannot be read.
    """
    path = article.catalog(project, target)
    if not path.exists():
        return {}
    return contexts.used(catalog.translations(catalog.read(path)), project.front_matter)


def has_words(part: Segment) -> bool:
    """Tell whether there is anything to translate: a letter outside of codes, or inside of them."""
    spanned = inline.to_spanned(inline.protect(part))
    bare = list(spanned.text)
    for span in spanned.spans:
        if span.kind != "pair":
            bare[span.start : span.end] = " " * (span.end - span.start)
    return any(char.isalpha() for char in bare) or bool(inline.inner_texts(part))


def messages(article: Article) -> dict[Key, Message]:
    """Return what the article asks of a catalog, in the order of its first use."""
    wanted: dict[Key, Message] = {}
    source = article.document.source
    for block in article.document.blocks:
        note = "" if block.kind in _UNREMARKABLE else block.kind.value
        for part in block.segments:
            line = block.line + source.count("\n", block.start, part.start)
            message = Message(part.text, block.context, ((article.path, line),), note)
            known = wanted.get(message.key)
            if known is not None:
                wanted[message.key] = replace(
                    known, references=(*known.references, *message.references)
                )
            elif has_words(part):
                wanted[message.key] = message
    return wanted


def parts(article: Article) -> dict[Key, tuple[Block, Segment]]:
    """Return the first segment of each entry with its block, for its inline codes."""
    found: dict[Key, tuple[Block, Segment]] = {}
    for block in article.document.blocks:
        for part in block.segments:
            found.setdefault((block.context, part.text), (block, part))
    return found
