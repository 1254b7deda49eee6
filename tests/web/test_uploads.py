"""Uploads: a receipt for every file, nothing that is not sound is taken, and nothing hostile does anything."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.programs import program
from tests.web.uploaded import HEAD, MAPPING, NAME, ROWS, project_of  # noqa: F401 — a fixture
from tests.web.visiting import at, visitor
from truegreen.web.models import EntryRow, Job, Receipt
from truegreen.web.uploads.expected import expected, place_of, safe_name
from truegreen.web.uploads.sound import CELL


def sent(content: bytes, name: str = NAME, **more: Any) -> Any:
    return program("provider-analyst").post(f"uploads?name={name}", content, kind="text/csv", **more)


def taken(workspace: Path) -> list[str]:
    return sorted(each.name for each in (workspace / "data").glob("*")) if (workspace / "data").exists() else []


def test_a_file_is_taken_with_a_receipt(project: Path) -> None:
    answer = sent(ROWS)
    assert answer.status_code == 201, answer.content
    receipt = answer.json()
    assert (receipt["name"], receipt["rows"], receipt["size"], receipt["state"]) == (NAME, 2, len(ROWS), "taken")
    assert (project / "data" / NAME).read_bytes() == ROWS
    entry = EntryRow.objects.get(name="truegreen.upload.taken")
    assert (entry.side, entry.agreement, entry.after["digest"]) == ("provider", "acme-care", receipt["digest"])
    assert not Job.objects.filter(kind="run").exists()
    listed = program("client-finance").get("uploads").json()
    assert listed["items"] == [receipt]
    assert "visits-*" in listed["expected"]


def test_the_same_file_again_has_the_same_receipt(project: Path) -> None:
    first, again = sent(ROWS), sent(ROWS)
    assert first.json() == again.json()
    assert Receipt.objects.count() == EntryRow.objects.filter(name="truegreen.upload.taken").count() == 1
    assert not list((project / "workspace" / "replaced").glob("*"))


def test_what_is_replaced_is_kept_and_can_come_back(project: Path) -> None:
    other = ROWS + b"3;A-3;2025-11-05\n"
    first = sent(ROWS).json()
    assert sent(other).json()["rows"] == 3
    assert [each.read_bytes() for each in (project / "workspace" / "replaced").glob("*")] == [ROWS]
    assert EntryRow.objects.filter(before__digest=first["digest"]).count() == 1
    back = sent(ROWS).json()
    assert back["id"] == first["id"]
    assert (project / "data" / NAME).read_bytes() == ROWS
    assert len(list((project / "workspace" / "replaced").glob("*"))) == 2


def test_it_may_ask_for_a_run_and_never_runs_by_itself(project: Path) -> None:
    assert sent(ROWS, name=f"{NAME}&run=true").status_code == 201
    assert Job.objects.filter(kind="run").count() == 1
    no = program("client-finance").post(f"uploads?name={NAME}&run=true", ROWS, kind="text/csv")
    assert no.status_code == 403
    assert "you may not run the project" in no.json()["detail"]


def test_an_upload_sent_again_with_its_key_is_answered_as_before(project: Path) -> None:
    first, again = sent(ROWS, key="u-1"), sent(ROWS, key="u-1")
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"
    assert sent(ROWS + b"3;A-3;2025-11-05\n", key="u-1").status_code == 422


def test_either_side_uploads_on_the_page(project: Path) -> None:
    for who in ("client-finance", "provider-lead"):
        answer = visitor(who).post(at("upload"), {"file": SimpleUploadedFile(NAME, ROWS)})
        assert answer.status_code == 302
        page = visitor(who).get(at("upload")).content.decode()
        assert "2 rows" in page
        assert NAME in page
    assert Receipt.objects.count() == 1
    assert visitor("client-vendor-manager").post(at("upload")).status_code == 422


def test_a_form_takes_the_field_file(project: Path) -> None:
    assert program_form({"file": SimpleUploadedFile(NAME, ROWS)}).status_code == 201
    none = program_form({"other": "x"})
    assert none.json()["problems"] == {"file": "Send it as the field file."}


def bomb(size: int = 30_000_000) -> bytes:
    return gzip.compress(bytes(size), compresslevel=9)


def zipped(content: bytes, name: str = "visits.csv", times: int = 1) -> bytes:
    for number in range(times):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name if not number else f"inner{number}.zip", content)
        content = held.getvalue()
    return content


HOSTILE: Final[dict[str, tuple[str, Callable[[], bytes], str]]] = {
    "a gzip bomb": ("visits-1.csv.gz", bomb, "unpacks-too-large"),
    "a zip bomb": ("visits-1.zip", lambda: zipped(bytes(30_000_000)), "unpacks-too-large"),
    "a workbook that is a bomb": ("visits-1.xlsx", lambda: zipped(bytes(30_000_000), "xl/a.xml"), "unpacks-too-large"),
    "archives without end": ("visits-1.zip", lambda: zipped(ROWS, times=5), "too-many-wrappings"),
    "a cell of 10 MB": (NAME, lambda: ROWS + b"3;" + b"x" * 10_000_000 + b";2025-11-03\n", "cell-too-large"),
    "a cell of 10 MB in lines": ("visits-1.jsonl", lambda: b'{"no": "' + b"x" * 10_000_000 + b'"}\n', "cell-too-large"),
    "a quoted cell of many lines": (NAME, lambda: ROWS + b'3;"' + b"x\n" * CELL + b'";2025-11-03\n', "cell-too-large"),
    "brackets without end": ("visits-1.jsonl", lambda: b'{"a":' * 100_000, "nested-too-deep"),
    "an empty file": (NAME, lambda: b"", "empty-file"),
    "a NUL in it": (NAME, lambda: ROWS + b"3;A\x00;2025-11-05\n", "nul-in-text"),
    "broken UTF-8": (NAME, lambda: ROWS + "3;é;".encode() + b"\xff\x81\n", "broken-encoding"),
    "a web page": (NAME, lambda: b"<!doctype html><script>alert(1)</script>", "wrong-file-format"),
    "a program": ("visits-1.exe", lambda: b"MZ\x90", "unknown-file-format"),
    "half a gzip": ("visits-1.csv.gz", lambda: gzip.compress(ROWS)[:-9], "broken-archive"),
    "half a workbook": ("visits-1.xlsx", lambda: zipped(ROWS)[:50], "unreadable-file"),
    "no Parquet": ("visits-1.parquet", lambda: b"PAR1" + b"\xff" * 400 + b"PAR1", "unreadable-file"),
    "other columns": (NAME, lambda: b"<b>no</b>;=1+1\n1;2\n", "missing-column"),
}  # fmt: skip


QUICK: Final = {"a gzip bomb", "a cell of 10 MB", "a NUL in it", "other columns"}


@pytest.mark.parametrize(
    "what", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in HOSTILE]
)
def test_what_is_not_sound_is_not_taken_and_says_why(what: str, project: Path) -> None:
    name, make, found = HOSTILE[what]
    content = make()
    answer = sent(content, name)
    assert answer.status_code == 422, answer.content
    told = answer.json()
    assert found in {each["id"] for each in told["findings"]}, told
    assert told["receipt"]["state"] == "refused"
    assert taken(project) == []
    assert not list((project / "workspace" / "arriving").glob("*"))
    again = sent(content, name)
    assert again.json()["receipt"]["id"] == told["receipt"]["id"]
    page = visitor("provider-analyst").get(at("upload")).content.decode()
    assert found in page
    assert "<script>alert" not in page
    assert "<b>no</b>" not in page


def test_html_and_formulas_in_cells_are_only_text(project: Path) -> None:
    rows = HEAD + '<script>alert(1)</script>;"=cmd|calc";2025-11-03\n1;<img src=x onerror=alert(1)>;not a day\n'
    answer = sent(rows.encode())
    assert answer.status_code == 422
    page = visitor("provider-analyst").get(at("upload")).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../visits-x.csv", "visits-x.csv"),
        ("..\\..\\visits-x.csv", "visits-x.csv"),
        ("/etc/visits-x.csv", "visits-x.csv"),
        ("visits-\x00x.csv", "visits-_x.csv"),
        ("visits-<b>x.csv", "visits-_b_x.csv"),
        ("visits-=cmd|calc.csv", "visits-_cmd_calc.csv"),
        ("visits-ü\u202ecsv.exe", "visits-_csv.exe"),
        ("....", ""),
        ("", ""),
        (".visits-x.csv", "visits-x.csv"),
        ("visits-" + "x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_is_nothing_but_a_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["../../visits-x.csv", "visits-<b>x.csv", "..%2f..%2fvisits-x.csv"])
def test_whatever_it_is_called_it_lies_in_its_folder(name: str, project: Path) -> None:
    assert sent(ROWS, name).status_code == 201
    (only,) = taken(project)
    assert only == Receipt.objects.get().name == safe_name(name.replace("%2f", "/"))
    assert not list(project.parent.glob("visits*"))


@pytest.mark.parametrize(
    "name", ["none.csv", "", "..", "visits-%00x.csv", "acme-care.yml", "../agreements/acme-care.yml"]
)
def test_a_name_that_nobody_looks_for_is_told_which_are(name: str, project: Path) -> None:
    answer = sent(ROWS, name)
    assert answer.status_code in (404, 422)
    if answer.status_code == 422:
        assert "visits-*" in answer.json()["problems"]["name"]
    assert taken(project) == []
    assert Receipt.objects.count() == 0


def test_names_are_those_of_mappings_within_the_project(project: Path) -> None:
    mapping = project / "sources" / "visits.yml"
    mapping.write_text(MAPPING.replace('"data/visits-*"', '"../out/*.csv", "*.csv", "deep/**/visits-?.csv"'), "utf-8")
    assert "visits-?.csv" in expected(project)
    assert place_of("visits-1.csv", project).as_posix() == "deep/visits-1.csv"  # type: ignore[union-attr]
    assert place_of("anything.csv", project) is None


def test_a_body_that_is_too_large_is_not_read(project: Path) -> None:
    calling = program("provider-analyst")
    answer = calling.client.generic(
        "POST", f"/api/v1/agreements/acme-care/uploads?name={NAME}", b"x", "text/csv",
        headers={"Authorization": f"Bearer {calling.text}"}, CONTENT_LENGTH="60000000",
    )  # fmt: skip
    assert answer.status_code == 413
    assert taken(project) == []


@pytest.mark.slow
def test_more_than_fifty_megabytes_are_not_taken(project: Path) -> None:
    row = b"1;A-1;2025-11-03\n"
    answer = sent(HEAD.encode() + row * (50_100_000 // len(row)))
    assert answer.status_code == 413
    assert taken(project) == []
    most = sent(HEAD.encode() + row * (49_000_000 // len(row)))
    assert most.status_code == 201
    assert most.json()["rows"] == 49_000_000 // len(row)


@pytest.mark.slow
def test_a_form_that_is_too_large_never_lies_on_disk_in_whole(project: Path) -> None:
    answer = visitor("provider-lead").post(at("upload"), {"file": SimpleUploadedFile(NAME, bytes(60_000_000))})
    assert answer.status_code == 422
    assert "at most 50 MB" in answer.content.decode()
    assert taken(project) == []


def test_a_form_of_many_files_is_refused(project: Path) -> None:
    many = {f"file{number}": SimpleUploadedFile(NAME, ROWS) for number in range(3)}
    assert visitor("provider-lead").post(at("upload"), many).status_code == 400
    assert program_form(many).status_code == 400


def program_form(fields: Any) -> Any:
    calling = program("provider-analyst")
    head = {"Authorization": f"Bearer {calling.text}"}
    return calling.client.post("/api/v1/agreements/acme-care/uploads", fields, headers=head)


def test_a_file_that_lies_beside_one_of_its_name_is_warned_of(project: Path) -> None:
    sent(ROWS)
    receipt = sent(gzip.compress(ROWS), f"{NAME}.gz").json()
    assert [(each["level"], each["id"]) for each in receipt["findings"]] == [("warning", "lies-beside")]
    assert NAME in receipt["findings"][0]["says"]
    assert receipt["state"] == "taken"


def test_what_a_process_that_died_left_is_swept_away(project: Path) -> None:
    rooms = project / "workspace" / "arriving"
    for name, age in (("old", 7200), ("new", 60)):
        (rooms / name).mkdir(parents=True)
        os.utime(rooms / name, (time() - age, time() - age))
    sent(ROWS)
    assert [each.name for each in rooms.glob("*")] == ["new"]
    (rooms / "new").rmdir()


@pytest.mark.slow
def test_parquet_of_many_rows_in_few_bytes_is_refused_before_it_is_read(project: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    one = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 5_000_001, pyarrow.uint8()), ["A"])
    held = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"no": one, "account": one, "asked": one}), held)
    answer = sent(held.getvalue(), "visits-1.parquet")
    assert answer.json()["findings"][0]["id"] == "too-many-rows"
