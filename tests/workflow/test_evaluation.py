"""`eval` goes as `run` does: what it tells of a sentence, and what it holds the draft against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.workflow.test_histories import Silent
from translate import catalog as po
from translate.config import Project
from translate.model import Context
from translate.workflow.articles import read_article
from translate.workflow.draft import draft
from translate.workflow.drafting import Drafting
from translate.workflow.evaluation import evaluate
from translate.workflow.extract import extract
from translate.workflow.gate import Gate
from translate.workflow.texts import Asked

ARTICLES = {
    "a.md": "# The river\n\nThe river rises. The old bridge is closed.\n\nThe school opens.\n",
    "b.md": "The garden of the teacher is in the valley.\n\nThe winter in the valley is long.\n",
    "rio.md": "# O rio\n\nO rio sobe. A ponte velha está fechada.\n\nA escola abre.\n",
}


def test_eval_knows_the_neighbours_the_names_and_the_lengths_that_run_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    project = Project(
        tmp_path, source="en", targets=("pt",), engines=("echo",), articles=("[ab].md",)
    )
    read = [read_article(project, tmp_path / name) for name in ("a.md", "b.md")]
    extract(project, read)
    place = read[1].catalog(project, "pt")
    before = po.read(place)
    first = replace(before.entries[0], text="O jardim do professor ou da professora é no vale.")
    place.write_bytes(po.serialize(replace(before, entries=(first, *before.entries[1:]))))

    contexts: dict[str, Context] = {}
    gates: list[Gate] = []
    names: list[object] = []
    whole = Drafting.drafts

    def listening(self: Drafting, texts: Sequence[Asked]) -> object:
        gates.append(self.gate)
        names.append(self.names)
        contexts.update({one.text.text: one.context for one in texts})
        return whole(self, texts)

    monkeypatch.setattr(Drafting, "drafts", listening)
    draft(project, read, Silent())
    in_run = dict(contexts)
    contexts.clear()
    evaluate(project, read[0], tmp_path / "rio.md", "pt")
    assert contexts == {text: in_run[text] for text in contexts}
    assert contexts["The school opens."].before == "The old bridge is closed."
    assert gates[0].lengths == gates[-1].lengths
    assert gates[0].lengths is not None
    assert gates[0].lengths.pairs == 1
    assert names[0] == names[-1]
