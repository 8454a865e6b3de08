"""The house rules that neither ruff nor import-linter can check: budgets, and who may open a store."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

FILE_LINES = 300
FUNCTION_LINES = 40
ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("kg", "tests", "bench") for path in (ROOT / folder).rglob("*.py"))
PACKAGE = sorted((ROOT / "kg").rglob("*.py"))


def long_functions(code: str) -> list[str]:
    """Return ``name: lines`` of each function over the budget, decorators not counted."""
    functions = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    sizes = [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions]
    return [f"{name}: {size}" for name, size in sizes if size > FUNCTION_LINES]


def uses_store(code: str) -> bool:
    """Tell whether code takes ``Store`` from pyoxigraph, by either form of import."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "pyoxigraph" and any(name.name == "Store" for name in node.names):
            return True
        if isinstance(node, ast.Attribute) and node.attr == "Store" and isinstance(node.value, ast.Name) and node.value.id == "pyoxigraph":
            return True
    return False


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_file_and_its_functions_keep_the_budget(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    lines = code.count("\n")
    assert lines <= FILE_LINES
    assert long_functions(code) == []


def test_store_alone_opens_a_store() -> None:
    assert [relative(path) for path in PACKAGE if uses_store(path.read_text(encoding="utf-8"))] <= [
        "kg/store/opening.py",
        "kg/store/store.py",
    ]


def test_function_of_41_lines_is_too_long() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * 40) == ["f: 41"]


def test_each_function_of_one_name_is_measured() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * 40 + "def f(): ...") == ["f: 41"]


def test_function_of_40_lines_is_not() -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * 39) == []


@pytest.mark.parametrize("code", ["from pyoxigraph import Literal, Store", "import pyoxigraph\npyoxigraph.Store()"])
def test_either_import_of_a_store_is_seen(code: str) -> None:
    assert uses_store(code)


@pytest.mark.parametrize("code", ["from pyoxigraph import parse", "from kg.store import Store", "shop.Store()"])
def test_other_stores_are_not(code: str) -> None:
    assert not uses_store(code)
