from __future__ import annotations

from dataclasses import fields, replace

import pytest
from factories import (
    AFP,
    NETWORK,
    OFFICIALS,
    SPOKESMAN,
    TEXT,
    VALLEY,
    VILLAGE,
    document,
    links,
    rich_extraction,
    small_extraction,
)
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg import vocab
from kg.errors import InputError, StoreError
from kg.model import Account, Actor, Claim, Claimant, Extraction, Place
from kg.rdf import (
    Minter,
    claim_iris,
    digest,
    document_graph_with_text,
    name_key,
    read_extraction,
    read_source,
    read_sources,
    to_quads,
)
from kg.vocab import KG, OA, RDF, RDFS, SKOS

MINTER = Minter()
SOURCE = MINTER.source(document().sha256)


def objects(quads: list[Quad], predicate: NamedNode, subject: NamedNode | None = None) -> set[str]:
    return {str(getattr(q.object, "value", "")) for q in quads if q.predicate == predicate and subject in {None, q.subject}}


def declared() -> set[NamedNode]:
    groups = [getattr(vocab, name) for name in ("KG", "RDF", "RDFS", "SKOS", "DCTERMS", "SCHEMA", "PROV", "OA", "GEO", "ORG")]
    return {term for group in groups for term in vars(group).values() if isinstance(term, NamedNode)}


def own_claim(start: int, end: int, **stated: object) -> Claim:
    return replace(Claim(start, end, Claimant("source")), **stated)  # type: ignore[arg-type]  # fields by name


class TestVocabulary:
    """Only declared terms leave the package."""

    quads = to_quads(rich_extraction(), MINTER) + links()

    def test_factory_sets_every_field_of_a_claim(self) -> None:
        extraction = rich_extraction()
        claims = [claim for account in extraction.accounts for claim in account.claims]
        assert {f.name for f in fields(Claim) if not any(getattr(claim, f.name) for claim in claims)} == set()

    def test_every_predicate_is_declared(self) -> None:
        assert {q.predicate for q in self.quads} <= declared()

    def test_every_class_is_declared(self) -> None:
        assert {q.object for q in self.quads if q.predicate == RDF.type} <= declared()

    def test_every_concept_is_declared(self) -> None:
        concepts = {f"{vocab.SCHEME_BASE}{scheme}/{key}" for scheme, keys in vocab.SCHEMES.items() for key in keys}
        used = {q.object.value for q in self.quads if isinstance(q.object, NamedNode) and q.object.value.startswith(vocab.SCHEME_BASE)}
        assert used
        assert used <= concepts

    def test_undeclared_weapon_is_refused(self) -> None:
        claim = own_claim(1, 10, mode="trebuchet")
        with pytest.raises(KeyError, match="mode/trebuchet"):
            to_quads(Extraction(document(), (Account((claim,)),)), MINTER)

    def test_no_blank_node_is_written(self) -> None:
        assert not any(isinstance(term, BlankNode) for q in self.quads for term in (q.subject, q.object))

    def test_no_literal_has_a_language(self) -> None:
        assert not any(q.object.language for q in self.quads if isinstance(q.object, Literal))


