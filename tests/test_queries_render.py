"""An answer prints as a table that fits the terminal, and in formats that programs read back."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.errors import QueryError
from kg.queries import FORMATS, Result, render, render_table

RESULT = Result(
    "Who?",
    ("who", "kind", "sentence", "n", "x_iri"),
    (("A|b", "k", "Said \u201chi\u201d,\nthere", 1, "i"), ("B", "k", "No\tmore", None, "j")),
)

WIDE = Result(
    "Which?",
    (*(f"column_{number}" for number in range(10)), "sentence"),
    tuple((*(f"value {row}.{number} of some length" for number in range(10)), "A sentence of many words. " * 9) for row in range(3)),
)


class TestRender:
    def test_a_table_has_question_rows_and_sentences_below(self) -> None:
        assert render_table(RESULT, 60) == (
            "Who?\nIn all rows: kind k.\n\nwho  n\n---  -\nA|b  1\n    \u201cSaid \u201chi\u201d, there\u201d\n\nB\n    \u201cNo more\u201d\n\n2 rows.\n"
        )

    @pytest.mark.parametrize("width", [30, 40, 79, 120, 200])
    def test_no_line_is_wider_than_asked(self, width: int) -> None:
        table = render_table(WIDE, width)
        assert max(len(line) for line in table.splitlines()[1:]) <= width

    def test_a_narrow_table_becomes_blocks(self) -> None:
        assert "\ncolumn 3  value 1.3 of some length\n" in render_table(WIDE, 40)

    def test_no_rows_are_said_so(self) -> None:
        assert render_table(Result("Who?", ("a",), ())) == "Who?\n\nNo rows.\n"

    def test_what_could_steer_a_terminal_is_left_out(self) -> None:
        assert "\x1b" not in render_table(Result("Who?", ("a",), (("\x1b[2Jx",),)))

    def test_csv_and_tsv_and_json_hold_every_cell(self) -> None:
        assert list(csv.reader(io.StringIO(render(RESULT, "csv"))))[1] == ["A|b", "k", "Said \u201chi\u201d,\nthere", "1", "i"]
        assert render(RESULT, "tsv").splitlines()[2] == "B\tk\tNo\\tmore\t\tj"
        assert json.loads(render(RESULT, "json"))[1] == {"who": "B", "kind": "k", "sentence": "No\tmore", "n": None, "x_iri": "j"}

    def test_markdown_escapes_what_would_break_a_table(self) -> None:
        assert "| A\\|b | k | Said \u201chi\u201d, there | 1 |" in render(RESULT, "markdown")

    @pytest.mark.parametrize("form", FORMATS)
    def test_the_same_answer_prints_the_same_bytes(self, form: str) -> None:
        assert render(WIDE, form) == render(WIDE, form)
        assert render(WIDE, form).endswith("\n")

    def test_an_unknown_format_is_named(self) -> None:
        with pytest.raises(QueryError, match=r"no format 'xml'.*table, csv"):
            render(RESULT, "xml")
