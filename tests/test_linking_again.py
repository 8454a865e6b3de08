"""Links kept up to date source by source are those found from scratch, whatever happened in between."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from kg import pipeline
from kg.pipeline import comparing
from kg.pipeline.curating import Ground, judge, reject, undo
from kg.readers import Skipped, read_paths
from kg.store import canonical_nquads, open_write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.model import Extraction
    from kg.store import Store


@pytest.fixture(scope="module")
def sources(root: Path) -> list[Extraction]:
    found = read_paths([root / "examples" / "reports"], root / "examples" / "manifest.csv")
    return [pipeline.extract(document) for document in found if not isinstance(document, Skipped)]


def links(kept: Store) -> bytes:
    return canonical_nquads(kept.graph(kept.minter.graph("links")) + kept.graph(kept.minter.graph("derived")))


def at_once(folder: Path, sources: Sequence[Extraction]) -> bytes:
    with open_write(folder) as kept:
        pipeline.add(kept, sources)
        return links(kept)


@pytest.mark.parametrize("order", [1, -1])
def test_one_by_one_in_any_order(sources: list[Extraction], tmp_path: Path, order: int) -> None:
    with open_write(tmp_path / "one") as kept:
        for extraction in sources[::order]:
            pipeline.add(kept, [extraction])
        assert links(kept) == at_once(tmp_path / "all", sources)


def test_source_that_goes_takes_its_links_along(sources: list[Extraction], tmp_path: Path) -> None:
    with open_write(tmp_path / "one") as kept:
        pipeline.add(kept, sources)
        with pipeline.keeping(kept) as keeper:
            for extraction in sources[1::3]:
                keeper.remove(kept.minter.source(extraction.document.sha256).value)
            keeper.update()
        left = [extraction for number, extraction in enumerate(sources) if number % 3 != 1]
        assert links(kept) == at_once(tmp_path / "all", left)


def test_from_scratch_the_same(sources: list[Extraction], tmp_path: Path) -> None:
    with open_write(tmp_path / "one") as kept:
        before = pipeline.add(kept, sources)
        held = links(kept)
        assert pipeline.relink(kept) == before
        assert links(kept) == held


@pytest.mark.slow
def test_several_processes_find_the_same(sources: list[Extraction], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_WORTH", 1)
    with open_write(tmp_path / "one") as kept:
        pipeline.add(kept, sources)
        held = links(kept)
        pipeline.relink(kept, workers=2)
        assert links(kept) == held


def test_run_that_was_killed_before_the_graph_was_written(sources: list[Extraction], tmp_path: Path) -> None:
    with open_write(tmp_path / "one") as kept:
        pipeline.add(kept, sources[1:])
        with pipeline.keeping(kept) as keeper:
            keeper.store(sources[0])
        pipeline.add(kept, [])
        assert links(kept) == at_once(tmp_path / "all", sources)


@pytest.mark.parametrize("damage", [b"", b"no database"])
def test_lost_or_damaged_index_is_made_again(sources: list[Extraction], tmp_path: Path, damage: bytes) -> None:
    with open_write(tmp_path / "one") as kept:
        pipeline.add(kept, sources[1:])
        for part in kept.folder.glob("links.db*"):
            part.write_bytes(damage)
        pipeline.add(kept, sources[:1])
        assert links(kept) == at_once(tmp_path / "all", sources)


def test_lost_index_leaves_nothing_of_sources_that_went(sources: list[Extraction], tmp_path: Path) -> None:
    with open_write(tmp_path / "one") as kept:
        pipeline.add(kept, sources)
        for part in kept.folder.glob("links.db*"):
            part.unlink()
        for extraction in sources[1::3]:
            kept.remove_source(kept.minter.source(extraction.document.sha256).value)
        pipeline.add(kept, [])
        left = [extraction for number, extraction in enumerate(sources) if number % 3 != 1]
        assert links(kept) == at_once(tmp_path / "all", left)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_whatever_happened_in_between(sources: list[Extraction], tmp_path: Path, seed: int) -> None:
    rng, held = Random(seed), dict[str, "Extraction"]()  # noqa: S311  # it shall be the same again
    with open_write(tmp_path / "one") as kept:
        for number in range(8):
            added = rng.sample(sources, 4)
            held |= {kept.minter.source(extraction.document.sha256).value: extraction for extraction in added}
            pipeline.add(kept, added)
            with pipeline.keeping(kept) as keeper:
                gone = rng.choice(sorted(held))
                keeper.remove(gone)
                del held[gone]
            ground = Ground(rng.choice("AB"), "both quote the mayor", f"2024-01-0{number + 1}")
            pair = rng.sample(sorted(a.iri for record in kept.records() for a in record.accounts), 2)
            ruled = judge(kept, kept.curation(), rng.choice(["same", "different"]), (pair[0], pair[1]), ground)
            claim = rng.choice([c.iri for record in kept.records() for a in record.accounts for c in a.claims])
            kept.replace_curation(
                rng.choice([ruled, reject(kept, ruled, claim, ground), undo(kept, ruled, sorted(ruled.named(kept.minter))[:1])])
            )
            pipeline.add(kept)
        with open_write(tmp_path / "all") as fresh:
            fresh.replace_curation(kept.curation())
            pipeline.add(fresh, held.values())
            assert links(kept) == links(fresh)
