"""Medicare shared savings as published: a year of real settlements, and years of imagined ones of every track.

The file gives whole dollars, and its savings differ from benchmark less expenditure by a dollar here and there, since
both were rounded; so a payment follows exactly from savings that round to the published ones, and within a dollar from
the rounded ones themselves.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from math import floor
from pathlib import Path
from random import Random

import pytest

from truegreen.files.agreements import read_agreement
from truegreen.files.figures import parse_figures, units_of
from truegreen.model.agreement import Versions
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period

TESTS = Path(__file__).parents[1]
FILE = TESTS.parents[1] / "shared" / "data" / "mssp_2014.csv"
TEXT = TESTS / "regimes" / "mssp" / "agreement.yml"
Row = dict[str, str]


def paid(versions: Versions, year: str, rows: dict[str, Row]) -> dict[str, Fraction]:
    """Settle a year of several contracts, whose figures come as one table, and give what each is paid."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    lines = [",".join(["period", "contract", *columns])]
    lines += [",".join([year, contract, *(row.get(each, "") for each in columns)]) for contract, row in rows.items()]
    given, mistakes = parse_figures("\n".join(lines), "mssp.csv", units_of(versions, {}))
    assert not mistakes
    period = parse_period(year)
    return {name: Fraction(settle(versions, given[name], period, {}, name)[-1].total.amount) for name in rows}


@pytest.fixture(scope="module")
def versions() -> Versions:
    read, mistakes = read_agreement(TEXT.read_text("utf-8"), "agreement.yml")
    assert read, mistakes
    return read


@pytest.fixture(scope="module")
def published() -> dict[str, Row]:
    if not FILE.exists():
        pytest.skip(f"the published settlements are not here: {FILE}")
    with FILE.open(encoding="utf-8", newline="") as file:
        return {f"aco-{place}": row for place, row in enumerate(csv.DictReader(file))}


def figures(row: Row, savings: Fraction | None = None) -> Row:
    """Give a published row as figures of the agreement.

    The file of 2014 leaves out the track, which shows in the share (up to 50 % or up to 60 %), and whether the quality
    standard was met, which shows in a share above zero.
    """
    share = Fraction(row["final_share"])
    return {
        "track": "T2" if share > Fraction(1, 2) else "T1",
        "benchmark": row["benchmark_usd"],
        "expenditure": row["expenditure_usd"],
        "minimum-rate": row["msr"],
        "quality-standard": "met" if share else "failed",
        "quality": row["quality"],
        "final-share": row["final_share"],
        "savings": "" if savings is None else f"{float(savings):.1f}",
    }


def earned(row: Row) -> Fraction:
    return Fraction(row["published_earned_usd"])


def test_every_gate_of_2014_opens_or_shuts_as_published(versions: Versions, published: dict[str, Row]) -> None:
    found = paid(versions, "2014", {name: figures(row) for name, row in published.items()})
    assert {name for name, amount in found.items() if amount} == {
        name for name, row in published.items() if earned(row)
    }
    assert sum(amount > 0 for amount in found.values()) == 86
    assert max(abs(found[name] - earned(row)) for name, row in published.items()) <= 1


def test_every_payment_of_2014_follows_to_the_dollar(versions: Versions, published: dict[str, Row]) -> None:
    rows = {name: row for name, row in published.items() if earned(row)}
    assert len(rows) == 86
    least, rounded, most = (
        paid(versions, "2014", {name: figures(row, _savings(row) + Fraction(by, 2)) for name, row in rows.items()})
        for by in (-1, 0, 1)
    )
    assert all(least[name] <= earned(row) <= most[name] for name, row in rows.items())
    assert all(most[name] - least[name] <= 1 for name in rows)
    assert sum(rounded[name] == earned(row) for name, row in rows.items()) == 79


def _savings(row: Row) -> Fraction:
    return Fraction(row["gated_savings_usd"])


# The whole rule in fractions, as REGIMES R8 has it, with the BASIC track's fixed share of losses.
LARGEST = {"T1": 50, "T1+": 50, "T2": 60, "T3": 75, "ENH": 75, "BA": 40, "BB": 40, "BC": 50, "BD": 50, "BE": 50}
LIMIT = {"T2": 15, "T3": 20, "ENH": 20}
FIXED = dict.fromkeys(("T1+", "BC", "BD", "BE"), (30, 30))
LOSSES = {"T2": (40, 60), "T3": (40, 75), "ENH": (40, 75), **FIXED}


def rule(row: Row, year: int) -> int:
    """Settle a row without the agreement."""
    benchmark, minimum = Fraction(row["benchmark"]), Fraction(row["minimum-rate"])
    saved, track, is_met = benchmark - Fraction(row["expenditure"]), row["track"], row["quality-standard"] == "met"
    score = Fraction(row["quality"]) if year < 2021 else Fraction(1)
    share = Fraction(row["final-share"]) if row["final-share"] else Fraction(LARGEST[track], 100) * score
    if saved > 0:
        if saved / benchmark < minimum or not is_met:
            return 0
        cut = Fraction(0 if year in (2019, 2020) else 2, 100)
        return _half_up(min(saved * share * (1 - cut), Fraction(LIMIT.get(track, 10), 100) * benchmark))
    if track not in LOSSES or -saved / benchmark < minimum:
        return 0
    low, high = (Fraction(each, 100) for each in LOSSES[track])
    borne = -saved * (min(max(1 - share, low), high) if is_met else high) - Fraction(row["disaster"] or 0)
    limit = Fraction(row["loss-limit"]) if row["loss-limit"] else borne
    return -_half_up(min(max(Fraction(0), borne), limit)) if borne > 0 else 0


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def imagined(random: Random) -> Row:
    """Give a row of any track whose savings lie about the places where something changes."""
    benchmark, minimum = 1000 * random.randrange(10**3, 10**6), random.choice((0, 5, 20, 27, 39, 94))
    edge = benchmark * minimum // 1000
    near = (edge, edge + 1, edge - 1, random.randrange(edge + 2))
    saved = random.choice((1, -1)) * random.choice((*near, benchmark // 9, benchmark // 5, benchmark // 2))
    is_met = random.random() < 0.8
    return {
        "track": random.choice(list(LARGEST)),
        "benchmark": str(benchmark),
        "expenditure": str(benchmark - saved),
        "minimum-rate": f"0.{minimum:03}",
        "quality-standard": "met" if is_met else "failed",
        "quality": f"{random.randrange(10**9 + 1) / 10**9:.9f}",
        "final-share": random.choice(("", f"0.{random.randrange(75):02}7")) if is_met else "0",
        "disaster": random.choice(("", "0", f"{abs(saved) // 3}.49")),
        "loss-limit": random.choice(("", str(benchmark // 50))),
    }


@pytest.mark.parametrize("year", range(2014, 2022))
def test_all_tracks_and_years_settle_as_the_rule(versions: Versions, year: int) -> None:
    random = Random(year)  # noqa: S311
    rows = {f"aco-{place}": imagined(random) for place in range(200)}
    found = paid(versions, str(year), rows)
    assert {name: int(found[name]) for name in rows} == {name: rule(row, year) for name, row in rows.items()}
    assert sum(amount > 0 for amount in found.values()) > 15
    assert sum(amount < 0 for amount in found.values()) > 15
