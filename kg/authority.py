"""Actors by name: reads the authority file ``ontology/actors.ttl`` and finds its labels in running text.

Labels are compared token by token, so that offsets into the text never move and case folding may change lengths
("İ"). The labels and what each property means for matching are described at the head of the file itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import resources
from kg.errors import ResourceError
from kg.model import Actor, ActorKind
from kg.vocab import DEFAULT_BASE, KG, KG_NS, ORG, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

How = Literal["name", "contextual", "demonym"]

ACTOR_NS: Final = DEFAULT_BASE + "actor/"
_HYPHEN: Final = "-\u2010\u2011\u2012\u2013"
_APOSTROPHE: Final = "'\u2019\u2018\u02bc`\u00b4"

# "U.S." is one token; a word keeps combining marks, so that decomposed text reads like composed text
_TOKEN: Final = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# what may stand between two words of one name: blanks with at most one line break, a hyphen, an apostrophe, a slash
_GAP: Final = re.compile(rf"[^\S\n]*\n?[^\S\n]*|[ \u00a0]?(?:[{_HYPHEN}/,&]|[{_APOSTROPHE}])[ \u00a0]?|,? & ")
_COMPOUND_BEFORE: Final = re.compile(rf"\b(?:pro|anti|non|ex|counter|post|pre)(?:[{_HYPHEN}] ?| [{_HYPHEN}])$", re.IGNORECASE)
_COMPOUND_AFTER: Final = re.compile(
    rf"(?:[{_HYPHEN}] ?| [{_HYPHEN}])(?:(?:led|backed|made|built|supplied|supported|allied|aligned|sponsored|trained|funded|"
    r"designed|controlled|occupied|held|run|affiliated|linked|based|born|owned|produced|manufactured|equipped|armed|"
    r"financed|brokered|mediated|proposed|imposed|annexed|administered|speaking|language|style|era|friendly|installed|"
    r"provided|donated|dominated|appointed|recognized|recognised|flagged|loyal|origin|type|bound)\b)",
    re.IGNORECASE,
)
# acronyms that are plain words when a whole line stands in capitals
_CAPITAL_WORDS: Final = frozenset({"IS", "US", "WHO"})
_RANK: Final[dict[How, int]] = {"name": 0, "demonym": 1, "contextual": 2}
_PROPERTIES: Final[dict[NamedNode, tuple[How, bool]]] = {
    SKOS.prefLabel: ("name", False),
    SKOS.altLabel: ("name", False),
    KG.caseSensitiveLabel: ("name", True),
    KG.contextualLabel: ("contextual", False),
    KG.demonym: ("demonym", False),
}


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One label of the authority file found in a text.

    Attributes:
        start: Offset of the first code point; a possessive ``'s`` is left out of the span.
        end: Offset after the last code point.
        actor: Whom the label names; for a contextual label the first of those who share it.
        label: The label as the authority file writes it.
        how: ``name``; ``contextual`` where only the report can settle who is meant; ``demonym`` for an adjective,
            where the word that follows settles what is meant.
        row: Id of the entry, for the rules of a claim.
        alternatives: The other actors who share the label, in the order of the file.
    """

    start: int
    end: int
    actor: Actor
    label: str
    how: How
    row: str
    alternatives: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """All that the file says of one actor."""

    actor: Actor
    labels: tuple[tuple[str, How, bool], ...]
    countries: tuple[str, ...]
    parents: tuple[str, ...]
    speaks_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """One label ready to be compared: its folded tokens, and its tokens as written where case counts."""

    slug: str
    text: str
    how: How
    folded: tuple[str, ...]
    written: tuple[str, ...]
    exact: bool


