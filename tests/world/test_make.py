"""The world itself: the same bytes from the same seed, as large as asked, with what was planted and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.world.conftest import TABLES, tables_of
from truegreen.world.books import Books
from truegreen.world.make import make
from truegreen.world.setting import PLANTED, Planted

pytestmark = pytest.mark.slow


def _bytes(folder: Path) -> dict[str, str]:
    files = (each for part in ("data", "truth") for each in (folder / part).iterdir())
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}


def _truth(books: Books) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((books.folder / "truth" / "truth.json").read_text(encoding="utf-8"))
    return truth


def _unlikeliness(counts: Mapping[tuple[str, ...], tuple[int, int]]) -> float:
    """Give how unlikely it is that all cells have one rate: chi-square, as a normal deviate (Wilson and Hilferty)."""
    total, hits = (sum(each[part] for each in counts.values()) for part in (0, 1))
    rate = hits / total
    cells = {cell: each for cell, each in counts.items() if each[0] * min(rate, 1 - rate) >= 5}
    square = sum((hit - n * rate) ** 2 / (n * rate * (1 - rate)) for n, hit in cells.values())
    freedom = len(cells) - 1
    return float(((square / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / (2 / (9 * freedom)) ** 0.5)


def _counts(books: Books, whole: str, part: str, *slices: str) -> dict[tuple[str, ...], tuple[int, int]]:
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for figure, where, number in books.entries:
        if figure in (whole, part) and where["contact_type"]:
            cell = tuple(where[each] for each in slices)
            n, hits = found.get(cell, (0, 0))
            found[cell] = (n + int(number) * (figure == whole), hits + int(number) * (figure == part))
    return found


def _inside(each: Planted, where: Mapping[str, str]) -> bool:
    return (
        (where["site"], where["contact_type"]) == (each.site, each.contact_type)
        and each.segment in (None, where["segment"])
        and f"{each.first:%Y-%m}" <= where["month"] <= f"{each.last:%Y-%m}"
    )


RATES = (
    ("with_target", "on_time"),
    ("old_enough", "came_back"),
    ("offered", "answered_in_20s"),
    ("cases", "reopened"),
    ("csat_answered", "csat_satisfied"),
)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, small: Books) -> None:
    steps: list[tuple[str, int, int]] = []
    again = make(tmp_path, cases=3_000, seed=3, progress=lambda *step: steps.append(step))
    assert _bytes(tmp_path) == _bytes(small.folder)
    assert again.entries == small.entries
    assert steps[-1] == ("months", 24, 24)


def test_another_seed_gives_another_world_and_parquet_holds_what_csv_holds(tmp_path: Path, small: Books) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "of-mine.csv.gz").write_bytes(b"mine")
    other = make(tmp_path, cases=3_000, seed=4)
    assert other.entries != small.entries
    parquet = make(tmp_path, cases=3_000, seed=3, form="parquet")
    assert parquet.entries == small.entries
    ours, theirs = tables_of(small.folder, "csv.gz"), tables_of(tmp_path, "parquet")
    for name in TABLES:
        columns = [f"CAST({row[0]} AS VARCHAR)" for row in theirs.execute(f"DESCRIBE {name}").fetchall()]
        query = f"SELECT {', '.join(columns)} FROM {name}"
        assert ours.execute(query).fetchall() == theirs.execute(query).fetchall()
    assert {each.name for each in (tmp_path / "data").glob("*.csv.gz")} == {"of-mine.csv.gz"}


def test_it_is_as_large_as_asked(small: Books, planted: Books, nothing: Books) -> None:
    assert abs(small.cases - 3_000) <= 60
    for books in (planted, nothing):
        assert abs(books.cases - 20_000) <= 400


@pytest.mark.parametrize(("cases", "form"), [(999, "csv"), (100_000_001, "csv"), (1_000, "xlsx")])
def test_an_impossible_world_is_refused(tmp_path: Path, cases: int, form: str) -> None:
    with pytest.raises(ValueError, match=r"a world (has|is written)"):
        make(tmp_path, cases=cases, form=form)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("planting", PLANTED, ids=lambda each: f"{each.site}, {each.contact_type}")
def test_what_is_planted_shows(planted: Books, planting: Planted) -> None:
    rates = {}
    for whole, part in RATES:
        here, elsewhere = [0, 0], [0, 0]
        for figure, where, number in planted.entries:
            if figure in (whole, part) and not any(_inside(each, where) for each in PLANTED if each is not planting):
                (here if _inside(planting, where) else elsewhere)[figure == part] += int(number)
        rates[part] = here[1] / here[0] - elsewhere[1] / elsewhere[0]
    sign = 1 if planting.kind == "watermelon" else -1
    assert sign * rates["on_time"] > 0
    assert sign * rates["answered_in_20s"] > 0.03
    assert sign * rates["came_back"] > 0.03
    if planting.kind == "watermelon":
        assert rates["csat_satisfied"] < -0.05


def test_cells_differ_only_where_something_is_planted(planted: Books, nothing: Books) -> None:
    for whole, part in RATES:
        for slices in (("site", "contact_type"), ("month",), ("segment",), ("site", "contact_type", "segment")):
            assert _unlikeliness(_counts(nothing, whole, part, *slices)) < 3, (part, slices)
    for whole, part in RATES[:4]:
        assert _unlikeliness(_counts(planted, whole, part, "site", "contact_type", "segment")) > 3, part


def test_accounts_give_notice_before_they_end_and_leave_for_their_reason(planted: Books, nothing: Books) -> None:
    for books in (planted, nothing):
        leaving = _truth(books)["leaving"]
        accounts = tables_of(books.folder, "csv.gz").execute("SELECT DISTINCT account_no FROM accounts").fetchall()
        assert 15 < len(leaving) < len(accounts) / 2
        for each in leaving:
            days = (date.fromisoformat(each["ended_on"]) - date.fromisoformat(each["decision_on"])).days
            assert 60 <= days <= 90
        ended = sum(each["ended_on"] <= "2025-12-31" for each in leaving)
        assert books.total("accounts_lost") == ended
    assert {each["why"] for each in _truth(planted)["leaving"]} == {"first contacts that failed", "reasons of its own"}
    assert {each["why"] for each in _truth(nothing)["leaving"]} == {"reasons of its own"}


def test_the_truth_says_what_is_planted(planted: Books, nothing: Books) -> None:
    truth = _truth(planted)
    assert [each["kind"] for each in truth["watermelons"] + truth["inverse"]] == [each.kind for each in PLANTED]
    assert {each["metric"] for each in truth["kpis"] if each["matters"]} == {"first_contact_resolution", "reopen_rate"}
    truth = _truth(nothing)
    assert not truth["watermelons"] + truth["inverse"] + truth["decoys"]
    assert not any(each["matters"] for each in truth["kpis"])


def test_edges_are_there(records: duckdb.DuckDBPyConnection) -> None:
    def one(query: str) -> Any:
        return records.execute(query).fetchall()[0][0]

    assert str(one("SELECT max(created_utc) FROM cases")) == "2025-12-31 17:00:00"
    for column in ("first_reply_utc", "solved_utc", "closed_utc"):
        assert one(f"SELECT max({column}) FROM cases") <= "2025-12-31 17:00:00"
    seconds = "epoch(solved_utc::TIMESTAMP) - epoch(due_utc::TIMESTAMP)"
    assert one(f"SELECT count(*) FROM cases WHERE {seconds} = 0") > 50
    assert one(f"SELECT count(*) FROM cases WHERE {seconds} = 1") > 5
    gaps = """(SELECT opened - lag(opened) OVER (PARTITION BY contact_no, topic ORDER BY opened) AS gap
               FROM (SELECT *, epoch(created_utc::TIMESTAMP) AS opened FROM cases) WHERE contact_no IS NOT NULL)"""
    assert one(f"SELECT count(*) FROM {gaps} WHERE gap = 604800") > 5
    assert one(f"SELECT count(*) FROM {gaps} WHERE gap = 604801") > 1
    assert one(f"SELECT count(*) FROM {gaps} WHERE gap > 700000 AND gap < 1209600") == 0


def test_no_time_stands_where_the_clocks_change(records: duckdb.DuckDBPyConnection) -> None:
    there_and_back = "timezone('Europe/London', timezone('Europe/London', {0}::TIMESTAMP)) <> {0}::TIMESTAMP"
    for column in ("queued", "connected", "dropped", "finished"):
        query = f"SELECT count(*) FROM calls WHERE {there_and_back.format(column)} OR hour({column}::TIMESTAMP) < 4"
        assert records.execute(query).fetchall()[0][0] == 0


def test_no_case_is_opened_by_an_account_that_has_left(records: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT count(*) FROM cases JOIN accounts USING (account_no)
        WHERE created_utc::DATE > strptime(contract_end, '%d/%m/%Y')
           OR created_utc::DATE < strptime(customer_since, '%d/%m/%Y')"""
    assert records.execute(query).fetchall()[0][0] == 0
