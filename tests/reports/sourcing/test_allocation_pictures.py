"""Pictures of a plan: nothing covers anything else, many are grouped, and each says in words what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.sourcing.allocated import allocated, cell, large, placed
from truegreen.model.allocated import Allocated
from truegreen.reports.drawing import standing_alone
from truegreen.reports.sourcing import allocation_pictures as pictures
from truegreen.reports.sourcing.amounts import short
from truegreen.reports.sourcing.flow_picture import TALL, Flow, flow_picture
from truegreen.reports.sourcing.frontier_picture import Standing, frontier_picture
from truegreen.reports.sourcing.labels import labels, overlap
from truegreen.reports.sourcing.moves import NOWHERE, flows, moves, ways
from truegreen.reports.sourcing.tail import at_risk, in_tail

ALL = (pictures.frontier_of, pictures.heat_of, pictures.flow_of, pictures.wishes_of, pictures.futures_of)
Draw = Callable[[Allocated], str]
LETTER = 5.2
"""A narrow letter of the smallest text: what would surely cover something."""


def texts(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Give the room of every text of a drawing, as narrow as it may be: left, top, right, bottom and the text."""
    found = []
    for each in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314
        words = "".join(each.itertext()).strip()
        if words and "title" not in each.get("class", "") and "transform" not in each.attrib:
            x, y = float(each.get("x", "0")), float(each.get("y", "0"))
            wide, kinds = LETTER * len(words), each.get("class", "").split()
            left = x - wide if "end" in kinds else x - wide / 2 if "middle" in kinds else x
            found.append((left, y - 8.0, left + wide, y, words))
    return found


@pytest.mark.parametrize("draw", ALL)
@pytest.mark.parametrize("of", [allocated(), large()], ids=["small", "large"])
def test_no_words_cover_others_and_none_leave_the_drawing(draw: Draw, of: Allocated) -> None:
    svg = standing_alone(draw(of))
    box = re.search(r'viewBox="0 -?\d+ (\d+) (\d+)"', svg)
    assert box is not None
    held = texts(svg)
    assert held
    for one, other in combinations(held, 2):
        assert overlap(one[:4], other[:4]) == 0, (one[4], other[4])
    for left, _, right, _, words in held:
        assert left >= 0, words
        assert right <= float(box[1]), words


@pytest.mark.parametrize("draw", ALL)
def test_each_says_in_words_what_it_shows(draw: Draw) -> None:
    svg = draw(allocated())
    title = re.search(r'aria-label="([^"]+)"', svg)
    assert title is not None
    assert len(title[1]) > 15
    assert 'role="img"' in svg


def test_many_cells_and_sites_are_grouped_and_told_so() -> None:
    heat = pictures.heat_of(large())
    assert "and 27 more" in heat
    assert "and 15 more" in heat
    assert "and 17 more" in pictures.flow_of(large())
    assert "and 45 more, −" in pictures.futures_of(large())


def test_a_square_says_where_how_much_moves_and_what_that_changes() -> None:
    heat = pictures.heat_of(allocated())
    words = "Strategic: 80 % moves; 100 % at Rotterdam; cost +22.4k EUR, worth +28.8k EUR."
    assert words in heat
    assert "no record today" in heat


def test_work_that_is_split_by_contact_type_alone_has_one_column() -> None:
    of = allocated()
    alone = tuple(replace(each, members=each.members[1:]) for each in of.cells)
    heat = pictures.heat_of(replace(of, slices=("contact_type",), cells=alone))
    assert "tracking, all: 40 % moves" in heat
    assert "damage claims, all: stays" in heat


def test_the_two_distances_from_today_are_written_in_money() -> None:
    drawn = pictures.frontier_of(allocated())
    assert "← 10.8k less for the same value" in drawn
    assert "↑ 18k more value at the same cost" in drawn


def test_a_distance_of_nothing_is_not_drawn() -> None:
    today = Standing("today", 100.0, 100.0, "bad")
    line = [Standing("", 90.0, 80.0), Standing("", 120.0, 130.0)]
    drawn = frontier_picture("t", line, [], "EUR", today=today, cheaper=Standing("", 100.0, 100.0), better=None)
    assert "less for" not in drawn


