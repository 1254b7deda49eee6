"""Qualtrics: header rows, what counts as a response, which questions count, and who was asked and did not answer."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.drawing import one_in
from tests.systems.reading import HERE, expected, facts_in
from truegreen.files.nodes import Scalar
from truegreen.model.finding import Finding
from truegreen.sources.mapping import Asks, Fact, Mapping, Question
from truegreen.systems.fitting import unfit_system
from truegreen.systems.staging import stage

SEEDS = HERE.parents[2] / "shared" / "data" / "connector_seeds" / "qualtrics"
COLUMNS = ("feedback_id", "kind", "value", "case_id", "invited_at", "answered_at")
HEADER = ("StartDate", "EndDate", "Status", "RecordedDate", "ResponseId", "Q1", "Q1_NPS_GROUP", "Q2", "Ticket")
SECOND = ("Start Date", "End Date", "Response Type", "Recorded Date", "Response ID", "Recommend?", "Group", "OK?", "T")
THIRD = (
    *(json.dumps({"ImportId": name, "timeZone": "Europe/Lisbon"}) for name in ("startDate", "endDate", "status")),
    *(json.dumps({"ImportId": name}) for name in ("recordedDate", "_recordId", "QID1", "QID1_NPS_GROUP", "QID2", "T")),
)
CSAT = Question(kind=Asks.CSAT, scale_min=Decimal(1), scale_max=Decimal(5))


def response(number: int, nps: object = 9, other: object = "", status: str = "IP Address") -> tuple[object, ...]:
    """Give a response as a row of the CSV."""
    time = f"2025-07-0{number % 9 + 1} 10:00:00"
    return (time, time, status, time, f"R_{number}", nps, "", other, f"T-{number}")


def table(*rows: Sequence[object]) -> str:
    """Write rows as CSV."""
    return "".join(",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) + "\n" for row in rows)


def read(
    folder: Path, files: dict[str, str], questions: dict[str, Question] | None = None, zone: str = "Europe/Lisbon",
    fact: Fact | None = None,
) -> tuple[dict[str, dict[str, object]], list[Finding]]:  # fmt: skip
    """Give the feedback that files become, by its id, and the findings."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    mapping = Mapping(
        source="x", system="qualtrics", files=(), questions=questions or {}, zone=Scalar(zone),
        facts={"feedback": fact} if fact else {},
    )  # fmt: skip
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        staged, findings = stage(connection, mapping, sorted(folder / name for name in files), folder)
        rows = [
            row
            for each in staged
            for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM {each.relation}").fetchall()
        ]
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}, findings


def ids(findings: Iterable[Finding]) -> set[str]:
    """Name what was found."""
    return {each.id for each in findings}


def test_the_tables_of_a_warehouse_become_what_they_should() -> None:
    rows, findings = facts_in(HERE / "qualtrics_warehouse")
    should = expected(HERE / "qualtrics_warehouse")
    assert sorted(ids(findings)) == should.pop("findings")
    assert rows == {name: sorted(listed, key=str) for name, listed in should.items()}


@pytest.mark.parametrize("seed", one_in(5, range(5)))
def test_header_rows_are_no_responses_wherever_they_stand(seed: int, tmp_path: Path) -> None:
    rows = [SECOND, THIRD, response(1), response(2, 3), response(3, 7)]
    random.Random(seed).shuffle(rows)  # noqa: S311 (no secret)
    found, findings = read(tmp_path, {"care.csv": table(HEADER, *rows)})
    assert {name: row["value"] for name, row in found.items()} == {"R_1/Q1": 9, "R_2/Q1": 3, "R_3/Q1": 7}
    assert not findings


def test_an_export_without_second_headers_loses_no_response(tmp_path: Path) -> None:
    found, _ = read(tmp_path, {"care.csv": table(HEADER, response(1), response(2), response(3))})
    assert len(found) == 3


def test_second_headers_are_known_in_any_language(tmp_path: Path) -> None:
    german = ("Startdatum", "Enddatum", "Antworttyp", "Aufzeichnung", "Antwort-ID", "Empfehlen?", "Gruppe", "OK?", "T")
    found, _ = read(tmp_path, {"care.csv": table(HEADER, german, THIRD, response(1))})
    assert len(found) == 1


