"""The example reports and their gold annotations fit together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg import evaluation
from kg.evaluation.score import text_of
from kg.evaluation.spans import locate
from kg.model import Document
from kg.readers import read_paths

if TYPE_CHECKING:
    from pathlib import Path

    from kg.evaluation import GoldDocument


@pytest.fixture(scope="module")
def gold(root: Path) -> tuple[GoldDocument, ...]:
    return evaluation.load_gold(root / "examples" / "gold")


@pytest.fixture(scope="module")
def documents(root: Path) -> list[Document]:
    examples = root / "examples"
    return [d for d in read_paths([examples / "reports"], examples / "manifest.csv") if isinstance(d, Document)]


def test_every_report_is_annotated_and_nothing_else(gold: tuple[GoldDocument, ...], documents: list[Document]) -> None:
    assert sorted(g.source for g in gold) == [d.file for d in documents]


def test_every_report_states_publisher_and_date(documents: list[Document]) -> None:
    assert [d.file for d in documents if not (d.publisher and d.published)] == []


def test_gold_evidence_stands_in_the_text_as_read(gold: tuple[GoldDocument, ...], documents: list[Document]) -> None:
    texts = {d.file: d.text for d in documents}
    entries = [(g, c.evidence) for g in gold for c in g.claims] + [(g, e.evidence) for g in gold for e in g.elsewhere]
    assert all(locate(evidence, text_of(g, texts), g.source) for g, evidence in entries)
    assert len(entries) > 100


def test_reports_come_from_several_conflicts(gold: tuple[GoldDocument, ...]) -> None:
    countries = Counter(s.country for g in gold for s in g.strikes if s.country)
    assert len(countries) >= 8


def test_one_report_tells_of_no_strike(gold: tuple[GoldDocument, ...]) -> None:
    assert [g.source for g in gold if not g.strikes] == ["wire-baghdad-no-strike.txt"]


@pytest.mark.parametrize(("folder", "number"), [("seeds", 5), ("dev", 59)])
def test_reference_annotations_are_read_whole(shared: Path, folder: str, number: int) -> None:
    gold = evaluation.load_gold(shared / "gold" / folder)
    texts = evaluation.read_texts(gold, shared / folder)
    assert len(gold) == number
    assert all(locate(c.evidence, texts[g.source], g.source) for g in gold for c in g.claims)
