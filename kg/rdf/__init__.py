"""The model as RDF and back: the one place that mints IRIs (https://www.w3.org/TR/rdf11-concepts/)."""

from kg.rdf.canonical import canonical_bytes, name_blanks, sorted_quads
from kg.rdf.curation import Curation, curation_quads, curation_turtle, parse_curation, read_curation
from kg.rdf.files import read_quads
from kg.rdf.judgements import judge_quads, judgement_quads, read_judgements
from kg.rdf.links import StrikeCluster, link_quads, read_strikes, root_quads, strike_quads
from kg.rdf.mint import Minter, digest, last_part, name_key
from kg.rdf.nodes import Node, index
from kg.rdf.read import AccountRecord, ClaimRecord, SourceRecord, read_extraction, read_source, read_sources
from kg.rdf.reference import reference_quads, reference_state
from kg.rdf.voice import root_claimant
from kg.rdf.write import claim_iris, document_graph_with_text, live_accounts, to_quads

__all__ = [
    "AccountRecord",
    "ClaimRecord",
    "Curation",
    "Minter",
    "Node",
    "SourceRecord",
    "StrikeCluster",
    "canonical_bytes",
    "claim_iris",
    "curation_quads",
    "curation_turtle",
    "digest",
    "document_graph_with_text",
    "index",
    "judge_quads",
    "judgement_quads",
    "last_part",
    "link_quads",
    "live_accounts",
    "name_blanks",
    "name_key",
    "parse_curation",
    "read_curation",
    "read_extraction",
    "read_judgements",
    "read_quads",
    "read_source",
    "read_sources",
    "read_strikes",
    "reference_quads",
    "reference_state",
    "root_claimant",
    "root_quads",
    "sorted_quads",
    "strike_quads",
    "to_quads",
]
