"""The scorecard: the worst first, delivery beside the outcome behind it, change only beyond chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import comb
from typing import Any

import pytest

from tests.facts.staging import case
from tests.readings.measuring import Measured
from truegreen.engine.duck import Duck
from truegreen.metrics.catalogue import catalogue
from truegreen.model.agreement import (
    Agreement,
    Contact,
    Measure,
    Parties,
    Party,
    Perspective,
    Role,
    Sample,
    Timing,
    Versions,
    Window,
)
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.model.scorecard import Row
from truegreen.readings.scorecard import Source, _change, _trend, explanation, scorecard
from truegreen.readings.specs import formula, wanted
from truegreen.stats.intervals import mean_interval, wilson
from truegreen.units.period import Period, parse_period, periods
from truegreen.units.quantity import Quantity

PARTY = Party(name="Acme", contact=Contact(name="Service desk"))
MARCH = parse_period("2025-03")
LEVELS: Mapping[str, Any] = {
    "target": Quantity.parse("80 %"),
    "minimum": Quantity.parse("60 %"),
    "sample": Sample(minimum=10),
}
AGREED = Agreement(
    agreement="care",
    title="Care",
    starts=date(2025, 1, 1),
    parties=Parties(client=PARTY, provider=PARTY),
    services={},
    measures={
        "on-time": Measure(metric="on_time.by_target", outcome="happy", **LEVELS),
        "on-time-quarter": Measure(metric="on_time.by_target", outcome="happy", window=Window.QUARTER, **LEVELS),
        "happy": Measure(metric="csat.top2", role=Role.EXPERIENCE, **LEVELS),
        "cost": Measure(metric="cost_per_contact.per_answered", target=Quantity.parse("5 EUR")),
    },
)
VERSIONS = Versions("care", ((AGREED.starts, AGREED),))

# By site and month: cases, of them on time; answers, of them happy.
SITES: Mapping[str, Mapping[int, tuple[int, int, int, int]]] = {
    "below": {2: (20, 19, 0, 0), 3: (20, 10, 0, 0)},
    "missed-more": {3: (20, 12, 0, 0)},
    "missed": {1: (20, 15, 0, 0), 2: (20, 14, 0, 0), 3: (20, 15, 0, 0), 4: (20, 1, 0, 0)},
    "watermelon": {3: (20, 18, 40, 10)},
    "green": {2: (20, 5, 0, 0), 3: (20, 16, 40, 40)},
    "few": {3: (9, 0, 0, 0)},
    "closed": {1: (20, 20, 0, 0), 2: (20, 10, 0, 0)},
}


def rows_of(
    site: str, month: int, cases: int, on_time: int, answers: int, happy: int
) -> tuple[list[dict[str, object]], ...]:
    day = f"2025-{month:02}"
    of = [
        case(
            f"{site}-{month}-{n}", f"{day}-03", due_at=f"{day}-10", resolved_at=f"{day}-{9 if n < on_time else 11}",
            site=site, contact_type="claim",
        )
        for n in range(cases)
    ]  # fmt: skip
    scale = {"kind": "csat", "scale_min": 1, "scale_max": 5, "invited_at": f"{day}-12", "answered_at": f"{day}-13"}
    heard = [
        {**scale, "feedback_id": f"{site}-{month}-{n}", "case_id": f"{site}-{month}-0", "value": 5 if n < happy else 1}
        for n in range(answers)
    ]
    return of, heard


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    metrics, duck = catalogue(), Duck()
    formulas = [formula(spec, metrics) for spec in wanted([VERSIONS], metrics)]
    measured = Measured(duck, tmp_path_factory.mktemp("store"), formulas, slices=("site", "contact_type"))
    made = [rows_of(site, month, *counts) for site, months in SITES.items() for month, counts in months.items()]
    call = {"interaction_id": "1", "site": "few", "offered_at": "2025-03-05", "answered_at": "2025-03-05 00:00:09"}
    measured.load(
        "f",
        case=[each for cases, _ in made for each in cases],
        feedback=[each for _, answers in made for each in answers],
        interaction=[{**call, "case_id": "few-3-0"}, {**call, "interaction_id": "2"}],
        cost=[{"month": "2025-03-01", "site": "few", "category": "staff", "amount": "12.00"}],
    )
    yield Source(duck, measured.folder, measured.cells, metrics)
    duck.close()


def rows(source: Source, measure: str, period: Period | None = MARCH, versions: Versions = VERSIONS) -> dict[str, Row]:
    """Give a measure's rows by site, in the order of the scorecard."""
    return {row.member: row for row in scorecard(source, versions, period, by="site").rows if row.id == measure}


