"""Every shape catches what it should and nothing else; reports name the claim and quote its sentence."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.namespace import RDF, SH

from kg.errors import InputError, ShapesError
from kg.shapes import Finding, Report, lint_shapes, load_shapes, read_quads, render_json, render_text, render_turtle, to_graph, validate
from kg.shapes.findings import make_report, read_results
from kg.shapes.flatten import flatten
from kg.vocab import KG_NS, OA, ORG, PROV, RDFS, SCHEMA, SCHEMES, SKOS, concept
from kg.vocab import DCTERMS as DCT
from kg.vocab import GEO as GEOSPARQL
from kg.vocab import KG as KG_TERMS
from kg.vocab import RDF as RDF_TERMS

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
        terms = {term.value.removeprefix(KG_NS) for term in vars(KG_TERMS).values() if isinstance(term, NamedNode)}
        queries = " ".join(re.findall(r"kgs:declared-\w+ a .*?NOT IN \((.*?)\)", (SHAPES / "terms.ttl").read_text(), re.DOTALL))
        assert Counter(re.findall(r"kg:(\w+)", queries)) == Counter(terms)

    def test_paths_of_other_vocabularies_are_those_the_graph_uses(self) -> None:
        used = {t.value for c in (DCT, GEOSPARQL, KG_TERMS, OA, ORG, PROV, RDFS, RDF_TERMS, SCHEMA, SKOS) for t in vars(c).values() if isinstance(t, NamedNode)}
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
        graph = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + fixture("account-specific.valid").replace("kg:specific false", f"kg:specific {value}")
        assert rules(check(graph)) == {"account-specific"}

    def test_explicit_xsd_string_is_a_string(self) -> None:
        graph = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + fixture("claim-cue.valid").replace('"said"', '"said"^^xsd:string')
        assert check(graph).results == ()


class TestChains:
    """Cycles are found at any length; long chains without one are not."""

    @pytest.mark.parametrize(("rule", "term"), [("member-chain", "org:memberOf"), ("within-chain", "kg:within"), ("replaced-chain", "dcterms:isReplacedBy")])
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


class TestFinding:
    """A finding walks from the node at fault up to its claim."""

    @pytest.mark.parametrize("rule", ["figure-low-high", "evidence-length", "quote-prefix", "time-precision", "target-content", "claim-cue", "account-mode"])
    def test_names_the_claim_and_quotes_its_sentence(self, rule: str) -> None:
        for finding in check(fixture(f"{rule}.invalid")).results:
            assert finding.claim == "https://w3id.org/strikekg/claim/1"
            assert (finding.file, finding.start) == ("depot.txt", 0)
            assert finding.sentence == TEXT
            assert finding.end == (48 if rule == "evidence-length" else 47)

    def test_of_an_undeclared_term_leads_to_the_claim_that_uses_it(self) -> None:
        graph = fixture("claim-cue.valid").replace("kg:cue", "kg:cues")
        report = check(graph)
        assert rules(report) == {"claim-terms", "declared-property"}
        assert {finding.sentence for finding in report.results} == {TEXT}

    def test_without_a_claim_names_the_file(self) -> None:
        (finding,) = check(fixture("source-language.invalid")).results
        assert (finding.claim, finding.sentence, finding.file) == (None, None, "depot.txt")

    def test_of_a_node_that_nothing_points_to_stands_alone(self) -> None:
        (finding,) = check(fixture("judgement-score.invalid")).results
        assert (finding.claim, finding.file, finding.focus) == (None, None, "https://w3id.org/strikekg/judgement/1")
        assert finding.value == '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'


class TestOracle:
    """pySHACL decides; what is done around it changes nothing."""

    @staticmethod
    def everything_broken() -> list[Triple]:
        """All invalid examples in one graph, the nodes of each kept apart."""
        merged = []
        for path in sorted(FIXTURES.glob("*.invalid.ttl")):
            turtle = re.sub(r"strikekg/(claim|source|account|run)/", rf"strikekg/\1/{path.name.split('.')[0]}-", path.read_text(encoding="utf-8"))
            merged += [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)]
        return merged

    def test_flattened_shapes_give_the_same_report(self) -> None:
        quads = self.everything_broken()
        shapes = load_shapes(SHAPES)
        results = []
        for each in (shapes, flatten(shapes)):
            graph = to_graph(quads)
            _, report, _ = pyshacl.validate(graph, shacl_graph=each, inference="none")
            results.append(make_report(read_results(report, graph)).results)
        assert len(results[0]) > len(RULES)
        assert set(results[0]) == set(results[1])

    def test_order_of_the_data_does_not_matter(self) -> None:
        quads = self.everything_broken()
        assert validate(quads, SHAPES) == validate(quads[::-1], SHAPES)

    def test_named_graphs_are_read_as_their_union(self) -> None:
        triples = list(parse(fixture("strike-accounts.valid").encode(), format=RdfFormat.TURTLE))
        quads = [Quad(t.subject, t.predicate, t.object, NamedNode(f"urn:x:{number}")) for number, t in enumerate(triples)]
        assert validate(quads, SHAPES).results == ()

    def test_warning_does_not_break_conformance(self) -> None:
        report = check(fixture("claim-zero.invalid"))
        assert report.conforms
        assert [finding.severity for finding in report.results] == ["warning"]

    def test_empty_graph_conforms(self) -> None:
        assert check("") == Report(conforms=True)

    def test_quoted_triple_is_refused(self) -> None:
        inner = Triple(NamedNode("urn:x:s"), NamedNode("urn:x:p"), NamedNode("urn:x:o"))
        with pytest.raises(InputError, match=r"not a term of RDF 1\.1"):
            validate([Triple(BlankNode("b"), NamedNode("urn:x:p"), inner)], SHAPES)

    def test_crash_of_the_engine_is_a_violation_that_hides_no_other(self, tmp_path: Path) -> None:
        crashing = SHAPE.replace("sh:minLength 1", "sh:in 3") + WELL.replace("kgs:b", "kgs:c")
        (tmp_path / "own.ttl").write_text(crashing, encoding="utf-8")
        report = validate(fixture("claim-cue.invalid").encode(), tmp_path)
        assert not report.conforms
        assert rules(report) == {"engine-failure", "c"}
        assert any("engine failed on a" in finding.message for finding in report.results)


HEADER = """@prefix kg: <https://w3id.org/strikekg/ontology#> . @prefix kgs: <https://w3id.org/strikekg/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix cert: <https://w3id.org/strikekg/scheme/certainty/> .
"""
SHAPE = HEADER + 'kgs:a a sh:PropertyShape ; sh:targetClass kg:Claim ; sh:path kg:cue ; sh:minLength 1 ; sh:message "m" ; sh:severity sh:Violation .\n'
WELL = 'kgs:b a sh:PropertyShape ; sh:targetClass kg:Claim ; sh:path kg:cue ; sh:minLength 9 ; sh:message "m" ; sh:severity sh:Info .\n'
QUERY = (
    HEADER + "<https://w3id.org/strikekg/shapes> sh:declare [ sh:prefix 'kg' ; sh:namespace 'https://w3id.org/strikekg/ontology#'^^xsd:anyURI ] .\n"
    "kgs:a a sh:NodeShape ; sh:targetClass kg:Claim ; sh:message 'm' ; sh:severity sh:Violation ;\n"
    "  sh:sparql [ sh:prefixes <https://w3id.org/strikekg/shapes> ; sh:select 'SELECT $this WHERE { $this kg:cue ?value }' ] .\n"
)


class TestLint:
    """Shapes that could not fire are refused by name."""

    @pytest.mark.parametrize("good", [SHAPE, SHAPE + WELL, QUERY])
    def test_well_formed_shapes_pass(self, good: str) -> None:
        lint_shapes(to_graph(read_quads(good.encode(), "own.ttl")), "own.ttl")

    @pytest.mark.parametrize(
        ("before", "after", "fault"),
        [
            ("sh:minLength", "sh:minLenght", "sh:minLenght is no term of SHACL"),
            ("sh:Violation", "sh:Fatal", "sh:Fatal is no term of SHACL"),
            ("kg:Claim", "kg:Clam", "kg:Clam is not declared"),
            ("kg:cue", "kg:queue", "kg:queue is not declared"),
            ("sh:minLength 1", "sh:hasValue cert:sure", "certainty/sure is not declared"),
            ('sh:message "m" ; ', "", "sh:message is missing"),
            (" ; sh:severity sh:Violation", "", "sh:severity is missing"),
            ("kgs:a a", "[] a", "has no IRI"),
            ("sh:targetClass kg:Claim ; ", "", "nothing uses this shape"),
            ("sh:path kg:cue ; ", "", "has a sh:path"),
            ("sh:minLength 1", 'sh:pattern "(["', "no regular expression"),
        ],
    )
    def test_faulty_shape_is_refused(self, before: str, after: str, fault: str) -> None:
        assert before in SHAPE
        with pytest.raises(ShapesError, match=re.escape(fault)) as caught:
            lint_shapes(to_graph(read_quads(SHAPE.replace(before, after).encode(), "own.ttl")), "own.ttl")
        assert caught.value.message.startswith(("own.ttl: a: ", "own.ttl: a shape without a name: "))

    @pytest.mark.parametrize(
        ("before", "after", "fault"),
        [
            ("$this kg:cue", "$this kg:queue", "kg:queue is not declared in the ontology (in its query)"),
            ("$this kg:cue", "$this foaf:name", "undeclared prefixes: foaf"),
            ("sh:prefixes <https://w3id.org/strikekg/shapes> ; ", "", "undeclared prefixes: kg"),
            ("WHERE {", "WHERE", "is not SPARQL"),
        ],
    )
    def test_faulty_query_is_refused(self, before: str, after: str, fault: str) -> None:
        assert before in QUERY
        with pytest.raises(ShapesError, match=re.escape(fault)):
            lint_shapes(to_graph(read_quads(QUERY.replace(before, after).encode(), "own.ttl")), "own.ttl")

    def test_runs_before_every_validation(self, tmp_path: Path) -> None:
        (tmp_path / "own.ttl").write_text(SHAPE.replace("minLength", "minCuont"), encoding="utf-8")
        with pytest.raises(ShapesError, match=r"own\.ttl: a: sh:minCuont is no term of SHACL"):
            validate(b"", tmp_path)

    @pytest.mark.parametrize("content", [None, "kgs:a a sh:PropertyShape ."])
    def test_folder_without_readable_shapes_is_refused(self, tmp_path: Path, content: str | None) -> None:
        if content is not None:
            (tmp_path / "own.ttl").write_text(content, encoding="utf-8")
        with pytest.raises(ShapesError):
            load_shapes(tmp_path)


class TestReading:
    """Files are read by their ending."""

    @pytest.mark.parametrize(("name", "data"), [("a.nt", b"<urn:a> <urn:b> <urn:c> ."), ("a.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> ."), ("a.TTL", b"<urn:a> a <urn:c> .")])
    def test_known_endings(self, name: str, data: bytes) -> None:
        assert len(read_quads(data, name)) == 1

    @pytest.mark.parametrize(("name", "data"), [("a.txt", b""), ("ttl", b""), ("a.nt", b"<urn:a> <urn:b>"), ("a.ttl", b"\xff\xfe")])
    def test_others_are_refused_by_name(self, name: str, data: bytes) -> None:
        with pytest.raises(InputError, match=re.escape(name)):
            read_quads(data, name)


class TestRendering:
    """One report, three forms."""

    def test_text_ends_each_block_with_the_sentence(self) -> None:
        text = render_text(check(fixture("figure-low-high.invalid")))
        assert text.splitlines() == [
            "does not conform: 1 violation",
            "     1 figure-low-high",
            "",
            "violation: figure-low-high: The low bound of a figure is greater than its high bound",
            "  claim  https://w3id.org/strikekg/claim/1",
            "  node   https://w3id.org/strikekg/claim/1#figure",
            "  path   https://w3id.org/strikekg/ontology#low",
            '  value  "5"^^<xsd:integer>',
            "  at     depot.txt:0-47",
            f'  says   "{TEXT}"',
        ]

    def test_text_of_a_sound_graph_is_one_line(self) -> None:
        assert render_text(Report(conforms=True)) == "conforms: nothing found\n"

    def test_text_is_capped_by_rule(self) -> None:
        findings = [Finding(rule=rule, severity="violation", message="m", focus=f"urn:x:{n}") for rule in ("a", "b") for n in range(5)]
        text = render_text(make_report([*findings[:6], findings[0]]), limit=2)
        assert "does not conform: 7 violations\n     6 a\n     1 b\n" in text
        assert text.count("violation: a: m") == 2
        assert "+3 more of a" in text
        assert "more of b" not in text

    def test_json_has_every_field(self) -> None:
        content = json.loads(render_json(check(fixture("claim-zero.invalid"))))
        assert content["conforms"] is True
        assert content["counts"] == {"violation": 0, "warning": 1, "info": 0}
        assert content["results"][0]["sentence"] == TEXT
        assert set(content["results"][0]) == set(Finding.__slots__)

    @pytest.mark.parametrize("rule", ["figure-low-high", "claim-zero", "time-edtf", "quote-exact", "strike-accounts"])
    def test_turtle_is_a_standard_validation_report(self, rule: str) -> None:
        report = check(fixture(f"{rule}.invalid"))
        graph = rdflib.Graph().parse(data=render_turtle(report), format="turtle")
        (node,) = graph.subjects(RDF.type, SH.ValidationReport)
        assert str(graph.value(node, SH.conforms)) == "false"
        assert len(list(graph.objects(node, SH.result))) == len(report.results)
        result = next(graph.objects(node, SH.result))
        assert str(graph.value(result, SH.sourceShape)).endswith("#" + rule)
        assert graph.value(result, SH.resultMessage) is not None

    def test_turtle_of_a_sound_graph_conforms(self) -> None:
        graph = rdflib.Graph().parse(data=render_turtle(Report(conforms=True)), format="turtle")
        assert [str(value) for value in graph.objects(None, SH.conforms)] == ["true"]
