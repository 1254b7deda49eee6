"""The panel: every measure by account and month is what cells say, and what accounts did stands in its month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.facts.staging import Rows, case
from tests.readings.measuring import Measured, named
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.panel import Panel
from truegreen.readings.panel_moments import Lagged, panel_moments, shifted
from truegreen.readings.panels import panel
from truegreen.readings.questions import Question, Scope
from truegreen.readings.read import read
from truegreen.stats.panel.moments import of

CARE = Scope((("service", ("care",)),))
SPECS = {
    "on-time": "on_time.by_target", "solved": "first_contact_resolution.same_matter", "cost":
    "cost_per_resolution.recorded", "happy": "csat.top2", "clean": "critical_error_accuracy.customer", "answered":
    "service_level.of_offered", "kept": "net_revenue_retention.standard", "median": "resolution_time.median",
    "waiting": "waiting_share.of_time",
}  # fmt: skip


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def asked() -> dict[str, Question]:
    scoped = ("on-time", "solved", "happy", "clean", "answered")
    return {name: Question(name, named(spec)[0], CARE if name in scoped else Scope()) for name, spec in SPECS.items()}


def drawn(accounts: int = 5, months: int = 4) -> dict[str, list[dict[str, object]]]:
    """Draw what happened at some accounts of two services in some months of 2025; account a4 is in no list."""
    random = np.random.default_rng(3)
    tables: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("case", "feedback", "quality", "interaction", "account_month", "account", "signal")
    }
    for number in range(30 * months):
        month, who = 1 + number % months, f"a{random.integers(0, accounts)}"
        day = f"2025-{month:02}-{random.integers(1, 28):02}"
        tables["case"].append(
            case(f"c{number}", f"{day} 01:00", due_at=f"{day} 12:00", account_id=who, customer_id=f"u{number % 9}",
                 contact_type=["delay", "customs", "claim"][random.integers(0, 3)], channel="phone",
                 service=["care", "billing"][random.integers(0, 2)], provider=["North", "South"][number // 7 % 2],
                 resolved_at=f"{day} {random.integers(2, 22):02}:00", cost=f"{random.integers(100, 900) / 100}",
                 waiting_seconds=int(random.integers(0, 3600)))
        )  # fmt: skip
        tables["feedback"].append(
            {"feedback_id": f"f{number}", "kind": "csat", "value": int(random.integers(1, 6)), "scale_min": 1,
             "scale_max": 5, "case_id": f"c{number}", "invited_at": f"{day} 20:00", "answered_at": f"{day} 21:00"}
        )  # fmt: skip
        tables["quality"].append(
            {"evaluation_id": f"e{number}", "case_id": f"c{number}", "evaluated_at": day, "provider": "North",
             "customer_critical": "true" if random.random() < 0.3 else "false"}
        )  # fmt: skip
        tables["interaction"].append(
            {"interaction_id": f"i{number}", "case_id": f"c{number}", "channel": "phone",
             "offered_at": f"{day} 00:30", "answered_at": f"{day} 00:30:{random.integers(5, 55):02}"}
        )  # fmt: skip
    for at in range(accounts - 1):
        tables["account"].append({"account_id": f"a{at}", "segment": "Core" if at % 2 else "Small", "tier": "Gold",
                                  "started_on": "2020-01-01"})  # fmt: skip
        for month in range(1, months + 1):
            tables["account_month"].append(
                {"account_id": f"a{at}", "month": f"2025-{month:02}-01", "recurring_revenue": 100 * (at + 1),
                 "expansion": month, "contraction": at, "churned": "false"}
            )  # fmt: skip
    return tables


def loaded(duck: Duck, folder: Path, tables: Mapping[str, Rows]) -> Measured:
    formulas = [each.formula for each in asked().values()]
    held = Measured(duck, folder, formulas, ("service", "contact_type", "channel"))
    held.load("export", "UTC", **{name: rows for name, rows in tables.items() if rows})
    return held


def made(duck: Duck, folder: Path, state: State, *ids: str) -> Panel:
    listed = asked()
    return panel(duck, Store(folder), state, [listed[each] for each in ids or listed])


def test_every_measure_adds_up_to_what_cells_say(duck: Duck, tmp_path: Path) -> None:
    held = loaded(duck, tmp_path, drawn())
    found = made(duck, tmp_path, held.state)
    assert not found.silent
    assert found.accounts.tolist() == ["a0", "a1", "a2", "a3", "a4"]
    readings = {(each.measure, each.period): each for each in read(duck, tmp_path, held.cells, asked().values())}
    for name, measure in found.measures.items():
        if name == "median":
            continue
        for at, month in enumerate(found.months):
            told = [each for (id_, period), each in readings.items()
                    if id_ == name and period and str(period.start)[:7] == str(month)]  # fmt: skip
            count, total = measure.count[:, at].sum(), measure.total[:, at].sum()
            assert (count, total) == ((told[0].count, told[0].total) if told else (0, 0)), (name, month)
            if measure.divisor is not None:
                assert measure.divisor[:, at].sum() == told[0].divisor
    every = readings["on-time", None]
    assert 0 < every.count < 120, "only one service counts"
    assert made(duck, tmp_path, held.state, "median").measures["median"].count.sum() == 120


def test_a_measure_of_an_account_is_counted_by_hand(duck: Duck, tmp_path: Path) -> None:
    cases = [
        case("c1", "2025-01-05", account_id="a", service="care", due_at="2025-01-06", resolved_at="2025-01-05"),
        case("c2", "2025-01-31", account_id="a", service="care", due_at="2025-02-01", resolved_at="2025-02-03"),
        case("c3", "2025-03-01", account_id="a", service="care", due_at="2025-03-02", resolved_at="2025-03-01"),
        case("c4", "2025-03-01", account_id="a", service="other", due_at="2025-03-02", resolved_at="2025-03-05"),
        case("c5", "2025-03-31", account_id="b", service="care", due_at="2025-04-02", resolved_at="2025-03-31"),
    ]
    held = loaded(duck, tmp_path, {"case": cases})
    found = made(duck, tmp_path, held.state, "on-time")
    on_time = found.measures["on-time"]
    assert on_time.count.tolist() == [[2, 0, 1], [0, 0, 1]]
    assert on_time.total.tolist() == [[1, 0, 1], [0, 0, 1]]
    np.testing.assert_array_equal(on_time.value(), [[0.5, np.nan, 1], [np.nan, np.nan, 1]])
    np.testing.assert_array_equal(on_time.value(over=3), [[0.5, 0.5, 2 / 3], [np.nan, np.nan, 1]])
    np.testing.assert_array_equal(on_time.value(over=2, least=2), [[0.5, 0.5, np.nan], [np.nan] * 3])
    assert found.volume.tolist() == [[2, 0, 2], [0, 0, 1]]
    assert found.over.tolist() == [True, True, True], "the records end on the last day of March"


def test_what_is_too_young_to_know_is_masked(duck: Duck, tmp_path: Path) -> None:
    cases = [case(f"c{day}", f"2025-03-{day:02}", account_id="a", customer_id=f"u{day}", contact_type="x",
                  service="care") for day in (1, 20, 31)]  # fmt: skip
    cases += [case("apr", "2025-04-20", account_id="a", customer_id="v", contact_type="x", service="care")]
    held = loaded(duck, tmp_path, {"case": cases})
    found = made(duck, tmp_path, held.state, "solved")
    assert found.over.tolist() == [True, False], "April is not over"
    assert found.measures["solved"].known.tolist() == [True, False]
    assert found.measures["solved"].count.tolist() == [[3, 0]]
    short = loaded(duck, tmp_path / "short", {"case": cases[:3]})
    other = made(duck, tmp_path / "short", short.state, "solved")
    assert (other.over.tolist(), other.measures["solved"].known.tolist()) == ([True], [False]), "none may look back yet"
    assert np.isnan(other.series("solved")).all()


LIVES: Rows = [
    {"account_id": "stays", "started_on": "2020-01-01"},
    {"account_id": "left", "started_on": "2020-01-01", "decision_on": "2025-02-10", "ended_on": "2025-04-30"},
    {"account_id": "unsaid", "started_on": "2020-01-01", "ended_on": "2025-03-31"},
    {"account_id": "came", "started_on": "2025-03-05"},
    {"account_id": "before", "started_on": "2020-01-01", "decision_on": "2024-11-10", "ended_on": "2025-01-31"},
    {"account_id": "moved", "valid_from": None, "segment": "Small", "tier": "Gold", "started_on": "2020-01-01"},
    {"account_id": "moved", "valid_from": "2025-03-01", "segment": "Core", "started_on": "2020-01-01"},
]


def lived(duck: Duck, folder: Path) -> Panel:
    cases = [case(f"c{month}", f"2025-{month:02}-28", account_id="stays", contact_type="x", provider="North",
                  resolved_at=f"2025-{month:02}-28") for month in (1, 2, 3, 4)]  # fmt: skip
    cases += [case("guest", "2025-02-01", account_id="guest", contact_type="y", provider="South"),
              case("end", "2025-04-30", account_id="stays", contact_type="y", provider="North")]  # fmt: skip
    signals = [
        {"account_id": "stays", "at": "2025-02-03", "kind": "escalation", "severity": 4},
        {"account_id": "stays", "at": "2025-02-04", "kind": "complaint", "severity": 5},
        {"account_id": "stays", "at": "2025-02-05", "kind": "complaint", "severity": 3},
        {"account_id": "left", "at": "2025-02-05", "kind": "praise", "severity": 5},
    ]
    months = [
        {"account_id": "stays", "month": "2025-01-01", "recurring_revenue": 100, "expansion": 7, "contraction": 0},
        {"account_id": "moved", "month": "2025-04-01", "recurring_revenue": 50, "churned": "true"},
    ]
    tables: Mapping[str, Rows] = {"case": cases, "account": LIVES, "signal": signals, "account_month": months}
    return made(duck, folder, loaded(duck, folder, tables).state, "on-time")


def at(found: Panel, account: str, grid: np.ndarray) -> list[float]:
    listed: list[float] = grid[found.accounts.tolist().index(account)].tolist()
    return listed


def test_a_decision_stands_in_its_month_and_nothing_after_it_counts(duck: Duck, tmp_path: Path) -> None:
    found = lived(duck, tmp_path)
    assert [str(month) for month in found.months] == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert at(found, "left", found.leaves) == [False, True, False, False], "notice counts, not the end"
    assert at(found, "unsaid", found.leaves) == [False, False, True, False], "nothing else is known of it"
    assert at(found, "moved", found.leaves) == [False, False, False, True]
    risk = {account: at(found, account, found.at_risk) for account in found.accounts.tolist()}
    yes, no = True, False
    assert risk == {
        "stays": [yes] * 4, "left": [yes, yes, no, no], "unsaid": [yes, yes, yes, no], "came": [no, no, yes, yes],
        "before": [no] * 4, "moved": [yes] * 4, "guest": [no, yes, yes, yes],
    }  # fmt: skip
    late = found.accounts[found.is_late].tolist()
    assert late == ["moved", "unsaid"]
    assert found.notes[0].startswith("2 of 4 accounts that left have no recorded decision")


def test_revenue_and_what_was_heard_stand_in_their_month(duck: Duck, tmp_path: Path) -> None:
    found = lived(duck, tmp_path)
    assert at(found, "stays", found.severe) == [0, 2, 0, 0]
    assert at(found, "left", found.severe) == [0, 0, 0, 0], "praise is not severe"
    np.testing.assert_array_equal(at(found, "stays", found.expansion), [7, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(at(found, "moved", found.series("revenue")), [np.nan, np.nan, np.nan, 50])
    np.testing.assert_array_equal(at(found, "stays", found.series("contact_type: y")), [0, 0, 0, 0.5])
    np.testing.assert_array_equal(at(found, "guest", found.series("provider: South")), [np.nan, 1, np.nan, np.nan])
    np.testing.assert_allclose(at(found, "stays", found.series("volume")), np.log([2, 2, 2, 3]))


def test_an_account_is_of_the_segment_it_had_then(duck: Duck, tmp_path: Path) -> None:
    found = lived(duck, tmp_path)
    segment = found.standing["segment"]
    assert segment.members.tolist() == ["Core", "Small"]
    assert at(found, "moved", segment.codes) == [1, 1, 0, 0]
    assert at(found, "stays", segment.codes) == [-1] * 4
    assert at(found, "moved", found.standing["tier"].codes) == [0, 0, -1, -1]


def test_an_empty_store_has_an_empty_panel(duck: Duck, tmp_path: Path) -> None:
    found = made(duck, tmp_path, State())
    assert found.accounts.shape == found.months.shape == (0,)
    assert set(found.silent) == set(SPECS)
    assert found.notes == ("no account's decision to leave is recorded",)
    held = panel_moments(replace(found, measures={}), "leaves", [Lagged("severe", 1)])
    assert (held.moments.rows, held.alone, held.strata) == (0, 0, 0)


def test_what_belongs_to_no_account_says_so(duck: Duck, tmp_path: Path) -> None:
    held = loaded(duck, tmp_path, drawn())
    odd = [Question("old", named("backlog_age.mean")[0]), Question("plan", named("forecast_accuracy.weighted")[0]),
           Question("paid", named("offer_acceptance.of_decided")[0])]  # fmt: skip
    assert panel(duck, Store(tmp_path), held.state, odd).silent == {
        "old": "backlog records belong to no account", "plan": "volume records belong to no account", "paid":
        "the records do not tell it",
    }  # fmt: skip


def test_shifting_stays_within_the_months() -> None:
    grid = np.array([[1.0, 2, 3], [4, 5, 6]])
    nan = np.nan
    np.testing.assert_array_equal(shifted(grid, 1), [[nan, 1, 2], [nan, 4, 5]])
    np.testing.assert_array_equal(shifted(grid, -2), [[3, nan, nan], [6, nan, nan]])
    np.testing.assert_array_equal(shifted(grid, 0), grid)
    assert np.isnan(shifted(grid, 3)).all()
    assert np.isnan(shifted(grid, -7)).all()


def in_words(found: Panel, outcome: str, columns: Sequence[Lagged], over: int) -> tuple[list[str], np.ndarray]:
    """Give account and figures of each month, one by one: the slow way."""
    grids = {each: found.series(each.name, over) for each in columns}
    result, who = found.series(outcome), []
    rows = []
    for a, account in enumerate(found.accounts.tolist()):
        for m in range(len(found.months)):
            row = []
            for each in columns:
                pooled = over - 1 if each.back < 0 and each.name in found.measures else 0
                then = m - each.back + pooled
                row.append(grids[each][a, then] if 0 <= then < len(found.months) else np.nan)
            row += [result[a, m], m * 10.0 + found.standing["segment"].codes[a, m]]
            if found.at_risk[a, m] and not np.isnan(row).any():
                who.append(account)
                rows.append(row)
    return who, np.array(rows)


@pytest.mark.slow
@pytest.mark.parametrize("over", [1, 2])
@pytest.mark.parametrize("outcome", ["happy", "expansion"])
def test_moments_with_lags_are_those_of_the_months(duck: Duck, tmp_path: Path, outcome: str, over: int) -> None:
    found = made(duck, tmp_path, loaded(duck, tmp_path, drawn(7, 6)).state)
    columns = [Lagged("on-time", 1), Lagged("on-time", -1), Lagged("volume")]
    held = panel_moments(found, outcome, columns, over=over)
    who, rows = in_words(found, outcome, columns, over)
    strata, figures = rows[:, -1], rows[:, :-1]
    several = np.array([(strata == each).sum() > 1 for each in strata])
    for each in set(strata):
        figures[strata == each] -= figures[strata == each].mean(axis=0)
    names = ["on-time 1 month before", "on-time 1 month after", "volume", outcome]
    expected = of(figures[several], np.array(who)[several], names, np.zeros(4))
    assert held.moments.names == expected.names
    assert held.moments.clusters.tolist() == expected.clusters.tolist()
    np.testing.assert_allclose(held.moments.products, expected.products, rtol=1e-9, atol=1e-12)
    assert (held.alone, held.strata) == ((~several).sum(), len(set(strata[several])))
    assert held.moments.rows > 5


def test_no_month_after_the_decision_and_none_outside_what_is_asked_counts(duck: Duck, tmp_path: Path) -> None:
    found = lived(duck, tmp_path)
    held = panel_moments(found, "leaves", [Lagged("severe", 1)], alike=())
    assert held.moments.rows == found.at_risk[:, 1:].sum()
    first = np.zeros(found.at_risk.shape, dtype=bool)
    first[:, 1] = True
    assert panel_moments(found, "leaves", [Lagged("severe", 1)], alike=(), only=first).moments.rows == 5
    with pytest.raises(KeyError):
        panel_moments(found, "leaves", [Lagged("weather")])
