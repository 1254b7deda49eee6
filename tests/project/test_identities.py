"""Tables of identities through the whole product: what they change, and where every report says what they leave."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.calling import call, starter
from truegreen.facts.store import Store
from truegreen.project.opened import open_project
from truegreen.project.run import run

NOW = datetime(2026, 1, 1)
CASES = """\
source: cases
files: ["data/cases.csv"]
facts:
  case:
    columns:
      case_id: no
      account_id: company
      provider: who
      service: {constant: care}
      contact_type: {constant: order}
      channel: {constant: mail}
      opened_at: opened
      due_at: due
      resolved_at: solved
"""
ACCOUNTS = (
    "source: accounts\nfiles: [data/accounts.csv]\nfacts: {account: {columns: {account_id: id, segment: size}}}\n"
)
COSTS = (
    "source: costs\nfiles: [data/costs.csv]\nfacts: {cost: {columns: {month: month, category: what, amount: sum}}}\n"
)
DOUBTFUL = "of 4 rows of case name {} that identities/ matches with less confidence than 0.8"
HEADER = "kind,given,source,is,confidence,by,since\n"
SURE = "account,Globex Ltd,,G-1,1,Jo,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a project whose cases name companies otherwise than its account records do."""
    folder = starter(tmp_path / "project")
    (folder / "identities").mkdir()
    times = "2025-01-{0:02} 09:00,2025-01-{0:02} 17:00,2025-01-{0:02} 10:00"
    companies = ("Globex Ltd", "Globex Ltd", "Globx", "Initech")
    cases = [f"{n},{each},north,{times.format(n + 5)}\n" for n, each in enumerate(companies)]
    written = {
        "sources/cases.yml": CASES, "sources/accounts.yml": ACCOUNTS, "sources/costs.yml": COSTS,
        "data/cases.csv": "no,company,who,opened,due,solved\n" + "".join(cases),
        "data/accounts.csv": "id,size\nG-1,Large\n", "data/costs.csv": "month,what,sum\n2025-01-01,labour,10\n",
    }  # fmt: skip
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def says(folder: Path, *rows: str) -> None:
    (folder / "identities" / "all.csv").write_text(HEADER + "".join(rows), "utf-8")


def found(folder: Path) -> dict[str, list[str]]:
    """Run, and give what is said of identities."""
    made, findings = run(open_project(folder), NOW)
    assert made, findings
    told: dict[str, list[str]] = {}
    for each in made.findings:
        if each.id.endswith("-identity"):
            told.setdefault(each.id, []).append(each.says)
    return told


def test_reports_count_what_is_not_there_and_what_is_doubtful(folder: Path) -> None:
    assert found(folder) == {
        "unmatched-identity": ["4 of 4 rows of case that count name an account that is not there."]
    }
    says(folder, SURE, "account,Globx,,G-1,0.7,Jo,\n")
    assert found(folder) == {
        "unmatched-identity": ["2 of 4 rows of case that count name an account that is not there."],
        "doubtful-identity": [f"1 {DOUBTFUL.format('an account')}; 2 were matched."],
    }
    sliced = json.loads(call("scorecard", folder, "--by", "segment", "--period", "all", "--json").output)["rows"]
    assert {(row["member"], row["reading"]["count"]) for row in sliced if row["id"] == "time-to-resolve"} == {
        ("Large", 2), ("(unknown)", 2),
    }  # fmt: skip


def test_without_account_records_only_the_table_says_who_is_there(folder: Path) -> None:
    (folder / "sources" / "accounts.yml").unlink()
    says(folder, SURE)
    assert found(folder) == {
        "unmatched-identity": ["2 of 4 rows of case name an account that identities/ does not know; 2 were matched."]
    }


