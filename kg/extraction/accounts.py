"""Which statements of one document tell of one strike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.extraction.casualties import Toll
from kg.extraction.claims import Statement, to_claim
from kg.extraction.events import Event, most_telling
from kg.extraction.agree import same_people
from kg.extraction.listing import from_lead, heading_at
from kg.model import Account, Claim, Mode, Place, TimeValue

_FINE = 3
_LIST_HEADS = frozenset({"near", "in", "around", "west", "east", "north", "south", "at"})
_LIST_MIN = 3
_LEAD = 3
_WAR = 1000
"""Tolls this high are those of a war, not of a strike that is not named beside them."""
_SEPARATORS = re.compile(r"[\s\-]+")
_ARTICLES = frozenset("al el as ash ar ad at an az the city province countryside governorate".split())


@dataclass
class Draft:
    """An account while it grows."""

    specific: bool = True
    told: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def add(self, text: str, statement: Statement) -> None:
        """Take a statement in."""
        self.told.append(statement)
        self.claims.append(to_claim(text, statement))

    def lead(self, text: str, waiting: Sequence[Statement]) -> None:
        """Take in what was said of the strike before it was named: a headline or lead with the toll alone."""
        self.told = [*waiting, *self.told]
        self.claims = [*(to_claim(text, statement) for statement in waiting), *self.claims]

    def times(self) -> list[TimeValue]:
        """Return the dates told so far."""
        return [s.time for s in self.told if s.time is not None]

    def fine_places(self) -> set[str]:
        """Return folded names of the fine places told so far."""
        return {key for s in self.told for key in _fine(s)}

    def all_places(self) -> set[str]:
        """Return folded names of all places told so far."""
        return {_key(sited.place.name) for s in self.told for sited in s.sited}

    def attackers(self) -> set[str]:
        """Return the names of those blamed so far."""
        return {actor.name for s in self.told if s.event for actor in s.event.attackers}

    def objects(self) -> set[str]:
        """Return the objects hit so far."""
        return {t.object for s in self.told if s.event for t in s.event.targets if t.object}

    def modes(self) -> list[Mode]:
        """Return the modes told so far."""
        return [s.event.mode for s in self.told if s.event]

    def finish(self) -> Account:
        """Return the finished account."""
        self.claims = same_people(self.claims)
        counts = [c.strike_count for c in self.claims if c.strike_count is not None]
        return Account(tuple(self.claims), _mode([c.mode for c in self.claims if c.mode]), self.specific, counts[0] if counts else None)


def gather(text: str, statements: Sequence[Statement], headings: Sequence[tuple[int, Place]] = ()) -> tuple[tuple[Account, ...], tuple[Claim, ...]]:
    """Join statements into accounts.

    Args:
        text: The whole text.
        statements: Its statements in order.
        headings: Offsets of headings that name a country, with the country: they hold for the list lines below.

    Returns:
        The accounts in the order told, and the attributed statements that are about no strike.
    """
    drafts: list[Draft] = []
    campaign = Draft(specific=False)
    elsewhere: list[Claim] = []
    listed = sum(_is_list_line(s) for s in statements) >= _LIST_MIN
    current: Draft | None = None
    totals = False
    waiting: list[Statement] = []
    for statement in statements:
        draft = campaign if totals and _goes_on(statement) else _place(statement, drafts, current, campaign, listed=listed)
        totals = draft is campaign
        if draft is not None:
            draft.add(text, statement)
            if draft is campaign:
                continue
            if listed and _is_list_line(statement):
                draft.claims[-1] = from_lead(draft.claims[-1], [s for s in campaign.told if s.event], heading_at(headings, statement.sentence.start))
            if draft not in drafts:
                drafts.append(draft)
                if current is None:
                    draft.lead(text, waiting)
            current = draft
        elif current is None and _may_lead(statement) and len(waiting) < _LEAD:
            waiting.append(statement)
        elif statement.attribution is not None and statement.attribution.cue != ":":
            elsewhere.append(_plain(to_claim(text, statement)))
    found = [*drafts, campaign] if campaign.told else drafts
    return tuple(d.finish() for d in found), tuple(elsewhere)


def _may_lead(statement: Statement) -> bool:
    """Whether a statement has a toll or an incident whose cause a later sentence may name."""
    if statement.negative or (statement.event is not None and statement.event.campaign):
        return False
    return any(_counted(toll) for toll in statement.tolls) and not _elsewhere_tolls(statement)


def _is_generic(statement: Statement) -> bool:
    """Talk of strikes as such: "attacks of this nature spread terror"."""
    event = statement.event
    if event is None or statement.sentence.kind == "headline" or event.definite or event.count is not None:
        return False
    trigger = statement.chunks[event.trigger]
    says = event.attackers or statement.time or statement.tolls or event.weapons or statement.sited
    return trigger.kind == "trigger" and trigger.low.endswith("s") and trigger.attr("class") in {"noun", "semi"} and not says


def _refers_back(statement: Statement) -> bool:
    """ "condemned the bombing": a strike that was not told before and about which nothing is said."""
    event = statement.event
    if event is None or not event.definite or statement.sentence.kind == "headline":
        return False
    return not (event.attackers or event.weapons or event.targets or statement.time or statement.tolls or statement.sited)


def _goes_on(statement: Statement) -> bool:
    """Whether totals go on: "These attacks left ...", "May: Four attacks left ..."."""
    chunks = statement.chunks
    many = any((t := c.as_kind("trigger")) and t.low.endswith("s") and t.attr("class") in {"noun", "semi"} for c in chunks)
    return many and (chunks[0].low in {"these", "those", "such"} or (len(chunks) > 1 and chunks[0].kind == "date" and chunks[1].text == ":"))


def _plain(claim: Claim) -> Claim:
    """A statement about no strike keeps who, how and where, and states nothing."""
    return Claim(claim.start, claim.end, claim.claimant, claim.on_behalf_of, claim.relays, claim.cue, claim.quotation, claim.polarity, claim.certainty, rules=claim.rules)


def _place(statement: Statement, drafts: list[Draft], current: Draft | None, campaign: Draft, *, listed: bool) -> Draft | None:
    """Return the draft that a statement belongs to: an old one, a new one, the campaign, or none."""
    event = statement.event
    if _is_generic(statement) or (current is None and _refers_back(statement)):
        return None
    if event is not None and event.strong:
        if listed and _is_list_line(statement):
            return Draft()
        if _is_campaign(statement, listed=listed):
            return campaign
        return _matching(statement, drafts, current) or Draft()
    if current is None or statement.negative:
        return None
    if event is not None and not event.campaign and _says_something(statement, event):
        return current if _near(statement, current) else None
    if (statement.damage or any(_counted(toll) for toll in statement.tolls)) and not _elsewhere_tolls(statement):
        return current
    return current if _speaks_of(statement, current) else None


def _is_list_line(statement: Statement) -> bool:
    """ "Near X, two strikes destroyed ...": one line of a press release's list."""
    if not statement.reports or statement.event is None or statement.event.count is None:
        return False
    return statement.chunks[0].low in _LIST_HEADS and any(c.text == "," for c in statement.chunks[:8]) and bool(_fine(statement))


