"""Tables of identities: what is read, and everything that is wrong with one at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from truegreen.files.identities import identities_text, read_identities
from truegreen.model.finding import Finding
from truegreen.model.identity import Identity, Kind
from truegreen.units.span import Span

HEADER = "kind,given,source,is,confidence,by,since\n"


def read(folder: Path, text: str, name: str = "a.csv") -> tuple[tuple[Identity, ...], list[Finding]]:
    (folder / "identities").mkdir(exist_ok=True)
    (folder / "identities" / name).write_text(text, "utf-8")
    findings: list[Finding] = []
    return read_identities(folder, ["crm", "billing"], findings), findings


def test_a_table_is_read(tmp_path: Path) -> None:
    said, findings = read(tmp_path, f'\ufeff{HEADER}account,"Globex, Ltd",crm,G-1,0.9,Jo Lind,2025-03-01\n\n')
    assert not findings
    since, at = date(2025, 3, 1), Span("identities/a.csv", 2)
    assert said == (Identity(Kind.ACCOUNT, "Globex, Ltd", "crm", "G-1", Decimal("0.9"), "Jo Lind", since, at),)


def test_columns_may_stand_in_any_order_and_some_be_left_out(tmp_path: Path) -> None:
    said, findings = read(tmp_path, "by,is,given,kind,confidence\nJo,G-1,Globex,provider,1\n")
    assert not findings
    assert [(each.kind, each.source, each.since) for each in said] == [(Kind.PROVIDER, "", None)]


def test_no_folder_says_nothing(tmp_path: Path) -> None:
    assert read_identities(tmp_path, [], []) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kind,given,source,is,confidence,by,since,note\n", [(1, "unknown-identity-column")]),
        ("kind,given,given,is,confidence,by\n", [(1, "column-twice")]),
        ("kind,given,is\n", [(1, "missing-column"), (1, "missing-column")]),
        ("", [(1, "missing-column")] * 5),
        (f"{HEADER}account,a,,b,1,Jo\n", [(2, "cells-differ")]),
        (f"{HEADER}account,a,,b,1,,\n", [(2, "incomplete-identity")]),
        (f"{HEADER}account,a,,,0.5,,\n", [(2, "incomplete-identity")]),
        (f"{HEADER}person,a,,b,1,Jo,\n", [(2, "unknown-identity-kind")]),
        (f"{HEADER}account,a,cmr,b,1,Jo,\n", [(2, "unknown-mapping")]),
        (f"{HEADER}account,a,,b,80 %,Jo,\n", [(2, "odd-confidence")]),
        (f"{HEADER}account,a,,b,1.01,Jo,\n", [(2, "odd-confidence")]),
        (f"{HEADER}account,a,,b,-0.1,Jo,\n", [(2, "odd-confidence")]),
        (f"{HEADER}account,a,,b,NaN,Jo,\n", [(2, "odd-confidence")]),
        (f"{HEADER}account,a,,b,1,Jo,03/01/2025\n", [(2, "not-a-date")]),
        (f"{HEADER}account,a,,b,1,Jo,\naccount,a,,c,0.1,Jo,\n", [(3, "ambiguous-identity")]),
        (f'{HEADER}account,"a,,b,1,Jo,\n', [(2, "not-a-table")]),
        (f"{HEADER}x,a,y,b,2,,z\naccount,a,,b,9,Jo,\n", [
            (2, "incomplete-identity"), (2, "unknown-identity-kind"), (2, "unknown-mapping"), (2, "odd-confidence"),
            (2, "not-a-date"), (3, "odd-confidence"),
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_used(
    text: str, found: list[tuple[int, str]], tmp_path: Path
) -> None:
    said, findings = read(tmp_path, text)
    assert said == ()
    assert [(each.at.line, each.id) for each in findings] == found
    assert {each.at.file for each in findings} == {"identities/a.csv"}


def test_one_answer_given_twice_or_of_two_sources_is_no_contradiction(tmp_path: Path) -> None:
    rows = "account,a,,b,1,Jo,\naccount,a,,b,0.5,Al,\naccount,a,crm,c,1,Jo,\nprovider,a,,d,1,Jo,\naccount,A,,e,1,Jo,\n"
    said, findings = read(tmp_path, HEADER + rows)
    assert not findings
    assert len(said) == 5


def test_two_files_can_contradict_each_other(tmp_path: Path) -> None:
    read(tmp_path, f"{HEADER}account,a,,b,1,Jo,\n")
    _, findings = read(tmp_path, f"{HEADER}account,a,,c,1,Jo,\n", "b.csv")
    assert [(str(each.at), each.says) for each in findings] == [
        ("identities/b.csv:2", "“a” means “c” here, and “b” at identities/a.csv:2.")
    ]


def test_a_draft_cannot_be_used_before_somebody_says_so(tmp_path: Path) -> None:
    draft = identities_text([("account", "=1+1", "", "Globex, Ltd", "0.8", "", "")])
    assert [each.id for each in read(tmp_path, draft)[1]] == ["incomplete-identity"]
    said, findings = read(tmp_path, draft.replace("0.8,,", "0.8,Jo,"))
    assert not findings
    assert (said[0].given, said[0].means) == ("=1+1", "Globex, Ltd")
