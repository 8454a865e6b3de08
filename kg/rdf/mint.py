"""Mints every IRI of the data: content-derived, stable, with no blank nodes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg.authority import Authority
from kg.errors import InputError
from kg.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.model import Actor, Place

ID_LENGTH: Final = 32
LOCAL_ACTOR: Final = "#actor-"
UNRESOLVED: Final = "u-"

_WORD_BREAK = re.compile(r"[^a-z0-9]+")


def digest(*parts: str) -> str:
    """Return the identifier of a list of strings.

    Each part is preceded by its length in bytes, so that no two different lists are hashed alike.

    Args:
        parts: The strings that make the identity.

    Returns:
        The first 32 hex digits of the SHA-256.
    """
    state = sha256()
    for part in parts:
        data = part.encode()
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()[:ID_LENGTH]


@lru_cache(1 << 14)
def name_key(name: str) -> str:
    """Return the ASCII slug of a name, with a hash where letters were lost on the way.

    Args:
        name: A name in any script.

    Returns:
        Lower-case words joined by hyphens. Names that ASCII cannot tell apart stay apart by their hash.
    """
    decomposed = unicodedata.normalize("NFKD", name)
    kept = decomposed.encode("ascii", "ignore").decode("ascii").lower()
    slug = _WORD_BREAK.sub("-", kept).strip("-")
    lost = any(c.isalnum() for c in decomposed if not c.isascii())
    if slug and not lost:
        return slug
    return f"{slug}-{digest(name)[:12]}".lstrip("-")


@dataclass(frozen=True, slots=True)
class Minter:
    """Mints the IRIs of one graph.

    Attributes:
        base: What every data IRI begins with; ends in ``/``.
        authority: The actors that are known beyond one source; the shipped authority file unless told.

    Raises:
        InputError: The base is no absolute http IRI that ends in a slash.
    """

    base: str = DEFAULT_BASE
    authority: Authority | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a base that would make ill-formed IRIs."""
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+/", self.base):
            raise InputError(f"The base {self.base!r} is no http IRI that ends in a slash", hint="Give one such as https://example.org/")

    def listed(self, name: str) -> Actor | None:
        """Return the actor of the authority file who bears a name, ``None`` where it has none."""
        return (self.authority or Authority.load()).resolve(name)

    def is_listed(self, slug: str) -> bool:
        """Tell whether the authority file has an actor of this slug."""
        try:
            (self.authority or Authority.load()).by_slug(slug)
        except KeyError:
            return False
        return True

    def source(self, text_hash: str) -> NamedNode:
        """Return the IRI of the source whose text has this SHA-256."""
        return NamedNode(f"{self.base}source/{text_hash[:ID_LENGTH]}")

    def source_graph(self, source: NamedNode) -> NamedNode:
        """Return the name of the graph that holds what one source says."""
        return NamedNode(f"{self.base}graph/source/{last_part(source.value)}")

    def graph(self, name: str) -> NamedNode:
        """Return the name of a shared graph: ``links``, ``derived``, ``reference`` or ``judgements``."""
        return NamedNode(f"{self.base}graph/{name}")

    def actor(self, actor: Actor, source: NamedNode | None = None) -> NamedNode:
        """Return the IRI of an actor.

        Args:
            actor: Whom to name; by slug, else by name, and within the source only where ``local``.
            source: The source that a local actor belongs to.

        Raises:
            ValueError: A local actor without a source.
        """
        if not actor.local:
            return NamedNode(f"{self.base}actor/{actor.slug or name_key(actor.name)}")
        if source is None:
            raise ValueError(f"{actor.name!r} is known in one source only, and none was given")
        return NamedNode(f"{source.value}{LOCAL_ACTOR}{name_key(actor.name)}")

    def place(self, place: Place) -> NamedNode:
        """Return the IRI of a place: its gazetteer key, else a hash of name, country and container."""
        key = place.id or UNRESOLVED + digest(place.name, place.country or "", place.container or "")
        return NamedNode(f"{self.base}place/{key}")

    def container(self, key: str) -> NamedNode:
        """Return the IRI of the gazetteer entry that a place lies in."""
        return NamedNode(f"{self.base}place/{key}")

    def claim(self, source: NamedNode, start: int, end: int, claimant: NamedNode, ordinal: int = 0) -> NamedNode:
        """Return the IRI of a claim.

        Args:
            source: Where it stands.
            start: Code-point offset of its first character.
            end: Code-point offset after its last character.
            claimant: Who makes it.
            ordinal: Counts the claims that agree in all the others, from 0.
        """
        parts = [last_part(source.value), str(start), str(end), claimant.value.removeprefix(self.base)]
        if ordinal:
            parts.append(str(ordinal))
        return NamedNode(f"{self.base}claim/{digest(*parts)}")

    def account(self, source: NamedNode, first_claim: NamedNode) -> NamedNode:
        """Return the IRI of the account that begins with this claim."""
        return NamedNode(f"{self.base}account/{digest(last_part(source.value), last_part(first_claim.value))}")

    def strike(self, first_account: str) -> NamedNode:
        """Return the IRI of the strike whose accounts, sorted, begin with this one."""
        return NamedNode(f"{self.base}strike/{digest(last_part(first_account))}")

    def root(self, source: str) -> NamedNode:
        """Return the IRI of the text that several sources carry, of which this one is the oldest."""
        return NamedNode(f"{self.base}root/{last_part(source)}")

    def judgement(self, first: str, second: str, by: str) -> NamedNode:
        """Return the IRI of what one judge says of two accounts, however the judge's name is spelt."""
        return NamedNode(f"{self.base}judgement/{digest(last_part(first), last_part(second), name_key(by))}")

    def rejection(self, claim: str, by: str) -> NamedNode:
        """Return the IRI of one person's rejection of a claim."""
        return NamedNode(f"{self.base}rejection/{digest(last_part(claim), name_key(by))}")

    def judge(self, name: str) -> NamedNode:
        """Return the IRI of who judges."""
        return NamedNode(f"{self.base}actor/{name_key(name)}")

    def run(self, extractor: str, rules_hash: str) -> NamedNode:
        """Return the IRI of an extractor with its rules."""
        return NamedNode(f"{self.base}run/{digest(extractor, rules_hash)}")


def last_part(iri: str) -> str:
    """Return what follows the last slash of an IRI."""
    return iri.rsplit("/", 1)[1]
