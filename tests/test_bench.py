"""The benchmarks run and end in a ratio to a named baseline; no time is checked."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import islice

import pytest

from bench.linking import b_cubed
from bench.synthetic import synthetic
from kg import rdf, shapes

RATIO = re.compile(r"ratio [\d.e+-]+: \S.* / \S.*")


@pytest.mark.parametrize("name", ["extraction", "gate", "linking", "serve", "startup", "store"])
def test_each_ends_in_a_ratio(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    import_module(f"bench.{name}").main(["--quick"])
    assert RATIO.fullmatch(capsys.readouterr().out.splitlines()[-1])


def test_profile_names_the_extractor(capsys: pytest.CaptureFixture[str]) -> None:
    import_module("bench.extraction").main(["--quick", "--profile"])
    assert "cascade.py" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["ratio 2: ours", "ratio : ours / theirs", "ratio 2: / theirs"])
def test_what_is_no_ratio(line: str) -> None:
    assert not RATIO.fullmatch(line)


class TestSynthetic:
    def test_same_by_seed(self) -> None:
        assert list(synthetic(60)) == list(synthetic(60)) != list(synthetic(60, seed=2))

    def test_as_many_accounts_as_asked(self) -> None:
        told = list(synthetic(300))
        assert 300 <= sum(len(one.strikes) for one in told) <= 303
        assert all(len(one.strikes) == len(one.extraction.accounts) for one in told)

    def test_conforms_to_the_shapes(self) -> None:
        for told in islice(synthetic(100_000), 20):
            assert shapes.validate(rdf.document_graph_with_text(told.extraction, rdf.Minter())).results == ()


def test_b_cubed() -> None:
    assert b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "y", "c": "y"}) == pytest.approx((2 / 3, 2 / 3))
