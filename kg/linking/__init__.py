"""Links accounts of one strike across sources: judgements with reasons that can be taken back, and the strikes they make."""

from kg.linking.features import FEATURES
from kg.linking.grounds import Feature, Finding
from kg.linking.judging import Weights, judge
from kg.linking.linker import Links, link, link_views
from kg.linking.sites import Site
from kg.linking.view import AccountView, Party, Toll
from kg.linking.viewing import account_views
from kg.linking.viewjson import view_from_json, view_to_json
from kg.linking.when import Span

__all__ = [
    "FEATURES",
    "AccountView",
    "Feature",
    "Finding",
    "Links",
    "Party",
    "Site",
    "Span",
    "Toll",
    "Weights",
    "account_views",
    "judge",
    "link",
    "link_views",
    "view_from_json",
    "view_to_json",
]
