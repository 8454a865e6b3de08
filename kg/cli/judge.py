"""``kg judge``: what people hold of strikes and claims, above what the tool worked out."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from kg import pipeline, queries, store
from kg.cli import options
from kg.model import Judgement
from kg.pipeline import curating

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model import Rejection
    from kg.rdf import Curation
    from kg.resources import OwnFiles

_COLUMNS: Final = ("judgement", "verdict", "on", "by", "at", "why", "sentence")
_NAME: Final = 12
"""Hex digits that are shown of a judgement's name; its beginning is enough to name it."""


@click.group()
def judge() -> None:
    """Say which accounts are of one strike, and which claims were misread.

    Judgements by people outrank those of the tool, survive every rebuild, and can be taken back. They stand in a graph of their
    own and in the file judgements.ttl in the store, or in another that you name, which can be kept and merged in git; where
    file and graph differ, the file holds.

    \b
    kg judge same strike/5b1e strike/77c0 --by "A. Reader" --why "both quote the mayor"
    kg judge different account/41aa strike/5b1e --by "A. Reader" --why "that was the day before"
    kg judge reject claim/9d02 --by "A. Reader" --why "the toll is that of the whole war"

    Strikes, accounts and claims are named by their IRI or what follows the base, or its beginning as long as nothing else begins
    so; a strike also by its label.
    """  # noqa: D301  # click reads \b as: leave the lines as they are


def _all(*decorators: Callable[[click.decorators.FC], click.decorators.FC]) -> Callable[[click.decorators.FC], click.decorators.FC]:
    def decorated(command: click.decorators.FC) -> click.decorators.FC:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorated


_signed = _all(
    click.option("--by", required=True, metavar="NAME", help="Who judges."),
    click.option("--why", required=True, metavar="TEXT", help="The reason, for others to check."),
    click.option("--on", metavar="DATETIME", show_default="now", help="When it was judged, ISO 8601; UTC where no zone is told."),
)
_kept = _all(options.store, options.own_files)
_pair = _all(click.argument("one", metavar="STRIKE_OR_ACCOUNT"), click.argument("other", metavar="STRIKE_OR_ACCOUNT"))


@judge.command()
@_pair
@_signed
@_kept
def same(*, one: str, other: str, by: str, why: str, on: str | None, store_dir: Path, own: OwnFiles) -> int:
    """Judge that two strikes or accounts are one strike."""
    ground = _ground(by, why, on)
    return _change(store_dir, own, lambda kept, known: curating.judge(kept, known, "same", (one, other), ground))


@judge.command()
@_pair
@_signed
@_kept
def different(*, one: str, other: str, by: str, why: str, on: str | None, store_dir: Path, own: OwnFiles) -> int:
    """Judge that two strikes or accounts are of different strikes.

    An account and the strike that it is in: the account leaves it.
    """
    ground = _ground(by, why, on)
    return _change(store_dir, own, lambda kept, known: curating.judge(kept, known, "different", (one, other), ground))


@judge.command()
@click.argument("claim")
@_signed
@_kept
def reject(*, claim: str, by: str, why: str, on: str | None, store_dir: Path, own: OwnFiles) -> int:
    """Judge that a claim was misread: it stays in its source's graph and counts nowhere."""
    ground = _ground(by, why, on)
    return _change(store_dir, own, lambda kept, known: curating.reject(kept, known, claim, ground))


@judge.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_kept
def undo(*, names: tuple[str, ...], store_dir: Path, own: OwnFiles) -> int:
    """Take judgements back.

    NAME is what `kg judge list` prints, once or more; or two strikes or accounts, for every judgement between them.
    """
    return _change(store_dir, own, lambda kept, known: curating.undo(kept, known, names))


@judge.command("list")
@click.option("--format", "fmt", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="Form of the list.")
@options.store
@options.judgements
@options.output
def list_(*, fmt: str, store_dir: Path, judgements: Path | None, output: Path | None) -> int:
    """List what people judged."""
    with store.open_read(store_dir) as opened:
        named = curating.current(opened, judgements).named(opened.minter)
        files = {record.iri: record.extraction.document.file for record in opened.records()} if fmt == "table" else {}
    if fmt == "jsonl":
        lines = (json.dumps({"iri": iri, **asdict(entry)}, ensure_ascii=False) + "\n" for iri, entry in sorted(named.items()))
        with options.opened(output) as handle:
            handle.writelines(line.encode() for line in lines)
    else:
        rows = tuple(_row(iri, entry, files) for iri, entry in sorted(named.items()))
        options.write(queries.render_table(queries.Result("What people judged", _COLUMNS, rows)), output)
    return 0


def _row(iri: str, entry: Judgement | Rejection, files: dict[str, str]) -> tuple[str | None, ...]:
    passages = entry.passages if isinstance(entry, Judgement) else (entry.passage,)
    verdict, why = (entry.verdict, "; ".join(entry.reasons)) if isinstance(entry, Judgement) else ("rejected", entry.reason)
    on = " and ".join(files.get(passage.source, "a source that is gone") for passage in passages)
    return (_named(iri), verdict, on, entry.by, entry.at, why, " / ".join(passage.quote for passage in passages))


def _named(iri: str) -> str:
    kind, name = iri.rsplit("/", 2)[1:]
    return f"{kind}/{name[:_NAME]}"


def _ground(by: str, why: str, on: str | None) -> curating.Ground:
    return curating.Ground(by, why, on or datetime.now(UTC).isoformat())


def _change(store_dir: Path, own: OwnFiles, work: Callable[[store.Store, Curation], Curation]) -> int:
    """Change what people judged, link anew, and say what came of it."""
    store.open_read(store_dir).close()  # a store that is missing is told, not made
    with store.open_write(store_dir) as kept:
        known = curating.current(kept, own.judgements)
        wanted = work(kept, known)
        before = curating.strikes(kept)
        curating.keep(kept, wanted, own.judgements)
        linked = pipeline.add(kept, (), own)
        after = curating.strikes(kept)
        old, new = known.named(kept.minter), wanted.named(kept.minter)
    where = ["--store", str(store_dir), *(["--judgements", str(own.judgements)] if own.judgements else [])]
    _tell_kept(old, new, click.format_filename(own.judgements or store_dir / "judgements.ttl"), where)
    _tell_strikes(before, after)
    click.echo(f"{linked.strikes} strikes, {linked.merged} of them told by several sources")
    for note in linked.notes:
        click.echo(note, err=True)
    return 0


def _tell_kept(old: dict[str, Judgement | Rejection], new: dict[str, Judgement | Rejection], file: str, where: list[str]) -> None:
    made, gone = sorted(iri for iri, entry in new.items() if old.get(iri) != entry), old.keys() - new.keys()
    if made:
        click.echo(f"{_counted(len(made))} kept in {file}")
    if gone:
        click.echo(f"{_counted(len(gone))} taken out of {file}")
    if made:
        click.echo(f"take back with: {shlex.join(['kg', 'judge', 'undo', *map(_named, made), *where])}")
    if not made and not gone:
        click.echo("nothing is judged otherwise than before")


def _tell_strikes(before: curating.Strikes, after: curating.Strikes) -> None:
    joined, split = curating.regrouped(before, after)
    for parts, now in joined:
        click.echo(f"joined: {' and '.join(parts)} are now {now}")
    for was, parts in split:
        click.echo(f"split: {was} is now {' and '.join(parts)}")
    if not joined and not split:
        click.echo("no strikes joined or split")


def _counted(number: int) -> str:
    return f"{number} judgement" if number == 1 else f"{number} judgements"
