"""The verbs about money, from a text and a table of figures: settle, explain, issue, true up, diff, case."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call, process, starter
from tests.docs.blocks import HOME

AGREEMENT = """\
agreement: care
title: Customer care
starts: 2025-01-01
currency: EUR
parties:
  client: {name: Acme, contact: {name: Jo}}
  provider: {name: Northline, contact: {name: Sam}}
services: {}
measures:
  on-time: {metric: reported, unit: share, better: higher, target: 90 %, role: critical service level}
charges: {monthly: 1000.00}
terms:
  late:
    kind: service-credit
    measure: on-time
    level: target
    base: {charges: [monthly], credits: before credits, month: month measured}
    deadband: {width: 0 %, beyond: only the excess}
    per_point: {share: 1 %, fractions: pro rata}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
    clause: Schedule 3, 2
"""
FIGURES = "period,on-time\n2025-01,80 %\n2025-02,90 %\n2025-03,85/100\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "care.yml").write_text(AGREEMENT, "utf-8")
    (tmp_path / "figures.csv").write_text(FIGURES, "utf-8")
    return tmp_path


def asked(folder: Path) -> tuple[object, ...]:
    return folder / "care.yml", "--readings", folder / "figures.csv"


def test_settle_prints_an_invoice_of_the_last_period_given(folder: Path) -> None:
    said = call("settle", *asked(folder))
    assert said.exit_code == 0
    assert "Customer care · March 2025" in said.output
    assert "Late  " in said.output
    assert "on-time at 85 % misses 90 %: 5 % of 1,000.00 EUR\n" in said.output
    assert "−50.00" in said.output
    assert "950.00" in said.output


def test_settle_writes_everything_as_json(folder: Path) -> None:
    record = json.loads(call("settle", *asked(folder), "--period", "2025-01", "--json").output)
    (statement,) = record["statements"]
    assert {each["id"]: each["amount"] for each in statement["lines"]} == {
        "monthly": {"number": "1000", "unit": "EUR"}, "late": {"number": "-100", "unit": "EUR"},
    }  # fmt: skip
    ids = {each["id"] for each in statement["steps"]}
    assert all(set(each["given"]) <= ids for each in statement["steps"])


def test_settle_writes_page_workbook_and_focus(folder: Path) -> None:
    files = {name: folder / f"statement.{name}" for name in ("html", "xlsx", "csv")}
    options = ("--page", files["html"], "--sheet", files["xlsx"], "--focus", files["csv"])
    assert call("settle", *asked(folder), *options).exit_code == 0
    page = files["html"].read_text("utf-8")
    assert "<svg" in page
    assert "per_point: {share: 1 %, fractions: pro rata}" in page  # The clause's own words.
    assert files["xlsx"].read_bytes().startswith(b"PK")
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text("utf-8"))))
    assert [(each["ChargeCategory"], each["BilledCost"]) for each in rows] == [("Purchase", "1000"), ("Credit", "-50")]


def test_explain_opens_a_line_by_name_and_by_place(folder: Path) -> None:
    by_name = call("explain", "late", *asked(folder)).output
    line = AGREEMENT.splitlines().index("    per_point: {share: 1 %, fractions: pro rata}") + 1
    assert by_name == call("explain", f"{folder / 'care.yml'}:{line}", *asked(folder)).output
    assert by_name == call("explain", "on-time", *asked(folder)).output  # What rests on the measure.
    for words in ("85 % misses 90 %", "5 points × 1 % a point", "Schedule 3, 2", "figures.csv:4"):
        assert words in by_name
    assert json.loads(call("explain", "late", *asked(folder), "--json").output)["lines"][0]["id"] == "late"


def test_explain_says_what_there_is_instead(folder: Path) -> None:
    said = call("explain", "lates", *asked(folder))
    assert said.exit_code == 2
    assert "The statement of 2025-03 has no line “lates”. Did you mean late?" in said.stderr


def test_what_is_issued_stands_and_a_change_is_posted_as_a_correction(folder: Path) -> None:
    issued = folder / "settled" / "care" / "2025-01.json"
    assert call("settle", *asked(folder), "--period", "2025-01", "--issue").exit_code == 0
    frozen = issued.read_bytes()
    again = call("settle", *asked(folder), "--period", "2025-01", "--issue")
    assert (again.exit_code, "comes out the same" in again.stderr) == (0, True)

    (folder / "figures.csv").write_text(FIGURES.replace("80 %", "83 %"), "utf-8")
    moved = call("settle", *asked(folder), "--period", "2025-02")
    assert moved.exit_code == 1
    assert "settled-differs" in moved.stderr
    lines = [" ".join(each.split()) for each in moved.stdout.splitlines()]
    assert "late January 2025 −100.00 EUR −70.00 EUR 30.00 EUR" in lines
    assert "on-time of 2025-01 80 % 83 %" in lines
    assert "Changed since: what is given." in lines
    assert call("settle", *asked(folder), "--period", "2025-02", "--issue").exit_code == 1

    accepted = call("settle", *asked(folder), "--period", "2025-02", "--issue", "--true-up", "--json")
    assert accepted.exit_code == 0
    (statement,) = json.loads(accepted.stdout)["statements"]
    assert {each["id"]: each["amount"]["number"] for each in statement["lines"]} == {
        "monthly": "1000", "correction.2025-01.late": "30",
    }  # fmt: skip
    assert call("settle", *asked(folder), "--period", "2025-03").exit_code == 0
    assert issued.read_bytes() == frozen


def test_an_issued_file_that_was_edited_is_refused(folder: Path) -> None:
    assert call("settle", *asked(folder), "--period", "2025-01", "--issue").exit_code == 0
    issued = folder / "settled" / "care" / "2025-01.json"
    issued.write_text(issued.read_text("utf-8").replace("-100", "-10"), "utf-8")
    said = call("settle", *asked(folder), "--period", "2025-02")
    assert (said.exit_code, "settled-edited" in said.stderr) == (1, True)


def test_diff_says_what_changed_and_who_gains(folder: Path) -> None:
    (folder / "new.yml").write_text(AGREEMENT.replace("share: 1 %", "share: 2 %"), "utf-8")
    said = call("diff", folder / "care.yml", folder / "new.yml", "--readings", folder / "figures.csv", "--months", 3)
    assert said.exit_code == 0
    assert "1 %" in said.output
    assert "2 %" in said.output
    assert "150.00 EUR less" in said.output  # Ten points in January, five in March.
    record = json.loads(call("diff", folder / "care.yml", folder / "new.yml", "--json").output)
    assert [each["path"] for each in record["differences"]] == ["terms.late.per_point.share"]
    assert record["back_test"] is None


def test_diff_tries_an_amendment_that_is_not_agreed_yet(folder: Path) -> None:
    (folder / "draft.yml").write_text(
        "amends: care\neffective: 2025-03-01\nset:\n  terms.late.per_point.share: 2 %\n"
        "  figures: {incidents: {unit: count}}\n", "utf-8",
    )  # fmt: skip
    (folder / "drafts").mkdir()
    (folder / "draft.yml").rename(folder / "drafts" / "draft.yml")  # Beside the agreement it would hold.
    (folder / "figures.csv").write_text(FIGURES.replace("on-time\n", "on-time,incidents\n").replace("%\n", "%,1\n")
                                        .replace("100\n", "100,0\n"), "utf-8")  # fmt: skip
    words = ("diff", folder / "care.yml", folder / "drafts" / "draft.yml", "--readings", folder / "figures.csv")
    said = call(*words)
    assert said.exit_code == 0, said.output
    assert "150.00 EUR less" in said.output
    changed = json.loads(call(*words, "--json").stdout)["differences"][-1]
    assert (changed["old"], changed["new"], changed["new_at"][-14:]) == ("1 %", "2 %", "draft.yml:4:31")
    shutil.copy(folder / "drafts" / "draft.yml", folder)
    assert "holds already" in call("diff", folder / "care.yml", folder / "draft.yml").stderr


def test_diff_compares_two_projects_with_their_amendments(tmp_path: Path) -> None:
    old, new = project(tmp_path / "old"), project(tmp_path / "new")
    assert [call("case", each, "--record").exit_code for each in (old, new)] == [0, 0]
    assert "Both say the same" in call("diff", old, new).output
    (new / "agreements" / "one.yml").write_text("amends: care\neffective: 2025-03-01\nset: {charges.monthly: 7.00}\n")
    assert "1,000.00 EUR" in call("diff", old, new).output
    assert call("diff", old, "nowhere").exit_code == 2
    assert call("diff", old, new, "--months", 0).exit_code == 2


def test_several_contracts_under_one_text(folder: Path) -> None:
    (folder / "figures.csv").write_text("contract,period,on-time\nnorth,2025-01,80 %\nsouth,2025-01,90 %\n", "utf-8")
    said = call("settle", *asked(folder))
    assert [" ".join(line.split()) for line in said.output.splitlines()] == [
        "Customer care · January 2025", "", "Contract Status Due (EUR)", "north not issued 900.00",
        "south not issued 1,000.00", "In all 1,900.00", "",
    ]  # fmt: skip
    assert "900.00" in call("settle", *asked(folder), "--contract", "north").output
    assert call("settle", *asked(folder), "--page", folder / "s.html").exit_code == 2


@pytest.mark.parametrize(
    ("figures", "finding"),
    [("period,lates\n2025-01,1\n", "unknown-figure-column"), ("period,on-time\n2025-01,many\n", "odd-figure")],
)
def test_figures_that_cannot_be_read_stop_with_their_place(folder: Path, figures: str, finding: str) -> None:
    (folder / "figures.csv").write_text(figures, "utf-8")
    said = call("settle", *asked(folder))
    assert said.exit_code == 1
    assert f"error[{finding}]" in said.stderr
    assert "figures.csv:" in said.stderr


def test_settling_from_figures_loads_no_engine(folder: Path) -> None:
    slow = ("ibis", "duckdb", "pyarrow", "numpy", "scipy", "pandas", "django", "sqlglot")
    said = process(
        "settle", *asked(folder), "--json", code=f"print([each for each in {slow!r} if each in sys.modules])"
    )
    assert said.stdout.splitlines()[-1] == "[]"


CASES = """\
- case: Ten points cost ten per cent
  agreement: care
  period: 2025-01
  given: {{on-time: 3/4}}
  pays: {{paid: {paid}}} # as agreed
  total: 5.00 EUR{signed}
