"""What a summary needs to know of a claim, and no more: plain values that can be kept beside the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.authority import fold
from kg.model import Actor
from kg.rdf import live_accounts

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pyoxigraph import NamedNode

    from kg.model import Certainty, Claim, Document, Extraction, Mode, Outcome, Polarity, VictimStatus
    from kg.rdf import Minter

NAME: Final = "name:"
UNNAMED: Final = "unnamed:"
FILE: Final = "file:"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor who is blamed or cleared; ``key`` is the slug of one whom the authority file knows, else the IRI."""

    iri: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class RootVoice:
    """Whom a claim goes back to.

    Attributes:
        key: By which voices of one strike are told apart: a slug, else the folded name with what kind of name it is, else the source.
        label: The name as told.
        actor: IRI of the actor; ``None`` for somebody unnamed and for a document without a publisher.
        own: Whether it is the document's own voice, which a text that others carry as well may take the place of.
    """

    key: str
    label: str
    actor: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A toll as inclusive bounds, at least one of them stated."""

    outcome: Outcome
    status: VictimStatus
    group: str | None
    low: int | None
    high: int | None

    @property
    def none(self) -> bool:
        """Whether it says that there was nobody."""
        return self.high == 0


@dataclass(frozen=True, slots=True)
class DayNote:
    """The first and the last day that a stated time may mean, ISO 8601."""

    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """A stated place: its IRI and, where known, its precision from 1 to 7."""

    iri: str
    precision: int | None


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """One claim as a summary sees it.

    Attributes:
        hedged: Whether the speaker is less than certain about the attacker.
        mode: What the claim's own words give; ``unspecified`` counts as nothing.
        days: ``None`` where no year is known.
    """

    iri: str
    voice: RootVoice
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    blamed: tuple[Party, ...] = ()
    hedged: bool = False
    figures: tuple[FigureNote, ...] = ()
    mode: Mode | None = None
    days: DayNote | None = None
    places: tuple[PlaceNote, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountNotes:
    """One account as a summary sees it.

    Attributes:
        mode: What the account comes to on the whole.
        specific: False for campaign talk, whose figures are of no one strike.
    """

    account: str
    source: str
    published: str | None
    claims: tuple[ClaimNote, ...]
    mode: Mode = "unspecified"
    specific: bool = True


def account_notes(extraction: Extraction, minter: Minter, rejected: Container[str] = ()) -> tuple[AccountNotes, ...]:
    """Return the notes on each account of one source, in the order told.

    Args:
        extraction: What was read from one document; its text is not looked at.
        minter: Names the nodes.
        rejected: IRIs of claims that count nowhere; an account of nothing else is left out.
    """
    document = extraction.document
    source = minter.source(document.sha256)
    own = _own_voice(document, source, minter)
    return tuple(
        AccountNotes(
            account=each.iri,
            source=source.value,
            published=document.published,
            claims=tuple(_note(claim, iri, own, source, minter) for claim, iri in zip(each.account.claims, each.claims, strict=True)),
            mode=each.account.mode,
            specific=each.account.specific,
        )
        for each in live_accounts(extraction, minter, rejected)
    )


def named_voice(name: str, minter: Minter) -> RootVoice:
    """Return the voice of an outlet, an agency or a body by its name; an agency that is also an outlet is one voice.

    Args:
        name: As its own document or another states it.
        minter: Knows who is listed.
    """
    listed = minter.listed(name)
    actor = listed or Actor(name, "Organisation")
    return RootVoice(_voice_key(actor), actor.name, minter.actor(actor).value)


def _own_voice(document: Document, source: NamedNode, minter: Minter) -> RootVoice:
    name = document.agency or document.publisher
    if name is None:
        return RootVoice(FILE + source.value, document.file, own=True)
    return replace(named_voice(name, minter), own=True)


def _note(claim: Claim, iri: str, own: RootVoice, source: NamedNode, minter: Minter) -> ClaimNote:
    time = claim.time
    return ClaimNote(
        iri=iri,
        voice=_root_voice(claim, own, source, minter),
        polarity=claim.polarity,
        certainty=claim.certainty,
        blamed=tuple(Party(named := minter.actor(a, source).value, a.name, a.slug or named) for a in claim.attributes_to),
        hedged=(claim.attribution_certainty or claim.certainty) != "certain",
        figures=tuple(_figures(claim)),
        mode=claim.mode,
        days=DayNote(time.earliest, time.latest) if time and time.earliest and time.latest else None,
        places=tuple(PlaceNote(minter.place(place).value, place.precision) for place in claim.places),
    )


def _root_voice(claim: Claim, own: RootVoice, source: NamedNode, minter: Minter) -> RootVoice:
    """Return whom a claim goes back to, by the order of `kg.rdf.root_claimant`."""
    actor = claim.relays or claim.on_behalf_of or claim.claimant.actor
    if actor is None:
        return own
    unnamed = actor.kind == "UnnamedSource"
    return RootVoice(_voice_key(actor), actor.name, None if unnamed else minter.actor(actor, source).value)


def _voice_key(actor: Actor) -> str:
    # somebody without a slug is known by the bare name: two papers' "officials" may be the same, and are counted once
    return actor.slug or (UNNAMED if actor.kind == "UnnamedSource" else NAME) + (fold(actor.name) or actor.name)


def _figures(claim: Claim) -> Iterator[FigureNote]:
    for figure in claim.casualties:
        low, high = figure.quantity.low, figure.quantity.high
        if low is not None or high is not None:
            yield FigureNote(figure.outcome, figure.status, figure.group, low, high)
