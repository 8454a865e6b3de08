"""Speakers: actors of the authority file, persons by name and role, unnamed sources, and words that stand for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.authority import Authority
from kg.extraction import lexicon
from kg.extraction.chunks import Chunk
from kg.extraction.tokens import tokenize
from kg.model import Actor, Claimant

_VOICES = frozenset({"NewsOutlet", "Organisation"})
_ECHO = frozenset("activists activist sources source correspondent correspondents reporter reporters journalist".split())
_PAPERS = frozenset("statement release communique report website site page account spokesperson tweet statistics".split())
_NAME_PARTS = frozenset("al el bin ibn abu abd ul von van de bint ould".split())
_OUTLETS = frozenset("news agency tv television media press times post radio center centre network channel herald gazette telegraph journal daily".split())
_MONITORS = frozenset("observatory monitor airwars monitoring".split())
_CLEARLY = 3
_SHORT = 7
_TARGETS = frozenset({"Person", "UnnamedSource"})
_PREPOSITIONS = frozenset("in of for from at on near with inside to".split())
_BODIES = frozenset(
    "ministry police army command office department committee agency movement organisation organization government presidency council "
    "administration authority brigade forces navy mission embassy hospital service directorate".split()
)
_PRONOUNS = frozenset("who which that what this these those i you we there is was were been to not and or but a an the its amid".split())
_ARTICLES = frozenset("a an the its their his her our some one two several many other another this same".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """A claimant and the body he or she speaks for."""

    claimant: Claimant
    on_behalf_of: Actor | None = None
    rules: tuple[str, ...] = ()


@dataclass
class People:
    """The speakers met so far in one document."""

    authority: Authority
    named: Counter[str] = field(default_factory=Counter)
    country: str | None = None
    persons: dict[str, Speaker] = field(default_factory=dict)
    last: list[Speaker] = field(default_factory=list)
    roles: dict[str, Speaker] = field(default_factory=dict)
    subject: Speaker | None = None
    publisher: Actor | None = None
    last_person: Speaker | None = None

    def heard(self, chunks: Sequence[Chunk], said: Speaker | None) -> None:
        """Note whom a sentence is about, so that "it said" in the next one can find him."""
        if said is not None:
            self.subject = said
            return
        actor = next((found for c in chunks if c.kind == "actor" and not c.located and _is_name(c) and (found := self.resolve(c))), None)
        run = _name_run(chunks)
        if len(run) > 1 and any(_is_role(c) or _is_rank(c) for c in chunks) and (person := self._person(chunks, None)):
            self.last_person = person
        self.subject = Speaker(Claimant("named", actor), None, ("subject",)) if actor is not None and actor.kind not in _TARGETS else None

    def spoke(self, speaker: Speaker) -> None:
        """Note that somebody has spoken, so that "it added" and "the source" can find them."""
        self.last.append(speaker)
        actor = speaker.claimant.actor
        if actor is not None and actor.kind == "Person":
            self.last_person = speaker
            self.persons.setdefault(actor.name.split()[-1].lower(), speaker)

    def resolve(self, chunk: Chunk) -> Actor | None:
        """Return the actor that a mention means in this document, or ``None`` where that is open."""
        mention = chunk.actor
        if mention is None:
            return None
        if mention.how != "contextual":
            return mention.actor
        options = [a for a in (mention.actor, *mention.alternatives) if a.slug]
        named = [a for a in options if self.named[a.slug or ""]]
        if named:
            ranked = sorted(named, key=lambda a: -self.named[a.slug or ""])
            clear = len(ranked) == 1 or self.named[ranked[0].slug or ""] >= _CLEARLY * self.named[ranked[1].slug or ""]
            return ranked[0] if clear else None
        local = [a for a in options if self.country and self.country in self.authority.countries(a.slug or "")]
        return local[0] if len(local) == 1 else None

    def introduce(self, chunks: Sequence[Chunk]) -> None:
        """Note persons who are named with their role, so that "the foreign secretary" can find them."""
        for at, chunk in enumerate(chunks):
            if not (_is_role(chunk) or _is_rank(chunk)) or (at and (_is_role(chunks[at - 1]) or _is_rank(chunks[at - 1]))):
                continue
            stop = at + 1
            while stop < len(chunks) and stop - at < _SHORT and (_is_role(chunks[stop]) or _is_rank(chunks[stop]) or _is_name_word(chunks[stop], 1) or chunks[stop].text == "."):
                stop += 1
            found = self._person(chunks[at:stop], self._actor(chunks[max(0, at - 3) : at]))
            if found is not None and found.claimant.actor is not None and " " in found.claimant.actor.name:
                self.persons.setdefault(found.claimant.actor.name.split()[-1].lower(), found)
                for word in chunks[at:stop]:
                    if _is_role(word):
                        self.roles.setdefault(word.low, found)

    def read(self, chunks: Sequence[Chunk], *, headline: bool = False) -> Speaker | None:
        """Read a noun phrase as a speaker.

        Args:
            chunks: The phrase.
            headline: Accept only speakers that need no context of words.
        """
        words = [c for c in chunks if c.kind != "mark" or c.text in {"-", "."}]
        if not words:
            return None
        actor = self._actor(words)
        if self.publisher is not None and self.publisher.name.lower() in " ".join(c.low for c in words):
            return Speaker(Claimant("named", self.publisher), None, ("publisher",))
        if headline and not _bare_name(words):
            return None
        person = self._person(words, actor)
        if person is not None:
            return person
        known = None if headline else self._by_role(words)
        return known or self._unnamed(words, actor) or self._body(words, actor) or (None if headline else self._anaphor(words))

    def somebody(self, chunks: Sequence[Chunk]) -> Speaker | None:
        """Return an unnamed speaker for a noun phrase that nothing else could read, so that no words are put into the document's own mouth."""
        words = [c for c in chunks if c.kind != "mark" and c.kind != "date"]
        stop = next((i for i, c in enumerate(words) if i and c.low in _PREPOSITIONS), len(words))
        words = words[:stop]
        if not words or len(words) > _SHORT or words[-1].kind in {"number", "trigger", "outcome"} or words[-1].low in _PRONOUNS or not words[-1].text[0].isalpha():
            return None
        head = "speaker" if words[-1].low in {"he", "she", "it", "they", "we", "both"} else words[-1].low.split()[-1]
        if len(words) == 1 and words[0].kind == "word" and words[0].text[0].isupper():
            return Speaker(Claimant("named", Actor(words[0].text, "Person", None, local=True)), None, ("surname",))
        if head in _BODIES:
            name = " ".join(c.text for c in words if c.low not in _ARTICLES)
            return Speaker(Claimant("named", Actor(name, "Organisation", None, local=True)), None, ("body",))
        return Speaker(Claimant("unnamed", Actor(f"unnamed {head}", "UnnamedSource", None, local=True)), None, ("somebody",))

    def person(self, chunks: Sequence[Chunk]) -> Speaker | None:
        """Read a phrase as the name of a person, and as nothing else."""
        words = [c for c in chunks if c.kind != "mark" or c.text in {"-", "."}]
        return self._person(words, self._actor(words)) if words and _name_run(words) else None

    def with_role(self, speaker: Speaker, chunks: Sequence[Chunk]) -> Speaker:
        """Add the body that an apposition names: "Doe, commander of special operations for X"."""
        actor = speaker.claimant.actor
        if actor is None or actor.kind != "Person" or speaker.on_behalf_of is not None:
            return speaker
        if not any(_is_role(c) for c in chunks):
            return speaker
        return replace(speaker, on_behalf_of=self._actor(chunks))

    def _by_role(self, chunks: Sequence[Chunk]) -> Speaker | None:
        """ "the foreign secretary" is the one who was named as such."""
        if chunks[0].low not in {"the", "minister"} and not _is_role(chunks[0]):
            return None
        return next((found for c in reversed(chunks) if (found := self.roles.get(c.low)) and _is_role(c)), None)

    def _actor(self, chunks: Sequence[Chunk]) -> Actor | None:
        """Return the actor that a phrase is about: an outlet or organisation before a party, a name before a demonym."""
        found = [(c, actor) for c in chunks if c.kind == "actor" and not c.located and (actor := self.resolve(c))]
        found.sort(key=lambda pair: (pair[0].actor is not None and pair[0].actor.how == "demonym", pair[1].kind not in _VOICES))
        return found[0][1] if found else None

    def _person(self, chunks: Sequence[Chunk], actor: Actor | None) -> Speaker | None:
        run = _name_run(chunks)
        if not run:
            return None
        name = " ".join(run)
        known = self.persons.get(run[-1].lower())
        if known is not None and (len(run) == 1 or known.claimant.actor is None or known.claimant.actor.name.endswith(run[-1])):
            return replace(known, on_behalf_of=known.on_behalf_of or actor)
        first = next((i for i, c in enumerate(chunks) if c.text.startswith(run[0][:2])), 0)
        has_role = any(_is_role(c) or _is_rank(c) for c in (chunks[:first] if len(run) == 1 else chunks))
        if len(run) < 2 and not has_role:
            return None
        if any(word.lower() in _OUTLETS for word in run):
            return Speaker(Claimant("named", Actor(name, "NewsOutlet")), None, ("outlet",))
        slug = self.authority.resolve(name)
        who = slug if slug is not None and slug.kind == "Person" else Actor(name, "Person", None, local=True)
        return Speaker(Claimant("named", who), actor, ("person",))

    def _unnamed(self, chunks: Sequence[Chunk], actor: Actor | None) -> Speaker | None:
        at = next((i for i in range(len(chunks) - 1, -1, -1) if chunks[i].as_kind("unnamed")), -1)
        hit = chunks[at].as_kind("unnamed") if at >= 0 else None
        if hit is None or hit.row is None:
            return None
        after = chunks[at + 1 :]
        if any(c.kind == "actor" for c in after) and after[0].low not in {"of", "from", "within", "in", "at", "with", "inside", "for", "close"}:
            return None  # "the official news agency X"
        if actor is not None and actor.kind in _VOICES and (hit.low.split()[-1] in _ECHO or hit.attr("name") in {"reports", "media"}):
            return Speaker(Claimant("named", actor), None, (hit.row.id,))
        first = chunks[0].low.split()[0]
        if hit.attr("name") == "reports" and first == "the":
            return None
        if any(c.low == "same" for c in chunks):
            return None
        if first in {"the", "this"} and (earlier := self._recall("unnamed")) is not None and actor is None:
            return replace(earlier, rules=("anaphor", hit.row.id))
        name = f"unnamed {_descriptor(hit)}"
        return Speaker(Claimant("unnamed", Actor(name, "UnnamedSource", None, local=True)), actor, (hit.row.id,))

    def _body(self, chunks: Sequence[Chunk], actor: Actor | None) -> Speaker | None:
        if actor is None or not any(c.actor is not None and c.actor.how != "demonym" and self.resolve(c) == actor for c in chunks):
            return None
        echo = actor.kind in _VOICES or chunks[-1].kind == "actor" or any(c.low in _PAPERS | _ECHO for c in chunks) or len(chunks) <= 4
        return Speaker(Claimant("named", actor), None, ("actor",)) if echo else None

    def _anaphor(self, chunks: Sequence[Chunk]) -> Speaker | None:
        text = " ".join(c.text for c in chunks)
        for match in lexicon.load("anaphors").scan(tokenize(text)):
            if match.first == 0 or match.row["refers"] in {"near", "body"}:
                kind = match.row["refers"]
                found = self._last_subject(kind) or self._recall(kind) or self._foretold(kind) or self._own(kind)
                return replace(found, rules=("anaphor", match.row.id)) if found else None
        return None

    def _last_subject(self, kind: str) -> Speaker | None:
        actor = self.subject.claimant.actor if self.subject else None
        return self.subject if actor is not None and kind in {"body", "any"} and _fits(kind, actor) else None

    def _own(self, kind: str) -> Speaker | None:
        """In a press release "it" is the publisher, until somebody else has spoken."""
        listed = self.publisher is not None and self.publisher.kind not in {"NewsOutlet", "Person"}
        return Speaker(Claimant("named", self.publisher), None, ("publisher",)) if listed and kind == "body" else None

    def _foretold(self, kind: str) -> Speaker | None:
        """ "a monitor said": the only monitor that the document names, be it only later."""
        if kind != "monitor":
            return None
        slugs = [slug for slug in sorted(self.named) if _MONITORS & set(self.authority.by_slug(slug).name.lower().split())]
        return Speaker(Claimant("named", self.authority.by_slug(slugs[0])), None, ("foretold",)) if len(slugs) == 1 else None

    def _recall(self, kind: str) -> Speaker | None:
        if kind == "person" and self.last_person is not None:
            return self.last_person
        for speaker in reversed(self.last):
            actor = speaker.claimant.actor
            if actor is not None and _fits(kind, actor):
                return speaker
        return None


