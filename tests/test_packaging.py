"""What ships: the sdist, the wheel, the locks, and an installation from nothing but them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

import kg

DATA_FOLDERS = ("ontology", "shapes", "queries", "examples")
SDIST_TOP = {
    *DATA_FOLDERS,
    *("kg", "docs", "tests", "bench", "requirements"),
    *("pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "PKG-INFO", ".gitignore"),
}
DEBRIS = re.compile(r"(^|/)(__pycache__|\.venv|\.git|\.ci|kg-store|dist)(/|$)|\.(pyc|so|db|log|tmp)$|~$")
# put together here, so that this file does not hold what it looks for
REGISTRY = re.compile(r"py" r"pi\.org|python" r"hosted\.org|ana" r"conda\.org|registry\.npm" r"js")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(ro" r"ot|ho" r"me/\w+|Us" r"ers/\w+|wo" r"rk)/")


def run(*command: str | Path, cwd: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}  # no PYTHONPATH into this checkout
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist and the wheel made from it."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, root)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """Return the wheel."""
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> list[str]:
    """Return the paths inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def sdist_names(built: Path) -> list[str]:
    """Return the paths inside the sdist, without its top folder."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


def shipped(root: Path, folder: str) -> set[str]:
    names = (path.relative_to(root).as_posix() for path in (root / folder).rglob("*") if path.is_file())
    return {name for name in names if not DEBRIS.search(name)}


@pytest.mark.slow
@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_wheel_carries_each_data_file(root: Path, wheel_names: list[str], folder: str) -> None:
    files = shipped(root, folder)
    assert files
    assert {f"kg/_data/{name}" for name in files} <= set(wheel_names)


@pytest.mark.slow
def test_wheel_carries_each_file_of_the_package(root: Path, wheel_names: list[str]) -> None:
    assert shipped(root, "kg") <= set(wheel_names)


@pytest.mark.slow
@pytest.mark.parametrize("folder", [*DATA_FOLDERS, "kg", "tests"])
def test_sdist_carries_each_file(root: Path, sdist_names: list[str], folder: str) -> None:
    assert shipped(root, folder) <= set(sdist_names)


@pytest.mark.slow
def test_wheel_carries_nothing_else(wheel_names: list[str]) -> None:
    assert {PurePosixPath(name).parts[0] for name in wheel_names} == {"kg", f"strikekg-{kg.__version__}.dist-info"}
    assert [name for name in wheel_names if DEBRIS.search(name)] == []


@pytest.mark.slow
def test_sdist_carries_nothing_else(sdist_names: list[str]) -> None:
    assert {PurePosixPath(name).parts[0] for name in sdist_names} <= SDIST_TOP
    assert [name for name in sdist_names if DEBRIS.search(name)] == []


@pytest.mark.slow
def test_wheel_carries_every_licence(wheel_names: list[str]) -> None:
    licences = f"strikekg-{kg.__version__}.dist-info/licenses/"
    assert {licences + name for name in ("LICENSE", "ontology/LICENSE", "shapes/LICENSE")} <= set(wheel_names)


@pytest.mark.slow
def test_wheel_and_locks_are_enough_to_run_the_demo_elsewhere(root: Path, wheel: Path, tmp_path: Path) -> None:
    environment, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(sys.executable, "-m", "venv", environment)
    pip = (environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", root / "requirements" / "build.txt")
    run(*pip, "--require-hashes", "--no-build-isolation", "-r", root / "requirements" / "run.txt")
    run(*pip, "--no-index", wheel)
    where = run(environment / "bin" / "python", "-c", "import kg; print(kg.__file__)", cwd=elsewhere)
    assert Path(where.strip()).is_relative_to(environment)
    assert run(environment / "bin" / "kg", "demo", cwd=elsewhere)


def pins(lock: Path) -> dict[str, frozenset[str]]:
    """Return the hashes of each ``name==version`` in a lock."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split()[0]: frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line)) for line in text.splitlines()}


@pytest.mark.parametrize("name", ["build", "run", "dev"])
def test_lock_pins_every_line_with_a_hash_and_names_no_place(root: Path, name: str) -> None:
    lock = root / "requirements" / f"{name}.txt"
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9a-z.]+", pin) and hashes for pin, hashes in pins(lock).items())
    assert not re.search(r"://|--index|--find-links|--extra| @ |#", lock.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("small", "large"), [("build", "run"), ("run", "dev")])
def test_locks_agree(root: Path, small: str, large: str) -> None:
    assert pins(root / "requirements" / f"{small}.txt").items() <= pins(root / "requirements" / f"{large}.txt").items()


@pytest.mark.parametrize(
    "text",
    ["index at https://py" + "pi.org/simple", "files.python" + "hosted.org"],
)
def test_registry_hosts_are_recognised(text: str) -> None:
    assert REGISTRY.search(text)


def test_a_package_name_is_no_registry_host() -> None:
    assert not REGISTRY.search("a package on PyPI, organised by name")


@pytest.mark.parametrize("text", ["see /ro" + "ot/x", 'open("/ho' + 'me/ann/x")', "=/wo" + "rk/main"])
def test_paths_of_a_machine_are_recognised(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/wo" + "rk/1", "the frame/wo" + "rk/shop", "/usr/bin/env", "../wo" + "rk/x", "home/away"]
)
def test_other_paths_are_not(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def test_no_file_names_a_registry_or_a_path_of_one_machine(root: Path) -> None:
    if not (root / ".git").exists():
        pytest.skip("not a git checkout: no list of the project's files")
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=root).split("\0")
    texts = {name: (root / name).read_text(encoding="utf-8", errors="replace") for name in listed if name and (root / name).is_file()}
    hits = {name: REGISTRY.search(text) or MACHINE_PATH.search(text) for name, text in texts.items()}
    assert texts
    assert {name: hit[0] for name, hit in hits.items() if hit} == {}
