"""One case's clocks as a record for programs."""

from __future__ import annotations

from collections.abc import Sequence

from truegreen.clocks.told import Watch
from truegreen.clocks.walk import Run
from truegreen.reports import clock_words as words


def clock_record(watch: Watch) -> dict[str, object]:
    """Give one case's life and clocks; times are UTC, lengths whole seconds."""
    return {
        "case": watch.case,
        "known_until": watch.life.known_until.isoformat(),
        "steps": [
            {name: getattr(each, name) for name in ("kind", "step", "team", "priority", "calendar", "state")}
            | {"at": each.at.isoformat()}
            for each in watch.life.moments
        ],
        "agreed": watch.agreed,
        "clocks": [
            {
                "clock": told.name,
                "title": words.title(told),
                "verdict": words.verdict(told.runs).name,
                "runs": _runs(told.runs),
                "otherwise": [
                    {"what": what, "verdict": words.verdict(runs).name, "runs": _runs(runs)}
                    for what, runs in told.others
                ],
            }
            for told in watch.clocks
        ],
    }


def _runs(runs: Sequence[Run]) -> list[dict[str, object]]:
    return [
        {
            "number": each.number,
            "state": each.state,
            "team": each.team,
            "held_to": each.held_to,
            "started_at": each.started_at.isoformat(),
            "stopped_at": each.stopped_at.isoformat() if each.stopped_at else None,
            "due_at": each.due_at.isoformat() if each.due_at else None,
            "target_seconds": each.target,
            "elapsed_seconds": each.elapsed,
            "customer_seconds": each.waited("customer"),
            "other_seconds": each.waited("other"),
            "on_time": each.on_time,
            "segments": [
                {
                    "starts": part.starts.isoformat(), "ends": part.ends.isoformat(), "waits_for": part.waits_for,
                    "team": part.team, "calendar": part.calendar, "seconds": part.seconds,
                }
                for part in each.segments
            ],
        }
        for each in runs
    ]  # fmt: skip
