"""Language tags."""

from __future__ import annotations

import pytest

from translate.errors import LanguageError
from translate.languages import base, canonical, plural_forms, posix, right_to_left, word_joiner


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("es", "es"), ("ES", "es"), ("pt_br", "pt-BR"), ("zh-cn", "zh-Hans"), ("zt", "zh-Hant"),
        ("sr-latn-rs", "sr-Latn-RS"), ("cat", "ca"), ("por", "pt"), ("iw", "he"), ("oc", "oc"),
        ("de-AT", "de-AT"), ("tl", "fil"),
    ],
)  # fmt: skip
def test_a_tag_is_spelt_as_bcp_47_and_gains_nothing(typed: str, wanted: str) -> None:
    assert canonical(typed) == wanted
    assert canonical(wanted) == wanted


@pytest.mark.parametrize("typed", ["", "xx-yy", "q!", "english", "e", "es,ca", "../es", "*"])
def test_what_is_no_tag_is_refused(typed: str) -> None:
    with pytest.raises(LanguageError):
        canonical(typed)


def test_what_cldr_says() -> None:
    assert posix("pt-BR") == "pt_BR"
    assert base("zh-Hans") == "zh"
    assert right_to_left("ar")
    assert not right_to_left("ca")
    assert plural_forms("fr") == "nplurals=2; plural=(n > 1);"
    assert word_joiner("ja") == ""
    assert word_joiner("fr") == word_joiner(None) == " "
