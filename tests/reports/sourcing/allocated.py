"""Plans for tests of what is shown: a small one told by hand, and large ones drawn at random."""

from __future__ import annotations

from datetime import date
from math import inf

import numpy as np

from truegreen.model.allocated import (
    Allocated,
    Barred,
    BillLine,
    CellPlan,
    Conflict,
    Frontier,
    FrontierPoint,
    Futures,
    Impossible,
    Losing,
    Origin,
    Placed,
    Proof,
    SitePlan,
    Spread,
    WishCost,
)

MEASURED = {"solved": Origin.MEASURED, "hours": Origin.MEASURED, "price": Origin.CONTRACT}
ASSUMED = {"solved": Origin.ASSUMED, "hours": Origin.ASSUMED, "price": Origin.CONTRACT}


def placed(
    site: str, share: float, today: float, issues: float, *, each: float, worth: float, solved: float,
    origins: dict[str, Origin] | None = None,
) -> Placed:  # fmt: skip
    """Give a cell's part at a site, each issue at a price, each solved one at its worth."""
    return Placed(
        site=site, share=share, today=today, issues=issues * share, contacts=issues * share / solved,
        hours=issues * share * 0.2, cost=issues * share * each, value=issues * share * solved * worth,
        cost_today=issues * today * each, value_today=issues * today * solved * worth, solved=solved,
        low=solved - 0.04, high=solved + 0.03, origins=origins or MEASURED,
    )  # fmt: skip


def cell(
    members: tuple[str, ...], issues: float, worth: float, *at: Placed, losing: tuple[Losing, ...] = (),
    barred: tuple[Barred, ...] = (),
) -> CellPlan:  # fmt: skip
    """Give a cell."""
    return CellPlan(members=members, issues=issues, worth=worth, worth_from="measured: staying of accounts",
                    placed=at, losing=losing, barred=barred)  # fmt: skip


def cells() -> tuple[CellPlan, ...]:
    """Give cells of two segments and three contact types, true to the example's world."""
    manila = Losing(site="Manila", cut=12_300.0, part=0.41, is_least=False)
    self_service = Losing(site="self-service", cut=52_000.0, part=1.7, is_least=True)
    unable = Barred(site="self-service", reasons=("no more than 40 % of them can be solved by customers",))
    german = Barred(site="Manila", reasons=("no German at C1", "closed from 14:00 to 18:00"))
    return (
        cell(("Strategic", "customs documents"), 4_000, 30.0,
             placed("Rotterdam", 1.0, 0.2, 4_000, each=11.0, worth=30.0, solved=0.9),
             placed("Manila", 0.0, 0.8, 4_000, each=4.0, worth=30.0, solved=0.6), losing=(manila,), barred=(unable,)),
        cell(("Core", "tracking"), 20_000, 2.0,
             placed("self-service", 0.4, 0.0, 20_000, each=0.2, worth=2.0, solved=0.7, origins=ASSUMED),
             placed("Manila", 0.6, 1.0, 20_000, each=2.0, worth=2.0, solved=0.85),
             losing=(Losing(site="Rotterdam", cut=90_000.0, part=0.55, is_least=False),)),
        cell(("Core", "damage claims"), 3_000, 18.0,
             placed("Rotterdam", 1.0, 1.0, 3_000, each=14.0, worth=18.0, solved=0.92),
             losing=(self_service,), barred=(german,)),
        cell(("Strategic", "damage claims"), 500, 40.0,
             placed("Rotterdam", 1.0, 0.0, 500, each=14.0, worth=40.0, solved=0.92), barred=(german, unable)),
    )  # fmt: skip


