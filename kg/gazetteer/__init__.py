"""Places by name: an extract of GeoNames, a supplement kept by hand, and the spellings that lead to both."""

from kg.gazetteer.entries import Entry
from kg.gazetteer.index import Gazetteer, PlaceMention

__all__ = ["Entry", "Gazetteer", "PlaceMention"]