def test_every_report_says_it(folder: Path, tmp_path: Path) -> None:
    says(folder, "provider,northline,,Northline,1,Jo,\n")
    found(folder)
    about = "4 of 4 rows of case name a provider that identities/ does not know; 0 were matched."
    page = tmp_path / "page.html"
    text = call("scorecard", folder, "--period", "all", "--page", page).output
    assert about in text.replace("\n", " ")
    assert about in page.read_text("utf-8")
    text = call("explain", "time-to-resolve", folder, "--period", "all").output
    assert about in re.sub(r"\s+", " ", text)
    for words in (("scorecard", folder), ("explain", "time-to-resolve", folder)):
        told = json.loads(call(*words, "--period", "all", "--json").output)["findings"]
        assert (about, 4) in [(each["says"], each["count"]) for each in told]
    settled = json.loads(call("settle", folder, "--period", "2025-01", "--json").output)
    assert about in [each["says"] for each in settled["findings"]]
    assert about in call("settle", folder, "--period", "2025-01").output


def test_only_sources_that_a_table_is_about_are_loaded_again(folder: Path) -> None:
    def digests() -> dict[str, str]:
        found(folder)
        return Store(folder / ".truegreen").read().digests

    first = digests()
    says(folder, SURE)
    second = digests()
    assert {name for name in first if first[name] != second[name]} == {"data/cases.csv", "data/accounts.csv"}
    says(folder, SURE, "account,G-1,accounts,G-1,1,Jo,\n")
    third = digests()
    assert {name for name in second if second[name] != third[name]} == {"data/accounts.csv"}
    says(folder, SURE.replace(",1,Jo,", ",0.9,Al,2025-01-01"), "account,G-1,accounts,G-1,1,Jo,\n")
    assert digests() == third, "who said it, when and how surely changes no row while it is sure enough"
    settings = folder / "truegreen.toml"
    settings.write_text(f"identity_confidence = 0.95\n{settings.read_text('utf-8')}", "utf-8")
    assert {name for name, each in digests().items() if each != third[name]} == {"data/cases.csv", "data/accounts.csv"}


@pytest.mark.parametrize("written", ["1.5", "-1", '"high"'])
def test_a_confidence_that_is_none_is_refused(folder: Path, written: str) -> None:
    settings = folder / "truegreen.toml"
    settings.write_text(f"identity_confidence = {written}\n{settings.read_text('utf-8')}", "utf-8")
    assert {each.id for each in open_project(folder).findings} & {"odd-confidence", "not-a-number"}


def test_what_is_wrong_with_a_table_stops_the_run_before(folder: Path) -> None:
    found(folder)
    says(folder, SURE, SURE.replace("G-1", "G-2"))
    assert "identities/all.csv:3: error[ambiguous-identity]" in call("run", folder).output
    assert "error[ambiguous-identity]" in call("check", folder).output


def test_a_draft_names_what_is_like_and_leaves_out_who_says_so(folder: Path) -> None:
    (folder / "data" / "accounts.csv").write_text("id,size\nGlobex Limited,Large\nhelp@initech.example,Small\n")
    found(folder)
    drafted = json.loads(call("source", "identities", folder, "--json").output)
    assert [(each["given"], each["is"], each["confidence"], each["by"]) for each in drafted["identities"]] == [
        ("Globex Ltd", "Globex Limited", "0.95", ""), ("Globx", "Globex Limited", "0.91", ""),
        ("Initech", "help@initech.example", "0.7", ""), ("north", "Northline", "0.71", ""),
    ]  # fmt: skip
    assert drafted["unlike"] == {"account": 0, "provider": 0}
    text = call("source", "identities", folder).stdout
    says(folder, *text.replace(",,\n", ",Jo,\n").splitlines(keepends=True)[1:])
    assert found(folder) == {
        "unmatched-identity": ["1 of 4 rows of case that count name an account that is not there."],
        "doubtful-identity": [
            f"1 {DOUBTFUL.format('an account')}; 3 were matched.",
            f"4 {DOUBTFUL.format('a provider')}; 0 were matched.",
        ],
    }  # fmt: skip
