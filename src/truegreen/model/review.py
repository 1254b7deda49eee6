"""The joint business review: what both sides have before them when they meet, gathered for one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from truegreen.model.entered import Entry
from truegreen.model.matter import Matter
from truegreen.model.scorecard import Scorecard
from truegreen.model.statement import Statement
from truegreen.model.truth import Opened, Truth
from truegreen.model.valued import Valued
from truegreen.model.warning import Ranked
from truegreen.units.period import Period


class Preset(StrEnum):
    """How long a time a review is about."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"

    @property
    def period(self) -> str:
        """Give the kind of period it is about.

        >>> Preset.QUARTERLY.period
        'quarter'
        """
        return {"monthly": "month", "quarterly": "quarter", "annual": "year"}[self.value]


@dataclass(frozen=True, slots=True)
class Billed:
    """A statement, and whether it was issued."""

    statement: Statement
    is_issued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Governed:
    """What both sides did with each other: the matters of an agreement, as whoever keeps them gives them.

    Attributes:
        matters: all that are open, and those that moved since.
        people: names of people by their ids.
        since: the day of the last review; the first day of the period where none was held, or it is a longer one.
        today: the day on which it is told.
        heard: what commercial people heard from customers since, the latest last.
        held: whether that day is the one of a review that was held.
    """

    matters: Sequence[Matter]
    people: Mapping[str, str] = field(default_factory=dict)
    since: date
    today: date
    heard: Sequence[Entry] = ()
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is known for a review, computed once.

    Attributes:
        agreement, title, client, provider: which agreement, and between whom.
        currency: of amounts.
        preset, period: how long a time, and which.
        before: the period before; None where the agreement did not stand then.
        truth: the truth test of the period.
        through: the same over all months, which says since when something is so.
        worst: the accounts behind the first watermelon; None where there is none, or the rows are gone.
        card, card_before: the scorecards of the last month of both periods; agreements judge by month.
        cards: those of every month of the period, in order.
        whole: the scorecard of the whole period; more customers answered in it.
        statements, statements_before: of both periods, in order; empty where nothing was settled.
        unsettled: why there is no statement; empty where there is.
        ranked, valued: accounts at risk, and what was done for them; None where the run's rows are gone.
    """

    agreement: str
    title: str
    client: str
    provider: str
    currency: str
    preset: Preset
    period: Period
    before: Period | None
    truth: Truth
    through: Truth
    worst: Opened | None
    card: Scorecard
    card_before: Scorecard | None
    cards: Sequence[Scorecard]
    whole: Scorecard
    statements: Sequence[Billed] = ()
    statements_before: Sequence[Billed] = ()
    unsettled: str = ""
    ranked: Ranked | None = None
    valued: Valued | None = None
