"""What the README and the pages on traces and differences show is true: their Python blocks run, and their marked console blocks print what stands there.

A ``console`` block is run when the line ``<!-- runs -->`` (or ``<!-- runs, exit 1 -->``) stands right above it. In it ``$ ``
begins a command, ``> `` continues one, and the lines below are its standard output, where a line ``...`` stands for any
lines. All blocks run in order in one folder that holds ``examples``, with the project's commands on the path.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

MARK = r"^<!-- runs(?:, exit (?P<exit>\d))? -->\n"
FENCE = re.compile(rf"(?P<mark>{MARK})?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n?((?:(?!\$ ).*\n?)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to run: where it stands, the arguments, the output and the exit status that the page promises."""

    line: int
    arguments: tuple[str, ...]
    output: str | None = None
    status: int = 0


def console_steps(line: int, body: str, status: int) -> list[Step]:
    """Return the commands of one console block; only the last may end in another status than 0."""
    found = COMMAND.findall(body)
    return [
        Step(line, ("bash", "-c", command.replace("\n> ", "\n")), output, status if number == len(found) else 0)
        for number, (command, output) in enumerate(found, start=1)
    ]


def steps(page: str) -> list[Step]:
    """Return all that a Markdown page asks to be run, in order."""
    found: list[Step] = []
    for fence in FENCE.finditer(page):
        line = page.count("\n", 0, fence.start("body"))
        if fence["kind"] == "python":
            found.append(Step(line, (sys.executable, "-W", "error", "-c", fence["body"])))
        elif fence["kind"] == "console" and fence["mark"]:
            found += console_steps(line, fence["body"], int(fence["exit"] or 0))
    return found


def agrees(promised: str, printed: str) -> bool:
    """Tell whether the output is as promised: trailing blanks apart, and ``...`` on a line of its own for any lines."""
    wanted = [line.rstrip() for line in promised.rstrip().splitlines()]
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in wanted)
    actual = "".join(line.rstrip() + "\n" for line in printed.rstrip().splitlines())
    return re.fullmatch(pattern, actual) is not None


def check(step: Step, folder: Path) -> str:
    """Run one step; return what is wrong, empty where nothing is."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    environment = {**os.environ, "PATH": path, "COLUMNS": "120", "PYTHONUTF8": "1"}
    done = subprocess.run(step.arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != step.status:
        return f"line {step.line}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
    if step.output is not None and not agrees(step.output, done.stdout):
        return f"line {step.line}: promised\n{step.output}\nprinted\n{done.stdout}"
    return ""


def idle_marks(page: str) -> list[str]:
    """Return the comments that look like a mark and mark nothing: misspelt, or not right above a console block."""
    marked = {fence.start() for fence in FENCE.finditer(page) if fence["kind"] == "console"}
    return [mark[0] for mark in re.finditer(r"^.*<!-- *run.*$", page, re.MULTILINE) if mark.start() not in marked]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "docs/curation.md", "docs/diff.md", "docs/trace.md"])
def test_page_is_true(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "examples").symlink_to(root / "examples")
    page = (root / name).read_text(encoding="utf-8")
    todo = steps(page)
    assert todo
    assert idle_marks(page) == []
    assert [wrong for step in todo if (wrong := check(step, tmp_path))] == []


def test_python_block_is_taken_and_other_kinds_are_not() -> None:
    page = "text\n```python\nx = 1\n```\n```turtle\na b c .\n```\n```console\n$ false\n```\n"
    assert [(step.line, step.arguments[-1]) for step in steps(page)] == [(2, "x = 1\n")]


def test_marked_console_block_gives_its_commands_with_their_output() -> None:
    page = "<!-- runs -->\n```console\n$ echo a; \\\n> echo b\na\nb\n$ true\n```\n"
    assert [(step.arguments[-1], step.output) for step in steps(page)] == [("echo a; \\\necho b", "a\nb\n"), ("true", "")]


def test_only_the_last_command_may_end_in_another_status() -> None:
    page = "<!-- runs, exit 1 -->\n```console\n$ true\n$ false\n```\n"
    assert [step.status for step in steps(page)] == [0, 1]


@pytest.mark.parametrize(
    "page",
    ["<!-- run -->\n```console\n$ x\n```\n", "<!-- runs -->\n\n```console\n$ x\n```\n", "<!-- runs -->\n```sh\n$ x\n```\n"],
)
def test_mark_that_marks_nothing_is_told(page: str) -> None:
    assert len(idle_marks(page)) == 1


def test_mark_above_a_console_block_is_not_told() -> None:
    assert idle_marks("<!-- runs, exit 1 -->\n```console\n$ x\n```\n<!-- prose -->\n") == []


@pytest.mark.parametrize(
    ("promised", "printed"),
    [("a\n", "a  \n"), ("a\n...\nd\n", "a\nb\nc\nd\n"), ("a\n...\nb\n", "a\nb\n"), ("...\n", ""), ("", "\n")],
)
def test_output_agrees(promised: str, printed: str) -> None:
    assert agrees(promised, printed)


@pytest.mark.parametrize(
    ("promised", "printed"),
    [("a\n", "a\nb\n"), ("a\n", ""), ("a.c\n", "abc\n"), ("a\n...\nd\n", "a\nb\n"), ("", "a\n"), ("a ...\n", "a b\n")],
)
def test_output_differs(promised: str, printed: str) -> None:
    assert not agrees(promised, printed)


@pytest.mark.parametrize(
    ("arguments", "output", "status"),
    [(("bash", "-c", "echo a"), "b\n", 0), (("bash", "-c", "false"), None, 0), (("bash", "-c", "true"), None, 1)],
)
def test_untrue_step_is_told_with_its_line(tmp_path: Path, arguments: tuple[str, ...], output: str | None, status: int) -> None:
    assert check(Step(7, arguments, output, status), tmp_path).startswith("line 7:")


def test_true_step_is_not_told(tmp_path: Path) -> None:
    assert check(Step(7, ("bash", "-c", "echo a"), "a\n"), tmp_path) == ""
