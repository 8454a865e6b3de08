"""Answers SPARQL over quads that lie in memory and go nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple


@dataclass(frozen=True, slots=True)
class Selection:
    """What a SELECT selected: its columns, without question marks, and its rows."""

    columns: tuple[str, ...]
    solutions: pyoxigraph.QuerySolutions

    def rows(self, *columns: str) -> Iterator[tuple[NamedNode | BlankNode | Literal | Triple | None, ...]]:
        """Yield the terms of these columns row by row, ``None`` where one is not bound."""
        return (tuple(solution[name] for name in columns) for solution in self.solutions)


def select(quads: Iterable[Quad], sparql: str) -> Selection:
    """Answer a SELECT query; the default graph is the union of all.

    Args:
        quads: All that the query can see.
        sparql: The query.

    Raises:
        QueryError: The engine refuses it, or it is no SELECT.
    """
    graphs = pyoxigraph.Store()
    graphs.bulk_extend(quads)
    try:
        found = graphs.query(sparql, use_default_graph_as_union=True)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"The query was refused: {' '.join(str(error).split())}", hint="Correct it and ask again") from error
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise QueryError("The query is no SELECT", hint="Select the columns that are asked for")
    return Selection(tuple(variable.value for variable in found.variables), found)
