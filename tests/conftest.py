"""Fixtures that every test may ask for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import example_store, runner

if TYPE_CHECKING:
    from collections.abc import Callable

    from commands import Done

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference texts and gold annotations: ``../shared``, or where STRIKEKG_SHARED points.

    Tests that need it are skipped where it is absent: the texts are other people's and do not ship with the project.
    """
    folder = Path(os.environ.get("STRIKEKG_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("reference texts absent: no folder ../shared, and STRIKEKG_SHARED names none")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the example reports, to be read."""
    return example_store(tmp_path_factory.mktemp("examples") / "kg-store")


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """Return a store of the example reports, to be changed."""
    return shutil.copytree(built, tmp_path / "kg-store")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return what runs ``kg`` in this process."""
    return runner(monkeypatch, capsys)
