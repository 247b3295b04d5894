"""Choosing the attention heads of a package, on tiny models whose alignment is known beforehand."""

from __future__ import annotations

import json
import os
import shutil
import struct
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines import tiny_argos
from translate.alignment import words
from translate.engines.argos import calibration, sample
from translate.engines.argos.engine import Argos
from translate.engines.argos.heads import OWN, Heads, Weights, giving, has_heads, read_weights
from translate.engines.argos.model import Model, load
from translate.engines.argos.sample import anchors, sample_texts
from translate.engines.argos.search import answers, guess, later_rows, submit
from translate.model import Draft, Span, SpannedText

REPOSITORY = Path(__file__).parents[2]
MODELS = Path(os.environ.get("BABELPRESS_MODELS", REPOSITORY.parent / "shared" / "models"))
REAL = MODELS / "translate-en_pt-1_0.argosmodel"

ATTENTION = "decoder/layer_0/attention"
DEPTH, HALF = tiny_argos.DEPTH, tiny_argos.DEPTH // 2


def changed(weights: Weights, new: dict[str, np.ndarray]) -> bytes:
    """Return the file with other values of some variables, of the same type and shape."""
    data = bytearray(weights.data)
    for name, value in new.items():
        variable = weights.variables[name]
        data[variable.start : variable.end] = value.tobytes()
    return bytes(data)


def matrix(weights: Weights, name: str) -> np.ndarray:
    variable = weights.variables[name]
    return np.frombuffer(weights.bytes_of(variable), np.float32).reshape(variable.shape)


def two_heads(weights: Weights) -> bytes:
    """Return a model that says the same with two heads, the first of which looks two words ahead.

    That one adds nothing to what is said. The second looks at the same place, by every other of the
    frequencies that tell places apart, and says what is there; it is less sure than the first.
    """
    place = matrix(weights, f"{ATTENTION}/linear_0/weight") / 8
    names = matrix(weights, "encoder/embeddings_0/weight")
    spread, basis = np.linalg.svd(names, full_matrices=False)[1:]
    basis = basis[spread > 1e-4]
    assert len(basis) <= HALF
    said = np.zeros((HALF, DEPTH))
    said[: len(basis)] = basis
    half = np.arange(0, HALF, 2)
    chosen = np.concatenate([half, half + HALF])
    rate = np.exp(np.arange(HALF) * -(np.log(10000) / (HALF - 1)))
    turn = np.zeros((DEPTH, DEPTH))
    for f, angle in enumerate(2 * rate):
        sine, cosine = np.sin(angle), np.cos(angle)
        turn[f, [f, f + HALF]] = cosine, -sine
        turn[f + HALF, [f, f + HALF]] = sine, cosine
    queries = np.concatenate([24 * place[chosen], 2.5 * place[chosen]])
    keys = np.concatenate([12 * (turn @ place)[chosen], 2.5 * place[chosen]])
    values = np.concatenate([np.zeros((HALF, DEPTH)), 8 * said])
    out = np.concatenate([np.zeros((DEPTH, HALF)), said.T], axis=1)
    arrays = {
        "linear_0": queries,
        "linear_1": np.concatenate([keys, values]),
        "linear_2": out,
    }
    new = {f"{ATTENTION}/{name}/weight": array.astype("<f4") for name, array in arrays.items()}
    return changed(weights, {**new, "decoder/num_heads": np.array(2, "<i2")})


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_argos.package(tmp_path_factory.mktemp("tiny") / "en_pt")


@pytest.fixture(scope="module")
def original(tiny: Path) -> Weights:
    weights = read_weights((tiny / "model" / "model.bin").read_bytes())
    assert weights is not None
    return weights


@pytest.fixture(scope="module")
def pair(original: Weights) -> Weights:
    """The model of two heads, of which the second aligns."""
    weights = read_weights(two_heads(original))
    assert weights is not None
    return weights


def package(tiny: Path, folder: Path, model: bytes) -> Path:
    made = folder / "en_pt"
    shutil.copytree(tiny, made)
    (made / "model" / "model.bin").write_bytes(model)
    (made / calibration._FILE).unlink(missing_ok=True)
    return made


@pytest.fixture
def misled(tiny: Path, pair: Weights, tmp_path: Path) -> Path:
    """A package whose first head aligns badly."""
    return package(tiny, tmp_path, pair.data)


