"""Asks a store a named question, and tells an empty answer from a name that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import shorten
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Literal, QueryBoolean, QuerySolutions

from kg.errors import QueryError
from kg.queries.catalogue import find
from kg.vocab import DCTERMS, KG, RDFS, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import BlankNode, NamedNode, QueryTriples, Triple

    from kg.queries.catalogue import NamedQuery

    Term = NamedNode | BlankNode | Literal | Triple

Cell = str | int | float | bool | None
_SUGGESTIONS: Final = 5
_REASON: Final = 160
_ACTORS: Final = (KG.StateForce, KG.Coalition, KG.ArmedGroup, KG.Organisation, KG.NewsOutlet, KG.Person, KG.UnnamedSource)
_CLASSES: Final = {"actor": _ACTORS, "place": (KG.Place,), "strike": (KG.Strike,)}
_NAMES: Final = (SKOS.prefLabel, SKOS.altLabel, KG.caseSensitiveLabel, RDFS.label)


class Queryable(Protocol):
    """What answers SPARQL over the union of its graphs."""

    def query(self, sparql: str, /) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query, or raise a `QueryError`."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a question: rows under columns, ``None`` where nothing is stated."""

    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def run(store: Queryable, name: str, values: Mapping[str, str]) -> Result:
    """Ask a named question.

    Args:
        store: What to ask.
        name: A query of the catalogue, or the path of a ``.rq`` file.
        values: Values of its parameters, by name.

    Raises:
        QueryError: No such query, a parameter that is missing, unknown or of the wrong kind, a name that nobody in the
            store has, or SPARQL that the engine refuses.
    """
    query = find(name)
    sparql = query.bound(values)
    try:
        columns, rows = _table(store.query(sparql))
    except QueryError as error:
        # a parser lists all that it would have taken
        raise QueryError(f"{name}: {shorten(error.message, _REASON, placeholder=' ...')}", hint=error.hint) from error
    if not rows:
        _check_names(store, query, values)
    return Result(query.question, columns, rows)


def _table(answer: QuerySolutions | QueryBoolean | QueryTriples) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Read all three kinds of answer as a table."""
    if isinstance(answer, QueryBoolean):
        return ("answer",), ((bool(answer),),)
    if isinstance(answer, QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return columns, tuple(tuple(_cell(solution[column]) for column in columns) for solution in answer)
    triples = ((_cell(triple.subject), _cell(triple.predicate), _cell(triple.object)) for triple in answer)
    return ("subject", "predicate", "object"), tuple(sorted(triples, key=str))


def _cell(term: Term | None) -> Cell:
    """Return a term as a plain value: whole numbers, decimals and truth values as such, all else as text."""
    if term is None:
        return None
    if isinstance(term, Literal):
        if term.datatype == XSD.integer:
            return int(term.value)
        if term.datatype == XSD.decimal:
            return float(term.value)
        return term.value == "true" if term.datatype == XSD.boolean else term.value
    return term.value if hasattr(term, "value") else str(term)


def _check_names(store: Queryable, query: NamedQuery, values: Mapping[str, str]) -> None:
    """Refuse a name that nothing in the store has: an empty answer would be read as "nobody says so"."""
    for parameter in query.parameters:
        wanted = values.get(parameter.name, "").strip()
        if parameter.kind in _CLASSES and wanted and not _knows(store, parameter.kind, wanted):
            near = _near(store, parameter.kind, wanted)
            hint = f"Perhaps one of: {', '.join(near)}" if near else f"Give a name of the {parameter.kind} as the store has it"
            raise QueryError(f"The store knows no {parameter.kind} called {wanted!r}", hint=hint)


def _labels(store: Queryable, kind: str, names: str) -> list[tuple[str, str, str]]:
    """Return (IRI, label, best name) of everything of a kind, sorted."""
    classes = " ".join(map(str, _CLASSES[kind]))
    sparql = f"""SELECT ?thing ?label ?name WHERE {{
        VALUES ?class {{ {classes} }} ?thing a ?class ; {names} ?label . OPTIONAL {{ ?thing {SKOS.prefLabel}|{RDFS.label} ?name }}
    }}"""
    _, rows = _table(store.query(sparql))
    return sorted({(str(thing), str(label), str(name or label)) for thing, label, name in rows})


def _knows(store: Queryable, kind: str, wanted: str) -> bool:
    _, replaced = _table(store.query(f"SELECT ?old WHERE {{ ?old {DCTERMS.isReplacedBy} ?new }}"))
    known = _labels(store, kind, "|".join(map(str, _NAMES)))
    return (kind == "strike" and (wanted,) in replaced) or any(wanted == iri or wanted.lower() == label.lower() for iri, label, _ in known)


def _near(store: Queryable, kind: str, wanted: str) -> list[str]:
    """Return names that may have been meant: those who share a name that depends on context, then the like-sounding."""
    contextual = [name for _, label, name in _labels(store, kind, str(KG.contextualLabel)) if label.lower() == wanted.lower()]
    known = {label.lower(): name for _, label, name in _labels(store, kind, "|".join(map(str, _NAMES)))}
    alike = [known[label] for label in get_close_matches(wanted.lower(), sorted(known), n=_SUGGESTIONS)]
    return list(dict.fromkeys(contextual + alike))[:_SUGGESTIONS]
