"""The verb of the review: it writes what it is asked for, shows no names unasked, and says what it lacks."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter
from truegreen.model.review import Preset
from truegreen.project.looking import look
from truegreen.project.opened import open_project
from truegreen.project.reviewing import before, period_for
from truegreen.units.period import parse_period


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("review") / "project")


def test_it_writes_every_form_and_says_the_first_page(project: Path, tmp_path: Path) -> None:
    html, pptx, xlsx = (tmp_path / f"pack.{form}" for form in ("html", "pptx", "xlsx"))
    said = call("review", project, "--html", html, "--pptx", pptx, "--xlsx", xlsx)
    assert said.exit_code == 0
    assert "Monthly business review · February 2025" in said.stdout
    assert "Nobody can tell: there is nothing to hold beside the contract" in said.stdout
    assert not re.search(r"""(?:src|href)=["'](?!data:|#)|url\((?!["']?data:)|@import""", html.read_text("utf-8"))
    assert "this copy leaves out named accounts" in html.read_text("utf-8").lower()
    assert [each.read_bytes()[:2] for each in (pptx, xlsx)] == [b"PK", b"PK"]
    assert said.stderr.count("Wrote ") == 3


def test_its_money_is_the_statements(project: Path) -> None:
    pack = json.loads(call("review", project, "--json").stdout)
    (bill,) = json.loads(call("settle", project, "--period", "2025-02", "--json").stdout)["statements"]
    blocks = {block["id"]: block for section in pack["sections"] for block in section["blocks"]}
    assert f"{float(bill['total']['number']):,.2f}" in blocks["due"]["title"]
    lines = {row[0]["words"]: row[2]["number"] for row in blocks["due"]["table"]["rows"]}
    assert sorted(lines.values()) == sorted(each["amount"]["number"] for each in bill["lines"])
    card = json.loads(call("scorecard", project, "--period", "2025-02", "--json").stdout)
    shown = [row[2]["number"] for row in blocks["scorecard"]["table"]["rows"]]
    assert sorted(shown) == sorted((each["reading"] or {}).get("value") or "" for each in card["rows"])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--preset", "weekly"], 2, "'weekly' is not one of"),
        (["--preset", "annual"], 1, "cover no whole year"),
        (["--period", "soon"], 2, "is no period"),
        (["--period", "2031-01"], 1, "hold nothing of 2031-01"),
        (["--period", "2019-Q1"], 1, "hold nothing of 2019-Q1"),
        (["--html", "/nowhere/pack.html"], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused(project: Path, words: list[str], code: int, says: str) -> None:
    said = call("review", project, *words)
    assert said.exit_code == code
    assert says in said.output


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('client_colour = "blue"', "“blue” cannot be review.client_colour."),
        ('client_logo = "../logo.png"', "“../logo.png” cannot be a logo."),
        ('provider_logo = "truegreen.toml"', "“truegreen.toml” cannot be a logo."),
    ],
)
def test_a_look_that_cannot_be_is_found(project: Path, tmp_path: Path, table: str, says: str) -> None:
    folder = ran_starter(tmp_path / "project")
    with (folder / "truegreen.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[review]\n{table}\n")
    said = call("review", folder)
    assert said.exit_code == 1
    assert "odd-setting" in said.output
    assert says in said.output


def test_a_colour_that_is_too_pale_is_told_of_and_the_usual_one_taken(tmp_path: Path) -> None:
    folder, page = ran_starter(tmp_path / "project"), tmp_path / "pack.html"
    with (folder / "truegreen.toml").open("a", encoding="utf-8") as file:
        file.write('\n[review]\nclient_colour = "#ffee00"\n')
    said = call("review", folder, "--html", page)
    assert said.exit_code == 0
    assert "pale-colour" in said.stderr
    assert "#ffee00" not in page.read_text("utf-8")


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    refused = call("review", starter(tmp_path / "project"))
    assert refused.exit_code == 1
    assert "truegreen run" in refused.output


def test_the_last_whole_time_is_reviewed(project: Path) -> None:
    with look(open_project(project)) as view:
        assert view
        (versions,) = view.project.agreements.values()
        found = [period_for(view, versions, each) for each in Preset]
        assert found == [parse_period("2025-02"), None, None]
        asked = [period_for(view, versions, each, parse_period("2025-02")) for each in Preset]
        assert [str(each) for each in asked] == ["2025-02", "2025-Q1", "2025"]
        assert before(versions, parse_period("2025-02"), Preset.MONTHLY) == parse_period("2025-01")
        first = versions.each[0][1].starts
        assert before(versions, parse_period(f"{first:%Y-%m}"), Preset.MONTHLY) is None
        assert first < date(2025, 2, 1)
