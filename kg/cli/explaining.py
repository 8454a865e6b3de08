"""The text of ``kg explain``: one node of the graph, walked back to its sentence, rules and reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg import tracing
from kg.cli import explaining_links
from kg.pipeline import naming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.rdf import AccountRecord, ClaimRecord, SourceRecord
    from kg.store import Store


_LINKED: Final = {"strike": explaining_links.strike, "judgement": explaining_links.judgement, "root": explaining_links.root}


def explain_pair(store: Store, names: tuple[str, str]) -> str:
    """Return why two accounts, or strikes, are one strike or two.

    Args:
        store: An open store.
        names: Their IRIs, whole, or what follows the base.

    Raises:
        QueryError: The store holds nothing of one of the names, or both stand for the same.
    """
    return "\n".join(explaining_links.pair(store, names))


def explain_iri(store: Store, name: str) -> str:
    """Return the explanation of a claim, account, strike, source, judgement or root text.

    Args:
        store: An open store.
        name: Its IRI, what follows the base (``claim/77de...``), the beginning of either, or a strike's label.

    Raises:
        QueryError: The store holds nothing of this name, or several things.
    """
    return "\n".join(_explain(store, naming.thing(store, name)))


def _explain(store: Store, iri: str) -> Iterator[str]:
    kind = iri.removeprefix(store.minter.base).partition("/")[0]
    if kind in _LINKED:
        yield from _LINKED[kind](store, iri)
    elif kind == "source":
        yield from _source(store.record(iri))
    else:
        record = store.record(naming.source_of(store, iri))
        claims = (*(claim for account in record.accounts for claim in account.claims), *record.elsewhere)
        yield from (line for account in record.accounts if account.iri == iri for line in _account(store, record, account))
        yield from (line for claim in claims if claim.iri == iri for line in _claim(store, record, claim))


def _claim(store: Store, record: SourceRecord, found: ClaimRecord) -> Iterator[str]:
    claim, extraction = found.claim, record.extraction
    yield f"claim {found.iri}"
    yield f"  says so        {tracing.claimant(claim)}"
    yield f"  in             {extraction.document.file}, code points {claim.start} to {claim.end}, of {record.iri}"
    yield f"  sentence       {found.quote}"
    yield from (f"  {key:<14} {value}" for key, value in tracing.fields(claim))
    for rejection in store.curation().rejections:
        if rejection.claim == found.iri:
            yield f"  rejected       by {rejection.by}: {rejection.reason}"
    yield f"  by             {extraction.extractor}, rules {extraction.rules_hash[:12]}"
    yield from (f"  rule           {tracing.rule_words(rule)}" for rule in claim.rules)
    if not tracing.is_current(extraction):
        yield "  spans          left out: the rules have changed since the build; build again to see them"
        return
    spans = tracing.spans_of(claim, replace(extraction.document, text=store.text(extraction.document.sha256)))
    if spans is None:
        yield "  spans          left out: the text is not read so any more; build again to see them"
        return
    yield "  spans"
    yield from (f"    {line}" for line in tracing.span_lines(spans))


def _account(store: Store, record: SourceRecord, account: AccountRecord) -> Iterator[str]:
    specific = "one occasion" if account.account.specific else "campaign talk, no single occasion"
    yield f"account {account.iri}: {account.account.mode}, {specific}"
    yield f"  told in        {record.extraction.document.file} ({record.iri})"
    yield f"  strike         {store.strikes().get(account.iri, 'none')}"
    for claim in account.claims:
        yield f"  {tracing.claimant(claim.claim)}: {claim.quote}"
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
