"""Agreement of raters: every coefficient and error is the published one, and no coefficient claims what nobody saw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Verdict
from truegreen.stats.raters.calibration import calibration
from truegreen.stats.raters.krippendorff import krippendorff
from truegreen.stats.raters.likeness import Likeness, likeness
from truegreen.stats.raters.many import brennan_prediger, fleiss, gwet, percent
from truegreen.stats.raters.ratings import counted, ratings_of, tabled
from truegreen.stats.raters.resampling import resampled
from truegreen.stats.raters.standing import ALTMAN, FLEISS, standing
from truegreen.stats.raters.stating import Agreement
from truegreen.stats.raters.two import cohen

ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
DIAGNOSES = [[40, 6, 4, 15], [4, 25, 1, 5], [4, 2, 21, 9], [17, 13, 12, 45]]
PSYCHIATRISTS = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1],
]  # fmt: skip
N = None
CANONICAL: list[list[Any]] = [
    [1, 1, N, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
    [2, 2, 2, 2], [N, 5, 5, 5], [N, N, 1, 1], [N, N, 3, N],
]  # fmt: skip
WIKIPEDIA: list[list[Any]] = [
    [N, 1, N], [N, N, N], [N, 2, 2], [N, 1, 1], [N, 3, 3], [3, 3, 4], [4, 4, 4], [1, 3, N], [2, N, 2], [1, N, 1],
    [1, N, 1], [3, N, 3], [3, N, 3], [N, N, N], [3, N, 4],
]  # fmt: skip
FOUR = (Likeness.NOMINAL, Likeness.ORDINAL, Likeness.INTERVAL, Likeness.RATIO)


def shown(found: Agreement | None) -> tuple[float, float]:
    assert found is not None
    return found.estimate.value, found.estimate.error


@pytest.mark.parametrize(
    ("how", "published"),
    [
        (Likeness.NOMINAL, [(0.796409, 0.058911), (0.796240, 0.059055), (0.849331, 0.043217), (0.835, 0.046933),
                            (0.797259, 0.059055), (0.89, 0.031289)]),
        (Likeness.INTERVAL, [(0.892157, 0.035352), (0.892109, 0.035395), (0.940237, 0.017920), (0.9175, 0.023467),
                             (0.892649, 0.035395), (0.9725, 0.007822)]),
    ],
)  # fmt: skip
def test_two_raters_agree_as_published(how: Likeness, published: list[tuple[float, float]]) -> None:
    """Gwet's irrCAC, its vignettes, cont3x3abstractors: κ, π, AC1/AC2, Brennan–Prediger, α and the percentage."""
    table = tabled(ABSTRACTORS)
    found = [cohen(ABSTRACTORS, how)] + [
        each(table, how) for each in (fleiss, gwet, brennan_prediger, krippendorff, percent)
    ]
    for one, other in zip(map(shown, found), published, strict=True):
        assert one == pytest.approx(other, abs=6e-7)


def test_intervals_are_students_and_end_at_one() -> None:
    """The same vignettes: AC1 (0.764, 0.935); of the raw ratings (0.461, 1)."""
    found, raw = gwet(tabled(ABSTRACTORS)), gwet(ratings_of(CANONICAL))
    assert found is not None
    assert raw is not None
    assert (found.estimate.low, found.estimate.high) == pytest.approx((0.764, 0.935), abs=5e-4)
    assert (raw.estimate.low, raw.estimate.high) == pytest.approx((0.461, 1), abs=5e-4)
    assert raw.estimate.p == pytest.approx(0.000208721, rel=1e-4)


def test_four_diagnoses_agree_as_published() -> None:
    """irrCAC, cont4x4diagnosis."""
    assert shown(cohen(DIAGNOSES))[0] == pytest.approx(0.431501, abs=5e-7)
    assert shown(gwet(tabled(DIAGNOSES)))[0] == pytest.approx(0.456158, abs=5e-7)
    assert shown(cohen(DIAGNOSES, Likeness.INTERVAL))[0] == pytest.approx(0.383186, abs=5e-7)


def test_six_psychiatrists_agree_as_published() -> None:
    """irrCAC, distrib.6raters."""
    ratings = counted(PSYCHIATRISTS)
    assert shown(gwet(ratings)) == pytest.approx((0.4448007, 0.08418757), abs=5e-8)
    assert shown(fleiss(ratings)) == pytest.approx((0.4139265, 0.08119291), abs=5e-8)
    assert shown(brennan_prediger(ratings)) == pytest.approx((0.4388889, 0.08312142), abs=5e-8)
    assert shown(krippendorff(ratings))[0] == pytest.approx(0.4204384, abs=5e-8)
    assert shown(gwet(ratings, Likeness.INTERVAL)) == pytest.approx((0.4837438, 0.1058227), abs=5e-8)
    assert shown(fleiss(ratings, Likeness.INTERVAL)) == pytest.approx((0.2511909, 0.1457381), abs=5e-8)


