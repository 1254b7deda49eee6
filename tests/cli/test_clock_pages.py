"""Pages of clocks, pauses and reconciliations, made from a project of awkward cases by the verbs themselves.

``handed`` went through three teams, ``long`` made 200 steps, ``open`` still waits, and ``hostile`` says what nobody
should obey.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.cli.test_clocks import MAPPING
from tests.files.texts import whole
from tests.reports.test_page import Elements

HOSTILE = '<script>alert("x")</script>\u202e\x1b[2J{{ 7 * 7 }}'
LONG = "Time from the moment at which it is opened to the moment at which it is resolved, in hours of the desk"
AGREEMENT = f"""
clocks:
  resolution: {{title: "{LONG}", starts: [opened], stops: [resolved], pauses: [waiting_on_customer],
    reopened: continues, calendar: desk, target: 4 h}}
  turn: {{title: Each team's turn, starts: [opened], stops: [resolved], pauses: [waiting_on_customer],
    reopened: starts anew, target: 4 h, per: team}}
calendars:
  desk: {{zone: UTC, open: [mon-fri 08:00-12:00, mon-fri 13:00-17:00]}}
measures:
  in-time: {{metric: on_time.by_clock, parameters: {{clock: resolution}}, target: 90 %}}
"""
STEPS = [
    ("handed", "2025-03-03 08:00", "opened", "First line", ""),
    ("handed", "2025-03-03 12:00", "assigned", "Network", ""),
    ("handed", "2025-03-03 14:00", "waiting_on_customer", "Network", ""),
    ("handed", "2025-03-04 09:00", "assigned", "Vendor desk", ""),
    ("handed", "2025-03-04 16:00", "resolved", "Vendor desk", ""),
    ("open", "2025-03-05 08:00", "opened", "First line", ""),
    ("open", "2025-03-05 09:00", "waiting_on_customer", "First line", ""),
    ("hostile", "2025-03-03 08:00", "opened", HOSTILE, HOSTILE),
    ("hostile", "2025-03-03 09:00", "waiting_on_other", HOSTILE, "A" * 100_000),
    ("hostile", "2025-03-03 10:00", "resolved", HOSTILE, HOSTILE),
    *(
        ("long", f"{datetime(2025, 3, 3, 8) + timedelta(minutes=30 * each):%Y-%m-%d %H:%M}", kind, "Network", "")
        for each, kind in enumerate(["opened", *["waiting_on_customer", "resumed", "resolved", "reopened"] * 50])
    ),
]


def written(cells: tuple[str, ...]) -> str:
    return ",".join('"' + each.replace('"', '""') + '"' for each in cells) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name in ("agreements", "sources", "data"):
        (folder / name).mkdir()
    (folder / "truegreen.toml").write_text('currency = "EUR"\ntime_zone = "UTC"\n', "utf-8")
    (folder / "agreements" / "care.yml").write_text(whole(AGREEMENT), "utf-8")
    steps = "".join(map(written, STEPS))
    (folder / "data" / "steps.csv").write_text("case,at,step,team,state\n" + steps, "utf-8")
    cases = "".join(f"{case},{at}\n" for case, at, kind, _, _ in STEPS if kind == "opened")
    (folder / "data" / "cases.csv").write_text("case,opened\n" + cases, "utf-8")
    (folder / "data" / "declared.csv").write_text(
        f"case,clock,started,business,breached\nhanded,SLA,2025-03-03 08:00,{10 * 3600},yes\n"
        "hostile,SLA,2025-03-03 08:00,77,no\n", "utf-8"
    )  # fmt: skip
    for name, facts in (
        ("cases", MAPPING["cases"]),
        ("steps", "{case_event: {columns: {case_id: case, at: at, kind: step, team: team, state: state}}}"),
        ("declared", MAPPING["declared"]),
    ):
        mapping = f'source: {name}\nfiles: ["data/{name}.csv"]\nfacts: {facts}\n'
        (folder / "sources" / f"{name}.yml").write_text(mapping, "utf-8")
    said = call("run", folder)
    assert said.exit_code == 0, said.output
    return folder


VERBS = {
    "clock of a case handed over": ("clock", "handed", "PROJECT"),
    "clock of a long case": ("clock", "long", "PROJECT"),
    "clock of an open case": ("clock", "open", "PROJECT", "--clock", "resolution"),
    "clock of a hostile case": ("clock", "hostile", "PROJECT"),
    "pauses": ("pauses", "PROJECT", "--clock", "resolution"),
    "reconcile": ("reconcile", "resolution", "PROJECT", "--with", "SLA", "--figure", "98 %", "--period", "all"),
    "reconcile as": ("reconcile", "resolution", "PROJECT", "--as", "turn", "--period", "all"),
}

# Whoever brings over a figure has every usual way of counting measured, which takes long.
PARAMS = [pytest.param(each, marks=[pytest.mark.slow] * ("--figure" in each)) for each in VERBS.values()]


@pytest.fixture(scope="module", params=PARAMS, ids=list(VERBS))
def shown(request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What a verb prints, and its page."""
    page = tmp_path_factory.mktemp("page") / "page.html"
    said = call(*(project if each == "PROJECT" else each for each in request.param), "--page", page)
    assert said.exit_code == 0, said.output
    return said.output, page.read_text("utf-8")


