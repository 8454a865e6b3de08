"""Runs the command line for tests: in this process where that shows the same, else as a real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kg import pipeline
from kg.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
# a shell that starts a job in the background lets it ignore Ctrl-C; here it shall not
_START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from kg.cli import main; main()"


class Done(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


def start(*arguments: str | Path, code: str = _START, cwd: Path | None = None) -> subprocess.Popen[str]:
    """Start ``kg`` as a process group of its own; warnings are errors there too."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kg(*arguments: str | Path, code: str = _START, cwd: Path | None = None) -> Done:
    """Run ``kg`` as a process."""
    with start(*arguments, code=code, cwd=cwd) as process:
        out, err = process.communicate(timeout=60)
    return Done(process.returncode, out, err)


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return what runs ``kg`` in this process."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Done(int(ended.value.code or 0), out, err)

    return run


def example_store(folder: Path) -> Path:
    """Build the example reports into a store and return it."""
    pipeline.build([EXAMPLES / "reports"], folder, manifest=EXAMPLES / "manifest.csv", check=False)
    return folder


def fails(done: Done, message: str) -> None:
    """Assert exit code 2, nothing on standard output, and one line that matches from its beginning."""
    assert (done.status, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert re.match(message, done.err), done.err
