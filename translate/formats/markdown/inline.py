"""The inline part of Markdown: events of one block → pieces.

What the parser leaves between two events is markup: delimiters, the backslash of an escape, the
quote marks and the indentation behind a line break. Every character of the block comes out in
exactly one piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from translate.formats.markdown.events import Event
from translate.formats.markdown.marks import Mark
from translate.formats.pieces import Piece
from translate.model import Role

# A line break inside of a code, with the quote marks and indentation of the next line.
_FOLD = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*(?:>[ \t]?)*")
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*")
_SAID_TWICE = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\[\1\]")
_TITLE = re.compile(r"""[\s(](?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\))""")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9.:-]*|(?=>))")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_JOINED = frozenset({Role.CLOSE, Role.STANDING, Role.PROTECTED})
_DELIMITER = {"Emphasis": 1, "Strong": 2}
_VERBATIM = re.compile(r"<(?:code|kbd|samp|var|tt)\b", re.IGNORECASE)
_SWITCH = re.compile(r"<!--\s*translate:(on|off)\s*-->\Z")


@dataclass(slots=True)
class _Writer:
    """The pieces so far; `cursor` is the end of the last one in the source."""

    source: str
    joiner: str
    cursor: int
    pieces: list[Piece] = field(default_factory=list)
    numbers: int = 0

    def add(self, piece: Piece) -> None:
        self._bridge(piece.start)
        self.pieces.append(piece)
        self.cursor = piece.end

    def _bridge(self, start: int) -> None:
        """Give the gap before `start` a home: the line break before it, or a piece of its own."""
        if start <= self.cursor:
            return
        if self.pieces and self.pieces[-1].text in {self.joiner, "\\\n", "  \n"}:
            last = self.pieces[-1]
            if self.source[last.start : last.end].endswith(("\n", "\r")):
                self.pieces[-1] = replace(last, end=start)
                return
        gap = self.source[self.cursor : start]
        role = Role.STANDING if gap.strip() else None
        self.pieces.append(Piece(self.cursor, start, gap, role, number=self.number()))

    def number(self) -> int:
        self.numbers += 1
        return self.numbers


def title_range(code: str) -> tuple[int, int] | None:
    """Return where in the source of a link, image or definition its title stands, or None.

    `code` ends with the link's closing parenthesis or with the definition's title.
    """
    found = [match for match in _TITLE.finditer(code) if match.end() >= len(code.rstrip(" )\r\n"))]
    if not found:
        return None
    group = found[0].lastindex or 1
    return found[0].span(group)


def fold(text: str) -> str:
    """Put a code that runs over several lines on one line."""
    return _FOLD.sub(" ", text)


def as_short(text: str, source: str) -> str:
    """Spell references whose words still are their label as the source does: `[a][]` or `[a]`.

    Some programs know no label that holds code, and a reader of the source has less to read.
    """
    flat = fold(source)

    def short(found: re.Match[str]) -> str:
        words = f"[{found[1]}]"
        if f"{words}[]" in flat:
            return f"{words}[]"
        bound = text[found.end() : found.end() + 1] in {"[", "(", ":"}  # to what follows
        return found[0] if bound or found[0] in flat or words not in flat else words

    return _SAID_TWICE.sub(short, text)


def pieces_of(source: str, run: Sequence[Event], joiner: str) -> list[Piece]:
    """Return the pieces of one block's inline events."""
    start = run[0].start
    if run[0].name == "Text" and _escaped(source, run[0]):
        start -= 1
    writer = _Writer(source, joiner, start)
    index = 0
    opened: list[tuple[Event, int]] = []
    while index < len(run):
        event = run[index]
        if event.phase == "start":
            index = _open(writer, run, index, opened)
        elif event.phase == "end":
            _close(writer, *opened.pop())
            index += 1
        else:
            _leaf(writer, event)
            index += 1
    return _switched(_verbatim(_pairs(writer.pieces)))


def _escaped(source: str, event: Event) -> bool:
    """Tell whether the backslash before a text is the escape of its first character."""
    first = source[event.start : event.start + 1]
    return (
        source[event.start - 1 : event.start] == "\\"
        and first in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    )


def _leaf(writer: _Writer, event: Event) -> None:
    source = writer.source
    raw = source[event.start : event.end]
    if event.name == "Text":
        _text(writer, event, raw)
    elif event.name == "SoftBreak":
        writer.add(Piece(event.start, event.end, writer.joiner))
    elif event.name == "HardBreak":
        shown = "\\\n" if raw.startswith("\\") else "  \n"
        number = writer.number()
        writer.add(Piece(event.start, event.end, shown, Role.STANDING, number=number, breaks=True))
    elif event.name == "InlineMath" and _is_money(source, event):
        _words(writer, event)
    elif event.name == "Mark":
        _mark(writer, event.payload)
    elif event.name in {"Code", "InlineMath", "DisplayMath"}:
        number = writer.number()
        plain = str(event.payload).replace("\\|", "|")  # in a table the parser does the same
        writer.add(Piece(event.start, event.end, fold(raw), Role.PROTECTED, plain, number))
    else:  # FootnoteReference, InlineHtml and whatever a newer parser adds
        number = writer.number()
        writer.add(Piece(event.start, event.end, fold(raw), Role.STANDING, number=number))


