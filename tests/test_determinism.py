"""Same reports, same bytes: whatever the order, the number of workers, and however often a build was killed."""

from __future__ import annotations

import json
import random
import re
import signal
import time
import warnings
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from shutil import which
from subprocess import run
from typing import TYPE_CHECKING, Any

import owlready2
import pyoxigraph
import pytest
import rdflib
from commands import EXAMPLES, start
from pyoxigraph import NamedNode, Quad

from kg import pipeline, queries, vocab
from kg.exports import export
from kg.store import canonical_nquads, open_read
from kg.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CORPORA = ("examples", "seeds", "dev")


@dataclass(frozen=True)
class Corpus:
    """Reports, their manifest, and the store that a plain build makes of them."""

    reports: Path
    manifest: Path
    store: Path

    def again(self, folder: Path, inputs: Sequence[Path] | None = None, workers: int = 1) -> bytes:
        """Return the canonical N-Quads of another build."""
        pipeline.build(inputs or [self.reports], folder, manifest=self.manifest, workers=workers, check=False)
        return nquads(folder)


def nquads(folder: Path) -> bytes:
    with open_read(folder) as store:
        return canonical_nquads(store)


def claims(folder: Path) -> list[dict[str, Any]]:
    out = BytesIO()
    with open_read(folder) as store:
        export(store, "claims-jsonl", out)
    return [json.loads(line) for line in out.getvalue().split(b"\n") if line]


