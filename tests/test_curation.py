"""What people judged, as a graph, as a file, and in a store."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from factories import links

from kg.errors import InputError
from kg.model import Judgement, Passage, Rejection
from kg.rdf import Curation, Minter, curation_quads, curation_turtle, parse_curation, read_curation
from kg.store import canonical_nquads, open_read, open_write
from kg.values.instants import instant

if TYPE_CHECKING:
    from pathlib import Path

MINTER = Minter()
BASE = MINTER.base


def passage(number: int, quote: str = "Jets bombed a bridge.") -> Passage:
    return Passage(f"{BASE}source/{number:032x}", 10 * number, 10 * number + len(quote), quote)


def judgement(first: int = 1, second: int = 2, by: str = "A. Reader", why: str = "one night") -> Judgement:
    pair = (f"{BASE}account/{first:032x}", f"{BASE}account/{second:032x}")
    return Judgement(*pair, "same", 1.0, (why,), by, "2024-05-01T10:00:00Z", (passage(first), passage(second)))


REJECTION = Rejection(f"{BASE}claim/{9:032x}", "a toll of the whole war", "Zoë Łukasz", "2024-05-02T00:00:00Z", passage(9))
CURATION = Curation.of(
    [
        judgement(why='"raid"\\\n\u2028on\tthe bridge – ليلة'),
        judgement(by="Zoë Łukasz"),
        replace(judgement(3, 4), verdict="different", score=0.0),
        REJECTION,
    ]
)
TURTLE = curation_turtle(CURATION, MINTER).decode()
ONE = curation_turtle(Curation((judgement(),)), MINTER).decode()
NAME = next(iter(Curation((judgement(),)).named(MINTER))).removeprefix(BASE)


def read(turtle: str) -> Curation:
    return parse_curation(turtle.encode(), "judgements.ttl", MINTER)


class TestForms:
    """Graph and file say the same."""

    def test_comes_back_from_the_graph(self) -> None:
        assert read_curation(curation_quads(CURATION, MINTER)) == CURATION

    def test_comes_back_from_the_file(self) -> None:
        assert read(TURTLE) == CURATION

    def test_nothing_judged(self) -> None:
        assert read(curation_turtle(Curation(), MINTER).decode()) == Curation()

    def test_order_does_not_show(self) -> None:
        assert curation_turtle(Curation.of([*CURATION.rejections, *reversed(CURATION.judgements)]), MINTER).decode() == TURTLE

    def test_each_line_stands_for_itself(self) -> None:
        head, *blocks = TURTLE.removesuffix("\n").split("\n\n")
        assert head.startswith("# What people judged.")
        assert blocks == sorted(blocks)
        for block in blocks:
            name = block.split(">")[0]
            assert all(line.startswith(name) and line.endswith(" .") for line in block.split("\n"))

    def test_other_turtle_of_the_same_meaning(self) -> None:
        text = ONE.replace("\n", "\r\n").replace(" kg:verdict verdict:same", f" <{BASE}ontology#verdict> <{BASE}scheme/verdict/same>")
        text = text.replace("2024-05-01T10:00:00Z", "2024-05-01T12:00:00+02:00").replace("kg:score 1.0 .", "\n  kg:score 1 ; kg:score 1 .")
        assert read(f"\ufeff{text}") == Curation((judgement(),))

    def test_one_person_and_pair_have_one_name(self) -> None:
        assert list(Curation((judgement(),)).named(MINTER)) == list(Curation((judgement(by="a. reader", why="x"),)).named(MINTER))
        assert len(CURATION.named(MINTER)) == 4


class TestMerging:
    """Two files become one by putting their lines together."""

    def test_concatenated(self) -> None:
        halves = (Curation(CURATION.judgements[:2]), Curation(CURATION.judgements[1:], CURATION.rejections))
        assert read("".join(curation_turtle(half, MINTER).decode() for half in halves)) == CURATION

    def test_merged_by_git(self, tmp_path: Path) -> None:
        git = shutil.which("git")
        if git is None:
            pytest.skip("git is not installed")
        shared = [judgement(1, 2), judgement(90, 91)]
        mine = [judgement(n, n + 1) for n in range(2, 12)]
        theirs = [judgement(n, n + 2, by="Zoë Łukasz") for n in range(2, 12)]
        for name, entries in (("base", shared), ("mine", [*shared, *mine]), ("theirs", [*shared, *theirs])):
            (tmp_path / name).write_bytes(curation_turtle(Curation.of(entries), MINTER))
        command = [git, "merge-file", "--union", "-p", "mine", "base", "theirs"]
        merged = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout.decode()
        assert read(merged) == Curation.of([*shared, *mine, *theirs])

    def test_judge_spelt_in_two_ways_is_one(self) -> None:
        text = ONE + curation_turtle(Curation((judgement(3, 4, by="a. reader"),)), MINTER).decode()
        assert {found.by for found in read(text).judgements} == {"A. Reader"}


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("<actor", "<<<<<<< HEAD\n<actor", r"judgements.ttl holds merge conflict markers at line 10\. Keep the lines of both"),
        ("verdict:same", "verdict:perhaps", r"line 16: judgement/\w+ has the kg:verdict '.*perhaps'\. Give verdict:same, "),
        ("verdict:same", "verdict:same, verdict:different", r"line 16: judgement/\w+ has 2 values of kg:verdict\. Keep 1"),
        ("kg:verdict", "kg:verdct", r"line 16: judgement/\w+ has a kg:verdct, which a kg:Judgement has not"),
        (f"<{NAME}> kg:reason", "# reason", r"line 13: judgement/\w+ has no kg:reason\. Give it a reason in words"),
        ('"one night"', '" "', r"line 18: judgement/\w+ has the kg:reason ' '"),
        ("<actor/a-reader> rdfs:label", "# label", r"line 10: actor/a-reader has no rdfs:label\. Give it a name"),
        ("a kg:Actor", "a kg:Person", r"line 10: actor/a-reader is no judgement, no rejection and no part of one"),
        ("T10:00:00Z", "T25:00:00Z", r"line 20: judgement/\w+ has the prov:generatedAtTime '2024-05-01T25:00:00Z'"),
        (f"<account/{1:032x}>", f"<account/{2:032x}>", r"judgement/\w+ has 1 in place of 2 values of kg:judges"),
        (f"<account/{1:032x}>", "<nonsense>", r"judgement/\w+ has the kg:judges '.*/nonsense'\. Give the IRI of an account"),
        ("@base", "# @base", r"judgements.ttl is no Turtle: .* at line 10 .*: No scheme .* Mend that line; @base"),
        ('"one night"', '"one night', r"judgements.ttl is no Turtle: .* line 18 "),
    ],
)
def test_what_is_no_judgement_is_named(was: str, now: str, message: str) -> None:
    assert was in ONE
    with pytest.raises(InputError, match=message):
        read(ONE.replace(was, now))


def test_judged_twice_by_one_person() -> None:
    with pytest.raises(InputError, match=r"line \d+: judgement/\w+ and judgement/\w+ are by one person on the same\. Keep one"):
        read(ONE + ONE.replace(NAME, "judgement/another"))


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("2024-05-01", "2024-05-01T00:00:00Z"),
        ("2024-05-01T23:30:00.9-02:00", "2024-05-02T01:30:00Z"),
        ("0001-01-01T00:00:00+02:00", None),
        ("yesterday", None),
    ],
)
def test_instants_are_in_utc(text: str, read_as: str | None) -> None:
    assert instant(text) == read_as


class TestStore:
    """The file beside the graph."""

    def test_undone_to_the_byte(self, tmp_path: Path) -> None:
        with open_write(tmp_path / "kg") as kept:
            kept.replace_graph(kept.minter.graph("links"), links())
            before = (kept.judgements_file.read_bytes(), canonical_nquads(kept))
            assert kept.replace_curation(CURATION)
            assert not kept.replace_curation(CURATION)
            assert kept.curation() == CURATION
            assert kept.replace_curation(Curation())
            assert (kept.judgements_file.read_bytes(), canonical_nquads(kept)) == before

    def test_edited_file_holds(self, tmp_path: Path) -> None:
        with open_write(tmp_path / "kg") as kept:
            kept.replace_curation(CURATION)
        kept.judgements_file.write_text(ONE + "# checked by two\n", encoding="utf-8")
        with open_write(tmp_path / "kg") as kept:
            assert kept.curation() == Curation((judgement(),))
            assert kept.judgements_file.read_text(encoding="utf-8").endswith("# checked by two\n")

    def test_lost_file_is_written_again(self, tmp_path: Path) -> None:
        with open_write(tmp_path / "kg") as kept:
            kept.replace_curation(CURATION)
            kept.judgements_file.unlink()
        with open_write(tmp_path / "kg") as kept:
            assert kept.judgements_file.read_text(encoding="utf-8") == TURTLE

    def test_folder_with_the_file_alone_becomes_a_store(self, tmp_path: Path) -> None:
        (tmp_path / "judgements.ttl").write_text(TURTLE, encoding="utf-8")
        with open_write(tmp_path) as kept:
            assert kept.curation() == CURATION

    def test_unmerged_file_stops_writers_alone(self, tmp_path: Path) -> None:
        with open_write(tmp_path) as kept:
            kept.replace_curation(CURATION)
        kept.judgements_file.write_text(f"<<<<<<< HEAD\n{TURTLE}", encoding="utf-8")
        for _ in range(2):  # the lock is let go
            with pytest.raises(InputError, match="merge conflict markers at line 1"):
                open_write(tmp_path)
        with open_read(tmp_path) as kept:
            assert kept.curation() == CURATION

    def test_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "repository").mkdir()
        with open_write(tmp_path / "kg") as kept:
            kept.judgements_file.unlink()
            kept.judgements_file.symlink_to(tmp_path / "repository" / "ours.ttl")
            kept.replace_curation(CURATION)
            assert kept.judgements_file.is_symlink()
        assert (tmp_path / "repository" / "ours.ttl").read_text(encoding="utf-8") == TURTLE
