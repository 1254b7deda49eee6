"""The verb of silence: who fell silent is named, nobody else is, and what would look like silence is ruled out."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.calling import call, ran_starter, starter
from tests.cli.silent_projects import Planted, by_month, project

PLANTED = Planted(
    accounts=60,
    every={"order": 9.0, "login": 2.0},
    steps={"order": 3},
    stops={
        ("A003", "all"): date(2025, 5, 16),
        ("A010", "all"): date(2025, 4, 4),
        ("A021", "order"): date(2025, 2, 7),
        ("A030", "all"): date(2025, 3, 7),
    },
    notice={"A030": date(2025, 5, 5), "A031": date(2025, 6, 2)},
    out={"login": (date(2025, 3, 10), date(2025, 3, 21))},
    began={"A040": date(2025, 6, 25)},
)


@cache
def record(folder: Path, *words: object) -> dict[str, Any]:
    said = call("silence", folder, *words, "--json")
    assert said.exit_code == 0, said.output
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("silence") / "planted", PLANTED)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project in which orders are out for the last five weeks, and where nobody stopped."""
    last = {"order": (date(2025, 5, 26), date(2025, 6, 30))}
    told = Planted(every={"order": 8.0, "login": 30.0}, out=last, accounts=60)
    return project(tmp_path_factory.mktemp("silence") / "out", told)


def test_who_fell_silent_is_named_and_nobody_else(planted: Path) -> None:
    found = record(planted)
    assert [(each["account"], each["gap"]["rhythm"]) for each in found["entries"]] == [
        ("A010", "any"), ("A021", "order"), ("A003", "any"),
    ]  # fmt: skip
    assert found["expected_wrong"] < 0.3
    first, ordered, _ = found["entries"]
    assert (first["gap"]["last"] <= "2025-04-04", first["gap"]["there"] < 0.01) == (True, True)
    assert first["gap"]["days"] == (date(2025, 6, 30) - date.fromisoformat(first["gap"]["last"])).days
    assert [each["rhythm"] for each in ordered["others"]] == ["login"]


def test_who_gave_notice_is_gone_and_who_is_new_is_too_young(planted: Path) -> None:
    found = record(planted)
    assert [each["account"] for each in found["gone"]] == ["A030", "A031"]
    assert [each["account"] for each in found["too_young"]] == ["A040"]
    before = record(planted, "--as-of", "2025-05-02")
    assert [each["account"] for each in before["gone"]] == []
    assert "A030" in [each["account"] for each in before["entries"]]


def test_a_feed_that_was_out_is_named_and_its_days_count_for_nobody(planted: Path) -> None:
    (quiet,) = [each for each in record(planted)["quiet"] if each["out"]]
    assert (quiet["kind"], quiet["feed"], quiet["came"]) == ("login", "data/logins--.csv", 0)
    assert (quiet["first"], quiet["last"]) == ("2025-03-10", "2025-03-21")
    assert record(planted, "--as-of", "2025-03-21", "--kind", "login")["entries"] == []


