"""Wishes of a plan in words, by their names in the problem; and how far one would have to give way."""

from __future__ import annotations

from collections.abc import Callable

from truegreen.project.sourcing.gathered import Gathered
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.allocation.conflicts import Enough
from truegreen.sourcing.allocation.problem import Problem


def words_of(of: Gathered, wish: str, problem: Problem | None = None) -> str:
    """Say a wish as it stands in the problem, or in another one of the same plan."""
    held = problem or of.problem
    wishes, money = held.wishes, of.plan.currency
    countries = zip(of.countries, wishes.country_share if wishes.country_share is not None else (), strict=False)
    said: dict[str, Callable[[], str]] = {
        "supplier_share": lambda: f"at most {_share(wishes.supplier_share)} of people's hours with one supplier",
        "country_share": lambda: " and ".join(f"at most {_share(each)} of people's hours in {name}"
                                              for name, each in countries if each < 1),
        "most_suppliers": lambda: f"at most {wishes.most_suppliers} suppliers",
        "two_sites": lambda: f"two sites for {' and '.join(of.types[each] for each in wishes.two_sites)}",
        "least_share": lambda: f"at least {_share(wishes.least_share)} of a contact type wherever it is at all",
        "is_single": lambda: "each cell whole at one site",
        "cover": lambda: f"{_share(_most(wishes.cover))} of each group's hours taken over if a site fails",
        "most_moved": lambda: f"at most {wishes.most_moved:,.0f} issues at another site than today",
        "least_value": lambda: f"solved issues worth {wishes.least_value:,.0f} {money} at least",
        "most_cost": lambda: f"{wishes.most_cost:,.0f} {money} paid at most",
        "least_hours": lambda: "teams of a least size",
        "hours": lambda: "no more hours than sites can do",
    }  # fmt: skip
    return said[wish]()


def enough_in_words(of: Gathered, found: Enough) -> str:
    """Say how far a wish would have to give way; empty where that cannot be said."""
    if found.nearest is None:
        return ""
    if found.wish == "hours":
        before, after = of.problem.sites.hours, found.nearest.sites.hours
        more = [f"{after[at]:,.0f} h instead of {before[at]:,.0f} h at {name}"
                for at, name in enumerate(of.sites) if of.plan.sites[name].capacity]  # fmt: skip
        return f"enough would be {', '.join(more)}"
    if found.wish == "least_hours":
        before, after = of.problem.work.least_hours, found.nearest.work.least_hours
        part = float(after.sum() / before.sum())
        return f"enough would be teams of {_share(part)} of that"
    return f"enough would be {words_of(of, found.wish, found.nearest)}"


def _most(shares: Floats | None) -> float:
    return 0.0 if shares is None else float(shares.max())


def _share(share: float | None) -> str:
    """Write a share, in tenths of a percent where that says more.

    >>> _share(0.85), _share(0.8512)
    ('85 %', '85.1 %')
    """
    percent = 100 * (share or 0.0)
    return f"{percent:.0f} %" if abs(percent - round(percent)) < 0.005 else f"{percent:.1f} %"
