"""What linking adds to a store: copies of one text, summaries and grades, what people ruled, and all of it in words."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg import pipeline
from kg.model import Document, Judgement, Passage
from kg.pipeline.ruling import rulings
from kg.rdf import Curation
from kg.store import open_read, open_write
from kg.vocab import DCTERMS, KG, PROV

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commands import Done

    from kg.model import Verdict
    from kg.store import Store

REPORT = (
    "An air strike hit the grain market of Al-Shafah in eastern Syria on 3 May 2018, killing nine civilians, residents said. "
    "The traders had just opened their stalls when the jets came in low over the river, and the roof of the hall fell in. "
    "Rescuers from three nearby towns dug through the night with lamps and bare hands until the last of the missing was found."
)
OWN_RULES = """PREFIX kg: <https://w3id.org/strikekg/ontology#>
PREFIX g: <https://w3id.org/strikekg/scheme/grade/>
SELECT ?summary (1 AS ?rank) (g:weak AS ?grade) ("mine" AS ?rule) WHERE { ?summary kg:summarises ?strike }"""


def document(file: str, publisher: str, text: str = REPORT, agency: str | None = None) -> Document:
    digest = sha256(text.encode()).hexdigest()
    return Document(text, file, digest, publisher=publisher, agency=agency, published="2018-05-04")


def values(kept: Store, graph: str, *predicates: object) -> list[str]:
    return sorted(q.object.value for q in kept.graph(kept.minter.graph(graph)) if q.predicate in predicates)  # type: ignore[union-attr]


class TestCopies:
    """Two papers with one wire report."""

    def papers(self, kept: Store, *publishers: str) -> None:
        texts = [REPORT, "Market hall collapses\n\n" + REPORT, REPORT + " The mayor declared a day of mourning for the town."]
        documents = [document(f"{name}.txt", name, text, "Reuters") for name, text in zip(publishers, texts, strict=False)]
        pipeline.add(kept, map(pipeline.extract, documents))

    def test_are_one_strike_one_text_and_one_voice(self, tmp_path: Path) -> None:
        with open_write(tmp_path / "store") as kept:
            self.papers(kept, "Daily", "Herald", "Post")
            assert len(set(values(kept, "links", KG.carries))) == 1
            assert len(values(kept, "links", KG.carries)) == 3
            assert values(kept, "derived", KG.accountCount) == ["3"]
            assert set(values(kept, "derived", KG.voiceCount)) == {"1"}

    def test_one_that_goes_takes_its_part_along(self, tmp_path: Path) -> None:
        with open_write(tmp_path / "store") as kept:
            self.papers(kept, "Daily", "Herald")
            with pipeline.keeping(kept) as keeper:
                keeper.remove(kept.sources()[0])
                keeper.update()
            assert values(kept, "links", KG.carries) == []

    def test_explained(self, tmp_path: Path, run: Callable[..., Done]) -> None:
        with open_write(tmp_path / "store") as kept:
            self.papers(kept, "Daily", "Herald")
            (root, _) = values(kept, "links", KG.carries)
        done = run("explain", root, "--store", tmp_path / "store")
        assert "% of the shorter text's word sequences stand in the other" in done.out


def test_strike_joined_to_an_older_one_leads_on_to_it(tmp_path: Path) -> None:
    later = replace(document("b.txt", "Herald", REPORT.replace("nine", "ten")), published="2018-05-06")
    with open_write(tmp_path / "store") as kept:
        pipeline.add(kept, [pipeline.extract(later)])
        (former,) = set(kept.strikes().values())
        pipeline.add(kept, [pipeline.extract(document("a.txt", "Daily"))])
        (holding,) = set(kept.strikes().values())
        (quad,) = kept.about(NamedNode(former), kept.minter.graph("links"))
        assert (quad.predicate, quad.object) == (DCTERMS.isReplacedBy, NamedNode(holding))


def test_rejected_claim_counts_nowhere(folder: Path, run: Callable[..., Done]) -> None:
    rows = [json.loads(line) for line in run("export", "--format", "claims-jsonl", "--store", folder).out.splitlines()]
    claim = next(row["claim"] for row in rows if row["strike"] and row["attributes_to"])
    done = run("judge", "reject", claim, "--by", "A. Reader", "--why", "the sentence is about another raid", "--store", folder)
    assert done.status == 0
    assert claim not in run("export", "--format", "claims-jsonl", "--store", folder).out
    with open_read(folder) as kept:
        derived = {q.object.value for q in kept.graph(kept.minter.graph("derived")) if q.predicate == PROV.wasDerivedFrom}  # type: ignore[union-attr]
    assert claim not in derived


class TestGrades:
    """Rules of the user's own."""

    def test_replace_the_shipped_ones_and_go_again(self, folder: Path, tmp_path: Path, run: Callable[..., Done]) -> None:
        (tmp_path / "mine.rq").write_text(OWN_RULES, encoding="utf-8")
        with open_read(folder) as kept:
            before = kept.graph(kept.minter.graph("derived"))
        assert run("link", "--store", folder, "--grades", tmp_path / "mine.rq").status == 0
        with open_read(folder) as kept:
            assert set(values(kept, "derived", KG.gradeRule)) == {"mine"}
        run("link", "--store", folder)
        with open_read(folder) as kept:
            assert kept.graph(kept.minter.graph("derived")) == before

    def test_broken_ones_change_nothing(self, folder: Path, tmp_path: Path, run: Callable[..., Done]) -> None:
        (tmp_path / "mine.rq").write_text("SELECT", encoding="utf-8")
        done = run("link", "--store", folder, "--grades", tmp_path / "mine.rq")
        assert (done.status, done.err.count("\n")) == (2, 1)


