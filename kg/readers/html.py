"""Reads a saved web page: main text and title by trafilatura, the rest only where the page states it in its head.

Nothing is fetched. Dates are never searched in the running text, where they date the strike and not the page: only
declared ones count (Open Graph, https://ogp.me; Dublin Core; schema.org JSON-LD and microdata).
"""

from __future__ import annotations

import json
import logging
import re
from typing import TYPE_CHECKING, Final, Protocol

import trafilatura

from kg.readers.encoding import DecodingError, decode
from kg.readers.metadata import Metadata, is_edtf, is_language_tag
from kg.readers.records import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

for _library in ("trafilatura", "htmldate", "justext", "courlan"):  # their complaints reach the user as a reason to skip
    logging.getLogger(_library).addHandler(logging.NullHandler())
    logging.getLogger(_library).propagate = False

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_DATE_NAMES: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)
_SITE_NAMES: Final = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_ARTICLE: Final = re.compile(r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|WebPage)")


class HtmlElement(Protocol):
    """The little of an lxml element that is used here; lxml has no type hints."""

    text: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def iter(self, tag: str) -> Iterator[HtmlElement]:
        """Yield the elements of a name, this one included, in document order."""


def read_html(data: bytes, file: str) -> Iterator[Record | Skipped]:
    """Yield the one text of a page.

    Args:
        data: The page as saved.
        file: Its name, for the record.

    Yields:
        The record, or a ``Skipped`` where the bytes cannot be decoded or hold no main text.
    """
    charset = _CHARSET.search(data[:4096])
    try:
        page = decode(data, charset[1].decode("ascii") if charset else None)
    except DecodingError as error:
        yield Skipped(file, str(error))
        return
    tree = trafilatura.load_html(page) if page.strip() else None
    found = None if tree is None else trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if tree is None or not isinstance(found, trafilatura.settings.Document) or not (text := found.text or "").strip():
        yield Skipped(file, "no main text found in the page: broken HTML, or no article")
        return
    yield Record(file, text, Metadata(title=found.title or None).over(_stated(tree)))


def _stated(tree: HtmlElement) -> Metadata:
    """Return what the page declares about itself; of several declarations the first in document order."""
    meta = _meta(tree)
    article = _article(tree)
    publisher = article.get("publisher")
    return Metadata(
        title=_string(article.get("headline")),
        publisher=_first(meta, _SITE_NAMES) or _string(publisher.get("name") if isinstance(publisher, dict) else publisher),
        published=_day(_first(meta, _DATE_NAMES)) or _day(_string(article.get("datePublished"))) or _day(_time_element(tree)),
        url=_canonical(tree) or _address(meta.get("og:url")),
        language=_language(tree.get("lang")),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _article(tree: HtmlElement) -> dict[str, object]:
    """Return the first JSON-LD object of the page that describes an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            for item in _objects(_json(script.text or "")):
                if _ARTICLE.fullmatch(_string(item.get("@type")) or ""):
                    return item
    return {}


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # pages are full of broken JSON-LD; it then states nothing
        return None


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Yield the top objects of a JSON-LD document, those of its ``@graph`` included."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else []) if isinstance(node, dict))


def _time_element(tree: HtmlElement) -> str | None:
    """Return the ``<time itemprop="datePublished">`` of the page; other times may date anything."""
    return next((e.get("datetime") for e in tree.iter("time") if (e.get("itemprop") or "").lower() == "datepublished"), None)


def _day(value: str | None) -> str | None:
    """Return the date of an ISO 8601 timestamp as it stands there; other spellings state nothing that we can be sure of."""
    match = _DAY.fullmatch((value or "").strip())
    return match[1] if match and is_edtf(match[1]) else None


def _canonical(tree: HtmlElement) -> str | None:
    return next((_address(e.get("href")) for e in tree.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)


def _address(value: str | None) -> str | None:
    stripped = (value or "").strip()
    return stripped if re.match(r"https?://\S+$", stripped) else None


def _language(value: str | None) -> str | None:
    stripped = (value or "").strip()
    return stripped if is_language_tag(stripped) else None


def _string(value: object) -> str | None:
    """Return a JSON value if it is a text that says something; of a list the first."""
    first = value[0] if isinstance(value, list) and value else value
    return first.strip() or None if isinstance(first, str) else None
