"""Languages by the names that people give them."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from translate.errors import LanguageError
from translate.language_names import is_tag, named
from translate.languages import canonical


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("es", "es"), ("pt_br", "pt-BR"), ("zh-cn", "zh-Hans"),  # tags, as ever
        ("Spanish", "es"), ("SPANISH", "es"), (" catalan ", "ca"),
        ("español", "es"), ("espanol", "es"), ("català", "ca"), ("Deutsch", "de"),
        ("ελληνικά", "el"), ("日本語", "ja"), ("हिन्दी", "hi"), ("العربية", "ar"),
        ("srpski", "sr-Latn"), ("српски", "sr"), ("繁體中文", "zh-Hant"),
        ("Brazilian Portuguese", "pt-BR"), ("Portuguese (Brazil)", "pt-BR"),
        ("português (Brasil)", "pt-BR"), ("Chinese (Traditional)", "zh-Hant"),
        ("Mexican Spanish", "es-MX"), ("Norwegian", "no"), ("Welsh", "cy"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_tag_and_its_names(typed: str, wanted: str) -> None:
    assert named(typed) == wanted


def test_every_language_is_known_by_its_english_name() -> None:
    names = {code: name for code, name in Locale("en").languages.items() if is_tag(code)}
    other = {code for code, name in names.items() if named(name) != canonical(code)}
    assert other == {"gaa"}  # it is called Ga, and `ga` is the tag of Irish


def test_every_language_of_two_letters_is_known_by_its_own_name() -> None:
    codes = [code for code in locale_identifiers() if len(code) == 2]
    own = {code: Locale(code).languages.get(code) for code in codes}
    assert len(own) > 150
    other = {code for code, name in own.items() if name and named(name) != canonical(code)}
    assert other == {"nr"}  # North and South Ndebele call themselves alike


def test_a_name_in_the_language_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    named.cache_clear()
    with pytest.raises(LanguageError):
        named("portugais brésilien")
    monkeypatch.setenv("LANGUAGE", "fr")
    assert named("portugais brésilien") == "pt-BR"
    assert named("Allemand") == "de"
    named.cache_clear()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("spansh", "“Spanish” (es)"), ("Ukranian", "“Ukrainian” (uk)"), ("jp", "“ja” (Japanese)"),
        ("cz", "“cs” (Czech)"), ("xx-yy", "such as es, ca"), ("", "such as"), ("es,ca", "such as"),
    ],
)  # fmt: skip
def test_what_is_neither_gets_a_suggestion(typed: str, hint: str) -> None:
    with pytest.raises(LanguageError, match="is no language that CLDR knows") as caught:
        named(typed)
    assert hint in caught.value.hint
