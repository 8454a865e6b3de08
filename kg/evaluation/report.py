"""Shows scores as a table, as JSON, as a list of mistakes, and against floors."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from kg.errors import GoldError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.evaluation.clusters import Clustering
    from kg.evaluation.score import Scores
    from kg.evaluation.tally import Mistake, Tally

_HEAD = ("field", "gold", "predicted", "right", "precision", "recall", "F1")
_NOTHING = "nothing"


def render(scores: Scores) -> str:
    """Return an aligned table, one line per field; ``-`` where there is nothing to divide by."""
    lines = [_HEAD, *(_line(name, tally) for name, tally in scores.fields.items())]
    widths = [max(len(line[i]) for line in lines) for i in range(len(_HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )


def as_json(scores: Scores) -> str:
    """Return the same as a JSON object: ``documents`` and, by field, counts and rates (``null`` where undefined)."""
    fields = {
        name: {"gold": t.gold, "predicted": t.predicted, "right": t.right, "precision": t.precision, "recall": t.recall, "f1": t.f1}
        for name, t in scores.fields.items()
    }
    return json.dumps({"documents": scores.documents, "fields": fields}, indent=2, ensure_ascii=False)


def errors(scores: Scores, field: str) -> list[str]:
    """Return each mistake in a field as a line: document, what was expected, what was found, the sentence.

    Raises:
        GoldError: There is no such field.
    """
    return [_told(m) for m in _tally(scores, field).mistakes]


def read_floors(path: Path, section: str) -> dict[str, float]:
    """Return the floors of one section (``[seeds]``) of a TOML file, by field.

    Raises:
        GoldError: The file cannot be read, or has no such section.
    """
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}", hint="Give a TOML file of floors") from error
    if section not in sections:
        raise GoldError(f"{path}: no section [{section}]", hint=f"Known: {', '.join(sorted(sections)) or 'none'}")
    return {field: float(floor) for field, floor in sections[section].items()}


def check_floors(scores: Scores, floors: Mapping[str, float]) -> list[str]:
    """Return a line for each field whose F1 lies below its floor, or that has nothing to score; empty when all hold.

    Raises:
        GoldError: A floor is set for a field that does not exist.
    """
    short = []
    for field, floor in floors.items():
        reached = _tally(scores, field).f1
        if reached is None:
            short.append(f"{field}: nothing to score, floor {floor:.3f}")
        elif reached < floor:
            short.append(f"{field}: F1 {_floored(reached)} is below its floor {floor:.3f}")
    return short


def _tally(scores: Scores, field: str) -> Tally | Clustering:
    if field not in scores.fields:
        raise GoldError(f"No field {field!r}", hint=f"Use one of {', '.join(scores.fields)}")
    return scores.fields[field]


def _line(name: str, tally: Tally | Clustering) -> tuple[str, ...]:
    rates = (tally.precision, tally.recall, tally.f1)
    return (name, str(tally.gold), str(tally.predicted), str(tally.right), *("-" if r is None else _floored(r) for r in rates))


def _floored(rate: float) -> str:
    """Cut to three places instead of rounding, so that only a perfect score reads 1.000."""
    return f"{int(rate * 1000 + 1e-9) / 1000:.3f}"


def _told(mistake: Mistake) -> str:
    sentence = " ".join(mistake.sentence.split())
    return f"{mistake.document}: expected {mistake.expected or _NOTHING}, found {mistake.found or _NOTHING}: {sentence}"
