"""What was asked of a plan beside itself, in sentences: today's distance, prices of wishes, futures, conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truegreen.model.allocated import Allocated, Conflict, Impossible, WishCost
from truegreen.reports.sourcing.amounts import listed, money, percent
from truegreen.reports.sourcing.tail import at_risk


def frontier(of: Allocated) -> str:
    """Say how far today is from the frontier, in money; empty where that is not known."""
    held = of.frontier
    if held is None or held.today is None:
        return ""
    told = []
    if held.left_on_the_table is not None and held.left_on_the_table >= 0.5:
        told.append(f"what today's work is worth could be had for {money(held.left_on_the_table, of.currency)} less")
    if held.value_available is not None and held.value_available >= 0.5:
        more = money(held.value_available, of.currency)
        told.append(f"for what today costs, solved issues could be worth {more} more")
    if not told:
        return "Nothing cheaper was found that is worth as much as today, and nothing worth more at the same cost."
    said = "; ".join(told)
    return f"{said[0].upper()}{said[1:]}."


def wish_cost(each: WishCost, currency: str) -> str:
    """Say what a wish costs.

    >>> wish_cost(WishCost(wish="cover", words="", least=0.0, most=120.0), "EUR")
    'between nothing and 120 EUR'
    """
    if each.most < 0.5:
        return "nothing"
    least = money(each.least, currency) if each.least >= 0.5 else "nothing"
    most = money(each.most, currency)
    return most if least == most else f"between {least} and {most}"


def expected(costs: Sequence[float], chances: Sequence[float]) -> float:
    """Give the mean over all futures."""
    return sum(cost * chance for cost, chance in zip(costs, chances, strict=True)) / (sum(chances) or 1.0)


def tail(of: Allocated) -> str:
    """Say what the dear futures come to; empty where none is told."""
    held = of.futures
    if held is None or not held.names:
        return ""
    risk, mean = at_risk(held.costs[0], held.chances, held.beyond), expected(held.costs[0], held.chances)
    return (f"Over all futures, cost less worth is {money(mean, of.currency)} on the mean; "
            f"with a chance of {percent(held.beyond)} it is no more than {money(risk, of.currency)}, and in the "
            f"dearest {percent(1 - held.beyond)} it is {money(held.tails[0], of.currency)} on the mean.")  # fmt: skip


def regret(of: Allocated) -> Iterator[str]:
    """Say for each plan in which future it would be regretted most."""
    held = of.futures
    if held is None or len(held.plans) < 2:
        return
    for plan, regrets in zip(held.plans, held.regrets, strict=True):
        most = max(regrets)
        if most < 0.5:
            yield f"{plan}: the best of these plans in every future."
        else:
            future = held.names[regrets.index(most)]
            yield f"{plan}: regretted most if “{future}” comes, by {money(most, of.currency)}."


def impossible(of: Impossible) -> str:
    """Say that no plan keeps to all wishes, and which cannot hold together."""
    if not of.conflicts:
        return "No plan keeps to all wishes."
    return f"No plan keeps to all wishes: {listed([each.words for each in of.conflicts], 9)} cannot hold together."


def conflict(each: Conflict) -> str:
    """Say what would be enough."""
    if each.enough:
        return f"{each.words}: {each.enough}."
    alone = "giving this up is enough" if each.is_enough else "giving this up is not enough; more does not fit"
    return f"{each.words}: {alone}."
