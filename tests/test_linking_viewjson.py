from __future__ import annotations

from dataclasses import fields, replace

import pytest
from factories import rich_extraction

from kg.linking import AccountView, Site, Span, account_views, view_from_json, view_to_json
from kg.rdf import Minter

EMPTY = AccountView("iri", "source", "file")
RICH = replace(
    account_views(rich_extraction(), Minter())[0],
    yearless=("05-04",),
    localities=("ñandú market",),
    rare_words=("test",),
    sentences=(1, 2**48),
    source_sentences=(1, 2, 2**48),
)


@pytest.mark.parametrize("view", [EMPTY, RICH])
def test_view_comes_back_from_json_as_it_was(view: AccountView) -> None:
    again = view_from_json(view_to_json(view))
    assert again == view
    assert [type(getattr(again, f.name)) for f in fields(view)] == [type(getattr(view, f.name)) for f in fields(view)]


def test_what_views_share_is_one_object() -> None:
    shared = replace(EMPTY, sites=(Site("Testville", ("Testville",), keys=frozenset({"testville"})),), spans=(Span(1, 2, "x"),))
    one, other = (view_from_json(view_to_json(replace(shared, iri=iri))) for iri in ("a", "b"))
    assert one.sites[0] is other.sites[0]
    assert one.spans[0] is other.spans[0]


def test_every_field_is_kept() -> None:
    assert [f.name for f in fields(RICH) if f.init and getattr(RICH, f.name) in {None, (), frozenset()}] == ["denied"]
