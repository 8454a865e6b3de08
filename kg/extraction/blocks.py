"""Lines of a document and what they are: headline, body, label or page debris (marked, never deleted)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kg.extraction import lexicon
from kg.extraction.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["headline", "body", "label", "debris"]
_LINE = re.compile(r"[^\r\n]+")
_TERMINAL = re.compile(r"(?<!\.\.)[.!?:;][\"”’'»)\]]*\s*$")
_TEASER = re.compile(r"(?:\.\.|…)[\"”’']*\s*$")
_SITE_SUFFIX = re.compile(r"\s+[•·|–—-]\s+[^•·|–—-]{2,60}$")
_BULLET = re.compile(r"^[\s•·*▪◦.\-–—]*(?=\S)")
_BODY_WORDS = 12
"""A line without an end is body from this length on, in words."""
_HEADLINE_WORDS = 4
"""Shorter lines above the body are labels."""
_FEW_HEADLINES = 3
"""More headlines than these are a menu."""
_ENDED_WORDS = 6
"""A line that ends like a sentence is body from this length on, in words."""
_CUT = 30
"""Code points from which on a line that begins another one repeats it, and not by chance."""
_SHORT = 300
"""Code points up to which a line that only begins like debris is debris."""
_SCANNED = 400
"""Code points of a line that are searched for debris."""
_WRAP_WIDTH = 45
"""Code points from which on a line may be one of a hard-wrapped paragraph."""
_ARTICLE = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Block:
    """A line or hard-wrapped paragraph, trimmed of white space and bullets."""

    start: int
    end: int
    kind: Kind = "body"


def find_blocks(text: str, title: str | None = None, publisher: str | None = None) -> tuple[Block, ...]:
    """Split a text into blocks and say what each one is.

    Args:
        text: The whole text.
        title: The title from the metadata, which helps to know the headline.
        publisher: The publisher, whose name is trimmed from the end of a headline.
    """
    raw = _unwrap(text, [_trim(text, m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()])
    debris = [_is_debris(text, block) for block in raw]
    bodies = [i for i, block in enumerate(raw) if not debris[i] and _is_body(text, block)]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(raw), -1)
    kinds: list[Kind] = ["debris" if debris[i] else _kind(text, block, i, first, last, title) for i, block in enumerate(raw)]
    blocks = [replace(block, kind=kind) for block, kind in zip(raw, kinds, strict=True)]
    return tuple(_without_repeats(text, _few_headlines(text, blocks, title), publisher))


def _few_headlines(text: str, blocks: list[Block], title: str | None) -> list[Block]:
    """A page that opens with a menu of headlines is about the one in its title, or else the last."""
    candidates = [i for i, block in enumerate(blocks) if block.kind == "headline"]
    if len(candidates) <= _FEW_HEADLINES:
        return blocks
    named = {i for i in candidates if title and _is_title(text, blocks[i], title)}
    dropped = set(candidates) - (named or {candidates[-1]})
    return [replace(block, kind="debris") if i in dropped else block for i, block in enumerate(blocks)]


def _without_repeats(text: str, blocks: list[Block], publisher: str | None) -> list[Block]:
    out: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        trimmed = _without_site(text, block, publisher) if block.kind == "headline" else block
        key = _fold(text[trimmed.start : trimmed.end])
        if trimmed.kind in {"headline", "body"} and _repeats(key, seen):
            cut = next(
                (i for i, old in enumerate(out) if old.kind == "headline" and _cut_short(_fold(text[old.start : old.end]), key)), None
            )
            if cut is None:
                trimmed = replace(trimmed, kind="debris")
            else:
                out[cut] = replace(out[cut], kind="debris")
        if trimmed.kind != "debris":
            seen.add(key)
        out.append(trimmed)
    return out


def _trim(text: str, start: int, end: int) -> Block:
    line = text[start:end]
    bullet = _BULLET.match(line)
    start += bullet.end() if bullet else 0
    return Block(start, start + len(text[start:end].rstrip()))


def _unwrap(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Join lines of hard-wrapped paragraphs: a long line without an end, then one that begins in lower case."""
    out: list[Block] = []
    for block in blocks:
        if out and _runs_on(text, out[-1], block):
            out[-1] = Block(out[-1].start, block.end)
        elif block.end > block.start:
            out.append(block)
    return out


def _runs_on(text: str, before: Block, block: Block) -> bool:
    gap = text[before.end : block.start]
    if gap.count("\n") > 1 or _TERMINAL.search(text, before.start, before.end):
        return False
    width = before.end - max(before.start, text.rfind("\n", before.start, before.end))
    wrapped = width > _WRAP_WIDTH or text[before.start : before.end].count("\n") > 0
    return wrapped and (text[block.start].islower() or text[block.start].isdigit())


def _words(text: str, block: Block) -> int:
    return len(text[block.start : block.end].split())


def _is_body(text: str, block: Block) -> bool:
    words = _words(text, block)
    ended = bool(_TERMINAL.search(text[block.start : block.end]))
    return (ended and words >= _ENDED_WORDS) or words >= 4 * _BODY_WORDS


def _kind(text: str, block: Block, at: int, first: int, last: int, title: str | None) -> Kind:
    if at < first:
        return "headline" if _is_headline(text, block, title) else "label"
    if _TERMINAL.search(text[block.start : block.end]):
        return "body"
    words = _words(text, block)
    if _TEASER.search(text[block.start : block.end]):
        return "debris"
    if at <= last:
        return "body" if words >= _BODY_WORDS else "label"
    return "body" if words >= _BODY_WORDS and at == last + 1 else "debris"


def _is_headline(text: str, block: Block, title: str | None) -> bool:
    return bool(title and _is_title(text, block, title)) or _words(text, block) >= _HEADLINE_WORDS


def _is_title(text: str, block: Block, title: str) -> bool:
    line, known = _fold(text[block.start : block.end]), _fold(title)
    return bool(line and known) and (known.startswith(line) or line.startswith(known))


def _is_debris(text: str, block: Block) -> bool:
    tokens = tokenize(text, block.start, min(block.end, block.start + _SCANNED))
    words = [i for i, token in enumerate(tokens) if token.is_word or token.text == "©"]
    if not words:
        return True
    for match in lexicon.load("debris").scan(tokens):
        where = match.row["kind"]
        whole = match.first == words[0] and match.last > words[-1]
        if whole or (where == "any") or (where == "start" and _opens(match, words, block)):
            return True
    return False


def _opens(match: lexicon.Match, words: list[int], block: Block) -> bool:
    short = block.end - block.start < _SHORT
    return match.first == words[0] and short


def _without_site(text: str, block: Block, publisher: str | None) -> Block:
    line = text[block.start : block.end]
    suffix = _SITE_SUFFIX.search(line)
    if not suffix:
        return block
    tail = _fold(suffix.group()).strip()
    if "•" in suffix.group() or (publisher and tail.endswith(_fold(publisher))):
        return replace(block, end=block.start + suffix.start())
    return block


def _fold(line: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", line.lower()) if word not in _ARTICLE)


def _cut_short(old: str, key: str) -> bool:
    """Whether a headline is only the beginning of a later line."""
    return len(key) > len(old) > _CUT and key.startswith(old)


def _repeats(key: str, seen: set[str]) -> bool:
    return key in seen or any(len(key) > _CUT and (old.startswith(key) or key.startswith(old)) for old in seen if len(old) > _CUT)
