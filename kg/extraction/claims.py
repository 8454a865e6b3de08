"""One sentence to one claim: who says it, how sure, what it states of a strike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extraction.agents import is_striker
from kg.extraction.casualties import Toll, find_tolls
from kg.extraction.chunks import Chunk
from kg.extraction.events import Event, find_event
from kg.extraction.people import People
from kg.extraction.placing import Geography, Sited, after_dateline, find_places, finest_first
from kg.extraction.sentences import Sentence
from kg.extraction.speakers import Attribution
from kg.extraction.targets import find_damage
from kg.model import Actor, CasualtyFigure, Certainty, Claim, Claimant, DamageFigure, Polarity, Quantity, Target, TimeValue

_UNCONFIRMED = (
    ("no", "confirmation"),
    ("not", "confirmed"),
    ("not", "been", "confirmed"),
    ("not", "verified"),
    ("independently", "verify"),
    ("independently", "verified"),
    ("independently", "confirm"),
    ("not", "verify"),
    ("no", "comment"),
    ("declined", "comment"),
    ("no", "information"),
    ("no", "immediate", "word"),
    ("no", "immediate", "reports"),
    ("no", "immediate", "information"),
    ("no", "word"),
    ("not", "immediately", "clear"),
    ("could", "not", "be", "confirmed"),
    ("neither", "confirmed", "nor"),
)
_FORCES = frozenset({"StateForce", "Coalition", "ArmedGroup"})
_GOVERNS = 8
_CUE_DATE = 2
_LATER = frozenset("died succumbed buried funeral mourned visited attended arrived hospital".split())
_SAYING = frozenset("said says announced added told told reporters confirmed claimed accused denied warned".split())
_ISSUED = frozenset("issued released published dated due scheduled".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says, before it is joined to a strike."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    attribution: Attribution | None
    event: Event | None
    tolls: tuple[Toll, ...]
    sited: tuple[Sited, ...]
    time: TimeValue | None
    negative: bool
    damage: tuple[DamageFigure, ...] = ()

    @property
    def reports(self) -> bool:
        """Whether it makes a strike by itself."""
        return self.event is not None and self.event.strong


def read_statement(sentence: Sentence, chunks: tuple[Chunk, ...], said: Attribution | None, people: People, geography: Geography) -> Statement:
    """Read what a sentence states.

    Args:
        sentence: The sentence.
        chunks: Its chunks.
        said: Who says it; ``None`` for the document's own voice.
        people: Speakers and actors of the document.
        geography: Countries of the document.
    """
    skip = (said.first, said.last) if said else (0, 0)
    event = find_event(chunks, people, skip, _striker(said, people), said)
    sited = tuple(s for s in find_places(chunks, geography, skip) if not (event and _stationed(chunks, s, event, people)))
    return Statement(
        sentence,
        chunks,
        said,
        event,
        find_tolls(chunks, people),
        sited,
        _time(chunks, event, said),
        any(c.kind == "negative" for c in chunks),
        find_damage(chunks),
    )


def _stationed(chunks: Sequence[Chunk], sited: Sited, event: Event, people: People) -> bool:
    """Whether a place is where the striker stands: "forces in X fired at Y", "stationed near X"."""
    at = sited.first - 1
    while at >= 0 and chunks[at].low in {"the", "in", "at", "near", "on", "around"}:
        at -= 1
    if at < 0 or at == sited.first - 1:
        return False
    if chunks[at].low in {"stationed", "based", "deployed", "positioned"}:
        return True
    return sited.last <= event.trigger and chunks[at].kind == "actor" and is_striker(chunks[at], people) and chunks[event.trigger].attr("class") == "fire"


def _striker(said: Attribution | None, people: People) -> Actor | None:
    """Return who strikes where a speaker says "we": the speaker, or the force that its ministry belongs to."""
    actor = (said.speaker.on_behalf_of or said.claimant.actor) if said else None
    if actor is None or actor.kind in _FORCES:
        return actor
    slugs = [*people.authority.speaks_for(actor.slug), *people.authority.parents(actor.slug)] if actor.slug and actor.kind == "Organisation" else []
    return next((force for slug in slugs if (force := people.authority.by_slug(slug)).kind in _FORCES), None)


def to_claim(text: str, statement: Statement) -> Claim:
    """Return the claim of a statement; its evidence is the sentence."""
    said, event = statement.attribution, statement.event
    polarity = _polarity(statement)
    figures = tuple(_denied(toll.figure, polarity) for toll in statement.tolls) if polarity != "unconfirmed" else ()
    attackers = event.attackers if event and polarity != "unconfirmed" else ()
    end = statement.sentence.start + len(text[statement.sentence.start : statement.sentence.end].rstrip())
    return Claim(
        start=statement.sentence.start,
        end=end,
        claimant=said.claimant if said else Claimant("source"),
        on_behalf_of=said.speaker.on_behalf_of if said else None,
        relays=said.relays if said else None,
        cue=said.cue if said else None,
        quotation=said.quotation if said else "narrative",
        polarity=polarity,
        certainty=_certainty(statement),
        attributes_to=attackers,
        attribution_certainty=event.attackers_certainty if event and attackers else None,
        assisted_by=event.assisted_by if event else (),
        targets=_targets(statement),
        weapons=event.weapons if event else (),
        mode=event.mode if event and event.mode != "unspecified" else None,
        places=finest_first(statement.sited),
        time=statement.time,
        strike_count=event.count if event else None,
        casualties=figures,
        damage=statement.damage,
        rules=_rules(statement),
    )


def _denied(figure: CasualtyFigure, polarity: Polarity) -> CasualtyFigure:
    """In a denial "any civilians" are none."""
    vague = figure.quantity.low is None and figure.quantity.high is None
    return replace(figure, quantity=Quantity(0, 0, "exact", figure.quantity.words)) if vague and polarity == "negated" else figure


def _targets(statement: Statement) -> tuple[Target, ...]:
    """What was aimed at; where nothing is named, the fighters that the strike killed or injured."""
    event = statement.event
    if event is None or event.targets or not event.strong:
        return event.targets if event else ()
    hurt = {toll.figure.actor.name: toll.figure.actor for toll in statement.tolls if toll.figure.actor and toll.figure.status == "combatant"}
    return tuple(Target(actor) for actor in hurt.values())


def _rules(statement: Statement) -> tuple[str, ...]:
    said, event = statement.attribution, statement.event
    found = {toll.rule for toll in statement.tolls} | {rule for toll in statement.tolls for rule in toll.group.rules}
    found |= set(said.rules if said else ()) | set(event.rules if event else ())
    found |= {c.row.id for c in statement.chunks if c.row is not None and (c.kind == "hedge" or c.attr("form") == "damage")} if not found else set()
    return tuple(sorted(found or {"speaks-of-the-strike"}))


def _polarity(statement: Statement) -> Polarity:
    lows = [c.low for c in statement.chunks]
    if any(_in_order(lows, words) for words in _UNCONFIRMED):
        return "unconfirmed"
    if (statement.attribution is not None and statement.attribution.denies) or (statement.event is not None and statement.event.negated):
        return "negated"
    zeros = [toll.figure.quantity.high == 0 for toll in statement.tolls]
    return "negated" if zeros and all(zeros) else "affirmed"


def _in_order(lows: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words stand in this order with at most two words between one and the next."""
    for i, low in enumerate(lows):
        if low == words[0]:
            at = i
            for word in words[1:]:
                at = next((j for j in range(at + 1, min(at + 4, len(lows))) if lows[j] == word), -1)
                if at < 0:
                    break
            else:
                return True
    return False


