"""The values that flow through the pipeline: frozen, plain, with no behaviour beyond reading themselves.

Unknown is ``None`` or an empty tuple, never a sentinel. Offsets count Unicode code points of ``Document.text``,
end exclusive, so ``document.text[claim.start:claim.end]`` is the evidence to the letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

Mode = Literal[
    "air-strike",
    "drone-strike",
    "helicopter-strike",
    "missile-strike",
    "rocket-attack",
    "shelling",
    "naval-strike",
    "unspecified",
]
Polarity = Literal["affirmed", "negated", "unconfirmed"]
Certainty = Literal["certain", "probable", "possible"]
Quotation = Literal["direct", "indirect", "mixed", "narrative"]
Outcome = Literal["killed", "injured", "missing", "harmed"]
DamageOutcome = Literal["destroyed", "damaged"]
VictimStatus = Literal["civilian", "combatant", "unspecified"]
Qualifier = Literal["exact", "up-to", "at-least", "more-than", "approximately", "range", "vague"]
TimePrecision = Literal["day", "month", "season", "year", "interval", "yearless-day", "yearless-month"]
ActorKind = Literal[
    "StateForce",
    "Coalition",
    "ArmedGroup",
    "Organisation",
    "NewsOutlet",
    "Person",
    "UnnamedSource",
]
ClaimantKind = Literal["source", "named", "unnamed"]
Verdict = Literal["same", "different", "unsure"]

LINKER: Final = "strikekg"
"""Whose name the computed judgements bear."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source text as read, with what its metadata states.

    Attributes:
        text: The text, unaltered; every offset in the pipeline points into it.
        file: The name the text was found under, relative to the input given.
        sha256: Hex digest of the UTF-8 bytes of ``text``; the identity of the source.
        published: EDTF level 0 or 1 (day, month, year or interval), or ``None``.
        language: BCP 47 tag from the metadata, or ``None``.
    """

    text: str
    file: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A date as far as it was stated.

    Attributes:
        edtf: EDTF level 1, e.g. ``2018-01-20``, ``2018-01``, ``2022-06-27/2022-06-29`` or, with no year known, ``XXXX-01-20``.
        earliest: First day it may mean, ISO 8601, or ``None`` when no year is known.
        latest: Last day it may mean, ISO 8601, or ``None`` when no year is known.
    """

    edtf: str
    precision: TimePrecision
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as inclusive bounds; ``None`` is an open bound, two open bounds leave only the words."""

    low: int | None
    high: int | None
    qualifier: Qualifier
    words: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who strikes, is struck, helps or speaks.

    Attributes:
        name: The one usual English name.
        kind: Class of the actor in the ontology.
        slug: Key in the authority file; ``None`` for somebody whom the authority file does not know.
        local: True when identity reaches no further than the one source (unlisted persons, unnamed sources).
    """

    name: str
    kind: ActorKind
    slug: str | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry, or a name inside a known container.

    Attributes:
        name: As spelled in the text.
        id: Gazetteer key (``gn-170654`` for GeoNames, ``s-...`` for the supplement); ``None`` where unresolved.
        label: The gazetteer's own name; ``None`` where unresolved.
        country: ISO 3166-1 alpha-2.
        precision: UCDP GED ``where_prec``: 1 exact location, 2 near it, 3 district, 4 province, 5 region or line, 6 country, 7 international.
        container: Gazetteer key of the smallest known place around it.
    """

    name: str
    id: str | None = None
    label: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at or hit: an actor, an object, or both."""

    actor: Actor | None = None
    object: str | None = None


@dataclass(frozen=True, slots=True)
class Weapon:
    """A platform or munition: the words and their concept in the weapon scheme."""

    name: str
    concept: str


@dataclass(frozen=True, slots=True)
class CasualtyFigure:
    """A toll as stated: what happened to whom, and how many."""

    outcome: Outcome
    status: VictimStatus
    quantity: Quantity
    actor: Actor | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class DamageFigure:
    """Material damage as stated."""

    object: str
    outcome: DamageOutcome
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says it. ``actor`` is ``None`` exactly when ``kind`` is ``source``: the document's own voice."""

    kind: ClaimantKind
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one claimant in one place of one source.

    ``attribution_certainty`` is set only when ``attributes_to`` is not empty. ``rules`` names the lexicon rows and
    rules that made the claim, sorted.
    """

    start: int
    end: int
    claimant: Claimant
    on_behalf_of: Actor | None = None
    relays: Actor | None = None
    cue: str | None = None
    quotation: Quotation = "narrative"
    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    attributes_to: tuple[Actor, ...] = ()
    attribution_certainty: Certainty | None = None
    assisted_by: tuple[Actor, ...] = ()
    targets: tuple[Target, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    mode: Mode | None = None
    places: tuple[Place, ...] = ()
    time: TimeValue | None = None
    strike_count: int | None = None
    casualties: tuple[CasualtyFigure, ...] = ()
    damage: tuple[DamageFigure, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one source tells of one strike, in the order told. ``specific`` is false for campaign talk."""

    claims: tuple[Claim, ...]
    mode: Mode = "unspecified"
    specific: bool = True
    strike_count: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document.

    Attributes:
        elsewhere: Attributed statements that are about no strike.
        debris: Spans marked as page furniture and not read, as (start, end).
        extractor: Name and version of the extractor.
        rules_hash: SHA-256 of all rule and lexicon files, hex.
    """

    document: Document
    accounts: tuple[Account, ...] = ()
    elsewhere: tuple[Claim, ...] = ()
    debris: tuple[tuple[int, int], ...] = ()
    extractor: str = ""
    rules_hash: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where in a source a judged account or claim stands, so that it is found again when a rebuild names it otherwise.

    Attributes:
        source: IRI of the source.
        start: Code-point offset of its first character.
        end: Code-point offset after its last character.
        quote: The words, to the letter.
    """

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two accounts (by IRI, ``first < second``) tell of one strike, with the reasons in words.

    Attributes:
        score: From 0 to 1; 1 for *same* and 0 for *different* where a person judged.
        by: Who judged; a name, ``strikekg`` for the linker.
        at: When a person judged, ISO 8601 in UTC; ``None`` for the linker.
        passages: Of a person's judgement: the first claim of ``first``, then that of ``second``.
    """

    first: str
    second: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = field(default=())
    by: str = LINKER
    at: str | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A person's finding that a claim (by IRI) was misread: it stays in its source's graph and counts nowhere."""

    claim: str
    reason: str
    by: str
    at: str
    passage: Passage