class TestRoundTrip:
    """What was written is read back."""

    def test_rich_extraction_comes_back_equal(self) -> None:
        assert read_extraction(to_quads(rich_extraction(), MINTER), TEXT) == rich_extraction()

    def test_text_is_empty_unless_given(self) -> None:
        assert read_extraction(to_quads(rich_extraction(), MINTER)).document.text == ""

    def test_order_of_writing_does_not_matter(self) -> None:
        quads = to_quads(rich_extraction(), MINTER)
        assert read_source(reversed(quads)) == read_source(quads)

    def test_shuffled_claims_and_accounts_give_the_same_quads(self) -> None:
        rich = rich_extraction()
        shuffled = replace(rich, accounts=tuple(replace(a, claims=a.claims[::-1]) for a in rich.accounts[::-1]))
        assert to_quads(shuffled, MINTER) == to_quads(rich, MINTER)

    def test_extraction_without_a_claim_comes_back(self) -> None:
        empty = Extraction(document(), extractor="cascade 0.1", rules_hash="c" * 64)
        assert read_extraction(to_quads(empty, MINTER), TEXT) == empty

    @given(st.lists(st.tuples(st.integers(0, 2), st.integers(3, 5), st.sampled_from(["said", "added", None])), max_size=6))
    def test_claims_on_one_span_keep_their_iris(self, spots: list[tuple[int, int, str | None]]) -> None:
        claims = tuple(own_claim(start, end, cue=cue) for start, end, cue in spots)
        half = len(claims) // 2
        accounts = (Account(claims[:half]),) if half else ()
        quads = to_quads(Extraction(document(), accounts, claims[half:]), MINTER)
        again = read_extraction(quads, TEXT)
        assert to_quads(again, MINTER) == quads
        assert len(again.elsewhere) + sum(len(a.claims) for a in again.accounts) == len(spots)

    def test_other_base_gives_other_iris_and_the_same_extraction(self) -> None:
        other = Minter("https://data.example.org/kg/")
        quads = to_quads(rich_extraction(), other)
        assert not any("w3id.org/strikekg/source" in str(q) for q in quads)
        assert read_extraction(quads, TEXT) == rich_extraction()

    def test_graph_of_two_sources_is_refused(self) -> None:
        with pytest.raises(StoreError, match="holds 2"):
            read_extraction(to_quads(small_extraction(1), MINTER) + to_quads(small_extraction(2), MINTER))

    def test_sources_written_as_one_come_back_each(self) -> None:
        extractions = (rich_extraction(), small_extraction(1), small_extraction(2))
        quads = [Quad(*quad.triple) for extraction in extractions for quad in to_quads(extraction, MINTER)]
        found = sorted(read_sources(quads), key=lambda record: record.extraction.document.file)
        wanted = [read_source(to_quads(extraction, MINTER)) for extraction in extractions]
        assert found == sorted(wanted, key=lambda record: record.extraction.document.file)

    def test_claim_without_evidence_is_refused(self) -> None:
        quads = [q for q in to_quads(small_extraction(1), MINTER) if q.predicate != OA.exact]
        with pytest.raises(StoreError, match="oa#exact"):
            read_extraction(quads)


class TestLayout:
    """The graph is laid out as its description says."""

    quads = to_quads(rich_extraction(), MINTER)

    def test_one_graph_per_source(self) -> None:
        assert {q.graph_name for q in self.quads} == {MINTER.source_graph(SOURCE)}

    def test_quote_is_the_text_at_its_offsets(self) -> None:
        record = read_source(self.quads)
        told = [*record.elsewhere, *(claim for account in record.accounts for claim in account.claims)]
        assert [TEXT[t.claim.start : t.claim.end] for t in told] == [t.quote for t in told]

    def test_own_voice_is_the_source_itself(self) -> None:
        assert SOURCE.value in objects(self.quads, KG.claimedBy)

    def test_open_bound_is_absent(self) -> None:
        figure = next(q.subject for q in self.quads if q.predicate == KG.words and q.object == Literal("up to two"))
        assert objects(self.quads, KG.low, NamedNode(str(figure)[1:-1])) == set()

    def test_zero_is_stated(self) -> None:
        assert "0" in objects(self.quads, KG.low)

    def test_whole_text_is_only_in_the_graph_for_validation(self) -> None:
        assert objects(self.quads, KG.text) == set()
        assert objects(document_graph_with_text(rich_extraction(), MINTER), KG.text) == {TEXT}

    def test_title_is_not_made_up_from_the_file_name(self) -> None:
        quads = to_quads(small_extraction(1), MINTER)
        assert objects(quads, vocab.DCTERMS.title) == set()
        assert "00001.txt" in objects(quads, RDFS.label)

    def test_alias_of_a_listed_publisher_is_its_actor(self) -> None:
        quads = to_quads(Extraction(replace(document(), publisher="AFP")), MINTER)
        assert objects(quads, vocab.DCTERMS.publisher) == {MINTER.actor(AFP).value}
        assert AFP.name in objects(quads, RDFS.label)

    def test_spelling_of_a_place_stands_beside_its_label(self) -> None:
        assert objects(self.quads, SKOS.altLabel, MINTER.place(VILLAGE)) == {VILLAGE.name}

    def test_claim_outside_the_text_is_refused(self) -> None:
        with pytest.raises(ValueError, match="outside the text"):
            to_quads(Extraction(document(), elsewhere=(own_claim(0, len(TEXT) + 1),)), MINTER)

    def test_account_without_claims_is_refused(self) -> None:
        with pytest.raises(ValueError, match="without claims"):
            to_quads(Extraction(document(), (Account(()),)), MINTER)


