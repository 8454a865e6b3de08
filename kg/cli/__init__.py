"""The command line: commands parse, call one function and print; the only place where errors become exit codes."""

from __future__ import annotations

import sys

import click

from kg import __version__
from kg.cli import curate, data, evaluate, graph, serve
from kg.errors import KgError

FALLS_SHORT = 1
WRONG_INPUT = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Who says so, in which sentence: a knowledge graph of reported strikes.

    \b
    kg demo                                   try it on the example reports
    kg build reports/ --store my-store        read reports into a store
    kg query sources-attributing-strikes --actor "US-led coalition" --store my-store

    Exit codes: 0 done, 1 the graph or a floor falls short, 2 wrong usage or unreadable input.
    """


for _command in (
    data.build,
    data.demo,
    graph.validate,
    graph.query,
    serve.serve,
    curate.link,
    graph.export,
    evaluate.evaluate,
    curate.explain,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; expected errors become one line and exit code 2, bugs keep their traceback."""
    try:
        result = cli.main(standalone_mode=False)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(WRONG_INPUT)
    except click.UsageError as error:
        context = error.ctx.command_path if error.ctx else "kg"
        click.echo(f"{context}: {error.format_message()} Try: {context} --help", err=True)
        sys.exit(WRONG_INPUT)
    except click.ClickException as error:
        click.echo(f"kg: {error.format_message()}", err=True)
        sys.exit(WRONG_INPUT)
    except click.Abort:
        click.echo("kg: stopped; what was stored stays, start again to go on", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # whoever read our output has seen enough
        sys.stderr.close()
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)
