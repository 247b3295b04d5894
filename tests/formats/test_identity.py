"""Promise 1: an article rebuilt with every text equal to its source is the source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.fragments import dialects_on, markdown, structured
from tests.formats.reading import commonmark_examples, packaged_markdown, read, rebuilt
from translate.formats.markdown.dialects.table import DIALECTS
from translate.model import Role


@given(markdown)
def test_any_markdown_rebuilds_to_itself(source: str) -> None:
    assert rebuilt(source) == source


@given(structured | markdown, dialects_on)
def test_any_markdown_of_any_dialect_rebuilds_to_itself(source: str, dialects: set[str]) -> None:
    assert rebuilt(source, dialects=dialects) == source


@given(markdown | st.text())
def test_any_plain_text_rebuilds_to_itself(source: str) -> None:
    assert rebuilt(source, ".txt") == source


@given(markdown | structured, st.sampled_from([".md", ".txt"]), dialects_on)
def test_segments_are_in_order_apart_and_inside_of_their_block(
    source: str, suffix: str, dialects: set[str]
) -> None:
    cursor = 0
    for block in read(source, suffix, dialects=dialects).blocks:
        assert cursor <= block.start
        cursor = block.start
        for segment in block.segments:
            assert cursor <= segment.start < segment.end <= block.end
            assert segment.text.strip()
            cursor = segment.end
        cursor = block.end


@given(markdown)
def test_every_pair_of_codes_lies_whole_in_one_segment(source: str) -> None:
    for block in read(source).blocks:
        for segment in block.segments:
            stack: list[int] = []
            for code in segment.codes:
                if code.role is Role.OPEN:
                    stack.append(code.number)
                if code.role is Role.CLOSE:
                    assert stack.pop() == code.number
            assert not stack


def test_every_markdown_file_of_the_installed_packages_rebuilds_to_itself() -> None:
    found = list(packaged_markdown())
    assert len(found) > 10
    different = [name for name, text in found if rebuilt(text) != text]
    different += [name for name, text in found[::10] if rebuilt(text, dialects=DIALECTS) != text]
    assert different == []


def test_every_example_of_the_commonmark_specification_rebuilds_to_itself() -> None:
    examples = list(commonmark_examples())
    if not examples:
        pytest.skip("the CommonMark specification is not there: `make test` fetches it with npm")
    assert len(examples) > 600
    for example in examples:
        assert rebuilt(example) == example
        assert rebuilt(example, ".txt") == example
        crlf = re.sub(r"\r?\n", "\r\n", example)
        assert rebuilt(crlf) == crlf
        assert rebuilt("\ufeff" + example) == "\ufeff" + example
