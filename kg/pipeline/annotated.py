"""Annotated documents, and the accounts that their annotations and that extraction tell of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg import evaluation, exports, linking, store
from kg.authority import Authority
from kg.errors import GoldError
from kg.evaluation.align import align
from kg.evaluation.rows import belongs, read_rows
from kg.gazetteer import Gazetteer
from kg.pipeline.extracting import extract
from kg.rdf import Minter
from kg.readers import Skipped, read_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.linking import AccountView
    from kg.model import Document, Extraction


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells: the view of the account of each gold strike that has one."""

    gold: evaluation.GoldDocument
    views: Mapping[str, AccountView]


def annotated(
    gold_path: Path, texts: Path, manifest: Path | None, *, published: bool = True
) -> list[tuple[evaluation.GoldDocument, Document]]:
    """Read annotations and their documents.

    Args:
        gold_path: Gold file or folder.
        texts: Folder of the texts; those without gold are left aside.
        manifest: Their metadata.
        published: Whether publication dates in the gold override the manifest's.

    Raises:
        GoldError: A gold file does not follow the format, or its text is missing or cannot be read.
        InputError: The folder holds no texts, or the manifest is broken.
    """
    gold = evaluation.load_gold(gold_path)
    found = list(read_paths([texts], manifest))
    return [(g, _dated(document, g.published if published else None)) for g in gold for document in [_document(g, found)]]


def _document(gold: evaluation.GoldDocument, found: list[Document | Skipped]) -> Document:
    item = next((item for item in found if belongs(item.file, gold.source)), None)
    if item is None:
        raise GoldError(f"{gold.source}: no text of this name", hint="Name its folder with --texts")
    if isinstance(item, Skipped):
        raise GoldError(f"{item.file}: its text cannot be read: {item.reason}", hint="Mend the text, or leave its gold out")
    return item


def _dated(document: Document, day: str | None) -> Document:
    return replace(document, published=day) if day else document


def told_by_gold(material: list[tuple[evaluation.GoldDocument, Document]]) -> Iterator[tuple[Told, Extraction]]:
    """Yield what annotations tell, as views and as the extraction that these come from."""
    authority, gazetteer, minter = Authority.load(), Gazetteer.load(), Minter()
    for gold, document in material:
        extraction = evaluation.retell(gold, document, authority, gazetteer)
        views = linking.account_views(extraction, minter)
        strikes = evaluation.retold_strikes(gold)
        yield Told(gold, {strike.id: view for strike, view in zip(strikes, views, strict=True)}), extraction


def told_by_extraction(material: list[tuple[evaluation.GoldDocument, Document]]) -> Iterator[Told]:
    """Yield what extraction tells of the strikes that it finds."""
    with TemporaryDirectory() as folder, store.open_write(Path(folder)) as kept:
        views: dict[str, AccountView] = {}
        for _, document in material:
            extraction = extract(document)
            kept.replace_source(extraction)
            views |= {view.iri: view for view in linking.account_views(extraction, kept.minter)}
        rows = read_rows(exports.claim_rows(kept))
    for gold, document in material:
        matches = align(gold, rows, document.text, usual_name).strikes
        found = {strike.id: views[match.account.iri] for match in matches for strike in (match.gold, *match.merged)}
        yield Told(gold, found)


def usual_name(name: str) -> str | None:
    """Return the usual name of an actor, ``None`` for one whom the authority file does not know."""
    actor = Authority.load().resolve(name)
    return actor.name if actor else None
