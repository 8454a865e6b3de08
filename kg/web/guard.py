r"""Looks at a query before the engine does: federation, nesting, dataset clauses, updates (https://www.w3.org/TR/sparql11-query/#grammar).

It is no parser. Where ``<`` may open an IRI or mean "less than", ``FILTER(?a<?b#>'''`` reads in two ways; the search for ``SERVICE`` follows
both, and rather finds one too many than one too few: the engine would open network connections.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 100
"""Brackets within brackets; the engine's recursive parser ends its process somewhere above ten thousand."""

_TOKEN = re.compile(
    r"""
      (?P<blank> \s+ | \#[^\n\r]* )
    | (?P<string> "{3}(?:[^"\\]++|\\.|"(?!""))*+"{3} | '{3}(?:[^'\\]++|\\.|'(?!''))*+'{3} | "(?:[^"\\\n\r]++|\\.)*+" | '(?:[^'\\\n\r]++|\\.)*+' )
    | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
    | (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z]+(?:-+[A-Za-z0-9]+)* )
    | (?P<name> (?P<prefix>[\w.-]*+):(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[^\w\s])* )
    | (?P<word> \w+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANK: Final = r"(?:\s|\#[^\n\r]*+)*+"
_FEDERATION = re.compile(
    rf"""service {_BLANK} (?:silent {_BLANK})?
    (?: [?$][\w\x80-\U0010ffff]+ | <[^<>"{{}}|^`\x00-\x20]*> | [\w.\x80-\U0010ffff-]*:(?:[\w.:%\x80-\U0010ffff-]|\\[^\w\s])* )
    {_BLANK} \{{""",
    re.VERBOSE | re.IGNORECASE,
)
_UPDATES: Final = frozenset("insert delete load clear drop create copy move add with".split())
_QUERIES: Final = frozenset("select construct ask describe".split())


@dataclass(frozen=True, slots=True)
class Scan:
    """What a query shows before it is parsed.

    Attributes:
        depth: Brackets, or negations, within one another.
        service: It may ask another endpoint.
        dataset: It names its own dataset (``FROM``).
        update: It is an update, not a query.
    """

    depth: int
    service: bool
    dataset: bool
    update: bool


def scan(query: str) -> Scan:
    """Look over a query.

    Examples:
        >>> scan("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
        Scan(depth=2, service=True, dataset=False, update=False)
        >>> scan('ASK { ?s ?p "the service <x>" } # SERVICE <y>').service
        False
    """
    tokens = list(_reading(query, 0, set()))
    words = [token[0].lower() for token in tokens if token.lastgroup == "word"]
    first = next((word for word in words if word in _UPDATES | _QUERIES), "")
    return Scan(
        depth=_depth(tokens), service=any(map(_is_service, _all_readings(query))), dataset="from" in words, update=first in _UPDATES
    )


def _reading(query: str, start: int, seen: set[int]) -> Iterator[re.Match[str]]:
    """Yield the tokens from a place on, each as long as it can be, until a place that was seen before."""
    at = start
    while at not in seen and (token := _TOKEN.match(query, at)):
        seen.add(at)
        yield token
        at = token.end()


def _all_readings(query: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of every reading: each IRI may as well be a "less than"."""
    pending = [0]
    seen: set[int] = set()
    while pending:
        for token in _reading(query, pending.pop(), seen):
            if token.lastgroup == "iri":
                pending.append(token.start() + 1)
            yield token


def _is_service(token: re.Match[str]) -> bool:
    """Return whether the keyword may stand in a token; the engine splits ``1SERVICE``, and even ``SERVICEx:y {``, into two."""
    word = {"word": token[0], "name": token["prefix"]}.get(token.lastgroup or "") or ""
    starts = (token.start() + match.start() for match in re.finditer("service", word, re.IGNORECASE))
    return any(_FEDERATION.match(token.string, at) for at in starts)


def _depth(tokens: list[re.Match[str]]) -> int:
    """Return how deep brackets are nested, or how long a chain of ``!`` is if that is more."""
    deepest = depth = chain = 0
    for token in tokens:
        if token.lastgroup == "blank":
            continue
        mark = token[0]
        depth += (mark in "{([") - (mark in "})]")
        chain = chain + 1 if mark == "!" else 0
        deepest = max(deepest, depth, chain)
    return deepest
