"""What the claims about one strike come to, side by side: dates, place, modes, blame, tolls, disputes and a grade (docs/summaries.md)."""

from kg.summaries.derive import derive
from kg.summaries.grades import grade_quads, load_rules
from kg.summaries.notejson import notes_from_json, notes_to_json
from kg.summaries.notes import AccountNotes, ClaimNote, DayNote, FigureNote, Party, PlaceNote, RootVoice, account_notes
from kg.summaries.sides import Sides
from kg.summaries.summary import Summary, summarise
from kg.summaries.write import summary_iri, summary_quads

__all__ = [
    "AccountNotes",
    "ClaimNote",
    "DayNote",
    "FigureNote",
    "Party",
    "PlaceNote",
    "RootVoice",
    "Sides",
    "Summary",
    "account_notes",
    "derive",
    "grade_quads",
    "load_rules",
    "notes_from_json",
    "notes_to_json",
    "summarise",
    "summary_iri",
    "summary_quads",
]
