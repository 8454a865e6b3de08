"""Modes of strike that are told for one another."""

from __future__ import annotations

from typing import Final

KIN: Final = tuple(
    frozenset(pair.split("|"))
    for pair in (
        "air-strike|drone-strike",
        "air-strike|helicopter-strike",
        "air-strike|missile-strike",
        "drone-strike|missile-strike",
        "drone-strike|rocket-attack",
        "helicopter-strike|rocket-attack",
        "missile-strike|rocket-attack",
        "missile-strike|naval-strike",
        "rocket-attack|shelling",
    )
)
"""Modes that one reporter may take for the other: aircraft fire missiles, rockets come in barrages."""
