"""Finds what people name on the command line: by IRI, by what follows the base, by the beginning of either, or by label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.vocab import DCTERMS, KG, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QuerySolutions

    from kg.store import Store

_SHOWN: Final = 3
_HINT: Final = "kg query and kg explain print the IRIs that it holds"
_IRI = re.compile(r"[^\s<>\"{}|\\^`]+")
_EXACT: Final = "SELECT ?node WHERE {{ VALUES ?node {{ <{name}> }} VALUES ?class {{ {classes} }} ?node a ?class }}"
_BEGINS: Final = "SELECT ?node WHERE {{ VALUES ?class {{ {classes} }} ?node a ?class FILTER(STRSTARTS(STR(?node), {name})) }}"
_REPLACED: Final = "SELECT ?node WHERE {{ ?old {replaced} ?node FILTER(STRSTARTS(STR(?old), {name})) }}"
_FORMER: Final = "SELECT ?old WHERE {{ ?old {replaced} ?node FILTER(STRSTARTS(STR(?old), {name})) }}"
_EXPLAINED: Final = " ".join(map(str, (KG.Claim, KG.Account, KG.Strike, KG.Source, KG.Judgement, KG.RootText)))
_LABELLED: Final = "SELECT ?node WHERE {{ ?node a {strike} ; {label} ?label FILTER(LCASE(STR(?label)) = LCASE({name})) }}"


def strike_or_account(kept: Store, name: str) -> tuple[str, ...]:
    """Return the accounts that a name stands for: one, or all those of a strike; sorted.

    Args:
        kept: An open store.
        name: An account or a strike, also one that another has replaced, or a strike's label.

    Raises:
        QueryError: Nothing has this name, or several have.
    """
    iri, classes = whole(kept, name), f"{KG.Strike} {KG.Account}"
    found = (
        _of_class(kept, iri, classes)
        or column(kept, _REPLACED.format(replaced=DCTERMS.isReplacedBy, name=Literal(iri)))
        or column(kept, _LABELLED.format(strike=KG.Strike, label=RDFS.label, name=Literal(name)))
    )
    node = the_one(found, name, f"The store {kept.folder} holds no strike or account {name}")
    return tuple(column(kept, f"SELECT ?account WHERE {{ ?account {KG.accountOf} {NamedNode(node)} }}")) or (node,)


def thing(kept: Store, name: str) -> str:
    """Return the IRI of whatever can be explained that a name stands for; one of a strike that another replaced stays as it is.

    Raises:
        QueryError: Nothing has this name, or several have.
    """
    iri = whole(kept, name).partition("#")[0]
    found = (
        _of_class(kept, iri, _EXPLAINED)
        or column(kept, _FORMER.format(replaced=DCTERMS.isReplacedBy, name=Literal(iri)))
        or column(kept, _LABELLED.format(strike=KG.Strike, label=RDFS.label, name=Literal(name)))
    )
    return the_one(found, name, f"The store {kept.folder} holds no claim, account, strike or source {name}")


def claim(kept: Store, name: str) -> str:
    """Return the IRI of the claim that a name stands for.

    Raises:
        QueryError: No claim has this name, or several have.
    """
    found = _of_class(kept, whole(kept, name), str(KG.Claim))
    return the_one(found, name, f"The store {kept.folder} holds no claim {name}")


def source_of(kept: Store, iri: str) -> str:
    """Return the IRI of the source that holds an account or a claim of the store."""
    return column(kept, f"SELECT ?source WHERE {{ {NamedNode(iri)} {KG.toldIn}|{KG.reportedIn} ?source }}")[0]


def whole(kept: Store, name: str) -> str:
    """Return a name with the base before it where it has none."""
    return name if name.startswith(("http:", "https:")) else kept.minter.base + name


def _of_class(kept: Store, name: str, classes: str) -> list[str]:
    """Return what bears an IRI, else, at the cost of a look at each, what bears one that begins so."""
    exact = column(kept, _EXACT.format(classes=classes, name=name)) if _IRI.fullmatch(name) else []
    return exact or column(kept, _BEGINS.format(classes=classes, name=Literal(name)))


def column(kept: Store, sparql: str) -> list[str]:
    """Return the different values of the first column of an answer, sorted."""
    return sorted({row[0].value for row in cast("QuerySolutions", kept.query(sparql))})


def the_one(found: Iterable[str], name: str, missing: str, hint: str = _HINT) -> str:
    """Return the only thing that was found.

    Raises:
        QueryError: There is none, or there are several.
    """
    every = list(found)
    if not every:
        raise QueryError(missing, hint=hint)
    if len(every) > 1:
        more = ", ..." if len(every) > _SHOWN else ""
        raise QueryError(f"{name} may be {len(every)} things: {', '.join(every[:_SHOWN])}{more}", hint="Name the one that is meant")
    return every[0]
