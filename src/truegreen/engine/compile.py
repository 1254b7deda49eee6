"""Ibis as compiler only: an expression in, SQL text out; the SQL runs on our own connections.

Ibis' own backends are not used: on DuckDB 2.0 they break, and on engines without a float division they can render an
integer one (``Backend.compile`` shares nodes; ``to_sqlglot(...).sql(...)`` copies them).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

DIALECTS: Final = {"duckdb": "DuckDBCompiler", "postgres": "PostgresCompiler", "spark": "PySparkCompiler"}


@cache
def _compiler(dialect: str) -> Any:
    from ibis.backends.sql import compilers
    from ibis.config import Config, options

    if dialect == "spark" and getattr(options, "pyspark", None) is None:

        class SparkOptions(Config):  # type: ignore[misc]
            treat_nan_as_null: bool = False

        options.pyspark = SparkOptions()
    return getattr(compilers, DIALECTS[dialect])()


def to_sql(expression: Any, dialect: str = "duckdb", *, pretty: bool = False) -> str:
    """Write an Ibis expression as SQL of a dialect: ``duckdb``, ``postgres`` or ``spark``; pretty is for people."""
    from sqlglot.expressions import LastValue

    compiler = _compiler(dialect)
    written = compiler.to_sqlglot(expression)
    for last in [] if dialect == "spark" else list(written.find_all(LastValue)):
        _leave_nulls_out(last, dialect)
    return str(written.sql(dialect=compiler.dialect, pretty=pretty))


def _leave_nulls_out(last: Any, dialect: str) -> None:
    """Let the last value of a window be one that is not NULL, as Ibis documents it; it writes so for Spark alone.

    PostgreSQL has no words for that before its version 19; there, it is the last of an array of those that are not.
    """
    from sqlglot import condition
    from sqlglot.expressions import Anonymous, Bracket, Count, Filter, IgnoreNulls, Paren, Where, cast, null

    window, value = last.parent, last.this
    if dialect == "duckdb":
        window.set("this", IgnoreNulls(this=last))
        return
    listed, counted = window.copy(), window.copy()
    known = Where(this=condition(value).is_(null()).not_())
    listed.set("this", Filter(this=Anonymous(this="ARRAY_AGG", expressions=[value.copy()]), expression=known))
    counted.set("this", Count(this=value.copy()))
    window.replace(Bracket(this=Paren(this=listed), expressions=[cast(counted, "int")], offset=1))
