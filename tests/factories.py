"""Extractions made by hand for tests: one that uses every field of the model, and many small ones."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model import (
    Account,
    Actor,
    CasualtyFigure,
    Claim,
    Claimant,
    DamageFigure,
    Document,
    Extraction,
    Judgement,
    Place,
    Quantity,
    Target,
    TimeValue,
    Weapon,
)
from kg.rdf import Minter, StrikeCluster, link_quads

if TYPE_CHECKING:
    from pyoxigraph import Quad

COALITION = Actor("US-led coalition", "Coalition", "us-led-coalition")
CENTCOM = Actor("US Central Command", "StateForce", "us-central-command")
AFP = Actor("Agence France-Presse", "NewsOutlet", "agence-france-presse")
ISLAMIC_STATE = Actor("Islamic State", "ArmedGroup", "islamic-state")
SDF = Actor("Syrian Democratic Forces", "ArmedGroup", "syrian-democratic-forces")
NETWORK = Actor("شبكة الفرات", "Organisation")
SPOKESMAN = Actor("Zoë Łukasz", "Person", local=True)
OFFICIALS = Actor("officials", "UnnamedSource", local=True)

VILLAGE = Place("al-Shaʿfah", "s-al-shafah", "Al-Shafah", "SY", 34.55, 40.94, 1, "gn-170792")
PROVINCE = Place("Deir ez-Zor", "gn-170792", "Deir ez-Zor", "SY", 35.0, 40.5, 4)
VALLEY = Place("Wadi Nowhere", country="SY", container="gn-170792")

TEXT = (
    "\ufeffCoalition jets hit a depot in al-Shaʿfah on 20 January – “between 145 and 150 fighters” died, Zoë Łukasz said. 😀\n"
    "Officials said up to two children might have been hurt and more than 200 vehicles were lost in Wadi Nowhere, Deir ez-Zor.\n"
    "شبكة الفرات denied that anyone was killed.\n"
    "There were three raids that day.\n"
    "Air strikes have gone on for months.\n"
    "The ministry said schools would open on Monday.\n"
)


def span(quote: str, text: str = TEXT) -> tuple[int, int]:
    """Return the offsets of a quote that stands in the text once."""
    assert text.count(quote) == 1
    start = text.index(quote)
    return start, start + len(quote)


def document(text: str = TEXT, file: str = "jets – ñ.txt") -> Document:
    """Return a document with every field of its metadata stated."""
    return Document(
        text=text,
        file=file,
        sha256=sha256(text.encode()).hexdigest(),
        title="Jets hit depot",
        publisher="Example Herald",
        agency="Agence France-Presse",
        published="2018-01-21/2018-01-24",
        url="https://example.org/1",
        language="en",
    )


def _toll() -> Claim:
    return Claim(
        *span("Coalition jets hit a depot in al-Shaʿfah on 20 January – “between 145 and 150 fighters” died, Zoë Łukasz said."),
        claimant=Claimant("named", SPOKESMAN),
        on_behalf_of=CENTCOM,
        relays=AFP,
        cue="said",
        quotation="mixed",
        certainty="certain",
        attributes_to=(COALITION,),
        attribution_certainty="probable",
        assisted_by=(SDF,),
        targets=(Target(ISLAMIC_STATE, "headquarters"), Target(object="depot"), Target(ISLAMIC_STATE)),
        weapons=(Weapon("jets", "fighter-jet"), Weapon("laser-guided bombs", "guided-bomb")),
        mode="air-strike",
        places=(VILLAGE,),
        time=TimeValue("2018-01-20", "day", "2018-01-20", "2018-01-20"),
        strike_count=3,
        casualties=(
            CasualtyFigure("killed", "combatant", Quantity(145, 150, "range", "between 145 and 150"), ISLAMIC_STATE, "fighters"),
            CasualtyFigure("injured", "unspecified", Quantity(None, None, "vague", "dozens")),
        ),
        damage=(DamageFigure("vehicles", "destroyed", Quantity(201, None, "more-than", "more than 200")),),
        rules=("cue-said", "trigger-air-strike"),
    )


def _harm() -> Claim:
    return Claim(
        *span("Officials said up to two children might have been hurt and more than 200 vehicles were lost in Wadi Nowhere, Deir ez-Zor."),
        claimant=Claimant("unnamed", OFFICIALS),
        cue="said",
        quotation="indirect",
        polarity="unconfirmed",
        certainty="possible",
        places=(PROVINCE, VALLEY),
        time=TimeValue("XXXX-01-20", "yearless-day"),
        casualties=(CasualtyFigure("harmed", "civilian", Quantity(None, 2, "up-to", "up to two"), group="children"),),
        rules=("cue-said",),
    )


def _denial() -> Claim:
    return Claim(
        *span("شبكة الفرات denied that anyone was killed."),
        claimant=Claimant("named", NETWORK),
        cue="denied",
        quotation="indirect",
        polarity="negated",
        casualties=(CasualtyFigure("killed", "unspecified", Quantity(0, 0, "exact", "anyone")),),
        rules=("cue-denied",),
    )


def _campaign() -> Claim:
    return Claim(*span("Air strikes have gone on for months."), claimant=Claimant("source"), mode="air-strike", rules=("campaign",))


def _elsewhere() -> Claim:
    return Claim(
        *span("The ministry said schools would open on Monday."), claimant=Claimant("unnamed", OFFICIALS), cue="said", rules=("cue-said",)
    )


def rich_extraction() -> Extraction:
    """Return an extraction in which every field of the model is set somewhere, in the order that a graph gives back."""
    own_voice = Claim(*span("There were three raids that day."), claimant=Claimant("source"), strike_count=3, rules=("strike-count",))
    return Extraction(
        document=document(),
        accounts=(
            Account((_toll(), _harm(), _denial(), own_voice), mode="air-strike", strike_count=3),
            Account((_campaign(),), mode="air-strike", specific=False),
        ),
        elsewhere=(_elsewhere(),),
        extractor="cascade 0.1",
        rules_hash="c" * 64,
    )


def small_extraction(number: int) -> Extraction:
    """Return one of many small extractions: a source, an account, a claim in the source's own voice."""
    text = f"Report {number}. Jets bombed a bridge; {number} died.\n"
    claim = Claim(
        *span(f"Jets bombed a bridge; {number} died.", text),
        claimant=Claimant("source"),
        attributes_to=(COALITION,),
        attribution_certainty="certain",
        casualties=(CasualtyFigure("killed", "unspecified", Quantity(number, number, "exact", str(number))),),
        rules=("trigger-bombed",),
    )
    source = Document(text, f"{number:05}.txt", sha256(text.encode()).hexdigest())
    return Extraction(source, (Account((claim,), "air-strike"),), extractor="cascade 0.1", rules_hash="c" * 64)


def links(accounts: tuple[str, ...] = ("https://w3id.org/strikekg/account/b", "https://w3id.org/strikekg/account/a")) -> list[Quad]:
    """Return the graph of links that joins accounts into one strike, with one judgement."""
    judgement = Judgement(min(accounts), max(accounts), "same", 0.93, ("same day (2018-01-20)", "same place (Al-Shafah)"))
    return link_quads([StrikeCluster(accounts, "Air strike near Al-Shafah, 2018-01-20", "air-strike")], [judgement], Minter())