def _certainty(statement: Statement) -> Certainty:
    """A hedge governs the claim when it stands shortly before its trigger or toll and is not the attacker's alone."""
    anchor = statement.event.trigger if statement.event else _last_anchor(statement)
    own = statement.event is not None and statement.event.attackers_certainty not in {None, "certain"}
    skip = (statement.attribution.first, statement.attribution.last) if statement.attribution else (0, 0)
    for i, chunk in enumerate(statement.chunks):
        hedge = chunk.as_kind("hedge")
        if hedge is None or hedge.attr("scope") in {"none", "attacker"} or (skip[0] <= i < skip[1] and hedge.attr("scope") != "claim"):
            continue
        if own and hedge.attr("scope") == "any":
            continue
        verb = any(c.as_kind("outcome") or c.kind == "trigger" for c in statement.chunks[i + 1 : i + 4])
        if i < anchor <= i + _GOVERNS or anchor < 0 or (verb and hedge.attr("scope") != "attacker"):
            return "possible" if hedge.attr("certainty") == "possible" else "probable"
    return "certain"


def _last_anchor(statement: Statement) -> int:
    return max((toll.group.first for toll in statement.tolls), default=-1)


def _time(chunks: Sequence[Chunk], event: Event | None, said: Attribution | None) -> TimeValue | None:
    """A day before an interval, then the date nearest to the trigger; a date beside the cue dates the statement and not the strike."""
    best: tuple[tuple[bool, int], TimeValue] | None = None
    anchor = event.trigger if event else 0
    start = after_dateline(chunks)
    for i, chunk in enumerate(chunks):
        if i < start or chunk.date is None or chunk.date.value is None or chunk.date.role != "at" or _dates_the_cue(chunks, i, said):
            continue
        if chunk.date.value.precision == "year" and any(c.number is not None and c.number.unit == "ordinal" for c in chunks[:i]):
            continue  # "the seventh attack in 2022"
        if i < _CUE_DATE and said is not None and _updates(chunks):
            continue
        distance = (chunk.date.value.precision == "interval", abs(i - anchor))
        if best is None or distance < best[0]:
            best = (distance, chunk.date.value)
    return best[1] if best else None


def _updates(chunks: Sequence[Chunk]) -> bool:
    """ "On 4 May, X reported that the number of ... had risen to": the day is that of the report."""
    return any(c.low in {"risen", "rose", "toll", "number"} for c in chunks)


def _dates_the_cue(chunks: Sequence[Chunk], i: int, said: Attribution | None) -> bool:
    if any(c.low in _ISSUED for c in chunks[max(0, i - 3) : i]) or any(c.low in _LATER for c in chunks[max(0, i - 4) : i]):
        return True
    if said is None or said.cue is None:
        return False
    if i < _CUE_DATE and said.cue.lower() in _SAYING:
        return True  # "On Tuesday, X said"
    cue = next((j for j in range(said.first, said.last) if chunks[j].text == said.cue), None)
    if cue is None:
        return False
    if said.first <= i < said.last:
        return True
    return 0 < i - cue <= _CUE_DATE or (i > said.last - 1 and i - said.last < _CUE_DATE and said.last > cue + 1)
