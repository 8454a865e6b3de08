"""Scores predictions against gold, field by field, micro-averaged over documents; the rules stand in docs/evaluation.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import GoldError
from kg.evaluation import claim_fields, figure_fields, strike_fields
from kg.evaluation.align import align
from kg.evaluation.clusters import b_cubed, mains_found
from kg.evaluation.rows import belongs, read_rows
from kg.evaluation.tally import judged, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.evaluation.align import Aligned
    from kg.evaluation.clusters import Clustering
    from kg.evaluation.gold import GoldDocument
    from kg.evaluation.names import Resolver
    from kg.evaluation.rows import RawRow, Row
    from kg.evaluation.tally import Tally

FIELDS: Final[tuple[tuple[str, Callable[[Aligned, Resolver | None], Tally]], ...]] = (
    ("strike", strike_fields.strike),
    ("mode", strike_fields.mode),
    ("date", strike_fields.date_of),
    ("place_finest", strike_fields.place_finest),
    ("country", strike_fields.country),
    ("attackers", strike_fields.attackers),
    ("target_actor", strike_fields.target_actor),
    ("claim", claim_fields.claim),
    ("claimant", claim_fields.claimant),
    ("claim_and_claimant", claim_fields.claim_and_claimant),
    ("blame", claim_fields.blame),
    ("polarity", claim_fields.polarity),
    ("certainty", claim_fields.certainty),
    ("attribution_certainty", claim_fields.attribution_certainty),
    ("figure", figure_fields.figure),
    ("figure_status", figure_fields.figure_status),
    ("date_stated", strike_fields.date_stated),
    ("places", strike_fields.places),
    ("target_object", strike_fields.target_object),
    ("count", strike_fields.count),
    ("figure_qualifier", figure_fields.figure_qualifier),
    ("damage", claim_fields.damage),
    ("quotation", claim_fields.quotation),
    ("elsewhere", claim_fields.elsewhere),
)
"""Every field with its rule, in the order of the table; from ``date_stated`` on they inform and carry no floor of the project."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The tally of each field in the order of the table, and how many documents they rest on."""

    documents: int
    fields: Mapping[str, Tally | Clustering]


def score(
    gold: Iterable[GoldDocument],
    rows: Iterable[RawRow],
    texts: Mapping[str, str],
    resolve: Resolver | None = None,
) -> Scores:
    """Compare rows of the claims table with gold.

    Args:
        gold: The annotations.
        rows: Rows of the claims table; rows of files without gold do not count.
        texts: The text of each source as it was read, by the gold's ``source`` or by the rows' ``file``.
        resolve: Joins the aliases of an actor; without it names are compared folded.

    Raises:
        GoldError: A source has no text, or gold evidence is not in it.
    """
    found = read_rows(rows)
    documents = [align(g, found, text_of(g, texts), resolve) for g in gold]
    tallies: dict[str, Tally | Clustering] = {name: total(rule(d, resolve) for d in documents) for name, rule in FIELDS}
    tallies["offsets"] = total(_offsets(d, found) for d in documents)
    tallies["clusters"] = b_cubed(mains_found(documents))
    return Scores(len(documents), tallies)


def text_of(document: GoldDocument, texts: Mapping[str, str]) -> str:
    """Return the text of a gold document.

    Raises:
        GoldError: There is none.
    """
    for file in sorted(texts):
        if belongs(file, document.source):
            return texts[file]
    raise GoldError(f"{document.source}: no text of this name", hint="Name its folder with --texts")


def read_texts(gold: Iterable[GoldDocument], folder: Path) -> dict[str, str]:
    """Read the plain texts of gold documents: ``folder/X`` or ``folder/X.txt``.

    Raises:
        GoldError: One is missing or is not UTF-8.
    """
    return {g.source: _read(g.source, folder) for g in gold}


def _read(source: str, folder: Path) -> str:
    for path in (folder / source, folder / f"{source}.txt"):
        if path.is_file():
            try:
                return path.read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                raise GoldError(f"{path}: not UTF-8 at byte {error.start}", hint="Convert the file") from error
    raise GoldError(f"{folder}: no text for {source}", hint="Name the folder of the texts with --texts")


def _offsets(aligned: Aligned, rows: Sequence[Row]) -> Tally:
    mine = [r for r in rows if belongs(r.file, aligned.document.source)]
    return total(
        judged(aligned, r.evidence, text, r.evidence, right=text == r.evidence) for r in mine for text in (aligned.text[r.start : r.end],)
    )
