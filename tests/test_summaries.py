"""Summaries: whose voices are heard, when, where, how and whom they blame."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from factories import AFP, CENTCOM, COALITION, OFFICIALS, SPOKESMAN, document, rich_extraction, small_extraction
from summarising import MINTER, SIDES, STRIKE, account, claim, derived, figure, summary, voice

from kg.model import Account, Actor, Claim, Claimant, Extraction
from kg.rdf import to_quads
from kg.shapes import validate
from kg.summaries import account_notes, derive, load_rules, notes_from_json, notes_to_json, summarise
from kg.vocab import KG, PROV, RDF


def own_claim(**changes: object) -> Claim:
    return replace(Claim(0, 4, Claimant("source")), **changes)  # type: ignore[arg-type]


def voice_key(claim: Claim, **metadata: str | None) -> str:
    """Return the key of the root voice of one claim."""
    extraction = Extraction(replace(document(), **metadata), (Account((claim,)),))  # type: ignore[arg-type]
    return account_notes(extraction, MINTER)[0].claims[0].voice.key


class TestNotes:
    """What is kept of an account, and how."""

    @pytest.mark.parametrize("extraction", [rich_extraction(), small_extraction(7)], ids=["rich", "small"])
    def test_come_back_from_json_equal(self, extraction: Extraction) -> None:
        for notes in account_notes(extraction, MINTER):
            assert notes_from_json(notes_to_json(notes)) == notes

    def test_bear_the_iris_of_the_graph(self) -> None:
        extraction = rich_extraction()
        written = {(q.subject.value, q.object.value) for q in to_quads(extraction, MINTER) if q.predicate == KG.inAccount}  # type: ignore[union-attr]
        noted = {(claim.iri, notes.account) for notes in account_notes(extraction, MINTER) for claim in notes.claims}
        assert noted == written

    def test_rejected_claims_are_left_out_and_the_account_keeps_its_name(self) -> None:
        (raid, campaign) = account_notes(rich_extraction(), MINTER)
        rejected = {raid.claims[0].iri, campaign.claims[0].iri}
        (left,) = account_notes(rich_extraction(), MINTER, rejected)
        assert left == replace(raid, claims=raid.claims[1:])


class TestVoice:
    """Whom a claim goes back to."""

    def test_the_one_relayed_comes_before_the_body_spoken_for_and_the_speaker(self) -> None:
        speaker = own_claim(claimant=Claimant("named", SPOKESMAN))
        assert voice_key(speaker) == "name:zoe łukasz"
        assert voice_key(replace(speaker, on_behalf_of=CENTCOM)) == "us-central-command"
        assert voice_key(replace(speaker, on_behalf_of=CENTCOM, relays=AFP)) == "agence-france-presse"

    def test_the_document_speaks_for_its_agency_then_its_publisher_then_itself(self) -> None:
        assert voice_key(own_claim()) == "agence-france-presse"
        assert voice_key(own_claim(), agency=None) == "name:example herald"
        assert voice_key(own_claim(), agency=None, publisher=None).startswith("file:")

    def test_an_agency_that_is_also_an_outlet_is_one_voice(self) -> None:
        assert voice_key(own_claim(), agency=None, publisher="AFP") == voice_key(own_claim())

    def test_an_unnamed_speaker_is_no_actor(self) -> None:
        notes = account_notes(Extraction(document(), (Account((own_claim(claimant=Claimant("unnamed", OFFICIALS)),)),)), MINTER)
        assert (notes[0].claims[0].voice.label, notes[0].claims[0].voice.actor) == ("officials", None)

    @pytest.mark.parametrize(
        ("one", "other", "independent"),
        [
            ("us-led-coalition", "us-led-coalition", 1),
            ("us-led-coalition", "us-central-command", 1),
            ("un-human-rights-office", "unicef", 1),
            ("united-kingdom", "france", 2),
            ("unnamed officials", "unnamed officials", 1),
            ("unnamed officials", "unnamed health officials", 1),
            ("unnamed medics", "unnamed security sources", 2),
            ("Jane Doe", "Jane Doe", 1),
            ("Jane Doe", "John Roe", 2),
            ("one.txt", "two.txt", 2),
        ],
    )
    def test_independent_voices_of_two_accounts(self, one: str, other: str, independent: int) -> None:
        assert summary(account("a", claim("1", one)), account("b", claim("2", other))).voice_count == independent

    def test_a_statement_is_one_voice_however_many_carry_it(self) -> None:
        accounts = [account(str(n), claim(str(n), "us-led-coalition")) for n in range(5)]
        assert (summary(*accounts).accounts, summary(*accounts).voice_count) == (5, 1)

    def test_sources_with_one_text_speak_with_its_voice(self) -> None:
        accounts = [account(name, claim(name, voice(f"{name} herald", own=True))) for name in "ab"]
        texts = {notes.source: voice("reuters") for notes in accounts}
        found = summarise(STRIKE, accounts, SIDES, texts)
        assert found is not None
        assert [v.key for v in found.voices] == ["reuters"]
        quoted = summarise(STRIKE, [account("a", claim("a", "unnamed medics"))], SIDES, texts)
        assert quoted is not None
        assert [v.label for v in quoted.voices] == ["unnamed medics"]

    def test_who_confirms_nothing_is_not_counted(self) -> None:
        found = summary(account("a", claim("1", "BBC"), claim("2", "CNN", polarity="unconfirmed")))
        assert (len(found.voices), found.voice_count) == (2, 1)

    def test_the_blamed_and_whoever_is_on_their_side_are_belligerents(self) -> None:
        found = summary(account("a", claim("1", "BBC", blames=("russia",)), claim("2", "russian-ministry-of-defence")))
        assert found.belligerents == {"russian-ministry-of-defence"}


class TestWhenWhereHow:
    """Day, place and mode."""

    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            ([("2020-05-03", "2020-05-03"), ("2020-05-04", "2020-05-04")], ("2020-05-03", "2020-05-04")),
            ([("2020-05-03", "2020-05-03"), ("2020-05-01", "2020-05-31")], ("2020-05-03", "2020-05-03")),
            ([("2020-05-01", "2020-05-31"), ("2020-01-01", "2020-12-31")], ("2020-05-01", "2020-05-31")),
            ([], (None, None)),
        ],
    )
    def test_a_coarse_date_does_not_widen_a_fine_one(self, days: list[tuple[str, str]], expected: tuple[str | None, str | None]) -> None:
        found = summary(account("a", claim("0", "BBC"), *(claim(str(n), "BBC", days=each) for n, each in enumerate(days, 1))))
        assert (found.earliest, found.latest) == expected

    def test_the_best_place_is_fine_and_told_by_most_accounts(self) -> None:
        found = summary(
            account("a", claim("1", "BBC", places=(("province", 4), ("hamlet", 1)))),
            account("b", claim("2", "CNN", places=(("province", 4), ("village", 1)))),
            account("c", claim("3", "AP", places=(("province", 4), ("village", 2)))),
        )
        assert (found.place or "").endswith("/village")

    def test_every_mode_told_but_not_one_denied(self) -> None:
        found = summary(
            account("a", claim("1", "BBC", mode="missile-strike"), claim("2", "AP", mode="shelling", polarity="negated")),
            account("b", claim("3", "CNN"), mode="unspecified"),
        )
        assert found.modes == ("air-strike", "missile-strike")
        assert summary(account("a", claim("1", "BBC"), mode="unspecified")).modes == ("unspecified",)


class TestBlame:
    """Who is held responsible by whom."""

    def test_a_hedge_counts_only_where_its_voice_is_never_certain(self) -> None:
        (blame,) = summary(
            account(
                "a",
                claim("1", "BBC", blames=("russia",), hedged=True),
                claim("2", "BBC", blames=("russia",)),
                claim("3", "CNN", blames=("russia",), hedged=True),
            )
        ).blames
        assert (blame.by, blame.hedged, blame.voices) == (("name:bbc",), ("name:cnn",), 2)

    def test_a_denial_is_no_blame(self) -> None:
        (blame,) = summary(account("a", claim("1", "russia", blames=("russia",), polarity="negated"))).blames
        assert (blame.by, blame.denied, blame.voices) == ((), ("russia",), 0)

    def test_a_denied_toll_clears_nobody_and_the_unconfirmed_blames_nobody(self) -> None:
        denied = claim("1", "us-led-coalition", figure(0, 0, "harmed"), blames=("us-led-coalition",), polarity="negated")
        assert summary(account("a", denied, claim("2", "BBC", blames=("russia",), polarity="unconfirmed"))).blames == ()

    def test_who_says_so_of_itself_concedes(self) -> None:
        (blame,) = summary(account("a", claim("1", "us-central-command", blames=("us-led-coalition",)), claim("2", "BBC"))).blames
        assert blame.conceded == ("us-central-command",)

    def test_other_parties_contradict_parts_and_shared_ones_do_not(self) -> None:
        def contradicting(*blamed: tuple[str, ...]) -> list[tuple[str, ...]]:
            accounts = [account(str(n), claim(str(n), f"Voice {n}", blames=slugs)) for n, slugs in enumerate(blamed)]
            return [blame.contradicts for blame in summary(*accounts).blames]

        assert contradicting(("russia",), ("syrian-government",)) == [("syrian-government",), ("russia",)]
        assert contradicting(("us-led-coalition",), ("united-states",)) == [(), ()]
        assert contradicting(("russia", "syrian-government"), ("russia",)) == [(), ()]


class TestGraph:
    """The derived graph."""

    def test_conforms_and_points_back_to_claims(self) -> None:
        toll = claim("1", "BBC", figure(6, 6), blames=("russia",), days=("2020-05-03", "2020-05-03"), places=(("marat", 1),))
        denial = claim("2", "russia", figure(0, 0, "harmed"), polarity="negated")
        quads = derived(account("a", toll), account("b", denial, claim("3", "russia", blames=("russia",), polarity="negated")))
        assert validate(quads).results == ()
        parts = {q.subject for q in quads if q.predicate == RDF.type}
        assert parts == {q.subject for q in quads if q.predicate == PROV.wasDerivedFrom}
        assert {q.graph_name for q in quads} == {MINTER.graph("derived")}

    def test_does_not_depend_on_the_order_of_accounts_nor_on_other_strikes(self) -> None:
        accounts = [account(n, claim(n, v, figure(2, 3), blames=("russia",))) for n, v in zip("abc", ("BBC", "AP", "russia"), strict=True)]
        results = {tuple(derived(*order)) for order in permutations(accounts)}
        assert len(results) == 1
        both = derive([(STRIKE, accounts), (STRIKE + "0", [account("z", claim("z", "BBC"))])], MINTER, load_rules())
        assert set(derived(*accounts)) < set(both)

    def test_a_strike_without_claims_has_no_summary(self) -> None:
        assert derived(account("a")) == []

    def test_seeds_of_the_model_conform(self) -> None:
        notes = [n for each in (rich_extraction(), small_extraction(7)) for n in account_notes(each, MINTER)]
        assert validate(derive([(STRIKE, notes)], MINTER, load_rules())).results == ()

    def test_the_text_voice_may_be_given_by_name(self) -> None:
        notes = account_notes(small_extraction(1), MINTER)
        quads = derive([(STRIKE, notes)], MINTER, load_rules(), {notes[0].source: "AFP"})
        assert [q.object for q in quads if q.predicate == KG.voiceOf] == [MINTER.actor(AFP)]


def test_a_listed_actor_is_blamed_by_slug_and_another_by_iri() -> None:
    stranger = Actor("Marat Front", "ArmedGroup")
    notes = account_notes(Extraction(document(), (Account((own_claim(attributes_to=(COALITION, stranger)),)),)), MINTER)
    assert [party.key for party in notes[0].claims[0].blamed] == ["us-led-coalition", MINTER.actor(stranger).value]
