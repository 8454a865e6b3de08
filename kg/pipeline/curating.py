"""What people judge of the accounts and claims in a store: worked out as a whole, then kept in file and graph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, Literal, cast

from kg import store
from kg.errors import QueryError
from kg.model import LINKER, Judgement, Passage, Rejection
from kg.pipeline import naming
from kg.rdf import Curation, name_key
from kg.values.instants import instant
from kg.vocab import KG, RDFS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import QuerySolutions

Strikes = dict[str, tuple[str, str]]
"""IRI and label of the strike of each account."""

_LIST: Final = "kg judge list prints what was judged"


@dataclass(frozen=True, slots=True)
class Ground:
    """Who judges, why, and when.

    Attributes:
        by: A person's name.
        why: The reason, in words.
        at: ISO 8601; kept in UTC.

    Raises:
        QueryError: One of them is missing, the name is the tool's own, or the time is none.
    """

    by: str
    why: str
    at: str

    def __post_init__(self) -> None:
        """Refuse what no reader could check."""
        if not self.why.strip():
            raise QueryError("A judgement needs a reason", hint='Give one: --why "the two villages bear one name"')
        if not self.by.strip() or name_key(self.by) == LINKER:
            raise QueryError(f"A person judges, and {self.by!r} is none", hint='Give a name: --by "A. Reader"')
        if instant(self.at) is None:
            raise QueryError(f"{self.at!r} is no date", hint="Write it as 2024-05-01 or 2024-05-01T10:30:00Z")


def current(kept: store.Store, path: Path | None = None) -> Curation:
    """Return what people judged: as the file has it, else, where there is no such file, the store.

    Args:
        kept: An open store.
        path: The file; the store's own unless told.

    Raises:
        InputError: The file cannot be read, or states what is no judgement.
    """
    file = path or kept.judgements_file
    return store.read_judgements(file, kept.minter) if file.is_file() else kept.curation()


def load(kept: store.Store, path: Path) -> Curation:
    """Replace what people judged in a store by what a file holds.

    Args:
        kept: A store opened for writing.
        path: The file.

    Raises:
        InputError: The file is missing, cannot be read, or states what is no judgement.
    """
    curation = store.read_judgements(path, kept.minter)
    kept.replace_curation(curation)
    return curation


def keep(kept: store.Store, curation: Curation, path: Path | None = None) -> None:
    """Keep what people judged, in a file of their own first, then in the store.

    Raises:
        InputError: The file cannot be written.
    """
    if path is not None:
        store.write_judgements(path, curation, kept.minter)
    kept.replace_curation(curation)


def judge(kept: store.Store, curation: Curation, verdict: Literal["same", "different"], names: tuple[str, str], ground: Ground) -> Curation:
    """Judge whether two things are of one strike.

    *Same* joins the two by one judgement, on the first account of each. *Different* is judged of every account of one with
    every account of the other, as a strike falls apart only where nothing holds it together. What the same person judged of
    these accounts before is replaced.

    Args:
        kept: An open store; nothing is written.
        curation: What people judged so far.
        verdict: What is judged.
        names: Two strikes or accounts, or one of each; an account may be parted from the strike that it is in.
        ground: Who judges, why, and when.

    Raises:
        QueryError: A name is unknown or ambiguous, or both stand for the same.
    """
    one, other = _sides(kept, names)
    pairs = [(min(pair), max(pair)) for pair in product(one, other)]
    ground = _as_known(ground, curation)
    judged = pairs if verdict == "different" else [(min(one[0], other[0]), max(one[0], other[0]))]
    passages = {account: _passage(kept, account) for account in sorted({account for pair in judged for account in pair})}
    score = 1.0 if verdict == "same" else 0.0
    found = [
        Judgement(*pair, verdict, score, (ground.why.strip(),), ground.by, instant(ground.at), (passages[pair[0]], passages[pair[1]]))
        for pair in judged
    ]
    rest = [j for j in curation.judgements if j.by != ground.by or (j.first, j.second) not in pairs]
    return Curation.of([*rest, *found, *curation.rejections])


def reject(kept: store.Store, curation: Curation, name: str, ground: Ground) -> Curation:
    """Judge that a claim was misread, in place of what the same person judged of it before.

    Args:
        kept: An open store; nothing is written.
        curation: What people judged so far.
        name: The claim.
        ground: Who judges, why, and when.

    Raises:
        QueryError: The name is unknown or ambiguous.
    """
    claim, ground = naming.claim(kept, name), _as_known(ground, curation)
    record = kept.record(naming.source_of(kept, claim))
    told = [*(found for account in record.accounts for found in account.claims), *record.elsewhere]
    passage = next(Passage(record.iri, c.claim.start, c.claim.end, c.quote) for c in told if c.iri == claim)
    rejection = Rejection(claim, ground.why.strip(), ground.by, instant(ground.at) or "", passage)
    rest = [r for r in curation.rejections if (r.claim, r.by) != (claim, ground.by)]
    return Curation.of([*curation.judgements, *rest, rejection])


def undo(kept: store.Store, curation: Curation, names: Sequence[str]) -> Curation:
    """Take judgements and rejections back.

    Args:
        kept: An open store; nothing is written.
        curation: What people judged so far.
        names: Judgements and rejections; or two strikes or accounts, for all judgements between them.

    Raises:
        QueryError: A name is unknown or ambiguous, or nothing was judged between the two.
    """
    named = curation.named(kept.minter)
    kinds = tuple(f"{kept.minter.base}{kind}/" for kind in ("judgement", "rejection"))
    if all(naming.whole(kept, name).startswith(kinds) for name in names):
        gone = {_entry(kept, named, name) for name in names}
    elif len(names) == 2:  # noqa: PLR2004  # a pair
        gone = _between(kept, named, (names[0], names[1]))
    else:
        raise QueryError("Neither judgements nor two strikes or accounts are named", hint="Name what kg judge list prints")
    return Curation.of(entry for iri, entry in named.items() if iri not in gone)


def strikes(kept: store.Store) -> Strikes:
    """Return which strike each account of a store is of."""
    rows = kept.query(f"SELECT ?account ?strike ?label WHERE {{ ?account {KG.accountOf} ?strike . ?strike {RDFS.label} ?label }}")
    return {row["account"].value: (row["strike"].value, row["label"].value) for row in cast("QuerySolutions", rows)}


def regrouped(before: Strikes, after: Strikes) -> tuple[list[tuple[list[str], str]], list[tuple[str, list[str]]]]:
    """Compare the strikes before and after, as far as their accounts are in both.

    Returns:
        The strikes that were joined, with the one that they are now; and those that were split, with what they are now.
        Each in words: label and IRI.
    """
    joined: dict[str, set[str]] = {}
    split: dict[str, set[str]] = {}
    both = before.keys() & after.keys()
    touched = {strike for account in both if before[account] != after[account] for strike in (before[account], after[account])}
    for was, now in ((before[account], after[account]) for account in both):
        if was in touched or now in touched:
            joined.setdefault(_words(now), set()).add(_words(was))
            split.setdefault(_words(was), set()).add(_words(now))
    return (
        [(sorted(parts), now) for now, parts in sorted(joined.items()) if len(parts) > 1],
        [(was, sorted(parts)) for was, parts in sorted(split.items()) if len(parts) > 1],
    )


def _words(strike: tuple[str, str]) -> str:
    iri, label = strike
    return f"{label} ({'/'.join(iri.rsplit('/', 2)[-2:])})"


def _sides(kept: store.Store, names: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Return the accounts of either name; where one is an account in the other, without it."""
    one, other = ([*naming.strike_or_account(kept, name)] for name in names)
    if len(one) == 1:
        other = [account for account in other if account not in one]
    else:
        one = [account for account in one if account not in other]
    if not one or not other:
        hint = "Name two strikes, two accounts, or an account and the strike that it is to be parted from"
        raise QueryError(f"{names[0]} and {names[1]} stand for the same accounts", hint=hint)
    return one, other


