"""A chart: points in their order, between limits that they seldom cross while nothing changes."""

from __future__ import annotations

from dataclasses import dataclass

from truegreen.stats.charts.rules import Alarm, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Points between limits, ready to be drawn.

    Attributes:
        points: what is drawn, one per month; None where a month has none.
        centre: where the points lie while nothing changes.
        lows, highs: the limits at each point, three sigmas from the centre.
        alarms: where a rule holds; none on a chart that has not enough points.
        rules: which rules were used. Each further one makes false alarms more frequent.
        run_length: average number of points between false alarms by these rules, were the centre and sigma known and
            every month independent of the one before.
        enough: whether there are points enough for limits that mean something.
        method, version: which method, and which version of it.
    """

    points: tuple[float | None, ...]
    centre: float
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    alarms: tuple[Alarm, ...]
    rules: tuple[Rule, ...]
    run_length: float
    enough: bool
    method: str
    version: int = 1

    @property
    def false_alarms(self) -> float:
        """Give how many false alarms are to be expected on a chart of this length; at least so many."""
        return sum(point is not None for point in self.points) / self.run_length
