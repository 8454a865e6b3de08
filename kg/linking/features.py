"""The grounds on which two accounts are judged, as one tuple that one can read; their weights are in ``weights.csv``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.authority import fold
from kg.linking.grounds import Feature, Finding
from kg.linking.when import compare_dates, compare_publication, of_one_day
from kg.linking.where import compare_countries, compare_places
from kg.values.bounds import in_words
from kg.values.modes import KIN

if TYPE_CHECKING:
    from kg.linking.view import AccountView, Party, Toll

_KEPT: Final = 1 << 16
_MANY: Final = 10
_SOME: Final = 3
_EQUAL: Final = 0.25
_EACH_MORE: Final = 0.25
_EACH_RARE: Final = 0.4
_FORM: Final = 0.25
_TWO: Final = 2


def compare_modes(one: AccountView, other: AccountView) -> Finding | None:
    """Compare how it was done: equal, likely confused, or plainly another kind; "bombardment" goes with all."""
    if not one.modes or not other.modes:
        return None
    shared = [mode for mode in one.modes if mode in other.modes]
    if shared:
        return Finding(0.4, f"same mode ({shared[0]})")
    pair = f"{one.modes[0]} and {other.modes[0]}"
    if any(frozenset((a, b)) in KIN for a in one.modes for b in other.modes):
        return Finding(0.15, f"modes that go together ({pair})")
    return Finding(-1.0, f"different modes ({pair})")


def compare_attackers(one: AccountView, other: AccountView) -> Finding | None:
    """Compare who is blamed: the same, a part of the same, or others; a denial meets the blame that it answers."""
    for blamed, denied in ((one.attackers, other.denied), (other.attackers, one.denied)):
        answer = _same_or_part(blamed, denied)
        if answer is not None and answer[0] > 0:
            return Finding(0.6 * answer[0], f"attacker named by one and denied in the other ({answer[1]})")
    found = _same_or_part(one.attackers, other.attackers)
    if found is None:
        return None
    score, words = found
    return Finding(0.6 * score if score > 0 else -1.0, f"{'same attacker' if score > 0 else 'different attackers'} ({words})")


def compare_target_actors(one: AccountView, other: AccountView) -> Finding | None:
    """Compare who was hit."""
    found = _same_or_part(one.target_actors, other.target_actors)
    if found is None:
        return None
    score, words = found
    return Finding(score if score > 0 else -0.4, f"{'same party' if score > 0 else 'different parties'} hit ({words})")


def _same_or_part(ones: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[float, str] | None:
    if not ones or not others:
        return None
    keys = {party.key for party in others}
    shared = [party.name for party in ones if party.key in keys]
    if shared:
        return 1.0, shared[0]
    for a in ones:
        for b in others:
            if a.key in b.above or b.key in a.above:
                part, whole = (b, a) if a.key in b.above else (a, b)
                return 0.7, f"{part.name}, part of {whole.name}"
    return -1.0, f"{ones[0].name} and {others[0].name}"


def compare_target_objects(one: AccountView, other: AccountView) -> Finding | None:
    """Compare what was hit by head noun; other words for it speak hardly against one strike."""
    if not one.target_objects or not other.target_objects:
        return None
    ones, others = ({_head(name): name for name in view.target_objects} for view in (one, other))
    shared = sorted(ones.keys() & others.keys())
    if shared:
        return Finding(1.0, f"same object hit ({ones[shared[0]]})")
    return Finding(-0.2, f"different objects hit ({min(ones.values())} and {min(others.values())})")


@lru_cache(_KEPT)
def _head(name: str) -> str:
    words = fold(name).split() or [name]
    return words[-1].removesuffix("s") if not words[-1].endswith("ss") else words[-1]


def compare_tolls(one: AccountView, other: AccountView) -> Finding | None:
    """Compare tolls of like outcome and status: a large figure that recurs says much, several that recur say most."""
    found = [_toll(a, b) for a in one.tolls for b in other.tolls if a.outcome == b.outcome and _alike(a, b)]
    if not found:
        return None
    best = max(found, key=lambda f: (f.score, f.reason))
    equal = sorted({f.reason for f in found if f.reason.startswith("same")} - {best.reason})
    return Finding(min(1.0, best.score + _EACH_MORE * len(equal)), "; ".join((best.reason, *equal)))


def _alike(a: Toll, b: Toll) -> bool:
    return a.status == b.status or "unspecified" in (a.status, b.status)


def _toll(a: Toll, b: Toll) -> Finding:
    if (a.low, a.high) == (b.low, b.high):
        score = 0.5 if a.size >= _MANY else 0.4 if a.size >= _SOME else _EQUAL
        return Finding(score, f"same toll ({a.outcome} {in_words(a.low, a.high)})")
    words = f"({a.outcome} {in_words(a.low, a.high)} and {in_words(b.low, b.high)})"
    if not _meet(a, b):
        return Finding(-0.25, f"tolls differ {words}")
    shares_bound = any(x is not None and x == y and x >= _MANY for x, y in ((a.low, b.low), (a.high, b.high)))
    return Finding(0.35 if shares_bound else 0.15, f"tolls overlap {words}")


def _meet(a: Toll, b: Toll) -> bool:
    above = a.low is not None and b.high is not None and a.low > b.high
    below = b.low is not None and a.high is not None and b.low > a.high
    return not above and not below


def compare_agencies(one: AccountView, other: AccountView) -> Finding | None:
    """Compare whose report the publishers carry; an agency may also publish itself."""
    if not one.agency and not other.agency:
        return None
    ones, others = ([_folded(name) for name in (view.agency, view.publisher) if name] for view in (one, other))
    if any(name in others for name in ones):
        return Finding(1.0, f"report of one agency ({one.agency or other.agency})")
    return None


_folded = lru_cache(_KEPT)(fold)


def compare_localities(one: AccountView, other: AccountView) -> Finding | None:
    """Compare named hospitals, schools, markets: one that both name says much; two of a kind are two."""
    if not one.localities or not other.localities:
        return None
    shared = [name for name in one.localities if name in other.localities]
    if shared:
        return Finding(1.0, f"same named place ({shared[0]})")
    for a in one.localities:
        for b in other.localities:
            if a.rsplit(" ", 1)[-1] == b.rsplit(" ", 1)[-1]:
                return Finding(-0.5, f"different named places of one kind ({a} and {b})")
    return None


def compare_rare_words(one: AccountView, other: AccountView) -> Finding | None:
    """Compare names that hardly any other report holds, such as those of victims; that they differ says nothing."""
    if not one.rare_words or not other.rare_words:
        return None
    shared = [word for word in one.rare_words if word in other.rare_words]
    return Finding(min(1.0, _EACH_RARE * len(shared)), f"shared rare words ({', '.join(shared)})") if shared else None


def compare_sentences(one: AccountView, other: AccountView) -> Finding | None:
    """Compare the words of claims: a sentence that recurs to the letter is a copy, unless one publisher writes so every day."""
    if not one.sentences or not other.sentences:
        return None
    shared = len(set(one.sentences).intersection(other.sentences))
    if not shared:
        return None
    words = f"{shared} sentence{'s' if shared > 1 else ''} equal word for word"
    outlets = {_folded(name) for name in (one.publisher, other.publisher) if name}
    if len(outlets) < _TWO and not of_one_day(one, other):
        return Finding(_FORM, f"same text ({words}), but maybe of another day: a form of words")
    return Finding(1.0, f"same text ({words})")


FEATURES: Final[tuple[Feature, ...]] = (
    Feature("date", compare_dates),
    Feature("publication", compare_publication),
    Feature("place", compare_places),
    Feature("country", compare_countries),
    Feature("mode", compare_modes),
    Feature("attackers", compare_attackers),
    Feature("target-actor", compare_target_actors),
    Feature("target-object", compare_target_objects),
    Feature("toll", compare_tolls),
    Feature("agency", compare_agencies),
    Feature("locality", compare_localities),
    Feature("rare-words", compare_rare_words),
    Feature("sentences", compare_sentences),
)
"""Every feature there is, in the order in which reasons of equal weight are told."""
