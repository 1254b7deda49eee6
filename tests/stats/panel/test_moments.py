"""Moments add up over parts, move with their centre, and do not care for the order of rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.panel.moments import Moments, column_names, from_table, merged, of

NAMES = ("csat", "handle_time", "first_contact")
CENTRE = (4.0, 300.0, 0.7)


def drawn(seed: int, rows: int = 60, clusters: int = 7) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    table = random.normal(size=(rows, 3)) * (0.5, 90.0, 0.3) + CENTRE
    return table, random.integers(0, clusters, rows)


def same(one: Moments, other: Moments) -> None:
    assert one.names == other.names
    assert one.clusters.tolist() == other.clusters.tolist()
    for ours, theirs in (
        (one.counts, other.counts),
        (one.sums, other.sums),
        (one.products, other.products),
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10 * max(1.0, np.abs(theirs).max(initial=0)))


def test_two_accounts_by_hand() -> None:
    """(1, 10), (3, 10) and (2, 20) around (2, 10): −1·0, 1·0 and 0·10."""
    made = of([[1, 10], [2, 20], [3, 10]], ["b", "a", "b"], ["x", "y"], (2, 10))
    assert made.clusters.tolist() == ["a", "b"]
    assert made.counts.tolist() == [1, 2]
    assert made.sums.tolist() == [[0, 10], [0, 0]]
    assert made.products.tolist() == [[0, 0, 100], [2, 0, 0]]
    assert made.full()[1].tolist() == [[2, 0], [0, 0]]
    assert made.means().tolist() == pytest.approx([2, 40 / 3])


@given(st.integers(0, 10_000), st.integers(0, 60))
def test_parts_merge_to_the_whole_wherever_they_are_split(seed: int, at: int) -> None:
    table, keys = drawn(seed)
    parts = of(table[:at], keys[:at], NAMES, CENTRE), of(table[at:], keys[at:], NAMES, CENTRE)
    same(merged(*parts), of(table, keys, NAMES, CENTRE))


@given(st.integers(0, 10_000))
def test_parts_centred_otherwise_merge_all_the_same(seed: int) -> None:
    table, keys = drawn(seed)
    first = of(table[:20], keys[:20], NAMES, CENTRE)
    second = of(table[20:], keys[20:], NAMES).take(NAMES[::-1])
    same(merged(first, second), of(table, keys, NAMES, CENTRE))


@given(st.integers(0, 10_000))
def test_another_centre_is_the_same_as_summing_anew(seed: int) -> None:
    table, keys = drawn(seed)
    same(of(table, keys, NAMES, (0, 0, 0)).recentred(CENTRE), of(table, keys, NAMES, CENTRE))


@given(st.integers(0, 10_000))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    table, keys = drawn(seed)
    order = np.random.default_rng(seed).permutation(len(keys))
    same(of(table[order], keys[order], NAMES, CENTRE), of(table, keys, NAMES, CENTRE))


def test_taking_columns_is_summing_these_only() -> None:
    table, keys = drawn(1)
    wanted = ("first_contact", "csat")
    same(of(table, keys, NAMES, CENTRE).take(wanted), of(table[:, [2, 0]], keys, wanted, (0.7, 4.0)))


def test_a_weight_is_how_often_a_cluster_counts() -> None:
    table, keys = drawn(2, clusters=3)
    twice = np.concatenate([np.flatnonzero(keys == 0), np.flatnonzero(keys == 0), np.flatnonzero(keys == 1)])
    made = of(table, keys, NAMES, CENTRE).weighted([2, 1, 0])
    same(made.only(made.counts > 0), of(table[twice], keys[twice], NAMES, CENTRE))


def test_a_row_that_says_nothing_somewhere_is_left_out_and_counted() -> None:
    table, keys = drawn(3)
    table[5, 1] = table[9, 0] = np.nan
    made = of(table, keys, NAMES, CENTRE)
    complete = ~np.isnan(table).any(axis=1)
    same(made, of(table[complete], keys[complete], NAMES, CENTRE))
    assert made.incomplete == merged(made, of(table[:0], keys[:0], NAMES)).incomplete == 2


def test_what_an_engine_summed_is_read_and_added_up() -> None:
    """A cluster may come in several rows: one for each month, say."""
    table, keys = drawn(4)
    whole = of(table, keys, NAMES, CENTRE)
    parts = [of(table[part], keys[part], NAMES, CENTRE) for part in (slice(0, 30), slice(30, None))]
    rows = [np.column_stack([each.clusters, each.counts, each.sums, each.products]) for each in parts]
    columns = dict(zip(column_names(3), np.concatenate(rows).T, strict=True))
    same(from_table(columns, NAMES, CENTRE), replace(whole, clusters=whole.clusters.astype(float)))


def test_no_rows_are_no_clusters() -> None:
    none = of(np.empty((0, 3)), [], NAMES)
    assert none.rows == 0
    assert np.isnan(none.means()).all()
    assert merged(none, none).clusters.size == 0


def test_misuse_is_told() -> None:
    table, keys = drawn(5)
    made = of(table, keys, NAMES)
    with pytest.raises(ValueError, match=r"no column is called x; there are csat"):
        made.take(["x"])
    with pytest.raises(ValueError, match="as many weights"):
        made.weighted([1.0])
    with pytest.raises(ValueError, match="as many weights"):
        made.weighted([-1.0] * 7)
    with pytest.raises(ValueError, match="cannot be added to"):
        merged(made, made.take(NAMES[:2]))
    with pytest.raises(ValueError, match="need rows of as many"):
        of(table, keys[1:], NAMES)
    with pytest.raises(ValueError, match="infinite"):
        of([[np.inf]], [1], ["x"])
    with pytest.raises(ValueError, match="stands twice"):
        of(table, keys, ("x", "x", "y"))
    with pytest.raises(ValueError, match="lack s_1, p_1_1"):
        from_table({"cluster": [1], "n": [1]}, ["x"], [0])
    masked = np.ma.masked_array([1.0], mask=[True])
    with pytest.raises(ValueError, match="no cluster"):
        from_table({"cluster": masked, "n": [1], "s_1": [1], "p_1_1": [1]}, ["x"], [0])
    with pytest.raises(ValueError, match="says nothing"):
        from_table({"cluster": [1], "n": [1], "s_1": masked, "p_1_1": [1]}, ["x"], [0])
    with pytest.raises(ValueError, match="says nothing"):
        from_table({"cluster": [1], "n": [1], "s_1": [np.nan], "p_1_1": [1]}, ["x"], [0])
