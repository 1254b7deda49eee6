"""Rows of accounts for the regression within them, as Parquet: as they came, or kept by account."""

from __future__ import annotations

import sys

import duckdb

ACCOUNTS = 20_000


def main(path: str, rows: int, columns: int, order: str = "") -> None:
    """Draw rows whose first column goes with the others, and with its account."""
    by = f"ORDER BY {order}" if order else ""
    figures = ", ".join(f"CAST(hash(n, {i}) % 10007 AS DOUBLE) AS x_{i}" for i in range(2, columns + 1))
    outcome = " + ".join(f"x_{i} * {0.1 * i * (-1) ** i}" for i in range(2, columns + 1))
    drawn = f"SELECT n, CAST(hash(n) % {ACCOUNTS} AS INTEGER) AS account, {figures} FROM range({rows}) AS r(n)"
    first = f"{outcome} + hash(account, 1) % 5003 + hash(n, 1) % 20011 AS x_1"
    with duckdb.connect() as made:
        made.execute(f"COPY (SELECT * EXCLUDE (n), {first} FROM ({drawn}) {by}) TO '{path}'")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
