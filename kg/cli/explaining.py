"""The text of ``kg explain``: one node of the graph, walked back to its sentence, rules and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.extraction import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim
    from kg.rdf import AccountRecord, ClaimRecord, SourceRecord
    from kg.store import Store


def explain_iri(store: Store, iri: str) -> str:
    """Return the explanation of a claim, account, strike or source.

    Args:
        store: An open store.
        iri: Its IRI, whole, or what follows the base (``claim/77de...``).

    Raises:
        QueryError: The store holds nothing of this name.
    """
    name = iri if ":" in iri else store.minter.base + iri
    lines = list(_explain(store, name.split("#")[0]))
    if not lines:
        raise QueryError(f"The store holds no claim, account, strike or source {name}", hint="kg query prints the IRIs that it holds")
    return "\n".join(lines)


def _explain(store: Store, iri: str) -> Iterator[str]:
    accounts = sorted(account for account, strike in store.strikes().items() if strike == iri)
    if accounts:
        yield from _strike(store, iri, accounts)
        return
    for record in store.records():
        if record.iri == iri:
            yield from _source(record)
        for account in record.accounts:
            if account.iri == iri:
                yield from _account(store, record, account)
            yield from _claim_in(record, account.claims, iri)
        yield from _claim_in(record, record.elsewhere, iri)


def _claim_in(record: SourceRecord, claims: tuple[ClaimRecord, ...], iri: str) -> Iterator[str]:
    for claim in claims:
        if claim.iri == iri:
            yield from _claim(record, claim)


def _claim(record: SourceRecord, found: ClaimRecord) -> Iterator[str]:
    claim, document = found.claim, record.extraction.document
    yield f"claim {found.iri}"
    yield f"  says so        {_claimant(claim)}"
    yield f"  in             {document.file}, code points {claim.start} to {claim.end}, of {record.iri}"
    yield f"  sentence       {found.quote}"
    yield f"  it is          {claim.polarity}, {claim.certainty}, {claim.quotation}"
    if claim.attributes_to:
        yield f"  it blames      {', '.join(actor.name for actor in claim.attributes_to)} ({claim.attribution_certainty})"
    if claim.time:
        yield f"  when           {claim.time.edtf}"
    if claim.places:
        yield f"  where          {', '.join(place.name for place in claim.places)}"
    for figure in claim.casualties:
        yield f"  {figure.outcome:<14} {_bounds(figure.quantity.low, figure.quantity.high)} {figure.status} (“{figure.quantity.words}”)"
    for damage in claim.damage:
        yield f"  {damage.outcome:<14} {_bounds(damage.quantity.low, damage.quantity.high)} {damage.object} (“{damage.quantity.words}”)"
    yield f"  by             {record.extraction.extractor}, rules {record.extraction.rules_hash[:12]}"
    for rule in claim.rules:
        yield f"  rule           {rule}{_row(rule)}"


def _claimant(claim: Claim) -> str:
    actor = claim.claimant.actor
    if actor is None:
        return "the source in its own voice"
    behalf = f", on behalf of {claim.on_behalf_of.name}" if claim.on_behalf_of else ""
    return f"{actor.name}{behalf}" + (f" (cue: “{claim.cue}”)" if claim.cue else "")


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "no number"
    if low == high:
        return str(low)
    return f"{'?' if low is None else low} to {'?' if high is None else high}"


def _row(rule: str) -> str:
    for name in lexicon.names():
        row = next((row for row in lexicon.load(name).rows if row.id == rule), None)
        if row is not None:
            return f": {row.pattern} ({name}.csv)"
    return ""


def _account(store: Store, record: SourceRecord, account: AccountRecord) -> Iterator[str]:
    specific = "one occasion" if account.account.specific else "campaign talk, no single occasion"
    yield f"account {account.iri}: {account.account.mode}, {specific}"
    yield f"  told in        {record.extraction.document.file} ({record.iri})"
    yield f"  strike         {store.strikes().get(account.iri, 'none')}"
    for claim in account.claims:
        yield f"  {_claimant(claim.claim)}: {claim.quote}"
        yield f"      {claim.iri}"


def _source(record: SourceRecord) -> Iterator[str]:
    document = record.extraction.document
    yield f"source {record.iri}: {document.file}"
    yield f"  published by   {document.publisher or 'not stated'}{f', from {document.agency}' if document.agency else ''}"
    yield f"  published      {document.published or 'not stated'}"
    yield f"  text           SHA-256 {document.sha256}"
    for account in record.accounts:
        yield f"  account        {account.iri}: {account.account.mode}, {len(account.claims)} claims"
    yield f"  besides        {len(record.elsewhere)} attributed statements about no strike"


def _strike(store: Store, iri: str, accounts: list[str]) -> Iterator[str]:
    yield f"strike {iri}"
    told = {account.iri: (record, account) for record in store.records() for account in record.accounts}
    for name in accounts:
        record, account = told[name]
        yield f"  account        {record.extraction.document.file}, {len(account.claims)} claims ({name})"
    for judgement in store.judgements("links"):
        if judgement.first in accounts and judgement.second in accounts:
            pair = " and ".join(told[name][0].extraction.document.file for name in (judgement.first, judgement.second))
            yield f"  judged         {judgement.verdict} ({judgement.score:.2f}) by {judgement.by}: {pair}"
            yield from (f"      {reason}" for reason in judgement.reasons)
