"""Strikes in a sentence: triggers, who struck, with what, at what, how many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction import lexicon
from kg.extraction.agents import ARMED, find_accused, find_assistants, find_attackers, owns_up
from kg.extraction.chunks import Chunk
from kg.extraction.people import People
from kg.extraction.speakers import Attribution
from kg.extraction.targets import find_targets
from kg.model import Actor, Certainty, Mode, Target, Weapon

_INTERCEPTS = frozenset("intercepted intercept intercepts intercepting downed repelled thwarted".split())
_STRIKERS = frozenset({"StateForce", "Coalition", "ArmedGroup"})
_PLATFORM_MODES: tuple[Mode, ...] = ("drone-strike", "helicopter-strike", "air-strike", "naval-strike")
_MUNITION_MODES: tuple[Mode, ...] = ("missile-strike", "rocket-attack", "shelling")
_LIFTED = frozenset({"semi-verb", "fire", "semi", "passive"})
_NEAR = 8
_BEFORE = 4
_PLANNED = 6
_DEEDS = frozenset("carry carried conduct conducted launch launched strike target bomb fire fired shell attack behind responsible".split())
_BURSTS = frozenset({"exploded", "slammed", "impacted", "crashed"})


@dataclass(frozen=True, slots=True)
class Event:
    """What a sentence says of a strike.

    Attributes:
        strong: The sentence makes a strike; a weak one only joins a strike already told.
        trigger: Index of the chunk that the event hangs on.
        campaign: Talk of many strikes over time, no single occasion.
        fresh: Words that set this strike apart from the one before ("another", "separately").
    """

    strong: bool
    trigger: int
    mode: Mode
    attackers: tuple[Actor, ...]
    attackers_certainty: Certainty | None
    assisted_by: tuple[Actor, ...]
    targets: tuple[Target, ...]
    weapons: tuple[Weapon, ...]
    count: int | None
    campaign: bool
    fresh: bool
    definite: bool
    backing: bool
    negated: bool
    rules: tuple[str, ...]


def find_event(chunks: Sequence[Chunk], people: People, skip: tuple[int, int], speaker: Actor | None = None, said: Attribution | None = None) -> Event | None:
    """Return what a sentence says of a strike, or ``None`` if it says nothing of one.

    Args:
        chunks: The sentence.
        people: Actors met so far, to resolve "the coalition" and the like.
        skip: Chunk range of the attributing words, whose actors speak and do not strike.
        speaker: Who says it, if somebody who can strike: "it has killed ..." is then that actor's own deed.
        said: Who says it and how; denials and accusations read otherwise.
    """
    denies = said is not None and said.denies
    own = speaker is not None and (owns_up(chunks, skip) or (said is not None and said.takes))
    found = ((i, _strength(chunks, i, people) or (denies and _gerund(chunks[i]) and "strong") or "") for i in range(len(chunks)) if not skip[0] <= i < skip[1])
    hits: list[tuple[int, str]] = [(i, strength) for i, strength in found if strength]
    if not hits and (at := _harming_weapon(chunks, skip)) is not None:
        hits = [(at, "strong")]
    if not hits and (at := _spoken_of(chunks, people, skip)) is not None:
        hits = [(at, "weak")]
    if not hits:
        return None
    strong = [i for i, strength in hits if strength == "strong" or (own and chunks[i].attr("class") in _LIFTED)]
    if strong and _only_intercepted(chunks):
        return None
    if any(c.kind == "negative" and c.attr("note") == "always" for c in chunks):
        return None
    negatives = any(c.kind == "negative" for c in chunks)
    if negatives and not any(chunks[i].kind == "trigger" and chunks[i].attr("class") == "noun" for i in strong):
        return None
    trigger = strong[0] if strong else hits[0][0]
    weapons = _weapons(chunks, skip)
    attackers, certainty = find_attackers(chunks, [i for i, _ in hits], people, skip)
    if said is not None and said.accuses:
        attackers, certainty = find_accused(chunks, skip[1], people) or attackers, certainty or "certain"
        attackers = tuple(a for a in attackers if a != said.claimant.actor)
        certainty = certainty if attackers else None
    if not attackers and speaker is not None and (own or (denies and _denies_deed(chunks, skip))):
        attackers, certainty = (speaker,), "certain"
    rows = [chunks[i].row for i, _ in hits]
    rules = tuple(row.id for row in rows if row is not None)
    return Event(
        strong=bool(strong),
        trigger=trigger,
        mode=_mode(chunks, [i for i, _ in hits], skip),
        attackers=attackers,
        attackers_certainty=certainty,
        assisted_by=find_assistants(chunks, people),
        targets=find_targets(chunks, [i for i, _ in hits], people, skip),
        weapons=weapons,
        count=_count(chunks, [i for i, _ in hits]),
        campaign=_campaign(chunks, trigger),
        fresh=_fresh(chunks, trigger),
        definite=_definite(chunks, trigger),
        backing=_has(chunks, "backing"),
        negated=denies or (own and _disowned(chunks, skip)) or _has(chunks, "denials"),
        rules=rules,
    )


def _strength(chunks: Sequence[Chunk], i: int, people: People) -> str | None:
    chunk = chunks[i].as_kind("trigger")
    if chunk is None:
        return None
    kind = chunk.attr("class")
    if kind in {"noun", "semi"} and _planned(chunks, i):
        return None
    if kind in {"noun", "verb"}:
        if i and chunks[i - 1].low in {"to", "will", "would", "can", "could", "may", "might", "should"}:
            used = chunks[i - 1].low == "to" and any(c.low in {"used", "using"} for c in chunks[max(0, i - 6) : i])
            return "strong" if used else None
        if chunk.low in {"strike", "strikes", "bombs", "hits"} and not _nominal(chunks, i):
            return "strong" if _striker_before(chunks, i, people) else None
        return "strong"
    if kind == "shells-verb":
        return "strong" if i and chunks[i - 1].kind in {"actor", "place"} else None
    if kind == "semi":
        if i and chunks[i - 1].low in {"to", "will", "would", "can", "could", "may", "not"}:
            return None
        return "strong" if _armed_noun(chunks, i, people) else "weak"
    if kind == "semi-verb" and i and chunks[i - 1].low in {"the", "a", "an", "this", "these"} and not chunk.low.endswith("ing"):
        return None  # "the targeted site"
    if kind == "semi-verb":
        if chunk.low in {"target", "targets"} and not (i and (_is_striker(chunks[i - 1], people) or chunks[i - 1].kind == "weapon")):
            return None
        if _striker_before(chunks, i, people):
            return "strong"
        return None if chunk.low.endswith("ing") and i else "weak"
    if kind == "fire":
        return "strong" if _munition(chunks, i - 4, i + 7) and not chunk.low == "fire" else None
    if kind == "fall":
        falls = any((w := c.as_kind("weapon")) and (w.attr("role") == "munition" or (w.attr("concept") == "drone" and chunk.low in _BURSTS)) for c in chunks[max(0, i - 4) : i])
        return "strong" if falls else None
    if kind == "passive":
        return "strong" if any(c.kind == "weapon" for c in chunks[i : i + 8]) else "weak"
    return "weak"


def _gerund(chunk: Chunk) -> bool:
    trigger = chunk.as_kind("trigger")
    return trigger is not None and trigger.attr("class") in {"semi-verb", "verb", "fire"} and trigger.low.endswith("ing")


def _disowned(chunks: Sequence[Chunk], skip: tuple[int, int]) -> bool:
    """ "our forces did not carry out any strike"."""
    return any(
        c.low in {"not", "never"} and not skip[0] <= i < skip[1] and any(a.kind == "trigger" or a.low in _DEEDS for a in chunks[i + 1 : i + 4])
        for i, c in enumerate(chunks)
    )


def _denies_deed(chunks: Sequence[Chunk], skip: tuple[int, int]) -> bool:
    """ "denied carrying out", "denied targeting": the deed denied is one's own."""
    after = chunks[skip[1] : skip[1] + 3]
    return any(c.low in {"carrying", "conducting", "launching", "responsibility", "involvement", "any"} or _gerund(c) for c in after)