def _between(kept: store.Store, named: Mapping[str, Judgement | Rejection], names: tuple[str, str]) -> set[str]:
    """Return the judgements between two things; between two that are one strike by now, the only one inside it."""
    one, other = ({*naming.strike_or_account(kept, name)} for name in names)
    told = " and ".join(names)
    judged = {iri: {entry.first, entry.second} for iri, entry in named.items() if isinstance(entry, Judgement)}
    found = sorted(iri for iri, pair in judged.items() if pair <= one | other and pair & one and pair & other)
    if one == other:
        found = [naming.the_one(found, told, f"Nobody judged {told}", hint=_LIST)]
    if not found:
        raise QueryError(f"Nobody judged {told}", hint=_LIST)
    return set(found)


def _entry(kept: store.Store, named: Mapping[str, Judgement | Rejection], name: str) -> str:
    """Return the IRI of the judgement or rejection that a name stands for."""
    iri = naming.whole(kept, name)
    found = [known for known in sorted(named) if known.startswith(iri)]
    return naming.the_one(found, name, f"Nobody made {name}", hint=_LIST)


def _as_known(ground: Ground, curation: Curation) -> Ground:
    """Return the ground with the name spelt as in earlier judgements by that person."""
    by = ground.by.strip()
    judges = {judgement.by for judgement in curation.judgements} | {rejection.by for rejection in curation.rejections}
    return Ground(min((known for known in judges if name_key(known) == name_key(by)), default=by), ground.why, ground.at)


def _passage(kept: store.Store, account: str) -> Passage:
    """Return where an account begins."""
    record = kept.record(naming.source_of(kept, account))
    first = next(told.claims[0] for told in record.accounts if told.iri == account)
    return Passage(record.iri, first.claim.start, first.claim.end, first.quote)
