"""Units of the RDF layer beside writing and reading a source: links, canonical form, root voice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import AFP, COALITION, SPOKESMAN, document, links, rich_extraction, span
from pyoxigraph import BlankNode, Literal, Quad

from kg.model import Claim, Claimant, Judgement
from kg.rdf import (
    Minter,
    StrikeCluster,
    canonical_bytes,
    judgement_quads,
    link_quads,
    read_judgements,
    read_strikes,
    reference_quads,
    root_claimant,
    to_quads,
)
from kg.vocab import RDF, RDFS

MINTER = Minter()
SOURCE = MINTER.source(document().sha256)


class TestLinks:
    """Strikes and judgements."""

    def test_strike_is_named_by_its_first_account(self) -> None:
        one = StrikeCluster(("https://x.org/account/b", "https://x.org/account/a"), "x")
        other = StrikeCluster(("https://x.org/account/a", "https://x.org/account/c"), "y")
        assert one.iri(MINTER) == other.iri(MINTER)

    def test_accounts_come_back_with_their_strike(self) -> None:
        strikes = read_strikes(links())
        assert sorted(strikes) == ["https://w3id.org/strikekg/account/a", "https://w3id.org/strikekg/account/b"]
        assert len(set(strikes.values())) == 1

    def test_judgement_comes_back_equal(self) -> None:
        judgement = Judgement("https://x.org/account/a", "https://x.org/account/b", "different", 1.0, ("other day",), "Zoë")
        graph = MINTER.graph("judgements")
        quads = judgement_quads([judgement], MINTER, graph)
        assert {q.graph_name for q in quads} == {graph}
        assert read_judgements(quads) == (judgement,)

    def test_links_go_to_their_graph(self) -> None:
        assert {q.graph_name for q in links()} == {MINTER.graph("links")}

    def test_empty_links_are_no_quads(self) -> None:
        assert link_quads([], [], MINTER) == []


class TestCanonical:
    """Equal graphs give equal bytes."""

    def test_quads_in_any_order_and_number(self) -> None:
        quads = to_quads(rich_extraction(), MINTER)
        assert canonical_bytes([*quads[::-1], *quads]) == canonical_bytes(quads)

    def test_line_separator_in_a_literal_ends_no_line(self) -> None:
        quad = Quad(SOURCE, RDFS.label, Literal("a\u2028b\nc"))
        assert canonical_bytes([quad]).count(b"\n") == 1

    def test_blank_nodes_are_named_by_what_is_said_of_them(self) -> None:
        def quads() -> list[Quad]:
            one, other = BlankNode(), BlankNode()
            return [Quad(one, RDFS.label, Literal("1")), Quad(other, RDFS.label, Literal("2")), Quad(one, RDF.type, other)]

        assert canonical_bytes(quads()) == canonical_bytes(quads())

    def test_reference_data_has_the_same_bytes_each_time(self) -> None:
        assert canonical_bytes(reference_quads(MINTER)) == canonical_bytes(reference_quads(MINTER))

    def test_listed_actors_move_with_the_base(self) -> None:
        other = Minter("https://data.example.org/")
        assert other.actor(COALITION) in {q.subject for q in reference_quads(other)}


class TestRootClaimant:
    """The voice that a claim goes back to."""

    PERSON = Claim(*span("There were three raids that day."), Claimant("named", SPOKESMAN), on_behalf_of=COALITION, relays=AFP)

    def test_whom_the_claimant_relays_comes_first(self) -> None:
        assert root_claimant(self.PERSON, document()) == AFP.name

    def test_then_the_body_a_person_speaks_for(self) -> None:
        assert root_claimant(replace(self.PERSON, relays=None), document()) == COALITION.name

    def test_then_the_claimant(self) -> None:
        assert root_claimant(replace(self.PERSON, relays=None, on_behalf_of=None), document()) == SPOKESMAN.name

    @pytest.mark.parametrize(
        ("missing", "voice"),
        [((), "Agence France-Presse"), (("agency",), "Example Herald"), (("agency", "publisher"), "jets – ñ.txt")],
    )
    def test_own_voice_is_agency_then_publisher_then_file(self, missing: tuple[str, ...], voice: str) -> None:
        stated = document()
        for name in missing:
            stated = replace(stated, **{name: None})  # type: ignore[arg-type]  # fields by name
        assert root_claimant(Claim(1, 2, Claimant("source")), stated) == voice
