"""What a language model is told: the task, two examples, the text, and what helps with it."""

from __future__ import annotations

from collections.abc import Sequence

from translate.engines.llm.examples import examples
from translate.languages import english_name
from translate.model import Context

PROMPT = "1"
"""Part of the engine's version: raise it when the words of a prompt change."""

_TASK = (
    "Translate from {source} into {target}. Answer with the translation alone, on one line:"
    " no notes, no explanations, no quotation marks around it."
)
_FIXED = " Copy {} as it is: code, addresses and placeholders are not translated."
_TAGS = (
    " Keep every tag such as <1>…</1> or <2/> exactly once, around the words that translate the"
    " words inside it."
)


Message = dict[str, str]
"""A turn of a talk, as the protocol has it: a role and its content."""


def messages(
    text: str,
    languages: tuple[str, str],
    *,
    tags: bool = False,
    fixed: Sequence[str] = (),
    context: Context | None = None,
) -> list[Message]:
    """Return the talk whose next turn is the translation of the text, from one tag to the other.

    `tags` says that the text has numbered tags, `fixed` what must be copied letter by letter. All
    instructions are in the user's turns, for some models know no other.
    """
    source, target = languages
    task = _TASK.format(source=english_name(source), target=english_name(target))
    if tags:
        task += _TAGS
    if fixed:
        task += _FIXED.format(", ".join(f"“{one}”" for one in dict.fromkeys(fixed)))
    turns = examples(source, target, tags=tags)
    asked = [*(one for one, _ in turns), _noted(context or Context()) + text]
    asked[0] = f"{task}\n\n{asked[0]}"
    talk = [{"role": "user", "content": asked[0]}]
    for (_, answer), following in zip(turns, asked[1:], strict=True):
        talk.append({"role": "assistant", "content": answer})
        talk.append({"role": "user", "content": following})
    return talk


def _noted(context: Context) -> str:
    """Return the lines that go ahead of the text."""
    lines: list[str] = []
    if context.terms:
        pairs = "; ".join(f"{ours} = {theirs}" for ours, theirs in dict(context.terms).items())
        lines.append(f"(Terms: {pairs})\n")
    if context.before or context.after:
        around = " … ".join(part for part in (context.before, context.after) if part)
        lines.append(f"(It stands beside this, which is not to be translated: {around})\n")
    return "".join(lines)
