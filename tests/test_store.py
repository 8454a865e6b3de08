from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from factories import COALITION, TEXT, links, rich_extraction, small_extraction
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import InputError, QueryError, StoreError
from kg.model import Judgement, Passage
from kg.rdf import Curation, Minter, to_quads
from kg.store import VERSION, Store, canonical_nquads, open_read, open_write

if TYPE_CHECKING:
    from collections.abc import Iterator

MINTER = Minter()
RICH = MINTER.source(rich_extraction().document.sha256).value
TESTS = Path(__file__).resolve().parent

HOLD = """
import sys
from pathlib import Path
from kg.store import open_read, open_write
with {opener}(Path(sys.argv[1])) as store:
    print("open", flush=True)
    sys.stdin.read()
"""

BUILD = """
import sys
from pathlib import Path
from factories import links, small_extraction
from kg.store import open_write
with open_write(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[2])):
        store.replace_source(small_extraction(number))
        print(number, flush=True)
    store.replace_graph(store.minter.graph("links"), links())
"""


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(TESTS.parent), str(TESTS)])
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with open_write(folder) as opened:
        yield opened


class TestSources:
    """One graph and one text for each source."""

    def test_source_comes_back_with_its_text(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        assert store.record(RICH, with_text=True).extraction == rich_extraction()

    def test_text_is_kept_to_the_byte(self, store: Store) -> None:
        extraction = rich_extraction()
        store.replace_source(extraction)
        assert store.text(extraction.document.sha256) == TEXT
        assert store.texts() == {extraction.document.sha256: TEXT}
        assert (store.folder / "texts" / f"{extraction.document.sha256}.txt").read_bytes() == TEXT.encode()

    def test_stored_quads_are_the_written_ones(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        assert list(store.quads()) == to_quads(rich_extraction(), MINTER)

    def test_same_source_changes_nothing(self, store: Store) -> None:
        assert store.replace_source(rich_extraction())
        assert not store.replace_source(rich_extraction())

    def test_changed_source_leaves_nothing_of_the_old_one(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        changed = replace(rich_extraction(), accounts=(), rules_hash="d" * 64)
        assert store.replace_source(changed)
        assert list(store.quads()) == to_quads(changed, MINTER)

    def test_backslashes_and_controls_survive_replacement(self, store: Store) -> None:
        odd = small_extraction(1)
        store.replace_source(odd)
        title = 'a\\u0041 "b" \\\\n \u2028 \x01 }} é'
        store.replace_source(replace(odd, document=replace(odd.document, title=title)))
        assert next(store.records()).extraction.document.title == title

    def test_removed_source_leaves_graph_and_text(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        store.replace_source(small_extraction(1))
        store.remove_source(RICH)
        assert len(store.sources()) == 1
        assert RICH not in store.sources()
        assert len(list((store.folder / "texts").iterdir())) == 1

    def test_unknown_source_and_text_are_named(self, store: Store) -> None:
        with pytest.raises(StoreError, match="holds no source https://w3id"):
            store.record(RICH)
        with pytest.raises(StoreError, match="lacks the text ffff"):
            store.text("f" * 64)

    def test_order_of_building_does_not_show(self, store: Store, tmp_path: Path) -> None:
        extractions = [small_extraction(n) for n in range(5)]
        with open_write(tmp_path / "other") as other:
            for one, two in zip(extractions, reversed(extractions), strict=True):
                store.replace_source(one)
                other.replace_source(two)
            assert canonical_nquads(store) == canonical_nquads(other)


class TestSharedGraphs:
    """Links, judgements and reference data."""

    def test_links_are_replaced_whole(self, store: Store) -> None:
        assert store.replace_graph(store.minter.graph("links"), links())
        assert set(store.strikes()) == {"https://w3id.org/strikekg/account/a", "https://w3id.org/strikekg/account/b"}
        assert store.judgements()[0].score == 0.93
        assert store.replace_graph(store.minter.graph("links"), [])
        assert store.strikes() == {}

    def test_judgements_by_people_survive_new_links(self, store: Store) -> None:
        passage = Passage("https://x.org/source/a", 0, 4, "Jets")
        judgement = Judgement(
            "https://x.org/account/a", "https://x.org/account/b", "different", 0.0, ("other day",), by="Zoë", passages=(passage, passage)
        )
        assert store.replace_curation(Curation((judgement,)))
        store.replace_graph(store.minter.graph("links"), links())
        store.replace_graph(store.minter.graph("links"), [])
        assert store.curation() == Curation((judgement,))

    def test_reference_data_is_loaded_once(self, store: Store) -> None:
        assert store.load_reference()
        assert not store.load_reference()
        assert store.graph(store.minter.graph("reference"))

    def test_load_that_was_cut_short_is_done_again(self, store: Store) -> None:
        store.load_reference()
        whole = canonical_nquads(store)
        (store.folder / "reference").unlink()
        assert store.load_reference()
        assert canonical_nquads(store) == whole


class TestQuery:
    """SPARQL over the union of the graphs."""

    def test_default_graph_is_the_union(self, store: Store) -> None:
        store.replace_source(small_extraction(1))
        store.replace_source(small_extraction(2))
        found = store.query("SELECT ?s WHERE { ?s a <https://w3id.org/strikekg/ontology#Source> }")
        assert isinstance(found, QuerySolutions)
        assert len(list(found)) == 2

    def test_values_are_put_in_for_variables(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        found = store.query(
            "SELECT ?actor ?name WHERE { ?actor <http://www.w3.org/2000/01/rdf-schema#label> ?name }", {"actor": MINTER.actor(COALITION)}
        )
        assert isinstance(found, QuerySolutions)
        assert [row["name"] for row in found] == [Literal("US-led coalition")]

    def test_graphs_can_be_chosen(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        assert not store.query("ASK { ?s ?p ?o }", graphs=[store.minter.graph("links")])
        assert not store.query("ASK { ?s ?p ?o }", graphs=[])
        assert store.query("ASK { ?s ?p ?o }", graphs=[NamedNode(f"{MINTER.base}graph/source/{RICH.rsplit('/', 1)[1]}")])

    def test_query_can_name_its_own_graphs(self, store: Store) -> None:
        store.replace_source(rich_extraction())
        assert not store.query("ASK FROM <https://x.org/none> { ?s ?p ?o }", union=False)

    def test_broken_query_is_one_line(self, store: Store) -> None:
        with pytest.raises(QueryError, match=r"The query was refused: error at 1:\d+") as caught:
            store.query("SELEKT ?s\nWHERE { }")
        assert "\n" not in str(caught.value)


class TestOpening:
    """What is no open store is named in one line."""

    def test_missing_store(self, folder: Path) -> None:
        with pytest.raises(StoreError, match=r"no store at .*kg build INPUT"):
            open_read(folder)
        assert not folder.exists()

    def test_folder_of_other_things(self, tmp_path: Path) -> None:
        (tmp_path / "report.txt").write_text("x", encoding="utf-8")
        with pytest.raises(StoreError, match="is no store"):
            open_read(tmp_path)
        with pytest.raises(StoreError, match="folder of other things"):
            open_write(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]

    def test_file_in_place_of_a_folder(self, tmp_path: Path) -> None:
        file = tmp_path / "store"
        file.write_bytes(b"x")
        for opener in (open_read, open_write):
            with pytest.raises(StoreError):
                opener(file)

    def test_store_of_another_version(self, folder: Path) -> None:
        open_write(folder).close()
        (folder / "format").write_text("strikekg-store 999\nhttps://x.org/\n", encoding="utf-8")
        for opener in (open_read, open_write):
            with pytest.raises(StoreError, match="version 'strikekg-store 999', not"):
                opener(folder)

    def test_format_file_that_is_none(self, folder: Path) -> None:
        open_write(folder).close()
        (folder / "format").write_bytes(b"\xff\xfe")
        with pytest.raises(StoreError, match="is no store"):
            open_read(folder)

    def test_damaged_database(self, folder: Path) -> None:
        open_write(folder).close()
        (folder / "graph" / "CURRENT").write_text("junk\n", encoding="utf-8")
        for opener in (open_read, open_write):
            with pytest.raises(StoreError, match="does not open"):
                opener(folder)

    def test_base_is_kept(self, folder: Path) -> None:
        open_write(folder, "https://data.example.org/").close()
        with open_write(folder) as again:
            assert again.minter.base == "https://data.example.org/"
        with pytest.raises(StoreError, match=r"has the base https://data\.example\.org/"):
            open_write(folder, MINTER.base)

    def test_bad_base_makes_no_store(self, folder: Path) -> None:
        with pytest.raises(InputError):
            open_write(folder, "nonsense")
        assert not folder.exists()

    def test_closed_store(self, folder: Path) -> None:
        store = open_write(folder)
        store.close()
        with pytest.raises(StoreError, match="is closed"):
            store.sources()

    def test_format_names_the_version(self, folder: Path) -> None:
        open_write(folder).close()
        assert (folder / "format").read_text(encoding="utf-8") == f"{VERSION}\n{MINTER.base}\n"


class TestTwoProcesses:
    """One writes alone, many read together."""

    @pytest.mark.parametrize("opener", [open_read, open_write])
    def test_store_that_another_writes_is_locked(self, folder: Path, opener: object) -> None:
        assert callable(opener)
        with python(HOLD.format(opener="open_write"), folder) as other:
            assert other.stdout
            assert other.stdout.readline() == "open\n"
            with pytest.raises(StoreError, match="in use by another process"):
                opener(folder)
            other.communicate("")
        opener(folder).close()

    def test_store_that_another_reads_is_read_but_not_written(self, folder: Path) -> None:
        with open_write(folder) as store:
            store.replace_source(small_extraction(1))
        with python(HOLD.format(opener="open_read"), folder) as other:
            assert other.stdout
            assert other.stdout.readline() == "open\n"
            with open_read(folder) as reader:
                assert len(reader.sources()) == 1
            with pytest.raises(StoreError, match="in use"):
                open_write(folder)
            other.communicate("")

    @pytest.mark.parametrize("after", [0, 7])
    def test_killed_build_started_again_ends_in_the_same_bytes(self, tmp_path: Path, after: int) -> None:
        killed, whole = tmp_path / "killed", tmp_path / "whole"
        with python(BUILD, killed, 200) as build:
            assert build.stdout
            while build.stdout.readline() != f"{after}\n":
                pass
            build.send_signal(signal.SIGKILL)
        assert build.returncode != 0
        with open_read(killed) as part:
            assert after < len(part.sources()) <= 200
        for folder in (killed, whole):
            with python(BUILD, folder, 200) as build:
                build.communicate()
            assert build.returncode == 0
        with open_read(killed) as one, open_read(whole) as other:
            assert canonical_nquads(one) == canonical_nquads(other)
        assert sorted(p.name for p in (killed / "texts").iterdir()) == sorted(p.name for p in (whole / "texts").iterdir())
