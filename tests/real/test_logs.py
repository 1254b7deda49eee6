"""The event log of a real service desk, read as it is: what its waits do to attainment, by team."""

from __future__ import annotations

import json

import pytest

from tests.cli.calling import call
from tests.real.projects import DATA

LOG = DATA / "uci_incidents_slice.csv.gz"


@pytest.mark.slow
@pytest.mark.skipif(not LOG.exists(), reason="the real records are not here")
def test_a_log_with_waiting_states_gives_attainment_gross_and_net_by_team() -> None:
    told = json.loads(call("pauses", LOG, "--target", "5 d", "--json").output)
    whole, teams = told["all"], told["teams"]
    assert whole["stopped"] + whole["going"] == 2_090
    assert whole["gross"] < whole["net_of_customer"] <= whole["net"] <= whole["judged"]
    assert sum(each["judged"] for each in teams) == whole["judged"]
    assert sum(each["customer_seconds"] for each in teams) == whole["customer_seconds"]
    assert {each["state"]: each["step"] for each in told["waits"]} == {
        "Awaiting User Info": "waiting_on_customer",
        "Awaiting Vendor": "waiting_on_other",
        "Awaiting Problem": "waiting_on_other",
        "Awaiting Evidence": "waiting_on_other",
    }
