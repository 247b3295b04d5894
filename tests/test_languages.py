"""Language tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import LanguageError
from translate.languages import (
    base,
    canonical,
    english_name,
    own_name,
    plural_forms,
    posix,
    right_to_left,
    spellings,
    word_joiner,
)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("es", "es"), ("ES", "es"), ("pt_br", "pt-BR"), ("zh-cn", "zh-Hans"), ("zt", "zh-Hant"),
        ("sr-latn-rs", "sr-Latn-RS"), ("cat", "ca"), ("por", "pt"), ("iw", "he"), ("oc", "oc"),
        ("de-AT", "de-AT"), ("tl", "fil"), ("ca-valencia", "ca-valencia"),
        ("ca@valencia", "ca-valencia"), ("CA_ES_VALENCIA", "ca-ES-valencia"),
        ("sr@latin", "sr-Latn"), ("sr_RS.UTF-8@latin", "sr-Latn-RS"), ("sh", "sr-Latn"),
        ("de-1996", "de-1996"), ("en-gb-OXENDICT", "en-GB-oxendict"), ("es_419", "es-419"),
        ("zh_hant_tw", "zh-Hant-TW"), ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"),
        ("de-u-co-phonebk", "de-u-co-phonebk"), ("en-x-our-style", "en-x-our-style"),
        ("x-private", "x-private"), ("de_DE@euro", "de-DE"), ("mn-Mong-CN", "mn-Mong-CN"),
    ],
)  # fmt: skip
def test_a_tag_is_spelt_as_bcp_47_and_gains_nothing(typed: str, wanted: str) -> None:
    assert canonical(typed) == wanted
    assert canonical(wanted) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "xx-yy",
        "q!",
        "english",
        "e",
        "es,ca",
        "../es",
        "*",
        "es-Lxtn",
        "es-zq",
        "es-",
        "x-",
        "x",
        "es-a",
        "es@../x",
        "ca@val/encia",
    ],
)
def test_what_is_no_tag_is_refused(typed: str) -> None:
    with pytest.raises(LanguageError):
        canonical(typed)


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("pt-BR", "pt_BR"), ("ca-valencia", "ca@valencia"), ("sr-Latn", "sr@latin"),
        ("sr-Latn-RS", "sr_RS@latin"), ("zh-Hant-TW", "zh_Hant_TW"), ("de-CH-1901", "de_CH@1901"),
        ("en-x-our-style", "en@x-our-style"), ("sr-Latn-ekavsk", "sr_Latn@ekavsk"),
    ],
)  # fmt: skip
def test_a_locale_is_spelt_as_gettext_does(tag: str, wanted: str) -> None:
    assert posix(tag) == wanted
    assert all(canonical(name) == tag for name in spellings(tag))


_variant = st.from_regex(r"[a-z]{5,8}|[0-9][a-z0-9]{3}", fullmatch=True)


@given(
    st.sampled_from(["ca", "sr", "zh", "en", "de", "hy", "yue", "fil"]),
    st.sampled_from(["", "Latn", "Cyrl", "Hant", "Mong", "Brai"]),
    st.sampled_from(["", "ES", "TW", "419", "AQ"]),
    st.lists(_variant, max_size=3),
    st.sampled_from(["", "u-co-phonebk", "x-a-b1", "t-en-x-1"]),
)
def test_the_name_of_a_folder_leads_back_to_its_tag(
    language: str, script: str, region: str, variants: list[str], more: str
) -> None:
    tag = "-".join(filter(None, (language, script, region, *variants, more)))
    assert canonical(tag.upper()) == canonical(tag)
    assert canonical(posix(tag)) == canonical(tag)
    assert "/" not in posix(tag)
    assert posix(posix(tag)) == posix(tag)
    assert base(tag) == language
    assert own_name(tag)
    assert english_name(tag)
    assert plural_forms(tag) == plural_forms(language) or region or script


def test_a_name_says_all_that_a_tag_says() -> None:
    assert english_name("ca-valencia") == "Catalan (Valencian)"
    assert english_name("mn-Mong-CN") == "Mongolian (Mongolian, China)"
    assert english_name("en-x-our-style") == "English (x-our-style)"
    assert english_name("x-private") == own_name("x-private") == "x-private"
    assert own_name("ca-valencia").startswith("català (")
    assert right_to_left("az-Arab")
    assert not right_to_left("he-Latn")


def test_what_cldr_says() -> None:
    assert posix("pt-BR") == "pt_BR"
    assert base("zh-Hans") == "zh"
    assert right_to_left("ar")
    assert not right_to_left("ca")
    assert plural_forms("fr") == "nplurals=2; plural=(n > 1);"
    assert word_joiner("ja") == ""
    assert word_joiner("fr") == word_joiner(None) == " "
