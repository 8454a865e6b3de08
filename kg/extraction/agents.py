"""Who struck, and who helped: the actors that a sentence names as agent of a strike. Precision first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extraction.chunks import Chunk
from kg.extraction.people import People
from kg.model import Actor, Certainty

_STRIKERS = frozenset({"StateForce", "Coalition", "ArmedGroup"})
_DOING = frozenset(
    "conducted conduct conducts conducting carry carried carries launched launches launch launching executed executes executing fired fires "
    "firing dropped resumed continued intensified renewed staged mounted directed waged killed kills kill killing wounded injured destroyed destroys bombed shelled struck hit hits targeted targets used attacked".split()
)
ARMED: Final = frozenset(
    "forces force army military troops air warplanes warplane jets jet aircraft planes plane helicopters helicopter drones drone artillery "
    "fighter fighters navy ministry enemy occupation regime state forces' ground naval unmanned intensive heavy enemy’s act of alleged deadly own".split()
)
_BY = frozenset({"by"})
_CERTAIN: Certainty = "certain"
_HOLDING = frozenset("held controlled occupied run backed supported owned used manned governed populated inhabited".split())
_BREAKS = frozenset("that which who where when while after before because although as".split())
_OWN = frozenset({"it", "they", "we", "our", "its", "their"})
_HELP = frozenset({"assisted", "assisting", "assist", "assists"})


def find_attackers(
    chunks: Sequence[Chunk], hits: Sequence[int], people: People, skip: tuple[int, int]
) -> tuple[tuple[Actor, ...], Certainty | None]:
    """Return whom a sentence says carried out the strike, and how sure it is of that.

    Args:
        chunks: The sentence.
        hits: Indexes of its trigger chunks.
        people: To resolve contextual names.
        skip: Chunk range of the attributing words.
    """
    found: dict[int, None] = {}
    helped = any(chunk.low in _HELP for chunk in chunks)
    for i in [] if helped else hits:
        for at in _candidates(chunks, i, people, skip):
            found.setdefault(at)
    for first, second in _either(chunks, people):
        found.setdefault(first)
        found.setdefault(second)
    if not found:
        for at in _believed(chunks, people):
            found.setdefault(at)
    marked = sorted({j for at in found for j in _joined(chunks, at, people)})
    actors = {actor.name: actor for at in marked if (actor := people.resolve(chunks[at]))}
    if not actors:
        return (), None
    return tuple(actors.values()), _certainty(chunks, marked)


def _either(chunks: Sequence[Chunk], people: People) -> Iterator[tuple[int, int]]:
    """ "by either Xish or Yish jets"."""
    for at in range(len(chunks) - 3):
        after = chunks[at + 1 : at + 8]
        strikers = [at + 1 + j for j, c in enumerate(after) if is_striker(c, people)]
        if chunks[at].low == "either" and len(strikers) > 1 and any(c.low == "or" for c in after):
            yield strikers[0], strikers[1]


def is_striker(chunk: Chunk, people: People) -> bool:
    """Whether a chunk names somebody who can strike."""
    if chunk.kind != "actor" or chunk.actor is None:
        return False
    if chunk.located:
        return False
    actor = people.resolve(chunk)
    if actor is not None and actor.kind == "Coalition" and chunk.actor.how == "demonym":
        return False  # "US-led strikes" does not say which coalition
    return actor is not None and actor.kind in _STRIKERS


def _candidates(chunks: Sequence[Chunk], i: int, people: People, skip: tuple[int, int]) -> Iterator[int]:
    kind = chunks[i].attr("class")
    if kind in {"noun", "semi"}:
        before = _modifier(chunks, i, people)
        if before is not None:
            yield before
        yield from _by_phrase(chunks, i, people)
        if before is None:
            yield from _subject(chunks, i, people, skip, need_doing=True)
    elif kind in {"verb", "semi-verb", "fire", "shells-verb"}:
        if i + 1 < len(chunks) and chunks[i + 1].low == "by":
            yield from _by_phrase(chunks, i, people)
        else:
            yield from _subject(chunks, i, people, skip, need_doing=False)
    elif kind in {"passive", "fall", ""}:
        yield from _by_phrase(chunks, i, people)
        yield from _weapon_owner(chunks, people)
    elif kind == "weak":
        yield from _subject(chunks, i, people, skip, need_doing=True)


def _modifier(chunks: Sequence[Chunk], i: int, people: People) -> int | None:
    """The actor right before a strike noun: "Xish drone strike", "X's precision strikes"."""
    at = i - 1
    while at >= 0 and i - at <= 6 and not is_striker(chunks[at], people) and _passes(chunks[at]):
        at -= 1
    if at >= 0 and is_striker(chunks[at], people) and not _is_struck(chunks, at, i) and not _is_scene(chunks, at, people):
        return at
    return None


def _is_scene(chunks: Sequence[Chunk], at: int, people: People) -> bool:
    """ "the X strike", where X is the country that the report is about, says where and not who."""
    chunk = chunks[at]
    possessive = at + 1 < len(chunks) and chunks[at + 1].text in {"’", "'"}
    if chunk.actor is None or chunk.as_kind("place") is None or possessive:
        return False
    return people.authority.country(chunk.actor.actor.slug or "") == people.country


def _passes(chunk: Chunk) -> bool:
    if chunk.kind in {"weapon", "hedge", "number", "trigger"}:
        return chunk.attr("class") not in {"verb", "semi-verb"}
    return chunk.low in ARMED | {"’", "'", "s", "-", "“", '"', "precision", "joint", "led", "cluster", "repeated", "recent", "such", "predawn", "indiscriminate"}


def _is_struck(chunks: Sequence[Chunk], at: int, i: int) -> bool:
    """ "Xish positions strike" and "on X" name the struck."""
    return any(c.kind == "object" for c in chunks[at:i]) or (at > 0 and chunks[at - 1].low in {"on", "against", "targeting", "at"})


def _by_phrase(chunks: Sequence[Chunk], i: int, people: People) -> Iterator[int]:
    """ "... strike (was carried out) by X", "... belonging to X"."""
    for at in range(i + 1, min(len(chunks), i + 12)):
        chunk = chunks[at]
        if chunk.text in {".", ";"} or chunk.low in {"killing", "injuring", "leaving", "that", "which"}:
            return
        if chunk.low == "of" and at == i + 1 and not any(c.low in {"on", "against"} for c in chunks[at : at + 14]):
            continue
        if chunk.low == "by" and chunks[at - 1].low in _HOLDING:
            return
        if chunk.low in _BY or (chunk.low == "of" and at == i + 1):
            end = at + 1
            while end < len(chunks) and end - at <= 8 and not is_striker(chunks[end], people) and (_passes(chunks[end]) or chunks[end].low in {"a", "an", "the", "either", "forces", "of"}):
                end += 1
            if end < len(chunks) and is_striker(chunks[end], people):
                yield end
            return


def _weapon_owner(chunks: Sequence[Chunk], people: People) -> Iterator[int]:
    """ "a Xish shell blew up", "shrapnel of Xish missiles"."""
    for at, chunk in enumerate(chunks):
        if chunk.as_kind("weapon") and at > 0 and is_striker(chunks[at - 1], people):
            yield at - 1


def _subject(chunks: Sequence[Chunk], i: int, people: People, skip: tuple[int, int], *, need_doing: bool) -> Iterator[int]:
    """The actor before a verb of striking: "X struck", "X has killed ... in an air strike", "an Xish drone targeted"."""
    end = i
    if need_doing:
        end = next((j for j in range(i - 1, -1, -1) if _does(chunks, j)), -1)
        if end < 0:
            return
    if end > 0 and _passive_before(chunks, end):
        return
    at = end - 1
    steps = 0
    while at >= 0 and steps < 14:
        chunk = chunks[at]
        if skip[0] <= at < skip[1] and chunk.kind == "actor":
            return
        if is_striker(chunk, people):
            if not _oblique(chunks, at) and not _is_victim(chunks, at):
                yield at
                return
        elif _blocks(chunk):
            return
        at -= 1
        steps += 1


def is_adjective(chunk: Chunk) -> bool:
    """Whether a chunk is an adjective of nationality."""
    return chunk.actor is not None and chunk.actor.how == "demonym"


def is_name(chunk: Chunk) -> bool:
    """Whether a chunk names an actor, as "forces" alone does not."""
    return chunk.kind == "actor" and chunk.actor is not None and chunk.actor.how == "name"


def find_accused(chunks: Sequence[Chunk], first: int, people: People) -> tuple[Actor, ...]:
    """Return whom an accusation names: the first striker behind the cue, with those joined to it."""
    at = next((j for j in range(first, min(len(chunks), first + 10)) if is_striker(chunks[j], people)), None)
    if at is None:
        return ()
    return tuple(actor for j in sorted(_joined(chunks, at, people)) if (actor := people.resolve(chunks[j])))


def owns_up(chunks: Sequence[Chunk], skip: tuple[int, int]) -> bool:
    """Whether a speaker tells of his own deed: "X says it has killed", "our aircraft struck"."""
    for at, chunk in enumerate(chunks):
        if chunk.low in _OWN and not skip[0] <= at < skip[1]:
            after = [j for j in range(at + 1, min(len(chunks), at + 5)) if _does(chunks, j)]
            if after and not any(is_name(c) or c.text == "," for c in chunks[at + 1 : after[0]]):
                return True
    return False


def _is_victim(chunks: Sequence[Chunk], at: int) -> bool:
    """ "three X fighters" are counted: those were hit."""
    counted = any(c.as_kind("number") for c in chunks[max(0, at - 2) : at])
    return counted and any(c.as_kind("victim") for c in chunks[at + 1 : at + 3])


def _does(chunks: Sequence[Chunk], j: int) -> bool:
    chunk = chunks[j]
    first = chunk.low.split()[-1]
    if first not in _DOING or chunk.kind not in {"word", "outcome", "trigger"} or _passive_before(chunks, j):
        return False
    return chunk.kind != "outcome" or chunk.attr("form") == "damage" or _has_object(chunks, j)


def _has_object(chunks: Sequence[Chunk], j: int) -> bool:
    """Whether "killed" has an object, so that its subject is who killed and not who died."""
    after = chunks[j + 1 : j + 4]
    return not (j > 0 and chunks[j - 1].as_kind("victim")) and any(c.kind in {"number", "victim", "actor"} for c in after)


def _passive_before(chunks: Sequence[Chunk], at: int) -> bool:
    back = [c.low for c in chunks[max(0, at - 2) : at]]
    return bool(back) and (back[-1] in {"was", "were", "been", "being", "be"} or (len(back) > 1 and back[0] in {"was", "were", "been"} and back[1].endswith("ly")))


def _oblique(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether an actor stands in a phrase that cannot be the subject: "against X", "between X and", "with X"."""
    j = at - 1
    while j >= 0 and (chunks[j].low in {"the", "a", "an"} or chunks[j].kind == "hedge"):
        j -= 1
    if j > 0 and chunks[j].low == "of" and (chunks[j - 1].kind == "weapon" or chunks[j - 1].low in ARMED):
        return False
    return j >= 0 and chunks[j].low in {"against", "on", "in", "near", "with", "from", "controlled", "held", "into", "at", "over", "for", "targeting", "defeat", "defeating", "fighting", "fight", "combat", "of"}


