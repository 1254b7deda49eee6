"""What the interactions of a fixture count to, by the product's own metrics; and small exports made on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.metrics.running import ALWAYS, run
from tests.systems.reading import HERE, facts_in
from truegreen.metrics.catalogue import catalogue
from truegreen.model.finding import Finding

Rows = list[dict[str, str]]


def interactions(system: str) -> Mapping[str, dict[str, str]]:
    """Give the interactions of a system's fixture, by their ids."""
    rows, _ = facts_in(HERE / system)
    return {row["interaction_id"]: row for row in rows["interaction"]}


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
