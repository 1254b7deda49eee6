"""What is meant by a name, or by a line of the agreement's text, on a statement."""

from __future__ import annotations

import pytest

from tests.files.texts import whole
from tests.settlement.months import NEXT, TEXT, care, issue_all, issue_month, read_back, run, told
from tests.settlement.settling import agreement
from truegreen.files.nodes import Node
from truegreen.files.parsing import parse
from truegreen.model.finding import Finding
from truegreen.model.step import steps_of
from truegreen.settlement.explain import Meant, meant_at, meant_by, names_at
from truegreen.units.span import Span

AMENDMENT = """amends: care
effective: 2025-02-01
set:
  terms.late.per_point.share: 2 %
  charges.desk: {2025-02-01: 9000.00, 2025-03-01: 8000.00}
remove:
  - terms.cap
"""


def ids(found: Meant | Finding) -> list[str]:
    assert isinstance(found, Meant), str(found)
    return [each.id for each in found.lines]


def kept(found: Meant | Finding) -> list[str]:
    assert isinstance(found, Meant), str(found)
    return [f"{each.term}.{each.name}" for each in found.records]


def tree(text: str, file: str = "care.yml") -> Node:
    node = parse(text, file, [])
    assert node
    return node


@pytest.mark.parametrize(
    ("name", "lines"),
    [("late", ["late"]), ("desk", ["desk"]), ("on-time", ["late"]), ("cap", [])],
)
def test_a_line_is_meant_by_itself_its_clause_or_the_measure_it_rests_on(name: str, lines: list[str]) -> None:
    statement, _, _ = run(care(), told(care()), "2025-01")
    assert ids(meant_by(name, statement, care().latest)) == lines


def test_a_cap_means_the_lines_that_it_changed() -> None:
    statement, _, _ = run(care(), told(care(), m01="60 %"), "2025-01")
    assert ids(meant_by("cap", statement, care().latest)) == ["late"]


def test_a_clause_that_moved_no_money_is_explained_by_what_it_remembered() -> None:
    statement, _, _ = run(care(), told(care()), "2025-03")
    found = meant_by("late", statement, care().latest)
    assert ids(found) == []
    assert kept(found) == ["late.miss"]


def test_a_line_of_a_later_invoice_is_found_where_it_arose() -> None:
    statement, _, _ = run(care(NEXT), told(care(NEXT)), "2025-02")
    found = meant_by("late", statement, care(NEXT).latest)
    assert isinstance(found, Meant)
    assert [(str(each.arose), str(each.due)) for each in found.lines] == [
        ("2025-01", "2025-02"),
        ("2025-02", "2025-03"),
    ]


def test_a_correction_is_found_by_its_id_and_an_issued_statement_explains_itself() -> None:
    issued = issue_all(care(), told(care()), "2025-01")
    frozen, _ = issue_month(care(), told(care(), m01="82 %"), "2025-02", issued, accept=True)
    assert frozen
    found = meant_by("correction.2025-01.late", read_back(frozen).statement, care().latest)
    assert isinstance(found, Meant)
    sentences = [each.sentence for each in steps_of(found.lines[0].because)]
    assert {"on-time at 80 % misses 90 %", "on-time at 82 % misses 90 %"} < set(sentences)
    assert sentences[-1] == "-800.00 EUR now, less -1,000.00 EUR as settled for 2025-01"


def test_an_unknown_name_is_a_finding_with_the_nearest() -> None:
    statement, _, _ = run(care(), told(care()), "2025-01")
    found = meant_by("lade", statement, care().latest)
    assert isinstance(found, Finding)
    assert (found.id, found.remedy) == ("unknown-line", "Did you mean late?")


def test_a_measure_on_which_nothing_rests_explains_no_money() -> None:
    more = agreement(TEXT.replace("measures:", "measures:\n  solved: {metric: reported, unit: share}"))
    found = meant_by("solved", run(more, told(more), "2025-01")[0], more.latest)
    assert isinstance(found, Finding)
    assert found.id == "nothing-to-explain"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("measures:", []),
        ("  on-time:", ["on-time"]),
        ("  desk: 10000.00", ["desk"]),
        ("terms:", []),
        ("  late:", ["late"]),
        ("    per_point: {share: 1 %, fractions: pro rata}", ["late"]),
        ("    clause: Schedule 3", ["late"]),
        ("  cap:", ["cap"]),
        ("    excess: forfeited", ["cap"]),
        ("currency: EUR", []),
    ],
)
def test_a_line_of_the_text_is_part_of_a_clause_a_charge_or_a_measure(line: str, names: list[str]) -> None:
    text = whole(TEXT)
    number = next(place for place, each in enumerate(text.splitlines(), 1) if each.startswith(line))
    assert names_at(tree(text), number) == names


@pytest.mark.parametrize(("line", "names"), [(1, []), (4, ["late"]), (5, ["desk"]), (7, ["cap"])])
def test_a_line_of_an_amendment_is_part_of_what_it_sets_or_removes(line: int, names: list[str]) -> None:
    assert names_at(tree(AMENDMENT), line) == names


def test_several_names_on_one_line_are_all_meant() -> None:
    text = whole("measures: {solved: {metric: reported}, kept: {metric: reported}}\ncharges: {2025-01-01: {a: 1.00}}\n")
    assert names_at(tree(text), 1) == ["solved", "kept"]
    assert names_at(tree(text), 2) == ["a"]


def test_the_lines_of_a_place_are_found_in_the_text_and_in_its_amendments() -> None:
    amended = agreement(TEXT, AMENDMENT.removeprefix("amends: care\n"))
    statement, _, _ = run(amended, told(amended), "2025-02")
    standing = amended.on(statement.period.last)
    where = Span("amendment-0.yml", 4)
    assert ids(meant_at(where, tree(AMENDMENT, where.file), statement, standing)) == ["late"]
    where = Span("care.yml", whole(TEXT).splitlines().index("  late:") + 1)
    assert ids(meant_at(where, tree(whole(TEXT)), statement, standing)) == ["late"]
    nothing = meant_at(Span("care.yml", 1), tree(whole(TEXT)), statement, standing)
    assert isinstance(nothing, Finding)
    assert (nothing.id, str(nothing.at)) == ("nothing-to-explain", "care.yml:1")
    gone = meant_at(Span("amendment-0.yml", 7), tree(AMENDMENT), statement, standing)
    assert isinstance(gone, Finding)
    assert gone.id == "unknown-line"
