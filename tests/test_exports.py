from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import owlready2
import pyoxigraph
import pytest
import rdflib
from factories import COALITION, NETWORK, SPOKESMAN, TEXT, rich_extraction, small_extraction
from rdflib.compare import isomorphic

from kg.errors import InputError
from kg.exports import CLAIM_KEYS, CSV_HEADER, FORMATS, export
from kg.rdf import Minter, StrikeCluster, link_quads
from kg.store import Store, canonical_nquads, open_read, open_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MINTER = Minter()
CONTRACT = (
    "claim source file publisher agency published account strike specific mode strike_count claimant claimant_iri claimant_kind on_behalf_of "
    "root_claimant cue quotation polarity certainty attributes_to assisted_by date date_earliest date_latest places targets weapons "
    "casualties damage evidence start end rules extractor"
).split()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store with reference data, one rich source, two small ones and links."""
    folder = tmp_path_factory.mktemp("exports") / "store"
    with open_write(folder) as writer:
        writer.load_reference()
        for extraction in (small_extraction(2), rich_extraction(), small_extraction(1)):
            writer.replace_source(extraction)
        accounts = tuple(account.iri for record in writer.records() for account in record.accounts if account.account.specific)
        writer.replace_graph(writer.minter.graph("links"), link_quads([StrikeCluster(accounts, "Air strike", "air-strike")], [], MINTER))
    with open_read(folder) as reader:
        yield reader


def written(store: Store, fmt: str, *, data_only: bool = False) -> bytes:
    out = io.BytesIO()
    export(store, fmt, out, data_only=data_only)
    return out.getvalue()


def rows(store: Store) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(store, "claims-jsonl").decode().split("\n") if line]


def row_with(store: Store, words: str) -> dict[str, Any]:
    (found,) = (row for row in rows(store) if words in row["evidence"])
    return found


def distinct(data: bytes, rdf_format: pyoxigraph.RdfFormat) -> int:
    return len({quad.triple for quad in pyoxigraph.parse(data, format=rdf_format)})


class TestRdfFormats:
    """Other tools load what is exported, and find the same number of triples."""

    def test_turtle_is_the_same_in_rdflib_and_pyoxigraph(self, store: Store) -> None:
        turtle = written(store, "turtle")
        assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == distinct(turtle, pyoxigraph.RdfFormat.TURTLE)

    def test_turtle_holds_every_triple_of_the_store_once(self, store: Store) -> None:
        parsed = list(pyoxigraph.parse(written(store, "turtle"), format=pyoxigraph.RdfFormat.TURTLE))
        assert len(parsed) == len({quad.triple for quad in store.quads()})

    @pytest.mark.parametrize(("fmt", "parser"), [("ntriples", "nt"), ("rdfxml", "xml")])
    def test_graph_formats_hold_the_same_graph_as_turtle(self, store: Store, fmt: str, parser: str) -> None:
        turtle = rdflib.Graph().parse(data=written(store, "turtle", data_only=True), format="turtle")
        assert isomorphic(rdflib.Graph().parse(data=written(store, fmt, data_only=True), format=parser), turtle)

    @pytest.mark.parametrize(("fmt", "parser"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
    @pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's parsers still use
    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # what rdflib has deprecated
    def test_dataset_formats_keep_every_quad_in_rdflib(self, store: Store, fmt: str, parser: str) -> None:
        dataset = rdflib.Dataset()
        dataset.parse(data=written(store, fmt), format=parser)
        assert sum(1 for _ in dataset.quads()) == sum(1 for _ in store.quads())

    @pytest.mark.parametrize("fmt", ["TRIG", "N_QUADS", "JSON_LD"])
    def test_dataset_formats_come_back_to_the_same_bytes(self, store: Store, fmt: str) -> None:
        rdf_format: pyoxigraph.RdfFormat = getattr(pyoxigraph.RdfFormat, fmt)
        data = written(store, {"N_QUADS": "nquads", "TRIG": "trig", "JSON_LD": "jsonld"}[fmt])
        assert canonical_nquads(pyoxigraph.parse(data, format=rdf_format)) == canonical_nquads(store)

    @pytest.mark.parametrize("data_only", [True, False])
    def test_owlready2_loads_the_ntriples(self, store: Store, tmp_path: Path, *, data_only: bool) -> None:
        data = written(store, "ntriples", data_only=data_only)
        file = tmp_path / "data.nt"
        file.write_bytes(data)
        ontology = owlready2.World().get_ontology(file.as_uri()).load(only_local=True)
        saved = io.BytesIO()
        ontology.save(saved, format="ntriples")
        own = f"<{file.as_uri()}>".encode()  # owlready2 declares the file an ontology
        kept = b"\n".join(line for line in saved.getvalue().split(b"\n") if not line.startswith(own))
        assert distinct(kept, pyoxigraph.RdfFormat.N_TRIPLES) == distinct(data, pyoxigraph.RdfFormat.N_TRIPLES)

    @pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper absent: install raptor2-utils to count with it")
    def test_rapper_counts_the_same_triples(self, store: Store, tmp_path: Path) -> None:
        turtle = written(store, "turtle")
        file = tmp_path / "data.ttl"
        file.write_bytes(turtle)
        said = subprocess.run(["rapper", "-c", "-i", "turtle", file], capture_output=True, text=True, check=True).stderr
        assert f"returned {distinct(turtle, pyoxigraph.RdfFormat.TURTLE)} triples" in said
        assert "warning" not in said.lower()

    def test_turtle_is_readable(self, store: Store) -> None:
        turtle = written(store, "turtle", data_only=True).decode()
        assert "\tkg:attributesTo actor:us-led-coalition ;" in turtle
        assert " a kg:Claim ;" in turtle

    def test_data_only_leaves_the_ontology_out(self, store: Store) -> None:
        assert b"owl:Class" in written(store, "turtle")
        assert b"owl:Class" not in written(store, "turtle", data_only=True)

    @pytest.mark.parametrize("fmt", [known.name for known in FORMATS])
    def test_same_store_gives_same_bytes(self, store: Store, fmt: str) -> None:
        assert written(store, fmt) == written(store, fmt)

    def test_whole_text_is_never_exported(self, store: Store) -> None:
        assert json.dumps(TEXT, ensure_ascii=False)[1:-1].encode() not in written(store, "ntriples")

    def test_unknown_format_names_the_known_ones(self, store: Store) -> None:
        with pytest.raises(InputError, match=r"no format 'ttl'\. Use one of: turtle"):
            export(store, "ttl", io.BytesIO())


class TestClaimsTable:
    """The table keeps its contract."""

    def test_keys_are_those_of_the_contract_in_order(self, store: Store) -> None:
        assert list(CLAIM_KEYS) == CONTRACT
        assert all(list(row) == CONTRACT for row in rows(store))

    def test_one_row_per_claim(self, store: Store) -> None:
        assert len(rows(store)) == len({row["claim"] for row in rows(store)}) == 8

    def test_rows_are_sorted(self, store: Store) -> None:
        keys = [(row["file"], row["start"], row["end"], row["claimant"], row["claim"]) for row in rows(store)]
        assert keys == sorted(keys)

    def test_evidence_is_the_text_at_its_offsets(self, store: Store) -> None:
        texts = {record.iri: record.extraction.document.text for record in store.records(with_text=True)}
        assert all(texts[row["source"]][row["start"] : row["end"]] == row["evidence"] for row in rows(store))

    def test_speech(self, store: Store) -> None:
        row = row_with(store, "Coalition jets")
        source = MINTER.source(rich_extraction().document.sha256)
        expected = {
            "claimant": "Zoë Łukasz",
            "claimant_iri": MINTER.actor(SPOKESMAN, source).value,
            "claimant_kind": "named",
            "on_behalf_of": "US Central Command",
            "root_claimant": "Agence France-Presse",
            "cue": "said",
            "quotation": "mixed",
            "polarity": "affirmed",
            "certainty": "certain",
        }
        assert {key: row[key] for key in expected} == expected

    def test_content(self, store: Store) -> None:
        row = row_with(store, "Coalition jets")
        coalition = MINTER.actor(COALITION).value
        assert row["attributes_to"] == [{"actor": "US-led coalition", "iri": coalition, "certainty": "probable"}]
        assert [(t["actor"], t["object"]) for t in row["targets"]] == [
            ("Islamic State", "headquarters"),
            (None, "depot"),
            ("Islamic State", None),
        ]
        assert row["weapons"][0] == {"name": "jets", "iri": "https://w3id.org/strikekg/scheme/weapon/fighter-jet"}
        assert (row["date"], row["date_earliest"], row["date_latest"]) == ("2018-01-20", "2018-01-20", "2018-01-20")
        iri = "https://w3id.org/strikekg/place/s-al-shafah"
        assert row["places"] == [{"name": "al-Shaʿfah", "iri": iri, "country": "SY", "lat": 34.55, "lon": 40.94, "precision": 1}]

    def test_figures(self, store: Store) -> None:
        row = row_with(store, "Coalition jets")
        toll = {"outcome": "killed", "status": "combatant", "actor": "Islamic State", "group": "fighters", "low": 145, "high": 150}
        assert row["casualties"][0] == {**toll, "qualifier": "range", "words": "between 145 and 150"}
        loss = {"object": "vehicles", "outcome": "destroyed", "low": 201, "high": None, "qualifier": "more-than", "words": "more than 200"}
        assert row["damage"] == [loss]

    def test_what_is_not_stated_is_null_or_empty(self, store: Store) -> None:
        row = row_with(store, "schools would open")
        empty = [key for key, value in row.items() if value is None or value == []]
        assert {"account", "strike", "specific", "mode", "strike_count", "date", "on_behalf_of"} <= set(empty)
        assert {key for key in empty if row[key] == []} == {
            *("attributes_to", "assisted_by", "places", "targets", "weapons", "casualties", "damage")
        }

    def test_year_that_nobody_stated_stays_open(self, store: Store) -> None:
        row = row_with(store, "Officials said")
        assert (row["date"], row["date_earliest"], row["date_latest"]) == (None, None, None)

    def test_own_voice_is_source(self, store: Store) -> None:
        row = row_with(store, "There were three raids")
        assert (row["claimant"], row["claimant_kind"], row["claimant_iri"]) == ("source", "source", row["source"])
        assert row["root_claimant"] == "Agence France-Presse"

    def test_count_of_the_account_stands_where_the_claim_has_none(self, store: Store) -> None:
        assert row_with(store, NETWORK.name)["strike_count"] == 3
        assert row_with(store, "Air strikes have")["strike_count"] is None

    def test_linked_accounts_share_their_strike(self, store: Store) -> None:
        assert row_with(store, "1 died")["strike"] == row_with(store, "Coalition jets")["strike"] is not None
        assert row_with(store, "Air strikes have")["strike"] is None

    def test_table_is_made_from_the_store_alone(self, store: Store, tmp_path: Path) -> None:
        with open_write(tmp_path / "copy") as copy:
            for name in store.graph_names():
                copy.replace_graph(name, store.graph(name)) if not name.value.endswith("reference") else None
            assert rows(copy) == rows(store)

    def test_sources_of_one_file_name_are_sorted_together(self, tmp_path: Path) -> None:
        with open_write(tmp_path / "s") as both:
            for number in (1, 22):
                extraction = small_extraction(number)
                both.replace_source(replace(extraction, document=replace(extraction.document, file="a.txt")))
            assert [row["start"] for row in rows(both)] == [10, 11]


class TestCsv:
    """The flattened table."""

    def test_header_is_fixed(self, store: Store) -> None:
        first = written(store, "claims-csv").split(b"\r\n", 1)[0].decode()
        assert first == ",".join(CSV_HEADER)
        assert first.startswith("claim,source,file,publisher,agency,published,account,strike,specific,mode,strike_count,claimant,")
        assert "attributes_to.actor,attributes_to.iri,attributes_to.certainty,assisted_by.actor" in first

    def test_every_claim_is_a_record(self, store: Store) -> None:
        table = list(csv.DictReader(io.StringIO(written(store, "claims-csv").decode(), newline="")))
        assert [record["claim"] for record in table] == [row["claim"] for row in rows(store)]
        assert [record["evidence"] for record in table] == [row["evidence"] for row in rows(store)]

    def test_lists_keep_their_places(self, store: Store) -> None:
        table = csv.DictReader(io.StringIO(written(store, "claims-csv").decode(), newline=""))
        record = next(r for r in table if "Coalition jets" in r["evidence"])
        assert (record["targets.actor"], record["targets.object"]) == ("Islamic State||Islamic State", "headquarters|depot|")
        assert (record["casualties.low"], record["specific"], record["damage.high"]) == ("145|", "true", "")
