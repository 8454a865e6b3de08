"""Reads a request of the SPARQL 1.1 Protocol into a query, or says why not (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

QUERY_LIMIT: Final = 1 << 20
"""Bytes of a query in UTF-8."""
BODY_LIMIT: Final = 4 * QUERY_LIMIT
"""Bytes of a request: a query may triple in length when it is percent-encoded."""
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MAX_FIELDS: Final = 1000


class RefusalError(QueryError):
    """A request that is not answered.

    Args:
        status: The HTTP status that says so.
        message: What is wrong.
        hint: The next step.
    """

    def __init__(self, status: int, message: str, *, hint: str = "") -> None:
        """Keep the status beside the line."""
        super().__init__(message, hint=hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the dataset that the request names.

    Attributes:
        default_graphs: IRIs whose union is the default graph.
        named_graphs: IRIs of the named graphs. Where both are empty the store's own dataset holds.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def from_url(query_string: bytes) -> Query | None:
    """Read a GET request; without any parameter it asks for the service description, and the answer is ``None``.

    Raises:
        RefusalError: Not a well-formed query operation.
    """
    return _query(_fields(query_string)) if query_string else None


def from_body(content_type: str, query_string: bytes, body: bytes) -> Query:
    """Read a POST request of either kind.

    Raises:
        RefusalError: Not a well-formed query operation, or an update.
    """
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind == UPDATE:
        raise _read_only()
    if kind == FORM:
        return _query(_fields(query_string) + _fields(body))
    if kind == DIRECT:
        return _query([*_fields(query_string), ("query", _utf8(body))])
    raise RefusalError(415, f"The content type {kind[:80]!r} is not understood", hint=f"Send {FORM} or {DIRECT}")


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    """Decode parameters, once: decoded twice, ``%2B`` would become a space."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusalError(400, "The parameters are not percent-encoded UTF-8", hint="Encode them as the SPARQL protocol says") from error
    except ValueError as error:
        raise RefusalError(400, f"More than {_MAX_FIELDS} parameters", hint="Send fewer") from error


def _query(fields: Sequence[tuple[str, str]]) -> Query:
    texts = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise _read_only()
    if len(texts) != 1:
        raise RefusalError(400, f"{len(texts) or 'No'} query parameters" if texts else "No query parameter", hint="Send exactly one")
    if len(texts[0].encode("utf-8")) > QUERY_LIMIT:
        raise too_long()
    return Query(texts[0], _graphs(fields, "default-graph-uri"), _graphs(fields, "named-graph-uri"))


def _graphs(fields: Sequence[tuple[str, str]], parameter: str) -> tuple[str, ...]:
    values = tuple(value for name, value in fields if name == parameter)
    for value in values:
        if not _is_absolute(value):
            raise RefusalError(400, f"{parameter} {value[:200]!r} is not an absolute IRI", hint="Write the graph's whole IRI")
    return values


def _is_absolute(value: str) -> bool:
    try:
        return bool(urlsplit(value).scheme) and not any(c <= " " or c in '<>"{}|^`\\' for c in value)
    except ValueError:  # a broken IPv6 address
        return False


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"The query is not UTF-8 (byte {error.start})", hint="Send it as UTF-8") from error


def too_long() -> RefusalError:
    """Return the refusal of a query that is beyond the limit."""
    return RefusalError(413, f"The query is longer than {QUERY_LIMIT:,} bytes", hint="Shorten it")


def _read_only() -> RefusalError:
    return RefusalError(403, "Updates are refused, the endpoint is read-only", hint="Change the store with kg build")
