"""Salesforce: ids that match, deals as they stood, cases with their steps; and others' exports load whole."""

from __future__ import annotations

import csv
import json
from itertools import groupby
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.systems.reading import facts_in
from truegreen.model.finding import Finding, has_errors
from truegreen.systems.define import Told
from truegreen.systems.salesforce.ids import keep_records, whole_id

SEEDS = Path(__file__).parents[3] / "shared" / "data" / "connector_seeds" / "salesforce"
DEAL, CASE, ACCOUNT = "006000000000001", "500000000000001", "001000000000001"
USER, QUEUE = "005000000000001AAA", "00G000000000001EAA"
Rows = dict[str, list[dict[str, str]]]


def whole(short: str) -> str:
    """Append the three characters, by the published steps: five at a time, reversed, capitals as ones."""
    fives = [short[start : start + 5][::-1] for start in (0, 5, 10)]
    numbers = [int("".join("01"[sign.isupper()] for sign in five), 2) for five in fives]
    return short + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[number] for number in numbers)


def read(folder: Path, more: str = "", **files: list[dict[str, str]] | str) -> tuple[Rows, list[Finding]]:
    (folder / "exports").mkdir(exist_ok=True, parents=True)
    for name, rows in files.items():
        ending = "json" if isinstance(rows, str) else "csv"
        text = rows if isinstance(rows, str) else table(rows)
        (folder / "exports" / f"{name}.{ending}").write_text(text, "utf-8")
    (folder / "mapping.yml").write_text(f"source: x\nsystem: salesforce\nfiles: [exports/*]\n{more}", "utf-8")
    return facts_in(folder)


