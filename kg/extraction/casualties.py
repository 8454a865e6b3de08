"""Tolls: which outcome befell which group of people, read from clause patterns.

Active ("killing ten people"), passive ("ten people were killed", "ten people killed"), nominal ("the death of ten people"),
count nouns ("no casualties", "injuries"), running tolls ("the number of people killed rose to ten").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extraction.chunks import Chunk
from kg.extraction.groups import Group, find_groups
from kg.extraction.people import People
from kg.model import CasualtyFigure, Outcome, Quantity, VictimStatus

_LINKS = frozenset("and or including among them whom which as well also plus namely were was".split())
_AUX = frozenset("was were been be being is are got get have has had".split())
_ADVERBS = frozenset("also reportedly seriously severely critically slightly lightly at least later instantly immediately allegedly not all".split())
_RELATIVE = frozenset("who that which".split())
_RISES = frozenset("rose risen rises reached climbed increased to at is was stands stood of".split())
_OUTCOMES: dict[str, Outcome] = {"killed": "killed", "injured": "injured", "missing": "missing", "harmed": "harmed"}
_REACH = 9


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure and the chunks it was read from."""

    figure: CasualtyFigure
    group: Group
    rule: str


@dataclass(frozen=True, slots=True)
class _Reading:
    chunks: Sequence[Chunk]
    groups: Sequence[Group]

    def ending_at(self, index: int) -> Group | None:
        return next((g for g in self.groups if g.last == index), None)

    def starting_at(self, index: int) -> Group | None:
        return next((g for g in self.groups if g.first == index), None)


def find_tolls(chunks: Sequence[Chunk], people: People) -> tuple[Toll, ...]:
    """Return the casualty figures that a sentence states, in the order of their groups."""
    reading = _Reading(chunks, find_groups(chunks, people))
    found: dict[tuple[int, Outcome], Toll] = {}
    for i, chunk in enumerate(chunks):
        if chunk.row is not None and chunk.row.id == "c-put-toll":
            found.update({(g.first, "killed"): Toll(_figure("killed", g), g, chunk.row.id) for g in _running_toll(reading, i)})
        hit = chunk.as_kind("outcome")
        if hit is None or hit.row is None or hit.attr("form") in {"damage", "ignore"}:
            continue
        for found_group in _groups_of(reading, i, hit):
            group = _denied(found_group) if _negated(chunks, i, hit) else found_group
            outcome = _OUTCOMES[hit.attr("outcome")]
            found.setdefault((group.first, outcome), Toll(_figure(outcome, group), group, hit.row.id))
    for i, hit, group in _parts(reading, found):
        outcome = _OUTCOMES[hit.attr("outcome")]
        found.setdefault((group.first, outcome), Toll(_figure(outcome, group), group, hit.row.id if hit.row else str(i)))
    ordered = sorted(found.values(), key=lambda toll: (toll.group.first, toll.figure.outcome))
    return tuple(_carry(ordered, reading))


def _parts(reading: _Reading, found: Mapping[tuple[int, Outcome], Toll]) -> Iterator[tuple[int, Chunk, Group]]:
    """ "..., two of them badly", "..., including 12 in X": counts behind an outcome that they share."""
    taken = {first for first, _ in found}
    for group in reading.groups:
        whole = next((g for g in reversed(reading.groups) if g.last <= group.first), None)
        if group.first in taken or not _is_part(group, reading) or group.quantity.low is None or whole is None or whole.first not in taken:
            continue
        before = [(i, hit) for i, c in enumerate(reading.chunks[: group.first]) if (hit := c.as_kind("outcome")) and hit.attr("outcome") in _OUTCOMES]
        if before and before[-1][1].attr("form") not in {"ignore", "zero-noun"}:
            yield before[-1][0], before[-1][1], group


def _negated(chunks: Sequence[Chunk], i: int, hit: Chunk) -> bool:
    """Whether "no" stands before a noun of outcome: "no accidental engagement of"."""
    return hit.attr("form") == "noun" and any(c.low == "no" for c in chunks[max(0, i - 3) : i])


def _denied(group: Group) -> Group:
    return replace(group, quantity=Quantity(0, 0, "exact", "no"))


def _figure(outcome: Outcome, group: Group) -> CasualtyFigure:
    return CasualtyFigure(outcome, group.status, group.quantity, group.actor, group.group)


