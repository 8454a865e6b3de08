"""What the words of claims add to linking: named places, rare names, sentences that recur, and what settles a judgement at once."""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

import pytest
from factories import rich_extraction, small_extraction

from kg.authority import Authority
from kg.gazetteer import Gazetteer
from kg.linking import AccountView, Site, Span, account_views, judge
from kg.linking.words import localities, rare_words, sentence_hash
from kg.model import Account, Claim, Claimant, Document, Extraction
from kg.rdf import Minter, read_extraction, to_quads

AUTHORITY, GAZETTEER, MINTER = Authority.load(), Gazetteer.load(), Minter()
VILLAGE = Site("Testham", ("Testham",), country="SY", lat=35.0, lon=38.0, keys=frozenset({"testham"}))
ONE = AccountView("a", "1", "a.txt", spans=(Span(10, 10, "day"),), sites=(VILLAGE,), countries=frozenset({"SY"}))
OTHER = replace(ONE, iri="b", source="2", file="b.txt")
VAGUE = replace(OTHER, spans=(Span(1, 31, "month"),), sites=())


def rare(quote: str, *known: str) -> tuple[str, ...]:
    return rare_words([quote], known, AUTHORITY, GAZETTEER)


def reasons(one: AccountView, other: AccountView) -> str:
    return "; ".join(judge(one, other).reasons)


class TestWords:
    def test_names_of_victims_are_rare(self) -> None:
        assert rare("Among the dead was a baker, Tavrin Zelqo, relatives said.") == ("tavrin", "zelqo")

    @pytest.mark.parametrize(
        "quote",
        [
            "On Monday the Turkish army and Islamic State fought near Aleppo, a Kurdish officer said.",
            "Zelqo opened the sentence.",
            "Baker Tavrin Zelqo Killed In Drone Strike",
            "it was the Turkey-backed faction of Muhammad",
        ],
    )
    def test_what_is_known_opens_a_sentence_or_stands_in_a_headline_is_not(self, quote: str) -> None:
        assert rare(quote) == ()

    def test_names_of_speakers_and_places_of_the_document_are_not_rare(self) -> None:
        assert rare("a shell hit Al-Zelqo, where Tavrin said so", "Zelqo", "Tavrin Qosh") == ()

    def test_named_facilities(self) -> None:
        quote = "A raid hit Testar's general hospital, the US base and the Old Nowhere Market"
        assert localities([quote, "a hospital"], AUTHORITY) == ("nowhere market", "testar hospital")

    def test_equal_words_have_one_hash_whatever_the_marks(self) -> None:
        first, second = "Four shells fell on the village at dawn.", "four shells, fell on the  village at dawn"
        assert sentence_hash(first) == sentence_hash(second) is not None
        assert sentence_hash("Four shells fell.") is None


class TestViews:
    @pytest.mark.parametrize("extraction", [rich_extraction(), small_extraction(7)])
    def test_view_of_a_graph_read_back_is_the_same(self, extraction: Extraction) -> None:
        again = account_views(read_extraction(to_quads(extraction, MINTER), extraction.document.text), MINTER)
        for was, now in zip(account_views(extraction, MINTER), again, strict=True):
            assert [f.name for f in fields(was) if getattr(was, f.name) != getattr(now, f.name)] == []

    def test_sentence_told_of_two_strikes_tells_neither_from_the_other(self) -> None:
        text = "Jets hit the mill and the old bridge at dawn on that day."
        claim = Claim(0, len(text), Claimant("source"))
        document = Document(text, "a", sha256(text.encode()).hexdigest())
        alone, *_ = account_views(Extraction(document, (Account((claim,)),)), MINTER)
        twice = account_views(Extraction(document, (Account((claim,)), Account((claim,)))), MINTER)
        assert [len(alone.sentences), *(len(view.sentences) for view in twice)] == [1, 0, 0]


class TestFeatures:
    def test_shared_hospital(self) -> None:
        one, other = (replace(view, localities=("testar hospital",)) for view in (ONE, OTHER))
        assert "same named place (testar hospital)" in reasons(one, other)

    def test_two_hospitals_are_two(self) -> None:
        one, other = replace(ONE, localities=("testar hospital",)), replace(OTHER, localities=("nowhere hospital",))
        assert "different named places of one kind (testar hospital and nowhere hospital)" in reasons(one, other)
        assert judge(one, other).score < judge(ONE, OTHER).score

    def test_shared_names(self) -> None:
        one, other = replace(ONE, rare_words=("tavrin", "zelqo")), replace(OTHER, rare_words=("dilqo", "zelqo"))
        assert "shared rare words (zelqo)" in reasons(one, other)

    def test_copied_sentence(self) -> None:
        one, other = (replace(view, sentences=(7, 9), source_sentences=(7, 9)) for view in (ONE, OTHER))
        assert "same text (2 sentences equal word for word)" in reasons(one, other)

    def test_form_of_words_of_one_publisher_is_no_copy(self) -> None:
        one, other = (
            replace(view, sentences=(7,), source_sentences=(7,), spans=(), published=Span(day, day, "x"))
            for view, day in ((ONE, 10), (OTHER, 11))
        )
        assert "same text (1 sentence equal word for word), but maybe of another day: a form of words" in reasons(one, other)
        assert "same text (1 sentence" in reasons(replace(one, publisher="Herald"), replace(other, publisher="Courier"))

    @pytest.mark.parametrize("tie", [{"rare_words": ("tavrin", "zelqo")}, {"sentences": (7,), "source_sentences": (7,)}])
    def test_something_rare_ties_even_a_vague_account(self, tie: dict[str, Any]) -> None:
        assert reasons(ONE, VAGUE).startswith("too vague")
        assert not reasons(replace(ONE, **tie), replace(VAGUE, **tie)).startswith("too vague")
        assert reasons(replace(ONE, **tie), replace(VAGUE, **tie, specific=False)).startswith("too vague")


class TestSettled:
    def test_two_strikes_of_a_text_and_its_copy(self) -> None:
        one = replace(ONE, sentences=(7,), source_sentences=(7, 9))
        other = replace(OTHER, sentences=(9,), source_sentences=(7, 9))
        found = judge(one, other)
        assert (found.verdict, found.score, found.reasons) == ("different", 0.0, ("both sources carry one text, which tells them apart",))

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"spans": (Span(14, 14, "later"),)}, "dates 4 days apart (day and later)"),
            ({"countries": frozenset({"IQ"})}, "different countries (SY and IQ)"),
            ({"sites": (replace(VILLAGE, name="Farham", lat=36.0),)}, "Testham and Farham are 111 km apart"),
        ],
    )
    def test_one_certain_ground_is_enough(self, change: dict[str, Any], reason: str) -> None:
        found = judge(ONE, replace(OTHER, **change))
        assert (found.verdict, found.score, found.reasons) == ("different", 0.0, (reason,))

    def test_nothing_is_different_for_want_of_evidence(self) -> None:
        one, other = (replace(view, sites=()) for view in (ONE, OTHER))
        found = judge(one, other)
        assert found.score < 0.3
        assert found.verdict == "unsure"
