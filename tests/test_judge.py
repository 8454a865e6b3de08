"""``kg judge`` on a store of the example reports."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from commands import EXAMPLES, fails

from kg.pipeline import curating
from kg.shapes import validate
from kg.store import canonical_nquads, open_read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commands import Done

    from kg.store import Store

    Judge = Callable[..., Done]

BY = ("--by", "A. Reader", "--why", "the bridge has two names", "--on", "2024-05-01T10:00:00Z")
PAVLOHRAD = "Missile strike near Pavlohrad, 2023-03-03"
TYRE = "Drone strike near Tyre, 2024-02-11"
ANEFIS = "Drone strike near Anéfis, 2023-12-08"


@pytest.fixture
def judge(run: Callable[..., Done], folder: Path) -> Judge:
    """Return what runs ``kg judge`` on the store."""

    def judged(*words: str | Path) -> Done:
        return run("judge", *words, "--store", folder)

    return judged


def accounts(folder: Path, label: str) -> list[str]:
    """Return the accounts of a strike, without the base."""
    with open_read(folder) as kept:
        return sorted(name.removeprefix(kept.minter.base) for name, (_, told) in curating.strikes(kept).items() if told == label)


def judged(folder: Path) -> list[tuple[str, str, str]]:
    """Return verdict and accounts of all judgements, without the base."""
    with open_read(folder) as kept:
        base = kept.minter.base
        return [(j.verdict, j.first.removeprefix(base), j.second.removeprefix(base)) for j in kept.curation().judgements]


def state(folder: Path) -> tuple[bytes, bytes]:
    with open_read(folder) as kept:
        return kept.judgements_file.read_bytes(), canonical_nquads(kept)


def first_claim(kept: Store) -> tuple[str, str]:
    record = next(kept.records())
    return record.accounts[0].claims[0].iri, record.accounts[0].claims[0].quote


class TestSame:
    """Two strikes become one by one judgement."""

    def test_on_the_first_account_of_each(self, judge: Judge, folder: Path) -> None:
        pair = sorted([accounts(folder, PAVLOHRAD)[0], accounts(folder, TYRE)[0]])
        done = judge("same", PAVLOHRAD, TYRE, *BY)
        assert done.status == 0
        assert done.out.startswith(f"1 judgement kept in {folder}/judgements.ttl\n")
        assert judged(folder) == [("same", *pair)]

    def test_says_what_is_joined(self, judge: Judge) -> None:
        done = judge("same", ANEFIS, TYRE, *BY)
        assert re.search(rf"^joined: {ANEFIS} \(strike/\w+\) and {TYRE} \(strike/\w+\) are now .* \(strike/\w+\)$", done.out, re.MULTILINE)
        assert "A. Reader ruled account/" in done.err

    def test_keeps_who_why_when_and_where(self, judge: Judge, folder: Path) -> None:
        judge("same", PAVLOHRAD, TYRE, *BY)
        with open_read(folder) as kept:
            (found,) = kept.curation().judgements
            texts = {kept.minter.source(name).value: text for name, text in kept.texts().items()}
        assert (found.by, found.reasons, found.at, found.score) == ("A. Reader", (BY[3],), BY[5], 1.0)
        assert [texts[told.source][told.start : told.end] for told in found.passages] == [told.quote for told in found.passages]

    def test_takes_back_what_the_same_person_parted(self, judge: Judge, folder: Path) -> None:
        judge("different", PAVLOHRAD, TYRE, *BY)
        assert len(judged(folder)) == 3
        done = judge("same", PAVLOHRAD, TYRE, "--by", "a. READER", "--why", "read again")
        assert "2 judgements taken out of " in done.out
        assert [verdict for verdict, *_ in judged(folder)] == ["same"]

    def test_others_may_judge_otherwise(self, judge: Judge, folder: Path) -> None:
        one, other = *accounts(folder, ANEFIS), *accounts(folder, TYRE)
        judge("same", one, other, *BY)
        done = judge("different", one, other, "--by", "Zoë", "--why", "two countries")
        assert sorted(verdict for verdict, *_ in judged(folder)) == ["different", "same"]
        assert "A. Reader and Zoë contradict each other" in done.err


class TestDifferent:
    """What is parted is parted in every pair of accounts."""

    def test_account_from_its_strike(self, judge: Judge, folder: Path) -> None:
        one, *rest = accounts(folder, PAVLOHRAD)
        done = judge("different", PAVLOHRAD, one, *BY)
        assert f"\nsplit: {PAVLOHRAD} (strike/" in done.out
        assert judged(folder) == [("different", *sorted((one, other))) for other in rest]

    def test_two_strikes(self, judge: Judge, folder: Path) -> None:
        judge("different", PAVLOHRAD, "Air strike near Abu Hamam, 2018-09-08", *BY)
        assert len(judged(folder)) == 12


class TestReject:
    """A claim that was misread."""

    def test_kept_with_its_passage(self, judge: Judge, folder: Path, run: Callable[..., Done]) -> None:
        judge("same", ANEFIS, TYRE, *BY)
        with open_read(folder) as kept:
            claim, quote = first_claim(kept)
        assert judge("reject", claim, *BY).status == 0
        with open_read(folder) as kept:
            (found,) = kept.curation().rejections
            assert validate(kept.quads(), texts=kept.texts()).conforms
        assert (found.claim, found.passage.quote, found.reason) == (claim, quote, BY[3])
        assert f"rejected       by A. Reader: {BY[3]}" in run("explain", claim, "--store", folder).out


class TestUndo:
    """What is undone leaves no trace."""

    def test_restores_file_and_graph_to_the_byte(self, judge: Judge, folder: Path) -> None:
        judge("same", ANEFIS, TYRE, *BY)
        before = state(folder)
        with open_read(folder) as kept:
            claim, _ = first_claim(kept)
        judge("different", PAVLOHRAD, accounts(folder, PAVLOHRAD)[0], "--by", "Zoë", "--why", "a day apart")
        judge("reject", claim, "--by", "Zoë", "--why", "misread")
        assert state(folder) != before
        names = [json.loads(line)["iri"] for line in judge("list", "--format", "jsonl").out.splitlines() if "Zoë" in line]
        done = judge("undo", *names)
        assert done.out.startswith("3 judgements taken out of ")
        assert state(folder) == before

    @pytest.mark.parametrize("verdict", ["same", "different"])
    def test_by_the_names_that_were_judged(self, judge: Judge, folder: Path, verdict: str) -> None:
        before = state(folder)
        with open_read(folder) as kept:
            strikes = {label: iri for iri, label in curating.strikes(kept).values()}
        judge(verdict, strikes[ANEFIS], strikes[TYRE], *BY)
        assert judge("undo", strikes[TYRE], strikes[ANEFIS]).status == 0
        assert state(folder) == before

    def test_as_the_command_says(self, judge: Judge, folder: Path) -> None:
        before = state(folder)
        done = judge("different", PAVLOHRAD, TYRE, *BY)
        words = next(line for line in done.out.splitlines() if line.startswith("take back with: kg judge ")).split()[5:]
        assert words[-2:] == ["--store", str(folder)]
        assert judge(*words[:-2]).status == 0
        assert state(folder) == before


class TestList:
    """What was judged, for people and for programs."""

    def test_table_says_who_on_what(self, judge: Judge) -> None:
        judge("same", ANEFIS, TYRE, *BY)
        out = " ".join(judge("list").out.split())
        assert all(told in out for told in ("same", "A. Reader", "2024-05-01T10:00:00Z", "wire-siddiqin.txt and", "wire-anefis.txt"))

    def test_nothing(self, judge: Judge) -> None:
        assert judge("list").out == "What people judged\n\nNo rows.\n"
        assert not judge("list", "--format", "jsonl").out


class TestFile:
    """A file of one's own, kept where one likes."""

    def test_is_made_and_followed(self, judge: Judge, folder: Path, built: Path, tmp_path: Path, run: Callable[..., Done]) -> None:
        ours = tmp_path / "ours.ttl"
        done = judge("same", ANEFIS, TYRE, *BY, "--judgements", ours)
        assert done.out.startswith(f"1 judgement kept in {ours}\n")
        assert ours.read_bytes() == (folder / "judgements.ttl").read_bytes()
        other = shutil.copytree(built, tmp_path / "other")
        run("judge", "different", PAVLOHRAD, TYRE, *BY, "--judgements", ours, "--store", other)
        assert len(judged(other)) == 4
        assert ours.read_bytes() == (other / "judgements.ttl").read_bytes()

    def test_named_by_the_environment(self, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KG_JUDGEMENTS", str(tmp_path / "ours.ttl"))
        judge("same", ANEFIS, TYRE, *BY)
        assert (tmp_path / "ours.ttl").is_file()

    def test_survives_a_build_from_scratch(self, judge: Judge, folder: Path, tmp_path: Path, run: Callable[..., Done]) -> None:
        judge("same", ANEFIS, TYRE, *BY)
        judge("different", PAVLOHRAD, accounts(folder, PAVLOHRAD)[0], *BY)
        ours, new = tmp_path / "ours.ttl", tmp_path / "new"
        shutil.copy(folder / "judgements.ttl", ours)
        inputs = (EXAMPLES / "reports", "--manifest", EXAMPLES / "manifest.csv", "--no-check")
        assert run("build", *inputs, "--store", new, "--judgements", ours).status == 0
        assert state(new) == state(folder)

    def test_unmerged(self, judge: Judge, folder: Path) -> None:
        (folder / "judgements.ttl").write_text("<<<<<<< HEAD\n", encoding="utf-8")
        fails(judge("same", ANEFIS, TYRE, *BY), r"kg: .*judgements.ttl holds merge conflict markers at line 1\. Keep the lines")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("same", "strike/nothing", TYRE, *BY), "The store .* holds no strike or account strike/nothing. kg query and kg explain"),
        (("same", "strike/", TYRE, *BY), r"strike/ may be 16 things: https://.*, \.\.\.\. Name the one that is meant"),
        (("same", TYRE, TYRE, *BY), f"{TYRE} and {TYRE} stand for the same accounts. Name two strikes"),
        (("different", PAVLOHRAD, PAVLOHRAD, *BY), "Missile .* stand for the same accounts"),
        (("different", TYRE, "account/16203f6143d232dbd045ed4ad17941f3", *BY), "Drone .* stand for the same accounts"),
        (("reject", TYRE, *BY), "The store .* holds no claim Drone strike"),
        (("same", ANEFIS, TYRE, "--by", " ", "--why", "x"), "A person judges, and ' ' is none. Give a name"),
        (("same", ANEFIS, TYRE, "--by", "strikekg", "--why", "x"), "A person judges, and 'strikekg' is none"),
        (("same", ANEFIS, TYRE, "--by", "A", "--why", " "), "A judgement needs a reason. Give one: --why"),
        (("same", ANEFIS, TYRE, "--by", "A", "--why", "x", "--on", "noon"), "'noon' is no date. Write it as 2024-05-01"),
        (("undo", "judgement/0"), "Nobody made judgement/0. kg judge list"),
        (("undo", ANEFIS, TYRE), f"Nobody judged {ANEFIS} and {TYRE}. kg judge list"),
        (("undo", ANEFIS), "Neither judgements nor two strikes or accounts are named. Name what kg judge list prints"),
    ],
)
def test_wrong_words_leave_all_as_it_is(judge: Judge, folder: Path, words: tuple[str, ...], message: str) -> None:
    before = state(folder)
    fails(judge(*words), f"kg: {message}")
    assert state(folder) == before


def test_strikes_joined_and_split_are_told() -> None:
    before = {"a": ("x/strike/1", "One"), "b": ("x/strike/2", "Two"), "c": ("x/strike/3", "Three"), "d": ("x/strike/3", "Three")}
    after = {"a": ("x/strike/1", "One"), "b": ("x/strike/1", "One"), "c": ("x/strike/3", "Three"), "d": ("x/strike/4", "Four")}
    assert curating.regrouped(before, after) == (
        [(["One (strike/1)", "Two (strike/2)"], "One (strike/1)")],
        [("Three (strike/3)", ["Four (strike/4)", "Three (strike/3)"])],
    )