def test_the_worst_member_comes_first(source: Source) -> None:
    found = rows(source, "on-time")
    assert [(name, row.contract) for name, row in found.items()] == [
        ("below", Contract.BELOW_MINIMUM),
        ("missed-more", Contract.MISSED),
        ("missed", Contract.MISSED),
        ("watermelon", Contract.MET),
        ("green", Contract.MET),
        ("closed", Contract.NOT_JUDGED),
        ("few", Contract.NOT_JUDGED),
    ]


def test_a_measure_shows_the_outcome_of_the_same_member(source: Source) -> None:
    found = rows(source, "on-time")
    assert {(name, row.outcome) for name, row in found.items() if row.outcome is not Outcome.CANNOT_TELL} == {
        ("watermelon", Outcome.BAD),
        ("green", Outcome.GOOD),
    }
    assert {row.outcome_of for row in found.values()} == {"happy"}


def test_an_experience_level_shows_its_own_outcome_and_other_measures_none(source: Source) -> None:
    found = {row.id: row for row in scorecard(source, VERSIONS, MARCH).rows}
    assert (found["happy"].outcome, found["happy"].outcome_of) == (Outcome.BAD, "happy")  # 50 of 80
    assert (found["cost"].outcome, found["cost"].outcome_of) == (None, "")


def test_a_measures_own_perspective_and_timing_go_before_its_metrics(source: Source) -> None:
    plain = AGREED.measures["on-time"]
    own = replace(plain, perspective=Perspective.STRATEGIC, timing=Timing.LAGGING)
    versions = Versions("care", ((AGREED.starts, replace(AGREED, measures={"own": own, "plain": plain})),))
    assert [(row.id, row.perspective, row.timing) for row in scorecard(source, versions, MARCH).rows] == [
        ("plain", Perspective.EFFICIENCY, Timing.LEADING),
        ("own", Perspective.STRATEGIC, Timing.LAGGING),
    ]


def test_measures_come_by_perspective_and_those_without_a_slice_stay_away(source: Source) -> None:
    card = scorecard(source, VERSIONS, MARCH)
    assert [row.id for row in card.rows] == ["on-time", "on-time-quarter", "cost", "happy"]
    assert {row.id for row in scorecard(source, VERSIONS, MARCH, by="contact_type").rows} == {
        "on-time", "on-time-quarter", "happy",
    }  # fmt: skip


def test_the_trend_is_oldest_first_and_ends_with_the_period(source: Source) -> None:
    trend = rows(source, "on-time")["missed"].trend
    assert [(str(each.period), each.total) for each in trend] == [("2025-01", 15), ("2025-02", 14), ("2025-03", 15)]
    assert len(rows(source, "on-time", None)["missed"].trend) == 4


def test_a_trend_holds_the_last_twelve_periods() -> None:
    months = list(periods(date(2024, 1, 1), date(2025, 9, 1)))
    kept: dict[Period | None, Reading] = {each: replace(share(1, 2), period=each) for each in [None, *reversed(months)]}
    assert [each.period for each in _trend(kept, months[-3])] == months[-14:-2]


