"""``kg query``: questions to a store."""

from __future__ import annotations

import shutil
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg import queries, store
from kg.cli import options
from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.queries import Parameter


# what click does not know is a parameter of the question
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="NAME [--PARAMETER VALUE]...")
@click.option("--list", "listing", is_flag=True, help="List the questions and their parameters.")
@click.option("--format", "fmt", type=click.Choice(queries.FORMATS), default="table", show_default=True, help="Form of the answer.")
@options.store
@options.output
def query(words: tuple[str, ...], fmt: str, store_dir: Path, output: Path | None, *, listing: bool) -> int:
    """Ask a named question, or one of your own.

    NAME is one of those that `kg query --list` prints, or the path of a .rq file with SPARQL. Its parameters follow as options.

    \b
    kg query sources-attributing-strikes --actor "US-led coalition"
    kg query mine.rq --format csv
    """  # noqa: D301  # click reads \b as: leave the lines as they are
    if listing or not words:
        options.write(_listing(), output)
        return 0
    name, values = parameters(words)
    with store.open_read(store_dir) as opened, _ended_by_interrupt():
        result = queries.run(opened, name, values)
    on_screen = fmt == "table" and output is None and sys.stdout.isatty()
    text = queries.render(result, fmt, shutil.get_terminal_size().columns) if on_screen else queries.render(result, fmt)
    options.write(text, output)
    return 0


@contextmanager
def _ended_by_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the process at once: the engine does not heed it while it computes, and nothing is being written."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def parameters(words: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Read a name, and pairs ``--name value`` or ``--name=value`` before or behind it.

    Raises:
        InputError: There is no name or a second one, a value is missing, or a parameter is given twice.
    """
    names: list[str] = []
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            names.append(word)
            continue
        key, equals, value = word[2:].partition("=")
        if not equals and not rest:
            raise InputError(f"{word} has no value", hint='Write parameters as --actor "US-led coalition"')
        if key in found:
            raise InputError(f"--{key} is given twice", hint="Give it once")
        found[key] = value if equals else rest.pop(0)
    if len(names) != 1:
        told = f"{names[1]!r} follows the question {names[0]!r}" if names else "No question is named"
        raise InputError(told, hint='Write: kg query NAME --actor "US-led coalition"; kg query --list prints the names')
    return names[0], found


def _listing() -> str:
    lines = []
    for item in queries.catalogue():
        lines += [" ".join([item.name, *map(_usage, item.parameters)]), f"    {item.question}"]
        lines += [f"    --{parameter.name}: {_about(parameter)}" for parameter in item.parameters]
    return "\n".join(lines)


def _usage(parameter: Parameter) -> str:
    value = parameter.kind if "|" in parameter.kind else parameter.kind.upper()
    return f"--{parameter.name} {value}" if parameter.required else f"[--{parameter.name} {value}]"


def _about(parameter: Parameter) -> str:
    return parameter.about if parameter.required else f"{parameter.about} (default {parameter.default})"
