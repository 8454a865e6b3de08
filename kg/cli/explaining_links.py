"""The text of ``kg explain`` for what linking made: strikes, judgements, root texts, and any two accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg import linking, rdf
from kg.errors import QueryError
from kg.linking.wires import age, carried
from kg.model import LINKER
from kg.pipeline import naming
from kg.rdf import Node, last_part
from kg.values.bounds import in_words
from kg.vocab import DCTERMS, KG, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from kg.linking import AccountView
    from kg.model import Judgement
    from kg.store import Store


def pair(store: Store, names: tuple[str, str]) -> Iterator[str]:
    """Yield whether two accounts are of one strike, and why; a strike stands for its oldest account.

    Raises:
        QueryError: The store holds nothing of one of the names, or both stand for the same.
    """
    one, other = (naming.strike_or_account(store, name)[0] for name in names)
    if one == other:
        raise QueryError(f"{names[0]} and {names[1]} stand for the same account", hint="Name two accounts, or two strikes")
    strikes = [_strike_of(store, account) for account in (one, other)]
    yield "these are of one strike:" if strikes[0] == strikes[1] else "these are of two strikes:"
    for account, strike in zip((one, other), strikes, strict=True):
        yield f"  account        {_file(store, account)} ({account})"
        yield f"    strike       {strike or 'none'}"
    yield from _judged(linking.judge(_view(store, one), _view(store, other)), "judged")
    for ruling in store.curation().judgements:
        if {ruling.first, ruling.second} == {one, other}:
            yield from _judged(ruling, "ruled")


def judgement(store: Store, iri: str) -> Iterator[str]:
    """Yield what one judgement holds, by the tool or by a person."""
    for graph in ("links", "judgements"):
        for found in rdf.read_judgements(_with_judge(store, iri, graph)):
            yield f"judgement {iri}"
            for account in (found.first, found.second):
                yield f"  account        {_file(store, account)} ({account})"
            yield from _judged(found, "judged" if graph == "links" else "ruled")


def root(store: Store, iri: str) -> Iterator[str]:
    """Yield which sources carry one text, and how much of it the later ones share with the oldest."""
    found = naming.column(store, f"SELECT ?source WHERE {{ ?source {KG.carries} {NamedNode(iri)} }}")
    records = sorted(
        (store.record(source, with_text=True) for source in found), key=lambda record: age(record.extraction.document.published, record.iri)
    )
    for number, record in enumerate(records):
        document = record.extraction.document
        if not number:
            yield f"root text {iri}"
        yield f"  carried by     {document.file}, {document.published or 'undated'} ({record.iri})"
        shared = carried(records[0].extraction.document.text, document.text) if number else None
        if shared is not None:
            yield f"      {shared.reason}"


def strike(store: Store, iri: str) -> Iterator[str]:
    """Yield the accounts of a strike, why they stand together, and what they come to."""
    links = store.minter.graph("links")
    for quad in store.about(NamedNode(iri), links):
        if quad.predicate == DCTERMS.isReplacedBy and isinstance(quad.object, NamedNode):
            yield f"strike {iri} is now part of another:"
            iri = quad.object.value
    accounts = naming.column(store, f"SELECT ?account WHERE {{ ?account {KG.accountOf} {NamedNode(iri)} }}")
    if not accounts:
        return
    label = next(q.object.value for q in store.about(NamedNode(iri), links) if q.predicate == RDFS.label)  # type: ignore[union-attr]
    yield f"strike {iri}: {label}"
    files = {account: _file(store, account) for account in accounts}
    for account, file in files.items():
        yield f"  account        {file} ({account})"
    for found in _between(store, accounts):
        yield f"  together       {files[found.first]} and {files[found.second]}"
        yield from _judged(found, "judged" if found.at is None else "ruled")
    yield from _summary(store, iri)


def _between(store: Store, accounts: list[str]) -> list[Judgement]:
    graph = store.minter.graph("links")
    named = [store.minter.judgement(one, other, LINKER) for position, one in enumerate(accounts) for other in accounts[position + 1 :]]
    judge = store.about(store.minter.judge(LINKER), graph)
    computed = rdf.read_judgements([*judge, *(quad for node in named for quad in store.about(node, graph))])
    return [*computed, *(j for j in store.curation().judgements if {j.first, j.second} <= set(accounts))]


def _with_judge(store: Store, iri: str, graph: str) -> list[Quad]:
    name = store.minter.graph(graph)
    quads = store.about(NamedNode(iri), name)
    return [*quads, *(found for quad in quads if isinstance(quad.object, NamedNode) for found in store.about(quad.object, name))]


def _judged(found: Judgement, word: str) -> Iterator[str]:
    score = f" ({found.score:.2f})" if found.at is None else ""
    yield f"  {word:<14} {found.verdict}{score} by {found.by}{f', {found.at}' if found.at else ''}"
    yield from (f"      {reason}" for reason in found.reasons)


def _summary(store: Store, iri: str) -> Iterator[str]:
    """Yield what the claims of a strike come to, without the claims: `kg query claims-of-a-strike` prints those."""
    quads = list(store.parts(NamedNode(f"{iri}#summary"), store.minter.graph("derived")))
    if not quads:
        return
    node = Node(rdf.index(quads), f"{iri}#summary")
    yield f"  told by        {node.need(KG.sourceCount)} sources, {node.need(KG.voiceCount)} independent voices"
    for blame in node.numbered(KG.blame):
        itself, denying = ([voice.need(RDFS.label) for voice in blame.nodes(by)] for by in (KG.concededBy, KG.deniedBy))
        blaming = [voice.need(RDFS.label) for by in (KG.blamedBy, KG.hedgedBy) for voice in blame.nodes(by)]
        others = [voice for voice in blaming if voice not in itself]
        said = [
            f"{words} {', '.join(voices)}"
            for words, voices in (("conceded by", itself), ("blamed by", others), ("denied by", denying))
            if voices
        ]
        yield f"  blame          {_name(store, blame.need(KG.blames))}: {'; '.join(said)}"
    yield from _tolls(node.numbered(KG.tollRange))
    for dispute in node.numbered(KG.dispute):
        yield f"  disputed       {dispute.key(KG.disputedIn)}: {dispute.need(KG.reason)}"
    if node.get(KG.grade):
        yield f"  grade          {node.key(KG.grade)}, by the rule {node.need(KG.gradeRule)}"


def _tolls(tolls: list[Node]) -> Iterator[str]:
    """Yield a line per outcome and status: the range of all, and what was conceded where anything was."""
    ranges: dict[tuple[str, str], dict[str, str]] = {}
    for toll in tolls:
        bounds = in_words(toll.number(KG.lowest), toll.number(KG.highest))
        ranges.setdefault((toll.key(KG.outcome), toll.key(KG.victimStatus)), {})[toll.key(KG.standing)] = bounds
    for (outcome, status), told in ranges.items():
        parts = [f"{standing} {told[standing]}" for standing in ("conceded", "reported") if standing in told]
        more = f" ({', '.join(parts)})" if "conceded" in told else ""
        yield f"  {outcome:<14} {status} {told['all']}{more}"


def _name(store: Store, actor: str) -> str:
    labels = naming.column(store, f"SELECT ?label WHERE {{ {NamedNode(actor)} {SKOS.prefLabel}|{RDFS.label} ?label }}")
    return labels[0] if labels else last_part(actor)


def _file(store: Store, account: str) -> str:
    return store.record(naming.source_of(store, account)).extraction.document.file


def _view(store: Store, account: str) -> AccountView:
    record = store.record(naming.source_of(store, account), with_text=True)
    return next(view for view in linking.account_views(record.extraction, store.minter) if view.iri == account)


def _strike_of(store: Store, account: str) -> str | None:
    found = naming.column(store, f"SELECT ?strike WHERE {{ {NamedNode(account)} {KG.accountOf} ?strike }}")
    return found[0] if found else None