def test_fourteen_raters_of_ten_units_agree_as_published() -> None:
    """Wikipedia, “Fleiss' kappa”: P̄ .378, chance .213, κ .210."""
    found = fleiss(counted([
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]))  # fmt: skip
    assert found is not None
    assert (found.observed, found.chance, found.estimate.value) == pytest.approx((0.378, 0.213, 0.210), abs=5e-4)


def test_missing_ratings_count_as_published() -> None:
    """irrCAC, cac.raw4raters: κ and AC1 keep the unit that was rated once in what is usual, α does not."""
    ratings = ratings_of(CANONICAL)
    assert shown(fleiss(ratings)) == pytest.approx((0.76117, 0.15302), abs=5e-6)
    assert shown(gwet(ratings)) == pytest.approx((0.77544, 0.14295), abs=5e-6)
    assert shown(brennan_prediger(ratings)) == pytest.approx((0.77273, 0.14472), abs=5e-6)
    assert shown(krippendorff(ratings)) == pytest.approx((0.74342, 0.14557), abs=5e-6)
    assert shown(percent(ratings)) == pytest.approx((0.8181818, 0.12561), abs=5e-6)
    squared = Likeness.INTERVAL
    assert shown(gwet(ratings, squared)) == pytest.approx((0.914, 0.10396), abs=5e-6)
    assert shown(fleiss(ratings, squared)) == pytest.approx((0.86494, 0.14603), abs=5.1e-6)
    assert shown(krippendorff(ratings, squared)) == pytest.approx((0.84911, 0.12913), abs=5e-6)


@pytest.mark.parametrize(
    ("rows", "published"),
    [(CANONICAL, [0.7434, 0.8154, 0.8491, 0.7974]), (WIKIPEDIA, [0.6914, 0.8067, 0.8108, 0.8089])],
)
def test_alpha_is_the_published_one_on_every_scale(rows: list[list[Any]], published: list[float]) -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), and Wikipedia's example."""
    found = [shown(krippendorff(ratings_of(rows), how))[0] for how in FOUR]
    assert found == pytest.approx(published, abs=5.1e-5)


def test_where_nearly_all_pass_kappa_collapses_and_ac1_does_not() -> None:
    """118 both pass, 2 and 5 one of the two, none both fail."""
    table = [[118, 2], [5, 0]]
    assert shown(cohen(table))[0] == pytest.approx(-0.023, abs=5e-4)
    assert shown(gwet(tabled(table)))[0] == pytest.approx(0.941, abs=5e-4)
    assert shown(percent(tabled(table)))[0] == pytest.approx(0.944)


def test_what_an_agreement_may_be_called_is_the_published_name() -> None:
    """irrCAC, vignette on benchmarking: AC1 .77544 (.14295) is moderate; chances .39674 .88336 .99542 .99997."""
    found = gwet(ratings_of(CANONICAL))
    assert found is not None
    named = standing(found.estimate)
    assert named.name == "moderate"
    assert [chance for _, chance in named.chances][:4] == pytest.approx([0.39674, 0.88336, 0.99542, 0.99997], abs=2e-5)
    assert standing(found.estimate, ALTMAN).name == "moderate"
    assert standing(found.estimate, FLEISS).name == "intermediate to good"


def test_likeness_is_the_published_one() -> None:
    """irrCAC, vignette on weighting: quadratic 1 .75 0, ordinal 1 .66667 0 for three categories."""
    assert likeness([1, 2, 3], Likeness.INTERVAL)[0].tolist() == [1, 0.75, 0]
    assert likeness(["a", "b", "c"], Likeness.ORDINAL)[0].tolist() == pytest.approx([1, 2 / 3, 0])
    assert likeness([1, 2, 3], Likeness.LINEAR)[0].tolist() == [1, 0.5, 0]
    with pytest.raises(ValueError, match="not below nought"):
        likeness([-1, 2], Likeness.RATIO)


RAW = st.lists(st.lists(st.sampled_from([1, 2, 3, None]), min_size=3, max_size=3), min_size=4, max_size=30)


