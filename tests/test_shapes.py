"""Every shape catches what it should and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import RDF, SH

from kg import vocab
from kg.shapes import Report, load_shapes, validate
from kg.vocab import KG, KG_NS, SCHEMES, concept

HERE = Path(__file__).parent
FIXTURES = HERE / "shapes"
SHAPES = HERE.parent / "shapes"
RULES = sorted({path.name.split(".")[0] for path in FIXTURES.glob("*.ttl")})
TEXT = "Jets struck a depot near Marat, officials said."


def fixture(name: str) -> str:
    return (FIXTURES / f"{name}.ttl").read_text(encoding="utf-8")


def check(turtle: str, **options: object) -> Report:
    return validate(turtle.encode(), SHAPES, **options)  # type: ignore[arg-type]


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.results}


def shape_names() -> set[str]:
    graph = load_shapes(SHAPES)
    return {str(shape).rpartition("#")[2] for kind in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(RDF.type, kind)}


class TestEveryShape:
    """One valid and one invalid example per named shape, each a file to open."""

    def test_has_a_valid_and_an_invalid_example(self) -> None:
        files = {path.name for path in FIXTURES.glob("*.ttl")}
        assert files == {f"{name}.{kind}.ttl" for name in shape_names() for kind in ("valid", "invalid")}

    @pytest.mark.parametrize("rule", RULES)
    def test_lets_the_valid_example_pass(self, rule: str) -> None:
        assert check(fixture(f"{rule}.valid")) == Report(conforms=True)

    @pytest.mark.parametrize("rule", RULES)
    def test_alone_reports_the_invalid_example(self, rule: str) -> None:
        report = check(fixture(f"{rule}.invalid"))
        assert rules(report) == {rule}
        assert report.conforms == (rule == "claim-zero")

    def test_says_what_it_wants_and_why(self) -> None:
        graph = load_shapes(SHAPES)
        for name in shape_names():
            shape = rdflib.URIRef("https://w3id.org/strikekg/shapes#" + name)
            assert len(list(graph.objects(shape, SH.message))) == len(list(graph.objects(shape, SH.description))) == 1, name

    def test_passes_the_example_of_the_documentation(self) -> None:
        page = (HERE.parent / "docs" / "graph.md").read_text(encoding="utf-8")
        example = re.search(r"```turtle\n(.*?)```", page, re.DOTALL)
        assert example is not None
        assert check(re.sub(r'"[^"]*64 hex digits"', '"' + "0a" * 32 + '"', example[1])).results == ()


class TestVocabulary:
    """The lists in the shapes are those of the vocabulary, and stay so."""

    def listed(self, scheme: str) -> list[set[str]]:
        graph = load_shapes(SHAPES)
        lists = [{str(node) for node in graph.items(head)} for head in graph.objects(None, SH["in"])]
        prefix = str(concept(scheme, SCHEMES[scheme][0])).strip("<>").rpartition("/")[0] + "/"
        return [{iri.removeprefix(prefix) for iri in each} for each in lists if any(iri.startswith(prefix) for iri in each)]

    @pytest.mark.parametrize("scheme", sorted(SCHEMES))
    def test_lists_name_exactly_the_concepts_of_the_scheme(self, scheme: str) -> None:
        lists = self.listed(scheme)
        assert lists
        assert set().union(*lists) == set(SCHEMES[scheme])
        if scheme != "outcome":  # people and things have outcomes of their own
            assert all(each == set(SCHEMES[scheme]) for each in lists)

    def test_declared_terms_are_those_of_the_ontology(self) -> None:
        terms = {term.value.removeprefix(KG_NS) for term in vars(KG).values() if isinstance(term, NamedNode)}
        queries = " ".join(re.findall(r"kgs:declared-\w+ a .*?NOT IN \((.*?)\)", (SHAPES / "terms.ttl").read_text(), re.DOTALL))
        assert Counter(re.findall(r"kg:(\w+)", queries)) == Counter(terms)

    def test_paths_of_other_vocabularies_are_those_the_graph_uses(self) -> None:
        classes = [each for each in vars(vocab).values() if isinstance(each, type)]
        used = {term.value for each in classes for term in vars(each).values() if isinstance(term, NamedNode)}
        graph = load_shapes(SHAPES)
        named = {str(node) for term in (SH.path, SH.targetClass, SH.targetSubjectsOf) for node in graph.objects(None, term)}
        ignored = {str(node) for head in graph.objects(None, SH.ignoredProperties) for node in graph.items(head)}
        assert {iri for iri in named | ignored if iri.startswith("http")} <= used


class TestLiterals:
    """Ill-typed values are reported as they were written; odd but true ones pass."""

    @pytest.mark.parametrize("value", ["2017", "2018-13-01", "2018-02-30", "20180120", "2018-W01-1", "January 2018", ""])
    @pytest.mark.parametrize("term", ["earliest", "latest"])
    def test_ill_typed_date_is_reported(self, term: str, value: str, capfd: pytest.CaptureFixture[str]) -> None:
        graph = fixture("time-edtf.valid").replace(f'kg:{term} "2018-01-2{"0" if term == "earliest" else "2"}"', f'kg:{term} "{value}"')
        report = check(graph)
        assert f"time-{term}" in rules(report)
        assert any(finding.value == f'"{value}"^^<http://www.w3.org/2001/XMLSchema#date>' for finding in report.results)
        assert capfd.readouterr().err == ""

    @pytest.mark.parametrize(
        ("value", "sound"),
        [
            ("2018", True), ("2018-01", True), ("2018-21", True), ("XXXX-01", True), ("2018-01-20/2018-01-22", True), ("2018-01-20/..", True), ("2018-06~", True),
            ("2018-13", False), ("2018-1-2", False), ("2018-21-03", False), ("20/01/2018", False), ("2018-01-20 ", False), ("", False), ("2018-01-20/2018-01-22/2018", False),
        ],
    )  # fmt: skip
    def test_edtf_levels_0_and_1(self, value: str, sound: bool) -> None:  # noqa: FBT001 - a parameter of the test
        graph = re.sub(r'kg:edtf "[^"]*"', f'kg:edtf "{value}"', fixture("time-edtf.valid"))
        graph = re.sub(r' ;\s*kg:earliest "[^"]*"\^\^xsd:date ;\s*kg:latest "[^"]*"\^\^xsd:date', "", graph)
        assert ("time-edtf" not in rules(check(graph))) == sound

    @pytest.mark.parametrize("value", ["-1", "3.0", '"3"', '"three"^^xsd:integer', '"3"^^xsd:nonNegativeInteger'])
    def test_count_that_is_no_whole_number_of_xsd_integer_is_reported(self, value: str) -> None:
        graph = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + fixture("figure-low.valid").replace("kg:low 3", f"kg:low {value}")
        assert "figure-low" in rules(check(graph))

    @pytest.mark.parametrize("value", ['"maybe"^^xsd:boolean', '"yes"', "1"])
    def test_boolean_is_true_or_false(self, value: str) -> None:
        graph = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + fixture("account-specific.valid").replace(
            "kg:specific false", f"kg:specific {value}"
        )
        assert rules(check(graph)) == {"account-specific"}

    def test_explicit_xsd_string_is_a_string(self) -> None:
        graph = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + fixture("claim-cue.valid").replace('"said"', '"said"^^xsd:string')
        assert check(graph).results == ()


class TestChains:
    """Cycles are found at any length; long chains without one are not."""

    @pytest.mark.parametrize(
        ("rule", "term"), [("member-chain", "org:memberOf"), ("within-chain", "kg:within"), ("replaced-chain", "dcterms:isReplacedBy")]
    )
    @pytest.mark.parametrize("length", [1, 2, 5])
    def test_cycle(self, rule: str, term: str, length: int) -> None:
        kind = "kg:Place" if term == "kg:within" else "kg:Coalition"
        head = (
            "@prefix kg: <https://w3id.org/strikekg/ontology#> . @prefix org: <http://www.w3.org/ns/org#> .\n"
            "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        )
        nodes = [f'<urn:x:{i}> a {kind} ; rdfs:label "{i}" ; {term} <urn:x:{(i + 1) % length}> .' for i in range(length)]
        assert rules(check(head + "\n".join(nodes))) == {rule}
        assert check(head + "\n".join([*nodes[:-1], f'<urn:x:{length - 1}> a {kind} ; rdfs:label "last" .'])).results == ()


class TestEvidence:
    """The quote is compared with the text where the text is at hand."""

    def test_text_given_beside_the_graph_is_compared(self) -> None:
        digest = hashlib.sha256(TEXT.encode()).hexdigest()
        graph = fixture("claim-cue.valid")
        assert digest in graph
        assert check(graph, texts={digest: TEXT}).results == ()
        altered = graph.replace('oa:exact "Jets', 'oa:exact "Guns')
        assert rules(check(altered, texts={digest: TEXT})) == {"evidence-text"}
        assert check(altered).results == ()

    def test_text_of_another_document_is_refused(self) -> None:
        digest = hashlib.sha256(TEXT.encode()).hexdigest()
        assert "source-text-hash" in rules(check(fixture("claim-cue.valid"), texts={digest: TEXT.upper()}))

    def test_offsets_count_code_points(self) -> None:
        text = "É 🚀 " + TEXT
        digest = hashlib.sha256(text.encode()).hexdigest()
        graph = re.sub(r'kg:textHash "\w+"', f'kg:textHash "{digest}"', fixture("claim-cue.valid"))
        moved = graph.replace("oa:start 0 ; oa:end 47", "oa:start 4 ; oa:end 51")
        assert check(moved, texts={digest: text}).results == ()
        assert rules(check(graph, texts={digest: text})) == {"evidence-text"}


class TestStrikesThatWereReplaced:
    """An IRI once published leads on to the strike that stands now."""

    def test_what_is_replaced_needs_no_class(self) -> None:
        replaced = (
            "@prefix dcterms: <http://purl.org/dc/terms/> .\n" + fixture("strike-terms.valid") + "strike:2 dcterms:isReplacedBy strike:1 ."
        )
        assert check(replaced).results == ()
