"""Every command fails well: one line that names the file, the place and the next step; nothing is lost or half-written."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest
from commands import EXAMPLES, Done, example_store, fails, kg

from kg.store import open_read, open_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPORT = (EXAMPLES / "reports" / "wire-anefis.txt").read_bytes()
RUSSIAN = "Российские войска нанесли ракетный удар по городу, погибли три человека. " * 5
STRIKES = "unattributed-strikes"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_store(tmp_path_factory.mktemp("failures") / "store")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, and be in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


UNREADABLE = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n", "empty"),
    ("binary.txt", bytes(range(256)) * 20, "binary, not text"),
    ("cut.txt", "Eine Straße in Mossul wurde getroffen – ".encode()[:-2], r"encoding: UTF-8 that is broken at byte \d+"),
    ("line.txt", b"a strike killed five people in Mosul " * 1_400_000, r"too long: 51,800,000 bytes"),
    ("russian.txt", RUSSIAN.encode(), "language: looks like ru"),
    ("page.html", b"<html><body><div <p", "no main text found in the page"),
    ("head.md", b"---\ntitle: [a\n---\nbody\n", "broken front matter at line 3"),
    ("open.csv", b'id,text\n1,"never closed\n', "a quotation mark that is opened here and never closed"),
    ("bare.csv", b"id,text\n1,a,b\n", "3 values where the header names 2"),
    ("lines.jsonl", b'{"text": "a"\n', "not JSON: .* at column"),
]


class TestUnreadableInput:
    """One bad file is skipped by name and reason, and the rest goes on."""

    @pytest.mark.parametrize(("name", "content", "reason"), UNREADABLE, ids=[name for name, _, _ in UNREADABLE])
    def test_it_is_skipped_and_counted(self, run: Callable[..., Done], folder: Path, name: str, content: bytes, reason: str) -> None:
        (folder / "in").mkdir()
        (folder / "in" / name).write_bytes(content)
        (folder / "in" / "good.txt").write_bytes(REPORT)
        done = run("build", "in", "--no-check")
        assert done.status == 0
        assert re.match(rf"skipped {re.escape(name)}(:\d+)?: {reason}", done.err)
        assert done.err.count("\n") == 1
        assert done.out.startswith("1 report read")
        assert done.out.endswith(", 1 skipped\n")

    def test_nothing_but_such_files_is_an_error_and_makes_no_store(self, run: Callable[..., Done], folder: Path) -> None:
        (folder / "a.txt").write_bytes(b"")
        done = run("build", "a.txt")
        assert done.status == 2
        assert done.err == (
            "skipped a.txt: empty\n"
            "kg: None of the inputs could be read (1 skipped), so kg-store is left as it was. Mend the files named above, or give others\n"
        )
        assert [path.name for path in folder.iterdir()] == ["a.txt"]

    def test_nothing_but_such_files_prunes_nothing(self, run: Callable[..., Done], folder: Path) -> None:
        (folder / "good.txt").write_bytes(REPORT)
        (folder / "bad.txt").write_bytes(b"")
        run("build", "good.txt", "--no-check")
        assert run("build", "bad.txt", "--prune").status == 2
        with open_read(folder / "kg-store") as opened:
            assert len(opened.sources()) == 1

    def test_long_lists_are_cut_and_counted(self, run: Callable[..., Done], folder: Path) -> None:
        for number in range(25):
            (folder / f"{number:02}.txt").write_bytes(b"")
        lines = run("build", ".").err.splitlines()
        assert (len(lines), lines[-2]) == (22, "skipped 5 more")


BUILDS = [
    ("absent", {}, r"kg: No file or folder absent\. Check the path"),
    ("in", {"in/a.pdf": b"%PDF"}, r"kg: No reports in in\. Give files that end in \.txt"),
    ("in", {"in/a.txt": REPORT, "m.csv": b"file,title\na.txt,a,b\n"}, r"kg: m\.csv, line 2: 3 values .*\. Correct the row"),
    ("in", {"in/a.txt": REPORT, "m.csv": b'file,title\na.txt,"b\n'}, r"kg: m\.csv, line 2: a quotation mark .*\. Correct the row"),
    ("in", {"in/a.txt": REPORT, "m.csv": b"file,published\na.txt,last week\n"}, r"kg: m\.csv, line 2: published 'last week' .*\. Correct"),
    ("in", {"in/a.txt": REPORT, "m.csv": b"file\nb.txt\n"}, r"kg: m\.csv, line 2: there is no file 'b\.txt'\. Give its path"),
    ("in", {"in/a.txt": REPORT, "m.csv": b"\0\0"}, r"kg: Cannot read the manifest m\.csv: binary, not text\. Save it as UTF-8"),
    ("in", {"in/a.txt": REPORT, "kg-store": b""}, r"kg: The store kg-store cannot be made: File exists\. Name another folder"),
    ("in", {"in/a.txt": REPORT, "kg-store/x": b""}, r"kg: kg-store is a folder of other things, not a store\. Name an empty"),
]


@pytest.mark.parametrize(("given", "files", "message"), BUILDS)
def test_build_that_cannot_begin_leaves_all_as_it_was(
    run: Callable[..., Done], folder: Path, given: str, files: dict[str, bytes], message: str
) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    fails(run("build", given, *(["--manifest", "m.csv"] if "m.csv" in files else [])), message)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(files)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], r"kg build: Missing argument 'INPUTS\.\.\.'\. Try: kg build --help"),
        (["in", "--manifest", "no.csv"], r"kg build: Invalid value for '--manifest': File 'no\.csv' does not exist\. Try"),
        (["in", "--workers", "0"], r"kg build: Invalid value for '--workers': 0 is not in the range"),
        (["in", "--wokers", "2"], r"kg build: No such option '?--wokers"),
    ],
)
def test_build_used_wrongly(run: Callable[..., Done], folder: Path, arguments: list[str], message: str) -> None:
    fails(run("build", *arguments), message)


def test_base_that_is_none_and_base_that_is_another(run: Callable[..., Done], folder: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    fails(run("build", "a.txt", "--base", "nonsense"), r"kg: The base 'nonsense' is no http IRI .* Give one such as")
    run("build", "a.txt", "--no-check")
    fails(run("build", "a.txt", "--base", "https://x.org/"), r"kg: The store kg-store has the base .* Use that base or another folder")


READERS = [["query", STRIKES], ["validate"], ["export"], ["link"], ["explain", "claim/x"], ["serve"]]


@pytest.mark.parametrize("command", READERS, ids=[words[0] for words in READERS])
class TestStoreThatCannotBeRead:
    """Every command that reads a store says what is wrong with it."""

    def test_missing(self, run: Callable[..., Done], folder: Path, command: list[str]) -> None:
        fails(run(*command), r"kg: There is no store at kg-store\. Make one with: kg build INPUT --store kg-store")
        assert list(folder.iterdir()) == []

    def test_file(self, run: Callable[..., Done], folder: Path, command: list[str]) -> None:
        (folder / "kg-store").write_bytes(b"x")
        fails(run(*command), r"kg: kg-store is no store\. Name the folder of one, made with: kg build INPUT --store FOLDER")

    def test_folder_of_other_things(self, run: Callable[..., Done], folder: Path, command: list[str]) -> None:
        (folder / "a.txt").write_bytes(b"x")
        fails(run(*command, "--store", folder), r"kg: .* is no store\. Name the folder of one")
        assert [path.name for path in folder.iterdir()] == ["a.txt"]

    def test_locked(self, run: Callable[..., Done], folder: Path, command: list[str]) -> None:
        with open_write(folder / "kg-store"):
            fails(run(*command), r"kg: The store kg-store is in use by another process\. Wait for it, or stop it")


def test_store_that_another_process_reads_is_not_written(folder: Path, store: Path) -> None:
    (folder / "a.txt").write_bytes(REPORT)
    with open_read(store):
        fails(kg("build", "a.txt", "--store", store, cwd=folder), r"kg: The store .* is in use by another process")


QUERIES = [
    ([STRIKES, "--foo", "x"], r"kg: The query unattributed-strikes has no parameter 'foo'\. It takes: none"),
    (["sources-attributing-strikes"], r"kg: The query sources-attributing-strikes needs 'actor': .*\. Give --actor VALUE"),
    (["sources-attributing-strikes", "--actor"], r"kg: --actor has no value\. Write parameters as"),
    (["sources-attributing-strikes", "--actor", "Nobody At All"], r"kg: The store knows no actor called 'Nobody At All'\. "),
    (["strikes-near", "--place", "Syria", "--km", "far"], r"kg: .* cannot take 'far' as 'km': .*\. Give one such as 25"),
    (["nonsense"], r"kg: There is no query 'nonsense'\. Ask one of: assisted-by, .*; or name a \.rq file"),
    (["a", "b"], r"kg: 'b' follows the question 'a'\. Write: kg query NAME"),
    (["no.rq"], r"kg: The query file no\.rq cannot be read: No such file or directory\. Name a readable file"),
    (["broken.rq"], r"kg: broken\.rq: The query was refused: error at 3:1: .{0,150}\. Correct it and ask again\n"),
    (["update.rq"], r"kg: update\.rq: The query was refused: error at 2:10"),
    (["binary.rq"], r"kg: The query file binary\.rq cannot be read: it is no UTF-8 text\. Name a readable file"),
    ([STRIKES, "--format", "pdf"], r"kg query: Invalid value for '--format': 'pdf' is not one of 'table'"),
]


@pytest.mark.parametrize(("arguments", "message"), QUERIES, ids=[" ".join(arguments) for arguments, _ in QUERIES])
def test_question_that_cannot_be_asked(run: Callable[..., Done], folder: Path, store: Path, arguments: list[str], message: str) -> None:
    (folder / "broken.rq").write_text("# What is broken?\nSELECT ?x WHERE { ?x a\n", encoding="utf-8")
    (folder / "update.rq").write_text("# Gone?\nDELETE WHERE { ?s ?p ?o }\n", encoding="utf-8")
    (folder / "binary.rq").write_bytes(b"\xff\xfe\0")
    fails(run("query", *arguments, "--store", store), message)


OTHERS = [
    (["explain", "claim/x"], r"kg: The store \S+ holds no claim, account, strike or source claim/x\. kg query and kg explain print"),
    (["export", "--format", "pdf"], r"kg export: Invalid value for '--format': 'pdf' is not one of"),
    (["export", "-o", "absent/a.ttl"], r"kg: absent/a\.ttl cannot be written: No such file or directory\. Name another file with -o"),
    (["export", "-o", "a.csv/a.ttl"], r"kg: a\.csv/a\.ttl cannot be written: Not a directory\. Name another file with -o"),
    (["export", "-o", "."], r"kg export: Invalid value for '-o' / '--output': File '\.' is a directory\. Try"),
    (["query", STRIKES, "-o", "absent/a.csv"], r"kg: absent/a\.csv cannot be written: No such file or directory\. Name another"),
    (["validate", "absent.ttl"], r"kg validate: Invalid value for '\[GRAPH\]': Path 'absent\.ttl' does not exist"),
    (["validate", "a.csv"], r"kg: a\.csv: no RDF format ends in '\.csv'\. Name it \.jsonld"),
    (["validate", "broken.ttl"], r"kg: broken\.ttl: .* line 1 .*\. Correct the file or give it its right ending"),
    (["validate", "--shapes", "empty"], r"kg: empty holds no shapes\. Name a folder of Turtle files"),
    (["serve", "--port", "70000"], r"kg serve: Invalid value for '--port': 70000 is not in the range"),
    (["serve", "--host", "nowhere.invalid"], r"kg: Cannot listen at nowhere\.invalid port 8000: .*\. Check --host and --port"),
]


@pytest.mark.parametrize(("arguments", "message"), OTHERS, ids=[" ".join(arguments) for arguments, _ in OTHERS])
def test_other_commands(run: Callable[..., Done], folder: Path, store: Path, arguments: list[str], message: str) -> None:
    (folder / "a.csv").write_bytes(b"x")
    (folder / "broken.ttl").write_bytes(b"a b c")
    (folder / "empty").mkdir()
    fails(run(*arguments, "--store", store), message)
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "broken.ttl", "empty"]


def test_port_in_use(run: Callable[..., Done], store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = rf"kg: Cannot listen at 127\.0\.0\.1 port {port}: Address already in use\. Choose another with --port"
        fails(run("serve", "--port", str(port), "--store", store), message)


GOLD = [
    ("strikes: []\n", r"kg: gold\.yaml: no source is named\. Begin the file with"),
    ("source: a.txt\nstrikes: [\n", r"kg: gold\.yaml, line 3: cannot be read: .*\. Correct the file"),
    ("source: a.txt\nstrkes: []\n", r"kg: gold\.yaml: unknown key 'strkes'\. Use one of"),
    ("source: b.txt\n", r"kg: b\.txt: no text of this name\. Name its folder with --texts"),
    ("source: empty.txt\n", r"kg: empty\.txt: its text cannot be read: empty\. Mend the text, or leave its gold out"),
    ("source: a.txt\nattributed_elsewhere: [{claimant: x, evidence: not there}]\n", r"kg: a\.txt: .*not there"),
]


@pytest.mark.parametrize(("gold", "message"), GOLD)
def test_gold_that_is_broken(run: Callable[..., Done], folder: Path, gold: str, message: str) -> None:
    (folder / "gold.yaml").write_text(gold, encoding="utf-8")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_bytes(REPORT)
    (folder / "texts" / "empty.txt").write_bytes(b"")
    fails(run("evaluate", "gold.yaml", "--texts", "texts"), message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--errors", "nonsense"], r"kg: No field 'nonsense'\. Use one of strike, mode"),
        (["--floors", "floors.toml"], r"kg: floors\.toml: no section \[seeds\]\. Known: mine"),
        (["--floors", "floors.toml", "--section", "mine"], r"kg: No field 'nonsense'\. Use one of strike, mode"),
        (["--floors", "gold.yaml"], r"kg: gold\.yaml: cannot be read: .*\. Give a TOML file of floors"),
    ],
)
def test_evaluation_used_wrongly(run: Callable[..., Done], folder: Path, arguments: list[str], message: str) -> None:
    (folder / "gold.yaml").write_text("source: a.txt\n", encoding="utf-8")
    (folder / "floors.toml").write_text("[mine]\nnonsense = 1.0\n", encoding="utf-8")
    (folder / "a.txt").write_bytes(REPORT)
    fails(run("evaluate", "gold.yaml", "--texts", ".", *arguments), message)
