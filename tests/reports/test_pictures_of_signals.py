"""Quadrant, funnel and forest: every point has its place, odd ones stand at the edge, names of others do no harm."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from truegreen.reports.axis import axis
from truegreen.reports.drawing import standing_alone
from truegreen.reports.forest import Effect, forest
from truegreen.reports.funnel_picture import Limits, Member, funnel_picture
from truegreen.reports.quadrant import Corners, Point, quadrant

CORNERS = Corners("green outside, red inside", "late and content", "well", "unwell")
HOSTILE = '"><script>alert(1)</script>'


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30))
def test_every_value_lies_between_the_ends_of_its_axis(values: list[float]) -> None:
    made = axis(values, 10, 90)
    assert all(10 <= made.at(each) <= 90 for each in values)
    slack = 1e-6 * (made.high - made.low)
    assert made.low <= min(values) + slack
    assert made.high >= max(values) - slack
    assert 2 <= len(made.ticks) <= 9


def _circles(svg: str) -> list[dict[str, str]]:
    tree = ElementTree.fromstring(standing_alone(svg))  # noqa: S314  our own drawing
    return [dict(each.attrib) for each in tree.iter() if each.tag.endswith("circle")]


def test_a_watermelon_stands_right_of_the_target_and_below_the_line() -> None:
    points = [Point(0.06, -0.3, "bad", "1", "Manila"), Point(-0.05, 0.1, "good", "", "Rotterdam")]
    svg = quadrant("cells", points, "contract", "customers", CORNERS)
    rotterdam, manila = _circles(svg)
    level = re.search(r'class="level" d="M([\d.]+) \d+V\d+M\d+ ([\d.]+)H', svg)
    assert level
    upright, flat = float(level[1]), float(level[2])
    assert float(manila["cx"]) > upright > float(rotterdam["cx"])
    assert float(manila["cy"]) > flat > float(rotterdam["cy"])


def test_one_odd_cell_does_not_squeeze_the_others() -> None:
    points = [Point(0.01 * each % 0.07, 0.02 * each % 0.09, "unsure", "", "") for each in range(300)]
    svg = quadrant("cells", [*points, Point(-40.0, 0.0, "unsure", "", "")], "contract", "customers", CORNERS)
    assert min(float(each["cx"]) for each in _circles(svg)) == 64.0
    assert len({each["cx"] for each in _circles(svg)}) > 5


def test_names_of_others_are_text() -> None:
    drawn = [
        quadrant("cells", [Point(0, 0, "bad", HOSTILE, HOSTILE)], HOSTILE, HOSTILE, CORNERS),
        funnel_picture(HOSTILE, [Member(10, 0.5, "bad", HOSTILE, HOSTILE)], 0.5, [], HOSTILE, HOSTILE),
        forest(HOSTILE, [Effect(HOSTILE, 0.1, 0.0, 0.2, "good", HOSTILE, HOSTILE)], 0.1, HOSTILE),
    ]
    assert not any("<script" in each for each in drawn)


def test_a_funnel_names_who_stands_out_and_draws_both_sides_of_its_limits() -> None:
    limits = [Limits("chance", False, [(10, 0.3, 0.7), (1000, 0.45, 0.55)])]
    others = [Member(each, 0.5, "unsure", "Porto", "") for each in range(100, 600, 40)]
    members = [Member(900, 0.4, "bad", "Manila", ""), *others]
    svg = funnel_picture("sites", members, 0.5, limits, "answers", "satisfied")
    assert svg.count("<polyline") == 2
    assert ">Manila<" in svg
    assert ">Porto<" not in svg


def test_a_forest_draws_nothing_where_nothing_is_known() -> None:
    effects = [
        Effect("Solved at once", 0.4, 0.3, 0.5, "good", "predicts", ""),
        Effect("Checked", None, None, None, "unsure", "not enough data", ""),
    ]
    assert len(_circles(forest("effects", effects, 0.1, "per SD"))) == 1
