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


def test_what_was_just_issued_is_written_as_issued_everywhere(folder: Path) -> None:
    files = {name: folder / f"statement.{name}" for name in ("html", "csv")}
    said = call(
        "settle", *asked(folder), "--period", "2025-01", "--issue", "--page", files["html"], "--focus", files["csv"]
    )
    assert (said.exit_code, "not issued" in said.stdout) == (0, False)
    assert "not issued" not in files["html"].read_text("utf-8")
    assert "care/2025-01" in files["csv"].read_text("utf-8")
    (statement,) = json.loads(call("settle", *asked(folder), "--period", "2025-01", "--json").stdout)["statements"]
    assert (statement["number"], sorted(statement["issued"])) == (
        "care/2025-01", ["agreement", "definitions", "inputs"],
    )  # fmt: skip


def test_what_moved_is_json_too(folder: Path) -> None:
    call("settle", *asked(folder), "--period", "2025-01", "--issue")
    (folder / "figures.csv").write_text(FIGURES.replace("80 %", "83 %"), "utf-8")
    said = call("settle", *asked(folder), "--period", "2025-02", "--json")
    (moved,) = json.loads(said.stdout)["moved"]
    assert (said.exit_code, moved["line"], moved["period"], moved["changed"]) == (
        1, "late", "2025-01", ["what is given"],
    )  # fmt: skip
    assert {name: moved[name]["number"] for name in ("settled", "now", "difference")} == {
        "settled": "-100", "now": "-70", "difference": "30",
    }  # fmt: skip
    assert moved["steps"][0]["now"]["value"] == "83 %"


def test_a_change_that_is_undone_after_its_correction_is_corrected_back(folder: Path) -> None:
    call("settle", *asked(folder), "--period", "2025-01", "--issue")
    (folder / "figures.csv").write_text(FIGURES.replace("80 %", "83 %"), "utf-8")
    assert call("settle", *asked(folder), "--period", "2025-02", "--issue", "--true-up").exit_code == 0
    (folder / "figures.csv").write_text(FIGURES, "utf-8")
    back = call("settle", *asked(folder), "--period", "2025-03", "--true-up")
    lines = [" ".join(each.split()) for each in back.stdout.splitlines()]
    assert back.exit_code == 0
    assert "late January 2025 −70.00 EUR −100.00 EUR −30.00 EUR" in lines
    assert "Changed since: nothing that decides it." in lines


def test_a_claim_that_comes_too_late_for_an_issued_month_is_said(folder: Path) -> None:
    relief = """\
  excused:
    kind: relief
    measures: [on-time]
    causes: [storm]
    effect: rows are taken out
    decision: holds unless refused
    notice: {days: 5, counted: calendar days}
"""
    (folder / "care.yml").write_text(AGREEMENT.replace("  late:\n", f"{relief}  late:\n", 1), "utf-8")
    table = "period,name,value,cause,excused_count,excused_total,aware,notice\n2025-01,on-time,80/100,,,,,\n"
    (folder / "figures.csv").write_text(table, "utf-8")
    assert call("settle", *asked(folder), "--issue").exit_code == 0
    (folder / "figures.csv").write_text(f"{table}2025-01,on-time,,storm,10,0,2025-01-05,2025-02-20\n", "utf-8")
    said = call("settle", *asked(folder), "--period", "2025-02")
    assert (said.exit_code, "note[relief-refused]" in said.stderr) == (0, True), said.output
    (folder / "figures.csv").write_text(f"{table}2025-01,on-time,,storm,10,0,2025-01-05,2025-01-08\n", "utf-8")
    said = call("settle", *asked(folder), "--period", "2025-02", "--true-up")
    assert (said.exit_code, "Late, corrects January 2025" in said.stdout) == (0, True), said.output


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert call("case", folder, "--record").exit_code == 0
    (folder / "figures").mkdir()
    (folder / "figures" / "care.csv").write_text("period,contract,on-time\n2025-01,north,80 %\n2025-01,south,1\n")
    assert call("settle", folder, "--issue").exit_code == 0
    (folder / "figures" / "care.csv").write_text("period,contract,on-time\n2025-01,north,80 %\n2025-02,north,1\n")
    (folder / "figures" / "cares.csv").write_text("period,on-time\n2025-01,80 %\n")
    (folder / "settled" / "care" / "notes.txt").write_text("to be paid")
    said = call("settle", folder)
    assert said.exit_code == 0
    for words in ("contract-not-given", "“south”", "figures/cares.csv: warning[figures-stranger]", "Did you mean care?",
                  "settled/care/notes.txt: warning[settled-stranger]"):  # fmt: skip
        assert words in said.stderr


def test_a_month_whose_file_is_gone_stops_the_next_one(folder: Path) -> None:
    for month in ("2025-01", "2025-02"):
        assert call("settle", *asked(folder), "--period", month, "--issue").exit_code == 0
    (folder / "settled" / "care" / "2025-02.json").rename(folder / "settled" / "care" / "2025-03.json")
    assert "settled-misplaced" in call("settle", *asked(folder)).stderr


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("2024-12", "The agreement starts on 2025-01-01, after 2024-12."),
        ("all", "A settlement is of one period"),
        ("2025", "2025 is not settled at once; this is settled by the month, like 2025-12."),
        ("2025-W07", "2025-W07 is not settled at once"),
        ("2025-01-10..2025-02-20", "is not settled at once"),
        ("Lent", "write 2025-03"),
    ],
)
def test_only_a_settled_period_is_settled(folder: Path, period: str, says: str) -> None:
    for verb in (("settle",), ("explain", "late")):
        said = call(*verb, *asked(folder), "--period", period)
        assert (said.exit_code, says in said.stderr) == (2, True), said.output


