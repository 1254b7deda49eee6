"""What comes of a pilot: its looks, the registered comparison, and what is told beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from truegreen.model.pilot_standing import Standing
from truegreen.stats.estimate import Estimate, Verdict


class Cut(StrEnum):
    """What a comparison is of: as registered, or something else beside it."""

    REGISTERED = "as registered"
    PLAIN = "without the figure before the start"
    TREATED = "only who was treated as assigned"
    STRATUM = "stratum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: the difference on a day against the bound that was registered.

    Attributes:
        number: 1 for the first; 0 for a day that is no planned look (always-valid).
        day: the last day it sees.
        planned: share of the time planned that is over; None where no end is planned.
        information: share of the information that the margin needs; None without a margin.
        z: the difference in standard errors.
        bound: beyond which it counts; infinite where nothing could count yet.
        estimate: treated less control, with the interval that the rule allows at this look.
        narrow: the interval for claims against the margin, of one side only.
        verdict: what may be said at this look.
    """

    number: int
    day: date
    planned: float | None
    information: float | None
    z: float
    bound: float
    estimate: Estimate
    narrow: tuple[float, float]
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A pilot looked at while it runs.

    Attributes:
        standing: what is known of it.
        looks: planned looks up to now; none where the arms may not be compared.
        next_on: the day of the next planned look; None where there is none.
        over: whether its time is over.
    """

    standing: Standing
    looks: Sequence[Look] = ()
    next_on: date | None = None
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A difference between the arms.

    Attributes:
        cut: what it is of.
        name: the stratum's name; empty for others.
        estimate: treated less control, with the interval that the rule allows.
        control, treated: each arm's own figure, as counted.
        wholes: what chance put into the arms, control and treated.
        rows: counted in both.
        left: share of the variance that is left after the figure before the start; None where it is not used.
    """

    cut: Cut
    name: str
    estimate: Estimate
    control: float
    treated: float
    wholes: tuple[int, int]
    rows: int
    left: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """The registered analysis.

    Attributes:
        standing: what is known of the pilot.
        look: the look it is of; None where there is nothing to analyse yet, or nothing may be compared.
        main: the registered comparison.
        beside: strata, and what comes out without the figure before the start, or of those treated as assigned only.
        verdict: one of four.
        because: what decided, in words.
        factor: how many times as many rows would tell, where there is not enough data; None if nobody can say.
        final: whether the rule lets it end here.
        digest: of the outcomes that went in.
        margin: in the figure's unit; None without one.
    """

    standing: Standing
    look: Look | None = None
    main: Effect | None = None
    beside: Sequence[Effect] = ()
    verdict: Verdict = Verdict.NOT_ENOUGH
    because: str = ""
    factor: float | None = None
    final: bool = False
    digest: str = ""
    margin: float | None = None
