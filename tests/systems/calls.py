"""What the interactions of a fixture count to, by the product's own metrics; and small exports made on the spot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.metrics.running import ALWAYS, run
from tests.systems.reading import facts_in, facts_of
from truegreen.metrics.catalogue import catalogue
from truegreen.model.finding import Finding

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Interactions(Mapping[str, dict[str, str]]):
    """The interactions of a system's fixture, by their ids; read when one is asked for."""

    system: str

    def _rows(self) -> dict[str, dict[str, str]]:
        return {row["interaction_id"]: row for row in facts_of(self.system)[0]["interaction"]}

    def __getitem__(self, name: str) -> dict[str, str]:
        return self._rows()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())


def counted(rows: Rows, metric: str, variant: str, **parameters: object) -> tuple[int, int]:
    """Give the total and the count of a metric over interactions."""
    found = run(catalogue()[metric].variants[variant], {"interaction": rows}, parameters, ALWAYS)
    return int(found["total"] or 0), int(found["count"] or 0)


def read(
    folder: Path, system: str, exports: Mapping[str, str], more: str = ""
) -> tuple[dict[str, Rows], list[Finding]]:
    """Give what exports become, and the findings; ``more`` is further text of the mapping."""
    (folder / "mapping.yml").write_text(f"source: s\nsystem: {system}\nfiles: ['exports/*']\n{more}", "utf-8")
    (folder / "exports").mkdir(exist_ok=True)
    for name, text in exports.items():
        (folder / "exports" / name).write_text(text, "utf-8")
    return facts_in(folder)
