"""Alerts are a record: a month is written once, and what would be written otherwise is said."""

from __future__ import annotations

from pathlib import Path

from tests.reports.warned import AS_OF, ranked, risk
from truegreen.files.alerts import read_alerts, write_alerts
from truegreen.model.finding import Finding
from truegreen.model.warning import Alert

TOLD = ranked(risk(1, "A-17"), risk(2, "A-3", alert=Alert.HELD_OUT), risk(3, "B-1", alert=Alert.BEYOND))


def test_a_month_is_written_and_read_again(tmp_path: Path) -> None:
    assert write_alerts(tmp_path, TOLD) == (2, [])
    findings: list[Finding] = []
    told = read_alerts(tmp_path, findings)
    assert not findings
    assert [(each.account, each.arm, each.as_of) for each in told] == [
        ("A-17", "treated", AS_OF),
        ("A-3", "held out", AS_OF),
    ]


def test_the_same_month_again_changes_nothing(tmp_path: Path) -> None:
    write_alerts(tmp_path, TOLD)
    before = (tmp_path / "alerts" / "2025-11.csv").read_bytes()
    assert write_alerts(tmp_path, TOLD) == (2, [])
    assert (tmp_path / "alerts" / "2025-11.csv").read_bytes() == before


def test_a_month_that_would_differ_is_left_and_told(tmp_path: Path) -> None:
    write_alerts(tmp_path, TOLD)
    before = (tmp_path / "alerts" / "2025-11.csv").read_bytes()
    other = ranked(risk(1, "A-17", alert=Alert.HELD_OUT), risk(2, "C-9"))
    _, [finding] = write_alerts(tmp_path, other)
    assert finding.id == "alerts-stand"
    assert "A-3 no longer, A-17 held out, was treated, C-9 anew" in finding.says
    assert (tmp_path / "alerts" / "2025-11.csv").read_bytes() == before


def test_no_account_is_a_formula_to_a_spreadsheet_and_each_reads_as_it_was(tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", "'=1", "-1+1", "@a", 'A, B "Co"', "'plain"]
    made = ranked(*(risk(place, name) for place, name in enumerate(names, start=1)))
    assert write_alerts(tmp_path, made) == (6, [])
    cells = (tmp_path / "alerts" / "2025-11.csv").read_text("utf-8").splitlines()[1:]
    assert not [each for each in cells if each.lstrip('"').startswith(("=", "-", "@"))]
    assert [each.account for each in read_alerts(tmp_path, [])] == names
    assert write_alerts(tmp_path, made) == (6, [])


def test_a_month_without_alerts_stays_open(tmp_path: Path) -> None:
    assert write_alerts(tmp_path, ranked(risk(1, "A-17", alert=Alert.BEYOND))) == (0, [])
    assert not (tmp_path / "alerts").exists()
    assert write_alerts(tmp_path, TOLD) == (2, [])


def test_of_a_file_that_cannot_be_read_nothing_is_said_to_differ(tmp_path: Path) -> None:
    (tmp_path / "alerts").mkdir()
    (tmp_path / "alerts" / "2025-11.csv").write_text("garbage\n", "utf-8")
    _, findings = write_alerts(tmp_path, TOLD)
    assert {each.id for each in findings} == {"missing-column"}
    assert {each.remedy for each in findings} == {"Restore the file; alerts are written once."}


def test_a_row_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    write_alerts(tmp_path, TOLD)
    path = tmp_path / "alerts" / "2025-11.csv"
    path.write_text(path.read_text("utf-8").replace("2025-11-30", "yesterday"), "utf-8")
    findings: list[Finding] = []
    assert read_alerts(tmp_path, findings) == []
    assert [(each.id, each.at.line) for each in findings] == [("alerts-odd", 2), ("alerts-odd", 3)]
