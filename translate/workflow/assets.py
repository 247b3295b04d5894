"""Assets: what an article names beside other articles is there for its localized pages, too."""

from __future__ import annotations

import glob
import posixpath
from dataclasses import dataclass, replace

from translate import formats
from translate.config import Project
from translate.errors import BabelpressError
from translate.files import write_atomically
from translate.model import Finding, Link, LinkKind
from translate.publish import links as ways
from translate.publish.assets import Asset, assets, is_outside, must_be_there
from translate.workflow.built import BuiltFiles
from translate.workflow.links import Linked

# Where generators keep what every page can ask for.
_SITE_FOLDERS = ("", "static", "public", "assets", "source", "content", "docs", "src")


@dataclass(frozen=True, slots=True)
class Supplied:
    """A localized page whose assets are within reach, and what a person should know of them.

    `copies` are files of the project by their places beside the page.
    """

    page: Linked
    copies: dict[str, str]
    findings: tuple[Finding, ...]


def supplied(project: Project, source: str, page: Linked) -> Supplied:
    """Say which files a localized page needs beside it, or make its links lead to them.

    `source` is the text of the article. What lies outside of the project is left alone, as is what
    cannot stand within `build/` without leaving it: links lead there.
    """
    copies: dict[str, str] = {}
    findings: dict[str, Finding] = {}
    lines = _lines(source, page)

    def address_of(link: Link) -> str:
        address = ways.parsed(link.address)
        if address is None or ways.is_article(address.path, _articles()):
            return link.address
        found = _found(project, page, address)
        if link.kind is LinkKind.EMBEDDED and isinstance(found, str):
            found = _by_name(project, page, address) or found
        if isinstance(found, str):
            if must_be_there(link, address) and not _is_served(project, address):
                said = f"“{link.address}” {found}"
                findings[said] = Finding(page.article, lines.get(link.address, 0), said)
            return link.address
        if project.assets == "copy" and found.place.startswith(_built(project) + "/"):
            copies[found.place] = found.source
            return link.address
        return ways.relative(page.path, found.source, address.rest)

    text = formats.relinked(page.text, page.form, page.dialects, address_of)
    return Supplied(replace(page, text=text), copies, tuple(findings.values()))


def _articles() -> tuple[str, ...]:
    return tuple(suffix for suffix in formats.FORMATS if suffix not in {".txt", ".text"})


def _built(project: Project) -> str:
    return project.build.relative_to(project.root).as_posix()


def _lines(source: str, page: Linked) -> dict[str, int]:
    """Return the line of the article on which each address stands first."""
    lines: dict[str, int] = {}
    for link in page.form.links(source, page.dialects):
        lines.setdefault(link.address, source.count("\n", 0, link.start) + 1)
    return lines


def _found(project: Project, page: Linked, address: ways.Address) -> Asset | str:
    """Return the file that an address means, or why there is none."""
    reason = "names a file that is not there"
    for asset in assets(page.article, page.path, address):
        file = project.root / asset.source
        if is_outside(asset.source):
            reason = "names a file outside of the project: it is not copied"
        elif file.is_file():
            if file.resolve().is_relative_to(project.root.resolve()):
                return asset
            reason = "leads out of the project by a link of the file system: it is not copied"
    return reason


def _by_name(project: Project, page: Linked, address: ways.Address) -> Asset | None:
    """Return the one file of the project that bears a name, to stand beside the page."""
    if is_outside(address.path) or address.path.startswith("/"):
        return None
    ours = (project.build, project.locales, project.state_folder)
    found = [
        path
        for path in project.root.rglob(glob.escape(address.path))
        if path.is_file() and not any(path.is_relative_to(folder) for folder in ours)
    ]
    if len(found) != 1 or not found[0].resolve().is_relative_to(project.root.resolve()):
        return None
    place = posixpath.join(posixpath.dirname(page.path), address.path)
    return Asset(found[0].relative_to(project.root).as_posix(), posixpath.normpath(place))


def _is_served(project: Project, address: ways.Address) -> bool:
    """Tell whether the site itself has a file, read from one of its roots."""
    return any(
        (project.root / folder / address.path).is_file()
        for folder in _SITE_FOLDERS
        if not is_outside(address.path)
    )


def copy_assets(project: Project, one: Supplied, built: BuiltFiles) -> list[Finding]:
    """Copy a page's assets to their places; name those whose place is taken by something else.

    A file that this tool did not put there, or that was changed since, is never written over.
    Raises `ProjectError` where a place cannot be written.
    """
    findings: list[Finding] = []
    for place, source in one.copies.items():
        target = project.root / place
        try:
            data = (project.root / source).read_bytes()
            taken = target.exists() and target.read_bytes() != data
        except OSError as error:
            raise BabelpressError(f"{source} cannot be copied: {error.strerror}") from error
        if taken and not built.is_ours(target):
            said = f"{place} holds something else than {source}: it stays as it is"
            findings.append(Finding(one.page.article, 0, said))
            continue
        write_atomically(target, data, project.root)
        built.keep(target, data, one.page.article)
    return findings