@pytest.fixture(autouse=True)
def _small_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny model knows few letters: the sample is made of the sentences it was made of."""
    monkeypatch.setattr(sample, "_SENTENCES", {"en": tiny_argos.SENTENCES[:5]})
    monkeypatch.setattr(sample, "_TEXTS", 5)


def best(folder: Path) -> Heads:
    return calibration.chosen(folder, load(folder, 1), ("en", "pt"), 1)


def owed(model: Model, text: str) -> np.ndarray:
    """Return what each token of an answer owes to each of its text, the end mark left out."""
    ((_, rows),) = guess(model, [model.tokenizer.encode(text)])
    return np.array(rows)[:-1]


# The file


def test_the_heads_of_a_file_are_read(original: Weights, pair: Weights) -> None:
    assert (original.layers, original.heads, original.own) == (1, 1, Heads(0, (0,)))
    assert (pair.layers, pair.heads, pair.own, pair.guided) == (1, 2, Heads(0, (0,)), False)


@pytest.mark.parametrize(
    ("layer", "count", "guided"),
    [
        pytest.param(-1, 1, False, id="the first head of the last layer is the default"),
        pytest.param(-1, 0, False, id="all heads of the last layer are a default"),
        pytest.param(-1, 2, True, id="several heads of the last layer were named"),
        pytest.param(0, 1, True, id="a layer counted from the front was named"),
    ],
)
def test_a_file_that_names_what_is_no_default_was_trained_with_it(
    pair: Weights, layer: int, count: int, guided: bool
) -> None:
    values = {"alignment_layer": layer, "alignment_heads": count}
    named = {f"decoder/{name}": np.array(value, "<i2") for name, value in values.items()}
    weights = read_weights(changed(pair, named))
    assert weights is not None
    assert weights.guided is guided
    assert weights.own == Heads(0, tuple(range(count or 2)))


@given(cut=st.integers(0, 4000), data=st.data())
def test_half_a_file_is_no_model_and_no_error(
    original: Weights, cut: int, data: st.DataObject
) -> None:
    assert read_weights(original.data[:cut]) is None
    noise = data.draw(st.binary(max_size=40))
    at = data.draw(st.integers(0, 400))
    spoilt = original.data[:at] + noise + original.data[at + len(noise) :]
    assert read_weights(spoilt) is None or isinstance(read_weights(spoilt), Weights)


def test_the_file_of_another_kind_of_model_is_none_that_is_known(original: Weights) -> None:
    name = struct.pack("<H", 16) + b"TransformerSpec\0"
    assert read_weights(original.data.replace(name, name.replace(b"Transf", b"Whispf"), 1)) is None


@pytest.mark.parametrize("heads", [Heads(0, (1,)), Heads(0, (0, 1)), Heads(0, (1, 0))])
def test_a_changed_file_names_the_heads_and_is_as_long(pair: Weights, heads: Heads) -> None:
    data = giving(pair, heads)
    weights = read_weights(data)
    assert weights is not None
    assert weights.own == Heads(0, tuple(range(len(heads.heads))))
    assert len(data) == len(pair.data)
    assert weights.variables == pair.variables


def test_two_changes_of_places_give_the_file_back(pair: Weights) -> None:
    once = read_weights(giving(pair, Heads(0, (1,))))
    assert once is not None
    twice = read_weights(giving(once, Heads(0, (1,))))
    assert twice is not None
    for name, variable in pair.variables.items():
        if "alignment" not in name:
            assert twice.bytes_of(variable) == pair.bytes_of(variable), name


@pytest.mark.parametrize(
    "heads",
    [
        pytest.param(Heads(1, (0,)), id="a layer too many"),
        pytest.param(Heads(0, (2,)), id="a head too many"),
        pytest.param(Heads(0, (0, 0)), id="a head twice"),
        pytest.param(Heads(0, ()), id="none"),
        pytest.param(Heads(0, (0,), 2), id="two tokens later"),
    ],
)
def test_what_a_file_does_not_have_is_told(pair: Weights, heads: Heads) -> None:
    assert not has_heads(pair, heads)
    assert has_heads(pair, Heads(0, (1, 0), 1))


# What the changed model does


def test_the_attention_of_the_head_that_was_asked_for_comes_out(
    tiny: Path, pair: Weights, misled: Path
) -> None:
    text = "the old house stands near the river"
    straight = owed(load(misled, 1, Heads(0, (1,))), text)
    ahead = owed(load(misled, 1), text)
    both = owed(load(misled, 1, Heads(0, (0, 1))), text)
    assert (straight.argmax(axis=1) == np.arange(len(straight))).all()
    assert (ahead.argmax(axis=1)[3:-2] == np.arange(5, len(ahead))).all()
    assert both == pytest.approx((straight + ahead) / 2, abs=1e-5)


def test_attributes_that_an_old_file_lacks_are_added(pair: Weights, misled: Path) -> None:
    data = pair.data
    for name in (b"alignment_layer", b"alignment_heads"):
        data = data.replace(b"decoder/" + name, b"decoder/" + name[::-1])
    weights = read_weights(data)
    assert weights is not None
    assert weights.own == Heads(0, (0,))
    (misled / "model" / "model.bin").write_bytes(giving(weights, Heads(0, (1,))))
    straight = owed(load(misled, 1), "the old house stands near the river")
    assert (straight.argmax(axis=1) == np.arange(len(straight))).all()


def test_attention_that_comes_later_is_that_of_the_next_token() -> None:
    rows = [[1.0], [2.0], [3.0]]
    assert later_rows(rows, 0) == rows
    assert later_rows(rows, 1) == [[2.0], [3.0], [3.0]]


def test_an_answer_with_later_attention_has_a_row_for_each_token_and_no_end_mark(
    misled: Path,
) -> None:
    now, later = load(misled, 1), load(misled, 1, Heads(0, (0,), 1))
    asked = [now.tokenizer.encode(text) for text in tiny_argos.SENTENCES]
    heeded = [True] * len(asked)
    for one, other in zip(
        answers(submit(now, asked, heeded)), answers(submit(later, asked, heeded)), strict=True
    ):
        assert [a.pieces for a in one] == [a.pieces for a in other]
        assert [a.score for a in one] == [a.score for a in other]
        assert [a.cut for a in one] == [a.cut for a in other]
        for a, b in zip(one, other, strict=True):
            assert len(b.attention) == len(b.pieces)
            assert np.array(b.attention[:-1]) == pytest.approx(np.array(a.attention[1:]), abs=1e-5)


# Calibration


def spanned(text: str, part: str) -> SpannedText:
    start = text.index(part)
    return SpannedText(text, (Span(start, start + len(part), 1),))


def drafts(folder: Path, texts: Iterable[SpannedText]) -> list[Draft]:
    return list(Argos([folder.parent]).translate(list(texts), "en", "pt"))


def covered(draft: Draft) -> str:
    (span,) = draft.text.spans
    return draft.text.text[span.start : span.end]


def test_the_head_that_aligns_is_found_and_spans_are_placed_by_it(misled: Path) -> None:
    text = spanned("a red car waits in front of the house", "red car")
    (draft,) = drafts(misled, [text])
    assert covered(draft) == "RED CAR"
    assert calibration.known(misled) == Heads(0, (1,))


def test_a_package_whose_own_head_aligns_keeps_it(tiny: Path, tmp_path: Path) -> None:
    folder = package(tiny, tmp_path, (tiny / "model" / "model.bin").read_bytes())
    assert best(folder) == OWN


def test_heads_that_the_package_names_are_trusted_without_a_sample(
    misled: Path, pair: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "_best", None)
    named = changed(pair, {"decoder/alignment_layer": np.array(0, "<i2")})
    (misled / "model" / "model.bin").write_bytes(named)
    assert best(misled) == OWN


def test_a_sample_that_says_too_little_changes_nothing(
    misled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "_SENTENCES", {"en": tiny_argos.SENTENCES[:1]})
    monkeypatch.setattr(sample, "_TEXTS", 1)
    assert best(misled) == OWN


def test_drafts_say_the_same_before_and_after(misled: Path, tiny: Path) -> None:
    texts = [spanned(text, text.split()[1]) for text in tiny_argos.SENTENCES]
    plain = [SpannedText(text.text) for text in texts]
    before, marked, after = (drafts(misled, batch) for batch in (plain, texts, plain))
    assert [d.text.text for d in before] == [d.text.text for d in marked]
    assert before == after
    assert [d.score for d in before] == [d.score for d in marked]


def test_texts_without_spans_ask_for_no_calibration(misled: Path) -> None:
    drafts(misled, [SpannedText("the house is old")])
    assert not (misled / calibration._FILE).exists()


def test_what_was_found_is_read_and_not_found_again(
    misled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert best(misled) == Heads(0, (1,))
    monkeypatch.setattr(calibration, "_best", None)
    assert best(misled) == Heads(0, (1,))
    (draft,) = drafts(misled, [spanned("the house is old", "house")])
    assert covered(draft) == "HOUSE"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\x00", id="no text"),
        pytest.param(b"[1, 2]", id="a list"),
        pytest.param(b'{"layer": 0}', id="half of it"),
        pytest.param({"of": "other files"}, id="other files"),
        pytest.param({"layer": 7}, id="a layer that the model lacks"),
        pytest.param({"heads": [5]}, id="a head that the model lacks"),
        pytest.param({"heads": ["1"]}, id="a text for a number"),
        pytest.param({"later": True}, id="a truth value for a number"),
    ],
)
def test_a_broken_file_is_ignored_and_made_again(
    misled: Path, broken: bytes | dict[str, object]
) -> None:
    best(misled)
    path = misled / calibration._FILE
    good = path.read_bytes()
    bad = broken if isinstance(broken, bytes) else json.dumps(json.loads(good) | broken).encode()
    path.write_bytes(bad)
    assert calibration.known(misled) is None
    assert best(misled) == Heads(0, (1,))
    assert path.read_bytes() == good


def test_the_file_is_no_part_of_what_the_version_tells(misled: Path) -> None:
    before = Argos([misled.parent]).version("en", "pt")
    best(misled)
    assert Argos([misled.parent]).version("en", "pt") == before


@pytest.mark.parametrize("writable", [True, False], ids=["the cache", "nowhere"])
def test_a_package_that_cannot_be_written_has_its_file_elsewhere(
    misled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    cache = tmp_path / "cache"
    store = calibration.packages.default_store
    downloads = cache / "downloads" if writable else misled / "metadata.json" / "downloads"
    monkeypatch.setattr(
        calibration.packages,
        "default_store",
        lambda: replace(store(), downloads=downloads),
    )
    monkeypatch.setattr(calibration.os, "access", lambda *_: False)
    monkeypatch.setattr(calibration, "_FILE", "metadata.json/alignment")
    monkeypatch.setattr(calibration, "write_atomically", refusing(misled))
    assert best(misled) == Heads(0, (1,))
    assert calibration.known(misled) == (Heads(0, (1,)) if writable else None)


def refusing(folder: Path):  # type: ignore[no-untyped-def]  # of the type of what it stands for
    """Write as ever, but into one folder: the tests may run as root, who can write anywhere."""
    from translate.errors import ProjectError
    from translate.files import write_atomically

    def write(path: Path, data: bytes, root: Path) -> bool:
        if path.is_relative_to(folder):
            raise ProjectError(f"{path} cannot be written")
        return write_atomically(path, data, root)

    return write


# The sample


@pytest.mark.parametrize(
    ("source", "target"),
    [("en", "pt"), ("fr", "en"), ("ja", "en"), ("zh-Hant", "en"), ("ar", "de"), ("xq", "en")],
)
def test_a_sample_can_be_made_for_any_pair(
    monkeypatch: pytest.MonkeyPatch, source: str, target: str
) -> None:
    monkeypatch.undo()
    made = sample_texts(source, target)
    assert made == sample_texts(source, target)
    assert len(made) >= 20
    assert len({text for text, _ in made}) == len(made)
    assert all("{" not in text for text, _ in made)


def test_in_a_text_itself_each_word_belongs_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    links = 0
    for text, known in sample_texts("en", "en"):
        for ours, theirs in anchors(text, known, text):
            assert ours == theirs
            links += 1
    assert links > 60


def test_words_that_stand_twice_or_not_at_all_say_nothing() -> None:
    known = [("one", "um"), ("two", "dois"), ("three", "três")]
    found = list(anchors("one two two three", known, "um dois dois quatro"))
    assert found == [({0}, {0})]
    assert [words("one two")[n] for n in found[0][0]] == [(0, 3)]


# The real package


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not REAL.exists():
        pytest.skip(f"{REAL.name} is neither beside the checkout nor in $BABELPRESS_MODELS")
    folder = tmp_path_factory.mktemp("real")
    with zipfile.ZipFile(REAL) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


SENTENCES = [
    "She lives in a small red house near the river.",
    "Read the installation guide before you begin.",
    "The price rose by 12% in two months, but nobody had expected it.",
    "Warning: do not open the door.",
]


@pytest.mark.parametrize(
    "heads", [Heads(0, (5,), 1), Heads(1, (3,)), Heads(0, (7, 2)), Heads(1, tuple(range(8)))]
)
def test_other_heads_change_no_word_and_no_score(real: Path, heads: Heads) -> None:
    before, after = load(real, 1), load(real, 1, heads)
    asked = [before.tokenizer.encode(sentence) for sentence in SENTENCES]

    def said(model: Model) -> Sequence[object]:
        found = answers(submit(model, asked, [True] * len(asked)))
        return [(a.pieces, a.score, a.cut) for hypotheses in found for a in hypotheses]

    assert said(before) == said(after)


def test_a_real_package_with_its_heads_out_of_order_is_set_right(
    real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    weights = read_weights((real / "model" / "model.bin").read_bytes())
    assert weights is not None
    bad = read_weights(giving(weights, Heads(1, (2,))))
    assert bad is not None
    folder = tmp_path / "packages" / real.name
    shutil.copytree(real, folder)
    layer = {"decoder/alignment_layer": np.array(-1, "<i2")}  # the default, again
    (folder / "model" / "model.bin").write_bytes(changed(bad, layer))
    found = best(folder)
    assert found != OWN
    (draft,) = drafts(folder, [spanned(SENTENCES[0], "small red house")])
    assert covered(draft) == "pequena casa vermelha"
