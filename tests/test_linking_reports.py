from __future__ import annotations

import csv
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from kg.extraction.cascade import Cascade
from kg.linking import account_views, link
from kg.model import Document
from kg.rdf import Minter, read_extraction, to_quads

if TYPE_CHECKING:
    from pathlib import Path

    from kg.linking import Links
    from kg.model import Extraction

MINTER = Minter()


def extracted(folder: Path) -> dict[str, Extraction]:
    """Extract every document of a folder with the metadata of its manifest."""
    cascade = Cascade.load()
    rows = {row["file"]: row for row in csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").splitlines())}
    found = {}
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        stated = {key: rows[path.name][key] or None for key in ("title", "publisher", "agency", "published") if path.name in rows}
        found[path.name] = cascade.extract(Document(data.decode(), path.name, sha256(data).hexdigest(), **stated))
    return found


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Extraction]:
    return extracted(shared / "seeds")


@pytest.fixture(scope="module")
def seed_links(seeds: dict[str, Extraction]) -> Links:
    return link(seeds.values(), MINTER)


class TestSeeds:
    def test_three_reports_become_one_strike_and_the_others_stay_apart(self, seeds: dict[str, Extraction], seed_links: Links) -> None:
        files = {seen.iri: file[:3] for file, extraction in seeds.items() for seen in account_views(extraction, MINTER)}
        joined = [sorted(files[iri] for iri in c.accounts) for c in seed_links.clusters if len(c.accounts) > 1]
        assert joined == [["000", "001", "002"]]

    def test_strike_has_a_label(self, seed_links: Links) -> None:
        assert [c.label for c in seed_links.clusters if len(c.accounts) > 1] == ["Air strike near Al-Shafah, 2018-01-20"]

    def test_each_judgement_has_reasons(self, seed_links: Links) -> None:
        assert [j.verdict for j in seed_links.judgements] == ["same"] * 3
        assert all("same day (2018-01-20)" in j.reasons for j in seed_links.judgements)

    def test_graphs_read_back_link_alike(self, seeds: dict[str, Extraction], seed_links: Links) -> None:
        again = link((read_extraction(to_quads(extraction, MINTER)) for extraction in seeds.values()), MINTER)
        assert again.clusters == seed_links.clusters
