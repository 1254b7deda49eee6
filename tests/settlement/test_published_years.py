"""Published regimes over whole years, many contracts under one text, against the rule's own words in fractions.

The rules (``published_rules``) know nothing of the agreements' texts (``tests/regimes``). Rows are drawn about the
places where something changes: thresholds, caps, years in which the policy changed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from tests.settlement import published_rules as rules
from tests.settlement.years import REGIMES, Found, Row, Years, paid, percent, regime
from truegreen.model.agreement import Versions


def alone(rule: Callable[[str, Row], Fraction]) -> Callable[[Years], list[Fraction]]:
    """Give the rule of several years from that of one."""
    return lambda years: [rule(year, row) for year, row in years.items()]


def each_year(first: int, last: int) -> list[str]:
    return [str(year) for year in range(first, last + 1)]


FISCAL = [f"{first}-10-01..{second}-09-30" for first, second in pairwise(range(2012, 2020))]
MONTHS = [f"{year}-{month:02}" for year in range(2016, 2020) for month in range(1, 13)]
JUNES = [f"{year}-06" for year in range(2018, 2026)]
PUBLISHED = {
    "mssp": (each_year(2013, 2021), rules.organization, alone(rules.shared_savings)),
    "joint_replacement": (each_year(2016, 2020), rules.hospital, alone(rules.reconciled)),
    "bundled_payments": (each_year(2019, 2025), rules.bundle, alone(rules.bundled)),
    "risk_corridors_part_d": (each_year(2006, 2010), rules.drug_plan, alone(rules.prescriptions)),
    "risk_corridors_plans": (each_year(2014, 2016), rules.issuer, alone(rules.health_plan)),
    "risk_corridors_reach": (each_year(2021, 2026), rules.aligned, alone(rules.reach)),
    "readmissions": (FISCAL, rules.inpatients, alone(rules.reduction)),
    "loss_ratio_rebate": (each_year(2011, 2017), rules.insurer, rules.rebates),
    "capacity_market": (MONTHS[9:], rules.generator, rules.stressed),
    "scarcity_performance": (JUNES, rules.resource, alone(rules.scarce)),
}


def text_of(name: str) -> Versions:
    return regime(name, *([rules.AS_INFERRED] if name == "mssp" else []))


def drawn(name: str, count: int) -> tuple[dict[str, Years], Found]:
    """Draw the years of several contracts, and give them with what the rule makes of them."""
    periods, draw, rule = PUBLISHED[name]
    random = Random(name)  # noqa: S311
    rows = {f"contract-{each}": {period: draw(random, period) for period in periods} for each in range(count)}
    by_rule = {contract: zip(years, rule(years), strict=True) for contract, years in rows.items()}
    return rows, {(contract, period): amount for contract, each in by_rule.items() for period, amount in each}


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_every_year_of_every_contract_settles_as_the_rule(name: str) -> None:
    rows, expected = drawn(name, 400 // len(PUBLISHED[name][0]))
    assert paid(text_of(name), rows) == expected
    assert sum(amount != 0 for amount in expected.values()) > len(expected) / 4


@pytest.mark.parametrize("name", ["mssp", "joint_replacement", "risk_corridors_part_d"])
def test_a_year_alone_settles_as_it_does_among_others(name: str) -> None:
    rows, expected = drawn(name, 12)
    assert paid(text_of(name), rows, apart=True) == expected


def test_published_payments_of_2013_follow_to_a_cent() -> None:
    with (REGIMES / "mssp" / "2013.csv").open(encoding="utf-8", newline="") as file:
        table = {row.pop("contract"): row for row in csv.DictReader(file)}
    earned = {contract: Fraction(row.pop("earned")) for contract, row in table.items()}
    final = {"T1": "50 %", "T2": "60 %"}
    rows = {
        contract: {row.pop("period"): {**row, "final-share": final[row["track"]]}} for contract, row in table.items()
    }
    found = paid(regime("mssp"), rows)
    apart = {contract: abs(found[contract, "2013"] - amount) for contract, amount in earned.items()}
    assert apart.pop("A84830") < Fraction(1, 4)  # Its savings are published in whole dollars.
    assert max(apart.values()) <= percent(1)
    assert sum(amount > 0 for amount in earned.values()) == 12
    assert sum(not each for each in apart.values()) == 33
