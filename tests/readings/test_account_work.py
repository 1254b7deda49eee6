"""What accounts' work took, what failed and of what use it was, held against rows that are counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.project.acme import opened
from tests.project.planted import AGREEMENT, NOW
from truegreen.facts.store import Store
from truegreen.project.looking import View
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.readings.account_months import Span
from truegreen.readings.account_work import work
from truegreen.readings.accounts import put_accounts
from truegreen.readings.contact_use import uses
from truegreen.readings.failed_contacts import contacts

FILES = {
    "cases": ("case", "id,account,customer,type,channel,opened,due,resolved,again,moved,up,work,cost", """
c1,A,ann,claim,phone,2025-03-01 10:00:00,2025-03-01 14:00:00,2025-03-01 12:00:00,0,0,false,3600,10
c2,A,ann,claim,mail,2025-03-05 10:00:00,2025-03-05 14:00:00,2025-03-05 12:00:00,0,2,true,7200,20
c3,A,ann,paper,phone,2025-03-06 10:00:00,2025-03-07 10:00:00,2025-03-06 12:00:00,1,0,false,1800,5
c4,B,bob,claim,chat,2025-04-01 10:00:00,2025-04-01 18:00:00,,0,0,false,,
c5,B,,claim,phone,2025-04-02 10:00:00,2025-04-02 18:00:00,2025-04-02 11:00:00,0,1,false,900,4
c6,B,bob,claim,mail,2025-12-30 10:00:00,2025-12-30 18:00:00,2025-12-30 11:00:00,0,0,false,900,4
c7,B,bob,paper,mail,2025-04-20 10:00:00,2025-04-20 18:00:00,2025-04-20 11:00:00,0,0,false,900,4
"""),
    "calls": ("interaction", "id,case,account,offered,answered,left", """
i1,c1,A,2025-03-01 10:00:00,2025-03-01 10:00:30,
i2,,A,2025-03-02 10:00:00,,2025-03-02 10:01:00
i3,,B,2025-04-02 10:00:00,2025-04-02 10:00:10,
"""),
    "surveys": ("feedback", "id,case,kind,value,low,high,answered", """
s1,c1,csat,5,1,5,2025-03-03 10:00:00
s2,c2,csat,3,1,5,2025-03-07 10:00:00
s3,c3,csat,1,1,5,2025-03-08 10:00:00
s4,c7,csat,4,1,5,2025-04-21 10:00:00
"""),
    "offers": ("offer", "account,case,at,amount,taken", """
A,c2,2025-03-06 10:00:00,100,true
A,c3,2025-03-07 10:00:00,70,false
"""),
}  # fmt: skip
COLUMNS = {
    "cases": "{case_id: id, account_id: account, customer_id: customer, contact_type: type, channel: channel, "
    "opened_at: opened, due_at: due, resolved_at: resolved, reopened: again, reassigned: moved, escalated: up, "
    "work_seconds: work, cost: cost}",
    "calls": "{interaction_id: id, case_id: case, account_id: account, offered_at: offered, answered_at: answered, "
    "abandoned_at: left}",
    "surveys": "{feedback_id: id, case_id: case, kind: kind, value: value, scale_min: low, scale_max: high, "
    "answered_at: answered}",
    "offers": "{account_id: account, case_id: case, at: at, amount: amount, accepted: taken}",
}
FIRST, LAST = np.datetime64("2025-01-01"), np.datetime64("2025-12-31")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder = tmp_path_factory.mktemp("work") / "p"
    _write(folder, "truegreen.toml", 'currency = "EUR"\ntime_zone = "UTC"\n')
    _write(folder, "agreements/desk.yml", AGREEMENT)
    for name, (table, head, rows) in FILES.items():
        _write(folder, f"data/{name}.csv", f"{head}{rows}")
        _write(folder, f"sources/{name}.yml", f"source: {name}\nfiles: [data/{name}.csv]\nfacts:\n  {table}:\n"
                                              f"    columns: {COLUMNS[name]}\n")  # fmt: skip
    made, findings = run(open_project(folder), NOW)
    assert made, findings
    with opened(folder) as (found, _):
        assert put_accounts(found.source.duck, Store(found.project.store), found.state).tolist() == ["A", "B"]
        yield found


def _write(folder: Path, place: str, text: str) -> None:
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_text(text, "utf-8")


def test_contacts_are_judged_and_fail_as_first_contact_resolution_has_it(view: View) -> None:
    span = Span(np.datetime64("2025-01", "M"), 12)
    found = contacts(view.source.duck, Store(view.project.store), view.state, span, view.came)
    rows = zip(found.account, found.month, found.type, found.cases, found.judged, found.failed, strict=True)
    assert found.types == ("claim", "paper")
    assert sorted(tuple(int(each) for each in row) for row in rows) == [
        (0, 2, 0, 2, 2, 1),  # ann came back with her claim four days later; then she did not
        (0, 2, 1, 1, 1, 1),  # reopened
        (1, 3, 0, 2, 0, 0),  # one is not resolved, of one nobody knows the customer
        (1, 3, 1, 1, 1, 0),
        (1, 11, 0, 1, 0, 0),  # too young to know
    ]
    assert found.grid(found.cases, None, (2, 12)).sum() == 7
    assert found.grid(found.failed, np.array([1]), (2, 12))[0, 2] == 1


def test_work_is_added_up_by_account_and_type(view: View) -> None:
    done = work(view.source.duck, Store(view.project.store), view.state, 2, FIRST, LAST)
    assert done.types == ("claim", "paper")
    at = {(int(who), int(kind)): place for place, (who, kind) in enumerate(zip(done.account, done.type, strict=True))}
    told = {name: float(each[at[0, 0]]) for name, each in done.of.items()}
    assert told == {
        "cases": 2, "timed": 2, "hours": 3, "squares": 5, "priced": 2, "cost": 30, "placed": 2, "passed": 1,
        "graded": 2, "raised": 1,
    }  # fmt: skip
    assert done.by_holder("cases").tolist() == [3, 4]
    assert done.by_type("timed").tolist() == [4, 2]
    of = {name: each.tolist() for name, each in done.by_account.items()}
    assert (of["promised"], of["promised_hours"]) == ([3, 4], [32, 32])
    assert (of["told"], of["live"]) == ([3, 4], [2, 2])
    assert (of["offered"], of["given_up"], of["waited"]) == ([2, 1], [1, 0], [90, 10])


def test_only_solved_contacts_say_how_content_customers_are(view: View) -> None:
    found = uses(view.source.duck, Store(view.project.store), view.state, ("claim", "paper"), FIRST, LAST)
    rows = zip(found.account, found.type, found.answers, found.total, strict=True)
    assert sorted(tuple(float(each) for each in row) for row in rows) == [(0, 0, 1, 0.5), (1, 1, 1, 0.75)]
    assert found.brought.tolist() == [100, 0]
    assert found.squares.tolist() == [10_000, 0]


def test_months_outside_do_not_count(view: View) -> None:
    done = work(view.source.duck, Store(view.project.store), view.state, 2, FIRST, np.datetime64("2025-03-31"))
    assert done.by_holder("cases").tolist() == [3, 0]
