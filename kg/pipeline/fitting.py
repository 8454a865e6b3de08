"""Fits the weights of linking: ``python -m kg.pipeline.fitting GOLD --texts DIR``.

Learns from pairs of annotated accounts and of the accounts that extraction finds in the same texts, so that the weights fit input
with mistakes as well. Prints how the pairs of each strike are judged by weights that were fitted without it. The weights that ship
were made by this script with its defaults; the hand-set ones that it starts from stand in the column ``prior`` of ``weights.csv``.
"""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.linking import fitting, judging
from kg.pipeline.annotated import Told, annotated, told_by_extraction, told_by_gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.evaluation import GoldDocument
    from kg.linking import AccountView, Weights
    from kg.linking.fitting import Pair

SHIPPED: Final = Path(judging.__file__).with_name("weights.csv")


def pairs_of(documents: Sequence[Told]) -> Iterator[Pair]:
    """Yield the pairs whose truth the gold settles.

    Chief strikes are one where their clusters are. A document that tells another strike apart from its own chief strike tells it
    apart from that of the other documents of the cluster.

    Args:
        documents: What each tells; only accounts of single strikes are compared.
    """
    for first, second in combinations(documents, 2):
        if first.gold.cluster and second.gold.cluster:
            yield from _across(first, second)


def _across(first: Told, second: Told) -> Iterator[Pair]:
    joined = first.gold.cluster == second.gold.cluster
    ones, others = _single(first), _single(second)
    if first.gold.main in ones and second.gold.main in others:
        yield from _pair(first.views[first.gold.main], second.views[second.gold.main], first, second, same=joined)
    for told, apart in ((first, second), (second, first)) if joined else ():
        main, rest = told.gold.main, _single(apart)
        if main in _single(told) and apart.gold.main in rest:
            for other in rest:
                if not _partners(apart.gold, apart.gold.main, other):
                    yield from _pair(told.views[main], apart.views[other], told, apart, same=False)


def _single(told: Told) -> list[str]:
    return [strike for strike, view in told.views.items() if view.specific]


def _partners(gold: GoldDocument, one: str, other: str) -> bool:
    """Tell whether two strikes of a document are one, or may be."""
    return one == other or any({strike.id, strike.same_event_ok} == {one, other} for strike in gold.strikes)


def _pair(one: AccountView, other: AccountView, first: Told, second: Told, *, same: bool) -> Iterator[Pair]:
    clusters = frozenset(told.gold.cluster or told.gold.source for told in (first, second))
    pair = None if one.iri == other.iri else fitting.make_pair(one, other, clusters, same=same)
    if pair is not None:
        yield pair


def report(pairs: Sequence[Pair], fitted: Weights, prior: Weights, scored: Sequence[tuple[float, Pair]]) -> Iterator[str]:
    """Yield lines on how well pairs are told apart: by hand-set and fitted weights, and where a cluster was left out of the fit.

    Args:
        pairs: What was learnt from.
        fitted: The weights found.
        prior: Those set by hand.
        scored: Pairs by weights that were fitted without their cluster.
    """
    true = sum(pair.same for pair in pairs)
    yield f"{true} pairs of one strike, {len(pairs) - true} of two"
    ways = {
        "by hand": [(fitting.score_of(pair, prior), pair) for pair in pairs],
        "fitted": [(fitting.score_of(pair, fitted), pair) for pair in pairs],
        "left out": scored,
    }
    for way, judged in ways.items():
        found = sum(pair.same for score, pair in judged if score >= fitted.same)
        wrong = sum(not pair.same for score, pair in judged if score >= fitted.same)
        yield f"{way}: {found} of {sum(pair.same for _, pair in judged)} found, {wrong} false links at {fitted.same}"
    for score, pair in sorted(scored, key=lambda item: (-item[0], item[1].names)):
        if not pair.same and score >= fitted.different:
            yield f"two strikes at {score:.3f}: {pair.names}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print and write.

    Args:
        arguments: Of the command line, without the program's name.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path, help="folder of annotations with clusters")
    parser.add_argument("--texts", type=Path, required=True, help="folder of their texts, with manifest.csv")
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED, help="the file of weights to write")
    given = parser.parse_args(arguments)
    rows = list(csv.DictReader(SHIPPED.read_text(encoding="utf-8").splitlines()))
    material = annotated(given.gold, given.texts, given.texts / "manifest.csv")
    pairs = [*pairs_of([told for told, _ in told_by_gold(material)]), *pairs_of(list(told_by_extraction(material)))]
    prior = judging.parse_weights(_table([{**row, "weight": row["prior"]} for row in rows]))
    scored = fitting.held_out(pairs, prior)
    fitted = replace(fitting.fit(pairs, prior), same=fitting.threshold(scored))
    found = {**fitted.features, "bias": fitted.bias, "same": fitted.same, "different": fitted.different}
    given.output.write_text(_table([{**row, "weight": f"{found[row['id']]:g}"} for row in rows]), encoding="utf-8")
    print(*report(pairs, fitted, prior, scored), sep="\n")  # noqa: T201 - it is a script


def _table(rows: Sequence[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, ("id", "prior", "weight", "note"), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    main()
