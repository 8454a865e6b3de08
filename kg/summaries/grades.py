"""Grades by an executable rule file: how well it is evidenced who carried out a strike (docs/grades.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import resources, store
from kg.errors import QueryError
from kg.vocab import KG, SCHEME_BASE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.rdf import Minter

_COLUMNS: Final = ("summary", "rank", "grade", "rule")
_GRADE: Final = SCHEME_BASE + "grade/"
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
_PREFIX: Final = re.compile(rf"prefix\s+([\w-]*):\s*<{re.escape(_GRADE)}>", re.IGNORECASE)
_WHOLE: Final = re.compile(rf"<{re.escape(_GRADE)}([^>]+)>")
_HINT: Final = "SELECT ?summary ?rank ?grade ?rule, as docs/grades.md shows"


def load_rules(path: Path | None = None) -> str:
    """Read a file of rules and see that it can grade.

    Args:
        path: SPARQL that selects ``?summary ?rank ?grade ?rule``; the shipped rules unless told.

    Raises:
        QueryError: The file cannot be read, is no such SPARQL, or names a grade that the scheme does not hold.
    """
    where = path or resources.folder("queries") / "grades" / "airwars-like.rq"
    try:
        text = where.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise QueryError(f"The grade rules {where} cannot be read: {reason}", hint="Name a readable file of SPARQL") from error
    try:
        columns = store.select((), text).columns
    except QueryError as error:
        raise QueryError(f"The grade rules {where}: {error.message}", hint=_HINT) from error
    if missing := [f"?{name}" for name in _COLUMNS if name not in columns]:
        raise QueryError(f"The grade rules {where} do not select {', '.join(missing)}", hint=_HINT)
    if unknown := sorted(_named_grades(text) - set(SCHEMES["grade"])):
        raise QueryError(
            f"The grade rules {where} give {unknown[0]!r}, which is no grade", hint=f"Give one of: {', '.join(SCHEMES['grade'])}"
        )
    return text


def _named_grades(text: str) -> set[str]:
    """Return the keys of the concepts of grades that a query names."""
    bare = _COMMENT.sub("", text)
    short = {key for prefix in _PREFIX.findall(bare) for key in re.findall(rf"(?<![\w-]){re.escape(prefix)}:([\w-]+)", bare)}
    return short | set(_WHOLE.findall(bare))


def grade_quads(quads: Iterable[Quad], rules: str, minter: Minter) -> list[Quad]:
    """Grade summaries: the lowest rank wins, then the rule's key.

    Args:
        quads: The derived graph of one or many strikes.
        rules: What ``load_rules`` returned.
        minter: Names the graph.

    Returns:
        ``kg:grade`` and ``kg:gradeRule`` of each summary that a rule fits, in the order of the summaries.

    Raises:
        QueryError: A rule gives no whole number as rank, or no grade of the scheme.
    """
    best: dict[NamedNode, tuple[int, str, str]] = {}
    for summary, rank, grade, rule in store.select(quads, rules).rows(*_COLUMNS):
        if isinstance(summary, NamedNode):
            found = _ranked(rank, grade, rule)
            best[summary] = min(found, best.get(summary, found))
    graph = minter.graph("derived")
    return [
        quad
        for summary, (_, rule, grade) in sorted(best.items(), key=lambda item: item[0].value)
        for quad in (Quad(summary, KG.grade, NamedNode(grade), graph), Quad(summary, KG.gradeRule, Literal(rule), graph))
    ]


def _ranked(rank: object, grade: object, rule: object) -> tuple[int, str, str]:
    number, key, words = (str(getattr(term, "value", "")) for term in (rank, grade, rule))
    if not re.fullmatch(r"[+-]?\d+", number):
        raise QueryError(f"The grade rule {words!r} has the rank {number!r}, which is no whole number", hint="Rank rules 1, 2, 3")
    if not words or key not in {_GRADE + known for known in SCHEMES["grade"]}:
        raise QueryError(f"The grade rule {words!r} gives {key!r}, which is no grade", hint=f"Give one of: {', '.join(SCHEMES['grade'])}")
    return int(number), words, key
