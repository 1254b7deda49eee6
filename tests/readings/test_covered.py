"""Months that records cover without cases: a list of accounts with their days is enough to look at who left."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from tests.cli.calling import call, starter
from truegreen.engine.duck import Duck
from truegreen.facts.store import Store
from truegreen.readings.covered import covered
from truegreen.readings.panels import span_of
from truegreen.readings.risk_histories import history

ACCOUNTS = """source: accounts
files: ["data/accounts.csv"]
facts:
  account:
    columns: {account_id: account, started_on: started, decision_on: notice, ended_on: left, renewal_on: renewal}
"""
ORDERS = """source: orders
files: ["data/orders.csv"]
facts:
  engagement:
    columns: {account_id: account, at: at, kind: {constant: order}}
"""
LISTED = (
    "A1,2019-05-02,,,2031-05-02",
    "A2,2020-01-10,2023-03-08,2023-06-30,2030-01-10",
    "A3,2021-07-01,2024-11-20,2099-12-31,2030-07-01",
)
WITHOUT_DAYS = ("A1,,,,", "A2,,,,")


def project(folder: Path, *rows: str, orders: str = "") -> Store:
    made = starter(folder)
    for each in ("sources/cases.yml", "data/cases.csv", "cases/care.yml"):
        (made / each).unlink()
    for name, mapping, header, lines in (
        ("accounts", ACCOUNTS, "account,started,notice,left,renewal", rows),
        ("orders", ORDERS, "account,at", orders.split()),
    ):
        if lines:
            (made / "sources" / f"{name}.yml").write_text(mapping, "utf-8")
            (made / "data" / f"{name}.csv").write_text("\n".join([header, *lines]) + "\n", "utf-8")
    assert call("run", made).exit_code == 0
    return Store(made / ".truegreen")


@pytest.mark.parametrize(
    ("rows", "orders", "first", "count", "known"),
    [
        (LISTED, "", "2023-03", 21, datetime(2024, 11, 20)),  # from the first leaving to the last thing that is known
        (LISTED, "A1,2022-02-03T10:00:00Z A1,2025-01-31T10:00:00Z", "2022-02", 36, datetime(2025, 1, 31, 10)),
        (LISTED[:1], "", "2019-05", 1, datetime(2019, 5, 2)),
    ],
)
def test_days_of_accounts_and_events_say_which_months_are_covered(
    tmp_path: Path, rows: tuple[str, ...], orders: str, first: str, count: int, known: datetime
) -> None:
    store = project(tmp_path / "p", *rows, orders=orders)
    state = store.read()
    with closing(Duck()) as duck:
        span, came = covered(duck, store, state, span_of(state))
    assert (str(span.first), span.count, came) == (first, count, known)


def test_a_list_of_accounts_becomes_a_history(tmp_path: Path) -> None:
    store = project(tmp_path / "p", *LISTED)
    with closing(Duck()) as duck:
        made = history(duck, store, store.read())
    assert str(made.months[-1]) == "2024-10"  # November is not over
    assert made.here.all()
    assert made.decided_on[1] == np.datetime64("2023-03-08")


def test_without_any_day_nothing_is_covered(tmp_path: Path) -> None:
    store = project(tmp_path / "p", *WITHOUT_DAYS)
    state = store.read()
    with closing(Duck()) as duck:
        span, came = covered(duck, store, state, span_of(state))
    assert (span.count, came) == (0, None)
