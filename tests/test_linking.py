from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from kg.authority import Authority
from kg.errors import ResourceError
from kg.gazetteer import Gazetteer
from kg.linking import FEATURES, Weights, account_views, judge, link, link_views
from kg.linking.blocking import kept_under, looked_under
from kg.linking.judging import parse_weights
from kg.linking.sites import make_site, skeleton
from kg.model import Account, Actor, CasualtyFigure, Claim, Claimant, Document, Extraction, Mode, Place, Quantity, TimeValue
from kg.rdf import Minter, link_quads, read_extraction, read_judgements, read_strikes, to_quads

if TYPE_CHECKING:
    from kg.linking import AccountView
    from kg.model import Judgement

MINTER = Minter()


def actor(slug: str) -> Actor:
    return Authority.load().by_slug(slug)


def day(iso: str) -> TimeValue:
    return TimeValue(iso, "day", iso, iso)


YEARLESS = TimeValue("XXXX-05-04", "yearless-day")
MONTH = TimeValue("2020-05", "month", "2020-05-01", "2020-05-31")
WADI = Place("Wadi Test", country="YE", lat=15.46, lon=45.33, precision=1)
HARIB = Place("Harib Test", country="YE", lat=14.95, lon=45.50, precision=1)
TEN_DIED = CasualtyFigure("killed", "civilian", Quantity(10, 10, "exact", "ten"))
SAUDI = "saudi-led-coalition"
SITUATION = Claim(0, 4, Claimant("source"))


def told(
    file: str,
    time: TimeValue | None = None,
    place: Place | None = WADI,
    attacker: str | None = SAUDI,
    *,
    mode: Mode = "air-strike",
    toll: CasualtyFigure | None = TEN_DIED,
    published: str | None = None,
    specific: bool = True,
) -> Extraction:
    """Return a source with one account that tells only what is given."""
    claim = replace(
        SITUATION,
        time=time,
        places=(place,) if place else (),
        attributes_to=(actor(attacker),) if attacker else (),
        casualties=(toll,) if toll else (),
        mode=mode,
    )
    return source(file, Account((claim,), mode, specific), published=published)


def source(file: str, *accounts: Account, published: str | None = None) -> Extraction:
    document = Document(file, file, sha256(file.encode()).hexdigest(), publisher=file, published=published)
    return Extraction(document, accounts)


def view(extraction: Extraction) -> AccountView:
    return account_views(extraction, MINTER)[0]


def judged(one: Extraction, other: Extraction) -> Judgement:
    return judge(view(one), view(other))


def strikes(*sources: Extraction) -> list[int]:
    """Return the sizes of the strikes found."""
    return sorted(len(cluster.accounts) for cluster in link(sources, MINTER).clusters)


class TestJudge:
    def test_same_day_and_place_are_one_strike_with_reasons(self) -> None:
        found = judged(told("a", day("2020-05-04")), told("b", day("2020-05-04")))
        assert (found.verdict, found.first < found.second) == ("same", True)
        assert {"same day (2020-05-04)", "same place (Wadi Test)", "same toll (killed 10)"} <= set(found.reasons)

    def test_order_of_the_accounts_does_not_matter(self) -> None:
        one, other = told("a", day("2020-05-04")), told("b", day("2020-05-05"), mode="shelling", attacker="houthis")
        assert judged(one, other) == judged(other, one)

    def test_sources_may_disagree_on_the_attacker(self) -> None:
        assert judged(told("a", day("2020-05-04")), told("b", day("2020-05-04"), attacker="houthis")).verdict == "same"

    def test_member_and_coalition_are_no_contradiction(self) -> None:
        found = judged(told("a", day("2020-05-04")), told("b", day("2020-05-04"), attacker="saudi-arabia"))
        assert any("part of Saudi-led coalition" in reason for reason in found.reasons)

    def test_unspecified_mode_goes_with_any(self) -> None:
        found = judged(told("a", day("2020-05-04")), told("b", day("2020-05-04"), mode="unspecified"))
        assert found.verdict == "same"
        assert not any("mode" in reason for reason in found.reasons)

    def test_toll_said_not_to_be_is_not_compared(self) -> None:
        nobody = CasualtyFigure("killed", "civilian", Quantity(0, 0, "exact", "no"))
        found = judged(told("a", day("2020-05-04"), toll=nobody), told("b", day("2020-05-04"), toll=nobody))
        assert not any("toll" in reason for reason in found.reasons)

    def test_denied_attacker_is_no_attacker(self) -> None:
        denial = replace(SITUATION, polarity="negated", attributes_to=(actor("houthis"),))
        assert view(source("a", Account((denial,)))).attackers == ()

    def test_denial_meets_the_blame_that_it_answers(self) -> None:
        denial = told("b", attacker=SAUDI, published="2020-05-05").accounts[0]
        denied = source("b", replace(denial, claims=(replace(denial.claims[0], polarity="negated"),)), published="2020-05-05")
        found = judged(told("a", day("2020-05-04")), denied)
        assert "attacker named by one and denied in the other (Saudi-led coalition)" in found.reasons


