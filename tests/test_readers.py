"""Readers on real files: what is read is read to the letter, what is not is named with its reason."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Document
from kg.readers import Skipped, read_paths
from kg.readers.encoding import decode
from kg.readers.language import is_english, looks_like
from kg.readers.metadata import is_edtf
from kg.readers.records import TEXT_LIMIT

SHARED = Path(__file__).parent.parent.parent / "shared"
TEXT = "Jets hit a depot near Marat on Saturday, the army said. At least 12 people were killed, and five of them were children."
FRENCH = (
    "Des avions de la coalition ont frappé un dépôt près de la ville, selon un porte-parole. "
    "Il y a eu douze morts dans les rues et des blessés."
)
ARABIC = "قصفت طائرات التحالف مستودعا قرب البلدة يوم السبت"


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(folder: Path, name: str, content: str | bytes, manifest: Path | None = None) -> Document | Skipped:
    (item,) = read_paths([put(folder, name, content)], manifest)
    return item


def document(folder: Path, name: str, content: str | bytes, manifest: Path | None = None) -> Document:
    item = only(folder, name, content, manifest)
    assert isinstance(item, Document), item
    return item


def reason(folder: Path, name: str, content: str | bytes) -> str:
    item = only(folder, name, content)
    assert isinstance(item, Skipped), item
    return item.reason


class TestText:
    """Plain text, as read."""

    @pytest.mark.parametrize(
        "text", [f"{TEXT}\r\n\r\nEnd.\r", f"\n\n  {TEXT}\t\n", f"{TEXT} naïve İ ﬁ e\u0301 👍 \u2028", f"{TEXT}\f\u00a0"]
    )
    def test_is_stored_to_the_letter(self, tmp_path: Path, text: str) -> None:
        read = document(tmp_path, "a.txt", text)
        assert read.text == text
        assert read.sha256 == hashlib.sha256(text.encode()).hexdigest()

    def test_states_no_metadata(self, tmp_path: Path) -> None:
        read = document(tmp_path, "a.txt", f"---\ntitle: x\n---\n{TEXT}")
        assert (read.title, read.published, read.language) == (None, None, None)
        assert read.text.startswith("---")

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
    def test_other_encodings(self, tmp_path: Path, encoding: str) -> None:
        text = f"{TEXT} “It was precise,” the minister said — at a cost of £2m.\r\n" * 3
        assert document(tmp_path, "a.txt", text.encode(encoding)).text == text

    def test_a_declared_encoding_holds_only_where_it_fits(self) -> None:
        assert decode("“Łódź”".encode("cp1250"), "cp1250") == "“Łódź”"
        assert decode("“Łódź”".encode(), "cp1250") == "“Łódź”"
        assert decode("a £2m café raid".encode("cp1252"), "no-such") == "a £2m café raid"

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"", "empty"),
            (b" \r\n\t", "empty"),
            (b"\xef\xbb\xbf", "empty"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "binary, not text"),
            (b"abc\x01\x02\x03" * 20, "binary, not text"),
            (TEXT.encode() + b"\xe2\x80", "encoding: UTF-8 that is broken at byte 119"),
            ("“a”".encode() + TEXT.encode() + "“b”".encode("cp1252"), "encoding: UTF-8 that is broken at byte"),
            (b"\xff\xfe" + TEXT.encode("utf-16-le") + b"x", "encoding: marked as UTF-16-LE but broken"),
            (bytes(range(128, 256)) * 4, "encoding: "),
        ],
    )
    def test_what_is_no_text(self, tmp_path: Path, content: bytes, expected: str) -> None:
        assert reason(tmp_path, "a.txt", content).startswith(expected)

    def test_fifty_megabytes_in_one_line(self, tmp_path: Path) -> None:
        assert reason(tmp_path, "a.txt", b"a " * 25_000_000) == f"too long: 50,000,000 bytes, the limit is {TEXT_LIMIT:,}"


class TestLanguage:
    """Only what is plainly not English is left out."""

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (ARABIC, "ar"),
            ("هواپیماهای ائتلاف روز شنبه یک انبار را در نزدیکی شهر هدف قرار دادند و چند نفر کشته شدند گفت", "fa"),
            ("Самолёты коалиции нанесли удар по складу в субботу", "ru"),
            ("Літаки коаліції завдали удару по складу біля міста в суботу, їхній речник", "uk"),
            ("連合軍の航空機が土曜日に町の近くにある倉庫を攻撃したと発表した", "ja"),
            (FRENCH, "fr"),
            (
                "Die Koalition hat nach Angaben der Armee ein Depot in der Nähe von Marat mit Raketen getroffen und dabei wurden zwölf getötet",
                "de",
            ),
        ],
    )
    def test_others(self, text: str, language: str) -> None:
        assert looks_like(text) == language

    @pytest.mark.parametrize(
        "text",
        [
            TEXT,
            "Les avions de la coalition",
            "حلب",
            "",
            f"{TEXT} {ARABIC}",
            "Raqqa Tabqa Marat Hajin Abu Kamal Deir ez-Zor Mosul Tal Afar " * 5,
            "1, 2, 3",
        ],
    )
    def test_english_short_and_mixed_texts_pass(self, text: str) -> None:
        assert looks_like(text) is None

    def test_every_shared_report_passes(self) -> None:
        texts = sorted(SHARED.glob("seeds/*.txt")) + sorted(SHARED.glob("dev/*.txt"))
        if not texts:
            pytest.skip("the shared reports are not beside the checkout")
        assert [path.name for path in texts if looks_like(path.read_text(encoding="utf-8"))] == []

    def test_stated_language_prevails(self, tmp_path: Path) -> None:
        assert "stated as fr" in reason(tmp_path, "a.md", f"---\nlanguage: fr\n---\n{TEXT}")
        assert "looks like fr" in reason(tmp_path, "b.md", f"---\nlanguage: en\n---\n{FRENCH}")
        assert (is_english("en-GB"), is_english("enm"), is_english("fr")) == (True, False, False)


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
        assert reason(tmp_path, "a.csv", "file,title\na.txt,T\n").startswith("no column 'text' (found: file, title)")


class TestManifest:
    """Rows that describe files; what is wrong in them is an error with its line."""

    def test_a_row_prevails_over_the_file(self, tmp_path: Path) -> None:
        manifest = put(tmp_path, "manifest.csv", "licence,file,title,publisher,published\nx,sub/a.md,,BBC News,2016-06-30/2016-07-02\n")
        put(tmp_path, "sub/a.md", f"---\ntitle: Own\npublisher: Other\n---\n{TEXT}")
        (read,) = read_paths([tmp_path], manifest)
        assert isinstance(read, Document)
        assert (read.file, read.title, read.publisher, read.published) == ("sub/a.md", "Own", "BBC News", "2016-06-30/2016-07-02")

    def test_it_may_lie_elsewhere_and_speak_of_more_than_is_read(self, tmp_path: Path) -> None:
        manifest = put(tmp_path, "lists/m.csv", "file,title\na.txt,A\nb.txt,B\n")
        put(tmp_path, "texts/b.txt", "b")
        assert document(tmp_path, "texts/a.txt", TEXT, manifest).title == "A"

    @pytest.mark.parametrize(
        ("rows", "line", "expected"),
        [
            ("title\nA", 1, "no column 'file'"),
            ("", 1, "no header row"),
            ("file,title,title\na.txt,A,B", 1, "column 'title' stands twice"),
            ("file,title\na.txt,A,B", 2, "3 values where the header names 2"),
            ("file,title\n\na.txt,A\nnone.txt,B", 4, "there is no file 'none.txt'"),
            ("file,title\na.txt,A\n./a.txt,B", 3, "'./a.txt' was already described on line 2"),
            ("file,published\na.txt,24.1.2018", 2, "published '24.1.2018' is not an EDTF"),
            ("file,published\na.txt,2018-02-30", 2, "published '2018-02-30' is not an EDTF"),
            ('file,title\na.txt,"A', 2, "a quotation mark that is opened here and never closed"),
            ("file,title\n,A", 2, "the row names no file"),
        ],
    )
    def test_broken(self, tmp_path: Path, rows: str, line: int, expected: str) -> None:
        put(tmp_path, "a.txt", TEXT)
        manifest = put(tmp_path, "m.csv", rows)
        with pytest.raises(InputError) as caught:
            read_paths([tmp_path], manifest)
        assert str(caught.value).startswith(f"{manifest}, line {line}: {expected}")
        assert "\n" not in str(caught.value)

    def test_missing_or_binary(self, tmp_path: Path) -> None:
        put(tmp_path, "a.txt", TEXT)
        with pytest.raises(InputError, match="Cannot read the manifest"):
            read_paths([tmp_path], tmp_path / "none.csv")
        with pytest.raises(InputError, match="binary, not text"):
            read_paths([tmp_path], put(tmp_path, "m.csv", b"\0"))

    @pytest.mark.parametrize(
        "value", ["2018", "2018-01", "2018-01-24", "2016-06-30/2016-07-02", "2018/2018", "2016-02-29", "2018-01-15/2018-01"]
    )
    def test_dates(self, value: str) -> None:
        assert is_edtf(value)

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "18",
            "2018-13",
            "2018-1-2",
            "2019-02-29",
            "2018/",
            "2018/2017",
            "2016/2017/2018",
            "0000",
            "2018-01-24T10:00",
            "٢٠١٨",
            "2018?",
        ],
    )
    def test_other_dates(self, value: str) -> None:
        assert not is_edtf(value)


class TestFolders:
    """Order, duplicates, what is passed over."""

    def test_sorted_by_relative_name(self, tmp_path: Path) -> None:
        for number, name in enumerate(["b.txt", "a/z.txt", "B.TXT", "a.txt"]):
            put(tmp_path, name, f"{TEXT} {number}")
        assert [item.file for item in read_paths([tmp_path])] == ["B.TXT", "a.txt", "a/z.txt", "b.txt"]
        assert list(read_paths([tmp_path / "b.txt", tmp_path / "a"])) == list(read_paths([tmp_path / "a", tmp_path / "b.txt"]))

    def test_hidden_files_links_to_folders_and_unknown_kinds(self, tmp_path: Path) -> None:
        for name in (".hidden.txt", ".git/a.txt", "one.PDF", "two.pdf", "LICENCE"):
            put(tmp_path, name, TEXT)
        put(tmp_path, "sub/a.txt", TEXT)
        (tmp_path / "sub/loop").symlink_to(tmp_path, target_is_directory=True)
        assert [(item.file, getattr(item, "reason", "")) for item in read_paths([tmp_path])] == [
            ("sub/a.txt", ""),
            ("*", "1 file of a kind that is not read"),
            ("*.pdf", "2 files of a kind that is not read"),
        ]

    def test_equal_texts_are_read_once(self, tmp_path: Path) -> None:
        put(tmp_path, "b.txt", TEXT)
        put(tmp_path, "a.md", f"---\ntitle: T\n---\n{TEXT}")
        put(tmp_path, "c.txt", f"{TEXT}\n")
        one, two, three = read_paths([tmp_path])
        assert (one.file, two, three.file) == ("a.md", Skipped("b.txt", "same text as a.md"), "c.txt")

    def test_a_file_given_twice_is_read_once(self, tmp_path: Path) -> None:
        path = put(tmp_path, "sub/a.txt", TEXT)
        assert [item.file for item in read_paths([path, tmp_path, path])] == ["a.txt"]

    def test_two_folders_with_files_of_one_name(self, tmp_path: Path) -> None:
        put(tmp_path, "x/a.txt", TEXT)
        put(tmp_path, "y/a.txt", f"{TEXT} Two.")
        assert [item.file for item in read_paths([tmp_path / "y", tmp_path / "x"])] == ["a.txt", "a.txt"]

    @pytest.mark.parametrize("names", [[], ["a.pdf"], [".a.txt"]])
    def test_a_folder_without_reports(self, tmp_path: Path, names: list[str]) -> None:
        for name in names:
            put(tmp_path, name, TEXT)
        with pytest.raises(InputError, match=r"No reports in .*\. Give files that end in \.txt"):
            read_paths([tmp_path])

    def test_a_missing_input(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="No file or folder"):
            read_paths([tmp_path / "none"])

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are not Unicode")
    def test_a_name_that_is_not_unicode(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(TEXT, encoding="utf-8")
        (item,) = read_paths([tmp_path])
        assert item == Skipped("\\udcff.txt", "the file's name is not valid Unicode; rename it")

    def test_the_seeds(self) -> None:
        if not (SHARED / "seeds").is_dir():
            pytest.skip("the shared reports are not beside the checkout")
        items = list(read_paths([SHARED / "seeds"], SHARED / "seeds" / "manifest.csv"))
        assert [type(item) for item in items] == [Document] * 5
        assert [(item.publisher, item.published) for item in items if isinstance(item, Document)][3] == (None, "2016-06-30/2016-07-02")
