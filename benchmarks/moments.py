"""Contacts held against their like, summed by account: 20 million by 12 figures, whole and by month; and a panel.

Drawn inside DuckDB into one Parquet file a month: one figure moves the outcome, the others do not, each is unknown
in one contact of a hundred, and a thirteenth is known in one of three only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measuring import Result, cpu, peak_gigabytes
from benchmarks.project import ROOT
from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.readings.moments import Held, moments
from truegreen.stats.panel.moments import Moments, merged
from truegreen.stats.panel.regression import Regression, regression

LARGE, FIGURES, ACCOUNTS, MONTHS = 20_000_000, 12, 20_000, 24
STRATA = ("kind", "channel", "month")
NAMES = tuple(f"x_{number}" for number in range(1, FIGURES + 1))
JOINT = (*NAMES, "y")
PAIRS = tuple((name, "y") for name in (*NAMES, "rare"))
EFFECT = -0.3


def run(cases: int) -> list[Result]:
    """Time moments and regression of all contacts at once, of one month, and of every figure with the outcome."""
    rows = round(LARGE * min(1.0, cases / 10_000_000))
    with TemporaryDirectory(dir=_here()) as folder:
        files = [_drawn(Path(folder) / f"{month:02}.parquet", rows // MONTHS, month) for month in range(MONTHS)]
        duck = Duck(spill=Path(folder) / "spill", memory="4GB")
        took, whole = _timed("moments of all", lambda: _moments(duck, files, [JOINT])[0].moments)
        fitted, made = _timed("regression", lambda: regression(whole, "y", JOINT[:-1]))
        _right(whole, made, rows)
        paired, _ = _timed("each figure with the outcome", lambda: _singly(duck, files))
        parts = cpu(lambda: [_moments(duck, [file], [JOINT]) for file in files[-1:]])
        months = [_moments(duck, [file], [JOINT])[0].moments for file in files]
        adding, added = _timed("merging months", lambda: merged(*months))
        scan = cpu(lambda: duck.rows(f"SELECT {', '.join(f'sum({x})' for x in (*NAMES, 'y'))} FROM {sql.cells(files)}"))
        _same(added, whole)
        duck.close()
    print(f"{rows:,} contacts: peak {peak_gigabytes():.1f} GB")
    at_size = rows >= LARGE
    share = 2 / MONTHS if at_size else None
    limit = 1.0 if at_size else None  # CPU seconds: two cores need half of them on the clock
    task = f"{rows:,} contacts × {FIGURES} by {ACCOUNTS:,} accounts"
    return [
        Result(f"{task}, held against their like and fitted", took + fitted, "60 s", 60.0, limit, size=rows),
        Result(f"{task}, each with the outcome", paired, "60 s", 60.0, limit, size=rows),
        Result(f"{task}, held against their like", took, "a plain scan", scan, size=rows),
        Result(f"one of {MONTHS} months is made anew", parts, "the whole", took, share, size=rows),
        Result(f"{MONTHS} months are added up", adding, "the whole", took),
    ]


def _here() -> Path:
    folder = ROOT / ".bench"
    folder.mkdir(exist_ok=True)
    return folder


def _drawn(path: Path, rows: int, month: int) -> Path:
    """Draw a month of contacts; the outcome goes with the first figure, within kind, channel and account."""
    first = month * rows
    figures = [f"CASE WHEN hash(n, {at}) % 100 > 0 THEN (hash(n, {at + 100}) % 1009) / 1009.0 END AS x_{at}"
               for at in range(1, FIGURES + 1)]  # fmt: skip
    keys = f"'a' || hash(n) % {ACCOUNTS} AS account, 'k' || hash(n, 31) % 12 AS kind, 'c' || hash(n, 32) % 3 AS channel"
    rare = "CASE WHEN hash(n, 33) % 3 = 0 THEN (hash(n, 34) % 2)::DOUBLE END AS rare"
    shift = "hash(n, 31) % 12 * 0.1 + hash(n) % 10 * 0.05 AS shift"
    drawn = f"SELECT n, {keys}, 'm{month}' AS month, {', '.join(figures)}, {rare}, {shift}"
    contacts = f"{drawn} FROM range({first}, {first + rows}) AS r(n)"
    outcome = f"{EFFECT} * coalesce(x_1, 0.5) + shift + hash(n, 35) % 997 / 997.0 AS y"
    duck = Duck()
    duck.run(
        f"COPY (SELECT * EXCLUDE (n, shift), {outcome} FROM ({contacts})) TO {sql.text(str(path))} (FORMAT parquet)"
    )
    duck.close()
    return path


def _moments(duck: Duck, files: list[Path], sets: Sequence[Sequence[str]]) -> list[Held]:
    import ibis

    duck.view("contact", f"SELECT * FROM {sql.cells(files)}")
    kinds = dict.fromkeys(("account", *STRATA), "string") | dict.fromkeys((*NAMES, "rare", "y"), "float64")
    return moments(duck, ibis.table(kinds, name="contact"), "account", sets, STRATA)


def _singly(duck: Duck, files: list[Path]) -> list[object]:
    return [regression(each.moments, "y", each.moments.names[:1]) for each in _moments(duck, files, PAIRS)]


def _timed(what: str, work: Callable[[], Any]) -> tuple[float, Any]:
    """Give CPU seconds of all threads, and what came of it; tell the time on the clock, which others stretch."""
    began, used = time.perf_counter(), time.process_time()
    done = work()
    print(f"{what}: {time.perf_counter() - began:.1f} s on the clock")
    return time.process_time() - used, done


def _right(whole: Moments, made: object, rows: int) -> None:
    """See that what was drawn is found, and nothing else."""
    assert isinstance(made, Regression)
    assert whole.rows > 0.8 * rows
    values = {name: each.value for name, each in made.estimates.items()}
    assert abs(values["x_1"] - EFFECT) < 4 * made.estimates["x_1"].error, values
    others = [each for name, each in made.estimates.items() if name != "x_1"]
    assert sum(abs(each.value) > 4 * each.error for each in others) == 0, values


def _same(months: Moments, whole: Moments) -> None:
    away = abs(months.products - whole.products).max() / abs(whole.products).max()
    assert away < 1e-10, away
    print(f"{MONTHS} months add up to the whole within {away:.1e}")
