"""The derived graph of many strikes at once: their summaries with their grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authority import Authority
from kg.summaries.grades import grade_quads
from kg.summaries.sides import Sides
from kg.summaries.summary import summarise
from kg.summaries.voices import text_voices_of
from kg.summaries.write import summary_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad

    from kg.rdf import Minter
    from kg.summaries.notes import AccountNotes


def derive(
    strikes: Iterable[tuple[str, Sequence[AccountNotes]]], minter: Minter, rules: str, text_voices: Mapping[str, str] | None = None
) -> list[Quad]:
    """Return the derived graph of some strikes; a strike's part does not depend on the others.

    Args:
        strikes: IRI and accounts of each; one without claims is left out. Some hundreds at a time grade fastest.
        minter: Names the graph and knows who is listed.
        rules: What ``load_rules`` returned.
        text_voices: Name of the root voice of a text by source IRI, where several sources carry it.

    Raises:
        QueryError: A rule gives no grade.
    """
    sides = Sides(minter.authority or Authority.load())
    texts = text_voices_of(text_voices or {}, minter)
    quads: list[Quad] = []
    for strike, notes in strikes:
        if (summary := summarise(strike, notes, sides, texts)) is not None:
            quads += summary_quads(summary, minter)
    return quads + grade_quads(quads, rules, minter)
