"""The way of the data to a score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg import evaluation, exports, linking, store
from kg.pipeline.annotated import annotated, told_by_gold, usual_name
from kg.pipeline.extracting import extract
from kg.pipeline.linking import relink

if TYPE_CHECKING:
    from kg.model import Document


def evaluate(gold_path: Path, texts: Path, manifest: Path | None, *, published: bool = True) -> evaluation.Scores:
    """Extract from annotated texts, through the graph and back, link, and compare.

    Args:
        gold_path: Gold file or folder.
        texts: Folder of the texts; those without gold are left aside.
        manifest: Their metadata.
        published: Whether publication dates in the gold override the manifest's.

    Raises:
        GoldError: A gold file does not follow the format, or its text is missing or cannot be read.
        InputError: The folder holds no texts, or the manifest is broken.
    """
    material = annotated(gold_path, texts, manifest, published=published)
    with TemporaryDirectory() as folder, store.open_write(Path(folder)) as kept:
        for _, document in material:
            kept.replace_source(extract(document))
        relink(kept)
        rows = list(exports.claim_rows(kept))
    scores = evaluation.score([gold for gold, _ in material], rows, {d.file: d.text for _, d in material}, usual_name)
    return replace(scores, fields={**scores.fields, "clusters_gold": _linked_gold(material)})


def _linked_gold(material: list[tuple[evaluation.GoldDocument, Document]]) -> evaluation.Clustering:
    """Score linking by itself: annotations linked as if they had been extracted."""
    told = list(told_by_gold(material))
    clusters = linking.link(extraction for _, extraction in told).clusters
    strikes = {iri: cluster.accounts[0] for cluster in clusters for iri in cluster.accounts}
    return evaluation.b_cubed(
        [
            evaluation.Main(gold.source, gold.cluster, strikes.get(views[gold.main].iri), f"{gold.main} of {gold.cluster}")
            for gold, views in ((document.gold, document.views) for document, _ in told)
            if gold.cluster and gold.main
        ]
    )