@given(RAW, st.sampled_from([fleiss, gwet, brennan_prediger, krippendorff, percent]), st.sampled_from(FOUR))
def test_nobody_matters_by_place_and_nothing_breaks(rows: list[list[Any]], coefficient: Any, how: Likeness) -> None:
    one = coefficient(ratings_of(rows, [1, 2, 3]), how)
    other = coefficient(ratings_of([row[::-1] for row in reversed(rows)], [1, 2, 3]), how)
    assert (one is None) == (other is None)
    if one is not None:
        assert shown(one) == pytest.approx(shown(other), abs=1e-7)
        assert one.estimate.low <= one.estimate.value <= one.estimate.high + 1e-9
        assert one.estimate.high <= 1


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3))
def test_a_table_says_the_same_as_its_units_one_by_one(table: list[list[int]]) -> None:
    rows = [[a, b] for a in range(3) for b in range(3) for _ in range(table[a][b])]
    one, other = gwet(tabled(table, [0, 1, 2])), gwet(ratings_of(rows, [0, 1, 2]))
    assert (one is None) == (other is None)
    if one is not None and other is not None and len(rows) > 1:
        assert one.estimate.value == pytest.approx(other.estimate.value)
        less = np.sqrt(len(rows) / (len(rows) - 1))
        assert one.estimate.error * less == pytest.approx(other.estimate.error, abs=1e-9)


def test_unanimous_raters_are_not_certain_of_the_rest() -> None:
    few, many = gwet(tabled([[5, 0], [0, 5]])), gwet(tabled([[500, 0], [0, 500]]))
    assert few is not None
    assert many is not None
    assert few.estimate.value == many.estimate.value == 1
    assert few.estimate.low < 0.5
    assert many.estimate.low > 0.98
    assert calibration([[1, 1], [2, 2], [1, 1]]).verdict is Verdict.NOT_ENOUGH


def test_where_nobody_could_disagree_there_is_no_coefficient() -> None:
    assert cohen([[0, 0], [0, 0]]) is None
    assert cohen([[9, 0], [0, 0]]) is None
    assert fleiss(ratings_of([["pass", "pass"], ["pass", "pass"]])) is None
    assert krippendorff(ratings_of([["pass"], ["fail"]])) is None
    assert gwet(ratings_of([])) is None
    assert gwet(ratings_of([["pass", "pass"]])) is None
    assert percent(ratings_of([["pass", "pass"]])) is not None
    with pytest.raises(ValueError, match="not among the categories"):
        ratings_of([["maybe"]], ["pass", "fail"])
    with pytest.raises(ValueError, match="square"):
        tabled([[1, 2]])
    with pytest.raises(ValueError, match="units by categories"):
        counted([[-1, 2]])


def test_calibration_rests_on_what_does_not_collapse() -> None:
    rows = [["pass", "pass"]] * 118 + [["pass", "fail"]] * 2 + [["fail", "pass"]] * 5
    found = calibration(rows, ["pass", "fail"])
    assert found.verdict is Verdict.ESTABLISHED
    assert found.standing is not None
    assert found.standing.name == "almost perfect"
    assert shown(found.kappa)[0] == pytest.approx(-0.023, abs=5e-4)
    rng = np.random.default_rng(1)
    assert calibration(rng.integers(0, 2, (300, 3)).tolist()).verdict is Verdict.REFUTED
    assert calibration(CANONICAL).verdict is Verdict.NOT_ENOUGH


def test_drawing_the_units_again_gives_about_the_same_interval() -> None:
    ratings = tabled(ABSTRACTORS)
    found, formula = resampled(ratings, gwet, draws=300, seed=4), gwet(ratings)
    assert found is not None
    assert formula is not None
    assert found.error == pytest.approx(formula.estimate.error, rel=0.12)
    assert found.low == pytest.approx(formula.estimate.low, abs=0.03)
    assert found == resampled(ratings, gwet, draws=300, seed=4)
    assert resampled(ratings_of([[1], [2]]), gwet) is None


@pytest.mark.slow
def test_an_interval_holds_the_truth_as_often_as_it_promises() -> None:
    """Two raters who agree on 90 % of the units beyond chance, where nine in ten pass."""
    rng, held = np.random.default_rng(2), []
    cells = np.array([[0.88, 0.02], [0.03, 0.07]])
    truth = gwet(tabled(cells * 1e6))
    assert truth is not None
    for _ in range(400):
        found = gwet(tabled(rng.multinomial(150, cells.ravel()).reshape(2, 2)))
        assert found is not None
        held.append(found.estimate.low <= truth.estimate.value <= found.estimate.high)
    assert np.mean(held) > 0.92
