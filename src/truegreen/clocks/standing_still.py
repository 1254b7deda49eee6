"""What pauses do to attainment: kept gross, kept less what the customer made it wait, kept less every wait; by team.

A run counts for the team that had it in the end; time counts for the team whose turn it was. Only runs that stopped are
judged. Which teams' share of time standing still is worth an audit, ``worth_audit`` says.
"""

from __future__ import annotations

from dataclasses import replace

from truegreen.clocks.lives import Rows
from truegreen.clocks.measured import Grids, measured, stretches
from truegreen.clocks.usual import WAITS
from truegreen.model.clock import Clock


def queries(clock: Clock, moments: Rows, grids: Grids) -> tuple[Rows, Rows]:
    """Give what runs came to, and where their time went, each by team; ``by_team.pauses`` puts their rows together.

    Args:
        clock: the clock; it stands still in every wait, whatever it says.
        moments: every step of every case.
        grids: the tables of working time.
    """
    every = replace(clock, pauses=WAITS, resumes=())
    runs = measured("pauses", every, moments, grids)
    stopped = runs.state == "stopped"
    judged = stopped & runs.target_seconds.notnull()
    net = runs.elapsed_seconds
    came_to = runs.group_by("team").aggregate(
        stopped=_count(stopped),
        going=_count(runs.state.isin(["running", "paused"])),
        cancelled=_count(runs.state == "cancelled"),
        judged=_count(judged),
        gross=_count(judged & (net + runs.customer_seconds + runs.other_seconds <= runs.target_seconds)),
        net_of_customer=_count(judged & (net + runs.other_seconds <= runs.target_seconds)),
        net=_count(judged & (net <= runs.target_seconds)),
    )
    parts = stretches(every, moments, grids)
    of_cases = parts.group_by("team", "case_id").aggregate(
        **{
            name: (parts.waits_for == what).ifelse(parts.seconds.fill_null(0), 0).sum().cast("int64")
            for name, what in (("ran", ""), ("customer", "customer"), ("other", "other"))
        }
    )
    return came_to, _went(of_cases)


def _went(of_cases: Rows) -> Rows:
    """Add up where the time of cases went, by team, with the squares from which the doubt of the share comes."""
    still = (of_cases.customer + of_cases.other).cast("float64")
    whole = still + of_cases.ran.cast("float64")
    seconds = {name: of_cases[name].sum().cast("int64") for name in ("ran", "customer", "other")}
    return of_cases.group_by("team").aggregate(
        **seconds,
        cases=_count(whole > 0),
        whole_squares=(whole * whole).sum(),
        still_squares=(still * still).sum(),
        products=(whole * still).sum(),
    )


def _count(condition: Rows) -> Rows:
    return condition.fill_null(False).ifelse(1, 0).sum().cast("int64")
