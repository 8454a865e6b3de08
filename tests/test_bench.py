"""The benchmarks run and end in a ratio to a named baseline; no time is checked."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

RATIO = re.compile(r"ratio [\d.e+-]+: \S.* / \S.*")


@pytest.mark.parametrize("name", ["extraction", "gate", "serve", "startup", "store"])
def test_each_ends_in_a_ratio(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    import_module(f"bench.{name}").main(["--quick"])
    assert RATIO.fullmatch(capsys.readouterr().out.splitlines()[-1])


def test_profile_names_the_extractor(capsys: pytest.CaptureFixture[str]) -> None:
    import_module("bench.extraction").main(["--quick", "--profile"])
    assert "cascade.py" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["ratio 2: ours", "ratio : ours / theirs", "ratio 2: / theirs"])
def test_what_is_no_ratio(line: str) -> None:
    assert not RATIO.fullmatch(line)
