"""What every system reads alike: documents with several lists, names that shout, ids that a spreadsheet rounded."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.systems.reading import facts_in
from truegreen.model.finding import Finding

TICKET = {"id": 1, "created_at": "2025-03-03T09:00:00Z", "status": "open", "group_id": 501, "requester_id": 31}
PEOPLE = [{"id": 31, "name": "Ann", "role": "end-user"}, {"id": 41, "name": "Bo", "role": "agent"}]


def read(
    folder: Path, system: str, exports: dict[str, str | bytes], more: str = ""
) -> tuple[dict[str, list[dict[str, str]]], list[Finding]]:
    """Give the facts that exports become, and the findings."""
    (folder / "mapping.yml").write_text(f'source: s\nsystem: {system}\nfiles: ["exports/*"]\n{more}', "utf-8")
    (folder / "exports").mkdir()
    for name, content in exports.items():
        (folder / "exports" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return facts_in(folder)


def test_every_list_of_a_document_is_read(tmp_path: Path) -> None:
    """Tickets with people and groups beside them, of which there are more: none is lost, and a stray list is told."""
    page = {"users": PEOPLE, "tickets": [TICKET], "groups": [{"id": 501, "name": "Care"}], "count": 1}
    rows, findings = read(tmp_path, "zendesk", {"tickets.json": json.dumps(page)})
    assert not findings
    assert [(row["team"], row["customer_id"]) for row in rows["case"]] == [("Care", "31")]


def test_what_one_list_of_several_lacks_is_told_where_it_stands(tmp_path: Path) -> None:
    page = {"tickets": [TICKET], "users": [{"role": "agent", "id": None}]}
    rows, findings = read(tmp_path, "zendesk", {"tickets.json": json.dumps(page)})
    assert not rows
    assert [(each.id, each.at.file) for each in findings] == [("required-blank", "exports/tickets.json")]


def test_names_without_anything_between_their_words(tmp_path: Path) -> None:
    """As the Data Loader of Salesforce writes them."""
    text = (
        "ID,CASENUMBER,STATUS,ISCLOSED,CREATEDDATE,CLOSEDDATE\n5003000000D8cuIAAR,26,New,false,2025-03-03T09:00:00Z,\n"
    )
    rows, findings = read(tmp_path, "salesforce", {"extract.csv": text})
    assert not findings
    assert [(row["case_id"], row["opened_at"]) for row in rows["case"]] == [
        ("5003000000D8cuIAAR", "2025-03-03 09:00:00")
    ]


@pytest.mark.parametrize("rounded", ["3E+14", "3.00001E+14", "3,1E+5"])
def test_ids_that_a_spreadsheet_rounded_stop(tmp_path: Path, rounded: str) -> None:
    """Two calls would become one; 1e5, as it may stand in any id, is none of these."""
    header = "CALL ID,TIMESTAMP,CALL TYPE,CUSTOMER NAME\n"
    text = f'{header}1e5,2025-03-03 09:00:00,Inbound,x\n"{rounded}",2025-03-03 09:00:00,Inbound,{rounded[0]}E+1\n'
    rows, findings = read(tmp_path, "five9", {"call_log.csv": text})
    assert not rows
    assert [(each.id, each.at.line, each.count) for each in findings] == [("rounded-id", 3, 1)]


def test_files_of_a_delivery_stream(tmp_path: Path) -> None:
    """Names without an ending, records without anything between them, packed and not, some again a month later."""
    first, later = (
        "".join(
            json.dumps({
                "ContactId": f"c{number}", "InitiationMethod": "INBOUND", "Queue": {"Name": "Billing", "ARN": "q/1"},
                "InitiationTimestamp": "2025-03-03T09:00:00Z", "LastUpdateTimestamp": f"2025-0{month}-03T10:00:00Z",
                "DisconnectTimestamp": "2025-03-03T09:05:00Z", "DisconnectReason": reason, "Channel": "VOICE",
                "AWSAccountId": "1",
            })
            for number in numbers
        )
        for numbers, month, reason in (((1, 2), 3, "CUSTOMER_DISCONNECT"), ((2, 3), 4, "OTHER"))
    )  # fmt: skip
    files: dict[str, str | bytes] = {"records-1-09": first, "records-1-08.gz": gzip.compress(later.encode())}
    rows, findings = read(tmp_path, "amazon_connect", files, "format: json\n")
    assert not findings
    ended = {row["interaction_id"]: row.get("ended_by") for row in rows["interaction"]}
    assert ended == {"c1": "customer", "c2": "system", "c3": "system"}
