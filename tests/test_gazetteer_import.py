"""GeoNames dumps: what is taken, when its names count, and how a broken one is refused."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from commands import fails

from kg.gazetteer import Gazetteer, imports
from kg.model import Document
from kg.pipeline import Linked, extract, relink
from kg.store import open_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commands import Done


def row(number: int, name: str, others: str = "", *, feature: str = "P.PPL", admin1: str = "12", day: str = "2024-05-01") -> str:
    """Return one line of a dump: 19 columns, as GeoNames has them."""
    group, code = feature.split(".")
    head = [str(number), name, name, others, "35.9", "36.7", group, code, "SY", "", admin1, "", "", "", "0"]
    return "\t".join([*head, "", "300", "Asia/Damascus", day])


DUMP = [
    row(90000001, "Khirbat al Fuwwah", "Khirbet al-Fouwa,\u062e\u0631\u0628\u0629"),
    row(90000002, "Kafr Nuwayr", "Kafr Nuweir"),
    row(90000003, "Ma\u2018arat Zuwayd", "Ma'arat Zuwaid", day="2024-06-30"),
    row(90000004, "Hamd\u0101nayn"),
    row(90000005, "S\u016bq Bayd\u0101", "Khalil"),
    row(90000006, "Umm Ghuzayl", admin1="01"),
    row(90000007, "Umm Ghuzayl", admin1="09"),
    row(90000008, "Manbij", admin1="01"),
    row(90000009, "Nahr Zuwayd", feature="H.STM"),
    row(90000010, "Zuwayd Air Base", feature="S.AIRB"),
    row(90000011, "Zuwayd District", "Kafr Nuwayr", feature="A.ADM3"),
    row(90000012, "Old Zuwayd", feature="P.PPLH"),
    row(170063, "Aleppo", "Halab esh-Shahbaa", feature="P.PPLA", admin1="09"),
    row(90000013, "Muhafazat Idlib", "Idleb Muhafazah", feature="A.ADM1"),
    row(90000014, "Syria", feature="A.PCLI"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("gazetteer")
    imports.compile_dumps([put(top / "SY.txt", DUMP)], top / "places")
    return top / "places"


def put(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def places(text: str, folder: Path | None) -> dict[str, str | None]:
    """Return name and id of every place that a text's claims state."""
    found = extract(Document(text, "a.txt", "0" * 64), folder)
    return {place.name: place.id for account in found.accounts for claim in account.claims for place in claim.places}


