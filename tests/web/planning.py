"""What a run finds of where work should live, put on the shelf: what is the client's alone stands out in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.reports.reviews import review
from tests.reports.sourcing.allocated import allocated, cells
from tests.web.people import AGREEMENT
from truegreen.files.found_plans import inputs_of
from truegreen.files.nouns import plain
from truegreen.files.plans import read_plan
from truegreen.model.plans_compared import FoundPlan
from truegreen.reports.rendering import Parts
from truegreen.reports.review.record import review_record
from truegreen.reports.review.words import pack
from truegreen.reports.sourcing.allocation_record import allocation_record
from truegreen.web.shown.shelf import Kept, put

ELSEWHERE: Final = ("Zephyria", "Quillfeather")
"""A site of another supplier, and who runs it."""
SECRET: Final = (*ELSEWHERE, "424242", "31337", "would win at", "Baltic Desk")
"""What only the client's side reads: other suppliers, what customers are worth, at which price work would be won."""
VERBS: Final = {"segments": "segment", "suppliers": "suppliers", "plan": "allocate", "capacity": "staff", "cost": "tco"}


def found(folder: Path) -> FoundPlan:
    """Give what a run found: work at a site of the provider, and at one of somebody else."""
    plan, _ = read_plan(folder, folder / "plans" / "2026.yml", [])
    assert plan
    told = []
    for each in cells():
        placed = [replace(one, site=ELSEWHERE[0]) if one.site == "Rotterdam" else one for one in each.placed]
        told.append(replace(each, worth=31337.0, placed=tuple(placed), barred=()))
    held = allocated(cells=tuple(told))
    away, own = held.sites
    sites = (replace(away, site=ELSEWHERE[0], supplier=ELSEWHERE[1], cost=424242.0),
             replace(own, supplier="Northline Services", one_more=424242.0))  # fmt: skip
    return FoundPlan(name="2026", inputs=inputs_of(plan, "r1"), found=replace(held, sites=sites), futures={})


def put_plans(folder: Path, mark: str) -> None:
    """Put what is asked of a plan on the shelf, and what was found for it."""
    for verb in VERBS.values():
        parts = Parts("clock", "Kept", "", f"<h1>{verb}</h1><p>{', '.join(SECRET)}</p>", "")
        put(folder, mark, AGREEMENT, Kept(f"{verb}/2026", {"answer": ", ".join(SECRET)}, parts))
    held = found(folder)
    parts = Parts("clock", "Kept", "", f"<h1>allocate</h1><p>{', '.join(SECRET)}</p>", "")
    put(folder, mark, AGREEMENT, Kept("allocate/2026", allocation_record(held.found), parts))
    put(folder, mark, AGREEMENT, Kept("nouns/found/2026", plain(held)))
    put(folder, mark, AGREEMENT, Kept("review/2025-03", review_record(pack(review()))))
