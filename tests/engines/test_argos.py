"""The engine of Argos Translate's packages: on a tiny package made here, and on a real one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.engines import tiny_argos
from translate.engines.argos import Argos
from translate.errors import EngineError
from translate.model import Span, SpanKind, SpannedText

RECORD = Path(__file__).with_name("data") / "argos_en_pt.json"
MODELS = Path(os.environ.get("BABELPRESS_MODELS", Path(__file__).parents[3] / "shared" / "models"))
PACKAGE = MODELS / "translate-en_pt-1_0.argosmodel"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Argos:
    folder = tmp_path_factory.mktemp("packages")
    tiny_argos.package(folder / "translate-en_pt-1_0")
    return Argos([folder])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Argos:
    if not PACKAGE.exists():
        pytest.skip(f"no real package at {PACKAGE}: set BABELPRESS_MODELS")
    folder = tmp_path_factory.mktemp("real")
    with zipfile.ZipFile(PACKAGE) as archive:
        archive.extractall(folder)
    return Argos([folder])


def words(engine: Argos, *texts: str) -> list[str]:
    batch = [SpannedText(text) for text in texts]
    return [draft.text.text for draft in engine.translate(batch, "en", "pt")]


def test_drafts_come_in_the_order_of_the_batch_whatever_their_length(tiny: Argos) -> None:
    texts = [text for n in range(1, 4) for text in tiny_argos.SENTENCES[n::3]]
    assert words(tiny, *texts) == [text.upper() for text in texts]


def test_the_same_texts_give_the_same_drafts_alone_and_together(tiny: Argos) -> None:
    texts = list(tiny_argos.SENTENCES) * 30
    together = words(tiny, *texts)
    alone = [words(tiny, text)[0] for text in tiny_argos.SENTENCES]
    assert together == alone * 30


def test_drafts_have_a_score(tiny: Argos) -> None:
    (draft,) = tiny.translate([SpannedText(tiny_argos.SENTENCES[0])], "en", "pt")
    assert draft.score is not None
    assert draft.score <= 0


@pytest.mark.parametrize("text", ["", "  ", "…", "— !", "***"])
def test_what_has_no_words_comes_back_as_it_is(tiny: Argos, text: str) -> None:
    assert words(tiny, text) == [text]


def test_spans_follow_their_words_by_attention(tiny: Argos) -> None:
    text = "the old house stands near the river"
    spans = (
        Span(4, 13, 1),
        Span(8, 13, 2),
        Span(13, 13, 3, SpanKind.STANDING),
        Span(30, 35, 4, SpanKind.PROTECTED),
    )
    (draft,) = tiny.translate([SpannedText(text, spans)], "en", "pt")
    found = {span.number: draft.text.text[span.start : span.end] for span in draft.text.spans}
    assert found == {1: "OLD HOUSE", 2: "HOUSE", 3: "", 4: "river"}
    mark = next(span for span in draft.text.spans if span.number == 3)
    assert draft.text.text[: mark.start].endswith("HOUSE")


def test_a_version_tells_models_apart(tmp_path: Path, tiny: Argos) -> None:
    tiny_argos.package(tmp_path / "p", package_version="1.1")
    assert Argos([tmp_path]).version("en", "pt") != tiny.version("en", "pt")
    assert tiny.version("en", "pt") == tiny.version("en", "pt")


def test_argos_own_codes_are_read_as_bcp_47(tmp_path: Path) -> None:
    tiny_argos.package(tmp_path / "p", source="zt", target="pb")
    assert Argos([tmp_path]).pairs() == {("zh-Hant", "pt-BR")}


def test_a_target_prefix_is_honoured_and_taken_off(tmp_path: Path) -> None:
    tiny_argos.package(tmp_path / "p", target_prefix="__pt__")
    (draft,) = words(Argos([tmp_path]), "the old house")
    assert draft.endswith("OLD HOUSE")
    assert "pt" not in draft


@pytest.mark.parametrize(
    ("damage", "how"),
    [
        ("model/model.bin", "removed"),
        ("model/model.bin", "cut short"),
        ("sentencepiece.model", "removed"),
    ],
)
def test_a_damaged_package_is_one_sentence(tmp_path: Path, damage: str, how: str) -> None:
    path = tiny_argos.package(tmp_path / "p") / damage
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(EngineError):
        list(Argos([tmp_path]).translate([SpannedText("the old house")], "en", "pt"))


def test_a_folder_that_is_no_package_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "junk").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "metadata.json").write_text("{")
    tiny_argos.package(tmp_path / "p")
    assert Argos([tmp_path]).pairs() == {("en", "pt")}


def test_a_pair_that_is_not_installed_is_one_sentence_with_the_command(tiny: Argos) -> None:
    with pytest.raises(EngineError, match="en→fr") as caught:
        list(tiny.translate([SpannedText("the")], "en", "fr"))
    assert "translate models install argos en fr" in caught.value.hint


def test_nothing_heavy_of_argos_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from translate.engines.argos import Argos; Argos().pairs()\n"
        "heavy = ('torch', 'stanza', 'spacy', 'argostranslate.translate')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    environment = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_drafts_equal_those_of_argostranslate(real: Argos) -> None:
    """The answers were recorded with the command in the file, at the same beam."""
    answers = json.loads(RECORD.read_text("utf-8"))["answers"]
    assert len(answers) >= 100
    given = words(real, *(answer["source"] for answer in answers))
    wanted = [answer["target"] for answer in answers]
    different = [pair for pair in zip(given, wanted, strict=True) if pair[0] != pair[1]]
    assert different == []


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("The <1>city council</1> voted on Thursday.", "conselho da cidade"),
        ("Nobody saw the <1>red</1> car.", "vermelho"),
        ("She wrote a <1>long letter</1> to her brother.", "longa carta|carta longa"),
    ],
)
def test_spans_stand_on_the_words_that_translate_theirs(
    real: Argos, marked: str, wanted: str
) -> None:
    start, end = marked.index("<1>"), marked.index("</1>") - 3
    text = re.sub(r"</?1>", "", marked)
    (draft,) = real.translate([SpannedText(text, (Span(start, end, 1),))], "en", "pt")
    (span,) = draft.text.spans
    assert re.fullmatch(wanted, draft.text.text[span.start : span.end])
