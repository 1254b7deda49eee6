"""What a plan rests on: where its numbers come from, who may not do what and why, and how much hangs on whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from truegreen.model.allocated import Allocated, Origin
from truegreen.reports.sourcing.amounts import percent

_MUCH: Final = 0.2
"""From this share of issues on it is said at the top that nobody has measured them."""
_NUMBERS: Final = {"solved": "What is solved", "hours": "How long it takes", "price": "What it costs"}


def origins(of: Allocated) -> Iterator[tuple[str, str]]:
    """Say for each kind of number where it comes from, by planned issues, the most first."""
    for number in dict.fromkeys(name for cell in of.cells for each in cell.placed for name in each.origins):
        held: dict[str, float] = {}
        for cell in of.cells:
            for each in cell.placed:
                if number in each.origins and each.issues > 0:
                    words = each.origins[number].words
                    held[words] = held.get(words, 0.0) + each.issues
        if held:
            yield _NUMBERS.get(number, number), _by_issues(held)
    held = {}
    for cell in of.cells:
        held[cell.worth_from] = held.get(cell.worth_from, 0.0) + cell.issues
    if held:
        yield "What a solved issue is worth", _by_issues(held)


def _by_issues(held: Mapping[str, float]) -> str:
    whole = sum(held.values())
    order = sorted(held, key=lambda words: -held[words])
    if len(order) == 1:
        return order[0]
    return "; ".join(f"{percent(held[words] / whole)} of issues: {words}" for words in order)


def guessed(of: Allocated) -> str:
    """Say how much of the plan stands on shares solved that nobody has measured there; empty if it is little."""
    told = [(each.issues, each.origins.get("solved")) for cell in of.cells for each in cell.placed]
    known = sum(issues for issues, origin in told if origin in (Origin.MEASURED, Origin.CONTRACT))
    share = 1 - known / (sum(issues for issues, _ in told) or 1.0)
    if share < _MUCH:
        return ""
    return f"Of {percent(share)} of issues nobody has measured how many are solved where the plan has them."


def barred(of: Allocated) -> list[tuple[str, str, int, float]]:
    """Give each site with each reason why it may not do something: how many cells and issues, the most first."""
    held: dict[tuple[str, str], tuple[int, float]] = {}
    for cell in of.cells:
        for each in cell.barred:
            for reason in each.reasons:
                key = each.site, reason.removesuffix(".")
                cells, issues = held.get(key, (0, 0.0))
                held[key] = cells + 1, issues + cell.issues
    found = [(site, reason, *many) for (site, reason), many in held.items()]
    return sorted(found, key=lambda each: (-each[3], each[0], each[1]))


def spread(of: Allocated) -> Iterator[tuple[str, str, float, float]]:
    """Give suppliers and countries with their share of people's hours, today and as planned."""
    for kind, planned, today in (("supplier", of.spread.suppliers, of.spread_today.suppliers),
                                 ("country", of.spread.countries, of.spread_today.countries)):  # fmt: skip
        for name in sorted({*planned, *today}, key=lambda each: (-planned.get(each, 0.0), each)):
            yield kind, name, today.get(name, 0.0), planned.get(name, 0.0)
