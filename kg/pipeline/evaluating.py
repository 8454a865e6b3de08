"""The way of the data to a score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg import evaluation, exports, linking, store
from kg.authority import Authority
from kg.errors import GoldError
from kg.evaluation.rows import belongs
from kg.gazetteer import Gazetteer
from kg.pipeline.extracting import extract
from kg.pipeline.linking import relink
from kg.rdf import Minter
from kg.readers import Skipped, read_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Document


def evaluate(gold_path: Path, texts: Path, manifest: Path | None, *, published: bool = True) -> evaluation.Scores:
    """Extract from annotated texts, through the graph and back, and compare.

    Args:
        gold_path: Gold file or folder.
        texts: Folder of the texts; those without gold are left aside.
        manifest: Their metadata.
        published: Whether publication dates in the gold override the manifest's.

    Raises:
        GoldError: A gold file does not follow the format, or its text is missing or cannot be read.
        InputError: The folder holds no texts, or the manifest is broken.
    """
    gold = evaluation.load_gold(gold_path)
    dates = evaluation.published_overrides(gold) if published else {}
    documents = [_dated(document, dates) for document in _annotated(gold, read_paths([texts], manifest))]
    with TemporaryDirectory() as folder, store.open_write(Path(folder)) as kept:
        for document in documents:
            kept.replace_source(extract(document))
        relink(kept)
        rows = list(exports.claim_rows(kept))
    scores = evaluation.score(gold, rows, {d.file: d.text for d in documents}, _usual_name)
    return replace(scores, fields={**scores.fields, "clusters_gold": _linked_gold(gold, documents)})


def _linked_gold(gold: Iterable[evaluation.GoldDocument], documents: Iterable[Document]) -> evaluation.Clustering:
    """Score linking by itself: annotations linked as if they had been extracted."""
    authority, gazetteer, minter = Authority.load(), Gazetteer.load(), Minter()
    known = {g.source: next(d for d in documents if belongs(d.file, g.source)) for g in gold}
    told = {g.source: evaluation.retell(g, known[g.source], authority, gazetteer) for g in gold}
    strikes = {iri: cluster.accounts[0] for cluster in linking.link(told.values(), minter).clusters for iri in cluster.accounts}
    mains = []
    for g in gold:
        if g.cluster and g.main:
            views = linking.account_views(told[g.source], minter)
            account = next(v.iri for s, v in zip(evaluation.retold_strikes(g), views, strict=True) if s.id == g.main)
            mains.append(evaluation.Main(g.source, g.cluster, strikes.get(account), f"{g.main} of {g.cluster}"))
    return evaluation.b_cubed(mains)


def _annotated(gold: Iterable[evaluation.GoldDocument], found: Iterable[Document | Skipped]) -> Iterator[Document]:
    sources = [document.source for document in gold]
    for item in found:
        if any(belongs(item.file, source) for source in sources):
            if isinstance(item, Skipped):
                raise GoldError(f"{item.file}: its text cannot be read: {item.reason}", hint="Mend the text, or leave its gold out")
            yield item


def _dated(document: Document, dates: dict[str, str]) -> Document:
    day = next((day for source, day in dates.items() if belongs(document.file, source)), None)
    return replace(document, published=day) if day else document


def _usual_name(name: str) -> str | None:
    actor = Authority.load().resolve(name)
    return actor.name if actor else None
