"""The command line: commands parse, call one function and print; the only place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    from typing import NoReturn

WRONG_INPUT: Final = 2
STOPPED: Final = 130

COMMANDS: Final = {
    "build": "Read reports into a store.",
    "demo": "Build, check and question a graph of the example reports.",
    "query": "Ask a named question, or one of your own.",
    "explain": "Say where a claim, an account, a strike or a source comes from; or why two accounts are one strike or two.",
    "trace": "Show how one report is read, span by span.",
    "validate": "Check a graph against the shapes.",
    "serve": "Answer SPARQL queries over HTTP.",
    "link": "Judge anew which accounts tell of one strike.",
    "judge": "Say which accounts are of one strike, and which claims were misread.",
    "export": "Write the graph, or the table of claims, for other tools.",
    "diff": "Say what differs between two builds, by meaning.",
    "gazetteer": "Import all places of a country from a GeoNames dump.",
    "evaluate": "Score the extraction against gold annotations.",
}
"""Every command, with the first sentence of its help; each is a function of the same name in a module of the same name."""


class Commands(click.Group):
    """A group that imports a command when it is asked for, so that none waits for the libraries of another."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of all commands, in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """Return a command, or ``None`` where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and return its exit code; click itself would add an empty line to Ctrl-C, and exit code 1 to a closed pipe."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            return _stopped()
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Who says so, in which sentence: a knowledge graph of reported strikes.

    \b
    kg demo                                   try it on the example reports
    kg build reports/ --store my-store        read reports into a store
    kg query sources-attributing-strikes --actor "US-led coalition" --store my-store

    Exit codes: 0 done, 1 the graph or a floor falls short, 2 wrong usage or unreadable input.
    """  # noqa: D301  # click reads \b as: leave the lines as they are


def main() -> None:
    """Run the command line; expected errors become one line and exit code 2, bugs keep their traceback."""
    try:
        status = cli.main(prog_name="kg", standalone_mode=False)
    except KgError as error:
        _fail(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        status = WRONG_INPUT
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kg"
        _fail(f"{error.format_message()} Try: {command} --help", command)
    except click.ClickException as error:
        _fail(error.format_message())
    except click.Abort:  # Ctrl-C before a command ran
        status = _stopped()
    sys.exit(status)


def _fail(message: str, command: str = "kg") -> NoReturn:
    """End with one line, whatever line breaks a parser's complaint or a file's name brings along."""
    click.echo(f"{command}: {' '.join(message.split())}", err=True)
    sys.exit(WRONG_INPUT)


def _stopped() -> int:
    click.echo("kg: stopped; what was stored stays, start the command again to go on", err=True)
    return STOPPED