def _is_campaign(statement: Statement, *, listed: bool) -> bool:
    event = statement.event
    if event is None:
        return False
    if listed and event.count is not None:
        return True
    if event.campaign:
        day = statement.time is not None and statement.time.precision in {"day", "yearless-day"}
        return not day or event.backing
    trigger = statement.chunks[event.trigger]
    several = (event.count is not None and event.count > 1) or (trigger.attr("class") in {"noun", "semi"} and trigger.low.endswith("s"))
    return several and statement.time is not None and statement.time.precision in {"month", "year", "season"}


def _matching(statement: Statement, drafts: Sequence[Draft], current: Draft | None) -> Draft | None:
    ordered = ([current] if current else []) + [d for d in reversed(drafts) if d is not current]
    return next((draft for draft in ordered if not _parts(statement, draft)), None)


def _opens_with_date(statement: Statement) -> bool:
    return any(c.date is not None and c.date.kind == "absolute" for c in statement.chunks[:2])


_FROM_THE_AIR = frozenset({"air-strike", "drone-strike", "helicopter-strike"})
_FROM_THE_GROUND = frozenset({"shelling", "rocket-attack"})


def _other_arm(event: Event, draft: Draft) -> bool:
    """Whether one is from the air and the other from the ground, and both say so."""
    known = set(draft.modes()) - {"unspecified"}
    if event.definite or not event.attackers or not known:
        return False
    return (event.mode in _FROM_THE_AIR and known <= _FROM_THE_GROUND) or (event.mode in _FROM_THE_GROUND and known <= _FROM_THE_AIR)