@pytest.fixture(scope="module")
def slower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project in which two accounts slow down to a tenth, and one stops."""
    slows = {"A005": date(2025, 3, 10), "A012": date(2025, 4, 7)}
    told = Planted(every={"order": 3.0}, slows=slows, stops={("A020", "all"): date(2025, 5, 2)}, accounts=60)
    return project(tmp_path_factory.mktemp("silence") / "slower", told)


def test_who_slowed_down_is_on_the_list_though_its_gap_is_short(slower: Path, tmp_path: Path) -> None:
    found = record(slower)
    assert [each["account"] for each in found["entries"]] == ["A020"]
    assert {each["account"] for each in found["slowed"]} == {"A005", "A012"}
    assert [each["number"] for each in found["slowed"]] == [2, 3]
    assert found["expected_wrong"] <= 0.3
    first = found["slowed"][0]
    came = [each for each in first["came_on"] if each > str(date(2025, 6, 30) - timedelta(days=first["days"]))]
    assert first["came"] == len(came) <= first["due"] / 2
    said = " ".join(call("silence", slower).stdout.split())
    assert "3 accounts fell below their own rhythm" in said
    assert f"Orders still, but slowed down: {first['came']} times in the last {first['days']} days" in said
    opened = record(slower, "--open", "A005")
    assert opened["slowed"]["due"] == pytest.approx({each["account"]: each for each in found["slowed"]}["A005"]["due"])
    assert opened["number"] in {2, 3}
    assert "slowed down" in call("silence", slower, "--open", "A005").output
    page = tmp_path / "silence.html"
    assert call("silence", slower, "--page", page).exit_code == 0
    assert "Still there, but slowed down" in page.read_text("utf-8")
    assert record(slower, "--as-of", "2025-02-28")["slowed"] == []


def test_while_all_are_silent_at_once_nobody_is_named(out: Path) -> None:
    assert record(out)["entries"] == record(out)["slowed"] == []
    found = record(out, "--kind", "order")
    assert found["entries"] == []
    assert found["judged"] == 60
    assert min(each["days"] for each in found["accounts"]) >= 36
    (said,) = [each for each in found["findings"] if each["id"] == "engagement-feed-out"]
    assert said["level"] == "warning"
    assert "These days count for nobody" in said["says"]
    assert "The feed of order was out" in call("silence", out).output


def test_one_kind_and_one_segment_may_be_asked_for(planted: Path) -> None:
    orders = record(planted, "--kind", "order")
    assert {each["account"] for each in orders["entries"]} >= {"A010", "A021"}
    assert {each["gap"]["rhythm"] for each in orders["entries"]} == {"order"}
    small = record(planted, "--where", "segment=Small")
    assert [each["account"] for each in small["entries"]] == ["A021", "A003"]
    assert {each["segment"] for each in small["entries"]} == {"Small"}


def test_an_entry_says_its_own_rhythm_and_who_is_behind_it(planted: Path) -> None:
    said = " ".join(call("silence", planted).stdout.split())
    assert "3 accounts fell below their own rhythm" in said
    assert "Does something every 1.9 days" in said or "Does something every 2" in said
    assert "The chance that it still orders is" in said
    assert "logged in last on" in said
    assert "Pays 1,002.00 EUR a month" in said
    assert "renews on 1 January 2026" in said


def test_an_account_opens_into_a_query_that_runs_as_printed(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {each["account"]: each["gap"] for each in record(planted)["entries"]}
    opened = record(planted, "--open", "A021")
    monkeypatch.chdir(planted)
    rows = duckdb.connect().execute(opened["query"]).fetchall()
    told = {rhythm: (comings, surprise, there) for rhythm, comings, _, _, _, _, surprise, _, there in rows}
    assert set(told) == {"any", "login", "order"}
    gap = listed["A021"]
    assert told["order"] == pytest.approx((gap["comings"], gap["surprise"], gap["there"]), rel=1e-6)
    assert opened["query"] in call("silence", planted, "--open", "A021").output
    assert len(opened["events"]) >= gap["comings"]
    assert opened["number"] == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["A030", "A040", "A001"])
def test_an_account_that_is_not_on_the_list_opens_too(planted: Path, name: str) -> None:
    said = call("silence", planted, "--open", name)
    assert said.exit_code == 0
    assert "not on the list" in said.output
    words = {"A030": "gone, not silent", "A040": "too young to tell", "A001": "WHAT IT DID"}
    assert words[name] in said.output


def test_page_and_picture_show_every_entry(planted: Path, tmp_path: Path) -> None:
    page, picture = tmp_path / "silence.html", tmp_path / "silence.svg"
    assert call("silence", planted, "--page", page, "--picture", picture).exit_code == 0
    shown = page.read_text("utf-8")
    assert shown.count('class="drawing-of"') == 4
    assert all(f'id="entry-{number}"' in shown for number in (1, 2, 3))
    assert "<script" not in shown
    assert picture.read_text("utf-8").count("<circle") >= 55


@pytest.mark.slow
def test_where_only_months_are_recorded_they_are_held_against_the_accounts_own(tmp_path: Path) -> None:
    found = record(by_month(tmp_path / "months", falls=4))
    assert found["by_month"]
    assert {each["account"] for each in found["fallen"]} == {"A000", "A001", "A002", "A003"}
    assert "engagement-by-month" in {each["id"] for each in found["findings"]}
    assert record(by_month(tmp_path / "none", falls=0))["fallen"] == []
    said = " ".join(call("silence", tmp_path / "months").output.split())
    assert "4 accounts fell below their own rhythm" in said
    assert "in February 2025, where 4" in said
    assert call("silence", tmp_path / "months", "--page", tmp_path / "page.html").exit_code == 0


def test_without_engagement_it_says_what_to_load(tmp_path: Path) -> None:
    folder = ran_starter(tmp_path / "project")
    said = call("silence", folder)
    assert said.exit_code == 0
    assert "Nobody can tell yet" in said.output
    assert "Map them to the fact table engagement" in " ".join(said.output.split())
    assert "no-engagement" in {each["id"] for each in record(folder)["findings"]}
    assert call("silence", folder, "--page", tmp_path / "page.html").exit_code == 0
    refused = call("silence", folder, "--picture", tmp_path / "all.svg")
    assert refused.exit_code == 1
    assert "nothing to draw" in refused.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--kind", "ordr"], "order"),
        (["--open", "A999"], "no account “A999”"),
        (["--false-share", "90%"], "is no share of a list"),
        (["--where", "segment=Nowhere"], "Nowhere"),
        (["--where", "site=Porto"], "Accounts have no site"),
        (["--as-of", "2030-01-01"], "The records end on"),
        (["--as-of", "soon"], "soon"),
    ],
)
def test_what_cannot_be_meant_is_refused(planted: Path, words: list[str], says: str) -> None:
    refused = call("silence", planted, *words)
    assert refused.exit_code == 2
    assert says in refused.output


def test_before_the_records_begin_nobody_is_judged(planted: Path) -> None:
    found = record(planted, "--as-of", "2023-01-01")
    assert (found["judged"], found["entries"]) == (0, [])
    early = record(planted, "--as-of", "2024-01-04")
    assert early["entries"] == []
    assert "too-few-engaged" in {each["id"] for each in early["findings"]}


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    refused = call("silence", starter(tmp_path / "project"))
    assert refused.exit_code == 1
    assert "truegreen run" in refused.output
