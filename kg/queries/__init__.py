"""Named questions to the graph: what there is to ask, the answers as rows, and how they print."""

from kg.queries.answers import Result, run
from kg.queries.catalogue import NamedQuery, Parameter, catalogue, find
from kg.queries.render import FORMATS, render, render_table

__all__ = ["FORMATS", "NamedQuery", "Parameter", "Result", "catalogue", "find", "render", "render_table", "run"]