def table(rows: list[dict[str, str]]) -> str:
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = [header, *([row.get(name, "") for name in header] for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


def deal(**more: str) -> dict[str, str]:
    return {
        "Id": DEAL, "StageName": "Negotiation", "CloseDate": "2025-06-30", "Type": "Renewal", "Amount": "100",
        "CreatedDate": "2025-01-01T09:00:00.000+0000", "SystemModstamp": "2025-05-01T09:00:00.000+0000", **more,
    }  # fmt: skip


def change(field: str, old: str, new: str, day: str, of: str = DEAL) -> dict[str, str]:
    return {
        "Id": f"{field}{day}{old}", "OpportunityId": of, "Field": field, "OldValue": old, "NewValue": new,
        "CreatedDate": f"2025-{day}T09:00:00.000Z",
    }  # fmt: skip


def dates(rows: Rows) -> list[tuple[str, str | None]]:
    return [(row["at"][:10], row.get("close_on")) for row in sorted(rows["opportunity"], key=lambda row: row["at"])]


@pytest.mark.slow
@given(st.text("abcXYZ019", min_size=15, max_size=15).filter(lambda each: any(sign.isdigit() for sign in each)))
def test_three_characters_are_appended_to_an_id_that_lacks_them(short: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(made()).fetchall()
        query = f"SELECT {whole_id('?')}, {whole_id(whole_id('?'))}"
        assert connection.execute(query, [short, short]).fetchall() == [(whole(short), whole(short))]


def made() -> str:
    asked: list[str] = []
    keep_records(Told({}, ask=lambda query: asked.append(query) or []))  # type: ignore[func-returns-value]
    return asked[0]


def test_ids_are_those_that_salesforce_gives() -> None:
    assert whole("a0D30000001n7Pi") == "a0D30000001n7PiEAI"
    assert whole("0019000000oC4Hk") == "0019000000oC4HkAAK"
    if not SEEDS.exists():
        pytest.skip("no shared seeds")
    with (SEEDS / "sf_task_data.csv").open(encoding="utf-8", newline="") as opened:
        ids = [row[name] for row in csv.DictReader(opened) for name in ("id", "owner_id", "account_id")]
    known = [each for each in ids if len(each) == 18]
    assert len(known) > 20
    assert [whole(each[:15]) for each in known] == known


def test_ids_that_differ_in_case_alone_are_two_records_and_both_forms_are_one(tmp_path: Path) -> None:
    cases = [
        {"Id": whole("500Wz00000Case1"), "AccountId": whole(ACCOUNT), "Status": "New", "CreatedDate": "2025-03-03"},
        {"Id": "500Wz00000case1", "AccountId": ACCOUNT, "Status": "New", "CreatedDate": "2025-03-03"},
        {"Id": "500Wz00000Case1", "AccountId": ACCOUNT, "Status": "New", "CreatedDate": "2025-03-03"},
    ]
    rows, _ = read(tmp_path, Case=cases)
    assert {row["case_id"] for row in rows["case"]} == {whole("500Wz00000Case1"), whole("500Wz00000case1")}
    assert {row["account_id"] for row in rows["case"]} == {whole(ACCOUNT)}


def test_three_shapes_are_one_deal(tmp_path: Path) -> None:
    given = deal()
    landed = {
        "id": whole(DEAL), "stage_name": "Negotiation", "close_date": "2025-06-30 00:00:00", "type": "Renewal",
        "amount": "100", "created_date": "2025-01-01 09:00:00", "system_modstamp": "2025-05-01 09:00:00",
        "_fivetran_active": "true", "is_deleted": "false",
    }  # fmt: skip
    shown = {
        "Opportunity ID": DEAL, "Stage": "Negotiation", "Close Date": "2025-06-30", "Type": "Renewal",
        "Amount": "100.00", "Created Date": "2025-01-01 09:00:00", "Last Modified Date": "2025-05-01 09:00:00",
    }  # fmt: skip
    found = [
        read(tmp_path / "api", Opportunity=json.dumps({"totalSize": 1, "done": True, "records": [given]})),
        read(tmp_path / "landed", sf_opportunity_data=[landed]),
        read(tmp_path / "shown", report=[shown]),
    ]
    assert found[0][0]["opportunity"][0]["kind"] == "renewal"
    assert all(rows["opportunity"] == found[0][0]["opportunity"] for rows, _ in found)
    assert {each.id for _, findings in found for each in findings} == {"no-history"}


def test_without_a_history_a_deal_stands_as_it_is_from_its_last_change_on(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, Opportunity=[deal()])
    assert [each.id for each in findings] == ["no-history"]
    assert dates(rows) == [("2025-05-01", "2025-06-30")]


def test_a_deal_began_with_what_was_there_before_its_first_change(tmp_path: Path) -> None:
    history = [
        change("CloseDate", "2025-03-31", "2025-04-30", "03-20"),
        change("CloseDate", "2025-04-30", "2025-06-30", "04-28"),
    ]
    rows, findings = read(tmp_path, Opportunity=[deal()], OpportunityFieldHistory=history)
    assert not findings
    assert dates(rows) == [
        ("2025-01-01", "2025-03-31"), ("2025-03-20", "2025-04-30"), ("2025-04-28", "2025-06-30"),
        ("2025-05-01", "2025-06-30"),
    ]  # fmt: skip


def test_a_field_that_is_not_followed_is_not_known_from_before(tmp_path: Path) -> None:
    rows, _ = read(
        tmp_path, Opportunity=[deal()], OpportunityFieldHistory=[change("StageName", "Draft", "Negotiation", "02-01")]
    )
    assert dates(rows) == [("2025-01-01", None), ("2025-02-01", None), ("2025-05-01", "2025-06-30")]
    assert rows["opportunity"][0]["stage"] == "Draft"


def test_the_stage_history_tells_every_close_date_and_what_closed(tmp_path: Path) -> None:
    won = deal(StageName="Closed Won", IsClosed="true", IsWon="true")
    history = [
        {"Id": str(n), "OpportunityId": whole(DEAL), "StageName": stage, "CloseDate": close, "Amount": "100",
         "CreatedDate": f"2025-{day}T09:00:00.000Z"}
        for n, (day, stage, close) in enumerate((
            ("01-01", "Draft", "2025-03-31"), ("03-30", "Draft", "2025-06-30"), ("05-01", "Closed Won", "2025-06-30")))
    ]  # fmt: skip
    rows, findings = read(tmp_path, Opportunity=[won], OpportunityHistory=history)
    assert not findings
    assert dates(rows) == [("2025-01-01", "2025-03-31"), ("2025-03-30", "2025-06-30"), ("2025-05-01", "2025-06-30")]
    assert [row["won"] for row in sorted(rows["opportunity"], key=lambda row: row["at"])] == ["false", "false", "true"]


def test_versions_that_change_nothing_kept_are_left_out(tmp_path: Path) -> None:
    versions = [
        {"id": whole(DEAL), "stage_name": "Draft", "close_date": close, "type": "New", "amount": amount,
         "is_deleted": "false", "created_date": "2025-01-01 09:00:00", "_fivetran_start": f"2025-{day} 06:00:00",
         "_fivetran_end": "9999-12-31 23:59:59", "_fivetran_active": "false"}
        for day, close, amount in (
            ("01-02", "2025-03-31", "5"), ("01-03", "2025-03-31", "5"), ("01-04", "2025-03-31", ""),
            ("01-05", "2025-04-30", "5"))
    ]  # fmt: skip
    rows, findings = read(tmp_path, opportunity_history=versions)
    assert not findings
    assert dates(rows) == [("2025-01-02", "2025-03-31"), ("2025-01-05", "2025-04-30")]


def test_the_kind_is_guessed_by_words_until_the_project_says_it(tmp_path: Path) -> None:
    should = {
        "Renewal": "renewal", "New Business": "new", "Existing Customer - Upgrade": "expansion", "": "other",
        "Newsletter": "other", "Contract renew (new terms)": "renewal",
    }  # fmt: skip
    ids = {whole(f"00600000000000{n}"): each for n, each in enumerate(should)}

    def kinds_of(rows: Rows) -> dict[str, str]:
        return {ids[row["opportunity_id"]]: row["kind"] for row in rows["opportunity"]}

    rows, _ = read(tmp_path, Opportunity=[deal(Id=id_, Type=each) for id_, each in ids.items()])
    assert kinds_of(rows) == should
    says = (
        "facts: {opportunity: {columns: {kind: {column: type, values: {New Business: renewal}, otherwise: other}}}}\n"
    )
    rows, _ = read(tmp_path, says, Opportunity=[deal(Id=id_, Type=each or "None") for id_, each in ids.items()])
    assert kinds_of(rows) == {each: "renewal" if each == "New Business" else "other" for each in should}


def test_what_was_merged_is_what_it_went_into_however_often(tmp_path: Path) -> None:
    ids = [f"00100000000000{n}" for n in range(1, 4)]
    accounts = [
        {"Id": id_, "Name": id_, "MasterRecordId": master, "IsDeleted": str(bool(master)).lower(), "OwnerId": USER}
        for id_, master in zip(ids, (ids[1], ids[2], ""), strict=True)
    ]
    rows, findings = read(tmp_path, Account=accounts, Opportunity=[deal(AccountId=ids[0])])
    assert {each.id for each in findings} == {"no-history"}
    assert [row["account_id"] for row in rows["account"]] == [whole(ids[2])]
    assert rows["opportunity"][0]["account_id"] == whole(ids[2])


def test_accounts_that_were_merged_in_a_ring_do_not_hang(tmp_path: Path) -> None:
    ids = [f"00100000000000{n}" for n in range(1, 3)]
    accounts = [{"Id": ids[n], "MasterRecordId": ids[1 - n], "OwnerId": USER, "IsDeleted": "true"} for n in range(2)]
    rows, _ = read(tmp_path, Account=accounts)
    assert rows["account"] == []


def history(*changes: tuple[str, str, str, str]) -> list[dict[str, str]]:
    return [
        {"Id": f"c{n}", "CaseId": CASE, "Field": field, "OldValue": old, "NewValue": new,
         "CreatedDate": f"2025-03-03T{at}:00.000Z"}
        for n, (at, field, old, new) in enumerate(changes)
    ]  # fmt: skip


def kinds(rows: Rows) -> list[str]:
    ordered = sorted(rows["case_event"], key=lambda row: (row["at"], int(row["number"])))
    return [row["kind"] for row in ordered]


CLOSED = {
    "Id": CASE, "Status": "Closed", "IsClosed": "true", "Priority": "High", "OwnerId": USER, "Origin": "Web",
    "CreatedDate": "2025-03-03T08:00:00.000Z", "ClosedDate": "2025-03-03T12:00:00.000Z",
}  # fmt: skip


def test_closing_resolves_and_a_status_that_closes_is_known_by_the_cases(tmp_path: Path) -> None:
    changes = history(("09:00", "Status", "New", "Working"), ("12:00", "Status", "Working", "Done and dusted"))
    rows, findings = read(tmp_path, Case=[{**CLOSED, "Status": "Done and dusted"}], CaseHistory=changes)
    assert not findings
    assert kinds(rows) == ["opened", "working", "resolved", "closed"]
    assert (rows["case"][0]["resolved_at"], rows["case"][0]["reopened"]) == ("2025-03-03 12:00:00", "0")


def test_of_an_owners_two_rows_the_one_with_ids_counts(tmp_path: Path) -> None:
    for order in (1, -1):
        changes = history(("09:00", "Owner", "Tier A", "Rita"), ("09:00", "Owner", QUEUE, USER[:15]))[::order]
        groups = [{"Id": QUEUE, "Name": "Tier A", "DeveloperName": "A", "Type": "Queue"}]
        rows, _ = read(tmp_path, Case=[CLOSED], CaseHistory=changes, Group=groups)
        opened, assigned = sorted(rows["case_event"], key=lambda row: row["at"])
        assert (opened["team"], opened.get("agent_id")) == ("Tier A", None)
        assert (assigned["kind"], assigned.get("team"), assigned["agent_id"]) == ("assigned", None, USER)


def test_drafts_private_comments_and_the_opening_mail_are_no_replies(tmp_path: Path) -> None:
    def mail(incoming: str, status: str, at: str) -> dict[str, str]:
        return {"Id": at, "ParentId": CASE, "Incoming": incoming, "Status": status, "MessageDate": f"2025-03-03T{at}Z"}

    mails = [mail("true", "1", "08:00:00"), mail("false", "5", "08:30:00"), mail("false", "3", "09:30:00")]
    comments = [
        {"Id": at, "ParentId": CASE, "IsPublished": published, "CreatedById": by, "CreatedDate": f"2025-03-03T{at}Z"}
        for published, by, at in (("false", USER, "08:10:00"), ("true", "005000000000002AAA", "09:00:00"))
    ]
    users = [{"Id": "005000000000002AAA", "Username": "ana", "UserType": "PowerCustomerSuccess"}]
    rows, _ = read(tmp_path, Case=[CLOSED], EmailMessage=mails, CaseComment=comments, User=users)
    assert kinds(rows) == ["customer_replied", "responded"]
    assert rows["case"][0]["first_response_at"] == "2025-03-03 09:30:00"


def test_the_stopped_time_of_a_milestone_is_taken_off_once(tmp_path: Path) -> None:
    base = {"CaseId": CASE, "StartDate": "2025-03-03T08:00:00Z", "TargetDate": "2025-03-03T12:00:00Z"}
    milestones = [
        {"Id": "a", **base, "ElapsedTimeInMins": "90", "StoppedTimeInMins": "30"},
        {"Id": "b", **base, "ElapsedTimeInMins": "90", "StoppedTimeInMins": "30", "ActualElapsedTimeInMins": "60"},
    ]
    rows, _ = read(tmp_path, Case=[CLOSED], CaseMilestone=milestones)
    assert [row["business_seconds"] for row in rows["declared_clock"]] == ["3600", "3600"]
    assert [row["number"] for row in rows["declared_clock"]] == ["1", "2"]
    assert {row["state"] for row in rows["declared_clock"]} == {"running"}


def test_holidays_that_do_not_say_whose_they_are_close_every_calendar(tmp_path: Path) -> None:
    hours = [
        {"Id": f"01m{n}", "Name": name, "TimeZoneSidKey": "Europe/Lisbon", "MondayStartTime": "00:00:00.000Z",
         "MondayEndTime": "00:00:00.000Z"} for n, name in enumerate(("Day", "Night"))
    ]  # fmt: skip
    holiday = {"Id": "0C0", "Name": "Carnival", "ActivityDate": "2025-03-04", "IsAllDay": "true"}
    rows, findings = read(tmp_path, BusinessHours=hours, Holiday=[holiday])
    assert [each.id for each in findings] == ["holidays-of-all"]
    assert {row["calendar"] for row in rows["holiday"]} == {"Day", "Night"}
    assert {(row["opens_minute"], row["closes_minute"]) for row in rows["hours"]} == {("0", "1440")}
    rows, findings = read(tmp_path, Holiday=[{**holiday, "BusinessHoursId": "01m1"}])
    assert not findings
    assert {row["calendar"] for row in rows["holiday"]} == {"Night"}


@pytest.mark.slow
def test_every_shared_table_loads_or_is_known_not_to_be_needed(tmp_path: Path) -> None:
    seeds = sorted(SEEDS.glob("*.csv"))
    if not seeds:
        pytest.skip("no shared seeds")
    for each in seeds:
        (tmp_path / "exports").mkdir(exist_ok=True)
        (tmp_path / "exports" / each.name).symlink_to(each)
    rows, findings = read(tmp_path)
    assert not has_errors(findings)
    said = {
        id_: sorted(Path(each.at.file).stem.removeprefix("sf_").removesuffix("_data") for each in group)
        for id_, group in groupby(sorted(findings, key=lambda each: each.id), key=lambda each: each.id)
    }
    assert said == {
        "in-recycle-bin": ["account", "account_history", "opportunity", "opportunity_history"],
        "not-needed": [
            "contact", "contact_history", "lead", "opportunity_line_item", "order", "product_2", "user_role",
        ],
    }  # fmt: skip
    assert {name: len(made) for name, made in rows.items()} == {"account": 1, "opportunity": 0, "activity": 20}
