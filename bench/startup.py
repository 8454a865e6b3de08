"""Start-up: how long a fresh process takes to import, to load its data and to read a first document, against a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from bench.measure import ROOT, Ratio, best, parser, show
from kg import resources

if TYPE_CHECKING:
    from collections.abc import Sequence

_BARE: Final = "python -c pass"
_FIRST: Final = "first document extracted"
_CASCADE: Final = "from kg.extraction.cascade import Cascade"
_READ: Final = "from pathlib import Path; from kg.model import Document; import sys; text = Path(sys.argv[1]).read_text(encoding='utf-8')"
STEPS: Final = {
    _BARE: "pass",
    "import kg.cli": "import kg.cli",
    "import kg.pipeline": "import kg.pipeline",
    "import kg.extraction.cascade": _CASCADE,
    "... and the authority file loaded": f"{_CASCADE}; from kg.authority import Authority; Authority.load()",
    "... and the gazetteer loaded": f"{_CASCADE}; Cascade.load()",
    f"... and the {_FIRST}": f"{_CASCADE}; {_READ}; Cascade.load().extract(Document(text, 'first', '0' * 64))",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures.

    Args:
        arguments: Of the command line, without the program's name.
    """
    given = parser(__doc__).parse_args(arguments)
    steps = {_BARE: STEPS[_BARE], "import kg.cli": STEPS["import kg.cli"]} if given.quick else STEPS
    taken = {name: best(partial(run, code), 1 if given.quick else 7) for name, code in steps.items()}
    last = list(taken)[-1]
    rows = [(name, f"{1_000 * value:,.0f} ms") for name, value in taken.items()]
    show(
        "Start-up, elapsed time of a whole process",
        rows,
        Ratio(taken[last] / taken[_BARE], f"time of {last.removeprefix('... and the ')}", _BARE),
    )


def run(code: str) -> None:
    """Run some code in a fresh interpreter of this environment; an example report is its argument."""
    report = resources.folder("examples") / "reports" / "wire-abu-hamam.txt"
    subprocess.run([sys.executable, "-c", code, str(report)], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