def _fits(kind: str, actor: Actor) -> bool:
    if kind == "person":
        return actor.kind == "Person"
    if kind == "unnamed":
        return actor.kind == "UnnamedSource"
    if kind == "outlet":
        return actor.kind == "NewsOutlet"
    if kind == "monitor":
        return actor.kind == "Organisation"
    if kind == "body":
        return actor.kind not in {"Person", "UnnamedSource"}
    return True


def _is_name(chunk: Chunk) -> bool:
    return chunk.actor is not None and chunk.actor.how != "demonym"


def _bare_name(words: Sequence[Chunk]) -> bool:
    """Whether a headline's opening is nothing but a name, and not that of a country ("Yemen: ...")."""
    return all(c.kind in {"actor", "unnamed"} or c.text[0].isupper() or c.low in _ARTICLES for c in words) and not any(c.as_kind("place") for c in words)


def _descriptor(hit: Chunk) -> str:
    words = hit.low.split()
    name = hit.attr("name")
    if len(words) > 1 and words[0] in {"local", "medical", "military", "security", "media", "hospital", "health"}:
        return f"{words[0]} {name}"
    return name


def _is_rank(chunk: Chunk) -> bool:
    return _kind_of(chunk) in {"rank", "title"}


def _is_role(chunk: Chunk) -> bool:
    return _kind_of(chunk) == "role" or chunk.low in {"commander", "officer", "official"}


