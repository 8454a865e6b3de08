"""Shapes that could not fire are refused by name, before anything is validated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.errors import ShapesError
from kg.rdf import read_quads
from kg.shapes import lint_shapes, load_shapes, to_graph, validate

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """@prefix kg: <https://w3id.org/strikekg/ontology#> . @prefix kgs: <https://w3id.org/strikekg/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix cert: <https://w3id.org/strikekg/scheme/certainty/> .
"""
SHAPE = (
    HEADER
    + 'kgs:a a sh:PropertyShape ; sh:targetClass kg:Claim ; sh:path kg:cue ; sh:minLength 1 ; sh:message "m" ; sh:severity sh:Violation .\n'
)
WELL = 'kgs:b a sh:PropertyShape ; sh:targetClass kg:Claim ; sh:path kg:cue ; sh:minLength 9 ; sh:message "m" ; sh:severity sh:Info .\n'
QUERY = (
    HEADER
    + "<https://w3id.org/strikekg/shapes> sh:declare [ sh:prefix 'kg' ; sh:namespace 'https://w3id.org/strikekg/ontology#'^^xsd:anyURI ] .\n"
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