@dataclass(slots=True)
class _Draft:
    """An entry while the file is read."""

    kind: str = ""
    labels: list[tuple[NamedNode, str]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    speaks_for: list[str] = field(default_factory=list)


@lru_cache(maxsize=1 << 16)
def fold_token(token: str) -> str:
    """Return a token without case, dots and diacritics, for comparison only."""
    if token.isascii():
        return token.replace(".", "").casefold()
    plain = unicodedata.normalize("NFKD", token)
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").replace("ı", "i").casefold()


def fold(name: str) -> str:
    """Return a name as its folded tokens joined by blanks.

    >>> fold("U.S.-led  Coalition")
    'us led coalition'
    """
    return " ".join(fold_token(m.group()) for m in _TOKEN.finditer(name))


class Authority:
    """The actors of the authority file, by slug and by name."""

    def __init__(self, rows: Mapping[str, _Row]) -> None:
        """Index rows; use :meth:`load` for the file that ships with the package."""
        self._rows = dict(rows)
        self._index: dict[str, dict[int, list[_Label]]] = {}
        self._by_name: dict[str, Actor] = {}
        self._members: dict[str, list[str]] = {}
        for slug, row in self._rows.items():
            self._add(slug, row)

    @staticmethod
    def load() -> Authority:
        """Return the shipped authority file, read once per process.

        Raises:
            ResourceError: The file is missing, malformed, or refers to an actor that it does not hold.
        """
        return _load()

    def _add(self, slug: str, row: _Row) -> None:
        for parent in row.parents:
            self._members.setdefault(parent, []).append(slug)
        for text, how, case_sensitive in row.labels:
            label = _prepare(slug, text, how, case_sensitive=case_sensitive)
            by_length = self._index.setdefault(label.folded[0], {})
            by_length.setdefault(len(label.folded), []).append(label)
            if how == "name":
                self._by_name.setdefault(" ".join(label.folded), row.actor)
        # a preferred label is a name for those who ask, even where running text needs context for it
        self._by_name.setdefault(fold(row.actor.name), row.actor)

    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of all actors, sorted."""
        return tuple(sorted(self._rows))

    def by_slug(self, slug: str) -> Actor:
        """Return the actor with this slug.

        Raises:
            KeyError: The authority file has no such actor.
        """
        return self._rows[slug].actor

    def resolve(self, name: str) -> Actor | None:
        """Return the actor of whom the whole of ``name`` is a preferred or alternative label, or ``None``.

        Case, diacritics, hyphens and a leading article do not count.
        """
        folded = fold(name)
        return self._by_name.get(folded) or self._by_name.get(folded.removeprefix("the "))

    def labels(self, slug: str) -> tuple[str, ...]:
        """Return the names of an actor, the preferred one first; contextual labels and demonyms are none."""
        return tuple(dict.fromkeys((self.by_slug(slug).name, *(t for t, how, _ in self._rows[slug].labels if how == "name"))))

    def label_folded(self, slug: str) -> str:
        """Return the preferred label, folded for comparison."""
        return fold(self.by_slug(slug).name)

    def demonyms(self, slug: str) -> tuple[str, ...]:
        """Return the adjectives of a state or force."""
        return tuple(t for t, how, _ in self._rows[slug].labels if how == "demonym")

    def members(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of those who are directly members of this actor, sorted."""
        return tuple(sorted(self._members.get(slug, ())))

    def parents(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of those of whom this actor is directly a member, sorted."""
        return self._rows[slug].parents

    def speaks_for(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of those for whom this body speaks, sorted."""
        return self._rows[slug].speaks_for

    def country(self, slug: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of the actor's country, ``None`` where it has none or several."""
        countries = self._rows[slug].countries
        return countries[0] if len(countries) == 1 else None

    def scan(self, text: str, start: int = 0, end: int | None = None) -> tuple[ActorMention, ...]:
        """Find actors in ``text[start:end]``: longest match first, left to right, none overlapping.

        Args:
            text: The whole text; offsets of the result point into it.
            start: Where to begin.
            end: Where to stop; the end of the text by default.
        """
        stop = len(text) if end is None else end
        tokens = [m.span() for m in _TOKEN.finditer(text, start, stop)]
        return tuple(self._mentions(text, tokens))

    def _mentions(self, text: str, tokens: list[tuple[int, int]]) -> Iterator[ActorMention]:
        at = 0
        while at < len(tokens):
            by_length = self._index.get(fold_token(text[tokens[at][0] : tokens[at][1]]))
            found = self._longest(text, tokens, at, by_length) if by_length else None
            if found is None:
                at += 1
                continue
            mention, length = found
            yield mention
            at += length

    def _longest(
        self, text: str, tokens: list[tuple[int, int]], at: int, by_length: dict[int, list[_Label]]
    ) -> tuple[ActorMention, int] | None:
        for length in sorted(by_length, reverse=True):
            spans = tokens[at : at + length]
            if len(spans) < length or not _gaps_fit(text, spans):
                continue
            words = tuple(text[s:e] for s, e in spans)
            fits = [label for label in by_length[length] if _fits(label, words)]
            if fits and not _in_compound(text, spans[0][0], spans[-1][1]) and not _shouted(text, words, spans[0][0]):
                return self._mention(fits, spans[0][0], spans[-1][1]), length
        return None

    def _mention(self, fits: list[_Label], start: int, end: int) -> ActorMention:
        best = min(_RANK[label.how] for label in fits)
        slugs = tuple(dict.fromkeys(label.slug for label in fits if _RANK[label.how] == best))
        label = next(label for label in fits if label.slug == slugs[0] and _RANK[label.how] == best)
        others = tuple(self.by_slug(slug) for slug in slugs[1:])
        return ActorMention(start, end, self.by_slug(slugs[0]), label.text, label.how, f"actor/{slugs[0]}", others)


def _prepare(slug: str, text: str, how: How, *, case_sensitive: bool) -> _Label:
    """Make a label comparable. One word that starts with a capital, and capitals in a contextual label, count."""
    words = tuple(m.group() for m in _TOKEN.finditer(text))
    if not words:
        raise ResourceError(f"actors.ttl: actor:{slug} has a label without a word: {text!r}", hint="Remove or complete it")
    one_name = len(words) == 1 and how != "contextual" and words[0][0].isupper()
    acronym = how == "contextual" and text.isupper()
    folded = tuple(fold_token(w) for w in words)
    return _Label(slug, text, how, folded, words, case_sensitive or one_name or acronym)


def _fits(label: _Label, words: tuple[str, ...]) -> bool:
    if label.folded != tuple(fold_token(w) for w in words):
        return False
    return not label.exact or all(_same_case(w, own, alone=len(words) == 1) for w, own in zip(words, label.written, strict=True))


def _same_case(word: str, own: str, *, alone: bool) -> bool:
    """Compare letter case; a single name may also stand in capitals, as headlines have it."""
    if own.replace(".", "").isupper() or not alone:
        return word.replace(".", "") == own.replace(".", "") or fold_token(word) != word.casefold().replace(".", "")
    return word[0].isupper()


def _gaps_fit(text: str, spans: list[tuple[int, int]]) -> bool:
    return all(_GAP.fullmatch(text, left[1], right[0]) for left, right in zip(spans, spans[1:], strict=False))


def _in_compound(text: str, start: int, end: int) -> bool:
    """Tell whether the name only qualifies another party: "X-backed", "pro-X"."""
    return bool(_COMPOUND_AFTER.match(text, end) or _COMPOUND_BEFORE.search(text, max(0, start - 10), start))


def _shouted(text: str, words: tuple[str, ...], start: int) -> bool:
    if len(words) > 1 or words[0] not in _CAPITAL_WORDS:
        return False
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", start) + 1 or len(text) + 1) - 1]
    return line.isupper() and len(line.split()) > 1


def _own(node: object) -> str | None:
    """Return the slug of an actor's IRI, ``None`` for anything else."""
    value = node.value if isinstance(node, NamedNode) else ""
    return value.removeprefix(ACTOR_NS) if value.startswith(ACTOR_NS) else None


def _read() -> dict[str, _Draft]:
    """Collect the statements of the file by actor, in the order of the file."""
    path = resources.folder("ontology") / "actors.ttl"
    drafts: dict[str, _Draft] = {}
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            slug = _own(quad.subject)
            if slug is not None:
                _take(drafts.setdefault(slug, _Draft()), quad.predicate, quad.object)
    except (SyntaxError, OSError) as error:
        raise ResourceError(f"ontology/actors.ttl cannot be read: {error}", hint="Repair or reinstall it") from error
    return drafts


def _take(draft: _Draft, predicate: NamedNode, value: object) -> None:
    if predicate in _PROPERTIES and isinstance(value, RdfLiteral):
        draft.labels.append((predicate, value.value))
    elif predicate == RDF.type and isinstance(value, NamedNode):
        draft.kind = value.value.removeprefix(KG_NS)
    elif predicate == KG.country and isinstance(value, RdfLiteral):
        draft.countries.append(value.value)
    elif predicate == ORG.memberOf:
        draft.parents.append(_own(value) or "")
    elif predicate == KG.speaksFor:
        draft.speaks_for.append(_own(value) or "")


def _row(slug: str, draft: _Draft) -> _Row:
    names = [text for predicate, text in draft.labels if predicate == SKOS.prefLabel]
    if len(names) != 1 or draft.kind not in get_args(ActorKind):
        raise ResourceError(f"ontology/actors.ttl: actor:{slug} needs one skos:prefLabel and a class of actor", hint="Add them")
    actor = Actor(names[0], cast("ActorKind", draft.kind), slug=slug)
    # a preferred label that is repeated under a stricter property follows that property
    stricter = {text for predicate, text in draft.labels if predicate in {KG.caseSensitiveLabel, KG.contextualLabel}}
    labels = tuple((t, *_PROPERTIES[p]) for p, t in draft.labels if p != SKOS.prefLabel or t not in stricter)
    return _Row(actor, labels, tuple(sorted(draft.countries)), tuple(sorted(draft.parents)), tuple(sorted(draft.speaks_for)))


@cache
def _load() -> Authority:
    rows = {slug: _row(slug, draft) for slug, draft in _read().items()}
    for slug, row in rows.items():
        for other in (*row.parents, *row.speaks_for):
            if other not in rows:
                raise ResourceError(f"ontology/actors.ttl: actor:{slug} refers to actor:{other}, which is not there", hint="Add it")
    return Authority(rows)
