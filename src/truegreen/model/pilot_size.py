"""How large a pilot has to be: what it could find in how many weeks, and how its own path fares in worlds of chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from truegreen.model.finding import Finding
from truegreen.model.pilot import Pilot
from truegreen.model.pilot_standing import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """What a pilot of some weeks could find.

    Attributes:
        weeks: how long.
        rows: to be expected in both arms.
        effect: the smallest difference, or margin, found with the power wanted; infinite if none is.
    """

    weeks: int
    rows: float
    effect: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How the pilot's own path fares in worlds made of the records before its start.

    Attributes:
        worlds: how many of each kind.
        false: share of worlds without a difference in which one was called established or perverse.
        found: share of worlds with the margin in which it was called established.
        early: share of the latter in which it could have ended before its time.
        seed: of the draws.
    """

    worlds: int
    false: float
    found: float | None
    early: float | None
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """How large a pilot has to be.

    Attributes:
        pilot: as written.
        figure: by what it is judged.
        wholes: what chance could put into the arms, as the records know them; None where cases come anew.
        rows_a_week: to be expected from all of them.
        mean, deviation: of one row, before the start.
        alike: how alike rows of one whole are (intraclass correlation).
        design: by how much that multiplies the rows needed, at the time planned.
        left: share of the variance left by the figure before the start; 1 where it is not used.
        margin: in the figure's unit; None without.
        lengths: by weeks.
        weeks_needed: the first length that finds the margin with the power wanted; None if none does.
        wholes_needed: how many wholes would, in the time planned; None without a margin or an end.
        measured: first and last day of the records it rests on.
        trial: the simulation; None where none was asked for.
        findings: what to know.
    """

    pilot: Pilot
    figure: Figure
    wholes: int | None
    rows_a_week: float
    mean: float
    deviation: float
    alike: float
    design: float
    left: float
    margin: float | None
    lengths: Sequence[Length]
    weeks_needed: int | None
    wholes_needed: int | None
    measured: tuple[date, date]
    trial: Trial | None = None
    findings: Sequence[Finding] = ()