def test_wishes_that_are_not_wished_and_futures_that_are_not_told_draw_nothing() -> None:
    bare = allocated(wishes=(), futures=None, frontier=None)
    assert [draw(bare) for draw in (pictures.wishes_of, pictures.futures_of, pictures.frontier_of)] == ["", "", ""]


def test_what_others_wrote_is_shown_as_text() -> None:
    odd = cell(("<b>", "<script>x"), 10.0, 1.0, placed("A & <i>", 1.0, 0.0, 10.0, each=1.0, worth=1.0, solved=0.5),
               placed("B", 0.0, 1.0, 10.0, each=1.0, worth=1.0, solved=0.5))  # fmt: skip
    for draw in ALL:
        drawn = draw(allocated(cells=(odd,)))
        assert "<script" not in drawn
        assert "<i>" not in drawn


SHARES = st.lists(st.integers(0, 5), min_size=4, max_size=4).filter(any)


@given(SHARES, SHARES)
def test_what_leaves_and_what_comes_are_what_sites_lose_and_gain(today: list[int], plan: list[int]) -> None:
    shares = [(plan[site] / sum(plan), today[site] / sum(today)) for site in range(4)]
    parts = [placed(f"s{site}", *each, 100.0, each=1.0, worth=1.0, solved=0.5) for site, each in enumerate(shares)]
    held = list(ways(cell(("a", "b"), 100.0, 1.0, *parts)))
    for site in range(4):
        leaves = sum(each.amount for each in held if each.start == f"s{site}")
        comes = sum(each.amount for each in held if each.end == f"s{site}")
        assert leaves == pytest.approx(100 * today[site] / sum(today))
        assert comes == pytest.approx(100 * plan[site] / sum(plan))
        assert all(each.amount >= 0 for each in held)


def test_what_no_record_tells_does_not_move() -> None:
    of = allocated()
    assert of.moved == sum(each.issues for each in moves(of)) == pytest.approx(11_200)
    assert [(each.contact_type, each.start, each.end) for each in moves(of)] == [
        ("tracking", "Manila", "self-service"), ("customs documents", "Manila", "Rotterdam"),
    ]  # fmt: skip
    assert [each.amount for each in flows(of) if each.start == NOWHERE] == [pytest.approx(500)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.floats(0, 1e6)), min_size=1, max_size=60))
def test_ribbons_are_as_thick_as_what_goes(drawn: list[tuple[int, int, float]]) -> None:
    svg = flow_picture("t", [Flow(f"s{a}", f"s{b}", much) for a, b, much in drawn], "issues")
    thick = sum(float(ends[1]) - float(ends[0]) for ends in re.findall(r"[\d.]+ ([\d.]+)V([\d.]+)C", svg))
    if sum(much for _, _, much in drawn) > 0:
        assert thick == pytest.approx(TALL, abs=0.1 * len(drawn) + 0.2)


@given(st.lists(st.tuples(st.floats(0, 700), st.floats(0, 400)), min_size=1, max_size=4))
def test_few_names_never_cover_each_other(points: list[tuple[float, float]]) -> None:
    found = labels([(x, y, f"plan {place}") for place, (x, y) in enumerate(points)], (0, 0, 800, 450))
    for one, other in combinations(found, 2):
        assert overlap(one.box, other.box) == 0


def test_value_at_risk_and_the_tail_of_ten_losses() -> None:
    """Rockafellar and Uryasev: of losses 1 to 10, 8 is not passed with a chance of 80 %, and beyond lie 9 and 10."""
    losses, chances = [float(each) for each in range(1, 11)], [0.1] * 10
    assert at_risk(losses, chances, 0.8) == 8.0
    parts = in_tail(losses, chances, 0.8)
    assert parts == [0.0] * 8 + [1.0, 1.0]
    assert sum(loss * part for loss, part in zip(losses, parts, strict=True)) / 2 == pytest.approx(9.5)


@given(st.floats(-1e12, 1e12))
def test_short_amounts_are_short(amount: float) -> None:
    assert len(short(amount)) <= 8
