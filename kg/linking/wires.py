"""Which sources carry one root text: copies are found by minhash and confirmed on the words themselves.

Candidates share a band of their signatures (Broder 1997; banding after Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, 3.4). Whether one text carries the other is then decided on all their word sequences, so a candidate too many costs
time and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from rensa import RMinHash

from kg.gazetteer.names import fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Document

Signature = tuple[int, ...]

SHINGLE: Final = 5
"""Words in a sequence that is compared."""
SLOTS: Final = 90
"""For a whole text: with three to a band, texts that share four in ten of their sequences meet in 6 of 7 cases."""
OPENING_SLOTS: Final = 30
"""For its opening, which even a text cut to a quarter keeps."""
ROWS: Final = 3
SCHEME: Final = f"words-{SHINGLE} minhash-{RMinHash.ALGORITHM_VERSION} {SLOTS}+{OPENING_SLOTS}/{ROWS}"
"""What signatures and bands depend on; those of another scheme must be made anew."""

_SEED: Final = 1
_LEAST_WORDS: Final = 20
_FEW_WORDS: Final = 40
_OPENING: Final = 80
_CONTAINED: Final = 0.55
_OPENED: Final = 0.5
_ALIKE: Final = 0.2
_FEW_ALIKE: Final = 0.8
_OTHER_FIGURES: Final = 0.25
_APOSTROPHES: Final = str.maketrans("", "", "'\u2019\u02bc`")
_WORD: Final = re.compile(r"[^\W_]+")
_FIGURES: Final = {word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)} | {
    word: word[:3]
    for word in (
        "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
}
"""Numbers, months and weekdays: what a form letter changes and a copy keeps. "May" and "one" are too often something else."""
_MEANT: Final = frozenset(_FIGURES.values())
_AROUND: Final = 2
_MASK: Final = "#"


@dataclass(frozen=True, slots=True)
class Carried:
    """Why two sources are held to carry one text.

    Attributes:
        contained: Share of the shorter text's word sequences that stand in the other.
        jaccard: Sequences that both have, of all that either has.
        reason: The same in words.
    """

    contained: float
    jaccard: float
    reason: str


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, without punctuation; numbers up to twelve, months and weekdays in one form.

    >>> words("Five “fighters” died on Jan. 9.")
    ('5', 'fighters', 'died', 'on', 'jan', '9')
    """
    found = (fold_word(word) for word in _WORD.findall(text.translate(_APOSTROPHES)))
    return tuple(_FIGURES.get(word, word) for word in found)


def signature(text: str) -> Signature:
    """Return the minhash of a text's word sequences, then that of its opening's.

    Empty where the text is too short to tell a copy from chance.
    """
    told = words(text)
    if len(told) < _LEAST_WORDS:
        return ()
    return (*_minhash(told, SLOTS), *_minhash(told[:_OPENING], OPENING_SLOTS))


def bands(signed: Signature) -> tuple[str, ...]:
    """Return the keys of a signature: two texts are worth comparing if they have one in common."""
    made = (repr((start, *signed[start : start + ROWS])) for start in range(0, len(signed), ROWS))
    return tuple(blake2b(band.encode(), digest_size=6).hexdigest() for band in made)


def carried(one: str, other: str) -> Carried | None:
    """Tell whether two texts are one root text, cut, extended or under another headline.

    A shared background or a form letter is none: the opening of one must stand in the other, and the figures within the
    same words must be the same.

    Args:
        one: A text.
        other: Another.
    """
    shorter, longer = sorted((words(one), words(other)), key=lambda told: (len(told), told))
    if len(shorter) < _LEAST_WORDS:
        return None
    few, many = _shingles(shorter), _shingles(longer)
    common = few & many
    contained, jaccard = len(common) / len(few), len(common) / len(few | many)
    if contained < _CONTAINED or jaccard < (_FEW_ALIKE if len(shorter) < _FEW_WORDS else _ALIKE):
        return None
    if max(_opened(shorter, many), _opened(longer, few)) < _OPENED or _other_figures(shorter, longer) > _OTHER_FIGURES:
        return None
    return Carried(contained, jaccard, f"{contained:.0%} of the shorter text's word sequences stand in the other")


def _minhash(told: Sequence[str], slots: int) -> list[int]:
    sketch = RMinHash(num_perm=slots, seed=_SEED)
    sketch.update([" ".join(part) for part in _shingles(told)])
    digest: list[int] = sketch.digest()
    return digest


def _shingles(told: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(told[at : at + SHINGLE]) for at in range(len(told) - SHINGLE + 1)}


def _opened(told: Sequence[str], other: set[tuple[str, ...]]) -> float:
    """Return how much of a text's opening stands in another; background and page furniture come later."""
    opening = _shingles(told[:_OPENING])
    return len(opening & other) / len(opening)


def _other_figures(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how many of the figures that stand in the same words differ."""
    first, second = _figures(one), _figures(other)
    shared = first.keys() & second.keys()
    return sum(first[key].isdisjoint(second[key]) for key in shared) / max(1, len(shared))


def _figures(told: Sequence[str]) -> dict[tuple[str, ...], set[str]]:
    """Return the figures of a text by the words on both sides, other figures among them masked."""
    masked = [_MASK if word in _MEANT or word.isdecimal() else word for word in told]
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for at, word in enumerate(masked):
        if word == _MASK:
            found[(*masked[max(0, at - _AROUND) : at], "", *masked[at + 1 : at + 1 + _AROUND])].add(told[at])
    return found


def age(published: str | None, source: str) -> tuple[bool, str, str]:
    """Return what sources are sorted by, the oldest first: publication date as EDTF, the undated last, then IRI."""
    return published is None, published or "", source


def root_voice(documents: Sequence[Document]) -> str:
    """Return the name of the voice of a text that several sources carry.

    It is the agency that most of them name, ties by name; where none names any, the publisher of the oldest, else its file.

    Args:
        documents: The sources, the oldest first.
    """
    named = Counter(document.agency for document in documents if document.agency)
    if named:
        return min(named, key=lambda agency: (-named[agency], agency))
    return documents[0].publisher or documents[0].file
