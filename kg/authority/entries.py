"""Reads the authority file ``ontology/actors.ttl``; what each property means for matching stands at its head."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast, get_args

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import resources
from kg.errors import ResourceError
from kg.model import Actor, ActorKind
from kg.vocab import DEFAULT_BASE, KG, KG_NS, ORG, RDF, SKOS

if TYPE_CHECKING:
    from kg.authority.labels import How

ACTOR_NS: Final = DEFAULT_BASE + "actor/"

# how each property of labels matches, and whether case counts whatever the label looks like
_LABELS: Final[dict[NamedNode, tuple[How, bool]]] = {
    SKOS.prefLabel: ("name", False),
    SKOS.altLabel: ("name", False),
    KG.caseSensitiveLabel: ("name", True),
    KG.contextualLabel: ("contextual", False),
    KG.demonym: ("demonym", False),
}
_STRICTER: Final = frozenset({KG.caseSensitiveLabel, KG.contextualLabel})


@dataclass(frozen=True, slots=True)
class Row:
    """All that the file says of one actor; ``labels`` holds text, how it matches, and whether case counts."""

    actor: Actor
    labels: tuple[tuple[str, How, bool], ...]
    countries: tuple[str, ...]
    parents: tuple[str, ...]
    speaks_for: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """An entry while the file is read."""

    kind: str = ""
    labels: list[tuple[NamedNode, str]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    speaks_for: list[str] = field(default_factory=list)


def read() -> dict[str, Row]:
    """Return the actors by slug, in the order of the file.

    Raises:
        ResourceError: The file is missing, malformed, or refers to an actor that it does not hold.
    """
    rows = {slug: _row(slug, draft) for slug, draft in _drafts().items()}
    for slug, row in rows.items():
        for other in (*row.parents, *row.speaks_for):
            if other not in rows:
                raise ResourceError(f"ontology/actors.ttl: actor:{slug} refers to actor:{other}, which is not there", hint="Add it")
    return rows


def _drafts() -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}
    try:
        for quad in parse(path=str(resources.folder("ontology") / "actors.ttl"), format=RdfFormat.TURTLE):
            slug = _slug(quad.subject)
            if slug:
                _take(drafts.setdefault(slug, _Draft()), quad.predicate, quad.object)
    except (SyntaxError, OSError) as error:
        raise ResourceError(f"ontology/actors.ttl cannot be read: {error}", hint="Repair or reinstall it") from error
    return drafts


def _slug(node: object) -> str:
    """Return the slug in an actor's IRI, the empty string for anything else."""
    value = node.value if isinstance(node, NamedNode) else ""
    return value.removeprefix(ACTOR_NS) if value.startswith(ACTOR_NS) else ""


def _take(draft: _Draft, predicate: NamedNode, value: object) -> None:
    if predicate in _LABELS and isinstance(value, Literal):
        draft.labels.append((predicate, value.value))
    elif predicate == RDF.type and isinstance(value, NamedNode):
        draft.kind = value.value.removeprefix(KG_NS)
    elif predicate == KG.country and isinstance(value, Literal):
        draft.countries.append(value.value)
    elif predicate == ORG.memberOf:
        draft.parents.append(_slug(value))
    elif predicate == KG.speaksFor:
        draft.speaks_for.append(_slug(value))


def _row(slug: str, draft: _Draft) -> Row:
    names = [text for predicate, text in draft.labels if predicate == SKOS.prefLabel]
    if len(names) != 1 or draft.kind not in get_args(ActorKind):
        raise ResourceError(f"ontology/actors.ttl: actor:{slug} needs one skos:prefLabel and a class of actor", hint="Add them")
    # a preferred label that is repeated under a stricter property follows that property
    stricter = {text for predicate, text in draft.labels if predicate in _STRICTER}
    labels = tuple((text, *_LABELS[p]) for p, text in draft.labels if p != SKOS.prefLabel or text not in stricter)
    if not all(any(c.isalnum() for c in text) for text, _, _ in labels):
        raise ResourceError(f"ontology/actors.ttl: actor:{slug} has a label without a word", hint="Complete or remove it")
    actor = Actor(names[0], cast("ActorKind", draft.kind), slug=slug)
    return Row(actor, labels, tuple(sorted(draft.countries)), tuple(sorted(draft.parents)), tuple(sorted(draft.speaks_for)))
