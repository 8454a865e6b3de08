"""Writes what differs as text for a terminal, as Markdown for a pull request, and as JSON for programs."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.diffs.changes import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.diffs.changes import Change, Diff, FieldChange, Item

ALIKE: Final = "No difference in meaning."
_SIGNS: Final = {"added": "+", "gone": "-"}
_FIELDS: Final = {
    "attributes_to": "blames",
    "attribution_certainty": "certainty of blame",
    "span": "place in the text",
}
_QUOTE: Final = "evidence"
_TEXT_HASH: Final = "text_hash"
_HEADINGS: Final = {"strikes": "Strikes", "judgements": "Judgements by people"}


@dataclass(frozen=True, slots=True)
class Form:
    """How one form of output looks.

    Attributes:
        data: Makes words of the data harmless, so that they show as they are.
        quoted: The same for a sentence.
        heading: Makes a heading of words that are safe.
        entry: Makes a line of kind and words.
        detail: Makes a line below an entry.
    """

    data: Callable[[str], str]
    quoted: Callable[[str], str]
    heading: Callable[[str], str]
    entry: Callable[[str, str], str]
    detail: Callable[[str], str]


def plain(text: str) -> str:
    """Return a text on one line, without characters that could steer a terminal or turn the line around."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def code(text: str) -> str:
    """Return a text as a code span of Markdown, in which nothing is markup, a link or a mention (https://spec.commonmark.org/0.31.2/#code-spans)."""
    words = plain(text) or " "
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


_TEXT: Final = Form(
    data=plain,
    quoted=lambda words: f"“{plain(words)}”",
    heading=lambda words: f"\n{words}",
    entry=lambda kind, words: f"  {_SIGNS.get(kind, '~')} {words}",
    detail=lambda words: f"      {words}",
)
_MARKDOWN: Final = Form(
    data=code,
    quoted=code,
    heading=lambda words: f"\n### {words}\n",
    entry=lambda kind, words: f"- **{kind}** {words}",
    detail=lambda words: f"  - {words}",
)


def render_text(diff: Diff, limit: int) -> str:
    """Return what differs as lines.

    Args:
        diff: What differs.
        limit: How many claims, strikes and judgements are listed, of each; the rest is counted.
    """
    head = [f"before: {plain(diff.before)}", f"after:  {plain(diff.after)}", ""]
    if not diff.differ:
        return "\n".join([*head, ALIKE])
    rows = [f"{'':<12}{'added':>8}{'gone':>8}{'changed':>8}"]
    rows += [f"{name:<12}" + "".join(f"{count:>8}" for count in counts.values()) for name, counts in diff.counts().items()]
    return "\n".join([*head, *rows, *_body(diff, _TEXT, limit)])


def render_markdown(diff: Diff, limit: int) -> str:
    """Return what differs as Markdown; words of the data stand in code spans, where nothing in them is markup.

    Args:
        diff: What differs.
        limit: How many claims, strikes and judgements are listed, of each; the rest is counted.
    """
    head = [f"## Changes in claims and strikes: {code(diff.before)} → {code(diff.after)}", ""]
    if not diff.differ:
        return "\n".join([*head, ALIKE])
    rows = ["| | added | gone | changed |", "|---|---:|---:|---:|"]
    rows += [f"| {name} | {' | '.join(map(str, counts.values()))} |" for name, counts in diff.counts().items()]
    return "\n".join([*head, *rows, *_body(diff, _MARKDOWN, limit)])


def _body(diff: Diff, form: Form, limit: int) -> Iterator[str]:
    told = sorted([*diff.reports, *diff.claims], key=lambda change: change.file)  # stable: of each file the reports, then the claims
    reports = {id(change) for change in diff.reports}
    for file, changes in groupby(told[:limit], key=lambda change: change.file):
        listed = list(changes)
        became = ", ".join(filter(None, (_became(change) for change in listed if id(change) in reports)))
        yield form.heading(f"{form.data(file)}: {became}" if became else form.data(file))
        for change in listed:
            yield from _report(change, form) if id(change) in reports else _lines(change, form)
    yield from _more(len(told) - limit, "changes in reports")
    for name, heading in _HEADINGS.items():
        if diff.parts[name][:limit]:
            yield form.heading(heading)
        for change in diff.parts[name][:limit]:
            yield from _lines(change, form)
        yield from _more(len(diff.parts[name]) - limit, name)


def _more(rest: int, of: str) -> Iterator[str]:
    if rest > 0:
        yield f"\n+{rest} more {of}"


def _became(change: Change) -> str:
    if change.kind != "changed":
        return f"report {change.kind}"
    return "text revised" if _TEXT_HASH in {field.name for field in change.fields} else ""


def _report(change: Change, form: Form) -> Iterator[str]:
    fields = [field for field in change.fields if field.name != _TEXT_HASH]
    if fields:
        yield form.entry(change.kind, "the report's metadata")
        yield from (_field(field, form) for field in fields)


def _lines(change: Change, form: Form) -> Iterator[str]:
    yield form.entry(change.kind, _lead(change.item, form))
    yield from (_field(field, form) for field in change.fields)
    for heading, words in change.notes:
        yield form.detail(f"{heading}: {'; '.join(map(form.data, words))}")


def _field(field: FieldChange, form: Form) -> str:
    """Return what a field was and is; of several values only those that are not in both, of the sentence only the old one."""
    if field.name == _QUOTE:
        return form.detail(f"sentence before: {'; '.join(map(form.quoted, field.before))}")
    was, now = (
        "; ".join(form.data(words) for words in side if words not in other) or "nothing"
        for side, other in ((field.before, field.after), (field.after, field.before))
    )
    return form.detail(f"{_FIELDS.get(field.name, field.name.replace('_', ' '))}: {was} → {now}")


def _lead(item: Item, form: Form) -> str:
    lead = item.lead.format(*map(form.data, item.parts))
    return f"{lead}: {form.quoted(item.quote)}" if item.quote else lead


def render_json(diff: Diff, limit: int = 0) -> str:  # noqa: ARG001  # called as the others are
    """Return all that differs as JSON, whatever the limit; every key is always there."""
    parts = {name: [_json(change) for change in changes] for name, changes in diff.parts.items()}
    found = {"before": diff.before, "after": diff.after, "differ": diff.differ, "counts": diff.counts(), **parts}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _json(change: Change) -> dict[str, object]:
    return {
        "change": change.kind,
        "before": [dict(item.facts) for item in change.before],
        "after": [dict(item.facts) for item in change.after],
        "fields": [
            {"field": field.name, "before": show(field.name, field.before), "after": show(field.name, field.after)}
            for field in change.fields
        ],
        "notes": [{"note": heading, "of": list(words)} for heading, words in change.notes],
    }


FORMS: Final[dict[str, Callable[[Diff, int], str]]] = {"text": render_text, "markdown": render_markdown, "json": render_json}
"""Every form of output, by the name that the user asks for."""
