"""Alignment: do the dashboards of delivery and of customers tell the same story over time?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.reading import Contract
from truegreen.stats.estimate import Estimate
from truegreen.units.period import Period


class Story(StrEnum):
    """What may be said of two series."""

    SAME = "the same story"
    OPPOSITE = "opposite stories"
    OWN = "stories of their own"
    CANNOT_TELL = "cannot tell yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One measure through the months.

    Attributes:
        id, title: the measure.
        weight: what it counts for in its dashboard, as a share of all.
        better: ``higher`` or ``lower``.
        unit: of its values.
        values: by month, None where nothing was measured.
        counts: rows behind each.
        met: by month, its status against the level agreed then.
    """

    id: str
    title: str
    weight: float
    better: str
    unit: str
    values: Sequence[float | None]
    counts: Sequence[int]
    met: Sequence[Contract]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """One side's measures, put together.

    Attributes:
        tracks: the measures.
        index: by month, the weighted mean of how far each measure is from its own mean, in its own standard
            deviations, upwards is better; None where too little of the weight was measured.
    """

    tracks: Sequence[Track]
    index: Sequence[float | None]

    def met(self, month: int) -> tuple[int, int]:
        """Say how many measures were met in a month, of how many that were judged."""
        judged = [each.met[month] for each in self.tracks if each.met[month] is not Contract.NOT_JUDGED]
        return sum(each is Contract.MET for each in judged), len(judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A measure of delivery and the outcome it is meant to bring about.

    Attributes:
        figure, outcome: ids of the measures.
        titles: of the two.
        together: their correlation, better with better above nothing; None where there are too few months.
        p: chance of so much where there is nothing, with all pairs counted in; None likewise.
        story: what may be said.
    """

    figure: str
    outcome: str
    titles: tuple[str, str]
    together: Estimate | None
    p: float | None
    story: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Delivery and customers of an agreement, month by month.

    Attributes:
        agreement, title: which agreement.
        where: members of slices stayed within.
        months: the months, oldest first.
        delivery, customers: the two dashboards.
        together: how the two indices move together, with how many independent months that rests on.
        surprises: the same of what each month adds to what the month before led to expect.
        story: what may be said.
        gap: by how much delivery's index rises against that of customers each month; None of few months.
        parts: whether that may be said.
        apart: places of the months in which the indices are farthest apart, farthest first.
        pairs: each measure of delivery with the outcome that it names.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
    """

    agreement: str
    title: str
    where: Mapping[str, str] = field(default_factory=dict)
    months: Sequence[Period]
    delivery: Dashboard
    customers: Dashboard
    together: Estimate | None
    surprises: Estimate | None
    story: Story
    gap: Estimate | None
    parts: bool
    apart: Sequence[int]
    pairs: Sequence[Pair]
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