class TestExplain:
    """Every link in words."""

    def test_every_computed_judgement_of_the_examples(self, folder: Path, run: Callable[..., Done]) -> None:
        with open_read(folder) as kept:
            judged = {kept.minter.judgement(j.first, j.second, j.by).value: j for j in kept.judgements()}
        assert judged
        for iri, judgement in judged.items():
            told = run("explain", iri, "--store", folder).out
            assert f"{judgement.verdict} ({judgement.score:.2f})" in told
            assert all(reason in told for reason in judgement.reasons)

    def test_every_strike_of_several_accounts_says_why(self, folder: Path, run: Callable[..., Done]) -> None:
        with open_read(folder) as kept:
            strikes = list(kept.strikes().values())
        for strike in {strike for strike in strikes if strikes.count(strike) > 1}:
            told = run("explain", strike, "--store", folder).out
            assert "together" in told
            assert "independent voices" in told

    def test_two_accounts_that_were_never_compared(self, folder: Path, run: Callable[..., Done]) -> None:
        with open_read(folder) as kept:
            one, *_, other = sorted(kept.strikes())
        told = run("explain", one, other, "--store", folder).out
        assert "two strikes" in told
        assert "judged" in told

    def test_thing_and_itself(self, folder: Path, run: Callable[..., Done]) -> None:
        with open_read(folder) as kept:
            account = min(kept.strikes())
        assert "stand for the same account" in run("explain", account, account, "--store", folder).err


def ruling(verdict: Verdict, by: str, at: str, pair: tuple[str, str] = ("x/a", "x/b")) -> Judgement:
    passages = (Passage("s", 0, 5, "first"), Passage("t", 0, 5, "second"))
    return Judgement(*pair, verdict, 1.0, ("why",), by, at, passages)


class TestRulings:
    """People's judgements on pairs."""

    def find(self, iri: str, _: Passage) -> str | None:
        return None if iri == "x/gone" else iri

    def test_different_holds_where_people_contradict_each_other(self) -> None:
        found = rulings([ruling("different", "A", "2024-01-01"), ruling("same", "B", "2024-01-02")], self.find)
        assert found.verdicts == {("x/a", "x/b"): "different"}
        assert "A and B contradict each other" in found.notes[0]

    def test_latest_of_one_person_counts(self) -> None:
        judgements = [ruling("same", "A", "2024-01-02"), ruling("different", "A", "2024-01-01", ("x/a", "x/old"))]
        found = rulings(judgements, lambda iri, _: "x/b" if iri == "x/old" else iri)
        assert (found.verdicts, found.notes) == ({("x/a", "x/b"): "same"}, ())

    def test_account_that_is_gone_is_told(self) -> None:
        found = rulings([ruling("same", "A", "2024-01-01", ("x/a", "x/gone"))], self.find)
        assert (found.verdicts, found.notes) == ({}, ("A ruled \"same\", but no account tells any more: 'second'",))

    def test_account_that_was_renamed_is_found_by_its_passage(self, folder: Path) -> None:
        with open_write(folder) as kept:
            one, other = sorted(kept.strikes())[::5][:2]
            sources = {a.iri: (r.iri, a.claims[0]) for r in kept.records() for a in r.accounts}
            passages = tuple(Passage(s, c.claim.start, c.claim.end, c.quote) for s, c in (sources[one], sources[other]))
            former = f"{kept.minter.base}account/0000"
            kept.replace_curation(Curation.of([Judgement(former, other, "same", 1.0, ("why",), "A", "2024-01-01T00:00:00Z", passages)]))
            pipeline.add(kept)
            assert kept.strikes()[one] == kept.strikes()[other]

    def test_build_that_finds_otherwise_says_so(self, folder: Path, run: Callable[..., Done]) -> None:
        with open_read(folder) as kept:
            strikes = kept.strikes()
        one, other = [account for account in sorted(strikes) if list(strikes.values()).count(strikes[account]) > 1][:2]
        run("judge", "different", one, strikes[one], "--by", "A. Reader", "--why", "two raids", "--store", folder)
        done = run("link", "--store", folder)
        assert "A. Reader ruled" in done.err
        assert "the linker finds 'same'" in done.err
        assert other