def test_change_is_said_where_it_is_more_than_chance(source: Source) -> None:
    found = {name: row.change for name, row in rows(source, "on-time").items()}
    assert found == {
        "below": "worse", "green": "better", "missed": "same", "missed-more": "", "watermelon": "", "few": "",
        "closed": "",
    }  # fmt: skip


def test_a_member_with_nothing_measured_keeps_its_past_and_has_no_figure(source: Source) -> None:
    closed = rows(source, "on-time")["closed"]
    assert (closed.reading, closed.contract, closed.change) == (None, Contract.NOT_JUDGED, "")
    assert len(closed.trend) == 2


def test_the_target_in_force_on_the_periods_last_day_counts(source: Source) -> None:
    low, high = (
        replace(AGREED, measures={"on-time": replace(AGREED.measures["on-time"], target=Quantity.parse(each))})
        for each in ("70 %", "80 %")
    )
    for since, status in ((date(2025, 3, 31), Contract.MISSED), (date(2025, 4, 1), Contract.MET)):
        versions = Versions("care", ((AGREED.starts, low), (since, high)))
        assert rows(source, "on-time", versions=versions)["missed"].contract is status
        assert rows(source, "on-time", None, versions)["missed"].contract is Contract.BELOW_MINIMUM


def test_a_months_scorecard_shows_its_quarter_and_judges_it_once_it_is_over(source: Source) -> None:
    months = [parse_period(f"2025-0{month}") for month in (1, 2, 3)]
    found = [rows(source, "on-time-quarter", month)["missed"] for month in months]
    assert {str(row.reading and row.reading.period) for row in found} == {"2025-Q1"}
    assert {row.reading and row.reading.total for row in found} == {15 + 14 + 15}
    assert [row.contract for row in found] == [Contract.NOT_JUDGED, Contract.NOT_JUDGED, Contract.MISSED]


def test_a_quarters_scorecard_does_not_pass_off_its_last_month_as_the_quarter(source: Source) -> None:
    monthly = rows(source, "on-time", parse_period("2025-Q1"))["missed"]
    assert monthly.reading
    assert (str(monthly.reading.period), monthly.contract) == ("2025-Q1", Contract.NOT_JUDGED)


def test_a_scorecard_stays_within_the_members_asked_for(source: Source) -> None:
    found = {row.id: row for row in scorecard(source, VERSIONS, MARCH, where={"site": "green"}).rows}
    assert [(row.reading.total, row.reading.count) for row in found.values() if row.reading and row.id != "cost"] == [
        (16, 20), (21, 40), (40, 40),
    ]  # fmt: skip
    assert found["cost"].reading is None
    both = {"site": "green", "contact_type": "claim"}
    narrower = {row.id: row for row in scorecard(source, VERSIONS, MARCH, where=both).rows}
    assert narrower["on-time"].reading == found["on-time"].reading


def test_what_the_records_cannot_tell_about_a_member_is_not_told(source: Source) -> None:
    """Costs know no contact type: all costs over the claims' contacts would be a wrong price of a claim."""
    found = {row.id: row for row in scorecard(source, VERSIONS, MARCH, where={"contact_type": "claim"}).rows}
    assert (found["cost"].reading, found["cost"].contract) == (None, Contract.NOT_JUDGED)
    assert found["on-time"].reading is not None
    assert explanation(source, VERSIONS, "cost", MARCH, {"contact_type": "claim"}).row.reading is None
    whole = explanation(source, VERSIONS, "cost", MARCH, {}).row.reading
    assert whole is not None
    assert whole.value == 6


