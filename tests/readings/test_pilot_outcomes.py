"""Outcomes of pilots: units and days add up to the readings; units are those there are; accounts stay until they go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.facts.staging import Rows
from tests.readings.measuring import Measured, named
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.metrics.catalogue import Spec
from truegreen.model.reading import PARTS
from truegreen.readings.pilot_accounts import decisions, revenue, shared_accounts
from truegreen.readings.pilot_outcomes import daily, untold
from truegreen.readings.pilot_units import column_of, units
from truegreen.readings.questions import Question, Scope
from truegreen.readings.read import read

SPECS = ("on_time.by_target", "csat.top2", "csat.mean", "csat.share_of_maximum", "handle_time.mean",
         "handle_time.per_case", "first_contact_resolution.same_matter")  # fmt: skip
START, EVER = date(2025, 3, 1), (-1000, 1000)
INVOICES = Scope((("contact_type", ("invoice",)),))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    duck = Duck()
    made = Measured(duck, tmp_path_factory.mktemp("pilots"), named(*SPECS))
    made.load("export", "UTC", **rows())
    yield made
    duck.close()


def rows() -> dict[str, Rows]:
    """Give cases of three teams and five agents, with contacts and surveys, and the accounts behind them."""
    case, contact, feedback = [], [], []
    for at in range(200):
        day = datetime(2025, 1, 2, 9) + timedelta(hours=11 * at)
        done = day + timedelta(hours=5 + at % 40)
        case.append({
            "case_id": f"K{at}", "account_id": f"A{at % 7}", "team": f"T{at % 3}", "agent_id": f"p-{at % 5:016x}",
            "site": "Porto" if at % 3 else "Leeds", "provider": "North", "customer_id": f"c{at % 30}",
            "contact_type": "invoice" if at % 2 else "order", "opened_at": day, "resolved_at": done,
            "due_at": day + timedelta(hours=24),
        })  # fmt: skip
        contact.append({
            "interaction_id": f"I{at}", "case_id": f"K{at}", "agent_id": f"p-{(at + 1) % 5:016x}", "channel": "phone",
            "offered_at": day, "answered_at": day, "ended_at": done, "talk_seconds": 60 + at, "hold_seconds": 1,
            "wrap_seconds": 2,
        })  # fmt: skip
        feedback.append({
            "feedback_id": f"F{at}", "kind": "csat", "case_id": f"K{at}", "value": 1 + at % 5, "scale_min": 1,
            "scale_max": 5, "invited_at": done, "answered_at": done,
        })  # fmt: skip
    account = [
        {"account_id": f"A{at}", "segment": "Core" if at % 2 else "Small", "started_on": "2020-01-01",
         **({"decision_on": "2025-03-11"} if at == 3 else {}), **({"ended_on": "2025-02-01"} if at == 5 else {})}
        for at in range(7)
    ]  # fmt: skip
    month = [{"account_id": f"A{at}", "month": f"2025-0{of}-01", "recurring_revenue": 100 * at}
             for at in range(3) for of in range(1, 5) if at != 2 or of < 4]  # fmt: skip
    return {"case": case, "interaction": contact, "feedback": feedback, "account": account, "account_month": month}


def question(held: Measured, spec: str, scope: Scope = Scope()) -> Question:  # noqa: B008
    return Question(spec, next(each for each in held.formulas if str(each.spec).startswith(spec)), scope)


@pytest.mark.parametrize("scope", [Scope(), INVOICES], ids=["all", "some"])
@pytest.mark.parametrize("unit", ["account", "agent", "team", "case"])
@pytest.mark.parametrize("spec", SPECS)
def test_units_and_days_add_up_to_the_readings(held: Measured, spec: str, unit: str, scope: Scope) -> None:
    asked = question(held, spec, scope)
    assert untold(held.state, asked, unit) == ""
    found = daily(held.duck, Store(held.folder), held.state, asked, unit, START, EVER)
    whole = next(each for each in read(held.duck, held.folder, held.cells, [asked], ()) if each.period is None)
    assert found.count.sum() == (whole.count if whole.divisor is None else whole.divisor)
    assert found.total.sum() == pytest.approx(float(whole.total / PARTS[whole.unit]))
    assert whole.value is not None
    assert found.total.sum() / found.count.sum() == pytest.approx(float(whole.value))


def test_each_row_is_on_its_day_and_with_its_unit(held: Measured) -> None:
    found = daily(held.duck, Store(held.folder), held.state, question(held, "csat.mean"), "case", START, EVER)
    place = found.unit.tolist().index("K7")
    done = datetime(2025, 1, 2, 9) + timedelta(hours=11 * 7 + 12)
    assert (found.day[place], found.count[place], found.total[place]) == ((done.date() - START).days, 1, 3)
    assert found.squares[place] == pytest.approx(9)
    contacts = daily(
        held.duck, Store(held.folder), held.state, question(held, "handle_time.mean"), "agent", START, EVER
    )
    own = contacts.total[contacts.unit == f"p-{1:016x}"].sum()
    assert own == sum(63 + at for at in range(200) if (at + 1) % 5 == 1)


def test_only_days_that_are_wanted(held: Measured) -> None:
    store, asked = Store(held.folder), question(held, "on_time.by_target")
    every = daily(held.duck, store, held.state, asked, "team", START, EVER)
    some = daily(held.duck, store, held.state, asked, "team", START, (-7, 6))
    kept = (every.day >= -7) & (every.day <= 6)
    assert (some.count.sum(), some.day.min(), some.day.max()) == (every.count[kept].sum(), -7, 6)


def test_what_no_unit_has_is_said(held: Measured) -> None:
    for name, unit, says in (
        ("backlog_age.mean", "team", "row by row"), ("net_revenue_retention.standard", "agent", "belong to no agent"),
        ("critical_error_accuracy.customer", "team", "do not tell it"),
    ):  # fmt: skip
        [formula] = named(name)
        assert says in untold(held.state, Question(name, formula), unit)
    assert isinstance(held.formulas[0].spec, Spec)


def test_units_are_those_who_are_there(held: Measured) -> None:
    store = Store(held.folder)
    found = units(held.duck, store, held.state, "account", ["segment"], START, date(2025, 3, 1))
    assert found["unit"].tolist() == ["A0", "A1", "A2", "A3", "A4", "A6"]
    assert found["segment"].tolist() == ["Small", "Core", "Small", "Core", "Small", "Small"]
    later = units(held.duck, store, held.state, "account", [], START, date(2025, 3, 11))
    assert "A3" not in later["unit"].tolist()
    teams = units(held.duck, store, held.state, "team", ["site"], START, START)
    assert (teams["unit"].tolist(), teams["site"].tolist()) == (["T0", "T1", "T2"], ["Leeds", "Porto", "Porto"])
    assert len(units(held.duck, store, held.state, "agent", ["team"], START, START)["unit"]) == 5
    assert len(units(held.duck, store, held.state, "agent", [], START, date(2026, 1, 1))["unit"]) == 0
    cases = units(held.duck, store, held.state, "case", ["account_id", "segment"], START, date(2025, 3, 3))
    assert set(cases["segment"].tolist()) == {"Core", "Small"}
    assert all(int(each[1:]) * 11 >= 58 * 24 - 9 for each in cases["unit"].tolist())
    assert len(units(held.duck, store, State(), "team", [], START, START)["unit"]) == 0
    assert [column_of(each) for each in ("account", "contact-type", "site")] == ["account_id", "contact_type", "site"]


def test_accounts_leave_on_the_day_of_notice(held: Measured) -> None:
    found = decisions(held.duck, Store(held.folder), held.state, START)
    assert dict(zip(found.unit.tolist(), found.day.tolist(), strict=True)) == {"A3": 10, "A5": -28}
    assert (found.total.tolist(), found.count.tolist()) == ([-1, -1], [0, 0])


def test_who_pays_nothing_any_more_counts_with_nothing(held: Measured) -> None:
    found = revenue(held.duck, Store(held.folder), held.state, START, (0, 60))
    paid = {(unit, day): total for unit, day, total in zip(found.unit, found.day, found.total, strict=True)}
    assert paid == {("A0", 0): 0, ("A0", 31): 0, ("A1", 0): 100, ("A1", 31): 100, ("A2", 0): 200, ("A2", 31): 0}
    assert np.all(found.count == 1)
    assert len(revenue(held.duck, Store(held.folder), State(), START, (0, 60)).unit) == 0


def test_accounts_that_both_arms_served_are_counted(held: Measured) -> None:
    arms = {"T0": True, "T1": False}
    store, days = Store(held.folder), (date(2025, 1, 1), date(2025, 12, 31))
    assert shared_accounts(held.duck, store, held.state, "team", arms, *days) == (7, 7)
    assert shared_accounts(held.duck, store, held.state, "team", {"T0": True, "T9": False}, *days) == (0, 7)
    assert shared_accounts(held.duck, store, held.state, "team", {}, *days) == (0, 0)


def test_nothing_loaded_is_nothing(tmp_path: Path) -> None:
    duck = Duck()
    assert len(decisions(duck, Store(tmp_path), State(), START).unit) == 0
    duck.close()
