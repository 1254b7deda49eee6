"""The runs of a clock over all cases inside an engine: six conditions, asked after every step; as ``walk`` does.

After a step a clock is on or off, or as it was: what decides is carried forward. It begins where it is on and was off,
or where something ended the run before it in the same step. Runs are counted where a new one begins.
"""

from __future__ import annotations

from truegreen.clocks.lives import Rows, carry, holds, so_far, window
from truegreen.model.clock import Clock, From, Merged, Per, Reopened


def standing(clock: Clock, moments: Rows) -> Rows:
    """Add to each step how the clock stands after it.

    Columns added: run (the number of the run that goes on or was the last; 0 before any), on (whether it goes on),
    still (whether it stands still) and ended (how the step ended a run: stopped, cancelled or NULL).
    """
    import ibis

    asked = _conditions(clock, moments)
    off = asked._cancels | asked._stops
    decides = ibis.cases((off, 0), (asked._begins, 1), (asked._lapses | asked._resets, 0), else_=ibis.null("int64"))
    decided = carry(asked.mutate(_decides=decides), {"_decides": "_on"})
    decided = decided.mutate(_on=decided._on.fill_null(0) == 1)
    order = window(decided, "case_id", "place")
    seen = decided.mutate(_was=decided._on.lag().over(order).fill_null(False))
    ends = seen._was & (seen._cancels | seen._stops | seen._lapses | seen._resets | seen._handed)
    voids = seen._cancels | (~seen._stops & (seen._lapses | (seen._resets & clock.reset_voids)))
    left_off = (ends & seen._stops & ~seen._cancels).ifelse(1, 0)
    seen = seen.mutate(
        _ends=ends,
        ended=ends.ifelse(voids.ifelse("cancelled", "stopped"), None),
        _left_off=ends.ifelse(left_off, ibis.null("int8")),
    )
    known = carry(seen, {"_left_off": "_left"})
    begins = known._on & (~known._was | known._ends)
    own = clock.reopened in (Reopened.ANEW, Reopened.IGNORED)
    news = begins if own else begins & (known._left.fill_null(0) == 0)
    stills = ibis.cases(
        (~known._on, ibis.null("int64")),
        (known._pauses, 1),
        (begins | known._resumes, 0),
        else_=ibis.null("int64"),
    )
    counted = known.mutate(_news=news.ifelse(1, 0), _stills=stills)
    numbered = carry(
        counted.mutate(run=counted._news.sum().over(so_far("case_id", "place")).cast("int64")), {"_stills": "_still"}
    )
    return numbered.select(
        *moments.columns,
        run=numbered.run,
        on=numbered._on,
        still=numbered._on & (numbered._still.fill_null(0) == 1),
        ended=numbered.ended,
        paused=numbered._pauses,
    )


def _conditions(clock: Clock, moments: Rows) -> Rows:
    """Ask the six conditions, and what a merge, a reopening and another team do."""
    import ibis

    merged = moments.step == "merged"
    no = ibis.literal(False)
    cancels = holds(clock.cancels, moments) | (merged if clock.merged is Merged.DROPPED else no)
    stops = holds(clock.stops, moments) | (merged if clock.merged is Merged.STOPS else no)
    starts = holds(clock.starts, moments)
    asked = moments.mutate(
        _cancels=cancels,
        _stops=stops,
        _starts=starts,
        _resets=holds(clock.resets, moments),
        _pauses=holds(clock.pauses, moments),
        _resumes=holds(clock.resumes, moments) if clock.resumes else ibis.literal(True),
    )
    order = window(asked, "case_id", "place")
    again = (asked.kind == "reopened") & asked._stops.lag().over(order).fill_null(False)
    handed = (asked.team.fill_null("") != asked.team.lag().over(order).fill_null("")) & (asked.place > 1)
    return asked.mutate(
        _begins=(asked._starts | (no if clock.reopened is Reopened.IGNORED else again))
        & ~asked._stops
        & ~asked._cancels,
        _lapses=~asked._starts if clock.lapses else no,
        _handed=handed if clock.per is Per.TEAM else no,
    )


def segments(clock: Clock, stands: Rows) -> Rows:
    """Give the stretches between the steps of each run.

    Columns: case_id, run, place, starts, ends (NULL while it goes on), still, and how the case stood.
    """
    final = (
        stands.filter(stands.on)
        .group_by("case_id", "run")
        .aggregate(_first=stands.place.min(), _final=stands.place.max())
    )
    if clock.reopened is Reopened.IGNORED:
        final = final.filter(final.run == 1)
    of = final.rename(_of="case_id", _number="run")
    joined = stands.inner_join(of, [stands.case_id == of._of, stands.run == of._number])
    counts = clock.reopened is Reopened.COUNTS
    kept = joined.filter(joined.place >= joined._first, joined.place <= joined._final)
    kept = kept if counts else kept.filter(kept.on)
    found = kept.select(*(name for name in stands.columns if name not in ("ended", "on", "paused")))
    if clock.counts_from is From.OPENED:
        before = stands.inner_join(of, [stands.case_id == of._of, stands.place < of._first])
        still = before.paused if clock.pauses_before else before.paused & False
        names = [name for name in found.columns if name not in ("run", "still")]
        earlier = before.select(*names, run=before._number, still=still).select(*found.columns)
        found = found.union(earlier)
    return found
