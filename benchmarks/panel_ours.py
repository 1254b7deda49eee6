"""Our side of the regression within accounts: prints what it found and used, as JSON.

The scan is plain SQL, alike on every engine: rows that are complete, centred, then sums and products by account.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from itertools import combinations_with_replacement
from typing import Any

import duckdb
import numpy as np

from benchmarks.measuring import cpu, peak_gigabytes
from truegreen.stats.panel.bootstrap import Draws, poisson
from truegreen.stats.panel.equations import Way, equations
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments, from_table
from truegreen.stats.panel.regression import Regression, regression

CENTRE, DRAWS = 5000, 500


def moments_sql(path: str, columns: int) -> str:
    """Give the query for moments: named as ``stats.panel.moments.from_table`` reads them."""
    numbers = range(1, columns + 1)
    centred = ", ".join(f"CAST(x_{i} AS DOUBLE) - {CENTRE} AS v_{i}" for i in numbers)
    sums = ", ".join(f"SUM(v_{i}) AS s_{i}" for i in numbers)
    products = ", ".join(f"SUM(v_{i} * v_{j}) AS p_{i}_{j}" for i, j in combinations_with_replacement(numbers, 2))
    complete = " AND ".join(f"x_{i} IS NOT NULL" for i in numbers)
    rows = f"SELECT account, {centred} FROM '{path}' WHERE {complete}"
    return f"SELECT account AS cluster, COUNT(*) AS n, {sums}, {products} FROM ({rows}) AS centred GROUP BY account"


def main(path: str, columns: int) -> dict[str, Any]:
    """Scan, solve, bootstrap."""
    import_module("scipy.special")
    names = [f"x_{i}" for i in range(1, columns + 1)]
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("SET preserve_insertion_order = false")
    found: list[tuple[Moments, Any]] = []

    def whole() -> None:
        table = connection.execute(moments_sql(path, columns)).fetchnumpy()
        moments = from_table(table, names, np.full(columns, CENTRE))
        found.append((moments, regression(moments, "x_1", names[1:], Way.WITHIN, Errors.CR1)))

    start = time.perf_counter()
    taken = cpu(whole, times=1)
    wall, peak = time.perf_counter() - start, peak_gigabytes()
    moments, made = found[0]
    assert isinstance(made, Regression)
    solve = cpu(lambda: regression(moments, "x_1", names[1:], Way.WITHIN, Errors.CR1))
    each = equations(moments, "x_1", names[1:], Way.WITHIN)
    draws = cpu(lambda: isinstance(poisson(each, DRAWS), Draws))
    scan = f"SELECT {', '.join(f'sum({name})' for name in names)} FROM '{path}'"
    estimates = made.estimates.values()
    return {
        "values": [each.value for each in estimates],
        "errors": [each.error for each in estimates],
        "scan": cpu(lambda: connection.execute(scan).fetchall()),
        "cpu": taken,
        "wall": wall,
        "peak": peak,
        "solve": solve,
        "draws": draws,
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
