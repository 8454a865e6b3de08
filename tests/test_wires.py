"""Sources that carry one text are told from sources that share a background, a form letter or page furniture."""

from __future__ import annotations

from hashlib import sha256

import pytest

from kg.linking import wires
from kg.linking.wires import bands, carried, root_voice, signature, words
from kg.model import Document
from kg.rdf import Minter

OPENING = (
    "Warplanes struck a grain market in the town of Tell Umran before dawn on Tuesday, killing eleven people and setting dozens of stalls "
    "alight, residents and a local rescue group said. Rescuers were still digging through the rubble at midday."
)
MIDDLE = (
    "Two women and a boy of nine were among the dead, according to Samir Haddo, who runs the town's only clinic. \"We ran out of blood within "
    'an hour," he said by telephone. Another 26 people were taken to hospitals across the river, four of them in a critical state.'
)
DENIAL = (
    "The air force of the northern government said its jets had been over the valley but had fired at an arms convoy five kilometres to the "
    "east. It promised to look into reports of civilian harm and blamed its opponents for hiding fuel among houses."
)
BACKGROUND = (
    "Fighting along the valley has gone on since the ceasefire of last spring broke down, and each side has accused the other of hitting "
    "markets and bakeries. Aid groups say that more than half of the people who lived in the district have left for camps near the border."
)
OTHER = (
    "A drone hit a minibus on the coast road south of Port Amal on Friday and wounded its driver, the harbour police said. Nobody claimed "
    "the attack. Traffic was stopped for most of the day while engineers looked for unexploded parts of the missile along the beach."
)
WIRE = f"Market strike kills eleven in Tell Umran\n\n{OPENING}\n\n{MIDDLE}\n\n{DENIAL}\n\n{BACKGROUND}\n"


def release(day: str, killed: str, vehicles: str) -> str:
    return (
        f"TASK FORCE HARRAN, {day} - On {day}, aircraft of the task force carried out {killed} strikes against militants near the lake. "
        f"The command assesses that {vehicles} vehicles were destroyed and that no civilians were harmed. The task force goes on working with "
        "its partners to protect the people of the region, and takes every measure to prevent harm to them. Specific details about the units "
        "and assets involved will not be released, so that the safety of operations is kept."
    )


class TestCarried:
    @pytest.mark.parametrize(
        "copy",
        [
            WIRE,
            WIRE.upper(),
            f"Eleven dead as jets bomb traders\n\n{OPENING}\n\n{MIDDLE}\n\n{DENIAL}\n\n{BACKGROUND}",
            f"{OPENING}\n{MIDDLE}",
            f"{OPENING}\n{DENIAL}",
            f"{WIRE}\n{OTHER}",
            f"{OTHER}\n{WIRE}",
            f"{OPENING}\n{OTHER}\n{MIDDLE}\n{DENIAL}",
            WIRE.replace("eleven", "11").replace("Tuesday", "Tues").replace("said", "stated"),
        ],
        ids=["whole", "case", "headline", "cut", "inner cut", "added", "own lead", "inserted", "style"],
    )
    def test_a_copy(self, copy: str) -> None:
        assert carried(WIRE, copy)
        assert carried(copy, WIRE) == carried(WIRE, copy)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (f"{OPENING}\n{BACKGROUND}", f"{OTHER}\n{BACKGROUND}"),
            (f"{OTHER}\n{BACKGROUND}\n{DENIAL}", f"{OPENING}\n{BACKGROUND}\n{DENIAL}"),
            (release("3 March", "four", "six"), release("4 March", "nine", "two")),
            (release("3 March", "four", "six"), release("3 March", "nine", "two")),
            (OPENING, f"{OTHER} {DENIAL} {BACKGROUND} {MIDDLE} {OTHER.upper()[::-1]} {DENIAL[::-1]} {BACKGROUND[::-1]} {OPENING}"),
            (WIRE, OTHER),
            (WIRE, ""),
            ("Jets bomb a market in Tell Umran", "Jets bomb a market in Tell Umran"),
        ],
        ids=["background", "much background", "form letter", "same day", "small part", "another", "empty", "too short"],
    )
    def test_no_copy(self, one: str, other: str) -> None:
        assert carried(one, other) is None

    def test_few_words_must_agree_nearly_whole(self) -> None:
        brief = " ".join(OPENING.split()[:30])
        assert carried(brief, f"{brief} more")
        assert carried(brief, f"{brief} {OTHER}") is None

    def test_says_why(self) -> None:
        found = carried(WIRE, f"{OPENING}\n{OTHER}\n{MIDDLE}")
        assert found
        assert found.reason == f"{found.contained:.0%} of the shorter text's word sequences stand in the other"
        assert found.jaccard < found.contained < 1


class TestSignature:
    def test_is_the_same_on_every_machine(self) -> None:
        made = ",".join(map(str, signature(WIRE)))
        assert sha256(made.encode()).hexdigest()[:16] == "ec92dcb5dd6a1e71"

    def test_names_what_it_depends_on(self) -> None:
        assert wires.SCHEME == "words-5 minhash-2 90+30/3"

    def test_a_cut_text_shares_a_band(self) -> None:
        assert set(bands(signature(WIRE))) & set(bands(signature(OPENING)))

    def test_another_text_shares_none(self) -> None:
        assert not set(bands(signature(WIRE))) & set(bands(signature(OTHER)))

    def test_a_short_text_has_none(self) -> None:
        assert bands(signature("Jets bomb a market in Tell Umran")) == ()


def test_words_are_folded() -> None:
    assert words("Al‑Shaʿfah’s FIVE “fighters” died on Jan. 9 – café") == (
        "al",
        "shafahs",
        "5",
        "fighters",
        "died",
        "on",
        "jan",
        "9",
        "cafe",
    )


def test_iri_of_a_root_text_comes_from_its_oldest_source() -> None:
    assert Minter().root("https://w3id.org/strikekg/source/abc").value == "https://w3id.org/strikekg/root/abc"


class TestVoice:
    def document(self, file: str, publisher: str | None = None, agency: str | None = None) -> Document:
        return Document(WIRE, file, sha256(WIRE.encode()).hexdigest(), publisher=publisher, agency=agency)

    def test_the_agency_that_most_name(self) -> None:
        told = [
            self.document("1", "Herald", "Valley Press"),
            self.document("2", agency="River News"),
            self.document("3", agency="River News"),
        ]
        assert root_voice(told) == "River News"
        assert root_voice(told[:2]) == "River News", "ties go by name"

    def test_else_the_publisher_of_the_oldest_else_its_file(self) -> None:
        assert root_voice([self.document("1", "Herald"), self.document("2", "Courier")]) == "Herald"
        assert root_voice([self.document("1"), self.document("2", "Courier")]) == "1"
