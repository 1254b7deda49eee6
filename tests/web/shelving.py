"""Put a small ranking on the shelf, as a run would, and sweep away what a test wrote into the project."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.web.people import AGREEMENT
from truegreen.web.shown.accounts import KNOWN, shelf_name
from truegreen.web.shown.shelf import Kept, name_latest, put

WRITTEN: Final = ("heard", "alerts", "pilots", ".truegreen", "people.key")
"""What tests write besides the database."""
_marks = iter(range(1, 10_000))


def risk(name: str, rank: int, **more: Any) -> dict[str, Any]:
    chance = 0.5 / rank
    return {
        "rank": rank, "account": name, "owner": "p-one", "segment": "Core", "hazard": 0.1, "score": -1.0,
        "chance": {"value": chance, "low": chance / 2, "high": min(chance * 2, 1)}, "is_high": False,
        "revenue": None, "residual": None, "loss": {"amount": f"{100_000 / rank:.2f}", "currency": "EUR"},
        "renewal": "2027-01-01", "months_to_renewal": 3, "tenure_months": 9, "timeline": [], "alert": "alert",
        "causes": [{"feature": "silence", "words": "silence", "value": 2.0, "usual": 1.0, "unit": "score",
                    "pull": 0.5}], "why": "among the five", **more,
    }  # fmt: skip


@contextmanager
def shelf(
    folder: Path, *risks: dict[str, Any], heard: dict[str, Any] | None = None, others: tuple[Kept, ...] = ()
) -> Iterator[None]:
    """Let a ranking be what the latest run shows, and sweep up afterwards."""
    mark = f"made-{next(_marks)}"
    ranking = {"answer": "About two of three may leave.", "trust": None, "months": 3, "accounts": list(risks)}
    known = {each["account"]: [] for each in risks} | (heard or {})
    drawn = (
        Kept(shelf_name(each["account"]), {
            "account": each["account"], "says": "One in six.", "worth": ["It pays."], "sums": "It adds up.",
            "pulls": "<svg class=\"pulls\"></svg>", "timeline": "<svg class=\"past\"></svg>",
        }) for each in risks
    )  # fmt: skip
    try:
        for each in (Kept("accounts", ranking), Kept(KNOWN, {"accounts": known}), *drawn, *others):
            put(folder, mark, AGREEMENT, each)
        name_latest(folder, mark)
        yield
    finally:
        for name in WRITTEN:
            place = folder / name
            if place.is_dir():
                shutil.rmtree(place)
            place.unlink(missing_ok=True)