def test_the_zone_that_the_third_header_names_is_compared(tmp_path: Path) -> None:
    _, findings = read(tmp_path, {"care.csv": table(HEADER, SECOND, THIRD, response(1))}, zone="UTC")
    assert [each.remedy for each in findings] == ["Write zone: Europe/Lisbon into the mapping."]
    assert ids(findings) == {"zone-of-export"}


@pytest.mark.parametrize(
    ("status", "counts"),
    [("0", True), ("1", False), ("2", False), ("4", True), ("8", False), ("9", False), ("12", False), ("16", True),
     ("17", False), ("32", True), ("40", False), ("48", True), ("IP Address", True), ("Survey Preview", False),
     ("Survey Test", False), ("Imported", True), ("Imported Spam", False), ("Offline Survey Preview", False)],
)  # fmt: skip
def test_previews_tests_and_spam_do_not_count_and_are_counted(status: str, counts: bool, tmp_path: Path) -> None:
    found, findings = read(tmp_path, {"care.csv": table(HEADER, response(1), response(2, status=status))})
    assert len(found) == 1 + counts
    assert [(each.id, each.count) for each in findings] == ([] if counts else [("responses-left-out", 1)])


def test_an_unknown_status_counts_and_is_said(tmp_path: Path) -> None:
    found, findings = read(tmp_path, {"care.csv": table(HEADER, response(1, status="Vorschau"))})
    assert (len(found), ids(findings)) == (1, {"unknown-response-status"})


def test_only_questions_that_are_known_count(tmp_path: Path) -> None:
    files = {"care.csv": table(HEADER, response(1, 9, 4), response(2, "", 5))}
    assert set(read(tmp_path, files)[0]) == {"R_1/Q1"}
    found, _ = read(tmp_path, files, {"Q2": CSAT})
    assert {name: row["kind"] for name, row in found.items()} == {"R_1/Q1": "nps", "R_1/Q2": "csat", "R_2/Q2": "csat"}


def test_the_mapping_says_more_than_the_shape(tmp_path: Path) -> None:
    asked = Question(kind=Asks.RATING, scale_min=Decimal(0), scale_max=Decimal(10))
    found, _ = read(tmp_path, {"care.csv": table(HEADER, response(1))}, {"Q1": asked})
    assert [row["kind"] for row in found.values()] == ["rating"]


def test_answers_that_are_texts_need_a_number_each(tmp_path: Path) -> None:
    files = {"care.csv": table(HEADER, response(1, "", "Good"), response(2, "", "Bad"), response(3, "", "-99"))}
    asked = Question(kind=Asks.CSAT, scale_min=Decimal(1), scale_max=Decimal(5), values={"Good": Decimal(5)})
    found, findings = read(tmp_path, files, {"Q2": asked})
    assert not found
    assert [(each.id, each.at.line, each.count) for each in findings] == [("unreadable-value", 3, 1)]
    asked = Question(
        kind=Asks.CSAT, scale_min=Decimal(1), scale_max=Decimal(5), values={"Good": Decimal(5), "Bad": Decimal(1)}
    )
    found, _ = read(tmp_path, files, {"Q2": asked})
    assert {name: row["value"] for name, row in found.items()} == {"R_1/Q2": 5, "R_2/Q2": 1}


def test_a_question_that_nobody_asks_is_an_error_and_no_question_a_warning(tmp_path: Path) -> None:
    files = {"care.csv": table(HEADER, response(1))}
    assert ids(read(tmp_path, files, {"Q7": CSAT})[1]) == {"missing-column"}
    bare = {"care.csv": table(*(row[:6] for row in (HEADER, response(1))))}
    assert ids(read(tmp_path, bare)[1]) == {"no-question-known"}


def test_a_question_needs_a_scale_unless_it_is_an_nps() -> None:
    questions = {"Q1": Question(kind=Asks.NPS), "Q2": Question(kind=Asks.CES, scale_min=Decimal(1))}
    mapping = Mapping(source="x", system="qualtrics", files=(), questions=questions)
    assert [each.id for each in unfit_system(mapping)] == ["question-without-scale"]


CONTACT = ("contact_id", "distribution_id", "status", "sent_at", "response_completed_at", "response_id",
           "contact_frequency_rule_id", "survey_link")  # fmt: skip
