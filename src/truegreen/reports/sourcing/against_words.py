"""Two plans side by side in sentences: which is cheaper, which is worth more, and which would be regretted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truegreen.model.plans_compared import CellBeside, FoundPlan, OutcomeBeside, PlansCompared, WishBeside
from truegreen.reports import figures
from truegreen.reports.sourcing.amounts import listed, money, percent

_NOTHING = 0.5
"""Less money than this is none."""


def answer(of: PlansCompared) -> str:
    """Say which plan is better, cost less worth, and by how much."""
    costs, worths = _line(of, "cost"), _line(of, "value")
    net = (worths[0] - costs[0]) - (worths[1] - costs[1])
    if abs(net) < _NOTHING:
        return f"{of.one.name} and {of.other.name} come to the same."
    better, worse = (of.one, of.other) if net > 0 else (of.other, of.one)
    return f"{better.name} is {money(abs(net), of.one.found.currency)} better than {worse.name}."


def difference(of: PlansCompared) -> str:
    """Say what the one costs and is worth against the other, and how much lives elsewhere."""
    currency, costs, worths = of.one.found.currency, _line(of, "cost"), _line(of, "value")
    cost = _against(costs[0] - costs[1], currency, "more", "less")
    worth = _against(worths[0] - worths[1], currency, "more", "less")
    issues = of.one.found.issues
    apart = f" {percent(of.apart / issues)} of issues live elsewhere." if issues and of.cells else ""
    if not of.cells and of.one.found.slices == of.other.found.slices:
        apart = " Every issue lives at the same site in both."
    return f"Against {of.other.name}, {of.one.name} costs {cost}, and what it solves is worth {worth}.{apart}"


def _against(amount: float, currency: str, above: str, below: str) -> str:
    if abs(amount) < _NOTHING:
        return "as much"
    return f"{money(abs(amount), currency)} {above if amount > 0 else below}"


def _line(of: PlansCompared, name: str) -> tuple[float, float]:
    return of.one.found.line(name).plan, of.other.found.line(name).plan


def futures(of: PlansCompared) -> str:
    """Say in how many futures which plan would be regretted, and where most; empty where none is told."""
    if not of.outcomes:
        return ""
    parts = [*_regretted(of, of.one.name, 0), *_regretted(of, of.other.name, 1)]
    return " ".join(parts) or "In every future both come to the same."


def _regretted(of: PlansCompared, name: str, side: int) -> Iterator[str]:
    worse = [each for each in of.outcomes if each.regrets[side] >= _NOTHING]
    if worse:
        most = max(worse, key=lambda each: each.regrets[side])
        yield (f"{name} would be regretted in {len(worse)} of {figures.counted(len(of.outcomes), 'future')}, most if "
               f"“{most.future}” comes, by {money(most.regrets[side], of.one.found.currency)}.")  # fmt: skip


def told_by(each: OutcomeBeside) -> str:
    """Say who tells a future."""
    return each.told_by or "both"


def where(shares: Mapping[str, float]) -> str:
    """Say where a cell lives.

    >>> where({"Manila": 0.25, "Lima": 0.75})
    '75 % at Lima and 25 % at Manila'
    """
    order = sorted(shares, key=lambda site: (-shares[site], site))
    return listed([f"{percent(shares[site])} at {site}" for site in order]) or "nowhere"


def cell(each: CellBeside) -> str:
    """Name a cell."""
    return ", ".join(each.members)


def wish(of: WishBeside, side: int, currency: str) -> str:
    """Say what a wish costs in a plan."""
    held = (of.one, of.other)[side]
    if held is None:
        return "not wished"
    least, most = (money(each, currency) if each >= _NOTHING else "nothing" for each in held)
    return least if least == most else f"{least} to {most}"


def cited(of: FoundPlan) -> str:
    """Say how a plan is cited, and what it is made from."""
    run = f"run {of.found.run}" if of.found.run else "no run"
    if of.on is None:
        return f"{of.name}: solved now, {run}."
    return f"{of.name}: saved on {figures.day(of.on)}, {run}, SHA-256 {of.digest}."
