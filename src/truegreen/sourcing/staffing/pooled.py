"""Queues answered by the same people: one line, as strict as the strictest, open when any of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from truegreen.sourcing.staffing.intervals import Intervals
from truegreen.sourcing.staffing.needed import Line
from truegreen.stats.queueing.staffing import Aim


def pooled(lines: Sequence[Line], intervals: Sequence[Intervals]) -> tuple[Line, Intervals]:
    """Give one line of several.

    Args:
        lines: the queues.
        intervals: of each; all of the same days and length.
    """
    calls = np.sum([each.calls for each in lines], axis=0)
    weights = np.array([each.calls.sum() for each in lines])
    weights = weights / max(weights.sum(), 1e-12)
    takes = float(sum(share * each.takes for share, each in zip(weights, lines, strict=True)))
    patient = [each.patience for each in lines]
    stays = None
    if None not in patient:  # They give up as often as all of them together do.
        stays = 1 / sum(share / each for share, each in zip(weights, patient, strict=True) if each)
    aims = [each.aim for each in lines]
    aim = Aim(
        max(each.share for each in aims), min(each.within for each in aims), min(each.seconds for each in aims),
        min(each.given_up for each in aims), min(each.most_busy for each in aims),
    )  # fmt: skip
    is_open = np.max([each.open for each in intervals], axis=0)
    return Line(calls, takes, aim, stays), replace(intervals[0], open=is_open)