def test_an_explanation_holds_the_row_and_the_same_under_other_variants(source: Source) -> None:
    found = explanation(source, VERSIONS, "on-time", MARCH, {"site": "watermelon"})
    assert found.row == replace(rows(source, "on-time")["watermelon"], member="", reading=found.row.reading,
                                trend=found.row.trend)  # fmt: skip
    assert (found.variant, found.slice) == ("on_time.by_target", {"site": "watermelon"})
    panel = {each.variant: each for each in found.panel}
    told = {name for name, each in source.metrics["on_time"].variants.items() if "clock" not in each.parameters}
    assert panel.keys() == {f"on_time.{each}" for each in told} - {"on_time.by_target"}
    same, closed, silent = (panel[f"on_time.{each}"] for each in ("by_target_once_due", "by_target_closed", "reported"))
    assert (same.contract, set(same.differs)) == (Contract.MET, {"population"})
    assert (closed.contract, closed.differs) == (Contract.BELOW_MINIMUM, {"stop": "closed"})
    assert silent.reading is not None
    assert panel["on_time.reported_per_event"].reading is None


def test_an_alternative_in_another_unit_is_not_judged(source: Source) -> None:
    panel = {each.variant: each for each in explanation(source, VERSIONS, "happy", MARCH, {}).panel}
    assert panel["csat.mean"].reading is not None
    assert panel["csat.mean"].contract is Contract.NOT_JUDGED


def test_the_explanation_of_a_quarterly_measure_is_about_its_quarter(source: Source) -> None:
    found = explanation(source, VERSIONS, "on-time-quarter", parse_period("2025-02"), {})
    assert found.row.reading is not None
    assert (str(found.period), str(found.row.reading.period)) == ("2025-Q1", "2025-Q1")
    assert {str(each.reading.period) for each in found.panel if each.reading} == {"2025-Q1"}


def share(hits: int, rows: int) -> Reading:
    low, high = wilson(hits, rows)
    return Reading(
        measure="m", spec="", count=rows, total=hits, squares=0, unit="share", value=Fraction(hits, rows), low=low,
        high=high,
    )  # fmt: skip


def told_apart(rows: int, before: float, now: float) -> float:
    """Give the chance, by all draws that may happen, that two periods of these true shares are told apart."""
    chances = [
        [(k, p) for k in range(rows + 1) if (p := comb(rows, k) * true**k * (1 - true) ** (rows - k)) > 1e-7]
        for true in (before, now)
    ]
    drawn = ((k, j, p * q) for k, p in chances[0] for j, q in chances[1])
    return sum(chance for k, j, chance in drawn if _change([share(k, rows), share(j, rows)], "higher") != "same")


@pytest.mark.parametrize(("rows", "true"), [(15, 0.8), (50, 0.9), (60, 0.5), (100, 0.98), (200, 0.8)])
def test_two_periods_of_the_same_truth_are_told_apart_six_times_in_a_hundred_at_most(rows: int, true: float) -> None:
    assert told_apart(rows, true, true) <= 0.06


def test_two_periods_of_different_truths_are_usually_told_apart() -> None:
    assert told_apart(200, 0.8, 0.9) > 0.75


@pytest.mark.parametrize(("better", "change"), [("higher", "better"), ("lower", "worse")])
def test_more_is_better_only_where_more_is_better(better: str, change: str) -> None:
    assert _change([share(100, 200), share(150, 200)], better) == change
    assert _change([share(0, 200), share(150, 200)], better) == change
    assert _change([share(150, 200), share(0, 200)], better) != change
    assert _change([share(0, 5), share(0, 5)], better) == "same"


def test_without_an_interval_or_a_period_before_no_change_is_said() -> None:
    assert _change([share(1, 2)], "higher") == ""
    assert _change([replace(share(1, 2), low=None), share(2, 2)], "higher") == ""


def test_means_are_compared_by_their_own_spread() -> None:
    def mean(*values: int) -> Reading:
        low, high = mean_interval(len(values), sum(values), sum(each**2 for each in values)) or (0, 0)
        exact = Fraction(sum(values), len(values))
        return replace(share(0, 1), unit="seconds", value=exact, low=low, high=high)

    wide, narrow = (10, 500) * 20, (250, 260) * 20
    assert _change([mean(*wide), mean(*(each + 40 for each in wide))], "lower") == "same"
    assert _change([mean(*narrow), mean(*(each + 40 for each in narrow))], "lower") == "worse"
