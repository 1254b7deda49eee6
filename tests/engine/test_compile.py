"""What is compiled counts what it says; compiling loads neither Ibis' DuckDB backend nor pandas."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.tables import CASE
from truegreen.metrics.define import Rows, Tally
from truegreen.metrics.first_contact_resolution import same_matter
from truegreen.readings.query import table_expression


def resolved_at_first_contact() -> Rows:
    """Count, for each site, the customers who stayed away from the same matter for a week."""
    case = table_expression(CASE)
    tally = same_matter.count({"case": case}, datetime(2025, 4, 1), {"within_days": 7})
    assert isinstance(tally, Tally)
    rows = case.select(case.site, among=tally.among, value=tally.value)
    hits = (rows.among & rows.value).fill_null(False).ifelse(1, 0)
    return rows.group_by("site").aggregate(n=rows.among.fill_null(False).ifelse(1, 0).sum(), t=hits.sum())


def test_what_is_compiled_counts() -> None:
    duck = Duck()
    duck.run(
        """CREATE TABLE "case" AS SELECT * FROM (VALUES
             ('1', 'Porto', 'u', 'claim', TIMESTAMP '2025-03-01', '2025-03'),
             ('2', 'Porto', 'u', 'claim', TIMESTAMP '2025-03-05', '2025-03'),
             ('3', 'Porto', 'u', 'claim', TIMESTAMP '2025-03-30', '2025-03'),
             ('4', 'Lyon', 'v', NULL, TIMESTAMP '2025-03-01', '2025-03'))
           AS t(case_id, site, customer_id, contact_type, opened_at, in_month)"""
    )
    assert sorted(duck.rows(to_sql(resolved_at_first_contact()))) == [("Lyon", 0, 0), ("Porto", 2, 1)]
    duck.close()


def test_the_last_value_is_the_last_that_is_known() -> None:
    """Ibis documents ``last`` to leave NULL out, and writes it so for Spark alone; the others are held to it here."""
    import ibis

    rows = ibis.table({"at": "int64", "value": "string"}, name="t")
    last = rows.select("at", last=rows.value.last().over(ibis.window(order_by="at", rows=(None, 0))))
    duck = Duck()
    duck.run("CREATE TABLE t AS SELECT * FROM (VALUES (1, NULL), (2, 'a'), (3, NULL), (4, 'b')) AS v(\"at\", value)")
    assert sorted(duck.rows(to_sql(last))) == [(1, None), (2, "a"), (3, "a"), (4, "b")]
    duck.close()
    assert "IGNORE NULLS" in to_sql(last, "spark")
    over = '(ORDER BY "t0"."at" ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)'
    known = f'ARRAY_AGG("t0"."value") FILTER(WHERE NOT "t0"."value" IS NULL) OVER {over}'
    assert f'({known})[CAST(COUNT("t0"."value") OVER {over} AS INT)]' in to_sql(last, "postgres")


def test_compiling_loads_no_engine() -> None:
    program = """
import sys
from truegreen.engine.compile import to_sql
import ibis
for dialect in ("duckdb", "postgres", "spark"):
    to_sql(ibis.table({"a": "int64"}, name="t").a.sum(), dialect)
unwanted = {"duckdb", "ibis.backends.duckdb", "pandas", "pyspark", "psycopg", "numpy", "pyarrow"}
print(*sorted(unwanted & sys.modules.keys()))
"""
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == []
