"""The runs of a clock over all cases inside an engine: six conditions, asked after every step; as ``walk`` does.

What decides whether a clock is on is the latest step that says so. A run ends where a clock that was on is stopped,
void, reset or handed over; it is numbered by the ends before it. So the steps are put in order twice and no more: to
see where the clock is on, and to count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from truegreen.clocks.lives import Rows, following, holds, in_order, so_far
from truegreen.model.clock import PHASES, Clock, From, Merged, Per, Reopened

_OFF, _ON, _ON_FROM_NEXT = range(3)
_EACH: Final = 4
"""A step's place times this, and what it says, is greater than whatever a step before it says."""


def standing(clock: Clock, moments: Rows, ahead: Sequence[str] = ()) -> Rows:
    """Add to each step how the clock stands after it.

    Columns added: on (whether a run goes on), run (its number; while none does, that of the next, or of the last if it
    may continue), still (whether it stands still), ends_as (how the next step ends it: stopped, cancelled or NULL) and
    paused (whether a pause holds, whether or not a run goes on).

    Args:
        clock: the clock.
        moments: every step of every case, as ``lives.moments`` gives it.
        ahead: columns of which those of the next step are added, as ``next_…``.
    """
    import ibis

    asked = _conditions(clock, moments)
    seen = asked.mutate(
        on=_is_on(clock, asked, 0), _was=_is_on(clock, asked, 1), _team_before=asked.team.lag().over(in_order())
    )
    handed = seen.team.fill_null("") != seen._team_before.fill_null("")
    ends = seen._was & (seen._off | seen._lapses | seen._resets | (handed & (clock.per is Per.TEAM)))
    voids = seen._cancels | (~seen._stops & (seen._lapses | (seen._resets & clock.reset_voids)))
    seen = seen.mutate(_ends=ends, _ended=ends.ifelse(voids.ifelse("cancelled", "stopped"), None))
    own = clock.reopened in (Reopened.ANEW, Reopened.IGNORED)
    final = seen._ends & (~seen._stops | seen._cancels | own)
    still = seen.paused
    if clock.resumes:
        seen = seen.mutate(_paused_before=seen.paused.lag().over(in_order()).fill_null(False))
        begins = ~seen._was | seen._ends
        pauses = seen.paused & (seen.kind.isin(PHASES) | ~seen._paused_before | (begins & ~seen._resumes))
        pause = ibis.cases((~seen.on, ibis.null("int64")), (pauses, 1), (begins | seen._resumes, 0))
        still = pause.last().over(so_far()).fill_null(0) == 1
    return seen.select(
        *moments.columns, "on", "paused",
        run=(final.ifelse(1, 0).sum().over(so_far()) + 1).cast("int64"),
        still=seen.on & still,
        ends_as=following(seen._ended),
        **{f"next_{name}": following(seen[name]) for name in ahead},
    )  # fmt: skip


def _conditions(clock: Clock, moments: Rows) -> Rows:
    """Ask the six conditions, and what a merge does."""
    import ibis

    merged = moments.step == "merged"
    no = ibis.literal(False)
    again = no if clock.reopened is Reopened.IGNORED else (moments.next_kind == "reopened").fill_null(False)
    asked = moments.mutate(
        paused=holds(clock.pauses, moments),
        _starts=holds(clock.starts, moments),
        _stops=holds(clock.stops, moments) | (merged if clock.merged is Merged.STOPS else no),
        _cancels=holds(clock.cancels, moments) | (merged if clock.merged is Merged.DROPPED else no),
        _resumes=holds(clock.resumes, moments),
        _resets=holds(clock.resets, moments),
    )
    return asked.mutate(
        _off=asked._cancels | asked._stops,
        _lapses=~asked._starts if clock.lapses else no,
        _reopens=asked._stops & again,
    )


def _is_on(clock: Clock, asked: Rows, less: int) -> Rows:
    """Say whether a clock is on after each step, or after the one before it.

    It is what the latest step says that stops it, voids it or starts it; one that stops it may also say that the next
    step opens it again. It is off once it lapsed or was reset since then, unless by that very reopening.
    """
    import ibis

    mark, nothing = asked.place * _EACH, ibis.null("int64")
    says = ibis.cases((asked._reopens, _ON_FROM_NEXT), (asked._off, _OFF), (asked._starts, _ON), else_=nothing)
    last = (mark + says).max().over(so_far(less))
    lost = ibis.literal(0)
    if clock.resets or clock.lapses:
        loses = (asked._lapses | asked._resets) & ~asked._off & ~asked._starts
        lost = loses.ifelse(mark, nothing).max().over(so_far(less)).fill_null(0)
    reopened = (last % _EACH == _ON_FROM_NEXT) & (last < mark - less * _EACH) & (lost < last + _EACH)
    return (((last % _EACH == _ON) & (lost < last)) | reopened).fill_null(False)


def segments(clock: Clock, stands: Rows) -> Rows:
    """Give the stretches between the steps of each run; ``on`` is false where it was not on, though it counts."""
    going = (
        stands.filter(stands.on, stands.run == 1) if clock.reopened is Reopened.IGNORED else stands.filter(stands.on)
    )
    if clock.reopened is not Reopened.COUNTS and clock.counts_from is not From.OPENED:
        return going
    runs = going.group_by(_of="case_id", _number="run").aggregate(_first=going.place.min(), _final=going.place.max())
    found = going
    if clock.reopened is Reopened.COUNTS:
        own = [stands.case_id == runs._of, stands.run == runs._number]
        found = stands.inner_join(runs, [*own, stands.place.between(runs._first, runs._final)]).select(*stands.columns)
    if clock.counts_from is not From.OPENED:
        return found
    before = stands.inner_join(runs, [stands.case_id == runs._of, stands.place < runs._first])
    changed = {"run": before._number, "on": before.on & False, "still": before.paused & clock.pauses_before}
    return found.union(before.select(*(changed.get(name, before[name]).name(name) for name in found.columns)))
