"""What a side does not see, what may be kept back, and that nothing of it is left in a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.governance.room import room
from truegreen.governance.visibility import WITHHELD, Hidden, draft_problem, hidden_from, names_of, without
from truegreen.model.agreement import Agreement, Role, Side
from truegreen.model.draft import Draft

DAY = date(2026, 1, 5)
KEPT = Draft("reopened", Side.PROVIDER, date(2026, 2, 1), "The count is being checked")


@pytest.fixture
def agreement(tmp_path: Path) -> Agreement:
    return room(tmp_path)


@pytest.mark.parametrize(
    ("side", "day", "hidden"),
    [(Side.CLIENT, DAY, True), (Side.BOTH, DAY, True), (Side.PROVIDER, DAY, False),
     (Side.CLIENT, date(2026, 2, 1), True), (Side.CLIENT, date(2026, 2, 2), False)],
)  # fmt: skip
def test_a_draft_is_for_its_side_until_its_day(side: Side, day: date, hidden: bool) -> None:
    assert hidden_from(side, [KEPT], day) == ((KEPT,) if hidden else ())


def test_a_record_has_no_row_of_it_left() -> None:
    record = {
        "rows": [{"id": "reopened", "value": "1"}, {"id": "on-time", "value": "2"}],
        "levels": {"reopened": 1, "on-time": {"proxies": ["reopened", "late"]}}, "one": {"measure": "reopened"},
    }  # fmt: skip
    assert without(record, Hidden(frozenset({"reopened"}))) == {
        "rows": [{"id": "on-time", "value": "2"}], "levels": {"on-time": {"proxies": ["late"]}},
    }  # fmt: skip
    assert without(record, Hidden(frozenset())) == record


def test_no_sentence_and_no_column_speaks_of_it(agreement: Agreement) -> None:
    measure = replace(agreement.measures["on-time"], title="Answered on time")
    titled = replace(agreement, measures={**agreement.measures, "on-time": measure})
    hidden = names_of([replace(KEPT, measure="on-time")], titled)
    record = {
        "says": f"{measure.title}: 95 % of 20; all the rest is well.", "query": "SELECT 1 AS \"on-time\"",
        "correlations": {f"{measure.metric}(days=5), this month": 0.4, "answers, this month": 0.2},
        "spec": measure.metric, "beside": "not-on-time, on-timely",
    }  # fmt: skip
    assert without(record, hidden) == {
        "says": WITHHELD, "query": WITHHELD, "correlations": {"answers, this month": 0.2}, "spec": measure.metric,
        "beside": "not-on-time, on-timely",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, ""),
        ({"measure": "none"}, "Choose a measure of the agreement."),
        ({"until": date(2026, 1, 4)}, "Choose a day between today and 2026-04-07."),
        ({"until": date(2026, 4, 8)}, "Choose a day between today and 2026-04-07."),
        ({"because": " "}, "Say why it is not ready; the other side reads it."),
    ],
)
def test_a_draft_has_a_measure_a_day_and_a_reason(agreement: Agreement, changed: dict[str, Any], says: str) -> None:
    draft = replace(KEPT, measure="on-time")
    assert draft_problem(replace(draft, **changed), agreement, (), DAY) == says
    assert draft_problem(draft, agreement, (draft,), DAY) == "It is a draft already."


@pytest.mark.parametrize(
    ("role", "says"), [(Role.CRITICAL, "Money moves by it"), (Role.EXPERIENCE, "what customers live through")]
)
def test_nobody_keeps_back_what_pays_or_what_customers_live_through(
    agreement: Agreement, role: Role, says: str
) -> None:
    measures = {"on-time": replace(agreement.measures["on-time"], role=role)}
    draft = replace(KEPT, measure="on-time")
    assert says in draft_problem(draft, replace(agreement, measures=measures), (), DAY)
