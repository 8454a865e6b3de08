"""The way from accounts in a store to strikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import rdf
from kg.gazetteer import Gazetteer
from kg.linking import link as find_links

if TYPE_CHECKING:
    from pathlib import Path

    from kg import store


def relink(kept: store.Store, gazetteer: Path | None = None) -> tuple[int, int]:
    """Judge anew which accounts tell of one strike.

    Args:
        kept: The store.
        gazetteer: Folder of an imported gazetteer, used beside the shipped one.

    Returns:
        How many strikes there are, and how many of them several accounts tell of.
    """
    links = find_links([record.extraction for record in kept.records()], kept.minter, Gazetteer.load(gazetteer))
    kept.replace_links(rdf.link_quads(links.clusters, links.judgements, kept.minter))
    return len(links.clusters), sum(len(cluster.accounts) > 1 for cluster in links.clusters)