class TestLookAlikes:
    def test_same_village_another_day(self) -> None:
        assert judged(told("a", day("2020-05-04")), told("b", day("2020-05-08"))).verdict == "different"

    def test_same_day_another_village_50_km_away(self) -> None:
        found = judged(told("a", day("2020-05-04")), told("b", day("2020-05-04"), HARIB))
        assert found.verdict == "different"
        assert "Wadi Test and Harib Test are 60 km apart" in found.reasons

    def test_drone_strike_and_shelling_by_others_at_one_place(self) -> None:
        shelling = told("b", day("2020-05-04"), attacker="houthis", mode="shelling", toll=None)
        assert judged(told("a", day("2020-05-04"), mode="drone-strike"), shelling).verdict == "different"

    def test_yearless_day_published_years_apart(self) -> None:
        found = judged(told("a", day("2018-05-04"), published="2018-05-05"), told("b", YEARLESS, published="2020-05-05"))
        assert found.verdict != "same"

    def test_yearless_day_that_differs(self) -> None:
        assert (
            judged(told("a", day("2020-05-09"), published="2020-05-10"), told("b", YEARLESS, published="2020-05-10")).verdict == "different"
        )

    def test_no_date_at_all_and_no_publication(self) -> None:
        found = judged(told("a"), told("b"))
        assert found.verdict == "unsure"
        assert "neither a date nor a publication says that it was at one time" in found.reasons

    def test_undated_report_older_than_the_strike(self) -> None:
        found = judged(told("a", day("2020-05-04")), told("b", published="2020-05-03"))
        assert found.verdict != "same"
        assert any("came after the other report" in reason for reason in found.reasons)

    def test_same_name_in_another_country(self) -> None:
        assert judged(told("a", day("2020-05-04")), told("b", day("2020-05-04"), replace(WADI, country="SY"))).verdict == "different"

    @pytest.mark.parametrize("other", [told("b", MONTH), told("b", MONTH, None), told("b", place=None), told("b", specific=False)])
    def test_vague_account(self, other: Extraction) -> None:
        found = judged(told("a", day("2020-05-04")), other)
        assert (found.verdict, found.score) == ("unsure", 0.0)
        assert found.reasons[0].startswith("too vague")


class TestDates:
    def test_yearless_day_links_to_a_report_of_those_days(self) -> None:
        found = judged(told("a", day("2020-05-04"), published="2020-05-05"), told("b", YEARLESS, published="2020-05-05"))
        assert found.verdict == "same"
        assert any("a year is not stated" in reason for reason in found.reasons)

    def test_undated_account_links_by_publication_and_says_what_that_is_worth(self) -> None:
        found = judged(told("a", published="2020-05-05"), told("b", published="2020-05-07"))
        assert found.verdict == "same"
        assert any("only an upper bound" in reason for reason in found.reasons)

    @pytest.mark.parametrize("other", [told("b", published="2020-05-09"), told("b", attacker=None, toll=None, published="2020-05-05")])
    def test_undated_account_does_not_on_less(self, other: Extraction) -> None:
        assert judged(told("a", published="2020-05-05"), other).verdict != "same"

    def test_year_told_beside_a_day_hides_no_difference(self) -> None:
        year = TimeValue("2020", "year", "2020-01-01", "2020-12-31")
        one = told("a", day("2020-05-04")).accounts[0]
        both = source("a", replace(one, claims=(*one.claims, replace(SITUATION, start=5, end=9, time=year))))
        assert judged(both, told("b", day("2020-06-09"))).verdict == "different"

    def test_a_day_apart_is_left_open(self) -> None:
        assert judged(told("a", day("2020-05-04")), told("b", day("2020-05-05"))).verdict == "unsure"


class TestPlaces:
    @pytest.mark.parametrize(
        ("one", "other"),
        [("As-Shafah", "Al-Shafah"), ("al-Boukamal", "Abu Kamal"), ("Testoûr", "Testur"), ("Ash-Sheikh Test", "el-Sheikh Test")],
    )
    def test_spellings_of_one_place(self, one: str, other: str) -> None:
        pair = (told(name, day("2018-01-20"), Place(name, country="SY", precision=1)) for name in (one, other))
        assert judged(*pair).verdict == "same"

    @pytest.mark.parametrize(("one", "other"), [("Mar Test", "Maara Test"), ("Tel Abyad", "Tel Tamr"), ("Qanawat", "Qanawis")])
    def test_names_that_are_merely_similar(self, one: str, other: str) -> None:
        pair = (told(name, day("2018-01-20"), Place(name, country="SY", precision=1)) for name in (one, other))
        assert judged(*pair).verdict != "same"

    def test_one_name_in_two_provinces(self) -> None:
        near_homs = Place("Test Village", country="SY", container="s-homs-governorate")
        found = judged(
            told("a", day("2020-05-04"), near_homs), told("b", day("2020-05-04"), replace(near_homs, container="s-idlib-governorate"))
        )
        assert found.verdict != "same"

    def test_town_named_like_its_province_counts_less(self) -> None:
        gazetteer = Gazetteer.load()
        sites = [
            make_site([gazetteer.to_place(gazetteer.lookup(name, "SY")[0], name)], 1, "SY", gazetteer) for name in ("Aleppo", "Palmyra")
        ]
        assert [site.seat for site in sites] == [True, False]

    def test_short_skeleton_keeps_its_vowels(self) -> None:
        assert (skeleton("hirbil"), skeleton("mara")) == ("hrbl", "mara")


