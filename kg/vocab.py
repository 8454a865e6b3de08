"""Names of every term that the graph may use; a test proves the ``KG`` part equal to ``ontology/``.

Attribute access instead of string concatenation, so that a misspelt term fails in the type checker.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from pyoxigraph import NamedNode

ONTOLOGY_IRI: Final = "https://w3id.org/strikekg/ontology"
KG_NS: Final = "https://w3id.org/strikekg/ontology#"
DEFAULT_BASE: Final = "https://w3id.org/strikekg/"
SCHEME_BASE: Final = "https://w3id.org/strikekg/scheme/"


def _kg(name: str) -> NamedNode:
    return NamedNode(KG_NS + name)


class KG:
    """Classes and properties of the strikekg ontology."""

    # classes
    Source = _kg("Source")
    Claim = _kg("Claim")
    Account = _kg("Account")
    Strike = _kg("Strike")
    AirStrike = _kg("AirStrike")
    DroneStrike = _kg("DroneStrike")
    HelicopterStrike = _kg("HelicopterStrike")
    MissileStrike = _kg("MissileStrike")
    RocketAttack = _kg("RocketAttack")
    Shelling = _kg("Shelling")
    NavalStrike = _kg("NavalStrike")
    Actor = _kg("Actor")
    StateForce = _kg("StateForce")
    Coalition = _kg("Coalition")
    ArmedGroup = _kg("ArmedGroup")
    Organisation = _kg("Organisation")
    NewsOutlet = _kg("NewsOutlet")
    Person = _kg("Person")
    UnnamedSource = _kg("UnnamedSource")
    Place = _kg("Place")
    Target = _kg("Target")
    Weapon = _kg("Weapon")
    StatedTime = _kg("StatedTime")
    Figure = _kg("Figure")
    CasualtyFigure = _kg("CasualtyFigure")
    DamageFigure = _kg("DamageFigure")
    Evidence = _kg("Evidence")
    Judgement = _kg("Judgement")
    Rejection = _kg("Rejection")
    ExtractionRun = _kg("ExtractionRun")
    RootText = _kg("RootText")
    Summary = _kg("Summary")
    Voice = _kg("Voice")
    Blame = _kg("Blame")
    TollRange = _kg("TollRange")
    Dispute = _kg("Dispute")

    # claims: who says it, where, how
    claimedBy = _kg("claimedBy")
    onBehalfOf = _kg("onBehalfOf")
    reportedIn = _kg("reportedIn")
    relays = _kg("relays")
    cue = _kg("cue")
    quotation = _kg("quotation")
    polarity = _kg("polarity")
    certainty = _kg("certainty")
    evidence = _kg("evidence")
    rule = _kg("rule")

    # claims: what it says
    attributesTo = _kg("attributesTo")
    attributionCertainty = _kg("attributionCertainty")
    assistedBy = _kg("assistedBy")
    target = _kg("target")
    targetActor = _kg("targetActor")
    targetObject = _kg("targetObject")
    weapon = _kg("weapon")
    weaponKind = _kg("weaponKind")
    statedMode = _kg("statedMode")
    statedPlace = _kg("statedPlace")
    statedTime = _kg("statedTime")
    edtf = _kg("edtf")
    earliest = _kg("earliest")
    latest = _kg("latest")
    timePrecision = _kg("timePrecision")
    reportedStrikeCount = _kg("reportedStrikeCount")
    figure = _kg("figure")
    outcome = _kg("outcome")
    victimStatus = _kg("victimStatus")
    victimActor = _kg("victimActor")
    victimGroup = _kg("victimGroup")
    damagedObject = _kg("damagedObject")
    low = _kg("low")
    high = _kg("high")
    qualifier = _kg("qualifier")
    words = _kg("words")

    # accounts, strikes, judgements
    inAccount = _kg("inAccount")
    toldIn = _kg("toldIn")
    mode = _kg("mode")
    specific = _kg("specific")
    accountOf = _kg("accountOf")
    judges = _kg("judges")
    verdict = _kg("verdict")
    score = _kg("score")
    reason = _kg("reason")
    carries = _kg("carries")
    rejects = _kg("rejects")
    passage = _kg("passage")

    # summaries
    summarises = _kg("summarises")
    accountCount = _kg("accountCount")
    sourceCount = _kg("sourceCount")
    voiceCount = _kg("voiceCount")
    bestPlace = _kg("bestPlace")
    disputed = _kg("disputed")
    grade = _kg("grade")
    gradeRule = _kg("gradeRule")
    voice = _kg("voice")
    voiceOf = _kg("voiceOf")
    belligerent = _kg("belligerent")
    blame = _kg("blame")
    blames = _kg("blames")
    blamedBy = _kg("blamedBy")
    hedgedBy = _kg("hedgedBy")
    deniedBy = _kg("deniedBy")
    concededBy = _kg("concededBy")
    contradicts = _kg("contradicts")
    tollRange = _kg("tollRange")
    standing = _kg("standing")
    lowest = _kg("lowest")
    highest = _kg("highest")
    lowestFrom = _kg("lowestFrom")
    highestFrom = _kg("highestFrom")
    dispute = _kg("dispute")
    disputedIn = _kg("disputedIn")

    # sources and runs
    agency = _kg("agency")
    published = _kg("published")
    textHash = _kg("textHash")
    file = _kg("file")
    text = _kg("text")
    extractor = _kg("extractor")
    rulesHash = _kg("rulesHash")

    # actors and places
    country = _kg("country")
    speaksFor = _kg("speaksFor")
    caseSensitiveLabel = _kg("caseSensitiveLabel")
    contextualLabel = _kg("contextualLabel")
    demonym = _kg("demonym")
    placePrecision = _kg("placePrecision")
    within = _kg("within")


class RDF:
    """RDF 1.1."""

    type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class RDFS:
    """RDF Schema 1.1."""

    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


class XSD:
    """XML Schema datatypes."""

    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    boolean = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    dateTime = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
    anyURI = NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")
    string = NamedNode("http://www.w3.org/2001/XMLSchema#string")


class SKOS:
    """SKOS reference."""

    prefLabel = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    altLabel = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    notation = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
    inScheme = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    exactMatch = NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")


class DCTERMS:
    """DCMI metadata terms."""

    title = NamedNode("http://purl.org/dc/terms/title")
    publisher = NamedNode("http://purl.org/dc/terms/publisher")
    language = NamedNode("http://purl.org/dc/terms/language")
    isReplacedBy = NamedNode("http://purl.org/dc/terms/isReplacedBy")


class SCHEMA:
    """schema.org."""

    url = NamedNode("https://schema.org/url")


class PROV:
    """PROV-O."""

    wasGeneratedBy = NamedNode("http://www.w3.org/ns/prov#wasGeneratedBy")
    wasDerivedFrom = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    wasAttributedTo = NamedNode("http://www.w3.org/ns/prov#wasAttributedTo")
    generatedAtTime = NamedNode("http://www.w3.org/ns/prov#generatedAtTime")


class OA:
    """Web Annotation vocabulary."""

    hasSource = NamedNode("http://www.w3.org/ns/oa#hasSource")
    hasSelector = NamedNode("http://www.w3.org/ns/oa#hasSelector")
    TextQuoteSelector = NamedNode("http://www.w3.org/ns/oa#TextQuoteSelector")
    TextPositionSelector = NamedNode("http://www.w3.org/ns/oa#TextPositionSelector")
    exact = NamedNode("http://www.w3.org/ns/oa#exact")
    prefix = NamedNode("http://www.w3.org/ns/oa#prefix")
    suffix = NamedNode("http://www.w3.org/ns/oa#suffix")
    start = NamedNode("http://www.w3.org/ns/oa#start")
    end = NamedNode("http://www.w3.org/ns/oa#end")


class GEO:
    """GeoSPARQL 1.1."""

    hasGeometry = NamedNode("http://www.opengis.net/ont/geosparql#hasGeometry")
    Geometry = NamedNode("http://www.opengis.net/ont/geosparql#Geometry")
    asWKT = NamedNode("http://www.opengis.net/ont/geosparql#asWKT")
    wktLiteral = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")


class ORG:
    """The Organization ontology."""

    memberOf = NamedNode("http://www.w3.org/ns/org#memberOf")


EDTF: Final = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")

_WEAPONS: Final = (
    "aircraft", "fighter-jet", "bomber", "helicopter", "drone", "loitering-munition", "bomb", "guided-bomb", "barrel-bomb",
    "cluster-munition", "missile", "guided-missile", "ballistic-missile", "cruise-missile", "surface-to-surface-missile", "rocket",
    "rocket-launcher", "artillery", "rocket-artillery", "howitzer", "shell", "mortar", "tank-gun", "cannon", "warship",
    "incendiary-weapon", "chemical-weapon", "other-weapon",
)  # fmt: skip

SCHEMES: Final[dict[str, tuple[str, ...]]] = {
    "mode": (
        "air-strike",
        "drone-strike",
        "helicopter-strike",
        "missile-strike",
        "rocket-attack",
        "shelling",
        "naval-strike",
        "unspecified",
    ),
    "outcome": ("killed", "injured", "missing", "harmed", "destroyed", "damaged"),
    "victim-status": ("civilian", "combatant", "unspecified"),
    "polarity": ("affirmed", "negated", "unconfirmed"),
    "certainty": ("certain", "probable", "possible"),
    "quotation": ("direct", "indirect", "mixed", "narrative"),
    "qualifier": ("exact", "up-to", "at-least", "more-than", "approximately", "range", "vague"),
    "time-precision": ("day", "month", "season", "year", "interval", "yearless-day", "yearless-month"),
    "place-precision": ("1", "2", "3", "4", "5", "6", "7"),
    "verdict": ("same", "different", "unsure"),
    "grade": ("confirmed", "fair", "weak", "contested", "discounted"),
    "standing": ("all", "conceded", "reported"),
    "aspect": ("attacker", "civilian-harm", "killed", "injured", "mode", "date"),
    "weapon": _WEAPONS,
}
"""Concept keys by scheme key; the concept's IRI is ``SCHEME_BASE + scheme + "/" + key``."""


@cache
def concept(scheme: str, key: str) -> NamedNode:
    """Return the IRI of a declared concept.

    Raises:
        KeyError: The scheme or the concept is not declared.
    """
    if key not in SCHEMES[scheme]:
        raise KeyError(f"{scheme}/{key}")
    return NamedNode(f"{SCHEME_BASE}{scheme}/{key}")