class TestImport:
    """A dump becomes one file, the same each time, and lists itself."""

    def test_rows_of_the_kinds_taken_are_there(self, folder: Path) -> None:
        kinds = {line[0]: line[7] for one in imports.listing(folder) for line in imports.read(folder, one)}
        assert {key: kinds[f"gn-900000{key}"] for key in ("01", "10", "11", "13")} == {
            "01": "city",
            "10": "site",
            "11": "district",
            "13": "province",
        }
        assert {"gn-90000009", "gn-90000012", "gn-90000014"}.isdisjoint(kinds)

    def test_it_lists_itself(self, run: Callable[..., Done], folder: Path) -> None:
        assert run("gazetteer", "list", "--from", folder) == (0, "SY: 12 places from SY.txt, latest change 2024-06-30\n", "")

    def test_zip_gives_the_same_rows_as_its_text(self, folder: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
            archive.writestr("readme.txt", "see the site")
            archive.write(put(tmp_path / "SY.txt", DUMP), "SY.txt")
        (found,) = imports.compile_dumps([tmp_path / "SY.zip"], tmp_path)
        assert (found.source, found.sha256) == ("SY.zip", imports.listing(folder)[0].sha256)

    def test_the_same_dump_gives_the_same_bytes(self, folder: Path, tmp_path: Path) -> None:
        imports.compile_dumps([put(tmp_path / "SY.txt", DUMP)], tmp_path)
        assert (tmp_path / "SY.tsv").read_bytes() == (folder / "SY.tsv").read_bytes()

    def test_remove_takes_it_away(self, run: Callable[..., Done], tmp_path: Path) -> None:
        imports.compile_dumps([put(tmp_path / "SY.txt", DUMP)], tmp_path)
        assert run("gazetteer", "remove", "SY", "--from", tmp_path).status == 0
        fails(run("gazetteer", "list", "--from", tmp_path), r"kg: .* holds no imported gazetteer\. Make one with: kg gazetteer import")


class TestMerging:
    """An import stands behind what ships."""

    def test_a_known_id_gets_more_spellings(self, folder: Path) -> None:
        (aleppo,) = Gazetteer.load(folder).villages("Halab esh-Shahbaa")
        assert aleppo == Gazetteer.load().entry("gn-170063")

    def test_a_known_province_stays_itself(self, folder: Path) -> None:
        assert [e.id for e in Gazetteer.load(folder).villages("Idleb Muhafazah")] == ["s-idlib-governorate"]

    @pytest.mark.parametrize(("name", "precision"), [("Zuwayd Air Base", 1), ("Zuwayd District", 3)])
    def test_precision_follows_the_feature(self, folder: Path, name: str, precision: int) -> None:
        assert [e.precision for e in Gazetteer.load(folder).villages(name)] == [precision]

    def test_a_division_does_not_take_the_name_of_a_village(self, folder: Path) -> None:
        assert [e.id for e in Gazetteer.load(folder).villages("Kafr Nuwayr")] == ["gn-90000002"]

    def test_a_village_lies_in_its_province(self, folder: Path) -> None:
        gazetteer = Gazetteer.load(folder)
        assert gazetteer.contains("s-idlib-governorate", gazetteer.entry("gn-90000001"))

    def test_lookup_of_what_ships_is_as_before(self, folder: Path) -> None:
        assert Gazetteer.load(folder).lookup("Manbij") == Gazetteer.load().lookup("Manbij")


class TestReading:
    """A name counts where the words around it, country and province agree."""

    @pytest.mark.parametrize(
        ("text", "name", "key"),
        [
            ("Jets bombed the village of Kafr Nuwayr in Idlib province, Syria, killing two.", "Kafr Nuwayr", "gn-90000002"),
            ("Shelling in Khirbet al-Fouwa, Idlib, Syria, killed two people.", "Khirbet al-Fouwa", "gn-90000001"),
            ("A strike near Ma'arat Zuwaid in Syria killed two people.", "Ma'arat Zuwaid", "gn-90000003"),
            ("A drone strike on Umm Ghuzayl in Aleppo province, Syria, killed two.", "Umm Ghuzayl", "gn-90000007"),
            ("A strike on the village of Khalil in Idlib, Syria, killed two people.", "Khalil", "gn-90000005"),
        ],
    )
    def test_a_village_is_found(self, folder: Path, text: str, name: str, key: str) -> None:
        assert places(text, folder)[name] == key
        assert places(text, None).get(name) is None

    @pytest.mark.parametrize(
        "text",
        [
            "A drone strike on Umm Ghuzayl in Syria killed two people.",  # two of that name
            "A drone strike on Umm Ghuzayl in Homs province, Syria, killed two.",  # neither lies there
            "Hamdanayn said that jets bombed a depot in Syria and killed two.",  # a person
            "The strike near Kafr Nuwayr killed two people.",  # no country
            "A strike near Kafr Nuwayr in Ukraine killed two people.",  # another country
            "A strike in Khalil in Idlib, Syria, killed two people.",  # an ordinary word without a noun
        ],
    )
    def test_a_look_alike_is_not(self, folder: Path, text: str) -> None:
        assert {key for key in places(text, folder).values() if key and key.startswith("gn-9")} == set()

    @pytest.mark.parametrize(
        "text",
        [
            "Jets bombed Manbij in Aleppo province, Syria, killing two people.",
            "Jets bombed Manbij, Syria, killing two people in Raqqa and Aleppo.",
            "A strike on Idlib city in Syria killed two people.",
        ],
    )
    def test_no_old_place_is_lost(self, folder: Path, text: str) -> None:
        assert places(text, folder) == places(text, None) != {}

    def test_the_run_names_the_gazetteer_and_has_another_hash(self, folder: Path) -> None:
        document = Document("Jets bombed Manbij.", "a.txt", "0" * 64)
        plain, used = extract(document), extract(document, folder)
        assert used.extractor == f"{plain.extractor} with gazetteer SY 2024-06-30"
        assert used.rules_hash != plain.rules_hash


class TestStore:
    """A store is read anew with another gazetteer, and can be linked without it."""

    def test_another_gazetteer_reads_anew(self, run: Callable[..., Done], folder: Path, tmp_path: Path) -> None:
        report = put(tmp_path / "a.txt", ["Jets bombed the village of Kafr Nuwayr in Idlib province, Syria, killing two people."])
        build = ("build", report, "--store", tmp_path / "store")
        assert " 1 new or changed, " in run(*build).out
        assert " 1 new or changed, " in run(*build, "--gazetteer", folder).out
        assert " 0 new or changed, " in run(*build, "--gazetteer", folder).out
        assert "Kafr Nuwayr" in run("query", "strikes-near", "--place", "Kafr Nuwayr", "--km", "5", "--store", tmp_path / "store").out
        with open_write(tmp_path / "store") as kept:
            assert relink(kept) == Linked(1, 0)

    def test_a_trace_names_its_row(self, run: Callable[..., Done], folder: Path, tmp_path: Path) -> None:
        report = put(tmp_path / "a.txt", ["Jets bombed the village of Kafr Nuwayr in Idlib province, Syria, killing two people."])
        assert re.search(r"\[gazetteer,\s+gn-90000002\]", run("trace", report, "--gazetteer", folder).out)
        assert "no gazetteer entry, a name alone" in " ".join(run("trace", report).out.split())

    def test_the_environment_names_it_too(
        self, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("KG_GAZETTEER", str(folder))
        assert run("gazetteer", "list").out.startswith("SY: ")
        monkeypatch.setenv("KG_GAZETTEER", str(tmp_path))
        report = put(tmp_path / "a.txt", ["Jets bombed a depot in Manbij on Monday, officials said."])
        fails(run("build", report, "--store", tmp_path / "store"), r"kg: .* holds no imported gazetteer")
        assert not (tmp_path / "store").exists()


def changed(column: int, value: str) -> bytes:
    cells = DUMP[1].split("\t")
    return "\n".join([DUMP[0], "\t".join([*cells[:column], value, *cells[column + 1 :]])]).encode()


class TestRefusal:
    """What is no dump is told with file and line, and what was imported before stays."""

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("SY.txt", b"a\tb\tc\n", r".*SY\.txt, line 1: 3 columns, where a GeoNames dump has 19\."),
            ("SY.txt", changed(4, "95.0"), r".*SY\.txt, line 2: '95\.0' is no latitude\."),
            ("SY.txt", changed(5, "nan"), r".*SY\.txt, line 2: 'nan' is no longitude\."),
            ("SY.txt", changed(0, "x"), r".*SY\.txt, line 2: 'x' is no geonameid\."),
            ("SY.txt", DUMP[0].encode() + b"\n\xff\xfe\n", r".*SY\.txt, line 2: not UTF-8\."),
            ("SY.txt", DUMP[8].encode(), r".*SY\.txt holds no place of a kind that is taken\."),
            ("SY.txt", b"", r".*SY\.txt holds no place of a kind that is taken\."),
            ("SY.zip", b"PK, or not", r".*SY\.zip is no zip file"),
        ],
    )
    def test_it_is_one_line(self, run: Callable[..., Done], tmp_path: Path, name: str, content: bytes, message: str) -> None:
        imports.compile_dumps([put(tmp_path / "SY.txt", DUMP)], tmp_path / "places")
        before = (tmp_path / "places" / "SY.tsv").read_bytes()
        (tmp_path / name).write_bytes(content)
        fails(run("gazetteer", "import", tmp_path / name, "--to", tmp_path / "places"), rf"kg: {message}")
        assert [path.name for path in (tmp_path / "places").iterdir()] == ["SY.tsv"]
        assert (tmp_path / "places" / "SY.tsv").read_bytes() == before

    def test_one_bad_dump_keeps_the_others_out(self, run: Callable[..., Done], tmp_path: Path) -> None:
        files = put(tmp_path / "SY.txt", DUMP), put(tmp_path / "IQ.txt", ["not a dump"])
        fails(run("gazetteer", "import", *files, "--to", tmp_path / "places"), r"kg: .*IQ\.txt, line 1: 1 columns")
        assert list((tmp_path / "places").iterdir()) == []

    def test_zip_without_a_dump(self, run: Callable[..., Done], tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
            archive.writestr("readme.txt", "see the site")
        fails(run("gazetteer", "import", tmp_path / "SY.zip", "--to", tmp_path), r"kg: .*SY\.zip holds 0 text files beside readme\.txt")

    @pytest.mark.parametrize(
        ("content", "message"),
        [(b"id\tname\n", "line 1: not an import of this version"), (None, "the rows are not those that were imported")],
    )
    def test_an_import_that_was_changed(self, run: Callable[..., Done], tmp_path: Path, content: bytes | None, message: str) -> None:
        imports.compile_dumps([put(tmp_path / "SY.txt", DUMP)], tmp_path)
        path = tmp_path / "SY.tsv"
        path.write_bytes(path.read_bytes()[:-9] if content is None else content)
        report = put(tmp_path / "a.txt", ["Jets bombed a depot in Manbij on Monday, officials said."])
        fails(run("build", report, "--store", tmp_path / "store", "--gazetteer", tmp_path), rf"kg: .*SY\.tsv[:,] {message}")
