"""An evaluation as a commented draft at the end of a plan, to be filled in by both sides."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from truegreen.files.plans import place_of
from truegreen.files.writing import write
from truegreen.model.finding import Finding
from truegreen.model.plan import Plan

_DRAFT: Final = """
# Suppliers or sites beside each other; in-house and self-service are alternatives like any other.
evaluation:
  by: site  # or supplier
  # alternatives: [...]  # all that are not eliminated, if left out
  criteria:
    # What records tell: solved, repeated, minutes, cost, cost-of-solved, escalated or moved-on.
    solved: {title: Issues solved for good, measured: solved, weight: 4}  # limit: 65 % would knock out
    cost: {title: Cost of a solved issue, measured: cost-of-solved, better: lower, weight: 3}
    # What people score, each side for itself; nobody's score counts as nought, a missing one may be anything.
    brand:
      title: Speaks like the brand
      weight: 2
      least: 0
      most: 10
      scores:
        client: {}  # like {NAME: 7, OTHER: {low: 5, high: 8}}
        provider: {}
    culture: {title: "Owns the customer's matter", weight: 2, least: 0, most: 10, scores: {client: {}, provider: {}}}
    # Others worth asking for: experience with hard work, people who stay, room to grow, what happens if a site fails,
    # security, access to systems and data, ideas that came to something, sound finances, how easily one can leave.
  # Instead of weights, let people compare: in pairs, or all with what counts most and with what counts least.
  # panel:
  #   Who compares: {side: client, pairs: {solved: {cost: 2, brand: 3, culture: 3}, cost: {brand: 2, culture: 2},
  #                  brand: {culture: 1}}}
  #   Who else: {side: provider, best: solved, worst: brand, over: {cost: 2, brand: 4, culture: 3},
  #              under: {solved: 4, cost: 2, culture: 2}}
"""


def draft(folder: Path, plan: Plan) -> tuple[Path, list[Finding]]:
    """Add a draft to a plan's file, and give its place; says what stands in its way."""
    place = place_of(plan.plan)
    text = (folder / place).read_text(encoding="utf-8")
    return place, write(folder, place, f"{text.rstrip()}\n{_DRAFT}")
