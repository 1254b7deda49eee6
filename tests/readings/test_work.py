"""Work by cell and site, held against cases counted one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cli.calling import ran_starter
from truegreen.facts.store import Store
from truegreen.project.looking import View, look
from truegreen.project.opened import open_project
from truegreen.readings.relations import all_rows
from truegreen.readings.work import WITHIN_DAYS, Worked, worked

FIRST, LAST = date(2025, 1, 1), date(2025, 2, 28)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with look(open_project(ran_starter(tmp_path_factory.mktemp("work") / "project"))) as opened:
        assert opened
        yield opened


def work_of(view: View, *slices: str, first: date = FIRST, last: date = LAST) -> Worked:
    found = worked(view.source.duck, Store(view.project.store), view.state, slices, first, last)
    assert found is not None
    return found


def cases_of(view: View) -> list[dict[str, Any]]:
    """Give all cases with what came of them, counted one by one."""
    rows = view.source.duck.records(f"SELECT * FROM {all_rows(Store(view.project.store), view.state, 'case')} AS c")
    until = view.state.latest("came", "case")
    assert until is not None
    later: dict[tuple[Any, Any], list[datetime]] = defaultdict(list)
    for each in rows:
        later[each["customer_id"], each["contact_type"]].append(each["opened_at"])
    for each in rows:
        week = timedelta(days=WITHIN_DAYS)
        opened, others = each["opened_at"], later[each["customer_id"], each["contact_type"]]
        each["back"] = any(opened < other <= opened + week for other in others)
        each["judged"] = bool(each["customer_id"] and each["contact_type"] and each["resolved_at"]
                              and opened <= until - week)  # fmt: skip
        each["solved"] = each["judged"] and not each["back"] and not each["reopened"]
    return rows


def test_work_is_what_the_cases_say(view: View) -> None:
    found, cases = work_of(view, "contact_type", "channel"), cases_of(view)
    for at, row in enumerate(found.cell):
        kind, channel = found.cells[row]
        here = [
            each for each in cases
            if (each["contact_type"] or "", each["channel"] or "") == (kind, channel)
            and (each["site"] or "") == found.sites[found.site[at]]
            and (each["provider"] or "") == found.providers[found.provider[at]] and FIRST <= each["opened_on"] <= LAST
        ]  # fmt: skip
        assert found.cases[at] == len(here)
        assert found.judged[at] == sum(each["judged"] for each in here)
        assert found.solved[at] == sum(each["solved"] for each in here)
        assert found.back[at] == sum(each["judged"] and each["back"] for each in here)
        assert found.by_month[at].sum() == len(here)
    assert found.cases.sum() == sum(FIRST <= each["opened_on"] <= LAST for each in cases)
    assert found.months == (date(2025, 1, 1), date(2025, 2, 1))


def test_coarser_cells_sum_to_the_same(view: View) -> None:
    fine, coarse = work_of(view, "contact_type", "channel"), work_of(view, "contact_type")
    for name in ("cases", "contacts", "judged", "solved", "back", "passed", "raised"):
        assert getattr(fine, name).sum() == getattr(coarse, name).sum()
    assert coarse.names("contact_type") == fine.names("contact_type")
    assert coarse.names("channel") == ()
    assert np.nansum(coarse.hours) == pytest.approx(np.nansum(fine.hours))


def test_months_without_cases_have_no_work(view: View) -> None:
    assert worked(view.source.duck, Store(view.project.store), view.state, ("contact_type",), date(2020, 1, 1),
                  date(2020, 12, 31)) is None  # fmt: skip


def test_the_query_is_for_anybody_to_run(view: View) -> None:
    found = work_of(view, "contact_type")
    rows = view.source.duck.records(found.query)
    assert sum(each["cases"] for each in rows) == found.cases.sum()
    assert Path(view.project.store).name == ".truegreen"