def _blocks(chunk: Chunk) -> bool:
    if chunk.kind == "mark":
        return chunk.text in {";", ":", ".", "”"}
    if chunk.low == "as":
        return False
    return chunk.low in _BREAKS or (chunk.kind == "cue" and chunk.as_kind("unnamed") is None) or chunk.kind == "negative"


def _believed(chunks: Sequence[Chunk], people: People) -> Iterator[int]:
    """ "a drone, believed to belong to X", "attributed to X", "blamed on X", "belonging to X"."""
    lows = [c.low for c in chunks]
    for at, chunk in enumerate(chunks):
        if not is_striker(chunk, people):
            continue
        back = lows[max(0, at - 4) : at]
        phrase = " ".join(back)
        owned = any(mark in phrase for mark in ("belong to", "belonging to")) and any(c.kind == "weapon" for c in chunks[max(0, at - 9) : at])
        if owned or any(mark in phrase for mark in ("attributed to", "blamed on", "believed to be", "believe were", "believed be")) or _is_behind(lows, at) or _is_accused(lows, at) or _is_said_of(chunks, at):
            yield at


def _is_accused(lows: Sequence[str], at: int) -> bool:
    """ "X has been accused of", "X was blamed for"."""
    after = list(lows[at + 1 : at + 5])
    return any(a in {"accused", "blamed"} and "been" in after[:j] + ["been"] * (j > 0 and after[j - 1] in {"was", "were"}) for j, a in enumerate(after))


