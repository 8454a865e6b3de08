"""The names in ``kg.vocab`` are the terms of ``ontology/``, neither more nor fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.vocab import KG, KG_NS, ONTOLOGY_IRI, RDF, RDFS, SCHEME_BASE, SCHEMES, SKOS, concept

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Quad

OWL_KINDS = frozenset(
    NamedNode("http://www.w3.org/2002/07/owl#" + kind) for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
)
CONCEPT = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
CONCEPT_SCHEME = NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme")
BROADER = NamedNode("http://www.w3.org/2004/02/skos/core#broader")
TOP_CONCEPT_OF = NamedNode("http://www.w3.org/2004/02/skos/core#topConceptOf")
DEFINITION = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
EXAMPLE = NamedNode("http://www.w3.org/2004/02/skos/core#example")


@pytest.fixture(scope="module")
def core(root: Path) -> list[Quad]:
    return list(parse(path=root / "ontology" / "strikekg.ttl", format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def schemes(root: Path) -> list[Quad]:
    return list(parse(path=root / "ontology" / "schemes.ttl", format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def both(core: list[Quad], schemes: list[Quad]) -> list[Quad]:
    return core + schemes


def iri(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return the IRI of a named term, and nothing of any other."""
    return term.value if isinstance(term, NamedNode) else ""


def pairs(quads: list[Quad], predicate: NamedNode) -> set[tuple[str, str]]:
    """Return the IRIs that a property joins."""
    return {(iri(quad.subject), iri(quad.object)) for quad in quads if quad.predicate == predicate}


def values(quads: list[Quad], predicate: NamedNode) -> dict[str, list[Literal]]:
    """Return the literals of one property by subject."""
    found: dict[str, list[Literal]] = {}
    for quad in quads:
        if quad.predicate == predicate and isinstance(quad.object, Literal):
            found.setdefault(iri(quad.subject), []).append(quad.object)
    return found


def typed(quads: list[Quad], kinds: frozenset[NamedNode]) -> set[str]:
    """Return the IRIs that the quads give one of these types."""
    return {iri(quad.subject) for quad in quads if quad.predicate == RDF.type and quad.object in kinds} - {""}


def names() -> dict[str, NamedNode]:
    """Return the attributes of ``KG`` that name terms."""
    return {name: term for name, term in vars(KG).items() if isinstance(term, NamedNode)}


def declared_concepts() -> set[str]:
    """Return the IRIs of all concepts that ``SCHEMES`` lists."""
    return {concept(scheme, key).value for scheme, keys in SCHEMES.items() for key in keys}


class TestTerms:
    """``KG`` against ``strikekg.ttl``."""

    def test_every_attribute_is_spelled_as_its_term(self) -> None:
        assert [name for name, term in names().items() if term.value != KG_NS + name] == []

    def test_the_ontology_declares_exactly_these_terms(self, core: list[Quad]) -> None:
        declared = {term for term in typed(core, OWL_KINDS) if term.startswith(KG_NS)}
        assert declared == {term.value for term in names().values()}

    def test_classes_are_capitalised_and_properties_are_not(self, core: list[Quad]) -> None:
        classes = typed(core, frozenset({NamedNode("http://www.w3.org/2002/07/owl#Class")}))
        assert {name for name in names() if name[0].isupper()} == {term.removeprefix(KG_NS) for term in classes if term.startswith(KG_NS)}

    def test_the_ontology_bears_the_name_in_vocab(self, core: list[Quad]) -> None:
        assert typed(core, frozenset({NamedNode("http://www.w3.org/2002/07/owl#Ontology")})) == {ONTOLOGY_IRI}


