"""Writes one extraction as quads in the layout of ``docs/graph.md``, in declared terms only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.rdf.canonical import sorted_quads
from kg.rdf.parts import SourceGraph, known_concept, typed, write_actors, write_evidence, write_parts, write_places
from kg.vocab import DCTERMS, EDTF, KG, PROV, RDF, RDFS, SCHEMA, XSD, concept

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pyoxigraph import NamedNode, Quad

    from kg.model import Account, Claim, Extraction
    from kg.rdf.mint import Minter


def to_quads(extraction: Extraction, minter: Minter) -> list[Quad]:
    """Write an extraction as the graph of its source.

    Args:
        extraction: What was read from one document, its text included.
        minter: Names the nodes.

    Returns:
        The quads of one named graph, sorted; the same extraction gives the same quads.

    Raises:
        ValueError: A claim outside its text, or an account without claims.
        KeyError: A value that no declared scheme holds.
    """
    return sorted_quads(_written(extraction, minter).quads)


def document_graph_with_text(extraction: Extraction, minter: Minter) -> list[Quad]:
    """Write an extraction together with its whole text, for the document gate only.

    Args:
        extraction: What was read from one document, its text included.
        minter: Names the nodes.

    Returns:
        The quads of `to_quads` and one ``kg:text``, sorted.
    """
    graph = _written(extraction, minter)
    graph.add(graph.source, KG.text, extraction.document.text)
    return sorted_quads(graph.quads)


def claim_iris(extraction: Extraction, minter: Minter) -> list[tuple[Account | None, Claim, NamedNode]]:
    """Name every claim of an extraction.

    Claims that agree in place and claimant are told apart by an ordinal, given in the order of their content.

    Args:
        extraction: What was read from one document.
        minter: Names the nodes.

    Returns:
        The account (``None`` for a statement about no strike), the claim and its IRI, in the order of the extraction.
    """
    source = minter.source(extraction.document.sha256)
    told: list[tuple[Account | None, Claim]] = [(account, claim) for account in extraction.accounts for claim in account.claims]
    told += [(None, claim) for claim in extraction.elsewhere]
    groups: dict[tuple[int, int, NamedNode], list[int]] = {}
    for position, (_, claim) in enumerate(told):
        speaker = minter.actor(claim.claimant.actor, source) if claim.claimant.actor else source
        groups.setdefault((claim.start, claim.end, speaker), []).append(position)
    names: dict[int, NamedNode] = {}
    for (start, end, speaker), group in groups.items():
        ranked = sorted(group, key=lambda i: (repr(told[i][1]), repr(told[i][0]))) if len(group) > 1 else group
        for ordinal, position in enumerate(ranked):
            names[position] = minter.claim(source, start, end, speaker, ordinal)
    return [(account, claim, names[i]) for i, (account, claim) in enumerate(told)]


@dataclass(frozen=True, slots=True)
class NamedAccount:
    """An account with its IRI and those of its claims, in the order told."""

    iri: str
    account: Account
    claims: tuple[str, ...]


def live_accounts(extraction: Extraction, minter: Minter, rejected: Container[str] = ()) -> tuple[NamedAccount, ...]:
    """Return the accounts of an extraction with their IRIs, without the claims that a person rejected.

    Args:
        extraction: What was read from one document.
        minter: Names the nodes.
        rejected: IRIs of claims; an account of nothing else is left out, the others keep the IRI that they had.
    """
    source = minter.source(extraction.document.sha256)
    names = iter(claim_iris(extraction, minter))
    found = []
    for account in extraction.accounts:
        told = [(claim, iri) for _ in account.claims for _, claim, iri in [next(names)]]
        live = [(claim, iri.value) for claim, iri in told if iri.value not in rejected]
        if live:
            claims, iris = zip(*live, strict=True)
            found.append(NamedAccount(_account_iri(told, source, minter).value, replace(account, claims=claims), iris))
    return tuple(found)


def _account_iri(told: Iterable[tuple[Claim, NamedNode]], source: NamedNode, minter: Minter) -> NamedNode:
    """Name an account by its first claim in the text."""
    _, first = min(told, key=lambda pair: (pair[0].start, pair[0].end, pair[1].value))
    return minter.account(source, first)


def _written(extraction: Extraction, minter: Minter) -> SourceGraph:
    document = extraction.document
    source = minter.source(document.sha256)
    graph = SourceGraph(minter, document, source, minter.source_graph(source))
    run = _run(graph, extraction)
    names = iter(claim_iris(extraction, minter))
    for account in extraction.accounts:
        told = [next(names) for _ in account.claims]
        iri = _account(graph, account, [name for _, _, name in told])
        for _, claim, name in told:
            graph.add(name, KG.inAccount, iri)
            _claim(graph, claim, name, run)
    for _, claim, name in names:
        _claim(graph, claim, name, run)
    _document(graph)
    write_actors(graph)
    write_places(graph)
    return graph


def _document(graph: SourceGraph) -> None:
    document, source = graph.document, graph.source
    graph.add(source, RDF.type, KG.Source)
    graph.add(source, RDFS.label, document.title or document.file)
    graph.add(source, DCTERMS.title, document.title)
    graph.add(source, DCTERMS.publisher, graph.voice(document.publisher))
    graph.add(source, KG.agency, graph.voice(document.agency))
    graph.add(source, KG.published, typed(document.published, EDTF))
    graph.add(source, SCHEMA.url, typed(document.url, XSD.anyURI))
    graph.add(source, DCTERMS.language, document.language)
    graph.add(source, KG.file, document.file)
    graph.add(source, KG.textHash, document.sha256)


def _run(graph: SourceGraph, extraction: Extraction) -> NamedNode | None:
    if not extraction.extractor:
        return None
    run = graph.minter.run(extraction.extractor, extraction.rules_hash)
    graph.add(run, RDF.type, KG.ExtractionRun)
    graph.add(run, KG.extractor, extraction.extractor)
    graph.add(run, KG.rulesHash, extraction.rules_hash or None)
    return run


def _account(graph: SourceGraph, account: Account, names: list[NamedNode]) -> NamedNode:
    if not names:
        raise ValueError(f"An account without claims in {graph.document.file}")
    iri = _account_iri(zip(account.claims, names, strict=True), graph.source, graph.minter)
    graph.add(iri, RDF.type, KG.Account)
    graph.add(iri, KG.toldIn, graph.source)
    graph.add(iri, KG.mode, concept("mode", account.mode))
    graph.add(iri, KG.specific, account.specific)
    graph.add(iri, KG.reportedStrikeCount, account.strike_count)
    return iri


def _claim(graph: SourceGraph, claim: Claim, iri: NamedNode, run: NamedNode | None) -> None:
    graph.add(iri, RDF.type, KG.Claim)
    graph.add(iri, KG.reportedIn, graph.source)
    graph.add(iri, KG.claimedBy, graph.actor(claim.claimant.actor) or graph.source)
    graph.add(iri, KG.onBehalfOf, graph.actor(claim.on_behalf_of))
    graph.add(iri, KG.relays, graph.actor(claim.relays))
    graph.add(iri, KG.cue, claim.cue)
    graph.add(iri, KG.quotation, concept("quotation", claim.quotation))
    graph.add(iri, KG.polarity, concept("polarity", claim.polarity))
    graph.add(iri, KG.certainty, concept("certainty", claim.certainty))
    graph.add(iri, KG.attributionCertainty, known_concept("certainty", claim.attribution_certainty))
    graph.add(iri, KG.statedMode, known_concept("mode", claim.mode))
    graph.add(iri, KG.reportedStrikeCount, claim.strike_count)
    graph.add(iri, PROV.wasGeneratedBy, run)
    for rule in claim.rules:
        graph.add(iri, KG.rule, rule)
    for actor in claim.attributes_to:
        graph.add(iri, KG.attributesTo, graph.actor(actor))
    for actor in claim.assisted_by:
        graph.add(iri, KG.assistedBy, graph.actor(actor))
    for place in claim.places:
        graph.add(iri, KG.statedPlace, graph.place(place))
    write_parts(graph, claim, iri)
    write_evidence(graph, claim, iri)