def _is_said_of(chunks: Sequence[Chunk], at: int) -> bool:
    """ "The drone that struck it was likely Xish"."""
    ends = at + 1 == len(chunks) or chunks[at + 1].kind == "mark"
    before = chunks[max(0, at - 3) : at]
    return ends and is_adjective(chunks[at]) and any(c.low in {"was", "were"} for c in before) and any(c.as_kind("weapon") for c in chunks[:at])


def _is_behind(lows: Sequence[str], at: int) -> bool:
    """ "X was behind the attack"."""
    return any(low == "behind" for low in lows[at + 1 : at + 4]) and any(low in {"was", "were", "is", "are"} for low in lows[at + 1 : at + 3])


def _joined(chunks: Sequence[Chunk], at: int, people: People) -> list[int]:
    """Actors joined to one found: "X and Y", "X, Y and Z", "X and their Y"."""
    out = [at]
    for step in (1, -1):
        j = at
        while True:
            k = _hop(chunks, j, step)
            if k is None or not is_striker(chunks[k], people):
                break
            out.append(k)
            j = k
    return out


def _hop(chunks: Sequence[Chunk], at: int, step: int) -> int | None:
    j, linked = at + step, False
    for _ in range(12):
        if not 0 <= j < len(chunks):
            return None
        chunk = chunks[j]
        if chunk.kind == "actor" and is_adjective(chunk) and step > 0 and j + 1 < len(chunks) and chunks[j + 1].low in {"opposition", "rebel", "armed"}:
            j += step
            continue
        if chunk.kind == "actor":
            return j if linked and not _oblique(chunks, min(at, j)) else None
        if chunk.low in {"and", "or", ","}:
            linked = True
        elif chunk.low not in ARMED | {"the", "their", "its", "allied", "affiliated", "’", "'", "s", "armed", "either", "also", "known", "as", "opposition", "factions", "faction", "(", ")"}:
            return None
        j += step
    return None


