"""The truth test as text and for programs: sentences that can be said aloud, lines that fit, records that are whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.signals.truths import SIDES, world
from truegreen.model.rehearsal import Rehearsal, Rule
from truegreen.model.truth import Affected, Kind, Opened, Truth
from truegreen.reports import figures
from truegreen.reports.truth_record import opened_record, truth_record
from truegreen.reports.truth_rehearsal import rehearsal_record, rehearsal_text
from truegreen.reports.truth_text import opened_text, truth_text
from truegreen.reports.truth_words import behind, belief, chance, evidence, place, titles, value, when
from truegreen.signals.truth.held import held
from truegreen.signals.truth.leagues import leagues
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity


@pytest.fixture(scope="module")
def truth() -> Truth:
    made = world(27, 12, 3, red=[4])
    found = held([made], [[SIDES] * 12], None, 0.1, "minimum")
    return Truth(
        agreement="care", title="Care", period=None, by=made.by, where={}, promise=0.1, levels=found.levels,
        listed=found.listed, entries=found.entries, cells=found.cells, leagues=leagues([made], [[SIDES] * 12], None),
        run="r", known_until="2025",
    )  # fmt: skip


@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_longer_than_the_terminal(truth: Truth, width: int) -> None:
    said = truth_text(truth, width, leagues=True)
    assert max(map(len, said.splitlines())) <= width
    assert "WATERMELON" in said
    assert "Is our green true? Not everywhere: one place is green outside and red inside." in " ".join(said.split())


def test_a_sentence_has_counts_levels_and_doubt(truth: Truth) -> None:
    entry = next(each for each in truth.entries if each.kind is Kind.WATERMELON)
    level = titles(truth.levels)[entry.level]
    said = f"{place(entry, level)}, {when(entry)}: {evidence(entry, level)}"
    assert said.startswith(
        "site 0, type 1, segment 1, July to December 2024, six months, still so: On time: 100.0 % of "
    )
    for words in ("target ≥ 92 %", f"of {entry.answers.of} customers who answered were content (red line 70 %)",
                  "elsewhere", "Each of its 6 pieces is wrong with a chance of "):  # fmt: skip
        assert words in said


def test_green_that_holds_says_so(truth: Truth) -> None:
    nothing = replace(truth, entries=())
    assert "No green piece of work is shown to be red inside." in truth_text(nothing)
    assert "nothing to hold beside the contract" in truth_text(replace(truth, entries=(), cells=(), listed=()))


def test_the_record_is_json_and_holds_every_piece(truth: Truth) -> None:
    record = json.loads(json.dumps(truth_record(truth)))
    assert len(record["cells"]) == len(truth.cells)
    assert {each["kind"] for each in record["lists"]} == {str(each) for each in Kind}
    entry = record["entries"][0]
    assert [record["cells"][at]["kind"] for at in entry["cells"]] == [entry["kind"]] * len(entry["cells"])


def test_revenue_that_is_not_known_is_not_nought() -> None:
    assert behind(Affected(accounts=3, cases=9, revenue_why="no record says what accounts pay")) == (
        "3 accounts with 9 cases; no record says what accounts pay."
    )
    paid = Affected(accounts=1, cases=1, revenue=Money.parse("1250.50 EUR"))
    assert behind(paid) == "1 account with 1 case; these accounts pay 1,250.50 EUR a month."


def test_a_measure_agreed_later_says_from_when_on(truth: Truth) -> None:
    made = world(27, 12, 3, red=[4])
    solved = made.counted["solved"]
    later = replace(solved, standing=[*[None] * 8, *solved.standing[8:]])
    found = held(
        [replace(made, counted={**made.counted, "solved": later})], [[SIDES] * 12], None, 0.1, "minimum"
    )  # fmt: skip
    entry = next(each for each in found.entries if each.kind is Kind.WATERMELON)
    assert "Solved (from September 2024 on): " in evidence(entry, titles(truth.levels)[entry.level])
    assert "from" not in evidence(truth.entries[0], titles(truth.levels)[entry.level])


def test_a_line_that_an_amendment_moved_is_said_with_its_month(truth: Truth) -> None:
    made = world(27, 12, 3, red=[4])
    level, since = made.counted[made.level], made.months.index(truth.entries[0].first) + 2
    moved = [replace(each, minimum=Quantity.parse("68 %")) if each and month >= since else each
             for month, each in enumerate(level.standing)]  # fmt: skip
    amended = replace(made, counted={**made.counted, made.level: replace(level, standing=moved)})
    found = held([amended], [[SIDES] * 12], None, 0.1, "minimum")
    entry = next(each for each in found.entries if each.kind is Kind.WATERMELON)
    month = made.months[since]
    assert [each for each, _ in entry.bounds] == [entry.first, month]
    assert f", from {figures.period(month)} on 68 %)" in evidence(entry, titles(found.levels)[entry.level])


def test_without_accounts_the_cases_are_told() -> None:
    assert behind(Affected(accounts=0, cases=9, revenue_why="no record says what accounts pay")) == (
        "9 cases; no record says whose."
    )
    assert behind(Affected(accounts=0, cases=0)) == ""


def test_nobody_answers_where_every_case_is_counted(truth: Truth) -> None:
    entry = next(each for each in truth.entries if each.kind is Kind.WATERMELON)
    level = replace(titles(truth.levels)[entry.level], asked=False)
    assert titles(truth.levels)[entry.level].asked
    for said in (evidence(entry, level), belief(entry, level)):
        assert "customers" not in said
        assert "answered" not in said
    assert f"; and Satisfied: {value(entry.answers)} of {entry.answers.of} (red line 70 %)" in evidence(entry, level)


def test_an_opened_entry_without_rows_says_what_to_do(truth: Truth) -> None:
    entry = truth.entries[0]
    said = opened_text(Opened(entry=entry, accounts=(), query=""), titles(truth.levels)[entry.level])
    assert "run again to open an entry" in said
    assert opened_record(Opened(entry=entry, accounts=(), query="q"), titles(truth.levels))["query"] == "q"


def test_a_rehearsal_shows_ours_beside_the_others() -> None:
    rule = Rule(
        name="ours", found=0.5, found_low=0.4, found_high=0.6, false=0.08, false_low=0.05, false_high=0.11, named=9
    )
    quiet = replace(rule, name="theirs", found=None)
    made = Rehearsal(worlds=2, cells=1361, seed=7, promise=0.1, planted=(rule,), nothing=(quiet,))
    said = rehearsal_text(made, 80)
    assert max(map(len, said.splitlines())) <= 80
    assert "50 %" in said
    assert rehearsal_record(made)["planted"]


def test_chances_are_never_written_as_certain() -> None:
    assert [chance(each) for each in (0.0, 0.01, 0.5, 1.0)] == ["under 1 %", "1 %", "50 %", "over 99 %"]


def test_strangers_texts_are_inert(truth: Truth) -> None:
    entry = replace(truth.entries[0], kind=Kind.WATERMELON, members={"site": ("a\x1b[2Jb",)})
    assert "\x1b" not in truth_text(replace(truth, entries=(entry,)))
