"""Files to read, and what became of them: helpers of the readers' tests."""

from __future__ import annotations

from pathlib import Path

from kg.model import Document
from kg.readers import Skipped, read_paths

SHARED = Path(__file__).parent.parent.parent / "shared"
TEXT = "Jets hit a depot near Marat on Saturday, the army said. At least 12 people were killed, and five of them were children."
FRENCH = (
    "Des avions de la coalition ont frappé un dépôt près de la ville, selon un porte-parole. "
    "Il y a eu douze morts dans les rues et des blessés."
)
ARABIC = "قصفت طائرات التحالف مستودعا قرب البلدة يوم السبت"


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(folder: Path, name: str, content: str | bytes, manifest: Path | None = None) -> Document | Skipped:
    (item,) = read_paths([put(folder, name, content)], manifest)
    return item


def document(folder: Path, name: str, content: str | bytes, manifest: Path | None = None) -> Document:
    item = only(folder, name, content, manifest)
    assert isinstance(item, Document), item
    return item


def reason(folder: Path, name: str, content: str | bytes) -> str:
    item = only(folder, name, content)
    assert isinstance(item, Skipped), item
    return item.reason