@pytest.fixture(scope="module")
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return the corpus that the test names."""
    if request.param == "examples":
        reports, manifest = EXAMPLES / "reports", EXAMPLES / "manifest.csv"
    else:
        reports = request.getfixturevalue("shared") / request.param
        manifest = reports / "manifest.csv"
    store = tmp_path_factory.mktemp(request.param) / "store"
    pipeline.build([reports], store, manifest=manifest, check=False)
    return Corpus(reports, manifest, store)


@pytest.mark.parametrize("corpus", ["examples", "seeds"], indirect=True)
class TestSameBytes:
    """Canonical N-Quads are equal."""

    def test_reports_named_one_by_one_in_any_order_and_read_by_two_workers(self, corpus: Corpus, tmp_path: Path) -> None:
        files = [path for path in sorted(corpus.reports.iterdir()) if path.suffix != ".csv"]
        random.Random(7).shuffle(files)  # noqa: S311  # no secret
        assert corpus.again(tmp_path / "store", files, workers=2) == nquads(corpus.store)

    def test_build_that_is_killed_and_started_again(self, corpus: Corpus, tmp_path: Path) -> None:
        """Kill the process once it has stored two texts; the gate makes it slow enough to be caught."""
        folder = tmp_path / "store"
        with start("build", corpus.reports, "--manifest", corpus.manifest, "--store", folder) as process:
            while process.poll() is None and len(list(folder.glob("texts/*.txt"))) < 2:
                time.sleep(0.002)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        assert corpus.again(folder) == nquads(corpus.store)


@pytest.mark.parametrize("corpus", CORPORA, indirect=True)
def test_evidence_is_the_text_at_its_offsets(corpus: Corpus) -> None:
    with open_read(corpus.store) as store:
        texts = {record.iri: record.extraction.document.text for record in store.records(with_text=True)}
    rows = claims(corpus.store)
    assert len(rows) > 30
    assert [row["claim"] for row in rows if texts[row["source"]][row["start"] : row["end"]] != row["evidence"]] == []


@pytest.mark.parametrize("corpus", ["examples", "seeds"], indirect=True)
def test_no_row_answers_twice(corpus: Corpus) -> None:
    with open_read(corpus.store) as store:
        rows = queries.run(store, "sources-attributing-strikes", {"actor": "US-led coalition"}).rows
    assert len(rows) == len(set(rows)) > 5


def test_without_metadata_no_year_is_invented(shared: Path, tmp_path: Path) -> None:
    texts = {path.name: path.read_bytes().decode() for path in (shared / "seeds").glob("*.txt")}
    pipeline.build([shared / "seeds" / name for name in texts], tmp_path / "store", check=False)
    rows = claims(tmp_path / "store")
    years = {(row["file"], year) for row in rows for key in ("date", "date_earliest", "date_latest") for year in _years(row[key])}
    assert {(file, year) for file, year in years if year not in texts[file]} == set()
    assert {row["published"] for row in rows} == {None}
    with open_read(tmp_path / "store") as store:
        stated = [
            time for record in store.records() for account in record.extraction.accounts for claim in account.claims if (time := claim.time)
        ]
    assert "XXXX-01-20" in {time.edtf for time in stated}


def _years(date: str | None) -> list[str]:
    return re.findall(r"\b\d{4}\b", date or "")


@pytest.mark.parametrize("corpus", ["examples"], indirect=True)
class TestOtherTools:
    """What leaves the example store is declared, and loads elsewhere whole and without a warning."""

    def test_only_declared_terms_leave(self, corpus: Corpus) -> None:
        with open_read(corpus.store) as store:
            quads = list(store.quads())
            reference = store.minter.graph("reference")
        ours = {quad.subject for quad in quads if quad.graph_name == reference}
        known = _terms() | ours
        data = [quad for quad in quads if quad.graph_name != reference]
        used = {quad.predicate for quad in data} | {quad.object for quad in data if quad.predicate == RDF.type}
        own = {
            term
            for quad in quads
            for term in (quad.subject, quad.predicate, quad.object)
            if isinstance(term, NamedNode) and term.value.startswith((vocab.KG_NS, vocab.SCHEME_BASE))
        }
        assert len(used) > 50
        assert used - known == set()
        assert own - ours == set()

    @pytest.mark.parametrize(("fmt", "parser"), [("turtle", "turtle"), ("rdfxml", "xml"), ("ntriples", "nt")])
    def test_rdflib_loads_the_graph(self, corpus: Corpus, fmt: str, parser: str) -> None:
        file, quads = exported(corpus, fmt)
        assert len(rdflib.Graph().parse(file, format=parser)) == len({quad.triple for quad in quads})

    @pytest.mark.parametrize(("fmt", "parser"), [("trig", "trig"), ("jsonld", "json-ld"), ("nquads", "nquads")])
    @pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's parsers still use
    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # what rdflib has deprecated
    def test_rdflib_loads_the_dataset(self, corpus: Corpus, fmt: str, parser: str) -> None:
        file, quads = exported(corpus, fmt)
        dataset = rdflib.Dataset()
        dataset.parse(file, format=parser)
        assert sum(1 for _ in dataset.quads()) == len(quads)

    @pytest.mark.parametrize("fmt", ["TURTLE", "RDF_XML"])
    def test_pyoxigraph_loads_the_graph(self, corpus: Corpus, fmt: str) -> None:
        file, quads = exported(corpus, fmt.lower().replace("_", ""))
        parsed = [quad.triple for quad in pyoxigraph.parse(path=file, format=getattr(pyoxigraph.RdfFormat, fmt))]
        assert len(parsed) == len({quad.triple for quad in quads})

    @pytest.mark.parametrize("fmt", ["TRIG", "JSON_LD"])
    def test_pyoxigraph_loads_the_dataset(self, corpus: Corpus, fmt: str) -> None:
        file, quads = exported(corpus, fmt.lower().replace("_", ""))
        assert canonical_nquads(pyoxigraph.parse(path=file, format=getattr(pyoxigraph.RdfFormat, fmt))) == canonical_nquads(quads)

    @pytest.mark.parametrize("fmt", ["ntriples", "rdfxml"])
    def test_owlready2_loads_the_graph(self, corpus: Corpus, fmt: str) -> None:
        file, quads = exported(corpus, fmt)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            ontology = owlready2.World().get_ontology(file.as_uri()).load(only_local=True)
        saved = BytesIO()
        ontology.save(saved, format="ntriples")
        loaded = pyoxigraph.parse(saved.getvalue(), format=pyoxigraph.RdfFormat.N_TRIPLES)
        own = NamedNode(file.as_uri())  # it declares the file an ontology
        assert len({quad.triple for quad in loaded if quad.subject != own}) == len({quad.triple for quad in quads})
        assert warned == []

    @pytest.mark.skipif(which("rapper") is None, reason="rapper absent: install raptor2-utils to count with it")
    @pytest.mark.parametrize("fmt", ["turtle", "rdfxml", "ntriples"])
    def test_rapper_loads_the_graph(self, corpus: Corpus, fmt: str) -> None:
        file, quads = exported(corpus, fmt)
        said = run(["rapper", "-c", "-i", fmt, file], capture_output=True, text=True, check=True).stderr
        assert f"returned {len({quad.triple for quad in quads})} triples" in said
        assert "warning" not in said.lower()


@cache
def exported(corpus: Corpus, fmt: str) -> tuple[Path, list[Quad]]:
    """Return the file that an export writes, and the quads that it should hold."""
    file = corpus.store.with_name(f"graph.{fmt}")
    with open_read(corpus.store) as store, file.open("wb") as out:
        export(store, fmt, out)
        return file, list(store.quads())


def _terms() -> set[NamedNode]:
    groups = [getattr(vocab, name) for name in ("RDF", "RDFS", "SKOS", "DCTERMS", "SCHEMA", "PROV", "OA", "GEO", "ORG")]
    return {term for group in groups for term in vars(group).values() if isinstance(term, NamedNode)}
