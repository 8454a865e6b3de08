"""Renders a report for people, for programs, and as standard SHACL (https://www.w3.org/TR/shacl/#validation-report)."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.shapes.findings import SEVERITIES, SHAPES_NS
from kg.vocab import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.shapes.findings import Finding, Report

_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATATYPE = re.compile(f"<{re.escape(_XSD)}([A-Za-z]+)>$")
_PREFIXES = {"sh": _SH, "kgs": SHAPES_NS, "xsd": _XSD}


def render_text(report: Report, *, limit: int | None = None) -> str:
    """Return the report as text: the counts, then one block per finding, ending with the claim's sentence.

    Args:
        report: What was found.
        limit: Show at most so many findings of each rule and count the rest; ``None`` shows all.
    """
    blocks = list(_blocks(report, limit))
    return "\n\n".join([_summary(report), *blocks]) + "\n"


def _summary(report: Report) -> str:
    if not report.results:
        return "conforms: nothing found"
    verdict = "conforms" if report.conforms else "does not conform"
    counts = [f"{report.count(severity)} {severity}{'' if report.count(severity) == 1 else 's'}" for severity in SEVERITIES]
    rules = Counter(finding.rule for finding in report.results)
    lines = [f"{verdict}: " + ", ".join(count for count in counts if not count.startswith("0 "))]
    return "\n".join(lines + [f"{number:6} {rule}" for rule, number in sorted(rules.items(), key=lambda row: (-row[1], row[0]))])


def _blocks(report: Report, limit: int | None) -> Iterator[str]:
    shown: dict[str, dict[str, None]] = {}
    for finding in report.results:
        shown.setdefault(finding.rule, {})[_block(finding)] = None  # two constraints of one rule may say the same
    for rule, blocks in shown.items():
        yield from list(blocks)[:limit]
        if limit is not None and len(blocks) > limit:
            yield f"+{len(blocks) - limit} more of {rule}"


def _block(finding: Finding) -> str:
    lines = [f"{finding.severity}: {finding.rule}: {finding.message}"]
    if finding.claim is not None:
        lines.append(f"  claim  {finding.claim}")
    if finding.focus != finding.claim:
        lines.append(f"  node   {finding.focus}")
    if finding.path is not None:
        lines.append(f"  path   {finding.path}")
    if finding.value is not None:
        lines.append("  value  " + _DATATYPE.sub(r"xsd:\1", finding.value))
    if finding.file is not None:
        place = "" if finding.start is None else f":{finding.start}-{finding.end}"
        lines.append(f"  at     {finding.file}{place}")
    if finding.sentence is not None:
        lines.append(f'  says   "{" ".join(finding.sentence.split())}"')
    return "\n".join(lines)


def render_json(report: Report) -> str:
    """Return the report as JSON: ``conforms``, ``counts`` by severity, ``results`` with every field of ``Finding``."""
    counts = {severity: report.count(severity) for severity in SEVERITIES}
    content = {"conforms": report.conforms, "counts": counts, "results": [asdict(finding) for finding in report.results]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def render_turtle(report: Report) -> str:
    """Return a ``sh:ValidationReport`` in Turtle.

    As the recommendation has it, ``sh:conforms`` is true only where there is no result at all, not even a warning.
    """
    node = BlankNode("report")
    conforms = Literal("false" if report.results else "true", datatype=XSD.boolean)
    triples = [Triple(node, RDF.type, _sh("ValidationReport")), Triple(node, _sh("conforms"), conforms)]
    for number, finding in enumerate(report.results, start=1):
        result = BlankNode(f"result{number}")
        triples += [Triple(node, _sh("result"), result), *_result(result, finding)]
    content = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    return (content or b"").decode("utf-8")


def _result(node: BlankNode, finding: Finding) -> Iterator[Triple]:
    yield Triple(node, RDF.type, _sh("ValidationResult"))
    yield Triple(node, _sh("resultSeverity"), _sh(finding.severity.capitalize()))
    yield Triple(node, _sh("focusNode"), _node(finding.focus))
    yield Triple(node, _sh("resultMessage"), Literal(finding.message))
    yield Triple(node, _sh("sourceShape"), NamedNode(finding.rule if ":" in finding.rule else SHAPES_NS + finding.rule))
    if finding.path is not None:
        yield Triple(node, _sh("resultPath"), NamedNode(finding.path))
    if finding.value is not None:
        yield Triple(node, _sh("value"), _term(finding.value))
    if finding.constraint is not None:
        yield Triple(node, _sh("sourceConstraintComponent"), _sh(finding.constraint))


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)


def _node(name: str) -> NamedNode | BlankNode:
    return BlankNode(name.removeprefix("_:")) if name.startswith("_:") else NamedNode(name)


def _term(text: str) -> NamedNode | BlankNode | Literal | Triple:
    """Read one term in N-Triples syntax."""
    statement = f"<urn:x:s> <urn:x:p> {text} .".encode()
    term: NamedNode | BlankNode | Literal | Triple = next(iter(parse(statement, format=RdfFormat.TURTLE))).object
    return term
