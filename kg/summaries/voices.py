"""The voices behind one strike: who speaks at the far end of each chain, and who speaks with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.summaries.notes import named_voice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.rdf import Minter
    from kg.summaries.notes import AccountNotes, ClaimNote, RootVoice
    from kg.summaries.sides import Sides


@dataclass(frozen=True, slots=True)
class Told:
    """One claim of a strike with the voice that it counts for."""

    account: AccountNotes
    claim: ClaimNote
    voice: RootVoice


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice behind a strike.

    Attributes:
        label: The first of its spellings.
        group: Number that it shares with those it belongs together with; independent voices are counted by it.
        claims: IRIs of its claims, sorted.
    """

    key: str
    label: str
    actor: str | None
    group: int
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """All voices behind a strike, by key, in the order of their labels."""

    by_key: Mapping[str, Voice]

    def count(self, keys: Iterable[str]) -> int:
        """Return how many of these are independent of one another."""
        return len({self.by_key[key].group for key in keys})

    def label(self, keys: Collection[str]) -> str:
        """Return up to three names, and how many more there are."""
        names = sorted({self.by_key[key].label for key in keys})
        return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004 - as said above


def tell(notes: Iterable[AccountNotes], text_voices: Mapping[str, RootVoice]) -> list[Told]:
    """Return the claims of a strike, in the order of their accounts' and their own IRIs.

    Args:
        notes: Its accounts.
        text_voices: Whose the text of a source is, where several sources carry it.
    """
    return [
        Told(account, claim, text if claim.voice.own and (text := text_voices.get(account.source)) else claim.voice)
        for account in sorted(notes, key=lambda n: n.account)
        for claim in sorted(account.claims, key=lambda c: c.iri)
    ]


def text_voices_of(names: Mapping[str, str], minter: Minter) -> dict[str, RootVoice]:
    """Return the voice of each text by source IRI.

    Args:
        names: Name of the root voice, by source IRI.
        minter: Knows who is listed.
    """
    voices = {name: named_voice(name, minter) for name in set(names.values())}
    return {source: voices[name] for source, name in names.items()}


def hear(told: Sequence[Told], sides: Sides) -> Voices:
    """Gather the voices behind claims.

    Args:
        told: The claims of one strike.
        sides: Knows who belongs together.
    """
    found: dict[str, list[Told]] = {}
    for each in told:
        found.setdefault(each.voice.key, []).append(each)
    groups = sides.groups(sorted(found))
    voices = [
        Voice(
            key=key,
            label=min(each.voice.label for each in own),
            actor=min((each.voice.actor for each in own if each.voice.actor), default=None),
            group=groups[key],
            claims=tuple(sorted(each.claim.iri for each in own)),
        )
        for key, own in found.items()
    ]
    return Voices({voice.key: voice for voice in sorted(voices, key=lambda v: (v.label, v.key))})
