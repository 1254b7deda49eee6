"""The page of benchmarks says what was measured, what broke a limit first, and never a figure that nobody measured."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import pytest

from benchmarks.figures import figure, ratio
from benchmarks.growth import power
from benchmarks.kept import Benchmark, Run, read, write
from benchmarks.measuring import GIGABYTES, Result
from benchmarks.page import page

HELD = Result("rows read", 2.0, "a plain scan", 1.0, 4.0, size=10_000_000, held=0.5, held_against=1.25)
BROKEN = Result("a plan: gap", 3.6, "what it may be", 3.0, 1.0, "% of today’s cost")
TOLD = Result("the same twice", 0.02, "once", 4.0)
RUN = Run(
    cases=10_000_000, made="2026-11-23T10:40+00:00", processor="A processor", cores=2, memory=24.0, python="3.11.7",
    packages={"duckdb": "2.0.0", "numpy": "2.4.6"},
    benchmarks=(Benchmark("cells", "Cells against a scan.", (HELD, TOLD), peak=1.5),),
)  # fmt: skip


def of_size(cases: int, seconds: float, **others: Any) -> Run:
    line = replace(HELD, task=f"{cases:,} rows read by 20,000 accounts", ours=seconds, size=cases)
    return replace(RUN, cases=cases, benchmarks=(Benchmark("cells", "", (line,), peak=seconds),), **others)


def test_a_line_says_both_sides_their_ratio_and_its_limit() -> None:
    row = "| rows read | 2.00 CPU-s | a plain scan | 1.00 CPU-s | 2.00 | 4.00, holds | 0.500 GB | 1.25 GB |"
    assert row in page([RUN]).splitlines()
    assert "All 1 limits hold." in page([RUN])


def test_what_was_not_measured_is_no_zero() -> None:
    assert (
        "| the same twice | 0.020 CPU-s | once | 4.00 CPU-s | 1/200 | only told | not measured | not measured |"
        in page([RUN]).splitlines()
    )
    unknown = replace(RUN, benchmarks=(Benchmark("cells", "", (TOLD,)),))
    assert "the largest process held not measured." in page([unknown])


def test_memory_as_the_task_needs_no_memory_beside_it() -> None:
    weighed = Result("rows: peak", 0.5, "the peer", 1.0, unit=GIGABYTES)
    made = page([replace(RUN, benchmarks=(Benchmark("cells", "", (weighed,)),))])
    assert "| rows: peak | 0.500 GB | the peer | 1.00 GB | 0.500 | only told | – | – |" in made


def test_machine_and_releases_are_said_once_where_they_are_the_same() -> None:
    made = page([RUN, replace(RUN, made="2026-11-24T08:00+00:00")])
    assert "| 2026-11-23 10:40 | 10,000,000 | A processor | 2 | 24.0 GB |" in made
    assert made.count("Python 3.11.7, duckdb 2.0.0, numpy 2.4.6.") == 1
    other = page([RUN, of_size(1_000_000, 1.0, python="3.12.1", processor="")])
    assert "1,000,000 cases: Python 3.12.1, duckdb" in other
    assert "10,000,000 cases: Python 3.11.7, duckdb" in other
    assert "| 1,000,000 | not told | 2 |" in other


def test_a_broken_limit_is_said_first_and_in_its_line() -> None:
    made = page([RUN.and_of(Benchmark("allocation", "Plans.", (BROKEN,), 0.2))])
    first = made.index("1 of 2 limits are broken:")
    assert made.index("- allocation: a plan: gap: 1.20 × what it may be, at most 1.00.") > first
    assert made.index("## cells") > first
    assert "| 3.60 % of today’s cost | what it may be | 3.00 % of today’s cost | 1.20 | 1.00, **broken** |" in made


def test_a_benchmark_that_failed_is_said() -> None:
    made = page([RUN.and_of(Benchmark("panel", failed=True))])
    assert "panel ended with an error and measured nothing." in made
    assert "## panel\n\nEnded with an error at 10,000,000 cases." in made


def test_ten_million_cases_are_shown_and_all_sizes_stand_side_by_side() -> None:
    made = page([of_size(100_000_000, 20.0), of_size(1_000_000, 0.2), of_size(10_000_000, 2.0)])
    assert "| 10,000,000 rows read by 20,000 accounts | 2.00 CPU-s |" in made
    assert "| 100,000,000 rows read by 20,000 accounts | 20.0 CPU-s |" not in made
    assert "| task | 1,000,000 cases | 10,000,000 cases | 100,000,000 cases | power of size |" in made
    assert "| cells: n rows read by 20,000 accounts | 0.200 CPU-s | 2.00 CPU-s | 20.0 CPU-s | 1.00 |" in made
    assert "| cells | 0.200 GB | 2.00 GB | 20.0 GB |" in made
    assert "Not run:" not in made


def test_a_size_that_was_not_run_is_said() -> None:
    made = page([of_size(1_000_000, 0.2), of_size(10_000_000, 2.0)])
    assert "Not run: 100,000,000 cases." in made
    assert "Of one size nothing can be said of growth." in page([RUN])


def test_a_task_that_stops_growing_tells_its_rows_and_has_no_power() -> None:
    capped = replace(HELD, task="a clock", size=500_000)
    runs = [replace(RUN, cases=cases, benchmarks=(Benchmark("clocks", "", (capped,)),)) for cases in (10**6, 10**7)]
    assert "clocks: a clock" not in page(runs)
    half = replace(RUN, cases=10**5, benchmarks=(Benchmark("clocks", "", (replace(capped, ours=0.4, size=10**5),)),))
    row = "| clocks: a clock | 0.400 CPU-s | 2.00 CPU-s (500,000 rows) | 2.00 CPU-s (500,000 rows) | 1.00 |"
    assert row in page([half, *runs])


def test_of_two_runs_of_a_size_the_last_counts() -> None:
    later = of_size(10_000_000, 3.0, made="2026-11-24T08:00+00:00")
    assert "| 10,000,000 rows read by 20,000 accounts | 3.00 CPU-s |" in page([later, of_size(10_000_000, 2.0)])


@pytest.mark.parametrize(
    ("points", "expected"),
    [([(10, 3), (100, 30), (1000, 300)], 1.0), ([(10, 5), (1000, 5)], 0.0), ([(10, 1), (100, 100)], 2.0)],
)
def test_the_power_of_size(points: list[tuple[float, float]], expected: float) -> None:
    assert power(points) == pytest.approx(expected)


@pytest.mark.parametrize("points", [[], [(10, 3)], [(10, 3), (10, 4)], [(0, 3), (10, 4)], [(10, 3), (100, inf)]])
def test_without_two_sizes_there_is_no_power(points: list[tuple[float, float]]) -> None:
    assert power(points) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "not measured"), (inf, "nothing found"), (0.0, "0.000"), (0.00042, "0.00042"), (0.0421, "0.042"),
     (2.345, "2.35"), (23.45, "23.4"), (1234.5, "1,234")],
)  # fmt: skip
def test_figures_have_the_digits_that_count(value: float | None, written: str) -> None:
    assert figure(value) == written


def test_a_small_ratio_is_one_in_so_many() -> None:
    assert (ratio(0.0004), ratio(0.125), ratio(1.5)) == ("1/2,500", "0.125", "1.50")


def test_what_is_kept_is_read_back_with_broken_limits_and_plans_not_found(tmp_path: Path) -> None:
    none_found = replace(BROKEN, ours=inf)
    run = RUN.and_of(Benchmark("allocation", "Plans.", (BROKEN, none_found), 0.2)).and_of(Benchmark("x", failed=True))
    write(run, tmp_path / "deep" / "kept.json")
    assert read(tmp_path / "deep" / "kept.json") == run
    assert run.broken == [BROKEN, none_found]
    assert "| nothing found | what it may be | 3.00 % of today’s cost | nothing found | 1.00, **broken** |" in page(
        [run]
    )