def test_a_page_is_one_file_that_runs_nothing(shown: tuple[str, str]) -> None:
    _, page = shown
    assert not re.findall(r"https?:|//[a-z]|url\(|@import|javascript:|<script|<img|<link|<iframe", page)
    for _, attributes in Elements(page).found:
        assert not any(name.startswith("on") for name in attributes)
        assert all(attributes[name].startswith("#") for name in ("href", "src") if name in attributes)


def test_a_page_can_be_heard_and_walked(shown: tuple[str, str]) -> None:
    elements = Elements(shown[1])
    assert [len(elements.named(tag)) for tag in ("main", "header", "footer", "nav", "h1")] == [1, 1, 1, 1, 1]
    assert len(elements.named("caption")) == len(elements.named("table"))
    assert all("scope" in attributes for attributes in elements.named("th"))
    assert all(
        each.get("aria-hidden") or (each["role"], bool(each["aria-label"])) == ("img", True)
        for each in elements.named("svg")
    )
    assert any(each.get("role") == "img" for each in elements.named("svg")), "a page has a picture"
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for _, attributes in elements.found if "href" in attributes} <= set(ids)
    drawn = {each["href"][1:] for each in elements.named("use")}
    assert drawn <= {each["id"] for each in elements.named("symbol")}


def test_what_others_wrote_is_text_and_short(shown: tuple[str, str]) -> None:
    text, page = shown
    for said in shown:
        assert not {"\u202e", "\x1b"} & set(said)
        assert "49" not in re.findall(r"alert.{0,40}", said), "no template is run"
        assert "A" * 100 not in said
    assert "<script" not in page
    assert all(len(line) <= 100 for line in text.splitlines())


def test_whose_turn_it_was_stands_under_the_bar(project: Path, tmp_path: Path) -> None:
    said = call("clock", "handed", project, "--clock", "turn", "--page", tmp_path / "page.html").output
    (under,) = (line for line in said.splitlines() if line.startswith("First li") and ":" not in line)
    shown = re.findall(r"First li(?:ne|…)|Network|Vendor desk", under)
    assert [name[:8] for name in shown] == ["First li", "Network", "Vendor d"], "the narrower the line, the shorter"
    page = (tmp_path / "page.html").read_text("utf-8")
    names = re.findall(r'<span style="left:[\d.]+%;width:[\d.]+%" title="([^"]+)">', page)
    assert names == ["First line", "Network", "Vendor desk"]
    assert "Network: stopped from Mon 3 Mar 2025 12:00 to Tue 4 Mar 2025 09:00; ran 2 h of 4 h" in page


def test_a_long_case_is_told_in_short(project: Path, tmp_path: Path) -> None:
    said = call("clock", "long", project, "--page", tmp_path / "page.html").output
    assert "… 161 more steps; --page shows all" in said
    assert "more runs," in said
    assert len(said.splitlines()) < 120
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<time>") == 201


def test_countings_that_change_nothing_are_named_together(project: Path) -> None:
    said = " ".join(call("clock", "handed", project, "--clock", "resolution").output.split())
    assert "The same if it stops when closed" not in said, "it was never closed, so it goes on"
    assert "The same if all waits are taken off; if the first stop is final;" in said
    told = json.loads(call("clock", "handed", project, "--clock", "resolution", "--json").output)
    others = told["clocks"][0]["otherwise"]
    assert "all waits are taken off" in [each["what"] for each in others], "programs get every one"


def test_the_steps_of_a_reconciliation_say_what_changed(project: Path) -> None:
    told = call("reconcile", "resolution", project, "--as", "turn", "--period", "all").output
    said = " ".join(told.split())
    assert "From “Each team's turn” to our “Time from" in said
    assert "starts anew → continues" in said
    assert "each team's → the case's" in said
    assert "around the clock → by desk" in said