def _spoken_of(chunks: Sequence[Chunk], people: People, skip: tuple[int, int]) -> int | None:
    """A munition already spoken of ("the missile came from the east"), or help given in a strike."""
    for i, chunk in enumerate(chunks):
        weapon = chunk.as_kind("weapon")
        if weapon is not None and weapon.attr("role") == "munition" and i and chunks[i - 1].low == "the" and not skip[0] <= i < skip[1]:
            return i
    if find_assistants(chunks, people):
        return next(i for i, c in enumerate(chunks) if c.low.startswith("assist"))
    return None


def _harming_weapon(chunks: Sequence[Chunk], skip: tuple[int, int]) -> int | None:
    at = _killing_weapon(chunks, skip)
    return _wounding_weapon(chunks, skip) if at is None else at


def _killing_weapon(chunks: Sequence[Chunk], skip: tuple[int, int]) -> int | None:
    """ "drones killed", "its aircraft had destroyed": a weapon as the subject of a verb of harm."""
    if any(c.kind == "negative" for c in chunks) or _only_intercepted(chunks):
        return None
    for i, chunk in enumerate(chunks[:-1]):
        if chunk.as_kind("weapon") is None or skip[0] <= i < skip[1]:
            continue
        at = i + 1
        while at < len(chunks) - 1 and chunks[at].low in {"had", "have", "has", "also", "later"}:
            at += 1
        verb = chunks[at].as_kind("outcome")
        if verb is not None and verb.attr("form") in {"participle", "finite", "gerund", "damage"} and chunks[at + 1 : at + 2] != []:
            return i
    return None


