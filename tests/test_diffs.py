"""What counts as a difference between two builds, and what does not."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from factories import COALITION, ISLAMIC_STATE, SDF, rich_extraction, small_extraction, span

from kg.diffs import Build, Diff, Strike, compare
from kg.model import Account, Actor, CasualtyFigure, Claim, Claimant, Extraction, Judgement, Passage, Place, Quantity, Rejection
from kg.rdf import Curation, Minter, read_source, to_quads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.rdf import SourceRecord

MINTER = Minter()
TEXT = "Jets hit a bridge in Tal Nowhere, killing five people. The army said its guns were silent. SANA blamed the coalition."
BRIDGE = Claim(
    *span("Jets hit a bridge in Tal Nowhere, killing five people.", TEXT),
    Claimant("source"),
    casualties=(CasualtyFigure("killed", "unspecified", Quantity(5, 5, "exact", "five")),),
)
ARMY = Claim(*span("The army said its guns were silent.", TEXT), Claimant("named", Actor("the army", "StateForce")), cue="said")
SANA = Claim(
    *span("SANA blamed the coalition.", TEXT),
    Claimant("named", Actor("SANA", "NewsOutlet", "sana")),
    attributes_to=(COALITION,),
    attribution_certainty="certain",
)
OTHER_PLACE = Place("Tal Nowhere", country="SY")


def report(*accounts: Sequence[Claim], text: str = TEXT, file: str = "a.txt", url: str | None = None) -> Extraction:
    document = replace(small_extraction(1).document, text=text, sha256=sha256(text.encode()).hexdigest(), file=file, url=url)
    told = accounts or ((BRIDGE, SANA), (ARMY,))
    return Extraction(document, tuple(Account(tuple(claims), "air-strike") for claims in told))


def in_text(claim: Claim, old: str, new: str) -> tuple[str, Claim]:
    """Return the text with one word another, and the claim where it then stands."""
    quote = TEXT[claim.start : claim.end].replace(old, new)
    text = TEXT.replace(old, new)
    return text, replace(claim, start=text.index(quote), end=text.index(quote) + len(quote))


def record(extraction: Extraction) -> SourceRecord:
    return read_source(to_quads(extraction, MINTER), extraction.document.text, MINTER)


def build(*extractions: Extraction, strikes: Sequence[Strike] = (), curation: Curation | None = None) -> Build:
    return Build("build", tuple(record(extraction) for extraction in extractions), tuple(strikes), curation or Curation())


def told(diff: Diff) -> list[tuple[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]]:
    """Return kind and changed fields of each claim."""
    return [(change.kind, [(field.name, field.before, field.after) for field in change.fields]) for change in diff.claims]


class TestNoDifference:
    """What bytes may do without a change of meaning."""

    @pytest.mark.parametrize("extraction", [rich_extraction(), report(), small_extraction(3)])
    def test_the_same_twice(self, extraction: Extraction) -> None:
        assert not compare(build(extraction), build(extraction)).differ

    def test_rules_and_extractor(self) -> None:
        ruled = replace(BRIDGE, rules=("trigger-hit",))
        newer = replace(report((ruled, SANA), (ARMY,)), extractor="cascade 9", rules_hash="d" * 64)
        assert not compare(build(report()), build(newer)).differ

    def test_order_of_actors_figures_and_reports(self) -> None:
        one, other = replace(SANA, assisted_by=(SDF, ISLAMIC_STATE)), replace(SANA, assisted_by=(ISLAMIC_STATE, SDF))
        assert not compare(build(report((one,)), small_extraction(2)), build(small_extraction(2), report((other,)))).differ

    def test_an_actor_spelled_otherwise(self) -> None:
        spelled = replace(ARMY, claimant=Claimant("named", Actor("The Army", "StateForce")))
        assert not compare(build(report((ARMY,))), build(report((spelled,)))).differ

    def test_names_under_another_base(self) -> None:
        quads = to_quads(report(), Minter("https://data.example.org/"))
        assert not compare(build(report()), Build("x", (read_source(quads),))).differ

    def test_claims_of_one_place_and_speaker_that_swap_their_names(self) -> None:
        other = replace(BRIDGE, casualties=(), mode="shelling")
        third = replace(BRIDGE, casualties=(), mode="air-strike")
        diff = compare(build(report((BRIDGE, other))), build(report((BRIDGE, other, third))))
        assert told(diff) == [("added", [])]


class TestReports:
    """Reports are known by text, then by URL, then by file."""

    def test_added_with_its_claims(self) -> None:
        diff = compare(build(), build(report()))
        assert [change.kind for change in (*diff.reports, *diff.claims)] == ["added"] * 4

    def test_gone_with_its_claims(self) -> None:
        diff = compare(build(report()), build())
        assert [change.kind for change in (*diff.reports, *diff.claims)] == ["gone"] * 4

    def test_renamed(self) -> None:
        (change,) = compare(build(report()), build(report(file="b.txt"))).reports
        assert [(field.name, field.before, field.after) for field in change.fields] == [("file", ("a.txt",), ("b.txt",))]

    @pytest.mark.parametrize(
        ("before", "after"), [(("a.txt", None), ("a.txt", None)), (("a.txt", "https://x.org"), ("b.txt", "https://x.org"))]
    )
    def test_revised_text_of_one_url_or_file_is_one_report(self, before: tuple[str, str | None], after: tuple[str, str | None]) -> None:
        moved = [replace(claim, start=claim.start + 6, end=claim.end + 6) for claim in (BRIDGE, SANA)]
        old, new = report((BRIDGE, SANA), file=before[0], url=before[1]), report(moved, text="News. " + TEXT, file=after[0], url=after[1])
        diff = compare(build(old), build(new))
        assert [change.kind for change in diff.reports] == ["changed"]
        assert diff.claims == ()

    def test_url_outranks_file(self) -> None:
        old = [report(file="a.txt", url="https://x.org/1"), report(text=TEXT + " ", file="b.txt", url="https://x.org/2")]
        new = [
            report(text=TEXT + "\n", file="b.txt", url="https://x.org/1"),
            report(text=TEXT + "\n\n", file="a.txt", url="https://x.org/2"),
        ]
        changes = compare(build(*old), build(*new)).reports
        assert [(c.before[0].facts["url"], c.after[0].facts["url"]) for c in changes] == [
            ("https://x.org/2",) * 2,
            ("https://x.org/1",) * 2,
        ]


class TestClaims:
    """A claim that states something else is changed, not gone and added."""

    def test_other_figure(self) -> None:
        six = replace(BRIDGE, casualties=(CasualtyFigure("killed", "civilian", Quantity(6, None, "at-least", "six or more")),))
        diff = compare(build(report((BRIDGE, SANA))), build(report((six, SANA))))
        assert told(diff) == [("changed", [("casualties", ("5 killed (“five”)",), ("at least 6 killed, civilian (“six or more”)",))])]

    def test_other_place_and_attacker(self) -> None:
        other = replace(BRIDGE, places=(OTHER_PLACE,), attributes_to=(COALITION,), attribution_certainty="possible")
        fields = told(compare(build(report((BRIDGE,))), build(report((other,)))))[0][1]
        assert [name for name, _, _ in fields] == ["attributes_to", "attribution_certainty", "places"]

    def test_another_place_of_the_same_name_is_told_by_its_key(self) -> None:
        one, other = (Place("Tal", f"gn-{key}", "Tal", "SY") for key in (1, 2))
        diff = compare(build(report((replace(BRIDGE, places=(one,)),))), build(report((replace(BRIDGE, places=(other,)),))))
        assert told(diff) == [("changed", [("places", ("Tal (SY) [gn-1]",), ("Tal (SY) [gn-2]",))])]

    def test_other_speaker(self) -> None:
        diff = compare(build(report((ARMY,))), build(report((replace(ARMY, claimant=Claimant("source")),))))
        assert told(diff) == [("changed", [("claimant", ("the army",), ("the report itself",))])]

    def test_sentence_cut_elsewhere(self) -> None:
        fields = told(compare(build(report((BRIDGE,))), build(report((replace(BRIDGE, end=BRIDGE.end - 1),)))))[0][1]
        assert [name for name, _, _ in fields] == ["evidence", "span"]

    def test_of_two_that_overlap_the_one_by_the_same_speaker(self) -> None:
        whole = replace(ARMY, end=SANA.end)
        diff = compare(build(report((whole,))), build(report((ARMY, SANA))))
        assert [(kind, change.item.quote) for change in diff.claims for kind in [change.kind]] == [
            ("changed", TEXT[ARMY.start : ARMY.end]),
            ("added", TEXT[SANA.start : SANA.end]),
        ]

    def test_word_of_a_revised_text(self) -> None:
        text, claim = in_text(BRIDGE, "five", "six")
        diff = compare(build(report((BRIDGE,))), build(report((replace(claim, casualties=()),), text=text)))
        assert told(diff) == [
            (
                "changed",
                [
                    ("casualties", ("5 killed (“five”)",), ()),
                    ("evidence", (TEXT[BRIDGE.start : BRIDGE.end],), ("Jets hit a bridge in Tal Nowhere, killing six people.",)),
                ],
            )
        ]

    def test_unlike_sentences_of_a_revised_text_are_two(self) -> None:
        diff = compare(build(report((BRIDGE,))), build(report((ARMY,), text=TEXT + " Updated.")))
        assert sorted(change.kind for change in diff.claims) == ["added", "gone"]

    def test_moved_to_another_account(self) -> None:
        diff = compare(build(report((BRIDGE, ARMY, SANA))), build(report((BRIDGE, ARMY), (SANA,))))
        assert told(diff) == [
            ("changed", [("account", (f"that of “{TEXT[BRIDGE.start : BRIDGE.end]}”",), (f"that of “{TEXT[SANA.start : SANA.end]}”",))])
        ]

    def test_mode_of_an_account_is_told_once(self) -> None:
        shelled = report((BRIDGE, SANA))
        shelled = replace(shelled, accounts=(replace(shelled.accounts[0], mode="shelling", specific=False),))
        assert told(compare(build(report((BRIDGE, SANA))), build(shelled))) == [
            (
                "changed",
                [("account_mode", ("air-strike",), ("shelling",)), ("account_specific", ("one occasion",), ("no single occasion",))],
            )
        ]


def accounts(count: int) -> tuple[list[Extraction], list[str]]:
    """Return reports of one account each, and the IRIs of the accounts."""
    reports = [small_extraction(number) for number in range(count)]
    return reports, [record(extraction).accounts[0].iri for extraction in reports]


def strike(*told_by: str, label: str = "Air strike in X", mode: str = "air-strike") -> Strike:
    return Strike(f"https://x.org/strike/{min(told_by)[-6:]}", label, mode, tuple(sorted(told_by)))


class TestStrikes:
    """Strikes are known by their accounts."""

    REPORTS, (A, B, C, D) = accounts(4)

    def changes(self, old: Sequence[Strike], new: Sequence[Strike]) -> list[tuple[str, list[str]]]:
        diff = compare(build(*self.REPORTS, strikes=old), build(*self.REPORTS, strikes=new))
        assert (diff.reports, diff.claims) == ((), ())
        return [(change.kind, [heading for heading, _ in change.notes]) for change in diff.strikes]

    def test_another_name_is_no_difference(self) -> None:
        assert self.changes([strike(self.A)], [replace(strike(self.A), iri="https://x.org/strike/1")]) == []

    def test_joined(self) -> None:
        assert self.changes([strike(self.A), strike(self.B)], [strike(self.A, self.B)]) == [("joined", ["joined from"])]

    def test_split_and_an_account_lost(self) -> None:
        old, new = [strike(self.A, self.B, self.C)], [strike(self.A), strike(self.B)]
        assert self.changes(old, new) == [("split", ["split into", "account lost"])]

    def test_regrouped(self) -> None:
        old, new = [strike(self.A, self.B), strike(self.C, self.D)], [strike(self.A), strike(self.B, self.C, self.D)]
        assert self.changes(old, new) == [("regrouped", ["joined from", "split into"])]

    def test_account_gained_and_lost(self) -> None:
        assert self.changes([strike(self.A, self.B)], [strike(self.A, self.C)]) == [("changed", ["account lost", "account gained"])]

    def test_added_and_gone(self) -> None:
        assert sorted(self.changes([strike(self.A)], [strike(self.B)])) == [("added", []), ("gone", [])]

    def test_label_and_mode(self) -> None:
        old, new = [strike(self.A)], [strike(self.A, label="Shelling of X", mode="shelling")]
        (change,) = compare(build(*self.REPORTS, strikes=old), build(*self.REPORTS, strikes=new)).strikes
        assert [field.name for field in change.fields] == ["label", "mode"]

    def test_account_of_a_revised_report_is_the_same(self) -> None:
        text, claim = in_text(BRIDGE, "five", "six")
        old, new = report((BRIDGE,)), report((claim,), text=text)
        strikes = [[strike(record(extraction).accounts[0].iri)] for extraction in (old, new)]
        assert compare(build(old, strikes=strikes[0]), build(new, strikes=strikes[1])).strikes == ()


class TestJudgements:
    """What people judged."""

    REPORTS, (A, B) = accounts(2)
    PASSAGE = Passage(record(REPORTS[0]).iri, 10, 20, "Jets bombed a bridge; 0 died.")
    SAME = Judgement(min(A, B), max(A, B), "same", 1.0, ("one bridge",), "A. Reader", "2020-01-01T00:00:00Z", (PASSAGE, PASSAGE))

    def kinds(self, old: Curation, new: Curation) -> list[tuple[str, list[str]]]:
        diff = compare(build(*self.REPORTS, curation=old), build(*self.REPORTS, curation=new))
        return [(change.kind, [field.name for field in change.fields]) for change in diff.judgements]

    def test_made_and_taken_back(self) -> None:
        assert self.kinds(Curation(), Curation((self.SAME,))) == [("added", [])]
        assert self.kinds(Curation((self.SAME,)), Curation()) == [("gone", [])]

    def test_judged_otherwise(self) -> None:
        other = replace(self.SAME, verdict="different", score=0.0, reasons=("two bridges",), by="a. reader")
        assert self.kinds(Curation((self.SAME,)), Curation((other,))) == [("changed", ["verdict", "reasons"])]

    def test_rejection_of_a_claim_whose_report_was_revised(self) -> None:
        text, claim = in_text(BRIDGE, "five", "six")
        builds = []
        for extraction in (report((BRIDGE,)), report((claim,), text=text)):
            told_in = record(extraction)
            iri = told_in.accounts[0].claims[0].iri
            rejection = Rejection(iri, "misread", "A. Reader", "2020-01-01T00:00:00Z", replace(self.PASSAGE, source=told_in.iri))
            builds.append(build(extraction, curation=Curation((), (rejection,))))
        assert compare(*builds).judgements == ()
        assert [change.item.lead for change in compare(build(report((BRIDGE,))), builds[0]).judgements] == [
            "{}: misread, says {}, because {}"
        ]
