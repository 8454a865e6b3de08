"""The rules that grade: each fits what it should and nothing like it; a broken file is told in one line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode
from summarising import MINTER, account, claim, derived

from kg.errors import QueryError
from kg.summaries import grade_quads, load_rules
from kg.vocab import KG, concept

if TYPE_CHECKING:
    from kg.summaries import AccountNotes

PAGE = Path(__file__).parent.parent / "docs" / "grades.md"


def grade(*accounts: AccountNotes) -> tuple[str, str] | None:
    """Return grade and rule of a strike."""
    found = {q.predicate: q.object for q in derived(*accounts) if q.predicate in {KG.grade, KG.gradeRule}}
    if not found:
        return None
    given, rule = found[KG.grade], found[KG.gradeRule]
    assert isinstance(given, NamedNode)
    assert isinstance(rule, Literal)
    return given.value.rsplit("/", 1)[1], rule.value


def blaming(*blames: tuple[str, str]) -> AccountNotes:
    """Return an account with a claim of each voice that blames each party."""
    return account("a", *(claim(str(n), by, blames=(party,)) for n, (by, party) in enumerate(blames)))


HEDGED = account("h", claim("h1", "BBC", blames=("russia",), hedged=True), claim("h2", "AP", blames=("russia",), hedged=True))
DENIED = account("d", claim("d", "russia", blames=("russia",), polarity="negated"))


class TestRules:
    """One test for each rule, with what it must and what it must not fit."""

    def test_says_so_itself(self) -> None:
        expected = ("confirmed", "says-so-itself")
        assert grade(blaming(("us-led-coalition", "us-led-coalition"))) == expected
        assert grade(blaming(("us-central-command", "us-led-coalition"), ("BBC", "russia"))) == expected
        assert grade(blaming(("us-led-coalition", "russia"), ("BBC", "russia"))) != expected
        hedged = account("a", claim("1", "russia", blames=("russia",), hedged=True))
        assert grade(hedged) != expected

    def test_different_parties(self) -> None:
        expected = ("contested", "different-parties")
        assert grade(blaming(("BBC", "russia"), ("AP", "ukraine"))) == expected
        assert grade(blaming(("BBC", "russia"), ("AP", "russia"), ("CNN", "ukraine"))) == expected
        assert grade(blaming(("BBC", "united-states"), ("AP", "us-led-coalition"))) != expected
        assert grade(blaming(("BBC", "russia"), ("BBC", "ukraine"))) != expected

    def test_two_voices(self) -> None:
        expected = ("fair", "two-voices")
        assert grade(blaming(("BBC", "russia"), ("AP", "russia"))) == expected
        assert grade(blaming(("BBC", "russia")), HEDGED) == expected
        assert grade(blaming(("BBC", "russia"), ("BBC", "russia"))) != expected
        assert grade(blaming(("un-human-rights-office", "russia"), ("unicef", "russia"))) != expected
        assert grade(HEDGED) != expected

    def test_one_voice(self) -> None:
        expected = ("weak", "one-voice")
        assert grade(blaming(("BBC", "russia")), DENIED) == expected
        assert grade(*(account(str(n), claim(str(n), "BBC", blames=("russia",))) for n in range(5))) == expected
        assert grade(DENIED) != expected

    def test_hedged_only(self) -> None:
        expected = ("weak", "hedged-only")
        assert grade(HEDGED) == expected
        assert grade(HEDGED, DENIED) == expected
        assert grade(blaming(("CNN", "russia")), HEDGED) != expected

    def test_denied_only(self) -> None:
        expected = ("discounted", "denied-only")
        assert grade(DENIED) == expected
        assert grade(DENIED, HEDGED) != expected

    def test_nobody_blamed_is_no_grade(self) -> None:
        assert grade(account("a", claim("1", "BBC"))) is None


class TestOwnRules:
    """A file of the user's own."""

    HEAD = "PREFIX kg: <https://w3id.org/strikekg/ontology#>\nPREFIX g: <https://w3id.org/strikekg/scheme/grade/>\n"

    def file(self, folder: Path, text: str) -> Path:
        path = folder / "mine.rq"
        path.write_text(self.HEAD + text, encoding="utf-8")
        return path

    def test_replaces_the_shipped_one(self, tmp_path: Path) -> None:
        mine = 'SELECT ?summary (1 AS ?rank) (g:fair AS ?grade) ("any" AS ?rule) WHERE { ?summary kg:summarises ?strike }'
        quads = derived(account("a", claim("1", "BBC")))
        (given, rule) = grade_quads(quads, load_rules(self.file(tmp_path, mine)), MINTER)
        assert (given.object, rule.object) == (concept("grade", "fair"), Literal("any"))

    def test_the_lowest_rank_wins(self, tmp_path: Path) -> None:
        mine = (
            "SELECT ?summary ?rank ?grade ?rule WHERE { ?summary kg:summarises ?s "
            'VALUES (?rank ?grade ?rule) { (10 g:weak "ten") (9 g:fair "nine") } }'
        )
        quads = grade_quads(derived(account("a", claim("1", "BBC"))), load_rules(self.file(tmp_path, mine)), MINTER)
        assert [q.object for q in quads if q.predicate == KG.gradeRule] == [Literal("nine")]

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("SELECT WHERE", "was refused"),
            ("ASK { ?summary ?rank ?grade }", "no SELECT"),
            ("SELECT ?summary ?grade WHERE { ?summary kg:grade ?grade }", r"do not select \?rank, \?rule"),
            (
                'SELECT ?summary (1 AS ?rank) (g:middling AS ?grade) ("a" AS ?rule) WHERE { ?summary ?p ?o }',
                "'middling', which is no grade",
            ),
        ],
    )
    def test_a_broken_file_is_named_in_one_line(self, tmp_path: Path, text: str, fault: str) -> None:
        with pytest.raises(QueryError, match=fault) as caught:
            load_rules(self.file(tmp_path, text))
        assert "mine.rq" in str(caught.value)
        assert "\n" not in str(caught.value)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(QueryError, match=r"none\.rq cannot be read"):
            load_rules(tmp_path / "none.rq")

    @pytest.mark.parametrize("row", ['("high" g:fair "a")', '(1 "fair" "a")'])
    def test_a_rule_without_rank_or_grade_is_told(self, tmp_path: Path, row: str) -> None:
        mine = f"SELECT ?summary ?rank ?grade ?rule WHERE {{ ?summary kg:summarises ?s VALUES (?rank ?grade ?rule) {{ {row} }} }}"
        with pytest.raises(QueryError, match="The grade rule 'a'"):
            grade_quads(derived(account("a", claim("1", "BBC"))), load_rules(self.file(tmp_path, mine)), MINTER)


def test_every_rule_stands_on_the_page_in_the_same_words() -> None:
    rules = load_rules()
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    keys = re.findall(r'"([a-z-]+)" AS \?rule', rules)
    assert keys == ["says-so-itself", "different-parties", "two-voices", "one-voice", "hedged-only", "denied-only"]
    assert [key for key in keys if f"`{key}`" not in page] == []
