"""The truth test: fact beside inference, lists that hold their promise, months told together."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.signals.truths import SIDES, grid, months, world
from truegreen.model.reading import Contract
from truegreen.model.truth import Kind
from truegreen.signals.truth.beliefs import beliefs
from truegreen.signals.truth.counts import spare_of
from truegreen.signals.truth.held import Held, held
from truegreen.signals.truth.leagues import leagues
from truegreen.signals.truth.lists import by_exact_test, lists, within
from truegreen.signals.truth.luck import before
from truegreen.signals.truth.pieces import GREEN, RED, pieces
from truegreen.units.period import Period


def _tested(made: object, promise: float = 0.1, period: Period | None = None) -> Held:
    return held([made], [[SIDES] * len(made.months)], period, promise, "minimum")  # type: ignore[list-item,attr-defined]


def test_what_is_planted_is_found_and_told_by_its_months() -> None:
    found = _tested(world(27, 12, 3, red=[4]))
    watermelons = [each for each in found.entries if each.kind is Kind.WATERMELON]
    assert [(dict(each.members), str(each.first), str(each.last)) for each in watermelons] == [
        ({"site": ("site 0",), "contact_type": ("type 1",), "segment": ("segment 1",)}, "2024-07", "2024-12")
    ]
    entry = watermelons[0]
    assert entry.still
    assert entry.months == (6, 6)
    assert entry.kept[0].status is Contract.MET
    assert entry.answers.value is not None
    assert entry.answers.value < Fraction(7, 10)
    solved = entry.proxies[0]
    assert solved.value is not None
    assert solved.elsewhere is not None
    assert solved.value < solved.elsewhere
    assert entry.wrong < 0.05
    assert all(found.cells[place].kind is Kind.WATERMELON for place in entry.cells)


def test_a_kind_needs_both_sides() -> None:
    found = _tested(world(27, 12, 3, red=[4]))
    sides = {Kind.WATERMELON: Contract.MET, Kind.TRUE_GREEN: Contract.MET, Kind.INVERSE: Contract.MISSED}
    assert {each.kind for each in found.cells} >= {Kind.WATERMELON, Kind.TRUE_GREEN}
    assert all(each.contract is sides[each.kind] for each in found.cells if each.kind in sides)


def test_where_a_whole_contact_type_is_red_its_segments_are_told_together() -> None:
    found = _tested(world(27, 12, 5, red=[3, 4, 5]))
    [entry] = [each for each in found.entries if each.kind is Kind.WATERMELON]
    assert dict(entry.members) == {"site": ("site 0",), "contact_type": ("type 1",)}
    assert entry.answers.of == sum(each.answers.of for each in found.cells if _in_first_type(each.members)
                                   and str(each.period) >= "2024-07")  # fmt: skip


def _in_first_type(members: object) -> bool:
    return members["site"] == "site 0" and members["contact_type"] == "type 1"  # type: ignore[index,no-any-return]


@pytest.mark.parametrize("seed", range(4))
def test_where_nothing_is_planted_nothing_is_named(seed: int) -> None:
    found = _tested(world(27, 12, seed, answers=4))
    assert [each for each in found.entries if each.kind in (Kind.WATERMELON, Kind.TRUE_RED)] == []


def test_other_months_help_to_learn_and_are_not_listed() -> None:
    last = months(12)[-1]
    found = _tested(world(27, 12, 3, red=[4]), period=last)
    assert {each.period for each in found.cells} == {last}
    assert [str(each.first) for each in found.entries if each.kind is Kind.WATERMELON] == ["2024-12"]
    whole = _tested(world(27, 12, 3, red=[4]))
    chance = {tuple(each.members.items()): each.belief for each in whole.cells if each.period == last}
    assert {tuple(each.members.items()): each.belief for each in found.cells} == chance


def test_too_few_pieces_with_answers_are_told_and_not_inferred() -> None:
    found = _tested(world(3, 4, 1))
    assert found.cells == ()
    assert found.entries == ()
    assert "fewer than 30" in found.levels[0].not_inferred


def test_nothing_at_all_is_no_failure() -> None:
    none = np.zeros((0, 0), np.int64)
    assert _tested(grid((none, none), (none, none), (none, none), [])).cells == ()
    assert held([], [], None, 0.1, "minimum").cells == ()


def test_a_list_holds_its_promise_and_nothing_doubtful() -> None:
    right = np.array([0.99, 0.95, 0.9, 0.72, 0.6, 0.2])
    assert within(right, 0.1).tolist() == [0, 1, 2]
    assert within(right, 0.12).tolist() == [0, 1, 2, 3]
    assert within(np.zeros(0), 0.1).tolist() == []


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.01, 0.5))
def test_the_expected_share_of_wrong_ones_is_never_above_the_promise(right: list[float], promise: float) -> None:
    chances = np.array(right)
    on = within(chances, promise)
    rest = np.delete(chances, on)
    assert not on.size or (1 - chances[on]).mean() <= promise + 1e-9
    assert not on.size or chances[on].min() >= rest.max(initial=0)


def test_a_contract_red_by_luck_is_no_inverse() -> None:
    made = world(27, 12, 2)
    of = np.full((27, 12), 20)
    on_time = of.copy()
    on_time[0, 3] = 18  # 2 of 20 late once: red, and nothing but luck
    on_time[1] = 12
    made = grid((made.counted["satisfied"].hits, made.counted["satisfied"].of), (on_time, of),
                (made.counted["solved"].hits, made.counted["solved"].of), made.members)  # fmt: skip
    row = pieces([made], [[SIDES] * 12], "minimum")
    contract = row.contract.reshape(27, 12)
    luck = row.luck.reshape(27, 12)
    assert contract[0, 3] == RED
    assert contract[0, 4] == GREEN
    assert luck[0, 3] > 0.5
    assert luck[0, 4] < 0.5
    assert luck[1].max() < 0.001
    kinds = lists(row, beliefs(row), np.ones(row.grid.size, np.bool_), 0.1).kinds
    assert kinds[3] is not Kind.INVERSE
    assert Kind.INVERSE in kinds[12:24]


def test_a_contract_green_by_luck_is_no_watermelon_and_not_truly_green() -> None:
    """One or two cases in time say nothing of the work, nor does a month that is green amid red ones."""
    made = world(27, 12, 3, red=[4, 13])
    of = made.counted["on-time"].of.copy()
    on_time = of.copy()
    of[4, 6:] = on_time[4, 6:] = [1, 0, 0, 0, 0, 0]
    of[4, :6] = on_time[4, :6] = 0
    of[22] = 20
    on_time[22] = 14
    on_time[22, 8] = 19
    made = grid((made.counted["satisfied"].hits, made.counted["satisfied"].of), (on_time, of),
                (made.counted["solved"].hits, made.counted["solved"].of), made.members)  # fmt: skip
    row = pieces([made], [[SIDES] * 12], "minimum")
    kinds = lists(row, beliefs(row), np.ones(row.grid.size, np.bool_), 0.1).kinds
    told = {(int(row.unit[place]), int(row.month[place])): kinds[place] for place in range(row.grid.size)}
    assert row.contract[[*told].index((4, 6))] == GREEN
    assert told[4, 6] is Kind.CANNOT_TELL
    assert row.contract[[*told].index((22, 8))] == GREEN
    assert told[22, 8] is Kind.CANNOT_TELL
    assert [told[13, month] for month in range(8, 12)] == [Kind.WATERMELON] * 4


def test_the_doubter_counts_only_the_answers_of_the_month() -> None:
    made = world(27, 12, 3, red=[4], answers=12)
    row = pieces([made], [[SIDES] * 12], "minimum")
    places = np.flatnonzero(row.contract == GREEN)
    assert by_exact_test(row, places, "red", 0.1).size <= 6
    plenty = world(27, 12, 3, red=[4], answers=200)
    row = pieces([plenty], [[SIDES] * 12], "minimum")
    assert set(by_exact_test(row, np.flatnonzero(row.contract == GREEN), "red", 0.1)) == set(range(54, 60))


def test_months_before_are_those_before_and_no_others() -> None:
    counts = np.array([[1, 2, 4, 8, 16]])
    assert before(counts, 3).tolist() == [[0, 1, 3, 7, 14]]


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 99), st.booleans())
def test_what_is_to_spare_is_exactly_what_may_still_go_wrong(hits: int, of: int, target: int, higher: bool) -> None:
    hits, level = min(hits, of), Fraction(target, 100)
    spare = spare_of(hits, of, level, None, higher=higher)

    def is_kept(more: int) -> bool:
        return Fraction(hits - more, of) >= level if higher else Fraction(hits + more, of) <= level

    assert is_kept(spare)
    assert not is_kept(spare + 1)


def test_the_order_of_units_changes_nothing() -> None:
    made = world(27, 12, 3, red=[4])
    counts = [(made.counted[each].hits[::-1], made.counted[each].of[::-1]) for each in made.counted]
    back = grid(counts[0], counts[1], counts[2], made.members[::-1])
    one, other = _tested(made), _tested(back)
    told = [{(tuple(each.members.items()), each.period): each.kind for each in found.cells} for found in (one, other)]
    assert told[0] == told[1]


def test_a_league_takes_the_mix_out() -> None:
    # Both sites are alike by type; one has the harder type three times in four.
    of = np.array([[90] * 4, [30] * 4, [30] * 4, [90] * 4])
    hits = of * np.array([[0.6], [0.9], [0.6], [0.9]])
    members = [("A", "hard", "x"), ("A", "easy", "x"), ("B", "hard", "x"), ("B", "easy", "x")]
    made = grid((hits, of), (of, of), (of, of), members)
    by_site = next(each for each in leagues([made], [[SIDES] * 4], None) if each.by == "site")
    rows = {each.member: each for each in by_site.rows}
    raw = {name: float(each.answers.value or 0) for name, each in rows.items()}
    assert raw["B"] - raw["A"] == pytest.approx(0.15)
    adjusted = {name: each.adjusted for name, each in rows.items()}
    assert adjusted["A"] == pytest.approx(adjusted["B"], abs=0.03)
    assert abs(rows["A"].distance or 9) < 2
