"""The words of a clause are its own lines and no others, and below them what amendments have made of it since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.files.texts import whole
from tests.settlement.months import TEXT
from truegreen.files.agreements import read_agreements
from truegreen.files.excerpts import clause_texts

AMENDMENT = """\
amends: care
effective: 2025-03-01
set: {terms.late.per_point.share: 2 %, charges.desk: 1.00}
remove: [terms.cap.clause]
"""


def test_a_clause_ends_where_the_next_one_begins_and_goes_on_in_its_amendments(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "care.yml").write_text(whole(TEXT.rstrip() + "\n    clause: Main 3\n"), "utf-8")
    (tmp_path / "agreements" / "one.yml").write_text(AMENDMENT, "utf-8")
    versions = read_agreements(tmp_path)[0]["care"]
    before, after = (clause_texts(tmp_path, versions.on(day), day) for day in (date(2025, 2, 28), date(2025, 3, 1)))
    assert (before["late"].splitlines()[0], before["late"].splitlines()[-1]) == ("late:", "  clause: Schedule 3")
    assert before["cap"].splitlines()[-1] == "  clause: Main 3"
    assert after["late"] == before["late"] + (
        "\n# from 2025-03-01 on, agreements/one.yml:3:7\nterms.late.per_point.share: 2 %, charges.desk: 1.00}"
    )
    assert after["cap"].endswith("\n# from 2025-03-01 on, agreements/one.yml:4:10\nremove: [terms.cap.clause]")


def test_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "care.yml").write_text(whole(TEXT), "utf-8")
    versions = read_agreements(tmp_path)[0]["care"]
    (tmp_path / "agreements" / "care.yml").unlink()
    assert clause_texts(tmp_path, versions.latest, date(2025, 3, 1)) == {}