class TestMinting:
    """Equal things have equal IRIs, and no others have."""

    def test_parts_do_not_run_together(self) -> None:
        assert digest("a.b", "c") != digest("a", "b.c")
        assert digest("ab", "") != digest("a", "b")

    @pytest.mark.parametrize(
        ("name", "key"),
        [("Example Herald", "example-herald"), ("Zoë", "zoe"), ("  The  N.Y. Times ", "the-n-y-times")],
    )
    def test_name_becomes_a_slug(self, name: str, key: str) -> None:
        assert name_key(name) == key

    @pytest.mark.parametrize(
        ("one", "other"), [("شبكة الفرات", "شبكة الشام"), ("Łukasz", "Ukasz"), ("Al Jazeera قناة", "Al Jazeera"), ("!", "?")]
    )
    def test_names_that_ascii_confuses_stay_apart(self, one: str, other: str) -> None:
        assert name_key(one) != name_key(other)

    def test_slug_of_any_name_is_ascii(self) -> None:
        assert name_key(NETWORK.name).isascii()
        assert name_key(NETWORK.name)

    def test_local_actor_belongs_to_its_source(self) -> None:
        assert MINTER.actor(OFFICIALS, SOURCE).value == f"{SOURCE.value}#actor-officials"
        assert MINTER.actor(OFFICIALS, SOURCE) != MINTER.actor(OFFICIALS, MINTER.source("f" * 64))

    def test_local_actor_without_a_source_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Zoë"):
            MINTER.actor(SPOKESMAN)

    def test_unresolved_place_is_known_by_name_country_and_container(self) -> None:
        same = Place(VALLEY.name, country="SY", container="gn-170792", precision=5)
        assert MINTER.place(same) == MINTER.place(VALLEY)
        assert MINTER.place(replace(VALLEY, country="IQ")) != MINTER.place(VALLEY)
        assert MINTER.place(replace(VALLEY, container=None)) != MINTER.place(VALLEY)

    def test_claims_of_one_sentence_and_claimant_differ(self) -> None:
        one, other = own_claim(1, 10, strike_count=1), own_claim(1, 10, strike_count=2)
        names = {claim.strike_count: iri for _, claim, iri in claim_iris(Extraction(document(), (Account((one, other)),)), MINTER)}
        turned = {claim.strike_count: iri for _, claim, iri in claim_iris(Extraction(document(), (Account((other, one)),)), MINTER)}
        assert len(set(names.values())) == 2
        assert names == turned

    @pytest.mark.parametrize("base", ["", "strikekg", "https://example.org", "ftp://x/", "https://a b/", "https://example.org/#"])
    def test_base_that_is_no_iri_is_refused(self, base: str) -> None:
        with pytest.raises(InputError, match="no http IRI"):
            Minter(base)


def test_unlisted_actor_and_publisher_of_one_name_are_one() -> None:
    herald = Actor("Example Herald", "NewsOutlet")
    claim = Claim(1, 10, Claimant("named", herald))
    quads = to_quads(Extraction(document(), elsewhere=(claim,)), MINTER)
    assert objects(quads, RDF.type, MINTER.actor(herald)) == {KG.NewsOutlet.value}
