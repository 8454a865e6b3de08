"""``kg diff``: what it reads, how it shows what differs, and its exit codes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from commands import Done, example_store, fails
from factories import rich_extraction, small_extraction

from kg.diffs import FORMS, Change, Diff, FieldChange, Item, render_json, render_markdown, render_text
from kg.diffs.rendering import code
from kg.exports import FORMATS
from kg.model import Judgement
from kg.rdf import Curation, StrikeCluster, link_quads
from kg.store import open_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.exports import Format
    from kg.model import Extraction

HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](http://b) @name #1 `code` | $x$ \u202e\x1b[31m\nnew ``line``"
SHOWN = "<img src=x onerror=alert(1)> **bold** [a](http://b) @name #1 `code` | $x$ [31m new ``line``"


def claim(kind: str, quote: str = "The raid killed five.", file: str = "a.txt") -> Change:
    item = Item({"claim": "claim/1"}, "{}, blaming {}", ("SANA", "the coalition"), quote)
    return Change(file, () if kind == "added" else (item,), () if kind == "gone" else (item,))


def written(folder: Path, *extractions: Extraction) -> Path:
    """Write a store of reports, all of whose accounts are of one strike, on which somebody judged."""
    with open_write(folder) as store:
        for extraction in extractions:
            store.replace_source(extraction)
        accounts = tuple(account.iri for record in store.records() for account in record.accounts if account.account.specific)
        store.replace_graph(store.minter.graph("links"), link_quads([StrikeCluster(accounts, "Air strike")], [], store.minter))
        store.replace_curation(Curation((Judgement(min(accounts), max(accounts), "same", 1.0, ("one bridge",), "A. Reader"),)))
    return folder


class TestText:
    """For a terminal."""

    def test_counts_then_reports_then_strikes(self) -> None:
        strike = Item({}, "{}", ("Air strike (a.txt)",))
        report = Change("a.txt", (Item({}, "{}"),), (Item({}, "{}"),), (FieldChange("text_hash", ("1",), ("2",)),))
        changed = replace(claim("changed"), fields=(FieldChange("casualties", ("4 killed", "1 injured"), ("5 killed", "1 injured")),))
        joined = Change("", (strike, strike), (strike,), notes=(("joined from", ("one", "two")),))
        diff = Diff("old", "new", (report,), (changed, claim("gone"), claim("added", file="b.txt")), (joined,))
        assert render_text(diff, 9).splitlines() == [
            "before: old",
            "after:  new",
            "",
            "               added    gone changed",
            "reports            0       0       1",
            "claims             1       1       1",
            "strikes            0       0       1",
            "judgements         0       0       0",
            "",
            "a.txt: text revised",
            "  ~ SANA, blaming the coalition: “The raid killed five.”",
            "      casualties: 4 killed → 5 killed",
            "  - SANA, blaming the coalition: “The raid killed five.”",
            "",
            "b.txt",
            "  + SANA, blaming the coalition: “The raid killed five.”",
            "",
            "Strikes",
            "  ~ Air strike (a.txt)",
            "      joined from: one; two",
        ]

    def test_rest_is_counted(self) -> None:
        diff = Diff("old", "new", claims=(claim("gone"),) * 5, strikes=(claim("added"),) * 3)
        assert re.findall(r"^\+.*", render_text(diff, 2), re.MULTILINE) == ["+3 more changes in reports", "+1 more strikes"]

    def test_limit_of_none_leaves_the_counts(self) -> None:
        assert render_text(Diff("old", "new", claims=(claim("gone"),)), 0).endswith("\n\n+1 more changes in reports")

    def test_nothing_differs(self) -> None:
        assert render_text(Diff("old", "new"), 9) == "before: old\nafter:  new\n\nNo difference in meaning."

    def test_nothing_steers_the_terminal(self) -> None:
        assert SHOWN in render_text(Diff("old", "new", claims=(claim("added", HOSTILE),)), 9)

    def test_what_is_stated_no_more(self) -> None:
        changed = replace(claim("changed"), fields=(FieldChange("on_behalf_of", ("the army",), ()),))
        assert "      on behalf of: the army → nothing" in render_text(Diff("old", "new", claims=(changed,)), 9).splitlines()

    def test_metadata_of_a_report(self) -> None:
        report = Change("a.txt", (Item({}, "{}"),), (Item({}, "{}"),), (FieldChange("published", (), ("2020-01-01",)),))
        assert render_text(Diff("old", "new", (report,)), 9).endswith(
            "\n\na.txt\n  ~ the report's metadata\n      published: nothing → 2020-01-01"
        )


class TestMarkdown:
    """For a pull request."""

    def test_words_of_the_data_stand_in_code_spans(self) -> None:
        page = render_markdown(Diff("old", "new", claims=(claim("gone"),)), 9)
        assert page.splitlines()[0] == "## Changes in claims and strikes: `old` → `new`"
        assert "| claims | 0 | 1 | 0 |" in page
        assert page.endswith("### `a.txt`\n\n- **gone** `SANA`, blaming `the coalition`: `The raid killed five.`")

    def test_markup_in_a_quote_is_text(self) -> None:
        page = render_markdown(Diff("old", "new", claims=(claim("added", HOSTILE),)), 9)
        assert page.endswith(f": ```{' '}{SHOWN}{' '}```")

    @pytest.mark.parametrize(("words", "span"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("``", "``` `` ```"), ("\n", "` `")])
    def test_code_span_outlasts_its_backticks(self, words: str, span: str) -> None:
        assert code(words) == span

    def test_hostile_names_of_files_and_builds(self) -> None:
        page = render_markdown(Diff("a`b", "new", claims=(claim("added", file="<b>.txt"),)), 9)
        assert "``a`b``" in page
        assert "### `<b>.txt`" in page


class TestJson:
    """For programs."""

    CHANGED = replace(
        claim("changed"), fields=(FieldChange("places", (), ("X",)), FieldChange("cue", ("said",), ())), notes=(("n", ("w",)),)
    )

    def test_all_keys_are_there_and_nothing_is_left_out(self) -> None:
        found = json.loads(FORMS["json"](Diff("old", "new", claims=(self.CHANGED,) * 3), 1))
        assert list(found) == ["before", "after", "differ", "counts", "reports", "claims", "strikes", "judgements"]
        assert (found["differ"], found["counts"]["claims"]) == (True, {"added": 0, "gone": 0, "changed": 3})
        assert len(found["claims"]) == 3

    def test_a_change(self) -> None:
        assert json.loads(render_json(Diff("old", "new", claims=(self.CHANGED,))))["claims"][0] == {
            "change": "changed",
            "before": [{"claim": "claim/1"}],
            "after": [{"claim": "claim/1"}],
            "fields": [{"field": "places", "before": [], "after": ["X"]}, {"field": "cue", "before": "said", "after": None}],
            "notes": [{"note": "n", "of": ["w"]}],
        }


class TestCommand:
    """The command as a whole."""

    @pytest.mark.parametrize("form", [form for form in FORMATS if not form.name.startswith("claims")], ids=lambda form: form.name)
    def test_store_and_its_export_are_alike(self, run: Callable[..., Done], tmp_path: Path, form: Format) -> None:
        store = written(tmp_path / "store", rich_extraction(), small_extraction(1))
        file = tmp_path / f"all.{form.suffix}"
        run("export", "--format", form.name, "--store", store, "-o", file)
        done = run("diff", store, file)
        assert (done.status, done.out.splitlines()[-1]) == (0, "No difference in meaning.")

    def test_examples_and_their_turtle_are_alike(self, run: Callable[..., Done], tmp_path: Path) -> None:
        store = example_store(tmp_path / "store")
        run("export", "--store", store, "-o", tmp_path / "all.ttl")
        assert run("diff", tmp_path / "all.ttl", store).status == 0

    @pytest.mark.parametrize("fmt", list(FORMS))
    def test_builds_that_differ(self, run: Callable[..., Done], tmp_path: Path, fmt: str) -> None:
        old = written(tmp_path / "old", small_extraction(1), small_extraction(2))
        new = written(tmp_path / "new", small_extraction(2), rich_extraction())
        done = run("diff", old, new, "--format", fmt)
        assert (done.status, done.err) == (1, "")
        assert "Zoë Łukasz" in done.out
        assert run("diff", old, new, "--format", fmt) == done

    def test_report_goes_to_a_file(self, run: Callable[..., Done], tmp_path: Path) -> None:
        store = written(tmp_path / "store", small_extraction(1))
        assert run("diff", store, store, "-o", tmp_path / "said.txt").out == ""
        assert (tmp_path / "said.txt").read_text(encoding="utf-8").endswith("No difference in meaning.\n")


FILES = [
    ("none.ttl", None, r"kg: There is no store or file none\.ttl\. Check the path"),
    ("broken.ttl", b"a b c", r"kg: broken\.ttl: .*\. Correct the file or give it its right ending"),
    ("a.jsonl", b"{}", r"kg: a\.jsonl: no RDF format ends in '\.jsonl'\. Name it \.jsonld, \.nq"),
    ("empty.ttl", b"", r"kg: empty\.ttl: no report in it\. Give a file that kg export wrote"),
    (
        "half.ttl",
        b"<x:s> a <https://w3id.org/strikekg/ontology#Source> .",
        r"kg: half\.ttl: x:s has no .*\. Give a file that kg export wrote",
    ),
    (
        "account.ttl",
        b"@prefix kg: <https://w3id.org/strikekg/ontology#> . <x:s> a kg:Source . <x:a> a kg:Account ; kg:toldIn <x:s> .",
        r"kg: account\.ttl: not of the form that kg export writes .*\. Give a file that it wrote",
    ),
    ("folder/x", b"", r"kg: folder is no store\. Name the folder of one"),
]


@pytest.mark.parametrize(("name", "content", "message"), FILES, ids=[name for name, _, _ in FILES])
def test_what_cannot_be_read_is_one_line(
    run: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes | None, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    fails(run("diff", name.split("/", maxsplit=1)[0], "other"), message)
