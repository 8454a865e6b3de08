"""Linking scored by B-cubed, and annotations told again as claims."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from kg import evaluation
from kg.authority import Authority
from kg.evaluation import Main
from kg.gazetteer import Gazetteer
from kg.model import Actor, Claim, Document, Extraction

if TYPE_CHECKING:
    from pathlib import Path

    from kg.evaluation import Clustering

TEXT = "Jets hit a depot near Palmyra on 4 May. The army denied it. Elsewhere a shell fell."
GOLD = """
source: a
cluster: c
main: s1
strikes:
  - id: s1
    mode: air-strike
    date: "2020-05-04"
    places: [Testhamlet, Palmyra, east of Syria, Syria]
    country: SY
    attackers: [Russia]
    targets: [{object: depot}]
  - {id: s2, mode: shelling, country: SY}
  - {id: s3, mode: shelling}
claims:
  - {id: c1, strike: s1, claimant: army, cue: denied, polarity: negated, evidence: "The army denied it."}
  - id: c2
    strike: s1
    claimant: source
    evidence: "Jets hit a depot near Palmyra on 4 May."
    casualties: [{outcome: killed, low: 2, high: 2}]
  - {id: c3, strike: s2, claimant: Jane Roe, cue: said, evidence: "Elsewhere a shell fell."}
"""


def scored(*mains: tuple[str, str | None]) -> Clustering:
    """Score documents given as (cluster, strike found)."""
    return evaluation.b_cubed([Main(f"{n}.txt", cluster, strike, "words") for n, (cluster, strike) in enumerate(mains)])


class TestBCubed:
    def test_perfect_clusters(self) -> None:
        found = scored(("A", "x"), ("A", "x"), ("B", "y"))
        assert (found.precision, found.recall, found.f1, found.right) == (1.0, 1.0, 1.0, 3)

    def test_false_link_costs_precision(self) -> None:
        found = scored(("A", "x"), ("B", "x"))
        assert (found.precision, found.recall) == (0.5, 1.0)
        assert [(m.document, m.expected, m.found) for m in found.mistakes] == [
            ("0.txt", "another strike than 1.txt", "one strike with 1.txt")
        ]

    def test_missed_link_costs_recall(self) -> None:
        found = scored(("A", "x"), ("A", "y"), ("A", "x"))
        assert found.precision == 1.0
        assert found.recall == pytest.approx(5 / 9)

    def test_strike_not_found_stands_alone(self) -> None:
        found = scored(("A", None), ("A", "x"), ("B", None), ("B", None))
        assert (found.gold, found.predicted, found.right, found.precision, found.recall) == (4, 1, 0, 1.0, 0.5)

    def test_nothing_to_score(self) -> None:
        assert (scored().precision, scored().f1) == (None, None)


@pytest.fixture
def retold(tmp_path: Path) -> Extraction:
    path = tmp_path / "a.yaml"
    path.write_text(GOLD, encoding="utf-8")
    document = Document(TEXT, "a.txt", sha256(TEXT.encode()).hexdigest())
    return evaluation.retell(evaluation.load_gold(path)[0], document, Authority.load(), Gazetteer.load())


class TestRetell:
    def first(self, retold: Extraction) -> tuple[Claim, Claim]:
        """Return the claims of the first account."""
        denial, claim = retold.accounts[0].claims
        return denial, claim

    def test_each_strike_with_claims_is_an_account(self, retold: Extraction) -> None:
        assert [account.mode for account in retold.accounts] == ["air-strike", "shelling"]

    def test_claims_keep_their_words(self, retold: Extraction) -> None:
        assert [TEXT[c.start : c.end] for c in self.first(retold)] == ["The army denied it.", "Jets hit a depot near Palmyra on 4 May."]

    def test_first_claim_that_affirms_bears_what_the_strike_says(self, retold: Extraction) -> None:
        denial, claim = self.first(retold)
        assert (denial.attributes_to, denial.places, denial.time) == ((), (), None)
        assert [actor.slug for actor in claim.attributes_to] == ["russia"]
        assert claim.time is not None
        assert (claim.time.edtf, claim.targets[0].object, claim.casualties[0].quantity.low) == ("2020-05-04", "depot", 2)

    def test_places_are_resolved_within_one_another_and_descriptions_left_out(self, retold: Extraction) -> None:
        hamlet, palmyra, syria = self.first(retold)[1].places
        assert (hamlet.name, hamlet.id, hamlet.container) == ("Testhamlet", None, palmyra.id)
        assert (palmyra.country, syria.precision) == ("SY", 6)

    def test_strike_without_place_has_its_country(self, retold: Extraction) -> None:
        (claim,) = retold.accounts[1].claims
        assert [place.country for place in claim.places] == ["SY"]
        assert claim.claimant.actor == Actor("Jane Roe", "Organisation", local=True)
