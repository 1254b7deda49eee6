"""The verb of KPI validity: text, records, pages and pictures; and what it says where it cannot answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, ran_starter, starter
from tests.project.planted import planted


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("validity") / "project", "kink", accounts=30, cases=30)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("validity") / "starter")


def test_it_says_what_is_paid_for_and_what_is_valued(project: Path) -> None:
    said = call("validity", project)
    assert said.exit_code == 0
    assert "What you pay for against what customers value" in said.output
    assert "The one figure that money hangs on goes with how customers fare." in " ".join(said.output.split())
    assert "✔ predicts" in said.output


def test_the_record_holds_every_link_with_its_doubt(project: Path) -> None:
    record = json.loads(call("validity", project, "--json").stdout)
    links = {each["measure"]: each["links"][0] for each in record["figures"]}
    assert links["on-time"]["said"] == "predicts"
    effect = links["on-time"]["per_sd"]
    assert effect["low"] < effect["value"] < effect["high"]
    assert (effect["count"], record["family"], record["rate"]) == (900, 2, 0.05)
    assert links["on-time"]["material"] == 0.1
    assert record["outcomes"][0]["query"].split()[3] in links["on-time"]["query"]
    assert record["outcomes"][0]["query"].startswith("CREATE TEMP TABLE contacts_")
    [response] = record["responses"]
    assert (response["figure"], response["pays"]) == ("hours-to-resolve", 24)
    assert len(response["knots"]) == len(response["level"])
    assert record["figures"][0]["why"].endswith(".")


def test_the_page_and_the_pictures_stand_alone(project: Path, tmp_path: Path) -> None:
    page, svg, png = tmp_path / "validity.html", tmp_path / "paid.svg", tmp_path / "paid.png"
    assert call("validity", project, "--page", page, "--picture", svg).exit_code == 0
    text = page.read_text("utf-8")
    assert text.count("<h1>") == 1
    assert "What you pay for against what customers value" in text
    assert "too little to matter" in text
    assert "truegreen validity --open on-time --outcome satisfied" in text
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert svg.read_text("utf-8").startswith("<svg ")
    assert call("validity", project, "--picture", png).exit_code == 0
    assert png.read_bytes().startswith(b"\x89PNG")


def test_a_link_opens(project: Path) -> None:
    said = call("validity", project, "--open", "on-time")
    assert said.exit_code == 0
    for each in ("between accounts rather than within them", "Assumed: clusters are independent", "case_id", "SELECT"):
        assert each in said.output
    record = json.loads(call("validity", project, "--open", "kept-closed", "--outcome", "satisfied", "--json").stdout)
    assert (record["figure"], record["outcome"]) == ("kept-closed", "satisfied")
    assert len(record["rows"][0]["sample"]) == 10
    assert record["sentence"].startswith("One point more of “Cases reopened” goes with")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--open", "speed"], "There is no figure “speed”; there is"),
        (["--open", "on-time", "--outcome", "joy"], "“on-time” is not held against “joy”"),
        (["--outcome", "satisfied"], "say which with --open FIGURE"),
        (["--picture", "paid.gif"], "neither FILE.svg nor FILE.png"),
        (["--agreement", "other"], "There is no agreement “other”"),
    ],
)
def test_what_cannot_be_meant_is_refused(project: Path, words: list[str], says: str) -> None:
    refused = call("validity", project, *words)
    assert refused.exit_code == 2
    assert says in " ".join(refused.output.split())


def test_a_handful_of_cases_tells_nothing_and_says_so(started: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    said = call("validity", started, "--page", page)
    assert said.exit_code == 0
    assert "predicts" not in said.output.replace("predicting", "")
    record = json.loads(call("validity", started, "--json").stdout)
    assert {each["advice"] for each in record["figures"]} <= {"wait for data", "keep as guardrail"}
    assert page.read_text("utf-8").count("<h1>") == 1


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    refused = call("validity", starter(tmp_path / "project"))
    assert refused.exit_code == 1
    assert "truegreen run" in refused.output


def test_records_without_surveys_say_so(tmp_path: Path) -> None:
    folder = planted(tmp_path / "project", "nothing", accounts=3, cases=4)
    (folder / "sources" / "surveys.yml").unlink()
    assert call("run", folder).exit_code == 0
    said = call("validity", folder, "--page", tmp_path / "page.html")
    assert said.exit_code == 0
    assert "no figure is held against it, because the records hold no surveys" in " ".join(said.output.split())
    assert "No figure is held against it" in (tmp_path / "page.html").read_text("utf-8")


def test_an_agreement_without_outcomes_is_told_what_to_name(tmp_path: Path) -> None:
    folder = planted(tmp_path / "project", "nothing", accounts=3, cases=4)
    text = folder / "agreements" / "desk.yml"
    kept = text.read_text("utf-8").replace("role: experience level", "role: key measurement")
    text.write_text(kept.replace("    outcome: satisfied\n", ""), "utf-8")
    assert call("run", folder).exit_code == 0
    said = call("validity", folder, "--picture", tmp_path / "paid.svg", "--page", tmp_path / "page.html")
    assert said.exit_code == 0
    assert "Nobody can tell: no customer outcome is agreed." in " ".join(said.output.split())
    ids = [each["id"] for each in json.loads(call("validity", folder, "--json").stdout)["findings"]]
    assert "no-experience-level" in ids


def test_titles_cannot_write_into_the_page(tmp_path: Path) -> None:
    folder = planted(tmp_path / "project", "nothing", accounts=12, cases=20)
    text = folder / "agreements" / "desk.yml"
    hostile = "'<script>alert(1)</script>'"
    text.write_text(text.read_text("utf-8").replace("Resolved within 24 hours", hostile), "utf-8")
    assert call("run", folder).exit_code == 0
    page, svg = tmp_path / "page.html", tmp_path / "paid.svg"
    assert call("validity", folder, "--page", page, "--picture", svg).exit_code == 0
    for each in (page, svg):
        assert "<script>" not in each.read_text("utf-8")
        assert "&lt;script&gt;" in each.read_text("utf-8")
