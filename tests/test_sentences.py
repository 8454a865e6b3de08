"""Blocks, sentences and quotations on raw text."""

from __future__ import annotations

import pytest

from kg.extraction.blocks import find_blocks
from kg.extraction.sentences import find_quotes, find_sentences, split


def told(text: str, title: str | None = None) -> list[str]:
    return [text[s.start : s.end] for s in find_sentences(text, find_blocks(text, title))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets struck. It is over.", ["Jets struck.", "It is over."]),
        ("Gen. Doe spoke at 5 a.m. Jets struck.", ["Gen. Doe spoke at 5 a.m.", "Jets struck."]),
        ("The U.S. Army struck on Jan. 8 near Kobani.", ["The U.S. Army struck on Jan. 8 near Kobani."]),
        ("“It was loud.” She fled.", ["“It was loud.”", "She fled."]),
    ],
)
def test_a_text_is_split_at_full_stops_that_end_a_sentence(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split(text, 0, len(text))] == expected


def test_page_furniture_is_no_sentence() -> None:
    text = "Share\n\nA missile struck a house near the port on Sunday, officials said.\n\nAdvertisement\n\nYou might also like\n\nCar bomb in Mosul"
    assert told(text) == ["A missile struck a house near the port on Sunday, officials said."]


def test_a_menu_of_headlines_leaves_the_one_of_the_title() -> None:
    menu = [
        "Farmers fear drought in the north",
        "Drone strike kills two in Tyre",
        "Council debates the new budget",
        "Team wins the cup again",
    ]
    text = "\n\n".join([*menu, "A drone strike killed two people in Tyre on Sunday, officials said."])
    assert told(text, "Drone strike kills two in Tyre")[0] == "Drone strike kills two in Tyre"


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = "An air strike hit a market in the centre of the town\nand killed five people on Sunday, the mayor said."
    assert told(text) == [text]


def test_what_is_too_long_to_be_a_sentence_is_left_out() -> None:
    text = "killed 5 people, " * 1000 + "and more.\n\nA shell fell on the village of Sheikh Najjar on Sunday."
    assert told(text) == ["A shell fell on the village of Sheikh Najjar on Sunday."]


def test_a_quotation_left_open_ends_with_its_line() -> None:
    text = "“We struck it.\nNo comment."
    assert [text[q.start : q.end] for q in find_quotes(text)] == ["“We struck it."]
