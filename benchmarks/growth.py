"""How cost grows with size: what several runs measured side by side, and the power of size that it grows with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from math import isfinite, log
from typing import Final, TypeAlias

from benchmarks.figures import UNKNOWN, figure
from benchmarks.kept import Run
from benchmarks.measuring import GIGABYTES, Result

SIZES: Final = (1_000_000, 10_000_000, 100_000_000)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
Lines: TypeAlias = Mapping[tuple[str, str], Mapping[int, Result]]
"""Lines by benchmark and task, whatever numbers the task names; of each by the cases that were asked for."""


def growth(runs: Sequence[Run]) -> Iterator[str]:
    """Write the part of the page; without two sizes nothing is said of growth."""
    sizes = sorted({run.cases for run in runs})
    yield "## How cost grows"
    yield ""
    if missing := [f"{each:,}" for each in SIZES if each not in sizes]:
        yield f"Not run: {', '.join(missing)} cases."
        yield ""
    if len(sizes) == 1:
        yield "Of one size nothing can be said of growth."
        return
    yield (
        "Cost that doubles with size has the power 1, and cost that stays as it is the power 0. Rows are told where a "
        "task has not as many as there are cases."
    )
    yield ""
    titles = [f"{each:,} cases" for each in sizes]
    yield f"| task | {' | '.join(titles)} | power of size |"
    yield f"|---|{'---|' * len(sizes)}---|"
    for (name, _), lines in _lines(runs).items():
        if (found := power([(each.size or 0, each.ours) for each in lines.values()])) is not None:
            cells = [_cell(size, lines.get(size)) for size in sizes]
            yield f"| {name}: {_common([each.task for each in lines.values()])} | {' | '.join(cells)} | {found:.2f} |"
    yield ""
    yield f"| the largest process of | {' | '.join(titles)} |"
    yield f"|---|{'---|' * len(sizes)}"
    for name, peaks in _peaks(runs).items():
        yield f"| {name} | {' | '.join(figure(peaks.get(size), GIGABYTES) for size in sizes)} |"


def power(points: Sequence[tuple[float, float]]) -> float | None:
    """Give the power of size that cost grows with, by least squares of logarithms; None without two sizes."""
    known = [(log(size), log(cost)) for size, cost in points if size > 0 and cost > 0 and isfinite(cost)]
    if len({size for size, _ in known}) < 2:
        return None
    middle, level = (sum(each) / len(known) for each in zip(*known, strict=True))
    return float(sum((x - middle) * (y - level) for x, y in known) / sum((x - middle) ** 2 for x, _ in known))


def _lines(runs: Sequence[Run]) -> Lines:
    """Give every line that has a size, once for all its peers; of runs of the same size the last counts."""
    found: dict[tuple[str, str], dict[int, Result]] = {}
    for run in runs:
        for each in run.benchmarks:
            by_task = {_NUMBER.sub("n", line.task): line for line in reversed(each.results) if line.size}
            for task, line in reversed(by_task.items()):
                found.setdefault((each.name, task), {})[run.cases] = line
    return found


def _peaks(runs: Sequence[Run]) -> Mapping[str, Mapping[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for run in runs:
        for each in run.benchmarks:
            if each.peak is not None and any(line.size for line in each.results):
                found.setdefault(each.name, {})[run.cases] = each.peak
    return found


def _cell(cases: int, line: Result | None) -> str:
    if line is None:
        return UNKNOWN
    own = "" if line.size == cases else f" ({line.size:,} rows)"
    return figure(line.ours, line.unit) + own


def _common(tasks: Sequence[str]) -> str:
    """Give a task with an n for each number that differs between sizes."""
    numbers = zip_longest(*(_NUMBER.findall(each) for each in tasks))
    kept = iter([each[0] if len(set(each)) == 1 else "n" for each in numbers])
    return _NUMBER.sub(lambda _: next(kept), tasks[-1])
