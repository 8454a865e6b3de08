"""Describes the endpoint (SPARQL 1.1 Service Description: https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.web.negotiation import GRAPHS, RESULTS

if TYPE_CHECKING:
    from pyoxigraph import QueryResultsFormat

_PREFIXES = {"sd": "http://www.w3.org/ns/sparql-service-description#", "formats": "http://www.w3.org/ns/formats/"}


def describe(endpoint: str, form: RdfFormat) -> bytes:
    """Return the description of the endpoint.

    Args:
        endpoint: Its address, as the client wrote it.
        form: The RDF format to write.

    Raises:
        ValueError: The address is no IRI.
    """
    triples = (quad.triple for quad in parse(_turtle(), format=RdfFormat.TURTLE, base_iri=endpoint))
    return serialize(triples, format=form, prefixes=_PREFIXES) or b""


def _turtle() -> str:
    formats: set[QueryResultsFormat | RdfFormat] = {*RESULTS.values(), *GRAPHS.values()}
    return f"""
        @prefix sd: <{_PREFIXES["sd"]}> .
        _:service a sd:Service ;
            sd:endpoint <> ;
            sd:supportedLanguage sd:SPARQL11Query ;
            sd:feature sd:UnionDefaultGraph ;
            sd:resultFormat {", ".join(sorted(f"<{form.iri}>" for form in formats))} ;
            sd:defaultDataset _:dataset .
        _:dataset a sd:Dataset ; sd:defaultGraph _:union .
        _:union a sd:Graph .
        """
