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

    if dialect == "spark" and not hasattr(options, "pyspark"):

        class SparkOptions(Config):  # type: ignore[misc]
            treat_nan_as_null: bool = False

        options.pyspark = SparkOptions()
    return getattr(compilers, DIALECTS[dialect])()


def to_sql(expression: Any, dialect: str = "duckdb") -> str:
    """Write an Ibis expression as SQL of a dialect: ``duckdb``, ``postgres`` or ``spark``."""
    compiler = _compiler(dialect)
    return str(compiler.to_sqlglot(expression).sql(dialect=compiler.dialect))