def _carry(tolls: Sequence[Toll], reading: _Reading) -> Iterator[Toll]:
    """Carry a dropped noun over: in "four civilians killed and six injured" the six are civilians."""
    before: Toll | None = None
    for toll in tolls:
        if before is None and toll.group.bare:
            toll = _after_subject(toll, reading)
        counted = toll.figure.quantity.low is not None or toll.figure.quantity.high is not None
        status = before.figure.status if before is not None else "unspecified"
        if before is not None and status != "unspecified" and _takes(toll, status, reading, counted=counted):
            toll = replace(toll, figure=replace(toll.figure, status=before.figure.status, actor=before.figure.actor))
        yield toll
        before = before if before is not None and _is_part(toll.group, reading) else toll


def _takes(toll: Toll, status: VictimStatus, reading: _Reading, *, counted: bool) -> bool:
    """Whether a figure is of the same kind of people as the one before: "and six injured", "including one child"."""
    if toll.group.bare:
        return counted or status == "combatant"
    return toll.figure.status == "unspecified" and status == "civilian" and _is_part(toll.group, reading)


def _is_part(group: Group, reading: _Reading) -> bool:
    before = reading.chunks[max(0, group.first - 5) : group.first]
    after = reading.chunks[group.last : group.last + 2]
    bracketed = any(c.text == "(" for c in before) and not any(c.text == ")" for c in before)
    of_them = len(after) > 1 and after[0].low == "of" and after[1].low in {"them", "whom"}
    return bracketed or of_them or any(c.low in {"including", "among"} for c in before)


def _after_subject(toll: Toll, reading: _Reading) -> Toll:
    """ "Militants were massing ..., which said 145 were killed": the only people named before a bare count."""
    chunks, groups = reading.chunks, reading.groups
    others = [g for g in groups if g.last <= toll.group.first and not g.bare]
    if any(c.text in {"|", ":", ";"} for c in chunks[: toll.group.first]) or len(others) != 1 or toll.group.last - toll.group.first != 1:
        return toll
    return replace(toll, figure=replace(toll.figure, status=others[0].status, actor=others[0].actor))


def _groups_of(reading: _Reading, i: int, hit: Chunk) -> Sequence[Group]:
    form = hit.attr("form")
    if form == "count-noun":
        return _counted_noun(reading, i, hit)
    if form == "zero-noun":
        return ()
    if form == "toll":
        return _running_toll(reading, i)
    if form == "noun":
        return _right(reading, i)
    if form in {"finite", "gerund"}:
        return _right(reading, i)
    if form == "adjective" and i and reading.chunks[i - 1].low in {"the", "their", "his", "her"}:
        return ()  # "to bury the dead"
    if form == "participle" and i and reading.chunks[i - 1].low == "who" and _near_group(reading, i):
        return ()  # "militants who killed 11 policemen"
    if form == "participle":
        if not _passive(reading, i) and (found := _right(reading, i)):
            return found
        return _number_of(reading, i) or _left(reading, i)
    return _left(reading, i)


def _passive(reading: _Reading, i: int) -> bool:
    chunks = reading.chunks
    at = i - 1
    while at >= 0 and chunks[at].low in _ADVERBS:
        at -= 1
    if at < 0:
        return False
    if chunks[at].low in _AUX - {"have", "has", "had"}:
        return True
    return reading.ending_at(at + 1) is not None and reading.starting_at(i + 1) is None and not _near_group(reading, i)


def _near_group(reading: _Reading, i: int) -> bool:
    at = i + 1
    while at < len(reading.chunks) and reading.chunks[at].low in _ADVERBS | {"the", "dozens"}:
        at += 1
    return reading.starting_at(at) is not None


def _right(reading: _Reading, i: int) -> list[Group]:
    """Groups after a verb or "death of", with what is joined to them, up to a group that has an outcome of its own."""
    chunks, out = reading.chunks, []
    at = i + 1
    limit = at + 4
    while at < len(chunks) and at < limit:
        group = reading.starting_at(at)
        if group is not None:
            if out and _owned(reading, group):
                break
            out.append(group)
            at, limit = group.last, group.last + 4
        elif _linking(chunks[at]) or (chunks[at].low == "of" and at + 1 < len(chunks) and chunks[at + 1].low in {"whom", "them", "which"}) or (not out and chunks[at].kind == "word" and chunks[at].low not in _RELATIVE):
            at += 1
        else:
            break
    return out


def _linking(chunk: Chunk) -> bool:
    return chunk.low in _LINKS | _ADVERBS | {"the", "his", "her", "their", ":"} or chunk.text in {",", "(", ")", "—", "–", "-", "'", "’"}


