"""What only a process of its own can show: Ctrl-C, closed pipes, full disks, tracebacks."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import TYPE_CHECKING

import pytest
from commands import EXAMPLES, example_store, fails, kg, start

from kg.store import canonical_nquads, open_read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_store(tmp_path_factory.mktemp("processes") / "store")


class TestOutcome:
    """How a process ends, and what it says."""

    def test_unknown_command(self) -> None:
        fails(kg("biuld"), r"kg: No such command 'biuld'\..* Try: kg --help")

    def test_bug_keeps_its_traceback(self, store: Path) -> None:
        broken = "import sys; sys.argv[0] = 'kg'; from kg import store; store.open_read = None; from kg.cli import main; main()"
        done = kg("query", "unattributed-strikes", "--store", store, code=broken)
        assert done.status == 1
        assert "Traceback" in done.err
        assert "TypeError" in done.err

    def test_full_disk_behind_standard_output(self, store: Path) -> None:
        full = "import os, sys; os.dup2(os.open('/dev/full', os.O_WRONLY), 1); sys.argv[0] = 'kg'; from kg.cli import main; main()"
        fails(kg("export", "--store", store, code=full), r"kg: Standard output cannot be written: No space left on device\. ")

    @pytest.mark.parametrize("command", [["query", "--list"], ["export"]])
    def test_reader_that_has_seen_enough_is_no_error(self, store: Path, command: list[str]) -> None:
        where = [] if "--list" in command else ["--store", str(store)]
        with start(*command, *where) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert process.stderr.read() == ""
        assert process.returncode == 0


def wait_for(seen: Callable[[], object]) -> None:
    for _ in range(10_000):
        if seen():
            return
        time.sleep(0.002)
    raise TimeoutError


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_during_a_build(tmp_path: Path, store: Path, workers: str) -> None:
    reports = (EXAMPLES / "reports", "--manifest", EXAMPLES / "manifest.csv", "--store", tmp_path / "store")
    with start("build", *reports, "--workers", workers) as process:
        wait_for(lambda: len(list(tmp_path.glob("store/texts/*.txt"))) >= 2)
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to the workers too
        assert process.communicate(timeout=20) == ("", "kg: stopped; what was stored stays, start the command again to go on\n")
    assert process.returncode == 130
    with open_read(tmp_path / "store") as opened:
        assert 0 < len(list(opened.records(with_text=True))) < 18
    with open_read(example_store(tmp_path / "store")) as again, open_read(store) as whole:
        assert canonical_nquads(again) == canonical_nquads(whole)


def test_ctrl_c_ends_a_query_that_takes_for_ever(tmp_path: Path, store: Path) -> None:
    (tmp_path / "slow.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", encoding="utf-8")
    with start("query", tmp_path / "slow.rq", "--store", store) as process:
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        assert "Traceback" not in process.communicate(timeout=20)[1]
    assert process.returncode in {-signal.SIGINT, 130}


def test_ctrl_c_ends_the_server_in_silence(store: Path) -> None:
    with start("serve", "--port", "0", "--store", store) as process:
        assert process.stderr
        assert re.match(r"Serving .* at http://127\.0\.0\.1:\d+/", process.stderr.readline())
        time.sleep(0.5)  # uvicorn takes its signals over after the address is told
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=20)[1] == ""
    assert process.returncode == 0
