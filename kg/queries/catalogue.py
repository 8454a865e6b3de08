"""Reads query files: SPARQL whose comments say the question and declare the parameters (docs/queries.md)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from kg import resources
from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX: Final = ".rq"
_PARAMETER = re.compile(
    r"# parameter: (?P<name>[a-z_]+) \((?P<kind>[a-z|]+), (?:(?P<required>required)|default (?P<default>[^)]*))\): (?P<about>.+)"
)
_DECLARED = "# parameter:"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a query takes.

    Attributes:
        kind: ``actor``, ``place``, ``strike`` (a label or IRI of one), ``number``, ``text``, or the choices joined by ``|``.
        default: What holds unless told, in words; ``None`` where the value must be given.
    """

    name: str
    kind: str
    default: str | None
    about: str

    @property
    def required(self) -> bool:
        """Whether the value must be given."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question, its parameters, and the SPARQL that answers it."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    def bound(self, values: Mapping[str, str]) -> str:
        """Return the SPARQL with the values given in the place of those that stand in the file.

        Each parameter has one line ``VALUES ?name { ... }``; only its terms are replaced, by a serialised literal.

        Raises:
            QueryError: A parameter is missing, unknown or of the wrong kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = sorted(set(values) - set(known))
        if unknown:
            takes = ", ".join(sorted(known)) or "none"
            raise QueryError(f"The query {self.name} has no parameter {unknown[0]!r}", hint=f"It takes: {takes}")
        text = self.text
        for parameter in self.parameters:
            if parameter.name in values:
                term = _term(self, parameter, values[parameter.name])
                text = values_line(parameter.name).sub(lambda found, term=term: f"{found[1]}{term}{found[2]}", text)  # type: ignore[misc]
            elif parameter.required:
                raise QueryError(
                    f"The query {self.name} needs {parameter.name!r}: {parameter.about}", hint=f"Give --{parameter.name} VALUE"
                )
        return text


def values_line(name: str) -> re.Pattern[str]:
    """Return the pattern of the line that holds a parameter's value."""
    return re.compile(rf"(?m)^(\s*VALUES \?{name} \{{ )[^\n]*( \}})$")


def catalogue() -> tuple[NamedQuery, ...]:
    """Return the queries that ship, sorted by name."""
    return tuple(_read(path) for path in resources.files("queries", SUFFIX))


def find(name: str) -> NamedQuery:
    """Return a query by its name, or by the path of a ``.rq`` file of one's own.

    Raises:
        QueryError: There is no such query or file, or the file cannot be read.
    """
    if name.endswith(SUFFIX):
        return _read(Path(name))
    queries = catalogue()
    found = next((query for query in queries if query.name == name), None)
    if found is None:
        raise QueryError(
            f"There is no query {name!r}", hint=f"Ask one of: {', '.join(query.name for query in queries)}; or name a {SUFFIX} file"
        )
    return found


def parse(name: str, text: str) -> NamedQuery:
    """Read the comments of a query.

    Args:
        name: What it is called.
        text: SPARQL whose first comment line is the question.

    Raises:
        QueryError: A declaration of a parameter is malformed, or its value has no line of its own.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    question = lines[0].removeprefix("#").strip() if lines and lines[0].startswith("#") else name
    parameters = []
    for number, line in enumerate(lines, start=1):
        if line.startswith(_DECLARED):
            parameters.append(_parameter(name, number, line))
    for parameter in parameters:
        if len(values_line(parameter.name).findall(text)) != 1:
            raise QueryError(
                f"The query {name} declares {parameter.name!r} without one place for its value",
                hint=f"Write one line of its own: VALUES ?{parameter.name} {{ ... }}",
            )
    return NamedQuery(name, question, tuple(parameters), text)


def _parameter(name: str, number: int, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None:
        raise QueryError(
            f"The query {name}, line {number}, declares no parameter that can be read: {line}",
            hint="Write: # parameter: name (kind, required): what it is; or (kind, default words)",
        )
    return Parameter(found["name"], found["kind"], None if found["required"] else found["default"], found["about"])


def _read(path: Path) -> NamedQuery:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise QueryError(f"The query file {path} cannot be read: {reason}", hint="Name a readable file of SPARQL") from error
    return parse(path.stem, text)


def _term(query: NamedQuery, parameter: Parameter, value: str) -> str:
    """Return a value as a SPARQL term, once it is of the parameter's kind."""
    place = f"The query {query.name} cannot take {value!r} as {parameter.name!r}"
    if not value.strip():
        raise QueryError(f"{place}: it is empty", hint=f"Give {parameter.about}")
    if "|" in parameter.kind and value not in parameter.kind.split("|"):
        raise QueryError(place, hint=f"Give one of: {parameter.kind.replace('|', ', ')}")
    if parameter.kind == "number" and not _is_number(value):
        raise QueryError(f"{place}: it is no number from 0 up", hint="Give one such as 25")
    try:
        return str(Literal(value.strip()))
    except ValueError as error:
        raise QueryError(f"{place}: it is no valid text", hint="Give it in UTF-8") from error


def _is_number(value: str) -> bool:
    try:
        number = float(value)
    except ValueError:
        return False
    return math.isfinite(number) and number >= 0