def _mark(writer: _Writer, mark: Mark) -> None:
    """Write a mark of a dialect, or put it to the code that it belongs to."""
    source = writer.source
    shown = fold(source[mark.start : mark.end])
    last = writer.pieces[-1] if writer.pieces and writer.cursor == mark.start else None
    if mark.joins and last is not None and last.role in _JOINED:
        writer.pieces[-1] = replace(last, end=mark.end, text=last.text + shown)
        writer.cursor = mark.end
        return
    inner: tuple[tuple[int, int], ...] = ()
    if mark.inner is not None:
        low, high = (len(fold(source[mark.start : place])) for place in mark.inner)
        inner = ((low, high),)
    number = writer.number()
    writer.add(
        Piece(
            mark.start, mark.end, shown, mark.role, mark.plain, number, inner=inner, pair=mark.pair
        )
    )


def _is_money(source: str, event: Event) -> bool:
    """Tell whether the dollar signs are no mathematics: a letter or digit is next to them outside.

    pulldown-cmark reads "$5 and US$6" and "%1$s, %2$d" so; GitHub and Pandoc do not.
    """
    before, after = source[event.start - 1 : event.start], source[event.end : event.end + 1]
    return before.isalnum() or after.isalnum()


def _words(writer: _Writer, event: Event) -> None:
    """Write what the parser took for a code as words, line by line."""
    cursor = event.start
    for broken in _FOLD.finditer(writer.source, event.start, event.end):
        writer.add(Piece(cursor, broken.start(), writer.source[cursor : broken.start()]))
        writer.add(Piece(*broken.span(), writer.joiner))
        cursor = broken.end()
    writer.add(Piece(cursor, event.end, writer.source[cursor : event.end]))


def _text(writer: _Writer, event: Event, raw: str) -> None:
    start, plain = event.start, str(event.payload)
    if start > writer.cursor and _escaped(writer.source, event):
        number = writer.number()
        spelt = writer.source[start - 1 : start + 1]
        writer.add(Piece(start - 1, start + 1, spelt, Role.LITERAL, spelt[1], number))
        start, raw, plain = start + 1, raw[1:], plain[1:]
    if raw == plain:
        if raw:
            writer.add(Piece(start, event.end, raw))
    else:
        writer.add(Piece(start, event.end, raw, Role.LITERAL, plain, writer.number()))


def _open(
    writer: _Writer, run: Sequence[Event], index: int, opened: list[tuple[Event, int]]
) -> int:
    """Write the code that begins at `run[index]`; return the index of the next event to write."""
    event = run[index]
    source = writer.source
    end = _end_of(run, index)
    link_type = event.payload["link_type"] if event.name in {"Link", "Image"} else ""
    if event.name == "Image" or end == index + 1:
        writer.add(_image(writer, run[index : end + 1]))
        return end + 1
    number = writer.number()
    if link_type in {"Autolink", "Email"}:
        raw = source[event.start : event.end]
        writer.add(Piece(event.start, event.end, raw, Role.PROTECTED, raw[1:-1], number))
        return end + 1
    size = _DELIMITER.get(event.name, 1)
    if event.name == "Strikethrough":
        size = 2 if source.startswith("~~", event.start) else 1
    raw = source[event.start : event.start + size]
    edge = event.name != "Link"
    writer.add(Piece(event.start, event.start + size, raw, Role.OPEN, number=number, edge=edge))
    opened.append((event, number))
    return index + 1


def _end_of(run: Sequence[Event], index: int) -> int:
    depth = 0
    for position in range(index, len(run)):
        depth += {"start": 1, "end": -1}.get(run[position].phase, 0)
        if depth == 0:
            return position
    raise AssertionError("the parser opened an inline tag and never closed it")


def _close(writer: _Writer, event: Event, number: int) -> None:
    source = writer.source
    if event.name != "Link":
        size = _DELIMITER.get(event.name, 2 if source.startswith("~~", event.start) else 1)
        start = event.end - size
        writer.add(Piece(start, event.end, source[start : event.end], Role.CLOSE, number=number))
        return
    start = source.index("]", writer.cursor)
    end, shown = event.end, fold(source[start : event.end])
    if event.payload["link_type"] in {"Shortcut", "Collapsed"}:
        # The label must outlive the translation of the words, which are its other spelling.
        end += 2 if source.startswith("[]", end) else 0
        shown = f"][{fold(event.payload['id'])}]"
    titled = event.payload["link_type"] == "Inline" and event.payload["title"]
    found = title_range(shown) if titled else None
    inner = (found,) if found else ()
    writer.add(Piece(start, end, shown, Role.CLOSE, number=number, inner=inner))


