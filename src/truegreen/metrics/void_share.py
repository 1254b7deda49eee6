"""Void share: how much of what an agreed clock began was made void, and so counts neither as kept nor as missed.

A clock that is cancelled shortly before it would be late, or whose case is merged into a fresh one, spoils no figure.
Some of it is right: customers withdraw, and duplicates are merged. A share that rises, or that differs between teams
with the same work, is worth an audit.
"""

from __future__ import annotations

from truegreen.metrics.define import Rows, Tally, variant

NAME, UNIT, BETTER = "void_share", "share", "lower"
PERSPECTIVE, TIMING = "quality", "leading"


@variant(
    counted_on="stopped_on", grain="run of a clock", population="runs that ended", stop="as the clock says",
    pauses="as the clock says", denominator="runs that stopped or were made void",
)  # fmt: skip
def by_clock(clock_run: Rows, *, clock: str) -> Tally:
    """Runs of the clock {clock} that were made void, of all that ended."""
    ended = clock_run.state.isin(("stopped", "cancelled"))
    return Tally(among=(clock_run.clock == clock) & ended, value=clock_run.state == "cancelled")


@variant(
    counted_on="stopped_on", grain="run of a clock", population="runs with a target that were made void",
    stop="as the clock says", pauses="as the clock says", denominator="runs with a target that were made void",
)  # fmt: skip
def late_by_clock(clock_run: Rows, *, clock: str) -> Tally:
    """Void runs of the clock {clock} that had been past their target already, of all void ones with a target."""
    void = (clock_run.clock == clock) & (clock_run.state == "cancelled") & clock_run.target_seconds.notnull()
    return Tally(among=void, value=clock_run.elapsed_seconds > clock_run.target_seconds)
