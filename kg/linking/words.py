"""What the words of claims give away: names of small places, rare names, and sentences that recur to the letter in a copy.

What is rare is settled by fixed lists, never by how often a word occurs, so that a judgement does not change with other sources.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.errors import ResourceError
from kg.gazetteer import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.authority import Authority
    from kg.gazetteer import Gazetteer

LEAST: Final = 8
"""Words from which on a sentence that recurs is a copy."""
_HASH_BYTES: Final = 6
_LONG: Final = 4
_TITLED: Final = 0.5
_TOKEN: Final = re.compile(r"\w+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['\u2019]s$")
_OPENING: Final = re.compile(r"(?:^|[.!?:|]['\"\u2019\u201d)]*\s+|['\"\u2018\u201c(\[]\s*)$")
_FACILITIES: Final = (
    "airbase airfield airport bakery base bazaar bridge camp cemetery checkpoint church clinic college crossing dam factory farm garage "
    "hospital hotel junction kindergarten market mosque palace park plant port prison refinery roundabout school square stadium station "
    "street tower university"
).split()
_LOCALITY: Final = re.compile(
    rf"((?:[^\W\d_a-z][^\W\d_]*(?:['\u2019\-][^\W\d_]+)*\s+){{1,4}})(?:[a-z]+\s+)?((?i:{'|'.join(_FACILITIES)}))\b"
)


def sentence_hash(quote: str) -> int | None:
    """Return what identifies the words of a quote, ``None`` where they are too few to recur only in copies.

    >>> sentence_hash("Two jets hit it.") is None
    True
    """
    words = _TOKEN.findall(quote.casefold())
    if len(words) < LEAST:
        return None
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=_HASH_BYTES).digest())


def localities(texts: Iterable[str], authority: Authority) -> tuple[str, ...]:
    """Return the named facilities in quotes and names, folded and sorted: "nasser hospital".

    Args:
        texts: Quotes, names of places, objects hit.
        authority: Knows the actors, whose names name no facility: "US base".
    """
    plain = _plain(authority)
    found = set()
    for text in texts:
        for match in _LOCALITY.finditer(text):
            parts = (names.fold_word(_POSSESSIVE.sub("", part)) for part in match[1].split() if part[:1].isupper())
            words = [part for part in parts if part not in plain]
            if words:
                found.add(" ".join([*words, match[2].casefold()]))
    return tuple(sorted(found))


def rare_words(quotes: Iterable[str], known: Iterable[str], authority: Authority, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the names in quotes of which nothing is known, folded and sorted: mostly those of victims.

    Args:
        quotes: Words of claims.
        known: Names of places and speakers of the document.
        authority: Knows the actors.
        gazetteer: Knows the places, and which names many people bear.
    """
    plain = _plain(authority) | {word for name in known for word in names.tokens(name)}
    found = {name for quote in quotes for name in _names(quote)}
    return tuple(sorted(name for name in found if not any(_is_plain(word, plain, gazetteer) for word in names.tokens(name))))


def _names(quote: str) -> Iterator[str]:
    """Yield the words written as names, but for those that open a sentence and those of a headline."""
    found = [match for match in _WORD.finditer(quote) if len(match[0]) >= _LONG]
    titled = [match for match in found if match[0][0].isupper() and not match[0].isupper()]
    if len(titled) > _TITLED * len(found):
        return
    for match in titled:
        if not _OPENING.search(quote, 0, match.start()):
            yield names.fold_word(_POSSESSIVE.sub("", match[0]))


def _is_plain(word: str, plain: frozenset[str], gazetteer: Gazetteer) -> bool:
    return word in plain or word.removesuffix("s") in plain or gazetteer.is_common(word) or bool(gazetteer.lookup(word))


@cache
def _plain(authority: Authority) -> frozenset[str]:
    """Return the words that name no rare thing: those of actors, and the listed ones."""
    actors = (label for slug in authority.slugs() for label in (*authority.labels(slug), *authority.demonyms(slug)))
    return frozenset((*(word for label in actors for word in names.tokens(label)), *_listed()))


def _listed() -> Iterator[str]:
    try:
        text = files("kg.linking").joinpath("plain.csv").read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError("kg/linking/plain.csv is missing", hint="Reinstall strikekg") from error
    return (row["word"] for row in csv.DictReader(text.splitlines()))
