"""Audits of real records: what is known of them is found, and nothing is found that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real.projects import ran
from truegreen.model.audit import Audit, Audited, Line, Standing
from truegreen.model.reading import Contract
from truegreen.project.auditing.audited import audit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audited")


def audited(folder: Path, project: str, by: str) -> Audited:
    with ran(project, folder) as view:
        versions = next(iter(view.project.agreements.values()))
        return audit(view, versions, None, by, list(Audit), lambda what, done, of: None)


def stand_out(found: Audited) -> list[Line]:
    return [each for each in found.lines if each.standing is Standing.STANDS_OUT]


def way(found: Audited, words: str) -> Line:
    return next(each for each in found.lines if each.detector == "alternatives" and each.way.startswith(words))


def test_rows_of_the_log_paint_teams_green_that_are_red_by_case(folder: Path) -> None:
    """Of the teams with twenty rows or more in this slice; nobody stands out, for the cases themselves are honest."""
    found = audited(folder, "uci", "team")
    assert stand_out(found) == []
    rows = way(found, "Rows of the event log that the source calls on time")
    (moved,) = rows.moved
    assert (moved.stated.hits, moved.stated.of, moved.stated.contract) == (1334, 2090, Contract.MISSED)
    assert (moved.without.hits, moved.without.of, moved.without.contract) == (11115, 11879, Contract.MET)
    assert rows.standing is Standing.COUNTS
    assert (rows.figures["greened"], rows.figures["reddened"]) == (14, 0)
    assert rows.whom.startswith("14 of 19 teams are green only so")
    assert way(found, "Rows of the event log that say resolved").figures["greened"] == 18


def test_vendors_that_always_hit_the_day_stand_out_and_nobody_else(folder: Path) -> None:
    found = stand_out(audited(folder, "scms", "provider"))
    assert {each.detector for each in found} == {"too-perfect"}
    assert {each.member for each in found} == {
        "ABBVIE LOGISTICS (FORMERLY ABBOTT LOGISTICS BV)",
        "BRISTOL-MYERS SQUIBB",
        "GLAXOSMITHKLINE EXPORT LIMITED",
        "Hoffmann-La Roche ltd Basel",
        "MICRO LABS LIMITED",
        "Orasure Technologies Inc.",
        "PHARMACY DIRECT",
        "Trinity Biotech, Plc",
    }
    assert all(each.query for each in found)


def test_the_city_raises_three_requests_in_ten_itself_and_nothing_else_is_odd(folder: Path) -> None:
    found = audited(folder, "boston", "provider")
    assert {each.detector for each in stand_out(found)} == {"self-raised", "closed-at-once"}
    whole = next(each for each in stand_out(found) if each.detector == "self-raised" and not each.member)
    assert (whole.rate.hits, whole.rate.of) == (3127, 10427)
    reported = next(each for each in whole.moved if each.measure == "as-reported")
    assert (reported.stated.contract, reported.without.contract) == (Contract.MET, Contract.MISSED)
    assert whole.worth is not None
    assert whole.worth.amount is None
    assert not [each.member for each in stand_out(found) if each.member]
