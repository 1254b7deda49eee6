"""Make the page of benchmarks from runs that were kept: ``python -m benchmarks.page FILE… > docs/benchmarks.md``.

A benchmark is shown as it went at ten million cases, or at the size nearest to it that was run; all sizes stand side
by side where its cost grows with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import Final

from benchmarks.__main__ import NAMES
from benchmarks.figures import figure, ratio
from benchmarks.growth import growth
from benchmarks.kept import Benchmark, Run, read
from benchmarks.measuring import GIGABYTES, Result

SHOWN: Final = 10_000_000
HEAD: Final = """\
# Benchmarks

What each task costs, as a ratio to a named peer or to what is promised, both in the same run on the same machine.
`make bench` runs them and `make bench-page` makes this page of what it kept; nothing here is written by hand. Before
anything is timed, figures are seen to be the peer's or those that were planted.

CPU-s are CPU seconds of all threads, which a busy machine distorts least. Memory is the most that a side held where it
had a process of its own; elsewhere both share one, and the largest process is told above the table. A limit that is
broken says so; without a limit a line is only told.
"""


def page(runs: Sequence[Run]) -> str:
    """Write the page."""
    runs = sorted(runs, key=lambda run: (run.cases, run.made))
    shown = [_shown(name, runs) for name in _names(runs)]
    lines = [HEAD, *_machines(runs), "", *_verdict(shown)]
    for run, benchmark in shown:
        lines += ["", *_section(run, benchmark)]
    return "\n".join([*lines, "", *growth(runs)]) + "\n"


def _names(runs: Sequence[Run]) -> list[str]:
    """Give the benchmarks that were run, in the order in which all of them are."""
    found = [each.name for run in runs for each in run.benchmarks]
    return [each for each in dict.fromkeys((*NAMES, *found)) if each in found]


def _shown(name: str, runs: Sequence[Run]) -> tuple[Run, Benchmark]:
    """Give a benchmark at the size nearest to the one that is shown; of several such runs the last."""
    found = [(run, each) for run in runs for each in run.benchmarks if each.name == name]
    return min(reversed(found), key=lambda one: abs(log(one[0].cases / SHOWN)))


def _machines(runs: Sequence[Run]) -> Iterator[str]:
    """Say when, at which size, on what machine and with which releases each run was."""
    yield "| run | cases | processor | cores | memory |"
    yield "|---|---|---|---|---|"
    for run in runs:
        cells = (run.made.replace("T", " ")[:16], f"{run.cases:,}", run.processor or "not told", f"{run.cores}")
        yield f"| {' | '.join(cells)} | {figure(run.memory, GIGABYTES)} |"
    told = dict.fromkeys(_releases(run) for run in runs)
    for releases in told:
        which = (
            "" if len(told) == 1 else f"{', '.join(f'{r.cases:,}' for r in runs if _releases(r) == releases)} cases: "
        )
        yield from ("", f"{which}{releases}.")


def _releases(run: Run) -> str:
    return ", ".join([f"Python {run.python}", *(f"{name} {version}" for name, version in run.packages.items())])


def _verdict(shown: Sequence[tuple[Run, Benchmark]]) -> Iterator[str]:
    """Say what holds, and first of all what does not."""
    limited = [(each, line) for _, each in shown for line in each.results if line.limit is not None]
    broken = [(each, line) for each, line in limited if not line.holds]
    if not broken:
        yield f"All {len(limited)} limits hold." if limited else "No line has a limit at this size."
    else:
        yield f"{len(broken)} of {len(limited)} limits are broken:"
        yield ""
        for each, line in broken:
            yield f"- {each.name}: {line.task}: {ratio(line.ratio)} × {line.peer}, at most {ratio(line.limit or 0)}."
    for _, each in shown:
        if each.failed:
            yield ""
            yield f"{each.name} ended with an error and measured nothing."


def _section(run: Run, benchmark: Benchmark) -> Iterator[str]:
    yield f"## {benchmark.name}"
    yield ""
    if benchmark.failed:
        yield f"Ended with an error at {run.cases:,} cases."
        return
    held = figure(benchmark.peak, GIGABYTES)
    yield f"{benchmark.about} Run with {run.cases:,} cases; the largest process held {held}."
    yield ""
    yield "| task | ours | peer or limit | theirs | ratio | at most | memory, ours | memory, theirs |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from map(_row, benchmark.results)


def _row(line: Result) -> str:
    limit = "only told" if line.limit is None else f"{ratio(line.limit)}, {'holds' if line.holds else '**broken**'}"
    held = ["–"] * 2 if line.unit == GIGABYTES else [figure(each, GIGABYTES) for each in (line.held, line.held_against)]
    cells = (
        line.task, figure(line.ours, line.unit), line.peer, figure(line.against, line.unit), ratio(line.ratio), limit,
        *held,
    )  # fmt: skip
    return f"| {' | '.join(each.replace('|', '/') for each in cells)} |"


if __name__ == "__main__":
    kept = [Path(each) for each in sys.argv[1:] if Path(each).is_file()]
    if not kept or len(kept) < len(sys.argv[1:]):
        sys.exit("nothing is kept there: run `make bench` first, then python -m benchmarks.page FILE…")
    sys.stdout.write(page([read(each) for each in kept]))
