"""TBX-Basic, the exchange format of terminologies (ISO 30042), in and out.

Written is version 3, in the style DCA, one concept a source term. Read are version 3 in both of
its styles, and version 2 with its root `martif`. What other programs make of our terms:

- a term to keep has the same words in both languages;
- a term never to use has the status `deprecatedTerm-admn-sts`;
- a term for all languages has the language `mul`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.parsers import expat

from translate.errors import LanguageError, ProjectError
from translate.files import shown, write_atomically
from translate.glossary.terms import Glossary, Kind, Term
from translate.languages import base, canonical

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ALL = "mul"  # ISO 639-2: several languages
_NEVER = "deprecatedTerm-admn-sts"
_PREFERRED = "preferredTerm-admn-sts"
# The statuses of TBX-Basic and of TBX-Min, and what programs call them without the ending.
_FORBIDDEN = ("deprecated", "superseded", "notrecommended", "obsolete", "forbidden")
_STATUSES = {"administrativeStatus", "normativeAuthorization", "usageStatus", "status"}
_TERM_GROUPS = {"termSec", "tig", "ntig", "termGroup"}
_LANGUAGE_GROUPS = {"langSec", "langSet", "langGroup"}
_CONCEPTS = {"conceptEntry", "termEntry"}


def write(path: Path, terms: Iterable[Term], source_language: str, root: Path) -> bool:
    """Write terms as TBX-Basic; tell whether the file changed. Raises `ProjectError`."""
    return write_atomically(path, dump(terms, source_language), root)


def dump(terms: Iterable[Term], source_language: str) -> bytes:
    """Return terms as TBX-Basic, version 3."""
    tag = canonical(source_language)
    top = ET.Element("tbx", {"type": "TBX-Basic", "style": "dca", "xmlns": _NAMESPACE})
    top.set("xml:lang", tag)
    description = ET.SubElement(ET.SubElement(top, "tbxHeader"), "fileDesc")
    ET.SubElement(ET.SubElement(description, "sourceDesc"), "p").text = "Babelpress glossary"
    body = ET.SubElement(ET.SubElement(top, "text"), "body")
    concepts: dict[str, list[Term]] = {}
    for term in terms:
        concepts.setdefault(term.source, []).append(term)
    for number, (source, group) in enumerate(concepts.items(), 1):
        concept = ET.SubElement(body, "conceptEntry", {"id": f"c{number}"})
        if source:
            _term_section(_language_section(concept, tag), source)
        sections: dict[str, ET.Element] = {}
        for term in group:
            language = term.language or _ALL
            if language not in sections:
                sections[language] = _language_section(concept, language)
            status = _NEVER if term.kind is Kind.NEVER else _PREFERRED
            _term_section(sections[language], term.target or source, status, term.note)
    ET.indent(top)
    out = io.BytesIO()
    ET.ElementTree(top).write(out, encoding="UTF-8", xml_declaration=True)
    return out.getvalue() + b"\n"


def _language_section(concept: ET.Element, language: str) -> ET.Element:
    return ET.SubElement(concept, "langSec", {"xml:lang": language})


def _term_section(parent: ET.Element, words: str, status: str = "", note: str = "") -> None:
    section = ET.SubElement(parent, "termSec")
    ET.SubElement(section, "term").text = _line(words)
    if status:
        ET.SubElement(section, "termNote", {"type": "administrativeStatus"}).text = status
    if _line(note):
        ET.SubElement(section, "note").text = _line(note)


def _line(text: str) -> str:
    """Return a text on one line, without the characters that XML cannot hold."""
    legal = (c if c >= " " and c not in "\ufffe\uffff" else " " for c in text)
    return " ".join("".join(legal).split())


def read(path: Path, source_language: str) -> Glossary:
    """Read TBX: the terms from the source language to every other language of the file.

    Raises `ProjectError` for what is no TBX or declares entities.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProjectError(f"{shown(path)}: the terms cannot be read: {reason}") from error
    return Glossary(tuple(parse(data, source_language, shown(path))))


def parse(data: bytes, source_language: str, name: str) -> list[Term]:
    """Return the terms of a TBX file's content; `name` is the file that errors speak of."""
    top = _tree(data, name)
    if top.tag.lower() not in {"tbx", "martif"}:
        raise ProjectError(f"{name}: this is no TBX: its root is “{top.tag}”")
    found: dict[tuple[str, str, str, Kind], Term] = {}
    for concept in _all(top, _CONCEPTS):
        try:
            terms = list(_concept(concept, canonical(source_language)))
        except LanguageError as error:
            where = concept.get("id", "")
            raise ProjectError(f"{name}: {error}, in the concept “{where}”") from error
        for term in terms:
            found.setdefault(term.rule, term)
    return list(found.values())


def _concept(concept: ET.Element, source: str) -> Iterator[Term]:
    """Yield every source term of a concept with every target term, the preferred ones first."""
    sections = [(_tag(section), section) for section in _all(concept, _LANGUAGE_GROUPS)]
    ours = {tag for tag, _ in sections if tag == source} or {
        tag for tag, _ in sections if tag and base(tag) == base(source)
    }
    written = (_words(g) for tag, s in sections if tag in ours for g in _all(s, _TERM_GROUPS))
    sources = [words for words in written if words]
    general = _note(concept)
    groups = list(_all(concept, _TERM_GROUPS))
    if not ours and all(_rank(group) == 2 for group in groups):
        sources = [""]  # forbidden whatever the source
    for tag, section in sections:
        if tag in ours:
            continue
        for group in sorted(_all(section, _TERM_GROUPS), key=_rank):
            target, never = _words(group), _rank(group) == 2
            note = _note(group) or _note(section) or general
            for words in sources if target else []:
                if words == target and not never:
                    yield Term(words, "", tag, note, Kind.KEEP)
                else:
                    yield Term(words, target, tag, note, Kind.NEVER if never else Kind.USE)


def _tag(section: ET.Element) -> str:
    tag = section.get(_LANGUAGE, section.get("lang", ""))
    return "" if tag in {_ALL, ""} else canonical(tag)


def _words(group: ET.Element) -> str:
    term = next(_all(group, {"term"}), None)
    return "" if term is None else _line("".join(term.itertext()))


def _note(parent: ET.Element) -> str:
    return next((_line("".join(e.itertext())) for e in parent if e.tag == "note"), "")


def _rank(group: ET.Element) -> int:
    """Return 0 for a preferred term, 2 for a forbidden one, 1 for any other."""
    for element in group.iter():
        if element.tag in _STATUSES or element.get("type") in _STATUSES:
            status = "".join(element.itertext()).strip().lower()
            if status.startswith(_FORBIDDEN):
                return 2
            if status.startswith("preferred"):
                return 0
    return 1


def _all(parent: ET.Element, tags: set[str]) -> Iterator[ET.Element]:
    return (element for element in parent.iter() if element.tag in tags)


def _tree(data: bytes, name: str) -> ET.Element:
    """Parse XML without entities of its own; the tags come without their namespaces."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        named = {"{" + k if "}" in k else k: value for k, value in attributes.items()}
        builder.start(tag.rpartition("}")[2], named)

    def end(tag: str) -> None:
        builder.end(tag.rpartition("}")[2])

    def refuse(*_: object) -> None:
        raise ProjectError(f"{name}: the file declares entities, which no TBX needs")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003  # pyexpat takes no keywords
        return builder.close()
    except expat.ExpatError as error:
        raise ProjectError(f"{name}: this is no well-formed XML: {error}") from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise ProjectError(f"{name}: its characters cannot be read: {error}") from error
