"""The readings of a run as a Parquet table, for people who would rather query than click."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from truegreen.engine.duck import Duck
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Versions
from truegreen.model.reading import Reading
from truegreen.readings.cells import Cells
from truegreen.readings.questions import questions
from truegreen.readings.read import read


def keep_readings(
    duck: Duck,
    folder: Path,
    cells: Cells,
    agreements: Iterable[Versions],
    slices: Sequence[str],
    metrics: Mapping[str, Metric],
    path: Path,
) -> int:
    """Write every measure of every agreement, as last amended, by period: for all and by each slice; say how many.

    Counts and totals are exact, in the unit's small parts; ``value`` is their quotient as a float, for drawing.
    """
    import pyarrow as pa

    rows = [
        _row(versions.id, each)
        for versions in agreements
        for each in read(
            duck, folder, cells, questions(versions.latest, metrics).values(), (), *([name] for name in slices)
        )
    ]
    schema = pa.schema(
        [
            *((name, pa.string()) for name in ("agreement", "measure", "formula", "slice", "member")),
            *((name, pa.date32()) for name in ("first_day", "last_day")),
            *((name, pa.int64()) for name in ("count", "total", "divisor")),
            ("unit", pa.string()),
            *((name, pa.int64()) for name in ("eligible", "invited", "answered")),
            *((name, pa.float64()) for name in ("value", "low", "high")),
        ]
    )
    duck.connection.register("readings_now", pa.Table.from_pylist(rows, schema))
    duck.write("SELECT * FROM readings_now", path)
    duck.connection.unregister("readings_now")
    return len(rows)


def _row(agreement: str, each: Reading) -> dict[str, object]:
    by, member = next(iter(each.slice.items()), ("", ""))
    return {
        "agreement": agreement,
        "measure": each.measure,
        "formula": each.spec,
        "slice": by,
        "member": member,
        "first_day": each.period.start if each.period else None,
        "last_day": each.period.last if each.period else None,
        "count": each.count,
        "total": each.total,
        "divisor": each.count if each.divisor is None else each.divisor,
        "unit": each.unit,
        "eligible": each.eligible,
        "invited": each.invited,
        "answered": each.answered,
        "value": None if each.value is None else float(each.value),
        "low": each.low,
        "high": each.high,
    }
