"""The inline constructs of Markdown's dialects, in the order in which they are looked for.

What only one reading fits is on everywhere; what is something else elsewhere (`{x}`, `^x^`,
`++x++`) names its dialects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from translate.formats.markdown.dialects.table import Construct
from translate.formats.markdown.marks import readers
from translate.formats.markdown.marks.mark import Reader, joining, pair, protected, standing


@dataclass(frozen=True, slots=True)
class InlineConstruct(Construct):
    """A construct in the text of a block. `sign` is in every text that has it."""

    sign: str
    pattern: re.Pattern[str]
    read: Reader


def _row(name: str, dialects: str, sign: str, pattern: str, read: Reader) -> InlineConstruct:
    compiled = re.compile(r"(?<!\\)" + pattern, re.DOTALL)
    return InlineConstruct(name, frozenset(dialects.split()), sign, compiled, read)


def _around(mark: str) -> str:
    """Return the pattern of words between two of a mark, which touch it and no other words."""
    sign = re.escape(mark)
    char = re.escape(mark[0])
    return (
        rf"(?<![\w{char}])(?P<open>{sign})(?=[^\s{char}])(?:(?!{sign}).)*?"
        rf"(?<=[^\s\\{char}])(?P<close>{sign})(?![\w{char}])"
    )


_TEX = "docusaurus mkdocs pandoc myst hugo"
_CITING = "pandoc myst"
_ONE = r"(?:[.#][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=]+))"
_ATTRIBUTES = rf"\{{(?::[^{{}}\n]*|=\w+|[ ]*{_ONE}(?:[ ]+{_ONE})*[ ]*)\}}"
_SCRIPT = r"(?:~[\w+−,.()=-]{1,12}~|\^[\w+−,.()=-]{1,12}\^)"
_SCRIPTS = rf"(?<![\w~^])(?:\w{{1,4}}{_SCRIPT})+\w{{0,4}}(?![\w~^])"
_LT, _GT = "&(?:lt|#0*60|#[xX]0*3[cC]);", "&(?:gt|#0*62|#[xX]0*3[eE]);"
_BRACE = "&(?:[lr](?:brace|cub)|#0*12[35]|#[xX]0*7[bBdD]);"
_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|&quot;[^\n]*?&quot;|[\w.-]+)"
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_CODE = "highlight|hl|code|codeblock|katex|math|mermaid|raw|verbatim"
_REFERRED = "fig|figure|tbl|tab|table|eq|sec|lst|thm|lem|cor|def|exm|prp|alg|nte|tip"

# fmt: off
INLINE: tuple[InlineConstruct, ...] = (
    _row("raw template", "", "{{{", r"\{\{\{[^{}]*\}\}\}", protected),
    _row("code in a shortcode", "", "{",
         rf"\{{(?:\{{[<%]|%)-?\s*(?P<name>{_CODE})\b[^{{}}]*\}}{{1,2}}"
         r".*?\{(?:\{[<%]\s*/\s*|%-?\s*end)(?P=name)\b[^{}]*\}{1,2}", protected),
    _row("shortcode", "", "{{", r"\{\{(?P<kind>[<%]).*?(?:(?<=>)|(?<=%))\}\}", readers.template),
    _row("variable", "", "{{", r"\{\{.*?\}\}", readers.template),
    _row("tag", "", "{%", r"\{%.*?%\}", readers.template),
    _row("template comment", "", "{#", r"\{#\s.*?#\}", standing),
    _row("comment of JSX", "", "{/*", r"\{/\*.*?\*/\}", standing),
    _row("formula", "", "\\", r"(?P<slash>\\{1,2})(?P<mark>\()(?P<formula>.+?)(?P=slash)\)",
         readers.formula),
    _row("display formula", "", "\\", r"(?P<slash>\\{1,2})(?P<mark>\[)(?P<formula>.+?)(?P=slash)\]",
         readers.formula),
    _row("formula of a dialect", _TEX, "\\", r"(?P<slash>\\{1,2})\(.+?(?P=slash)\)",
         readers.any_formula),
    _row("extension", "", "{::", r"\{::(?P<name>\w+)[^{}]*(?<!/)\}.*?\{:/(?:(?P=name))?\}",
         protected),
    _row("change in GitLab", "gitlab", "",
         r"(?P<open>[\[{](?P<m>[+-])[ ]*)(?![\s\]}]).+?(?P<close>[ ]*(?P=m)[\]}])",
         pair),
    _row("criticism", "", "{",
         r"\{(?P<open>(?P<m>\+\+|--|==)[ ]*).+?(?P<close>[ ]*(?P=m)\})", pair),
    _row("critical comment", "", "{>>", r"\{>>.*?<<\}", standing),
    _row("substitution", "", "{~~", r"\{~~.*?~~\}", protected),
    _row("words in a command of TeX", "", "\\",
         r"(?P<open>\\(?:text(?:bf|it|sc|tt|sf|rm)|emph|underline|footnote)\{)[^{}\n]+(?P<close>\})",
         pair),
    _row("command of TeX", "", "\\", r"\\[A-Za-z]{2,}\*?(?:\[[^\[\]\n]*\])?(?:\{[^{}\n]*\})+",
         protected),
    _row("bare command of TeX", "pandoc", "\\", r"\\[A-Za-z]{2,}(?:\\(?= )|\{\})?(?![\w{])",
         protected),
    _row("role", "", "}`",
         r"(?<![\w`])\{(?P<role>[A-Za-z][\w:.+-]*)\}(?P<tick>`+)(?!`)(?P<plain>.+?)(?<!`)(?P=tick)(?!`)",
         readers.role),
    _row("embedding", "", "![[", r"!\[\[(?P<page>[^\[\]\n|]+)(?:\|(?P<alias>[^\[\]\n]*))?\]\]",
         readers.embedding),
    _row("state of a task", "", "[", r"(?<=[-+*] )\[[^\w\s\[\]^]\](?=[ ])", standing),
    _row("annotation", "mkdocs", "(", r"(?<!\w)\(\d{1,2}\)(?!\w)", protected),
    _row("wiki link", "", "[[",
         r"(?<![\w\[])\[\[(?!\s)(?P<page>[^\[\]\n|]+)(?:\|(?P<alias>[^\[\]\n]*))?\]\](?![(\[\]])",
         readers.wiki_link),
    _row("icon", "", ":", rf"(?<![\w:]):(?=[\w+-]*[a-z])[a-z0-9_+-]+:(?:{_ATTRIBUTES})?(?![\w:])",
         protected),
    _row("directive", "", ":",
         rf"(?<![\w:]):(?P<name>[a-z][\w-]*)"
         rf"(?:\[(?P<words>[^\[\]\n]*)\](?:\{{[^{{}}\n]*\}})?|(?={_ATTRIBUTES})\{{[^{{}}\n]*\}})",
         readers.directive),
    _row("keys", "", "++",
         r"(?<![\w+])\+\+(?P<plain>(?:[a-z0-9-]+|\"[^\"\n]+\")(?:\+(?:[a-z0-9-]+|\"[^\"\n]+\"))*)\+\+"
         r"(?![\w+])", readers.keys),
    _row("insertion", "mkdocs pandoc docusaurus", "++", _around("++"), pair),
    _row("insertion with carets", "", "^^", _around("^^"), pair),
    _row("highlight", "", "==", _around("=="), pair),
    _row("spoiler", "", "||", _around("||"), pair),
    _row("inline footnote", "", "^[", r"\^\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])+)\]", readers.note),
    _row("letters below", "", "~", _SCRIPTS, readers.script),
    _row("letters above", "", "^", _SCRIPTS, readers.script),
    _row("script behind a word", "", "^", r"(?<=[\w)\]])\^[\w+−-]{1,8}\^(?![\w^])", standing),
    _row("script by itself", "mkdocs pandoc", "^", r"(?<![\w^])\^[^\s^\[\]]+\^(?![\w^])",
         protected),
    _row("reference in GitLab", "gitlab", "",
         r"(?<![\w~%!&/])(?:[~%](?:\"[^\"\n]+\"|[A-Za-z][\w:-]+)|(?:[A-Za-z][\w.-]*/[\w./-]*\w)?!\d+)"
         r"(?![\w~%])", protected),
    _row("tag of a vault", "obsidian", "#", r"(?<!\S)#[\w/-]*[^\W\d_][\w/-]*", protected),
    _row("comment of a vault", "obsidian", "%%", r"%%.*?%%", standing),
    _row("comment", "", "%%", r"(?<!\S)(?<!\d )%%(?!\d)[^%\n]+(?<!\d )%%(?![\w%])", standing),
    _row("citation", "", "[", r"\[-?@[A-Za-z][^\[\]\n]*\](?![(\[:{])", protected),
    _row("citation with words", _CITING, "@",
         r"\[(?:[^\[\]\n]*[\s;-])?@[\w{][^\[\]\n]*\](?![(\[:{])", protected),
    _row("reference", "", "@", rf"(?<![\w@/.])@(?:{_REFERRED})[:-][\w:.-]*\w", protected),
    _row("citation in the text", _CITING, "@", r"(?<![\w@/.])-?@\w[\w:.#$%&+?~/-]*\w", protected),
    _row("reference of bookdown", "", "@ref(", r"\\@ref\([\w:-]+\)", protected),
    _row("issue", "", "#", r"(?<![\w&/#.-])(?:[A-Za-z][\w.-]*/[\w.-]+#\d+|#\d{2,})(?!\w|[.,]\d)",
         protected),
    _row("badge", "", "[!", r"\[![A-Za-z][^\[\]\n]*\](?![(\[:])", protected),
    _row("spelled tag", "", "&",
         rf"{_LT}/?[A-Za-z!][\w:.-]*(?:\s+[\w:.-]+={_VALUE})*\s*/?{_GT}", readers.entity),
    _row("spelled placeholder", "", "&",
         rf"(?P<open>{_LT})(?=[^\W\d_])[^&\n.;:!?]{{1,40}}(?<=\w)(?P<close>{_GT})", pair),
    _row("spelled bracket", "", "&", rf"(?:{_LT}|{_GT}|{_BRACE}|&amp;#?\w+;|&amp;&amp;)",
         readers.entity),
    _row("spelled symbol", "", "&", r"&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9a-fA-F]+);",
         readers.symbol),
    _row("bracketed span", "", "]{",
         rf"(?<![\]!\w])(?P<open>\[)[^\[\]\n]+(?P<close>\]{_ATTRIBUTES})", pair),
    _row("attributes", "", "{", rf"(?<=[\])*_`>~=+^}}]){_ATTRIBUTES}", joining),
    _row("attributes behind a word", "", "{",
         rf"(?<=[\w.!?,;…])(?=\{{:?[ ]*[.#]){_ATTRIBUTES}", standing),
    _row("attributes of a block", "", "{", rf"[ \t]+{_ATTRIBUTES}[ \t]*\Z", standing),
    _row("element with braces", "mdx", "<",
         rf"</?(?:[A-Za-z][\w.:-]*(?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|{_BRACES}))?|\s*{_BRACES})*)?\s*/?>",
         standing),
    _row("component", "", "<",
         rf"</?[A-Z][\w.]*[a-z][\w.]*(?:\s+[@:#\w.-]+(?:=(?:\"[^\"]*\"|'[^']*'|{_BRACES}))?|\s*{_BRACES})*\s*/?>",
         standing),
    _row("expression", "mdx", "{", _BRACES, protected),
)
# fmt: on
"""The constructs in the text of a block."""