def _image(writer: _Writer, run: Sequence[Event]) -> Piece:
    """Return an image, or a link without words, as one standing code."""
    event, source = run[0], writer.source
    shown = fold(source[event.start : event.end])
    end = event.end
    inner: list[tuple[int, int]] = []
    words = run[1:-1]
    if words:
        first = words[0].start - (words[0].name == "Text" and _escaped(source, words[0]))
        alt_start = len(fold(source[event.start : first]))
        alt_end = len(fold(source[event.start : words[-1].end]))
        kind = event.payload["link_type"]
        if kind in {"Shortcut", "Collapsed"}:
            end += 2 if source.startswith("[]", end) else 0
            shown = f"{shown[:alt_end]}][{fold(event.payload['id'])}]"
        if any(char.isalpha() for char in shown[alt_start:alt_end]):
            inner.append((alt_start, alt_end))
    if event.name in {"Image", "Link"} and event.payload["title"]:
        found = title_range(shown) if event.payload["link_type"] == "Inline" else None
        inner += [found] if found else []
    return Piece(event.start, end, shown, Role.STANDING, number=writer.number(), inner=tuple(inner))


def _pairs(pieces: list[Piece]) -> list[Piece]:
    """Make pairs of the tags and marks that belong together without crossing another pair."""
    out = list(pieces)
    stack: list[tuple[int, str]] = []
    for position, piece in enumerate(pieces):
        name = _pair_name(piece)
        if piece.role is Role.OPEN:
            stack.append((position, ""))
        elif piece.role is Role.CLOSE:
            while stack and stack.pop()[1]:
                pass
        elif name.startswith("/"):
            depth = len(stack)
            while depth and stack[depth - 1][1] not in {"", name[1:]}:
                depth -= 1
            if depth and stack[depth - 1][1] == name[1:]:
                opener = stack[depth - 1][0]
                del stack[depth - 1 :]
                number = out[opener].number
                out[opener] = replace(out[opener], role=Role.OPEN, plain="")
                out[position] = replace(piece, role=Role.CLOSE, plain="", number=number)
        elif name:
            stack.append((position, name))
    return out


def _pair_name(piece: Piece) -> str:
    """Return the name of the pair that a piece may belong to, with a slash if it closes it."""
    if piece.pair or piece.role is not Role.STANDING:
        return piece.pair
    tag = _TAG.match(piece.text)
    if tag is None or (not tag[1] and (tag[2].lower() in _VOID or piece.text.endswith("/>"))):
        return ""
    return f"{tag[1]}<{tag[2].lower()}>"


def _verbatim(pieces: list[Piece]) -> list[Piece]:
    """Protect what stands in the HTML elements whose words are no prose."""
    out: list[Piece] = []
    opened: int | None = None
    for piece in pieces:
        if opened is None and piece.role is Role.OPEN and _VERBATIM.match(piece.text):
            opened = len(out)
        out.append(piece)
        if opened is not None and (piece.role, piece.number) == (Role.CLOSE, out[opened].number):
            out[opened:] = [_protected(out[opened:])]
            opened = None
    return out


def _switched(pieces: list[Piece]) -> list[Piece]:
    """Protect what stands between `<!-- translate:off -->` and `<!-- translate:on -->`."""
    out: list[Piece] = []
    off: int | None = None
    for piece in pieces:
        switch = _SWITCH.match(piece.text) if piece.role is Role.STANDING else None
        if switch and switch.group(1) == "off" and off is None:
            off = len(out)
        out.append(piece)
        if switch and switch.group(1) == "on" and off is not None:
            out[off:] = [_protected(out[off:])]
            off = None
    if off is not None:
        out[off:] = [_protected(out[off:])]
    return out


def _protected(pieces: Sequence[Piece]) -> Piece:
    text = "".join(piece.text for piece in pieces)
    plain = "".join(p.text if p.role is None else p.plain for p in pieces).strip()
    start, end = pieces[0].start, pieces[-1].end
    return Piece(start, end, text, Role.PROTECTED, plain, pieces[0].number)


def continuation(source: str, start: int, end: int) -> str | None:
    """Return what begins the second line of the block `start:end`, or None if it has but one."""
    line_break = re.compile(r"\r\n|\n|\r").search(source, start, end)
    if line_break is None:
        return None
    prefix = _PREFIX.match(source, line_break.end(), end)
    return prefix.group() if prefix else ""
