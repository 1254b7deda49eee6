"""The text of each agreement as it was last read whole, kept so that a broken file takes nothing from anybody.

It lies in ``.truegreen/texts/AGREEMENT/DIGEST/agreements``, as in a project's folder; ``latest`` beside it says which.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from truegreen.files.writing import replace

TOP: Final = Path(".truegreen", "texts")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was read whole.

    Attributes:
        folder: where its files stand as in a project's folder.
        files: their names, that of the agreement itself first.
        at: when it was first read.
    """

    folder: Path
    files: tuple[str, ...]
    at: datetime

    @property
    def texts(self) -> list[tuple[bytes, str]]:
        """Give the texts with their places."""
        return [((self.folder / "agreements" / name).read_bytes(), f"agreements/{name}") for name in self.files]


def keep(folder: Path, name: str, texts: Sequence[tuple[bytes, str]]) -> None:
    """Keep an agreement's texts, that of the agreement itself first; where nothing can be written, nothing is kept."""
    seen = sha256(b"\0".join(part for text, place in texts for part in (place.encode(), text))).hexdigest()[:16]
    with suppress(OSError):
        before = kept(folder, name)
        if before and before.folder.name == seen:
            return
        for text, place in texts:
            path = folder / TOP / name / seen / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        files = [Path(place).name for _, place in texts]
        says = {"digest": seen, "files": files, "at": datetime.now(UTC).isoformat()}
        replace(folder / TOP / name / "latest", json.dumps(says))


def kept(folder: Path, name: str) -> Kept | None:
    """Give the text of an agreement as it was last read whole; None if it never was, or is kept no more."""
    try:
        says = json.loads((folder / TOP / name / "latest").read_text("utf-8"))
        place = folder / TOP / name / says["digest"]
        there = all((place / "agreements" / each).is_file() for each in says["files"])
        return Kept(place, tuple(says["files"]), datetime.fromisoformat(says["at"])) if there else None
    except (OSError, ValueError, KeyError):
        return None


def all_kept(folder: Path) -> Iterator[tuple[str, Kept]]:
    """Give every text that is kept, by the id of its agreement."""
    top = folder / TOP
    for each in sorted(top.iterdir()) if top.is_dir() else ():
        if found := kept(folder, each.name):
            yield each.name, found
