"""Numbers become bounds: "at least" has no upper, "up to" no lower, "dozens" neither; what is no toll is not counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.numerals import value
from kg.values.quantities import QuantityMention, find_quantities

BOUNDS = [
    ("at least 30", 30, None, "at-least"),
    ("no fewer than five", 5, None, "at-least"),
    ("no less than 5", 5, None, "at-least"),
    ("not less than 5", 5, None, "at-least"),
    ("30 or more", 30, None, "at-least"),
    ("30+", 30, None, "at-least"),
    ("more than 30", 30, None, "more-than"),
    ("over 30", 30, None, "more-than"),
    ("upwards of 30", 30, None, "more-than"),
    ("more than a dozen", 12, None, "more-than"),
    ("up to 150", None, 150, "up-to"),
    ("as many as 250", None, 250, "up-to"),
    ("at most 3", None, 3, "up-to"),
    ("no more than ten", None, 10, "up-to"),
    ("fewer than 30", None, 30, "up-to"),
    ("less than 30", None, 30, "up-to"),
    ("up to about 150", None, 150, "up-to"),
    ("between 145 and 150", 145, 150, "range"),
    ("145 to 150", 145, 150, "range"),
    ("145-150", 145, 150, "range"),
    ("145\u2013150", 145, 150, "range"),
    ("from 3 to 5", 3, 5, "range"),
    ("one or two", 1, 2, "range"),
    ("5 to 6 million", 5_000_000, 6_000_000, "range"),
    ("about 150", 150, 150, "approximately"),
    ("around 150", 150, 150, "approximately"),
    ("some 150", 150, 150, "approximately"),
    ("an estimated 150", 150, 150, "approximately"),
    ("approximately 150", 150, 150, "approximately"),
    ("nearly two hundred", 200, 200, "approximately"),
    ("almost 8,000", 8000, 8000, "approximately"),
    ("some 4.7 million", 4_700_000, 4_700_000, "approximately"),
    ("30 or so", 30, 30, "approximately"),
    ("a couple of", 2, 2, "approximately"),
    ("150", 150, 150, "exact"),
    ("50,000", 50_000, 50_000, "exact"),
    ("a dozen", 12, 12, "exact"),
    ("half a dozen", 6, 6, "exact"),
    ("two dozen", 24, 24, "exact"),
    ("a single", 1, 1, "exact"),
    ("both", 2, 2, "exact"),
    ("a pair of", 2, 2, "exact"),
    ("Twenty-five", 25, 25, "exact"),
    ("one hundred and five", 105, 105, "exact"),
    ("no", 0, 0, "exact"),
    ("zero", 0, 0, "exact"),
    ("not a single", 0, 0, "exact"),
    ("dozens", None, None, "vague"),
    ("scores", None, None, "vague"),
    ("hundreds", None, None, "vague"),
    ("tens of thousands", None, None, "vague"),
    ("several", None, None, "vague"),
    ("several dozen", None, None, "vague"),
    ("many", None, None, "vague"),
    ("a number of", None, None, "vague"),
    ("an unknown number of", None, None, "vague"),
    ("some", None, None, "vague"),
]

UNITS = [
    ("98% of the land", "98%", "percent"),
    ("15 to 20 percent of the city", "15 to 20 percent", "percent"),
    ("$3 million in aid", "$3 million", "money"),
    ("worth \u20ac20", "\u20ac20", "money"),
    ("some 5 km away", "some 5 km", "distance"),
    ("7.5 kilometers off", "7.5 kilometers", "distance"),
    ("984ft", "984ft", "distance"),
    ("carrying 500 kg", "500 kg", "other"),
    ("firing 120 mm shells", "120 mm", "other"),
    ("boys aged 7", "7", "age"),
    ("the 11-year-old", "11-year-old", "age"),
    ("John Doe, 35, said", "35", "age"),
    ("he was 13 years old", "13 years old", "age"),
    ("the 24-hour truce", "24-hour", "duration"),
    ("fought for two days", "two days", "duration"),
    ("the 31st attack", "31st", "ordinal"),
    ("the second attack", "second", "ordinal"),
    ("at 10:30 am", "10:30 am", "time"),
    ("by 5 p.m.", "5 p.m.", "time"),
    ("since 9/11", "9/11", "other"),
    ("UN Resolution 2254", "2254", "other"),
    ("one of the men", "one", "other"),
    ("that one", "one", "other"),
    ("two-thirds of them", "two-thirds", "other"),
    ("the three-storey house", "three-storey", "other"),
    ("Highway 4", "4", "other"),
    ("Operation 2018", "2018", "other"),
    ("both Syria and Iraq", "both", "other"),
]

LEFT_OUT = [
    "Mi-28, F-16, T-72, S-300, M-4 and COVID-19",
    "on 20 January 2018",
    "on January 8",
    "in 2016",
    "since 2014-16",
    "no longer",
    "no doubt",
    "how many",
    "#1 @user2 v1.2",
]


def counts(text: str) -> list[QuantityMention]:
    found = find_quantities(text, 0, len(text))
    assert all(text[m.start : m.end] == m.quantity.words for m in found)
    return [m for m in found if not m.article]


@pytest.mark.parametrize(("words", "low", "high", "qualifier"), BOUNDS)
@pytest.mark.parametrize("before", ["killing ", "\u0130d\u0131l \U0001f4a5 "])
def test_a_number_becomes_bounds(words: str, low: int | None, high: int | None, qualifier: str, before: str) -> None:
    (mention,) = counts(f"{before}{words} people")
    quantity = mention.quantity
    assert (quantity.words, quantity.low, quantity.high, quantity.qualifier, mention.unit) == (words, low, high, qualifier, "count")


@pytest.mark.parametrize(("text", "words", "unit"), UNITS)
def test_what_is_no_toll_has_another_unit(text: str, words: str, unit: str) -> None:
    (mention,) = counts(text)
    assert (mention.quantity.words, mention.unit) == (words, unit)


@pytest.mark.parametrize("text", LEFT_OUT)
def test_names_dates_and_phrases_hold_no_number(text: str) -> None:
    assert counts(text) == []


def test_at_least_binds_only_the_number_after_it() -> None:
    first, second = counts("at least 39 killed and 87 wounded")
    assert (first.quantity.high, second.quantity.low, second.quantity.high) == (None, 87, 87)


def test_a_toll_that_rose_is_no_range() -> None:
    assert [m.quantity.words for m in counts("the toll rose from 30 to 45")] == ["30", "45"]


def test_numbers_joined_by_and_are_two_without_between() -> None:
    assert [m.quantity.high for m in counts("killing 3 and 5 people")] == [3, 5]


def test_a_range_that_falls_is_two_numbers() -> None:
    assert all(m.quantity.qualifier == "exact" for m in counts("9 to 5"))


def test_an_article_is_a_flagged_one() -> None:
    found = find_quantities("a civilian, an aircraft, another", 0, 32)
    assert [(m.quantity.low, m.article) for m in found] == [(1, True)] * 3


def test_others_after_a_number_is_no_number_of_its_own() -> None:
    assert [m.quantity.words for m in counts("two others, dozens of others and wounding others")] == ["two", "dozens", "others"]


def test_over_a_place_is_no_bound() -> None:
    assert [m.quantity.words for m in counts("control over 12 villages and over 12 dead")] == ["12", "over 12"]


def test_a_number_of_four_digits_counts_when_people_follow() -> None:
    assert [m.unit for m in counts("2016 people")] == ["count"]


def test_only_the_stretch_asked_for_is_read() -> None:
    assert [m.quantity.words for m in find_quantities("at least 30 and 40", 3, 11)] == ["30"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two thousand five hundred", 2500),
        ("one million two hundred thousand", 1_200_000),
        ("4.7 million", 4_700_000),
        ("1.5", None),
        ("a hundred", 100),
    ],
)
def test_numerals_have_whole_values(words: str, number: int | None) -> None:
    assert value(words) == number


@given(st.integers(0, 999_999_999))
def test_thousands_separators_do_not_change_a_number(number: int) -> None:
    assert value(f"{number:,}") == value(str(number)) == number


PIECES = st.sampled_from(
    "at least over between and 145 150 to - a an one two hundred dozen million dozens no 98% $ 2016 or more aged 7 km . , Mi-28 of some".split()
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=80))
def test_any_text_is_read_without_a_crash_and_offsets_hold(text: str) -> None:
    last = 0
    for mention in find_quantities(text, 0, len(text)):
        quantity = mention.quantity
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == quantity.words
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        last = mention.end