def allocated(**other: object) -> Allocated:
    """Give a small plan; parts of it may be given otherwise."""
    point = FrontierPoint
    held: dict[str, object] = {
        "plan": "2026", "title": "Care 2026", "run": "r1", "currency": "EUR", "starts": date(2026, 1, 1), "months": 12,
        "first": date(2025, 1, 1), "last": date(2025, 12, 31), "value_weight": 1.0,
        "slices": ("segment", "contact_type"), "cells": cells(),
        "sites": (
            SitePlan(site="Rotterdam", supplier="Acme", country="NL", kind="team", hours=1_500.0, today=760.0,
                     most=1_500.0, one_more=12.5, issues=7_500.0, cost=93_000.0,
                     teams=("customs documents", "damage claims"),
                     opened=(), closed=()),
            SitePlan(site="Manila", supplier="Harbour Line", country="PH", kind="team", hours=2_400.0, today=4_640.0,
                     most=inf, one_more=0.0, issues=12_000, cost=24_000.0, teams=("tracking",), opened=(),
                     closed=("customs documents",)),
        ),
        "bill": (
            BillLine(name="listed", words="All work at list prices", plan=118_600.0, today=110_800.0),
            BillLine(name="discounts", words="Discounts of tiers", plan=2_000.0, today=4_000.0),
            BillLine(name="opening", words="Moving and training", plan=9_000.0, today=0.0),
            BillLine(name="closing", words="Ending today's teams", plan=4_000.0, today=0.0),
            BillLine(name="cost", words="Cost", plan=129_600.0, today=106_800.0),
            BillLine(name="value", words="What solved issues are worth", plan=208_000.0, today=171_000.0),
            BillLine(name="net", words="Worth less cost", plan=78_400.0, today=64_200.0),
        ),
        "proof": Proof(objective=-78_400.0, bound=-78_900.0, gap=500.0, share=0.0047, is_kept=True, rows=310,
                       columns=120, seconds=0.4),
        "wishes": (
            WishCost(wish="cover", words="if a site fails, the others take over 60 % of hours", least=4e3, most=5.2e3),
            WishCost(wish="supplier_share", words="no supplier has more than 60 % of hours", least=0.0, most=900.0),
            WishCost(wish="most_moved", words="no more than half of all issues move", least=0.0, most=0.0),
        ),
        "spread": Spread(suppliers={"Acme": 0.38, "Harbour Line": 0.62}, countries={"NL": 0.38, "PH": 0.62},
                         by_supplier=0.53, by_country=0.53),
        "spread_today": Spread(suppliers={"Acme": 0.14, "Harbour Line": 0.86}, countries={"NL": 0.14, "PH": 0.86},
                               by_supplier=0.76, by_country=0.76),
        "frontier": Frontier(
            line=tuple(point(weight=w, cost=80e3 + 90e3 * w, value=120e3 + 110e3 * (1 - (1 - w) ** 2), is_plan=False)
                       for w in (0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)),
            plans=(point(weight=0.0, cost=81e3, value=121e3, is_plan=True),
                   point(weight=1.0, cost=171e3, value=229e3, is_plan=True)),
            chosen=point(weight=1.0, cost=129_600.0, value=208_000.0, is_plan=True),
            today=point(weight=1.0, cost=106_800.0, value=150_000.0, is_plan=True),
            left=point(weight=1.0, cost=96_000.0, value=150_000.0, is_plan=True),
            more=point(weight=1.0, cost=106_800.0, value=168_000.0, is_plan=True),
        ),
        "futures": Futures(
            names=("as expected", "peso up", "more tracking"), chances=(0.6, 0.2, 0.2), plans=("2026", "today"),
            costs=((-78e3, -70e3, -60e3), (-64e3, -40e3, -50e3)), regrets=((0.0, 0.0, 0.0), (14e3, 30e3, 10e3)),
            tails=(-60e3, -40e3), beyond=0.8,
        ),
    }  # fmt: skip
    return Allocated(**{**held, **other})  # type: ignore[arg-type]


def large(segments: int = 20, types: int = 40, sites: int = 25, futures: int = 60) -> Allocated:
    """Draw a plan with many of everything."""
    draw = np.random.default_rng(7)
    names = [f"Site number {place} at the sea" for place in range(sites)]
    held = []
    for segment in range(segments):
        for kind in range(types):
            issues = float(draw.integers(20, 9_000))
            first, second, third = draw.choice(names, 3, replace=False)
            share = float(draw.choice([0.0, 0.35, 1.0]))
            parts = [placed(str(first), share, 1.0, issues, each=8.0, worth=9.0, solved=0.8),
                     placed(str(second), 1 - share, 0.0, issues, each=7.0, worth=9.0, solved=0.75)]  # fmt: skip
            losing = (Losing(site=str(third), cut=float(issues), part=0.2, is_least=bool(draw.integers(2))),)
            members = f"Segment {segment} of customers", f"Contact type {kind} with a name"
            held.append(
                cell(members, issues, 9.0, *(each for each in parts if each.share or each.today), losing=losing)
            )
    chances = tuple(1 / futures for _ in range(futures))
    costs = tuple(float(each) for each in draw.normal(5e6, 4e5, futures))
    return allocated(
        cells=tuple(held),
        sites=tuple(SitePlan(site=name, supplier=f"Supplier {place % 9}", country="PT", kind="team", hours=9e3,
                             today=8e3, most=1e4, one_more=0.0, issues=5e4, cost=4e5, teams=(), opened=(), closed=())
                    for place, name in enumerate(names)),
        wishes=tuple(WishCost(wish=f"w{place}", words=f"wish {place} of many that are rather long", least=1e3 * place,
                              most=2e3 * place) for place in range(20)),
        futures=Futures(names=tuple(f"Future {place}: prices and volumes go otherwise" for place in range(futures)),
                        chances=chances, plans=("2026",), costs=(costs,), regrets=((0.0,) * futures,),
                        tails=(max(costs),), beyond=0.8),
    )  # fmt: skip


def impossible() -> Impossible:
    """Give wishes that cannot hold together."""
    return Impossible(
        plan="2026", title="Care 2026", conflicts=(
            Conflict(wish="hours", words="what sites can do", is_enough=True, enough="800 hours more would be enough"),
            Conflict(wish="most_suppliers", words="one supplier at most", is_enough=True),
        ),
    )  # fmt: skip