def _wounding_weapon(chunks: Sequence[Chunk], skip: tuple[int, int]) -> int | None:
    """ "was injured by shrapnel of Xish missiles": a munition and its victims, without a word for the strike."""
    if any(c.kind == "negative" for c in chunks) or _only_intercepted(chunks):
        return None
    hurt = any((o := c.as_kind("outcome")) and o.attr("form") not in {"damage", "ignore", "zero-noun"} for c in chunks)
    munitions = [i for i, c in enumerate(chunks) if (w := c.as_kind("weapon")) and w.attr("role") == "munition" and not skip[0] <= i < skip[1]]
    by = any(c.low in {"by", "from", "of", "when", "as", "after"} for i in munitions[:1] for c in chunks[max(0, i - 4) : i])
    return munitions[0] if hurt and munitions and by and _is_means(chunks, munitions[0]) else None


def _planned(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether a strike is only planned, threatened or feared."""
    heads = lexicon.load("plans").index
    if any(c.low in {"would", "could"} for c in chunks[i + 1 : i + _PLANNED]):
        return True
    lows = [c.low for c in chunks[max(0, i - _PLANNED) : i]]
    return any(lows[at : at + len(words)] == list(words) for at, low in enumerate(lows) for words, _ in heads.get(low, ()))


def _nominal(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether "strikes" is a noun here and not the verb of a headline."""
    if i == 0:
        return True
    before = chunks[i - 1]
    if before.kind == "actor" and before.actor is not None and before.actor.how == "name" and before.actor.actor.kind == "StateForce":
        return i + 1 < len(chunks) and chunks[i + 1].low in {"on", "in", "kill", "killed", "kills", "against", "hit", "near"}
    return not (before.low in {"to", "will", "would", "can", "could", "not"})


def _armed_noun(chunks: Sequence[Chunk], i: int, people: People) -> bool:
    """Whether "attack" or "raid" stands with a weapon or directly behind the name of a striker."""
    near = chunks[max(0, i - 5) : i]
    if any(c.kind == "weapon" for c in near) or _weapon_after(chunks, i):
        return True
    at = i - 1
    while at >= 0 and not _is_striker(chunks[at], people) and (chunks[at].low in {"act", "of", "’", "'", "s", "an", "alleged", "purported", "deadly"} or chunks[at].kind == "hedge"):
        at -= 1
    return at >= 0 and _is_striker(chunks[at], people)


def _weapon_after(chunks: Sequence[Chunk], i: int) -> bool:
    after = chunks[i + 1 : i + 7]
    by = next((j for j, c in enumerate(after) if c.low in {"by", "with", "using", "from"}), None)
    return by is not None and any(c.kind == "weapon" for c in after[by:])


def _is_striker(chunk: Chunk, people: People) -> bool:
    actor = people.resolve(chunk) if chunk.kind == "actor" else None
    return actor is not None and actor.kind in _STRIKERS


def _striker_before(chunks: Sequence[Chunk], i: int, people: People) -> bool:
    """Whether the subject of a verb such as "hit" is an actor, a weapon or a strike."""
    at = i - 1
    steps = 0
    while at >= 0 and steps < 9:
        chunk = chunks[at]
        if chunk.as_kind("weapon") or (chunk.kind == "trigger" and chunk.attr("class") in {"noun", "semi", "verb"}):
            return True
        if _is_striker(chunk, people) and not _is_other(chunks, at, i):
            return chunks[i].low not in _ON_FOOT
        relative = chunk.low == "that" and at > 0 and chunks[at - 1].as_kind("weapon")
        if chunk.text in {";", ":", ".", "”"} or chunk.kind in {"outcome", "cue"} or (chunk.low in {"that", "where", "when"} and not relative):
            return False
        at -= 1
        steps += 1
    return False


_ON_FOOT = frozenset({"attacked", "attacking"})


def _is_other(chunks: Sequence[Chunk], at: int, i: int) -> bool:
    """ "The Xish pound hit a record low": an adjective of nationality with a noun that cannot strike."""
    mention = chunks[at].actor
    after = chunks[at + 1] if at + 1 < i else None
    return mention is not None and mention.how == "demonym" and after is not None and after.kind == "word" and after.low not in ARMED


def _munition(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    return any(c.as_kind("weapon") or (c.kind == "trigger" and c.attr("class") == "noun") for c in chunks[max(0, first) : last])


def _only_intercepted(chunks: Sequence[Chunk]) -> bool:
    shot = any(c.low in _INTERCEPTS for c in chunks) or any(a.low == "shot" and b.low == "down" for a, b in zip(chunks, chunks[1:], strict=False))
    return shot and not any(c.kind == "outcome" or (c.kind == "trigger" and c.attr("class") in {"noun", "semi", "semi-verb"}) for c in chunks)


def _weapons(chunks: Sequence[Chunk], skip: tuple[int, int]) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for i, chunk in enumerate(chunks):
        hit = chunk.as_kind("weapon")
        if hit is None or skip[0] <= i < skip[1] or not _is_means(chunks, i):
            continue
        found.setdefault(hit.low, Weapon(hit.text, hit.attr("concept")))
    for chunk in chunks:
        if chunk.kind == "trigger" and chunk.attr("class") == "noun" and (word := _weapon_in(chunk)) is not None:
            found.setdefault(word.name, word)
    return tuple(found.values())


def _weapon_in(chunk: Chunk) -> Weapon | None:
    first = chunk.text.split()[0].split("-")[0]
    rows = lexicon.load("weapons").index.get(first.lower(), ())
    return next((Weapon(first, row["concept"]) for words, row in rows if len(words) == 1), None)


def _is_means(chunks: Sequence[Chunk], i: int) -> bool:
    """A weapon that was destroyed, intercepted or stored is no weapon of the strike."""
    before = [c.low for c in chunks[max(0, i - 3) : i]]
    if any(word in _INTERCEPTS | {"destroyed", "destroying", "destroy", "down"} for word in before):
        return False
    after = chunks[i + 1].low if i + 1 < len(chunks) else ""
    return after not in {"warehouse", "warehouses", "depot", "depots", "factory", "site", "sites", "system", "systems", "launcher", "launchers"}


def _mode(chunks: Sequence[Chunk], hits: Sequence[int], skip: tuple[int, int]) -> Mode:
    found: list[str] = [chunks[i].attr("mode") for i in hits]
    for i, chunk in enumerate(chunks):
        hit = chunk.as_kind("weapon")
        if hit is not None and not skip[0] <= i < skip[1] and hit.attr("mode") and _is_means(chunks, i):
            found.append(hit.attr("mode"))
    return most_telling(found)


def most_telling(modes: Sequence[str]) -> Mode:
    """Return the mode that tells most: a platform before a munition, a munition before nothing."""
    for mode in (*_PLATFORM_MODES, *_MUNITION_MODES):
        if mode in modes:
            # rockets and artillery together are shelling
            return "shelling" if mode == "rocket-attack" and "shelling" in modes else mode
    return "unspecified"


def _count(chunks: Sequence[Chunk], hits: Sequence[int]) -> int | None:
    for i in hits:
        trigger = chunks[i].as_kind("trigger")
        if trigger is None or trigger.attr("class") not in {"noun", "semi"}:
            continue
        for chunk in reversed(chunks[max(0, i - 3) : i]):
            number = chunk.as_kind("number")
            if number is not None and number.number is not None and number.number.unit == "count" and chunk.low not in {"a", "an"}:
                return number.number.quantity.low
    return None


def _campaign(chunks: Sequence[Chunk], trigger: int) -> bool:
    since = next((i for i, c in enumerate(chunks) if c.date is not None and c.date.role == "since"), None)
    perfect = since is not None and any(a.low in {"has", "have"} and b.kind in {"outcome", "word", "trigger"} for a, b in zip(chunks, chunks[1:], strict=False))
    return _has(chunks, "campaign") or _has(chunks, "backing") or perfect or (since is not None and since - trigger < _NEAR)


def _has(chunks: Sequence[Chunk], name: str) -> bool:
    index = lexicon.load(name).index
    lows = [word for c in chunks for word in c.low.replace("-", " ").split()]
    return any(lows[i : i + len(words)] == list(words) for i, low in enumerate(lows) for words, _ in index.get(low, ()))


def _fresh(chunks: Sequence[Chunk], trigger: int) -> bool:
    """Whether words set a strike apart: "another strike", or "Separately, ..." at the start."""
    index = lexicon.load("fresh").index
    lows = [c.low for c in chunks]
    for at, low in enumerate(lows):
        if at > 1 and not 0 < trigger - at <= _BEFORE:
            continue
        if any(lows[at : at + len(words)] == list(words) for words, _ in index.get(low, ())):
            return True
    return any(c.date is not None and c.date.words.lower().startswith(("earlier", "yesterday", "last")) for c in chunks[:2])


def _definite(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the trigger is a noun that means a strike already told: "the attack"."""
    if chunks[i].attr("class") not in {"noun", "semi", "weak"}:
        weapon = next((j for j in range(i - 1, max(-1, i - 6), -1) if chunks[j].as_kind("weapon")), 0)
        return weapon > 0 and chunks[weapon - 1].low == "the" and chunks[i].attr("class") != "fall"
    return any(c.low in {"the", "this", "that"} for c in chunks[max(0, i - 3) : i])
