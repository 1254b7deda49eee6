"""What two texts say differently, in words, under the clause that says it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.settlement.months import TEXT, care
from tests.settlement.settling import agreement
from truegreen.settlement.difference import differences


def between(old: str, new: str) -> list[str]:
    return [str(each) for each in differences(agreement(old).latest, agreement(new).latest)]


def test_a_text_does_not_differ_from_itself_written_otherwise() -> None:
    assert between(TEXT, "# A comment\n" + TEXT.replace("10000.00", "10000.0")) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("share: 1 %", "share: 2 %",
         "late: Credit for each point of shortfall: share of the base for one point 1 % → 2 %"),
        ("target: 90 %", "target: 92 %", "on-time: Level expected 90 % → 92 %"),
        ("10000.00", "11000.00", "desk: 10,000.00 EUR → 11,000.00 EUR"),
        ("month measured", "month invoiced",
         "late: Money that the share is taken of: month month measured → month invoiced"),
        ("per: contract year", "per: whole term", "cap: How long it gathers contract year → whole term"),
        ("clause: Schedule 3", "clause: Schedule 4", "late: Where the contract says so Schedule 3 → Schedule 4"),
        ("covers: [late]", "covers: [late, cap]", "cap: Ids of the clauses that use it up late → late, cap"),
        ("    paid: same invoice", "    paid: same invoice\n    repeat: {times: 2, excused_breaks: yes}",
         "late: What a repeated miss costs, added: times 2; excused breaks yes"),
        (", clause: Schedule 2", "", "on-time: Where the contract says so, removed: Schedule 2"),
        ("currency: EUR", "currency: EUR\nmonth_starts_on: 22",
         "Day on which a contract month begins 1 → 22"),
    ],
)  # fmt: skip
def test_a_changed_value_is_said_in_the_words_of_its_field(old: str, new: str, words: str) -> None:
    assert old in TEXT
    assert between(TEXT, TEXT.replace(old, new)) == [words]


def test_both_places_and_the_path_of_an_amendment_are_given() -> None:
    (one,) = differences(care().latest, agreement("\n\n" + TEXT.replace("share: 1 %", "share: 2 %")).latest)
    assert (one.group, one.path) == ("terms.late", "terms.late.per_point.share")
    assert (one.old_at.line + 2, one.new_at.line) == (one.new_at.line, one.new_at.line)
    assert one.old_at.line == TEXT.splitlines().index("    per_point: {share: 1 %, fractions: pro rata}") + 1


def test_a_clause_that_came_or_went_is_said_as_a_whole() -> None:
    without = TEXT[: TEXT.index("  cap:")]
    (line,) = between(without, TEXT)
    assert line == "cap, added: liability-cap; per contract year; covers late; excess forfeited; amount 2000.00"
    assert between(TEXT, without) == [line.replace("added", "removed")]


def test_a_clause_of_another_kind_is_another_clause() -> None:
    (line,) = between(TEXT, TEXT.replace("liability-cap", "payment-cap"))
    assert line.startswith("cap: liability-cap; per contract year")
    assert " → payment-cap; per contract year" in line


def test_the_order_of_clauses_is_said_even_where_only_the_text_shows_it() -> None:
    start, cap = TEXT.index("  late:"), TEXT.index("  cap:")
    turned = TEXT[:start] + TEXT[cap:] + TEXT[start:cap]
    assert between(TEXT, turned) == ["Order in which the clauses are settled late, cap → cap, late"]


def test_of_a_list_only_what_changed_is_said() -> None:
    steps = "steps: [{worse_than: 90 %, share: 5 %}, {worse_than: 80 %, share: 10 %}, {worse_than: 70 %, share: 20 %}]"
    old = TEXT.replace("per_point: {share: 1 %, fractions: pro rata}", steps)
    assert between(old, old.replace("80 %, share: 10 %", "80 %, share: 12 %")) == [
        "late: Credits by level: 2: share of the base that is credited 10 % → 12 %"
    ]
    assert between(old, old.replace("{worse_than: 80 %, share: 10 %}, ", "")) == [
        "late: Credits by level: 2, removed: worse than 80 %; share 10 %"
    ]
    assert between(old, old.replace("[{w", "[{worse_than: 95 %, share: 1 %}, {w")) == [
        "late: Credits by level: 1, added: worse than 95 %; share 1 %"
    ]


def test_two_days_of_one_agreement() -> None:
    versions = agreement(TEXT, "effective: 2025-03-01\nset: {charges.desk: 9000.00, terms.late.paid: next invoice}\n")
    first, then = (versions.on(date(2025, month, 1)) for month in (2, 3))
    assert [str(each) for each in differences(first, then)] == [
        "desk: 10,000.00 EUR → 9,000.00 EUR",
        "late: On which invoice it stands same invoice → next invoice",
    ]


def test_differences_come_clause_by_clause() -> None:
    new = TEXT.replace("share: 1 %", "share: 2 %").replace("width: 0 %", "width: 1 %").replace("2000.00", "1000.00")
    groups = [each.group for each in differences(care().latest, agreement(new).latest)]
    assert groups == ["terms.late", "terms.late", "terms.cap"]


def test_calendars_are_said_as_they_are_written() -> None:
    text = "calendars: {desk: {zone: Europe/London, open: [mon-tue 08:00-18:30], holidays: [2025-12-25 Christmas]}}\n"
    (one,) = differences(agreement("").latest, agreement(text).latest)
    assert one.new == "zone Europe/London; open mon,tue 08:00-18:30; holidays 2025-12-25 Christmas"
