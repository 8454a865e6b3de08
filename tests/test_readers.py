"""Readers on real files: what is read is read to the letter, what is not is named with its reason."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from reading import ARABIC, FRENCH, SHARED, TEXT, document, put, reason

from kg.errors import InputError
from kg.model import Document
from kg.readers import Skipped, read_paths
from kg.readers.encoding import decode
from kg.readers.language import is_english, looks_like
from kg.readers.metadata import is_edtf
from kg.readers.records import TEXT_LIMIT


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