def _certainty(chunks: Sequence[Chunk], marked: Sequence[int]) -> Certainty:
    lows = [c.low for c in chunks]
    for at in marked:
        near = chunks[max(0, at - 5) : at + 3]
        if "either" in lows[max(0, at - 6) : at]:
            return "possible"
        for chunk in near:
            hedge = chunk.as_kind("hedge")
            if hedge is not None and hedge.attr("scope") in {"any", "attacker"}:
                return "possible" if hedge.attr("certainty") == "possible" else "probable"
    return _CERTAIN


def find_assistants(chunks: Sequence[Chunk], people: People) -> tuple[Actor, ...]:
    """Return the actors that a sentence says assisted in the strike."""
    for at, chunk in enumerate(chunks):
        if chunk.low not in _HELP:
            continue
        for j in range(at - 1, max(-1, at - 30), -1):
            if is_striker(chunks[j], people) and not _oblique(chunks, j):
                first = _first_of_name(chunks, j, at, people)
                actor = people.resolve(chunks[first])
                return (actor,) if actor else ()
    return ()


def _first_of_name(chunks: Sequence[Chunk], j: int, at: int, people: People) -> int:
    """The head of "X, a Yish alliance fighting Z, had assisted" is X, its first actor in the clause."""
    first = j
    for k in range(j - 1, max(-1, at - 30), -1):
        if chunks[k].kind == "cue" or chunks[k].low == "that" or chunks[k].text in {"”", "“"}:
            break
        if is_striker(chunks[k], people):
            first = k
    return first
