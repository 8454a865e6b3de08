"""One format at a time: Markdown, HTML, JSON Lines, CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from reading import TEXT, document, put, reason

from kg.model import Document
from kg.readers import Skipped, read_paths

if TYPE_CHECKING:
    from pathlib import Path


class TestMarkdown:
    """Front matter is metadata; the text is the body."""

    def test_front_matter(self, tmp_path: Path) -> None:
        head = "---\ntitle: 'Jets: a report'\npublisher: Example Herald\nagency: AFP\ndate: 2018-01-24\nurl: http://e.org/\nlanguage: en-GB\ntags: [a]\n---\n"
        read = document(tmp_path, "a.md", f"{head}\n# {TEXT}\r\n")
        assert read.text == f"\n# {TEXT}\r\n"
        assert (read.title, read.publisher, read.agency) == ("Jets: a report", "Example Herald", "AFP")
        assert (read.published, read.url, read.language) == ("2018-01-24", "http://e.org/", "en-GB")

    @pytest.mark.parametrize(
        "text",
        [
            TEXT,
            f"# Title\n\n---\n{TEXT}\n---\n",
            f"---\n{TEXT}\n---\nMore.\n",
            f"---\ntitle: never closed\n{TEXT}",
            f" ---\na: b\n---\n{TEXT}",
        ],
    )
    def test_look_alikes_stay_in_the_text(self, tmp_path: Path, text: str) -> None:
        assert document(tmp_path, "a.md", text).text == text

    def test_byte_order_mark_and_windows_line_ends(self, tmp_path: Path) -> None:
        read = document(tmp_path, "a.markdown", b"\xef\xbb\xbf" + f"---\r\ntitle: T\r\n---\r\n{TEXT}\r\n".encode())
        assert (read.title, read.text) == ("T", f"{TEXT}\r\n")

    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            ("title: 'unclosed", "broken front matter at line"),
            ("date: 24 January 2018", "published '24 January 2018' is not an EDTF"),
            ("title: [a, b]", "title is not text"),
            ("language: English!", "language 'English!' is not a BCP 47 tag"),
            ("x: " + "[" * 5000, "broken front matter"),
        ],
    )
    def test_broken(self, tmp_path: Path, head: str, expected: str) -> None:
        assert reason(tmp_path, "a.md", f"---\n{head}\n---\n{TEXT}").startswith(expected)


class TestHtml:
    """Main text by trafilatura; dates and names only as declared."""

    BODY = f"<body><nav>Home | World | Sport</nav><article><h1>Jets hit depot</h1><p>{TEXT}</p><p>The raid of 3 May 2017 was the first, it said.</p></article></body>"

    def page(self, head: str = "", lang: str = "en") -> str:
        return f'<!DOCTYPE html><html lang="{lang}"><head><title>Jets hit depot</title>{head}</head>{self.BODY}</html>'

    def test_text_and_declared_metadata(self, tmp_path: Path) -> None:
        head = (
            '<meta property="og:site_name" content="Example Herald"><meta property="article:published_time" content="2018-01-24T23:30:00+02:00">'
            '<link rel="canonical" href="https://example.org/a/1">'
        )
        read = document(tmp_path, "a.html", self.page(head))
        assert TEXT in read.text
        assert "Sport" not in read.text
        assert (read.title, read.publisher, read.published) == ("Jets hit depot", "Example Herald", "2018-01-24")
        assert (read.url, read.language) == ("https://example.org/a/1", "en")

    def test_json_ld(self, tmp_path: Path) -> None:
        value = {
            "@graph": [{"@type": "Person"}, {"@type": ["NewsArticle"], "datePublished": "2018-01", "publisher": {"name": "Example Daily"}}]
        }
        read = document(tmp_path, "a.htm", self.page(f'<script type="application/ld+json">{json.dumps(value)}</script>'))
        assert (read.publisher, read.published) == ("Example Daily", "2018-01")

    @pytest.mark.parametrize(
        "head",
        [
            '<link rel="canonical" href="https://example.org/2018/03/04/raid">',
            '<meta property="article:modified_time" content="2019-05-05">',
            '<meta name="date" content="24 January 2018"><time>2018-02-01</time>',
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>',
            '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        ],
    )
    def test_undeclared_dates_and_publishers_are_absent(self, tmp_path: Path, head: str) -> None:
        read = document(tmp_path, "a.html", self.page(head))
        assert (read.published, read.publisher) == (None, None)

    def test_declared_charset(self, tmp_path: Path) -> None:
        page = self.page('<meta charset="windows-1250">').replace("army", "Łódź army")
        assert "Łódź army" in document(tmp_path, "a.html", page.encode("cp1250")).text

    @pytest.mark.parametrize("page", ["<html", "<<<>>>", "<html><body></body></html>", "<div>" * 20_000, "<p"])
    def test_pages_without_text(self, tmp_path: Path, page: str) -> None:
        assert reason(tmp_path, "a.html", page) == "no main text found in the page: broken HTML, or no article"

    def test_stated_language(self, tmp_path: Path) -> None:
        assert "stated as fr" in reason(tmp_path, "a.html", self.page(lang="fr"))


class TestJsonLines:
    """One object per line."""

    def test_objects(self, tmp_path: Path) -> None:
        lines = [
            {"text": f"{TEXT}\r\n", "title": "T", "published": 2018, "id": "x-1", "other": [1]},
            {"text": f"{TEXT} Two.", "date": "2018-01/2018-03"},
        ]
        path = put(tmp_path, "a.jsonl", "\ufeff" + "\r\n\n".join(json.dumps(line) for line in lines))
        one, two = read_paths([path])
        assert isinstance(one, Document)
        assert isinstance(two, Document)
        assert (one.file, one.text, one.title, one.published) == ("x-1", f"{TEXT}\r\n", "T", "2018")
        assert (two.file, two.published) == ("a.jsonl:3", "2018-01/2018-03")

    def test_broken_lines_are_named_and_the_rest_is_read(self, tmp_path: Path) -> None:
        lines = [
            b"{",
            b"[]",
            b'{"title": "x"}',
            b'{"text": 1}',
            b'{"text": "\xff"}',
            b'{"text": "\\ud800"}',
            b'{"text": "a\\u0000b"}',
            b'{"text": ""}',
            b"[" * 100_000,
        ]
        lines += [b'{"text": "a", "published": "soon"}', b'{"text": "a", "title": ["x"]}', json.dumps({"text": TEXT}).encode()]
        items = list(read_paths([put(tmp_path, "a.ndjson", b"\n".join(lines))]))
        assert [item.reason.split(":")[0] for item in items if isinstance(item, Skipped)] == [
            "not JSON",
            "not a JSON object",
            "no 'text' in the object",
            "'text' is not a string",
            "encoding",
            "encoding",
            "binary, not text",
            "empty",
            "not JSON",
            "published 'soon' is not an EDTF day, month, year or interval (2018-01-24, 2018-01, 2018, 2018-01/2018-03)",
            "title is not text",
        ]
        assert (items[-1].file, items[0].file) == ("a.ndjson:12", "a.ndjson:1")


class TestCsv:
    """Columns of a manifest, and ``text``."""

    def test_rows(self, tmp_path: Path) -> None:
        path = put(
            tmp_path,
            "a.csv",
            f'id,Title,text,extra\r\nx-1,T,"{TEXT}\r\n""Two""\n",\r\n\r\n,,{TEXT[:30]},\r\n'.replace("Saturday, the", "Saturday; the"),
        )
        one, two = read_paths([path])
        assert isinstance(one, Document)
        assert (one.file, one.title, one.text.endswith('\r\n"Two"\n')) == ("x-1", "T", True)
        assert two.file == "a.csv:6"

    def test_broken_rows_are_named_and_the_rest_is_read(self, tmp_path: Path) -> None:
        items = list(read_paths([put(tmp_path, "a.csv", f'title,text\nx,y,z\nT,"{TEXT}"\nU,"never closed\n')]))
        assert [item.file for item in items] == ["a.csv:2", "a.csv:3", "a.csv:4"]
        assert isinstance(items[1], Document)
        assert isinstance(items[2], Skipped)
        assert items[2].reason == "a quotation mark that is opened here and never closed"

    def test_another_table(self, tmp_path: Path) -> None:
        assert reason(tmp_path, "a.csv", "name,title\na.txt,T\n").startswith("no column 'text' (found: name, title)")

    def test_a_manifest_among_the_reports_says_what_it_is_for(self, tmp_path: Path) -> None:
        assert reason(tmp_path, "manifest.csv", "file,title\na.txt,T\n") == "no texts but a manifest of files; give it with --manifest"
