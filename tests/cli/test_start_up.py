"""What verbs load as they start: each does without what is slow to load and not needed for its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.cli.calling import process, ran_starter

ENGINES: Final = ("ibis", "sqlglot", "pyarrow", "psycopg", "pyspark")
NUMBERS: Final = ("numpy", "scipy", "pandas", "highspy")
DOORS: Final = ("django", "ninja", "allauth", "granian")
FILES: Final = ("openpyxl", "xlsxwriter", "pptx", "weasyprint", "resvg_py", "matplotlib")
HEAVY: Final = (*ENGINES, *NUMBERS, *DOORS, *FILES)
SEARCHES: Final = ("importlib.metadata", "sqlite3")
"""What finds the packages of others, and what reaches databases."""
PAGES: Final = ("jinja2", "rich")
SHOWN: Final = ("truegreen.model.review", "truegreen.model.valued", "truegreen.model.truth", "truegreen.model.backtest")
"""Nouns of other verbs."""

BUDGET: Final = {
    "--help": (*HEAVY, *SEARCHES, *PAGES, *SHOWN, "duckdb", "yaml", "decimal", "truegreen.project.opened"),
    "check": (*HEAVY, *SEARCHES, *PAGES, *SHOWN, "duckdb", "hashlib", "truegreen.sources.database"),
    "settle": (*HEAVY, "jinja2", *SHOWN, "duckdb"),
    "scorecard": (*HEAVY, "jinja2", *SHOWN),
}
"""What a verb must not load."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_starter(tmp_path_factory.mktemp("started") / "project")


@pytest.mark.parametrize(("verb", "forbidden"), BUDGET.items(), ids=BUDGET)
def test_a_verb_loads_nothing_that_it_does_not_need(verb: str, forbidden: tuple[str, ...], ran: Path) -> None:
    words = (verb,) if verb == "--help" else (verb, ran, *(("--readings", _figures(ran)) if verb == "settle" else ()))
    said = process(*words, code="print('\\n'.join(['', *sys.modules]))")
    loaded = set(said.stdout.splitlines())
    assert said.returncode == 0, said.stderr
    assert "truegreen.cli" in loaded
    assert sorted(loaded & {*forbidden}) == []


def _figures(folder: Path) -> Path:
    """Write figures for one of the starter's months."""
    figures = folder.with_suffix(".csv")
    figures.write_text("period,on-time\n2025-01,75 %\n", "utf-8")
    return figures