class TestSchemes:
    """``SCHEMES`` against ``schemes.ttl``."""

    def test_the_file_holds_exactly_these_concepts(self, schemes: list[Quad]) -> None:
        assert typed(schemes, frozenset({CONCEPT})) == declared_concepts()

    def test_the_file_holds_exactly_these_schemes(self, schemes: list[Quad]) -> None:
        assert typed(schemes, frozenset({CONCEPT_SCHEME})) == {SCHEME_BASE + key for key in SCHEMES}

    def test_every_concept_lies_in_the_scheme_of_its_iri(self, schemes: list[Quad]) -> None:
        assert pairs(schemes, SKOS.inScheme) == {(term, term.rpartition("/")[0]) for term in declared_concepts()}

    def test_every_notation_is_the_key(self, schemes: list[Quad]) -> None:
        found = {term: [text.value for text in texts] for term, texts in values(schemes, SKOS.notation).items()}
        assert found == {term: [term.rpartition("/")[2]] for term in declared_concepts()}

    def test_a_concept_is_either_on_top_or_under_another_of_its_scheme(self, schemes: list[Quad]) -> None:
        top = {below for below, _ in pairs(schemes, TOP_CONCEPT_OF)}
        under = dict(pairs(schemes, BROADER))
        assert top | set(under) == declared_concepts()
        assert top & set(under) == set()
        assert [term for term, above in under.items() if term.rpartition("/")[0] != above.rpartition("/")[0]] == []

    def test_no_concept_is_broader_than_itself_at_any_remove(self, schemes: list[Quad]) -> None:
        under = dict(pairs(schemes, BROADER))
        for start in under:
            chain = [start]
            while chain[-1] in under:
                chain.append(under[chain[-1]])
                assert len(chain) == len(set(chain)), chain

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_labels_of_a_scheme_differ(self, schemes: list[Quad], scheme: str) -> None:
        found = values(schemes, SKOS.prefLabel)
        labels = [found[concept(scheme, key).value][0].value for key in SCHEMES[scheme]]
        assert len(labels) == len(SCHEMES[scheme])
        assert len(set(labels)) == len(labels)


class TestDocumentation:
    """Every term and concept can be understood without its code."""

    @pytest.mark.parametrize("predicate", [RDFS.label, DEFINITION, EXAMPLE])
    def test_every_term_has_one_in_english(self, both: list[Quad], predicate: NamedNode) -> None:
        found = values(both, predicate)
        assert [term for term in names().values() if [text.language for text in found.get(term.value, [])] != ["en"]] == []

    @pytest.mark.parametrize("predicate", [SKOS.prefLabel, DEFINITION, EXAMPLE])
    def test_every_concept_has_one_in_english(self, both: list[Quad], predicate: NamedNode) -> None:
        found = values(both, predicate)
        assert [term for term in declared_concepts() if [text.language for text in found.get(term, [])] != ["en"]] == []

    def test_every_term_says_what_defines_it(self, both: list[Quad]) -> None:
        by = {iri(quad.subject): iri(quad.object) for quad in both if quad.predicate.value.endswith("#isDefinedBy")}
        assert {by.get(term.value) for term in names().values()} == {ONTOLOGY_IRI}

    def test_labels_of_classes_differ(self, both: list[Quad]) -> None:
        found = values(both, RDFS.label)
        labels = [found[term.value][0].value for name, term in names().items() if name[0].isupper()]
        assert len(labels) == len(set(labels))

    def test_no_definition_is_repeated(self, both: list[Quad]) -> None:
        texts = [text.value for found in values(both, DEFINITION).values() for text in found]
        assert [text for text in texts if texts.count(text) > 1] == []

    @pytest.mark.parametrize(
        ("term", "other"),
        [
            (KG.claimedBy, "kg:attributesTo"),
            (KG.attributesTo, "kg:claimedBy"),
            (KG.certainty, "kg:score"),
            (KG.score, "kg:certainty"),
            (KG.certainty, "grade"),
            (KG.score, "grade"),
            (KG.low, "0"),
            (KG.high, "0"),
            (KG.Account, "kg:Strike"),
            (KG.statedTime, "cue"),
            (KG.published, "never the strike"),
        ],
    )
    def test_a_definition_names_what_the_term_is_not(self, both: list[Quad], term: NamedNode, other: str) -> None:
        assert other in values(both, DEFINITION)[term.value][0].value


class TestConcept:
    """``concept`` returns declared concepts only."""

    def test_a_declared_key_gives_its_iri(self) -> None:
        assert concept("qualifier", "up-to").value == "https://w3id.org/strikekg/scheme/qualifier/up-to"

    @pytest.mark.parametrize(
        ("scheme", "key"),
        [
            ("qualifier", "up to"),
            ("qualifier", "Up-To"),
            ("qualifier", ""),
            ("mode", "up-to"),
            ("qualifiers", "up-to"),
            ("place-precision", "0"),
        ],
    )
    def test_a_look_alike_is_refused(self, scheme: str, key: str) -> None:
        with pytest.raises(KeyError):
            concept(scheme, key)