LINK = "https://x.example/jfe/form/SV_1?Q_DL=EMD"


def contact(
    number: int, status: str = "Success", sent: str = "2025-07-01 08:00:00", response_id: str = "", rule: str = "",
    of: str = "EMD_1",
) -> tuple[object, ...]:  # fmt: skip
    """Give a contact of a distribution."""
    return (f"CID_{number}", of, status, sent, "2025-07-02 08:00:00" if response_id else "", response_id, rule, LINK)


def test_who_was_invited_and_did_not_answer_is_a_row_for_each_question(tmp_path: Path) -> None:
    contacts = table(CONTACT, contact(1, "SurveyFinished", response_id="R_1"), contact(2))
    files = {"care.csv": table(HEADER, response(1, 9, 4), response(2)), "distribution_contact.csv": contacts}
    found, _ = read(tmp_path, files, {"Q2": CSAT}, zone="UTC")
    asked = {name: (row["invited_at"] is not None, row["answered_at"] is not None) for name, row in found.items()}
    assert asked == {
        "EMD_1/CID_1/Q1": (True, True), "EMD_1/CID_1/Q2": (True, True), "R_2/Q1": (False, True),
        "EMD_1/CID_2/Q1": (True, False), "EMD_1/CID_2/Q2": (True, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    "status", one_in(3, ["HardBounce", "SoftBounce", "Failure", "Error", "Unknown", "Email Hard Bounce"])
)
def test_who_was_not_reached_was_not_invited(status: str, tmp_path: Path) -> None:
    contacts = table(CONTACT, contact(1), contact(2, status))
    found, findings = read(tmp_path, {"care.csv": table(HEADER, response(9)), "distribution_contact.csv": contacts})
    assert {name: row["invited_at"] is not None for name, row in found.items()} == {
        "R_9/Q1": False, "EMD_1/CID_1/Q1": True, "EMD_1/CID_2/Q1": False,
    }  # fmt: skip
    assert [(each.id, each.count) for each in findings] == [("contacts-not-asked", 1)]


def test_who_opted_out_has_no_row_and_who_was_spared_by_a_rule_was_not_invited(tmp_path: Path) -> None:
    contacts = table(
        CONTACT, contact(1, "Skipped", rule="FR_1"), contact(2, "Skipped"), contact(3, "Blocked"), contact(4, sent="")
    )
    files = {"care.csv": table(HEADER, response(9)), "distribution_contact.csv": contacts}
    found, findings = read(tmp_path, files)
    assert {name: row["invited_at"] for name, row in found.items()} == {"R_9/Q1": None, "EMD_1/CID_1/Q1": None}
    assert [each.count for each in findings] == [4]


def test_a_reminder_is_no_second_invitation_and_a_thank_you_is_none(tmp_path: Path) -> None:
    distributions = table(
        ("id", "parent_distribution_id", "request_type", "survey_link_survey_id"),
        ("EMD_1", "", "Invite", "SV_1"), ("EMD_2", "EMD_1", "Reminder", "SV_1"), ("EMD_3", "EMD_1", "ThankYou", "SV_1"),
    )  # fmt: skip
    contacts = table(
        CONTACT, contact(1), contact(1, sent="2025-07-03 08:00:00", of="EMD_2", response_id="R_4"),
        contact(1, of="EMD_3"), contact(2), contact(2, sent="2025-07-03 08:00:00", of="EMD_2"), contact(3, of="EMD_3"),
    )  # fmt: skip
    files = {
        "care.csv": table(HEADER, response(4)),
        "distribution.csv": distributions,
        "distribution_contact.csv": contacts,
    }
    found, _ = read(tmp_path, files, zone="UTC")
    assert {name: str(row["invited_at"]) for name, row in found.items()} == {
        "EMD_1/CID_1/Q1": "2025-07-01 08:00:00", "EMD_1/CID_2/Q1": "2025-07-01 08:00:00",
    }  # fmt: skip


def test_a_preview_or_spam_by_invitation_is_nobody_who_did_not_answer(tmp_path: Path) -> None:
    contacts = table(CONTACT, contact(1, "SurveyFinished", response_id="R_1"))
    files = {"care.csv": table(HEADER, response(1, status="Spam"), response(2)), "distribution_contact.csv": contacts}
    assert set(read(tmp_path, files)[0]) == {"R_2/Q1"}


def test_an_invited_response_that_the_export_lacks_was_answered_nobody_knows_how(tmp_path: Path) -> None:
    contacts = table(CONTACT, contact(1, "SurveyFinished", response_id="R_8"))
    files = {"care.csv": table(HEADER, response(2)), "distribution_contact.csv": contacts}
    found, _ = read(tmp_path, files, zone="UTC")
    row = found["EMD_1/CID_1/Q1"]
    assert (row["value"], str(row["answered_at"])) == (None, "2025-07-02 08:00:00")


def test_embedded_data_names_the_case_also_of_a_question_left_blank(tmp_path: Path) -> None:
    contacts = table(CONTACT, contact(1, "SurveyFinished", response_id="R_1"), contact(2))
    files = {"care.csv": table(HEADER, response(1, "", 4), response(3)), "distribution_contact.csv": contacts}
    fact = Fact(columns={"case_id": Scalar("Ticket")})
    found, _ = read(tmp_path, files, {"Q2": CSAT}, fact=fact)
    assert {name: row["case_id"] for name, row in found.items()} == {
        "EMD_1/CID_1/Q2": "T-1", "EMD_1/CID_1/Q1": "T-1", "R_3/Q1": "T-3", "EMD_1/CID_2/Q1": None,
        "EMD_1/CID_2/Q2": None,
    }  # fmt: skip
    assert ids(read(tmp_path, files, fact=Fact(columns={"case_id": Scalar("Tikcet")}))[1]) == {"missing-column"}


def test_the_json_of_the_interface_is_read_alike(tmp_path: Path) -> None:
    values = {
        "startDate": "2025-07-01T09:00:00Z", "endDate": "2025-07-01T09:02:00Z", "recordedDate": "2025-07-01T09:02:00Z",
        "status": 0, "finished": 1, "QID1": 9, "QID1_NPS_GROUP": 3, "QID2": 4, "Ticket": "T-1",
    }  # fmt: skip
    responses = [
        {"responseId": "R_1", "values": values, "labels": {"QID1": "9"}},
        {"responseId": "R_2", "values": {**values, "status": 1}, "labels": {}},
    ]
    elements = [{
        "contactId": "CID_1", "distributionId": "EMD_1", "status": "SurveyFinished", "surveyLink": LINK,
        "responseId": "R_1", "sentAt": "2025-07-01T08:00:00Z", "responseCompletedAt": "2025-07-01T09:02:00Z",
    }]  # fmt: skip
    files = {
        "page.json": json.dumps({"responses": responses}),
        "history.json": json.dumps({"result": {"elements": elements, "nextPage": None}}),
    }
    fact = Fact(columns={"case_id": Scalar("values.Ticket")})
    found, findings = read(tmp_path, files, {"values.QID2": CSAT}, "UTC", fact)
    assert {name: (row["value"], row["case_id"]) for name, row in found.items()} == {
        "EMD_1/CID_1/values.QID1": (9, "T-1"), "EMD_1/CID_1/values.QID2": (4, "T-1"),
    }  # fmt: skip
    assert ids(findings) == {"responses-left-out"}


NEEDED = {
    "distribution",
    "distribution_contact",
    "question",
    "question_response",
    "survey_embedded_data",
    "survey_response",
}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared records are not here")
def test_the_shared_seeds_load_and_what_is_not_needed_is_said(tmp_path: Path) -> None:
    for file in SEEDS.glob("*.csv"):
        shutil.copy(file, tmp_path)
    nps = Question(kind=Asks.NPS)
    files = {file.name: file.read_text("utf-8") for file in tmp_path.glob("*.csv")}
    found, findings = read(tmp_path, files, {"QID26": nps})
    unneeded = {each.at.file.removesuffix(".csv") for each in findings if each.id == "not-needed"}
    assert unneeded == {name.removesuffix(".csv") for name in files} - NEEDED
    assert ids(findings) == {"not-needed", "answers-without-response"}
    # Two invitations of the seeds are to the survey of question QID26; nobody answered it.
    assert sorted((row["invited_at"] is not None, row["value"]) for row in found.values()) == [(True, None)] * 2