def test_a_month_that_the_term_cuts_is_named_either_way(folder: Path) -> None:
    cut = AGREEMENT.replace("starts: 2025-01-01", "starts: 2025-01-15\npart_months: by days")
    (folder / "care.yml").write_text(cut, "utf-8")
    both = [call("settle", *asked(folder), "--period", each).output for each in ("2025-01", "2025-01-15..2025-01-31")]
    assert both[0] == both[1]
    assert "548.39" in both[0]


def test_figures_of_no_day_of_the_term_have_no_last_period(folder: Path) -> None:
    (folder / "figures.csv").write_text("period,on-time\n2024-01,80 %\n", "utf-8")
    said = call("settle", *asked(folder))
    assert (said.exit_code, "Nothing is given for the term" in said.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("care.yml",), 2, "care.yml stands in no project; give its figures with --readings"),
        (("cake.yml",), 2, "There is no file and no folder “cake.yml”"),
        (("amendment.yml", "--readings", "figures.csv"), 2, "amendment.yml is an amendment"),
        (("figures.csv", "--readings", "figures.csv"), 1, "error[no-agreement]"),
        (("care.yml", "--readings", "figures.csv", "--agreement", "other"), 2, "leave one out"),
        (("care.yml", "--readings", "figures.csv", "--contract", "north"), 2, "The figures name no contracts"),
        (("care.yml", "--readings", "figures.csv", "--page", "no/such/page.html"), 1, "page.html cannot be written"),
        (("care.yml", "--readings", "figures.csv", "--sheet", "settled/s.xlsx"), 1, "s.xlsx cannot be written"),
        (("care.yml", "--readings", "none.csv"), 2, "does not exist"),
    ],
)
def test_a_wrong_word_ends_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(folder)
    (folder / "amendment.yml").write_text("amends: care\neffective: 2026-01-01\n", "utf-8")
    said = call("settle", *words)
    assert (said.exit_code, says in said.stderr) == (code, True), said.output


def test_an_agreement_is_found_from_its_own_folder_and_by_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path)
    assert call("case", folder, "--record").exit_code == 0
    assert call("settle", folder, "--period", "2025-01", "--issue").exit_code == 0  # No run: all of it is reported.
    monkeypatch.chdir(folder / "agreements")
    by_file = call("settle", "care.yml", "--period", "2025-01")
    assert by_file.exit_code == 0, by_file.output
    monkeypatch.chdir(folder)
    assert by_file.stdout == call("settle", "care", "--period", "2025-01").stdout
    assert by_file.stdout == call("settle", "--period", "2025-01").stdout
    assert "there is care" in call("settle", "cake").stderr


@pytest.mark.parametrize(
    ("what", "code", "says"),
    [
        ("figures.csv:4", 0, "late · March 2025 · −50.00 EUR"),
        ("figures.csv:2", 1, "Nothing on the statement of 2025-03 rests on this row."),
        ("care.yml:2", 1, "No clause, charge, measure or figure stands here."),
        ("care.yml:6", 1, "No clause, charge, measure or figure stands here."),
        ("care.yml:999", 2, "care.yml has 24 lines, and no line 999."),
        ("care.yml", 2, "Name a line of care.yml as well, like care.yml:12."),
        ("cake.yml:3", 2, "There is no file cake.yml."),
        ("../other.yml:1", 2, "../other.yml does not belong to this agreement"),
        ("monthly", 0, "care.yml:12:20"),
        ("watched", 1, "No clause rests on watched, so it moves no money."),
    ],
)
def test_explain_takes_any_line_and_says_what_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str, code: int, says: str
) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (inside / "care.yml").write_text(
        AGREEMENT.replace("\ncharges:", "\n  watched: {metric: reported, unit: count}\ncharges:"), "utf-8"
    )
    (inside / "figures.csv").write_text(FIGURES, "utf-8")
    (folder / "other.yml").write_text("agreement: other\n", "utf-8")
    monkeypatch.chdir(inside)
    said = call("explain", what, "care.yml", "--readings", "figures.csv")
    assert (said.exit_code, says in said.output) == (code, True), said.output


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
    for words in (
        ("settle", *asked(folder), "--page", folder / "s.html", "--issue"), ("explain", "late", *asked(folder)),
    ):  # fmt: skip
        said = call(*words)
        assert (said.exit_code, "say which with --contract: north, south" in said.stderr) == (2, True)
    assert not (folder / "settled").exists()
    assert "Did you mean north or south?" in call("settle", *asked(folder), "--contract", "noth").stderr
    assert call("settle", *asked(folder), "--issue").stderr.splitlines() == [
        "Issued settled/care/north/2025-01.json.", "Issued settled/care/south/2025-01.json.",
    ]  # fmt: skip


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


def test_nothing_is_issued_without_the_records_that_it_rests_on(tmp_path: Path) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    said = call("settle", tmp_path / "acme", "--period", "2024-02", "--issue")
    assert (said.exit_code, "error[no-run]" in said.stderr) == (1, True)
    assert not (tmp_path / "acme" / "settled").exists()
