"""Scores linking: whether the chief strikes of documents are joined as the gold joins them, by B-cubed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evaluation.tally import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evaluation.align import Aligned


@dataclass(frozen=True, slots=True)
class Main:
    """The chief strike of one document.

    Attributes:
        cluster: Names the real strike, by the gold.
        strike: Names the strike that linking put it in; ``None`` where it was not found.
        words: What a mistake quotes.
    """

    document: str
    cluster: str
    strike: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Clustering:
    """B-cubed rates over documents, with every document joined wrongly or left out told.

    Attributes:
        gold: Documents whose chief strike has a cluster.
        predicted: Of those, the ones whose chief strike was found.
        right: Of those, the ones that are joined with all the right documents and no other.
        precision: How many of the documents joined with a document belong to it, on average; ``None`` without documents.
        recall: How many of the documents that belong to a document are joined with it, on average.
    """

    gold: int = 0
    predicted: int = 0
    right: int = 0
    precision: float | None = None
    recall: float | None = None
    mistakes: tuple[Mistake, ...] = ()

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        if self.precision is None or self.recall is None:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(mains: Sequence[Main]) -> Clustering:
    """Compare the clusters of linking with those of the gold (Bagga and Baldwin 1998).

    A document whose chief strike was not found stands alone: it harms no precision and recalls itself only.

    Args:
        mains: One per document, documents distinct.
    """
    if not mains:
        return Clustering()
    found = [main.strike or f"not found: {main.document}" for main in mains]
    both = Counter(zip((main.cluster for main in mains), found, strict=True))
    made, wanted = Counter(found), Counter(main.cluster for main in mains)
    shares = [(both[main.cluster, strike], made[strike], wanted[main.cluster]) for main, strike in zip(mains, found, strict=True)]
    return Clustering(
        gold=len(mains),
        predicted=sum(main.strike is not None for main in mains),
        right=sum(main.strike is not None and shared == m == w for main, (shared, m, w) in zip(mains, shares, strict=True)),
        precision=sum(shared / m for shared, m, _ in shares) / len(mains),
        recall=sum(shared / w for shared, _, w in shares) / len(mains),
        mistakes=tuple(_mistakes(mains)),
    )


def mains_found(documents: Iterable[Aligned]) -> list[Main]:
    """Return the chief strike of each document that has one, in the strike of the account that answers it."""
    made = []
    for aligned in documents:
        gold = aligned.document
        if gold.cluster and gold.main:
            match = next((m for m in aligned.strikes if gold.main in {m.gold.id, *(s.id for s in m.merged)}), None)
            strike = (match.account.rows[0].strike or match.account.rows[0].account) if match else None
            evidence = next((aligned.words(claim) for claim in gold.claims if claim.strike == gold.main), "")
            made.append(Main(gold.source, gold.cluster, strike, evidence))
    return made


def _mistakes(mains: Sequence[Main]) -> Iterator[Mistake]:
    for number, one in enumerate(mains):
        for other in mains[number + 1 :]:
            joined = one.strike is not None and one.strike == other.strike
            if joined != (one.cluster == other.cluster):
                told = f"one strike with {other.document}", f"another strike than {other.document}"
                expected, found = told if one.cluster == other.cluster else told[::-1]
                yield Mistake(one.document, expected, found, one.words)