"""


def project(tmp_path: Path, signed: str = "") -> Path:
    folder = starter(tmp_path / "project")
    shutil.rmtree(folder / "cases")
    (folder / "agreements" / "care.yml").write_text(AGREEMENT.replace("care.yml", ""), "utf-8")
    (folder / "cases").mkdir()
    (folder / "cases" / "care.yml").write_text(
        CASES.format(paid="-1.00", signed=signed).replace("paid", "late"), "utf-8"
    )
    return folder


def test_case_says_which_examples_hold_and_records_those_that_nobody_signed(tmp_path: Path) -> None:
    folder = project(tmp_path)
    said = call("case", folder)
    assert said.exit_code == 1
    assert "late: -150.00, and the example says -1.00" in said.output
    again = call("case", folder, "--record")
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "1 holds.")
    text = (folder / "cases" / "care.yml").read_text("utf-8")
    assert "pays: {late: -150.00} # as agreed" in text
    assert "total: 850.00 EUR" in text
    assert call("case", folder).exit_code == 0
    assert call("check", folder).exit_code == 0


def test_a_signed_example_is_never_recorded_anew(tmp_path: Path) -> None:
    folder = project(tmp_path, "\n  signed: {client: Jo, provider: Sam, on: 2025-01-02}")
    before = (folder / "cases" / "care.yml").read_bytes()
    assert call("case", folder, "--record").exit_code == 1
    assert (folder / "cases" / "care.yml").read_bytes() == before
    assert json.loads(call("case", folder, "--json").output)["cases"][0]["signed"]["client"] == "Jo"


def test_the_example_settles_without_a_run(tmp_path: Path) -> None:
    """Nothing is measured then, and that is said; charges are owed all the same."""
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    said = call("settle", tmp_path / "acme", "--period", "2024-02")
    assert said.exit_code == 0
    assert "11,600.00" in said.output
