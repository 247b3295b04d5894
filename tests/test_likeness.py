"""chrF, BLEU and TER, on texts of which the figures are known."""

from __future__ import annotations

import pytest

from translate.likeness import likeness

SAME = "El barco está en el puerto de la ciudad."


def test_the_reference_itself_has_the_best_figures() -> None:
    alike = likeness("es", [(SAME, SAME)])
    assert (round(alike.chrf), round(alike.bleu), alike.ter) == (100, 100, 0.0)


def test_a_worse_translation_has_worse_figures() -> None:
    near = likeness("es", [("El barco está en un puerto de la ciudad.", SAME)])
    far = likeness("es", [("Una nave se encuentra en su muelle.", SAME)])
    assert near.chrf > far.chrf
    assert near.bleu > far.bleu
    assert near.ter < far.ter


def test_a_moved_phrase_is_one_edit() -> None:
    alike = likeness("es", [("ayer el barco rojo llegó", "el barco rojo llegó ayer")])
    assert alike.ter == pytest.approx(20.0)


def test_a_changed_capital_is_an_edit() -> None:
    assert likeness("es", [("el Barco", "el barco")]).ter == pytest.approx(50.0)


@pytest.mark.parametrize("language", ["zh-Hans", "ja"])
def test_chinese_and_japanese_are_compared_by_the_letter(language: str) -> None:
    assert likeness(language, [("我不是人民", "我就是人民")]).ter == pytest.approx(20.0)


def test_chinese_has_a_bleu_without_spaces() -> None:
    assert likeness("zh-Hans", [("我们明天去图书馆", "我们明天去图书馆吧")]).bleu > 50


def test_without_pairs_there_is_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        likeness("es", [])