def _parts(statement: Statement, draft: Draft) -> bool:
    """Whether a statement tells of another strike than a draft does."""
    if statement.time is not None and (times := draft.times()) and not any(_overlap(statement.time, t) for t in times):
        return True
    event = statement.event
    if event is None:
        return False
    if all(told.sentence.kind == "headline" for told in draft.told) and not event.fresh:
        return False
    blamed = {actor.name for actor in event.attackers}
    known = draft.attackers()
    opposed = bool(blamed and known and not blamed & known)
    if _other_arm(event, draft) or (opposed and _conflict(event.mode, draft.modes())):
        return True
    if statement.time is not None and not draft.times() and len(draft.told) > 1 and _opens_with_date(statement) and not event.definite:
        return True
    here, there = set(_fine(statement)), draft.fine_places()
    apart = bool(here and there) and not (here & there) and not (here & draft.all_places()) and not (_all(statement) & there)
    if opposed and not event.definite and (here or statement.time):
        return True
    if not apart:
        return event.fresh and not event.definite and bool(here) and not (here & there)
    if opposed:
        return True
    if event.definite and not event.fresh:
        return False
    if len(draft.told) > 1 or statement.sentence.kind != "headline":
        return True
    if statement.time is not None and not draft.times():
        return True
    return event.fresh or _conflict(event.mode, draft.modes()) or any(c.low == "also" for c in statement.chunks)


def _conflict(mode: Mode, modes: Iterable[Mode]) -> bool:
    known = {m for m in modes if m != "unspecified"}
    return mode != "unspecified" and bool(known) and mode not in known


def _near(statement: Statement, draft: Draft) -> bool:
    here = set(_fine(statement))
    there = draft.fine_places()
    if statement.time is not None and (times := draft.times()) and not any(_overlap(statement.time, t) for t in times):
        return False
    return not here or not there or bool(here & draft.all_places()) or bool(_all(statement) & there) or bool(statement.event and statement.event.definite)


def _says_something(statement: Statement, event: Event) -> bool:
    """A weak trigger such as "the operation" joins only with something that belongs to a strike."""
    if any(rule.startswith(("t-the-operation", "t-incident")) for rule in event.rules):
        return bool(statement.tolls or event.attackers or event.weapons)
    return True


def _counted(toll: Toll) -> bool:
    quantity = toll.figure.quantity
    return (quantity.low is not None or quantity.high is not None) and (quantity.low or quantity.high or 0) < _WAR


def _elsewhere_tolls(statement: Statement) -> bool:
    """Tolls of years or of a war are no tolls of the strike at hand."""
    return any(c.date is not None and c.date.role == "since" for c in statement.chunks)


def _speaks_of(statement: Statement, draft: Draft) -> bool:
    """An attributed sentence that names what was hit, or one that begins with those who were hit."""
    if any(group.definite for toll in statement.tolls for group in (toll.group,)):
        return True
    chunks = statement.chunks
    if chunks and chunks[0].low == "the" and any(c.as_kind("victim") for c in chunks[1:3]) and _hedged(statement):
        return True
    if statement.attribution is None:
        return False
    heads = {obj.split()[-1] for obj in draft.objects()}
    named = [i for i, c in enumerate(chunks) if (hit := c.as_kind("object")) and hit.low.split()[-1] in heads]
    return any(any(c.low == "the" for c in chunks[max(0, i - 2) : i]) for i in named)


def _hedged(statement: Statement) -> bool:
    return any(c.as_kind("hedge") for c in statement.chunks)


def _fine(statement: Statement) -> list[str]:
    return [_key(s.place.name) for s in statement.sited if (s.place.precision or 7) <= _FINE]


def _all(statement: Statement) -> set[str]:
    return {_key(s.place.name) for s in statement.sited}


def _key(name: str) -> str:
    """Fold a name to its consonants, so that "Kobane" and "Kobani", "Al-Raqqah" and "Raqqa" are one."""
    words = [w for w in _SEPARATORS.split(unicodedata.normalize("NFKD", name).lower()) if w and w not in _ARTICLES]
    bones = "".join(c for c in "".join(words) if c.isalnum() and c not in "aeiouyhw")
    return re.sub(r"(.)\1", r"\1", bones.replace("q", "k")) or "".join(words)


def _overlap(one: TimeValue, other: TimeValue) -> bool:
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return one.edtf == other.edtf or one.precision != other.precision
    return one.earliest <= other.latest and other.earliest <= one.latest


def _mode(modes: Sequence[Mode]) -> Mode:
    """The mode told most often among the specific ones; the more telling one where two are told equally often."""
    counts = Counter(mode for mode in modes if mode != "unspecified")
    if not counts:
        return "unspecified"
    top = max(counts.values())
    return most_telling([mode for mode, count in counts.items() if count == top])