class TestLink:
    def test_two_accounts_of_one_source_never_meet_through_a_third(self) -> None:
        one = told("a", day("2020-05-04")).accounts[0]
        claim = replace(one.claims[0], start=5, end=9)
        assert strikes(source("a", one, replace(one, claims=(claim,))), told("b", day("2020-05-04"))) == [1, 2]

    def test_two_judged_different_never_meet_through_a_third(self) -> None:
        between = told("b", TimeValue("2020-05-04/2020-05-06", "interval", "2020-05-04", "2020-05-06"))
        assert max(strikes(told("a", day("2020-05-04")), between, told("c", day("2020-05-06")))) == 2

    def test_every_specific_account_is_in_exactly_one_strike(self) -> None:
        links = link([told("a", day("2020-05-04")), told("b"), told("c", specific=False)], MINTER)
        assert [len(cluster.accounts) for cluster in links.clusters] == [1, 1]

    def test_order_of_sources_and_repetition_do_not_matter(self) -> None:
        sources = [told("a", day("2020-05-04")), told("b", day("2020-05-04")), told("c", day("2020-05-09"))]
        assert link(sources, MINTER) == link([*reversed(sources), sources[0]], MINTER)

    def test_label_and_mode_say_what_most_accounts_tell(self) -> None:
        links = link(
            [told("a", day("2020-05-04")), told("b", day("2020-05-04"), mode="missile-strike"), told("c", day("2020-05-04"))], MINTER
        )
        assert [(c.label, c.mode) for c in links.clusters] == [("Air strike near Wadi Test, 2020-05-04", "air-strike")]

    def test_label_leaves_out_what_nobody_tells(self) -> None:
        assert [c.label for c in link([told("a", place=None, mode="unspecified")], MINTER).clusters] == ["Strike"]

    def test_label_mixes_no_place_and_day_of_two_accounts(self) -> None:
        links = [view(told("a", day("2020-05-04"), HARIB)), view(told("b", day("2020-05-05")))]
        pair = (min(v.iri for v in links), max(v.iri for v in links))
        (cluster,) = link_views(links, rulings={pair: "same"}).clusters
        assert cluster.label in {"Air strike near Harib Test, 2020-05-04", "Air strike near Wadi Test, 2020-05-05"}

    def test_strike_is_named_after_its_first_account(self) -> None:
        links = link([told("a", day("2020-05-04")), told("b", day("2020-05-04"))], MINTER)
        assert links.clusters[0].iri(MINTER) == MINTER.strike(links.clusters[0].accounts[0])
        assert list(links.clusters[0].accounts) == sorted(links.clusters[0].accounts)

    def test_links_survive_the_graph(self) -> None:
        links = link([told("a", day("2020-05-04")), told("b", day("2020-05-04"))], MINTER)
        quads = link_quads(links.clusters, links.judgements, MINTER)
        assert [(j.first, j.second, j.verdict) for j in read_judgements(quads)] == [
            (j.first, j.second, j.verdict) for j in links.judgements
        ]
        assert len(set(read_strikes(quads).values())) == 1

    def test_accounts_read_back_from_their_graph_link_alike(self) -> None:
        sources = [told("Wadi Test a", day("2020-05-04")), told("Wadi Test b", day("2020-05-04"))]
        again = [read_extraction(to_quads(extraction, MINTER)) for extraction in sources]
        assert link(again, MINTER).clusters == link(sources, MINTER).clusters

    def test_comparisons_stay_within_place_and_days(self) -> None:
        views = [view(told(f"{n}", day(f"2020-{1 + n % 12:02}-{1 + 4 * (n % 7):02}"))) for n in range(84)]
        assert not [1 for one in views for other in views if one is not other and looked_under(one) & kept_under(other)]

    @pytest.mark.parametrize("place", [WADI, HARIB, None])
    @pytest.mark.parametrize("date", ["2020-05-02", "2020-05-05", "2020-05-07", None])
    def test_two_accounts_meet_whichever_comes_first(self, place: Place | None, date: str | None) -> None:
        one = view(told("a", day("2020-05-04"), published="2020-05-05"))
        other = view(told("b", day(date) if date else None, place, published="2020-05-05"))
        assert bool(looked_under(one) & kept_under(other)) == bool(looked_under(other) & kept_under(one))


class TestWeights:
    def test_every_feature_has_a_weight(self) -> None:
        assert Weights.load().features.keys() == {feature.id for feature in FEATURES}

    @pytest.mark.parametrize("text", ["id,weight,note\nbias,-6,", "id,weight,note\nbias,heavy,", "id\nbias"])
    def test_faulty_file_is_an_error(self, text: str) -> None:
        with pytest.raises(ResourceError):
            parse_weights(text)
