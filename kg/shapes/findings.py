"""What a validation found: each finding names the rule, the claim and the sentence."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import rdflib
from rdflib.namespace import RDF, SH

from kg.vocab import GEO, KG, OA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode
    from rdflib.term import Node

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
SHAPES_NS = "https://w3id.org/strikekg/shapes#"
ENGINE_RULE = "engine-failure"

_UPWARD: tuple[NamedNode, ...] = (
    KG.figure,
    KG.target,
    KG.weapon,
    KG.statedTime,
    KG.evidence,
    OA.hasSelector,
    KG.inAccount,
    KG.statedPlace,
    GEO.hasGeometry,
    KG.within,
    KG.claimedBy,
    KG.attributesTo,
    KG.accountOf,
)
"""Properties that are followed against their direction from a part to the claim that it belongs to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a validation.

    Attributes:
        rule: Id of the shape, its local name in the namespace of the shapes (a whole IRI for shapes of others).
        severity: How bad it is.
        message: What is wrong, in words.
        focus: The node at fault, an IRI or ``_:label``.
        path: The property at fault, where it is a single one.
        value: The value at fault in N-Triples syntax, so that an ill-typed literal shows its datatype.
        constraint: Local name of the SHACL constraint component that failed.
        claim: IRI of the claim that the node belongs to.
        sentence: The claim's evidence, to the letter.
        file: The file that the claim's source was read from.
        start: Offset of the sentence in code points.
        end: Its end, exclusive.
    """

    rule: str
    severity: Severity
    message: str
    focus: str
    path: str | None = None
    value: str | None = None
    constraint: str | None = None
    claim: str | None = None
    sentence: str | None = None
    file: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one validation.

    Attributes:
        conforms: True when no finding is a violation; warnings do not break it.
        results: One finding per ``sh:result``, the worst first, then by file and place.
    """

    conforms: bool
    results: tuple[Finding, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have that severity."""
        return sum(finding.severity == severity for finding in self.results)


def make_report(findings: Iterable[Finding]) -> Report:
    """Sort findings into a report."""
    results = tuple(sorted(findings, key=_order))
    return Report(conforms=all(finding.severity != "violation" for finding in results), results=results)


def _order(finding: Finding) -> tuple[int | str, ...]:
    place = (finding.file or "", -1 if finding.start is None else finding.start, finding.claim or "", finding.rule, finding.focus)
    return (SEVERITIES.index(finding.severity), *place, finding.path or "", finding.value or "", finding.constraint or "", finding.message)


def read_results(report: rdflib.Graph, data: rdflib.Graph) -> Iterator[Finding]:
    """Yield a finding for each ``sh:result`` of a validation report.

    Args:
        report: The report graph of the engine; nested reports (``sh:detail``) are not counted.
        data: The graph that was validated, from which claims and sentences are read.
    """
    for result in report.objects(None, SH.result):
        yield _finding(report, result, data)


def _finding(report: rdflib.Graph, result: Node, data: rdflib.Graph) -> Finding:
    focus, value, path = (report.value(result, term) for term in (SH.focusNode, SH.value, SH.resultPath))
    claim, source, quote, position = _place(data, focus, value)
    return Finding(
        rule=_rule(report.value(result, SH.sourceShape)),
        severity=_severity(report.value(result, SH.resultSeverity)),
        message="; ".join(sorted({str(message) for message in report.objects(result, SH.resultMessage)})),
        focus=_name(focus),
        path=str(path) if isinstance(path, rdflib.URIRef) else None,
        value=None if value is None else value.n3(),
        constraint=str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2],
        claim=None if claim is None else _name(claim),
        sentence=_text(data, quote, OA.exact),
        file=_text(data, source, KG.file),
        start=_number(data, position, OA.start),
        end=_number(data, position, OA.end),
    )


def _rule(shape: Node | None) -> str:
    return str(shape).removeprefix(SHAPES_NS)


def _severity(term: Node | None) -> Severity:
    """Read a severity; one that SHACL does not define counts as a violation."""
    if term == SH.Warning:
        return "warning"
    return "info" if term == SH.Info else "violation"


def _name(node: Node | None) -> str:
    return f"_:{node}" if isinstance(node, rdflib.BNode) else str(node)


def _place(data: rdflib.Graph, focus: Node | None, value: Node | None) -> tuple[Node | None, Node | None, Node | None, Node | None]:
    """Return claim, source, quote selector and position selector for a node at fault, or for the value at fault."""
    claim = _claim_above(data, focus) or _claim_above(data, value) or _claim_using(data, value)
    evidence = _one(data, claim, KG.evidence)
    selectors = _all(data, evidence, OA.hasSelector)
    quote = next((node for node in selectors if _all(data, node, OA.exact)), None)
    position = next((node for node in selectors if _all(data, node, OA.start)), None)
    source = _one(data, claim, KG.reportedIn) or _one(data, focus, KG.toldIn) or focus
    return claim, source, quote, position


def _claim_above(data: rdflib.Graph, node: Node | None) -> Node | None:
    """Walk against the arrows from a part to the nearest claim; among equals the first in the text."""
    seen = {node}
    level = deque([] if node is None or isinstance(node, rdflib.Literal) else [node])
    while level:
        claims = [each for each in level if (each, RDF.type, _ref(KG.Claim)) in data]
        if claims:
            return min(claims, key=lambda claim: (_offset(data, claim), str(claim)))
        above = {up for each in level for term in _UPWARD for up in data.subjects(_ref(term), each)} - seen
        seen |= above
        level = deque(above)
    return None


def _claim_using(data: rdflib.Graph, term: Node | None) -> Node | None:
    """Return the first claim with a part that uses an undeclared term as its property or class."""
    if not isinstance(term, rdflib.URIRef):
        return None
    users = {*data.subjects(term), *data.subjects(RDF.type, term)}
    claims = [claim for claim in (_claim_above(data, user) for user in users) if claim is not None]
    return min(claims, key=lambda claim: (_offset(data, claim), str(claim)), default=None)


def _offset(data: rdflib.Graph, claim: Node) -> int:
    evidence = _one(data, claim, KG.evidence)
    starts = [_number(data, selector, OA.start) for selector in _all(data, evidence, OA.hasSelector)]
    return min((start for start in starts if start is not None), default=0)


def _ref(term: NamedNode) -> rdflib.URIRef:
    return rdflib.URIRef(term.value)


def _all(data: rdflib.Graph, node: Node | None, term: NamedNode) -> list[Node]:
    return [] if node is None or isinstance(node, rdflib.Literal) else sorted(data.objects(node, _ref(term)), key=str)


def _one(data: rdflib.Graph, node: Node | None, term: NamedNode) -> Node | None:
    return next(iter(_all(data, node, term)), None)


def _text(data: rdflib.Graph, node: Node | None, term: NamedNode) -> str | None:
    found = _one(data, node, term)
    return None if found is None else str(found)


def _number(data: rdflib.Graph, node: Node | None, term: NamedNode) -> int | None:
    text = _text(data, node, term)
    return int(text) if text is not None and text.isdecimal() else None