def _owned(reading: _Reading, group: Group) -> bool:
    """Whether an outcome directly after a group is its own: ", and 75 others injured"."""
    at = group.last
    while at < len(reading.chunks) and (reading.chunks[at].low in _ADVERBS | _AUX or reading.chunks[at].kind == "place"):
        at += 1
    hit = reading.chunks[at].as_kind("outcome") if at < len(reading.chunks) else None
    return hit is not None and hit.attr("form") in {"participle", "adjective", "intransitive"} and reading.starting_at(at + 1) is None


def _left(reading: _Reading, i: int) -> list[Group]:
    """Groups before an outcome: its subject, with what is joined to it."""
    at = i
    gap = 0
    while at > 0 and (group := reading.ending_at(at)) is None:
        if gap > _REACH or not _between(reading, at - 1, i):
            return []
        at -= 1
        gap += 1
    group = reading.ending_at(at)
    out: list[Group] = []
    while group is not None:
        out.insert(0, group)
        at = group.first
        while at > 0 and _linking(reading.chunks[at - 1]) and reading.ending_at(at) is None:
            at -= 1
        group = reading.ending_at(at) if at < out[0].first else None
    return out


def _between(reading: _Reading, at: int, i: int) -> bool:
    chunk = reading.chunks[at]
    if chunk.as_kind("outcome"):
        form = (chunk.as_kind("outcome") or chunk).attr("form")
        return form in {"participle", "adjective"} and any(c.low in {"and", "or"} for c in reading.chunks[at + 1 : i])
    if chunk.text in {";", ":"} or chunk.low in {"that", "after", "when", "where", "while"}:
        return False
    return not (chunk.kind == "trigger" and chunk.attr("class") in {"verb", "semi-verb", "fire"})


def _counted_noun(reading: _Reading, i: int, hit: Chunk) -> list[Group]:
    """"no casualties", "20 casualties", "resulted in injuries", "the death toll"."""
    chunks = reading.chunks
    if any(c.low in {"information", "unknown", "regarding", "unclear", "whether"} for c in chunks[max(0, i - 5) : i]):
        return []
    if any(c.low == "without" for c in chunks[max(0, i - 3) : i]):
        return [Group(i, i + 1, Quantity(0, 0, "exact", "without"), "unspecified")]
    own = next((g for g in reading.groups if g.first <= i < g.last), None)
    if own is not None and _zero_before(chunks, own.first):
        return [replace(own, quantity=Quantity(0, 0, "exact", "no"), bare=False)]
    if own is not None:
        return [replace(own, bare=False)]
    before = reading.ending_at(i)
    if before is not None and before.bare:
        return [replace(before, last=i + 1, bare=False)]
    if any(c.low in {"caused", "causing", "leaving", "left", "resulted", "resulting", "reported", "in"} for c in chunks[max(0, i - 3) : i]):
        return [Group(i, i + 1, Quantity(None, None, "vague", chunks[i].text), "unspecified")] if hit.low != "deaths" else []
    return []


def _zero_before(chunks: Sequence[Chunk], at: int) -> bool:
    return any(c.low == "without" for c in chunks[max(0, at - 3) : at])


def _running_toll(reading: _Reading, i: int) -> list[Group]:
    at = i + 1
    while at < len(reading.chunks) and at - i < 2 * _REACH:
        group = reading.starting_at(at)
        if group is not None:
            counted = group.quantity.low is not None or group.quantity.high is not None
            return [replace(group, bare=False)] if counted else []
        if reading.chunks[at].low in {"may", "could", "expected", "likely", "might", "believed"} or reading.chunks[at].kind == "outcome":
            return []
        if reading.chunks[at].text in {".", ";", ":"}:
            return []
        at += 1
    return []


def _number_of(reading: _Reading, i: int) -> list[Group]:
    """"the number of people (who were) killed in the strike has risen to four"."""
    chunks = reading.chunks
    start = max(0, i - 6)
    if not any(chunks[j].low == "number" and chunks[j + 1].low == "of" for j in range(start, i)):
        return []
    noun = next((g for g in reading.groups if start <= g.first < i), None)
    for j in range(i + 1, len(chunks) - 1):
        if chunks[j].low in {"risen", "rose", "reached", "climbed", "increased"}:
            group = next((g for g in reading.groups if j < g.first <= j + 3), None)
            if group is not None:
                rest = [g for g in _right(reading, group.first - 1) if g.first != group.first]
                status = noun.status if noun else group.status
                return [replace(group, status=status, bare=False), *rest]
    return []
