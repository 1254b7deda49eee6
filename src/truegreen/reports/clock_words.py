"""What is written of a case's clocks: moments, states, verdicts and lengths, the same in text, page and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from truegreen.clocks.life import Moment
from truegreen.clocks.told import Told, Watch
from truegreen.clocks.walk import Run
from truegreen.model.clock import Per
from truegreen.reports import figures
from truegreen.reports.clock_terms import STEPS, any_of, hours
from truegreen.reports.statuses import Mark

KEPT: Final = Mark("kept", "●", "good")
LATE: Final = Mark("late", "▼", "bad")
OPEN: Final = Mark("still open", "○", "quiet")
VOID: Final = Mark("void", "–", "quiet")
FREE: Final = Mark("no target", "–", "quiet")
NEVER: Final = Mark("never ran", "–", "quiet")
_LONGEST: Final = 60


def moment(at: datetime, zone: str) -> str:
    """Write a moment on the clock of a zone.

    >>> moment(datetime(2025, 7, 1, 12, 30), "Europe/London")
    'Tue 1 Jul 2025 13:30'
    """
    there = at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %Y %H:%M}"


def step(made: Moment) -> str:
    """Write a step in words."""
    return STEPS.get(made.kind, made.kind)


def changes(made: Moment, before: Moment | None) -> str:
    """Write what a step changed besides: priority, team, hours and the source's own word."""
    named = (("priority", "{}"), ("team", "team {}"), ("calendar", "hours {}"), ("state", "“{}”"))
    now = ((shape, getattr(made, name), getattr(before, name, None)) for name, shape in named)
    return ", ".join(shape.format(short(value)) for shape, value, earlier in now if value and value != earlier)


def short(written: str) -> str:
    """Write the beginning of what somebody wrote, which may be a whole page."""
    first = " ".join(written[: 2 * _LONGEST].split())
    return first if len(written) <= _LONGEST and len(first) <= _LONGEST else first[: _LONGEST - 1] + "…"


def length(seconds: int) -> str:
    """Write a length of time."""
    return figures.value(Fraction(seconds), "seconds")


def verdict(runs: Sequence[Run]) -> Mark:
    """Say what became of a clock: late if any run was, else the state of the last that counts."""
    counting = [each for each in runs if each.state != "cancelled"]
    if not counting:
        return VOID if runs else NEVER
    judged = [each.on_time for each in counting]
    if False in judged:
        return LATE
    if counting[-1].target is None:
        return FREE
    return KEPT if judged[-1] else OPEN


def elapsed(runs: Sequence[Run]) -> int:
    """Give the seconds that the runs that count took, all together."""
    return sum(each.elapsed for each in runs if each.state != "cancelled")


def sentence(run: Run, zone: str, named: str = "") -> str:
    """Say in one sentence what became of a run.

    Args:
        run: the run.
        zone: in which moments are shown.
        named: whose or which run it is, where there are several.
    """
    began = f"from {moment(run.started_at, zone)}"
    ended = f" to {moment(run.stopped_at, zone)}" if run.stopped_at else ", and goes on"
    ran = f"ran {length(run.elapsed)}" + (f" of {length(run.target)}" if run.target is not None else "")
    waits = [(run.waited("customer"), "for the customer"), (run.waited("other"), "for others")]
    waited = " and ".join(f"{length(seconds)} {what}" for seconds, what in waits if seconds)
    parts = [f"{run.state} {began}{ended}", ran, *([f"waited {waited}"] if waited else [])]
    if run.target is not None and run.due_at and run.state != "cancelled":
        over = run.elapsed > run.target
        parts.append(f"{'target used up' if over else 'due'} {moment(run.due_at, zone)}")
    said = "; ".join(parts)
    return f"{short(named)}: {said}" if named else f"{said[0].upper()}{said[1:]}"


def alike(told: Told) -> tuple[list[tuple[str, tuple[Run, ...]]], list[str]]:
    """Tell the usual countings that come to something else than what is agreed, and name those that do not."""
    agreed = _came_to(told.runs)
    other = [(what, runs) for what, runs in told.others if _came_to(runs) != agreed]
    return other, [what for what, runs in told.others if _came_to(runs) == agreed]


def _came_to(runs: Sequence[Run]) -> list[tuple[object, ...]]:
    return [(run.state, run.started_at, run.stopped_at, run.elapsed, run.target, run.due_at) for run in runs]


def terms(told: Told) -> str:
    """Write what a clock says in one line."""
    clock = told.clock
    parts = [
        f"starts {any_of(clock.starts)}", f"stops {any_of(clock.stops)}",
        *([f"stands still {any_of(clock.pauses)}"] if clock.pauses else []),
        f"when reopened: {clock.reopened}", hours(clock),
        *(["one for each team's turn"] if clock.per is Per.TEAM else []),
    ]  # fmt: skip
    return ", ".join(parts)


def title(told: Told) -> str:
    """Give what people call a clock."""
    return told.clock.title or told.name


def about(watch: Watch) -> str:
    """Say in one line which case this is."""
    case = watch.life.case
    named = [
        short(str(case[name])) for name in ("service", "contact_type", "priority", "provider", "site") if case.get(name)
    ]
    return ", ".join([f"Case {watch.case}", *named])