def _kind_of(chunk: Chunk) -> str:
    found = lexicon.load("ranks").index.get(chunk.low.split()[0].strip("."), ()) if chunk.low.split() else ()
    return found[0][1]["kind"] if found else ""


def _name_run(chunks: Sequence[Chunk]) -> list[str]:
    """Return the longest run of capitalised words that are neither ranks, roles nor known names."""
    best: list[str] = []
    run: list[str] = []
    for i, chunk in enumerate(chunks):
        if _is_name_word(chunk, i) or (run and chunk.kind in {"victim", "unnamed", "object"} and chunk.text[0].isupper()):
            joined = bool(run) and run[-1].endswith("-")
            run = [*run[:-1], run[-1] + chunk.text] if joined else [*run, chunk.text]
        elif chunk.text == "-" and run and i + 1 < len(chunks) and chunks[i + 1].start == chunk.end and chunks[i - 1].end == chunk.start:
            run[-1] += "-"
        elif chunk.text == "." and run and i + 1 < len(chunks) and chunks[i + 1].text[:1].isupper():
            run[-1] += "."
        else:
            best = run if len(run) > len(best) else best
            run = []
    best = run if len(run) > len(best) else best
    return best


def _is_name_word(chunk: Chunk, at: int) -> bool:
    if chunk.kind not in {"word", "place", "victim", "unnamed"} or not chunk.text[0].isupper():
        return chunk.kind == "word" and chunk.low in _NAME_PARTS
    if chunk.kind in {"victim", "unnamed"} or _kind_of(chunk):
        return False
    return not (at == 0 and (chunk.low in _ARTICLES or chunk.low in {"it", "he", "she", "they", "in", "on", "but", "and"}))
