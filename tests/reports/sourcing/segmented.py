"""Segments for tests of what is shown: told by hand, one without anything told, and with names that others wrote."""

from __future__ import annotations

from dataclasses import replace

from truegreen.model.allocated import Origin
from truegreen.model.segmented import (
    Band,
    Curves,
    Customer,
    Impact,
    Irritant,
    Kind,
    Peanut,
    Quadrant,
    Segmented,
    Shared,
    Square,
    Tier,
    Use,
)
from truegreen.model.worth import Worth, Worths
from truegreen.stats.estimate import Estimate

ROUND = [each / 10 for each in range(11)]
HOSTILE = '<script>alert("x")</script>'


def estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(value=value, error=0.02, low=low, high=high, count=200, effective=200.0, smallest=0.06, method="m")


def kind(name: str, quadrant: Quadrant | None, hard: float, chances: dict[Quadrant, float], use: Use) -> Kind:
    return Kind(
        name=name, cases=1200, failed=0.25, spend=8400.0, lost=(18.0, 12.5, 24.0), effect=(1.1, 0.7, 1.5),
        origin=Origin.MEASURED, complexity=(hard, hard - 0.3, hard + 0.3), signs={"time": 1.4}, is_assumed=False,
        chances=chances, quadrant=quadrant, because="", use=use, eliminated=None,
    )  # fmt: skip


NO_USE = Use(content=None, brings=None, costs=7.0, verdict=None, because="too few customers were asked")
OUT = Use(content=estimate(-0.2, -0.3, -0.1), brings=0.5, costs=7.0, verdict=Irritant.ELIMINATE,
          because="customers are less content after it, and it costs more than it brings")  # fmt: skip
WORTH = Worth(
    segment="Large", contact_type="claims", value=5400.0, told=(5400.0, 3000.0, 7800.0), loss=(0.018, 0.0125, 0.024),
    customer=(300_000.0, 280_000.0, 320_000.0), origin=Origin.MEASURED, because="measured", cases=900,
)  # fmt: skip
ASSUMED = Worth(segment="Large", contact_type="papers", value=40.0, origin=Origin.ASSUMED, because="the plan says it")
TOLD = Segmented(
    title="Desk", plan="", currency="EUR", first="2025-01", last="2025-12", unit="EUR", cut="by shares",
    tiers=[
        Tier(name="A", customers=20, least=90_000.0, value=(6e6, 5e6, 7e6), share=0.6, spend=3000.0, spend_share=0.3),
        Tier(name="B", customers=180, least=100.0, value=(4e6, 3e6, 5e6), share=0.4, spend=7000.0, spend_share=0.7),
    ],
    squares=[
        Square(tier="A", band=Band.HIGH, customers=20, revenue=90_000.0, value=6e6, spend=3000.0),
        Square(tier="B", band=Band.USUAL, customers=170, revenue=40_000.0, value=3.9e6, spend=6900.0),
        Square(tier="B", band=None, customers=10, revenue=900.0, value=1e5, spend=100.0),
    ],
    customers=[
        Customer(id="c1", segment="Large", tier="A", value=(3e5, 2.8e5, 3.2e5), revenue=4500.0, expects=6.7,
                 band=Band.HIGH, signs={"gives up sooner": 2.0}, spend=150.0, cases=40),
        Customer(id="c2", segment="", tier="", value=None, revenue=None, expects=None, band=None, signs={}, spend=0.0,
                 cases=0),
    ],
    kinds=[
        kind("claims", Quadrant.INVEST, 6.2, {Quadrant.INVEST: 0.97, Quadrant.PROTECT: 0.03}, NO_USE),
        kind("papers", None, 5.1, {Quadrant.INVEST: 0.6, Quadrant.PROTECT: 0.4}, OUT),
    ],
    impact=Impact(
        times=(2.0, 1.5, 2.6), lost=(18.0, 12.5, 24.0), is_established=True, differ=0.4, decisions=83, months=7900,
        method="m", assumes=("alike but for what failed",), query="SELECT 1",
    ),
    because="",
    peanut=Peanut(
        customers=200, value=0.6, spend=0.4, ordered=0.35, between=-0.25, chance=(-0.05, 0.05), p=0.002,
        ranks=estimate(0.5, 0.4, 0.6), verdict=Shared.MORE_EVENLY,
        curves=Curves(customers=ROUND, value=[each**3 for each in ROUND], spend=[each**2 for each in ROUND]),
    ),
    not_held="",
    worths=Worths(currency="EUR", each=[WORTH, ASSUMED], otherwise=Worth(segment="", contact_type="", value=0.0)),
    queries={"work": "SELECT 2"}, run="r1", known_until="2025-12-31",
)  # fmt: skip
UNTOLD = replace(
    TOLD, tiers=[], squares=[], customers=[], kinds=[], impact=None, because="no customers decided to leave",
    peanut=None, not_held="no customers can be valued", worths=replace(TOLD.worths, each=[]), first="", last="",
)  # fmt: skip


def odd() -> Segmented:
    """Give the same with names that somebody else wrote to do harm."""
    kinds = [replace(each, name=HOSTILE) for each in TOLD.kinds]
    customers = [replace(each, id=HOSTILE, segment=HOSTILE) for each in TOLD.customers]
    worths = replace(TOLD.worths, each=[replace(WORTH, contact_type=HOSTILE, segment=HOSTILE)])
    return replace(TOLD, title=HOSTILE, plan=HOSTILE, kinds=kinds, customers=customers, worths=worths)


def alike() -> Segmented:
    """Give the same where nothing was shown: no impact, no difference between spend and value."""
    assert TOLD.impact
    assert TOLD.peanut
    kinds = [
        replace(each, quadrant=None, chances={}, effect=None, because="it is not established") for each in TOLD.kinds
    ]
    return replace(
        TOLD, kinds=kinds, impact=replace(TOLD.impact, is_established=False, lost=(-1.0, -6.0, 4.0), differ=None),
        peanut=replace(TOLD.peanut, verdict=Shared.NOT_SHOWN, between=0.01, p=0.6, ranks=estimate(0.05, -0.1, 0.2)),
    )  # fmt: skip
