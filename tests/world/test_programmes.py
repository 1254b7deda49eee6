"""Bookings, saves and offers: they are as the truth says, and every other file is as it was before there were any."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.world.conftest import tables_of
from truegreen.world.books import Books

pytestmark = pytest.mark.slow

NEW = ("orders", "saves", "offers")
BEFORE_THERE_WERE_ANY = "148874a1150daf60adebfaa1578cf4ce60cbbaf5e0db97e99527a2d642808214"
"""Digest of what the generator wrote before, for 3,000 cases and seed 3."""


def _truth(books: Books) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((books.folder / "truth" / "truth.json").read_text(encoding="utf-8"))
    return truth


def _old_files(folder: Path) -> str:
    """Give the digest of all that was there before: contents of old files, and the truth without what is new."""
    found = hashlib.sha256()
    for path in sorted((folder / "data").iterdir()):
        if not path.name.startswith(NEW):
            found.update(path.name.encode() + gzip.decompress(path.read_bytes()))
    for name in ("books.csv", "cells.csv"):
        found.update((folder / "truth" / name).read_bytes())
    truth = json.loads((folder / "truth" / "truth.json").read_text(encoding="utf-8"))
    for name in NEW:
        del truth[name]
    for each in truth["leaving"]:
        del each["silent_since"], each["lead_days"]
    found.update(json.dumps(truth).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def empty(nothing: Books) -> duckdb.DuckDBPyConnection:
    return tables_of(nothing.folder, "csv.gz")


def test_the_other_files_are_as_they_were(small: Books) -> None:
    assert _old_files(small.folder) == BEFORE_THERE_WERE_ANY


_DAY = "strptime(booked, '%d-%b-%Y %I:%M %p')::DATE"


def test_bookings_are_on_weekdays_while_their_account_is_there(
    planted: Books, records: duckdb.DuckDBPyConnection
) -> None:
    people = "(SELECT DISTINCT account_no, customer_since, contract_end FROM accounts)"
    rows = records.execute(f"""
        SELECT count(*), count_if(isodow(day) > 5), count_if(day BETWEEN '2025-09-15' AND '2025-09-19'),
               count_if(day < strptime(customer_since, '%d/%m/%Y') OR day > strptime(contract_end, '%d/%m/%Y'))
        FROM (SELECT *, {_DAY} AS day FROM orders WHERE status = 'Booked')
             JOIN {people} USING (account_no)""").fetchall()
    assert rows == [(_truth(planted)["orders"]["orders"], 0, 0, 0)]


def test_some_leavers_fall_silent_as_long_before_as_the_truth_says(
    planted: Books, records: duckdb.DuckDBPyConnection
) -> None:
    silent = [each for each in _truth(planted)["leaving"] if each["silent_since"]]
    assert len(silent) == _truth(planted)["orders"]["fell_silent"] > 5
    booked = {"before": 0, "after": 0}
    for each in silent:
        since = date.fromisoformat(each["silent_since"])
        assert each["lead_days"] == (date.fromisoformat(each["decision_on"]) - since).days
        assert 45 <= each["lead_days"] <= 90
        for when, start in (("before", since - timedelta(days=45)), ("after", since)):
            booked[when] += records.execute(f"""
                SELECT count(*) FROM orders WHERE status = 'Booked' AND account_no = '{each["account_id"]}'
                AND {_DAY} >= DATE '{start}' AND {_DAY} < DATE '{start}' + 45""").fetchall()[0][0]
    assert booked["after"] < 0.15 * booked["before"]


def test_a_save_is_attempted_once_and_reported_as_the_team_sees_it(
    planted: Books, records: duckdb.DuckDBPyConnection
) -> None:
    truth = _truth(planted)["saves"]
    rows = records.execute("""
        SELECT account_no, strptime(called, '%Y/%m/%d %H:%M')::DATE AS day, list, cost_eur::DOUBLE, saved,
               strptime(notice_received, '%d/%m/%Y')::DATE AS notice
        FROM saves JOIN (SELECT DISTINCT account_no, notice_received FROM accounts) USING (account_no)
        ORDER BY attempt""").fetchall()
    assert [(row[0], str(row[1])) for row in rows] == [(each["account_id"], each["on"]) for each in truth["accounts"]]
    assert len({row[0] for row in rows}) == len(rows) == truth["enrolled"] > 20
    assert {row[2] for row in rows if row[3]} == {"CALLED"}
    for (_, day, called, _, saved, notice), each in zip(rows, truth["accounts"], strict=True):
        assert notice is None or notice > day
        assert each["left"] == (notice is not None and (notice - day).days <= 180)
        known = called == "CALLED" and day.isoformat() <= "2025-10-02"
        assert saved == (("N" if notice and (notice - day).days <= 90 else "Y") if known else None)
    assert truth["reported_saved"] / truth["reported"] > 0.75


def test_offers_are_four_months_apart_and_taken_only_if_made(records: duckdb.DuckDBPyConnection) -> None:
    rows = records.execute("""
        SELECT o.account_no, strptime(offered_on, '%d %b %Y')::DATE AS day, display, taken,
               day - strptime(strftime(solved_utc::TIMESTAMP, '%Y-%m-%d'), '%Y-%m-%d')::DATE AS after, reopen_count
        FROM offers AS o JOIN cases USING (ticket) ORDER BY ALL""").fetchall()
    assert len(rows) > 100
    assert {(row[4], row[5]) for row in rows} == {(7, "0")}
    assert {row[3] for row in rows if row[2] == "not shown"} == {None}
    assert {row[3] for row in rows if row[2] == "shown"} == {"Yes", "No", None}
    months = [(row[0], row[1].year * 12 + row[1].month) for row in rows]
    gaps = [after[1] - before[1] for before, after in pairwise(months) if before[0] == after[0]]
    assert min(gaps) == 4


def test_where_something_is_planted_calls_and_offers_do_something(planted: Books) -> None:
    truth = _truth(planted)
    assert 0.05 < truth["saves"]["lift"] < 0.3
    for each in truth["saves"]["accounts"]:
        assert 0 <= each["chance_treated"] < each["chance_held_out"] <= 1
    assert 0.005 < truth["offers"]["lift"] < 0.05


def test_where_nothing_is_planted_nothing_does_anything(nothing: Books, empty: duckdb.DuckDBPyConnection) -> None:
    truth = _truth(nothing)
    assert not any(each["silent_since"] for each in truth["leaving"])
    assert truth["saves"]["lift"] == truth["offers"]["lift"] == 0
    assert truth["saves"]["accounts"]
    for each in truth["saves"]["accounts"]:
        assert each["chance_treated"] == each["chance_held_out"] > 0
    assert {row[0] for row in empty.execute("SELECT DISTINCT list FROM saves").fetchall()} == {"CALLED", "CONTROL"}
