"""Moments by one scan are what numpy makes of the rows; months add up to the whole; every engine sums the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.clocks.engines import Engine, duckdb, postgres, spark
from truegreen.engine.compile import DIALECTS, to_sql
from truegreen.engine.duck import Duck
from truegreen.metrics.define import Rows
from truegreen.readings.moments import moments, moments_query
from truegreen.stats.panel.moments import Moments, merged, of

GOLDEN = Path(__file__).parent / "golden"
KINDS = {"account": "string", "kind": "string", "month": "string", **dict.fromkeys(("y", "x", "z"), "float64")}
SETS = (("x", "y"), ("z", "y"), ("x", "z", "y"))
STRATA = ("kind", "month")
Drawn = dict[str, NDArray[Any]]


def drawn(seed: int, rows: int = 600) -> Drawn:
    """Draw rows of 13 accounts, 4 kinds (one unknown) and 3 months; x is often not known."""
    random = np.random.default_rng(seed)
    kinds = np.array(["invoice", "customs", "", "damage"])
    x, z = random.normal(900, 30, rows), random.integers(0, 2, rows).astype(float)
    return {
        "account": np.char.add("a", random.integers(0, 13, rows).astype(str)),
        "kind": kinds[random.integers(0, 4, rows)],
        "month": np.char.add("2025-0", random.integers(1, 4, rows).astype(str)),
        "y": 3 + 0.01 * x - z + random.normal(size=rows),
        "x": np.where(random.random(rows) < 0.4, np.nan, x),
        "z": np.where(random.random(rows) < 0.1, np.nan, z),
    }


def laid(duck: Duck, table: Drawn, name: str = "drawn") -> Rows:
    """Put rows on the connection; what is NaN or "" is NULL there."""
    import ibis
    import pyarrow as pa

    columns = {
        each: pa.array([None if one in ("", None) or one != one else one for one in held.tolist()])  # noqa: PLR0124
        for each, held in table.items()
    }
    duck.connection.register("arriving", pa.table(columns))
    duck.run(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM arriving")
    duck.connection.unregister("arriving")
    return ibis.table(KINDS, name=name)


def by_hand(table: Drawn, names: Sequence[str], strata: Sequence[str] = STRATA) -> tuple[Moments, int, int]:
    """Give the same from rows: moments, rows alone in their stratum, and how many strata count."""
    figures = np.column_stack([table[each] for each in names])
    known = ~np.isnan(figures).any(axis=1)
    figures, account = figures[known], table["account"][known]
    keys = ["/".join(each) for each in zip(*(table[name][known] for name in strata), strict=True)]
    keys = keys or ["all"] * len(figures)
    kept = np.zeros(len(figures), dtype=bool)
    for key in set(keys):
        here = np.array([each == key for each in keys])
        if here.sum() > 1:
            kept |= here
            figures[here] -= figures[here].mean(axis=0)
    return of(figures[kept], account[kept], names, np.zeros(len(names))), int((~kept).sum()), len(
        {key for key, some in zip(keys, kept, strict=True) if some}
    )  # fmt: skip


def same(one: Moments, other: Moments, within: float) -> None:
    assert one.names == other.names
    assert one.clusters.tolist() == other.clusters.tolist()
    for ours, theirs in ((one.counts, other.counts), (one.sums, other.sums), (one.products, other.products)):
        np.testing.assert_allclose(ours, theirs, rtol=within, atol=within * max(1.0, np.abs(theirs).max(initial=0)))


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def test_two_contacts_of_a_kind_by_hand(duck: Duck) -> None:
    """(x, y) of a and b are (2, 1) and (4, 0) in one stratum: ∓1 and ±½; the third is alone and left out."""
    rows = laid(duck, {"account": np.array(["a", "b", "b"]), "kind": np.array(["c", "c", "d"]),
                       "month": np.array(["m", "m", "m"]), "y": np.array([1.0, 0.0, 1.0]),
                       "x": np.array([2.0, 4.0, 9.0]), "z": np.array([np.nan] * 3)})  # fmt: skip
    pair, nothing = moments(duck, rows, "account", [("x", "y"), ("z", "y")], STRATA)
    assert (pair.alone, pair.strata, nothing.alone, nothing.strata) == (1, 1, 0, 0)
    assert pair.moments.counts.tolist() == [1, 1]
    assert pair.moments.sums.tolist() == [[-1, 0.5], [1, -0.5]]
    assert pair.moments.products.tolist() == [[1, -0.5, 0.25], [1, -0.5, 0.25]]
    assert pair.absorbing.absorbed == 0
    assert nothing.moments.rows == 0


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("strata", [STRATA, ("kind",), ()])
def test_they_are_what_numpy_makes_of_the_rows(duck: Duck, seed: int, strata: tuple[str, ...]) -> None:
    table = drawn(seed, 90 if seed else 600)  # few rows: some are alone
    for names, held in zip(SETS, moments(duck, laid(duck, table), "account", SETS, strata), strict=True):
        expected, alone, kept = by_hand(table, names, strata)
        same(held.moments, expected, 1e-9)
        assert (held.alone, held.strata) == (alone, kept)


def test_there_are_some_alone_to_be_left_out() -> None:
    assert any(by_hand(drawn(seed, 90), SETS[0])[1] for seed in range(1, 5))


def test_months_add_up_to_the_whole(duck: Duck) -> None:
    rows = laid(duck, drawn(7))
    whole = moments(duck, rows, "account", SETS, STRATA)
    parts = [moments(duck, rows.filter(rows.month == f"2025-0{n}"), "account", SETS, STRATA) for n in (1, 2, 3)]
    for at, held in enumerate(whole):
        same(merged(*(part[at].moments for part in parts)), held.moments, 1e-10)
        assert sum(part[at].alone for part in parts) == held.alone
        assert sum(part[at].strata for part in parts) == held.strata


def test_what_a_column_starts_from_and_the_order_of_rows_do_not_matter(duck: Duck) -> None:
    table = drawn(8)
    turned = {name: each[::-1] for name, each in table.items()} | {"x": table["x"][::-1] * 2 + 1_000_000}
    one = moments(duck, laid(duck, table), "account", SETS[:1], STRATA)[0].moments
    other = moments(duck, laid(duck, turned), "account", SETS[:1], STRATA)[0].moments
    np.testing.assert_allclose(other.products, one.products * [4, 2, 1], rtol=1e-7, atol=1e-6)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_query_reads_as_it_did(dialect: str) -> None:
    import ibis

    written = to_sql(moments_query(ibis.table(KINDS, name="drawn"), "account", [("x", "y")], STRATA), dialect) + "\n"
    assert written == (GOLDEN / f"moments-{dialect}.sql").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("server", [duckdb, postgres, spark])
def test_every_engine_sums_the_same(server: Callable[[], AbstractContextManager[Engine]]) -> None:
    """Figures are given in whole thousandths, which every server can be given, and divided there."""
    import ibis

    table = drawn(9)
    thousandths = {name: [None if each != each else round(each * 1000) for each in table[name].tolist()]  # noqa: PLR0124
                   for name in ("y", "x", "z")}  # fmt: skip
    texts = {name: [each or None for each in table[name].tolist()] for name in ("account", "kind", "month")}
    kinds = {name: "int64" if name in thousandths else "string" for name in KINDS}
    with server() as engine:
        engine.load("drawn", kinds, texts | thousandths)
        rows = ibis.table(kinds, name="drawn")
        rows = rows.mutate(**{name: rows[name].cast("float64") / 1000.0 for name in thousandths})
        query = moments_query(rows, "account", SETS, STRATA)
        found = sorted(engine.rows(to_sql(query, engine.dialect)))
    exact = table | {name: np.array([np.nan if each is None else each / 1000 for each in held])
                     for name, held in thousandths.items()}  # fmt: skip
    columns = dict(zip(query.columns, zip(*found, strict=True), strict=True))
    for at, names in enumerate(SETS):
        expected = by_hand(exact, names)[0]
        np.testing.assert_allclose(columns[f"n_{at}"], expected.counts)
        np.testing.assert_allclose(columns[f"p_{at}_1_2"], expected.products[:, 1], rtol=1e-9, atol=1e-9)
