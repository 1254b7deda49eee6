"""Whole years of several contracts under one published text, settled from one table."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from pathlib import Path
from random import Random

from truegreen.files.agreements import read_agreement
from truegreen.files.figures import parse_figures, units_of
from truegreen.model.agreement import Versions
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period

REGIMES = Path(__file__).parents[1] / "regimes"
Row = dict[str, str]
Years = dict[str, Row]
Found = dict[tuple[str, str], Fraction]


def regime(name: str, *amendments: str) -> Versions:
    """Read a published regime with its amendments, and further ones given as text."""
    folder = REGIMES / name
    texts = [each.read_text("utf-8") for each in sorted(folder.glob("amendment*.yml"))]
    named = [(text, f"amendment-{place}.yml") for place, text in enumerate((*texts, *amendments))]
    read, mistakes = read_agreement((folder / "agreement.yml").read_text("utf-8"), "agreement.yml", named)
    assert read, "\n".join(map(str, mistakes))
    return read


def paid(versions: Versions, rows: Mapping[str, Years], *, apart: bool = False) -> Found:
    """Settle several contracts, given as one table, and give each period's total: in sequence, or each year apart."""
    lines = ["period,contract,name,value,count"]
    for contract, years in rows.items():
        for period, row in years.items():
            contract_id = f"{contract}/{period}" if apart else contract
            lines += [
                ",".join([period, contract_id, name, *(text.split(" of ") if " of " in text else (text, ""))])
                for name, text in row.items()
                if text
            ]
    given, mistakes = parse_figures("\n".join(lines), "figures.csv", units_of(versions, {}))
    assert not mistakes, "\n".join(map(str, mistakes))
    found: Found = {}
    for contract, years in rows.items():
        for last in years if apart else list(years)[-1:]:
            contract_id = f"{contract}/{last}" if apart else contract
            every = settle(versions, given[contract_id], parse_period(last), {}, contract_id)
            totals = {each.period.last: Fraction(each.total.amount) for each in every}
            asked = [last] if apart else list(years)
            found |= {(contract, period): totals[parse_period(period).last] for period in asked}
    return found


def rounded(number: Fraction, digits: int = 2) -> Fraction:
    """Round half away from zero."""
    size = floor(abs(number) * 10**digits + Fraction(1, 2))
    return Fraction(size if number >= 0 else -size, 10**digits)


def about(random: Random, *edges: Fraction) -> Fraction:
    """Draw a share that is one of some edges, or just beside it, or anywhere among them."""
    low, high = min(edges), max(edges)
    anywhere = low + (high - low) * random.randrange(1001) / 1000
    return random.choice([*edges, random.choice(edges) + Fraction(random.choice((-1, 1)), 10**6), anywhere])


def percent(number: str | int) -> Fraction:
    return Fraction(number) / 100
