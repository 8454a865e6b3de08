"""The engine decides, a report names the claim and quotes its sentence, and three forms render it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.namespace import RDF, SH

from kg.errors import InputError
from kg.rdf import read_quads
from kg.shapes import Finding, Report, load_shapes, render_json, render_text, render_turtle, to_graph, validate
from kg.shapes.findings import make_report, read_results
from kg.shapes.flatten import flatten

HERE = Path(__file__).parent
FIXTURES = HERE / "shapes"
SHAPES = HERE.parent / "shapes"
RULES = sorted({path.name.split(".")[0] for path in FIXTURES.glob("*.ttl")})
TEXT = "Jets struck a depot near Marat, officials said."
CRASH = """@prefix kg: <https://w3id.org/strikekg/ontology#> . @prefix kgs: <https://w3id.org/strikekg/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kgs:a a sh:PropertyShape ; sh:targetClass kg:Claim ; sh:path kg:cue ; sh:datatype xsd:string, xsd:date ;
    sh:message "two datatypes" ; sh:severity sh:Violation .
kgs:c a sh:PropertyShape ; sh:targetClass kg:Claim ; sh:path kg:cue ; sh:minLength 9 ; sh:message "short" ; sh:severity sh:Info .
"""


def fixture(name: str) -> str:
    return (FIXTURES / f"{name}.ttl").read_text(encoding="utf-8")


def check(turtle: str, **options: object) -> Report:
    return validate(turtle.encode(), SHAPES, **options)  # type: ignore[arg-type]


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.results}


class TestFinding:
    """A finding walks from the node at fault up to its claim."""

    @pytest.mark.parametrize(
        "rule", ["figure-low-high", "evidence-length", "quote-prefix", "time-precision", "target-content", "claim-cue", "account-mode"]
    )
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
            turtle = re.sub(
                r"strikekg/(claim|source|account|run)/", rf"strikekg/\1/{path.name.split('.')[0]}-", path.read_text(encoding="utf-8")
            )
            merged += [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)]
        return merged

    @pytest.mark.filterwarnings("ignore:NotImplemented should not be used")  # rdflib, on values without an order
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

    def test_crash_of_the_engine_is_a_violation_that_hides_no_other(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "own.ttl").write_text(CRASH, encoding="utf-8")
        report = validate(fixture("claim-cue.invalid").encode(), tmp_path)
        assert not report.conforms
        assert rules(report) == {"engine-failure", "c"}
        assert any("engine failed on a: " in finding.message for finding in report.results)
        assert capfd.readouterr().err == ""


class TestReading:
    """Files are read by their ending."""

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.nt", b"<urn:a> <urn:b> <urn:c> ."), ("a.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> ."), ("a.TTL", b"<urn:a> a <urn:c> .")],
    )
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
            '  value  "5"^^xsd:integer',
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
