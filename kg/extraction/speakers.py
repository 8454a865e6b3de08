"""Who says it: cues, claimants, the bodies they speak for, and quotations that run on.

The constructions follow PARC 3.0 / PolNeAR (source, cue, content): "X said (that) C", "C, said X", "According to X, C",
"X: C" in a headline, and a quotation that keeps its speaker over sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extraction.chunks import Chunk
from kg.extraction.people import People, Speaker
from kg.extraction.sentences import Sentence
from kg.model import Actor, Claimant, Polarity, Quotation

_SKIP_LEFT = frozenset("has have had also later earlier then further now just reportedly repeatedly would did not been itself again".split())
_CLAUSE = frozenset("that which who where when while but because as after before although though".split())
_OPENERS = frozenset('“"«‘')
_NP_LIMIT = 14
_CLOSING = frozenset({"said", "added", "told", "according to", "According to"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """The claimant of a sentence.

    Attributes:
        first: Index of the first chunk of the attributing words (speaker and cue), ``last`` exclusive.
        denies: The cue is a denial.
        accuses: The cue is an accusation.
        takes: The cue takes responsibility.
        relays: From whom the claimant has it: "X, citing Y, said".
    """

    speaker: Speaker
    cue: str | None
    quotation: Quotation
    first: int = 0
    last: int = 0
    denies: bool = False
    accuses: bool = False
    takes: bool = False
    relays: Actor | None = None
    colon: bool = False
    rules: tuple[str, ...] = ()

    @property
    def claimant(self) -> Claimant:
        """Return the claimant in terms of the model."""
        return self.speaker.claimant

    @property
    def polarity(self) -> Polarity:
        """Return the polarity that the cue itself carries."""
        return "negated" if self.denies else "affirmed"


@dataclass
class Floor:
    """Who has the word while a document is read: the last speakers and any speech that is still open."""

    people: People
    quoting: Attribution | None = None
    quoted_at: int = -99
    speech: Attribution | None = None
    last: Attribution | None = None
    spoke_at: int = -99
    spoken: dict[int, Attribution] = field(default_factory=dict)


def attribute(sentence: Sentence, number: int, chunks: Sequence[Chunk], floor: Floor) -> Attribution | None:
    """Return who says a sentence, or ``None`` where the document itself does.

    Args:
        sentence: The sentence.
        number: Its place in the document.
        chunks: Its chunks.
        floor: State of the document so far; updated.
    """
    found = _find(sentence, chunks, floor)
    if found is None:
        return _running_on(sentence, number, floor)
    found = replace(found, quotation=_quotation(sentence, chunks, found))
    floor.last, floor.spoke_at = found, number
    floor.people.spoke(found.speaker)
    if found.quotation in {"direct", "mixed"}:
        floor.quoting, floor.quoted_at = found, number
    for quote in sentence.quotes:
        floor.spoken[quote.start] = found
    if found.colon:
        floor.speech = found
    elif found.cue in _CLOSING:
        floor.speech = None
    return found


def _running_on(sentence: Sentence, number: int, floor: Floor) -> Attribution | None:
    quote = next((q for q in sentence.quotes if q.start <= sentence.start), None)
    if quote is not None and quote.end >= sentence.end - 1:
        speaker = floor.spoken.get(quote.start) or (floor.last if number - floor.spoke_at == 1 else None) or (floor.quoting if number - floor.quoted_at <= _NP_LIMIT else None)
        if speaker is not None:
            floor.quoted_at = number
            floor.spoken[quote.start] = speaker
            return replace(speaker, cue=None, quotation="direct", first=0, last=0, rules=("quote-runs-on",))
    if floor.speech is not None and sentence.kind == "body":
        return replace(floor.speech, cue=None, quotation="direct", first=0, last=0, rules=("speech-after-colon",))
    return None


def look_ahead(sentences: Sequence[Sentence], chunked: Sequence[Sequence[Chunk]], floor: Floor) -> None:
    """Note the speaker of every quotation that is named only after its first sentence."""
    for sentence, chunks in zip(sentences, chunked, strict=True):
        if not any(q.start < sentence.start and q.end < sentence.end for q in sentence.quotes):
            continue
        found = _find(sentence, chunks, floor)
        if found is not None and not {"anaphor", "somebody", "subject"} & set(found.rules):
            for quote in sentence.quotes:
                floor.spoken.setdefault(quote.start, found)


def _find(sentence: Sentence, chunks: Sequence[Chunk], floor: Floor) -> Attribution | None:
    if sentence.kind == "headline":
        found = _headline(chunks, floor)
        if found is not None:
            return found
    candidates = [found for i, chunk in enumerate(chunks) if (found := _at_cue(sentence, chunks, i, chunk, floor))]
    if not candidates:
        return None
    named = [c for c in candidates if not c.accuses] or candidates
    return named[0]


def _at_cue(sentence: Sentence, chunks: Sequence[Chunk], i: int, chunk: Chunk, floor: Floor) -> Attribution | None:
    cue = chunk.as_kind("cue")
    if cue is None or cue.row is None or _quoted(sentence, chunk):
        return None
    kind = cue.attr("type")
    if i > 1 and chunks[i - 2].low == "what":
        return None
    if kind == "citing" or (kind != "according" and _is_passive(chunks, i)):
        return None
    if kind == "according":
        span, speaker = _right(chunks, i + 1, floor)
    elif kind != "tell" and _inverted(chunks, i):
        span, speaker = _right(chunks, i + 1, floor)
    else:
        span, speaker = _left(chunks, i, floor)
    if speaker is None and kind in {"say", "tell", "according"}:
        speaker = floor.people.somebody(chunks[span[0] : span[1]])
    if speaker is None:
        return None
    colon = chunks[-1].text == ":" and chunks[-1].end >= sentence.end - 1
    first, last = min(i, span[0]), max(i + 1, span[1])
    return Attribution(
        speaker, chunk.text, "indirect", first, last, kind == "deny", kind == "accuse", kind == "responsibility", _cited(chunks, first, floor), colon, (cue.row.id, *speaker.rules)
    )


def _is_passive(chunks: Sequence[Chunk], i: int) -> bool:
    """ "no casualties were reported" has no speaker."""
    before = [c.low for c in chunks[max(0, i - 2) : i]]
    if i + 2 < len(chunks) and chunks[i + 1].low == "to" and chunks[i + 2].low in {"be", "have"}:
        return True  # "two men said to be"
    if before and (before[-1] in {"was", "were", "been", "being", "an", "be"} or before[-1].endswith("iest")):
        return True
    return bool(before) and before[-1] in {"first", "last", "most", "worst"}


def _cited(chunks: Sequence[Chunk], first: int, floor: Floor) -> Actor | None:
    at = next((j for j in range(first, len(chunks)) if (c := chunks[j].as_kind("cue")) and c.attr("type") == "citing"), None)
    if at is None:
        return None
    _, speaker = _right(chunks, at + 1, floor)
    return speaker.claimant.actor if speaker else None


def _quoted(sentence: Sentence, chunk: Chunk) -> bool:
    return any(q.start < chunk.start and chunk.end < q.end for q in sentence.quotes)


def _inverted(chunks: Sequence[Chunk], i: int) -> bool:
    """Whether the speaker follows the cue, as in '..., said the ministry'."""
    if i == 0 or i + 1 >= len(chunks) or chunks[i].low not in {"said", "says", "added", "reported", "told", "stated", "according to"}:
        return False
    before = chunks[i - 1]
    if before.text not in {",", "”", '"', "’", "»"}:
        return False
    if before.text == "," and _apposition(chunks, i - 1) is not None and not any(c.text in {"”", '"'} for c in chunks[max(0, i - 3) : i]):
        return False
    after = chunks[i + 1]
    return after.kind in {"actor", "unnamed", "place"} or after.text[0].isupper() or after.low in {"a", "an", "the", "its"}


def _left(chunks: Sequence[Chunk], i: int, floor: Floor) -> tuple[tuple[int, int], Speaker | None]:
    end = i
    while end > 0 and (chunks[end - 1].low in _SKIP_LEFT or chunks[end - 1].kind == "date"):
        end -= 1
    if end > 0 and chunks[end - 1].text == "," and (found := _apposition(chunks, end - 1)) is not None:
        head, comma = found
        name = floor.people.person(chunks[comma:end]) if not floor.people.person(chunks[head:comma]) else None
        if name is not None and name.claimant.actor is not None and name.claimant.actor.kind == "Person":
            return (head, end), floor.people.with_role(name, chunks[head:comma])
        speaker = floor.people.read(chunks[head:comma]) or floor.people.read(chunks[comma:end], headline=True)
        return (head, end), floor.people.with_role(speaker, chunks[comma:end]) if speaker else None
    start = end
    while start > 0 and end - start < _NP_LIMIT and not _stops(chunks, start - 1):
        start -= 1
    return (start, end), floor.people.read(chunks[start:end])


def _stops(chunks: Sequence[Chunk], at: int) -> bool:
    chunk = chunks[at]
    if chunk.kind == "mark":
        glued = chunks[at - 1].end == chunk.start if at else False
        return chunk.text not in {"-", "'", "’", "(", ")", "."} or (chunk.text == "-" and not glued)
    if chunk.kind == "cue" and chunk.as_kind("unnamed") is None:
        return True
    return chunk.kind == "trigger" or chunk.low in _CLAUSE - {"which", "who"}


def _apposition(chunks: Sequence[Chunk], comma: int) -> tuple[int, int] | None:
    """Return start and first comma of "NAME, the spokesman of X" when ``comma`` closes such an apposition."""
    other = comma - 1
    while other > 0 and chunks[other].text != "," and comma - other < 2 * _NP_LIMIT:
        other -= 1
    inner = chunks[other + 1 : comma]
    if chunks[other].text != "," or other == 0 or any(c.kind == "trigger" for c in inner):
        return None
    if inner and (inner[0].kind == "outcome" or (inner[0].low.endswith("ing") and inner[0].low not in {"citing", "quoting"})):
        return None
    start = other
    while start > 0 and other - start < 6 and not _stops(chunks, start - 1):
        start -= 1
    named = any(c.kind in {"actor", "unnamed"} or c.text[0].isupper() for c in chunks[start:other])
    return (start, other) if start < other and named else None


def _right(chunks: Sequence[Chunk], start: int, floor: Floor) -> tuple[tuple[int, int], Speaker | None]:
    end = start
    while end < len(chunks) and end - start < _NP_LIMIT and not _ends(chunks, end, start):
        end += 1
    speaker = floor.people.read(chunks[start:end])
    if end + 1 < len(chunks) and chunks[end].text == "," and speaker is not None:
        tail = end + 1
        while tail < len(chunks) and tail - end < _NP_LIMIT and not _ends(chunks, tail, end + 1):
            tail += 1
        named = floor.people.person(chunks[end + 1 : tail])
        if named is not None and (speaker.claimant.actor is None or speaker.claimant.actor.kind != "Person"):
            return (start, tail), floor.people.with_role(named, chunks[start:end])
        speaker = floor.people.with_role(speaker, chunks[end + 1 : tail])
    return (start, end), speaker


def _ends(chunks: Sequence[Chunk], at: int, start: int) -> bool:
    chunk = chunks[at]
    if chunk.kind == "mark":
        return chunk.text in {",", ".", ";", ":", "“", '"', "”", "(", "—"} and not _initial(chunks, at)
    if chunk.kind in {"trigger", "outcome"} or (chunk.kind == "date" and at > start):
        return True
    return at > start and (chunk.low in _CLAUSE or (chunk.kind == "cue" and chunk.as_kind("unnamed") is None))


def _initial(chunks: Sequence[Chunk], at: int) -> bool:
    return chunks[at].text == "." and at > 0 and chunks[at - 1].end == chunks[at].start and len(chunks[at - 1].text) <= 4 and at + 1 < len(chunks)


def _headline(chunks: Sequence[Chunk], floor: Floor) -> Attribution | None:
    colon = next((i for i, c in enumerate(chunks[:8]) if c.text == ":"), None)
    if colon:
        speaker = floor.people.read(chunks[:colon], headline=True)
        if speaker is not None:
            return Attribution(speaker, ":", "indirect", 0, colon + 1, rules=("headline-colon", *speaker.rules))
    tail = next((i for i in range(len(chunks) - 1, max(len(chunks) - 7, 0), -1) if chunks[i].text in {":", "–", "-", "—"}), None)
    if tail and tail + 1 < len(chunks):
        speaker = floor.people.read(chunks[tail + 1 :], headline=True)
        if speaker is not None and chunks[tail].end < chunks[tail + 1].start:
            return Attribution(speaker, chunks[tail].text, "indirect", tail, len(chunks), rules=("headline-tail", *speaker.rules))
    return None


def _quotation(sentence: Sentence, chunks: Sequence[Chunk], found: Attribution) -> Quotation:
    content = sum(c.end - c.start for i, c in enumerate(chunks) if not found.first <= i < found.last)
    quoted = sum(min(q.end, sentence.end) - max(q.start, sentence.start) for q in sentence.quotes if _is_speech(q.start, q.end, chunks))
    if not quoted:
        return "indirect"
    opens = chunks[0].text in _OPENERS or any(q.start <= sentence.start for q in sentence.quotes)
    return "direct" if opens and quoted >= 0.6 * content else "mixed"


def _is_speech(start: int, end: int, chunks: Sequence[Chunk]) -> bool:
    """A name in quotation marks is no quotation of anybody."""
    inside = [c for c in chunks if start < c.start and c.end < end and c.kind != "mark"]
    return bool(inside) and not all(c.kind in {"actor", "place"} or c.text[0].isupper() for c in inside)
