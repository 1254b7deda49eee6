"""How a pilot stands: who is in which arm, and whether the arms may be compared; nothing here says how they fared.

Where the arms are not as large as they should be, nothing holds a difference: there is no place for one in what is
given back, so that no page can show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from truegreen.model.finding import Finding
from truegreen.model.pilot import Registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """By what a pilot is judged.

    Attributes:
        name: as the pilot names it.
        words: what it counts.
        unit: share, seconds, money, score, points, count or days.
        better: ``higher`` or ``lower``.
        currency: of money.
        looks_ahead: days after a row that still decide about it.
    """

    name: str
    words: str
    unit: str
    better: str
    currency: str = ""
    looks_ahead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm, counted; nothing here says how it fared.

    Attributes:
        name: the arm.
        share: of all, as registered.
        units: in it.
        wholes: what chance put into it: clusters, or units.
        seen: of these, those with a figure.
        rows: what was counted of them.
    """

    name: str
    share: float
    units: int
    wholes: int
    seen: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Whether the arms are as large as they should be.

    Attributes:
        what: ``assigned`` or ``seen``: those put into the arms, or those with a figure.
        units: what was counted, like accounts.
        counts, expected: by arm.
        p: chance of so much where nothing is the matter.
        holds: whether the arms may be compared.
        said: what is off, or that nothing is.
    """

    what: str
    units: str
    counts: Mapping[str, int]
    expected: Mapping[str, float]
    p: float
    holds: bool
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How alike the arms were at the start, in one thing.

    Attributes:
        name: what; a stratum, or the figure before the start.
        control, treated: by arm: a share, or a mean.
        difference: in standard deviations; None where there is no spread.
        is_share: whether the two are shares of units.
    """

    name: str
    control: float
    treated: float
    difference: float | None
    is_share: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is in which arm, and how alike the arms are.

    Attributes:
        registered: the pilot.
        new, all: units assigned now, and in all.
        arms: counted.
        ratio: of what was put into the arms.
        balance: in each stratum and in the figure before the start.
        file: where it is written.
        findings: what to know.
    """

    registered: Registered
    new: int
    all: int
    arms: Sequence[Arm]
    ratio: Ratio
    balance: Sequence[Beside]
    file: str
    figure: Figure
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that blurs the comparison, counted: so many of so many, by arm where it is by arm."""

    what: str
    says: str
    counts: Mapping[str, int] = field(default_factory=dict)
    of: Mapping[str, int] = field(default_factory=dict)
    is_odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a running pilot, whoever asks: sizes first.

    Attributes:
        registered: the pilot.
        figure: by what it is judged.
        as_of: the last day looked at.
        known_until: the last day that the records know enough of.
        arms: counted.
        ratios: whether the arms may be compared.
        notices: contamination, attrition, what is still young.
        findings: what to know.
        run: which run.
    """

    registered: Registered
    figure: Figure
    as_of: date
    known_until: date
    arms: Sequence[Arm]
    ratios: Sequence[Ratio]
    notices: Sequence[Notice] = ()
    findings: Sequence[Finding] = ()
    run: str = ""

    @property
    def broken(self) -> Ratio | None:
        """Give the first ratio that does not hold; then nothing may be compared."""
        return next((each for each in self.ratios if not each.holds), None)
